"""The assessment by keys beyond its ratings: what is ready, what is old, how it came about."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kaptui.insight.limits import Limits
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import replaced
from kaptui.screens.assessment import AssessmentScreen
from kaptui.screens.assessment_history import AssessmentHistoryScreen
from kaptui.screens.dashboard import DashboardScreen
from kaptui.store.memory import MemoryStore
from kaptui.store.port import Stamp
from tests.ui.app_stage import TODAY, Play, demo_plan, empty_plan, playing
from tests.ui.widget_stage import HOSTILE

US = ("opportunities", "o", "assessment", "us")


def rated(**answers: tuple[str, str | None]) -> AccountPlan:
    """A plan whose deal has these answers of ours: rating and day."""
    ours = {name: {"rating": rating, "date": day} for name, (rating, day) in answers.items()}
    return empty_plan(
        competitors=[{"id": "h", "name": "[/] H"}],
        opportunities=[{"id": "o", "name": "deal [/]", "assessment": {"us": ours}}],
    )


def saved_on(
    store: MemoryStore, plan: AccountPlan, day: int, path: tuple[str, ...], value: object, who: str = "us"
) -> AccountPlan:
    """The plan saved on a day of November with one place changed."""
    changed = replaced(plan, path, value)
    return store.save(changed, Stamp(who, datetime(2026, 11, day, 12, tzinfo=UTC)))


async def opened(play: Play) -> None:
    """The one account of the store on its dashboard."""
    await play.press("enter")
    await play.until(lambda: isinstance(play.app.screen, DashboardScreen))
    await play.pilot.pause()


async def cell(play: Play, question: str) -> str:
    return next(line for line in play.lines() if f" {question} " in line)


async def test_what_should_be_ready_first_stands_on_top() -> None:
    async with playing(demo_plan()) as play:
        await play.press("8")
        await play.shows("ready:  customer, rivals 90%  people, process 94%  needs 100%  value match 100%")
        await play.at(("needs", "n1", "solution"))
        await play.press("backspace", "8")
        await play.until(lambda: "needs 100%" not in play.text())


async def test_the_first_key_rates_the_first_question() -> None:
    async with playing(rated()) as play:
        await play.press("8", "-")
        assert play.value(*US, "o1", "rating") == "-"


async def test_old_answers_are_marked_until_they_are_rated_anew() -> None:
    plan = rated(o1=("+", "2026-10-23"), o2=("-", "2026-10-24"), o3=("?", "2020-01-01"), o4=("+", None))
    async with playing(plan, size=(100, 30)) as play:
        await play.press("8")
        await play.shows("1 old !")
        assert "+!" in await cell(play, "o1")
        assert "!" not in await cell(play, "o2")
        assert "!" not in (await cell(play, "o3") + await cell(play, "o4")).replace("?", "")
        await play.at((*US, "o1", "rating"))
        await play.shows("old: ask again")
        await play.press("-")
        assert play.value(*US, "o1", "date") == TODAY
        assert "old" not in play.text()


async def test_how_old_is_too_old_is_a_limit() -> None:
    async with playing(rated(o1=("+", "2026-11-20")), limits=Limits(answer_days=2)) as play:
        await play.press("8")
        await play.shows("1 old !")


async def test_we_stand_beside_every_rival_however_many_with_the_gap_to_each() -> None:
    rivals = [{"id": f"r{n}", "name": f"Rival {n}"} for n in range(10)]
    ours = {question: {"rating": "+"} for question in ("c1", "c2", "w1", "w2")}
    strong = {question: {"rating": "+"} for question in ("c1", "c2", "c3", "c4", "w1", "w2")}
    deal = {"id": "o", "assessment": {"us": ours, "r8": strong, "r9": {"c1": {"rating": "-"}}}}
    async with playing(empty_plan(competitors=rivals, opportunities=[deal])) as play:
        await play.press("8", "ctrl+end")
        gaps = next(line for line in play.lines() if "Gap" in line)
        assert gaps.split()[-1] == "?"
        await play.press(*["right"] * 11)
        header = next(line for line in play.lines() if "Question" in line).split()
        gaps = next(line for line in play.lines() if line.startswith(">"))
        assert header[1:2] == ["Us"]
        assert gaps.replace("[", " ").split()[-2:] == ["-25", "?"]
        assert "a rival counts from 4 rated on" in play.text()


async def test_h_shows_how_the_assessment_came_about() -> None:
    store = MemoryStore()
    plan = rated(o1=("+", None))
    store.create(plan, Stamp("us", datetime(2026, 11, 1, tzinfo=UTC)))
    plan = saved_on(store, plan, 5, (*US, "o2", "rating"), "+")
    plan = saved_on(store, plan, 6, ("name",), "renamed")
    plan = saved_on(store, plan, 9, (*US, "o1", "rating"), "-")
    plan = saved_on(store, plan, 9, ("opportunities", "o", "assessment", "h", "c1", "rating"), "+", "Li [/]")
    async with playing(store=store) as play:
        await opened(play)
        await play.press("8", "-", "H")
        await play.until(lambda: isinstance(play.app.screen, AssessmentHistoryScreen))
        await play.shows("2026-11-09")
        days = [line.split()[0].lstrip(">") or line.split()[1] for line in play.lines() if "2026-11-" in line]
        assert [day for day in days if day.startswith("2026")] == ["2026-11-09", "2026-11-05", "2026-11-01"]
        changed = [line.strip() for line in play.lines() if " > " in line and "?  " in line]
        assert changed[0].startswith("o1  + > -")
        assert changed[0].endswith("(us)")
        assert changed[1].startswith("c1  ? > +")
        assert changed[1].endswith("[[/] H]  (Li [/])")
        await play.press("down")
        await play.shows("o2  ? > +")
        await play.press("j")
        await play.shows("as the history begins")
        await play.press("escape")
        assert isinstance(play.app.screen, AssessmentScreen)


async def test_what_was_rated_just_now_is_part_of_the_history() -> None:
    store = MemoryStore()
    store.create(rated(o1=("+", None)), Stamp("us", datetime(2026, 11, 1, tzinfo=UTC)))
    async with playing(store=store) as play:
        await opened(play)
        await play.press("8")
        await play.at((*US, "o5", "rating"))
        await play.press("+", "H")
        await play.shows("o5  ? > +")
        assert play.app.history_states()[-1] == (TODAY, play.plan)


async def test_a_history_is_bounded_and_reads_only_what_matters() -> None:
    store = MemoryStore()
    plan = rated(o1=("+", None))
    store.create(plan, Stamp("us", datetime(2026, 1, 1, tzinfo=UTC)))
    for number in range(150):
        changed = replaced(plan, (*US, "o1", "rating"), "-+"[number % 2])
        moment = datetime.fromordinal(date(2026, 1, 2).toordinal() + number).replace(hour=12, tzinfo=UTC)
        plan = store.save(changed, Stamp("us", moment))
        plan = store.save(replaced(plan, ("owner",), f"owner {number}"), Stamp("us", moment))
    async with playing(store=store) as play:
        await opened(play)
        states = play.app.history_states()
        assert len(states) == 61
        assert [day for day, _ in states] == sorted(day for day, _ in states)


async def test_without_a_deal_there_is_no_history() -> None:
    async with playing(empty_plan()) as play:
        await play.press("8", "H")
        await play.shows("No opportunity yet")
        assert isinstance(play.app.screen, AssessmentScreen)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (30, 10)])
async def test_hostile_names_in_the_history(size: tuple[int, int], language: str) -> None:
    rivals = [{"id": f"h{n}", "name": text.replace("\ud83d", "")} for n, text in enumerate(HOSTILE)]
    store = MemoryStore()
    plan = empty_plan(competitors=rivals, opportunities=[{"id": "o", "name": HOSTILE[1]}])
    store.create(plan, Stamp("us", datetime(2026, 11, 1, tzinfo=UTC)))
    for number in range(len(rivals)):
        path = ("opportunities", "o", "assessment", f"h{number}", "c1", "rating")
        plan = store.save(replaced(plan, path, "+"), Stamp("us", datetime(2026, 11, 2, tzinfo=UTC)))
    async with playing(store=store, size=size, language=language) as play:
        await opened(play)
        await play.press("8", "H")
        await play.until(lambda: getattr(play.app.screen, "points", ()))
        assert all(line.isprintable() for line in play.lines())
