"""The rows of a file that is looked at, as a table of any length."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from tutordiary.presenters.import_page import Fate, RowLine
from ui import theme

Index = QModelIndex | QPersistentModelIndex
HEADS = ("Place", "What it says", "What happens")
SHOWN_ROWS = 6


class _Rows(QAbstractTableModel):
    """The rows of one fate, or all."""

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[RowLine, ...] = ()
        self._shown: tuple[RowLine, ...] = ()

    def put(self, rows: tuple[RowLine, ...], fate: Fate | None) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._all = rows
        self._shown = rows if fate is None else tuple(row for row in rows if row.fate is fate)
        self.endResetModel()

    @property
    def rows(self) -> tuple[RowLine, ...]:
        """Every row, whatever is shown."""
        return self._all

    def line(self, number: int) -> str:
        """Return one shown row in a sentence; empty past the end."""
        if not 0 <= number < len(self._shown):
            return ""
        row = self._shown[number]
        said = f" {row.says}." if row.says else ""
        return f"{row.place.capitalize()}:{said} {row.fate.value}, {row.why}."

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a cell."""
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        row = self._shown[index.row()]
        return (row.place.capitalize(), row.says, f"{row.fate.value}, {row.why}")[index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the name of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None


class RowTable(QTableView):
    """Shows the rows; the one the focus is on is said in full elsewhere.

    Signals: ``row_changed`` with the current row in a sentence.
    """

    row_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Rows of the file")
        self._rows = _Rows()
        self.setModel(self._rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        head.setResizeContentsPrecision(20)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def show_rows(self, rows: tuple[RowLine, ...]) -> None:
        """Show another file's rows."""
        self._rows.put(rows, None)

    def show_only(self, fate: Fate | None) -> None:
        """Show the rows of one fate, or all, from the first."""
        self._rows.put(self._rows.rows, fate)
        self.selectRow(0)
        self._restyle()
        self.row_changed.emit(self._rows.line(0))

    def _on_row_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.row_changed.emit(self._rows.line(now.row()))

    def _restyle(self) -> None:
        height = theme.em(1.9)
        self.verticalHeader().setDefaultSectionSize(height)
        lines = min(max(self._rows.rowCount(), 1), SHOWN_ROWS)
        self.setFixedHeight(height * (lines + 1) + theme.em(0.8))
