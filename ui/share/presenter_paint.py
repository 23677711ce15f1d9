"""Draws one page of a presentation: large calm letters, as large as the page allows."""

from __future__ import annotations

from itertools import accumulate

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from tutordiary.drafting.pack_screens import ScreenPage
from ui import theme

SMALLEST_PX = 16
FEW_LETTERS = 140
_WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_PARTED = 0.55  # of a line, between one paragraph and the next


def paint_page(painter: QPainter, room: QRect, page: ScreenPage, minute: int | None) -> None:
    """Draw a page into a room. ``minute`` is how far the session is, or None while no clock runs."""
    t = theme.tokens()
    title = _font("strong", max(SMALLEST_PX, room.height() // 24))
    measure = QFontMetrics(title)
    painter.setFont(title)
    painter.setPen(QColor(t.accent))
    head = measure.boundingRect(room, _WRAP, page.title)
    painter.drawText(QRect(room.left(), room.top(), room.width(), head.height()), _WRAP, page.title)
    gap = measure.height()
    rest = room.adjusted(0, head.height() + gap, 0, 0)
    if page.is_agenda:
        _paint_agenda(painter, rest, page, minute)
    else:
        _paint_lines(painter, rest, page.lines)


def letters_font(room: QRect, lines: tuple[str, ...]) -> QFont:
    """Return the largest letters at which the lines fit into the room, one below the other.

    A few words are set heavier than a longer text, which is calmer in plain letters.
    """
    role: theme.Role = "h2" if sum(map(len, lines)) <= FEW_LETTERS else "body"
    largest = max(SMALLEST_PX, room.height() // 8)
    for size in range(largest, SMALLEST_PX, -1):
        if _height(lines, _font(role, size), room.width()) <= room.height():
            return _font(role, size)
    return _font(role, SMALLEST_PX)


def _font(role: theme.Role, size_px: int) -> QFont:
    font = theme.font(role)
    font.setPixelSize(size_px)
    return font


def _height(lines: tuple[str, ...], font: QFont, width: int) -> int:
    measure = QFontMetrics(font)
    tall = sum(measure.boundingRect(QRect(0, 0, width, 100_000), _WRAP, line).height() for line in lines)
    longest = max((measure.horizontalAdvance(word) for line in lines for word in line.split()), default=0)
    return 1_000_000 if longest > width else tall + round(measure.height() * _PARTED) * (len(lines) - 1)


def _paint_lines(painter: QPainter, room: QRect, lines: tuple[str, ...]) -> None:
    font = letters_font(room, lines)
    measure = QFontMetrics(font)
    painter.setFont(font)
    painter.setPen(QColor(theme.tokens().text))
    # A little above the middle, where the eye looks first.
    y = room.top() + max(0, (room.height() - _height(lines, font, room.width())) * 2 // 5)
    for line in lines:
        place = measure.boundingRect(QRect(room.left(), y, room.width(), 100_000), _WRAP, line)
        painter.drawText(QRect(room.left(), y, room.width(), place.height()), _WRAP, line)
        y += place.height() + round(measure.height() * _PARTED)


def _paint_agenda(painter: QPainter, room: QRect, page: ScreenPage, minute: int | None) -> None:
    ends = list(accumulate(page.minutes))
    whens = [f"{end - long} to {end}" for end, long in zip(ends, page.minutes, strict=True)]
    current = current_part(page, minute)
    tall = room.height() // len(page.lines)
    bold, wide = _agenda_font(room.width(), tall, whens, page.lines)
    plain, size = QFont(bold), bold.pixelSize()
    plain.setWeight(QFont.Weight.Normal)
    t = theme.tokens()
    for number, (when, line) in enumerate(zip(whens, page.lines, strict=True)):
        row = QRect(room.left(), room.top() + number * tall, room.width(), tall)
        if number == current:
            painter.fillRect(row, QColor(t.accent_soft))
            painter.fillRect(QRect(row.left(), row.top(), max(4, size // 6), tall), QColor(t.accent))
        painter.setFont(bold if number == current else plain)
        painter.setPen(QColor(t.accent if number == current else t.muted))
        inner = row.adjusted(size // 2, 0, 0, 0)
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, side, when)
        painter.setPen(QColor(t.text))
        painter.drawText(inner.adjusted(wide, 0, 0, 0), side | Qt.TextFlag.TextWordWrap, line)


def _agenda_font(width: int, tall: int, whens: list[str], lines: tuple[str, ...]) -> tuple[QFont, int]:
    """Return letters at which every row of the agenda fits, and how wide its column of minutes is."""
    font, wide = _font("h2", SMALLEST_PX), 0
    font.setWeight(QFont.Weight.Bold)
    for size in range(max(SMALLEST_PX, tall // 2), SMALLEST_PX - 1, -1):
        font.setPixelSize(size)
        measure = QFontMetrics(font)
        wide = max(measure.horizontalAdvance(when) for when in whens) + size
        rest = QRect(0, 0, width - wide - size, 100_000)
        if all(measure.boundingRect(rest, _WRAP, line).height() <= tall for line in lines):
            break
    return font, wide


def current_part(page: ScreenPage, minute: int | None) -> int | None:
    """Return the place of the part of the agenda that a minute lies in; None without a clock, or after it."""
    if minute is None:
        return None
    ends = list(accumulate(page.minutes))
    return next((place for place, end in enumerate(ends) if minute < end), None)
