"""Template 7, SPIN (deck slides 15-16, after Neil Rackham): one row per problem thread."""

from enum import StrEnum

from kaptui.plan.fields import described
from kaptui.plan.record import Day, Reference, Row, Text


class QuestionKind(StrEnum):
    """The four kinds of question in the order of a talk; each value is the field of a thread that holds them."""

    SITUATION = "situation"
    PROBLEM = "problem"
    IMPLICATION = "implication"
    PAYOFF = "need_payoff"


class SpinThread(Row):
    """问题链: questions prepared from a problem to its value, and what was heard. Each of the four holds several, one a line.

    The n-th implication and payoff question belong to the n-th problem question; a blank line keeps a place. Those below
    the last problem question belong to the last: amplify, and amplify again.
    """

    situation: Text = described(
        "Situation questions", "lines", "", width=24, help="Few: they help us, not the customer. At most two a thread."
    )
    problem: Text = described(
        "Problem questions",
        "lines",
        "",
        width=24,
        help="Dare to ask them, but not too many. Prepare 3-5 problems that the customer has and we can solve.",
    )
    implication: Text = described(
        "Implication questions",
        "lines",
        "",
        width=24,
        help="Amplify until they want to act, never until they are depressed; it must work in our favour.",
    )
    need_payoff: Text = described(
        "Need-payoff questions",
        "lines",
        "",
        width=24,
        help="Let the customer say the value, and which remedy helps most.",
    )
    heard: Text = described(
        "Heard (implied need)", "long", "", width=24, help="What we heard: the implied need, in the customer's words."
    )
    explicit_need: bool = described(
        "Explicit need", "bool", False, width=13, help="Yes when the customer has said that it must be solved."
    )
    explicit_words: Text = described(
        "In the customer's words", "long", "", width=24, help="The explicit need as it was said."
    )
    said_by: Reference | None = described("Said by", "ref", None, width=12, refers_to="people", help="Who said it.")
    said_on: Day | None = described("Said on", "date", None, width=10, help="When it was said.")
    value_acknowledged: Text = described(
        "Value acknowledged",
        "long",
        "",
        width=24,
        help="The value as the customer put it: explicit need plus agreed value is the signal that counts.",
    )
    need: Reference | None = described(
        "Need", "ref", None, width=16, refers_to="needs", help="The need of template 5 behind it."
    )
    person: Reference | None = described("Person", "ref", None, width=12, refers_to="people", help="Whom to ask.")
    opportunity: Reference | None = described(
        "Opportunity", "ref", None, width=16, refers_to="opportunities", help="The deal it serves."
    )
