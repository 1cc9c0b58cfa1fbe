"""Pasting an organisation on the map: the outline is shown as it was read, and taken over as one step of undo."""

from __future__ import annotations

from typing import Final

from textual import events

from kaptui.editing.outline import MOST_LINES, TOO_MANY_LINES, has_too_many_lines, outline_edits
from kaptui.plan.paths import Path
from kaptui.screens.map_base import MapBase
from kaptui.screens.outline_dialogs import OutlinePreview, OutlineText
from kaptui.text import tr, trn

UNFINISHED: Final[Path] = ("outline",)
"""Where an outline waits that somebody had to leave."""


class MapPasting(MapBase):
    """A bracketed paste, or ``P`` for terminals that have none."""

    def on_paste(self, event: events.Paste) -> None:
        """Somebody pasted on the map."""
        event.stop()
        if self.session.read_only:
            self.context.tell(tr("This plan is open read-only"))
        elif event.text.strip() and not self._is_too_much(event.text):
            self.preview_outline(event.text)

    def do_map_paste(self) -> None:
        """Write or paste an outline into a pane first; one that somebody had to leave is there again."""
        begun = self.session.drafts.get(UNFINISHED)
        self.edit_outline(begun.text if begun else "")

    def edit_outline(self, text: str) -> None:
        """The outline in a pane to type into; then its preview."""

        def written(outline: str | None) -> None:
            if outline is not None and self._is_too_much(outline):
                self._keep_outline(outline)
            elif outline is not None and outline.strip():
                self.preview_outline(outline)
            else:
                self.give_up_unfinished(UNFINISHED)

        self.app.push_screen(OutlineText(text, self._keep_outline, glyphs=self.context.glyphs), written)

    def _is_too_much(self, outline: str) -> bool:
        """Whether an outline is longer than can be taken at once; it is said then."""
        is_too_much = has_too_many_lines(outline)
        if is_too_much:
            self.context.tell(tr(TOO_MANY_LINES, limit=MOST_LINES), "warning")
        return is_too_much

    def _keep_outline(self, text: str) -> None:
        self.keep_unfinished(UNFINISHED, text)

    def preview_outline(self, text: str) -> None:
        """What an outline would do; Enter does it."""

        def decided(choice: str | None) -> None:
            self.give_up_unfinished(UNFINISHED)
            if choice == "take":
                self.take_outline(text)
            elif choice == "edit":
                self.edit_outline(text)

        self.app.push_screen(OutlinePreview(self.plan, text, self._keep_outline, glyphs=self.context.glyphs), decided)

    def take_outline(self, text: str) -> None:
        """Put an outline into the plan as it stands now, and select its first person."""
        pasted = outline_edits(self.plan, text)
        if self.context.make(pasted.edit):
            told = tr(
                "{added}, {changed}",
                added=trn("{n} person added", "{n} people added", len(pasted.added)),
                changed=trn("{n} changed", "{n} changed", len(pasted.changed)),
            )
            if pasted.complaints:
                told += tr("; ") + trn("{n} line needs a look", "{n} lines need a look", len(pasted.complaints))
            self.context.tell(told)
            self.select(pasted.lines[0].person)
        else:
            self.context.tell(tr("Everything in this outline stands there already"))
