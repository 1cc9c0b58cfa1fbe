"""A review without a screen: what it begins with, notes and what becomes of them, one edit at the end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kaptui.editing.rating import rating_edit
from kaptui.editing.review import Notes, Point, broken_off, notes_of, review_edit, review_of
from kaptui.editing.session import Session
from kaptui.insight.plan_test import Severity, all_findings
from kaptui.insight.review import lines_of_deal, open_questions, weak_points
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import NoSuchPlace
from kaptui.plan.vocabulary import Category, Rating
from tests.unit.healthy import TODAY, Changes, another_deal, changed, day, healthy, ratings

DEAL = ("opportunities", "deal")


def findings_shown(changes: Changes, deal: str = "deal") -> list[str]:
    plan = changed(changes)
    return [group.first.rule for group in lines_of_deal(plan, all_findings(plan, TODAY), deal)]


def test_a_review_begins_with_the_findings_about_its_deal_alone() -> None:
    second = another_deal("second", close_date=day(-1))
    changes: Changes = {"deal": {"risks": ""}, "plan": {"opportunities": [healthy()["opportunities"][0], second]}}
    changes = {"plan": changes["plan"]}
    assert "close-overdue" not in findings_shown(changes)
    assert "close-overdue" in findings_shown(changes, "second")


def test_that_it_was_not_reviewed_is_no_finding_in_a_review() -> None:
    assert findings_shown({"deal": {"reviews": []}}) == []
    assert findings_shown({"deal": {"reviews": [{"id": "r", "date": day(-99)}]}}) == []


def test_weak_points_are_what_is_urgent_or_a_warning() -> None:
    plan = changed({"deal": {"risks": "", "close_date": day(-1), "needs": []}})
    groups = lines_of_deal(plan, all_findings(plan, TODAY), "deal")
    assert {group.severity for group in groups} == set(Severity)
    assert [found.rule for found in weak_points(groups)] == ["close-overdue", "step-late"]


def test_open_are_the_questions_without_a_plus() -> None:
    deal = changed({"deal": {"assessment": {"us": ratings(o5="-", w3="?")}}}).opportunities[0]
    assert [question.id for question in open_questions(deal)] == ["o5", "w3"]
    assert len(open_questions(deal.model_copy(update={"assessment": {}}))) == 21


def test_points_are_reworded_added_dropped_and_taken_out() -> None:
    notes = Notes((Point("one"), Point("two")))
    notes = notes.with_point(1, "  second\n").with_point(2, "third").with_point(3, " ").turned(0)
    assert notes.points == (Point("one", False), Point("second"), Point("third"))
    assert notes.with_point(1, "").points == (Point("one", False), Point("third"))
    assert notes.without("points", 0).points == (Point("second"), Point("third"))
    assert notes.turned(0).turned(0) == notes


def test_a_recommendation_becomes_an_action_by_what_makes_it_one() -> None:
    notes = Notes().with_proposal(0, "what", "visit Wang")
    assert not notes.proposals[0].is_action
    for name, value in (("category", "prove"), ("owner", "Lin"), ("due", TODAY), ("person", "boss")):
        assert notes.with_proposal(0, name, value).proposals[0].is_action
    full = notes.with_proposal(0, "category", "insulate").with_proposal(0, "due", date(2026, 12, 1))
    assert (full.actions[0].category, full.actions[0].due) == (Category.INSULATE, date(2026, 12, 1))
    assert full.made_action(0).actions == ()
    assert notes.made_action(0).actions[0].what == "visit Wang"
    assert notes.with_proposal(0, "owner", "").actions == ()


def test_a_recommendation_without_words_goes() -> None:
    notes = Notes().with_proposal(0, "what", "a").with_proposal(1, "what", "b")
    assert [each.action.what for each in notes.with_proposal(0, "what", " ").proposals] == ["b"]
    assert Notes().with_proposal(0, "what", "").proposals == ()
    assert [each.action.what for each in notes.without("proposals", 1).proposals] == ["a"]


def test_a_value_the_field_does_not_take_is_refused() -> None:
    with pytest.raises(ValueError, match="date"):
        Notes().with_proposal(0, "what", "a").with_proposal(0, "due", "soon")


def test_a_review_is_one_log_entry_and_its_actions_and_one_step_of_undo() -> None:
    notes = Notes((Point("kept"), Point("dropped", False), Point("also kept")), reviewer="Fang", verdict="change")
    notes = notes.with_proposal(0, "what", "words only").with_proposal(1, "what", "act").with_proposal(1, "due", TODAY)
    session = Session(changed({}))
    review = review_of(notes, TODAY)
    assert session.apply(review_edit(session.plan.opportunities[0], review, notes.actions))
    deal = session.plan.opportunities[0]
    written = deal.reviews[-1]
    assert (written.date, written.reviewer, written.verdict) == (TODAY, "Fang", "change")
    assert written.vulnerabilities == "kept\nalso kept"
    assert written.recommendations == "words only\nact"
    assert [action.what for action in deal.actions][-1] == "act"
    assert len(deal.actions) == 2
    session.undo()
    assert session.plan == changed({})
    session.redo()
    assert session.plan.opportunities[0].reviews[-1] == written


def test_nothing_is_written_into_a_deal_that_is_gone() -> None:
    plan = AccountPlan.model_validate({"id": "p", "name": "x"})
    with pytest.raises(NoSuchPlace):
        review_edit(changed({}).opportunities[0], review_of(Notes(), TODAY), ()).apply(plan)


def test_a_review_that_was_broken_off_goes_on_where_it_was() -> None:
    notes = Notes((Point("kept"), Point("dropped", False)), reviewer="Fang")
    notes = notes.with_proposal(0, "what", "words").with_proposal(1, "what", "act").with_proposal(1, "due", TODAY)
    session = Session(changed({}))
    assert broken_off(session.plan.opportunities[0], TODAY) is None
    session.apply(review_edit(session.plan.opportunities[0], review_of(notes, TODAY), notes.actions))
    deal = session.plan.opportunities[0]
    written = broken_off(deal, TODAY)
    assert written is not None and written == deal.reviews[-1]
    assert broken_off(deal, TODAY + timedelta(1)) is None
    again = notes_of(written, deal, ("kept", "new"))
    assert again.points == (Point("kept"), Point("new", False))
    assert (again.reviewer, again.actions) == ("Fang", notes.actions)
    again = again.with_proposal(1, "owner", "Li").with_word("verdict", "go on")
    session.apply(review_edit(deal, review_of(again, TODAY, written), again.actions))
    ended = session.plan.opportunities[0]
    assert [row.id for row in ended.reviews] == [row.id for row in deal.reviews]
    assert (ended.reviews[-1].verdict, ended.actions[-1].owner, len(ended.actions)) == ("go on", "Li", 2)
    assert broken_off(ended, TODAY) is None


def test_a_rating_is_dated_and_an_empty_answer_leaves_nothing() -> None:
    plan = AccountPlan.model_validate({"id": "p", "name": "x", "opportunities": [{"id": "deal"}]})
    path = (*DEAL, "assessment", "us", "o1")
    rated = rating_edit(plan, path, Rating.NO, TODAY).apply(plan)
    answer = rated.opportunities[0].assessment["us"]["o1"]
    assert (answer.rating, answer.date) == (Rating.NO, TODAY)
    assert rating_edit(rated, path, Rating.UNKNOWN, TODAY).apply(rated).opportunities[0].assessment["us"] == {}
    assert rating_edit(rated, path, Rating.NO, TODAY).apply(rated) == rated
