"""What comes in with signs that only a terminal would obey, or no file can hold: cleaned or refused by every store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from kaptui.plan.changes import document_of
from kaptui.plan.document import AccountPlan
from kaptui.store.port import PRESENT_SECONDS, Stamp, Store
from kaptui.store.tiny import open_store
from tests.store.plans import empty_plan
from tests.store.test_contract import BY_LI, KINDS, NOON, opened

USERS = {
    "w\udcff": "w\ufffd",
    "\ud800": "\ufffd",
    "li\x00\x1b[2J": "li[2J",
    "\u202eil": "il",
    "li\nroot": "li root",
    "x" * 5000: "x" * 200,
    "\u200b": "",
    " li ": " li ",
}
"""Names as the system may give them, and as a store keeps them."""
REFERENCES = {"\ud800": "\ufffd", "a\x00b": "ab", "\u202ea": "a", " a\t": "a", "": "", "x" * 2000: "x" * 2000}
WRONG_KEYS = ("", "a/b", "\ud800", "a\x07", "\u200b", "x" * 201, " a")


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    yield opened(request.param, tmp_path / "plans")


def referring(reference: str) -> AccountPlan:
    """A plan in which every field that refers to a row says ``reference``."""
    return AccountPlan.model_validate(
        {
            "id": "p1",
            "people": [{"id": "p", "reports_to": reference, "supports": reference}],
            "links": [{"id": "l", "source": reference, "target": reference}],
            "needs": [{"id": "n", "people": [reference]}],
            "values": [{"id": "v", "need": reference}],
            "spin": [
                {"id": "s", "need": reference, "person": reference, "opportunity": reference, "said_by": reference}
            ],
            "meetings": [{"id": "m", "people": [reference], "opportunity": reference}],
            "acknowledged": [{"id": "k", "rule": "r", "subject": reference, "opportunity": reference}],
            "opportunities": [
                {
                    "id": "o", "needs": [reference], "values": [reference], "people": [reference],
                    "competitors": [reference], "against": reference,
                    "steps": [{"id": "t", "people": [reference]}], "actions": [{"id": "a", "person": reference}],
                }
            ],
        }
    )  # fmt: skip


@pytest.mark.parametrize("reference", REFERENCES, ids=ascii)
def test_a_reference_is_cleaned_like_any_line(store: Store, reference: str) -> None:
    plan = referring(reference)
    assert plan == referring(REFERENCES[reference])
    store.create(plan, BY_LI)
    assert store.save(store.load("p1"), BY_LI).people[0].reports_to == REFERENCES[reference]
    json.dumps(document_of(store.load("p1")), ensure_ascii=False).encode()


def test_a_reference_too_long_to_be_one_is_refused() -> None:
    with pytest.raises(ValidationError, match="at most 2000 fit"):
        referring("x" * 100_000)


@pytest.mark.parametrize("key", WRONG_KEYS, ids=ascii)
@pytest.mark.parametrize("mapping", [{"overrides": {"roles": ["D"]}}, {"assessment": {"o1": {"rating": "+"}}}])
def test_a_key_that_can_be_no_row_is_refused(key: str, mapping: dict[str, Any]) -> None:
    ((name, value),) = mapping.items()
    with pytest.raises(ValidationError, match="an id is 1 to 200 printable characters"):
        AccountPlan.model_validate({"id": "p1", "opportunities": [{"id": "o", name: {key: value}}]})


@pytest.mark.parametrize("user", USERS, ids=ascii)
def test_a_user_of_any_name_saves_and_is_told_of_by_a_name_that_can_be_shown(store: Store, user: str) -> None:
    shown = USERS[user]
    store.create(empty_plan("p1"), Stamp(user, NOON))
    store.save(store.load("p1"), Stamp(user, NOON))
    store.note_export("p1", Stamp(user, NOON), user)
    assert [revision.who for revision in store.history("p1")] == [shown, shown]
    assert store.accounts()[0].changed_by == shown
    assert [(export.who, export.what) for export in store.exports("p1")] == [(shown, shown)]


@pytest.mark.parametrize("user", [user for user, shown in USERS.items() if shown], ids=ascii)
def test_a_user_of_any_name_is_seen_by_others_and_not_by_himself(store: Store, user: str) -> None:
    store.create(empty_plan("p1"), BY_LI)
    store.present("p1", user, NOON)
    assert store.others("p1", "zhao", NOON) == (USERS[user],)
    assert store.others("p1", user, NOON) == ()
    store.absent("p1", user)
    assert store.others("p1", "zhao", NOON) == ()


@pytest.mark.parametrize("time", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59+00:00"])
def test_a_time_at_the_edge_of_the_calendar_is_none_wherever_somebody_wrote_it(tmp_path: Path, time: str) -> None:
    store = open_store(tmp_path)
    store.create(empty_plan("p1"), BY_LI)
    store.note_export("p1", BY_LI, "x")
    for path in filter(Path.is_file, tmp_path.rglob("*")):
        path.write_bytes(path.read_bytes().replace(NOON.isoformat().encode(), time.encode()))
    again = open_store(tmp_path)
    (account,) = again.accounts()
    assert account.changed is None
    assert again.history("p1") == ()
    assert again.exports("p1") == ()
    assert again.save(again.load("p1"), BY_LI).revision == 1
    assert [each.revision for each in again.history("p1")] == [1]


@pytest.mark.parametrize("hours", [-24 * 365, -1, 1, 24 * 365])
def test_what_a_dead_session_left_under_another_clock_is_no_presence(store: Store, hours: int) -> None:
    store.create(empty_plan("p1"), BY_LI)
    store.present("p1", "王", NOON + timedelta(hours=hours))
    for seconds in range(0, 3 * PRESENT_SECONDS, 10):
        assert store.others("p1", "li", NOON + timedelta(seconds=seconds)) == ()


@pytest.mark.parametrize("hours", [-1, 1])
def test_somebody_is_seen_again_at_once_after_the_clock_has_jumped(store: Store, hours: int) -> None:
    store.create(empty_plan("p1"), BY_LI)
    store.present("p1", "王", NOON)
    jumped = NOON + timedelta(hours=hours)
    store.present("p1", "王", jumped)
    assert store.others("p1", "li", jumped) == ("王",)


@pytest.mark.parametrize("hours", [-1, 1])
def test_somebody_on_a_host_with_another_clock_is_seen_by_giving_signs(store: Store, hours: int) -> None:
    store.create(empty_plan("p1"), BY_LI)
    theirs = timedelta(hours=hours)
    store.present("p1", "王", NOON + theirs)
    store.others("p1", "li", NOON)
    store.present("p1", "王", NOON + theirs + timedelta(seconds=31))
    assert store.others("p1", "li", NOON + timedelta(seconds=31)) == ("王",)
    assert store.others("p1", "li", NOON + timedelta(seconds=90)) == ("王",)
    assert store.others("p1", "li", NOON + timedelta(seconds=31 + PRESENT_SECONDS)) == ()


def test_who_leaves_one_of_two_sessions_is_still_there(tmp_path: Path) -> None:
    one, other = opened("files", tmp_path), opened("files", tmp_path)
    one.create(empty_plan("p1"), BY_LI)
    for session in (one, other):
        session.present("p1", "王", NOON)
    one.absent("p1", "王")
    other.present("p1", "王", NOON + timedelta(seconds=1))
    assert other.others("p1", "li", NOON + timedelta(seconds=1)) == ("王",)


@pytest.mark.parametrize("plan_id", ["", "\ud800", "a\x00", "\u200b", " a", "x" * 201, 7, True, None, ["a"]], ids=ascii)
def test_an_account_s_id_is_kept_as_it_is_or_refused(plan_id: object) -> None:
    with pytest.raises(ValidationError):
        AccountPlan.model_validate({"id": plan_id})
