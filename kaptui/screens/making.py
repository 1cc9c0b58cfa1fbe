"""Making an edit in a session for somebody at the keyboard: what refuses it becomes a sentence."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from kaptui.editing.edits import Edit
from kaptui.editing.session import Session
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import NoSuchPlace
from kaptui.text import tr
from kaptui.text.format import sentence


def made(
    session: Session, edit: Edit, tell: Callable[[str, str], None], since: AccountPlan | None = None
) -> bool:
    """Apply an edit now, or tell what refuses it. False when nothing changed. ``since``: see ``Session.apply``."""
    try:
        return session.apply(edit, monotonic(), since=since)
    except NoSuchPlace:
        tell(tr("That row is no longer there; a colleague may have removed it"), "warning")
    except (ValueError, PermissionError) as problem:
        tell(sentence(problem), "warning")
    return False
