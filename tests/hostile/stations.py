"""Every screen, view, dialog and editor by keys: what leads there from anywhere in an account, and what leads away."""

from __future__ import annotations

from typing import NamedTuple

ESCAPE = "\x1b[27u"
"""As a terminal sends it that was asked to tell keys apart: no key that follows can make another one of it."""


class Station(NamedTuple):
    """Stops parted by spaces, the keys of one stop joined by commas. ``away`` ends in the account again."""

    to: str
    stops: str = ""
    away: str = ""

    def moves(self) -> list[list[str]]:
        """The keys to each stop in turn, and those that lead away."""
        words = f"{self.to} {self.stops} {self.away}".split()
        return [word.replace("escape", ESCAPE).split(",") for word in words]


def editors(to: str, count: int, step: str = "right") -> Station:
    """A place, and the editor opened on one field after the other, each left unchanged."""
    return Station(to, " ".join(["enter escape", *[f"{step},enter escape"] * (count - 1)]))


ZOOMS = "z z z Z Z"
OVERLAYS = "o,r o,c o,d o,w o,f o,a o,o o,n"
LISTS = " ".join(f"=,{letter} escape,3" for letter in "skcdxtfemw")
"""A list with nobody in it is told, not opened, so that Esc leads away from the map."""

STATIONS: dict[str, Station] = {
    "home": Station("g,h", "v v v w tab tab,tab,tab,tab,tab s", "enter"),
    "home renamed": Station("g,h,r", "escape n escape f,x escape", "enter"),
    "home removed": Station("g,h,D", "escape / escape f2 escape", "enter"),
    "dashboard": Station("d", "tab tab tab tab F H escape"),
    "profile": editors("1", 17, "down"),
    "profile answers": Station("1,down,s", "u H escape y"),
    "people": editors("2", 23),
    "people below": Station("2", "pagedown T down T i i V V y"),
    "people coded": Station("2,c", "escape D escape f,x escape s s s"),
    "links": editors("2,i", 5),
    "map outline": Station("3", "tab tab j k F F i n i N"),
    "map chart": Station("3,v", ZOOMS, "v,v,v"),
    "map process": Station("3,v,v", ZOOMS, "v,v"),
    "map matrix": Station("3,v,v,v", ZOOMS, "v"),
    "map overlays": Station("3", OVERLAYS),
    "map overlays on the chart": Station("3,v", OVERLAYS, "v,v,v"),
    "map lists": Station("3", LISTS),
    "map through a deal": Station("3,p", "O escape p f,x escape"),
    "map edited": Station("3,enter", "escape m escape > escape P escape e"),
    "map copied": Station("3,y", "Y W"),
    "competitors": editors("4", 9),
    "needs": editors("5", 8),
    "values": Station("6", "l j enter escape T enter escape T H escape"),
    "spin": Station("7", "enter escape tab c Q escape w w ."),
    "spin sheet": Station("7,v", "n H escape W escape V escape B escape", "v,v"),
    "spin table": Station("7,v,v", "enter escape right,enter escape", "v"),
    "assessment": Station("8", "down,enter escape E escape right down H escape o O escape"),
    "opportunities": editors("9", 16),
    "opportunities ahead": Station("9", "> % % < T T y"),
    "what-if": Station("9,~", "tab tab tab", "escape"),
    "strategy": Station("0", "enter escape down,enter escape tab enter escape tab enter escape tab enter escape"),
    "review": Station("0,R", "tab tab tab tab", "escape,y"),
    "brief": Station("b", "p escape W y"),
    "findings": Station("g,f", "A escape f,x escape V escape s"),
    "compare": Station("g,x", "a r w s escape"),
    "conflicts": Station("C"),
    "help": Station("3,?", away="escape"),
    "palette": Station("2,:", "a", "escape"),
    "find": Station("/", "a backspace,x down", "escape"),
    "menu": Station("9,f2", away="escape"),
    "a chord": Station("g", away="escape"),
    "undone": Station("2,x", "u U u"),
}
"""What a person can have on the screen. Whoever walks through all of them has changed nothing."""
