"""The account plan: one frozen document holding every template of one customer."""

from collections import Counter
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from kaptui.plan import formats
from kaptui.plan.competitors import Competitor
from kaptui.plan.fields import described
from kaptui.plan.meetings import Acknowledgement, Meeting
from kaptui.plan.money import unit_value
from kaptui.plan.needs import Need, ValueEntry
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.people import Link, Person
from kaptui.plan.profile import Fact, Profile
from kaptui.plan.record import Amount, Line, PlanId, Record, Row, TargetKey, Words
from kaptui.plan.spin import SpinThread
from kaptui.plan.vocabulary import RevenueBasis

ProfileField = Literal[
    "name",
    "website",
    "vision",
    "goals",
    "finances",
    "competitors",
    "market_position",
    "regulations",
    "challenges",
    "needs",
]
"""The answers of the profile form whose certainty is kept in ``profile_facts``."""

Month = Annotated[int, Field(ge=1, le=12)]


def _no_flag(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError("a number is expected here")
    return value


def _present_format(value: int) -> int:
    if value != formats.FORMAT:
        raise ValueError("its format number is unknown")
    return value


def _known_unit(unit: str) -> str:
    unit_value(unit)
    return unit


class AccountPlan(Record):
    """The plan of one account. ``revision`` counts saves; rows keep their order; amounts are in the currency's base unit."""

    format: Annotated[int, BeforeValidator(_no_flag), Field(strict=True), AfterValidator(_present_format)] = Field(
        default_factory=lambda: formats.FORMAT
    )
    id: PlanId
    revision: Annotated[int, Field(ge=0)] = 0
    name: Line = described("Customer", "text", "", width=30, help="The customer's name.")
    currency: Annotated[Line, Field(pattern=r"^[A-Z]{3}$")] = described(
        "Currency", "text", "CNY", width=8, help="Three letters. A plan has one currency."
    )
    unit: Annotated[Line, AfterValidator(_known_unit)] = described(
        "Unit", "text", "万", width=6, help="The unit in which amounts are typed and shown: 万, 元, 亿, k, m."
    )
    revenue_basis: RevenueBasis = described(
        "Quarters mean",
        "choice",
        RevenueBasis.SIGNED,
        width=12,
        choices=RevenueBasis,
        help="What the quarterly amounts are: signed, recognised or cash.",
    )
    fiscal_year_start: Month = described(
        "Our fiscal year starts in month", "month", 1, width=8, help="1 to 12. Changing it moves no money.", ge=1, le=12
    )
    customer_fiscal_year_start: Month = described(
        "Customer's fiscal year starts in month",
        "month",
        1,
        width=8,
        help="1 to 12: when their budgets are set.",
        ge=1,
        le=12,
    )
    owner: Line = described("Owner", "text", "", width=16, help="Who answers for this account.")
    team: Words = described("Account team", "tags", (), width=24, help="Who works on it with the owner.")
    targets: dict[TargetKey, Amount] = Field(default_factory=dict)
    profile: Profile = Field(default_factory=Profile)
    profile_facts: dict[ProfileField, Fact] = Field(default_factory=dict)
    people: tuple[Person, ...] = ()
    links: tuple[Link, ...] = ()
    competitors: tuple[Competitor, ...] = ()
    needs: tuple[Need, ...] = ()
    values: tuple[ValueEntry, ...] = ()
    spin: tuple[SpinThread, ...] = ()
    opportunities: tuple[Opportunity, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    acknowledged: tuple[Acknowledgement, ...] = ()
    archived: bool = Field(default=False, exclude_if=lambda value: not value)

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        for name in TABLES:
            _refuse_repeated_ids(name, getattr(self, name))
        for opportunity in self.opportunities:
            for name in OPPORTUNITY_TABLES:
                _refuse_repeated_ids(f"opportunities/{opportunity.id}/{name}", getattr(opportunity, name))
        return self


def _refuse_repeated_ids(table: str, rows: tuple[Row, ...]) -> None:
    ids = [row.id for row in rows]
    if len(set(ids)) != len(ids):
        twice = next(row_id for row_id, count in Counter(ids).items() if count > 1)
        raise ValueError(f"{table}: the id {twice!r} stands there twice")


TABLES: tuple[str, ...] = (
    "people",
    "links",
    "competitors",
    "needs",
    "values",
    "spin",
    "opportunities",
    "meetings",
    "acknowledged",
)
"""The tables of a plan, in the order of the file."""
OPPORTUNITY_TABLES: tuple[str, ...] = ("steps", "actions", "reviews")
"""The tables inside one opportunity."""
PLAN_FACTS: tuple[str, ...] = (
    "owner",
    "team",
    "currency",
    "unit",
    "revenue_basis",
    "fiscal_year_start",
    "customer_fiscal_year_start",
)
"""Fields of the plan itself that the profile form shows below the customer's own."""
