"""The list of accounts is quick because it remembers, and right because it never believes what it remembers."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

import pytest

from kaptui.plan.document import AccountPlan
from kaptui.store.errors import Damaged, NotPermitted
from kaptui.store.port import SINCE, TEXT, UNTIL, Account
from kaptui.store.tiny import TinyStore, open_store
from tests.store.disk import BY_LI, file_of
from tests.store.plans import empty_plan


class Summaries:
    """Counts which plans were summarised."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def __call__(self, plan: AccountPlan) -> Mapping[str, object]:
        self.made.append(plan.id)
        return {"owner's name": plan.owner, "length": len(plan.name)}


def index_of(directory: Path) -> Path:
    return directory / ".kaptui" / f"index-{os.geteuid()}"


def filled(directory: Path, count: int = 5) -> TinyStore:
    store = open_store(directory)
    for number in range(count):
        store.create(empty_plan(f"p{number}", name=f"客户 {number}", owner="Li"), BY_LI)
    return store


def listed(directory: Path, key: str = "") -> tuple[tuple[Account, ...], list[str]]:
    """What a new process lists, and which plans it had to summarise."""
    summaries = Summaries()
    store = open_store(directory, summarise=summaries, summary_key=key)
    caught_up(store)
    return store.accounts(), sorted(summaries.made)


def caught_up(store: TinyStore, first: Collection[str] = ()) -> list[int]:
    """How many accounts were still to be read at each step."""
    return list(store.catching_up(first))


def test_a_new_process_reads_no_plan_that_is_as_it_was(tmp_path: Path) -> None:
    filled(tmp_path)
    first, made_first = listed(tmp_path)
    second, made_second = listed(tmp_path)
    assert first == second
    assert (len(made_first), made_second) == (5, [])
    assert second[2].summary == {"owner's name": "Li", "length": 4}
    assert Path(second[2].path).is_file()


def test_what_changed_is_read_again_and_nothing_else(tmp_path: Path) -> None:
    store = filled(tmp_path)
    listed(tmp_path)
    store.save(store.load("p3").model_copy(update={"owner": "Wang"}), BY_LI)
    store.create(empty_plan("new"), BY_LI)
    store.remove("p1")
    accounts, made = listed(tmp_path)
    assert made == ["new", "p3"]
    owners = {account.id: account.owner for account in accounts}
    assert owners == {"p0": "Li", "p2": "Li", "p3": "Wang", "p4": "Li", "new": ""}


def test_the_same_process_sees_what_others_save(tmp_path: Path) -> None:
    store = filled(tmp_path)
    before = store.accounts()
    assert store.accounts() is before
    other = open_store(tmp_path)
    other.save(other.load("p3").model_copy(update={"owner": "Wang"}), BY_LI)
    assert [account.owner for account in store.accounts()] == ["Li", "Li", "Li", "Wang", "Li"]


def test_another_key_summarises_anew(tmp_path: Path) -> None:
    filled(tmp_path)
    listed(tmp_path, "2026-11-23")
    assert listed(tmp_path, "2026-11-23")[1] == []
    assert len(listed(tmp_path, "2026-11-24")[1]) == 5


def test_a_file_changed_in_place_by_another_program_is_read_again(tmp_path: Path) -> None:
    store = filled(tmp_path)
    listed(tmp_path)
    path = file_of(store, "p2")
    before = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("客户 2", "顾客 2"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    accounts, made = listed(tmp_path)
    assert made == ["p2"]
    assert [account.name for account in accounts if account.id == "p2"] == ["顾客 2"]


def test_a_file_that_breaks_is_told_at_once_and_once_it_is_mended_too(tmp_path: Path) -> None:
    store = filled(tmp_path)
    store.accounts()
    healthy = file_of(store, "p2").read_bytes()
    for content, is_damaged in ((b"broken", True), (healthy, False), (b"", True)):
        file_of(store, "p2").write_bytes(content)
        for accounts in (store.accounts(), listed(tmp_path)[0]):
            assert [account.id for account in accounts if isinstance(account.problem, Damaged)] == [
                account.id for account in accounts if is_damaged and account.path == str(file_of(store, "p2"))
            ]
            assert len(accounts) == 5


BROKEN = (
    b"", b"broken", b"[]", b'{"version": 1, "key": "", "accounts": []}', b'{"version": 2, "key": "", "accounts": 7}',
    b'{"version": 2, "key": "", "count": 5, "columns": [["file", 9]], "texts": 0}\n["a", 7]\n',
    b'{"version": 2, "key": "", "count": 5, "columns": [], "texts": 0}\n',
    b'{"version": 2, "key": "", "count": 5, "columns": [["file", 90]], "texts": 0}\n["a"]\n',
)  # fmt: skip


@pytest.mark.parametrize("content", BROKEN)
def test_a_broken_index_is_no_index(tmp_path: Path, content: bytes) -> None:
    filled(tmp_path)
    listed(tmp_path)
    index_of(tmp_path).write_bytes(content)
    accounts, made = listed(tmp_path)
    assert (len(accounts), len(made)) == (5, 5)
    assert listed(tmp_path)[1] == []


def test_an_index_planted_as_a_link_is_not_followed(tmp_path: Path) -> None:
    filled(tmp_path / "plans")
    listed(tmp_path / "plans")
    victim = tmp_path / "victim"
    index_of(tmp_path / "plans").rename(victim)
    index_of(tmp_path / "plans").symlink_to(victim)
    before = victim.read_bytes()
    assert len(listed(tmp_path / "plans")[1]) == 5
    assert victim.read_bytes() == before


def test_a_removed_account_is_gone_from_the_index(tmp_path: Path) -> None:
    filled(tmp_path)
    listed(tmp_path)
    assert "客户 2" in index_of(tmp_path).read_text(encoding="utf-8")
    open_store(tmp_path).remove("p2")
    assert "客户 2" not in index_of(tmp_path).read_text(encoding="utf-8")


def test_an_account_removed_by_a_colleague_is_gone_from_our_index_at_the_next_look(tmp_path: Path) -> None:
    store = filled(tmp_path)
    store.accounts()
    file_of(store, "p2").unlink()
    open_store(tmp_path).accounts()
    assert "客户 2" not in index_of(tmp_path).read_text(encoding="utf-8")
    assert [account.id for account in open_store(tmp_path).accounts()] == ["p0", "p1", "p3", "p4"]


def test_an_account_we_may_not_read_is_listed_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = filled(tmp_path)
    forbidden = str(file_of(store, "p2"))
    real = os.open

    def opened(path: str, flags: int, *rest: int) -> int:
        if path == forbidden:
            raise PermissionError(13, "not yours")
        return real(path, flags, *rest)

    monkeypatch.setattr(os, "open", opened)
    (account,) = [account for account in store.accounts() if account.problem is not None]
    assert isinstance(account.problem, NotPermitted)
    assert account.path == forbidden
    monkeypatch.undo()
    assert all(account.problem is None for account in store.accounts())


def test_only_plans_are_listed(tmp_path: Path) -> None:
    filled(tmp_path, 1)
    (tmp_path / ".hidden.json").write_text("{}")
    (tmp_path / "notes.txt").write_text("")
    assert len(open_store(tmp_path).accounts()) == 1


class Figures:
    """Summaries that hold on some days, with a long text; counts which were made."""

    def __init__(self, since: str = "2026-11-23", until: str = "2026-11-25") -> None:
        self.made: list[str] = []
        self.days = (since, until)

    def __call__(self, plan: AccountPlan) -> Mapping[str, object]:
        self.made.append(plan.id)
        return {SINCE: self.days[0], UNTIL: self.days[1], "people": len(plan.people), TEXT: f"文 {plan.name}" * 50}


def figured(directory: Path, today: str, *, key: str = "") -> tuple[TinyStore, Figures]:
    figures = Figures(today, str(date.fromordinal(date.fromisoformat(today).toordinal() + 2)))
    return open_store(directory, summarise=figures, summary_key=key, today=lambda: date.fromisoformat(today)), figures


def test_a_listing_reads_no_file_and_catching_up_reads_them_one_a_step(tmp_path: Path) -> None:
    filled(tmp_path)
    store, figures = figured(tmp_path, "2026-11-23")
    assert (len(store.listing()), figures.made) == (0, [])
    assert [left for left in caught_up(store) if left] == [5, 4, 3, 2, 1]
    assert list(store.listing().column("name")) == [f"客户 {number}" for number in range(5)]
    again, figures = figured(tmp_path, "2026-11-23")
    assert list(again.listing().column("people")) == [0] * 5
    assert again.listing().text(3) == "文 客户 3" * 50
    assert again.listing().account(3) == store.listing().account(3)
    caught_up(again)
    assert figures.made == []


def test_summaries_hold_until_their_day_and_are_then_made_anew(tmp_path: Path) -> None:
    filled(tmp_path)
    caught_up(figured(tmp_path, "2026-11-23")[0])
    for day, made in (("2026-11-24", 0), ("2026-11-25", 5), ("2026-11-22", 5)):
        store, figures = figured(tmp_path, day)
        before = list(store.listing().column(SINCE))
        caught_up(store)
        assert (len(before), len(figures.made)) == (5, made)
        assert set(store.listing().column(SINCE)) == ({day} if made else set(before))


def test_those_in_sight_are_brought_up_to_date_first(tmp_path: Path) -> None:
    filled(tmp_path)
    caught_up(figured(tmp_path, "2026-11-23")[0])
    store, figures = figured(tmp_path, "2026-12-24")
    steps = store.catching_up(["p3"])
    while not figures.made:
        next(steps)
    assert figures.made == ["p3"]
    assert list(store.listing().column(SINCE)).count("2026-12-24") == 1


def test_with_another_key_names_are_known_and_figures_are_not(tmp_path: Path) -> None:
    filled(tmp_path)
    caught_up(figured(tmp_path, "2026-11-23")[0])
    store, figures = figured(tmp_path, "2026-11-23", key="new program")
    listing = store.listing()
    assert [listing.account(place).name for place in range(5)] == [f"客户 {number}" for number in range(5)]
    assert [listing.account(place).summary for place in range(5)] == [None] * 5
    assert (set(listing.column("people")), listing.text(0)) == ({None}, "")
    caught_up(store)
    assert len(figures.made) == 5


def test_a_listing_stays_as_it_was_whatever_happens_later(tmp_path: Path) -> None:
    filled(tmp_path)
    store, _ = figured(tmp_path, "2026-11-23")
    caught_up(store)
    before = store.listing()
    store.remove("p0")
    store.save(store.load("p3").model_copy(update={"name": "A"}), BY_LI)
    caught_up(store)
    assert [before.account(place).name for place in range(5)] == [f"客户 {number}" for number in range(5)]
    assert before.text(4) == "文 客户 4" * 50
    assert list(store.listing().column("name")) == ["A", "客户 1", "客户 2", "客户 4"]


def test_what_this_process_saves_is_listed_without_looking_at_other_files(tmp_path: Path) -> None:
    store = filled(tmp_path)
    store.accounts()
    other = open_store(tmp_path)
    other.save(other.load("p1").model_copy(update={"name": "B"}), BY_LI)
    store.save(store.load("p3").model_copy(update={"name": "A"}), BY_LI)
    assert list(store.listing().column("name")) == ["A", "客户 0", "客户 1", "客户 2", "客户 4"]
    caught_up(store)
    assert list(store.listing().column("name")) == ["A", "B", "客户 0", "客户 2", "客户 4"]


def test_an_account_that_breaks_is_told_with_its_problem_in_its_column(tmp_path: Path) -> None:
    store = filled(tmp_path)
    store.accounts()
    file_of(store, "p2").write_bytes(b"broken")
    caught_up(store)
    problems = store.listing().column("problem")
    assert [type(problem) for problem in problems if problem is not None] == [Damaged]
    assert len(problems) == 5


def test_of_two_runs_the_newer_one_goes_on(tmp_path: Path) -> None:
    filled(tmp_path)
    store, figures = figured(tmp_path, "2026-11-23")
    old = store.catching_up()
    next(old)
    caught_up(store)
    assert (list(old), len(figures.made)) == ([], 5)


def test_a_column_that_is_torn_is_told_as_unknown_and_mended(tmp_path: Path) -> None:
    filled(tmp_path)
    caught_up(figured(tmp_path, "2026-11-23")[0])
    content = index_of(tmp_path).read_bytes()
    index_of(tmp_path).write_bytes(content.replace(b'["2026-11-25"', b'["2026-11-25]', 1))
    store, figures = figured(tmp_path, "2026-11-23")
    assert list(store.listing().column(UNTIL)) == [None] * 5
    assert len(store.accounts()) == 5
    caught_up(store)
    assert len(figures.made) == 5
    assert list(store.listing().column(UNTIL)) == ["2026-11-25"] * 5


def test_an_index_that_cannot_be_written_is_no_loss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path)
    monkeypatch.setattr("kaptui.store.index_writing.os.rename", _refused)
    store, figures = figured(tmp_path, "2026-11-23")
    caught_up(store)
    assert len(store.accounts()) == len(figures.made) == 5
    assert not index_of(tmp_path).exists()
    assert [path.name for path in index_of(tmp_path).parent.glob("index-*")] == []


def _refused(*_: object) -> None:
    raise PermissionError(13, "not yours")
