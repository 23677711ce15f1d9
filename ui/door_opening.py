"""The steps to a diary that is there: welcome, unlock, recovery code, a backup brought back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from tutordiary.presenters.door import Door, DoorState
from ui import file_choice, theme
from ui.door_card import DoorCard
from ui.door_widgets import CHOICES, Secret
from ui.widgets import Muted, PrimaryButton, QuietButton, SecondaryButton

OPEN_OLDER = "Open it as it is"


class WelcomeCard(DoorCard):
    """The four ways in."""

    def __init__(self, door: Door) -> None:
        super().__init__(
            door,
            "Tutor Diary",
            "Small signs, honestly noticed. Everything stays on this computer, encrypted.",
            back=False,
        )
        ways: dict[str, Callable[[], None]] = {
            "make": door.choose_make,
            "around": door.show_around,
            "existing": self._choose_existing,
            "restore": door.choose_restore,
        }
        for words, icon, hint, way in CHOICES:
            kind = PrimaryButton if way == "make" else SecondaryButton
            button = kind(words, icon=icon)
            button.setAccessibleDescription(hint)
            button.clicked.connect(lambda _on, act=ways[way]: act())
            self.body.addSpacing(theme.em(0.3))
            self.body.addWidget(button)
            self.body.addWidget(Muted(hint, role="small"))
            if way == "make":
                self.first = button

    def _choose_existing(self) -> None:
        chosen = file_choice.folder_place(self, "The diary's folder")
        if chosen is not None:
            self.door.choose_existing(chosen)


class UnlockCard(DoorCard):
    """The passphrase of the diary of this computer."""

    def __init__(self, door: Door) -> None:
        super().__init__(door, "Tutor Diary", "Locked. Nothing was lost.", back=False)
        self.secret = Secret("Passphrase")
        self.add_field("secret", "Passphrase", self.secret)
        self.add_primary("Open", lambda: door.unlock(self.secret.text()))
        self.lead_on_by_enter(self.secret)
        line = QHBoxLayout()
        code = QuietButton("Use my recovery code instead")
        code.clicked.connect(lambda: door.offer_recovery())
        other = QuietButton("Another diary, or a backup")
        other.clicked.connect(lambda: door.go_back())
        line.addWidget(code)
        line.addStretch(1)
        line.addWidget(other)
        self.body.addLayout(line)
        self._where = Muted("", role="small", wrap=True)
        self.body.addWidget(self._where)
        self.first = self.secret
        self.chosen.connect(lambda _words: door.open_older())

    def offers(self, state: DoorState) -> tuple[str, ...]:
        """Offer to open an older copy."""
        return (OPEN_OLDER,) if state.is_older else ()

    def fill(self, state: DoorState) -> None:
        """Say which diary it is."""
        if state.folder:
            self._where.setText(state.hint or f"The diary in {state.folder}")


class UseRecoveryCard(DoorCard):
    """The recovery code in place of the passphrase."""

    def __init__(self, door: Door) -> None:
        super().__init__(door, "Recovery code", "Type it from your sheet. You then choose a new passphrase.")
        self.code = QLineEdit()
        self.add_field("secret", "Recovery code", self.code, "Spaces and capitals do not matter")
        self.add_primary("Open", lambda: door.unlock_with_code(self.code.text()))
        self.lead_on_by_enter(self.code)
        self.first = self.code
        self.chosen.connect(lambda _words: door.open_older())

    def offers(self, state: DoorState) -> tuple[str, ...]:
        """Offer to open an older copy."""
        return (OPEN_OLDER,) if state.is_older else ()

    def forget(self) -> None:
        """Empty the field."""
        super().forget()
        self.code.clear()


class RestoreCard(DoorCard):
    """A backup brought back into a new folder."""

    def __init__(self, door: Door) -> None:
        super().__init__(door, "Restore a backup", "It is proved whole before anything appears.")
        self.file, self.folder = QLineEdit(), QLineEdit()
        self.secret = Secret("Passphrase of that time")
        self.add_field("file", "Backup file", self.file, "It ends in .tdbackup")
        choose = QuietButton("Choose the file…", icon="folder-open")
        choose.clicked.connect(self._choose_file)
        self.body.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_field("secret", "Passphrase", self.secret, "The one in use when the backup was made")
        self.add_field("folder", "Restore to", self.folder, "A new folder: nothing is overwritten")
        self.add_primary(
            "Restore", lambda: door.restore(self.file.text(), self.secret.text(), self.folder.text())
        )
        self.lead_on_by_enter(self.file, self.secret, self.folder)
        self.first = self.file

    def fill(self, state: DoorState) -> None:
        """Show where it is to go."""
        if state.folder:
            self.folder.setText(state.folder)

    def _choose_file(self) -> None:
        chosen = file_choice.open_place(self, "The backup", "Backups (*.tdbackup);;All files (*)")
        if chosen is not None:
            self.file.setText(str(chosen))
