"""The two sheets of the log: who was here, and all the keys."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from tutordiary import wording
from tutordiary.model import Presence
from tutordiary.presenters.log import LogPresenter
from tutordiary.presenters.log_state import LogState
from ui import theme
from ui.keys_sheet import KeysSheet
from ui.log.keys import KEYS
from ui.widgets import Chip, Elided, Muted, Sheet


def keys_sheet(page: QWidget) -> Sheet:
    """Return the sheet of all the keys that work here."""
    return KeysSheet(page, "Log", KEYS)


def who_sheet(page: QWidget, presenter: LogPresenter, state: LogState) -> Sheet:
    """Return the sheet that says who was here, late, left early or away."""
    sheet = Sheet(page, "Who was here?", width_em=40)
    sheet.body.setSpacing(theme.em(0.5))
    sheet.body.addWidget(Muted("The reason is never written down.", wrap=True))
    for column in state.columns[1:]:
        row = QHBoxLayout()
        row.addWidget(Elided(column.name, role="strong"), 1)
        group = QButtonGroup(sheet)
        for presence, words in wording.PRESENCE.items():
            chip = Chip(words[:1].upper() + words[1:], name=f"{column.name}: {words}")
            chip.setAutoExclusive(True)
            chip.setChecked(column.presence is presence)
            chip.clicked.connect(
                lambda _on, who=column.pupil_id, what=presence: presenter.set_presence(who, Presence(what))
            )
            group.addButton(chip)
            row.addWidget(chip)
        sheet.body.addLayout(row)
    sheet.body.addStretch(1)
    return sheet
