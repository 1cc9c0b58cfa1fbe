"""The strip above the map: how power stands, in one line of numbers, and the list of people behind each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kaptui.draw.map_codes import contact_gauge, relationship_sign
from kaptui.draw.width import cells
from kaptui.insight.power import MapState, by_weight, is_single_threaded, points
from kaptui.insight.reach import WayIn, within_reach
from kaptui.insight.summary import Summary
from kaptui.insight.view import Seen, View
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.vocabulary import Relationship, Role
from kaptui.screens.map_card import called, roles_in_words
from kaptui.screens.panels import STATE_WORDS, support_text, way_text
from kaptui.text import tr
from kaptui.text.format import UNKNOWN_ASCII, percent, signed
from kaptui.widgets.options import Option
from kaptui.widgets.paint import Line, Span, line_cells

_SEP = "  "


@dataclass(frozen=True, slots=True)
class PowerList:
    """The people behind a number: its title says the number, the keys of the options are the people's ids."""

    title: str
    people: tuple[Option, ...]
    empty: str


class Power:
    """The numbers of the strip in the view of ``lens``, or of the whole account."""

    def __init__(self, summary: Summary, lens: Opportunity | None) -> None:
        self.summary = summary
        self.lens = lens
        self.view: View = summary.view(lens)

    def strip(self, width: int) -> Line:
        """All numbers in as many words as fit into ``width`` cells."""
        if not self.view.everyone:
            return (Span(" " + tr("Nobody on the map yet: a adds somebody, P pastes an organisation"), "dim"),)
        long, short = self._line(self._long()), self._line(self._short())
        return long if line_cells(long) <= width else short

    def _line(self, parts: Iterable[Span]) -> Line:
        spans = [Span(" ")]
        for part in parts:
            spans += [part, Span(_SEP)]
        return tuple(spans[:-1])

    def _long(self) -> Iterator[Span]:
        support, reach = self.summary.support(self.lens), self.summary.reach(self.lens)
        yield Span(
            tr("support {number}", number=support_text(self.summary, self.lens)), "bad" if support.against else ""
        )
        yield Span(tr("known {share}", share=_share(support.known)))
        yield Span(tr("coverage {share}", share=_share(self.summary.coverage(self.lens).score)))
        yield Span(tr("D/A not met {count}", count=len(self.unmet())), "warning" if self.unmet() else "")
        yield Span(tr("inner X {count}", count=len(self.inner_enemies())), "bad" if self.inner_enemies() else "")
        yield self._threads(tr("threads {count}", count=len(self.view.threads)), " " + tr("SINGLE"))
        yield Span(tr("friends reach {share}", share=_share(reach.friends)))
        yield Span(tr("enemies {share}", share=_share(reach.enemies)))
        yield self._state()

    def _short(self) -> Iterator[Span]:
        support, reach = self.summary.support(self.lens), self.summary.reach(self.lens)
        score = tr("supp {number}", number=support_text(self.summary, self.lens))
        yield Span(f"{score} ({_share(support.known)})", "bad" if support.against else "")
        yield Span(tr("cover {share}", share=_share(self.summary.coverage(self.lens).score)))
        yield Span(tr("unmet {count}", count=len(self.unmet())), "warning" if self.unmet() else "")
        yield Span(tr("inner X {count}", count=len(self.inner_enemies())), "bad" if self.inner_enemies() else "")
        yield self._threads(tr("thr {count}", count=len(self.view.threads)), "!")
        yield Span(tr("reach {friends}/{enemies}", friends=_share(reach.friends), enemies=_share(reach.enemies)))
        yield self._state()

    def _threads(self, words: str, mark: str) -> Span:
        single = is_single_threaded(self.view)
        return Span(words + (mark if single else ""), "warning" if single else "")

    def _state(self) -> Span:
        word, tone = STATE_WORDS[self.summary.map_state(self.lens)]
        return Span(tr(word), tone)

    def unmet(self) -> tuple[Seen, ...]:
        """The deciders (D or A) with no more than brief contact."""
        return self.view.to_be_reached

    def inner_enemies(self) -> tuple[Seen, ...]:
        """The enemies in the inner circle."""
        return tuple(seen for seen in self.view.inner if seen.relationship is Relationship.ENEMY)

    # the list behind each number

    def people_of(self, name: str) -> PowerList:
        """The list that ``map.list.<name>`` opens. Raises ``KeyError`` for another name."""
        lists = {
            "support": self._support_list, "unknown": self._unknown_list, "coverage": self._coverage_list,
            "unmet": self._unmet_list, "enemies": self._enemies_list, "threads": self._threads_list,
            "friend_reach": self._friend_reach_list, "enemy_reach": self._enemy_reach_list,
            "state": self._state_list, "ways": self._ways_list,
        }  # fmt: skip
        return lists[name]()

    def _points_text(self, seen: Seen) -> str:
        number = signed(points(seen, self.view.limits))
        return tr("{points} of weight {weight}", points=number, weight=seen.weight)

    def _support_list(self) -> PowerList:
        """Who makes the number: key players against us first, then by how much each moves it."""
        against = self.summary.support(self.lens).against
        ids = {seen.id for seen in against}
        known = [seen for seen in self.view.members if seen.relationship is not None and seen.id not in ids]
        rest = sorted(known, key=lambda seen: -abs(points(seen, self.view.limits)))
        options = [self._option(seen, self._points_text(seen)) for seen in (*by_weight(against), *rest)]
        title = tr("Support {number}", number=support_text(self.summary, self.lens))
        return PowerList(title, tuple(options), tr("Nobody's relationship is known"))

    def _unknown_list(self) -> PowerList:
        seen_unknown = by_weight(seen for seen in self.view.members if seen.relationship is None)
        title = tr("Relationship unknown; known share {share}", share=_share(self.summary.support(self.lens).known))
        options = tuple(self._option(seen, f"w{seen.weight}") for seen in seen_unknown)
        return PowerList(title, options, tr("Everybody's relationship is known"))

    def _coverage_list(self) -> PowerList:
        """The gaps first, then the other key players."""
        coverage = self.summary.coverage(self.lens)
        short = {gap.seen.id for gap in coverage.gaps}
        gaps = [
            self._option(gap.seen, f"{contact_gauge(gap.seen.contact)} {tr('needs {degree}', degree=gap.required)}")
            for gap in coverage.gaps
        ]
        rest = [
            self._option(seen, contact_gauge(seen.contact))
            for seen in by_weight(self.view.key_players)
            if seen.id not in short
        ]
        title = tr("Coverage {share}: {count} gaps", share=_share(coverage.score), count=len(gaps))
        return PowerList(title, (*gaps, *rest), tr("No key player yet"))

    def _unmet_list(self) -> PowerList:
        options = tuple(self._option(seen, contact_gauge(seen.contact)) for seen in by_weight(self.unmet()))
        title = tr("Deciders (D or A) hardly met: {count}", count=len(options))
        return PowerList(title, options, tr("Every decider has been met more than once"))

    def _enemies_list(self) -> PowerList:
        """The inner circle, its enemies first, then the enemies elsewhere."""
        first = self.inner_enemies()
        people = [*first, *(seen for seen in self.view.inner if seen not in first)]
        people += [seen for seen in self.view.enemies if seen not in people]
        title = tr("Inner circle {inner}, enemies in it {count}", inner=len(self.view.inner), count=len(first))
        return PowerList(title, tuple(map(self._standing_option, people)), tr("Nobody in the inner circle, no enemy"))

    def _threads_list(self) -> PowerList:
        """The threads, then friends outside the tree, who are none."""
        people = [*self.view.threads, *(seen for seen in self.view.friends if not seen.is_member)]
        options = [
            self._option(seen, seen.person.department if seen.is_member else tr("outside the tree, no thread"))
            for seen in people
        ]
        single = f", {tr('single-threaded!')}" if is_single_threaded(self.view) else ""
        title = tr("Threads {count}", count=len(self.view.threads)) + single
        return PowerList(title, tuple(options), tr("Nobody whom we know well is for us"))

    def _friend_reach_list(self) -> PowerList:
        title = tr("Deciders in reach of friends {share}", share=_share(self.summary.reach(self.lens).friends))
        mentors = tr("of mentors {share}", share=_share(self.summary.reach(self.lens).mentors))
        return self._reach_list(f"{title}, {mentors}", self.view.friends)

    def _enemy_reach_list(self) -> PowerList:
        title = tr("Deciders in reach of enemies {share}", share=_share(self.summary.reach(self.lens).enemies))
        return self._reach_list(title, self.view.enemies)

    def _reach_list(self, title: str, seeds: Sequence[Seen]) -> PowerList:
        """The deciders in reach first."""
        reached = within_reach(self.view, seeds)
        people = sorted(by_weight(self.view.deciders), key=lambda seen: seen.id not in reached)
        options = (self._option(seen, tr("in reach") if seen.id in reached else tr("not in reach")) for seen in people)
        return PowerList(title, tuple(options), tr("No decider (D or A) on the map"))

    def _state_list(self) -> PowerList:
        """The key players, those for us first."""
        state = self.summary.map_state(self.lens)
        reasons = {
            MapState.RED: tr("red: no key player is for us"),
            MapState.AMBER: tr("amber: a key player is for us, but no D or A"),
            MapState.GREEN: tr("green: a D or A is for us"),
        }
        people = sorted(by_weight(self.view.key_players), key=lambda seen: not seen.is_for_us)
        return PowerList(reasons[state], tuple(map(self._standing_option, people)), tr("No key player yet"))

    def _ways_list(self) -> PowerList:
        options = tuple(_way_option(way) for way in self.summary.ways_in(self.lens))
        title = tr("Ways in to deciders hardly met")
        return PowerList(title, options, tr("Every decider has been met more than once"))

    def _standing_option(self, seen: Seen) -> Option:
        return self._option(seen, f"{contact_gauge(seen.contact)} w{seen.weight}")

    def _option(self, seen: Seen, hint: str) -> Option:
        """A person with the code and what the list says about them."""
        roles = "".join(role.value for role in Role if role in seen.roles)
        sign = relationship_sign(seen.relationship)
        text = f"{sign} {called(seen.person)}" + (f"  {roles}" if roles else "")
        return Option(seen.id, text, hint, f"{seen.person.title} {roles_in_words(seen.roles)}")


def ways_lines(power: Power, width: int) -> list[Line]:
    """The ways in to deciders hardly met, as lines; each at most a few rows."""
    ways = power.summary.ways_in(power.lens)
    return [(Span(way_text(way), "" if way.start else "warning"),) for way in ways if cells(way_text(way)) <= 4 * width]


def _way_option(way: WayIn) -> Option:
    return Option(way.target.id, way_text(way), "" if way.cost is None else str(way.cost))


def _share(score: Fraction | None) -> str:
    return percent(score, unknown=UNKNOWN_ASCII)
