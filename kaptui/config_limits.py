"""The weights and limits of the arithmetic as the data directory has them: everybody there sees the same verdict."""

from __future__ import annotations

from pathlib import Path

from kaptui.config import LIMITS_FILE, BadConfiguration, Fault, Problem
from kaptui.config_file import NotToml, limits_text, table_in
from kaptui.insight.limits import DEFAULT_LIMITS, BadLimits, LimitFault, LimitProblem, Limits, limits_from


def read_limits(directory: Path) -> Limits:
    """The limits of a data directory, the method's own where no file says otherwise. Raises ``BadConfiguration``."""
    path = directory / LIMITS_FILE
    try:
        text = limits_text(path)
    except (FileNotFoundError, NotADirectoryError):
        return DEFAULT_LIMITS
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "UTF-8"
        raise BadConfiguration((Problem(str(path), Fault.UNREADABLE, found=str(reason)),)) from error
    try:
        return limits_from(table_in(text))
    except NotToml as error:
        raise BadConfiguration((Problem(str(path), Fault.NOT_TOML, found=str(error)),)) from error
    except BadLimits as error:
        raise BadConfiguration(tuple(_problem(str(path), each) for each in error.problems)) from error


def _problem(where: str, each: LimitProblem) -> Problem:
    if each.spec is None:
        from difflib import get_close_matches

        from kaptui.insight.limits import LIMITS

        names = [spec.name for spec in LIMITS]
        return Problem(
            where, Fault.UNKNOWN_KEY, each.name, expected=tuple(get_close_matches(each.name, names, 3) or names)
        )
    fault = Fault.OUT_OF_BOUNDS if each.fault is LimitFault.OUT_OF_RANGE else Fault.NOT_WHOLE
    return Problem(where, fault, each.name, str(each.value)[:40], (str(each.spec.low), str(each.spec.high)))
