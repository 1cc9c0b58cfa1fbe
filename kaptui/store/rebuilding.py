"""From the records of a history back to the states they tell of.

A state is reached from the nearest whole plan before it, forwards, or after it, backwards, over an unbroken chain of
records; the digest in its record proves it. Nothing is guessed: where no chain holds, there is no state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from kaptui.plan.changes import Change, Document, document_changes, document_of, inverted, patched
from kaptui.plan.document import AccountPlan
from kaptui.plan.formats import in_present_format, is_older
from kaptui.store.history import Record, document_digest, state_digest

Redact: TypeAlias = Callable[[AccountPlan], AccountPlan]
"""Takes out of a plan what is to be forgotten."""

_NOT_A_STATE: Final = (LookupError, ValueError, TypeError, AttributeError)
"""What is raised on the way through a document that somebody has tampered with."""


def rebuilt(records: Sequence[Record], current: Document | None, target: Record) -> AccountPlan | None:
    """The plan exactly as ``target`` left it, or ``None`` when no unbroken way leads there.

    ``current`` is the state that the last record leads to, ``None`` when that is not known to be so.
    """
    for document in _ways(records, current, records.index(target)):
        plan = _proved(document, target)
        if plan is not None:
            return plan
    return None


def redacted(records: Sequence[Record], current: Document | None, redact: Redact) -> list[Record]:
    """The records of the same saves as if what ``redact`` takes out had never been there.

    Where a state cannot be reached any more its record keeps who and when, but no changes.
    """
    before = _all_states(records, current)
    after = [_redacted(state, redact) for state in before]
    return [_retold(records, before, after, index) for index in range(len(records))]


def _retold(
    records: Sequence[Record], before: Sequence[Document | None], after: Sequence[Document | None], index: int
) -> Record:
    record, state = records[index], after[index]
    if state is None:
        return record._replace(changes=(), plan=None, outside=True)
    previous = after[index - 1] if index and _follows(records[index - 1], record) else None
    if state == before[index] and (previous is None or previous == before[index - 1]):
        return record
    found: tuple[Change, ...] = () if previous is None else document_changes(previous, state)
    whole = state if record.plan is not None or (index and previous is None) else None
    return record._replace(changes=found, digest=document_digest(state), plan=whole)


def _redacted(state: Document | None, redact: Redact) -> Document | None:
    """The state without what is to be forgotten; ``None`` for one that is no plan."""
    try:
        return None if state is None else document_of(redact(AccountPlan.model_validate(in_present_format(state))))
    except _NOT_A_STATE:
        return None


def _all_states(records: Sequence[Record], current: Document | None) -> list[Document | None]:
    states: list[Document | None] = [record.plan for record in records]
    if states and current is not None:
        states[-1] = current
    for index, (previous, record) in enumerate(pairwise(records), 1):
        known = states[index - 1]
        if states[index] is None and known is not None and _follows(previous, record):
            states[index] = _carried(known, record.changes)
    for index, (previous, record) in reversed(list(enumerate(pairwise(records), 1))):
        known = states[index]
        if states[index - 1] is None and known is not None and _follows(previous, record):
            states[index - 1] = _carried(known, inverted(record.changes))
    return states


def _ways(records: Sequence[Record], current: Document | None, index: int) -> Iterator[Document | None]:
    start = next((start for start in range(index, -1, -1) if records[start].plan is not None), None)
    if start is not None:
        yield _forward(records[start : index + 1])
    end = next((end for end in range(index, len(records)) if records[end].plan is not None), None)
    yield _backward(records[index:], current) if end is None else _backward(records[index : end + 1], records[end].plan)


def _forward(records: Sequence[Record]) -> Document | None:
    """From the whole plan of the first record to the state of the last."""
    document = records[0].plan
    for previous, record in pairwise(records):
        if document is None or not _follows(previous, record):
            return None
        document = _carried(document, record.changes)
    return document


def _backward(records: Sequence[Record], document: Document | None) -> Document | None:
    """From the state of the last record, which is given, to the state of the first."""
    for previous, record in reversed(list(pairwise(records))):
        if document is None or not _follows(previous, record):
            return None
        document = _carried(document, inverted(record.changes))
    return document


def _follows(previous: Record, record: Record) -> bool:
    return record.revision == previous.revision + 1 and not record.outside


def _carried(document: Document, found: Iterable[Change]) -> Document | None:
    try:
        return patched(document, found)
    except _NOT_A_STATE:
        return None


def _proved(document: Document | None, target: Record) -> AccountPlan | None:
    """The plan of a state whose digest is the record's; of an older format it is proved before it is brought on."""
    if document is None:
        return None
    try:
        if is_older(document):
            is_proved = document_digest(document) == target.digest
            whole = in_present_format(document) | {"revision": target.revision}
            return AccountPlan.model_validate(whole) if is_proved else None
        plan = AccountPlan.model_validate(document | {"revision": target.revision})
    except _NOT_A_STATE:
        return None
    return plan if state_digest(plan) == target.digest else None
