"""The filter language: every term by example, unreadable ones named with what they could have been."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaptui.draw.map import draw_map
from kaptui.draw.map_filter import matching, read_filter
from kaptui.draw.map_scene import scene_of
from kaptui.plan.document import AccountPlan
from kaptui.plan.errors import Unreadable
from tests.draw.organisations import plan_of, plans, slide_9


def organisation() -> AccountPlan:
    """Six people who differ in everything that can be asked for."""
    plan = plan_of(
        """
a|王副总|A|V|=|1|!!
  b|Anna Berg|D|P|-|2|!
    c|陈静|UE|C|+|3|.
    d|Bob Audit|||||
  e|李雷|E|I|X|0|
k|钱工|||*|||consultant
""",
        opportunities=[{"id": "deal", "steps": [
            {"id": "1", "people": ["c", "d"]}, {"id": "2", "people": ["b"]}, {"id": "3", "people": ["a", "b"]},
        ]}],
    )  # fmt: skip
    more = {
        "b": {"department": "IT", "title": "CIO", "our_contact": "李"},
        "c": {"department": "客户服务部", "title": "总经理"},
        "d": {"department": "Audit"},
    }
    people = tuple(person.model_copy(update=more.get(person.id, {})) for person in plan.people)
    return plan.model_copy(update={"people": people})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("role:D", "b"), ("role:DA", "ab"), ("role:?", "dk"), ("ROLE:d", "b"), ("角色：D", "b"),
        ("style:VP", "ab"), ("style:?", "dk"),
        ("rel:X-?", "bde"), ("rel:+", "c"), ("rel:m", "k"), ("rel:＋", "c"), ("rel:–", "b"),
        ("contact<2", "adek"), ("contact>=2", "bc"), ("contact:?", "dk"), ("contact:01", "ae"), ("contact＜2", "adek"),
        ("standing:inner", "a"), ("standing:in", "a"), ("standing:!!", "a"), ("standing:@,o", "ab"),
        ("standing:?", "dek"),
        ("step:2", "b"), ("step:1,3", "abcd"), ("step>=2", "ab"), ("step:?", "ek"),
        ("dept:IT", "b"), ("dept:客户", "c"), ("dept:kehu", "c"), ("dept:it,audit", "bd"),
        ("kind:cons", "k"), ("kind:external", "k"), ("kind:member", "abcde"), ("ours:李", "b"), ("title:总经理", "c"),
        ("anna", "b"), ("berg cio", "b"), ("wang", "a"), ("cj", "c"), ("李", "e"), ('"anna berg"', "b"), ("nobody", ""),
        ("!kind:member", "k"), ("!anna kind:member", "acde"), ("!!anna", "b"),
        ("!" * 2_001 + "anna kind:member", "acde"), ("role:AD contact<2", "a"),
    ],
)  # fmt: skip
def test_terms_find_whom_they_say(text: str, expected: str) -> None:
    assert matching(scene_of(organisation()), text) == frozenset(expected)


def test_a_blank_filter_is_none() -> None:
    assert matching(scene_of(organisation()), "  ") is None


@pytest.mark.parametrize(
    ("text", "term", "possible"),
    [
        ("anna role:Z", "role:Z", "U E D A ?"), ("rel:", "rel:", "X - = + * ?"), ("role<D", "role<D", "U"),
        ("colour:red", "colour:red", "standing:"), ("contact<9", "contact<9", "contact<2"),
        ("contact:", "contact:", "0"),
        ("standing:high", "standing:high", "inner structure outside ?"), ("step:two", "step:two", "step:2"),
        ("step<1,2", "step<1,2", "step"), ("kind:co", "kind:co", "consultant"), ("dept:", "dept:", "dept:IT"),
    ],
)  # fmt: skip
def test_an_unreadable_term_is_named_with_what_it_could_be(text: str, term: str, possible: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read_filter(text)
    assert raised.value.text == term
    assert possible in raised.value.detail


@given(st.text(st.sampled_from('role:DU?<>=!", 王a1-+*@contactstep'), max_size=20), plans(most=4))
def test_any_text_is_a_filter_or_unreadable(text: str, plan: AccountPlan) -> None:
    try:
        found = matching(scene_of(plan), text)
    except Unreadable:
        return
    assert found is None or found <= set(scene_of(plan).people)


def test_matches_stay_their_bosses_stay_and_the_rest_folds() -> None:
    scene = scene_of(slide_9())
    text = draw_map(scene, matches=matching(scene, "role:D rel:=")).text()
    assert [line[17:].rstrip() for line in text.split("\n") if line[2] in "@o+?"] == [
        "SeniorVP  +6", "`- Dir.Info Services  +2",
    ]  # fmt: skip
    assert "3 more folded away" in text
