"""Edits as values, the open plan with undo, and merging."""
