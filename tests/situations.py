"""Everything that may be on the screen when somebody has to leave, and the keys that lead there.

``tests/ui/test_every_screen.py`` holds this list against the screens and dialogs that the program has: one that is
added and stands in no situation fails there.
"""

from __future__ import annotations

from dataclasses import dataclass

TYPED = "half ty"
"""What is typed and not committed."""


@dataclass(frozen=True, slots=True)
class Situation:
    """``keys`` lead from the probability of the demonstration's first deal, of which there are saves to look back at,
    to the screen or dialog of class ``screen``, where ``sign`` is seen. ``typed`` is then typed and never committed:
    afterwards it is in the plan, or waits."""

    screen: str
    keys: tuple[str, ...]
    sign: str
    typed: str = ""


def _at(screen: str, keys: str, sign: str, typed: str = "") -> Situation:
    return Situation(screen, tuple(keys.split()), sign, typed)


SITUATIONS: dict[str, Situation] = {
    "home": _at("HomeScreen", "g h", "Needs you today"),
    "dashboard": _at("DashboardScreen", "d", "Qualification"),
    "profile": _at("ProfileScreen", "1", "Customer profile"),
    "people": _at("PeopleScreen", "2", "Key people"),
    "links": _at("LinksScreen", "g l", "Links between people"),
    "map": _at("MapScreen", "3", "Influence map"),
    "competitors": _at("CompetitorsScreen", "4", "Competitors"),
    "needs": _at("NeedsScreen", "5", "> Needs"),
    "values": _at("ValuesScreen", "6", "Value match"),
    "spin": _at("SpinScreen", "7", "> SPIN"),
    "assessment": _at("AssessmentScreen", "8", "> Assessment"),
    "assessment history": _at("AssessmentHistoryScreen", "8 H", "Assessment history"),
    "opportunities": _at("OpportunitiesScreen", "9", "> Opportunities"),
    "strategy": _at("StrategyScreen", "0", "> Strategy"),
    "brief": _at("BriefScreen", "b", "> Brief"),
    "findings": _at("FindingsScreen", "g f", "> Findings"),
    "compare": _at("CompareScreen", "g x", "> Compare"),
    "conflicts": _at("ConflictsScreen", "C", "> Conflicts"),
    "history": _at("HistoryScreen", "2 H", "History >"),
    "as it was": _at("PastScreen", "C H r", "As it was r"),
    "what-if": _at("WhatIfScreen", "~", "what-if"),
    "review": _at("ReviewScreen", "0 R", "[Present]"),
    "help": _at("HelpScreen", "?", "Help >"),
    "palette": _at("Chooser", ":", "Command"),
    "find": _at("Chooser", "/", "Find"),
    "menu": _at("Chooser", "f2", "Menu"),
    "choosing a deal": _at("Chooser", "0 O", "Opportunity"),
    "filtering": _at("AskText", "2 f", "Show rows that contain"),
    "a question": _at("Ask", "2 D", "Remove"),
    "a chord": _at("OpportunitiesScreen", "g", "g-"),
    "an entry lifted": _at("ValuesScreen", "6 enter right", "Value match"),
    "drawing a link": _at("MapScreen", "3 >", "Influence map"),
    "typing a name": _at("PeopleScreen", "2 enter", "Key people", TYPED),
    "typing a text": _at("ProfileScreen", "1 down down enter", "Ctrl+S", TYPED),
    "typing an amount": _at("OpportunitiesScreen", "left enter ctrl+u", "Opportunities", TYPED),
    "two readings": _at("Ask", "left enter ctrl+u 3 0 0 0 0 0 0 enter", "3,000,000"),
    "typing an answer": _at("AssessmentScreen", "8 down enter", "Ctrl+S", TYPED),
    "typing what was heard": _at("SpinScreen", "7 v H", "Ctrl+S", TYPED),
    "typing a code": _at("AskText", "2 c", "Code of", " AP="),
    "typing a newcomer": _at("AskText", "3 a", "Who reports to", TYPED),
    "typing an outline": _at("OutlineText", "3 P", "One person a line", TYPED),
    "looking at an outline": _at("OutlinePreview", "3 P h a l f tab", "Paste: 1 new"),
    "typing a reason": _at("AskText", "g f A", "Why is this accepted?", TYPED),
    "typing the result of a meeting": _at("BriefScreen", "b r enter", "Ctrl+S", TYPED),
    "typing a vulnerability": _at("ReviewScreen", "0 R tab tab a", "[Vulnerabilities]", TYPED),
    "typing in a what-if": _at("WhatIfScreen", "~ left left enter", "What-if", TYPED),
}  # fmt: skip
