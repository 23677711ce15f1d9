"""How a pupil took part, asked beside the pupil's name: six ways, by number or by mouse."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QHeaderView, QSizePolicy, QWidget

from tutordiary import wording
from tutordiary.model import PartTaken, Presence
from tutordiary.presenters.log import LogPresenter
from tutordiary.presenters.log_state import LogState
from tutordiary.presenters.log_who import PART_KEYS
from ui import theme
from ui.log.headers import PART_ICONS
from ui.widgets import Button, Card, Chip, Elided, Muted, QuietButton


class PartButton(Button):
    """One way of taking part: its key, its icon, its words. Announced as a check box."""

    def __init__(self, key: str, part: PartTaken) -> None:
        words = wording.PART_TAKEN[part]
        super().__init__(f"{key}   {words}", icon=PART_ICONS[part], name=words, hint=key)
        self.setCheckable(True)
        self.setProperty("kind", "level")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.part = part


class PartChooser(Card):
    """Lies under the pupil's name while it is asked. The grid keeps the focus, so the next key answers."""

    def __init__(self, page: QWidget, names: QHeaderView, presenter: LogPresenter) -> None:
        super().__init__(page, padding_em=0.7)
        self._page = page
        self._names = names
        self._presenter = presenter
        self.setObjectName("part_chooser")
        head = QHBoxLayout()
        self.title = Elided(role="h2")
        self.close_button = QuietButton("Done", icon="x", hint="Esc")
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button.clicked.connect(presenter.stop_asking)
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        self.body.addLayout(head)
        self.ways = [PartButton(key, part) for key, part in PART_KEYS.items()]
        grid = QGridLayout()
        grid.setSpacing(theme.em(0.35))
        for number, button in enumerate(self.ways):
            button.clicked.connect(lambda _on, one=button: self._answer(one))
            grid.addWidget(button, number // 2, number % 2)
        self.body.addLayout(grid)
        self.presences: dict[Presence, Chip] = {}
        row = QHBoxLayout()
        for presence, words in wording.PRESENCE.items():
            chip = Chip(words[:1].upper() + words[1:], name=f"Was {words}")
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.clicked.connect(lambda _on, one=presence: self._set_presence(one))
            self.presences[presence] = chip
            row.addWidget(chip)
        row.addStretch(1)
        self.body.addLayout(row)
        self.hint = Muted(role="small", wrap=True)
        self.body.addWidget(self.hint)
        self._pupil_id = ""
        self.hide()

    def show_state(self, state: LogState) -> None:
        """Show whom it is about, beside that pupil's name; hide while nothing is asked."""
        if state.asking is None:
            self.hide()
            return
        column = state.columns[state.asking.column]
        self._pupil_id = column.pupil_id
        self.title.set_words(f"How did {column.name} take part?")
        self.setAccessibleName(f"How did {column.name} take part?")
        for button in self.ways:
            button.setChecked(button.part is column.part)
        for presence, chip in self.presences.items():
            chip.setChecked(presence is column.presence)
        goes_on = "The next pupil follows by itself. " if state.asking.goes_round else ""
        self.hint.setText(f"{goes_on}Stepping away is a way of taking part.")
        self.show()
        self.raise_()
        self.place(state.asking.column)

    def place(self, column: int) -> None:
        """Lie under a column's name, inside the page."""
        margin = theme.em(0.75)
        width = min(theme.em(31), self._page.width() - 2 * margin)
        self.setFixedWidth(width)
        self.adjustSize()
        names = self._names
        middle = names.sectionViewportPosition(column) + names.sectionSize(column) // 2
        under = names.viewport().mapTo(self._page, QPoint(middle, names.height()))
        left = min(max(under.x() - width // 2, margin), self._page.width() - width - margin)
        top = min(under.y() + theme.em(0.3), self._page.height() - self.height() - margin)
        self.move(left, max(margin, top))

    def _answer(self, button: PartButton) -> None:
        self._presenter.answer_part(button.part if button.isChecked() else None)

    def _set_presence(self, presence: Presence) -> None:
        self._presenter.set_presence(self._pupil_id, presence)
