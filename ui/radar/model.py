"""The radar as a table: a row for each thing to notice, a column for each pupil."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from tutordiary.presenters.radar_state import RadarCell, RadarState
from ui.widgets.labels import as_tip

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class RadarModel(QAbstractTableModel):
    """The cells of the page. What is shown is painted; what is said is the accessible text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.state: RadarState | None = None

    def show(self, state: RadarState) -> None:
        """Take a new state, rows and columns and all."""
        self.beginResetModel()
        self.state = state
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of things to notice that are shown."""
        return 0 if parent.isValid() or self.state is None else len(self.state.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of pupils."""
        return 0 if parent.isValid() or self.state is None else len(self.state.pupils)

    def cell(self, index: Index) -> RadarCell | None:
        """Return the cell at an index."""
        if self.state is None or not index.isValid():
            return None
        return self.state.cell(index.row(), index.column())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the sentence of a cell for screen readers and as a tip; what is drawn is painted."""
        cell = self.cell(index)
        if cell is None:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return cell.said
        return as_tip(cell.said) if role == Qt.ItemDataRole.ToolTipRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the words of a pupil or of a row; the accessible ones say whether it can be unfolded."""
        roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if self.state is None or role not in roles:
            return None
        if orientation == Qt.Orientation.Horizontal:
            pupil = self.state.pupils[section]
            if role == Qt.ItemDataRole.DisplayRole or not pupil.under:
                return pupil.name
            return f"{pupil.name}, {pupil.under}"
        row = self.state.rows[section]
        if role == Qt.ItemDataRole.DisplayRole or not row.can_unfold:
            return row.title
        return f"{row.title}, {'unfolded' if row.is_unfolded else 'folded, Space shows what is in it'}"
