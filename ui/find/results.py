"""What was found, one row each: whom or what it is about, when, and its words with the ones looked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from tutordiary.diary.snippets import Piece
from tutordiary.presenters.find_lines import FoundLine
from ui import icons, theme

LINE = Qt.ItemDataRole.UserRole
ROW_EM = 5.0
NEAR_END = 40  # rows: more are fetched before the last is reached
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class ResultsModel(QAbstractTableModel):
    """The rows found so far."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[FoundLine] = []

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return one."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a row, or all of it in words."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        if role == LINE:
            return self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.lines[index.row()].spoken
        return None

    def show_lines(self, lines: Sequence[FoundLine]) -> None:
        """Hold other rows."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def add_lines(self, lines: Sequence[FoundLine]) -> None:
        """Hold more rows at the end."""
        if lines:
            self.beginInsertRows(ROOT, len(self.lines), len(self.lines) + len(lines) - 1)
            self.lines.extend(lines)
            self.endInsertRows()

    def show_line(self, row: int, line: FoundLine) -> None:
        """Hold another line in a row."""
        self.lines[row] = line
        self.dataChanged.emit(self.index(row, 0), self.index(row, 0))


class _LineDelegate(QStyledItemDelegate):
    """Paints a row. The words looked for are bold and underlined, so that no colour is needed to see them."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room for a title and two lines of words."""
        return QSize(theme.em(12), theme.em(ROW_EM))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        t, em = theme.tokens(), theme.em
        line: FoundLine = index.data(LINE)
        view = option.widget
        assert isinstance(view, ResultsList)
        box = QRectF(option.rect).adjusted(2, 1, -2, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if view.currentIndex() == index:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent_soft))
            painter.drawRoundedRect(box, em(0.5), em(0.5))
            if view.hasFocus():
                painter.setPen(QPen(QColor(t.ring), max(2, em(0.125))))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), em(0.5), em(0.5))
        inside = box.adjusted(em(0.7), em(0.35), -em(0.7), -em(0.25))
        head = QRectF(inside.left(), inside.top(), inside.width(), em(1.45))
        if line.starred:
            size = em(1.05)
            place = QRectF(head.right() - size, head.center().y() - size / 2, size, size)
            icons.paint_icon(painter, place, "star", t.accent)
            head.setRight(place.left() - em(0.4))
        _head(painter, head, line)
        words = inside.adjusted(0, em(1.5), 0, 0)
        paint_pieces(painter, words, line.pieces)
        painter.restore()


def _head(painter: QPainter, box: QRectF, line: FoundLine) -> None:
    t = theme.tokens()
    side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.setFont(theme.font("strong"))
    painter.setPen(QColor(t.text))
    metrics = QFontMetricsF(painter.font())
    title = metrics.elidedText(line.title, Qt.TextElideMode.ElideRight, box.width() * 0.6)
    painter.drawText(box, side.value, title)
    rest = box.adjusted(metrics.horizontalAdvance(title) + theme.em(0.7), 0, 0, 0)
    painter.setFont(theme.font("small"))
    painter.setPen(QColor(t.muted))
    about = QFontMetricsF(painter.font()).elidedText(line.about, Qt.TextElideMode.ElideRight, rest.width())
    painter.drawText(rest, side.value, about)


def paint_pieces(painter: QPainter, box: QRectF, pieces: Sequence[Piece]) -> None:
    """Draw words in as many lines as fit, those looked for bold and underlined."""
    layout = QTextLayout("".join(piece.text for piece in pieces), theme.font("body"))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    strong = QTextCharFormat()
    strong.setFontWeight(QFont.Weight.Bold)
    strong.setFontUnderline(True)
    formats, at = [], 0
    for piece in pieces:
        if piece.is_found:
            one = QTextLayout.FormatRange()
            one.start, one.length, one.format = at, len(piece.text), strong
            formats.append(one)
        at += len(piece.text)
    layout.setFormats(formats)
    layout.beginLayout()
    y = 0.0
    while True:
        row = layout.createLine()
        if not row.isValid():
            break
        row.setLineWidth(box.width())
        if y + row.height() > box.height() + 1:
            row.setPosition(QPointF(0, box.height() * 10))  # no room: outside the clip
        else:
            row.setPosition(QPointF(0, y))
        y += row.height()
    layout.endLayout()
    painter.setPen(QColor(theme.tokens().text))
    painter.setClipRect(box)
    layout.draw(painter, box.topLeft())


class ResultsList(QTableView):
    """Rows of one height, drawn only where they can be seen.

    Signals: ``line_chosen`` with a row to open; ``line_shown`` with the row the ring is on; ``star_pressed``
    with a row; ``left_at_top`` when Up is pressed on the first; ``end_near`` when more rows may be wanted.
    """

    line_chosen = Signal(int)
    line_shown = Signal(int)
    star_pressed = Signal(int)
    left_at_top = Signal()
    end_near = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows = ResultsModel()
        self.setModel(self.rows)
        self.setAccessibleName("Found")
        self.setItemDelegate(_LineDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.opens_on_click = False
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def minimumSizeHint(self) -> QSize:
        """Return room for one row."""
        return QSize(theme.em(10), theme.em(ROW_EM) + 4)

    def show_lines(self, lines: Sequence[FoundLine]) -> None:
        """Show other rows, the ring on the first."""
        self.rows.show_lines(lines)
        self.scrollToTop()
        if lines:
            self.setCurrentIndex(self.rows.index(0, 0))
        else:
            self.line_shown.emit(-1)

    def add_lines(self, lines: Sequence[FoundLine]) -> None:
        """Show more rows at the end."""
        self.rows.add_lines(lines)

    def current_row(self) -> int:
        """Return the row the ring is on; -1 for none."""
        return self.currentIndex().row()

    def choose_current(self) -> None:
        """Open what the ring is on."""
        if self.current_row() >= 0:
            self.line_chosen.emit(self.current_row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter, star on S, leave upwards from the first row."""
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.choose_current()
        elif key == Qt.Key.Key_S and plain:
            self.star_pressed.emit(self.current_row())
        elif key == Qt.Key.Key_Up and self.current_row() <= 0:
            self.left_at_top.emit()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and plain and self.rows.lines:
            row = 0 if key == Qt.Key.Key_Home else len(self.rows.lines) - 1
            self.setCurrentIndex(self.rows.index(row, 0))
        elif key == Qt.Key.Key_Escape:
            event.ignore()  # the page's
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open on a click where nothing stands beside the list to read it in."""
        super().mouseReleaseEvent(event)
        is_left = event.button() == Qt.MouseButton.LeftButton
        if self.opens_on_click and is_left and self.indexAt(event.position().toPoint()).isValid():
            self.choose_current()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open."""
        if self.indexAt(event.position().toPoint()).isValid():
            self.choose_current()

    def _on_scrolled(self, _value: int) -> None:
        last = self.rowAt(self.viewport().height() - 1)
        if last < 0 or last >= len(self.rows.lines) - NEAR_END:
            self.end_near.emit()

    def _on_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.line_shown.emit(current.row())
        if current.isValid() and current.row() >= len(self.rows.lines) - NEAR_END:
            self.end_near.emit()

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.em(ROW_EM))
        self.viewport().update()
