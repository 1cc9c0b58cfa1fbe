"""Options of the whole suite: how large the random campaigns are, and from which seed they start.

One seed serves a whole run and is printed before its first test; each test draws from it and its own name, so that it
does the same whether it is run alone or among others.
"""

from __future__ import annotations

import os
from random import Random
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--campaign N`` multiplies the campaigns' small default sizes; ``--full-campaigns`` runs them at full size."""
    parser.addoption("--campaign", type=int, default=1, metavar="N", help="multiply the size of every campaign by N")
    parser.addoption("--full-campaigns", action="store_true", help="run every campaign at its full size")
    parser.addoption("--campaign-seed", type=int, default=None, metavar="SEED", help="repeat a campaign")


def pytest_configure(config: pytest.Config) -> None:
    """One seed for the run; a worker takes that of the process that started it."""
    if hasattr(config, "workerinput"):
        config.option.campaign_seed = config.workerinput["campaign_seed"]
    elif config.option.campaign_seed is None:
        config.option.campaign_seed = int.from_bytes(os.urandom(4))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker the seed of the run."""
    node.workerinput["campaign_seed"] = node.config.option.campaign_seed


def pytest_sessionstart(session: pytest.Session) -> None:
    """Print the seed at once, for a run that is stopped half-way."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and not hasattr(session.config, "workerinput"):
        reporter.write_line(f"random campaigns: --campaign-seed {session.config.option.campaign_seed} repeats them")


def pytest_xdist_auto_num_workers() -> int:
    """Half as many workers again as there are cores: those that play the app wait for it half of the time."""
    return max(1, (os.cpu_count() or 1) * 3 // 2)


class Campaign:
    """How often a campaign does what it does, and its randomness."""

    def __init__(self, config: pytest.Config, name: str) -> None:
        self._factor: int = config.getoption("--campaign")
        self._is_full: bool = config.getoption("--full-campaigns")
        self.random = Random(f"{config.getoption('--campaign-seed')} {name}")

    def rounds(self, small: int, full: int) -> int:
        """The number of rounds: ``small`` times the factor, or ``full``."""
        return full if self._is_full else min(full, small * self._factor)


@pytest.fixture
def campaign(request: pytest.FixtureRequest) -> Campaign:
    """The campaign of one test."""
    return Campaign(request.config, request.node.name)
