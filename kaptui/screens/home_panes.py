"""What stands below the accounts: what needs somebody today, totals by owner and quarter, support against coverage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kaptui.draw.glyphs import Glyphs
from kaptui.draw.scatter import Field, Point, field_of, scatter_lines
from kaptui.draw.width import cells, clip, fit
from kaptui.insight.portfolio import NeedsYou, Portfolio
from kaptui.insight.portfolio_totals import Total, totals, totals_by_owner
from kaptui.plan.money import in_unit
from kaptui.screens.home_rows import sentence_of
from kaptui.screens.signs import MARKS
from kaptui.text import tr
from kaptui.text.format import UNKNOWN_ASCII, money, money_row, percent, unit_label
from kaptui.widgets.paint import Line, Span

LARGER_UNIT = {"万": "亿", "k": "m"}
"""In what totals are counted that would be too long in the unit of the accounts."""
TOO_LONG = Decimal(1_000_000)
DECIMALS = 2
"""Decimals of an amount in a large unit."""


def needs_line(need: NeedsYou, today: date, width: int, glyphs: Glyphs) -> Line:
    """An urgent finding with what it puts at stake, or an action with its date and owner, in ``width`` cells."""
    account, figures = need.account.name or tr("(no name)"), need.account.figures
    if need.finding is not None:
        (mark, tone), said, stake = MARKS[need.finding.severity], sentence_of(need.finding), need.finding.at_stake
        unit = unit_label(figures.unit, figures.currency) if figures else ""
        beside = f"{money(stake, figures.unit, 0)} {unit}" if stake and figures else ""
    elif need.action is not None:
        late = need.action.due < today
        mark, tone = (" !", "warning") if late else (" >", "")
        said = need.action.what or tr("(unnamed)")
        when = tr("was due {day}", day=need.action.due) if late else tr("due {day}", day=need.action.due)
        beside = f"{when} {need.action.owner}".strip()
    else:
        return ()
    beside = clip(glyphs.show(beside), max(0, width // 3), glyphs.cut)
    name = clip(glyphs.show(account), max(8, width // 4), glyphs.cut)
    room = max(8, width - cells(name) - cells(beside) - 6)
    text = fit(clip(glyphs.show(said), room, glyphs.cut), room)
    return (Span(f"{mark} ", tone), Span(f"{name} ", "title"), Span(text), Span(f"  {beside}", "dim"))


def both_in_sight(needs: Sequence[NeedsYou], lines: int) -> tuple[NeedsYou, ...]:
    """The urgent findings that fit into two thirds of the lines, then all actions, then the other findings."""
    findings = [need for need in needs if need.finding is not None]
    actions = [need for need in needs if need.action is not None]
    first = max(1, lines - min(len(actions), lines // 3))
    return (*findings[:first], *actions, *findings[first:])


def needs_title(portfolio: Portfolio, places: Iterable[int], days: int) -> str:
    """How much there is of either, over all accounts shown."""
    urgents, dues = portfolio.column("urgent"), portfolio.column("due")
    limit = date.fromordinal(portfolio.today.toordinal() + days).isoformat()
    chosen = list(places)
    urgent = sum(urgents[place] or 0 for place in chosen)
    due = sum(dues[place] is not None and dues[place] <= limit for place in chosen)
    counts = tr("{urgent} urgent, actions due in {due} accounts", urgent=f"{urgent:,}", due=f"{due:,}")
    if days == 0:
        return tr("Needs you today: {counts}", counts=counts)
    return tr("Needs you within {days} days: {counts}", days=days, counts=counts)


def totals_lines(portfolio: Portfolio, places: Sequence[int], width: int, glyphs: Glyphs) -> list[tuple[str, Line]]:
    """Totals of each currency and kind of fiscal year, then by owner; each line with its owner, ``""`` for none.

    Columns that do not fit into ``width`` cells are left out from the right.
    """
    lines: list[tuple[str, Line]] = []
    by_owner = totals_by_owner(portfolio, places)
    for whole in totals(portfolio, places):
        owners = [each for each in by_owner if (each.currency, each.year_start) == (whole.currency, whole.year_start)]
        lines += _block(whole, owners, _unit(portfolio, whole), width, glyphs)
    return lines


def _block(whole: Total, owners: Sequence[Total], unit: str, width: int, glyphs: Glyphs) -> list[tuple[str, Line]]:
    start = tr("from month {month}", month=whole.year_start) if whole.year_start != 1 else ""
    counted = f"{whole.currency} {unit}".strip() if unit != whole.currency else unit
    head = f"FY{whole.year} {counted} {start}".strip()
    titles = ["Q1", "Q2", "Q3", "Q4", tr("weighted"), tr("won"), tr("target"), tr("Tgt%"), tr("accounts")]
    places = DECIMALS if unit in LARGER_UNIT.values() else 0
    rows = [_row(total, unit, places) for total in (whole, *owners)]
    names = [tr("All"), *(each.owner or tr("(no owner)") for each in owners)]
    widths = [max(map(cells, column)) for column in zip(titles, *rows, strict=True)]
    room = max(cells(head), min(16, max(map(cells, names))))
    while widths and room + sum(widths) + 2 * len(widths) > width:
        widths.pop()
    lines: list[tuple[str, Line]] = [("", (Span(_joined(head, titles, room, widths, glyphs), "dim"),))]
    for name, row, owner in zip(names, rows, [None, *owners], strict=True):
        text = _joined(name, row, room, widths, glyphs)
        lines.append((owner.owner or "" if owner else "", (Span(text, "" if owner else "title"),)))
    return lines


def _joined(name: str, row: Sequence[str], room: int, widths: Sequence[int], glyphs: Glyphs) -> str:
    shown = fit(clip(glyphs.show(name), room, glyphs.cut), room)
    return shown + "".join("  " + fit(text, width, "right") for text, width in zip(row, widths, strict=False))


def _row(total: Total, unit: str, places: int) -> list[str]:
    quarters, year = money_row(total.weighted, unit, places)
    share = Fraction(total.expected) * 100 / Fraction(total.target) if total.target else None
    target = UNKNOWN_ASCII if total.target is None else money(total.target, unit, places)
    reached = percent(share, unknown=UNKNOWN_ASCII)
    return [*quarters, year, money(total.won, unit, places), target, reached, f"{total.accounts:,}"]


def _unit(portfolio: Portfolio, total: Total) -> str:
    """The unit of most accounts in that currency, or a larger one for large totals."""
    pairs = zip(portfolio.column("currency"), portfolio.column("unit"), strict=True)
    units = Counter(unit for currency, unit in pairs if currency == total.currency)
    unit = str(units.most_common(1)[0][0]) if units else ""
    largest = max(total.all_weighted, total.target or Decimal(0))
    return LARGER_UNIT[unit] if unit in LARGER_UNIT and in_unit(largest, unit) >= TOO_LONG else unit


class Picture:
    """Support against coverage of the accounts shown, worked out once for each size."""

    def __init__(self, portfolio: Portfolio, places: Sequence[int]) -> None:
        supports, coverages = portfolio.column("support"), portfolio.column("coverage")
        known = [place for place in places if supports[place] is not None and coverages[place] is not None]
        self.points = {place: Point(supports[place], coverages[place]) for place in known}
        self.without = len(places) - len(known)
        names = portfolio.column("name")
        self._names = [names[place] for place in known[:26]]
        self._size = (0, 0)
        self._field: Field | None = None

    def lines(self, width: int, height: int, glyphs: Glyphs, selected: int | None) -> list[Line]:
        """The picture with its legend; the selected account is marked."""
        if self._field is None or self._size != (width, height):
            self._size = (width, height)
            self._field = field_of(list(self.points.values()), width, height - 1)
        words = (tr("cov"), tr("support"))
        chosen = self.points.get(selected) if selected is not None else None
        rows = scatter_lines(self._field, self._names, glyphs, words=words, selected=chosen)
        return [tuple(Span(text, tone) for text, tone in row) for row in rows]
