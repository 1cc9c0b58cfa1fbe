"""What takes longer than a key may: the last known stays until the next is there, and no key waits."""

from __future__ import annotations

import threading

from kaptui.screens.aside import Aside

PATIENCE = 30.0


class Slow:
    """A computation that goes on when it is told to; ``seen`` are the keys it was asked for."""

    def __init__(self) -> None:
        self.seen: list[int] = []
        self.go = threading.Semaphore(0)
        self.done = threading.Semaphore(0)

    def __call__(self, key: int) -> str:
        self.seen.append(key)
        assert self.go.acquire(timeout=PATIENCE)
        return f"value {key}"

    def step(self) -> None:
        """Let one computation end, and wait until it is told."""
        self.go.release()
        assert self.done.acquire(timeout=PATIENCE)


def test_nothing_is_known_at_first_then_the_value_of_the_key() -> None:
    slow = Slow()
    aside = Aside(slow, slow.done.release)
    assert aside.ask(1).value is None
    slow.step()
    known = aside.ask(1)
    assert (known.value, known.is_present) == ("value 1", True)
    assert slow.seen == [1]


def test_the_last_known_stays_until_the_next_is_there() -> None:
    slow = Slow()
    aside = Aside(slow, slow.done.release)
    aside.ask(1)
    slow.step()
    known = aside.ask(2)
    assert (known.value, known.is_present) == ("value 1", False)
    slow.step()
    assert aside.ask(2).is_present


def test_of_the_keys_asked_for_meanwhile_only_the_latest_is_worked_out() -> None:
    slow = Slow()
    aside = Aside(slow, slow.done.release)
    for key in (1, 2, 3, 4):
        aside.ask(key)
    slow.step()
    slow.step()
    assert aside.ask(4).value == "value 4"
    assert slow.seen[-1] == 4
    assert set(slow.seen) <= {1, 4}


def test_what_is_quick_is_worked_out_at_once() -> None:
    aside: Aside[int, int] = Aside(lambda key: key + 1, lambda: None)
    known = aside.ask(1, at_once=True)
    assert (known.value, known.is_present) == (2, True)


def test_a_program_that_has_ended_is_no_reason_to_complain() -> None:
    ended = threading.Event()

    def done() -> None:
        ended.set()
        raise RuntimeError("Event loop is closed")

    aside: Aside[int, int] = Aside(lambda key: key, done)
    aside.ask(1)
    assert ended.wait(PATIENCE)
