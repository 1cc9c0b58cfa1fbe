"""Every weight and limit of the arithmetic and of the plan test (method.md, section 5): its default and bounds.

They are settings of the data directory, so that everybody sees the same verdict. ``Limits`` is handed to each
computation; ``LIMITS`` describes its fields for a settings screen and the help; ``limits_from`` reads a settings file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any, Final, NamedTuple

from kaptui.insight.wording import N_


class LimitGroup(StrEnum):
    """Which computation a limit belongs to; ``GROUPS`` gives title and help."""

    WEIGHT = "weight"
    CONTACT = "contact"
    REACH = "reach"
    KNOWLEDGE = "knowledge"
    ASSESSMENT = "assessment"
    PLAN_TEST = "plan_test"
    REVENUE = "revenue"


class Measure(StrEnum):
    """What the number of a limit counts."""

    WEIGHT = "weight"
    SCORE = "score"
    DEGREE = "degree"
    LINKS = "links"
    COST = "cost"
    DAYS = "days"
    PERCENT = "percent"
    COUNT = "count"


class LimitSpec(NamedTuple):
    """One limit as settings and help list it: a whole number from ``low`` to ``high``. ``label`` is a msgid."""

    name: str
    default: int
    low: int
    high: int
    measure: Measure
    group: LimitGroup
    label: str


_BOUNDS: Final = {
    Measure.WEIGHT: (0, 100), Measure.SCORE: (-100, 100), Measure.DEGREE: (0, 3), Measure.LINKS: (0, 20),
    Measure.COST: (1, 100), Measure.DAYS: (0, 3650), Measure.PERCENT: (0, 100), Measure.COUNT: (0, 1000),
}


def _limit(
    default: int, measure: Measure, group: LimitGroup, label: str, low: int | None = None, high: int | None = None
) -> Any:
    least, most = _BOUNDS[measure]
    return field(default=default, metadata={
        "measure": measure, "group": group, "label": label,
        "low": least if low is None else low, "high": most if high is None else high,
    })


_W, _C, _R = LimitGroup.WEIGHT, LimitGroup.CONTACT, LimitGroup.REACH
_K, _A, _P, _M = LimitGroup.KNOWLEDGE, LimitGroup.ASSESSMENT, LimitGroup.PLAN_TEST, LimitGroup.REVENUE


@dataclass(frozen=True, slots=True)
class Limits:
    """Weights, days, percentages and counts. Standing weighs at least 1, so that no sum of weights is ever 0.

    The bounds of the support scores keep them in order, so that more support for anyone never lowers the number; they
    count against the larger of enemy and mentor, and a neutral is the zero between them. A *decider* in the labels is
    a decision-maker or an approver (D or A).
    """

    standing_inner: int = _limit(3, Measure.WEIGHT, _W, N_("Standing weight: inner circle"), low=1)
    standing_structure: int = _limit(2, Measure.WEIGHT, _W, N_("Standing weight: political structure"), low=1)
    standing_outside: int = _limit(1, Measure.WEIGHT, _W, N_("Standing weight: outside or unknown"), low=1)
    role_decider: int = _limit(4, Measure.WEIGHT, _W, N_("Role weight: decision-maker"))
    role_approver: int = _limit(4, Measure.WEIGHT, _W, N_("Role weight: approver"))
    role_evaluator: int = _limit(2, Measure.WEIGHT, _W, N_("Role weight: evaluator"))
    role_user: int = _limit(1, Measure.WEIGHT, _W, N_("Role weight: user"))
    role_none: int = _limit(0, Measure.WEIGHT, _W, N_("Role weight: no role"))

    support_enemy: int = _limit(-2, Measure.SCORE, _W, N_("Support score: enemy"), high=-2)
    support_non_supporter: int = _limit(-1, Measure.SCORE, _W, N_("Support score: non-supporter"), low=-2, high=0)
    support_supporter: int = _limit(1, Measure.SCORE, _W, N_("Support score: supporter"), low=0, high=2)
    support_mentor: int = _limit(2, Measure.SCORE, _W, N_("Support score: mentor"), low=2)

    required_inner: int = _limit(3, Measure.DEGREE, _C, N_("Required contact: inner circle"))
    required_structure: int = _limit(2, Measure.DEGREE, _C, N_("Required contact: political structure"))
    required_other: int = _limit(1, Measure.DEGREE, _C, N_("Required contact: everybody else"))
    required_decider: int = _limit(2, Measure.DEGREE, _C, N_("Required contact: decider, at least"))
    thread_contact: int = _limit(2, Measure.DEGREE, _C, N_("Contact that makes a friend a thread"))
    decider_contact: int = _limit(2, Measure.DEGREE, _C, N_("Contact below which a decider is untouched"))
    way_in_contact: int = _limit(1, Measure.DEGREE, _C, N_("Contact up to which a decider needs a way in"))
    flanking_contact: int = _limit(2, Measure.DEGREE, _C, N_("Contact in the inner circle that flanking needs"))

    reach_links: int = _limit(2, Measure.LINKS, _R, N_("Influence links that a person's reach spans"))
    way_influence: int = _limit(1, Measure.COST, _R, N_("Way in: cost of an influence link"))
    way_line: int = _limit(2, Measure.COST, _R, N_("Way in: cost of a boss or report"))
    way_colleague: int = _limit(3, Measure.COST, _R, N_("Way in: cost of a colleague under the same boss"))

    known_share: int = _limit(50, Measure.PERCENT, _K, N_("Known share below which support is doubtful"))
    stale_key_days: int = _limit(60, Measure.DAYS, _K, N_("Days until knowledge of a key player is stale"))
    stale_other_days: int = _limit(180, Measure.DAYS, _K, N_("Days until knowledge of anybody else is stale"))
    answer_days: int = _limit(30, Measure.DAYS, _K, N_("Days until an answer of the assessment is old"))
    customer_contact_days: int = _limit(30, Measure.DAYS, _K, N_("Days without customer contact on a likely deal"))

    gate_answered: int = _limit(50, Measure.PERCENT, _A, N_("Share of a gate's questions answered before it can fail"))
    explore_answered: int = _limit(50, Measure.PERCENT, _A, N_("Share of the questions answered before a verdict"))
    ready_share: int = _limit(50, Measure.PERCENT, _A, N_("Share of an input below which it is marked as not ready"))
    pursue_win_yes: int = _limit(2, Measure.COUNT, _A, N_("Questions of 'will we win' rated + for pursue"))
    rival_rated: int = _limit(4, Measure.COUNT, _A, N_("Questions rated for a rival before it counts in the gap"))

    near_probability: int = _limit(50, Measure.PERCENT, _P, N_("Probability from which a deal is near"))
    near_days: int = _limit(90, Measure.DAYS, _P, N_("Days before the close date from which a deal is near"))
    overconfident_probability: int = _limit(60, Measure.PERCENT, _P, N_("Probability that needs a decider for us"))
    value_probability: int = _limit(50, Measure.PERCENT, _P, N_("Probability that needs the value acknowledged"))
    budget_probability: int = _limit(50, Measure.PERCENT, _P, N_("Probability that needs a confirmed budget"))
    contact_probability: int = _limit(50, Measure.PERCENT, _P, N_("Probability that needs recent customer contact"))
    frontal_gap: int = _limit(50, Measure.COUNT, _P, N_("Gap to the best rival that a frontal strategy needs"))
    alone_share: int = _limit(50, Measure.PERCENT, _P, N_("Share of key players not for us that leaves D alone"))
    review_days: int = _limit(30, Measure.DAYS, _P, N_("Days until a review is old"))
    review_near_days: int = _limit(14, Measure.DAYS, _P, N_("Days until a review is old when the close date is near"))
    review_develop_days: int = _limit(90, Measure.DAYS, _P, N_("Days until a review is old under the develop strategy"))
    unanswered_share: int = _limit(50, Measure.PERCENT, _P, N_("Share of the questions that should be rated"))
    spin_threads: int = _limit(3, Measure.COUNT, _P, N_("SPIN threads that a deal needs"))
    spin_situations: int = _limit(2, Measure.COUNT, _P, N_("Situation questions that a SPIN thread may hold"))
    spin_problems: int = _limit(5, Measure.COUNT, _P, N_("Problem questions that a deal may hold"))
    concentration_deals: int = _limit(3, Measure.COUNT, _P, N_("Open deals from which concentration is checked"))
    concentration_share: int = _limit(50, Measure.PERCENT, _P, N_("Share of the year's weighted revenue in one deal"))

    low_odds: int = _limit(80, Measure.PERCENT, _M, N_("Probability with which the low forecast is reached"))

    def __post_init__(self) -> None:
        """Raises ``BadLimits`` for a value of the wrong type or outside its bounds."""
        problems = [problem for spec in LIMITS if (problem := _problem(spec, getattr(self, spec.name)))]
        if problems:
            raise BadLimits(tuple(problems))


class LimitFault(StrEnum):
    """What is wrong with one setting."""

    UNKNOWN = "unknown"
    NOT_WHOLE = "not_whole"
    OUT_OF_RANGE = "out_of_range"


class LimitProblem(NamedTuple):
    """One setting that cannot be taken: its name, the value found there, the fault, and the limit it would have set."""

    name: str
    value: object
    fault: LimitFault
    spec: LimitSpec | None = None


class BadLimits(ValueError):
    """Settings that cannot be read; ``problems`` lists every one of them, so that all are mended at once."""

    def __init__(self, problems: tuple[LimitProblem, ...]) -> None:
        super().__init__("; ".join(_told(problem) for problem in problems))
        self.problems = problems


LIMITS: Final[tuple[LimitSpec, ...]] = tuple(
    LimitSpec(
        item.name, int(str(item.default)), item.metadata["low"], item.metadata["high"],
        item.metadata["measure"], item.metadata["group"], item.metadata["label"],
    )
    for item in fields(Limits)
)
"""The description of every limit, in the order of the settings screen."""

GROUPS: Final[Mapping[LimitGroup, tuple[str, str]]] = {
    LimitGroup.WEIGHT: (
        N_("Weights"),
        N_(
            "A person weighs standing times (1 + the highest role)."
            " Support, coverage and money at stake follow from it. In support a neutral counts 0."
        ),
    ),
    LimitGroup.CONTACT: (N_("Contact"), N_("Degrees from 0 (none) to 3 (in depth) that people of each kind need.")),
    LimitGroup.REACH: (N_("Reach and ways in"), N_("How far influence carries, and what each step of a way in costs.")),
    LimitGroup.KNOWLEDGE: (N_("Age of knowledge"), N_("When something we know is too little or too old to rely on.")),
    LimitGroup.ASSESSMENT: (N_("Assessment"), N_("How many answers gates, verdict and gap need.")),
    LimitGroup.PLAN_TEST: (N_("Plan test"), N_("From where on a rule of the plan test fires.")),
    LimitGroup.REVENUE: (N_("Revenue"), N_("How the spread of the year's revenue is read.")),
}
"""Title and help of each group, as msgids."""


def _problem(spec: LimitSpec, value: object) -> LimitProblem | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return LimitProblem(spec.name, value, LimitFault.NOT_WHOLE, spec)
    if not spec.low <= value <= spec.high:
        return LimitProblem(spec.name, value, LimitFault.OUT_OF_RANGE, spec)
    return None


def _told(problem: LimitProblem) -> str:
    match problem.fault:
        case LimitFault.UNKNOWN:
            return f"{problem.name}: there is no such limit"
        case LimitFault.NOT_WHOLE:
            return f"{problem.name}: {problem.value!r} is not a whole number"
        case LimitFault.OUT_OF_RANGE:
            assert problem.spec is not None
            return f"{problem.name}: {problem.value!r} is not between {problem.spec.low} and {problem.spec.high}"


DEFAULT_LIMITS: Final = Limits()
"""The limits of the method."""


def limits_from(settings: Mapping[str, object]) -> Limits:
    """The defaults with some set otherwise. Raises ``BadLimits`` naming every unknown key and every bad value."""
    specs = {spec.name: spec for spec in LIMITS}
    problems = []
    for name, value in settings.items():
        spec = specs.get(name)
        problem = LimitProblem(name, value, LimitFault.UNKNOWN) if spec is None else _problem(spec, value)
        if problem:
            problems.append(problem)
    if problems:
        raise BadLimits(tuple(problems))
    return replace(DEFAULT_LIMITS, **{name: value for name, value in settings.items() if isinstance(value, int)})
