"""A plan in parts for reading: what each template holds, in the order of the deck."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from kaptui.cli.deal_parts import assessment_parts, strategy_parts
from kaptui.cli.forecast_lines import deal_notes, year_table
from kaptui.cli.parts import Entry, Field, Part, entry_of_row, field_of_row
from kaptui.insight.limits import Limits
from kaptui.insight.revenue import current_year, forecast
from kaptui.plan.competitors import Competitor
from kaptui.plan.document import PLAN_FACTS, AccountPlan
from kaptui.plan.exact import exact_sum
from kaptui.plan.fields import field_of, fields_of
from kaptui.plan.fiscal import Quarter, quarter_of
from kaptui.plan.meetings import Meeting
from kaptui.plan.needs import Need, ValueEntry
from kaptui.plan.opportunities import STRATEGY_FIELDS, Opportunity
from kaptui.plan.people import Link, Person
from kaptui.plan.profile import Profile
from kaptui.plan.record import Row
from kaptui.plan.spin import SpinThread
from kaptui.text import N_, tr
from kaptui.text.format import money

Parts = Callable[[AccountPlan, date, Limits], list[Part]]


def plan_parts(plan: AccountPlan, template: str | None, today: date, limits: Limits) -> list[Part]:
    """The parts of one template, of all when it is ``None``. Raises ``KeyError`` for a key that is no template's."""
    if template is not None:
        return PARTS[template](plan, today, limits)
    return [part for key, parts in PARTS.items() if key != "map" for part in parts(plan, today, limits)]


def _profile(plan: AccountPlan, today: date, limits: Limits) -> list[Part]:
    named = [_certain(plan, name, _plan_field(plan, name)) for name in ("name", *PLAN_FACTS)]
    targets = [Field(f"{tr('Target')} {key}", money(amount, plan.unit)) for key, amount in sorted(plan.targets.items())]
    answers = [
        _certain(plan, spec.name, field_of_row(plan, getattr(plan.profile, spec.name), spec))
        for spec in fields_of(Profile)
    ]
    form = Entry(plan.name, plan.id, (*named, *targets, *answers))
    return [Part(tr("Customer profile"), (form,), is_form=True)]


def _plan_field(plan: AccountPlan, name: str) -> Field:
    return field_of_row(plan, getattr(plan, name), field_of(AccountPlan, name))


def _certain(plan: AccountPlan, name: str, field: Field) -> Field:
    """The field with how sure somebody is of it, behind its label."""
    fact = {str(key): fact for key, fact in plan.profile_facts.items()}.get(name)
    if fact is None or not (fact.assumed or fact.confirmed):
        return field
    words = tr("assumed") if fact.assumed else tr("confirmed {day}", day=fact.confirmed)
    return Field(f"{field.label} ({words})", field.text)


def _people(plan: AccountPlan, today: date, limits: Limits) -> list[Part]:
    people = [person for person in plan.people if not person.archived]
    return [_table(plan, N_("Key people"), Person, people), _table(plan, N_("Links between people"), Link, plan.links)]


def _rows_of(title: str, model: type[Row], section: str) -> Parts:
    """The parts of a template that is one table."""

    def parts(plan: AccountPlan, today: date, limits: Limits) -> list[Part]:
        return [_table(plan, title, model, getattr(plan, section))]

    return parts


def _table(plan: AccountPlan, title: str, model: type[Row], rows: Sequence[Row]) -> Part:
    specs = fields_of(model)
    return Part(tr(title), tuple(entry_of_row(plan, row, specs) for row in rows))


def _opportunities(plan: AccountPlan, today: date, limits: Limits) -> list[Part]:
    specs = [spec for spec in fields_of(Opportunity) if spec.name not in STRATEGY_FIELDS]
    splits = [_by_quarter(plan, deal) for deal in plan.opportunities]
    quarters = sorted({quarter for split in splits for quarter in split})
    entries = tuple(
        entry_of_row(plan, deal, specs, _quarter_fields(plan, split, quarters))
        for deal, split in zip(plan.opportunities, splits, strict=True)
    )
    found = forecast(plan, current_year(plan, today))
    notes = ["", f"FY{found.year}", *year_table(plan, found), *deal_notes(plan, found)] if entries else []
    return [Part(tr("Opportunities"), entries, notes=tuple(notes))]


def _by_quarter(plan: AccountPlan, deal: Opportunity) -> dict[Quarter, Decimal]:
    """The split by fiscal quarter: after a change of the year's start a quarter is the sum of the months in it."""
    sums: dict[Quarter, Decimal] = {}
    for month, amount in deal.split.items():
        quarter = quarter_of(month, plan.fiscal_year_start)
        sums[quarter] = exact_sum((sums.get(quarter, Decimal(0)), amount))
    return sums


def _quarter_fields(plan: AccountPlan, split: Mapping[Quarter, Decimal], quarters: Sequence[Quarter]) -> list[Field]:
    return [
        Field(f"{quarter.start} {quarter.label}", money(split.get(quarter), plan.unit, unknown=""), is_number=True)
        for quarter in quarters
    ]


PARTS: Final[Mapping[str, Parts]] = {
    "profile": _profile,
    "people": _people,
    "map": _people,
    "competitors": _rows_of(N_("Competitors"), Competitor, "competitors"),
    "needs": _rows_of(N_("Needs"), Need, "needs"),
    "values": _rows_of(N_("Value match"), ValueEntry, "values"),
    "spin": _rows_of(N_("SPIN"), SpinThread, "spin"),
    "assessment": assessment_parts,
    "opportunities": _opportunities,
    "strategy": strategy_parts,
    "meetings": _rows_of(N_("Meetings"), Meeting, "meetings"),
}
"""By the template's key, in the order of the deck; meetings stand at the end."""
