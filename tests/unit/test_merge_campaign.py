"""Random triples of plans merged: no change of one side is lost, both sides agree, what one side did alone stands.

The same against the last writer winning, where the campaign finds what it looks for.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from kaptui.editing.conflicts import Choice, decided
from kaptui.editing.merge import Conflict, Merged, merge
from kaptui.plan.changes import changes, is_order
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import ABSENT, NoSuchPlace, Path, value_at
from kaptui.plan.record import Row
from tests.conftest import Campaign
from tests.store.plans import edited, random_plan


def triples(campaign: Campaign, count: int) -> Iterator[tuple[AccountPlan, AccountPlan, AccountPlan]]:
    """A plan that came about by random edits, and what two people made of it."""
    for _ in range(count):
        base = random_plan(campaign.random, campaign.random.randrange(30))
        yield base, side(base, campaign.random), side(base, campaign.random)


def side(base: AccountPlan, random: Random) -> AccountPlan:
    plan = base
    for _ in range(random.randrange(1, 9)):
        plan = edited(plan, random)
    return plan


def touches(one: Path, other: Path) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def lost(merged: AccountPlan, base: AccountPlan, mine: AccountPlan, others: AccountPlan) -> list[Path]:
    """The places that one side changed and the other left alone, and that are not so in the merged plan."""
    foreign = [change.path for change in changes(base, others) if not is_order(change)]
    own = [change.path for change in changes(base, mine) if not is_order(change)]
    alone = [path for path in own if not any(touches(path, other) for other in foreign)]
    return [path for path in alone if present(merged, path) != present(mine, path)]


def lost_for_good(merged: Merged, base: AccountPlan, mine: AccountPlan, others: AccountPlan) -> list[Path]:
    """The same but for references to rows that are asked about: a row stays with all that refers to it until then."""
    asked = {conflict.path[-1] for conflict in merged.conflicts if is_deletion(conflict)}
    return [path for path in lost(merged.plan, base, mine, others) if asked.isdisjoint(named(present(base, path)))]


def named(value: object) -> set[str]:
    """What a reference names, each of several, or all that a row such as a link does."""
    if isinstance(value, Row):
        return {name for each in vars(value).values() for name in named(each)}
    return set(map(str, value)) if isinstance(value, tuple) else {str(value)}


def check_identity(base: AccountPlan, plan: AccountPlan) -> None:
    for merged in (merge(base, plan, base), merge(base, base, plan), merge(base, plan, plan)):
        assert merged == Merged(plan, ())


def check_agreement(here: Merged, there: Merged) -> None:
    """Both sides are asked the same, and it is the same plan when one of them gives in and the other does not.

    A deleted row too: whoever deleted it took the references to it out of all that this side says, so that nothing
    decided afterwards brings one back, and what only the other side says loses them when the deletion is decided.
    """
    swapped = {(each.path, each.theirs, each.ours) for each in map(hashable, there.conflicts)}
    assert {(each.path, each.ours, each.theirs) for each in map(hashable, here.conflicts)} == swapped
    assert all_decided(here, Choice.THEIRS) == all_decided(there, Choice.MINE)
    assert all_decided(here, Choice.MINE) == all_decided(there, Choice.THEIRS)


def is_deletion(conflict: Conflict) -> bool:
    return ABSENT in (conflict.ours, conflict.theirs) and isinstance(conflict.base, Row)


def all_decided(merged: Merged, choice: Choice) -> AccountPlan:
    plan = merged.plan
    for conflict in merged.conflicts:
        plan = decided(conflict, choice).apply(plan)
    return plan


def hashable(conflict: Conflict) -> Conflict:
    return Conflict(conflict.path, None, repr(conflict.ours), repr(conflict.theirs))


def check_conflicts(here: Merged, ours: AccountPlan, theirs: AccountPlan) -> None:
    """Each conflict shows what either side has there; the merged plan holds ours, or the row that one of us deleted."""
    for conflict in here.conflicts:
        assert (present(ours, conflict.path), present(theirs, conflict.path)) == (conflict.ours, conflict.theirs)
        wanted = conflict.theirs if conflict.ours is ABSENT else conflict.ours
        assert present(here.plan, conflict.path) == wanted


def present(plan: AccountPlan, path: Path) -> object:
    """What stands there, ``ABSENT`` also where nothing leads there."""
    try:
        return value_at(plan, path)
    except NoSuchPlace:
        return ABSENT


def test_random_triples_hold_identity_symmetry_and_no_loss(campaign: Campaign) -> None:
    questions = deletions = 0
    for base, ours, theirs in triples(campaign, campaign.rounds(200, 3000)):
        check_identity(base, ours)
        here, there = merge(base, ours, theirs), merge(base, theirs, ours)
        check_agreement(here, there)
        check_conflicts(here, ours, theirs)
        for merged in (here, there):
            assert lost_for_good(merged, base, ours, theirs) == []
            assert lost_for_good(merged, base, theirs, ours) == []
            assert AccountPlan.model_validate(merged.plan.model_dump()) == merged.plan
        questions += len(here.conflicts)
        deletions += sum(map(is_deletion, here.conflicts))
    assert questions > deletions > 0


def test_where_the_last_writer_wins_changes_are_lost(campaign: Campaign) -> None:
    count = sum(
        bool(lost(ours, base, theirs, ours))
        for base, ours, theirs in triples(campaign, campaign.rounds(50, 500))
    )
    assert count
