"""Template 3, the influence map: who decides, who is for us, how we get to them; drawn, moved on and changed."""

from __future__ import annotations

from kaptui.commands import Command, commands_in
from kaptui.draw.width import cells, clip
from kaptui.screens.base import key_label
from kaptui.screens.map_copying import MapCopying
from kaptui.screens.map_editing import MapEditing
from kaptui.screens.map_keys import ATTRIBUTE_CHORDS, step_of
from kaptui.screens.map_linking import MapLinking
from kaptui.screens.map_moving import MapMoving
from kaptui.screens.map_pasting import MapPasting
from kaptui.screens.map_views import MapViews
from kaptui.text import tr


class MapScreen(MapEditing, MapLinking, MapPasting, MapMoving, MapViews, MapCopying):
    """The map with strip and card. Keys go to the map, to the card, or to the end of a link that is being drawn."""

    @property
    def scopes(self) -> tuple[str, ...]:
        scopes = super().scopes
        if self.begun is not None:
            return ("linking", *(scope for scope in scopes if scope != "map.edit"))
        return ("cursor", *scopes) if self.card_has_keys else scopes

    def status_text(self) -> str:
        return self.linking_words() or super().status_text()

    # the card

    @property
    def card_has_keys(self) -> bool:
        """Whether the keys scroll the card."""
        return bool(self.is_mounted and self.card.lines.has_focus)

    def do_map_card(self) -> None:
        """Give the card the keys, or the map again."""
        to_card = not self.card_has_keys
        self.set_class(to_card, "-card")
        (self.card.lines if to_card else self.map_view).focus()
        self.call_after_refresh(self.refresh_chrome)

    def do_move_up(self) -> None:
        self.card.move(-1)

    def do_move_down(self) -> None:
        self.card.move(1)

    def do_move_left(self) -> None:
        self.do_map_card()

    def do_move_right(self) -> None:
        """Nothing is to the right of the card."""

    # leaving

    def do_go_brief(self) -> None:
        """The brief about the person in view."""
        self.context.brief_people = (self.selected.id,) if self.selected is not None else ()
        self.context.go("brief")

    def do_back(self) -> None:
        """Out of a link under way, out of the card, out of the filter, then out of the map."""
        if self.begun is not None:
            self.give_up_link()
        elif self.card_has_keys:
            self.do_map_card()
        elif self.sight.filter:
            self.set_filter("")
        else:
            super().do_back()

    def on_screen_suspend(self) -> None:
        """Whoever goes elsewhere draws no link any more."""
        if self.app.screen is not self and not self.app.screen.is_modal:
            self.begun = None

    # hints and help

    def hint_lines(self) -> tuple[str, str]:
        if self.chord:
            return self._chord_lines()
        _, everywhere = super().hint_lines()
        if self.begun is not None:
            return self._hints(commands_in(("linking",)), " hjkl  ") + f"  Esc {tr('gives up')}", everywhere
        return self._map_hints(), everywhere

    def _map_hints(self) -> str:
        """The most useful keys; those that set an attribute together."""
        keymap = self.context.keymap
        by_id = {command.id: command for command in commands_in(("map", "map.edit"))}
        firsts = [by_id[f"{chord}.unknown"] for chord in ATTRIBUTE_CHORDS]
        letters = "".join(keymap.keys_of(command)[0].split()[0] for command in firsts if keymap.keys_of(command))
        words = ["hjkl " + tr("move")]
        words += [f"{self._key(by_id['map.code'])} {tr('code')}", f"{letters} {tr('set')}"]
        for name in _HINTS:
            command = by_id[name]
            words.append(f"{self._key(command)} {tr(command.hint)}")
        return " " + "  ".join(words)

    def _key(self, command: Command) -> str:
        """The first key of a command, of a chord its first letter."""
        keys = self.context.keymap.keys_of(command)
        return key_label(keys[0].split()[0]) if keys else ""

    def _chord_lines(self) -> tuple[str, str]:
        """The second keys of a chord on both lines, each once, without the words that all of them share."""
        keymap, start = self.context.keymap, f"{self.chord} "
        first, second = f" {self.chord}-", " " * (len(self.chord) + 2)
        for command in (*commands_in(self.scopes), None):
            key = next((keys for keys in keymap.keys_of(command) if keys.startswith(start)), None) if command else "Esc"
            if key is None or (command is not None and self._is_beyond(command)):
                continue
            hint = f"  {key.removeprefix(start)} {self._short(command) if command else tr('gives up')}"
            if len(second.strip()) == 0 and cells(first + hint) <= self.size.width:
                first += hint
            else:
                second += hint
        return first, second

    def _is_beyond(self, command: Command) -> bool:
        """Whether a decision step is not even the next one."""
        deal = self.deal_of_steps
        return (step_of(command.id) or 0) > (len(deal.steps) if deal is not None else 0) + 1

    def _short(self, command: Command) -> str:
        """A command in a word or two, where the chord says the rest."""
        number, deal = step_of(command.id), self.deal_of_steps
        if number and deal is not None and number <= len(deal.steps):
            return clip(self.context.glyphs.show(deal.steps[number - 1].step), 14) or "?"
        if number:
            return tr("new")
        title = tr(command.title)
        return title.replace("：", ": ").partition(": ")[2] or title

    def help_text(self) -> list[str]:
        return [
            tr(
                "The map shows who decides, who is for us and how we get to them. h j k l move by family, the arrows "
                "by place; Tab scrolls the card beside it."
            ),
            tr(
                "A row or box reads: decision step, standing (@ inner circle, o political structure, + outside), roles "
                "UEDA, style IVPCL, relationship (X enemy, - non-supporter, = neutral, + supporter, * mentor), contact "
                "(... none, #.. brief, ##. multiple, ### in depth). ? is not known yet."
            ),
            tr(
                "The corners of a box repeat the standing, its sides the contact; (n) is the decision step, +n people "
                "folded away, [>n] influence out, [<n] in, [xn] conflict, {rs} what this deal sees otherwise."
            ),
            tr(
                "A mentor is more than a friend: somebody who sells our solution inside when we are not there. The "
                "inner circle (usually 2-3 people) controls outcomes, the political structure (2-5) makes things "
                "happen, the outside watches."
            ),
            tr(
                "Set an attribute with its letter and the value's: s relationship, c contact, r roles, t style, w "
                "standing; ? as the second key sets unknown. Enter takes the whole code at once."
            ),
            tr(
                "p shows the map as the opportunity in view sees it. There roles, relationship and standing are set "
                "for this deal only and marked; Backspace takes that back."
            ),
            tr(
                "The strip above: support with its known share, coverage, deciders hardly met, enemies in the inner "
                "circle, threads (!, SINGLE: all hangs on one), reach of friends and enemies among D and A, and the "
                "map's state. = and a letter opens the list behind a number."
            ),
        ]


_HINTS = (
    "map.add_report", "map.link", "map.view", "map.overlay.relationship", "map.list.support", "map.closer", "map.card",
    "map.fold", "map.filter", "map.lens", "map.finding_next", "map.step.1", "map.move", "map.paste", "map.all_links",
)  # fmt: skip
"""The commands of the hint line behind the first three, the most useful first."""
