"""Two people at two real terminals in one account: each sees who else is here, what they do, and where they collide."""

from __future__ import annotations

from pathlib import Path

from kaptui.store.tiny import open_store
from tests.tty.altered import altered
from tests.tty.harness import Terminal

DEAL = "Smart service"


def opened(tmp_path: Path, who: str) -> Terminal:
    return altered(tmp_path, "who", who, "demo", size=(100, 30))


def at_probability(terminal: Terminal) -> None:
    """The cursor on the first deal's probability."""
    terminal.press("9")
    terminal.wait_for("> " + DEAL)
    terminal.press("right", "right")


def probabilities(tmp_path: Path) -> list[int | None]:
    """The first deal's probability in every revision that is kept."""
    store = open_store(tmp_path / "data")
    kept = [store.at("demo-en", save.revision) for save in store.history("demo-en")]
    return [plan.opportunities[0].probability for plan in kept]


def test_two_people_see_each_other_s_work_and_decide_what_collides(tmp_path: Path) -> None:
    with opened(tmp_path, "li [/]") as li, opened(tmp_path, "wang") as wang:
        for terminal, other in ((li, "+1 wang"), (wang, "+1 li [/]")):
            terminal.wait_for("Dashboard")
            terminal.wait_for(other)
            at_probability(terminal)
        li.send("\r75\r")
        for terminal in (li, wang):
            terminal.wait_for("75%")
        wang.wait_for("A colleague's changes came in")
        wang.press("left", "right")
        wang.wait_for("changed by li [/] at")

        wang.send("\r45")
        wang.wait_for("45")
        li.send("\r80\r")
        li.wait_for("80%")
        wang.wait_for("colleague's changes came in")
        cursor = wang.cursor()
        wang.send("\r")
        wang.wait_for("1 conflict")
        li.wait_for("45%")
        assert cursor[1] > 2
        wang.send("C")
        wang.wait_for("A colleague's (li [/]")
        wang.send("t")
        wang.wait_for("80%")
        li.wait_for("80%")
        wang.press("q")
        assert wang.exit_code() == 0
        li.wait_until(lambda: "+1 wang" not in li.text(), "wang's absence")
        li.press("q")
        assert li.exit_code() == 0
    assert probabilities(tmp_path)[-4:] == [75, 80, 45, 80]
