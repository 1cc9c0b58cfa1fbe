"""A pasted organisation: one person a line, ``Name / Title @Department CODE``, indentation is "reports to".

Title, department and code are optional. The code is the last words of the line, its letters upper-case, and never the
whole line (Ada and Ed are names), nor the whole of a title. ``TBD`` or ``？`` is a seat whose holder is unknown. What stands
after a code, two blanks apart, is a note. A line that cannot be read is kept and explained; only blank lines are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kaptui.plan.clean import LINE_LIMIT
from kaptui.plan.errors import Expected, Unreadable, Why
from kaptui.plan.halfwidth import half_width
from kaptui.plan.indentation import column_and_content
from kaptui.plan.shorthand import CodePatch, parse_code, plain_code

_CODE_SIGNS = re.compile(r"[UEDAIVPCLXM=+*0-3!.?\s-]+")
_MEANT_AS_CODE = re.compile(r"(?=.*[=*!])[A-Z0-9=+*!.?-]+|(?=.*[=+*!])(?i:[UEDAIVPCLXM0-9=+*!.?-]+)|[UEDAIVPCLXM0-3-]")
_COLUMN = re.compile(r"\t\s*|\s{2,}")
_SLASH = re.compile(r"(?:^|(?<=\s))[/／](?=\s|$)")
_TIGHT_SLASH = re.compile(r"(?<=[\w)）\s])[/／](?=[\w(（\s])")
_AT = re.compile(r"(?:^|(?<=\s)|(?<=[^\x00-\x7f]))[@＠](?=\s*\S)")
_RULE = re.compile(r"[-=_*#~`|+.·•\s]+")
_UNKNOWN_HOLDERS = ("TBD", "?", "??", "???", "待定", "空缺")


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """One line as it was pasted (``number`` counts from 1) and what was read from it.

    ``boss`` is the index of the line it reports to in ``Outline.lines``. A seat has the name ``""``. With a ``problem`` the
    whole line stands in ``name`` and nothing else was read.
    """

    number: int
    text: str
    depth: int
    boss: int | None
    name: str
    title: str = ""
    department: str = ""
    code: CodePatch = field(default_factory=CodePatch)
    note: str = ""
    problem: Unreadable | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """All lines of a pasted outline except blank ones, in order; every boss stands before its reports."""

    lines: tuple[OutlineLine, ...]

    @property
    def problems(self) -> tuple[OutlineLine, ...]:
        """The lines that could not be read."""
        return tuple(line for line in self.lines if line.problem is not None)


def parse_outline(text: str) -> Outline:
    """The people of an indented outline; never raises: what cannot be read is kept with its ``problem``."""
    lines: list[OutlineLine] = []
    above: list[tuple[int, int]] = []  # columns and indices of the line's possible bosses, outermost first
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff")), start=1):
        column, content = column_and_content(raw)
        if not content:
            continue
        while above and above[-1][0] >= column:
            above.pop()
        boss = above[-1][1] if above else None
        lines.append(_line(number, raw, content, len(above), boss))
        above.append((column, len(lines) - 1))
    return Outline(tuple(lines))


def _line(number: int, raw: str, content: str, depth: int, boss: int | None) -> OutlineLine:
    try:
        if len(content) > LINE_LIMIT:
            raise Unreadable(Expected.LINE, content, Why.TOO_LONG)
        head, code, note = _without_code(content)
        name, title, department = _parts(head, content)
    except Unreadable as problem:
        return OutlineLine(number, raw, depth, boss, content[:LINE_LIMIT], problem=problem)
    return OutlineLine(number, raw, depth, boss, name, title, department, code, note)


def _without_code(content: str) -> tuple[str, CodePatch, str]:
    """The line without its code, what the code says, and the note behind it."""
    end = _end_of_last_code_column(content)
    words = content[:end].split()
    start = len(words)
    while start > 1 and _may_be_code(words, start - 1) and _reads(words[start - 1 :]):
        start -= 1
    code_text = " ".join(words[start:])
    if not code_text.strip("? "):
        start, code_text = len(words), ""
    if start > 1 and _may_be_code(words, start - 1) and _MEANT_AS_CODE.fullmatch(plain_code(words[start - 1])):
        _complain(" ".join(words[start - 1 :]))
    return " ".join(words[:start]), parse_code(code_text, with_unknown=True), content[end:].strip()


def _complain(meant_as_code: str) -> None:
    """Raises ``Unreadable`` with the reason why a text full of a code's signs is no code."""
    if any(sign.islower() for sign in meant_as_code):
        raise Unreadable(Expected.CODE, meant_as_code, Why.LOWER_CASE)
    parse_code(meant_as_code, with_unknown=True)


def _end_of_last_code_column(content: str) -> int:
    """Where the last column that is nothing but a code ends; the end of the line when there is none."""
    gaps = [*_COLUMN.finditer(content)]
    for index in range(len(gaps) - 1, -1, -1):
        end = gaps[index + 1].start() if index + 1 < len(gaps) else len(content)
        column = content[gaps[index].end() : end]
        if column.strip("?？ ") and _reads(column.split()):
            return end
    return len(content)


def _reads(words: list[str]) -> bool:
    text = " ".join(words)
    if not _CODE_SIGNS.fullmatch(plain_code(text)):
        return False
    try:
        parse_code(text, with_unknown=True)
    except Unreadable:
        return False
    return True


def _may_be_code(words: list[str], index: int) -> bool:
    """Whether a word may belong to the code: letters right behind ``/`` or ``@`` are a title or a department."""
    return not (words[index - 1].endswith(("/", "／", "@", "＠")) and words[index].isalpha())


def _parts(head: str, content: str) -> tuple[str, str, str]:
    """Name, title and department of a line without its code."""
    name, title, department = head, "", ""
    at = _AT.search(head)
    slash = _SLASH.search(head) or _TIGHT_SLASH.search(head, 0, at.start() if at else len(head))
    if slash and at and at.start() < slash.start():
        name, department, title = head[: at.start()], head[at.end() : slash.start()], head[slash.end() :]
    elif slash:
        name, title = head[: slash.start()], head[slash.end() :]
        at = _AT.search(title)
        if at:
            title, department = title[: at.start()], title[at.end() :]
    elif at:
        name, department = head[: at.start()], head[at.end() :]
    return _named(name.strip(), title.strip(), department.strip(), content)


def _named(name: str, title: str, department: str, content: str) -> tuple[str, str, str]:
    if half_width(name).upper() in _UNKNOWN_HOLDERS:
        return "", title, department
    if _RULE.fullmatch(name) or not (name or title):
        raise Unreadable(Expected.LINE, content, Why.NO_NAME)
    return name, title, department
