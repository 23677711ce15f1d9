"""A table that is painted by its cells and told, cell by cell, to screen readers."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from ui import theme


class SpokenTable(QTableView):
    """The base of the log's grid and the radar's: no selection, no edges, the focus on one cell.

    One built on it says where the focus is in ``place`` (None: nowhere) and shares its room in ``fit``.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def place(self) -> tuple[int, int] | None:
        """Return the row and the column of the focus."""
        raise NotImplementedError

    def fit(self) -> None:
        """Share the room among rows and columns."""
        raise NotImplementedError

    def restyle(self) -> None:
        """Take the colours of the theme in force."""
        t = theme.tokens()
        self.setStyleSheet(
            f"QTableView {{ border: none; background: {t.surface}; }}"
            f"QTableCornerButton::section {{ background: {t.surface}; border: none;"
            f" border-bottom: 1px solid {t.line}; }}"
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let screen readers say the cell, not only the table."""
        super().focusInEvent(event)
        self.viewport().update()
        place = self.place()
        if QAccessible.isActive() and place is not None:
            row, column = place
            told = QAccessibleEvent(self, QAccessible.Event.Focus)
            told.setChild((row + 1) * (self.model().columnCount() + 1) + column + 1)
            QAccessible.updateAccessibility(told)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Draw the ring as a quiet one."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.fit)
