"""The rows of a forecast as they are shown: whole numbers of the plan's unit whose parts add up to the shown total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kaptui.insight.revenue import Forecast
from kaptui.plan.exact import largest_remainder, rounded, shifted


@dataclass(frozen=True, slots=True)
class ShownRow:
    """Parts and their total in the unit shown, rounded so that the parts add up to the total."""

    parts: tuple[Decimal, ...]
    total: Decimal


@dataclass(frozen=True, slots=True)
class TargetRow:
    """The quarters' targets and the year's, each rounded for itself: a year's own target need not be their sum."""

    parts: tuple[Decimal | None, ...]
    total: Decimal | None


@dataclass(frozen=True, slots=True)
class ForecastRows:
    """What panel and footer show of a year: per quarter and in total; ``unallocated`` is of all years."""

    planned: ShownRow
    weighted: ShownRow
    won: ShownRow
    target: TargetRow
    unallocated: Decimal


def forecast_rows(year: Forecast, unit_size: Decimal, places: int = 0) -> ForecastRows:
    """The rows of a forecast; one shown unit is ``unit_size`` base units (``unit_value`` of the plan's unit)."""
    return ForecastRows(
        planned=adding_up([part.planned for part in year.quarters], unit_size, places),
        weighted=adding_up([part.weighted for part in year.quarters], unit_size, places),
        won=adding_up([part.won for part in year.quarters], unit_size, places),
        target=TargetRow(
            tuple(_shown(part.target, unit_size, places) for part in year.quarters),
            _shown(year.target, unit_size, places),
        ),
        unallocated=rounded(Fraction(year.unallocated) / Fraction(unit_size), places),
    )


def adding_up(amounts: Sequence[Decimal], unit_size: Decimal, places: int = 0) -> ShownRow:
    """Amounts in base units as multiples of ``10**-places`` units that add up to their rounded sum."""
    parts = [Fraction(amount) / Fraction(unit_size) for amount in amounts]
    total = rounded(sum(parts, Fraction(0)), places)
    return ShownRow(largest_remainder(parts, total, shifted(Decimal(1), -places)), total)


def _shown(amount: Decimal | None, unit_size: Decimal, places: int) -> Decimal | None:
    return None if amount is None else rounded(Fraction(amount) / Fraction(unit_size), places)
