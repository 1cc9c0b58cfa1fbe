"""The words and marks for map state and severity, the same wherever they are shown."""

from __future__ import annotations

from kaptui.insight.states import MapState, Severity
from kaptui.text import N_

STATE_WORDS = {
    MapState.RED: (N_("red"), "bad"),
    MapState.AMBER: (N_("amber"), "warning"),
    MapState.GREEN: (N_("green"), "good"),
}
MARKS = {Severity.URGENT: ("!!", "urgent"), Severity.WARNING: (" !", "warning"), Severity.HINT: (" .", "dim")}
