"""Keys one after the other: the next is given to the app when the one before has had its effect.

Textual decides to whom a key goes before the key in front of it was handled. Over a slow line several keys arrive at
once: in ``e`` (edit) and ``x`` the ``x`` would be a command (delete) instead of a letter in the field. So a key waits
as long as anything is on its way that may take it: a message that is not yet handled, a screen or an editor that is
still being built, the focus, and the first place on the screen of what has the focus.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Any, Final

from textual.app import ScreenStackError
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from textual._queue import Queue
    from textual.app import App
    from textual.dom import DOMNode
    from textual.message import Message
    from textual.screen import Screen

_BRISK: Final = 100
"""Turns of the loop that are waited for one by one; a key's effects take a few."""
_PATIENCE: Final = 700
"""Turns of the loop after which a key is given to an app that is still busy with the one before. Not seconds: opening
a dialog takes seconds on an overloaded machine, but the same turns everywhere. A second at least, for a handler that
never ends must not keep ``ctrl+q`` from anybody."""
_REST: Final = 0.002
"""Seconds between two looks after that: what takes longer is not worth spinning for."""


class KeyQueue:
    """Holds keys and pastes back until the app is calm. Belongs to the event loop's thread."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._held: deque[Message] = deque()
        self._task: asyncio.Task[None] | None = None

    def put(self, key: Message) -> None:
        """Gives the key to the app at once if nothing is under way, otherwise as soon as possible."""
        self._held.append(key)
        if self._task is None:
            if self._is_calm():
                self._app.post_message(self._held.popleft())
            else:
                self._task = asyncio.get_running_loop().create_task(self._deliver())

    async def _deliver(self) -> None:
        try:
            while self._held:
                await self._calm()
                self._app.post_message(self._held.popleft())
        finally:
            self._task = None

    async def _calm(self) -> None:
        """Waits until no part of the app that is seen has anything left to do."""
        for turn in range(_PATIENCE):
            if self._is_calm():
                return
            await asyncio.sleep(0 if turn < _BRISK else _REST)

    def _is_calm(self) -> bool:
        """Whether the app and everything on its screen wait for messages, and nothing is still to come."""
        try:
            screen = self._app.screen
        except ScreenStackError:
            return False
        return _is_waiting(self._app) and not screen._callbacks and _is_at_rest(screen) and _has_a_place(screen)


def _is_at_rest(node: DOMNode) -> bool:
    """Whether the node and all below it wait for messages. What is just being built does not, and what is just being
    taken down is not asked: it takes no keys any more."""
    return node._pruning or (_is_waiting(node) and all(map(_is_at_rest, node._nodes)))


def _has_a_place(screen: Screen[Any]) -> bool:
    """Whether what has the focus was laid out, or will not be: before that it cannot scroll, nor break its lines."""
    return not screen._layout_required or screen.focused is None or bool(screen.focused.size)


def _is_waiting(pump: MessagePump) -> bool:
    """Whether the pump has no message and is not inside a handler: it waits for its queue to have something."""
    queue: Queue[Message | None] = pump._message_queue
    return queue.empty() and bool(queue.ready_event._waiters)
