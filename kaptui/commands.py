"""Every command once: its id, its keys, its title, where it works. Help, hints, palette and README are made from this.

Keys are written as people say them: ``a``, ``enter``, ``ctrl+z``, a chord as two words (``g h``). ``Keymap`` is pure: it
finds the command a key means in the scopes of a screen, and can be remapped by command id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kaptui.plan.halfwidth import half_width
from kaptui.plan.templates import TEMPLATES


class Command(NamedTuple):
    """One thing a person can do. ``title`` and ``hint`` are msgids; a command with a ``hint`` stands in the hint lines."""

    id: str
    scope: str
    keys: tuple[str, ...]
    title: str
    hint: str = ""


GLOBAL = "everywhere"
"""Commands of this scope work on every screen; each other scope belongs to one kind of screen."""


def _places() -> tuple[Command, ...]:
    """``g`` and a letter, and the digit, for each template."""
    return tuple(
        Command(f"go.{template.key}", "account", (f"g {template.letter}", template.digit), template.title, template.hint)
        for template in TEMPLATES
    )


COMMANDS: tuple[Command, ...] = (
    # everywhere
    Command("help", GLOBAL, ("?", "f1"), "Help: keys and what this screen is for", "help"),
    Command("palette", GLOBAL, (":", "ctrl+p"), "Command palette", "command"),
    Command("find", GLOBAL, ("/",), "Find", "find"),
    Command("actions", GLOBAL, ("f2",), "Menu of this screen's actions"),
    Command("undo", GLOBAL, ("u", "ctrl+z"), "Undo", "undo"),
    Command("redo", GLOBAL, ("U", "ctrl+y"), "Redo"),
    Command("copy", GLOBAL, ("y",), "Copy this view as text", "copy text"),
    Command("language", GLOBAL, ("L",), "Switch the language", "中文"),
    Command("back", GLOBAL, ("esc",), "Back"),
    Command("quit", GLOBAL, ("q", "ctrl+q", "ctrl+c"), "Quit", "quit"),
    Command("go.home", GLOBAL, ("g h",), "Home"),
    # any account
    Command("go.dashboard", "account", ("g d", "d"), "Dashboard", "dashboard"),
    *_places(),
    Command("go.links", "account", ("g l",), "Links between people", "links"),
    Command("go.brief", "account", ("g b", "b"), "Brief", "brief"),
    Command("go.findings", "account", ("g f",), "Findings", "findings"),
    Command("go.compare", "account", ("g x",), "Compare", "compare"),
    Command("history", "account", ("H",), "History: who changed what is under the cursor, and when"),
    Command("go.conflicts", "account", ("C",), "Conflicts with colleagues"),
    Command("go.next", "account", ("]",), "Next template"),
    Command("go.previous", "account", ("[",), "Previous template"),
    Command("opportunity.next", "deal", ("o",), "Next opportunity", "other opportunity"),
    Command("opportunity.choose", "deal", ("O",), "Choose an opportunity"),
    # moving in anything with a cursor
    Command("move.left", "cursor", ("h", "left"), "Left"),
    Command("move.down", "cursor", ("j", "down"), "Down", "move"),
    Command("move.up", "cursor", ("k", "up"), "Up"),
    Command("move.right", "cursor", ("l", "right"), "Right"),
    # cells
    Command("cell.edit", "cells", ("enter", "e"), "Edit", "edit"),
    Command("cell.clear", "cells", ("backspace", "delete"), "Clear to unknown", "clear"),
    Command("cell.next_empty", "cells", ("tab",), "Next empty field", "next empty"),
    Command("cell.previous_empty", "cells", ("shift+tab",), "Previous empty field"),
    # rows
    Command("row.add", "rows", ("a",), "Add a row", "add"),
    Command("row.remove", "rows", ("x",), "Delete the row", "delete"),
    Command("row.down", "rows", ("J",), "Move the row down"),
    Command("row.up", "rows", ("K",), "Move the row up"),
    Command("rows.sort", "rows", ("s",), "Sort by this column; again for the other way, again for none", "sort"),
    Command("rows.filter", "rows", ("f",), "Show only rows that contain a text", "filter"),
    Command("rows.transpose", "rows", ("T",), "Turn rows into columns", ""),
    # single templates
    Command("people.shorthand", "people", ("c",), "Type the code of this person: AP=2!!", "code"),
    Command("people.links", "people", ("i",), "Links between people", "links"),
    Command("people.people", "links", ("i",), "Key people", "people"),
    Command("people.archive", "people", ("X",), "Archive this person, or bring back"),
    Command("people.archived", "people", ("V",), "Show archived people, or hide them"),
    Command("people.forget", "people", ("D",), "Remove this person for good, from history and backups too"),
    Command("form.sure", "form", ("s",), "Confirmed today; again for assumed, again for neither", "sure"),
    Command("opportunity.later", "opportunities", (">",), "Quarters of the next fiscal year"),
    Command("opportunity.earlier", "opportunities", ("<",), "Quarters of the fiscal year before"),
    Command("opportunity.what_if", "trying", ("~",), "What-if: try changes on a scratch copy", "what-if"),
    Command("opportunity.spread", "opportunities", ("%",), "Show what the year may bring, or hide it", "odds"),
    Command("rate.yes", "assessment", ("+", "="), "Yes, good for us", "yes"),
    Command("rate.no", "assessment", ("-", "_"), "No, bad for us", "no"),
    Command("rate.unknown", "assessment", ("backspace", "delete", "."), "Not known", "unknown"),
    Command("assessment.answer", "assessment", ("enter", "e"), "Write the answer", "answer"),
    Command("assessment.evidence", "assessment", ("E",), "Write the evidence", "evidence"),
    Command("assessment.history", "assessment", ("H",), "How this assessment came about", "history"),
    Command("values.lift", "matrix", ("enter",), "Lift this entry, move it with the arrows, drop it", "lift"),
    Command("values.table", "values", ("T", "tab"), "The entries as a table, or in the field", "view"),
    Command("spin.view", "spin", ("v",), "Other view: quadrants, call sheet, table", "view"),
    Command("question.edit", "spin.quadrants", ("enter", "e"), "Edit the question, or write the one that is missing", "edit"),
    Command("question.add", "spin.quadrants", ("a",), "Add a question to this quadrant", "add"),
    Command("question.remove", "spin.quadrants", ("x", "backspace", "delete"), "Delete the question", "delete"),
    Command("spin.quadrant", "spin.quadrants", ("tab",), "Next quadrant", "quadrant"),
    Command("spin.quadrant_back", "spin.quadrants", ("shift+tab",), "Previous quadrant"),
    Command("spin.chain", "spin.quadrants", ("c",), "Next broken chain: write what is missing", "chain"),
    Command("spin.bank", "spin.quadrants", ("Q",), "Question bank", "question bank"),
    Command("spin.group", "spin.quadrants", ("w",), "One thread, all threads of its deal, all of its person", "whose"),
    Command("sheet.next", "spin.sheet", ("space", "n", "l"), "Next question", "next question"),
    Command("sheet.previous", "spin.sheet", ("p", "h"), "Previous question"),
    Command("sheet.heard", "spin.sheet", ("H",), "Heard: write what was said", "heard"),
    Command("sheet.explicit", "spin.sheet", ("E",), "Explicit need: yes, or no again", "explicit"),
    Command("sheet.words", "spin.sheet", ("W",), "The need in the customer's words", "words"),
    Command("sheet.said_by", "spin.sheet", ("B",), "Said by whom", "by"),
    Command("sheet.said_on", "spin.sheet", ("D",), "Said today", "today"),
    Command("sheet.value", "spin.sheet", ("V",), "Value acknowledged: write the customer's words", "value"),
    Command("sheet.field", "spin.sheet", ("tab",), "Next answer"),
    Command("sheet.field_back", "spin.sheet", ("shift+tab",), "Previous answer"),
    Command("spin.next", "spin.thread", (".", ">", "J"), "Next thread", "thread"),
    Command("spin.previous", "spin.thread", (",", "<", "K"), "Previous thread"),
    Command("spin.add", "spin.thread", ("A",), "New thread, beginning with its problem"),
    Command("spin.remove", "spin.thread", ("X",), "Delete this thread"),
    Command("strategy.section", "strategy", ("tab",), "Next part: strategy, steps, actions, reviews", "part"),
    Command("strategy.section_back", "strategy", ("shift+tab",), "Previous part"),
    Command("strategy.done", "strategy", ("space",), "Done, or not yet: a step or an action", "done"),
    Command("strategy.due", "strategy", ("D",), "To the due date; again to the next action that is due"),
    Command("strategy.review", "strategy", ("R",), "Review mode", "review"),
    Command("review.next", "review", ("tab",), "Next part: present, questions, vulnerabilities, recommendations, verdict", "next part"),
    Command("review.back", "review", ("shift+tab",), "Previous part"),
    Command("review.yes", "review.questions", ("+", "="), "Yes, good for us", "yes"),
    Command("review.no", "review.questions", ("-", "_"), "No, bad for us", "no"),
    Command("review.unknown", "review.questions", ("backspace", "delete", "."), "Not known", "unknown"),
    Command("review.toggle", "review.rows", ("space",), "Accept or drop; make it an action, or a mere recommendation", "accept or drop"),
    Command("review.add", "review.rows", ("a",), "Add a line", "add"),
    Command("review.edit", "review.cells", ("enter", "e"), "Edit", "edit"),
    Command("review.clear", "review.cells", ("backspace", "delete"), "Clear to unknown"),
    Command("review.remove", "review.rows", ("x",), "Delete the line", "delete"),
    Command("review.write", "review", ("w",), "Write the review into the log and end it", "into the log"),
    Command("dashboard.panel", "panels", ("tab",), "Next panel", "panel"),
    Command("dashboard.fix", "dashboard", ("enter",), "Go and fix it", "go fix it"),
    Command("dashboard.findings", "panels", ("F",), "All findings"),
    # what-if
    Command("whatif.keep_here", "whatif.numbers", ("enter",), "Keep everything as one edit", "keep all"),
    Command("whatif.keep", "whatif", ("ctrl+s",), "Keep everything as one edit", "keep all"),
    Command("whatif.part", "whatif", ("tab",), "Opportunities, people, assessment, numbers, plan test", "part"),
    Command("whatif.leave", "whatif", ("esc",), "Throw the what-if away; asks when something was changed", "throw away"),
    # what changed
    Command("compare.review", "compare", ("r",), "Since the last review", "last review"),
    Command("compare.week", "compare", ("w",), "Since a week ago", "week"),
    Command("compare.month", "compare", ("m",), "Since a month ago", "month"),
    Command("compare.day", "compare", ("s",), "Since a day", "since a day"),
    Command("compare.all", "compare", ("a",), "Since the account began", "all"),
    Command("compare.go", "compare", ("enter",), "Go there", "go there"),
    Command("history.go", "history", ("enter",), "Go there", "go there"),
    Command("history.past", "history", ("r",), "The account as it was after this save, and the way back there", "as it was"),
    Command("past.restore", "past", ("enter",), "Make everything as it was then", "go back to this"),
    Command("past.panel", "past", ("tab",), "Next panel", "panel"),
    # the plan test
    Command("finding.fix", "findings.list", ("enter", "e"), "Go and fix it", "go fix it"),
    Command("finding.acknowledge", "findings", ("A",), "Accept this finding for a reason until a day", "accept"),
    Command("finding.acknowledged", "findings", ("V",), "Accepted findings; take one back"),
    Command("finding.filter", "findings.list", ("f",), "Show only findings that contain a text", "filter"),
    Command("finding.sort", "findings.list", ("s",), "Sort by this column", "sort"),
    # the influence map: looking
    Command("map.report", "map", ("j",), "Down to the first report, or the one you came up from", "move"),
    Command("map.boss", "map", ("k",), "Up to the boss"),
    Command("map.before", "map", ("h",), "Left at the same level, across families"),
    Command("map.after", "map", ("l",), "Right at the same level, across families"),
    Command("map.left", "map", ("left",), "Nearest to the left"),
    Command("map.right", "map", ("right",), "Nearest to the right"),
    Command("map.up", "map", ("up",), "Nearest above"),
    Command("map.down", "map", ("down",), "Nearest below"),
    Command("map.root", "map", ("home",), "First person of the map"),
    Command("map.page_up", "map", ("pageup",), "Scroll up by a screenful"),
    Command("map.page_down", "map", ("pagedown",), "Scroll down by a screenful"),
    Command("map.scroll_left", "map", ("shift+left",), "Scroll left"),
    Command("map.scroll_right", "map", ("shift+right",), "Scroll right"),
    Command("map.view", "map", ("v",), "Next view: outline, chart, process, matrix", "view"),
    Command("map.closer", "map", ("z",), "Zoom in: dot, tag, box, card", "zoom"),
    Command("map.farther", "map", ("Z",), "Zoom out: card, box, tag, dot"),
    Command("map.fold", "map", ("space",), "Fold the reports away, or unfold them", "fold"),
    Command("map.fold_all", "map", ("F",), "Fold everybody, or unfold everybody"),
    Command(
        "map.filter", "map", ("f",), "Filter: role:D dept:IT rel:X-? contact<2 standing:inner step:2 wang", "filter"
    ),
    Command("map.all_links", "map", ("i",), "All links, or those of the selected person only", "all links"),
    Command("map.finding_next", "map", ("n",), "Next person with a finding, the most pressing first", "finding"),
    Command("map.finding_previous", "map", ("N",), "Previous person with a finding"),
    Command("map.card", "map", ("tab",), "Into the side card to scroll it, or back to the map", "card"),
    Command("map.lens", "map", ("p",), "See the map as the opportunity in view sees it, or as it is", "lens"),
    Command("map.lens_choose", "map", ("O",), "Choose the opportunity through which the map is seen"),
    Command("map.details", "map", ("e",), "All fields of this person"),
    Command("map.copy_whole", "map", ("Y",), "Copy the whole map as text, in ASCII"),
    Command("map.write", "map", ("W",), "Write the whole map to a text file, in ASCII"),
    Command("map.overlay.relationship", "map", ("o s", "o r"), "Overlay: relationship", "overlay"),
    Command("map.overlay.coverage", "map", ("o c",), "Overlay: coverage"),
    Command("map.overlay.role", "map", ("o d",), "Overlay: decision roles"),
    Command("map.overlay.weight", "map", ("o w",), "Overlay: weight"),
    Command("map.overlay.findings", "map", ("o f",), "Overlay: findings"),
    Command("map.overlay.freshness", "map", ("o a",), "Overlay: age of knowledge"),
    Command("map.overlay.our_contact", "map", ("o o",), "Overlay: our contact"),
    Command("map.overlay.none", "map", ("o n", "o ."), "Overlay: none"),
    Command("map.list.support", "map", ("= s",), "List: support", "lists"),
    Command("map.list.unknown", "map", ("= k",), "List: unknown"),
    Command("map.list.coverage", "map", ("= c",), "List: coverage"),
    Command("map.list.unmet", "map", ("= d",), "List: deciders"),
    Command("map.list.enemies", "map", ("= x",), "List: inner circle"),
    Command("map.list.threads", "map", ("= t",), "List: threads"),
    Command("map.list.friend_reach", "map", ("= f",), "List: friend reach"),
    Command("map.list.enemy_reach", "map", ("= e",), "List: enemy reach"),
    Command("map.list.state", "map", ("= m",), "List: map state"),
    Command("map.list.ways", "map", ("= w",), "List: ways in"),
    # the influence map: changing
    Command("map.code", "map.edit", ("enter",), "Type the code of the selected person: AP=2!!", "code"),
    Command("map.relationship.enemy", "map.edit", ("s X", "s x"), "Relationship: enemy", "relationship"),
    Command("map.relationship.non_supporter", "map.edit", ("s -",), "Relationship: non-supporter"),
    Command("map.relationship.neutral", "map.edit", ("s =",), "Relationship: neutral"),
    Command("map.relationship.supporter", "map.edit", ("s +",), "Relationship: supporter"),
    Command("map.relationship.mentor", "map.edit", ("s *", "s m"), "Relationship: mentor"),
    Command("map.relationship.unknown", "map.edit", ("s ?",), "Relationship: unknown"),
    Command("map.contact.none", "map.edit", ("c 0",), "Contact: none", "contact"),
    Command("map.contact.brief", "map.edit", ("c 1",), "Contact: brief"),
    Command("map.contact.multiple", "map.edit", ("c 2",), "Contact: multiple"),
    Command("map.contact.in_depth", "map.edit", ("c 3",), "Contact: in depth"),
    Command("map.contact.unknown", "map.edit", ("c ?",), "Contact: unknown"),
    Command("map.role.user", "map.edit", ("r U", "r u"), "Role: user", "roles"),
    Command("map.role.evaluator", "map.edit", ("r E", "r e"), "Role: evaluator"),
    Command("map.role.decider", "map.edit", ("r D", "r d"), "Role: decision-maker"),
    Command("map.role.approver", "map.edit", ("r A", "r a"), "Role: approver"),
    Command("map.role.unknown", "map.edit", ("r ?",), "Role: unknown"),
    Command("map.style.innovator", "map.edit", ("t I", "t i"), "Style: innovator", "style"),
    Command("map.style.visionary", "map.edit", ("t V", "t v"), "Style: visionary"),
    Command("map.style.pragmatist", "map.edit", ("t P", "t p"), "Style: pragmatist"),
    Command("map.style.conservative", "map.edit", ("t C", "t c"), "Style: conservative"),
    Command("map.style.laggard", "map.edit", ("t L", "t l"), "Style: laggard"),
    Command("map.style.unknown", "map.edit", ("t ?",), "Style: unknown"),
    Command("map.standing.outside", "map.edit", ("w o", "w ."), "Standing: outside", "standing"),
    Command("map.standing.structure", "map.edit", ("w s", "w !"), "Standing: political structure"),
    Command("map.standing.inner", "map.edit", ("w i",), "Standing: inner circle"),
    Command("map.standing.unknown", "map.edit", ("w ?",), "Standing: unknown"),
    Command("map.as_person", "map.edit", ("backspace",), "In this deal as everywhere: drop what is set for it only"),
    Command("map.add_report", "map.edit", ("a",), "Add somebody who reports to the selected person", "add"),
    Command("map.add_peer", "map.edit", ("A",), "Add somebody beside the selected person"),
    Command("map.move", "map.edit", ("m",), "Move to another boss", "move to"),
    Command("map.later", "map.edit", ("J",), "Behind the next sibling"),
    Command("map.earlier", "map.edit", ("K",), "Before the previous sibling"),
    Command("map.link", "map.edit", (">",), "Draw an influence link: go to the other person, then 1 to 3", "link"),
    Command("map.conflict", "map.edit", ("!",), "Draw a conflict link: go to the other person, then 1 to 3"),
    Command("map.dotted", "map.edit", ("B",), "Draw a dotted line: go to the second boss, then Enter"),
    Command("map.step.1", "map.edit", ("# 1",), "Decision step: 1", "step"),
    Command("map.step.2", "map.edit", ("# 2",), "Decision step: 2"),
    Command("map.step.3", "map.edit", ("# 3",), "Decision step: 3"),
    Command("map.step.4", "map.edit", ("# 4",), "Decision step: 4"),
    Command("map.step.5", "map.edit", ("# 5",), "Decision step: 5"),
    Command("map.step.6", "map.edit", ("# 6",), "Decision step: 6"),
    Command("map.step.7", "map.edit", ("# 7",), "Decision step: 7"),
    Command("map.step.8", "map.edit", ("# 8",), "Decision step: 8"),
    Command("map.step.9", "map.edit", ("# 9",), "Decision step: 9"),
    Command("map.step.none", "map.edit", ("# 0", "# ?"), "Decision step: none"),
    Command("map.paste", "map.edit", ("P",), "Paste an organisation: an indented outline with codes", "paste"),
    Command("map.archive", "map.edit", ("X",), "Archive this person: off the map, nothing lost"),
    Command("map.remove", "map.edit", ("x",), "Delete this person; reports move up"),
    # the influence map: the target of a link
    Command("link.some", "linking", ("1",), "Strength 1: some", "some"),
    Command("link.much", "linking", ("2",), "Strength 2: much", "much"),
    Command("link.decisive", "linking", ("3",), "Strength 3: decisive", "decisive"),
    Command("link.done", "linking", ("enter",), "Draw it: strength 1, or as it is"),
    Command("link.remove", "linking", ("0", "x", "backspace"), "Take the link away", "remove"),
    Command("brief.people", "brief", ("p",), "Choose who is in the room", "who"),
    Command("brief.record", "brief", ("r",), "Record the result of the meeting, or back to the brief", "record result"),
    Command("brief.write", "brief", ("W",), "Write the brief as a page to print", "write"),
    # conflicts with colleagues
    Command("conflict.mine", "conflicts", ("m",), "Mine stands", "mine"),
    Command("conflict.theirs", "conflicts", ("t",), "Theirs stands", "theirs"),
    Command("conflict.both", "conflicts", ("b",), "Both: one text after the other", "both"),
    Command("conflict.go", "conflicts", ("enter",), "Go to the field", "go there"),
    Command("conflict.panel", "conflicts", ("tab",), "Into the two texts to scroll them, or back to the list", "panel"),
    # home
    Command("home.open", "home", ("enter",), "Open the account", "open"),
    Command("home.panel", "home", ("tab",), "From the accounts to what stands below, and back"),
    Command("home.view", "home", ("v",), "Below: what needs you, totals by owner and quarter, support against coverage", "below"),
    Command("home.days", "home", ("w",), "Actions due today, within a week, within a month", "due"),
    Command("home.brief", "home", ("b",), "Brief", "brief"),
    Command("home.new", "home", ("n", "a"), "New account", "new account"),
    Command("home.rename", "home", ("r",), "Rename the account", "rename"),
    Command("home.archive", "home", ("X",), "Archive the account, or bring it back", "archive"),
    Command("home.archived", "home", ("V",), "Show archived accounts, or hide them"),
    Command("home.remove", "home", ("D",), "Remove the account for good"),
    Command("home.share", "home", ("S",), "Give the account to the group, or take it back"),
    Command("home.sort", "home", ("s",), "Sort by this column", "sort"),
    Command("home.filter", "home", ("f",), "Filter", "filter"),
)


class Keymap:
    """Which command a key means. ``remapped`` gives other keys to single commands by id."""

    def __init__(self, remapped: Mapping[str, Sequence[str]] | None = None) -> None:
        self._keys = {command.id: command.keys for command in COMMANDS}
        self._keys |= {name: tuple(keys) for name, keys in (remapped or {}).items() if name in self._keys}
        self._meant = {(command.scope, key): command for command in reversed(COMMANDS) for key in self._keys[command.id]}

    def keys_of(self, command: Command) -> tuple[str, ...]:
        """The keys of a command, the one to show first."""
        return self._keys.get(command.id, command.keys)

    def find(self, scopes: Sequence[str], key: str, chord: str = "") -> Command | None:
        """The command that ``key`` means, after ``chord`` when one is under way; the first scope that knows it decides."""
        wanted = f"{chord} {key}" if chord else key
        return next((found for scope in scopes if (found := self._meant.get((scope, wanted)))), None)

    def starts_chord(self, scopes: Sequence[str], key: str) -> bool:
        """Whether ``key`` is the first key of a chord in these scopes."""
        start = f"{key} "
        return any(
            command.scope in scopes and any(keys.startswith(start) for keys in self._keys[command.id])
            for command in COMMANDS
        )


def commands_in(scopes: Sequence[str]) -> tuple[Command, ...]:
    """The commands of these scopes, scope by scope."""
    return tuple(command for scope in scopes for command in COMMANDS if command.scope == scope)


_NAMES = {"escape": "esc", "question_mark": "?", "colon": ":", "slash": "/", "space": "space"}


def key_name(key: str, character: str | None) -> str:
    """A key as commands spell it, from a terminal's key name and the character it typed; full-width signs count as half."""
    if character and len(character) == 1 and character.isprintable():
        return half_width(character) if character != " " else "space"
    return _NAMES.get(key, key)
