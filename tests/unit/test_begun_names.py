"""Half-typed names of accounts wait, each for its account, and go with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kaptui.accounts import removed
from kaptui.begun_names import BegunNames
from kaptui.insight.limits import DEFAULT_LIMITS
from kaptui.plan.document import AccountPlan
from kaptui.store.tiny import TinyStore, open_store
from kaptui.surroundings import Surroundings
from tests.store.disk import BY_LI


@pytest.fixture
def store(tmp_path: Path) -> TinyStore:
    opened = open_store(tmp_path / "data")
    opened.create(AccountPlan(id="a", name="A"), BY_LI)
    return opened


def names(store: TinyStore, tmp_path: Path) -> BegunNames:
    """As another run of the program finds them."""
    return BegunNames(tmp_path / "names.json", store.forgotten)


def test_each_waits_for_its_own_account(store: TinyStore, tmp_path: Path) -> None:
    names(store, tmp_path).keep("a", "A and")
    names(store, tmp_path).keep("", "New [/] 新\ud800")
    assert (names(store, tmp_path).of("a"), names(store, tmp_path).of("b")) == ("A and", "")
    assert names(store, tmp_path).of("").startswith("New [/] 新")
    names(store, tmp_path).keep("a", " ")
    assert (names(store, tmp_path).of("a"), bool(names(store, tmp_path))) == ("", True)
    names(store, tmp_path).keep("", "")
    assert not names(store, tmp_path)
    assert not (tmp_path / "names.json").exists()


def test_the_accounts_of_another_data_directory_have_their_own(store: TinyStore, tmp_path: Path) -> None:
    names(store, tmp_path).keep("", "here")
    elsewhere = open_store(tmp_path / "elsewhere")
    assert (names(elsewhere, tmp_path).of(""), bool(names(elsewhere, tmp_path))) == ("", False)
    names(elsewhere, tmp_path).keep("", "there")
    assert (names(store, tmp_path).of(""), names(elsewhere, tmp_path).of("")) == ("here", "there")


def test_the_name_of_an_account_that_was_removed_is_gone(store: TinyStore, tmp_path: Path) -> None:
    names(store, tmp_path).keep("a", "SECRET")
    store.remove("a")
    assert names(store, tmp_path).of("a") == ""
    names(store, tmp_path).forget()
    assert not (tmp_path / "names.json").exists()
    store.create(AccountPlan(id="a", name="A"), BY_LI)
    assert names(store, tmp_path).of("a") == ""
    names(store, tmp_path).keep("a", "another")
    assert names(store, tmp_path).of("a") == "another"
    assert "SECRET" not in (tmp_path / "names.json").read_text()


def test_removing_an_account_takes_its_begun_name_along_at_once(store: TinyStore, tmp_path: Path) -> None:
    around = Surroundings(
        store, "li", lambda: date(2026, 11, 23), DEFAULT_LIMITS, tmp_path, changed=lambda: None, tell=lambda *_: None
    )
    names(store, tmp_path).keep("a", "SECRET")
    names(store, tmp_path).keep("", "another")
    assert removed("a", around)
    assert "SECRET" not in (tmp_path / "names.json").read_text()
    assert names(store, tmp_path).of("") == "another"


@pytest.mark.parametrize("text", ["", "3", "[]", "{", '[3, {"id": 1}, {"place": "", "id": "", "text": ""}]', "\x00"])
def test_a_file_that_somebody_spoiled_says_nothing(store: TinyStore, tmp_path: Path, text: str) -> None:
    (tmp_path / "names.json").write_text(text)
    assert not names(store, tmp_path)
    names(store, tmp_path).keep("a", "A and")
    assert names(store, tmp_path).of("a") == "A and"


def test_without_a_file_nothing_is_kept(store: TinyStore) -> None:
    nowhere = BegunNames(None, store.forgotten)
    nowhere.keep("a", "x")
    assert not nowhere
