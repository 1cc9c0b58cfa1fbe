"""The benchmark runs: on a plan of a handful of people, and on the smallest app's own keys."""

from __future__ import annotations

from tests.bench.__main__ import row
from tests.bench.computing import measured
from tests.bench.plans import SHAPES
from tests.bench.terminal import Compared, hello
from tests.bench.watching import keys_of


def test_every_shape_of_plan_is_measured() -> None:
    found = {each.shape: each for each in measured(1, people=20, deals=4)}
    assert found.keys() == {shape for shape in SHAPES if SHAPES[shape].get("overrides", 0) <= 20}
    assert all(each.findings and each.from_nothing > 0 for each in found.values())


def test_a_key_of_a_program_in_a_terminal_is_measured() -> None:
    with hello() as terminal:
        assert terminal.ready_after("Hello") > 0
        assert keys_of(terminal, ("down",)).size > 0
        assert terminal.memory() > 1


def test_a_line_tells_what_is_over_its_budget() -> None:
    assert row(Compared("start", 300, "ms", 200, 1.25)).endswith("1.50     1.25  over")
    assert row(Compared("start", 240, "ms", 200, 1.25)).endswith("1.20     1.25")
    assert row(Compared("key", 700, "bytes", limit=600)).endswith("600  over")
