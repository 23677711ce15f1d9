"""The steps of a new diary: who and where, the recovery code typed back, a new passphrase."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from tutordiary.presenters.door import Door, DoorState
from ui import file_choice, print_pages
from ui.code_grid import CodeGrid
from ui.door_card import DoorCard
from ui.door_widgets import PAUSE_MS, Secret, StrengthHint, while_there
from ui.widgets import Body, NoticeBar, QuietButton, SecondaryButton

HINT = "At least 12 characters. Several words are easy to keep."
CODE_LEAD = "If you ever forget the passphrase, this code is the only other way in. Nobody else has it."


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
        row = self.add_field("secret", "Passphrase", self.secret)
        StrengthHint(self.secret, row, HINT, door.weigh)
        self.offer = QuietButton("", icon="key-round")
        self.offer.clicked.connect(self._take_offer)
        self.body.addWidget(self.offer, 0, left)
        self.add_field("again", "Passphrase again", self.again)
        self.add_field("folder", "Where it lives", self.folder)
        change = QuietButton("Choose another place…", icon="folder-open")
        change.clicked.connect(self._choose_place)
        self.body.addWidget(change, 0, left)
        self.place = NoticeBar("", mood="warn")
        self.body.addWidget(self.place)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look_at_place)
        self.folder.textChanged.connect(lambda _typed: self._pause.start())
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

    def _look_at_place(self) -> None:
        place = self.folder.text()

        def say(words: str) -> None:
            if self.folder.text() == place:
                self.place.say(words, mood="warn")

        self.door.look_at_place(place, while_there(self, say))

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

    def __init__(self, door: Door) -> None:
        super().__init__(door, "Your recovery code", CODE_LEAD, back=False)
        self.code = CodeGrid()
        self.body.addWidget(self.code)
        line = QHBoxLayout()
        on_paper = SecondaryButton("Print a sheet…", icon="printer")
        on_paper.clicked.connect(lambda: door.make_sheet(while_there(self, self._print)))
        sheet = QuietButton("Save it as a file…")
        sheet.clicked.connect(self._on_sheet_clicked)
        line.addWidget(on_paper)
        line.addWidget(sheet)
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addWidget(
            Body("Write it down or print it, and keep it away from this computer. Then type it here once.")
        )
        self.typed = QLineEdit()
        self.add_field("code", "Type the code back", self.typed, "Spaces and capitals do not matter")
        self.later = QuietButton("Not now")
        self.later.clicked.connect(lambda: door.not_now())
        self.add_primary("It is written down", lambda: door.confirm_code(self.typed.text()), self.later)
        self.lead_on_by_enter(self.typed)
        self.first = self.typed

    def fill(self, state: DoorState) -> None:
        """Show the code and why it is there."""
        self.lead.setText(state.reason or CODE_LEAD)
        self.later.setVisible(state.can_wait)
        if state.recovery_code:
            self.code.show_code(state.recovery_code)

    def forget(self) -> None:
        """Empty the field and the code."""
        super().forget()
        self.typed.clear()
        self.code.clear()

    def _print(self, sheet: bytes) -> None:
        said = print_pages.print_pdf(self, sheet)
        if said:
            self.notice.say(said, mood="info")

    def _on_sheet_clicked(self) -> None:
        place = file_choice.save_place(self, "Where to put the sheet", "recovery-sheet.pdf", "PDF (*.pdf)")
        if place is not None:
            self.door.write_sheet(place)


class CodeDueCard(DoorCard):
    """A diary that is open, whose recovery code needs a word first."""

    def __init__(self, door: Door) -> None:
        super().__init__(door, "Your recovery code", "", back=False)
        self.typed = QLineEdit()
        self.paper = self.add_field(
            "code", "If you have it on paper, type it here", self.typed, "Spaces and capitals do not matter"
        )
        self.typed.returnPressed.connect(self._on_typed_entered)
        later = QuietButton("Not now")
        later.clicked.connect(lambda: door.not_now())
        self.check = SecondaryButton("It is on this paper")
        self.check.clicked.connect(self._on_typed_entered)
        self.first = self.add_primary("Show me a fresh code", door.fresh_code, later, self.check)

    def fill(self, state: DoorState) -> None:
        """Say why the code is spoken of."""
        self.lead.setText(state.reason)
        self.paper.setVisible(state.asks_paper)
        self.check.setVisible(state.asks_paper)

    def forget(self) -> None:
        """Empty the field."""
        super().forget()
        self.typed.clear()

    def _on_typed_entered(self) -> None:
        self.door.check_paper(self.typed.text())


class NewPassphraseCard(DoorCard):
    """A new passphrase after the recovery code was used."""

    def __init__(self, door: Door) -> None:
        lead = "The old one will not open the diary any more."
        super().__init__(door, "A new passphrase", lead, back=False)
        self.fresh, self.again = Secret("New passphrase"), Secret("New passphrase again")
        row = self.add_field("secret", "New passphrase", self.fresh)
        StrengthHint(self.fresh, row, HINT, door.weigh)
        self.add_field("again", "New passphrase again", self.again)
        self.add_primary(
            "Set it and go on", lambda: door.set_new_passphrase(self.fresh.text(), self.again.text())
        )
        self.lead_on_by_enter(self.fresh, self.again)
        self.first = self.fresh
