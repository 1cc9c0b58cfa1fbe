"""Template 4, competitors 竞争对手信息汇总 (deck slide 11): columns on the slide, readable side by side."""

from kaptui.plan.fields import described
from kaptui.plan.record import Amount, Line, Row, Text
from kaptui.plan.vocabulary import StrategyKind


class Competitor(Row):
    """A rival at this customer; "do nothing" and "build it themselves" are rivals too."""

    name: Line = described(
        "Competitor", "text", "", width=16, help="The rival, or 不采购/自建 'do nothing / build it themselves'."
    )
    website: Line = described("Website", "text", "", width=20, help="The rival's site.")
    sold: Text = described(
        "Sold here", "long", "", width=26, help="Which products or solutions it has sold to this customer."
    )
    departments: Text = described("In departments", "long", "", width=20, help="In which departments they are used.")
    yearly_spend: Amount | None = described(
        "Yearly spend", "money", None, width=12, help="What the customer spends on it each year."
    )
    relationship: Text = described(
        "Relationship with the customer", "long", "", width=26, help="How long, how close, through whom."
    )
    approach: Text = described(
        "Their strategy here", "long", "", width=26, help="What it is trying to do at this customer, in a sentence."
    )
    strategy: StrategyKind | None = described(
        "Strategy", "choice", None, width=10, choices=StrategyKind, help="Which of the five strategies that is."
    )
