"""The third step to the reflection group: as what, with which sheets, and the full screen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QRadioButton, QVBoxLayout

from tutordiary.presenters.share_pack_state import FORMAT_WORDS, Format, PackGiveState
from ui import theme
from ui.share.give import GiveStep
from ui.widgets import Card, Heading, Muted, SecondaryButton

SHOW_WORDS = "Show it full screen"
SHOW_HINT = (
    "For a table, or a shared screen: one thing on each page, letters for pupils, and nothing else of your "
    "diary. B hides it at once, Esc ends it, and so does the lock when no key is pressed for long."
)


class PackGiveStep(GiveStep):
    """Draws what would leave, and how.

    Signals: ``format_chosen`` with ``pdf`` or ``docx``, ``sheets_chosen`` with whether the agenda and the
    facilitator's sheet go along, ``show_wanted``.
    """

    format_chosen = Signal(str)
    sheets_chosen = Signal(bool, bool)
    show_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._filling = False
        card = Card()
        card.body.addWidget(Heading("How", level=2))
        self._row = QHBoxLayout()
        self._formats: dict[Format, QRadioButton] = {}
        self._format_group = QButtonGroup(self)
        kinds = QVBoxLayout()
        for fmt, words in FORMAT_WORDS.items():
            radio = QRadioButton(words)
            radio.toggled.connect(lambda on, one=fmt: self._on_format(one, on=on))
            self._format_group.addButton(radio)
            self._formats[fmt] = radio
            kinds.addWidget(radio)
        self.agenda = QCheckBox("With the agenda, 120 minutes")
        self.facilitator = QCheckBox("With a sheet for whoever runs it")
        sheets = QVBoxLayout()
        for box in (self.agenda, self.facilitator):
            box.toggled.connect(self._on_sheets)
            sheets.addWidget(box)
        self._row.addLayout(kinds)
        self._row.addLayout(sheets)
        self._row.addStretch(1)
        card.body.addLayout(self._row)
        self.show_it = SecondaryButton(SHOW_WORDS, icon="eye", hint="F5")
        self.show_it.clicked.connect(self.show_wanted)
        show = QHBoxLayout()
        show.addWidget(self.show_it)
        show.addWidget(Muted(SHOW_HINT, role="small", wrap=True), 1)
        card.body.addLayout(show)
        self.body.insertWidget(1, card)
        self._kinds, self._sheets_box, self._show_row = kinds, sheets, show
        theme.notifier().theme_changed.connect(self._space)
        self._space()

    def show_pack(self, state: PackGiveState) -> None:
        """Draw the step as it stands."""
        self._filling = True
        self._formats[state.fmt].setChecked(True)
        self.agenda.setChecked(state.with_agenda)
        self.facilitator.setChecked(state.with_facilitator)
        self.show_it.setEnabled(not state.give.blocked)
        self.show_it.setAccessibleDescription(state.give.blocked or SHOW_HINT)
        self._filling = False
        self.show_give(state.give)

    def _on_format(self, fmt: Format, *, on: bool) -> None:
        if on and not self._filling:
            self.format_chosen.emit(fmt)

    def _on_sheets(self) -> None:
        if not self._filling:
            self.sheets_chosen.emit(self.agenda.isChecked(), self.facilitator.isChecked())

    def _space(self) -> None:
        em = theme.em
        self._row.setSpacing(em(2))
        self._show_row.setSpacing(em(1))
        for layout in (self._kinds, self._sheets_box):
            layout.setSpacing(em(0.4))
