"""Somebody is removed for good: what other sessions have about that person goes, and nothing else of theirs."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kaptui.desk import Desk
from kaptui.drafts import Drafts
from kaptui.editing.conflicts import Choice
from kaptui.editing.edits import SetField
from kaptui.editing.scratch import Kept, Scratch
from kaptui.editing.session import Session
from kaptui.insight.limits import DEFAULT_LIMITS
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import Path as Place
from kaptui.plan.references import without_people
from kaptui.store.memory import MemoryStore
from kaptui.store.port import Stamp
from kaptui.surroundings import Surroundings

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def plan() -> AccountPlan:
    """``w`` is the boss of ``v`` and the head of ``x``, who reports to nobody else."""
    return AccountPlan.model_validate(
        {
            "id": "plan",
            "people": [
                {"id": "t", "name": "Top"},
                {"id": "w", "name": "Wang", "reports_to": "t", "notes": "SECRET"},
                {"id": "x", "name": "Xu", "reports_to": "w"},
                {"id": "v", "name": "Vera", "reports_to": "x"},
            ],
            "links": [{"id": "l", "source": "v", "target": "w", "note": "SECRET"}, {"id": "k", "source": "v"}],
            "opportunities": [{"id": "o", "overrides": {"w": {"roles": ["D"]}}, "people": ["w", "v"]}],
            "meetings": [{"id": "m", "people": ["w"]}],
        }
    )


@dataclass
class Office:
    """One store, and everybody with a state directory of their own."""

    directory: Path
    store: MemoryStore = field(default_factory=MemoryStore)
    said: list[str] = field(default_factory=list)

    def around(self, who: str) -> Surroundings:
        return Surroundings(
            self.store, who, lambda: date(2026, 11, 23), DEFAULT_LIMITS, self.directory / who,
            changed=lambda: None, tell=lambda text, _severity: self.said.append(text),
        )  # fmt: skip

    def desk(self, who: str) -> Desk:
        return Desk(self.store.load("plan"), self.around(who))

    def forgets(self, *people: str) -> None:
        """Li removes them for good."""
        for person in people:
            self.store.forget("plan", person, Stamp("li", NOW))

    def kept(self, who: str) -> str:
        """What waits in the drafts of somebody."""
        return "".join(file.read_text() for file in sorted((self.directory / who / "drafts").glob("*")))


def opened(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.store.create(plan(), Stamp("li", NOW))
    return office


def test_a_plan_without_people_says_nothing_about_them_and_reports_move_up() -> None:
    clear = without_people(plan(), {"w", "x"})
    assert [(person.id, person.reports_to) for person in clear.people] == [("t", None), ("v", "t")]
    assert [link.id for link in clear.links] == ["k"]
    assert (clear.opportunities[0].overrides, clear.opportunities[0].people) == ({}, ("v",))
    assert clear.meetings[0].people == ()
    assert without_people(clear, {"w"}) == clear


async def test_a_session_that_was_at_the_person_goes_on_without_and_keeps_the_rest(tmp_path: Path) -> None:
    office = opened(tmp_path)
    desk = office.desk("wang")
    session = desk.session
    session.apply(SetField(("people", "w", "notes"), "SECRET too"))
    session.apply(SetField(("people", "v", "title"), "CTO"))
    session.keep_draft(("people", "w", "last_contact"), "yesterday", "?")
    session.keep_draft(("people", "v", "last_contact"), "tomorrow", "?")
    session.what_if = Kept(plan(), plan())
    office.forgets("w")
    desk.look_around()
    assert session.conflicts == ()
    assert set(session.drafts) == {("people", "v", "last_contact")}
    assert "SECRET" not in repr(vars(session)) + office.kept("wang")
    desk.close()
    stored = office.store.load("plan")
    assert [(person.id, person.title) for person in stored.people] == [("t", ""), ("x", ""), ("v", "CTO")]
    assert any("for good" in text for text in office.said)
    assert session.undo() is not None
    assert session.undo() is None
    assert "w" not in {person.id for person in session.plan.people}


async def test_a_session_that_has_not_heard_yet_keeps_nothing_of_the_person(tmp_path: Path) -> None:
    office = opened(tmp_path)
    desk = office.desk("wang")
    office.forgets("w")
    desk.session.keep_draft(("people", "w", "last_contact"), "SECRET day", "?")
    desk.session.keep_draft(("people", "v", "last_contact"), "tomorrow", "?")
    desk.session.what_if = Kept(plan(), SetField(("people", "v", "title"), "CTO").apply(plan()))
    desk.close()
    assert "tomorrow" in office.kept("wang") and "CTO" in office.kept("wang")
    assert "SECRET" not in office.kept("wang")


def test_a_what_if_with_the_person_goes_on_without(tmp_path: Path) -> None:
    office = opened(tmp_path)
    scratch = Scratch(plan())
    scratch.session.apply(SetField(("people", "w", "notes"), "SECRET too"))
    scratch.session.apply(SetField(("people", "v", "title"), "CTO"))
    office.forgets("w")
    scratch.follow(office.store.load("plan"))
    scratch.forget_as(office.store.forgotten("plan").without)
    assert "SECRET" not in repr(vars(scratch.session))
    assert scratch.edit().apply(office.store.load("plan")).people[-1].title == "CTO"


async def test_a_conflict_about_the_person_is_gone_and_another_stays(tmp_path: Path) -> None:
    office = opened(tmp_path)
    mine = office.desk("wang")
    theirs = office.store.load("plan")
    for path in (("people", "w", "notes"), ("people", "v", "notes")):
        mine.session.apply(SetField(path, "SECRET mine"))
        theirs = SetField(path, "SECRET theirs").apply(theirs)
    office.store.save(theirs, Stamp("li", NOW))
    mine.look_around()
    assert len(mine.session.conflicts) == 2
    office.forgets("w")
    mine.look_around()
    (conflict,) = list(mine.session.conflicts)
    assert conflict.path == ("people", "v", "notes")
    mine.session.decide(conflict, Choice.BOTH)
    mine.close()


async def test_who_removes_meets_a_colleague_who_has_just_changed_the_person(tmp_path: Path) -> None:
    office = opened(tmp_path)
    mine, theirs = office.desk("li"), office.desk("wang")
    theirs.session.apply(SetField(("people", "w", "notes"), "SECRET again"))
    mine.forget("w")
    mine.close()
    theirs.close()
    assert "w" not in {person.id for person in office.store.load("plan").people}
    told = "".join(repr(office.store.at("plan", each.revision)) for each in office.store.history("plan"))
    assert "SECRET" not in told + repr(office.store.history("plan"))


async def test_drafts_of_others_lose_the_person_before_any_is_read(tmp_path: Path) -> None:
    office = opened(tmp_path)
    away = Session(office.store.load("plan"))
    away.apply(SetField(("people", "w", "notes"), "SECRET draft"))
    away.apply(SetField(("owner",), "Wang"))
    away.keep_draft(("people", "w", "last_contact"), "SECRET day", "?")
    away.what_if = Kept(plan(), SetField(("people", "v", "title"), "CTO").apply(plan()))
    Drafts(tmp_path / "wang", office.store.forgotten).keep(away, with_plan=True)
    office.store.create(AccountPlan(id="other"), Stamp("li", NOW))
    office.forgets("w")
    Desk(office.store.load("other"), office.around("wang"))
    assert "SECRET" not in office.kept("wang")
    assert json.loads(office.kept("wang"))["unsaved"]["owner"] == "Wang"
    back = office.desk("wang")
    assert back.session.plan.owner == "Wang"
    assert [person.id for person in back.session.plan.people] == ["t", "x", "v"]
    assert back.session.what_if is not None and "SECRET" not in repr(back.session.what_if)
    assert back.session.what_if.wanted.people[-1].title == "CTO"
    back.close()
    assert office.store.load("plan").owner == "Wang"


@pytest.mark.parametrize("place", [("people", "w", "last_contact"), ("acknowledged", "no-mentor", "w", "reason")])
async def test_what_was_being_typed_about_the_person_is_not_kept_by_who_leaves(tmp_path: Path, place: Place) -> None:
    office = opened(tmp_path)
    here = office.desk("wang")
    office.forgets("w")
    here.look_around()
    here.session.keep_draft(place, "SECRET half", "")  # as an editor does that is still open
    here.close()
    assert "SECRET" not in office.kept("wang")


async def test_a_text_begun_about_a_link_of_the_person_goes_too(tmp_path: Path) -> None:
    office = opened(tmp_path)
    here, away = office.desk("wang"), Session(office.store.load("plan"))
    for session in (here.session, away):
        session.keep_draft(("links", "l", "note"), "SECRET half", "")
        session.keep_draft(("links", "k", "note"), "of nobody who is gone", "")
    Drafts(tmp_path / "zhao", office.store.forgotten).keep(away)
    office.store.create(AccountPlan(id="other"), Stamp("li", NOW))
    office.forgets("w")
    here.session.receive(office.store.load("plan"))  # the save arrives before it is known why
    here.look_around()
    Desk(office.store.load("other"), office.around("zhao"))
    for who in ("wang", "zhao"):
        assert "SECRET" not in office.kept(who)
        assert "of nobody who is gone" in office.kept(who)
    assert list(here.session.drafts) == list(office.desk("zhao").session.drafts) == [("links", "k", "note")]
    here.close()


async def test_drafts_of_an_account_removed_for_good_go_and_those_of_its_heir_stay(tmp_path: Path) -> None:
    office = opened(tmp_path)
    office.store.create(AccountPlan(id="other"), Stamp("li", NOW))
    away = office.desk("wang")
    away.session.apply(SetField(("owner",), "SECRET"))
    away.session.keep_draft(("name",), "SECRET", "?")
    office.store.remove("plan")
    away.close()
    assert "SECRET" in office.kept("wang")
    Desk(office.store.load("other"), office.around("wang"))
    assert office.kept("wang") == ""
    office.store.create(plan(), Stamp("li", NOW))
    heir = office.desk("wang")
    heir.session.keep_draft(("name",), "heir", "?")
    heir.close()
    Desk(office.store.load("other"), office.around("wang"))
    assert "heir" in office.kept("wang")


async def test_a_draft_of_an_older_program_brings_nobody_back_either(tmp_path: Path) -> None:
    office = opened(tmp_path)
    away = Session(office.store.load("plan"))
    away.apply(SetField(("people", "w", "notes"), "SECRET draft"))
    away.apply(SetField(("owner",), "Wang"))
    file = Drafts(tmp_path / "wang").keep(away, with_plan=True)
    assert file is not None
    document = json.loads(file.read_text())
    del document["id"]
    file.write_text(json.dumps(document))
    office.forgets("w")
    back = office.desk("wang")
    back.close()
    assert office.kept("wang") == ""
    assert (office.store.load("plan").owner, back.session.conflicts) == ("Wang", ())
    assert "SECRET" not in repr(office.store.load("plan"))


def test_drafts_that_cannot_be_read_stay_and_stop_nobody(tmp_path: Path) -> None:
    office = opened(tmp_path)
    (tmp_path / "wang" / "drafts").mkdir(parents=True)
    garbage = ("", "[]", '{"id": 7}', '{"id": "plan"}', '{"id": "plan", "drafts": 3, "conflicts": [[]], "unsaved": {}}')
    for number, text in enumerate(garbage):
        (tmp_path / "wang" / "drafts" / f"{number}.json").write_text(text)
    office.forgets("w")
    office.around("wang").drafts.forget()
    assert office.kept("wang") == "".join(garbage)
