"""The cards of Safety: getting in, backups, the lock, the diary itself. They decide nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from tutordiary.presenters.safety import KEYRING_WARNING, BackupLine, Keyring, Safety, SafetyPage
from tutordiary.presenters.safety_keys import KeyChanges
from tutordiary.settings import LOCK_AFTER_MIN
from ui import file_choice, theme
from ui.reflow import Beside
from ui.safety.lines import Matter
from ui.safety.sheets import CodeSheet, KeySheet, PassphraseSheet, RekeySheet
from ui.widgets import (
    Body,
    Card,
    Choice,
    FieldRow,
    Flow,
    Heading,
    Line,
    Muted,
    NoticeBar,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
    Text,
    drop_from,
)

if TYPE_CHECKING:
    from ui.lock.capture import Capture

MOST_SHOWN = 4
KEYS_LINE = (
    "Ctrl+Shift+L locks at once, wherever you are. Ctrl+B lays a cover over the screen when a pupil walks up."
    " What you copy leaves the clipboard after 30 seconds and at every lock."
)


class GettingInCard(Card):
    """Passphrase, recovery code, new keys for everything, the keyring."""

    def __init__(self, open_sheet: Callable[[type[KeySheet]], None]) -> None:
        super().__init__()
        self.body.addWidget(Heading("Getting in", level=2))
        change = SecondaryButton("Change it…", name="Change the passphrase…")
        change.clicked.connect(lambda: open_sheet(PassphraseSheet))
        self.passphrase = Matter("Passphrase", "", change)
        fresh = SecondaryButton("Make a new one…", name="Make a new recovery code…")
        fresh.clicked.connect(lambda: open_sheet(CodeSheet))
        self.code = Matter("Recovery code", "", fresh)
        rekey = SecondaryButton("New keys for everything…")
        rekey.clicked.connect(lambda: open_sheet(RekeySheet))
        words = "And may have had a copy of the diary. Then a new passphrase alone is not enough."
        self.rekey = Matter("Someone may know my passphrase", words, rekey)
        for number, matter in enumerate((self.passphrase, self.code, self.rekey)):
            if number:
                self.body.addWidget(Line())
            self.body.addWidget(matter)
        self.keyring_line = Line()
        self.keyring = QCheckBox("Let this computer’s keyring open the diary")
        self.keyring_about = Muted("", role="small", wrap=True)
        for part in (self.keyring_line, self.keyring, self.keyring_about):
            self.body.addWidget(part)
            part.hide()

    def show_keyring(self, keyring: Keyring) -> None:
        """Show the switch where this computer has a keyring, or one is still on."""
        self.keyring.setChecked(keyring.is_on)
        self.keyring_about.setText(f"{keyring.name}. {KEYRING_WARNING}" if keyring.name else KEYRING_WARNING)
        self.keyring.setAccessibleDescription(self.keyring_about.text())
        for part in (self.keyring_line, self.keyring, self.keyring_about):
            part.setVisible(bool(keyring.name) or keyring.is_on)

    def show_safety(self, page: SafetyPage) -> None:
        """Say how it stands with the code, and let only keys be changed that may be."""
        self.passphrase.words.setText(page.passphrase)
        self.code.words.setText(page.code)
        for matter in (self.passphrase, self.code, self.rekey):
            matter.button.setEnabled(page.keys_may_change)


class BackupsCard(Card):
    """Where backups go, the newest of them, and a rehearsal of each."""

    def __init__(self, safety: Callable[[], Safety]) -> None:
        super().__init__()
        self._safety = safety
        self._lines: tuple[BackupLine, ...] = ()
        self._shows_all = False
        self.body.addWidget(Heading("Backups", level=2))
        self.place = Body("")
        self.body.addWidget(self.place)
        self.note = Muted("", role="small", wrap=True)
        self.body.addWidget(self.note)
        self.now = PrimaryButton("Make one now", icon="save")
        self.now.clicked.connect(lambda: self._safety().make_now())
        self.where = SecondaryButton("Choose where…", icon="folder-open", name="Choose where backups go…")
        self.where.clicked.connect(self._on_where_clicked)
        self.elsewhere = QuietButton("Make one elsewhere…")
        self.elsewhere.clicked.connect(self._on_elsewhere_clicked)
        row = Flow()
        row.set_items((self.now, self.where, self.elsewhere))
        self.body.addWidget(row)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.em(0.35))
        self.body.addLayout(self._list)
        self.more = QuietButton("Show all", icon="chevron-down", name="Show all backups")
        self.more.clicked.connect(self._on_more_clicked)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.restore = Muted("", role="small", wrap=True)
        self.body.addWidget(self.restore)

    def show_safety(self, page: SafetyPage) -> None:
        """Say where they go."""
        self.place.setText(f"They go to {page.backup_folder}")
        self.note.setText(" ".join(page.place_notes))
        self.note.setVisible(bool(page.place_notes))
        self.restore.setText(self._safety().how_to_restore())
        for button in (self.now, self.where, self.elsewhere):
            button.setEnabled(not page.is_read_only)

    def show_backups(self, lines: tuple[BackupLine, ...]) -> None:
        """List them, newest first."""
        self._lines = lines
        drop_from(self._list)
        if not lines:
            self._list.addWidget(Body("No backup has been made yet."))
        shown = lines if self._shows_all else lines[:MOST_SHOWN]
        for line in shown:
            self._list.addWidget(Line())
            self._list.addWidget(self._row(line))
        self.more.setVisible(len(shown) < len(lines))

    def _row(self, line: BackupLine) -> QWidget:
        about = QWidget()
        column = QVBoxLayout(about)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Text(line.when, wrap=True))
        column.addWidget(Muted(line.about, role="small", wrap=True))
        column.addWidget(Muted(str(line.path.parent), role="small", wrap=True))
        rehearse = QuietButton("Rehearse", name=f"Rehearse the backup of {line.when}")
        rehearse.setEnabled(line.is_there)
        rehearse.clicked.connect(lambda _on, one=line.path: self._safety().rehearse(one))
        return Beside((about, rehearse), from_em=20, stretches=(1, 0))

    def _on_more_clicked(self) -> None:
        self._shows_all = True
        self.show_backups(self._lines)

    def _on_where_clicked(self) -> None:
        chosen = file_choice.folder_place(self, "Where backups go")
        if chosen is not None:
            self._safety().choose_folder(chosen)

    def _on_elsewhere_clicked(self) -> None:
        name = self._safety().suggested_name()
        target = file_choice.save_place(self, "Where the backup goes", name, "Backups (*.tdbackup)")
        if target is not None:
            self._safety().make_at(target)


class LockCard(Card):
    """When it locks, and what others can see of the screen."""

    def __init__(self, safety: Callable[[], Safety]) -> None:
        super().__init__()
        self._safety = safety
        self.capture: Capture | None = None
        self.body.addWidget(Heading("Lock and screen", level=2))
        self.after = Choice("Lock when nobody has touched it for")
        for minutes in LOCK_AFTER_MIN:
            self.after.addItem(f"{minutes} minutes", minutes)
        self.after.activated.connect(lambda _row: safety().set_lock_after(self.after.currentData()))
        self.body.addWidget(FieldRow("Lock when nobody has touched it for", self.after))
        self.minimised = QCheckBox("Lock when I put the window away")
        self.minimised.clicked.connect(lambda on: safety().set_lock_when_minimised(on))
        self.body.addWidget(self.minimised)
        self.hide_it = QCheckBox("Keep it out of screenshots and shared screens")
        self.hide_it.clicked.connect(self._on_hide_clicked)
        self.body.addWidget(self.hide_it)
        self.allow = SecondaryButton("Allow for 10 minutes", name="Allow screenshots for 10 minutes")
        self.allow.clicked.connect(self._on_allow_clicked)
        self.body.addWidget(self.allow, 0, Qt.AlignmentFlag.AlignLeft)
        self.allowed = Muted("", role="small", wrap=True)
        self.body.addWidget(self.allowed)
        self.body.addWidget(Muted(KEYS_LINE, role="small", wrap=True))

    def show_safety(self, page: SafetyPage) -> None:
        """Draw the switches as they are."""
        self.after.setCurrentIndex(self.after.findData(page.look.lock_after_min))
        self.minimised.setChecked(page.look.lock_when_minimised)
        self.hide_it.setChecked(page.look.hide_from_capture)
        self._show_capture()

    def _show_capture(self) -> None:
        capture = self.capture
        can = capture is not None and capture.is_possible
        self.hide_it.setVisible(can)
        self.allow.setVisible(can and self.hide_it.isChecked())
        if capture is None or not can:
            self.allowed.setText("This system has no way to keep a window out of screenshots.")
        elif capture.allowed_for_min:
            self.allowed.setText(f"It can be seen for {capture.allowed_for_min} more minutes.")
        else:
            self.allowed.setText("For a screen reader that reads by pictures, or a lesson on a projector.")

    def _on_hide_clicked(self, on: bool) -> None:
        self._safety().set_hide_from_capture(on)
        if self.capture is not None:
            self.capture.apply()
        self._show_capture()

    def _on_allow_clicked(self) -> None:
        if self.capture is not None:
            self.capture.allow()
        self._show_capture()


class DiaryCard(Card):
    """Where the diary is, whether there is room, and a check of all of it."""

    def __init__(self, safety: Callable[[], Safety]) -> None:
        super().__init__()
        self.body.addWidget(Heading("The diary itself", level=2))
        self.where, self.room = Body(""), NoticeBar("", mood="warn")
        self.body.addWidget(self.where)
        self.body.addWidget(self.room)
        check = SecondaryButton("Check the diary now", icon="circle-check")
        check.clicked.connect(lambda: safety().check())
        self.body.addWidget(check, 0, Qt.AlignmentFlag.AlignLeft)
        words = "Every page is read and compared with its seal. It is also done by itself each week."
        self.body.addWidget(Muted(words, role="small", wrap=True))

    def show_safety(self, page: SafetyPage) -> None:
        """Say where it is."""
        self.where.setText(page.diary)
        self.room.say(page.room, mood="warn")


class SafetyCards(QWidget):
    """All the cards of Safety. The sheets lie on ``over``, the page; ``notice`` says how things went."""

    def __init__(self, over: QWidget, notice: NoticeBar) -> None:
        super().__init__()
        self.presenter: Safety
        self.keys: KeyChanges
        self._over = over
        self._notice = notice
        self._sheet: KeySheet | None = None
        self.getting_in = GettingInCard(self.open_sheet)
        self.backups = BackupsCard(lambda: self.presenter)
        self.lock = LockCard(lambda: self.presenter)
        self.diary = DiaryCard(lambda: self.presenter)
        self.getting_in.keyring.clicked.connect(lambda on: self.presenter.switch_keyring(on))
        left, right = _column(self.getting_in, self.lock), _column(self.backups, self.diary)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Beside((left, right), from_em=58))

    def set_capture(self, capture: Capture | None) -> None:
        """Tell what hides the window from capture, if anything does."""
        self.lock.capture = capture

    def open_sheet(self, kind: type[KeySheet]) -> None:
        """Lay a sheet over the page; one at a time."""
        if self._sheet is None:
            self._sheet = kind(self._over, self.keys, self._on_sheet_done)
            self._sheet.closed.connect(self._on_sheet_closed)

    def _on_sheet_done(self, sentence: str) -> None:
        self.presenter.show()
        self.say(sentence, good=True)

    def _on_sheet_closed(self) -> None:
        self._sheet = None
        self.presenter.show()

    # The view's side ------------------------------------------------------------------------------

    def show_safety(self, page: SafetyPage) -> None:
        """Draw all but the backups and the keyring."""
        for card in (self.getting_in, self.backups, self.lock, self.diary):
            card.show_safety(page)

    def show_backups(self, lines: tuple[BackupLine, ...]) -> None:
        """Draw the list of backups."""
        self.backups.show_backups(lines)

    def show_keyring(self, keyring: Keyring) -> None:
        """Draw the keyring's switch."""
        self.getting_in.show_keyring(keyring)

    def say(self, sentence: str, *, good: bool) -> None:
        """Say how something went."""
        self._notice.say(sentence, mood="ok" if good else "danger")


def _column(*cards: Card) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.em(0.8))
    for card in cards:
        layout.addWidget(card)
    return column
