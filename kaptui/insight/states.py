"""The two words that lists of accounts are coloured by, apart from the rules that find them: severity and map state."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """How pressing a finding is; declared most pressing first."""

    URGENT = "urgent"
    WARNING = "warning"
    HINT = "hint"


class MapState(StrEnum):
    """The map in one word: red without a supportive key player, green when one of them is D or A, else amber."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
