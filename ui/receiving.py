"""Bundles I receive: a card in the settings, and the sheet with the key and the bundles that came."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from tutordiary.presenters.receiving import HOW_IT_WORKS, RENEW_WHY, BundleLine, Receiving, ReceivingState
from tutordiary.presenters.share_state import Mood
from tutordiary.release.receiving import KEY_FILE
from ui import file_choice, theme
from ui.check_words import CheckWords
from ui.door_widgets import Secret
from ui.reflow import Beside
from ui.widgets import (
    Body,
    Card,
    FieldRow,
    Flow,
    Heading,
    Line,
    Muted,
    NoticeBar,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
    Sheet,
    Text,
    announce,
    drop_from,
)

BUNDLES = "Bundles (*.tdbundle *.age);;All files (*)"
ABOUT = "For whoever collects the bundles of several tutors: your key, and what was sealed for it."
RENEW, REALLY = "Make a new key…", "Really replace the old key?"


class ReceivingCard(Card):
    """Says what it is for and opens the sheet. ``make`` builds the presenter for a view."""

    def __init__(self, over: QWidget) -> None:
        super().__init__()
        self.make: Callable[[ReceivingSheet], Receiving]
        self._over = over
        self._sheet: ReceivingSheet | None = None
        self.body.addWidget(Heading("Bundles I receive", level=2))
        self.body.addWidget(Muted(ABOUT, wrap=True))
        self.button = SecondaryButton(
            "Key and bundles…", icon="key-round", name="Bundles I receive: key and bundles"
        )
        self.button.clicked.connect(self.open_sheet)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def open_sheet(self) -> None:
        """Lay the sheet over the page, if it is not there."""
        if self._sheet is None:
            self._sheet = ReceivingSheet(self._over)
            self._sheet.closed.connect(self._on_closed)
            self._sheet.begin(self.make(self._sheet))

    @property
    def sheet(self) -> ReceivingSheet | None:
        """The sheet while it is open."""
        return self._sheet

    def _on_closed(self) -> None:
        self._sheet = None


class ReceivingSheet(Sheet):
    """Draws the key, how the exchange goes, and the bundles that were opened. They may be dropped on it."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, "Bundles I receive", width_em=52)
        self.presenter: Receiving
        self.setAcceptDrops(True)
        self.notice = NoticeBar("")
        self.body.addWidget(self.notice)
        self._build_key()
        self.body.addWidget(Line())
        self._build_bundles()
        self.body.addStretch(1)
        self.closed.connect(lambda: self.presenter.forget())
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def _build_key(self) -> None:
        self.body.addWidget(Heading("My key", level=2))
        self.how = [
            Muted(f"{number}  {line}", wrap=True) for number, line in enumerate(HOW_IT_WORKS, start=1)
        ]
        self.explain = QuietButton("How the exchange goes", icon="chevron-right")
        self.explain.setCheckable(True)
        self.explain.toggled.connect(self._on_explain_toggled)
        self.body.addWidget(self.explain, 0, Qt.AlignmentFlag.AlignLeft)
        for line in self.how:
            self.body.addWidget(line)
        self.key = QLineEdit()
        self.key.setReadOnly(True)
        self.key_row = FieldRow("My key, to be sent to tutors", self.key)
        self.words = CheckWords()
        self.make_key = PrimaryButton("Make my key", icon="key-round")
        self.make_key.clicked.connect(self._on_make_clicked)
        self.copy = SecondaryButton("Copy it", icon="copy", name="Copy my key")
        self.copy.clicked.connect(self._on_copy_clicked)
        self.save = SecondaryButton("Save it as a file…", icon="save", name="Save my key as a file")
        self.save.clicked.connect(self._on_save_clicked)
        self.renew = QuietButton(RENEW)
        self.renew.clicked.connect(self._on_renew_clicked)
        self.renew_why = Muted(RENEW_WHY, role="small", wrap=True)
        self._key_buttons = Flow()
        self._key_buttons.set_items((self.copy, self.save, self.renew))
        self.body.addWidget(self.make_key, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.key_row, self.words, self._key_buttons, self.renew_why):
            self.body.addWidget(part)
        self.renew_why.hide()

    def _build_bundles(self) -> None:
        self.body.addWidget(Heading("Bundles", level=2))
        self.summary = Body("")
        self.body.addWidget(self.summary)
        self._list = QVBoxLayout()
        self.body.addLayout(self._list)
        self.secret = Secret("Passphrase of the sealed bundles")
        self.secret_row = FieldRow(
            "Passphrase of the bundles sealed with one", self.secret, hint="Ask the tutor for it by telephone"
        )
        self.secret.entered.connect(self._on_secret_entered)
        self.try_it = SecondaryButton("Open with it", name="Open the bundles with this passphrase")
        self.try_it.clicked.connect(self._on_secret_entered)
        self.secret_part = QWidget()
        column = QVBoxLayout(self.secret_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.secret_row)
        column.addWidget(self.try_it, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.secret_part)
        self.choose = SecondaryButton("Open bundles…", icon="folder-open")
        self.choose.clicked.connect(self._on_choose_clicked)
        self.collate = PrimaryButton("Collate into a folder…", icon="layers")
        self.collate.clicked.connect(self._on_collate_clicked)
        row = Flow()
        row.set_items((self.choose, self.collate))
        self.body.addWidget(row)
        self.body.addWidget(Muted("You can also drop the files here.", role="small", wrap=True))

    def begin(self, presenter: Receiving) -> None:
        """Show the page of a presenter."""
        self.presenter = presenter
        presenter.show()
        first = (
            self.make_key if self.make_key.isVisibleTo(self) and self.make_key.isEnabled() else self.choose
        )
        self.present(first)

    # What the presenter shows -------------------------------------------------------------------

    def show_receiving(self, state: ReceivingState) -> None:
        """Draw everything."""
        has_key = bool(state.key)
        self.make_key.setVisible(not has_key)
        self.make_key.setEnabled(state.can_make)
        self.explain.setVisible(has_key)  # before that it is what there is to read
        self._show_how(is_open=self.explain.isChecked() or not has_key)
        for part in (self.key_row, self.words, self._key_buttons):
            part.setVisible(has_key)
        self.renew.setEnabled(state.can_make)
        self.renew.set_words(RENEW)
        self.renew_why.hide()
        if self.key.text() != state.key:
            self.key.setText(state.key)
            self.key.setCursorPosition(0)
        self.words.show_words("My key", state.words)
        said = state.busy or state.summary
        if self.summary.text() != said:
            self.summary.setText(said)
            announce(self.summary, said)
        self._fill(state.lines, is_busy=bool(state.busy))
        self.secret_part.setVisible(state.wants_passphrase)
        self.collate.setVisible(bool(state.lines))
        self.collate.setEnabled(state.can_collate)
        if QApplication.focusWidget() is None:  # what had the focus has gone with its line
            self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_how(self, *, is_open: bool) -> None:
        for line in self.how:
            line.setVisible(is_open)
        self.explain.set_icon("chevron-down" if is_open else "chevron-right")

    def _fill(self, lines: tuple[BundleLine, ...], *, is_busy: bool) -> None:
        drop_from(self._list)
        for at, line in enumerate(lines):
            self._list.addWidget(Line())
            self._list.addWidget(self._row(at, line, is_busy=is_busy))

    def _row(self, at: int, line: BundleLine, *, is_busy: bool) -> QWidget:
        about = QWidget()
        column = QVBoxLayout(about)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        word = "Opened" if line.is_whole else "Needs a passphrase" if line.needs_passphrase else "Not opened"
        column.addWidget(Text(f"{word}: {line.name}", role="strong", wrap=True))
        column.addWidget(
            Text(line.about, role="small", tone="muted" if line.is_whole else "danger", wrap=True)
        )
        out = QuietButton("Take out", name=f"Take out {line.name}")
        out.setEnabled(not is_busy)
        out.clicked.connect(lambda _on, one=at: self.presenter.take_out(one))
        return Beside((about, out), from_em=24, stretches=(1, 0))

    def say(self, sentence: str, mood: Mood) -> None:
        """Say how something went."""
        self.notice.say(sentence, mood=mood)
        self.bring_into_view(self.notice)

    # What a person does -------------------------------------------------------------------------

    def _on_make_clicked(self) -> None:
        self.presenter.make_key()
        self.copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_explain_toggled(self, is_open: bool) -> None:
        self._show_how(is_open=is_open)

    def _on_copy_clicked(self) -> None:
        QApplication.clipboard().setText(self.presenter.key_text)
        self.say(
            "Copied. Paste it within 30 seconds, before the clipboard is emptied, or save it as a file.", "ok"
        )

    def _on_save_clicked(self) -> None:
        target = file_choice.save_place(self, "Where the key goes", KEY_FILE, "Text (*.txt)")
        if target is not None:
            self.presenter.save_key(target)

    def _on_renew_clicked(self) -> None:
        if self.renew.text() == REALLY:
            self.presenter.renew_key()
            return
        self.renew.set_words(REALLY)
        self.renew_why.show()
        announce(self.renew, RENEW_WHY)

    def _on_choose_clicked(self) -> None:
        self.presenter.open_bundles(file_choice.open_places(self, "Bundles to open", BUNDLES))

    def _on_secret_entered(self) -> None:
        self.presenter.try_passphrase(self.secret.text())
        self.secret.clear()

    def _on_collate_clicked(self) -> None:
        folder = file_choice.folder_place(self, "Where the collation goes")
        if folder is not None:
            self.presenter.collate(folder)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the files that were dropped."""
        places = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.presenter.open_bundles(places)

    def _restyle(self) -> None:
        self._list.setSpacing(theme.em(0.35))
