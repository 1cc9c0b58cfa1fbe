"""Plans with questions for the tests of SPIN, and what they look at."""

from __future__ import annotations

from typing import Any

from kaptui.plan.document import AccountPlan
from kaptui.plan.spin import SpinThread
from tests.ui.app_stage import Play, empty_plan


def spin_plan(*threads: dict[str, Any]) -> AccountPlan:
    return empty_plan(
        people=[{"id": "zhou", "name": "Zhou [/]", "roles": ["U"], "style": "P"}, {"id": "li", "name": "Li"}],
        opportunities=[{"id": "o", "name": "deal"}, {"id": "o2", "name": "other"}],
        spin=threads,
    )


def one_thread(**values: Any) -> AccountPlan:
    return spin_plan({"id": "t", "problem": "p1\np2", "implication": "i1", "need_payoff": "n1"} | values)


def first(play: Play) -> SpinThread:
    return play.plan.spin[0]


def line_with(play: Play, text: str) -> str:
    return next(line for line in play.lines() if text in line)
