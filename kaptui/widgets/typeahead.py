"""Keys typed faster than the screen answers.

``Enter 6 0 Tab 7`` may arrive in one packet. The editor that ``Enter`` opens exists only after a message has gone up
to the screen and back; a ``6`` that overtook it would be read as a command and open another template. So whoever
hands a key to its ancestors keeps the keys that follow until all of them had their say.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

from textual import events
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.widget import Widget

Typed = events.Key | events.Paste


def is_typed_into(widget: DOMNode | None) -> bool:
    """Whether every key belongs to this widget, because somebody types text into it."""
    return getattr(widget, "TYPED_INTO", False)


def after_ancestors(node: DOMNode, done: Callable[[], object]) -> None:
    """Call ``done`` once ``node`` and everything above it, the app included, have handled what was posted to ``node``
    before: the call climbs the same queues behind it. It runs in the app's own task."""

    def climb(pumps: list[MessagePump]) -> None:
        while pumps:
            if pumps[0].call_later(climb, pumps[1:]):
                return
            pumps = pumps[1:]
        done()

    climb(list(node.ancestors_with_self))


def painted_together(node: Widget) -> None:
    """Paint what was painted just now, and what the ancestors of ``node`` do about a message posted to it just now, in
    one picture: a second one would come a frame later."""
    batch = ExitStack()
    batch.enter_context(node.app.batch_update())

    def end() -> None:
        batch.close()
        if node.is_attached:
            node.screen.check_idle()  # it went idle with nothing to paint, as it seemed

    after_ancestors(node, end)


class KeysHeld:
    """Keys and pastes kept back in their order, or none: ``hold`` begins keeping, ``release`` hands them over."""

    def __init__(self) -> None:
        self._events: list[Typed] = []
        self._holding = False

    @property
    def holding(self) -> bool:
        """Whether what is typed now has to wait."""
        return self._holding

    def hold(self) -> None:
        """Keep what is typed from now on."""
        self._holding = True

    def keep(self, event: Typed) -> None:
        """Keep one event back from everyone else."""
        event.stop()
        event.prevent_default()
        self._events.append(event)

    def release(self, receiver: MessagePump | None) -> None:
        """Hand what was kept to the receiver, in order; with None it is dropped."""
        kept, self._events, self._holding = self._events, [], False
        for event in kept:
            if receiver is not None:
                hand_over(event, receiver)


def hand_over(event: Typed, receiver: MessagePump) -> None:
    """Give an event that was stopped to another receiver, as if it came there first."""
    copy: Typed
    copy = events.Key(event.key, event.character) if isinstance(event, events.Key) else events.Paste(event.text)
    copy._set_forwarded()  # what comes from the app's queue is marked so, or the app would send it to the focus again
    receiver.post_message(copy)
