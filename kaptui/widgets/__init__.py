"""Widgets of kaptui's own: values in, messages out. They know no session, no store and no screen.

Every one of them paints on the line API and repaints only what differs, takes its characters from a ``Glyphs`` and
people's text as data, never as markup.
"""
