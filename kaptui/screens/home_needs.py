"""What needs somebody today, across all accounts: the lines of the pane below them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from kaptui.draw.glyphs import Glyphs
from kaptui.draw.width import cells, clip, fit
from kaptui.insight.portfolio import NeedsYou, Portfolio
from kaptui.screens.home_rows import sentence_of
from kaptui.screens.signs import MARKS
from kaptui.text import tr, trn
from kaptui.text.format import money, unit_label
from kaptui.widgets.paint import Line, Span


def needs_line(need: NeedsYou, today: date, width: int, glyphs: Glyphs) -> Line:
    """An urgent finding with what it puts at stake, or an action with its date and owner, in ``width`` cells."""
    account, figures = need.account.name or tr("(no name)"), need.account.figures
    if need.finding is not None:
        (mark, tone), said, stake = MARKS[need.finding.severity], sentence_of(need.finding), need.finding.at_stake
        unit = unit_label(figures.unit, figures.currency) if figures else ""
        beside = f"{money(stake, figures.unit, 0)} {unit}" if stake and figures else ""
    elif need.action is not None:
        late = need.action.due < today
        mark, tone = (" !", "warning") if late else (" >", "")
        said = need.action.what or tr("(unnamed)")
        when = tr("was due {day}", day=need.action.due) if late else tr("due {day}", day=need.action.due)
        beside = f"{when} {need.action.owner}".strip()
    else:
        return ()
    beside = clip(glyphs.show(beside), max(0, width // 3), glyphs.cut)
    name = clip(glyphs.show(account), max(8, width // 4), glyphs.cut)
    room = max(8, width - cells(name) - cells(beside) - 6)
    text = fit(clip(glyphs.show(said), room, glyphs.cut), room)
    return (Span(f"{mark} ", tone), Span(f"{name} ", "title"), Span(text), Span(f"  {beside}", "dim"))


def both_in_sight(needs: Sequence[NeedsYou], lines: int) -> tuple[NeedsYou, ...]:
    """The urgent findings that fit into two thirds of the lines, then all actions, then the other findings."""
    findings = [need for need in needs if need.finding is not None]
    actions = [need for need in needs if need.action is not None]
    first = max(1, lines - min(len(actions), lines // 3))
    return (*findings[:first], *actions, *findings[first:])


def needs_title(portfolio: Portfolio, places: Iterable[int], days: int) -> str:
    """In how many of the accounts shown there is either."""
    urgents, dues = portfolio.column("urgent"), portfolio.column("due")
    limit = date.fromordinal(portfolio.today.toordinal() + days).isoformat()
    chosen = list(places)
    urgent = sum(map(bool, map(urgents.__getitem__, chosen)))
    due = sum(day <= limit for day in filter(None, map(dues.__getitem__, chosen)))
    counts = tr(
        "{urgent}, {due}",
        urgent=trn("{n} account with urgent findings", "{n} accounts with urgent findings", urgent),
        due=trn("{n} with actions due", "{n} with actions due", due),
    )
    if days == 0:
        return tr("Needs you today: {counts}", counts=counts)
    return tr("Needs you within {days} days: {counts}", days=days, counts=counts)
