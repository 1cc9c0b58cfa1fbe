"""The distribution of a sum of deals on a grid, by arithmetic on one long integer (Kronecker substitution).

The integer holds one slot of bits per grid point, and in the slot the weight of that sum. Adding a deal is one product,
one shifted product and one sum of long integers, which is hundreds of times faster than a loop over the sums.

**Off the grid.** With grid step ``d`` a deal of amount ``a`` stands at ``k = round(a / d)``, its rounding error is
``e = a - k d``. The true sum is ``S = d D + R``, ``D`` the sum on the grid (computed) and ``R`` the sum of the errors
of the deals won. For any ``r`` and ``h``: if ``d D >= t - r + h`` and ``R >= r - h`` then ``S >= t``; hence
``P(S >= t) >= P(d D >= t - r + h) - P(R < r - h)``, and likewise ``P(S >= t) <= P(d D >= t - r - h) + P(R > r + h)``.
With ``r`` the mean of ``R``, Hoeffding's inequality bounds either of the last terms by ``exp(-2 h^2 / sum e^2)``, here
``MISS`` by choice of ``h``; with ``r`` and ``h`` the middle and half of the range of ``R`` they are 0. The smaller
``h`` is taken. **On the grid** (``d = 1``) nothing is rounded and both bounds are the distribution itself.

**Slots too narrow** for exact weights are cut down now and then; what is cut off is kept account of and added to the
upper bound, so both remain guaranteed.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from math import ceil, floor, isqrt, log, prod
from struct import unpack
from typing import NamedTuple

from kaptui.insight.spread import Gamble, Spread, Steps

MISS = Fraction(1, 50_000)
"""What Hoeffding's inequality may cost on either side: 0.002 percentage points."""
_HALF_LOG = Fraction(ceil(log(1 / MISS) * 1000), 2000)
_WORD = 64
_WIDEST = 256
"""Bits of a slot up to which weights are exact."""
_CUT = 128
"""Bits of a slot on the grid itself when exact weights would be wider; off the grid one word is enough."""
_SPARE = 15
"""Bits won by each cut beyond what the next deal needs, so that cuts are rare."""


class _Odds(NamedTuple):
    """A probability in lowest terms: ``won`` of ``all``."""

    won: int
    all: int


def lattice_spread(gambles: Sequence[Gamble], points: int) -> Spread:
    """Guaranteed bounds from a grid of about ``points`` points, exact when the amounts fit on it."""
    whole = sum(gamble.amount for gamble in gambles)
    step = max(1, -(-whole // points))
    places = [(2 * gamble.amount + step) // (2 * step) for gamble in gambles]
    odds = [_lowest(gamble.percent) for gamble in gambles]
    weights, one = _weights(places, odds, _slot_bits(odds, exact=step == 1))
    top = sum(places)
    tails = list(accumulate(reversed(weights)))
    below = range(0, (top + 1) * step, step)
    lost = Fraction(one - tails[-1], one)
    if step == 1 and not lost:
        exact = Steps(top, below, tails, one)
        return Spread(whole, exact, exact)
    middle, half, miss = _rounding(gambles, places, step)
    lower = Steps(top * step + floor(middle - half), below, tails, one, -miss)
    upper = Steps(top * step + floor(middle + half), below, tails, one, lost + miss)
    return Spread(whole, lower, upper)


def _lowest(percent: int) -> _Odds:
    share = Fraction(percent, 100)
    return _Odds(share.numerator, share.denominator)


def _slot_bits(odds: Sequence[_Odds], *, exact: bool) -> int:
    """Bits of a slot in whole words: for exact weights where they are few enough, else what bounds need."""
    if not exact:
        return _WORD
    needed = prod(chance.all for chance in odds).bit_length() + 1
    return -(-needed // _WORD) * _WORD if needed <= _WIDEST else _CUT


def _weights(places: Sequence[int], odds: Sequence[_Odds], bits: int) -> tuple[list[int], int]:
    """The weight at each grid point from 0 up, and the weight of certainty. Small deals come first: short integers."""
    packed, top, one = 1, 0, 1
    for place, chance in sorted(zip(places, odds, strict=True), key=lambda deal: deal[0]):
        if (one * chance.all).bit_length() >= bits:
            surplus = (one * chance.all).bit_length() - bits + _SPARE
            packed, one = _cut(packed, top, bits, surplus), -(-one >> surplus)
        packed = packed * (chance.all - chance.won) + ((packed * chance.won) << (place * bits))
        top, one = top + place, one * chance.all
    return _slots(packed, top, bits), one


def _cut(packed: int, top: int, bits: int, surplus: int) -> int:
    """Every slot shifted right by ``surplus`` bits; what falls off is lost."""
    kept = (1 << (bits - surplus)) - 1
    mask = int.from_bytes(kept.to_bytes(bits // 8, "little") * (top + 1), "little")
    return (packed >> surplus) & mask


def _slots(packed: int, top: int, bits: int) -> list[int]:
    words = bits // _WORD
    flat = unpack(f"<{(top + 1) * words}Q", packed.to_bytes((top + 1) * bits // 8, "little"))
    slots = list(flat[words - 1 :: words])
    for word in range(words - 2, -1, -1):
        slots = [high << _WORD | low for high, low in zip(slots, flat[word::words], strict=True)]
    return slots


def _rounding(gambles: Sequence[Gamble], places: Sequence[int], step: int) -> tuple[Fraction, Fraction, Fraction]:
    """Middle and half width of what the rounding errors add up to, and the probability of leaving that on a side."""
    errors = [gamble.amount - place * step for gamble, place in zip(gambles, places, strict=True)]
    least, most = sum(error for error in errors if error < 0), sum(error for error in errors if error > 0)
    spread = _HALF_LOG * sum(error * error for error in errors)
    half = Fraction(isqrt(ceil(spread)) + 1)
    if 2 * half >= most - least:
        return Fraction(most + least, 2), Fraction(most - least, 2), Fraction(0)
    mean = sum((Fraction(error * deal.percent, 100) for error, deal in zip(errors, gambles, strict=True)), Fraction(0))
    return mean, half, MISS
