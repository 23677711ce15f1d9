"""The texts a field held before, so that undo goes back through them even in another run of the app.

Places in a text count characters here; Qt counts units of 16 bits, of which some characters need two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

MOST_STEPS = 30
MOST_CHARACTERS = 20_000

TextField = QLineEdit | QPlainTextEdit


def units(text: str, characters: int) -> int:
    """Return a place in a text as Qt counts; past the end means at the end."""
    return len(text[:characters].encode("utf-16-le", "surrogatepass")) // 2


def characters(text: str, units_in: int) -> int:
    """Return a place that Qt gave, in characters; inside a character means before it."""
    wide = text.encode("utf-16-le", "surrogatepass")[: 2 * units_in]
    return len(wide.decode("utf-16-le", "ignore"))


def text_in(field: QWidget) -> str:
    """Return what a field of text holds; empty for any other."""
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    return field.text() if isinstance(field, QLineEdit) else ""


def caret_in(field: QWidget) -> int:
    """Return where the caret stands; 0 for a field without one."""
    if isinstance(field, QPlainTextEdit):
        return characters(field.toPlainText(), field.textCursor().position())
    return characters(field.text(), field.cursorPosition()) if isinstance(field, QLineEdit) else 0


def place_caret(field: QWidget, caret: int) -> None:
    """Put the caret somewhere; past the end means at the end."""
    place = units(text_in(field), caret)
    if isinstance(field, QPlainTextEdit):
        cursor = field.textCursor()
        cursor.setPosition(place)
        field.setTextCursor(cursor)
    elif isinstance(field, QLineEdit):
        field.setCursorPosition(place)


class Steps:
    """Remembers the texts of one field, oldest first: thirty at most, and 20,000 characters in all.

    The first is kept longest, the newest are closest together.
    """

    def __init__(self) -> None:
        self._earlier: list[str] = []
        self._now = ""

    def begin(self, now: str, earlier: Iterable[str] = ()) -> None:
        """Begin with a text, and with the texts before it."""
        self._earlier = list(earlier)
        self._now = now

    def note(self, now: str) -> None:
        """Remember that the field says this now."""
        if now == self._now:
            return
        self._earlier.append(self._now)
        self._now = now
        if len(self._earlier) > MOST_STEPS:
            half = len(self._earlier) // 2
            self._earlier = self._earlier[:half:2] + self._earlier[half:]
        while sum(map(len, self._earlier)) > MOST_CHARACTERS:
            del self._earlier[1 if len(self._earlier) > 1 else 0]

    @property
    def earlier(self) -> tuple[str, ...]:
        """The texts before the one of now, oldest first."""
        return tuple(self._earlier)


def difference(before: str, after: str) -> tuple[int, int, str]:
    """Return where two texts part, how many characters go there, and what comes in their place."""
    start = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        start += 1
    most = min(len(before), len(after)) - start
    end = 0
    while end < most and before[-1 - end] == after[-1 - end]:
        end += 1
    return start, len(before) - start - end, after[start : len(after) - end]


def replay(field: TextField, earlier: Iterable[str], now: str) -> None:
    """Let a field say ``now``, as if written by way of the earlier texts: undo goes back there."""
    texts = [*earlier, now]
    if isinstance(field, QPlainTextEdit):
        field.setPlainText(texts[0])
    else:
        field.setText(texts[0])
    for before, after in pairwise(_as_held(field, texts)):
        reword(field, before, after)
    if text_in(field) != now:  # something a field cannot hold: the words go before their history
        field.setPlainText(now) if isinstance(field, QPlainTextEdit) else field.setText(now)
    part(field)


def _as_held(field: TextField, texts: list[str]) -> Iterator[str]:
    yield text_in(field)
    yield from texts[1:]


def reword(field: TextField, before: str, after: str) -> None:
    """Change what a field says by one edit, which one undo takes back."""
    if before == after:
        return
    start, gone, new = difference(before, after)
    first, last = units(before, start), units(before, start + gone)
    if isinstance(field, QPlainTextEdit):
        cursor = QTextCursor(field.document())
        cursor.setPosition(first)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        cursor.beginEditBlock()  # undo puts the caret where it stands now
        cursor.insertText(new)
        cursor.endEditBlock()
        part(field)
        return
    _part_from_before(field, first)
    if new:
        field.setSelection(first, last - first) if gone else field.setCursorPosition(first)
        field.insert(new)
        return
    field.setCursorPosition(last)
    # One by one: deleting a selection would be taken back together with words put in its place later.
    while field.cursorPosition() > first:
        field.backspace()


def part(field: TextField) -> None:
    """Let undo stop here: what is typed next is a step of its own."""
    if isinstance(field, QPlainTextEdit):
        field.document().setModified(False)  # Qt joins edits to the one before only in a changed document
    else:
        _part_from_before(field, field.cursorPosition())


def _part_from_before(field: QLineEdit, place: int) -> None:
    """Make a line's undo stop before the next edit: moving the caret does."""
    field.setCursorPosition(0 if place else len(field.text()))
    field.setCursorPosition(place)
