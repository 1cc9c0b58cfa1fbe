"""One thing that differs between two states of a plan, in a sentence a manager can read aloud."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from kaptui.insight.plan_test.people import UNNAMED
from kaptui.insight.wording import Message
from kaptui.plan.errors import Refused
from kaptui.plan.exact import rounded
from kaptui.plan.money import in_unit
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.paths import Path


class Topic(StrEnum):
    """What a difference is about, in the order in which they are told."""

    PEOPLE = "people"
    POWER = "power"
    REVENUE = "revenue"
    DEALS = "deals"
    ASSESSMENT = "assessment"
    STRATEGY = "strategy"
    FINDINGS = "findings"


class Difference(NamedTuple):
    """One difference. ``kind`` names what happened (``person-came``, ``probability``, ``finding-opened`` …).

    ``subject`` is the id of the person, deal, action or finding's subject, ``opportunity`` the deal's when there is
    one. ``before`` and ``after`` are codes, numbers or days as text, empty where there is nothing. ``better`` says
    whether it is good for us, ``None`` when it is neither. ``about`` is a msgid to be shown behind the sentence (a
    question of the assessment, the name of a strategy), or empty. ``within`` is the name of the deal in front of a
    sentence that holds in that deal only. ``place`` is where the present state stands.
    """

    topic: Topic
    kind: str
    subject: str
    message: Message
    place: Path
    before: str = ""
    after: str = ""
    better: bool | None = None
    opportunity: str | None = None
    about: str = ""
    within: str = ""


def deal_name(deal: Opportunity) -> str:
    """A deal as a sentence names it."""
    return deal.name or UNNAMED


def amount_text(amount: Decimal | None, unit: str) -> str:
    """An amount in the plan's unit with thousands separators, as it is read aloud: ``1,200 万``; unknown is empty."""
    if amount is None:
        return ""
    try:
        return f"{in_unit(amount, unit):,f} {unit}".strip()
    except Refused:
        return f"{amount:,f}"


def whole(quotient: Fraction | None) -> int | None:
    """A quotient as screens print it: rounded half away from zero."""
    return None if quotient is None else int(rounded(quotient))


def text_of(value: object) -> str:
    """A code, number or day as text; nothing is empty."""
    return "" if value is None else str(value)
