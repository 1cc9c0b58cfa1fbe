"""The texts of the program and their Chinese: collect, compare, compile.

python -m tests.tools.texts --compile     writes kaptui/text/locale/.../kaptui.mo from kaptui/text/zh/*.po
python -m tests.tools.texts --check       lists what is missing, unused, mismatched or stale; exit 1 if anything is
python -m tests.tools.texts --missing     prints the missing texts as PO entries, ready to be translated
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from gettext import GNUTranslations
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.tools.msgids import Text, collected, never_translated

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "kaptui"
FRAGMENTS = PACKAGE / "text" / "zh"
ALWAYS = datetime(2026, 1, 1, tzinfo=UTC)
"""The dates in the catalogue's head: nobody reads them, and another at each compilation would be a change."""
COMPILED = PACKAGE / "text" / "locale" / "zh" / "LC_MESSAGES" / "kaptui.mo"


@dataclass(frozen=True, slots=True)
class Entry:
    """One translation: its plural msgid if any, the Chinese forms, and the fragment it stands in."""

    msgid: str
    plural: str
    forms: tuple[str, ...]
    fragment: str


def entries(folder: Path = FRAGMENTS) -> list[Entry]:
    """All translations of all fragments, in order; fuzzy and empty ones count as not translated and are left out."""
    found: list[Entry] = []
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale="zh", domain="kaptui", abort_invalid=True)
        for message in catalogue:
            forms = message.string if isinstance(message.string, tuple | list) else (message.string or "",)
            if not message.id or message.fuzzy or not all(forms):
                continue
            ids = message.id if isinstance(message.id, tuple | list) else (message.id, "")
            found.append(Entry(ids[0], ids[1], tuple(map(str, forms)), path.name))
    return found


def merged(found: list[Entry]) -> dict[str, Entry]:
    """The translations by msgid; the first fragment wins (contradictions are reported by ``problems``)."""
    by_msgid: dict[str, Entry] = {}
    for entry in found:
        by_msgid.setdefault(entry.msgid, entry)
    return by_msgid


def compile_catalogue(target: Path = COMPILED, folder: Path = FRAGMENTS) -> int:
    """Write the compiled catalogue, the same bytes for the same texts; returns how many it holds."""
    catalogue = Catalog(locale="zh", domain="kaptui", fuzzy=False, creation_date=ALWAYS, revision_date=ALWAYS)
    by_msgid = merged(entries(folder))
    for entry in by_msgid.values():
        catalogue.add((entry.msgid, entry.plural) if entry.plural else entry.msgid, _string(entry))
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        write_mo(file, catalogue)
    return len(by_msgid)


def problems(texts: list[Text], found: list[Entry]) -> list[str]:
    """Everything that is wrong with the Chinese of the collected ``texts``, a line each."""
    by_msgid = merged(found)
    wanted = {text.msgid: text for text in texts}
    lines = [f"missing: {text.place}: {text.msgid!r}" for text in wanted.values() if text.msgid not in by_msgid]
    lines += [f"unused: {entry.fragment}: {entry.msgid!r}" for entry in found if entry.msgid not in wanted]
    lines += [
        f"contradiction: {entry.fragment} and {by_msgid[entry.msgid].fragment}: {entry.msgid!r}"
        for entry in found
        if entry.forms != by_msgid[entry.msgid].forms
    ]
    for entry in found:
        expected = _names(entry.plural or entry.msgid)
        lines += [
            f"placeholders: {entry.fragment}: {entry.msgid!r}" for form in entry.forms if _names(form) != expected
        ]
    return lines


def is_stale(compiled: Path = COMPILED, folder: Path = FRAGMENTS) -> bool:
    """Whether the compiled catalogue says anything else than the fragments do."""
    if not compiled.exists():
        return True
    with compiled.open("rb") as file:
        catalogue = GNUTranslations(file)
    by_msgid = merged(entries(folder))
    said: dict[object, str] = {key: value for key, value in vars(catalogue)["_catalog"].items() if key != ""}
    wanted: dict[object, str] = {}
    for entry in by_msgid.values():
        if entry.plural:
            wanted |= {(entry.msgid, number): form for number, form in enumerate(entry.forms)}
        else:
            wanted[entry.msgid] = entry.forms[0]
    return said != wanted


def _string(entry: Entry) -> str | tuple[str, ...]:
    return entry.forms if entry.plural else entry.forms[0]


def _names(text: str) -> set[str]:
    """The places of a text, whatever their format; a text with stray braces has the place ``<broken>``."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return {"<broken>"}


def _missing_as_po(texts: list[Text], found: list[Entry]) -> str:
    by_msgid = merged(found)
    blocks = [
        f"#: {text.place}\nmsgid {_quoted(text.msgid)}\n"
        + (f'msgid_plural {_quoted(text.plural)}\nmsgstr[0] ""\n' if text.plural else 'msgstr ""\n')
        for text in {text.msgid: text for text in texts}.values()
        if text.msgid not in by_msgid
    ]
    return "\n".join(blocks)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def main(arguments: list[str]) -> int:
    """The command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.tools.texts")
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--missing", action="store_true")
    chosen = parser.parse_args(arguments)
    if chosen.compile:
        print(f"{compile_catalogue()} texts in {COMPILED.relative_to(ROOT)}")
    texts = collected(PACKAGE)
    if chosen.missing:
        print(_missing_as_po(texts, entries()))
    if not chosen.check:
        return 0
    lines = problems(texts, entries()) + (["stale: run --compile"] if is_stale() else [])
    lines += [f"made on the spot, so never translated: {place}" for place in never_translated(PACKAGE)]
    print("\n".join(lines) if lines else f"{len(texts)} texts, all translated")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
