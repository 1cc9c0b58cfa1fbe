"""Template 9, opportunities 销售机会汇总 (deck slide 21), with the assessment and the strategy kept per opportunity."""

from typing import Annotated

from pydantic import Field

from kaptui.plan.assessment import Answer
from kaptui.plan.fields import described
from kaptui.plan.people import Override
from kaptui.plan.record import Amount, Day, Ids, Line, MonthKey, Percent, Reference, Row, RowKey, Text
from kaptui.plan.strategy import Action, Review, Step
from kaptui.plan.vocabulary import Status, StrategyKind


class Opportunity(Row):
    """A deal: how much, when, how likely, in which quarters, and everything that decides it."""

    name: Line = described("Project", "text", "", width=18, help="The project's name as the customer calls it.")
    amount: Amount | None = described("Amount", "money", None, width=10, help="Expected revenue, all years together.")
    close_date: Day | None = described("Close date", "date", None, width=12, help="When we expect the signature.")
    delivery_date: Day | None = described(
        "Delivery", "date", None, width=12, help="When the project is to be finished."
    )
    probability: Percent | None = described(
        "Prob.", "percent", None, width=6, help="How likely we are to win it, 0 to 100 %.", ge=0, le=100
    )
    status: Status = described(
        "Status",
        "choice",
        Status.OPEN,
        width=7,
        choices=Status,
        help="Open, won, lost or dropped. Won counts in full by its quarters; lost and dropped count nowhere.",
    )
    stage: Line = described("Stage", "text", "", width=12, help="Our sales stage.")
    crm_id: Line = described("CRM id", "text", "", width=10, help="The number this deal has in the CRM.")
    outcome: Text = described("Outcome", "long", "", width=20, help="Why it was won, lost or dropped.")
    split: dict[MonthKey, Amount] = Field(default_factory=dict)
    risks: Text = described(
        "Risks and prerequisites",
        "long",
        "",
        width=24,
        help="What must be true for it to happen, and what may stop it.",
    )
    needs: Ids = described("Needs met", "refs", (), width=16, refers_to="needs", help="The needs it meets.")
    values: Ids = described(
        "Solutions", "refs", (), width=16, refers_to="values", help="The entries of the value match it sells."
    )
    people: Ids = described("People", "refs", (), width=16, refers_to="people", help="Who takes part in this decision.")
    competitors: Ids = described(
        "Competitors", "refs", (), width=16, refers_to="competitors", help="Who fights for it; empty means all."
    )
    incumbent: bool = described("Incumbent", "bool", False, width=10, help="Yes when we are the supplier today.")
    overrides: dict[RowKey, Override] = Field(default_factory=dict)
    assessment: dict[RowKey, dict[Annotated[str, Field(pattern=r"^(o[1-7]|c[1-5]|w[1-3]|v[1-6])$")], Answer]] = Field(
        default_factory=dict
    )
    goal: Text = described(
        "Goal",
        "long",
        "",
        width=40,
        help="What we want from this customer by when, so that anybody can tell whether it was reached.",
    )
    strategy: StrategyKind | None = described(
        "Strategy",
        "choice",
        None,
        width=10,
        choices=StrategyKind,
        help="Frontal: clear superiority, about 3 : 1. Flanking: shift the criteria, with access to the inner circle. Fragment: win one part. "
        "Defend: we are the incumbent, raise the cost of switching. Develop: nothing winnable now, build position.",
    )
    reasoning: Text = described("Reasoning", "long", "", width=40, help="Why this strategy fits, in facts.")
    against: Reference | None = described(
        "Against", "ref", None, width=14, refers_to="competitors", help="The competitor it is aimed at."
    )
    fragment: Line = described("Part to win", "text", "", width=24, help="For fragment: the part we can win.")
    fragment_amount: Amount | None = described(
        "Amount of the part", "money", None, width=18, help="For fragment: what the part is worth."
    )
    steps: tuple[Step, ...] = ()
    actions: tuple[Action, ...] = ()
    reviews: tuple[Review, ...] = ()


STRATEGY_FIELDS: tuple[str, ...] = (
    "goal",
    "strategy",
    "reasoning",
    "against",
    "fragment",
    "fragment_amount",
    "incumbent",
)
"""The fields of an opportunity that template 10 edits; template 9 edits the others."""
