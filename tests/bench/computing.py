"""How much processor time the plan test takes, from nothing and after an edit, and the totals beside it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from statistics import median
from time import process_time
from typing import Any

from kaptui.insight.revenue import forecast
from kaptui.insight.summary import Summary
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import Path, replaced
from kaptui.terminal import COLLECT_AFTER
from tests.bench.plans import SHAPES, SIGNS, TODAY, large_plan

PLAN_TEST_MS, TOTALS_MS = 16.0, 2.0
"""The budgets for 500 people and 50 open deals."""
EDITS: Mapping[str, tuple[Path, tuple[Any, ...]]] = {
    "a deal": (("opportunities", "d3", "probability"), tuple(range(40, 60))),
    "a person": (("people", "p7", "relationship"), SIGNS),
}
"""What is edited after the first plan test, and the values it takes in turn."""


@dataclass(frozen=True, slots=True)
class Computed:
    """One shape of plan: its findings, and medians in milliseconds of processor time. ``after`` are edits by name."""

    shape: str
    findings: int
    totals: float
    from_nothing: float
    after: Mapping[str, float]


def measured(runs: int, **size: int) -> Iterator[Computed]:
    """Every shape of plan, each measured ``runs`` times; ``size`` overrides that of the plans."""
    for shape, options in SHAPES.items():
        if options.get("overrides", 0) <= size.get("people", 500):
            yield _computed(shape, large_plan(**{**options, **size}), runs)


def _computed(shape: str, plan: AccountPlan, runs: int) -> Computed:
    gc.set_threshold(COLLECT_AFTER)  # as in the program
    summary = Summary(plan, TODAY)
    found = len(summary.findings())
    totals = _median(lambda: forecast(plan, 2026), runs)
    from_nothing = _median(lambda: Summary(plan, TODAY).findings(), runs)
    return Computed(shape, found, totals, from_nothing, {name: _after(summary, name, runs) for name in EDITS})


def _after(summary: Summary, edit: str, runs: int) -> float:
    """The plan test after each of ``runs`` edits of one field, each building upon the one before."""
    path, values = EDITS[edit]
    times = []
    for run in range(runs):
        plan = replaced(summary.plan, path, values[run % len(values)])
        gc.collect()
        began = process_time()
        summary = Summary(plan, TODAY, before=summary)
        summary.findings()
        times.append(process_time() - began)
    return 1000 * median(times)


def _median(work: Callable[[], object], runs: int) -> float:
    times = []
    for _ in range(runs):
        gc.collect()
        began = process_time()
        work()
        times.append(process_time() - began)
    return 1000 * median(times)
