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
HEIGHT_EM = 3.3
NOTE_EM = 13.0
NOTE_FROM_EM = 42.0  # of the list: below it the note stands behind the group
Index = QModelIndex | QPersistentModelIndex


class _LineDelegate(QStyledItemDelegate):
    """Paints a pupil: the name strong, the group and the note standing back."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room for two lines."""
        return QSize(theme.em(10), theme.em(HEIGHT_EM))

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
        if box.width() >= em(NOTE_FROM_EM):
            note = QRectF(inside.right() - em(NOTE_EM), inside.top(), em(NOTE_EM), inside.height())
            _words(painter, note, line.note, "body", t.muted, Qt.AlignmentFlag.AlignRight)
            inside.setRight(note.left() - em(0.5))
        else:
            about = f"{about}  ·  {line.note}"
        half = inside.height() / 2
        _words(painter, inside.adjusted(0, 0, 0, -half), line.name, "strong", t.text)
        _words(painter, inside.adjusted(0, half, 0, 0), about, "body", t.muted)
        painter.restore()


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
