"""Help: what this screen is for, its keys and those everywhere, the method's advice, the limits with their values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from kaptui.commands import GLOBAL, Command, commands_in
from kaptui.draw.width import fit
from kaptui.insight.limits import GROUPS, LIMITS, Limits
from kaptui.plan.document import AccountPlan
from kaptui.plan.fields import fields_of
from kaptui.plan.record import Record
from kaptui.screens.base import BaseScreen, key_label
from kaptui.text import N_, tr
from kaptui.widgets.lines import Lines
from kaptui.widgets.paint import Line, Span

SCOPE_TITLES = {
    GLOBAL: N_("Everywhere"),
    "account": N_("In an account"),
    "deal": N_("The opportunity in view"),
    "cursor": N_("Moving"),
    "cells": N_("Fields"),
    "rows": N_("Rows"),
    "findings": N_("Findings"),
    "findings.list": N_("Findings"),
    "opportunities": N_("Opportunities"),
    "spin.quadrants": N_("Quadrants"),
    "spin.sheet": N_("Call sheet"),
    "spin.thread": N_("SPIN thread"),
    "review": N_("Review"),
    "review.cells": N_("Review"),
    "review.rows": N_("Review"),
    "map": N_("Looking at the map"),
    "map.edit": N_("Changing the map"),
    "linking": N_("Drawing a link"),
}


class HelpScreen(BaseScreen):
    """Help about the screen it was called from; Esc goes back there."""

    SCOPES: ClassVar[tuple[str, ...]] = ("cursor",)

    def __init__(self, about: BaseScreen) -> None:
        super().__init__()
        self.about = about

    def compose_body(self) -> Iterable[Widget]:
        yield Lines(glyphs=self.context.glyphs, focusable=True, wraps=True)

    def heading(self) -> str:
        return tr("Help") + f" > {self.about.heading()}"

    def screen_ready(self) -> None:
        super().screen_ready()
        self.query_one(Lines).focus()

    def refresh_plan(self) -> None:
        super().refresh_plan()
        if self.is_mounted:
            self.query_one(Lines).show(self.lines())

    def lines(self) -> list[Line]:
        """Everything, top to bottom."""
        lines: list[Line] = [(Span(line),) for line in self.about.help_text()]
        groups: dict[str, list[Command]] = {}
        for scope in dict.fromkeys(self.about.scopes):
            group = groups.setdefault(SCOPE_TITLES.get(scope, N_("This screen")), [])
            group += [command for command in commands_in((scope,)) if self.about.action_of(command)]
        for title, commands in groups.items():
            if commands:
                lines += [(), (Span(tr(title), "title"),), *(self._command(command) for command in commands)]
        model = self.about.help_model()
        if model is not None:
            lines += [(), (Span(tr("Fields of this template"), "title"),), *_fields(model)]
        lines += [(), (Span(tr("Weights and limits in force"), "title"),), *limit_lines(self.context.limits)]
        return lines

    def _command(self, command: Command) -> Line:
        keys = ", ".join(map(key_label, self.context.keymap.keys_of(command)))
        return (Span(f"  {fit(keys, 18)} ", "key"), Span(tr(command.title)))

    # commands

    def do_back(self) -> None:
        """Back to the screen help was called from."""
        self.dismiss()

    do_help = do_back

    def do_move_down(self) -> None:
        self.query_one(Lines).move(1)

    def do_move_up(self) -> None:
        self.query_one(Lines).move(-1)

    def as_text(self) -> str:
        return self.query_one(Lines).as_text()


def limit_lines(limits: Limits) -> Iterable[Line]:
    """Every limit with its value and its name in the settings file, group by group; what was changed says from what."""
    yield (Span(tr("The same for everybody: settings of the data directory, in its file limits.toml, name = value.")),)
    for group, (title, about) in GROUPS.items():
        yield ()
        yield (Span(f"  {tr(title)}: ", "title"), Span(tr(about)))
        for spec in LIMITS:
            if spec.group is group:
                value = getattr(limits, spec.name)
                changed = "  " + tr("(default {value})", value=spec.default) if value != spec.default else ""
                yield (
                    Span(f"  {value:>5}  ", "key"),
                    Span(tr(spec.label)),
                    Span(changed, "changed"),
                    Span(f"  {spec.name}", "dim"),
                )


def _fields(model: type[Record]) -> Iterable[Line]:
    for spec in fields_of(model if model is not Record else AccountPlan):
        yield (Span(f"  {tr(spec.label)}: ", "key"), Span(tr(spec.help)))
        if spec.choices:
            yield (Span("    " + "  ".join(f"{choice.code} {tr(choice.label)}" for choice in spec.choices), "dim"),)
