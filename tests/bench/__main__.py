"""``python -m tests.bench``: the budgets and how they are kept, as ratios to the smallest Textual app in the same run.

Times differ between machines and move with their load; a ratio that is over its budget is worth a second run.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.bench.computing import PLAN_TEST_MS, TOTALS_MS, measured
from tests.bench.terminal import Compared, compared, prepared


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7, help="rounds of which the median counts")
    parser.add_argument("--accounts", type=int, default=10_000, help="accounts in the data directory")
    parser.add_argument("--directory", type=Path, help="keep the accounts here from one time to the next")
    parser.add_argument("--only", choices=["computing", "terminal"], help="half of the benchmark")
    arguments = parser.parse_args()
    if arguments.only != "terminal":
        print_computing(arguments.runs)
    if arguments.only != "computing":
        with tempfile.TemporaryDirectory() as temporary:
            print_terminal(arguments.directory or Path(temporary), arguments.accounts, arguments.runs)


def print_computing(runs: int) -> None:
    """The plan test and the totals of large plans, in milliseconds of processor time."""
    print(f"Plan test of 500 people and 50 open deals, ms (budget {PLAN_TEST_MS:g}); totals (budget {TOTALS_MS:g})")
    print(f"{'shape':40}{'findings':>9}{'from nothing':>14}{'edit: deal':>12}{'edit: person':>14}{'totals':>8}")
    for each in measured(runs):
        deal, person = each.after["a deal"], each.after["a person"]
        times = f"{each.from_nothing:14.1f}{deal:12.1f}{person:14.1f}{each.totals:8.2f}"
        print(f"{each.shape:40}{each.findings:9}{times}", flush=True)
    print()


def print_terminal(home: Path, accounts: int, runs: int) -> None:
    """Starts and keys beside the smallest Textual app."""
    prepared(home, accounts)
    print(f"In a terminal of 120x40, {accounts} accounts")
    print(f"{'what':42}{'ours':>9}{'hello':>9}{'ratio':>8}{'budget':>9}")
    for line in compared(home, runs):
        print(row(line), flush=True)


def row(line: Compared) -> str:
    """One line of the table; ``over`` behind what is beyond its budget."""
    ours = f"{line.what:42}{line.ours:9.1f}"
    if line.reference is None or line.budget is None:
        over = line.limit is not None and line.ours > line.limit
        return f"{ours}{line.unit:>9}{'':8}{line.limit or 0:9g}{'  over' if over else ''}"
    ratio = line.ours / line.reference
    return f"{ours}{line.reference:9.1f}{ratio:8.2f}{line.budget:9g}{'  over' if ratio > line.budget else ''}"


if __name__ == "__main__":
    main()
