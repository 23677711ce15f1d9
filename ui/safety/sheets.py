"""The sheets that change who can open the diary. What was typed into them is gone when they close."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from tutordiary.presenters.safety_keys import REKEY_WHY, KeyChanges, Sealing
from ui import file_choice, print_pages
from ui.code_grid import CodeGrid
from ui.door_widgets import Secret, StrengthHint, while_there
from ui.widgets import (
    Body,
    FieldRow,
    Muted,
    NoticeBar,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
    Sheet,
    drop_from,
)

HINT = "At least 12 characters. Several words are easy to keep."


class KeySheet(Sheet):
    """Asks for the passphrase in force, does one thing, and may end by showing a code to be typed back.

    ``done`` is called with a sentence once all is well. While the work is under way nothing closes it.
    """

    title = ""
    action = ""
    ending = "The new recovery code is in force and on paper. Destroy the old sheet."

    def __init__(self, over: QWidget, keys: KeyChanges, done: Callable[[str], None]) -> None:
        super().__init__(over, self.title, width_em=36)
        self.keys = keys
        self._done = done
        self._is_busy = False
        self.rows: dict[str, FieldRow] = {}
        self.now = Secret("Passphrase now")
        self.code = CodeGrid()
        self._scroller.inside.installEventFilter(self)
        self._build()

    def _build(self) -> None:
        self.fill()
        self.notice = NoticeBar("", mood="danger")
        self.body.addWidget(self.notice)
        self.button = PrimaryButton(self.action)
        self.button.clicked.connect(self._on_button_clicked)
        self._put_right(self.button)
        self.body.addStretch(1)
        first, *others = self.secrets()
        for before, after in zip((first, *others), others, strict=False):
            before.entered.connect(lambda one=after: one.setFocus(Qt.FocusReason.TabFocusReason))
        self.secrets()[-1].entered.connect(lambda: self.button.click())
        self.present(first)

    def fill(self) -> None:
        """Put what the sheet asks for into its body."""

    def secrets(self) -> tuple[Secret, ...]:
        """Return the passphrase fields in order."""
        return (self.now,)

    def begin(self) -> None:
        """Do what the sheet is for."""

    def add(self, key: str, label: str, field: QWidget, hint: str = "") -> FieldRow:
        """Put a field at the end of the body."""
        row = FieldRow(label, field, hint=hint)
        self.rows[key] = row
        self.body.addWidget(row)
        return row

    def _put_right(self, button: QWidget) -> None:
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button)
        holder = QWidget()
        line.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(line)
        self.body.addWidget(holder)

    def _on_button_clicked(self) -> None:
        for row in self.rows.values():
            row.set_problem("")
        self._set_busy("One moment…")
        self.begin()

    def _set_busy(self, words: str) -> None:
        self._is_busy = bool(words)
        self.notice.say(words, mood="info")
        self.button.setEnabled(not words)
        self.close_button.setEnabled(not words)

    def refused(self, field: str, sentence: str) -> None:
        """Say what stands in the way, beside its field."""
        self._set_busy("")
        row = self.rows.get(field)
        if row is None:
            self.notice.say(sentence, mood="danger")
            return
        row.set_problem(sentence)
        row.field.setFocus(Qt.FocusReason.OtherFocusReason)
        edit = row.field.edit if isinstance(row.field, Secret) else row.field
        if isinstance(edit, QLineEdit):
            edit.selectAll()
        self.bring_into_view(row)

    def finish(self, sentence: str) -> None:
        """Close, all being well."""
        self._set_busy("")
        self.leave()
        self._done(sentence)

    def show_code(self, code: str) -> None:
        """Show a code that is in force from now on, and ask for it back."""
        self._set_busy("")
        for secret in self.secrets():
            secret.clear()
        self.rows.clear()
        drop_from(self.body)
        self.code = CodeGrid()
        self.code.show_code(code)
        lead = "This code is in force from now on; the old one no longer works. Write it down or print it."
        self.body.addWidget(Body(lead))
        self.body.addWidget(self.code)
        self.notice = NoticeBar("")
        self.body.addWidget(self.notice)
        on_paper = SecondaryButton("Print a sheet…", icon="printer")
        on_paper.clicked.connect(lambda: self._on_print_clicked(code))
        save = QuietButton("Save it as a file…")
        save.clicked.connect(lambda: self._on_save_clicked(code))
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(on_paper)
        line.addWidget(save)
        line.addStretch(1)
        holder = QWidget()
        holder.setLayout(line)
        self.body.addWidget(holder)
        self.typed = QLineEdit()
        self.add("code", "Type the code back", self.typed, "Spaces and capitals do not matter")
        self.button = PrimaryButton("It is written down")
        self.button.clicked.connect(lambda: self._on_typed(code))
        self.typed.returnPressed.connect(lambda: self._on_typed(code))
        self._put_right(self.button)
        self.body.addStretch(1)
        self.present(self.typed)

    def _on_typed(self, code: str) -> None:
        self.keys.confirm(
            code,
            self.typed.text(),
            lambda: self.finish(self.ending),
            self.refused,
        )

    def _on_save_clicked(self, code: str) -> None:
        place = file_choice.save_place(self, "Where to put the sheet", "recovery-sheet.pdf", "PDF (*.pdf)")
        if place is not None:
            self.keys.write_sheet(code, place, while_there(self, self._on_written))

    def _on_print_clicked(self, code: str) -> None:
        self.keys.make_sheet(code, while_there(self, self._print), while_there(self, self._on_written))

    def _print(self, sheet: bytes) -> None:
        said = print_pages.print_pdf(self, sheet)
        if said:
            self.notice.say(said, mood="info")

    def _on_written(self, sentence: str, good: bool) -> None:
        self.notice.say(sentence, mood="ok" if good else "danger")

    def leave(self) -> None:
        """Forget what was typed and shown, and close; not while the work is under way."""
        if self._is_busy:
            return
        for secret in self.findChildren(Secret):
            secret.clear()
        self.code.clear()
        super().leave()

    def _fit(self) -> None:
        super()._fit()
        # Wrapped words claim more height than they take: a bar that scrolls nothing would only confuse.
        room = self._scroller.viewport()
        fits = self.body.totalHeightForWidth(room.width()) <= room.height()
        policies = Qt.ScrollBarPolicy
        self._scroller.setVerticalScrollBarPolicy(
            policies.ScrollBarAlwaysOff if fits else policies.ScrollBarAsNeeded
        )

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Follow what is in it as well: a hint that grows shall not need scrolling where there is room."""
        if watched is self._scroller.inside and event.type() == QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self._fit)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc wait for work under way."""
        if self._is_busy and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return
        super().keyPressEvent(event)


class PassphraseSheet(KeySheet):
    """Another passphrase; the recovery code stays."""

    title = "Change the passphrase"
    action = "Change it"

    def fill(self) -> None:
        """Ask for the old one once and the new one twice."""
        self.new, self.again = Secret("New passphrase"), Secret("New passphrase again")
        self.add("now", "Passphrase now", self.now)
        StrengthHint(self.new, self.add("new", "New passphrase", self.new), HINT, self.keys.weigh)
        self.add("again", "New passphrase again", self.again)
        words = "Older backups still open with the old one. The recovery code stays as it is."
        self.body.addWidget(Muted(words, role="small", wrap=True))

    def secrets(self) -> tuple[Secret, ...]:
        """Return the three fields."""
        return self.now, self.new, self.again

    def typed_words(self) -> Sealing:
        """Return what was typed."""
        return Sealing(self.now.text(), self.new.text(), self.again.text())

    def begin(self) -> None:
        """Change it."""
        self.keys.change_passphrase(
            self.typed_words(),
            while_there(
                self, lambda: self.finish("The passphrase was changed. Only the new one opens the diary.")
            ),
            while_there(self, self.refused),
        )


class CodeSheet(KeySheet):
    """A new recovery code, shown once and typed back."""

    title = "A new recovery code"
    action = "Make a new code"

    def fill(self) -> None:
        """Ask for the passphrase."""
        self.body.addWidget(
            Body("The code on your sheet stops working as soon as the new one is made. Have paper ready.")
        )
        self.add("now", "Passphrase now", self.now, "So that nobody who finds the diary open can do this")

    def begin(self) -> None:
        """Make it."""
        self.keys.new_code(
            self.now.text(), while_there(self, self.show_code), while_there(self, self.refused)
        )


class RekeySheet(PassphraseSheet):
    """New keys for everything."""

    title = "Someone may know my passphrase"
    action = "Make new keys for everything"
    ending = (
        "The diary has new keys, and the new code is in force and on paper. Destroy the old sheet, and make a"
        " backup now: those made before still open with the old passphrase."
    )

    def fill(self) -> None:
        """Explain, name the backups that keep the old keys, and ask for a new passphrase."""
        self.body.addWidget(Body(REKEY_WHY))
        self.backups = NoticeBar("", mood="warn")
        self.body.addWidget(self.backups)
        self.new, self.again = Secret("New passphrase"), Secret("New passphrase again")
        self.add("now", "Passphrase now", self.now)
        StrengthHint(self.new, self.add("new", "New passphrase", self.new), HINT, self.keys.weigh)
        self.add("again", "New passphrase again", self.again)
        self.keys.old_backups(while_there(self, lambda words: self.backups.say(words, mood="warn")))

    def begin(self) -> None:
        """Write the diary under new keys."""
        self._set_busy("Writing the whole diary under new keys. This can take a minute; please wait.")
        self.keys.rekey(
            self.typed_words(), while_there(self, self.show_code), while_there(self, self.refused)
        )
