"""The edit that rates one of the twenty-one questions: a rating learned today, or an answer taken back."""

from __future__ import annotations

from datetime import date

from kaptui.editing.edits import SetField
from kaptui.plan.assessment import Answer
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import ABSENT, Path, value_at
from kaptui.plan.vocabulary import Rating


def rating_edit(plan: AccountPlan, answer: Path, rating: Rating, today: date) -> SetField:
    """Rate the answer at a path; what is known is dated today, an answer without a word in it goes when unrated."""
    present = value_at(plan, answer)
    before = present if isinstance(present, Answer) else Answer()
    learned = today if rating is not Rating.UNKNOWN else before.date
    after = before.model_copy(update={"rating": rating, "date": learned})
    is_empty = rating is Rating.UNKNOWN and not before.answer and not before.evidence
    return SetField(answer, ABSENT if is_empty else after, "Rating")
