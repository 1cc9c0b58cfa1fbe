"""Everything of an account that has a name, for ``/``: found by words, pinyin or initials, and gone to."""

from __future__ import annotations

from collections.abc import Iterator

from kaptui.plan.document import OPPORTUNITY_TABLES, TABLES, AccountPlan
from kaptui.plan.naming import name_of
from kaptui.plan.paths import Path
from kaptui.plan.record import Row
from kaptui.text import N_, tr
from kaptui.widgets.options import Option

KINDS = {
    "people": N_("Key people"),
    "links": N_("Links between people"),
    "competitors": N_("Competitors"),
    "needs": N_("Needs"),
    "values": N_("Value match"),
    "spin": N_("SPIN"),
    "opportunities": N_("Opportunities"),
    "steps": N_("Decision steps"),
    "actions": N_("Actions"),
    "reviews": N_("Reviews"),
    "meetings": N_("Meetings"),
}
"""What the rows of a table are called, as msgids."""


def found_rows(plan: AccountPlan) -> Iterator[tuple[Path, Option]]:
    """The path of each row with a name, and how a chooser offers it; rows without a name are not offered."""
    for table in TABLES:
        for row in getattr(plan, table):
            yield from _offered((table, row.id), row, table, "")
            if table == "opportunities":
                for inner in OPPORTUNITY_TABLES:
                    for part in getattr(row, inner):
                        yield from _offered((table, row.id, inner, part.id), part, inner, row.name)


def _offered(path: Path, row: Row, table: str, within: str) -> Iterator[tuple[Path, Option]]:
    name = name_of(row)
    if name and table in KINDS:
        hint = tr(KINDS[table]) + (f" - {within}" if within else "")
        also = " ".join(str(getattr(row, field, "")) for field in ("title", "department"))
        yield path, Option("/".join(path), name, hint, also)
