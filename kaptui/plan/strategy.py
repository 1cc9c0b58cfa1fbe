"""Template 10, strategy 竞争策略 (deck slide 22: goal, strategy, review, action plan): its tables per opportunity."""

from kaptui.plan.fields import described
from kaptui.plan.record import Day, Ids, Line, Reference, Row, Text
from kaptui.plan.vocabulary import Category


class Step(Row):
    """One step of the customer's decision process; the order of the rows is the order of the steps."""

    step: Line = described(
        "Step",
        "text",
        "",
        width=24,
        help="What the customer does next: specification, tender, committee, approval, signature.",
    )
    people: Ids = described(
        "People", "refs", (), width=20, refers_to="people", help="Who acts in this step; the map numbers them."
    )
    date: Day | None = described("Date", "date", None, width=10, help="When it is due.")
    done: bool = described("Done", "bool", False, width=4, help="Yes when it has happened.")


class Action(Row):
    """Something we do: what, of which category, by whom, until when, aimed at whom."""

    what: Line = described("Action", "text", "", width=30, help="What we do, as an action that can be seen to be done.")
    category: Category | None = described(
        "Category",
        "choice",
        None,
        width=10,
        choices=Category,
        help="Prove value, retrieve information, insulate against rivals, minimise weaknesses, emphasise strengths.",
    )
    owner: Line = described("Owner", "text", "", width=10, help="One name on our side.")
    due: Day | None = described("Due", "date", None, width=10, help="The day it is to be done.")
    person: Reference | None = described(
        "Target person", "ref", None, width=13, refers_to="people", help="Whom it is meant to move."
    )
    done: bool = described("Done", "bool", False, width=4, help="Yes when it is done.")


class Review(Row):
    """One look at the strategy by somebody who was not in love with it."""

    date: Day | None = described("Date", "date", None, width=10, help="The day of the review.")
    reviewer: Line = described("Reviewer", "text", "", width=12, help="Who looked.")
    vulnerabilities: Text = described("Vulnerabilities", "long", "", width=30, help="Where we can be beaten.")
    recommendations: Text = described("Recommendations", "long", "", width=30, help="What to do about it, one a line.")
    verdict: Line = described("Review verdict", "text", "", width=14, help="Go on, change, or leave; in a word.")
