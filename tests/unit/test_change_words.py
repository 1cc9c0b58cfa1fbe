"""Recorded changes in words a person understands, whatever they are about; nothing raises."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kaptui.draw.change_words import change_words, place_words
from kaptui.plan.changes import Change, by_attribute, changes
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import ABSENT
from kaptui.text import use_language

DEAL = "Opportunities / deal"
NASTY = "[@click=app.quit]x[/] 日本"


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    use_language("en")


def demo() -> AccountPlan:
    return AccountPlan.model_validate(json.loads((Path(__file__).parents[2] / "data/demo_en.json").read_text("utf-8")))


def plan() -> AccountPlan:
    return AccountPlan.model_validate(
        {
            "id": "p",
            "name": "客户",
            "people": [{"id": "a", "name": NASTY}, {"id": "b", "name": "王"}],
            "competitors": [{"id": "h", "name": "H"}],
            "opportunities": [{"id": "o", "name": "deal", "actions": [{"id": "x", "what": "call"}]}],
        }
    )


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("people", "a", "relationship"), f"Key people / {NASTY} / Relationship"),
        (("opportunities", "o", "actions", "x", "due"), "Opportunities / deal / Actions / call / Due"),
        (("opportunities", "o", "split", "2026-04"), "Opportunities / deal / Quarter / 2026-04"),
        (("opportunities", "o", "assessment", "us", "o1", "rating"), f"{DEAL} / Assessment / Us / o1 / Rating"),
        (("opportunities", "o", "assessment", "h", "o1", "answer"), f"{DEAL} / Assessment / H / o1 / Answer"),
        (("targets", "2026"), "Target / 2026"),
        (("people", "gone", "name"), "Key people / (removed) / Name"),
        (("people",), "Key people"),
        ((), ""),
    ],
)
def test_a_place_is_named_by_names_and_labels(path: tuple[str, ...], words: str) -> None:
    assert place_words(plan(), path) == words


def test_a_removed_row_keeps_its_name() -> None:
    assert place_words(plan(), ("people", "gone"), {"id": "gone", "name": NASTY}) == f"Key people / {NASTY}"


@pytest.mark.parametrize(
    ("path", "old", "new", "words"),
    [
        (("opportunities", "o", "probability"), 45, 60, "45% > 60%"),
        (("opportunities", "o", "probability"), None, 60, "? > 60%"),
        (("opportunities", "o", "amount"), "12000000", "3000", "1,200 > 0.3"),
        (("opportunities", "o", "split", "2026-04"), ABSENT, "1200000", "? > 120"),
        (("people", "a", "relationship"), "=", "*", "Neutral > Mentor"),
        (("people", "a", "roles"), ["U", "E"], [], "UE > ?"),
        (("people", "a", "reports_to"), None, "b", "? > 王"),
        (("people", "a", "reports_to"), "gone", None, "(removed) > ?"),
        (("people", "a", "archived"), False, True, "no > yes"),
        (("people", "a", "notes"), "x" * 99, "one\ntwo", f"{'x' * 60}... > one two"),
        (("people", "c"), ABSENT, {"id": "c"}, "added"),
        (("people", "c"), {"id": "c"}, ABSENT, "deleted"),
        (("people",), ["a", "b"], ["b", "a"], "order changed"),
    ],
)
def test_what_happened_is_said_in_values_people_know(path: tuple[str, ...], old: Any, new: Any, words: str) -> None:
    assert change_words(plan(), path, old, new) == words


OVERRIDDEN = ("opportunities", "o", "overrides", "a")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["as the person > unknown in this deal", "unknown in this deal > as the person"]),
        ("zh", ["未单独设置 > 本机会中未知", "本机会中未知 > 未单独设置"]),
    ],
)
@pytest.mark.parametrize(("name", "unknown"), [("relationship", None), ("roles", None), ("roles", [])])
def test_as_the_person_and_unknown_in_a_deal_are_two_things(
    language: str, words: list[str], name: str, unknown: Any
) -> None:
    use_language(language)
    told = [change_words(plan(), (*OVERRIDDEN, name), *sides) for sides in ((ABSENT, unknown), (unknown, ABSENT))]
    assert told == words


def test_an_override_that_came_as_a_whole_is_told_attribute_by_attribute() -> None:
    came = Change(OVERRIDDEN, ABSENT, {"relationship": None, "roles": ["D"]})
    told = [change_words(plan(), each.path, each.old, each.new) for each in by_attribute(came)]
    assert told == ["as the person > D", "as the person > unknown in this deal"]
    row = Change(OVERRIDDEN[:2], ABSENT, {"overrides": {}})
    assert by_attribute(row) == (row,)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_place_of_a_whole_plan_has_words(language: str) -> None:
    use_language(language)
    whole = demo()
    empty = AccountPlan.model_validate({"id": whole.id, "name": ""})
    for change in (*changes(empty, whole), *changes(whole, empty)):
        assert place_words(whole, change.path, change.old)
        assert change_words(whole, change.path, change.old, change.new)


PLACES = (
    ("opportunities", "o", "amount"), ("opportunities", "o", "people"), ("opportunities", "o", "overrides", "a"),
    ("opportunities", "o", "overrides", "a", "roles"), ("people", "a", "roles"), ("people", "a", "reports_to"),
    ("team",), ("targets", "2026"), ("profile_facts", "goals"), ("people", "a"), ("nothing",),
)  # fmt: skip


@pytest.mark.parametrize("path", PLACES, ids="/".join)
@pytest.mark.parametrize("value", [7, True, "1e99999999", "NaN", {"a": [1]}, [None], "[b]"], ids=str)
def test_what_another_program_wrote_into_the_history_is_told_as_it_stands(path: tuple[str, ...], value: Any) -> None:
    for whole in (Change(path, ABSENT, value), Change(path, value, None), Change(path, {"x": 1}, value)):
        for change in by_attribute(whole):
            assert change_words(plan(), change.path, change.old, change.new)
