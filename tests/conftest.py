"""Options of the whole suite: how large the random campaigns are, and from which seed they start."""

from __future__ import annotations

import os
from random import Random

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--campaign N`` multiplies the campaigns' small default sizes; ``--full-campaigns`` runs them at full size."""
    parser.addoption("--campaign", type=int, default=1, metavar="N", help="multiply the size of every campaign by N")
    parser.addoption("--full-campaigns", action="store_true", help="run every campaign at its full size")
    parser.addoption("--campaign-seed", type=int, default=None, metavar="SEED", help="repeat a campaign")


def pytest_xdist_auto_num_workers() -> int:
    """Half as many workers again as there are cores: those that play the app wait for it half of the time."""
    return max(1, (os.cpu_count() or 1) * 3 // 2)


class Campaign:
    """How often a campaign does what it does, and its randomness."""

    def __init__(self, config: pytest.Config) -> None:
        self._factor: int = config.getoption("--campaign")
        self._is_full: bool = config.getoption("--full-campaigns")
        given: int | None = config.getoption("--campaign-seed")
        self.seed = int.from_bytes(os.urandom(4)) if given is None else given
        self.random = Random(self.seed)

    def rounds(self, small: int, full: int) -> int:
        """The number of rounds: ``small`` times the factor, or ``full``."""
        return full if self._is_full else min(full, small * self._factor)


@pytest.fixture
def campaign(request: pytest.FixtureRequest) -> Campaign:
    """A campaign whose seed is printed when the test fails."""
    made = Campaign(request.config)
    print(f"--campaign-seed {made.seed}")
    return made
