"""The box notation of the map as input."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaptui.plan.errors import Unreadable, Why
from kaptui.plan.shorthand import CodePatch, format_code, parse_code
from kaptui.plan.vocabulary import Contact, Relationship, Role, Standing, Style

ROLES = st.sets(st.sampled_from(Role))
CODES = st.builds(
    CodePatch,
    roles=ROLES.map(lambda held: tuple(role for role in Role if role in held) or None),
    style=st.none() | st.sampled_from(Style),
    relationship=st.none() | st.sampled_from(Relationship),
    contact=st.none() | st.sampled_from(Contact),
    standing=st.none() | st.sampled_from(Standing),
)
VARIANTS = {"-": "-–−－—", "=": "=＝", "+": "+＋", "*": "*★＊mM", "X": "Xx×Ｘ", "!": "!！", ".": ".．。"}


def code_of(patch: CodePatch) -> str:
    return format_code(patch.roles or (), patch.style, patch.relationship, patch.contact, patch.standing)


def test_six_keys_set_five_attributes() -> None:
    assert parse_code("AP=2!!") == CodePatch(
        (Role.APPROVER,), Style.PRAGMATIST, Relationship.NEUTRAL, Contact.MULTIPLE, Standing.INNER
    )


def test_what_is_omitted_stays() -> None:
    assert parse_code("U").given() == {"roles": (Role.USER,)}
    assert parse_code("0").given() == {"contact": Contact.NONE}
    assert parse_code("").given() == {}


def test_the_decks_own_codes_read() -> None:
    assert (
        parse_code("I + E U")
        == parse_code("EUI+")
        == CodePatch((Role.USER, Role.EVALUATOR), Style.INNOVATOR, Relationship.SUPPORTER)
    )
    assert parse_code("D C –").relationship is Relationship.NON_SUPPORTER


@pytest.mark.parametrize(
    ("sign", "relationship"), [(sign, Relationship(code)) for code in "-=+*X" for sign in VARIANTS[code]]
)
def test_every_variant_of_a_sign_is_the_sign(sign: str, relationship: Relationship) -> None:
    assert parse_code(f"A{sign}2").relationship is relationship


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("!", "structure"),
        ("！", "structure"),
        ("!!", "inner"),
        ("！!", "inner"),
        ("‼", "inner"),
        (".", "outside"),
        ("。", "outside"),
    ],
)
def test_standing(text: str, standing: str) -> None:
    assert parse_code(text).standing == standing


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("AA", Why.REPEATED), ("A P P", Why.REPEATED), ("==", Why.REPEATED),
        ("!!!", Why.REPEATED), ("..", Why.REPEATED),
        ("22", Why.REPEATED), ("PV", Why.CONTRADICTION), ("+-", Why.CONTRADICTION), ("12", Why.CONTRADICTION),
        (".!", Why.CONTRADICTION), ("!A!", Why.REPEATED), ("!A!!", Why.CONTRADICTION), ("X*", Why.CONTRADICTION),
        ("4", Why.STRANGE_SIGN), ("AZ", Why.STRANGE_SIGN), ("王", Why.STRANGE_SIGN), ("[/]", Why.STRANGE_SIGN),
        ("A?", Why.UNKNOWN_MARK),
    ],
)  # fmt: skip
def test_repetition_contradiction_and_strangers_are_unreadable(text: str, why: Why) -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_code(text)
    assert (refusal.value.why, refusal.value.text) == (why, text)


@given(CODES)
def test_a_code_reads_back_as_what_it_was_written_from(patch: CodePatch) -> None:
    assert parse_code(code_of(patch)) == patch


@given(CODES, st.randoms(use_true_random=False), st.booleans())
def test_order_case_blanks_and_width_do_not_matter(patch: CodePatch, chance: random.Random, lower: bool) -> None:
    code = code_of(patch)
    signs = ["!!", *code.replace("!!", "")] if "!!" in code else list(code)
    chance.shuffle(signs)
    varied = [sign if sign == "!!" else chance.choice(VARIANTS.get(sign, sign)) for sign in signs]
    text = chance.choice(["", " ", "\u3000", "  "]).join(varied)
    assert parse_code(text.lower() if lower else text) == patch


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse_code(text)
    except Unreadable as refusal:
        assert refusal.text == text
