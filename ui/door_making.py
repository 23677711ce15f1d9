"""The steps of a new diary: who and where, the recovery code typed back, a new passphrase."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from tutordiary.presenters.door import Door, DoorState
from ui import file_choice
from ui.door_card import DoorCard
from ui.door_widgets import Secret
from ui.widgets import Body, Heading, QuietButton, SecondaryButton


class MakeCard(DoorCard):
    """Name, passphrase and place of a new diary."""

    def __init__(self, door: Door) -> None:
        super().__init__(
            door, "Make my diary", "Write as if the family will read it one day. Only you can open it."
        )
        self._offered = ""
        self.name, self.service, self.folder = QLineEdit(), QLineEdit(), QLineEdit()
        self.secret, self.again = Secret("Passphrase"), Secret("Passphrase again")
        left = Qt.AlignmentFlag.AlignLeft
        self.add_field("name", "Your name", self.name, "As it should stand under a report")
        self.add_field("service", "Music service", self.service, "You can leave this empty")
        hint = "At least 12 characters. Several words are easy to keep."
        self.add_field("secret", "Passphrase", self.secret, hint)
        self.offer = QuietButton("", icon="key-round")
        self.offer.clicked.connect(self._take_offer)
        self.body.addWidget(self.offer, 0, left)
        self.add_field("again", "Passphrase again", self.again)
        where = self.add_field("folder", "Where it lives", self.folder)
        change = QuietButton("Choose another place…", icon="folder-open")
        change.clicked.connect(self._choose_place)
        self.body.addWidget(change, 0, left)
        where.setToolTip("A folder on this computer, not one that is shared with a cloud")
        self.add_primary("Make it", self._make)
        self.lead_on_by_enter(self.name, self.service, self.secret, self.again)
        self.lead_on_by_enter(self.folder)
        self.first = self.name

    def fill(self, state: DoorState) -> None:
        """Show the place and the words on offer."""
        if state.folder:
            self.folder.setText(state.folder)
        if state.offered:
            self._offered = state.offered
            self.offer.set_words(f"Use these five words: {state.offered}")

    def _make(self) -> None:
        self.door.make(
            self.name.text(), self.service.text(), self.secret.text(), self.again.text(), self.folder.text()
        )

    def _take_offer(self) -> None:
        self.secret.show_words(self._offered)
        self.again.show_words(self._offered)

    def _choose_place(self) -> None:
        chosen = file_choice.folder_place(self, "Where the diary lives")
        if chosen is not None:
            self.folder.setText(str(chosen / "diary"))


class RecoveryCard(DoorCard):
    """The recovery code, shown once and typed back."""

    def __init__(self, door: Door, save_sheet: Callable[[], None]) -> None:
        super().__init__(
            door,
            "Your recovery code",
            "If you ever forget the passphrase, this code is the only other way in. Nobody else has it.",
            back=False,
        )
        self.code = Heading("", level=2)
        self.code.setWordWrap(True)
        self.body.addWidget(self.code)
        line = QHBoxLayout()
        sheet = SecondaryButton("Save a sheet to print…", icon="printer")
        sheet.clicked.connect(lambda: save_sheet())
        line.addWidget(sheet)
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addWidget(
            Body("Write it down or print it, and keep it away from this computer. Then type it here once.")
        )
        self.typed = QLineEdit()
        self.add_field("code", "Type the code back", self.typed, "Spaces and capitals do not matter")
        self.add_primary("It is written down", lambda: door.confirm_code(self.typed.text()))
        self.lead_on_by_enter(self.typed)
        self.first = self.typed

    def fill(self, state: DoorState) -> None:
        """Show the code in two lines."""
        if state.recovery_code:
            groups = state.recovery_code.split("-")
            self.code.setAccessibleName(f"Recovery code: {', '.join(groups)}")
            self.code.setText("  ".join(groups[:4]) + "\n" + "  ".join(groups[4:]))

    def forget(self) -> None:
        """Empty the field and the code."""
        super().forget()
        self.typed.clear()
        self.code.setText("")
        self.code.setAccessibleName("")


class NewPassphraseCard(DoorCard):
    """A new passphrase after the recovery code was used."""

    def __init__(self, door: Door) -> None:
        super().__init__(door, "A new passphrase", "The recovery code stays as it is.", back=False)
        self.fresh, self.again = Secret("New passphrase"), Secret("New passphrase again")
        self.add_field("secret", "New passphrase", self.fresh, "At least 12 characters")
        self.add_field("again", "New passphrase again", self.again)
        self.add_primary(
            "Set it and go in", lambda: door.set_new_passphrase(self.fresh.text(), self.again.text())
        )
        self.lead_on_by_enter(self.fresh, self.again)
        self.first = self.fresh
