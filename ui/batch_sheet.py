"""Many reports at once, as a sheet over the reports: choose, a folder, how far it is, what came of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCheckBox, QProgressBar, QVBoxLayout, QWidget

from tutordiary.model import ReportAudience
from tutordiary.presenters.batch import BatchPresenter, Outcome, PersonLine, RefusedLine, Wanted
from tutordiary.presenters.report import purpose_words
from ui import file_choice, theme
from ui.reflow import Beside
from ui.widgets import (
    Body,
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
    Sheet,
    announce,
    drop_from,
)

READERS = (("School", ReportAudience.SCHOOL), ("Family", ReportAudience.FAMILY))
KINDS = (("PDF", "pdf"), ("Word", "docx"))
ABOUT = (
    "Each report is made from its draft as it stands, checked for other pupils’ names, and noted in the log."
    " Those you have begun are ticked. Look at each one before you hand it over."
)


class BatchSheet(Sheet):
    """Draws what can be chosen, and how it goes. When it leaves the screen, no further report is made.

    Signals: ``report_wanted`` with the id of a pupil whose report is to be opened.
    """

    report_wanted = Signal(str)

    def __init__(self, over: QWidget, make: Callable[[BatchSheet], BatchPresenter]) -> None:
        super().__init__(over, "Several reports at once", width_em=44)
        self.body.addWidget(Muted(ABOUT, wrap=True))
        self._build_outcome()
        self._build_choice()
        self._build_people()
        self._build_progress()
        self.body.addStretch(1)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()
        self.presenter = make(self)
        for key, words in self.presenter.groups():
            self.group.addItem(words, key)
        self._on_changed()
        self.present(self.group)

    # Building -------------------------------------------------------------------------------------

    def _build_choice(self) -> None:
        self.group, self.reader = Choice("Whose"), Choice("For")
        self.purpose, self.kind = Choice("Purpose"), Choice("As")
        for words, audience in READERS:
            self.reader.addItem(words, audience)
        for purpose, words in purpose_words():
            self.purpose.addItem(words, purpose)
        for words, fmt in KINDS:
            self.kind.addItem(words, fmt)
        self.large = QCheckBox("Large print")
        for box in (self.group, self.reader, self.purpose, self.kind):
            box.activated.connect(self._on_changed)
        self.large.toggled.connect(self._on_changed)
        who = (FieldRow("Whose", self.group), FieldRow("For", self.reader))
        what = (FieldRow("Purpose", self.purpose), FieldRow("As", self.kind))
        self._choice = QWidget()
        column = QVBoxLayout(self._choice)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Beside(who, from_em=24, stretches=(2, 1)))
        column.addWidget(Beside(what, from_em=24, stretches=(2, 1)))
        column.addWidget(self.large)
        self.body.addWidget(self._choice)

    def _build_people(self) -> None:
        self._people = QWidget()
        column = QVBoxLayout(self._people)
        column.setContentsMargins(0, 0, 0, 0)
        self.everyone = QuietButton("Tick all")
        self.nobody = QuietButton("Tick none")
        self.everyone.clicked.connect(lambda: self.presenter.tick_all(is_on=True))
        self.nobody.clicked.connect(lambda: self.presenter.tick_all(is_on=False))
        self.make = PrimaryButton("", icon="send")
        self.make.clicked.connect(self._on_make_clicked)
        row = Flow()
        row.set_items((self.make, self.everyone, self.nobody))  # above a list that may be long
        self._list = QVBoxLayout()
        column.addWidget(row)
        column.addLayout(self._list)
        self.body.addWidget(self._people)

    def _build_progress(self) -> None:
        self._under_way = QWidget()
        column = QVBoxLayout(self._under_way)
        column.setContentsMargins(0, 0, 0, 0)
        self.said = Body("")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("How far it is")
        self.stop = SecondaryButton("Stop", icon="x")
        self.stop.clicked.connect(self._on_stop_clicked)
        for part in (self.said, self.bar):
            column.addWidget(part)
        column.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._under_way)
        self._under_way.hide()

    def _build_outcome(self) -> None:
        self.notice = NoticeBar("")
        self.body.addWidget(self.notice)
        self._results = QVBoxLayout()
        self.body.addLayout(self._results)

    # What the presenter shows ---------------------------------------------------------------------

    def show_people(self, people: tuple[PersonLine, ...]) -> None:
        """List the pupils, each with a tick."""
        drop_from(self._list)
        for person in people:
            tick = QCheckBox(person.name)
            tick.setChecked(person.is_on)
            tick.setAccessibleDescription(person.under)
            tick.toggled.connect(lambda on, one=person.pupil_id: self.presenter.tick(one, is_on=on))
            about = Muted(person.under, role="small", wrap=True)
            about.setAlignment(Qt.AlignmentFlag.AlignVCenter)
            about.setMinimumHeight(tick.sizeHint().height())  # one line with the name
            self._list.addWidget(Beside((tick, about), from_em=24, stretches=(1, 1)))
        if not people:
            self._list.addWidget(Body("Nobody is in this group today."))

    def show_count(self, count: int) -> None:
        """Say for how many it would be."""
        words = f"Make {count} report{'s' if count != 1 else ''}…"
        self.make.set_words(words if count else "Tick whose to make")
        self.make.setEnabled(count > 0)

    def show_progress(self, done: int, total: int, words: str) -> None:
        """Say how far it is."""
        was_hidden = self._under_way.isHidden()
        self._show_parts(is_under_way=True)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.said.setText(words)
        if was_hidden:
            self.stop.setEnabled(True)
            self.stop.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, words)

    def show_outcome(self, outcome: Outcome) -> None:
        """Say what was written and what was not, and why."""
        self._show_parts(is_under_way=False)
        self._on_changed()  # what was given today stands beside each name
        self.notice.say(outcome.sentence, mood="ok" if outcome.is_whole else "warn")
        announce(self, outcome.sentence)
        if outcome.refused:
            self._results.addWidget(Heading("Not written", level=2))
        for number, one in enumerate(outcome.refused):
            if number:
                self._results.addWidget(Line())
            self._results.addWidget(self._refused_row(one))
        if outcome.look_at:
            self._results.addWidget(Heading("Look at", level=2))
        for words in outcome.look_at:
            self._results.addWidget(Body(words))
        if outcome.refused or outcome.look_at:
            self._results.addWidget(Line())
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)  # it is done, and the list has grown
        self.bring_into_view(self.notice)

    def show_problem(self, sentence: str) -> None:
        """Say why nothing could be begun."""
        self._show_parts(is_under_way=False)
        self.notice.say(sentence, mood="danger")
        self.make.setFocus(Qt.FocusReason.OtherFocusReason)
        self.bring_into_view(self.notice)

    def _refused_row(self, one: RefusedLine) -> QWidget:
        button = QuietButton("Open it", name=f"Open the report of {one.name}")
        button.clicked.connect(lambda: self._on_open_clicked(one.pupil_id))
        return Beside((Body(f"{one.name}: {one.why}"), button), from_em=24, stretches=(1, 0))

    def _show_parts(self, *, is_under_way: bool) -> None:
        for part in (self._choice, self._people):
            part.setVisible(not is_under_way)
        self._under_way.setVisible(is_under_way)
        self.notice.say("")
        drop_from(self._results)

    # What a person does ---------------------------------------------------------------------------

    def _on_changed(self) -> None:
        reader = self.reader.currentData()
        is_school = reader is ReportAudience.SCHOOL
        self.purpose.setEnabled(is_school)
        self.large.setEnabled(is_school)
        wanted = Wanted(reader, self.purpose.currentData(), self.kind.currentData(), self.large.isChecked())
        self.presenter.choose(str(self.group.currentData()), wanted)

    def _on_make_clicked(self) -> None:
        folder = file_choice.folder_place(self, "Where the reports go")
        if folder is not None:
            self.presenter.begin(folder)

    def _on_stop_clicked(self) -> None:
        self.stop.setEnabled(False)
        self.presenter.stop()

    def _on_open_clicked(self, pupil_id: str) -> None:
        self.leave()
        self.report_wanted.emit(pupil_id)

    def leave(self) -> None:
        """Close the sheet; no further report is made."""
        self.presenter.forget()
        super().leave()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop when another page is opened or the diary is locked; not when the window is only put aside."""
        if not event.spontaneous():
            self.presenter.stop()
        super().hideEvent(event)

    def _restyle(self) -> None:
        self._list.setSpacing(theme.em(0.3))
        self._results.setSpacing(theme.em(0.4))
        self.bar.setFixedHeight(theme.em(0.8))
