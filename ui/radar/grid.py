"""The radar's table: a real one for keyboards and screen readers, painted softly."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from tutordiary.presenters.radar_state import RadarState
from ui import theme
from ui.radar.cells import RadarCellPainter, wanted_height, wanted_width
from ui.radar.headers import PupilHeader, ThingHeader
from ui.radar.model import NOWHERE, Index, RadarModel
from ui.widgets.spoken_table import SpokenTable

LEAST_ROW, LEAST_COLUMN, LEAST_TITLE, MOST_COLUMN = 2.3, 5.0, 9.6, 11.0  # em
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RadarGrid(SpokenTable):
    """The table itself. Only with more pupils than fit does it scroll sideways.

    Signals: ``moved`` with row and column, ``go_wanted`` with a cell that was clicked or entered,
    ``fold_wanted`` with a row to unfold or fold.
    """

    moved = Signal(int, int)
    go_wanted = Signal(int, int)
    fold_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("radar_grid")
        self.setAccessibleName("Radar")
        self._showing = False
        self._pressed: Index = NOWHERE
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.radar = RadarModel(self)
        self.pupils, self.things = PupilHeader(self), ThingHeader(self)
        self.setModel(self.radar)
        self.setItemDelegate(RadarCellPainter(self))
        self.setHorizontalHeader(self.pupils)
        self.setVerticalHeader(self.things)
        self.things.fold_wanted.connect(self.fold_wanted)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def show_state(self, state: RadarState) -> None:
        """Draw a state and put the ring where its cursor is."""
        self._showing = True
        self.pupils.radar = self.things.radar = state
        self.radar.show(state)
        self.fit()
        index = self.radar.index(*state.cursor)
        self.setCurrentIndex(index)
        self._mark_edges()
        self.scrollTo(index)
        self._showing = False

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell of a move made with the arrows or the mouse."""
        super().currentChanged(current, previous)
        self._mark_edges()
        if not self._showing and current.isValid():
            self.moved.emit(current.row(), current.column())

    def _mark_edges(self) -> None:
        here = self.currentIndex()
        self.pupils.current, self.things.current = here.column(), here.row()
        for part in (self.viewport(), self.pupils.viewport(), self.things.viewport()):
            part.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on Enter, unfold on Space; arrows, Home, End and Page keys are the table's own."""
        here = self.currentIndex()
        if event.key() in ENTER and not event.modifiers() and here.isValid():
            self.go_wanted.emit(here.row(), here.column())
        elif event.key() == Qt.Key.Key_Space and here.isValid():
            self.fold_wanted.emit(here.row())
        elif event.text().strip() or event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the ring on the cell, and remember which it was."""
        super().mousePressEvent(event)
        self._pressed = self.indexAt(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the place that fills the cell, if the press began there."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index == self._pressed and event.button() == Qt.MouseButton.LeftButton:
            self.go_wanted.emit(index.row(), index.column())

    def place(self) -> tuple[int, int] | None:
        """Return the row and the column of the focus."""
        here = self.currentIndex()
        return (here.row(), here.column()) if here.isValid() else None

    def _restyle(self) -> None:
        self.restyle()
        self.fit()

    def fit(self) -> None:
        """Share the width: every pupil what the words ask for, the titles the rest; then the heights."""
        state = self.radar.state
        if state is None or not state.rows:
            return
        self.pupils.setFixedHeight(self.pupils.wanted_height())
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        least = theme.em(LEAST_TITLE)
        natural = self.things.natural_width()
        widest = max(self._column(state, number) for number in range(len(state.pupils)))
        asked = columns = [widest] * len(state.pupils)  # alike: no pupil stands out by a wider column
        if sum(asked) + least > room:  # narrower, and what is said wraps
            columns = [theme.em(LEAST_COLUMN)] * len(asked)
            spare = max(0, room - least - sum(columns))
            columns = [one + spare // len(columns) for one in columns]
        title = max(least, min(natural, room - sum(columns)))
        spare = max(0, room - title - sum(columns))
        most = theme.em(MOST_COLUMN)
        columns = [max(one, min(most, one + spare // len(columns))) for one in columns]
        self.things.set_width(title + max(0, room - title - sum(columns)))
        for number, width in enumerate(columns):
            self.pupils.resizeSection(number, width)
        for number, row in enumerate(state.rows):
            tall = self.things.title_height(row, self.things.width()) + theme.em(0.7)
            cells = [wanted_height(cell, width) for cell, width in zip(row.cells, columns, strict=True)]
            self.things.resizeSection(number, max(theme.em(LEAST_ROW), tall, *cells))
        self.updateGeometries()  # the cells begin where the titles end only once the table is told

    def _column(self, state: RadarState, number: int) -> int:
        cells = [wanted_width(row.cells[number]) for row in state.rows]
        return max(theme.em(LEAST_COLUMN), PupilHeader.wanted_width(state.pupils[number]), *cells)
