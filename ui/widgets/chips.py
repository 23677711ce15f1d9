"""A flow of chips that wraps to the width and fixes its own height, so that it works in scroll areas."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.widgets.buttons import Button, Chip


class Flow(QWidget):
    """Lays its buttons out in lines, left to right. It knows its height for any width it is given.

    With ``at_end`` the lines end at the right edge, as the buttons of a row do.
    """

    def __init__(self, parent: QWidget | None = None, *, at_end: bool = False) -> None:
        super().__init__(parent)
        self._at_end = at_end
        self._items: list[Button] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.notifier().theme_changed.connect(self._place)

    def set_items(self, items: Sequence[Button]) -> None:
        """Show these buttons in place of those before, which are deleted."""
        for item in self._items:
            if item not in items:
                item.hide()
                item.deleteLater()
        self._items = list(items)
        for item in self._items:
            item.setParent(self)
            item.show()
        self._place()

    @property
    def items(self) -> list[Button]:
        """The buttons, in order."""
        return list(self._items)

    def resizeEvent(self, event: QEvent) -> None:
        """Lay out anew for the width."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._place()

    def event(self, event: QEvent) -> bool:
        """Lay out anew when a chip changed its size or the fonts changed."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._place()
        return super().event(event)

    def sizeHint(self) -> QSize:
        """Return a modest width, and the height for the width it has."""
        return QSize(theme.em(12), max(self.height(), 1))

    def _place(self) -> None:
        gap, x, y, line = theme.em(0.4), 0, 0, 0
        width = max(self.width(), theme.em(6))
        row: list[Button] = []
        for item in self._items:
            item.ensurePolished()
            size = item.sizeHint()
            wide = min(size.width(), width)
            if x and x + wide > width:
                self._end_line(row, width)
                x, y, line, row = 0, y + line + gap, 0, []
            item.setGeometry(x, y, wide, size.height())
            row.append(item)
            x += wide + gap
            line = max(line, size.height())
        self._end_line(row, width)
        self.setFixedHeight(max(y + line, 1))

    def _end_line(self, row: Sequence[Button], width: int) -> None:
        if self._at_end and row:
            last = row[-1].geometry()
            for item in row:
                item.move(item.x() + width - last.x() - last.width(), item.y())


class Chips(Flow):
    """Switches to pick from, each a word.

    Signals: ``switched`` with the word and whether it is now on, when a person switched it.
    """

    switched = Signal(str, bool)

    def __init__(
        self,
        words: Sequence[str] = (),
        parent: QWidget | None = None,
        *,
        name_start: str = "",
    ) -> None:
        super().__init__(parent)
        self._name_start = name_start
        self._words: tuple[str, ...] = ()
        self.set_words(words)

    def set_words(self, words: Sequence[str]) -> None:
        """Offer these words; nothing happens when they are the ones shown."""
        if tuple(words) == self._words and self._items:
            return
        self._words = tuple(words)
        chips: list[Button] = []
        for word in words:
            chip = Chip(word, self, name=f"{self._name_start}{word}")
            chip.clicked.connect(lambda on, word=word: self.switched.emit(word, on))
            chips.append(chip)
        self.set_items(chips)

    def set_on(self, words: Sequence[str]) -> None:
        """Switch on exactly these words, without telling anyone."""
        for chip, word in zip(self._items, self._words, strict=True):
            chip.setChecked(word in words)

    def on(self) -> tuple[str, ...]:
        """Return the words that are on, in the order shown."""
        return tuple(w for chip, w in zip(self._items, self._words, strict=True) if chip.isChecked())
