"""Plans as JSON: what is written is read back, and what is wrong is refused by place and name, never guessed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaptui.exchange import json_text
from kaptui.exchange.complaint import SHOWN, Complaint, UnreadableFile
from kaptui.exchange.demonstration import data_directory, demonstration_plans
from kaptui.exchange.json_text import DEEPEST, LARGEST
from kaptui.exchange.plan_json import plan_as_json, read_plan
from kaptui.plan.document import AccountPlan


def encoded(**keys: Any) -> bytes:
    return json.dumps({"id": "x", "name": "某省公司", **keys}).encode()


def row(**keys: Any) -> list[dict[str, Any]]:
    return [{"id": "r1", **keys}]


def refused(data: bytes) -> tuple[Complaint, ...]:
    with pytest.raises(UnreadableFile) as caught:
        read_plan(data)
    return caught.value.complaints


def told(data: bytes) -> list[str]:
    return ["/".join(each.place) + " " + each.msgid.format(**each.values) for each in refused(data)]


def test_the_demonstration_plans_come_back_as_they_were() -> None:
    for plan in demonstration_plans():
        again = read_plan(plan_as_json(plan).encode())
        assert again.plan == plan
        assert again.removed == 0


def lost(written: Any, shown: Any, place: str = "") -> list[str]:
    """The places at which ``shown`` does not say what was written."""
    if isinstance(written, dict):
        return [each for key, value in written.items() for each in lost(value, shown.get(key), f"{place}/{key}")]
    if isinstance(written, list) and isinstance(shown, list) and len(written) == len(shown):
        return [each for at, value in enumerate(written) for each in lost(value, shown[at], f"{place}/{at}")]
    return [] if written == shown else [place]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_delivered_files_say_everything_that_is_written_in_them(language: str) -> None:
    data = (data_directory() / f"demo_{language}.json").read_bytes()
    assert lost(json.loads(data), json.loads(plan_as_json(read_plan(data).plan))) == []


def test_ids_order_and_revision_are_kept() -> None:
    people = [{"id": name, "name": name} for name in ("c", "a", "b")]
    plan = read_plan(encoded(people=people, revision=12)).plan
    assert [person.id for person in plan.people] == ["c", "a", "b"]
    assert plan.revision == 12


def test_absent_keys_take_their_default() -> None:
    assert read_plan(b'{"id": "x"}').plan == AccountPlan(id="x")


def test_an_override_keeps_the_difference_between_absent_and_unknown() -> None:
    deal = row(overrides={"p": {"standing": None}})
    again = json.loads(plan_as_json(read_plan(encoded(opportunities=deal)).plan))
    assert again["opportunities"][0]["overrides"] == {"p": {"standing": None}}


def test_amounts_are_exact_however_they_are_spelled() -> None:
    data = b'{"id": "x", "targets": {"2026": 0.1, "2027": "12000000", "2028": 12000000.10}}'
    written = json.loads(plan_as_json(read_plan(data).plan))["targets"]
    assert written == {"2026": "0.1", "2027": "12000000", "2028": "12000000.10"}


@pytest.mark.parametrize(
    ("written", "kept"), [("-0", "0"), ("-0.00", "0.00"), (f"1.5{'0' * 300}", "1.5"), ("1e14", f"1{'0' * 14}")]
)
def test_an_amount_is_the_same_number_with_the_digits_of_people(written: str, kept: str) -> None:
    assert str(read_plan(encoded(targets={"2026": written})).plan.targets["2026"]) == kept


def test_a_byte_order_mark_is_passed_over() -> None:
    assert read_plan(b"\xef\xbb\xbf" + encoded()).plan.name == "某省公司"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", " The file is empty."),
        (b" \n", " The file is empty."),
        (b"\xff\xfe{", " The file is not UTF-8 text (byte 1); save it as UTF-8."),
        (b'{"id": "x",\n "name" 5}', " The file is not JSON: line 2, column 9."),
        (b'{"id": "x"', " The file is not JSON: line 1, column 11."),
        (b"[]", " The file holds no plan: an object with keys is expected, not [...]."),
        (b"null", " The file holds no plan: an object with keys is expected, not null."),
        (b'{"id": "x", "revision": NaN}', " NaN is not a number that JSON knows; write null for unknown."),
        (b'{"id": "x", "revision": -Infinity}', " -Infinity is not a number that JSON knows; write null for unknown."),
        (b'{"id": "x", "id": "y"}', " the key id appears twice"),
        (encoded(format=2), " The plan has format 2; this kaptui reads formats up to 1. Install a newer kaptui."),
        (b"[" * 100_000, f" The file is nested more than {DEEPEST} levels deep."),
        (b'{"a":' * 40 + b"1" + b"}" * 40, f" The file is nested more than {DEEPEST} levels deep."),
        (b'{"id": "x", "targets": {"2026": 1e999999999}}', " The number 1e999999999 is out of every range."),
        (b'{"id": "x", "revision": 1e%s}' % (b"9" * 20), f" The number 1e{'9' * 20} is out of every range."),
        (b" " * (LARGEST + 1), " The file is larger than 64 MiB."),
    ],
)
def test_a_file_that_is_no_plan_is_told_apart(data: bytes, sentence: str) -> None:
    assert told(data) == [sentence]


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ({"peopel": []}, " there is no key peopel here; perhaps people is meant"),
        ({"people": row(mood="+")}, "people/r1 there is no key mood here"),
        ({"people": row(style="Z")}, 'people/r1/style "Z" is none of I, V, P, C, L'),
        ({"people": row(contact=True)}, "people/r1/contact true cannot stand here"),
        ({"people": row(name=None)}, "people/r1/name a text in quotes is expected, not null"),
        ({"people": row(last_contact="2026-02-30")}, 'people/r1/last_contact there is no such day: "2026-02-30"'),
        (
            {"people": row(last_contact="2.3.26")},
            'people/r1/last_contact "2.3.26" is not a date; a date is written YYYY-MM-DD',
        ),
        ({"people": [{"name": "王"}]}, "people/#1 the key id is missing"),
        ({"people": {}}, "people a list in brackets is expected, not {...}"),
        ({"people": row() + row()}, "people the id r1 appears twice"),
        ({"people": row(notes="x" * 60_000)}, "people/r1/notes a text of 60000 characters is too long; 50000 fit"),
        (
            {"opportunities": row(amount="12 million")},
            'opportunities/r1/amount an amount like "12000000" is expected, not "12 million"',
        ),
        ({"opportunities": row(amount="-1")}, "opportunities/r1/amount an amount cannot be negative"),
        (
            {"opportunities": row(amount=f"100000000000000.{'0' * 30}1")},
            "opportunities/r1/amount an amount has at most 4 decimal places",
        ),
        (
            {"opportunities": row(amount="1e-999999999")},
            "opportunities/r1/amount an amount has at most 4 decimal places",
        ),
        (
            {"opportunities": row(amount="NaN")},
            'opportunities/r1/amount an amount like "12000000" is expected, not "NaN"',
        ),
        ({"opportunities": row(probability=101)}, "opportunities/r1/probability 101 is not between 0 and 100"),
        ({"opportunities": row(probability=True)}, "opportunities/r1/probability true cannot stand here"),
        (
            {"opportunities": row(split={"2026-13": "1"})},
            "opportunities/r1/split/2026-13 a quarter is written as the month it starts, YYYY-MM",
        ),
        (
            {"opportunities": row(assessment={"us": {"z9": {}}})},
            "opportunities/r1/assessment/us there is no question z9; they are o1-o7, c1-c5, w1-w3, v1-v6",
        ),
        (
            {"opportunities": row(assessment={"us": {"o1": {"rating": "yes"}}})},
            'opportunities/r1/assessment/us/o1/rating "yes" is none of +, -, ?',
        ),
        ({"opportunities": row(steps=row() + row())}, "opportunities/r1/steps the id r1 appears twice"),
        (
            {"opportunities": row(overrides={"p": {"roels": []}})},
            "opportunities/r1/overrides/p there is no key roels here; perhaps roles is meant",
        ),
        ({"links": row(strength=4)}, "links/r1/strength 4 is not between 1 and 3"),
        ({"fiscal_year_start": 13}, "fiscal_year_start 13 is not between 1 and 12"),
        ({"revision": -1}, "revision -1 is below 0"),
        ({"currency": "rmb"}, 'currency "rmb" is not a currency; three capital letters are expected, like CNY'),
        ({"unit": "zork"}, 'unit "zork" is not a unit; one like 万, 元, 亿, k or m is expected'),
        ({"profile_facts": {"mood": {}}}, "profile_facts there is no key mood here"),
        (
            {"targets": {"26": "1"}},
            "targets/26 a target stands under a fiscal year, YYYY, or the month its quarter starts, YYYY-MM",
        ),
    ],
)
def test_a_refused_value_is_told_with_its_place(keys: dict[str, Any], sentence: str) -> None:
    assert told(encoded(**keys)) == [sentence]


class _Counted(str):
    """A key that counts how often any of them is compared."""

    compared = 0

    def __eq__(self, other: object) -> bool:
        _Counted.compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def test_a_key_that_stands_there_twice_is_found_among_any_number_without_comparing_all_with_all() -> None:
    keys = [*map(str, range(1000)), "7"]
    found = json_text._object([(_Counted(key), 1) for key in keys])
    assert isinstance(found, json_text._Object)
    assert (len(found), found.twice) == (1000, ("7",))
    assert _Counted.compared < 10 * len(keys)


def test_of_many_complaints_the_first_ten_are_told_and_the_rest_counted() -> None:
    people = [{"id": str(number), "mood": 1} for number in range(25)]
    with pytest.raises(UnreadableFile) as caught:
        read_plan(encoded(people=people))
    assert (len(caught.value.complaints), caught.value.more) == (SHOWN, 15)


def test_what_only_a_terminal_would_obey_is_taken_out_and_counted() -> None:
    found = read_plan(encoded(name="a\x1b[31mb\u202ec", owner="x\ud800y", team=["line\r\nend"]))
    assert (found.plan.name, found.plan.owner, found.plan.team) == ("a[31mbc", "x\ufffdy", ("line end",))
    assert found.removed == 3


def mutated(data: bytes, changes: list[tuple[int, bytes]]) -> bytes:
    for place, piece in changes:
        at = place % len(data)
        data = data[:at] + piece + data[at + len(piece) :]
    return data


@given(st.lists(st.tuples(st.integers(0, 10**6), st.binary(min_size=1, max_size=4)), min_size=1, max_size=4))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(changes: list[tuple[int, bytes]]) -> None:
    data = (data_directory() / "demo_en.json").read_bytes()
    try:
        read_plan(mutated(data, changes))
    except UnreadableFile as error:
        assert error.complaints


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(AccountPlan.model_fields)), json_values)
def test_any_value_at_any_key_is_read_or_refused(key: str, value: Any) -> None:
    try:
        read_plan(json.dumps({"id": "x", key: value}).encode())
    except UnreadableFile as error:
        assert all(each.msgid.format(**each.values) for each in error.complaints)


@given(
    st.sampled_from(["people", "opportunities", "competitors", "needs", "values", "spin", "links", "meetings"]),
    st.data(),
)
def test_any_value_in_any_field_of_a_row_is_read_or_refused(table: str, data: st.DataObject) -> None:
    from kaptui.plan.paths import place_in

    model = place_in(AccountPlan, table).row
    assert model is not None
    field = data.draw(st.sampled_from(sorted(model.model_fields)))
    try:
        read_plan(json.dumps({"id": "x", table: [{"id": "r", field: data.draw(json_values)}]}).encode())
    except UnreadableFile as error:
        assert all(each.msgid.format(**each.values) for each in error.complaints)


@pytest.mark.parametrize(("keys", "place"), [({"\ud800": 1}, ""), ({"people": [{"id": "p", "\ud800": 1}]}, "people/p")])
def test_a_key_that_no_text_can_hold_is_refused_at_its_place(keys: dict[str, Any], place: str) -> None:
    (complaint,) = refused(encoded(**keys))
    assert "/".join(complaint.place) == place
