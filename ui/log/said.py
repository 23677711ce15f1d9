"""One of several: the list of a pupil's moments, or quotes, of this session, and a way to one more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from tutordiary.presenters.log_state import Said
from ui import theme
from ui.widgets import Button


class SaidButton(Button):
    """How one of them begins, shortened to the width. Announced as a check box: on is the one open below."""

    kind = "level"

    def __init__(self, number: int, said: Said, of: str) -> None:
        star = ", starred" if said.is_starred else ""
        super().__init__(
            "", icon="star" if said.is_starred else "", name=f"{of} {number}: {said.opening}{star}"
        )
        self._words = f"{number}  {said.opening}"
        self.setCheckable(True)
        self.setChecked(said.is_open)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QEvent) -> None:
        """Fit the words to the width."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        room = self.width() - theme.em(1.6 + 1.7 * (not self.icon().isNull()))
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room))


class SaidList(QWidget):
    """A line for each of several, empty and hidden while there is one at most.

    Signals: ``chosen`` with the item of the line pressed.
    """

    chosen = Signal(str)

    def __init__(self, of: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._of = of
        self._shown: tuple[Said, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.buttons: list[SaidButton] = []
        theme.notifier().theme_changed.connect(self._space)
        self._space()
        self.hide()

    def show_said(self, said: Sequence[Said]) -> None:
        """Show these; nothing happens when they are the ones shown."""
        self.setVisible(bool(said))
        if tuple(said) == self._shown:
            return
        focused = next((number for number, one in enumerate(self.buttons) if one.hasFocus()), None)
        self._shown = tuple(said)
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        for number, one in enumerate(said, start=1):
            button = SaidButton(number, one, self._of)
            button.clicked.connect(lambda _on, item=one.item: self.chosen.emit(item))
            self._column.addWidget(button)
            self.buttons.append(button)
        if focused is not None and self.buttons:
            self.buttons[min(focused, len(self.buttons) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _space(self) -> None:
        self._column.setSpacing(theme.em(0.25))
