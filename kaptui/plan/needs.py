"""Templates 5 and 6: needs 客户需求分析 (deck slide 12) and value match 价值匹配 (slides 13-14)."""

from kaptui.plan.fields import described
from kaptui.plan.record import Ids, Line, Row, Score, Text, Words


class Need(Row):
    """A challenge of the customer, what would meet it, who cares, and what we have for it."""

    challenge: Text = described(
        "Challenge", "long", "", width=26, help="The customer's complaint may be your opportunity."
    )
    features: Text = described(
        "Required features",
        "long",
        "",
        width=22,
        help="What a solution must be able to do: know what they want and why.",
    )
    benefit: Text = described(
        "Benefit", "long", "", width=22, help="What the customer gains from it, in numbers where you have them."
    )
    concerns: Text = described(
        "Who cares, about what", "long", "", width=24, help="Who in which department cares about what."
    )
    people: Ids = described("People", "refs", (), width=16, refers_to="people", help="The people on the map who care.")
    departments: Words = described(
        "Departments", "tags", (), width=16, help="Departments that care; one with nobody on the map shows as a ghost."
    )
    solution: Text = described(
        "Our solution", "long", "", width=22, help="Which of our solutions helps, and with which of their problems."
    )


class ValueEntry(Row):
    """One solution between the two scales; above 3 on both is a win for both sides."""

    need: Line = described("Need", "text", "", width=24, help="The customer's main need.")
    solution: Line = described("Solution", "text", "", width=22, help="Our product or solution for it.")
    value_to_customer: Text = described(
        "Value to the customer", "long", "", width=24, help="What it is worth to them, in their words and numbers."
    )
    customer_score: Score | None = described(
        "Theirs", "score", None, width=6, help="Value to the customer, 1 to 5; high is above 3.", ge=1, le=5
    )
    value_to_us: Text = described("Value to us", "long", "", width=24, help="Revenue, margin, reference, position.")
    our_score: Score | None = described(
        "Ours", "score", None, width=6, help="Value to us, 1 to 5; high is above 3.", ge=1, le=5
    )
