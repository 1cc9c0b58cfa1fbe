"""Pasting tab-separated cells over the cells of a grid screen: one edit of all of them."""

from __future__ import annotations

from kaptui.editing.edits import AddRow, Edit, Title, Together
from kaptui.plan.paths import Path
from kaptui.screens.grid_screen import GridScreen
from kaptui.text import trn
from kaptui.text.format import sentence
from kaptui.widgets.grid_messages import Pasted

Unread = tuple[Path, str, str]
"""A field, the text that could not be read as its type, and why."""


def paste(screen: GridScreen, event: Pasted) -> None:
    """Fill the grid from the cursor on, new rows where there are none; one step of undo. What cannot be read waits in
    its field as a draft."""
    edits, unread = _read(screen, event)
    if edits:
        screen.context.make(Together(tuple(edits), Title("paste")))
    for path, text, complaint in unread:
        screen.session.keep_draft(path, text, complaint)
    if unread:
        told = trn(
            "{n} cell could not be read and waits in its field",
            "{n} cells could not be read and wait in their fields",
            len(unread),
        )
        screen.context.tell(told, "warning")


def _read(screen: GridScreen, event: Pasted) -> tuple[list[Edit], list[Unread]]:
    """What the pasted cells mean in the fields they fall on."""
    columns = [column.key for column in screen.grid.data.columns]
    keys = screen.grid.visible_keys()
    first_row = keys.index(event.row) if event.row in keys else len(keys)
    first_column = columns.index(event.column)
    edits: list[Edit] = []
    unread: list[Unread] = []
    for place, texts in enumerate(event.cells, start=first_row):
        key, added = (keys[place], []) if place < len(keys) else _added_row(screen)
        edits += added
        if key is None:
            break
        for column, text in zip(columns[first_column:], texts, strict=False):
            _read_cell(screen, screen.path_at(key, column), text, edits, unread)
    return edits, unread


def _added_row(screen: GridScreen) -> tuple[str | None, list[Edit]]:
    """The key of a row that takes what is pasted below the last one; None where no rows can be added."""
    table = screen.table_path()
    if table is None:
        return None, []
    row = screen.new_row()
    return row.id, [AddRow(table, row)]


def _read_cell(screen: GridScreen, path: Path | None, text: str, edits: list[Edit], unread: list[Unread]) -> None:
    if path is None:
        return
    try:
        edits.append(screen.edit_for(path, text))
    except ValueError as problem:
        unread.append((path, text, sentence(problem)))
