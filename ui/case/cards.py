"""How a card and the heading of a part are painted: the same in the story and in the tray beside it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from tutordiary.presenters.case_studio_state import Look
from ui import icons, theme

ROW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
PAD_EM, BAR_EM, ICON_EM, GAP_EM = 0.55, 0.28, 1.05, 0.3
HEAD_EM, MARGIN_PX = 2.3, 3
LOOK_ICONS: dict[Look, str] = {
    "plain": "notebook-pen",
    "own": "pencil",
    "quote": "message-square-quote",
    "harder": "cloud-rain",
}
_VCENTRE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card. ``line`` stands above its words, ``mark`` at the right of that line; ``faded`` stands back."""

    part: str
    id: str
    line: str
    words: str
    look: Look
    mark: str = ""
    faded: bool = False

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ". ".join(one for one in (self.line, self.mark, self.words) if one)


@dataclass(frozen=True, slots=True)
class HeadRow:
    """The heading of a part: its number among ``of``, how many pieces it has, and what it still asks for."""

    part: str
    title: str
    number: int
    of: int
    count: int
    prompt: str

    id = ""

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        pieces = "1 piece" if self.count == 1 else f"{self.count} pieces"
        return f"Part {self.number} of {self.of}: {self.title}, {pieces}. {self.prompt}".strip()


Row = CardRow | HeadRow


def wrapped(text: str, font: QFont, width: float, most: int) -> list[str]:
    """Return text in lines of at most ``width`` pixels, the last of ``most`` shortened when there is more."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        layout = QTextLayout(paragraph, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        while len(lines) <= most:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(1.0, width))
            lines.append(paragraph[line.textStart() : line.textStart() + line.textLength()].rstrip())
        layout.endLayout()
        if len(lines) > most:
            break
    if len(lines) > most:
        rest = f"{lines[most - 1]} {lines[most]}…"
        shown = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, int(width))
        lines = [*lines[: most - 1], shown]
    return lines


class CardDelegate(QStyledItemDelegate):
    """Paints rows. The one in hand has a ring while its list has the focus, and a tint always."""

    def __init__(self, view: QAbstractItemView, most_lines: int) -> None:
        super().__init__(view)
        self._view = view
        self._most = most_lines

    # Measures -----------------------------------------------------------------------------------

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height its words need at the width of the list."""
        row: Row = index.data(ROW)
        width = self._view.viewport().width()
        if isinstance(row, HeadRow):
            return QSize(theme.em(8), theme.em(HEAD_EM) + self._prompt_height(row, width))
        lines = len(self._lines(row, width))
        high = theme.em(2 * PAD_EM) + 2 * MARGIN_PX + self._small() + theme.em(0.15) + lines * self._body()
        return QSize(theme.em(8), high)

    def _lines(self, row: CardRow, width: int) -> list[str]:
        inner = width - 2 * MARGIN_PX - theme.em(BAR_EM + 2 * PAD_EM)
        return wrapped(row.words, theme.font("body"), inner, self._most)

    def _prompt_lines(self, row: HeadRow, width: int) -> list[str]:
        inner = width - 2 * MARGIN_PX - theme.em(ICON_EM + 3 * PAD_EM)
        return wrapped(row.prompt, theme.font("small"), inner, 4) if row.prompt else []

    def _prompt_height(self, row: HeadRow, width: int) -> int:
        lines = len(self._prompt_lines(row, width))
        return lines * self._small() + theme.em(2 * PAD_EM) + 2 * MARGIN_PX if lines else 0

    @staticmethod
    def _small() -> int:
        return QFontMetrics(theme.font("small")).height()

    @staticmethod
    def _body() -> int:
        return QFontMetrics(theme.font("body")).height()

    # Painting -----------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        row: Row = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(MARGIN_PX, MARGIN_PX, -MARGIN_PX, -MARGIN_PX)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if isinstance(row, HeadRow):
            self._paint_head(painter, box, row, chosen=chosen)
        else:
            self._paint_card(painter, box, row, chosen=chosen)
        if chosen and self._view.hasFocus():
            painter.setPen(QPen(QColor(theme.tokens().ring), max(2.0, theme.em(0.125))))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, theme.em(0.5), theme.em(0.5))
        painter.restore()

    def _paint_card(self, painter: QPainter, box: QRectF, row: CardRow, *, chosen: bool) -> None:
        t, em = theme.tokens(), theme.em
        painter.setPen(QPen(QColor(t.accent if chosen else t.line), 1))
        painter.setBrush(QColor(t.accent_soft if chosen else t.surface))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), em(0.5), em(0.5))
        self._paint_bar(painter, box, row.look)
        left, top = box.left() + em(BAR_EM + PAD_EM), box.top() + em(PAD_EM)
        wide = box.right() - em(PAD_EM) - left
        small = self._small()
        size = em(ICON_EM)
        icons.paint_icon(
            painter, QRectF(left, top + (small - size) / 2, size, size), LOOK_ICONS[row.look], _tone(row.look)
        )
        head = QRectF(left + size + em(GAP_EM), top, wide - size - em(GAP_EM), small)
        painter.setFont(theme.font("small_strong"))
        painter.setPen(QColor(t.muted))
        taken = QFontMetrics(painter.font()).horizontalAdvance(row.mark) + em(0.5) if row.mark else 0
        painter.drawText(head, _RIGHT, row.mark)
        painter.setFont(theme.font("small"))
        line = QFontMetrics(painter.font()).elidedText(
            row.line, Qt.TextElideMode.ElideRight, int(head.width() - taken)
        )
        painter.drawText(head, _VCENTRE, line)
        painter.setFont(theme.font("body"))
        painter.setPen(QColor(t.muted if row.faded else t.text))
        y = top + small + em(0.15)
        for words in self._lines(row, self._view.viewport().width()):
            painter.drawText(QRectF(left, y, wide, self._body()), _VCENTRE, words)
            y += self._body()

    @staticmethod
    def _paint_bar(painter: QPainter, box: QRectF, look: Look) -> None:
        """Draw the thread at the left: whole for what the diary holds, dashed for the tutor's own words."""
        pen = QPen(QColor(_tone(look)), theme.em(BAR_EM))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if look == "own":
            pen.setDashPattern([1.2, 0.8])
        painter.setPen(pen)
        x = box.left() + theme.em(0.45)
        painter.drawLine(QRectF(x, box.top() + theme.em(0.5), 0, 0).topLeft(),
                         QRectF(x, box.bottom() - theme.em(0.5), 0, 0).topLeft())  # fmt: skip

    def _paint_head(self, painter: QPainter, box: QRectF, row: HeadRow, *, chosen: bool) -> None:
        t, em = theme.tokens(), theme.em
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent_soft))
            painter.drawRoundedRect(box, em(0.5), em(0.5))
        size = em(1.5)
        line = QRectF(box.left() + em(0.3), box.top(), box.width() - em(0.8), em(HEAD_EM) - 2 * MARGIN_PX)
        disc = QRectF(line.left(), line.center().y() - size / 2, size, size)
        painter.setPen(QPen(QColor(t.accent), 1.5))
        painter.setBrush(QColor(t.accent) if row.count else QColor(t.surface))
        painter.drawEllipse(disc.adjusted(1, 1, -1, -1))
        painter.setFont(theme.font("small_strong"))
        painter.setPen(QColor(t.on_accent if row.count else t.accent))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(row.number))
        painter.setFont(theme.font("strong"))
        painter.setPen(QColor(t.text))
        painter.drawText(line.adjusted(size + em(0.5), 0, 0, 0), _VCENTRE, row.title)
        if lines := self._prompt_lines(row, self._view.viewport().width()):
            self._paint_prompt(painter, box, line.bottom(), lines)

    def _paint_prompt(self, painter: QPainter, box: QRectF, top: float, lines: list[str]) -> None:
        t, em = theme.tokens(), theme.em
        frame = QRectF(box.left() + 1, top + MARGIN_PX, box.width() - 2, box.bottom() - top - MARGIN_PX - 1)
        painter.setPen(QPen(QColor(t.control), 1, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(t.page))
        painter.drawRoundedRect(frame, em(0.5), em(0.5))
        size = em(ICON_EM)
        left = frame.left() + em(PAD_EM)
        icons.paint_icon(painter, QRectF(left, frame.top() + em(PAD_EM), size, size), "circle-help", t.muted)
        painter.setFont(theme.font("small"))
        painter.setPen(QColor(t.muted))
        y = frame.top() + em(PAD_EM)
        for words in lines:
            painter.drawText(
                QRectF(left + size + em(PAD_EM), y, frame.width(), self._small()), _VCENTRE, words
            )
            y += self._small()


def _tone(look: Look) -> str:
    t = theme.tokens()
    if look == "quote":
        return t.look("agency").strong
    return {"plain": t.accent, "own": t.muted, "harder": t.warn}[look]
