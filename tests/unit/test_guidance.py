"""Help says what each screen is for, and titles fit their columns and edits, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kaptui.draw.width import cells
from kaptui.editing.edits import ROW_NAMES, AddRow, RemoveRow
from kaptui.plan.assessment import QUESTIONS
from kaptui.plan.document import OPPORTUNITY_TABLES, TABLES
from kaptui.plan.fields import fields_of
from kaptui.plan.people import Person
from kaptui.plan.templates import TEMPLATES
from kaptui.plan.vocabulary import Style
from kaptui.screens.cells import column_title
from kaptui.screens.guidance import guidance
from kaptui.screens.people import LinksScreen, PeopleScreen
from kaptui.screens.plan_screen import edit_title
from kaptui.text import use_language

PLACES = ["dashboard", "links", *(template.key for template in TEMPLATES if template.key != "map")]


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    use_language("en")


@pytest.mark.parametrize("place", PLACES)
def test_every_place_says_what_it_is_for_in_both_languages(place: str) -> None:
    use_language("en")
    english = guidance(place)
    use_language("zh")
    chinese = guidance(place)
    assert len(english) == len(chinese) >= 2
    assert all(line.isascii() for line in english)
    assert not any(line in english for line in chinese)


def test_a_place_without_guidance_has_none() -> None:
    assert guidance("home") == []


def test_help_about_people_has_the_advice_of_each_style() -> None:
    lines = guidance("people")
    assert [style.value for style in Style] == [line.strip()[0] for line in lines[-len(Style) :]]


def test_help_about_the_assessment_says_for_each_question_what_plus_means() -> None:
    lines = guidance("assessment")
    for question in QUESTIONS:
        assert any(line.strip().startswith(f"{question.id} ") and "Plus:" in line for line in lines)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_titles_of_the_columns_of_people_fit(language: str) -> None:
    use_language(language)
    assert [spec.name for spec in fields_of(Person) if cells(column_title(spec)) > spec.width] == []


def test_every_table_names_its_rows() -> None:
    assert set(ROW_NAMES) == {*TABLES, *OPPORTUNITY_TABLES}


def test_an_edit_of_rows_is_called_in_the_language_in_force() -> None:
    added, removed = AddRow(("people",), Person(id="a")), RemoveRow(("opportunities", "o", "steps"), "s")
    assert [edit_title(edit.title) for edit in (added, removed)] == ["adding a person", "deleting a decision step"]
    use_language("zh")
    assert [edit_title(edit.title) for edit in (added, removed)] == ["新增人员", "删除决策步骤"]


def test_a_screen_that_serves_another_ones_template_keeps_its_own_name() -> None:
    assert (LinksScreen.PLACE, LinksScreen.NAME) == ("links", "Links between people")
    assert (PeopleScreen.PLACE, PeopleScreen.NAME) == ("people", "Key people")
