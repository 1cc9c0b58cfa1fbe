"""A data directory full of accounts, for measuring and for looking at: ``python -m tests.tools.many_accounts DIR``.

Every account is the demonstration plan in one of its two languages with other names, owners, people, amounts and dates,
so that states, findings, due actions, currencies and fiscal years are spread as they would be. The same seed makes the
same accounts.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from kaptui.exchange.demonstration import demonstration_plans
from kaptui.plan.changes import document_of
from kaptui.plan.document import AccountPlan
from kaptui.store.port import Stamp
from kaptui.store.tiny import open_store

TODAY = date(2026, 11, 23)
PLACES = ("华东", "华北", "西南", "江南", "滨海", "中原", "岭南", "云贵", "北方", "南方", "长江", "东海")
TRADES = ("电信", "电网", "港务", "地铁", "城商银行", "航空", "石化", "钢铁", "医药", "汽车", "水务", "传媒")
ENGLISH = ("Harbour", "Metro", "Grid", "Northern", "Western", "City", "National", "River", "Summit", "Coastal")
KINDS = ("Telecom", "Bank", "Airlines", "Power", "Water", "Logistics", "Insurance", "Steel", "Rail", "Foods")
OWNERS = ("林晓", "吴敏", "陈刚", "李雷", "赵倩", "孙浩", "周洁", "郑爽", "王琳", "冯涛", "Anna", "Brown", "Mia")
SIGNS = ("X", "-", "=", "+", "*", None)


def plans(count: int, seed: int = 1) -> Iterator[AccountPlan]:
    """So many accounts, one after the other."""
    random = Random(seed)
    patterns = [document_of(plan) for plan in demonstration_plans()]
    for number in range(count):
        yield AccountPlan.model_validate(_varied(random.choice(patterns), number, random))


def _varied(pattern: dict[str, Any], number: int, random: Random) -> dict[str, Any]:
    currency, unit = random.choices((("CNY", "万"), ("USD", "k"), ("EUR", "k")), (80, 15, 5))[0]
    return pattern | {
        "id": f"account-{number:05}",
        "name": _name(number, random),
        "owner": random.choice(OWNERS),
        "currency": currency,
        "unit": unit,
        "fiscal_year_start": random.choices((1, 4, 7), (90, 8, 2))[0],
        "targets": {"2026": str(random.randrange(1, 60) * 100_000)} if random.random() < 0.8 else {},
        "people": [_person(person, random) for person in pattern["people"] if random.random() < 0.9],
        "opportunities": [_deal(deal, random) for deal in pattern["opportunities"] if random.random() < 0.7],
        "archived": random.random() < 0.03,
    }


def _name(number: int, random: Random) -> str:
    if random.random() < 0.6:
        return f"{random.choice(PLACES)}{random.choice(TRADES)}{number}"
    return f"{random.choice(ENGLISH)} {random.choice(KINDS)} {number}"


def _person(person: dict[str, Any], random: Random) -> dict[str, Any]:
    return person | {
        "relationship": random.choice(SIGNS),
        "contact": random.choice((0, 1, 2, 3, None)),
        "last_contact": _day(random, -200, 0),
        "confirmed": _day(random, -300, 0),
    }


def _deal(deal: dict[str, Any], random: Random) -> dict[str, Any]:
    months = ("2026-01", "2026-10", "2027-01", "2027-10")
    quarters = {month: str(random.randrange(0, 90) * 10_000) for month in months}
    actions = [action | {"due": _day(random, -5, 120)} for action in deal["actions"]]
    return deal | {
        "amount": str(random.randrange(50, 900) * 10_000),
        "probability": random.choice((None, 10, 30, 50, 60, 80)),
        "close_date": _day(random, -10, 400),
        "split": quarters,
        "actions": actions,
    }


def _day(random: Random, first: int, last: int) -> str | None:
    """A day so many days from ``TODAY``; sometimes none."""
    return None if random.random() < 0.1 else (TODAY + timedelta(random.randint(first, last))).isoformat()


def fill(directory: Path, count: int, seed: int = 1) -> None:
    """Create the accounts that are not there yet."""
    store = open_store(directory)
    present = {account.id for account in store.accounts()}
    when = datetime.combine(TODAY, datetime.min.time(), UTC)
    for number, plan in enumerate(plans(count, seed)):
        if plan.id not in present:
            store.create(plan, Stamp(OWNERS[number % len(OWNERS)], when - timedelta(hours=number % 5000)))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    fill(arguments.directory, arguments.count, arguments.seed)


if __name__ == "__main__":
    main()
