"""One of a few words to pick: by a click, by its Alt key, or with the arrows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from ui.widgets import Chip, Flow


class Picks(Flow):
    """A flow of chips of which exactly one is on. An ``&`` in the words stands before its Alt key.

    Signals: ``picked`` when a person picked another.
    """

    picked = Signal()

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._keys = [key for key, _ in choices]
        self._chips = [Chip(words, self, name=f"{name}: {words.replace('&', '')}") for _, words in choices]
        for chip in self._chips:
            self._group.addButton(chip)
            chip.clicked.connect(self.picked)
        self.set_items(self._chips)
        self._chips[0].setChecked(True)

    def pick(self, key: str) -> None:
        """Switch on one of them without telling anyone; the first for a key nobody knows."""
        self._chips[self._keys.index(key) if key in self._keys else 0].setChecked(True)

    def key(self) -> str:
        """Return which one is on."""
        return next(key for key, chip in zip(self._keys, self._chips, strict=True) if chip.isChecked())

    def chip(self, key: str) -> Chip:
        """Return the chip of a key."""
        return self._chips[self._keys.index(key)]
