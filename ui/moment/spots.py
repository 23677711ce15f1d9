"""Finding indicators by a few letters, and switching up to three of them on."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tutordiary.presenters.forms import MOST_INDICATORS
from tutordiary.presenters.moment import Spot
from ui import theme
from ui.widgets import Chips, announce


class SpotField(QWidget):
    """A line to search in, and the indicators that fit as chips: those that are on come first.

    Signals: ``switched`` when a person switched one.
    """

    switched = Signal()

    def __init__(self, find: Callable[[str, tuple[str, ...]], tuple[Spot, ...]]) -> None:
        super().__init__()
        self._find = find
        self._shown: tuple[Spot, ...] = ()
        self.chosen: tuple[str, ...] = ()
        self.line = QLineEdit()
        self.line.setAccessibleName("Indicators")
        self.line.setPlaceholderText("Search: trust, beat, ideas…")
        self.line.textChanged.connect(self._draw)
        self.line.installEventFilter(self)
        self.chips = Chips(name_start="Indicator: ")
        self.chips.switched.connect(self._on_switched)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.4))
        column.addWidget(self.line)
        column.addWidget(self.chips)
        self.setFocusProxy(self.line)

    def show_chosen(self, chosen: tuple[str, ...]) -> None:
        """Switch on exactly these."""
        self.chosen = chosen
        self.line.clear()
        self._draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter switch on the first that fits."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not event.modifiers():
            first = next((one for one in self._shown if not one.is_on), None)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and first is not None:
                if self.line.text().strip():
                    self._switch(first, is_on=True)
                    self.line.clear()
                return True
        return False

    def _draw(self) -> None:
        self._shown = self._find(self.line.text(), self.chosen)
        self.chips.set_words([one.words for one in self._shown])
        self.chips.set_on([one.words for one in self._shown if one.is_on])
        for before, after in pairwise([self.line, *self.chips.items]):
            QWidget.setTabOrder(before, after)  # new chips stand last otherwise
        is_full = len(self.chosen) >= MOST_INDICATORS
        for one, chip in zip(self._shown, self.chips.items, strict=True):
            chip.setEnabled(one.is_on or not is_full)

    def _on_switched(self, words: str, is_on: bool) -> None:
        self._switch(next(one for one in self._shown if one.words == words), is_on=is_on)

    def _switch(self, spot: Spot, *, is_on: bool) -> None:
        if is_on and len(self.chosen) < MOST_INDICATORS:
            self.chosen = (*self.chosen, spot.indicator_id)
        elif not is_on:
            self.chosen = tuple(one for one in self.chosen if one != spot.indicator_id)
        self._draw()
        self.switched.emit()
        announce(self, f"{spot.words}, {'on' if is_on else 'off'}")
