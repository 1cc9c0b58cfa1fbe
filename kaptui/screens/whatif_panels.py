"""Old and new numbers of a what-if side by side, and what it does to the plan test, as lines. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kaptui.draw.differences import FINDINGS, SIGNS, told
from kaptui.draw.width import cells, fit
from kaptui.insight.compare import findings_compared
from kaptui.insight.deals_compared import deals_compared
from kaptui.insight.difference import Difference
from kaptui.insight.people_compared import people_compared
from kaptui.insight.revenue import Forecast
from kaptui.insight.summary import Summary
from kaptui.insight.work_compared import assessments_compared, work_compared
from kaptui.plan.document import AccountPlan
from kaptui.plan.exact import exact_sum, rounded
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.vocabulary import Status, label_of
from kaptui.screens.odds_shown import OddsShown
from kaptui.screens.panels import SECTIONS, STATE_WORDS, support_text
from kaptui.text import tr, trn
from kaptui.text.format import UNKNOWN_ASCII, money, percent, signed
from kaptui.widgets.paint import Line, Span

NUMBER = 8
CHANGE = 7
"""The least cells of a number and of a difference; long ones take of the label."""
LEAST_LABEL = 8


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the comparison: what follows from the plan, the year shown, its odds, the deal in view."""

    summary: Summary
    year: Forecast
    odds: OddsShown
    deal: Opportunity | None


@dataclass(frozen=True, slots=True)
class Row:
    """One number on both sides as shown, and by how much it moved (empty when it did not)."""

    label: str
    old: str
    new: str
    change: str = ""
    better: bool | None = None
    is_word: bool = False


def numbers(old: Side, new: Side, width: int, heads: tuple[str, str], part: str = "") -> list[Line]:
    """Every number that a change of deals, people or answers moves, old, new and the difference, under two short
    headings; those of the ``answers`` first while that is the part being changed."""
    judged, others = _judged(old, new), _rows(old, new)
    rows = [*judged, *others] if part == "answers" else [*others, *judged]
    number = max(NUMBER, *(cells(text) + 1 for row in rows if not row.is_word for text in (row.old, row.new)))
    longest = max((cells(row.change) + 1 for row in rows if row.change), default=0)
    change = max(longest, min(CHANGE, width - LEAST_LABEL - 2 * number))
    label = max(LEAST_LABEL, width - 2 * number - change)
    head = fit("", label) + "".join(fit(text, number, "right") for text in heads)
    return [(Span(head, "dim"),), *(_line(row, label, number, change) for row in rows)]


def _line(row: Row, label: int, number: int, change: int) -> Line:
    tone = {True: "good", False: "bad", None: "changed" if row.old != row.new else ""}[row.better]
    room = max(number, cells(row.new) + 1)
    return (
        Span(fit(row.label, label) + fit(row.old, number, "right")),
        Span(fit(row.new, room, "right") + fit(row.change, number + change - room, "right"), tone),
    )


def _rows(old: Side, new: Side) -> list[Row]:
    unit = new.summary.plan.unit
    rows = [
        _money(tr("weighted"), old.year.weighted, new.year.weighted, unit),
        _odds_row(old, new, unit),
        _money_of_odds(tr("low"), "low", old, new, unit),
        _money_of_odds(tr("best"), "best", old, new, unit),
        _support(old, new),
        _share(tr("coverage"), *(side.summary.coverage(side.deal).score for side in (old, new))),
        _plain(tr("map"), *(tr(STATE_WORDS[side.summary.map_state(side.deal)][0]) for side in (old, new))),
        _count(tr("findings"), *(len(side.summary.findings()) for side in (old, new))),
        _money(tr("planned"), old.year.planned, new.year.planned, unit),
        _money(tr("won"), old.year.won, new.year.won, unit),
        _money(tr("unallocated"), old.year.unallocated, new.year.unallocated, unit),
    ]
    rows += [
        _money(part.quarter.label + " " + tr("weighted"), before.weighted, part.weighted, unit)
        for before, part in zip(old.year.quarters, new.year.quarters, strict=True)
    ]
    reach = [side.summary.reach(side.deal) for side in (old, new)]
    rows.append(_share(tr("known share"), *(side.summary.support(side.deal).known for side in (old, new))))
    rows.append(_share(tr("friend reach"), reach[0].friends, reach[1].friends))
    rows.append(_share(tr("enemy reach"), reach[0].enemies, reach[1].enemies, good=False))
    return rows


def _judged(old: Side, new: Side) -> list[Row]:
    """What the answers about the deal in view say: verdict, gap to the best rival, the four sections."""
    if old.deal is None or new.deal is None:
        return []
    before, after = old.summary.assessment(old.deal), new.summary.assessment(new.deal)
    rows = [
        _plain(tr("verdict"), *(tr(label_of(side.verdict)) for side in (before, after))),
        _signed(tr("gap to rival"), before.gap, after.gap),
    ]
    for section, name in SECTIONS.items():
        rows.append(_signed(tr(name), before.us.sections[section].value, after.us.sections[section].value))
    return [*rows, _count(tr("answered"), before.us.overall.answered, after.us.overall.answered, good=True)]


def _signed(label: str, old: Fraction | None, new: Fraction | None) -> Row:
    texts = (signed(old, unknown=UNKNOWN_ASCII), signed(new, unknown=UNKNOWN_ASCII))
    if old is None or new is None or texts[0] == texts[1]:
        return Row(label, *texts)
    return Row(label, *texts, signed(rounded(new) - rounded(old)), new > old)


def _money(label: str, old: Decimal, new: Decimal, unit: str, mark: str = "") -> Row:
    change = exact_sum((new, -old))
    texts = (money(old, unit, 0), mark + money(new, unit, 0))
    if not change:
        return Row(label, *texts)
    return Row(label, *texts, ("+" if change > 0 else "") + money(change, unit, 0), change > 0)


def _money_of_odds(label: str, name: str, old: Side, new: Side, unit: str) -> Row:
    if old.odds.odds is None or new.odds.odds is None:
        return Row(label, "~", "~")
    return _money(label, getattr(old.odds.odds, name), getattr(new.odds.odds, name), unit, new.odds.mark)


def _odds_row(old: Side, new: Side, unit: str) -> Row:
    target = new.year.target
    label = tr("odds") if target is None else f"P(>={money(target, unit)})"
    chances = [side.odds.odds.chance if side.odds.odds else None for side in (old, new)]
    shares = [None if chance is None else (chance.lower + chance.upper) * 50 for chance in chances]
    row = _share(label, shares[0], shares[1])
    return Row(row.label, old.odds.mark + row.old, new.odds.mark + row.new, row.change, row.better)


def _share(label: str, old: Fraction | None, new: Fraction | None, *, good: bool = True) -> Row:
    texts = (percent(old, unknown=UNKNOWN_ASCII), percent(new, unknown=UNKNOWN_ASCII))
    if old is None or new is None or texts[0] == texts[1]:
        return Row(label, *texts)
    return Row(label, *texts, signed(rounded(new) - rounded(old)), (new > old) is good)


def _support(old: Side, new: Side) -> Row:
    texts = support_text(old.summary, old.deal), support_text(new.summary, new.deal)
    before, after = (side.summary.support(side.deal).score for side in (old, new))
    if before is None or after is None or rounded(before) == rounded(after):
        return Row(tr("support"), *texts)
    return Row(tr("support"), *texts, signed(rounded(after) - rounded(before)), after > before)


def _count(label: str, old: int, new: int, *, good: bool = False) -> Row:
    """A number of things of which more are ``good``, or bad."""
    return Row(label, str(old), str(new), *((signed(new - old), (new > old) is good) if old != new else ()))


def _plain(label: str, old: str, new: str) -> Row:
    return Row(label, old, new, is_word=True)


def effects(old: Summary, new: Summary) -> list[Line]:
    """What opens and what closes in the plan test, then every change that would be kept."""
    lines = findings_turned(old, new)
    changes = [
        *deals_compared(old.plan, new.plan),
        *people_compared(old.plan, new.plan),
        *assessments_compared(old.plan, new.plan, new.limits),
        *work_compared(old.plan, new.plan),
    ]
    if changes:
        lines += [(Span(tr("Changes that would be kept"), "title"),), *_told(changes)]
    return lines or [nothing_turned()]


def nothing_turned() -> Line:
    """What stands where no finding opens or closes."""
    return (Span(tr("no finding opens or closes"), "dim"),)


def findings_turned(old: Summary, new: Summary) -> list[Line]:
    """A line for each finding that opens or closes; the findings of a deal that is open on one side only come and go
    with it: one line says how many."""
    open_before, open_now = _open_deals(old.plan), _open_deals(new.plan)
    singly, with_deal = list[Difference](), Counter[tuple[str, str]]()
    for each in findings_compared(old.findings(), new.findings()):
        if each.opportunity is None or (each.opportunity in open_before and each.opportunity in open_now):
            singly.append(each)
        else:
            with_deal[(each.kind, open_now.get(each.opportunity) or open_before.get(each.opportunity, ""))] += 1
    lines = _told(singly)
    for (kind, deal), count in with_deal.items():
        finding = trn("{n} finding about {deal}", "{n} findings about {deal}", count, deal=deal or tr("(no name)"))
        lines.append((Span("  " + tr(FINDINGS[kind], finding=finding)),))
    return lines


def _open_deals(plan: AccountPlan) -> dict[str, str]:
    """The names of the open deals by id."""
    return {deal.id: deal.name for deal in plan.opportunities if deal.status is Status.OPEN}


def _told(found: Sequence[Difference]) -> list[Line]:
    tones = {True: "good", False: "bad", None: ""}
    return [(Span(f"{SIGNS[each.better]} {text}", tones[each.better]),) for each, text in told(found)]
