"""The list of pupils: who, in which group, and how lately somebody wrote words about them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from tutordiary.presenters.pupil_state import PupilLine
from ui import theme

LINE = Qt.ItemDataRole.UserRole
HEIGHT_EM, TALL_EM = 3.3, 4.8  # a row of two lines, of three
WIDE_EM = 42.0  # of a row: from here the note stands in the middle of its right side
BESIDE_EM = 28.0  # from here it ends the line of the name; below it has a line of its own
Index = QModelIndex | QPersistentModelIndex


class _LineDelegate(QStyledItemDelegate):
    """Paints a pupil: the name strong, the group and the note standing back."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room for two lines, or three where the list is narrow."""
        view = option.widget
        assert isinstance(view, QListWidget)
        is_narrow = view.viewport().width() < theme.em(BESIDE_EM)
        return QSize(theme.em(10), theme.em(TALL_EM if is_narrow else HEIGHT_EM))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one pupil."""
        t, em = theme.tokens(), theme.em
        line: PupilLine = index.data(LINE)
        view = option.widget
        assert isinstance(view, QListWidget)
        box = QRectF(option.rect).adjusted(2, 1, -2, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent_soft))
            painter.drawRoundedRect(box, em(0.5), em(0.5))
        if view.hasFocus() and view.currentIndex() == index:
            painter.setPen(QPen(QColor(t.ring), max(2, em(0.125))))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), em(0.5), em(0.5))
        inside = box.adjusted(em(0.7), em(0.3), -em(0.7), -em(0.3))
        about = f"{line.group}, {line.setting}" if line.setting else line.group
        _draw_words(painter, inside, line, about, view.viewport().width())
        painter.restore()


def _draw_words(painter: QPainter, box: QRectF, line: PupilLine, about: str, row: int) -> None:
    """Draw the name, where the pupil is, and the note, which has all its room before the others."""
    t, em = theme.tokens(), theme.em
    if row < em(BESIDE_EM):
        third = box.height() / 3
        name, where = (QRectF(box.left(), box.top() + at * third, box.width(), third) for at in (0, 1))
        note, side = name.translated(0, 2 * third), Qt.AlignmentFlag.AlignLeft
    else:
        width = min(QFontMetricsF(theme.font("body")).horizontalAdvance(line.note) + 2, box.width())
        half, is_wide = box.height() / 2, row >= em(WIDE_EM)
        note, side = (
            box.adjusted(box.width() - width, 0, 0, 0 if is_wide else -half),
            Qt.AlignmentFlag.AlignRight,
        )
        name = box.adjusted(0, 0, -width - em(0.5), -half)
        where = box.adjusted(0, half, -width - em(0.5) if is_wide else 0, 0)
    _words(painter, note, line.note, "body", t.muted, side)
    _words(painter, name, line.name, "strong", t.text)
    _words(painter, where, about, "body", t.muted)


def _words(
    painter: QPainter,
    box: QRectF,
    words: str,
    role: theme.Role,
    colour: str,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    painter.setFont(theme.font(role))
    painter.setPen(QColor(colour))
    shown = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, (Qt.AlignmentFlag.AlignVCenter | side).value, shown)


class PupilList(QListWidget):
    """Pupils to choose from. Enter or a click opens one; Up from the first goes back to the search.

    Signals: ``chosen`` with the pupil's id; ``left_at_top`` when Up is pressed on the first.
    """

    chosen = Signal(str)
    left_at_top = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Pupils")
        self.setItemDelegate(_LineDelegate(self))
        self.setMouseTracking(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)  # a row is taller where it is narrow
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._on_item_chosen)
        theme.notifier().theme_changed.connect(self.doItemsLayout)

    def show_lines(self, lines: tuple[PupilLine, ...]) -> None:
        """Show other pupils."""
        self.clear()
        for line in lines:
            item = QListWidgetItem(f"{line.name} {line.group} {line.setting}")
            item.setData(LINE, line)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{line.name}, {line.group}, {line.note}")
            self.addItem(item)
        self.setCurrentRow(0 if lines else -1)

    def choose_current(self) -> None:
        """Open the pupil the ring is on."""
        item = self.currentItem()
        if item is not None:
            self._on_item_chosen(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter; go back to the search on Up from the first."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose_current()
        elif event.key() == Qt.Key.Key_Up and self.currentRow() <= 0:
            self.left_at_top.emit()
        else:
            super().keyPressEvent(event)

    def _on_item_chosen(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(LINE).pupil_id)
