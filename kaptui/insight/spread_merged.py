"""Guaranteed bounds on the distribution of a sum of deals for any amounts at all, however they cluster.

The distribution is kept as atoms (total, weight) in rising order. Adding a deal doubles them; when there are too many,
neighbours are merged into groups that weigh at most ``share`` each. Merged onto their lowest total the atoms make a
distribution that lies nowhere above the true one, onto their highest one that lies nowhere below it.

**Guarantee.** Merging a group onto one of its members moves weight only across totals inside the group, and a total
lies inside at most one group, so ``P(S >= t)`` moves by at most ``share`` and only in the direction wanted. Adding an
independent deal preserves both order and distance of two distributions. After ``m`` mergings each bound is therefore
within ``m share`` of the truth, which falls to 0 as ``share`` does: halving it often enough reaches any width.
Weights are whole numbers, cut down when a deal is added; what is lost is added to the upper bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from operator import itemgetter

from kaptui.insight.spread import PERCENT, Gamble, Spread, Steps

_ONE = 1 << 60
Atoms = list[tuple[int, int]]


def merged_spread(gambles: Sequence[Gamble], atoms: int) -> Spread:
    """Lower and upper bound from at most about ``2 * atoms`` atoms each."""
    best = sum(gamble.amount for gamble in gambles)
    return Spread(best, _bound(gambles, atoms, upper=False), _bound(gambles, atoms, upper=True))


def _bound(gambles: Sequence[Gamble], most: int, *, upper: bool) -> Steps:
    atoms: Atoms = [(0, _ONE)]
    for gamble in sorted(gambles, key=lambda deal: deal.amount):
        lost = [(total, weight * (PERCENT - gamble.percent) // PERCENT) for total, weight in atoms]
        won = [(total + gamble.amount, weight * gamble.percent // PERCENT) for total, weight in atoms]
        atoms = sorted(lost + won, key=itemgetter(0))
        if len(atoms) > most:
            atoms = _merged(atoms, 2 * _ONE // most, upper=upper)
    return _steps(atoms, upper=upper)


def _merged(atoms: Atoms, share: int, *, upper: bool) -> Atoms:
    """Neighbours in groups of at most ``share`` of weight, each on its lowest total, or highest for the upper bound.

    Equal totals always join. Two groups side by side weigh more than ``share``, so about twice its reciprocal remain.
    """
    groups: Atoms = []
    place, held = atoms[0]
    for total, weight in atoms[1:]:
        if held + weight > share and total != place:
            groups.append((place, held))
            place, held = total, weight
        else:
            place, held = total if upper else place, held + weight
    groups.append((place, held))
    return groups


def _steps(atoms: Atoms, *, upper: bool) -> Steps:
    falling = atoms[::-1]
    best = falling[0][0]
    tails = list(accumulate(weight for _, weight in falling))
    lost = Fraction(_ONE - tails[-1], _ONE) if upper else Fraction(0)
    return Steps(best, [best - total for total, _ in falling], tails, _ONE, lost)
