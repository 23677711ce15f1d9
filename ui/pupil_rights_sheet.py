"""The sheets of a pupil's rights: a copy of everything, read through first; and erasing, for good."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tutordiary.drafting.access_document import AccessFormat
from tutordiary.presenters.pupil_rights import PupilRights
from tutordiary.presenters.pupil_rights_pages import (
    FORMATS,
    NO_BACKUP,
    NOT_A_WITHDRAWAL,
    BackupLine,
    CopyPage,
    CopyPassage,
    ErasedPage,
    ErasePage,
    NamedLine,
)
from ui import file_choice, theme
from ui.widgets import (
    Body,
    Card,
    Chips,
    FieldRow,
    Flow,
    Heading,
    Muted,
    NoticeBar,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
    Sheet,
)
from ui.widgets.buttons import Button
from ui.widgets.choice import Choice

KINDS: dict[AccessFormat, str] = {"pdf": "PDF (*.pdf)", "docx": "Word (*.docx)", "json": "Records (*.json)"}
REALLY = "Really delete them?"


class RightsSheet(Sheet):
    """Draws one of the two over a page. ``gone`` is called when it closes after the pupil was erased."""

    def __init__(
        self,
        over: QWidget,
        title: str,
        make: Callable[[RightsSheet], PupilRights],
        gone: Callable[[], None],
    ) -> None:
        super().__init__(over, title, width_em=46)
        self._gone = gone
        self._is_erased = False
        self._is_busy = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._notice = NoticeBar("")
        self.body.addWidget(self._notice)
        self._page = QWidget()
        self._column = QVBoxLayout(self._page)
        self.body.addWidget(self._page)
        self.body.addStretch(1)
        self._presenter = make(self)
        self._choices: dict[str, Choice] = {}

    # The view's side ------------------------------------------------------------------------------

    def show_busy(self, words: str) -> None:
        """Say that something is under way, and let nothing be pressed."""
        self._is_busy = True
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # else it would go to the page below
        self._page.setEnabled(False)
        self.close_button.setEnabled(False)
        self._notice.say(words)

    def show_problem(self, sentence: str) -> None:
        """Say what could not be done."""
        self._ready()
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._notice.say(sentence, mood="warn")
        self.bring_into_view(self._notice)

    def show_given(self, sentence: str) -> None:
        """Say that the copy was written."""
        self._ready()
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._notice.say(sentence, mood="ok")
        self.bring_into_view(self._notice)

    def _ready(self) -> None:
        self._is_busy = False
        self._page.setEnabled(True)
        self.close_button.setEnabled(True)
        self._notice.say("")

    def _clear(self) -> None:
        """Begin a fresh page in place of the one shown."""
        old, self._page = self._page, QWidget()
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.em(0.6))
        self.body.insertWidget(self.body.indexOf(old), self._page)
        old.hide()
        old.deleteLater()

    def _begin(self, focus: QWidget | None = None) -> None:
        """Show what was drawn, as high as it needs, with the focus where the work is."""
        page = self._page
        (focus or self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)

        def settle() -> None:
            self._fit()
            self._scroller.verticalScrollBar().setValue(0)
            if focus is not None:
                self._scroller.ensureWidgetVisible(focus, 0, theme.em(1))

        QTimer.singleShot(0, page, settle)  # once everything has its size, unless another page came

    # The copy -------------------------------------------------------------------------------------

    def open_copy(self) -> None:
        """Gather everything, and show it."""
        self.present()
        self._presenter.open_copy()

    def show_copy(self, page: CopyPage) -> None:
        """Draw the copy and the passage to look at."""
        self._ready()
        self._clear()
        self._column.addWidget(Body(f"Everything this diary holds about {page.name}: {page.about}"))
        if page.passage is not None:
            focus = self._passage(page.passage, page.blocked)
        else:
            self._column.addWidget(NoticeBar("No passage names anybody else.", mood="ok"))
            focus = None
        self._column.addWidget(Heading("What is not in the copy, and why", level=2))
        for line in page.left_out:
            self._column.addWidget(Muted(line, wrap=True))
        give = self._giving(page)
        self._begin(focus if focus is not None and page.blocked else give)

    def _passage(self, passage: CopyPassage, blocked: str) -> QWidget:
        if blocked:
            self._column.addWidget(NoticeBar(blocked))
        card = Card()
        head = QHBoxLayout()
        title = f"{passage.number} of {passage.count}: {passage.about}"
        heading = Heading(title, level=2)
        heading.setWordWrap(True)
        head.addWidget(heading, 1)
        head.addWidget(Muted(passage.state), 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(head)
        card.body.addWidget(Muted("In the diary", role="small"))
        card.body.addWidget(Body(passage.in_diary))
        card.body.addWidget(Muted("In the copy", role="small"))
        card.body.addWidget(Body(passage.in_copy))
        if passage.words and not passage.is_left_out:
            card.body.addWidget(self._words(passage))
        if not passage.is_left_out:
            more = QLineEdit()
            more.returnPressed.connect(lambda: self._presenter.take_out(more.text()))
            card.body.addWidget(FieldRow("Take another word out", more, hint="Type it and press Enter"))
        buttons: list[Button] = []
        for words, icon, step in (("Before", "arrow-left", -1), ("Next", "arrow-right", 1)):
            move = QuietButton(words, icon=icon, name=f"{words} passage")
            move.clicked.connect(lambda _on, way=step: self._presenter.go(way))
            buttons.append(move)
        out = SecondaryButton("Put it back" if passage.is_left_out else "Leave it out")
        out.clicked.connect(lambda _on: self._presenter.leave_out())
        read = PrimaryButton("I have read it")
        read.clicked.connect(lambda _on: self._presenter.read())
        row = Flow()
        row.set_items([read, out, *buttons])
        card.body.addWidget(row)
        self._column.addWidget(card)
        return read

    def _words(self, passage: CopyPassage) -> Chips:
        chips = Chips(name_start="In the copy: ")
        names = {f"{one.word} → {one.instead}": one for one in passage.words}
        chips.set_words(list(names))
        chips.set_on([words for words, one in names.items() if not one.is_in_copy])
        chips.switched.connect(lambda words, _on: self._presenter.switch_word(names[words].word))
        return chips

    def _giving(self, page: CopyPage) -> QWidget:
        whom = QLineEdit()
        self._column.addWidget(
            FieldRow("For whom", whom, hint="Kept in the log of what left; may stay empty")
        )
        buttons: list[Button] = []
        for fmt, words in FORMATS:
            give = (PrimaryButton if fmt == "pdf" else SecondaryButton)(f"Give as {words}…")
            give.setEnabled(not page.blocked)
            give.clicked.connect(lambda _on, one=fmt: self._give(one, whom.text()))
            buttons.append(give)
        line = Flow()
        line.set_items(buttons)
        self._column.addWidget(line)
        return buttons[0]

    def _give(self, fmt: AccessFormat, given_to: str) -> None:
        target = file_choice.save_place(self, "Give the copy", f"everything.{fmt}", KINDS[fmt])
        if target is not None:
            self._presenter.give(fmt, target, given_to)

    # Erasing --------------------------------------------------------------------------------------

    def open_erase(self) -> None:
        """Work out what would go, and show it."""
        self.present()
        self._presenter.open_erase()

    def show_plan(self, page: ErasePage) -> None:
        """Draw what erasing would do; nothing is done before the name was typed."""
        self._ready()
        self._clear()
        self._choices.clear()
        self._column.addWidget(Body(NOT_A_WITHDRAWAL))
        first = SecondaryButton("Make the copy of everything first", icon="file-text")
        first.clicked.connect(lambda _on: self._presenter.open_copy())
        self._column.addWidget(first, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(Muted(NO_BACKUP, wrap=True))
        self._lines("What goes", page.goes)
        if page.named:
            self._column.addWidget(Heading(f"Where else {page.first_name} is named", level=2))
            self._column.addWidget(
                Muted("These stay, because they are about others too. Say what becomes of each.", wrap=True)
            )
            for line in page.named:
                self._column.addWidget(self._named(line))
        self._lines("Given away, and not to be called back", page.given)
        self._column.addWidget(Heading("For good", level=2))
        reason = Choice("Why")
        for value, words in page.reasons:
            reason.addItem(words, value)
        self._column.addWidget(FieldRow("Why", reason, hint="All that is kept of it, with the day"))
        self._column.addLayout(self._confirming(page, reason))
        self._begin(first)

    def _confirming(self, page: ErasePage, reason: Choice) -> QVBoxLayout:
        typed = QLineEdit()
        column = QVBoxLayout()
        column.addWidget(FieldRow(f"Type “{page.first_name}” to confirm", typed))
        line = QHBoxLayout()
        line.addStretch(1)
        erase = PrimaryButton("Erase for good")
        erase.setEnabled(False)
        typed.textChanged.connect(lambda text: erase.setEnabled(self._presenter.is_confirmed(text)))

        def go() -> None:
            decisions = {key: str(box.currentData()) for key, box in self._choices.items()}
            self._presenter.erase(typed.text(), decisions, str(reason.currentData()))

        erase.clicked.connect(lambda _on: go())
        line.addWidget(erase)
        column.addLayout(line)
        return column

    def _named(self, line: NamedLine) -> Card:
        card = Card(padding_em=0.7)
        card.body.addWidget(Muted(line.about, role="small"))
        says = Body(line.after[line.default] or "Nothing is left of it.")
        card.body.addWidget(says)
        box = Choice(f"What becomes of it: {line.text}")
        for value, words in line.choices:
            box.addItem(words, value)
        box.setCurrentIndex(max(0, box.findData(line.default)))
        box.activated.connect(
            lambda _at: says.setText(line.after[str(box.currentData())] or "Nothing is left of it.")
        )
        self._choices[line.passage_id] = box
        card.body.addWidget(box)
        return card

    def show_erased(self, page: ErasedPage) -> None:
        """Draw what was done, and what is beyond the diary's reach."""
        self._ready()
        self._is_erased = True
        self._clear()
        for number, line in enumerate(page.done):
            self._column.addWidget(NoticeBar(line, mood="ok") if number == 0 else Body(line))
        self._lines("Given away, and not to be called back", page.given)
        self._column.addWidget(Heading("Backups that still hold them", level=2))
        if page.backups:
            self._column.addLayout(self._backups(page.backups))
        else:
            self._column.addWidget(Muted("None that this diary knows of.", wrap=True))
        self._begin()

    def _backups(self, backups: tuple[BackupLine, ...]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.addWidget(
            Muted(
                "Delete them now, or keep them until newer ones have taken their place."
                " Restoring one would bring the pupil back.",
                wrap=True,
            )
        )
        boxes: list[tuple[QCheckBox, BackupLine]] = []
        for one in backups:
            column.addWidget(Body(one.words))
            if one.can_be_deleted:
                box = QCheckBox("Delete this one")
                box.setAccessibleName(f"Delete the backup {one.words}")
                boxes.append((box, one))
                column.addWidget(box)
        if boxes:
            delete = SecondaryButton("Delete the chosen backups", icon="trash-2")
            delete.setEnabled(False)
            for box, _ in boxes:
                box.toggled.connect(lambda _on: delete.setEnabled(any(each.isChecked() for each, _ in boxes)))

            def go() -> None:
                if delete.text() != REALLY:
                    delete.set_words(REALLY)
                    return
                self._presenter.delete_backups(tuple(one.path for box, one in boxes if box.isChecked()))

            delete.clicked.connect(lambda _on: go())
            column.addWidget(delete, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    def _lines(self, title: str, lines: tuple[str, ...]) -> None:
        if not lines:
            return
        self._column.addWidget(Heading(title, level=2))
        for line in lines:
            self._column.addWidget(Body(line))

    # Going away -----------------------------------------------------------------------------------

    def leave(self) -> None:
        """Close the sheet, unless something is under way."""
        if self._is_busy:
            return
        super().leave()
        if self._is_erased:
            self._gone()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stay open on Esc while something is under way."""
        if not (self._is_busy and event.key() == Qt.Key.Key_Escape):
            super().keyPressEvent(event)
        event.accept()
