"""JSON that can be written again as it is: of the files here nothing else is taken in.

A file of its own, because a list of accounts reads JSON and has no use for the models of a plan.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any, Final, NoReturn

_MAY_BE_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")


def strict_json(raw: bytes) -> Any:
    """The value in UTF-8 JSON text, which can be written again as it is.

    Raises ``ValueError`` for anything else: NaN, infinity, a key that stands there twice, half a surrogate pair.
    """
    text = raw.decode()
    try:
        value = json.loads(text, object_pairs_hook=_without_repetition, parse_constant=_refused, parse_float=_finite)
        if _MAY_BE_SURROGATE.search(text):
            json.dumps(value, ensure_ascii=False).encode()
    except RecursionError:
        raise ValueError("nested too deeply") from None
    return value


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        raise ValueError("a key stands there twice")
    return mapping


def _refused(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")


def _finite(word: str) -> float:
    number = float(word)
    if not math.isfinite(number):
        raise ValueError(f"{word} is too large")
    return number
