"""Who could recognise a child in it? Three questions with yes and no, and what a yes asks for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QCheckBox, QHBoxLayout, QRadioButton, QWidget

from tutordiary.presenters.share_intruder import IntruderState
from ui import theme
from ui.widgets import Body, Card, Heading, NoticeBar


class IntruderCard(Card):
    """Draws the questions.

    Signals: ``answered`` with the key of a question and whether it is a yes; ``confirmed`` with the tick.
    """

    answered = Signal(str, bool)
    confirmed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._filling = False
        self.radios: dict[str, tuple[QRadioButton, QRadioButton]] = {}
        self._groups: list[QButtonGroup] = []
        self._rows: list[QHBoxLayout] = []
        self.body.addWidget(Heading("Who could recognise a child in it?", level=2))
        self._then = NoticeBar("")
        self.confirm = QCheckBox("I confirm this")
        self.confirm.clicked.connect(self.confirmed)
        self._confirm_words = Body("")
        theme.notifier().theme_changed.connect(self._space)

    def show_state(self, state: IntruderState) -> None:
        """Draw the questions as they stand."""
        self._filling = True
        if not self.radios:
            for line in state.lines:
                self._add(line.key, line.asks)
            for part in (self._then, self._confirm_words, self.confirm):
                self.body.addWidget(part)
            self._space()
        for line in state.lines:
            no, yes = self.radios[line.key]
            group = no.group()
            group.setExclusive(False)  # none is chosen before the first answer
            no.setChecked(line.answer is False)
            yes.setChecked(line.answer is True)
            group.setExclusive(True)
        self._then.say(state.then if not state.confirm else "", mood="warn")
        self._confirm_words.setText(state.confirm)
        for part in (self._confirm_words, self.confirm):
            part.setVisible(bool(state.confirm))
        self.confirm.setAccessibleDescription(state.confirm)
        self.confirm.setChecked(state.is_confirmed)
        self._filling = False

    def focus_open(self) -> bool:
        """Put the focus on the first open question, or on the tick; False when nothing is open."""
        for no, yes in self.radios.values():
            if self.isVisible() and not no.isChecked() and not yes.isChecked():
                no.setFocus()
                return True
        if self.confirm.isVisible() and not self.confirm.isChecked():
            self.confirm.setFocus()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the question in hand with N or Y, and go to the next that is open."""
        said = {Qt.Key.Key_N: False, Qt.Key.Key_Y: True}.get(Qt.Key(event.key()))
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        focus = QApplication.focusWidget()
        for key, pair in self.radios.items():
            if said is not None and plain and focus in pair:
                pair[said].setFocus()
                self.answered.emit(key, said)
                return
        super().keyPressEvent(event)

    def _add(self, key: str, asks: str) -> None:
        self.body.addWidget(Body(asks))
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        group = QButtonGroup(self)
        pair = []
        for words, is_yes in (("No  (N)", False), ("Yes  (Y)", True)):
            radio = QRadioButton(words)
            radio.setAccessibleName(f"{asks} {words.split()[0]}")
            radio.clicked.connect(lambda _on=False, said=is_yes: self._on_said(key, said=said))
            group.addButton(radio)
            row.addWidget(radio)
            pair.append(radio)
        row.addStretch(1)
        self.radios[key] = (pair[0], pair[1])
        self._groups.append(group)
        self._rows.append(row)
        self.body.addWidget(box)

    def _on_said(self, key: str, *, said: bool) -> None:
        if not self._filling:
            self.answered.emit(key, said)

    def _space(self) -> None:
        for row in self._rows:
            row.setSpacing(theme.em(1.5))
        for pair in self.radios.values():
            for radio in pair:  # the ring of the focus takes room beside the words
                words = radio.fontMetrics().horizontalAdvance(radio.text())
                radio.setMinimumWidth(words + theme.em(2.8))
