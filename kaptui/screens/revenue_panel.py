"""The revenue panel of the dashboard: quarters against target, the odds of the year, what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from kaptui.draw.bars import filled_bar
from kaptui.draw.glyphs import Glyphs
from kaptui.draw.width import cells, fit
from kaptui.insight.revenue import Forecast, QuarterForecast
from kaptui.insight.slipped import Slip, slipped_amount
from kaptui.plan.money import in_unit
from kaptui.screens.odds_shown import OddsShown, chance_text, spread_line
from kaptui.text import tr, trn
from kaptui.text.format import UNKNOWN_ASCII, fewest_places, money, money_line, money_row
from kaptui.widgets.paint import Line, Span

COLUMN = 8
"""Cells of an amount; weighted ones, whose word is the longest, have one more."""
LABEL = 3
LEAST_BAR = 5
"""The least cells of a quarter's bar; with fewer there is none."""
BAR = 7
"""The least cells of a bar."""


class Slipped(NamedTuple):
    """What slipped since a day; None until it is known."""

    since: date
    slips: tuple[Slip, ...]


def revenue(
    year: Forecast, shown: OddsShown, slipped: Slipped | None, unit: str, glyphs: Glyphs, width: int
) -> list[Line]:
    """The year's quarters: planned, weighted, a bar against the target; the year with its odds; what stands beside."""
    planned = _column(tr("plan"), [part.planned for part in year.quarters], unit, COLUMN)
    weighted = _column(tr("weighted"), [part.weighted for part in year.quarters], unit, COLUMN + 1)
    amounts = [plan + likely for plan, likely in zip(planned, weighted, strict=True)]
    bar_room = min(30, width - LABEL - cells(amounts[0]) - COLUMN - 1)
    bar_room = bar_room if bar_room >= LEAST_BAR else 0
    heads = fit("", LABEL) + amounts[0] + " " * (bar_room + 1)
    lines: list[Line] = [(Span(heads + _right(tr("target")), "dim"),)]
    for amount, part in zip(amounts[1:-1], year.quarters, strict=True):
        lines.append(_quarter_line(part, _scale(part, year), amount, unit, bar_room, glyphs))
    sums = fit("FY", LABEL) + amounts[-1]
    lines.append(_year_line(year, chance_text(shown, year.target, unit), sums, glyphs, width))
    lines.append(spread_line(shown, unit, glyphs, width))
    rest, won = (money_line([amount], unit)[1] for amount in (year.unallocated, year.won))
    lines.append((Span(tr("won {won}  unallocated {rest}", won=won, rest=rest)),))
    lines.append(_beside(year, slipped, unit))
    unknown = len({*year.unknown_amounts, *year.unknown_probabilities})
    if unknown:
        told = trn(
            "{n} deal with amount or probability unknown counts 0",
            "{n} deals with amount or probability unknown count 0",
            unknown,
        )
        lines.append((Span(told, "warning"),))
    return lines


def _column(title: str, parts: Sequence[Decimal], unit: str, width: int) -> list[str]:
    """A column from its title to the sum of the year, with as many decimals as have room in ``width`` cells, at most
    two; wider where not even whole numbers have."""
    exact = fewest_places(in_unit(part, unit) for part in parts)
    for places in range(exact, -1, -1):
        texts, total = money_row(parts, unit, places)
        if max(map(cells, (*texts, total))) < width:
            break
    room = max(width, *(cells(text) + 1 for text in (*texts, total)))
    return [fit(text, room, "right") for text in (title, *texts, total)]


def _right(text: str, width: int = COLUMN) -> str:
    return fit(text, width, "right")


def _scale(part: QuarterForecast, year: Forecast) -> Decimal:
    """What a quarter's bar is full at: its own target, else the year's, else the most that any quarter may bring."""
    return part.target or year.target or max(quarter.planned + quarter.won for quarter in year.quarters)


def _quarter_line(
    part: QuarterForecast, scale: Decimal, amounts: str, unit: str, room: int, glyphs: Glyphs
) -> Line:
    counted = part.weighted + part.won
    return (
        Span(fit(part.quarter.label, LABEL) + amounts + " "),
        Span(filled_bar(_share(counted, scale), room, glyphs) if room else ""),
        Span(_right(_aim(part.target, unit))),
    )


def _year_line(year: Forecast, chance: str, sums: str, glyphs: Glyphs, width: int) -> Line:
    """The year's sums and the odds of its target, with a bar between them where both have room."""
    room = width - cells(sums) - 1
    beside = room - cells(chance) - 1
    if year.target is None or beside < BAR:
        return (Span(f"{sums} {fit(chance or UNKNOWN_ASCII, max(room, cells(chance)), 'right')}", "title"),)
    bar = filled_bar(_share(year.weighted + year.won, year.target), min(beside, 30), glyphs)
    return (Span(sums + " ", "title"), Span(bar + " "), Span(fit(chance, room - cells(bar) - 1, "right"), "title"))


def _beside(year: Forecast, slipped: Slipped | None, unit: str) -> Line:
    others = tr("other years {amount}", amount=money(year.earlier + year.later, unit))
    if slipped is None or not slipped.slips:
        return (Span(others, "dim"),)
    told = tr("slipped {amount}", amount=money(slipped_amount(slipped.slips), unit))
    return (Span(others + "  ", "dim"), Span(told, "warning"))


def _share(counted: Decimal, target: Decimal | None) -> Fraction | None:
    return Fraction(counted) / Fraction(target) if target else None


def _aim(target: Decimal | None, unit: str) -> str:
    return money(target, unit) if target is not None else UNKNOWN_ASCII
