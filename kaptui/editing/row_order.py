"""The order of rows that two sides moved, added and removed since they stood in one: no move is lost beside another.

Rows are known by their ids. Which of two sides is called ours makes no difference.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Set

Order = tuple[str, ...]
"""The ids of a table's rows as they stand."""


def merged_order(base: Order, ours: Order, theirs: Order, kept: frozenset[str]) -> Order:
    """The order of the kept ids: what either side moved is moved; a row only one side has follows the row it followed
    there; two sides' new rows at one place stand run after run."""
    shared = kept.intersection(base, ours, theirs)
    before, mine, others = (tuple(row_id for row_id in side if row_id in shared) for side in (base, ours, theirs))
    own = kept - shared
    return _woven(_moved_by_both(before, mine, others), (ours, own), (theirs, own))


def _moved_by_both(base: Order, ours: Order, theirs: Order) -> Order:
    """The same rows, each where the side that moved it has it; what both moved is where one side has it (of two orders
    the one that sorts first)."""
    if ours == base or theirs == base:
        return theirs if ours == base else ours
    first, second = sorted((ours, theirs))
    by_first = _moved(base, first)
    by_second = _moved(base, second) - by_first
    still = tuple(row_id for row_id in base if row_id not in by_first | by_second)
    return _woven(still, (first, by_first), (second, by_second))


def _moved(base: Order, side: Order) -> frozenset[str]:
    """The fewest rows without which both orders are the same."""
    rank = {row_id: number for number, row_id in enumerate(base)}
    last: list[str] = []  # of the chains that go up, by their length, the one that ends lowest
    before: dict[str, str] = {}
    for row_id in side:
        at = bisect_left(last, rank[row_id], key=rank.__getitem__)
        before[row_id] = last[at - 1] if at else ""
        last[at : at + 1] = [row_id]
    still, here = set[str](), last[-1] if last else ""
    while here:
        still.add(here)
        here = before[here]
    return frozenset(base) - still


def _woven(backbone: Order, *sides: tuple[Order, Set[str]]) -> Order:
    """The backbone, and behind the row that they follow in their side's order the rows which that side places."""
    runs: dict[str, list[Order]] = {}
    for side, placed in sides:
        for anchor, run in _runs(side, frozenset(backbone), placed):
            runs.setdefault(anchor, []).append(run)
    result: list[str] = []
    for anchor in ("", *backbone):
        if anchor:
            result.append(anchor)
        result.extend(row_id for run in sorted(runs.get(anchor, [])) for row_id in run)
    return tuple(dict.fromkeys(result))


def _runs(side: Order, backbone: Set[str], placed: Set[str]) -> Iterator[tuple[str, Order]]:
    """Rows that follow each other, and the row of the backbone before them (empty: none)."""
    anchor = ""
    run: list[str] = []
    for row_id in side:
        if row_id in backbone:
            if run:
                yield anchor, tuple(run)
            anchor, run = row_id, []
        elif row_id in placed:
            run.append(row_id)
    if run:
        yield anchor, tuple(run)
