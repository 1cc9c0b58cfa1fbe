"""Text for people: translation when shown, and the formatting of money, dates and complaints."""

from kaptui.text.speech import LANGUAGES, N_, language, preferred_language, tr, trn, use_language

__all__ = ["LANGUAGES", "N_", "language", "preferred_language", "tr", "trn", "use_language"]
