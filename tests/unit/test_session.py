"""The open plan: undo and redo of everything, beside a colleague's work, with drafts that never enter the plan."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaptui.editing.edits import AddRow, Edit, SetField
from kaptui.editing.session import Session
from kaptui.plan.paths import NoSuchPlace
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
