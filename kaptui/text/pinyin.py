"""How a Chinese name is typed without an input method: ``mousheng`` or ``ms`` finds 某省公司.

The dictionary behind it takes a fifth of a second to load, so it is loaded when somebody types letters for Chinese.
"""

from __future__ import annotations

import re

_CHINESE = (("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"), ("\uf900", "\ufaff"))
"""No regular expression: one over so many characters takes three milliseconds to compile, at every start."""
_AS_IT_IS = "\0"
_LETTERS = re.compile("[a-z0-9' -]+")


def may_be_pinyin(typed: str) -> bool:
    """Whether ``typed`` could be pinyin: ASCII letters and figures, with a letter among them."""
    folded = typed.casefold()
    return bool(_LETTERS.fullmatch(folded)) and any(sign.isalpha() for sign in folded)


def bare(typed: str) -> str:
    """Typed pinyin without blanks, apostrophes and hyphens, in small letters: ``Xi'an`` is ``xian``."""
    return re.sub(r"[' -]", "", typed.casefold())


def spellings(name: str) -> tuple[str, ...]:
    """The full pinyin of a name and its initials, ``bare``; letters and figures in it count as themselves.

    Empty for a name without a Chinese character. A sign with several readings has the one of the word it stands in.
    """
    if not any(first <= sign <= last for sign in name for first, last in _CHINESE):
        return ()
    from pypinyin import lazy_pinyin

    parts = lazy_pinyin(name, errors=_marked)
    full = "".join(bare(part.lstrip(_AS_IT_IS)) for part in parts)
    initials = "".join(bare(part[1:] if part.startswith(_AS_IT_IS) else part[:1]) for part in parts)
    return tuple(dict.fromkeys((full, initials)))


def _marked(other: str) -> str:
    """What is no Chinese character, without punctuation and marked: its initial is all of it."""
    return _AS_IT_IS + "".join(sign for sign in other if sign.isalnum())
