"""The steps to a diary that is there: welcome, unlock, recovery code, a backup brought back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from tutordiary.presenters.door import Door, DoorState, Way
from ui import file_choice, theme
from ui.door_card import DoorCard
from ui.door_widgets import CHOICES, Secret
from ui.widgets import Muted, PrimaryButton, QuietButton, SecondaryButton, drop_from

if TYPE_CHECKING:
    from ui.widgets.notices import Mood

NOT_AS_IT_WAS = ("Your diary is not as it was", "Nothing was changed. You decide what to do.")
READY = ("Your diary can be opened", "Look through it, then make a backup.")
# Words, icon and hint of each way on for a diary in trouble.
WAYS = {
    Way.LOOK: ("Look at it without writing", "eye", "Nothing in it is changed"),
    Way.RESTORE: ("Restore the newest backup", "save", "What is there now is kept beside it"),
    Way.RESCUE: (
        "Rescue what can be read",
        "layers",
        "Into a new diary beside it; the damaged one stays as it is",
    ),
    Way.GO_ON: ("Go on with this one", "arrow-right", "If you know why it is older"),
    Way.ENTER: ("Open the diary", "lock-open", "With the passphrase or code you have just used"),
}


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
        super().__init__(door, "Tutor Diary", "Your diary is closed. Everything in it is kept.", back=False)
        self.secret = Secret("Passphrase")
        self.add_field("secret", "Passphrase", self.secret)
        self.caps = Muted("Caps Lock is on", role="small")
        self.caps.hide()
        self.secret.caps_changed.connect(self.caps.setVisible)
        self.body.addWidget(self.caps)
        # The keyring waits to be pressed: an Enter too many must not open the diary to whoever is there.
        self.keyring = SecondaryButton("Open with this computer’s keyring", icon="key-round")
        self.keyring.hide()
        self.keyring.clicked.connect(lambda: door.unlock_with_keyring())
        self.add_primary("Open", lambda: door.unlock(self.secret.text()), self.keyring)
        self.lead_on_by_enter(self.secret)
        self.again = PrimaryButton("Try again")
        self.again.hide()
        self.again.clicked.connect(lambda: door.look_whether_in_use())
        self.body.addWidget(self.again, 0, Qt.AlignmentFlag.AlignRight)
        line = QHBoxLayout()
        code = QuietButton("Use my recovery code instead")
        code.clicked.connect(lambda: door.offer_recovery())
        self._to_open = (self.rows["secret"], self.buttons[0], code)
        other = QuietButton("Another diary, or a backup")
        other.clicked.connect(lambda: door.go_back())
        line.addWidget(code)
        line.addStretch(1)
        line.addWidget(other)
        self.body.addLayout(line)
        self._where = Muted("", role="small", wrap=True)
        self.body.addWidget(self._where)
        self.first = self.secret

    def mood(self, state: DoorState) -> Mood:
        """Stay calm about a diary that is open elsewhere."""
        return "info" if state.is_in_use else super().mood(state)

    def fill(self, state: DoorState) -> None:
        """Say which diary it is, and offer the keyring where it is on. One in use asks for nothing yet."""
        is_turning = self.again.isHidden() == state.is_in_use
        for widget in self._to_open:
            widget.setVisible(not state.is_in_use)
        self.again.setVisible(state.is_in_use)
        self.first = self.again if state.is_in_use else self.secret
        if is_turning and self.isVisible():  # what had the focus is gone
            self.caps.hide()
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.keyring.setVisible(state.has_keyring and not state.is_in_use)
        self.keyring.setEnabled(not state.busy)
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

    def forget(self) -> None:
        """Empty the field."""
        super().forget()
        self.code.clear()


class TroubleCard(DoorCard):
    """A diary that did not open as it should, and the ways on."""

    def __init__(self, door: Door) -> None:
        super().__init__(door, *NOT_AS_IT_WAS)
        self._drawn: tuple[object, ...] = ()
        self._ways = QVBoxLayout()
        self.body.addLayout(self._ways)

    def mood(self, state: DoorState) -> Mood:
        """Stay calm: the diary was not written to."""
        return "ok" if state.praise else "warn"

    def go_back(self) -> None:
        """Go back to the passphrase."""
        self.door.leave_trouble()

    def fill(self, state: DoorState) -> None:
        """Offer the ways that fit, and the older backups under them; say so once one of them has worked."""
        title, lead = READY if state.praise else NOT_AS_IT_WAS
        self.title.setText(title)
        self.lead.setText(lead)
        now = (state.ways, state.backups)
        if now == self._drawn:
            return
        self._drawn = now
        drop_from(self._ways)
        self.buttons.clear()
        for number, way in enumerate(state.ways):
            words, icon, hint = WAYS[way]
            if way is Way.RESTORE:
                hint = f"{state.backups[0].words}. {hint}"
            button = (PrimaryButton if number == 0 else SecondaryButton)(words, icon=icon)
            button.setAccessibleDescription(hint)
            button.clicked.connect(lambda _on, one=way: self.door.take_way(one))
            self._ways.addWidget(button)
            self._ways.addWidget(Muted(hint, role="small", wrap=True))
            self.buttons.append(button)
        for backup in state.backups[1:]:
            older = QuietButton(f"Restore {backup.words}")
            older.clicked.connect(lambda _on, one=backup.path: self.door.restore_from(one))
            self._ways.addWidget(older, 0, Qt.AlignmentFlag.AlignLeft)
            self.buttons.append(older)
        self.first = self.buttons[0] if self.buttons else self
        if self.isVisible():  # other ways than before: the button that had the focus is gone
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)


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
        self.add_field(
            "secret",
            "Passphrase",
            self.secret,
            "The one in use when the backup was made; its recovery code will do too",
        )
        self.add_field("folder", "Restore to", self.folder, "Nothing is overwritten")
        self.add_primary(
            "Restore", lambda: door.restore(self.file.text(), self.secret.text(), self.folder.text())
        )
        self.lead_on_by_enter(self.file, self.secret, self.folder)
        self.first = self.file

    def fill(self, state: DoorState) -> None:
        """Show which file it is and where it is to go; with both known the passphrase is next."""
        if state.folder:
            self.folder.setText(state.folder)
        if state.file:
            self.file.setText(state.file)
        self.first = self.secret if self.file.text() else self.file

    def forget(self) -> None:
        """Empty the passphrase and the file that was chosen."""
        super().forget()
        self.file.clear()

    def _choose_file(self) -> None:
        chosen = file_choice.open_place(self, "The backup", "Backups (*.tdbackup);;All files (*)")
        if chosen is not None:
            self.file.setText(str(chosen))
