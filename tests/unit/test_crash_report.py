"""A report of a fault names places in the code and no value."""

from __future__ import annotations

import stat
from pathlib import Path

from textual.worker import WorkerFailed

from kaptui._crash import kind, report, write_report

SECRET = "Minister-Wang"


def fails(customer: str) -> None:
    raise ValueError(f"nothing known of {customer}")


def failing() -> BaseException:
    try:
        try:
            fails(SECRET)
        except ValueError as cause:
            raise KeyError(SECRET) from cause
    except KeyError as error:
        caught = error
    return caught


def test_a_report_names_kinds_and_places_and_what_led_to_it() -> None:
    text = report(failing())
    assert text.index("builtins.ValueError") < text.index("which was the cause of") < text.index("builtins.KeyError")
    assert "in fails" in text
    assert "in failing" in text
    assert __file__ in text


def test_a_report_has_no_values() -> None:
    assert SECRET not in report(failing())
    assert SECRET not in report(ExceptionGroup(SECRET, [ValueError(SECRET), KeyError(SECRET)]))


def test_a_group_is_told_part_by_part() -> None:
    text = report(ExceptionGroup("", [ValueError(), KeyError()]))
    assert "part 1\nbuiltins.ValueError\npart 2\nbuiltins.KeyError" in text


def test_a_circle_of_causes_ends() -> None:
    first, second = ValueError(), KeyError()
    first.__context__, second.__context__ = second, first
    assert report(first).count("builtins.") == 2


def test_a_failed_worker_is_told_as_what_failed_it() -> None:
    assert kind(WorkerFailed(failing())) == "KeyError"
    assert "in fails" in report(WorkerFailed(failing()))


def test_a_report_belongs_to_its_owner_alone(tmp_path: Path) -> None:
    path = write_report(failing(), tmp_path)
    assert path is not None
    assert path.parent == tmp_path
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_report_that_cannot_be_written_is_none(tmp_path: Path) -> None:
    assert write_report(failing(), tmp_path / "missing") is None
