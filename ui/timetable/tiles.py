"""A week of sessions as tiles: days beside each other where there is room, else one below the other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tutordiary.presenters.timetable_state import Do, Tile, WeekDay, WeekPage
from ui import theme
from ui.widgets import Muted, Text, drop_from

BESIDE_FROM_EM = 62.0  # of the week's own width: below it the days stand one below the other
KEYS: dict[int, Do] = {
    Qt.Key.Key_L: Do.LOG,
    Qt.Key.Key_M: Do.MOVE,
    Qt.Key.Key_X: Do.CANCEL,
    Qt.Key.Key_Delete: Do.CANCEL,
    Qt.Key.Key_B: Do.PUT_BACK,
    Qt.Key.Key_N: Do.NOTHING,
    Qt.Key.Key_E: Do.EXTRA,
}
TURNS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_Home: 0}
_WRAP = (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop).value | Qt.TextFlag.TextWordWrap.value


class TileButton(QAbstractButton):
    """One session: time, group, place and how it stands, each wrapped so that nothing is cut.

    Signals: ``wanted`` with what a key asked for; a click asks for all that can be done. ``focused`` when the
    focus came to it.
    """

    wanted = Signal(Do)
    focused = Signal()

    def __init__(self, tile: Tile) -> None:
        super().__init__()
        self.tile = tile
        self._is_under_mouse = False
        self.setAccessibleName(tile.spoken)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.notifier().theme_changed.connect(self.updateGeometry)

    def _lines(self) -> list[tuple[str, QFont, str]]:
        t, tile = theme.tokens(), self.tile
        lines = [
            (tile.time, theme.font("small_strong"), t.muted if tile.is_off else t.accent),
            (tile.group, theme.font("strong"), t.muted if tile.is_off else t.text),
            (tile.setting, theme.font("small"), t.muted),
            (tile.state, theme.font("small"), t.text),
        ]
        return [line for line in lines if line[0]]

    def _heights(self, width: float) -> list[float]:
        return [
            QFontMetricsF(font).boundingRect(QRectF(0, 0, max(width, 1), 10_000), _WRAP, words).height()
            for words, font, _ in self._lines()
        ]

    def hasHeightForWidth(self) -> bool:
        """Say that the words decide."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height the wrapped words need."""
        return round(sum(self._heights(width - 2 * theme.em(0.6))) + theme.em(1)) + 1

    def sizeHint(self) -> QSize:
        """Return a size for a usual width."""
        return QSize(theme.em(11), self.heightForWidth(theme.em(11)))

    def minimumSizeHint(self) -> QSize:
        """Return the least width; the height follows from the width there is."""
        width = self.width() or theme.em(11)
        return QSize(theme.em(7), self.heightForWidth(width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a letter says if this session can; Enter and Space show all."""
        do = KEYS.get(event.key())
        plain = not event.modifiers()
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif plain and do is Do.LOG and Do.LOOK in self.tile.can:
            self.wanted.emit(Do.LOOK)
        elif plain and do is not None and do in self.tile.can:
            self.wanted.emit(do)
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell the page, which scrolls here."""
        super().focusInEvent(event)
        self.focused.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        self._is_under_mouse = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Stop showing it."""
        self._is_under_mouse = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words; a cancelled one has a broken edge, the focus a ring."""
        t, em = theme.tokens(), theme.em
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        pen = QPen(QColor(t.control if self._is_under_mouse else t.line), 1)
        if self.tile.is_off:
            pen = QPen(QColor(t.control), 1, Qt.PenStyle.DashLine)
        if self.hasFocus():
            pen = QPen(QColor(t.ring), max(2.0, theme.em(1) * 0.14))
        painter.setPen(pen)
        painter.setBrush(QColor(t.page if self.tile.is_off else t.surface))
        painter.drawRoundedRect(box, em(0.5), em(0.5))
        at = QPointF(em(0.6), em(0.5))
        width = self.width() - 2 * em(0.6)
        for (words, font, colour), height in zip(self._lines(), self._heights(width), strict=True):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            painter.drawText(QRectF(at.x(), at.y(), width, height + 1), _WRAP, words)
            at.setY(at.y() + height)
        painter.end()


class WeekTiles(QWidget):
    """The days of a week with their tiles; arrows move between them.

    Signals: ``chosen`` with a tile that was pressed; ``wanted`` with a tile and what a key asked for;
    ``turned`` with -1, 0 or 1 when another week is asked for; ``focused`` with the tile the focus went to.
    """

    chosen = Signal(object)
    wanted = Signal(object, Do)
    turned = Signal(int)
    focused = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._columns: list[list[TileButton]] = []
        self._days = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._days.setContentsMargins(0, 0, 0, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.notifier().theme_changed.connect(self._fit)

    def show_week(self, page: WeekPage) -> None:
        """Draw another week."""
        drop_from(self._days)
        self._columns = []
        for day in page.days:
            self._days.addWidget(self._day(day), 1, Qt.AlignmentFlag.AlignTop)
        self._fit()

    def _day(self, day: WeekDay) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, theme.em(0.4))
        column.setSpacing(theme.em(0.4))
        title = Text(day.title, role="small_strong", tone="accent" if day.is_today else "text", wrap=True)
        column.addWidget(title)
        if day.is_today:
            column.addWidget(Text("Today", role="small", tone="accent"))
        for words in day.closed:
            column.addWidget(Text(words, role="small", wrap=True))
        tiles = []
        for tile in day.tiles:
            button = TileButton(tile)
            button.clicked.connect(lambda _on=False, one=tile: self.chosen.emit(one))
            button.wanted.connect(lambda do, one=tile: self.wanted.emit(one, do))
            button.focused.connect(lambda one=button: self.focused.emit(one))
            column.addWidget(button)
            tiles.append(button)
        if not tiles and not day.closed:
            column.addWidget(Muted("No sessions", role="small"))
        self._columns.append(tiles)
        return box

    def tiles(self) -> list[TileButton]:
        """Return every tile, day by day."""
        return [tile for column in self._columns for tile in column]

    def focus_on(self, wanted: Tile | None) -> bool:
        """Put the focus on the tile of a session, else on the first of its day or of all; False for none."""
        tiles = self.tiles()
        if not tiles:
            return False
        same = [one for one in tiles if wanted and one.tile.session_id == wanted.session_id != ""]
        same += [
            one
            for one in tiles
            if wanted
            and (one.tile.group_id, one.tile.day, one.tile.starts_at)
            == (wanted.group_id, wanted.day, wanted.starts_at)
        ]
        first = [one for one in tiles if not one.tile.is_off and Do.LOG in one.tile.can]
        target = (same or first or tiles)[0]
        column = target.parentWidget()
        assert column is not None
        for part in (column, target):
            part.show()  # a layout shows what is new only later, and what is hidden takes no focus
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by arrows; Page Up and Page Down turn the week, Home goes to this one."""
        steps = {Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Left: (-1, 0)}
        steps[Qt.Key.Key_Right] = (1, 0)
        key = Qt.Key(event.key())
        if key in TURNS:
            self.turned.emit(TURNS[key])
        elif key in steps:
            self._step(*steps[key])
        else:
            event.ignore()

    def _step(self, across: int, down: int) -> None:
        at = next(
            (
                (x, y)
                for x, column in enumerate(self._columns)
                for y, one in enumerate(column)
                if one.hasFocus()
            ),
            None,
        )
        if at is None:
            return
        x, y = at
        if across:
            filled = [n for n, column in enumerate(self._columns) if column]
            x = next((n for n in (filled if across > 0 else filled[::-1]) if (n - x) * across > 0), x)
            y = min(y, len(self._columns[x]) - 1)
            target = self._columns[x][y]
        else:
            order = self.tiles()
            place = order.index(self._columns[x][y]) + down
            target = order[max(0, min(place, len(order) - 1))]
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QEvent) -> None:
        """Choose between columns and rows."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _fit(self) -> None:
        ways = QBoxLayout.Direction
        wide = self.width() >= theme.em(BESIDE_FROM_EM)
        self._days.setDirection(ways.LeftToRight if wide else ways.TopToBottom)
        self._days.setSpacing(theme.em(0.7))
