"""Which needs stand behind an entry of the value match, and who has said what it is worth."""

from __future__ import annotations

from kaptui.insight.value_match import acknowledgements, needs_behind
from tests.ui.app_stage import demo_plan, empty_plan


def test_the_demonstration_says_who_cares_about_each_entry() -> None:
    for language in ("en", "zh"):
        plan = demo_plan(language)
        cared = [[person for need in needs_behind(plan, row) for person in need.people] for row in plan.values]
        assert cared[:2] == [["chen", "zhou"], ["liu", "zhao"]]


def test_empty_words_meet_nothing_and_a_value_counts_where_its_need_does() -> None:
    plan = empty_plan(
        needs=[{"id": "n", "challenge": "Too many SEATS"}, {"id": "empty"}],
        values=[{"id": "v", "need": "seats"}, {"id": "bare"}],
        spin=[
            {"id": "t", "need": "n", "value_acknowledged": "20 hires fewer"},
            {"id": "u", "need": "empty", "value_acknowledged": "another need"},
        ],
    )
    by_words, bare = plan.values
    assert [need.id for need in needs_behind(plan, by_words)] == ["n"]
    assert [thread.id for thread in acknowledgements(plan, by_words)] == ["t"]
    assert needs_behind(plan, bare) == ()
