"""What can be done with one session of the week."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from tutordiary import dates
from tutordiary.presenters.timetable_state import Do, Tile
from ui.timetable.tiles import KEYS
from ui.widgets import Muted, PrimaryButton, SecondaryButton, Sheet, Text

LETTERS = {
    Do.LOG: "L",
    Do.LOOK: "L",
    Do.MOVE: "M",
    Do.CANCEL: "X",
    Do.PUT_BACK: "B",
    Do.NOTHING: "N",
    Do.EXTRA: "E",
}


class SessionSheet(Sheet):
    """Names the session and offers what can be done with it, each with its letter.

    Signals: ``wanted`` with the choice, after the sheet went away.
    """

    wanted = Signal(Do)

    def __init__(self, over: QWidget, tile: Tile) -> None:
        super().__init__(over, tile.group, width_em=26)
        self._tile = tile
        self.body.addWidget(Text(f"{dates.long_day(tile.day)}, {tile.time}", wrap=True))
        if tile.setting:
            self.body.addWidget(Muted(tile.setting, wrap=True))
        self.body.addWidget(Muted(tile.state, wrap=True))
        first: QWidget | None = None
        for do in tile.can:
            kind = SecondaryButton if first else PrimaryButton
            button = kind(f"{do.value}  ({LETTERS[do]})", name=do.value)
            button.clicked.connect(lambda _on=False, one=do: self._choose(one))
            self.body.addWidget(button)
            first = first or button
        self.present(first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by letter."""
        do = KEYS.get(event.key())
        if do is Do.LOG and Do.LOOK in self._tile.can:
            do = Do.LOOK
        if do in self._tile.can and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._choose(do)
            event.accept()
            return
        super().keyPressEvent(event)

    def _choose(self, do: Do) -> None:
        self.leave()
        self.wanted.emit(do)
