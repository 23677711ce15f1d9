"""A text to read with marked stretches. Each kind of mark has a shape of its own beside its colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QPen,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from tutordiary.presenters.share_state import Mark, MarkKind
from ui import theme
from ui.tokens import Tokens

LINE_HEIGHT_PERCENT = 150.0
_OURS = (MarkKind.REPLACED, MarkKind.CHECK)
LEGEND = (
    (MarkKind.REPLACED, "replaced"),
    (MarkKind.CHECK, "replaced, please check"),
    (MarkKind.DECIDE, "to decide"),
    (MarkKind.KEPT, "stays"),
)


def mark_colours(kind: MarkKind, t: Tokens) -> tuple[str, str]:
    """Return the colour of a mark's line and of the tint under its words; no tint is an empty text."""
    return {
        MarkKind.REPLACED: (t.accent, t.accent_soft),
        MarkKind.CHECK: (t.accent, t.accent_soft),
        MarkKind.DECIDE: (t.warn, t.warn_soft),
        MarkKind.KEPT: (t.muted, ""),
        MarkKind.REWORDED: (t.ok, t.ok_soft),
        MarkKind.TITLE: (t.muted, ""),
    }[kind]


def paint_mark(painter: QPainter, box: QRectF, kind: MarkKind, t: Tokens) -> None:
    """Draw the shape of a mark round or under the words that fill ``box``; a title has none."""
    if kind is MarkKind.TITLE:
        return
    colour = QColor(mark_colours(kind, t)[0])
    thick = max(2.0, theme.em(0.125))
    pen = QPen(colour, thick)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if kind is MarkKind.DECIDE:
        painter.setPen(pen)
        painter.drawRoundedRect(box.adjusted(-1, 0, 0, 0), theme.em(0.2), theme.em(0.2))
        return
    if kind is MarkKind.CHECK:
        pen.setDashPattern([2.4, 1.6])
    elif kind is MarkKind.KEPT:
        pen.setDashPattern([1.0, 1.4])
    painter.setPen(pen)
    foot = box.bottom() - thick / 2
    painter.drawLine(QPointF(box.left(), foot), QPointF(box.right(), foot))
    if kind is MarkKind.REWORDED:
        painter.drawLine(QPointF(box.left(), foot - 2 * thick), QPointF(box.right(), foot - 2 * thick))


class MarkedText(QTextEdit):
    """Read-only words with marks. Offsets of marks count characters of the text."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._text = ""
        self._marks: tuple[Mark, ...] = ()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        theme.notifier().theme_changed.connect(self._format)

    def minimumSizeHint(self) -> QSize:
        """Return room for three lines."""
        return QSize(theme.em(10), theme.em(5.4))

    def sizeHint(self) -> QSize:
        """Return a modest size; the page gives what it has."""
        return QSize(theme.em(16), theme.em(9))

    def put(self, text: str, marks: Sequence[Mark]) -> None:
        """Show other words; the same words with other marks keep their place on the screen."""
        if text != self._text:
            self._text = text
            self.setPlainText(text)
        self._marks = tuple(marks)
        spoken = "; ".join(mark.spoken for mark in self._marks if mark.spoken)
        self.setAccessibleDescription(spoken)
        self._format()

    @property
    def selected(self) -> str:
        """The words selected, on one line."""
        return self.textCursor().selectedText().replace("\u2029", " ").replace("\xa0", " ")

    @property
    def is_at_end(self) -> bool:
        """Whether the last line can be seen."""
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum()

    def page_down(self, seen_px: int) -> None:
        """Show the words that come next, when so much of the text's height can be seen."""
        bar = self.verticalScrollBar()
        line = self.fontMetrics().height()
        bar.setValue(bar.value() + max(line, min(bar.pageStep(), seen_px - line)))

    def _format(self) -> None:
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        block = QTextBlockFormat()
        block.setLineHeight(LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(block)
        cursor.setCharFormat(QTextCharFormat())
        t = theme.tokens()
        for mark in self._marks:
            style = QTextCharFormat()
            tint = mark_colours(mark.kind, t)[1]
            if tint:
                style.setBackground(QColor(tint))
            if mark.kind is MarkKind.TITLE:
                style.setForeground(QColor(t.muted))
                style.setFont(theme.font("small"))
            if mark.kind in _OURS and self._text[mark.start : mark.start + 1] == "[":
                style.setFontWeight(QFont.Weight.Bold)
            cursor.setPosition(self._place(mark.start))
            cursor.setPosition(self._place(mark.end), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(style)
        self.viewport().update()

    def _place(self, at: int) -> int:
        """Return a place in Qt's text, which counts in 16 bit units, for one in ours."""
        return len(self._text[:at].encode("utf-16-le", "surrogatepass")) // 2

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words, then the shape of each mark."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t = theme.tokens()
        for mark in self._marks:
            for box in self._boxes(self._place(mark.start), self._place(mark.end)):
                paint_mark(painter, box, mark.kind, t)
        painter.end()

    def _boxes(self, start: int, end: int) -> Iterator[QRectF]:
        """Yield a box for each line that a stretch runs over."""
        cursor = QTextCursor(self.document())
        left = top = right = None
        tall = self.fontMetrics().height()
        for at in range(start, end + 1):
            cursor.setPosition(at)
            place = self.cursorRect(cursor)
            if top is not None and place.top() != top and left is not None and right is not None:
                yield _box(left, right, top, tall)
                left = None
            if left is None:
                left = place.left()
            top, right = place.top(), place.left()
        if left is not None and right is not None and top is not None and right > left:
            yield _box(left, right, top, tall)


def _box(left: int, right: int, top: int, tall: int) -> QRectF:
    return QRectF(left, top, max(right - left, 2), tall + theme.em(0.12))


class Legend(QWidget):
    """Says what the shapes of the marks mean, in one or more lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Marks: " + ", ".join(_spoken(kind, words) for kind, words in LEGEND))
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.notifier().theme_changed.connect(self.updateGeometry)

    def hasHeightForWidth(self) -> bool:
        """Return that lines wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of as many lines as the words need."""
        rows = [y for _, _, _, y in self._places(width)]
        return (max(rows, default=0) + 1) * theme.em(1.5)

    def sizeHint(self) -> QSize:
        """Return one line."""
        return QSize(theme.em(20), theme.em(1.5))

    def _places(self, width: int) -> Iterator[tuple[MarkKind, str, int, int]]:
        metrics = self.fontMetrics()
        x = row = 0
        for kind, words in LEGEND:
            wide = metrics.horizontalAdvance(words)
            if x and x + wide > width:
                x, row = 0, row + 1
            yield kind, words, x, row
            x += wide + theme.em(1.4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw each kind's words in its own mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small"))
        t = theme.tokens()
        metrics = painter.fontMetrics()
        for kind, words, x, row in self._places(self.width()):
            box = QRectF(
                x + 2, row * theme.em(1.5) + 1, metrics.horizontalAdvance(words), metrics.height() + 2
            )
            tint = mark_colours(kind, t)[1]
            if tint:
                painter.fillRect(box, QColor(tint))
            painter.setPen(QColor(t.text))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
            paint_mark(painter, box, kind, t)
        painter.end()


def _spoken(kind: MarkKind, words: str) -> str:
    shape = {
        MarkKind.REPLACED: "a solid line",
        MarkKind.CHECK: "a dashed line",
        MarkKind.DECIDE: "a box",
        MarkKind.KEPT: "a dotted line",
        MarkKind.REWORDED: "a double line",
    }[kind]
    return f"{shape} is {words}"
