"""Keeping plans: one TinyDB file an account, atomic, locked, with a history."""
