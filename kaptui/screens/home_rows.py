"""The table of home: which columns it has at which width, and an account as a row of it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from kaptui.draw.width import Align, cells
from kaptui.insight.figures import Figures, Pressing, YearFigures
from kaptui.insight.portfolio import AccountSummary, Portfolio, SortBy
from kaptui.screens.signs import MARKS, STATE_WORDS, finding_words
from kaptui.text import N_, tr
from kaptui.text.format import UNKNOWN_ASCII, age, money, percent, signed, unit_label
from kaptui.widgets.grid_model import Cell, Column, GridRow
from kaptui.widgets.paint import Line, Span

NARROW: Final = 100
"""Below so many cells the columns are as narrow as they can be."""


class HomeColumn(NamedTuple):
    """A column of home: title (a msgid), width, what it sorts by; ``wide`` is its width where there is room."""

    key: str
    title: str
    width: int
    sort: SortBy
    align: Align = "right"
    wide: int = 0


COLUMNS: Final = (
    HomeColumn("name", N_("Account"), 15, SortBy.NAME, "left", 22),
    HomeColumn("owner", N_("Owner"), 6, SortBy.OWNER, "left", 10),
    HomeColumn("map", N_("Map"), 5, SortBy.STATE, "left"),
    HomeColumn("support", N_("Supp"), 6, SortBy.SUPPORT),
    HomeColumn("known", N_("Kn."), 4, SortBy.KNOWN),
    HomeColumn("coverage", N_("Cov"), 4, SortBy.COVERAGE),
    HomeColumn("unmet", N_("D/A0"), 4, SortBy.UNMET),
    HomeColumn("findings", N_("Finds"), 7, SortBy.FINDINGS),
    HomeColumn("weighted", N_("Weighted"), 10, SortBy.WEIGHTED),
    HomeColumn("share", N_("Tgt%"), 5, SortBy.ATTAINMENT),
    HomeColumn("changed", N_("Changed"), 7, SortBy.CHANGED),
    HomeColumn("by", N_("By"), 8, SortBy.CHANGED_BY, "left"),
    HomeColumn("q1", N_("Q1"), 7, SortBy.QUARTER_1),
    HomeColumn("q2", N_("Q2"), 7, SortBy.QUARTER_2),
    HomeColumn("q3", N_("Q3"), 7, SortBy.QUARTER_3),
    HomeColumn("q4", N_("Q4"), 7, SortBy.QUARTER_4),
    HomeColumn("target", N_("Target"), 12, SortBy.ATTAINMENT),
    HomeColumn("worst", N_("Most pressing"), 48, SortBy.FINDINGS, "left"),
)
"""What home shows of an account, in the order of importance: what does not fit is reached by moving to the right."""
COUNTS_ROOM: Final = 7
"""Cells of the column of findings: two long counts stand in it side by side."""
LARGER_UNIT: Final = {"万": "亿", "k": "m"}
"""In what amounts are counted that would be too long in the unit of their account."""
AMOUNT_ROOM: Final = 7
"""Cells of an amount beside its unit and currency."""
SORT_OF: Final = {column.key: column.sort for column in COLUMNS}


def columns_for(width: int) -> tuple[Column, ...]:
    """The columns on a screen so many cells wide, titles translated."""
    return tuple(
        Column(
            column.key, tr(column.title), column.width if width < NARROW or not column.wide else column.wide,
            column.align, flexible=column.key == "worst",
        )
        for column in COLUMNS
    )  # fmt: skip


def usual_currency(portfolio: Portfolio) -> str:
    """The currency of most accounts: amounts in any other say theirs."""
    counts = Counter(portfolio.column("currency"))
    counts.pop(None, None)
    return str(counts.most_common(1)[0][0]) if counts else ""


def account_row(account: AccountSummary, today: date, usual: str, problem: str) -> GridRow:
    """An account as a row; of one that cannot be read there is its ``problem`` (a sentence) and nothing else."""
    name = Cell(account.name or tr("(no name)"), "bad" if account.problem is not None else "")
    figures = account.figures
    when = account.changed
    told = (
        Cell(age(when.astimezone().date() if when is not None else None, today, unknown="")), Cell(account.changed_by)
    )  # fmt: skip
    tone = "dim" if account.archived else ""
    if figures is None:
        unknown = Cell("" if problem else "?", "unknown")
        cells = (name, Cell(account.owner), *[unknown] * 8, *told, *[unknown] * 5, Cell(problem, "bad"))
        return GridRow(account.id, cells, tone)
    year = account.money
    return GridRow(
        account.id,
        (
            name, Cell(account.owner), *_people(figures), counts_cell(account, figures),
            Cell(_amount(year.all_weighted if year else None, figures, usual)), _share_cell(year), *told,
            *_quarters(year, figures), Cell(_amount(year.target if year else None, figures, usual)),
            Cell(sentence_of(figures.findings[0]) if figures.findings else "", _tone_of(figures)),
        ),
        tone,
    )  # fmt: skip


def support_text(figures: Figures) -> str:
    """Support as it is printed everywhere: ``-16``, ``(-16)?`` when too little is known, a dash for nobody."""
    shown = signed(figures.support, unknown=UNKNOWN_ASCII)
    return f"({shown})?" if figures.doubtful else shown


def counts_cell(account: AccountSummary, figures: Figures) -> Cell:
    """How many urgent findings and warnings: ``2!! 5!``; dim where they are of another day."""
    marks = ((figures.urgent, "!!"), (figures.warnings, "!"))
    told = [f"{count}{mark}" for count, mark in marks if count]
    text = ("" if sum(map(len, told)) >= COUNTS_ROOM else " ").join(told)
    if not account.is_of_today:
        return Cell(text, "unknown")
    return Cell(text, "urgent" if figures.urgent else "warning" if figures.warnings else "")


def sentence_of(finding: Pressing) -> str:
    """What a finding says, in the language in force."""
    return finding_words(finding.message)


def worst_line(account: AccountSummary) -> Line:
    """The most pressing finding of an account with its mark; nothing without one."""
    if account.figures is None or not account.figures.findings:
        return ()
    first = account.figures.findings[0]
    mark, tone = MARKS[first.severity]
    return (Span(f"{mark.strip()} ", tone), Span(sentence_of(first)))


def _people(figures: Figures) -> tuple[Cell, ...]:
    word, tone = STATE_WORDS[figures.map_state]
    return (
        Cell(tr(word), tone),
        Cell(support_text(figures), "" if figures.support is not None else "unknown"),
        Cell(percent(figures.known, unknown=UNKNOWN_ASCII)),
        Cell(percent(figures.coverage, unknown=UNKNOWN_ASCII)),
        Cell(str(figures.unmet) if figures.unmet else "", "warning"),
    )


def _amount(amount: Decimal | None, figures: Figures, usual: str) -> str:
    """An amount in the account's unit, with its currency where that is not the usual one."""
    if amount is None:
        return UNKNOWN_ASCII
    number, larger = _short(amount, figures.unit)
    unit = larger or unit_label(figures.unit, figures.currency)
    if figures.currency in (usual, unit):
        return f"{number} {unit}"
    return f"{number}{unit}{'' if len(number) >= AMOUNT_ROOM - 1 else ' '}{figures.currency}"


def _short(amount: Decimal, unit: str) -> tuple[str, str]:
    """An amount in the account's unit, or where that takes too many cells in the larger one, which is named then."""
    number, larger = money(amount, unit, 0), LARGER_UNIT.get(unit, "")
    return (number, "") if cells(number) <= AMOUNT_ROOM or not larger else (money(amount, larger, 0), larger)


def _quarters(year: YearFigures | None, figures: Figures) -> tuple[Cell, ...]:
    if year is None:
        return (Cell(UNKNOWN_ASCII),) * 4
    return tuple(Cell("".join(_short(amount, figures.unit)) if amount else "") for amount in year.weighted)


def _share_cell(year: YearFigures | None) -> Cell:
    if year is None or not year.target:
        return Cell(UNKNOWN_ASCII)
    share = Fraction(year.expected) * 100 / Fraction(year.target)
    return Cell(percent(share), "good" if share >= 100 else "")


def _tone_of(figures: Figures) -> str:
    """The tone of the worst finding; none where there is none, or where the only one is accepted."""
    return MARKS[figures.findings[0].severity][1] if figures.findings else ""
