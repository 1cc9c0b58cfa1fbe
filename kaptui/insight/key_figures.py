"""What is kept of each account so that lists need not open it: its headline, and the exact quotients for programs."""

from __future__ import annotations

from datetime import date
from typing import Any

from kaptui.insight.headline import as_json, headline
from kaptui.insight.limits import DEFAULT_LIMITS, Limits
from kaptui.insight.power import support
from kaptui.insight.view import view_of
from kaptui.plan.document import AccountPlan


def key_figures(plan: AccountPlan, today: date, limits: Limits = DEFAULT_LIMITS) -> dict[str, Any]:
    """The headline as JSON values, which ``headline.from_json`` reads, and unrounded ``support_exact`` (-100
    to 100) and ``known`` (a percentage), each ``None`` where there is nothing to divide."""
    found = support(view_of(plan, limits=limits))
    return as_json(headline(plan, today, limits)) | {
        "support_exact": None if found.score is None else float(found.score),
        "known": None if found.known is None else float(found.known),
    }
