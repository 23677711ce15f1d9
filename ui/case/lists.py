"""The two lists of the studio: the tray of evidence, and the story in its parts. Their keys are these words.

Enter in the tray puts an entry into the story; in the story Alt with the arrows moves a piece. Both can be
done by dragging as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QListWidget, QListWidgetItem, QSizePolicy

from ui import theme
from ui.case.cards import ROW, CardDelegate, CardRow, HeadRow, Row

MIME = "application/x-tutordiary-piece"  # never leaves the window: an id and nothing of the diary's words
TRAY, STORY = "tray", "story"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ALT = Qt.KeyboardModifier.AltModifier
_CTRL = Qt.KeyboardModifier.ControlModifier


class CardList(QListWidget):
    """A list of cards that can be dragged; ``home`` says which of the two it is.

    Signals: ``row_chosen`` with a part and the id of a card, empty on a heading.
    """

    row_chosen = Signal(str, str)

    def __init__(self, name: str, home: str, most_lines: int) -> None:
        super().__init__()
        self._home = home
        self._filling = False
        self.setAccessibleName(name)
        self.setItemDelegate(CardDelegate(self, most_lines))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # no width comes and goes
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.setDragEnabled(True)
        self.setTabKeyNavigation(False)
        self.currentItemChanged.connect(self._on_current_changed)
        theme.notifier().theme_changed.connect(self.doItemsLayout)

    def minimumSizeHint(self) -> QSize:
        """Return room for a card."""
        return QSize(theme.em(11), theme.em(4))

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown, from top to bottom."""
        return tuple(self.item(at).data(ROW) for at in range(self.count()))

    @property
    def current(self) -> Row | None:
        """The row in hand."""
        item = self.currentItem()
        row: Row | None = item.data(ROW) if item is not None else None
        return row

    def put(self, rows: Sequence[Row], part: str, card: str) -> None:
        """Show these rows, with one in hand: its part, and its id when it is a card."""
        self._filling = True
        if [(one.part, one.id) for one in rows] != [(one.part, one.id) for one in self.rows]:
            place = self.verticalScrollBar().value()
            self.clear()
            for row in rows:
                self.addItem(self._item(row))
            self.doItemsLayout()
            self.verticalScrollBar().setValue(place)
        for at, row in enumerate(rows):
            item = self.item(at)
            if item.data(ROW) != row:
                item.setData(ROW, row)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, row.spoken)
            if row.id == card and (row.part == part or card):
                self.setCurrentItem(item)
                self.scrollToItem(item)
        self._filling = False

    @staticmethod
    def _item(row: Row) -> QListWidgetItem:
        item = QListWidgetItem()
        item.setData(ROW, row)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, row.spoken)
        if isinstance(row, HeadRow):
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDragEnabled)
        return item

    def mimeTypes(self) -> list[str]:
        """Return what is dragged out of here."""
        return [MIME]

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        """Return which card is dragged: its id, no words."""
        data = QMimeData()
        rows = [item.data(ROW) for item in items]
        if rows:
            data.setData(MIME, f"{self._home} {rows[0].id}".encode())
        return data

    def _on_current_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None and not self._filling:
            row: Row = item.data(ROW)
            self.row_chosen.emit(row.part, row.id)


class TrayList(CardList):
    """The evidence that is not in the story.

    Signals: ``put_wanted`` with the id of an entry; ``left`` when the way leads to the story.
    """

    put_wanted = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__("Evidence from your diary", TRAY, 3)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.itemDoubleClicked.connect(lambda item: self.put_wanted.emit(item.data(ROW).id))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put the entry in hand into the story, or go there."""
        row = self.current
        if event.key() in _ENTER and not event.modifiers() & _CTRL:
            if row is not None:
                self.put_wanted.emit(row.id)
        elif event.key() == Qt.Key.Key_Right and not event.modifiers():
            self.left.emit()
        else:
            super().keyPressEvent(event)


class StoryList(CardList):
    """The parts of the story with their pieces; takes what is dragged here from the tray or from itself.

    Signals: ``words_wanted`` to write or reword; ``own_wanted`` for a piece of the tutor's own;
    ``out_wanted``; ``undo_wanted``; ``moved`` with -1 or 1 up or down; ``part_changed`` with -1 or 1 to the
    part before or after; ``dropped`` with where from, an id, the part and the piece it is to stand before
    (or empty); ``left`` when the way leads to the tray.
    """

    words_wanted = Signal()
    own_wanted = Signal()
    out_wanted = Signal()
    undo_wanted = Signal()
    moved = Signal(int)
    part_changed = Signal(int)
    dropped = Signal(str, str, str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__("The story, part by part", STORY, 4)
        self._line_y: int | None = None  # where what is dragged would come to stand
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)
        self.itemDoubleClicked.connect(lambda _item: self.words_wanted.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, reword, take out; the arrows alone go from row to row."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        act = self._acts(key, held)
        if act is None:
            super().keyPressEvent(event)
            return
        event.accept()
        act()

    def _acts(self, key: int, held: Qt.KeyboardModifier) -> Callable[[], None] | None:
        if held == _ALT:
            return {
                Qt.Key.Key_Up: lambda: self.moved.emit(-1),
                Qt.Key.Key_Down: lambda: self.moved.emit(1),
                Qt.Key.Key_Left: lambda: self.part_changed.emit(-1),
                Qt.Key.Key_Right: lambda: self.part_changed.emit(1),
            }.get(Qt.Key(key))
        if held == _CTRL:
            return self.undo_wanted.emit if key == Qt.Key.Key_Z else None
        if held:
            return None
        return {
            Qt.Key.Key_Return: self.words_wanted.emit,
            Qt.Key.Key_Enter: self.words_wanted.emit,
            Qt.Key.Key_F2: self.words_wanted.emit,
            Qt.Key.Key_N: self.own_wanted.emit,
            Qt.Key.Key_Delete: self.out_wanted.emit,
            Qt.Key.Key_Left: self.left.emit,
        }.get(Qt.Key(key))

    # Dragging -----------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take cards of this window."""
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the card would come to stand."""
        super().dragMoveEvent(event)  # it scrolls near the edges
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()
            self._line_y = self._spot(event.position().toPoint())[2]
            self.viewport().update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show nothing any more."""
        super().dragLeaveEvent(event)
        self._line_y = None
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Say what was put where."""
        self._line_y = None
        self.viewport().update()
        # Not as a move: the list it came from would take its row away by itself.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        home, _, card = bytes(event.mimeData().data(MIME).data()).decode().partition(" ")
        if card and self.count():
            part, before, _ = self._spot(event.position().toPoint())
            self.dropped.emit(home, card, part, before)

    def _spot(self, at: QPoint) -> tuple[str, str, int]:
        """Return the part a point lies in, the piece to stand before (empty: at the end), and a height."""
        rows = self.rows
        for number, row in enumerate(rows):
            box = self.visualItemRect(self.item(number))
            if at.y() > box.bottom():
                continue
            after = isinstance(row, HeadRow) or at.y() > box.center().y()
            if not after:
                return row.part, row.id, box.top()
            follower = rows[number + 1] if number + 1 < len(rows) else None
            is_same = isinstance(follower, CardRow) and follower.part == row.part
            return row.part, follower.id if is_same and follower is not None else "", box.bottom()
        last = self.visualItemRect(self.item(len(rows) - 1))
        return rows[-1].part, "", last.bottom()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, and the line where a card would come to stand."""
        super().paintEvent(event)
        if self._line_y is not None:
            painter = QPainter(self.viewport())
            painter.setPen(QPen(QColor(theme.tokens().accent), max(3, theme.em(0.2))))
            painter.drawLine(4, self._line_y, self.viewport().width() - 4, self._line_y)
            painter.end()

    def focus_here(self) -> None:
        """Put the focus on the row in hand."""
        if self.currentItem() is None and self.count():
            self.setCurrentRow(0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
