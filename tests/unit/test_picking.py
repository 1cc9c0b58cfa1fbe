"""The state of choosing: what is found, where the cursor stands, what Enter takes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kaptui.draw.glyphs import ASCII
from kaptui.widgets.options import Option
from kaptui.widgets.pick_list import PickList
from kaptui.widgets.picking import SPELT_AT_ONCE, Picking

OPTIONS = tuple(Option(str(n), text) for n, text in enumerate(("Alpha", "Beta", "Gamma", "Alphabet", "王副总")))


def texts(picking: Picking) -> list[str]:
    return [option.text for option in picking.found]


def test_an_empty_query_finds_everything_in_its_order() -> None:
    picking = Picking(OPTIONS)
    picking.type("alpha")
    picking.type(" ")
    assert texts(picking) == [option.text for option in OPTIONS]


def test_better_fits_stand_first_and_the_cursor_on_the_best() -> None:
    picking = Picking(OPTIONS)
    picking.move(3)
    picking.type("al")
    assert texts(picking) == ["Alpha", "Alphabet"]
    assert picking.result() == ("0",)


def test_the_cursor_begins_on_what_is_chosen_and_stops_at_the_ends() -> None:
    picking = Picking(OPTIONS, chosen=["2"])
    assert picking.current == OPTIONS[2]
    picking.move(99)
    assert picking.current == OPTIONS[-1]
    picking.move(-99)
    assert picking.current == OPTIONS[0]


def test_several_are_taken_in_the_order_of_choosing_and_what_is_found_last() -> None:
    picking = Picking(OPTIONS, multi=True, chosen=["3"])
    picking.toggle(OPTIONS[1])
    assert picking.result() == ("3", "1")
    picking.type("gam")
    assert picking.result() == ("3", "1", "2")
    picking.toggle(OPTIONS[3])
    assert picking.chosen == ("1",)


def test_typed_words_are_offered_unless_an_option_says_the_same() -> None:
    picking = Picking(OPTIONS, multi=True, new=True)
    picking.type("Alpha")
    assert picking.offered is None
    picking.type("Alp")
    assert picking.offered == Option("Alp", "Alp")
    assert picking.rows[-1] == picking.offered
    picking.move(9)
    assert picking.result() == ("Alp",)


def test_nothing_found_is_nothing_taken() -> None:
    picking = Picking(OPTIONS)
    picking.type("zzz")
    assert picking.result() == ()
    assert Picking(()).result() == ()


def test_pinyin_of_many_names_is_learnt_beside_the_typing() -> None:
    many = [Option(str(n), f"客户{n}") for n in range(SPELT_AT_ONCE + 1)]
    picking = Picking(many)
    picking.type("k")
    assert picking.wants_spelling
    assert texts(picking) == []
    looking_up = PickList(picking, glyphs=ASCII).picture(40, 5)
    assert looking_up[0][0].text.strip() == "Looking up the pinyin"
    picking.learn(picking.spelling()())
    assert not picking.wants_spelling
    assert len(picking.found) == len(many)
    picking.type("kehu7")
    assert texts(picking)[0] == "客户7"


@given(
    st.lists(st.text(st.sampled_from("ab 王"), max_size=5), max_size=6), st.text(st.sampled_from("abw "), max_size=4)
)
def test_typing_letter_by_letter_finds_the_same_as_typing_at_once(names: list[str], query: str) -> None:
    options = [Option(str(n), name) for n, name in enumerate(names)]
    slowly, at_once = Picking(options), Picking(options)
    for length in range(len(query) + 1):
        slowly.type(query[:length])
    at_once.type(query)
    assert [option.key for option in slowly.found] == [option.key for option in at_once.found]
