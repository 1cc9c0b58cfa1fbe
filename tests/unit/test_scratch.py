"""What-if: a scratch copy of the plan, kept as one edit that meets what others changed meanwhile."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaptui.editing.edits import AddRow, Edit, RemoveRow, SetField
from kaptui.editing.scratch import Scratch
from kaptui.editing.session import Session
from kaptui.plan.document import AccountPlan
from kaptui.plan.opportunities import Opportunity


def plan() -> AccountPlan:
    return AccountPlan.model_validate(
        {
            "id": "p",
            "name": "客户 [/]",
            "people": [{"id": "a", "name": "王", "relationship": "="}, {"id": "b", "name": "陈"}],
            "opportunities": [
                {"id": "o1", "name": "one", "amount": "100", "probability": 40, "split": {"2026-01": "60"}},
                {"id": "o2", "name": "two", "amount": "50", "probability": 20},
            ],
        }
    )


def likelier(deal: str, probability: int) -> SetField:
    return SetField(("opportunities", deal, "probability"), probability)


def test_the_copy_changes_and_the_plan_does_not() -> None:
    before = plan()
    scratch = Scratch(before)
    scratch.session.apply(likelier("o1", 90))
    assert scratch.is_changed
    assert scratch.base is before
    assert before.opportunities[0].probability == 40


def test_keeping_is_one_edit_and_one_undo() -> None:
    session = Session(plan())
    scratch = Scratch(session.plan)
    for edit in (
        likelier("o1", 90),
        SetField(("people", "a", "relationship"), "+"),
        RemoveRow(("opportunities",), "o2"),
    ):
        scratch.session.apply(edit)
    assert session.apply(scratch.edit())
    assert session.plan == scratch.session.plan
    assert session.undo() is not None
    assert session.plan == plan()
    assert session.undo() is None


def test_what_was_undone_in_the_copy_is_no_change() -> None:
    scratch = Scratch(plan())
    scratch.session.apply(likelier("o1", 90))
    scratch.session.undo()
    assert not scratch.is_changed


def test_what_a_colleague_changed_meanwhile_stands_beside_it() -> None:
    session = Session(plan())
    scratch = Scratch(session.plan)
    scratch.session.apply(likelier("o1", 90))
    session.apply(likelier("o2", 70))
    assert scratch.follow(session.plan) == ()
    assert [deal.probability for deal in scratch.session.plan.opportunities] == [90, 70]
    assert scratch.base is session.plan
    session.apply(scratch.edit())
    assert [deal.probability for deal in session.plan.opportunities] == [90, 70]
    session.undo()
    assert [deal.probability for deal in session.plan.opportunities] == [40, 70]


def test_the_same_field_keeps_the_what_ifs_value_and_is_told() -> None:
    session = Session(plan())
    scratch = Scratch(session.plan)
    scratch.session.apply(likelier("o1", 90))
    session.apply(likelier("o1", 10))
    assert [conflict.path for conflict in scratch.follow(session.plan)] == [("opportunities", "o1", "probability")]
    assert scratch.session.plan.opportunities[0].probability == 90


def test_keeping_without_following_first_merges_too() -> None:
    session = Session(plan())
    scratch = Scratch(session.plan)
    scratch.session.apply(SetField(("opportunities", "o1", "split", "2026-04"), Decimal(40)))
    session.apply(SetField(("opportunities", "o1", "split", "2026-01"), Decimal(10)))
    session.apply(scratch.edit())
    assert session.plan.opportunities[0].split == {"2026-01": Decimal(10), "2026-04": Decimal(40)}


def test_a_read_only_plan_refuses_what_was_tried() -> None:
    session = Session(plan(), read_only=True)
    scratch = Scratch(session.plan)
    scratch.session.apply(likelier("o1", 90))
    with pytest.raises(PermissionError):
        session.apply(scratch.edit())


edits: st.SearchStrategy[Edit] = st.one_of(
    st.builds(likelier, st.sampled_from(["o1", "o2"]), st.integers(0, 100)),
    st.builds(
        lambda deal, amount: SetField(("opportunities", deal, "amount"), Decimal(amount)),
        st.sampled_from(["o1", "o2"]),
        st.integers(0, 1000),
    ),
    st.builds(
        lambda person, code: SetField(("people", person, "relationship"), code),
        st.sampled_from(["a", "b"]),
        st.sampled_from(["X", "-", "=", "+", "*", None]),
    ),
    st.builds(lambda n: AddRow(("opportunities",), Opportunity(id=f"n{n}")), st.integers(0, 10**9)),
)


@given(st.lists(edits, max_size=6))
def test_keeping_then_undoing_is_as_before(tried: list[Edit]) -> None:
    session = Session(plan())
    scratch = Scratch(session.plan)
    for edit in tried:
        if not isinstance(edit, AddRow) or all(row.id != edit.row.id for row in scratch.session.plan.opportunities):
            scratch.session.apply(edit)
    changed = session.apply(scratch.edit())
    assert changed == scratch.is_changed
    assert session.plan == scratch.session.plan
    if changed:
        session.undo()
    assert session.plan == plan()
