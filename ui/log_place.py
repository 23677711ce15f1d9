"""The place of the log in the window: the session that is due, or a choice of group and day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tutordiary.presenters.log import LogPresenter
from tutordiary.presenters.log_choice import A_DAY, LogChoice, LogChoices, day_logged
from ui import theme
from ui.coaching.calls import calls
from ui.first_group import FirstGroupCard
from ui.log.page import LogPage
from ui.typed_day import TypedDay
from ui.widgets import (
    Button,
    Card,
    Heading,
    Line,
    Muted,
    QuietButton,
    Scroller,
    SecondaryButton,
    Text,
    drop_from,
)

NO_GROUPS = "A log begins with a group"


class LogPlace(QWidget):
    """Holds the log page, and in front of it the choice of a session.

    Signals: ``finished`` with a sentence when a log is finished; ``group_wanted`` to add a group;
    ``paper_wanted`` with a group's id and a day, to print its sheet or write one up.
    """

    finished = Signal(str)
    group_wanted = Signal()
    paper_wanted = Signal(str, object)

    def __init__(self, presenter: LogPresenter, choices: LogChoices, today: date) -> None:
        super().__init__()
        self._presenter = presenter
        self._choices = choices
        self._today = today
        self._is_open = False
        self._drawn: tuple[tuple[LogChoice, ...], int, int] | None = None  # what the rows show
        self._card: Card = Card()
        self.page = LogPage(presenter)
        self.page.finished.connect(lambda _session, words: self.finished.emit(words))
        self.page.pupils_wanted.connect(calls().group_wanted)
        self._chooser = QWidget()
        self._build_chooser()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._chooser)
        self._stack.addWidget(self.page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def _build_chooser(self) -> None:
        self._column = QVBoxLayout(self._chooser)
        self._column.addWidget(Heading("Log a session"))
        self._day = TypedDay(
            "The session of",
            "Day of the session",
            self._today,
            lambda words: day_logged(words, self._today),
            A_DAY,
        )
        self._column.addWidget(self._day)
        self._scroller = Scroller()
        self._column.addWidget(self._scroller, 1)

    @property
    def is_in_hand(self) -> bool:
        """Whether a log is on the page, not the choice of one."""
        return self._stack.currentWidget() is self.page

    def arrive(self) -> None:
        """Show the session that is due; when a log is already on the page, the choice of another."""
        due = "" if self._is_open and self.isVisible() else self._choices.due()
        if self._is_open and not self.isVisible():
            self._show_log()
        elif due:
            self.open_session(due, self._today)
        else:
            self._choose()

    def come_back(self) -> None:
        """Show the log that was open when the diary was put away."""
        last = self._choices.last_open()
        if last is None:
            self.arrive()
        else:
            self.open_session(*last)

    def open_session(self, group_id: str, day: date, session_id: str = "", record_id: str = "") -> None:
        """Show the log of a group's session on a day, or of one of the two it had; there a record."""
        self.page.keep_everything()
        self._choices.remember_open(group_id, day, session_id)
        self._presenter.open_session(session_id=session_id, group_id=group_id, day=day)
        self._is_open = True
        self._show_log()
        if record_id:
            self._presenter.show_record(record_id)

    def keep_everything(self) -> bool:
        """Keep the words being typed; False when they could not be kept."""
        return self.page.keep_everything()

    def _show_log(self) -> None:
        self._stack.setCurrentWidget(self.page)
        self.page.begin()

    def _choose(self, steps_back: int = 0) -> None:
        self._stack.setCurrentWidget(self._chooser)
        choices = self._choices.all(steps_back)
        earlier = self._choices.count_earlier(steps_back)
        if self._drawn != (choices, earlier, steps_back):
            self._drawn = (choices, earlier, steps_back)
            self._draw_choices(choices, earlier, steps_back)
        self._scroller.verticalScrollBar().setValue(0)
        first = self._card.findChild(Button)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw_choices(self, choices: tuple[LogChoice, ...], earlier: int, steps_back: int) -> None:
        body = self._scroller.body
        drop_from(body)
        nothing = not (choices or earlier)
        card = FirstGroupCard(NO_GROUPS, self.group_wanted.emit) if nothing else self._groups(choices)
        if earlier:
            more = QuietButton(f"Show earlier groups ({earlier:,} more)")
            more.clicked.connect(lambda: self._choose(steps_back + 1))
            card.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        body.addWidget(card)
        body.addStretch(1)
        self._card = card

    def _groups(self, choices: tuple[LogChoice, ...]) -> Card:
        card = Card()
        for number, choice in enumerate(choices):
            if number:
                card.body.addWidget(Line())
            row, words = QHBoxLayout(), QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(Text(choice.group, role="strong", wrap=True))
            words.addWidget(Muted(f"{choice.setting}  ·  {choice.note}", wrap=True))
            row.addLayout(words, 1)
            button = SecondaryButton("Log", name=f"Log: {choice.group}")
            button.clicked.connect(lambda _on, one=choice.group_id: self._log(one))
            row.addWidget(button)
            paper = QuietButton("On paper", name=f"On paper: {choice.group}")
            paper.clicked.connect(lambda _on, one=choice.group_id: self._use_paper(one))
            row.addWidget(paper)
            card.body.addLayout(row)
        return card

    def _log(self, group_id: str) -> None:
        day = self._day.day()
        if day is not None:
            self.open_session(group_id, day)

    def _use_paper(self, group_id: str) -> None:
        day = self._day.day()
        if day is not None:
            self.paper_wanted.emit(group_id, day)

    def _restyle(self) -> None:
        em = theme.em
        self._column.setContentsMargins(em(1.4), em(1.1), em(1.4), em(0.8))
        self._column.setSpacing(em(0.8))
