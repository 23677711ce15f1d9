"""A field for texts that may hold light marks: headings, lists and strong words, set by keys or by hand.

The marks stay plain letters in the text (``## ``, ``- ``, ``1. ``, ``**``), so that undo, keeping and copying
work as in any field; they are only drawn so that the words come first.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ui import theme
from ui.widgets.buttons import QuietButton
from ui.widgets.chips import Flow
from ui.widgets.steps import units

STRONG, HEADING, BULLET = "**", "## ", "- "
KEYS = {
    "strong": ("Ctrl+Shift+B", "Strong"),
    "heading": ("Ctrl+Shift+H", "Heading"),
    "bullet": ("Ctrl+Shift+8", "List"),
    "number": ("Ctrl+Shift+7", "Numbers"),
}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LEAD = re.compile(r"#{2,3}[ \u00a0]+|[-*\u2022][ \u00a0]+|\d{1,2}[.)][ \u00a0]+")
_BOLD = re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*")


class Marks(QSyntaxHighlighter):
    """Draws marked words as they will look, and the marks themselves so that they stand back."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        theme.notifier().theme_changed.connect(self.restyle)

    def restyle(self) -> None:
        """Draw anew. Nobody typed, so nobody is told."""
        document = self.document()
        if document is not None:
            was = document.blockSignals(True)
            self.rehighlight()
            document.blockSignals(was)

    def highlightBlock(self, text: str) -> None:
        """Draw one line."""
        quiet, strong = QTextCharFormat(), QTextCharFormat()
        quiet.setForeground(theme.colour(theme.tokens().muted))
        strong.setFontWeight(QFont.Weight.DemiBold)
        lead = _LEAD.match(text)
        if lead is not None:
            if text.startswith("##"):
                self._draw(text, lead.end(), len(text), strong)
            self._draw(text, 0, lead.end(), quiet)
        for bold in _BOLD.finditer(text):
            self._draw(text, bold.start(), bold.end(), strong)
            self._draw(text, bold.start(), bold.start(1), quiet)
            self._draw(text, bold.end(1), bold.end(), quiet)

    def _draw(self, text: str, start: int, end: int, how: QTextCharFormat) -> None:
        first, last = units(text, start), units(text, end)
        self.setFormat(first, last - first, how)


class WordedEdit(QPlainTextEdit):
    """A field that grows with its text, between ``least_em`` and ``most_em`` high.

    Signals: ``focused`` when it gets the focus.
    """

    focused = Signal()

    def __init__(self, text: str = "", *, least_em: float = 4.6, most_em: float = 15.0) -> None:
        super().__init__(text)
        self._least_em, self._most_em = least_em, most_em
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._marks = Marks(self.document())
        calls = {
            "strong": self.mark_strong,
            "heading": self.mark_heading,
            "bullet": self.mark_bullets,
            "number": self.mark_numbers,
        }
        for kind, (keys, _) in KEYS.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(calls[kind])
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        theme.notifier().theme_changed.connect(self._fit)
        self._fit()

    # Marking --------------------------------------------------------------------------------------

    def mark_strong(self) -> None:
        """Make the marked words strong, or the word at the caret; or plain again."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        words = cursor.selectedText()
        if "\u2029" in words or not words.strip():
            return
        start = cursor.selectionStart() + len(words) - len(words.lstrip())
        end = cursor.selectionEnd() - len(words) + len(words.rstrip())
        mark = len(STRONG)
        if self._between(start - mark, start) == STRONG == self._between(end, end + mark):
            start, end = start - mark, end + mark
        inside = self._between(start, end)
        is_so = inside.startswith(STRONG) and inside.endswith(STRONG) and len(inside) > 2 * mark
        bare = inside.replace(STRONG, "")
        self._replace(start, end, bare if is_so else f"{STRONG}{bare}{STRONG}")
        first = start if is_so else start + mark
        self._select(first, first + units(bare, len(bare)))

    def mark_heading(self) -> None:
        """Make the line at the caret a heading, or plain again."""
        self._lead_lines(lambda _number: HEADING, "##")

    def mark_bullets(self) -> None:
        """Make the marked lines items of a list, or plain again."""
        self._lead_lines(lambda _number: BULLET, ("- ", "* ", "\u2022 "))

    def mark_numbers(self) -> None:
        """Make the marked lines a numbered list, or plain again."""
        self._lead_lines(lambda number: f"{number}. ", tuple("0123456789"))

    def _lead_lines(self, lead: Callable[[int], str], begun: str | tuple[str, ...]) -> None:
        cursor = self.textCursor()
        document = self.document()
        first = document.findBlock(cursor.selectionStart())
        last = document.findBlock(cursor.selectionEnd())
        lines = []
        block = first
        while block.isValid():
            lines.append(block.text())
            if block == last:
                break
            block = block.next()
        held = [_LEAD.match(line) for line in lines]
        is_so = all(
            match is not None and line.startswith(begun) for match, line in zip(held, lines, strict=True)
        )
        bare = [line[match.end() :] if match else line for match, line in zip(held, lines, strict=True)]
        new = bare if is_so else [f"{lead(n)}{line}" for n, line in enumerate(bare, start=1)]
        from_end = last.position() + last.length() - 1 - cursor.position()
        end = self._replace(first.position(), last.position() + last.length() - 1, "\n".join(new))
        place = max(first.position(), end - from_end)
        self._select(place, place)

    def _between(self, start: int, end: int) -> str:
        """Return the words between two places; empty where there are none."""
        if start < 0 or end >= self.document().characterCount():
            return ""
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText()

    def _replace(self, start: int, end: int, words: str) -> int:
        """Put words in the place of others, by one step of undo; return where they end."""
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(words)
        return cursor.position()

    def _select(self, start: int, end: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus came."""
        super().focusInEvent(event)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with a list on Enter; an empty item ends it."""
        if event.key() in ENTER and not event.modifiers() and self._go_on():
            event.accept()
            return
        super().keyPressEvent(event)

    def _go_on(self) -> bool:
        cursor = self.textCursor()
        block = cursor.block()
        line = block.text()
        lead = _LEAD.match(line)
        if cursor.hasSelection() or lead is None or line.startswith("#"):
            return False
        if not line[lead.end() :].strip():
            self._replace(block.position(), block.position() + block.length() - 1, "")
            return True
        if cursor.positionInBlock() < lead.end():
            return False
        number = re.match(r"\d+", line)
        following = f"{int(number[0]) + 1}{line[number.end()]} " if number else lead[0]
        cursor.insertText(f"\n{following}")
        self.ensureCursorVisible()
        return True

    # Size -----------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height to the lines there are at this width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines = max(1, round(self.document().size().height()))
        room = self.document().documentMargin() * 2 + 2 * self.frameWidth() + theme.em(1.2)
        wanted = round(lines * self.fontMetrics().lineSpacing() + room)
        height = max(theme.em(self._least_em), min(wanted, theme.em(self._most_em)))
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)


class MarkButtons(Flow):
    """The four marks as buttons: they work on the field of ``current`` and give the focus back to it."""

    def __init__(self, current: Callable[[], WordedEdit | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = current
        buttons = []
        for kind, (keys, words) in KEYS.items():
            button = QuietButton(words, self, hint=keys)
            button.clicked.connect(lambda _on, one=kind: self._press(one))
            buttons.append(button)
        self.set_items(buttons)

    def _press(self, kind: str) -> None:
        edit = self._current()
        if edit is None:
            return
        calls = {
            "strong": edit.mark_strong,
            "heading": edit.mark_heading,
            "bullet": edit.mark_bullets,
            "number": edit.mark_numbers,
        }
        calls[kind]()
        edit.setFocus(Qt.FocusReason.OtherFocusReason)
