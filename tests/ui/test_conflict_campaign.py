"""Pairs of edits of one field by two people: each is shown as a conflict, decided by a key, and both texts are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaptui.editing import merge
from kaptui.editing.edits import SetField
from kaptui.editing.merge import Merged
from kaptui.plan.document import AccountPlan
from kaptui.store.port import Stamp
from kaptui.store.tiny import open_store
from tests.conftest import Campaign
from tests.ui.app_stage import Play, empty_plan, playing
from tests.ui.test_two_people import LI

PEOPLE = [{"id": key, "name": f"person {key}"} for key in "abcde"]
FIELDS = ("name", "title", "department", "phone", "email")


def text_in_every_revision(directory: Path, path: tuple[str, str, str]) -> list[str]:
    """The texts a field ever held."""
    store = open_store(directory)
    plans = [store.at("plan", save.revision) for save in store.history("plan")]
    return [str(getattr(person, path[2])) for plan in plans for person in plan.people if person.id == path[1]]


async def collide(
    play: Play, directory: Path, path: tuple[str, str, str], texts: tuple[str, str], is_seen: bool
) -> None:
    """Somebody else saves a field while I have its editor open; it comes in before mine is committed, or when it is
    saved."""
    mine, theirs = texts
    colleague = open_store(directory)
    await play.at(path)
    await play.press("enter", "ctrl+u")
    await play.type(mine)
    colleague.save(SetField(path, theirs).apply(colleague.load("plan")), Stamp(LI.who, LI.when))
    if is_seen:
        play.app.look_around()
    await play.press("enter")


async def test_every_pair_of_edits_of_one_field_is_shown_as_a_conflict(tmp_path: Path, campaign: Campaign) -> None:
    store, rounds = open_store(tmp_path), campaign.rounds(5, 100)
    async with playing(empty_plan(people=PEOPLE), store=store) as play:
        await play.press("2")
        for number in range(rounds):
            path = ("people", campaign.random.choice("abcde"), campaign.random.choice(FIELDS))
            mine, theirs = f"mine {number}", f"theirs {number}"
            await collide(play, tmp_path, path, (mine, theirs), campaign.random.random() < 0.5)
            await play.shows("1 conflict")
            await play.press("C")
            await play.shows(theirs)
            await play.shows(mine)
            key = campaign.random.choice("mt")
            await play.press(key)
            await play.until(lambda: play.app.session.is_saved and not play.app.session.conflicts)
            assert play.value(*path) == (mine if key == "m" else theirs)
            await play.shows("Key people")
            kept = text_in_every_revision(tmp_path, path)
            assert {mine, theirs} <= set(kept)
            assert kept[-1] == play.value(*path)


def written_over(base: AccountPlan, ours: AccountPlan, theirs: AccountPlan) -> Merged:
    """What no merge does: whoever saves last is right."""
    return Merged(ours.model_copy(update={"revision": theirs.revision}), ())


async def test_where_the_last_writer_wins_nobody_is_asked(
    tmp_path: Path, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge, "merge_onto", written_over)
    store, rounds = open_store(tmp_path), campaign.rounds(2, 10)
    async with playing(empty_plan(people=PEOPLE), store=store) as play:
        await play.press("2")
        for number in range(rounds):
            path = ("people", campaign.random.choice("abcde"), campaign.random.choice(FIELDS))
            await collide(play, tmp_path, path, (f"mine {number}", f"theirs {number}"), is_seen=False)
            await play.until(lambda: play.app.session.is_saved)
            assert play.app.session.conflicts == ()
            assert play.value(*path) == f"mine {number}"
