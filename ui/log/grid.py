"""The grid of a session: a real table for keyboards and screen readers, painted as dots."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QHeaderView, QWidget

from tutordiary import wording
from tutordiary.presenters.log_state import Cell, LogState
from ui import theme
from ui.log.cells import CellPainter, Legend
from ui.log.headers import PupilHeader, SideWidths, SignHeader
from ui.widgets.dots import dot_at
from ui.widgets.labels import as_tip
from ui.widgets.spoken_table import SpokenTable

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
# Widths in em: an outcome with its words or its icon alone, and an indicator in two lines or in three.
WORDS_BLOCK, ICON_BLOCK, SMALL_BLOCK = 8.0, 2.9, 2.5
LEAST_NAME, SHORT_NAME = 9.0, 6.6
LEAST_ROW = 2.2
CREEP_MS = 150  # for each row that comes by while the mouse is drawn on at the edge


class LogModel(QAbstractTableModel):
    """The cells of the log. What is shown is painted; what is said is the accessible text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.state: LogState | None = None

    def show(self, state: LogState) -> None:
        """Take a new state; views hear only of the cells that changed. The grid draws its edges itself."""
        before, self.state = self.state, state
        if before is None or before.columns != state.columns or before.rows != state.rows:
            same = (
                before is not None
                and before.rows == state.rows
                and [c.pupil_id for c in before.columns] == [c.pupil_id for c in state.columns]
            )
            if not same:
                self.beginResetModel()
                self.endResetModel()
                return
        assert before is not None
        for row, (old, new) in enumerate(zip(before.cells, state.cells, strict=True)):
            changed = [column for column, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
            if changed:  # with the neighbours: a band ends or goes on in them
                for column in range(max(0, changed[0] - 1), min(changed[-1] + 2, len(new))):
                    one = self.index(row, column)  # one by one: for more at once Qt draws all of the grid
                    self.dataChanged.emit(one, one)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of indicators."""
        return 0 if parent.isValid() or self.state is None else len(self.state.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return everyone and the pupils."""
        return 0 if parent.isValid() or self.state is None else len(self.state.columns)

    def cell(self, index: Index) -> Cell | None:
        """Return the cell at an index."""
        if self.state is None or not index.isValid():
            return None
        return self.state.cells[index.row()][index.column()]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell for screen readers; nothing is drawn as text."""
        cell = self.cell(index)
        if cell is None or role != Qt.ItemDataRole.AccessibleTextRole:
            return None
        return cell.said

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the words of a pupil or of an indicator with its outcome."""
        if self.state is None or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        if orientation == Qt.Orientation.Horizontal:
            column = self.state.columns[section]
            if role == Qt.ItemDataRole.DisplayRole:
                return column.name
            key = f", key {column.letter}" if column.letter else ""
            part = f", {wording.PART_TAKEN[column.part]}" if column.part else ""
            return f"{column.name}, {column.under}{part}{key}"
        row = self.state.rows[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        block = next(b for b in self.state.blocks if b.first_row <= section < b.first_row + b.rows)
        name = f"{row.name} ({block.name})"
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tip("\n".join((name, *(f"· {sign}" for sign in row.signs))))
        return name


class LogGrid(SpokenTable):
    """The table itself.

    Signals: ``key_typed`` with one character, ``moved`` with row and column, ``dot_clicked`` with row, column
    and which dot (1 to 3), ``dot_drawn`` with the same while the mouse is drawn on through a column,
    ``clear_wanted``.
    """

    key_typed = Signal(str)
    moved = Signal(int, int)
    dot_clicked = Signal(int, int, int)
    dot_drawn = Signal(int, int, int)
    clear_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("log_grid")
        self.setAccessibleName("Small signs")
        self._showing = False
        self._wanted: list[int] = []  # widths of the columns, comfortable and tight
        self._drawing: tuple[int, int, int] | None = None  # row, column and dot of the mark drawn last
        self._creep = QTimer(self, interval=CREEP_MS)
        self._creep.timeout.connect(self._on_creep)
        self.log = LogModel(self)
        self.setModel(self.log)
        self.setItemDelegate(CellPainter(self))
        self.legend = Legend(self)
        self.setAccessibleDescription(Legend.said)
        self.pupils = PupilHeader(self)
        self.signs = SignHeader(self)
        self.setHorizontalHeader(self.pupils)
        self.setVerticalHeader(self.signs)
        self.pupils.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def show_state(self, state: LogState) -> None:
        """Draw a new state and put the ring where its cursor is."""
        self._showing = True
        before = self.log.state
        self.pupils.log = self.signs.log = state
        self.log.show(state)
        if self.pupils.height() != self.pupils.wanted_height():
            self.pupils.setFixedHeight(self.pupils.wanted_height())
            self.fit()
        wanted = [
            self.pupils.wanted_width(one, tight=tight) for one in state.columns for tight in (False, True)
        ]
        if before is None or before.rows != state.rows or wanted != self._wanted:
            self._wanted = wanted
            self.fit()
        index = self.log.index(*state.cursor)
        if index != self.currentIndex():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        self._showing = False
        self._redraw(before, state)

    def _redraw(self, before: LogState | None, state: LogState) -> None:
        """Draw anew what changed beside the cells: the ring, and the edges it points to."""
        if before is None or before.columns != state.columns or before.cursor[1] != state.cursor[1]:
            self.pupils.viewport().update()
        if before is None:
            return
        for row, column in {before.cursor, state.cursor}:
            self.update(self.log.index(row, column))
            top, tall = self.signs.sectionViewportPosition(row), self.signs.sectionSize(row)
            self.signs.viewport().update(0, top, self.signs.width(), tall)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell of a move made with the arrows or the mouse."""
        super().currentChanged(current, previous)
        if not self._showing and current.isValid():
            self.moved.emit(current.row(), current.column())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand single characters on; arrows, Home, End and Page keys are the table's own."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_wanted.emit()
        elif event.text().isprintable() and event.text() and not event.modifiers() & COMMANDS:
            self.key_typed.emit(event.text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the cell, and set the dot that was hit."""
        point = event.position()
        index = self.indexAt(point.toPoint())
        super().mousePressEvent(event)
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            box = QRectF(self.visualRect(index))
            steps = len(self.log.state.levels) if self.log.state else 3
            dot = dot_at(point.x(), box.center().x(), size=self.dot_zone(), gap=0, of=steps)
            if dot is not None:
                self.dot_clicked.emit(index.row(), index.column(), dot)
                cell = self.log.cell(index)
                is_set = cell is not None and cell.mark is not None and cell.mark.step is not None
                self._drawing = (index.row(), index.column(), dot) if is_set else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Set the same dot in every row of the column that the pressed mouse passes."""
        if self._drawing is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._drawing = None
            super().mouseMoveEvent(event)
            return
        last, column, dot = self._drawing
        y, edge = event.position().y(), theme.em(0.6)
        if not edge < y < self.viewport().height() - edge:
            self._creep.start()  # at the edge the rows beyond come by themselves
            return
        self._creep.stop()
        now = self.rowAt(round(y))
        step = 1 if now > last else -1
        for row in range(last + step, now + step, step) if now >= 0 and now != last else ():
            self.dot_drawn.emit(row, column, dot)  # a quick hand leaves rows out that lie between
            self._drawing = (row, column, dot)

    def _on_creep(self) -> None:
        below = self.viewport().mapFromGlobal(self.cursor().pos()).y() > self.viewport().height() / 2
        if self._drawing is None:
            self._creep.stop()
            return
        last, column, dot = self._drawing
        row = last + (1 if below else -1)
        if 0 <= row < self.log.rowCount():
            self._drawing = (row, column, dot)
            self.dot_drawn.emit(row, column, dot)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drawing."""
        self._drawing = None
        self._creep.stop()
        super().mouseReleaseEvent(event)

    def dot_zone(self) -> float:
        """Return how wide, in pixels, the place is where a click means one dot: 24 at the least."""
        return max(24.0, theme.notifier().em_px * 1.55)

    def place(self) -> tuple[int, int] | None:
        """Return the row and the column of the focus."""
        return self.log.state.cursor if self.log.state is not None else None

    def _restyle(self) -> None:
        self.restyle()
        self.pupils.setFixedHeight(self.pupils.wanted_height())
        self.fit()

    def set_low(self, is_low: bool) -> None:
        """Use little height for the names, or as much as they need."""
        if self.pupils.is_low != is_low:
            self.pupils.is_low = is_low
            self._restyle()

    def least_width(self) -> int:
        """Return the width below which the grid would have to scroll sideways."""
        state = self.log.state
        columns = state.columns if state else ()
        tight = sum(self.pupils.wanted_width(column, tight=True) for column in columns)
        return theme.em(ICON_BLOCK + LEAST_NAME) + tight + self._bar()

    def fit(self) -> None:
        """Share width and height: pupils first, then whole names, then the words of the outcomes."""
        state = self.log.state
        if state is None or not state.rows:
            return
        natural = self.signs.natural_name_width()
        bar = self._bar_when_needed()
        room = self.width() - bar
        wide = [self.pupils.wanted_width(column) for column in state.columns]
        tight = [self.pupils.wanted_width(column, tight=True) for column in state.columns]
        # From the most comfortable to the narrowest: words of the outcomes, whole names, roomy columns.
        choices = [
            (WORDS_BLOCK, natural, wide),
            (ICON_BLOCK, natural, wide),
            (ICON_BLOCK, theme.em(10.5), wide),
            (ICON_BLOCK, theme.em(LEAST_NAME), tight),
            (SMALL_BLOCK, theme.em(SHORT_NAME), tight),
        ]
        for block_em, name, columns in choices:
            block = theme.em(block_em)
            spare = room - block - name - sum(columns)
            if spare >= 0:
                break
        spare = max(0, spare)
        more_name = min(spare, max(0, natural - name))
        each = min((spare - more_name) // len(columns), theme.em(2))
        name += spare - each * len(columns)
        self.signs.set_widths(SideWidths(block, name, with_words=block_em == WORDS_BLOCK))
        for number, width in enumerate(columns):
            self.pupils.resizeSection(number, width + each)
        self._fit_rows(name)
        self.verticalScrollBar().setSingleStep(theme.em(1.2))  # a turn of the wheel leaves no row out
        self.updateGeometries()  # the cells begin where the signs end only once the table is told
        self.legend.setGeometry(0, 0, self.signs.width(), self.pupils.height() - 1)
        if self._bar_when_needed() != bar:
            QTimer.singleShot(0, self, self.fit)

    def _bar(self) -> int:
        return self.verticalScrollBar().sizeHint().width()

    def _bar_when_needed(self) -> int:
        """Return the width the vertical scroll bar takes: nothing while every row fits."""
        state = self.log.state
        assert state is not None
        least = theme.em(LEAST_ROW) * len(state.rows) + self.pupils.height()
        return self._bar() if least > self.height() or self.verticalScrollBar().isVisible() else 0

    def _fit_rows(self, name_width: int) -> None:
        state = self.log.state
        assert state is not None
        even = (self.height() - self.pupils.height()) // len(state.rows)
        for row, tall in enumerate(self.signs.name_heights(name_width)):
            least = max(theme.em(LEAST_ROW), tall + theme.em(0.5))
            self.signs.resizeSection(row, max(least, min(even, theme.em(3.2))))
