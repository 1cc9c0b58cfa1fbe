"""Translation: English msgids, compiled Chinese catalogue, one language in force at a time.

``_speech`` is the one place of mutable state in this room: a terminal program speaks one language to one person, and
every widget asks again when it draws, so that switching needs no message to anybody. Nothing is translated at import.
"""

from __future__ import annotations

from collections.abc import Mapping
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

LANGUAGES: tuple[str, str] = ("zh", "en")
"""The languages there are; English is the language of the msgids."""


class _Speech:
    """The language in force and its catalogue."""

    def __init__(self) -> None:
        self.language = "en"
        self.catalogue = NullTranslations()


_speech = _Speech()


def language() -> str:
    """The language in force: ``zh`` or ``en``."""
    return _speech.language


def use_language(code: str) -> None:
    """Speak ``zh`` or ``en`` from now on. Raises ``ValueError`` for anything else."""
    if code not in LANGUAGES:
        raise ValueError(f"no such language: {code!r}")
    _speech.catalogue = NullTranslations() if code == "en" else _read(code)
    _speech.language = code


def preferred_language(variables: Mapping[str, str]) -> str:
    """The language of a terminal by its environment: ``zh`` when the first variable set begins so, else ``en``."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    first = next((variables[name] for name in names if variables.get(name)), "")
    return "zh" if first.lower().startswith("zh") else "en"


def tr(msgid: str, /, **values: object) -> str:
    """``msgid`` in the language in force, its ``{names}`` filled with ``values``.

    Values are put in after translation and are never read as a pattern, so that braces in them stay as they are.
    Without values the text is shown as it stands. A text that no catalogue knows comes back in English.
    """
    if not msgid:
        return ""
    text = _speech.catalogue.gettext(msgid)
    return text.format(**values) if values else text


def trn(singular: str, plural: str, n: int, /, **values: object) -> str:
    """The form of a text that fits the number ``n``, which stands in it as ``{n}``."""
    return _speech.catalogue.ngettext(singular, plural, n).format(n=n, **values)


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name, by which msgids are collected
    """Marks a literal that is translated later, where it is shown."""
    return msgid


def _read(code: str) -> GNUTranslations:
    compiled = Path(__file__).parent / "locale" / code / "LC_MESSAGES" / "kaptui.mo"
    with compiled.open("rb") as file:
        return GNUTranslations(file)
