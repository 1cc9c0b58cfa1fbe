"""What is wrong in the configuration, as sentences: which file, which key, what to do."""

from __future__ import annotations

from kaptui.config import Fault, Problem
from kaptui.text import N_, tr

_SENTENCES = {
    Fault.UNREADABLE: N_("{where} cannot be read ({found}); correct its permissions or its encoding."),
    Fault.NOT_TOML: N_("{where} is not TOML ({found}); correct it, or move it away."),
    Fault.UNKNOWN_KEY: N_('{where}: there is no setting "{key}"; known: {expected}.'),
    Fault.ONLY_SYSTEM: N_('{where}: "{key}" counts in the system\'s file only; remove it.'),
    Fault.NOT_TEXT: N_('{where}: "{key}" is {found}; write a text in quotes.'),
    Fault.NOT_A_CHOICE: N_('{where}: "{key}" is "{found}"; write one of {expected}.'),
    Fault.NOT_A_SWITCH: N_('{where}: "{key}" is {found}; write true or false, without quotes.'),
    Fault.NOT_ABSOLUTE: N_('{where}: "{key}" is "{found}"; write a whole path, beginning with / or ~.'),
    Fault.NOT_WHOLE: N_('{where}: "{key}" is {found}; write a whole number.'),
    Fault.OUT_OF_BOUNDS: N_('{where}: "{key}" is {found}; write a number from {low} to {high}.'),
    Fault.NOT_KEYS: N_('{where}: "{key}" is {found}; write a key, or a list of keys, in quotes.'),
}


def configuration_sentence(problem: Problem) -> str:
    """One sentence in the language in force."""
    return tr(
        _SENTENCES[problem.fault],
        where=problem.where,
        key=problem.key,
        found=problem.found,
        expected=", ".join(problem.expected),
        low=problem.expected[0] if problem.expected else "",
        high=problem.expected[-1] if problem.expected else "",
    )
