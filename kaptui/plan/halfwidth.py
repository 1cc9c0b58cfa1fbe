"""Typed text as ASCII where an input method writes the same sign in full width.

Only signs that are the same sign are folded: ``３`` is 3, ``。`` is what a Chinese keyboard gives for a full stop. Unicode's
own compatibility folding goes further (``3²`` would become 32) and would make a wrong number out of an unreadable one.
"""

from __future__ import annotations

_FIRST_FULL_WIDTH, _LAST_FULL_WIDTH, _OFFSET = 0xFF01, 0xFF5E, 0xFEE0
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"


def half_width(text: str) -> str:
    """``text`` with full-width ASCII, the ideographic space, full stop and yen sign in their half-width forms."""
    return "".join(_half(sign) for sign in text)


def plain_minus(text: str) -> str:
    """``text`` with every dash and minus sign as ``-``."""
    return "".join("-" if sign in _DASHES else sign for sign in text)


def says_unknown(text: str) -> bool:
    """Whether a typed value means "not known": nothing at all, or a question mark of either width."""
    return half_width(text).strip() in ("", "?")


def _half(sign: str) -> str:
    if _FIRST_FULL_WIDTH <= ord(sign) <= _LAST_FULL_WIDTH:
        return chr(ord(sign) - _OFFSET)
    return {"\u3000": " ", "\uffe5": "\u00a5", "\u3002": ".", "\uff61": "."}.get(sign, sign)
