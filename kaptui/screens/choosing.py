"""Asking for one of several things: a chooser pushed over a screen, its answer handed to a function.

Until somebody answers, a colleague may remove what was asked about: that is told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kaptui.plan.paths import NoSuchPlace
from kaptui.text import tr

if TYPE_CHECKING:
    from kaptui.screens.base import BaseScreen
    from kaptui.widgets.options import Option


def choose(
    screen: BaseScreen, title: str, options: Sequence[Option], then: Callable[[str], None], *, present: str = ""
) -> None:
    """Let somebody choose one option by typing, beginning on the ``present`` one; ``then`` gets the key, and is not
    called when they give up."""
    from kaptui.widgets.chooser import Chooser  # nothing to choose before the first screen stands

    def answered(choice: str | tuple[str, ...] | None) -> None:
        if isinstance(choice, str):
            done_or_told(screen, lambda: then(choice))

    screen.app.push_screen(Chooser(title, options, chosen=(present,), glyphs=screen.context.glyphs), answered)


def choose_several(
    screen: BaseScreen,
    title: str,
    options: Sequence[Option],
    chosen: Sequence[str],
    then: Callable[[tuple[str, ...]], None],
) -> None:
    """Let somebody choose any number of options, ``chosen`` at first; ``then`` is not called when they give up."""
    from kaptui.widgets.chooser import Chooser

    def answered(choice: str | tuple[str, ...] | None) -> None:
        if isinstance(choice, tuple):
            done_or_told(screen, lambda: then(choice))

    chooser = Chooser(title, options, multi=True, chosen=chosen, glyphs=screen.context.glyphs)
    screen.app.push_screen(chooser, answered)


def done_or_told(screen: BaseScreen, do: Callable[[], object]) -> None:
    """Do what somebody answered, or tell that what it was about is no longer there."""
    try:
        do()
    except NoSuchPlace:
        screen.context.tell(tr("That row is no longer there; a colleague may have removed it"), "warning")
