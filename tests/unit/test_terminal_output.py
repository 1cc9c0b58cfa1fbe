"""The output queue makes nobody wait, and ends whether the terminal reads or not."""

from __future__ import annotations

import os
import select
import termios
import tty
from collections.abc import Iterator
from threading import Event

import pytest

from kaptui._outbox import ABORT, MOST_WAITING, Outbox, has_room, write_if_room

PATIENCE = 20.0


class Wire:
    """A terminal's two ends."""

    def __init__(self) -> None:
        self.master, self.slave = os.openpty()
        tty.setraw(self.slave, termios.TCSANOW)
        os.set_blocking(self.master, False)

    def take(self) -> bytes:
        """What is there now; empty if nothing is."""
        try:
            return os.read(self.master, 1 << 20)
        except OSError:
            return b""

    def take_until(self, end: bytes) -> bytes:
        """Reads until this end has come."""
        taken = b""
        while not taken.endswith(end):
            assert select.select([self.master], [], [], PATIENCE)[0], f"waited in vain for {end!r}"
            taken += self.take()
        return taken


@pytest.fixture
def wire() -> Iterator[Wire]:
    wire = Wire()
    yield wire
    os.close(wire.slave)
    os.close(wire.master)


def nothing() -> None:
    """Nobody wants to know."""


def test_what_is_written_arrives_in_order_and_the_farewell_last(wire: Wire) -> None:
    outbox = Outbox(wire.slave, nothing)
    for number in range(100):
        outbox.write(f"{number};")
    assert outbox.close("bye")
    assert wire.take_until(b"bye") == "".join(f"{number};" for number in range(100)).encode() + b"bye"


def test_a_lone_surrogate_goes_out_as_a_question_mark(wire: Wire) -> None:
    outbox = Outbox(wire.slave, nothing)
    outbox.write("a\ud800b")
    outbox.close(".")
    assert wire.take_until(b".") == b"a?b."


def test_nothing_goes_out_after_the_end(wire: Wire) -> None:
    outbox = Outbox(wire.slave, nothing)
    outbox.close("bye")
    outbox.write("more")
    assert outbox.close("again")
    assert wire.take_until(b"bye") == b"bye"
    assert wire.take() == b""


def test_writing_never_waits_and_what_is_too_much_is_given_up(wire: Wire) -> None:
    caught_up = Event()
    outbox = Outbox(wire.slave, caught_up.set)
    for _ in range(100):
        outbox.write("x" * 100_000)
    assert not caught_up.is_set()
    taken = 0
    while not caught_up.is_set():
        taken += len(wire.take())
    outbox.write("anew")
    outbox.close("bye")
    taken += len(wire.take_until(b"anewbye"))
    assert taken < 3 * MOST_WAITING


def test_a_frame_larger_than_all_that_may_wait_is_written_all_the_same(wire: Wire) -> None:
    outbox = Outbox(wire.slave, nothing)
    outbox.write("x" * (2 * MOST_WAITING) + "end")
    assert len(wire.take_until(b"end")) == 2 * MOST_WAITING + 3
    outbox.close("bye")


def test_a_terminal_that_does_not_read_sees_the_farewell_first_when_it_wakes_up(wire: Wire) -> None:
    outbox = Outbox(wire.slave, nothing)
    outbox.write("x" * 200_000)
    while has_room(wire.slave):
        pass
    assert outbox.close("bye", patience=0.05)
    assert wire.take_until(b"bye").endswith(ABORT + b"bye")


def test_a_terminal_that_is_gone_keeps_nobody_waiting() -> None:
    wire = Wire()
    outbox = Outbox(wire.slave, nothing)
    os.close(wire.master)
    outbox.write("x")
    assert not outbox.close("bye")
    os.close(wire.slave)


def test_a_terminal_made_non_blocking_by_somebody_else_is_written_to(wire: Wire) -> None:
    os.set_blocking(wire.slave, False)
    outbox = Outbox(wire.slave, nothing)
    outbox.write("x" * 200_000 + "end")
    assert len(wire.take_until(b"end")) == 200_003
    assert outbox.close("bye")


def test_writing_if_there_is_room_refuses_when_there_is_none() -> None:
    wire = Wire()
    os.set_blocking(wire.slave, False)
    assert write_if_room(wire.slave, b"x")
    with pytest.raises(BlockingIOError):
        while True:
            os.write(wire.slave, b"x" * 1000)
    assert not write_if_room(wire.slave, b"x")
    os.close(wire.master)
    assert not write_if_room(wire.slave, b"x")
    os.close(wire.slave)
