"""Template 1, customer profile 客户信息汇总 (deck slide 2): one record per account."""

from kaptui.plan.fields import described
from kaptui.plan.record import Day, Line, Record, Text


class Profile(Record):
    """What the customer is, wants and suffers from. The customer's name is the plan's ``name``."""

    website: Line = described(
        "Website", "text", "", width=30, help="The customer's own site, and the pages you check before a visit."
    )
    vision: Text = described(
        "Vision, values and mission",
        "long",
        "",
        width=40,
        help="In the customer's own words, from the annual report or the chairman's speech; name the source and the date.",
    )
    goals: Text = described(
        "Business goals",
        "long",
        "",
        width=40,
        help="Measurable goals with a number and a date: from how much to how much, by when, and who answers for it.",
    )
    finances: Text = described(
        "Financial position and purchasing budget",
        "long",
        "",
        width=40,
        help="Revenue, profit and trend; the budget for what we sell, who releases it, and in which month it is set.",
    )
    competitors: Text = described(
        "The customer's main competitors",
        "long",
        "",
        width=40,
        help="Whom the customer fears, and what those do that the customer does not. Our own competitors have template 4.",
    )
    market_position: Text = described(
        "Market position",
        "long",
        "",
        width=40,
        help="Rank and share in its industry, and whether it rises or falls.",
    )
    regulations: Text = described(
        "Regulations and policies",
        "long",
        "",
        width=40,
        help="Which rules decide what this customer may buy, when and from whom: rule, date, effect on the purchase, source.",
    )
    challenges: Text = described(
        "Main challenges",
        "long",
        "",
        width=40,
        help="What keeps its leaders awake this year. The customer's complaint may be your opportunity.",
    )
    needs: Text = described(
        "Customer's needs",
        "long",
        "",
        width=40,
        help="What follows from the challenges, and why: know what they want and the reason behind it. Details go to template 5.",
    )


class Fact(Record):
    """How sure we are of one answer of the profile, and since when."""

    assumed: bool = described(
        "Assumed", "bool", False, width=8, help="Yes when nobody at the customer has confirmed it."
    )
    confirmed: Day | None = described("Confirmed on", "date", None, width=10, help="The day somebody confirmed it.")
