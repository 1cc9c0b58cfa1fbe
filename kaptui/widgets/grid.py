"""The table of kaptui: a cursor over rows and columns, painted cell by cell, edited in place.

The grid takes the arrows, Home, End, the page keys and Enter; every other key goes up to the screen, which calls
``move``, ``page``, ``order_by`` and ``edit``. While a key is on its way up, those that follow wait: if the screen
opens an editor they go into it, otherwise they come back here.
"""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult

from kaptui.draw.glyphs import ASCII, Glyphs
from kaptui.widgets import grid_messages
from kaptui.widgets.cell_editor import CellEditor
from kaptui.widgets.editor_host import EditorHost
from kaptui.widgets.grid_model import GridData
from kaptui.widgets.grid_rows import Matcher, words_found
from kaptui.widgets.grid_view import NO_DATA, NOWHERE, GridView
from kaptui.widgets.typeahead import KeysHeld, Typed, after_ancestors, hand_over, painted_together

_STEPS = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}
_EDGES = {"home": (-1, 0), "end": (1, 0), "ctrl+home": (0, -1), "ctrl+end": (0, 1)}
_PAGES = {"pageup": -1, "pagedown": 1}


class Grid(GridView, can_focus=True):
    """A ``GridView`` with keys, paste and an editor over the cell under the cursor."""

    ALLOW_SELECT = False

    Opened = grid_messages.Opened
    Moved = grid_messages.Moved
    Pasted = grid_messages.Pasted
    PasteRefused = grid_messages.PasteRefused

    def __init__(
        self,
        data: GridData = NO_DATA,
        *,
        glyphs: Glyphs = ASCII,
        matches: Matcher = words_found,
        id: str | None = None,  # noqa: A002 - Textual's word
        classes: str | None = None,
    ) -> None:
        """``matches(needle, text)`` says whether the words of a filter are found in the text of a row."""
        super().__init__(data, glyphs=glyphs, matches=matches, id=id, classes=classes)
        self._editor: CellEditor | None = None
        self._leaving: CellEditor | None = None
        self._ahead = KeysHeld()
        self._host = EditorHost()

    def compose(self) -> ComposeResult:
        """The place where editors will stand."""
        yield self._host

    @property
    def editor(self) -> CellEditor | None:
        """The editor over the cell under the cursor, None while browsing."""
        return self._editor

    @property
    def row_in_use(self) -> str:
        """The row that an editor stands over."""
        cell = self._editor.cell if self._editor is not None else None
        return cell[0] if cell is not None else ""

    def edit(self, editor: CellEditor) -> None:
        """Open an editor over the cell under the cursor, in place of one that may be open (which commits). It closes by
        itself when it has ended and the screen, having heard of it, did not open another; then the grid has the focus
        again. ``editor.cell`` tells which cell it was opened over."""
        if self._editor is not None:
            self._editor.commit()
            self._leaving = self._editor
        editor.cell = self.cursor
        self._editor = editor
        self._put_over_cell()
        self._host.mount(editor)

    def repaint(self) -> None:
        """Also keeps the editor over its cell."""
        super().repaint()
        self._put_over_cell()

    def cursor_moved(self) -> None:
        """Tell the screen."""
        if self.cursor != NOWHERE:
            self.post_message(self.Moved(self, *self.cursor))
            painted_together(self)

    def on_key(self, event: events.Key) -> None:
        """Take the keys of a table; let others go up and keep what follows until they arrived."""
        if self._editor is not None:
            if event is not self._editor.last_event:
                self._typed_ahead(event)
        elif self._ahead.holding:
            self._ahead.keep(event)
        elif self._moves(event.key):
            event.stop()
            event.prevent_default()
        else:
            if event.key == "enter" and self.cursor != NOWHERE:
                event.stop()
                event.prevent_default()
                self.post_message(self.Opened(self, *self.cursor))
            self._wait()

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text to cells, or into an editor that is about to open."""
        event.stop()
        if self._editor is not None:
            if event is not self._editor.last_event:
                self._typed_ahead(event)
        elif self._ahead.holding:
            self._ahead.keep(event)
        elif self.cursor != NOWHERE:
            self._paste(event.text, *self.cursor)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the cursor."""
        event.stop()
        self.move(dy=3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the cursor."""
        event.stop()
        self.move(dy=-3)

    def on_resize(self) -> None:
        """Keep the editor over its cell."""
        self._put_over_cell()

    def _moves(self, key: str) -> bool:
        """Whether the key is one of the table's, and if so do what it says."""
        if key in _STEPS:
            self.move(*_STEPS[key])
        elif key in _EDGES:
            self.go_to_edge(*_EDGES[key])
        elif key in _PAGES:
            self.page(_PAGES[key])
        else:
            return False
        return True

    def _paste(self, text: str, row: str, column: str) -> None:
        from kaptui.widgets.grid_paste import pasted_cells  # at the first paste

        try:
            cells = pasted_cells(text)
        except ValueError as too_much:
            self.post_message(self.PasteRefused(self, too_much.args[0]))
        else:
            if cells:
                self.post_message(self.Pasted(self, cells, row, column))

    def _wait(self) -> None:
        """Keep what is typed until the screen and the app have handled what was just sent to them."""
        self._ahead.hold()
        after_ancestors(self, self._stop_waiting)

    def _stop_waiting(self) -> None:
        """No editor was opened: what was typed goes to whatever has the focus now."""
        if self._editor is None:
            self._ahead.release(self.app.focused or self.app.screen)

    def _typed_ahead(self, event: Typed) -> None:
        """A key that belongs into the editor but came here, before or just after the editor had the focus."""
        if self._ahead.holding:
            self._ahead.keep(event)
        elif self._editor is not None:
            event.stop()
            event.prevent_default()
            hand_over(event, self._editor.receiver)

    @on(CellEditor.Ready)
    def _give_focus(self, message: CellEditor.Ready) -> None:
        """The editor is there: the focus goes to it, then what was typed ahead, first of all into the one before."""
        message.stop()
        if message.editor is not self._editor:
            return
        receiver = self._editor.receiver
        if self._leaving is not None:
            self._leaving.hand_on(receiver)
            self._leaving = None
        else:
            self.screen.set_focus(receiver, scroll_visible=False)
        self._ahead.release(receiver)

    @on(CellEditor.Committed)
    @on(CellEditor.Drafted)
    @on(CellEditor.GivenUp)
    def _ended(self, message: CellEditor.Committed | CellEditor.Drafted | CellEditor.GivenUp) -> None:
        """Once the screen has heard of it, close the editor, unless it opened the next one."""
        if message.editor is self._editor:
            after_ancestors(self, lambda: self._close(message.editor))

    def _close(self, editor: CellEditor) -> None:
        """End editing if this editor is still the open one."""
        if editor is self._editor and self.is_attached:
            self._editor = None
            self._host.vanish()
            editor.hand_on(self)

    def _put_over_cell(self) -> None:
        """Place the editor over the cell under the cursor, in cells of the screen."""
        if self._editor is None:
            return
        room = self.content_region
        cell = self.cell_region().translate(room.offset)
        place = self._editor.place(cell, room, self.screen.region)
        self._host.stand_at(place)
