"""The way in as a window page: welcome, make, recovery code, unlock, restore."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tutordiary.presenters.door import Door, DoorState, Step
from ui import theme
from ui.door_widgets import CHOICES, Emblem, Secret
from ui.widgets import (
    Body,
    Card,
    FieldRow,
    Heading,
    Muted,
    NoticeBar,
    PrimaryButton,
    QuietButton,
    Scroller,
    SecondaryButton,
)

if TYPE_CHECKING:
    from tutordiary.diary import Diary

WIDTH_EM = 34.0
OPEN_OLDER = "Open it as it is"


class DoorPage(QWidget):
    """Draws the door's state and forwards what is typed and pressed.

    Signals: ``entered`` with the open Diary; ``sheet_wanted`` with the recovery code and the diary's id.
    """

    entered = Signal(object)
    sheet_wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.door: Door
        self._step: Step | None = None
        self._pages: dict[Step, Card] = {}
        self._focus: dict[Step, QWidget] = {}
        self._rows: dict[tuple[Step, str], FieldRow] = {}
        self._notices: dict[Step, NoticeBar] = {}
        self._buttons: dict[Step, list[PrimaryButton]] = {}
        # Not a stacked widget: that is as tall as its tallest page.
        self._column = QWidget()
        self._cards = QVBoxLayout(self._column)
        self._cards.setContentsMargins(0, 0, 0, 0)
        scroller = Scroller()
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._column)
        middle.addStretch(1)
        scroller.body.addStretch(1)
        scroller.body.addLayout(middle)
        scroller.body.addStretch(2)
        outer = QVBoxLayout(self)
        outer.addWidget(scroller)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    # Building -------------------------------------------------------------------------------------

    def _page(self, step: Step, title: str, lead: str, *, back: bool = True) -> Card:
        card = Card(padding_em=1.8)
        head = QHBoxLayout()
        head.addWidget(Emblem())
        head.addSpacing(theme.em(0.5))
        words = QVBoxLayout()
        words.addWidget(Heading(title))
        if lead:
            words.addWidget(Muted(lead, wrap=True))
        head.addLayout(words, 1)
        card.body.addLayout(head)
        notice = NoticeBar("", mood="danger")
        card.body.addWidget(notice)
        notice.action_chosen.connect(lambda _words: self.door.open_older())
        self._notices[step] = notice
        if back:
            button = QuietButton("Back", icon="arrow-left", hint="Esc")
            button.clicked.connect(lambda: self.door.go_back())
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._pages[step] = card
        self._cards.addWidget(card)
        card.hide()
        return card

    def _field(self, step: Step, key: str, label: str, field: QWidget, hint: str = "") -> FieldRow:
        row = FieldRow(label, field, hint=hint)
        self._rows[step, key] = row
        page = self._pages[step]
        page.body.addWidget(row)
        return row

    def _primary(self, step: Step, words: str, action: Callable[[], None]) -> PrimaryButton:
        button = PrimaryButton(words)
        button.clicked.connect(lambda: action())
        page = self._pages[step]
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button)
        page.body.addSpacing(theme.em(0.4))
        page.body.addLayout(line)
        self._buttons.setdefault(step, []).append(button)
        return button

    def _on_enter(self, step: Step, *fields: QLineEdit | Secret) -> None:
        """Let Enter go from field to field, and in the last one press the step's button.

        A button that is off stays so: nothing is tried twice, or before the wait is over.
        """
        for field, after in pairwise(fields):
            _entered(field).connect(lambda one=after: one.setFocus(Qt.FocusReason.TabFocusReason))
        _entered(fields[-1]).connect(lambda: self._buttons[step][0].click())

    def _build_welcome(self) -> None:
        card = self._page(
            Step.WELCOME,
            "Tutor Diary",
            "Small signs, honestly noticed. Everything stays on this computer, encrypted.",
            back=False,
        )
        for words, icon, hint, action in CHOICES:
            kind = PrimaryButton if action == "choose_make" else SecondaryButton
            button = kind(words, icon=icon)
            button.setAccessibleDescription(hint)
            button.clicked.connect(lambda _on, name=action: self._choose(name))
            card.body.addSpacing(theme.em(0.3))
            card.body.addWidget(button)
            card.body.addWidget(Muted(hint, role="small"))
            if action == "choose_make":
                self._focus[Step.WELCOME] = button

    def _build_make(self) -> None:
        step = Step.MAKE
        self._page(
            step, "Make my diary", "Write as if the family will read it one day. Only you can open it."
        )
        self._name, self._service, self._folder = QLineEdit(), QLineEdit(), QLineEdit()
        self._secret, self._again = Secret("Passphrase"), Secret("Passphrase again")
        self._field(step, "name", "Your name", self._name, "As it should stand under a report")
        self._field(step, "service", "Music service (may stay empty)", self._service)
        self._field(
            step,
            "secret",
            "Passphrase",
            self._secret,
            "At least 12 characters. Several words are easy to keep.",
        )
        self._offer = QuietButton("", icon="key-round")
        self._offer.clicked.connect(self._take_offer)
        page = self._pages[step]
        page.body.addWidget(self._offer, 0, Qt.AlignmentFlag.AlignLeft)
        self._field(step, "again", "Passphrase again", self._again)
        where = self._field(step, "folder", "Where it lives", self._folder)
        change = QuietButton("Choose another place…", icon="folder-open")
        change.clicked.connect(self._choose_place)
        page.body.addWidget(change, 0, Qt.AlignmentFlag.AlignLeft)
        where.setToolTip("A folder on this computer, not one that is shared with a cloud")
        self._primary(step, "Make it", self._make)
        self._on_enter(step, self._name, self._service, self._secret, self._again)
        self._on_enter(step, self._folder)
        self._focus[step] = self._name

    def _build_recovery(self) -> None:
        step = Step.RECOVERY
        card = self._page(
            step,
            "Your recovery code",
            "If you ever forget the passphrase, this code is the only other way in. Nobody else has it.",
            back=False,
        )
        self._code = Heading("", level=2)
        self._code.setWordWrap(True)
        card.body.addWidget(self._code)
        line = QHBoxLayout()
        sheet = SecondaryButton("Save a sheet to print…", icon="printer")
        sheet.clicked.connect(lambda: self.sheet_wanted.emit(*self.door.recovery_sheet()))
        line.addWidget(sheet)
        line.addStretch(1)
        card.body.addLayout(line)
        card.body.addWidget(
            Body("Write it down or print it, and keep it away from this computer. Then type it here once.")
        )
        self._typed = QLineEdit()
        self._field(step, "code", "Type the code back", self._typed, "Spaces and capitals do not matter")
        self._primary(step, "It is written down", lambda: self.door.confirm_code(self._typed.text()))
        self._on_enter(step, self._typed)
        self._focus[step] = self._typed

    def _build_unlock(self) -> None:
        step = Step.UNLOCK
        card = self._page(step, "Tutor Diary", "Locked. Nothing was lost.", back=False)
        self._unlock = Secret("Passphrase")
        self._field(step, "secret", "Passphrase", self._unlock)
        self._caps = Muted("Caps Lock is on", role="small")
        self._caps.hide()
        card.body.addWidget(self._caps)
        self._primary(step, "Open", lambda: self.door.unlock(self._unlock.text()))
        self._on_enter(step, self._unlock)
        line = QHBoxLayout()
        code = QuietButton("Use my recovery code instead")
        code.clicked.connect(lambda: self.door.offer_recovery())
        other = QuietButton("Another diary, or a backup")
        other.clicked.connect(lambda: self.door.go_back())
        line.addWidget(code)
        line.addStretch(1)
        line.addWidget(other)
        card.body.addLayout(line)
        self._where = Muted("", role="small", wrap=True)
        card.body.addWidget(self._where)
        self._focus[step] = self._unlock

    def _build_use_recovery(self) -> None:
        step = Step.USE_RECOVERY
        self._page(step, "Recovery code", "Type it from your sheet. You then choose a new passphrase.")
        self._recovery = QLineEdit()
        self._field(step, "secret", "Recovery code", self._recovery, "Spaces and capitals do not matter")
        self._primary(step, "Open", lambda: self.door.unlock_with_code(self._recovery.text()))
        self._on_enter(step, self._recovery)
        self._focus[step] = self._recovery

    def _build_new_passphrase(self) -> None:
        step = Step.NEW_PASSPHRASE
        self._page(step, "A new passphrase", "The recovery code stays as it is.", back=False)
        self._fresh, self._fresh_again = Secret("New passphrase"), Secret("New passphrase again")
        self._field(step, "secret", "New passphrase", self._fresh, "At least 12 characters")
        self._field(step, "again", "New passphrase again", self._fresh_again)

        def go() -> None:
            self.door.set_new_passphrase(self._fresh.text(), self._fresh_again.text())

        self._primary(step, "Set it and go in", go)
        self._on_enter(step, self._fresh, self._fresh_again)
        self._focus[step] = self._fresh

    def _build_restore(self) -> None:
        step = Step.RESTORE
        card = self._page(step, "Restore a backup", "It is proved whole before anything appears.")
        self._backup, self._restore_to = QLineEdit(), QLineEdit()
        self._restore_secret = Secret("Passphrase of that time")
        self._field(step, "file", "Backup file", self._backup, "It ends in .tdbackup")
        choose = QuietButton("Choose the file…", icon="folder-open")
        choose.clicked.connect(self._choose_backup)
        card.body.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
        self._field(
            step, "secret", "Passphrase", self._restore_secret, "The one in use when the backup was made"
        )
        self._field(step, "folder", "Restore to", self._restore_to, "A new folder: nothing is overwritten")

        def go() -> None:
            self.door.restore(self._backup.text(), self._restore_secret.text(), self._restore_to.text())

        self._primary(step, "Restore", go)
        self._on_enter(step, self._backup, self._restore_secret, self._restore_to)
        self._focus[step] = self._backup

    # The view's side ------------------------------------------------------------------------------

    def show_state(self, state: DoorState) -> None:
        """Draw the state."""
        entering = state.step is not self._step
        self._step = state.step
        if state.step not in self._pages:
            # Built when it is first shown: most people see the unlock page alone.
            getattr(self, f"_build_{state.step.value}")()
        for step, page in self._pages.items():
            page.setVisible(step is state.step)
        if entering:
            self._forget()
        for (step, key), row in self._rows.items():
            if step is state.step:
                row.set_problem(state.problem if key == state.field else "")
        has_row = (state.step, state.field) in self._rows
        notice = self._notices[state.step]
        if state.busy:
            notice.say(state.busy, mood="info")
        else:
            actions = (OPEN_OLDER,) if state.is_older else ()
            notice.say("" if has_row else state.problem, mood="danger", actions=actions)
        if state.recovery_code and state.step is Step.RECOVERY:
            groups = state.recovery_code.split("-")
            self._code.setAccessibleName(f"Recovery code: {', '.join(groups)}")
            self._code.setText("  ".join(groups[:4]) + "\n" + "  ".join(groups[4:]))
        if state.folder and state.step is Step.MAKE:
            self._folder.setText(state.folder)
        elif state.folder and state.step is Step.RESTORE:
            self._restore_to.setText(state.folder)
        elif state.folder and state.step is Step.UNLOCK:
            self._where.setText(state.hint or f"The diary in {state.folder}")
        if state.offered and state.step is Step.MAKE:
            self._offered = state.offered
            self._offer.set_words(f"Use these five words: {state.offered}")
        for button in self._buttons.get(state.step, []):
            button.setEnabled(not state.busy and not state.wait_s)
            if state.wait_s:
                QTimer.singleShot(state.wait_s * 1000, button, lambda one=button: one.setEnabled(True))
        self._place_focus(state, entering=entering)

    def complain(self, sentence: str) -> None:
        """Say a sentence about the step that is shown."""
        if self._step is not None:
            self._notices[self._step].say(sentence, mood="danger")

    def praise(self, sentence: str) -> None:
        """Say that something worked, on the step that is shown."""
        if self._step is not None:
            self._notices[self._step].say(sentence, mood="ok")

    def enter(self, diary: Diary) -> None:
        """Leave the door: the diary is open."""
        self._forget()
        self._step = None
        self.entered.emit(diary)

    def _place_focus(self, state: DoorState, *, entering: bool) -> None:
        row = self._rows.get((state.step, state.field))
        if row is not None and state.problem:
            row.field.setFocus(Qt.FocusReason.OtherFocusReason)
            edit = row.field.edit if isinstance(row.field, Secret) else row.field
            if isinstance(edit, QLineEdit):
                edit.selectAll()
        elif entering:
            self._focus[state.step].setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        for secret in self._column.findChildren(Secret):
            secret.clear()
        if Step.RECOVERY in self._pages:
            self._typed.clear()
            self._code.setText("")
            self._code.setAccessibleName("")
        if Step.USE_RECOVERY in self._pages:
            self._recovery.clear()

    # What is pressed ------------------------------------------------------------------------------

    def _choose(self, name: str) -> None:
        getattr(self if name == "_choose_existing" else self.door, name)()

    def _make(self) -> None:
        self.door.make(
            self._name.text(),
            self._service.text(),
            self._secret.text(),
            self._again.text(),
            self._folder.text(),
        )

    def _take_offer(self) -> None:
        self._secret.show_words(self._offered)
        self._again.show_words(self._offered)

    def _choose_place(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Where the diary lives", str(Path.home()))
        if chosen:
            self._folder.setText(str(Path(chosen) / "diary"))

    def _choose_existing(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "The diary's folder", str(Path.home()))
        if chosen:
            self.door.choose_existing(Path(chosen))

    def _choose_backup(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, "The backup", str(Path.home()), "Backups (*.tdbackup);;All files (*)"
        )
        if chosen:
            self._backup.setText(chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back one step on Esc."""
        if event.key() == Qt.Key.Key_Escape and self._step in (Step.MAKE, Step.USE_RECOVERY, Step.RESTORE):
            self.door.go_back()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the paper."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.tokens().page))
        painter.end()

    def _restyle(self) -> None:
        self._column.setFixedWidth(theme.em(WIDTH_EM))
        self.update()


def _entered(field: QLineEdit | Secret) -> SignalInstance:
    return field.entered if isinstance(field, Secret) else field.returnPressed
