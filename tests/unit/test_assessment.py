"""The twenty-one answers: scores with counts, gates that wait for half of their questions, the verdict in its order."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaptui.insight.assessment import Assessment, aged_answers, assess, assessment_changes
from kaptui.insight.assessment_history import assessment_history
from kaptui.insight.limits import Limits
from kaptui.plan.assessment import QUESTION_IDS, Section
from kaptui.plan.document import AccountPlan
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.vocabulary import Rating, Verdict

ratings = st.dictionaries(st.sampled_from(QUESTION_IDS), st.sampled_from("+-?"))


def answers(text: str) -> dict[str, Any]:
    """``o1+ c2-`` as the answers of a column."""
    return {word[:2]: {"rating": word[2]} for word in text.split()}


def deal(us: str = "", **rivals: str) -> Opportunity:
    columns = {"us": answers(us)} | {rival: answers(text) for rival, text in rivals.items()}
    return Opportunity.model_validate({"id": "o", "assessment": columns})


def against(opportunity: Opportunity, *competitors: str) -> Opportunity:
    return opportunity.model_copy(update={"competitors": competitors})


def plan_with(opportunity: Opportunity, *rivals: str) -> AccountPlan:
    named = [{"id": rival, "name": rival.upper()} for rival in rivals]
    return AccountPlan.model_validate({"id": "p", "competitors": named, "opportunities": [opportunity]})


def judged(us: str = "", **rivals: str) -> Assessment:
    opportunity = deal(us, **rivals)
    return assess(plan_with(opportunity, *rivals), opportunity)


GOOD_GATES = "o1+ o2+ o3+ o4+ v1+ v2+ v3+ "
PURSUED = GOOD_GATES + "c1+ c2+ w1+ w2+"


def test_a_score_counts_all_questions_of_its_section_answered_or_not() -> None:
    score = judged("o1+ o2+ o3+ o4+ o6- o7?").us.sections[Section.OPPORTUNITY]
    assert (score.plus, score.minus, score.unknown, score.value) == (4, 1, 2, Fraction(300, 7))


def test_nothing_answered_is_explore_at_zero() -> None:
    found = judged()
    assert (found.verdict, found.us.overall.answered) == (Verdict.EXPLORE, 0)
    assert found.us.contest.value == 0
    assert (found.gap, found.best_rival, found.failed_gates) == (None, None, ())


def test_one_minus_among_unknowns_is_no_verdict() -> None:
    assert judged("o1- v1- v2-").failed_gates == ()


@pytest.mark.parametrize(
    ("us", "gate"),
    [("o1- o2- o3- o4+", Section.OPPORTUNITY), ("v1- v2- v3+", Section.WORTH)],
)
def test_a_gate_fails_below_zero_once_half_of_it_is_answered(us: str, gate: Section) -> None:
    found = judged(us)
    assert (found.failed_gates, found.verdict) == ((gate,), Verdict.RECONSIDER)


@pytest.mark.parametrize("us", ["o1- o2- o3+ o4+", "v1- v2+ v3+ v4-", "c1- c2- c3- c4- c5- w1- w2- w3-"])
def test_no_gate_fails_at_zero_and_only_gates_fail(us: str) -> None:
    assert judged(us).failed_gates == ()


def test_a_failed_gate_comes_before_too_few_answers() -> None:
    assert judged("v1- v2- v3-").verdict is Verdict.RECONSIDER


def test_ten_of_twenty_one_answers_are_fewer_than_half() -> None:
    assert judged("o1+ o2+ o3+ o4+ v1+ v2+ v3+ c1+ c2+ w1+").verdict is Verdict.EXPLORE
    assert judged("o1+ o2+ o3+ o4+ v1+ v2+ v3+ c1+ c2+ w1+ w2+").verdict is Verdict.PURSUE


@pytest.mark.parametrize("missing", ["o4+ ", "v3+ "])
def test_a_gate_less_than_half_answered_asks_to_explore(missing: str) -> None:
    us = PURSUED.replace(missing, "") + " c3+ c4+ c5+ w3+"
    assert judged(us).verdict is Verdict.EXPLORE


def test_pursue_needs_both_gates_and_compete_above_zero_two_wins_and_the_agreed_value() -> None:
    assert judged(PURSUED).verdict is Verdict.PURSUE


@pytest.mark.parametrize(
    "us",
    [
        PURSUED.replace("w2+", "w2?") + " c3+",
        PURSUED.replace("c2+", "c2?") + " c3+",
        PURSUED + " c3- c4-",
        PURSUED.replace("o3+ o4+", "o3- o4-"),
        PURSUED.replace("v2+ v3+", "v2+ v3- v4-"),
    ],
)
def test_short_of_any_of_these_it_is_cautious(us: str) -> None:
    assert judged(us).verdict is Verdict.CAUTIOUS


def test_the_gap_compares_compete_and_win_together() -> None:
    found = judged("c1+ c2+ c3+ w1+ w2+ o1-", k="c1+ c3- c4+ w1+ v1-")
    assert (found.us.contest.value, found.gap) == (Fraction(500, 8), Fraction(300, 8))
    assert found.best_rival is not None
    assert (found.best_rival.id, found.best_rival.name) == ("k", "K")


def test_a_rival_counts_from_four_rated_questions_of_the_eight() -> None:
    assert judged("c1+", k="c1+ c2+ c3+ o1+ o2+ v1+").gap is None
    assert judged("c1+", k="c1+ c2+ c3+ w3-").gap == Fraction(100 - 200, 8)


def test_the_best_rival_is_the_strongest_that_counts_and_the_first_on_a_tie() -> None:
    found = judged("", h="c1- c2- c3- c4-", k="c1+ c2- c3- c4+", m="c1+ c2+ c3- c4-", z="c1+ c2+ c3+")
    assert found.best_rival is not None
    assert found.best_rival.id == "k"


def test_only_linked_competitors_count_when_the_deal_names_any() -> None:
    strong, weak = "c1+ c2+ c3+ c4+", "c1- c2- c3- c4-"
    opportunity = against(deal("", h=strong, k=weak), "k", "gone")
    found = assess(plan_with(opportunity, "h", "k"), opportunity)
    assert found.best_rival is not None
    assert (found.best_rival.id, [rival.id for rival in found.rivals]) == ("k", ["h", "k"])


def test_a_link_to_a_competitor_that_is_gone_names_nobody() -> None:
    opportunity = against(deal("", h="c1+ c2+ c3+ c4+", gone="c1+ c2+ c3+ c4+ c5+"), "gone")
    found = assess(plan_with(opportunity, "h"), opportunity)
    assert found.best_rival is not None
    assert (found.best_rival.id, len(found.rivals)) == ("h", 1)


def test_the_limits_of_the_data_directory_hold() -> None:
    opportunity = deal(PURSUED, k="c1+ c2+")
    found = assess(plan_with(opportunity, "k"), opportunity, Limits(pursue_win_yes=3, rival_rated=2))
    assert (found.verdict, found.gap is None) == (Verdict.CAUTIOUS, False)


def test_changes_name_column_question_and_both_ratings() -> None:
    changes = assessment_changes(deal("o1+ c2?", k="c1+"), deal("o1- c2+", k=""))
    assert [(each.column, each.question, each.before, each.after) for each in changes] == [
        ("us", "o1", Rating.YES, Rating.NO),
        ("us", "c2", Rating.UNKNOWN, Rating.YES),
        ("k", "c1", Rating.YES, Rating.UNKNOWN),
    ]


def test_an_answer_ages_from_its_date_and_only_when_rated() -> None:
    opportunity = Opportunity.model_validate({"id": "o", "assessment": {"us": {
        "o1": {"rating": "+", "date": "2026-10-01"}, "o2": {"rating": "?", "date": "2026-10-01"},
        "o3": {"rating": "-", "date": "2026-10-24"}, "o4": {"rating": "+"},
    }}})
    assert aged_answers(opportunity, date(2026, 11, 23), 30) == ("o1",)


@given(ratings)
def test_a_better_answer_never_lowers_a_score(given_ratings: dict[str, str]) -> None:
    better = given_ratings | {question: "+" for question, rating in given_ratings.items() if rating == "?"}
    before = judged(" ".join(question + rating for question, rating in given_ratings.items()))
    after = judged(" ".join(question + rating for question, rating in better.items()))
    assert all(after.us.sections[section].value >= before.us.sections[section].value for section in Section)
    assert set(after.failed_gates) <= set(before.failed_gates) or after.us.overall.answered > before.us.overall.answered


@given(ratings, ratings)
def test_no_change_is_told_of_a_deal_compared_with_itself(ours: dict[str, str], theirs: dict[str, str]) -> None:
    old = deal(" ".join(map("".join, ours.items())), k=" ".join(map("".join, theirs.items())))
    assert assessment_changes(old, old) == ()


def test_the_history_keeps_the_states_in_which_a_rating_changed() -> None:
    states = [
        (date(2026, 11, day), plan_with(deal(us)))
        for day, us in ((1, "o1+"), (2, "o1+"), (3, "o1- o2+"), (3, "o1- o2-"), (9, "o1- o2- w1+"))
    ]
    states.insert(0, (date(2026, 10, 1), plan_with(deal().model_copy(update={"id": "other"}))))
    points = assessment_history(states, "o")
    assert [(point.day.day, [change.question for change in point.changes]) for point in points] == [
        (1, []), (3, ["o1", "o2"]), (9, ["w1"]),
    ]
    assert points[-1].assessment.us.overall.answered == 3


def test_what_changed_on_the_day_the_history_began_is_told() -> None:
    states = [(date(2026, 11, 1), plan_with(deal(us))) for us in ("o1+", "o1-", "o1- o2+")]
    points = assessment_history(states, "o")
    assert [[change.question for change in point.changes] for point in points] == [[], ["o1", "o2"]]
    assert len(assessment_history([*states, states[0]], "o")) == 1


def test_a_day_that_ends_as_it_began_is_no_point_of_the_history() -> None:
    saves = ((1, "o1+"), (2, "o1-"), (2, "o1+"), (3, "o2+"))
    states = [(date(2026, 11, day), plan_with(deal(us))) for day, us in saves]
    points = assessment_history(states, "o")
    assert [(point.day.day, len(point.changes)) for point in points] == [(1, 0), (3, 2)]
    assert assessment_history(states, "gone") == ()
