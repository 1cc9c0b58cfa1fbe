"""Which account somebody means: id, name, a unique beginning, pinyin; several are listed and never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaptui.cli.accounts import account_meant
from kaptui.cli.refusal import Refusal
from kaptui.store.port import Account, Damaged, Reason

ACCOUNTS = (
    Account("a1", "某省公司"),
    Account("a2", "某省公司二部"),
    Account("b7c", "Province Telecom (demo)"),
    Account("b7d", "重庆银行"),
    Account("old", "Port Group", archived=True),
    Account("x", "Port Authority"),
    Account("p", "a1"),
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("a1", "a1"),
        ("某省公司", "a1"),
        ("某省公司二", "a2"),
        ("b7c", "b7c"),
        ("B7C", "b7c"),
        ("prov", "b7c"),
        ("province telecom (demo)", "b7c"),
        ("ｐｒｏｖ", "b7c"),
        ("重", "b7d"),
        ("chongqingyinhang", "b7d"),
        ("Chong Qing", "b7d"),
        ("cqyh", "b7d"),
        ("moushenggongsi", "a1"),
        ("msgs", "a1"),
        ("msgse", "a2"),
        ("old", "old"),
        ("Port Group", "old"),
        ("port", "x"),
    ],
)
def test_the_account_that_is_meant(typed: str, meant: str) -> None:
    assert account_meant(ACCOUNTS, typed).id == meant


@pytest.mark.parametrize(
    ("typed", "candidates"), [("b7", "b7c b7d"), ("某", "a1 a2"), ("mou", "a1 a2"), ("a", "a1 a2 p")]
)
def test_several_are_listed(typed: str, candidates: str) -> None:
    with pytest.raises(Refusal) as caught:
        account_meant(ACCOUNTS, typed)
    (sentence,) = caught.value.sentences
    assert caught.value.code == 2
    assert all(f"({each})" in sentence for each in candidates.split())


@pytest.mark.parametrize("typed", ["", " ", "zzz", "ort", "ol", "绿", "\x1b", "-"])
def test_none_is_told(typed: str) -> None:
    with pytest.raises(Refusal) as caught:
        account_meant(ACCOUNTS, typed)
    assert caught.value.code == 66


def test_two_accounts_of_one_name_are_told_apart_by_id_only() -> None:
    twins = (Account("1", "Bank"), Account("2", "Bank"))
    with pytest.raises(Refusal) as caught:
        account_meant(twins, "Bank")
    assert caught.value.code == 2
    assert account_meant(twins, "2").id == "2"


def test_of_many_candidates_twelve_are_named() -> None:
    with pytest.raises(Refusal) as caught:
        account_meant([Account(f"id{n}", f"Bank {n}") for n in range(40)], "bank")
    (sentence,) = caught.value.sentences
    assert "40 accounts" in sentence
    assert sentence.count("(id") == 12


@given(st.lists(st.tuples(st.text(min_size=1, max_size=4), st.text(max_size=4)), max_size=5, unique_by=lambda x: x[0]))
def test_every_account_answers_to_its_id(pairs: list[tuple[str, str]]) -> None:
    accounts = [Account(account_id, name) for account_id, name in pairs]
    for account in accounts:
        if account.id.strip():
            assert account_meant(accounts, account.id).id == account.id


def test_where_files_are_damaged_an_unknown_name_may_be_one_of_theirs() -> None:
    with pytest.raises(Refusal) as caught:
        account_meant((*ACCOUNTS, Account("q", "", problem=Damaged(Path("q.json"), Reason.NOT_JSON))), "somebody else")
    (sentence,) = caught.value.sentences
    assert caught.value.code == 66
    assert "doctor" in sentence and "recover" in sentence
