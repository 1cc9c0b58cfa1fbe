"""Taking a person out of past states: what a plan says about somebody goes when the person is removed for good."""

from __future__ import annotations

from kaptui.plan.changes import Document


def without_person(document: Document, person_id: str) -> Document:
    """The document without the person's row, links, overrides and acknowledged findings.

    Bare ids elsewhere (who reported to the person, who took part) stay: they say nothing once the row is gone.
    """
    redacted = dict(document)
    redacted["people"] = [row for row in document["people"] if row["id"] != person_id]
    redacted["links"] = [row for row in document["links"] if person_id not in (row["source"], row["target"])]
    redacted["acknowledged"] = [row for row in document["acknowledged"] if row["subject"] != person_id]
    redacted["opportunities"] = [_opportunity_without(row, person_id) for row in document["opportunities"]]
    return redacted


def _opportunity_without(row: Document, person_id: str) -> Document:
    if person_id not in row["overrides"]:
        return row
    return row | {"overrides": {key: value for key, value in row["overrides"].items() if key != person_id}}
