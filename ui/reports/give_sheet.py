"""The sheet that gives a report: to whom, as what, with a password or not; and what the log says then."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from tutordiary.drafting.report_desk import FileFormat
from tutordiary.presenters.report_give import (
    LOCKED_FILE,
    OPEN_FILE,
    WAYS,
    WORDS_HINT,
    Given,
    GivePage,
    Giving,
    Way,
    password_problem,
)
from ui import file_choice, theme
from ui.door_widgets import Secret
from ui.draft_sheet import DraftSheet
from ui.reports.frame import add_keys
from ui.reports.paste_panel import PastePanel
from ui.widgets import Body, FieldRow, Muted, NoticeBar, PrimaryButton, Text
from ui.widgets.steps import caret_in, place_caret

FORMATS: dict[FileFormat, str] = {"pdf": "PDF (*.pdf)", "docx": "Word (*.docx)"}
WRITE, COPY = "Write the file…", "Copy all of it"
IN_THE_LOG = (
    "The log keeps what left, for whom, when, and a fingerprint of the file that tells later"
    " whether a file is this very one."
)


class GiveSheet(DraftSheet):
    """Lies over the report. ``done`` is called once something was given."""

    def __init__(self, over: QWidget, giving: Giving, page: GivePage, done: Callable[[], None]) -> None:
        super().__init__(over, page.title, width_em=38)
        self._giving = giving
        self._done = done
        self._blocked = bool(page.blocked)
        self._notice = NoticeBar("")
        self.body.addWidget(self._notice)
        self._form = QWidget()
        self._column = QVBoxLayout(self._form)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._form)
        self._build_ways(page.way)
        self.to = QLineEdit(page.given_to)
        self.to.textChanged.connect(self.on_typed)
        self.watch(self.to)
        self._column.addWidget(FieldRow("To whom", self.to, hint="Stands in your log, not in the file"))
        self._build_password(is_locked=page.is_locked)
        self.paste = PastePanel(giving.parts)
        self.paste.wanted.connect(self._on_piece)
        self._column.addWidget(self.paste)
        self._mind = NoticeBar(OPEN_FILE, mood="warn")
        self._column.addWidget(self._mind)
        self._column.addWidget(Text("What leaves", role="strong"))
        for line in page.leaves:
            self._column.addWidget(Body(line))
        self._column.addWidget(Muted(IN_THE_LOG, role="small", wrap=True))
        self._build_foot()
        if page.blocked:
            self._notice.say(page.blocked, mood="danger")
        self._fit_way()
        self.present(
            self.to if page.blocked else next(one for one in self.radios.values() if one.isChecked())
        )
        if page.caret:
            place_caret(self.to, page.caret)

    # Building -------------------------------------------------------------------------------------

    def _build_ways(self, chosen: Way) -> None:
        self.radios: dict[Way, QRadioButton] = {}
        self._group = QButtonGroup(self)
        for way, name, what in WAYS:
            radio = QRadioButton(f"{name}: {what[:1].lower()}{what[1:]}")
            radio.setAccessibleName(f"{name}: {what}")
            radio.setChecked(way == chosen)
            radio.toggled.connect(self._on_way)
            self._group.addButton(radio)
            self.radios[way] = radio
            self._column.addWidget(radio)

    def _build_password(self, *, is_locked: bool) -> None:
        self.lock = QCheckBox("Lock the PDF with a password")
        self.lock.setChecked(is_locked)
        self.lock.toggled.connect(self._on_lock)
        self._column.addWidget(self.lock)
        self.secret, self.again = Secret("Password for this file"), Secret("The same again")
        self._secret_row = FieldRow("Password for this file", self.secret, hint=WORDS_HINT)
        self._again_row = FieldRow("The same again", self.again)
        for row in (self._secret_row, self._again_row):
            self._column.addWidget(row)

    def _build_foot(self) -> None:
        row = QHBoxLayout()
        row.addStretch(1)
        self.give = PrimaryButton(WRITE, icon="send", hint="Ctrl+Enter")
        self.give.setEnabled(not self._blocked)
        self.give.clicked.connect(self._on_give)
        row.addWidget(self.give)
        self._column.addLayout(row)
        self._column.setSpacing(theme.em(0.6))
        add_keys(self, {"Ctrl+Return": self.give.click, "Ctrl+Enter": self.give.click})

    # What is chosen and pressed -------------------------------------------------------------------

    @property
    def way(self) -> Way:
        """How it is to be given."""
        return next(way for way, radio in self.radios.items() if radio.isChecked())

    def keep_draft(self) -> None:
        """Keep to whom and how; a password is never kept."""
        self._giving.keep_typing(self.to.text(), self.way, caret_in(self.to), is_locked=self.lock.isChecked())

    def _on_way(self, on: bool) -> None:
        if on:
            self._fit_way()
            self.on_typed()

    def _on_lock(self, on: bool) -> None:
        self._fit_way()
        self.on_typed()
        if on:
            self.bring_into_view(self._secret_row)

    def _fit_way(self) -> None:
        is_pdf = self.way == "pdf"
        has_lock = is_pdf and self.lock.isChecked()
        self.lock.setVisible(is_pdf)
        if self.way == "text" and not self.paste.buttons:
            self.paste.fill()
        self.paste.setVisible(self.way == "text" and not self._blocked)
        for row in (self._secret_row, self._again_row):
            row.setVisible(has_lock)
        self._mind.say(
            "" if self.way == "text" else LOCKED_FILE if has_lock else OPEN_FILE,
            mood="info" if has_lock else "warn",
        )
        words = COPY if self.way == "text" else WRITE
        self.give.set_words(words)

    def _on_give(self) -> None:
        self.keep_now()
        if self.way == "text":
            self._giving.copy(self.to.text().strip(), self._on_copied, self._on_refused)
            return
        password = self._password()
        if password is None:
            return
        fmt: FileFormat = "docx" if self.way == "docx" else "pdf"
        target = file_choice.save_place(
            self, "Give the report", self._giving.suggested_name(fmt), FORMATS[fmt]
        )
        if target is not None:
            self.give.setEnabled(False)
            self._giving.give(fmt, target, self.to.text().strip(), password, self._on_given, self._on_refused)

    def _password(self) -> str | None:
        """Return the password typed, empty where none is wanted; None where it will not do."""
        if self.way != "pdf" or not self.lock.isChecked():
            return ""
        typed = self.secret.text()
        problem, is_second = password_problem(typed, self.again.text())
        row = self._again_row if is_second else self._secret_row
        for one in (self._secret_row, self._again_row):
            one.set_problem(problem if one is row else "")
        if problem:
            row.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.bring_into_view(row)
            return None
        return typed

    # What became of it ----------------------------------------------------------------------------

    def _on_piece(self, piece: str, title: str) -> None:
        def done(words: str, given: Given) -> None:
            QGuiApplication.clipboard().setText(words)
            self._notice.say(f"{title}: {given.sentence}", mood="ok")
            self._done()

        self._giving.copy(self.to.text().strip(), done, self._on_refused, piece)

    def _on_copied(self, text: str, given: Given) -> None:
        QGuiApplication.clipboard().setText(text)
        self._on_given(given)

    def _on_given(self, given: Given) -> None:
        self.stop_keeping()
        self.secret.clear()
        self.again.clear()
        self._form.hide()
        self._notice.say(given.sentence, mood="ok")
        self.body.addWidget(Text("In the log", role="strong"))
        self.body.addWidget(Body(given.log_line))
        self.fingerprint = QLineEdit(given.sha256)
        self.fingerprint.setReadOnly(True)
        self.fingerprint.setCursorPosition(0)
        self.body.addWidget(FieldRow("Fingerprint of what left (SHA-256)", self.fingerprint))
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._done()

    def _on_refused(self, sentence: str) -> None:
        self.give.setEnabled(not self._blocked)
        self._notice.say(sentence, mood="danger")
        self.bring_into_view(self._notice)
