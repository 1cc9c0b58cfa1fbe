"""Rules about a deal's money, answers, needs and questions. Each function has the name of its rule."""

from __future__ import annotations

from collections.abc import Iterator

from kaptui.insight.plan_test.case import DealCase
from kaptui.insight.plan_test.finding import Finding, Subject, SubjectKind
from kaptui.insight.plan_test.people import UNNAMED
from kaptui.insight.revenue import is_close_overdue, months_before_close
from kaptui.insight.wording import Message, Values
from kaptui.plan.assessment import QUESTION_IDS, QUESTION_IDS_IN, Section
from kaptui.plan.spin import SpinThread
from kaptui.plan.vocabulary import Rating


def gate_negative(case: DealCase) -> Iterator[Finding]:
    """A gate (opportunity, worth) fails: below 0 with at least half of its questions answered. One finding for both."""
    gates = case.failed_gates
    if not gates:
        return
    values: Values = {"deal": case.name}
    match gates[0]:
        case Section.OPPORTUNITY if len(gates) > 1:
            message = Message("{deal}: both gates fail, it is neither real nor worth winning", **values)
        case Section.OPPORTUNITY:
            message = Message("{deal}: a gate fails, it does not look real", **values)
        case _:
            message = Message("{deal}: a gate fails, it does not look worth winning", **values)
    bad = [question for question in QUESTION_IDS_IN[gates[0]] if case.ratings.get(question) is Rating.NO]
    yield case.about("gate-negative", case.answer_place(bad[0]), message)


def close_overdue(case: DealCase) -> Iterator[Finding]:
    """The close date is before today; today itself is not yet overdue."""
    if is_close_overdue(case.deal, case.today) and case.deal.close_date is not None:
        values: Values = {"deal": case.name, "date": case.deal.close_date}
        message = Message("{deal}: still open, but it was to close on {date}", **values)
        yield case.about("close-overdue", case.place("close_date"), message)


def value_unacknowledged(case: DealCase) -> Iterator[Finding]:
    """Probability of at least 50, and c2 (value agreed) is not +."""
    if case.is_probable(case.limits.value_probability) and not case.is_plus("c2"):
        message = Message("{deal}: likely, but the customer has not agreed to the value", deal=case.name)
        yield case.about("value-unacknowledged", case.answer_place("c2"), message)


def budget_unconfirmed(case: DealCase) -> Iterator[Finding]:
    """Probability of at least 50, and o5 (budget) is not +."""
    if case.is_probable(case.limits.budget_probability) and not case.is_plus("o5"):
        message = Message("{deal}: likely, but the budget is not confirmed", deal=case.name)
        yield case.about("budget-unconfirmed", case.answer_place("o5"), message)


def overallocated(case: DealCase) -> Iterator[Finding]:
    """The quarters of all years add up to more than the amount; silent when the amount is unknown."""
    if case.deal.id in case.account.overallocated:
        message = Message("{deal}: the quarters hold more than the deal is worth", deal=case.name)
        yield case.about("overallocated", case.money_place(case.deal.split), message)


def money_before_close(case: DealCase) -> Iterator[Finding]:
    """Money (not 0) in a fiscal quarter whose last day is before the close date. One finding, at the earliest."""
    if case.deal.id not in case.account.money_before_close:
        return
    first, *_ = months_before_close(case.deal, case.account.plan.fiscal_year_start)
    values: Values = {"deal": case.name, "month": first}
    message = Message("{deal}: money in the quarter of {month}, which ends before the close date", **values)
    yield case.about("money-before-close", case.place("split", first), message)


def unanswered(case: DealCase) -> Iterator[Finding]:
    """Fewer than half of the twenty-one questions are rated for us: ten fire, eleven do not."""
    answered = len(case.ratings)
    if 100 * answered < case.limits.unanswered_share * len(QUESTION_IDS):
        values: Values = {"deal": case.name, "answered": answered, "all": len(QUESTION_IDS)}
        message = Message("{deal}: {answered} of {all} questions are answered", **values)
        first = next(question for question in QUESTION_IDS if question not in case.ratings)
        yield case.about("unanswered", case.answer_place(first), message)


def risks_empty(case: DealCase) -> Iterator[Finding]:
    """No risks or prerequisites are written."""
    if not case.deal.risks.strip():
        message = Message("{deal}: no risks or prerequisites are written", deal=case.name)
        yield case.about("risks-empty", case.place("risks"), message)


def need_unlinked(case: DealCase) -> Iterator[Finding]:
    """No linked need; a link to a need that is gone is none."""
    if not any(need in case.account.need_ids for need in case.deal.needs):
        message = Message("{deal}: no need is linked", deal=case.name)
        yield case.about("need-unlinked", case.place("needs"), message)


def spin_thin(case: DealCase) -> Iterator[Finding]:
    """Fewer than three SPIN threads serve this deal. Threads that name no deal serve none."""
    if len(case.threads) < case.limits.spin_threads:
        values: Values = {"deal": case.name, "threads": len(case.threads)}
        message = Message("{deal}: SPIN threads prepared: {threads}", **values)
        yield case.about("spin-thin", ("spin",), message)


def spin_no_explicit(case: DealCase) -> Iterator[Finding]:
    """No thread of this deal has an explicit need; a deal without threads has none either."""
    if not any(thread.explicit_need for thread in case.threads):
        message = Message("{deal}: the customer has stated no explicit need", deal=case.name)
        place = ("spin", case.threads[0].id, "explicit_need") if case.threads else ("spin",)
        yield case.about("spin-no-explicit", place, message)


def spin_situations(case: DealCase) -> Iterator[Finding]:
    """A thread of this deal holds more than two situation questions; each line that is not blank is one."""
    for thread in case.threads:
        questions = sum(bool(line.strip()) for line in thread.situation.splitlines())
        if questions > case.limits.spin_situations:
            values: Values = {"thread": _thread_name(thread), "questions": questions}
            message = Message("'{thread}': {questions} situation questions in one thread", **values)
            subject = Subject(SubjectKind.ROW, thread.id, _thread_name(thread))
            yield case.about("spin-situations", ("spin", thread.id, "situation"), message, subject)


def _thread_name(thread: SpinThread) -> str:
    """A thread is known by its first problem question, else by the first line of anything else in it."""
    for text in (thread.problem, thread.situation, thread.implication, thread.need_payoff):
        if text.strip():
            return text.strip().splitlines()[0]
    return UNNAMED
