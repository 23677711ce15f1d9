"""The rail at the left: every page by icon and word, icons alone when the window is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui import icons, theme

COMPACT_BELOW_EM = 74.0
ROW_EM, LEAST_ROW_EM = 2.875, 1.9  # how tall an entry is where there is room, and where there is little
KEY = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the rail. An action (such as Lock now) is done at once and never stays chosen."""

    key: str
    word: str
    icon: str
    hint: str = ""
    is_action: bool = False


class _NavDelegate(QStyledItemDelegate):
    """Paints an entry: a soft pill under the chosen page, a ring around the one with the focus."""

    compact = False
    row_px = 0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a height of at least 24 pixels at any size."""
        return QSize(theme.em(3.0), self.row_px or theme.em(ROW_EM))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one entry."""
        t, em = theme.tokens(), theme.notifier().em_px
        view = option.widget
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = em * (0.55 if self.compact else 0.7)
        box = QRectF(option.rect).adjusted(side, em * 0.18, -side, -em * 0.18)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent_soft))
            painter.drawRoundedRect(box, em * 0.5, em * 0.5)
        if isinstance(view, QListWidget) and view.hasFocus() and view.currentIndex() == index:
            painter.setPen(QPen(QColor(t.ring), max(2.0, em * 0.125)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), em * 0.5, em * 0.5)
        size = em * 1.25
        left = box.center().x() - size / 2 if self.compact else box.left() + em * 0.8
        name = index.data(KEY).icon
        icons.paint_icon(painter, QRectF(left, box.center().y() - size / 2, size, size), name, t.text)
        if not self.compact:
            painter.setFont(theme.font("strong" if chosen else "body"))
            painter.setPen(QColor(t.text))
            words = box.adjusted(em * 2.65, 0, -em * 0.2, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, index.data())
        painter.restore()


class _NavList(QListWidget):
    """A list where arrows move the ring and Enter, Space or a click chooses.

    Signals: ``chosen`` with the NavItem.
    """

    chosen = Signal(object)

    def __init__(self, name: str, items: Sequence[NavItem], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("kind", "nav")
        self.delegate = _NavDelegate(self)
        self.setItemDelegate(self.delegate)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setStyleSheet("QListWidget { background: transparent; border: none; }")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for item in items:
            row = QListWidgetItem(item.word)
            row.setData(KEY, item)
            row.setData(Qt.ItemDataRole.AccessibleTextRole, item.word)
            row.setToolTip(item.hint)
            self.addItem(row)
        if items:
            self.setCurrentRow(0, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.clicked.connect(self._choose)

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Leave the chosen page alone: only ``mark`` moves it."""
        return QItemSelectionModel.SelectionFlag.NoUpdate

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose on Enter and Space; the arrows are the list's own."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(KEY))

    def mark(self, key: str) -> None:
        """Show a page as the chosen one, or none when the key is not here."""
        self.clearSelection()
        for row in range(self.count()):
            if self.item(row).data(KEY).key == key:
                self.setCurrentRow(row, QItemSelectionModel.SelectionFlag.NoUpdate)
                self.item(row).setSelected(True)

    def natural_height(self) -> int:
        """Return the height that shows every entry."""
        return self.count() * (self.delegate.row_px or theme.em(ROW_EM)) + 2


class NavRail(QWidget):
    """The rail of pages, with those at the foot (settings, lock) apart.

    Signals: ``page_chosen`` with the key of a page, ``action_chosen`` with the key of an action.
    """

    page_chosen = Signal(str)
    action_chosen = Signal(str)

    def __init__(
        self, pages: Sequence[NavItem], foot: Sequence[NavItem] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._compact = False
        self.setAccessibleName("Pages")
        self.pages = _NavList("Pages", pages, self)
        self.foot = _NavList("More", foot, self)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self.pages, 1)
        self._column.addWidget(self.foot, 0)
        self.foot.setVisible(bool(foot))
        for part in (self.pages, self.foot):
            part.chosen.connect(self._on_chosen)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def set_current(self, key: str) -> None:
        """Show which page is open."""
        self.pages.mark(key)
        self.foot.mark(key)

    def set_compact(self, *, compact: bool) -> None:
        """Show icons alone (their words become tool tips), or icons and words."""
        self._compact = compact
        self._restyle()

    def fit(self, window_width_px: int) -> None:
        """Go to icons alone when the window is narrower than 74 em."""
        compact = window_width_px < COMPACT_BELOW_EM * theme.notifier().em_px
        if compact != self._compact:
            self.set_compact(compact=compact)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the entries come closer where the window is too low for all of them."""
        super().resizeEvent(event)
        self._fit_rows()

    def _fit_rows(self) -> None:
        room = self.height() - 2 * theme.em(0.75) - 4
        fair = room // max(1, self.pages.count() + self.foot.count())
        row_px = max(theme.em(LEAST_ROW_EM), min(theme.em(ROW_EM), fair))
        if row_px != self.pages.delegate.row_px:
            for part in (self.pages, self.foot):
                part.delegate.row_px = row_px
                part.doItemsLayout()
            self.foot.setFixedHeight(self.foot.natural_height())

    def focus_pages(self) -> None:
        """Put the focus on the list of pages."""
        self.pages.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_chosen(self, item: NavItem) -> None:
        (self.action_chosen if item.is_action else self.page_chosen).emit(item.key)

    def _restyle(self) -> None:
        self._column.setContentsMargins(0, theme.em(0.75), 0, theme.em(0.75))
        self.setFixedWidth(theme.em(3.9 if self._compact else 9.4))
        for part in (self.pages, self.foot):
            part.delegate.compact = self._compact
            for row in range(part.count()):
                item: NavItem = part.item(row).data(KEY)
                tip = f"{item.word} ({item.hint})" if item.hint else item.word
                part.item(row).setToolTip(tip if self._compact else item.hint)
            part.doItemsLayout()
        self.pages.delegate.row_px = 0
        self._fit_rows()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the surface and the line at its right."""
        t = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(t.surface))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(t.line))
        painter.end()
