"""Odds on a screen: at once for a few deals, beside the keyboard for many, in words and as a picture."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from textual.message import Message
from textual.message_pump import MessagePump

from kaptui.draw.glyphs import Glyphs
from kaptui.draw.spread import bars, marks, spark
from kaptui.draw.width import cells
from kaptui.insight.limits import Limits
from kaptui.insight.odds import Odds, odds
from kaptui.insight.revenue import Forecast
from kaptui.plan.exact import rounded
from kaptui.screens.aside import Aside
from kaptui.text import tr
from kaptui.text.format import UNKNOWN_ASCII, money, percent, unit_label
from kaptui.widgets.paint import Line, Span

AT_ONCE = 10
"""So many uncertain deals take a few milliseconds; every further one may double the time."""
BARS = 48


class OddsKnown(Message):
    """The odds that a screen asked for are known now."""


class OddsShown(NamedTuple):
    """What a screen shows of the odds: those of ``year``, or the last known while ``is_old`` (then marked ``~``)."""

    odds: Odds | None
    is_old: bool

    @property
    def mark(self) -> str:
        """What stands before every number that is not of the present plan."""
        return "~" if self.is_old else ""


class OddsAside:
    """The odds of one screen; posts ``OddsKnown`` to it when numbers that it was shown as old are known."""

    def __init__(self, screen: MessagePump, limits: Limits) -> None:
        self._aside: Aside[_Money, Odds] = Aside(
            lambda money: odds(money.year, limits, bins=BARS), lambda: screen.post_message(OddsKnown())
        )

    def of(self, year: Forecast) -> OddsShown:
        """The odds of a year as far as they are known now."""
        uncertain = sum(deal.in_year > 0 and 0 < (deal.probability or 0) < 100 for deal in year.deals)
        known = self._aside.ask(_Money(year), at_once=uncertain <= AT_ONCE)
        return OddsShown(known.value, not known.is_present)


class _Money:
    """A forecast by its money alone: most edits of a plan leave the odds as they are."""

    def __init__(self, year: Forecast) -> None:
        self.year = year
        shares = ((deal.is_won, deal.probability, deal.quarters) for deal in year.deals)
        self._key = (year.year, year.target, tuple(shares))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Money) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


def chance_text(shown: OddsShown, target: Decimal | None, unit: str) -> str:
    """``P(>=700) 35 %``; empty without a target."""
    if target is None:
        return ""
    chance = shown.odds.chance if shown.odds else None
    number = UNKNOWN_ASCII if chance is None else percent(rounded((chance.lower + chance.upper) * 50))
    return f"P(>={money(target, unit)}) {shown.mark}{number}"


def spread_text(shown: OddsShown, unit: str) -> str:
    """Low and best in words, as short as a panel needs it."""
    if shown.odds is None:
        return tr("low {low}  best {best}", low="~", best="~")
    low, best = (shown.mark + money(amount, unit, 0) for amount in (shown.odds.low, shown.odds.best))
    return tr("low {low}  best {best}", low=low, best=best)


def spread_line(shown: OddsShown, unit: str, glyphs: Glyphs, width: int) -> Line:
    """Low and best, and behind them the distribution as one line where it has room."""
    words = spread_text(shown, unit)
    room = width - cells(words) - 4
    if shown.odds is None or room < 4 or shown.odds.low == shown.odds.best:
        return (Span(words),)
    shares = [bar.share for bar in shown.odds.bins]
    return (Span(words + "  "), Span(f"[{spark(shares, min(room, BARS), glyphs)}]"))


def spread_picture(shown: OddsShown, year: Forecast, unit: str, glyphs: Glyphs, width: int, height: int) -> list[Line]:
    """The distribution of the year's total: bars over an axis, with low, weighted and target marked below it."""
    found = shown.odds
    if found is None:
        return [(Span(tr("The odds are being computed"), "dim"),)]
    if found.best <= year.won or not found.bins:
        return [(Span(tr("No open deal has money and a probability in this year"), "dim"),)]
    room = max(8, min(width, BARS * 2) // len(found.bins) * len(found.bins)) if width >= len(found.bins) else width
    legend = _legend(shown, found, year, unit, width)
    picture = bars([bar.share for bar in found.bins], room, max(1, height - 2 - len(legend)), glyphs)
    least = found.bins[0].start
    places = {"w": _place(found.weighted, least, found.best), "l": _place(found.low, least, found.best)}
    if year.target is not None and least <= year.target <= found.best:
        places = {"t": _place(year.target, least, found.best), **places}
    return [
        *((Span(line),) for line in picture),
        (Span(glyphs.horizontal * room, "dim"),),
        (Span(marks(places, room), "key"),),
        *((Span(line),) for line in legend),
    ]


def _place(amount: Decimal, least: Decimal, best: Decimal) -> float:
    return float((amount - least) / (best - least)) if best > least else 0.0


def _legend(shown: OddsShown, found: Odds, year: Forecast, unit: str, width: int) -> list[str]:
    """Every number of the picture, with the letter that marks it on the axis, in as many lines as that takes."""
    low, weighted, best = (shown.mark + money(amount, unit, 0) for amount in (found.low, found.weighted, found.best))
    parts = [f"l {tr('low')} {low}", f"w {tr('weighted')} {weighted}"]
    if year.target is not None:
        parts.append(f"t {chance_text(shown, year.target, unit)}")
    lines = [""]
    for part in (*parts, f"{tr('best')} {best}"):
        if not lines[-1]:
            lines[-1] = part
        elif cells(lines[-1]) + 2 + cells(part) <= width:
            lines[-1] += f"  {part}"
        else:
            lines.append(part)
    return lines


def spread_title(year: Forecast, unit: str, currency: str) -> str:
    """What the picture shows, for the edge of its box."""
    return tr("What FY{year} may bring", year=year.year) + f"  {unit_label(unit, currency)}"
