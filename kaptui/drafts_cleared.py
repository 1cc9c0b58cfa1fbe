"""A document of drafts (see ``drafts``) without those who were removed for good since it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kaptui.plan.document import AccountPlan
from kaptui.plan.formats import in_present_format
from kaptui.plan.references import people_spoken_of, without_people

if TYPE_CHECKING:
    from kaptui.store.port import Forgotten


def without_forgotten(document: dict[str, Any], forgotten: Forgotten) -> dict[str, Any]:
    """The document without anybody whom its account is to forget; the same one when there is nobody.

    Raises ``ValueError``, ``LookupError``, ``TypeError`` or ``AttributeError`` for what is no document of ours.
    """
    plans, tried = _plans(document), _plans(document.get("what_if") or {})
    people = {who for plan in (*plans.values(), *tried.values()) for who in people_spoken_of(plan)}
    whom = document.get("about", {})
    written = {word for name in ("drafts", "conflicts") for row in document[name] for word in _about(row, whom)}
    gone = forgotten.among(people | written)
    if not gone:
        return document
    rows = {
        name: [row for row in document[name] if gone.isdisjoint(_about(row, whom))] for name in ("drafts", "conflicts")
    }
    left = {path: people for path, people in whom.items() if gone.isdisjoint(people)}
    kept, what_if = (
        {name: without_people(plan, gone).model_dump(mode="json") for name, plan in pair.items()}
        for pair in (plans, tried)
    )
    return document | kept | rows | {"what_if": what_if or None} | ({"about": left} if whom else {})


def _plans(pair: dict[str, Any]) -> dict[str, AccountPlan]:
    found = {name: pair[name] for name in ("base", "unsaved") if pair.get(name)}
    return {name: AccountPlan.model_validate(in_present_format(plan)) for name, plan in found.items()}


def holds_anything(document: dict[str, Any]) -> bool:
    """Whether a document still says something that is not in the store."""
    pairs = (document, document.get("what_if") or {})
    differs = any(pair.get("unsaved") != pair.get("base") for pair in pairs)
    return bool(differs or document["drafts"] or document["conflicts"] or document.get("spent"))


def _about(row: Any, whom: dict[str, list[str]]) -> set[str]:
    """What a draft or a conflict is about, the ids of people among it: its path, whom ``whom`` names for it, and whom a
    row in it speaks of."""
    if isinstance(row, list):
        return {*row[0].split("/"), *whom.get(row[0], ())}
    path = [str(word) for word in row["path"]]
    sides = [side for side in row.values() if isinstance(side, dict)]
    named = {str(side.get(key)) for side in sides for key in ("source", "target", "subject")}
    return {*path, *whom.get("/".join(path), ())} | named | {key for side in sides for key in side.get("overrides", ())}
