"""The frozen base of every template and the types its fields are made of.

Modules of models do not postpone their annotations (``from __future__ import annotations``): pydantic would compile the
text of each of them, two hundred at every start.
"""

import re
import secrets
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from kaptui.plan.clean import cleaned_line, cleaned_text
from kaptui.plan.vocabulary import Role

AMOUNT_LIMIT = Decimal(10) ** 15
"""Amounts stay below this many base units of the currency, so that every sum and product here is exact."""

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_TARGET = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?")


class Record(BaseModel):
    """A frozen value of the plan. Unknown keys are refused; an edit makes a new one that shares what did not change.

    ``UNSET_IS_ABSENT`` is true where a field that nobody set is not there at all, whatever its default.
    """

    UNSET_IS_ABSENT: ClassVar[bool] = False

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, allow_inf_nan=False)


class Row(Record):
    """One row of a table. ``id`` is stable: it survives renaming, moving, export and import."""

    id: Annotated[str, AfterValidator(lambda value: _row_id(value))]


def new_id() -> str:
    """A fresh row id: ten characters, unique for any number of rows that people type."""
    return secrets.token_hex(5)


def _row_id(value: str) -> str:
    if not value or len(value) > 200 or value != cleaned_line(value) or "/" in value:
        raise ValueError("an id is 1 to 200 printable characters without '/'")
    return value


def _plan_id(value: str) -> str:
    if not value or len(value) > 200 or value != cleaned_line(value):
        raise ValueError("the id of an account is 1 to 200 printable characters")
    return value


def _amount(value: Decimal) -> Decimal:
    if abs(int(value.as_tuple().exponent)) > 400:  # written out, such a number fills the memory
        raise ValueError("an amount has at most 4 decimal places")
    if value < 0:
        raise ValueError("an amount cannot be negative")
    if value >= AMOUNT_LIMIT:
        raise ValueError("an amount stays below 1,000,000,000,000,000")
    plain = format(value.copy_abs(), "f")  # there is no negative zero
    if len(plain.partition(".")[2]) > 4:
        plain = plain.rstrip("0").rstrip(".")  # digit by digit: arithmetic would round
        if len(plain.partition(".")[2]) > 4:
            raise ValueError("an amount has at most 4 decimal places")
    return Decimal(plain)


def _iso_date(value: Any) -> Any:
    if isinstance(value, date) or value is None:
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return date.fromisoformat(value)
    raise ValueError("a date is written YYYY-MM-DD")


def _month_key(value: str) -> str:
    if not _MONTH.fullmatch(value):
        raise ValueError("a quarter is written as the month it starts, YYYY-MM")
    return value


def _target_key(value: str) -> str:
    if not _TARGET.fullmatch(value):
        raise ValueError("a target stands under a fiscal year, YYYY, or the month its quarter starts, YYYY-MM")
    return value


def _role_order(value: tuple[Role, ...]) -> tuple[Role, ...]:
    return tuple(role for role in Role if role in value)


def _unique(value: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value))


Line = Annotated[str, AfterValidator(cleaned_line)]
"""Text of one line, cleaned at the border."""
Text = Annotated[str, AfterValidator(cleaned_text)]
"""Text of any number of lines, cleaned at the border."""
Amount = Annotated[
    Decimal,
    AfterValidator(_amount),
    PlainSerializer(lambda value: format(value, "f"), return_type=str, when_used="json"),
]
"""An exact amount in the currency's base unit, never negative; a plain decimal string in JSON."""
Day = Annotated[date, BeforeValidator(_iso_date)]
"""A calendar day; ISO in files."""
MonthKey = Annotated[str, AfterValidator(_month_key)]
"""The absolute month a quarter starts, ``2026-10``: moving the fiscal year moves no money."""
TargetKey = Annotated[str, AfterValidator(_target_key)]
"""A fiscal year ``2026`` or the absolute month its quarter starts ``2026-10``."""
Percent = Annotated[int, Field(ge=0, le=100)]
"""A whole number of percent."""
Score = Annotated[int, Field(ge=1, le=5)]
"""A value of the value match; high is above 3."""
PlanId = Annotated[str, AfterValidator(_plan_id)]
"""The id of an account: kept as it is or refused, because whoever gave it will ask for it."""
Reference = Line
"""The id of a row elsewhere in the plan. The row may be gone: readers pass over what they cannot find."""
Ids = Annotated[tuple[Reference, ...], AfterValidator(_unique)]
"""References in order, without repetition."""
RowKey = Annotated[str, AfterValidator(_row_id)]
"""The key of a mapping that is the id of a row; never cleaned, because two keys could become one."""
Words = Annotated[tuple[Line, ...], AfterValidator(_unique)]
"""A list of words or names."""
Roles = Annotated[
    tuple[Role, ...], BeforeValidator(lambda value: () if value is None else value), AfterValidator(_role_order)
]
"""Decision roles in the order U E D A, without repetition; empty when not known."""
