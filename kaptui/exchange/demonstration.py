"""The demonstration plans that come with the program, in both languages."""

from __future__ import annotations

from pathlib import Path

from kaptui.exchange.plan_json import read_plan
from kaptui.plan.document import AccountPlan
from kaptui.text import LANGUAGES


def demonstration_plan(language: str) -> AccountPlan:
    """The plan of ``zh`` or ``en`` as it is delivered. Raises ``OSError`` when an installation lacks it."""
    return read_plan((data_directory() / f"demo_{language}.json").read_bytes()).plan


def demonstration_plans() -> tuple[AccountPlan, ...]:
    """The plans of all languages."""
    return tuple(demonstration_plan(language) for language in LANGUAGES)


def data_directory() -> Path:
    """Where the data of the program lies: in the installed package, else beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "data"
    return installed if installed.is_dir() else package.parent / "data"
