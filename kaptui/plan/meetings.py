"""Meetings with the customer and findings somebody has looked at: what the brief and the plan test remember."""

from kaptui.plan.fields import described
from kaptui.plan.record import Day, Ids, Line, Reference, Row, Text


class Meeting(Row):
    """One meeting: prepared before, recorded after in half a minute."""

    date: Day | None = described("Date", "date", None, width=10, help="The day of the meeting.")
    people: Ids = described("In the room", "refs", (), width=20, refers_to="people", help="Who is in the room.")
    opportunity: Reference | None = described(
        "Opportunity", "ref", None, width=16, refers_to="opportunities", help="The deal it is about."
    )
    objective: Text = described("Objective", "long", "", width=30, help="The one thing to reach.")
    questions: Text = described("Questions", "lines", "", width=30, help="Three questions to ask, one a line.")
    heard: Text = described("Heard", "long", "", width=30, help="What was said, in their words.")
    our_promises: Text = described("Our promises", "lines", "", width=24, help="What we promised, one a line.")
    their_promises: Text = described("Their promises", "lines", "", width=24, help="What they promised, one a line.")
    next_step: Text = described("Next step", "long", "", width=24, help="The next step to ask for, or the one agreed.")


class Acknowledgement(Row):
    """A finding of the plan test that somebody accepts for a reason until a day on which it returns."""

    rule: Line = described("Rule", "text", "", width=20, help="The rule's id.")
    subject: Line = described("Subject", "text", "", width=16, help="The id of the person, row or opportunity.")
    opportunity: Reference | None = described(
        "Opportunity", "ref", None, width=16, refers_to="opportunities", help="The deal, or none."
    )
    reason: Text = described("Reason", "long", "", width=30, help="Why it is accepted.")
    until: Day | None = described("Until", "date", None, width=10, help="The day on which it returns.")
