"""The phrasebook as a sheet: words that do not belong before a reader, and what to say instead."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tutordiary.model import ReportAudience
from tutordiary.presenters.phrasebook import READERS, PhrasebookPresenter, PhraseLine, PhraseTyping
from ui import theme
from ui.draft_sheet import DraftSheet
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

TITLE = "Phrasebook"
ABOUT = (
    "The check of a report looks for these words and says what could stand instead. Words in quotation"
    " marks are somebody’s own, and are left alone."
)
CARD_ABOUT = "Words that label, and kinder ones. Yours are looked for too."
AT_FIRST = 8


class PhrasebookSheet(DraftSheet):
    """Draws the lines for one reader, and two fields for a new line. ``changed`` is called after a change."""

    def __init__(
        self, over: QWidget, presenter: PhrasebookPresenter, changed: Callable[[], None] | None = None
    ) -> None:
        super().__init__(over, TITLE, width_em=44)
        self._presenter = presenter
        self._changed = changed or (lambda: None)
        self._was = ""
        self._shown = AT_FIRST
        self.body.addWidget(Muted(ABOUT, wrap=True))
        self.reader = Choice("For whom")
        for audience, words in READERS:
            self.reader.addItem(words, audience)
        self.reader.setCurrentIndex(self.reader.findData(presenter.reader))
        self.reader.activated.connect(lambda _at: self._on_reader(self.reader.currentData()))
        self.body.addWidget(FieldRow("For whom", self.reader))
        self._build_typing()
        self.notice = NoticeBar("", self)
        self.body.addWidget(self.notice)
        self.body.addWidget(Line())
        self.search = QLineEdit()
        self.search.textChanged.connect(lambda _typed: self._fill())
        self.body.addWidget(FieldRow("Find a word", self.search))
        self._rows = QWidget()
        self._column = QVBoxLayout(self._rows)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._rows)
        self.more = QuietButton("Show all", icon="chevron-down")
        self.more.clicked.connect(self._on_more)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self._fill()
        self._take_up(presenter.typing())

    def _build_typing(self) -> None:
        self.words, self.instead = QLineEdit(), QLineEdit()
        for field in (self.words, self.instead):
            field.textEdited.connect(lambda _typed: self._on_typing())
            field.returnPressed.connect(self._on_keep)
            self.watch(field)
        self.row = FieldRow("Words to look for", self.words, hint="More than one with commas between")
        self.body.addWidget(self.row)
        self.body.addWidget(FieldRow("What to say instead", self.instead))
        self.keep = PrimaryButton("Keep this line", hint="Enter")
        self.keep.clicked.connect(self._on_keep)
        self.drop = QuietButton("Not now", name="Leave the line as it was")
        self.drop.clicked.connect(self._on_drop)
        buttons = Flow(at_end=True)
        buttons.set_items([self.drop, self.keep])
        self.body.addWidget(buttons)

    def _take_up(self, typing: PhraseTyping) -> None:
        """Show what was being typed, with the caret where it was."""
        self._show_typing(typing)
        field = self.instead if typing.field == "instead" else self.words
        self.present(field if typing.words or typing.instead else self.reader)
        if typing.field:
            self.bring_back(field, typing.steps)
            field.setCursorPosition(typing.caret)

    def _show_typing(self, typing: PhraseTyping) -> None:
        self._was = typing.was
        self.words.setText(typing.words)
        self.instead.setText(typing.instead)
        # The words of the app's own lines stay; what to say instead may change.
        self.words.setReadOnly(self._presenter.is_of_app(typing.was))
        self.keep.set_words("Keep the new wording" if typing.was else "Keep this line")
        self.drop.setEnabled(bool(typing.was or typing.words or typing.instead))

    # What is typed --------------------------------------------------------------------------------

    def keep_draft(self) -> None:
        """Keep what stands in the fields."""
        self._presenter.keep_typing(self._typing())

    def _on_typing(self) -> None:
        self.drop.setEnabled(True)
        self.on_typed()

    def _typing(self) -> PhraseTyping:
        at_instead = self.instead.hasFocus()
        field = self.instead if at_instead else self.words
        return PhraseTyping(
            self.words.text(),
            self.instead.text(),
            self._was,
            "instead" if at_instead else "words",
            field.cursorPosition(),
            self.steps_of(field),
        )

    def _on_keep(self) -> None:
        title = self.words.text().strip()
        self.row.set_problem("")
        problem = self._presenter.keep(self._typing())
        if problem:
            self.row.set_problem(problem)
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.stop_keeping()
        self._show_typing(PhraseTyping())
        self._after(f"Kept: {title}.")
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_drop(self) -> None:
        self.stop_keeping()
        self._presenter.forget_typing()
        self.row.set_problem("")
        self._show_typing(PhraseTyping())
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_reader(self, audience: ReportAudience) -> None:
        self.keep_now()
        self._presenter.choose(audience)
        if self._was:  # it belongs to the other reader's lines
            self._on_drop()
            self.reader.setFocus(Qt.FocusReason.OtherFocusReason)
        self._shown = AT_FIRST
        self.notice.say("")
        self._fill()

    # The lines ------------------------------------------------------------------------------------

    def _fill(self) -> None:
        lines = self._presenter.lines(self.search.text())
        drop_from(self._column)
        for number, line in enumerate(lines[: self._shown]):
            if number:
                self._column.addWidget(Line())
            self._column.addWidget(self._row(line))
        if not lines:
            self._column.addWidget(Body("No line has these letters."))
        self._column.setSpacing(theme.em(0.4))
        self.more.setVisible(len(lines) > self._shown)
        self.more.set_words(f"Show all {len(lines)}")

    def _row(self, line: PhraseLine) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Text(line.title, role="strong", wrap=True))
        if line.instead:
            column.addWidget(Body(f"Better: {line.instead}"))
        row = QHBoxLayout()
        row.addWidget(Muted(line.note, role="small", wrap=True), 1)
        for button in self._buttons(line):
            row.addWidget(button)
        column.addLayout(row)
        return part

    def _buttons(self, line: PhraseLine) -> list[QuietButton]:
        is_off = line.entry.is_off
        reword = QuietButton("Reword", name=f"Reword: {line.title}")
        reword.clicked.connect(partial(self._on_reword, line))
        said = "Look for it again" if is_off else "Leave it alone"
        switch = QuietButton(said, name=f"{said}: {line.title}")
        switch.clicked.connect(partial(self._on_switch, line))
        buttons = [reword, switch]
        if line.can_remove and not (is_off and not line.entry.is_own):
            words = "Remove" if line.entry.is_own else "As it was"
            remove = QuietButton(words, name=f"{words}: {line.title}")
            remove.clicked.connect(partial(self._on_remove, line))
            buttons.append(remove)
        return buttons

    def _on_reword(self, line: PhraseLine, _on: bool = False) -> None:
        self.row.set_problem("")
        self._show_typing(PhraseTyping(line.title, line.instead, line.title))
        field = self.words if line.entry.is_own else self.instead
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.bring_into_view(field)

    def _on_switch(self, line: PhraseLine, _on: bool = False) -> None:
        self._after(self._presenter.switch(line, on=line.entry.is_off), line.title)

    def _on_remove(self, line: PhraseLine, _on: bool = False) -> None:
        self._after(self._presenter.remove(line), line.title)

    def _on_more(self) -> None:
        self._shown = 10**6
        self._fill()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _after(self, sentence: str, title: str = "") -> None:
        """Say what happened, and give the focus to the line it happened to, or to what is near."""
        self._fill()
        self.notice.say(sentence, mood="ok")
        self._changed()
        buttons = [one for one in self._rows.findChildren(QuietButton) if one.isVisibleTo(self)]
        same = [one for one in buttons if title and one.accessibleName().endswith(f": {title}")]
        target = same[0] if same else self.search
        target.setFocus(Qt.FocusReason.OtherFocusReason)


class PhrasebookCard(Card):
    """Says what the phrasebook is for, and opens it. ``make`` builds its presenter."""

    def __init__(self, over: QWidget) -> None:
        super().__init__()
        self.make: Callable[[], PhrasebookPresenter]
        self._over = over
        self.sheet: PhrasebookSheet | None = None
        self.body.addWidget(Heading(TITLE, level=2))
        self.body.addWidget(Muted(CARD_ABOUT, wrap=True))
        self.button = SecondaryButton("Open the phrasebook…", icon="message-square-quote")
        self.button.clicked.connect(self.open_sheet)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def open_sheet(self) -> None:
        """Lay the sheet over the page, if it is not there."""
        if self.sheet is None:
            self.sheet = PhrasebookSheet(self._over, self.make())
            self.sheet.closed.connect(self._on_closed)

    def keep_now(self) -> None:
        """Keep what is being typed on the sheet; nothing when it is closed."""
        if self.sheet is not None:
            self.sheet.keep_now()

    def come_back(self) -> None:
        """Open the sheet again when words were left unfinished on it."""
        if self.make().typing() != PhraseTyping():
            self.open_sheet()

    def _on_closed(self) -> None:
        self.sheet = None
