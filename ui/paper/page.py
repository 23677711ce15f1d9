"""The page of paper sheets: those of a week to print, those that wait, and the log of one written up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tutordiary.presenters.paper import (
    FILE_NAME,
    WEEK_FILE_NAME,
    PaperLine,
    PaperPresenter,
    PaperState,
)
from tutordiary.presenters.paper_log import PaperLog
from ui import file_choice, print_pages, theme
from ui.first_group import FirstGroupCard
from ui.keys_sheet import KeysSheet
from ui.log.keys import connect_keys
from ui.paper.log import WriteUp
from ui.reflow import Beside
from ui.widgets import (
    Body,
    Button,
    Card,
    Flow,
    Heading,
    Line,
    Muted,
    NoticeBar,
    PrimaryButton,
    Scroller,
    SecondaryButton,
    Text,
    drop_from,
)

ABOUT = (
    "A sheet has the log’s own rows, and letters instead of names. Who the letters are stays in the diary:"
    " write no names on it, and write it up here when there is time."
)
NO_SESSIONS = "No sessions stand in this week."
BESIDE_EM = 44.0


class PaperPage(QWidget):
    """The window of ``PaperPresenter``, and of the log of the sheet that is written up.

    Signals: ``finished`` with a sentence when a sheet is written up; ``group_wanted`` to add a group.
    """

    finished = Signal(str)
    group_wanted = Signal()
    presenter: PaperPresenter

    def __init__(self, log: PaperLog) -> None:
        super().__init__()
        self._log = log
        self._shown: PaperState | None = None
        self._rows: dict[tuple[str, date], QWidget] = {}
        self.up: WriteUp | None = None  # made when a sheet is first written up
        self._sheets = QWidget()
        self._build()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._sheets)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def _build(self) -> None:
        self._column = QVBoxLayout(self._sheets)
        self._column.addWidget(Heading("Paper"))
        week = QWidget()
        row = QHBoxLayout(week)
        row.setContentsMargins(0, 0, 0, 0)
        before = SecondaryButton("", icon="arrow-left", name="The week before")
        before.clicked.connect(lambda: self.presenter.turn(-1))
        after = SecondaryButton("", icon="arrow-right", name="The week after")
        after.clicked.connect(lambda: self.presenter.turn(1))
        self._title = Text("", role="strong")
        for one in (before, self._title, after):
            row.addWidget(one)
        row.addStretch(1)
        self._print_week = PrimaryButton("Print the week…", icon="printer")
        self._print_week.clicked.connect(lambda: self.presenter.print_week())
        self._save_week = SecondaryButton("Save the week…", icon="save", name="Save the week as PDF")
        self._save_week.clicked.connect(self._on_save_week)
        ways = Flow(at_end=True)
        ways.set_items([self._print_week, self._save_week])
        self._column.addWidget(Beside([week, ways], from_em=BESIDE_EM))
        self._said = NoticeBar("", self._sheets)
        self._column.addWidget(self._said)
        self._scroller = Scroller()
        self._column.addWidget(self._scroller, 1)
        connect_keys(self._sheets, (("F1", lambda: KeysSheet(self._sheets, "Paper", ()).present()),))

    # Coming here ----------------------------------------------------------------------------------

    def arrive(self) -> None:
        """Show the sheets, or the one that is written up when this page is only come back to."""
        if self.up is not None and self._stack.currentWidget() is self.up and not self.isVisible():
            self.up.page.begin()
            return
        self._said.say("")
        self.presenter.stop()
        self.presenter.show()
        self._show_sheets()

    def come_back(self) -> None:
        """Show what was open when the diary was put away, with the caret in an unfinished word."""
        self.presenter.come_back()
        if self._stack.currentWidget() is self._sheets:
            self._show_sheets()

    def open_for(self, group_id: str, day: date) -> None:
        """Show the week of a day, at the session of a group."""
        self._said.say("")
        self.presenter.stop()
        self.presenter.show_session(group_id, day)
        self._show_sheets()
        button = self._rows.get((group_id, day))
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroller.ensureWidgetVisible(button)

    def keep_everything(self) -> bool:
        """Keep the words being typed; False when they could not be kept."""
        return self.up is None or self.up.page.keep_everything()

    # What the presenter asks for ------------------------------------------------------------------

    def show_paper(self, state: PaperState) -> None:
        """Draw the week and the sheets that wait; nothing is done when they are as they stand there."""
        if state == self._shown:
            return
        self._shown = state
        self._title.setText(state.title)
        self._print_week.setEnabled(bool(state.lines))
        self._save_week.setEnabled(bool(state.lines))
        self._rows.clear()
        focus = self.window().focusWidget()  # also while a file dialog that just closed is still in front
        pressed = focus.accessibleName() if focus and self._scroller.isAncestorOf(focus) else ""
        body = self._scroller.body
        drop_from(body)
        body.addWidget(Muted(ABOUT, wrap=True))
        if not state.has_groups:
            body.addWidget(FirstGroupCard("A sheet begins with a group", self.group_wanted.emit))
        elif state.lines:
            body.addWidget(self._card("", state.lines))
        else:
            body.addWidget(Body(NO_SESSIONS))
        if state.waiting:
            body.addWidget(self._card("Not written up yet", state.waiting))
        body.addStretch(1)
        if pressed:
            self._focus_again(pressed)

    def _focus_again(self, name: str) -> None:
        """Put the focus where it was before the lines were drawn anew."""
        found = [one for one in self._scroller.findChildren(Button) if one.accessibleName() == name]
        if found:
            found[-1].setFocus(Qt.FocusReason.OtherFocusReason)  # those before it are about to go

    def print_sheets(self, data: bytes) -> None:
        """Print the sheets; no file of them is left by us."""
        said = print_pages.print_pdf(self, data)
        if said:
            self._said.say(said)

    def say(self, sentence: str, *, is_good: bool) -> None:
        """Say how something went."""
        self._said.say(sentence, mood="ok" if is_good else "danger")

    def write_up(self, number: int) -> None:
        """Show the log of a sheet."""
        if self.up is None:
            self.up = WriteUp(self._log)
            self.up.left.connect(self._on_left)
            self.up.finished.connect(self._on_finished)
            self._stack.addWidget(self.up)
        self.up.open(number)
        self._stack.setCurrentWidget(self.up)
        self.up.page.begin()

    # Parts ----------------------------------------------------------------------------------------

    def _card(self, title: str, lines: tuple[PaperLine, ...]) -> Card:
        card = Card()
        if title:
            card.body.addWidget(Heading(title, level=2))
        for number, line in enumerate(lines):
            if number:
                card.body.addWidget(Line())
            card.body.addLayout(self._line(line))
        return card

    def _line(self, line: PaperLine) -> QHBoxLayout:
        row, words = QHBoxLayout(), QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(line.group, role="strong", wrap=True))
        about = "  ·  ".join(filter(None, (line.when, line.setting, line.state)))
        words.addWidget(Muted(about, wrap=True))
        row.addLayout(words, 1)
        named = f"{line.group}, {line.when}"
        if line.can_write_up:
            up = SecondaryButton("Write up", name=f"Write up: {named}")
            up.clicked.connect(lambda: self.presenter.write_up(line.number))
            row.addWidget(up)
        on_paper = SecondaryButton("Print…", name=f"Print: {named}")
        on_paper.clicked.connect(lambda: self.presenter.print_one(line.group_id, line.day))
        row.addWidget(on_paper)
        save = SecondaryButton("Save…", name=f"Save as PDF: {named}")
        save.clicked.connect(lambda: self._on_save(line))
        row.addWidget(save)
        self._rows[line.group_id, line.day] = on_paper
        return row

    # What is pressed ------------------------------------------------------------------------------

    def _show_sheets(self) -> None:
        self._stack.setCurrentWidget(self._sheets)
        self._print_week.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_left(self) -> None:
        self.keep_everything()
        self.presenter.stop()
        self.presenter.show()
        self._show_sheets()

    def _on_finished(self, words: str) -> None:
        self.presenter.stop()
        self.presenter.show()
        self._show_sheets()
        self.say(words, is_good=True)
        self.finished.emit(words)

    def _on_save(self, line: PaperLine) -> None:
        self._ask(FILE_NAME, lambda target: self.presenter.save_one(line.group_id, line.day, target))

    def _on_save_week(self) -> None:
        self._ask(WEEK_FILE_NAME, self.presenter.save_week)

    def _ask(self, name: str, then: Callable[[Path], None]) -> None:
        target = file_choice.save_place(self, "Where the sheet goes", name, "PDF (*.pdf)")
        if target is not None:
            then(target)

    def _restyle(self) -> None:
        em = theme.em
        self._column.setContentsMargins(em(1.4), em(1.1), em(1.4), em(0.8))
        self._column.setSpacing(em(0.8))
        self._scroller.body.setSpacing(em(0.8))
