"""The command line: every command a small function in a file of its kind, imported when it is called.

Data goes to stdout, talk to stderr; every refusal is a sentence and an exit code. Only the commands that open a screen
import the app.
"""
