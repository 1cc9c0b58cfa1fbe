"""Template 8, opportunity assessment 机会评估 (deck slides 17-20): twenty-one questions in four sections."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from kaptui.plan.fields import described
from kaptui.plan.record import Day, Line, Record, Text
from kaptui.plan.vocabulary import Rating

US = "us"
"""The key of our own column; every other column stands under a competitor's id."""


class Section(StrEnum):
    """The four principles of slide 17; ``opportunity`` and ``worth`` are gates 准入门槛."""

    OPPORTUNITY = "opportunity"
    COMPETE = "compete"
    WIN = "win"
    WORTH = "worth"


class Answer(Record):
    """One answer: its rating (plus is always good for us), the words behind it, the evidence and its date."""

    rating: Rating = described(
        "Rating", "choice", Rating.UNKNOWN, width=3, choices=Rating, help="+ good for us, - bad for us, ? not known."
    )
    answer: Text = described("Answer", "long", "", width=40, help="The answer in a sentence.")
    evidence: Line = described("Evidence", "text", "", width=24, help="Who said it, or where it is written.")
    date: Day | None = described("Date", "date", None, width=10, help="When it was learned.")


class Question(NamedTuple):
    """One of the twenty-one. ``text`` and ``advice`` (what plus means, what a good answer holds) are msgids."""

    id: str
    section: Section
    text: str
    advice: str


QUESTIONS: tuple[Question, ...] = (
    Question("o1", Section.OPPORTUNITY, "Is there urgency for the customer?",
             "Plus: a date or event forces them to act. Write the event and who feels it."),
    Question("o2", Section.OPPORTUNITY, "What is the project's deadline?",
             "Plus: a firm date that somebody at the customer answers for."),
    Question("o3", Section.OPPORTUNITY, "What happens to the customer if the project is delayed?",
             "Plus: the delay hurts, in money or in somebody's career."),
    Question("o4", Section.OPPORTUNITY, "What does the customer gain from completing it?",
             "Plus: a gain the customer has put a number on."),
    Question("o5", Section.OPPORTUNITY, "What is the project's budget?",
             "Plus: a confirmed budget: amount, owner, month of release."),
    Question("o6", Section.OPPORTUNITY, "How important is the project to the customer?",
             "Plus: among the leaders' first three projects this year."),
    Question("o7", Section.OPPORTUNITY, "Could the budget be diverted?",
             "Plus: the budget is safe; nobody else can take it."),
    Question("c1", Section.COMPETE, "What value does our solution bring the customer?",
             "Plus: value that can be measured and that we can prove."),
    Question("c2", Section.COMPETE, "Does the customer explicitly agree with that value?",
             "Plus: they said so in their own words. This is the signal that counts."),
    Question("c3", Section.COMPETE, "How does our solution differ from the competitors'?",
             "Plus: a difference that matters to those who decide."),
    Question("c4", Section.COMPETE, "What advantage has our relationship over the competitors'?",
             "Plus: we are closer to the people who decide than any rival is."),
    Question("c5", Section.COMPETE, "Do we have enough sales resources?",
             "Plus: people, time and proof are free for this deal."),
    Question("w1", Section.WIN, "Which powerful people will support us, and why?",
             "Plus: at least one of the inner circle or a decider, for a reason of their own."),
    Question("w2", Section.WIN, "Can we influence the key people on the decision chain?",
             "Plus: for each decider we know who sways them, and that person is for us."),
    Question("w3", Section.WIN, "What is our biggest risk?",
             "Plus: the risk is named and under control."),
    Question("v1", Section.WORTH, "What is the revenue now?",
             "Plus: attractive by our own standards."),
    Question("v2", Section.WORTH, "What is the revenue over the next three years?",
             "Plus: it grows, and the next steps are named."),
    Question("v3", Section.WORTH, "How is the profit?",
             "Plus: margin at or above our target after the cost of winning."),
    Question("v4", Section.WORTH, "What other value does it bring us?",
             "Plus: a reference, a partner, a way into a new field."),
    Question("v5", Section.WORTH, "What effect has it on the market or other customers?",
             "Plus: others will follow, or a rival loses its foothold."),
    Question("v6", Section.WORTH, "Does it raise the level of our products and services?",
             "Plus: we learn or build something we sell again."),
)  # fmt: skip
"""In the deck's order."""
QUESTION_BY_ID: Final[Mapping[str, Question]] = {question.id: question for question in QUESTIONS}
QUESTION_IDS: Final = tuple(QUESTION_BY_ID)


def questions_in(section: Section) -> tuple[Question, ...]:
    """The questions of one section in the deck's order."""
    return tuple(question for question in QUESTIONS if question.section is section)


QUESTION_IDS_IN: Final[Mapping[Section, tuple[str, ...]]] = {
    section: tuple(question.id for question in questions_in(section)) for section in Section
}
"""The ids of each section's questions, in the same order."""
