"""Keys one after the other: the next is given to the app when the one before has had its effect.

Textual decides to whom a key goes before the key in front of it was handled. Over a slow line several keys arrive at
once: in ``e`` (edit) and ``x`` the ``x`` would be a command (delete) instead of a letter in the field.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from typing import TYPE_CHECKING, Any, Final

from textual.app import ScreenStackError
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from textual.app import App
    from textual.message import Message

_PATIENCE: Final = 1.0
"""Seconds after which a key is given to an app that is still busy with the one before: longer than a dialog takes to
open on an overloaded machine, for a letter given too early is a command."""


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
        while self._held:
            await self._calm()
            self._app.post_message(self._held.popleft())
        self._task = None

    async def _calm(self) -> None:
        """Waits until every part of the app that the key before may have reached has nothing left to do."""
        end = time.monotonic() + _PATIENCE
        looks = 0
        while not self._is_calm() and time.monotonic() < end:
            # A key's effects take a few rounds of the loop; what takes longer is not worth spinning for.
            await asyncio.sleep(0 if looks < 100 else 0.002)
            looks += 1

    def _is_calm(self) -> bool:
        """Whether the app, its screen, and what has the focus with all around it wait for messages."""
        app = self._app
        try:
            screen = app.screen
        except ScreenStackError:
            return False
        if screen._callbacks or not (_is_waiting(app) and _is_waiting(screen)):
            return False
        node: MessagePump | None = screen.focused
        while node is not None and node is not screen:
            if not _is_waiting(node):
                return False
            node = node._parent
        return True


def _is_waiting(pump: MessagePump) -> bool:
    """Whether the pump has no message and is not inside a handler: somebody is in line for its queue."""
    queue: asyncio.Queue[Message | None] = pump._message_queue
    return queue.empty() and bool(getattr(queue, "_getters", True))
