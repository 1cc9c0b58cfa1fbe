"""What a rule looks at: one open deal in its view, or the account as a whole, on one day under one set of limits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Final, NamedTuple

from kaptui.insight.assessment import GATES, Score, contest_gap, is_failed
from kaptui.insight.limits import Limits
from kaptui.insight.plan_test.catalogue import RULES
from kaptui.insight.plan_test.finding import Batch, Finding, Severity, Subject, SubjectKind
from kaptui.insight.plan_test.people import UNNAMED, Common, Telling, ViewFacts
from kaptui.insight.revenue import DealShare, Forecast, current_year, forecast
from kaptui.insight.view import Seen, View, Views
from kaptui.insight.wording import Message
from kaptui.plan.assessment import QUESTION_IDS_IN, US, Section
from kaptui.plan.document import AccountPlan
from kaptui.plan.exact import EXACT, exact_product
from kaptui.plan.fiscal import fiscal_year_of
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.paths import Path
from kaptui.plan.spin import SpinThread
from kaptui.plan.vocabulary import Rating, Status

_FAR: Final[Mapping[str, Severity]] = {rule.id: rule.severity for rule in RULES}
_NEAR: Final[Mapping[str, Severity]] = {rule.id: rule.near for rule in RULES}

_made = tuple.__new__
# A finding is made thousands of times between two frames: past the frame of its constructor it costs half.
_CENT: Final = Decimal("0.01")
_YES, _NO, _UNKNOWN = Rating.YES, Rating.NO, Rating.UNKNOWN
# Reading a member off its enum runs Python code each time.


class AccountCase:
    """The account on one day: what every deal's case shares, each part worked out when a rule first asks.

    ``stale`` is what was told of each member's knowledge, ``None`` where it is fresh. ``known_facts`` and
    ``known_stale`` are those of an earlier plan test: of views and people who may still be the same. ``forecast_of``
    tells the revenue of a fiscal year where somebody has worked it out already.
    """

    def __init__(
        self, plan: AccountPlan, today: date, limits: Limits, views: Views,
        forecast_of: Callable[[int], Forecast] | None = None,
    ) -> None:
        self.plan = plan
        self.today = today
        self.limits = limits
        self.views = views
        self.forecast_of = forecast_of
        self.stale: dict[Seen, Finding | None] = {}
        self.known_facts: Mapping[View, ViewFacts] = {}
        self.known_stale: Mapping[Seen, Finding | None] = {}

    @cached_property
    def year(self) -> int:
        """The fiscal year that contains today."""
        return current_year(self.plan, self.today)

    @cached_property
    def forecast(self) -> Forecast:
        """The revenue of the current fiscal year."""
        return forecast(self.plan, self.year) if self.forecast_of is None else self.forecast_of(self.year)

    @cached_property
    def shares(self) -> Mapping[str, DealShare]:
        """What each open or won deal brings in the current fiscal year, by id."""
        return {share.id: share for share in self.forecast.deals}

    @cached_property
    def overallocated(self) -> frozenset[str]:
        """The open deals whose quarters hold more than the amount."""
        return frozenset(self.forecast.overallocated)

    @cached_property
    def money_before_close(self) -> frozenset[str]:
        """The open deals with money in a quarter that ends before the close date."""
        return frozenset(self.forecast.money_before_close)

    @cached_property
    def last_contact(self) -> date | None:
        """The latest day on which we spoke with any member of the customer."""
        days = (seen.person.last_contact for seen in self.views.whole.members)
        return max((day for day in days if day is not None), default=None)

    @cached_property
    def threads_by_deal(self) -> Mapping[str, tuple[SpinThread, ...]]:
        """SPIN threads by the deal they serve; threads that serve none are left out."""
        found: dict[str, list[SpinThread]] = {}
        for thread in self.plan.spin:
            if thread.opportunity is not None:
                found.setdefault(thread.opportunity, []).append(thread)
        return {deal: tuple(threads) for deal, threads in found.items()}

    @cached_property
    def need_ids(self) -> frozenset[str]:
        """The ids of the needs that exist."""
        return frozenset(need.id for need in self.plan.needs)

    @cached_property
    def facts(self) -> Mapping[View, ViewFacts]:
        """The facts of every view in which an open deal sees its people."""
        known, views = self.known_facts, dict.fromkeys(map(self.views.of, self._deals))
        common = Common([view for view in views if view not in known])
        return {view: known[view] if view in known else ViewFacts(view, common) for view in views}

    @cached_property
    def cases(self) -> tuple[DealCase, ...]:
        """One case for each open deal, in plan order. Deals that see the same view share its facts."""
        return tuple([DealCase(self, deal, self.facts[self.views.of(deal)]) for deal in self._deals])

    @cached_property
    def _deals(self) -> Sequence[Opportunity]:
        return [deal for deal in self.plan.opportunities if deal.status is Status.OPEN]

    @cached_property
    def weightiest(self) -> Seen | None:
        """The member with the most weight, before any deal says otherwise; the first of equals."""
        return max(self.views.whole.members, key=lambda seen: seen.weight, default=None)

    def days_since(self, day: date) -> int:
        """How long ago a day was; 0 for a day ahead, such as a colleague's in a later time zone."""
        return max(0, (self.today - day).days)

    def about(self, rule: str, subject: Subject, place: Path, message: Message) -> Finding:
        """A finding of a rule that runs once per plan: no deal, no money."""
        return _made(Finding, (rule, _FAR[rule], subject, None, None, place, message))


class ToldOfPeople(NamedTuple):
    """What a rule told of some people of a deal, and the weight that their shares are shares of."""

    people: Sequence[Seen]
    total_weight: int
    batches: Sequence[Batch]


class DealCase:
    """One open deal under test: its people as it sees them, its money, its answers.

    ``stake`` is ``a·p/100``, rounded half away from zero to 0.01; ``None`` when amount or probability is unknown.
    """

    def __init__(self, account: AccountCase, deal: Opportunity, people: ViewFacts) -> None:
        self.account = account
        self.limits = account.limits
        self.today = account.today
        self.deal = deal
        self.view: View = people.view
        self.people = people
        self.name = deal.name or UNNAMED
        self.subject = Subject(SubjectKind.OPPORTUNITY, deal.id, deal.name)
        self.is_near = self.is_probable(self.limits.near_probability) or self.closes_within(self.limits.near_days)
        self._severity = _NEAR if self.is_near else _FAR
        self.known: Mapping[Telling, ToldOfPeople] = {}
        self.told: dict[Telling, ToldOfPeople] = {}
        self._stakes: dict[int, Decimal | None] = {}
        self._units = None if deal.amount is None else int(deal.amount.scaleb(4, EXACT))
        self.stake = self._share_of_stake(1, 1)

    @cached_property
    def ratings(self) -> Mapping[str, Rating]:
        """Our rating of each question that is rated + or -."""
        ours = self.deal.assessment.get(US, {})
        return {question: rating for question, answer in ours.items() if (rating := answer.rating) is not _UNKNOWN}

    @cached_property
    def failed_gates(self) -> tuple[Section, ...]:
        """The gates that fail, in the deck's order."""
        return tuple([gate for gate in GATES if is_failed(self._score(gate), self.limits)])

    def _score(self, section: Section) -> Score:
        rated = [self.ratings.get(question) for question in QUESTION_IDS_IN[section]]
        return Score(rated.count(_YES), rated.count(_NO), len(rated))

    @cached_property
    def gap(self) -> Fraction | None:
        """The gap to the best rival, ``None`` when it is not known."""
        return contest_gap(self.account.plan, self.deal, self.limits)

    @cached_property
    def share(self) -> DealShare:
        """What the deal brings in the current fiscal year."""
        return self.account.shares[self.deal.id]

    @cached_property
    def threads(self) -> tuple[SpinThread, ...]:
        """The SPIN threads that serve this deal."""
        return self.account.threads_by_deal.get(self.deal.id, ())

    def is_probable(self, percent: int) -> bool:
        """Whether the probability is known and at least ``percent``."""
        return self.deal.probability is not None and self.deal.probability >= percent

    def closes_within(self, days: int) -> bool:
        """Whether the close date is known and at most ``days`` ahead; one that has passed is as close as can be."""
        return self.deal.close_date is not None and (self.deal.close_date - self.today).days <= days

    def is_plus(self, question: str) -> bool:
        """Whether our answer to one of the twenty-one questions is rated +."""
        return self.ratings.get(question) is _YES

    def place(self, *words: str) -> Path:
        """A path below this deal."""
        return ("opportunities", self.deal.id, *words)

    def answer_place(self, question: str) -> Path:
        """The path of our rating of a question."""
        return self.place("assessment", US, question, "rating")

    def attribute_place(self, seen: Seen, name: str) -> Path:
        """Where an attribute of a person is set: with the deal when it says otherwise, else with the person."""
        if name in seen.overridden:
            return self.place("overrides", seen.id, name)
        return ("people", seen.id, name)

    def people_place(self, name: str, seen: Seen | None = None) -> Path:
        """Where to begin filling an attribute of people: at somebody, by default the weightiest; else their table."""
        begin = seen or self.people.weightiest
        return ("people",) if begin is None else self.attribute_place(begin, name)

    def money_place(self, months: Iterable[str]) -> Path:
        """The earliest of these months in which the split has money; the whole split when there is none."""
        first = min((month for month in months if self.deal.split.get(month)), default=None)
        return self.place("split") if first is None else self.place("split", first)

    @property
    def months_of_year(self) -> tuple[str, ...]:
        """The months of the split that lie in the current fiscal year."""
        start = self.account.plan.fiscal_year_start
        return tuple(month for month in self.deal.split if fiscal_year_of(month, start) == self.account.year)

    def about(self, rule: str, place: Path, message: Message, subject: Subject | None = None) -> Finding:
        """A finding about the deal (or a row of it): all of ``a·p/100`` is at stake."""
        subject = subject or self.subject
        return _made(Finding, (rule, self._severity[rule], subject, self.deal.id, self.stake, place, message))

    def about_people(self, rule: str, people: Sequence[Seen], tell: Telling, *, place: Path = ()) -> Sequence[Batch]:
        """Findings about ``people`` of this view, each with that person's share of the weight at stake.

        What ``tell`` says about a person is shared by all deals that see him alike. ``place`` is that of this deal
        where the person's own is not what fixes it. Where nobody was exchanged and nobody's share changed since the
        plan test before, its findings stand.
        """
        known = self.known.get(tell)
        if known is None or known.total_weight != self.view.total_weight or known.people != people:
            known = ToldOfPeople(people, self.view.total_weight, self._batches(rule, people, tell, place))
        self.told[tell] = known
        return known.batches

    def _batches(self, rule: str, people: Sequence[Seen], tell: Telling, place: Path) -> list[Batch]:
        """One batch for each stake; several weights may have the same, such as an unknown one."""
        severity, deal = self._severity[rule], self.deal.id
        by_weight = self.people.told_by_weight(people, tell)
        by_stake: dict[Decimal | None, list[int]] = {}
        for weight in by_weight:
            by_stake.setdefault(self._stake_of_weight(weight), []).append(weight)
        batches = []
        for stake, weights in by_stake.items():
            rows = by_weight[weights[0]]
            if len(weights) > 1:
                told = self.people.common.sentences(tell)
                rows = [told[seen] for seen in people if seen.weight in weights]
            batches.append(Batch(rule, severity, deal, stake, place, rows))
        return batches

    def _stake_of_weight(self, weight: int) -> Decimal | None:
        """``a·p/100 · w/Σw`` over the members in this view, rounded half away from zero to 0.01."""
        if weight not in self._stakes:
            self._stakes[weight] = self._share_of_stake(weight, self.view.total_weight)
        return self._stakes[weight]

    def _share_of_stake(self, part: int, whole: int) -> Decimal | None:
        """``a·p/100 · part/whole``, rounded half away from zero to 0.01.

        Whole numbers throughout (an amount has at most four decimals), so that nothing is lost before rounding.
        """
        if self._units is None or self.deal.probability is None:
            return None
        numerator, denominator = self._units * self.deal.probability * part, whole * 10_000
        cents = (2 * numerator + denominator) // (2 * denominator)
        return exact_product(Decimal(cents), _CENT)
