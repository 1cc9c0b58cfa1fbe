"""Exact arithmetic: nothing here depends on the decimal context that happens to be set.

Sums and products are exact or raise ``decimal.Inexact``; rounding happens once, for display, half away from zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow, getcontext, setcontext
from fractions import Fraction
from functools import cache
from typing import Final

Exact = Decimal | Fraction | int


EXACT: Final = Context(prec=200, Emin=-9999, Emax=9999, traps=[DivisionByZero, Inexact, InvalidOperation, Overflow])
"""A context of 200 digits in which every inexact result is an error. Used and never changed: of the flags that it
collects nothing is read, because what matters is trapped."""
_NOTHING: Final = Decimal(0)


def canonical(value: Decimal) -> Decimal:
    """The same number without trailing zeros, exponent or negative zero: 30000000.0 and 3E+7 become 30000000."""
    short = value.normalize(EXACT)
    if not short:
        return Decimal(0)
    exponent = short.as_tuple().exponent
    return short.quantize(Decimal(1), context=EXACT) if isinstance(exponent, int) and exponent > 0 else short


def shifted(value: Decimal, places: int) -> Decimal:
    """``value`` times ten to the power of ``places``, exactly."""
    return value.scaleb(places, EXACT)


def exact_sum(values: Iterable[Decimal]) -> Decimal:
    """The exact sum; 0 of nothing."""
    amounts, outside = list(values), getcontext()
    setcontext(EXACT)
    try:
        return sum(amounts, _NOTHING)
    finally:
        setcontext(outside)


def exact_product(left: Decimal, right: Decimal) -> Decimal:
    """The exact product."""
    return EXACT.multiply(left, right)


def weighted(amount: Decimal, probability: int) -> Decimal:
    """``amount`` times ``probability`` per cent, exactly, with two more decimals than the amount (method.md, arithmetic)."""
    return exact_product(amount, _hundredths(probability))


@cache
def _hundredths(probability: int) -> Decimal:
    return shifted(Decimal(probability), -2)


def rounded(value: Exact, places: int = 0) -> Decimal:
    """``value`` to ``places`` decimals, half away from zero; never a negative zero."""
    return shifted(Decimal(_quanta_of(Fraction(value) * Fraction(10) ** places)), -places)


def largest_remainder(parts: Sequence[Exact], total_shown: Decimal, quantum: Decimal) -> tuple[Decimal, ...]:
    """The parts as multiples of ``quantum`` that add up to ``total_shown``, each less than one quantum off its exact value.

    Every part is cut down to a multiple; what is missing goes to those that lost most, the earlier one on a tie. Exact
    multiples stay as they are when ``total_shown`` is the rounded sum. Raises ``ValueError`` when ``total_shown`` is not a
    multiple of ``quantum`` or farther from the sum than rounding can take it.
    """
    step = Fraction(quantum)
    scaled = [Fraction(part) / step for part in parts]
    floors = [part.numerator // part.denominator for part in scaled]
    missing = Fraction(total_shown) / step - sum(floors)
    if missing.denominator != 1 or not 0 <= missing <= len(parts):
        raise ValueError(f"{total_shown} is not the rounded sum of {len(parts)} parts in steps of {quantum}")
    by_loss = sorted(range(len(parts)), key=lambda index: (floors[index] - scaled[index], index))
    raised = set(by_loss[: int(missing)])
    return tuple(exact_product(Decimal(floor + (index in raised)), quantum) for index, floor in enumerate(floors))


def _quanta_of(scaled: Fraction) -> int:
    size = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    return size if scaled >= 0 else -size
