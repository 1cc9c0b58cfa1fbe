"""Totals over the accounts shown, by owner and quarter: the lines of a pane of home."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from kaptui.draw.glyphs import Glyphs
from kaptui.draw.width import cells, clip, fit
from kaptui.insight.portfolio import Portfolio
from kaptui.insight.portfolio_totals import Total, totals, totals_by_owner
from kaptui.plan.money import in_unit
from kaptui.plan.rounded_table import rounded_table
from kaptui.screens.home_rows import LARGER_UNIT
from kaptui.text import tr
from kaptui.text.format import UNKNOWN_ASCII, money_row, percent
from kaptui.widgets.paint import Line, Span

TOO_LONG = Decimal(1_000_000)
DECIMALS = 2
"""Decimals of an amount in a large unit."""


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
    rows = _rows(whole, owners, unit, places)
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


def _rows(whole: Total, owners: Sequence[Total], unit: str, places: int) -> list[list[str]]:
    """What stands in the columns, of all and of each owner: amounts add up along the rows and down the columns."""
    weighted = rounded_table([[in_unit(part, unit) for part in owner.weighted] for owner in owners], places)
    quarters = [(*weighted.of_columns, weighted.total)]
    quarters += [(*line, year) for line, year in zip(weighted.cells, weighted.of_rows, strict=True)]
    won = _column([owner.won for owner in owners], unit, places)
    targets = _column([owner.target for owner in owners], unit, places)
    return [
        [*(f"{amount:,f}" for amount in amounts), won_text, target, _reached(total), f"{total.accounts:,}"]
        for amounts, won_text, target, total in zip(quarters, won, targets, (whole, *owners), strict=True)
    ]


def _column(parts: Sequence[Decimal | None], unit: str, places: int) -> list[str]:
    """The total of a column and its parts, which add up to it."""
    texts, total = money_row(parts, unit, places, unknown=UNKNOWN_ASCII)
    return [total, *texts]


def _reached(total: Total) -> str:
    """What is won and weighted as a share of the target."""
    share = Fraction(total.expected) * 100 / Fraction(total.target) if total.target else None
    return percent(share, unknown=UNKNOWN_ASCII)


def _unit(portfolio: Portfolio, total: Total) -> str:
    """The unit of most accounts in that currency, or a larger one for large totals."""
    pairs = zip(portfolio.column("currency"), portfolio.column("unit"), strict=True)
    units = Counter(unit for currency, unit in pairs if currency == total.currency)
    unit = str(units.most_common(1)[0][0]) if units else ""
    largest = max(total.all_weighted, total.target or Decimal(0))
    return LARGER_UNIT[unit] if unit in LARGER_UNIT and in_unit(largest, unit) >= TOO_LONG else unit
