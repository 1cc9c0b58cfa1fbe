"""The distribution of a sum of deals, each won whole or lost whole, independently of the others.

Amounts are whole numbers of a common unit. ``Steps`` is a distribution as the probability of reaching at least each of
its totals; ``Spread`` holds one below and one above the true distribution, the same one when it is known exactly.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from math import ceil
from typing import NamedTuple

PERCENT = 100


class Gamble(NamedTuple):
    """One deal: a positive amount won with ``percent`` (1 to 99) of probability."""

    amount: int
    percent: int


class Steps(NamedTuple):
    """A distribution read from its top: ``tails[i] / one`` is the probability of at least ``best - below[i]``.

    ``below`` and ``tails`` rise. ``slack`` is added to every probability strictly inside the range of totals.
    """

    best: int
    below: Sequence[int]
    tails: Sequence[int]
    one: int
    slack: Fraction = Fraction(0)

    def at_least(self, total: int) -> Fraction:
        """The probability of at least ``total``, between 0 and 1."""
        reached = bisect_right(self.below, self.best - total)
        tail = Fraction(self.tails[reached - 1], self.one) if reached else Fraction(0)
        return min(max(tail + self.slack, Fraction(0)), Fraction(1))

    def reached_with(self, percent: int) -> int:
        """The largest total reached with at least ``percent`` of probability, 0 when there is none."""
        needed = ceil((Fraction(percent, PERCENT) - self.slack) * self.one)
        index = bisect_left(self.tails, needed)
        return max(self.best - self.below[index], 0) if index < len(self.tails) else 0


class Spread(NamedTuple):
    """What is known of the sum: its distribution lies between ``lower`` and ``upper``; ``best`` is the largest sum."""

    best: int
    lower: Steps
    upper: Steps

    @property
    def is_exact(self) -> bool:
        """Whether the distribution is known exactly."""
        return self.lower is self.upper

    def at_least(self, total: int) -> tuple[Fraction, Fraction]:
        """Lower and upper bound of the probability that the sum is at least ``total``."""
        if total <= 0:
            return Fraction(1), Fraction(1)
        if total > self.best:
            return Fraction(0), Fraction(0)
        return self.lower.at_least(total), self.upper.at_least(total)

    def gap(self, total: int) -> Fraction:
        """How far apart the bounds are at ``total``."""
        lower, upper = self.at_least(total)
        return upper - lower

    def reached_with(self, percent: int) -> int:
        """The largest sum reached with ``percent`` of probability, as the upper bound sees it.

        The upper one, because a deal that alone is worth exactly ``percent`` would fall out of the lower one by a hair.
        """
        return min(self.upper.reached_with(percent), self.best)


def exact_spread(gambles: Sequence[Gamble]) -> Spread:
    """The exact distribution: every distinct sum with its weight in units of ``1 / 100**n``. Any amounts, few sums."""
    weights = {0: 1}
    for gamble in gambles:
        after = {total: weight * (PERCENT - gamble.percent) for total, weight in weights.items()}
        for total, weight in weights.items():
            won = total + gamble.amount
            after[won] = after.get(won, 0) + weight * gamble.percent
        weights = after
    totals = sorted(weights, reverse=True)
    best = totals[0]
    tails = list(accumulate(weights[total] for total in totals))
    steps = Steps(best, [best - total for total in totals], tails, PERCENT ** len(gambles))
    return Spread(best, steps, steps)


def has_at_most(gambles: Sequence[Gamble], limit: int) -> bool:
    """Whether the deals can add up to at most ``limit`` distinct sums."""
    sums = {0}
    for gamble in gambles:
        sums |= {total + gamble.amount for total in sums}
        if len(sums) > limit:
            return False
    return True
