"""The panels of the dashboard as lines: qualification, power, plan test (revenue has its own room). Pure functions."""

from __future__ import annotations

from fractions import Fraction

from kaptui.draw.bars import centred_bar, filled_bar
from kaptui.draw.glyphs import Glyphs
from kaptui.draw.width import cells, clip, fit
from kaptui.insight.assessment import Assessment, Score
from kaptui.insight.plan_test import RULE_BY_ID, Group
from kaptui.insight.power import is_single_threaded, support_shown
from kaptui.insight.reach import Reach, WayIn
from kaptui.insight.summary import Summary
from kaptui.insight.view import Seen, View
from kaptui.plan.assessment import Section
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.vocabulary import Verdict, label_of
from kaptui.screens.signs import MARKS as MARKS
from kaptui.screens.signs import STATE_WORDS as STATE_WORDS
from kaptui.screens.signs import finding_words
from kaptui.text import N_, tr
from kaptui.text.format import UNKNOWN_ASCII, listed, money, percent, signed
from kaptui.widgets.paint import Line, Span

GAUGE = 9
"""Cells of a bar of power: beside it every figure has room on the narrowest panel."""
SECTIONS = {
    Section.OPPORTUNITY: N_("Real?"),
    Section.COMPETE: N_("Compete?"),
    Section.WIN: N_("Win?"),
    Section.WORTH: N_("Worth?"),
}
"""The four principles of slide 17 as a panel names them."""
VERDICT_TONE = {
    Verdict.PURSUE: "good",
    Verdict.CAUTIOUS: "warning",
    Verdict.EXPLORE: "warning",
    Verdict.RECONSIDER: "bad",
}


def qualification(summary: Summary, opportunity: Opportunity | None, glyphs: Glyphs) -> list[Line]:
    """The four sections with counts, score and bar; answered, verdict, gap, strategy."""
    if opportunity is None:
        return [(Span(tr("No opportunity yet: press 9, then a"), "dim"),)]
    judged = summary.assessment(opportunity)
    lines = [
        _section(section, judged.us.sections[section], section in judged.failed_gates, glyphs) for section in Section
    ]
    lines.append(
        (
            Span(
                tr("{answered} of {total} answered", answered=judged.us.overall.answered, total=judged.us.overall.total)
                + "  "
            ),
            Span(tr(label_of(judged.verdict)), VERDICT_TONE[judged.verdict]),
        )
    )
    lines.append((Span(_gap(judged)),))
    lines.append((Span(_strategy(opportunity, summary)),))
    return lines


def _section(section: Section, score: Score, failed: bool, glyphs: Glyphs) -> Line:
    counts = f"+{score.plus} -{score.minus} ?{score.unknown}"
    bar = centred_bar(score.value, 12, glyphs)
    tone = "bad" if failed else ""
    return (
        Span(fit(tr(SECTIONS[section]), 10)),
        Span(f"{counts} {signed(score.value):>5} ", tone),
        Span(bar, tone),
        Span(" " + tr("gate fails") if failed else "", "bad"),
    )


def _gap(judged: Assessment) -> str:
    if judged.gap is None or judged.best_rival is None:
        return tr("vs best rival: not known")
    return tr("vs best rival {name}: {gap}", name=clip(judged.best_rival.name, 14), gap=signed(judged.gap))


def _strategy(opportunity: Opportunity, summary: Summary) -> str:
    strategy = tr(label_of(opportunity.strategy)) if opportunity.strategy else tr("none yet")
    dates = [review.date for review in opportunity.reviews if review.date]
    if not dates:
        return tr("strategy {strategy}, never reviewed", strategy=strategy)
    return tr("strategy {strategy}, reviewed {days} d ago", strategy=strategy, days=(summary.today - max(dates)).days)


def power(summary: Summary, opportunity: Opportunity | None, glyphs: Glyphs) -> list[Line]:
    """Support with its known share, coverage, reach, threads, who is against us, ways in."""
    view = summary.view(opportunity)
    if not view.everyone:
        return [(Span(tr("Nobody on the map: press 2, then a"), "dim"),)]
    support, coverage, reach = summary.support(opportunity), summary.coverage(opportunity), summary.reach(opportunity)
    word, tone = STATE_WORDS[summary.map_state(opportunity)]
    lines: list[Line] = [
        _gauge(
            tr("support"),
            support_text(summary, opportunity),
            centred_bar(support.score, GAUGE, glyphs),
            Span(tr("known {share}", share=percent(support.known, unknown=UNKNOWN_ASCII))),
        ),
        _gauge(
            tr("coverage"),
            percent(coverage.score, unknown=UNKNOWN_ASCII),
            filled_bar(_share(coverage.score), GAUGE, glyphs),
            Span(tr("map") + " "),
            Span(tr(word), tone),
        ),
        (Span(tr("D/A reach: {shares}", shares=_shares(reach))),),
        _threads(view),
    ]
    if support.against:
        lines.append((Span(tr("against us: {names}", names=listed(map(_name, support.against))), "bad"),))
    lines.extend((Span(way_text(way), "" if way.start else "warning"),) for way in summary.ways_in(opportunity))
    return lines


def _gauge(label: str, number: str, bar: str, *beside: Span) -> Line:
    return (Span(fit(label, 8)), Span(f"{number:>6} "), Span(bar + " "), *beside)


def _shares(reach: Reach) -> str:
    friends = tr("friends {share}", share=percent(reach.friends, unknown=UNKNOWN_ASCII))
    return friends + " " + tr("enemies {share}", share=percent(reach.enemies, unknown=UNKNOWN_ASCII))


def _threads(view: View) -> Line:
    """How many mentors and threads there are, and the warning when everything hangs on one."""
    names = listed(map(_name, view.threads))
    counts = tr("mentors {mentors} threads {count}", mentors=len(view.mentors), count=len(view.threads))
    single = Span(" " + tr("single-threaded!"), "warning") if is_single_threaded(view) else Span("")
    return (Span(counts), single, Span(f" ({names})" if names else ""))


def support_text(summary: Summary, opportunity: Opportunity | None) -> str:
    """Support as it is printed everywhere: ``-16``, ``(-16)?`` when less than half is known, a dash for nobody."""
    shown = support_shown(summary.support(opportunity), summary.limits)
    if shown.number is None:
        return UNKNOWN_ASCII
    return f"({signed(shown.number)})?" if shown.doubtful else signed(shown.number)


def way_text(way: WayIn) -> str:
    """A way in in words: whom we get to through whom."""
    target = _name(way.target)
    if way.start is None:
        return (
            tr("no way in to {name} except through an enemy", name=target)
            if way.only_through_enemy
            else tr("no way in to {name}", name=target)
        )
    path = " > ".join(_name(seen) for seen in (way.start, *(hop.to for hop in way.hops[:-1])))
    return tr("way in to {name}: via {path}", name=target, path=path)


def _name(seen: Seen) -> str:
    return clip(seen.name or seen.person.title or tr("TBD"), 16)


def _share(score: Fraction | None) -> Fraction | None:
    return None if score is None else score / 100


def finding_line(line: Group, unit: str, width: int, glyphs: Glyphs) -> Line:
    """One line of the plan test: mark, sentence, money at stake at the right, rounded to the unit."""
    mark, tone = MARKS[line.severity]
    stake = " " + money(line.at_stake, unit, 0) if line.at_stake else ""
    room = max(8, width - 3 - cells(stake))
    text = finding_words(line.first.message)
    return (Span(f"{mark} ", tone), Span(fit(clip(text, room, glyphs.cut), room)), Span(stake))


def rule_text(line: Group) -> str:
    """What the rule behind a line means and what to do; of a line over several rules what each is called."""
    told = dict.fromkeys(part.rule for part in line.findings.parts)
    rules = [RULE_BY_ID[rule] for rule in told if rule in RULE_BY_ID]
    if len(rules) == 1:
        return tr(rules[0].explanation)
    return "; ".join(tr(rule.title) for rule in rules)
