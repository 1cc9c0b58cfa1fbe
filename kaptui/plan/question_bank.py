"""The question bank: open questions for each of the four kinds, the deck's own examples first (slides 15-16)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kaptui.plan.spin import QuestionKind


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question ready to be asked, or to be changed to fit; ``question`` is a msgid."""

    kind: QuestionKind
    question: str


def _bank() -> tuple[Prompt, ...]:
    s, p, i, n = QuestionKind
    return (
        Prompt(s, "How do you handle this today, step by step?"),
        Prompt(s, "Who uses it, and who else depends on it?"),
        Prompt(s, "How many people and systems take part in it?"),
        Prompt(s, "What has changed since we last spoke?"),
        Prompt(s, "Who decides about it, and how is such a decision made here?"),
        Prompt(s, "When does the present contract or plan come up for renewal?"),
        Prompt(s, "How do you measure whether it goes well?"),
        Prompt(p, "What are your biggest challenges at present?"),
        Prompt(p, "How satisfied are you with the equipment you have?"),
        Prompt(p, "Have you thought about how reliable this machine is?"),
        Prompt(p, "What keeps you from reaching this year's targets?"),
        Prompt(p, "Where does the process take longer than it should?"),
        Prompt(p, "What do your users complain about most?"),
        Prompt(p, "What is hardest in the busiest weeks?"),
        Prompt(p, "Which part of the work costs you the most effort?"),
        Prompt(p, "How often does it go wrong, and what happens then?"),
        Prompt(p, "What have you tried already, and why was it not enough?"),
        Prompt(p, "Who in your organisation is least content with it?"),
        Prompt(i, "What does it cost you when this happens?"),
        Prompt(i, "How does it affect your own customers?"),
        Prompt(i, "What does it mean for the other departments?"),
        Prompt(i, "Who hears of it when it goes wrong, and what do they say?"),
        Prompt(i, "What happens if it stays as it is for another year?"),
        Prompt(i, "If volume grows by a fifth, what happens to time and quality?"),
        Prompt(i, "Which of your goals does it put at risk?"),
        Prompt(i, "How much time of your best people does it take?"),
        Prompt(i, "What can you not begin as long as this is not solved?"),
        Prompt(i, "How do your competitors stand in this respect?"),
        Prompt(n, "How important is it to you to solve this problem?"),
        Prompt(n, "Why do you find this solution so useful?"),
        Prompt(n, "What would it be worth to you if this were halved?"),
        Prompt(n, "How would it help you reach your targets?"),
        Prompt(n, "What else could your people do with the time saved?"),
        Prompt(n, "Who else here would gain from it, and how?"),
        Prompt(n, "Which of these remedies would help you most, and why?"),
        Prompt(n, "How would you explain the benefit to your management?"),
        Prompt(n, "What would have to be true for you to start this year?"),
    )  # fmt: skip


QUESTION_BANK: Final[tuple[Prompt, ...]] = _bank()
"""All of them, kind by kind in the order of a talk."""
