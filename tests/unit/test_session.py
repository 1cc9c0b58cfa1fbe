"""The open plan: undo and redo of everything, beside a colleague's work, with drafts that never enter the plan."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaptui.editing.edits import AddRow, Edit, MoveRow, RemoveRow, SetField
from kaptui.editing.session import Session
from kaptui.plan.paths import ABSENT, NoSuchPlace
from kaptui.plan.people import Person
from tests.unit.test_merge import EDITS, base_plan


def rename(who: str, name: str) -> Edit:
    return SetField(("people", who, "name"), name)


@given(st.lists(EDITS, max_size=8))
@settings(max_examples=150, deadline=None)
def test_undo_takes_back_and_redo_brings_back_every_edit(edits: list[Any]) -> None:
    session = Session(base_plan())
    states = [session.plan]
    for edit in edits:
        try:
            if session.apply(edit):
                states.append(session.plan)
        except (NoSuchPlace, ValueError):
            continue
    for state in reversed(states[:-1]):
        assert session.undo() is not None
        assert session.plan == state
    assert session.undo() is None
    for state in states[1:]:
        assert session.redo() is not None
        assert session.plan == state
    assert session.redo() is None


def test_a_new_edit_forgets_what_could_have_been_made_again() -> None:
    session = Session(base_plan())
    session.apply(rename("a", "x"))
    session.undo()
    session.apply(rename("b", "y"))
    assert session.redo() is None


def test_undo_names_the_edit_and_its_place() -> None:
    session = Session(base_plan())
    session.apply(SetField(("people", "a", "title"), "x", "Title"))
    done = session.undo()
    assert done is not None
    assert (done.place, done.title.values) == (("people", "a", "title"), {"what": "Title"})


def test_quick_commits_to_one_place_are_one_step() -> None:
    session = Session(base_plan())
    for moment, name in ((10.0, "x"), (10.4, "y"), (10.9, "z")):
        session.apply(rename("a", name), moment)
    session.apply(rename("a", "later"), 20.0)
    session.undo()
    assert session.plan.people[0].name == "z"
    session.undo()
    assert session.plan.people[0].name == "a"


def test_undo_leaves_what_a_colleague_did_since() -> None:
    session = Session(base_plan())
    session.apply(rename("a", "ours"))
    theirs = SetField(("people", "b", "title"), "theirs").apply(session.saved)
    assert session.receive(theirs.model_copy(update={"revision": 1})) == ()
    session.undo()
    assert (session.plan.people[0].name, session.plan.people[1].title, session.plan.revision) == ("a", "theirs", 1)


def test_undo_does_not_take_a_colleagues_value_away() -> None:
    session = Session(base_plan())
    session.apply(rename("a", "ours"))
    sent = session.plan
    session.take_saved(sent, sent.model_copy(update={"revision": 1}))
    session.receive(rename("a", "theirs").apply(session.saved).model_copy(update={"revision": 2}))
    done = session.undo()
    assert done is not None
    assert session.plan.people[0].name == "theirs"
    assert [conflict.path for conflict in done.kept] == [("people", "a", "name")]


def saved(session: Session) -> None:
    """The store took everything."""
    sent = session.plan
    session.take_saved(sent, sent.model_copy(update={"revision": sent.revision + 1}))


def received(session: Session, edit: Edit) -> None:
    """A colleague made this of what is stored."""
    session.receive(edit.apply(session.saved).model_copy(update={"revision": session.saved.revision + 1}))


@pytest.mark.parametrize(
    ("edit", "removal"),
    [
        (rename("b", "ours"), RemoveRow(("people",), "b")),
        (SetField(("opportunities", "o", "actions", "x", "what"), "ours"), RemoveRow(("opportunities",), "o")),
        (
            SetField(("opportunities", "o", "actions", "x", "what"), "ours"),
            RemoveRow(("opportunities", "o", "actions"), "x"),
        ),
        (
            SetField(("opportunities", "o", "split", "2026-10"), 7),
            SetField(("opportunities", "o", "split", "2026-10"), ABSENT),
        ),
    ],
)
def test_neither_undo_nor_redo_brings_back_what_a_colleague_removed(edit: Edit, removal: Edit) -> None:
    session = Session(base_plan())
    session.apply(edit)
    saved(session)
    received(session, removal)
    without = session.plan
    for done in (session.undo(), session.redo()):
        assert done is not None
        assert done.kept
        assert session.plan == without


def test_undo_of_a_move_leaves_a_colleague_s_move() -> None:
    session = Session(base_plan())
    session.apply(MoveRow(("people",), "a", 3))
    saved(session)
    received(session, MoveRow(("people",), "d", 0))
    assert "".join(person.id for person in session.plan.people) == "dbca"
    session.undo()
    assert "".join(person.id for person in session.plan.people) == "adbc"
    session.redo()
    assert "".join(person.id for person in session.plan.people) == "dbca"


def test_undo_of_my_side_of_a_conflict_leaves_the_colleague_s() -> None:
    session = Session(base_plan())
    session.apply(rename("a", "ours"))
    session.apply(rename("a", "ours again"))
    received(session, rename("a", "theirs"))
    assert [conflict.ours for conflict in session.conflicts] == ["ours again"]
    session.undo()
    assert [conflict.ours for conflict in session.conflicts] == [session.plan.people[0].name] == ["ours"]
    done = session.undo()
    assert (session.plan.people[0].name, session.conflicts) == ("theirs", ())
    assert done is not None
    assert [conflict.path for conflict in done.kept] == [("people", "a", "name")]


def test_undo_of_a_deletion_that_is_in_conflict_leaves_the_row_as_the_colleague_has_it() -> None:
    session = Session(rename("a", "before").apply(base_plan()))
    session.apply(RemoveRow(("people",), "a"))
    received(session, rename("a", ""))
    session.undo()
    assert (session.plan.people[0].name, session.conflicts) == ("", ())
    assert session.is_saved


def test_what_was_edited_during_a_save_stays_unsaved() -> None:
    session = Session(base_plan())
    session.apply(rename("a", "sent"))
    sent = session.plan
    session.apply(rename("b", "later"))
    session.take_saved(sent, sent.model_copy(update={"revision": 1}))
    assert not session.is_saved
    assert (session.plan.revision, session.plan.people[0].name, session.plan.people[1].name) == (1, "sent", "later")


def test_a_colleagues_save_merges_with_what_is_not_saved() -> None:
    session = Session(base_plan())
    session.apply(rename("a", "ours"))
    conflicts = session.receive(rename("a", "theirs").apply(session.saved).model_copy(update={"revision": 5}))
    assert [conflict.theirs for conflict in conflicts] == ["theirs"]
    assert session.plan.people[0].name == "ours"
    assert not session.is_saved


def test_a_draft_stays_out_of_the_plan_and_goes_when_its_field_is_written() -> None:
    session = Session(base_plan())
    path = ("opportunities", "o", "probability")
    session.keep_draft(path, "six", "cannot be read")
    assert session.is_saved
    assert session.drafts[path].text == "six"
    session.apply(SetField(path, 60))
    assert session.drafts == {}


def test_nobody_is_told_of_a_draft_that_was_none() -> None:
    session = Session(base_plan())
    path = ("opportunities", "o", "probability")
    told: list[int] = []
    session.listen(lambda: told.append(len(session.drafts)))
    session.drop_draft(path)
    assert told == []
    session.keep_draft(path, "six", "cannot be read")
    session.drop_draft(path)
    assert told == [1, 0]


def test_a_read_only_session_refuses_edits() -> None:
    session = Session(base_plan(), read_only=True)
    with pytest.raises(PermissionError):
        session.apply(AddRow(("people",), Person(id="z")))
    assert session.is_saved


def test_listeners_hear_of_every_change() -> None:
    session = Session(base_plan())
    heard: list[int] = []
    session.listen(lambda: heard.append(len(session.plan.people)))
    session.apply(AddRow(("people",), Person(id="z")))
    session.undo()
    assert heard == [5, 4]
