"""Edits of single questions in a SPIN thread: a question keeps its chain whatever is added or taken out beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kaptui.editing.edits import Title
from kaptui.insight.spin import CHAINED, Chain, chains, lines_of, questions_of, rows_of
from kaptui.plan.clean import cleaned_line
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import NoSuchPlace, Path, replaced
from kaptui.plan.spin import QuestionKind, SpinThread

Table = list[list[str]]
"""Problem, implication and payoff by line."""


@dataclass(frozen=True, slots=True)
class WriteQuestion:
    """Put a question on a line of one kind; an empty text takes it out, and a line on which nothing is left."""

    thread: str
    kind: QuestionKind
    line: int
    text: str

    @property
    def place(self) -> Path:
        return ("spin", self.thread, self.kind.value, str(self.line))

    @property
    def title(self) -> Title:
        return Title("change of a question") if self.text.strip() else Title("removal of a question")

    def apply(self, plan: AccountPlan) -> AccountPlan:
        thread = _thread(plan, self.thread)
        words = cleaned_line(self.text)
        if self.kind is QuestionKind.SITUATION:
            return _with_situations(plan, thread, _written(lines_of(thread, self.kind), self.line, words))
        table = _table(thread)
        table += [["", "", ""] for _ in range(self.line + 1 - len(table))]
        table[self.line][CHAINED.index(self.kind)] = words
        return _with_table(plan, thread, table)


@dataclass(frozen=True, slots=True)
class AddQuestion:
    """A further question of one kind. A problem begins a chain of its own; an implication or a payoff goes into the
    chain that begins on the line ``chain``, by default into the first that has none, else into the last."""

    thread: str
    kind: QuestionKind
    text: str
    chain: int | None = None

    @property
    def place(self) -> Path:
        return ("spin", self.thread, self.kind.value)

    @property
    def title(self) -> Title:
        return Title("new question")

    def apply(self, plan: AccountPlan) -> AccountPlan:
        thread = _thread(plan, self.thread)
        words = cleaned_line(self.text)
        if not words:
            return plan
        if self.kind is QuestionKind.SITUATION:
            return _with_situations(plan, thread, [*lines_of(thread, self.kind), words])
        table = _table(thread)
        line, is_new = line_for(thread, self.kind, self.chain)
        if is_new:
            table.insert(line, ["", "", ""])
        table[line][CHAINED.index(self.kind)] = words
        return _with_table(plan, thread, table)


def line_for(thread: SpinThread, kind: QuestionKind, chain: int | None = None) -> tuple[int, bool]:
    """The line on which ``AddQuestion`` puts a question, and whether it makes room for it by a line of its own."""
    if kind is QuestionKind.SITUATION:
        return len(questions_of(thread, kind)), True
    found = chains([thread])
    if kind is QuestionKind.PROBLEM:
        orphan = next((each for each in found if each.problem is None), None)
        return (orphan.start, False) if orphan else (len(rows_of(thread)), True)
    wanted = _chain_for(found, kind, chain)
    if wanted is None:
        return 0, True
    column = CHAINED.index(kind)
    rows = rows_of(thread)
    free = next((line for line in range(wanted.start, wanted.end) if not rows[line][column]), None)
    return (wanted.end, True) if free is None else (free, False)


def landing_line(thread: SpinThread, edit: AddQuestion) -> int:
    """The line on which the added question stands afterwards: lines with nothing on them go."""
    line, _ = line_for(thread, edit.kind, edit.chain)
    if edit.kind is QuestionKind.SITUATION:
        return line
    return line - sum(not any(row) for row in rows_of(thread)[:line])


def _chain_for(found: Sequence[Chain], kind: QuestionKind, start: int | None) -> Chain | None:
    wishes: tuple[Callable[[Chain], bool], ...] = (lambda each: each.start == start, lambda each: not each.of(kind))
    for wish in wishes:
        for each in found:
            if wish(each):
                return each
    return found[-1] if found else None


def _thread(plan: AccountPlan, thread_id: str) -> SpinThread:
    for thread in plan.spin:
        if thread.id == thread_id:
            return thread
    raise NoSuchPlace(("spin", thread_id), thread_id)


def _table(thread: SpinThread) -> Table:
    return [list(row) for row in rows_of(thread)]


def _written(lines: Sequence[str], line: int, words: str) -> list[str]:
    changed = [*lines, *[""] * (line + 1 - len(lines))]
    changed[line] = words
    return changed


def _with_situations(plan: AccountPlan, thread: SpinThread, lines: Sequence[str]) -> AccountPlan:
    text = "\n".join(line for line in lines if line.strip())
    return replaced(plan, ("spin", thread.id, QuestionKind.SITUATION.value), text)


def _with_table(plan: AccountPlan, thread: SpinThread, table: Table) -> AccountPlan:
    """The plan with the three texts of a table, lines with nothing on them left out."""
    rows = [row for row in table if any(row)]
    for column, kind in enumerate(CHAINED):
        text = "\n".join(row[column] for row in rows).rstrip("\n")
        if text != getattr(thread, kind.value):
            plan = replaced(plan, ("spin", thread.id, kind.value), text)
    return plan
