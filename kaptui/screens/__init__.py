"""Screens: they turn keys into edits and plans into what widgets show. They know no store."""
