"""Two people change one place: the conflict waits with both texts until somebody decides, whatever happens then."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kaptui.editing.conflicts import Choice, as_json, both, from_json
from kaptui.editing.edits import AddRow, Edit, RemoveRow, SetField
from kaptui.editing.merge import Conflict
from kaptui.editing.session import MOST_FOREIGN, Session
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import ABSENT, Path, value_at
from kaptui.plan.people import Person
from kaptui.plan.strategy import Step
from kaptui.plan.vocabulary import Role
from kaptui.screens.conflict_words import place_words, side_words
from tests.unit.test_merge import base_plan

NOTES = ("people", "a", "notes")
PROBABILITY = ("opportunities", "o", "probability")


def notes(text: str) -> Edit:
    return SetField(NOTES, text)


def saved_by_colleague(session: Session, *edits: Edit) -> AccountPlan:
    """What a colleague makes of the stored plan."""
    plan = session.saved
    for edit in edits:
        plan = edit.apply(plan)
    return plan.model_copy(update={"revision": session.saved.revision + 1})


def in_conflict(mine: Edit, theirs: Edit) -> Session:
    session = Session(base_plan())
    session.apply(mine)
    session.receive(saved_by_colleague(session, theirs))
    return session


def sides(conflict: Conflict) -> tuple[Any, Any, Any]:
    return conflict.base, conflict.ours, conflict.theirs


@pytest.mark.parametrize(
    ("choice", "text"), [(Choice.MINE, "mine"), (Choice.THEIRS, "theirs"), (Choice.BOTH, "theirs\nmine")]
)
def test_a_conflict_is_decided_in_one_step_of_undo(choice: Choice, text: str) -> None:
    session = in_conflict(notes("mine"), notes("theirs"))
    (conflict,) = session.conflicts
    assert sides(conflict) == ("", "mine", "theirs")
    assert conflict.revision == 1
    session.decide(conflict, choice)
    assert (value_at(session.plan, NOTES), session.conflicts) == (text, ())
    if choice is not Choice.MINE:
        session.undo()
        assert value_at(session.plan, NOTES) == "mine"


def test_as_the_person_and_unknown_in_a_deal_stand_against_each_other() -> None:
    place = ("opportunities", "o", "overrides", "a")
    plan = SetField((*place, "standing"), "inner").apply(base_plan())
    session = Session(SetField((*place, "relationship"), "+").apply(plan))
    session.apply(SetField((*place, "relationship"), None))
    session.receive(saved_by_colleague(session, SetField((*place, "relationship"), ABSENT)))
    (conflict,) = session.conflicts
    told = [side_words(session.plan, conflict, side) for side in sides(conflict)]
    assert told == ["+ Supporter", "unknown in this deal", "as the person"]
    session.decide(conflict, Choice.THEIRS)
    assert value_at(session.plan, conflict.path) is ABSENT


def test_a_conflict_about_an_answer_names_its_question() -> None:
    place = ("opportunities", "o", "assessment", "us", "o1", "rating")
    session = in_conflict(SetField(place, "+"), SetField(place, "-"))
    words = place_words(session.plan, session.conflicts[0])
    assert words == 'an opportunity "智能客服" > Assessment > Us > o1 Is there urgency for the customer? > Rating'


def test_of_a_deal_that_was_removed_there_one_reads_what_was_changed_inside_it_here() -> None:
    session = Session(base_plan())
    session.apply(SetField(("opportunities", "o", "name"), "renamed"))
    session.apply(SetField(("opportunities", "o", "actions", "x", "what"), "call [/]"))
    session.apply(SetField(("opportunities", "o", "split", "2026-10"), 7))
    session.apply(SetField(("opportunities", "o", "assessment", "us", "o1", "answer"), "a fair"))
    session.apply(AddRow(("opportunities", "o", "steps"), Step(id="s", step="tender")))
    session.receive(saved_by_colleague(session, RemoveRow(("opportunities",), "o")))
    (conflict,) = session.conflicts
    lines = side_words(session.plan, conflict, conflict.ours).split("\n")
    assert lines[0] == "Project: renamed"
    for words in ("call [/]", "2026-10", "Us", "tender: added"):
        assert any(words in line for line in lines), words
    assert not any("renamed" in line for line in lines[1:])


def test_numbers_cannot_both_stand() -> None:
    session = in_conflict(SetField(PROBABILITY, 60), SetField(PROBABILITY, 40))
    with pytest.raises(ValueError, match="cannot be joined"):
        session.decide(session.conflicts[0], Choice.BOTH)
    assert len(session.conflicts) == 1


@pytest.mark.parametrize(
    ("theirs", "mine", "joined"),
    [
        ("a\nT\nz", "a\nM\nz", "a\nT\nM\nz"),
        ("a\nT", "a\nM", "a\nT\nM"),
        ("a\nb\nc", "a\nb", "a\nb\nc"),
        ("", "mine", "mine"),
        ("same", "same\nand more", "same\nand more"),
    ],
)
def test_what_two_texts_begin_and_end_with_stands_once(theirs: str, mine: str, joined: str) -> None:
    assert both(Conflict(NOTES, "", mine, theirs)) == joined


def test_two_lists_become_one_with_everything_in_it_once() -> None:
    assert both(Conflict(("needs", "n", "people"), (), ("a", "b"), ("b", "c"))) == ("b", "c", "a")


def test_roles_that_either_of_us_gave_can_both_stand() -> None:
    place = ("people", "a", "roles")
    session = in_conflict(SetField(place, ("U", "D")), SetField(place, ("E", "D")))
    session.decide(session.conflicts[0], Choice.BOTH)
    assert value_at(session.plan, place) == (Role.USER, Role.EVALUATOR, Role.DECIDER)


def test_a_row_deleted_here_and_edited_there_comes_or_goes_as_decided() -> None:
    for mine, theirs in (
        (RemoveRow(("people",), "a"), notes("important")),
        (notes("important"), RemoveRow(("people",), "a")),
    ):
        for choice in (Choice.MINE, Choice.THEIRS):
            session = in_conflict(mine, theirs)
            (conflict,) = session.conflicts
            assert conflict.path == ("people", "a")
            session.decide(conflict, choice)
            wanted = mine if choice is Choice.MINE else theirs
            is_kept = not isinstance(wanted, RemoveRow)
            assert ([person.notes for person in session.plan.people if person.id == "a"] == ["important"]) is is_kept
            AccountPlan.model_validate(session.plan.model_dump())


def test_a_deleted_row_is_deleted_with_every_reference_to_it() -> None:
    session = Session(SetField(("needs", "n", "people"), ("a", "b")).apply(base_plan()))
    session.apply(notes("important"))
    session.receive(saved_by_colleague(session, RemoveRow(("people",), "a")))
    session.apply(SetField(("needs", "n", "people"), ("a",)))
    session.decide(next(each for each in session.conflicts if each.path == ("people", "a")), Choice.THEIRS)
    assert session.plan.needs[0].people == ()


def test_what_is_written_in_the_field_meanwhile_is_mine() -> None:
    session = in_conflict(notes("mine"), notes("theirs"))
    session.apply(notes("mine, better"))
    assert sides(session.conflicts[0]) == ("", "mine, better", "theirs")
    session.apply(notes("theirs"))
    assert session.conflicts == ()


def test_what_a_colleague_saves_meanwhile_is_theirs_and_mine_is_not_forgotten() -> None:
    session = in_conflict(notes("mine"), notes("theirs"))
    sent = session.plan
    session.take_saved(sent, sent.model_copy(update={"revision": 2}))
    session.receive(saved_by_colleague(session, notes("theirs again")))
    (conflict,) = session.conflicts
    assert (*sides(conflict), conflict.revision) == ("", "mine", "theirs again", 3)
    assert value_at(session.plan, NOTES) == "theirs again"
    session.decide(conflict, Choice.MINE)
    assert value_at(session.plan, NOTES) == "mine"


def test_my_own_save_leaves_a_conflict_open() -> None:
    session = in_conflict(notes("mine"), notes("theirs"))
    sent = session.plan
    session.take_saved(sent, sent.model_copy(update={"revision": 2}))
    session.receive(saved_by_colleague(session, SetField(("people", "b", "notes"), "else")))
    assert [sides(conflict) for conflict in session.conflicts] == [("", "mine", "theirs")]


def test_a_second_conflict_of_one_place_remembers_how_it_was_before_the_first() -> None:
    session = in_conflict(notes("mine"), notes("theirs"))
    session.apply(notes("mine, better"))
    session.receive(saved_by_colleague(session, notes("theirs again")))
    assert [sides(conflict) for conflict in session.conflicts] == [("", "mine, better", "theirs again")]


def test_a_conflict_in_a_row_that_is_gone_is_over() -> None:
    session = in_conflict(notes("mine"), notes("theirs"))
    session.apply(RemoveRow(("people",), "a"))
    assert session.conflicts == ()


@pytest.mark.parametrize("edit", [notes("theirs again"), SetField(("people", "a", "title"), "CEO")])
def test_a_row_deleted_by_a_colleague_who_then_works_in_it_is_there_for_both(edit: Edit) -> None:
    session = in_conflict(notes("mine"), RemoveRow(("people",), "a"))
    sent = session.plan
    session.take_saved(sent, sent.model_copy(update={"revision": 2}))
    assert [conflict.path for conflict in session.conflicts] == [("people", "a")]
    session.receive(saved_by_colleague(session, edit))
    assert session.conflicts == ()


def test_a_row_i_deleted_and_then_work_in_is_there_for_both() -> None:
    session = in_conflict(RemoveRow(("people",), "a"), notes("theirs"))
    session.apply(SetField(("people", "a", "title"), "CEO"))
    assert session.conflicts == ()


def test_a_conflict_in_a_row_that_a_colleague_deleted_is_over() -> None:
    session = in_conflict(notes("mine"), notes("theirs"))
    sent = session.plan
    session.take_saved(sent, sent.model_copy(update={"revision": 2}))
    session.receive(saved_by_colleague(session, RemoveRow(("people",), "a")))
    assert (session.conflicts, [person.id for person in session.plan.people]) == ((), ["b", "c", "d"])


def test_a_conflict_in_a_row_that_a_colleague_deleted_and_i_keep_has_both_texts_still() -> None:
    session = in_conflict(notes("mine"), notes("theirs"))
    session.receive(saved_by_colleague(session, RemoveRow(("people",), "a")))
    field, row = session.conflicts
    assert (sides(field), row.path) == (("", "mine", "theirs"), ("people", "a"))
    session.decide(row, Choice.MINE)
    session.decide(field, Choice.THEIRS)
    assert (session.plan.people[0].notes, session.conflicts) == ("theirs", ())


def test_what_was_typed_on_an_older_plan_stands_against_what_came_in_meanwhile() -> None:
    session = Session(base_plan())
    seen = session.plan
    session.receive(saved_by_colleague(session, notes("theirs"), SetField(("people", "a", "title"), "CEO")))
    assert session.apply(notes("mine"), since=seen)
    (conflict,) = session.conflicts
    assert sides(conflict) == ("", "mine", "theirs")
    assert (session.plan.people[0].notes, session.plan.people[0].title) == ("mine", "CEO")
    session.undo()
    assert session.plan.people[0].notes == "theirs"


def test_an_editor_left_without_a_change_takes_nothing_back() -> None:
    session = Session(base_plan())
    seen = session.plan
    session.receive(saved_by_colleague(session, notes("theirs")))
    assert not session.apply(notes(""), since=seen)
    assert (session.plan.people[0].notes, session.conflicts) == ("theirs", ())


def test_typing_into_a_row_that_a_colleague_removed_asks_whether_it_shall_stay() -> None:
    session = Session(base_plan())
    seen = session.plan
    session.receive(saved_by_colleague(session, RemoveRow(("people",), "a")))
    session.apply(notes("mine"), since=seen)
    (conflict,) = session.conflicts
    assert (conflict.path, conflict.theirs) == (("people", "a"), ABSENT)
    assert "a" in [person.id for person in session.plan.people]


def test_a_backup_put_back_by_hand_does_not_keep_two_sides_from_agreeing() -> None:
    session = Session(base_plan().model_copy(update={"revision": 9}))
    session.apply(notes("mine"))
    session.receive(base_plan().model_copy(update={"revision": 4}))
    assert (session.plan.revision, session.saved.revision, set(session.foreign)) == (4, 4, {4})


def test_a_file_put_back_may_bear_any_number() -> None:
    session = Session(base_plan())
    session.receive(base_plan().model_copy(update={"revision": 10**30}))
    assert session.saved.revision == max(session.foreign) == 10**30
    assert len(session.foreign) == MOST_FOREIGN


def test_what_could_not_be_saved_comes_back_beside_what_was_saved_since() -> None:
    base = base_plan()
    stored = SetField(("people", "b", "notes"), "theirs").apply(notes("theirs").apply(base))
    session = Session(stored.model_copy(update={"revision": 3}))
    session.bring_back(base, AddRow(("people",), Person(id="new")).apply(notes("mine").apply(base)))
    assert [conflict.path for conflict in session.conflicts] == [NOTES]
    assert (session.plan.people[0].notes, session.plan.people[1].notes, session.plan.people[-1].id) == (
        "mine", "theirs", "new",
    )  # fmt: skip
    assert (session.plan.revision, session.is_saved) == (3, False)


@pytest.mark.parametrize(
    ("path", "ours", "theirs"),
    [
        (NOTES, "mine\nmore", "[/]"),
        (PROBABILITY, 60, None),
        (("opportunities", "o", "amount"), Decimal("1234567.50"), Decimal(3)),
        (("opportunities", "o", "split", "2026-10"), Decimal(7), ABSENT),
        (("people", "a", "last_contact"), date(2026, 2, 28), None),
        (("people", "a", "roles"), ("U", "D"), ()),
        (("people", "a"), Person(id="a", name="x", notes="y"), ABSENT),
        (("needs", "n", "people"), ("a",), ("b",)),
    ],
)
def test_a_conflict_is_the_same_after_it_was_kept_in_a_file(path: Path, ours: Any, theirs: Any) -> None:
    plan = base_plan()
    conflict = Conflict(path, value_at(plan, path), ours, theirs, 7)
    assert from_json(json.loads(json.dumps(as_json(conflict))), plan) == conflict


@pytest.mark.parametrize(
    "row",
    [
        {}, {"path": []}, {"path": ["people"], "revision": 1},
        {"path": ["people", "zz", "notes"], "ours": "", "revision": 1},
        {"path": ["nowhere"], "ours": 1, "revision": 1}, {"path": list(NOTES), "ours": 3, "revision": 1},
    ],
)  # fmt: skip
def test_what_is_no_conflict_of_this_plan_is_refused(row: Any) -> None:
    with pytest.raises((LookupError, ValueError, TypeError)):
        from_json(row, base_plan())
