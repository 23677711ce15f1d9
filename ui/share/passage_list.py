"""The list of passages: for each its state as a picture and a word, where it is from, how it begins."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from tutordiary.presenters.share_state import ReviewRow, RowState
from ui import icons, theme

ROW = Qt.ItemDataRole.UserRole
STATE_ICONS = {
    RowState.TO_DECIDE: "circle-help",
    RowState.TO_READ: "eye",
    RowState.READY: "circle-check",
    RowState.LEFT_OUT: "minus",
}
Index = QModelIndex | QPersistentModelIndex


class _RowDelegate(QStyledItemDelegate):
    """Paints a row in two lines; the ring shows which passage is in hand."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of two lines."""
        return QSize(theme.em(10), theme.em(3.3))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row: ReviewRow = index.data(ROW)
        t = theme.tokens()
        em = theme.em
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(2, 1, -2, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        view = option.widget
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent_soft))
            painter.drawRoundedRect(box, em(0.5), em(0.5))
            if view.hasFocus():
                painter.setPen(QPen(QColor(t.ring), max(2.0, em(0.125))))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), em(0.5), em(0.5))
        colour = {RowState.TO_DECIDE: t.warn, RowState.READY: t.ok}.get(row.state, t.muted)
        size = em(1.15)
        icons.paint_icon(
            painter,
            QRectF(box.left() + em(0.5), box.top() + em(0.42), size, size),
            STATE_ICONS[row.state],
            colour,
        )
        left = box.left() + em(2.0)
        wide = box.width() - em(2.4)
        self._line(painter, QRectF(left, box.top() + em(0.3), wide, em(1.35)), row, t.text)
        painter.setFont(theme.font("small"))
        painter.setPen(QColor(t.muted))
        words = QFontMetrics(painter.font()).elidedText(row.begins, Qt.TextElideMode.ElideRight, int(wide))
        painter.drawText(
            QRectF(left, box.top() + em(1.6), wide, em(1.35)), Qt.AlignmentFlag.AlignVCenter, words
        )
        painter.restore()

    def _line(self, painter: QPainter, box: QRectF, row: ReviewRow, colour: str) -> None:
        """Draw the state's word at the right and the title in what is left."""
        painter.setFont(theme.font("small_strong"))
        painter.setPen(QColor(colour))
        metrics = QFontMetrics(painter.font())
        word = metrics.horizontalAdvance(row.words)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.words)
        painter.setFont(theme.font("small"))
        room = int(box.width() - word - theme.em(0.6))
        title = QFontMetrics(painter.font()).elidedText(row.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, title)


class PassageList(QListWidget):
    """The passages. Keys are the page's; a click takes a passage in hand.

    Signals: ``passage_chosen`` with the id of the passage clicked.
    """

    passage_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filling = False
        self.setAccessibleName("Passages")
        self.setItemDelegate(_RowDelegate(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.currentItemChanged.connect(self._on_current_changed)
        theme.notifier().theme_changed.connect(self.doItemsLayout)

    def minimumSizeHint(self) -> QSize:
        """Return room for a row and a half."""
        return QSize(theme.em(9), theme.em(5))

    def put(self, rows: Sequence[ReviewRow], current: str) -> None:
        """Show these rows with one in hand."""
        self._filling = True
        if [row.id for row in rows] != [self.item(at).data(ROW).id for at in range(self.count())]:
            self.clear()
            for _ in rows:
                self.addItem(QListWidgetItem())
        for at, row in enumerate(rows):
            item = self.item(at)
            if item.data(ROW) != row:
                item.setData(ROW, row)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.words}: {row.title}. {row.begins}")
            if row.id == current:
                self.setCurrentItem(item)
                self.scrollToItem(item)
        self._filling = False

    def _on_current_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None and not self._filling:
            self.passage_chosen.emit(item.data(ROW).id)
