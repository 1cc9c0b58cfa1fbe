"""The demonstration plans that come with the program, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kaptui.plan.document import AccountPlan

IDS: Final = {"zh": "demo-zh", "en": "demo-en"}
"""The id of each language's plan: so that a start need not read it to know that it was copied long ago."""


def demonstration_plan(language: str) -> AccountPlan:
    """The plan of ``zh`` or ``en`` as it is delivered. Raises ``OSError`` when an installation lacks it."""
    from kaptui.exchange.plan_json import read_plan  # at the first start and on request, hardly ever

    return read_plan((data_directory() / f"demo_{language}.json").read_bytes()).plan


def demonstration_plans() -> tuple[AccountPlan, ...]:
    """The plans of all languages."""
    return tuple(map(demonstration_plan, IDS))


def data_directory() -> Path:
    """Where the data of the program lies: in the installed package, else beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "data"
    return installed if installed.is_dir() else package.parent / "data"
