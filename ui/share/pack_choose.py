"""The first step to the reflection group: which weeks and group, and what is in the pack."""

from __future__ import annotations

from PySide6.QtCore import QDate, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QDateEdit, QHBoxLayout, QWidget

from tutordiary.presenters.share_pack_state import GATHERING, PackChoiceState
from tutordiary.presenters.share_period import OWN, days_words
from ui import theme
from ui.share.lines import lay_columns
from ui.share.pack_lines import PartList
from ui.widgets import Card, Choice, FieldRow, Muted, NoticeBar, QuietButton, Scroller, announce

OPEN_LOG, BEGIN, ADVICE = "Open the log", "Begin a new pack", "Write it down"
ADVICE_BUTTON = "What the group advised…"
SIDE_BY_SIDE_EM = 46.0
GIVEN = "This pack has left. What you change now leaves only when you give it again."
CHOOSE = "Choose…"
MEETING_HINT = "For you alone: no date leaves."


class PackChooseStep(Scroller):
    """Draws the choices.

    Signals: ``group_chosen`` with an id, ``period_chosen`` with a key, ``dates_chosen`` with two dates,
    ``meeting_chosen`` with a date, ``log_wanted``, ``new_wanted``, ``advice_wanted``; those of ``parts``.
    """

    group_chosen = Signal(str)
    period_chosen = Signal(str)
    dates_chosen = Signal(object, object)
    meeting_chosen = Signal(object)
    log_wanted = Signal()
    new_wanted = Signal()
    advice_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._filling = False
        self._asks = NoticeBar("")
        self._asks.action_chosen.connect(lambda _words: self.advice_wanted.emit())
        self._given = NoticeBar("")
        self._given.action_chosen.connect(lambda _words: self.new_wanted.emit())
        self.body.addWidget(self._asks)
        self.body.addWidget(self._given)
        self.body.addWidget(self._build_what())
        self._empty = NoticeBar("")
        self._empty.action_chosen.connect(lambda _words: self.log_wanted.emit())
        self.body.addWidget(self._empty)
        self._gathering = Muted(GATHERING)
        self.body.addWidget(self._gathering)
        self.parts = PartList()
        self.parts.tab_after = self.advice
        self.parts.came_to_front.connect(self._bring)
        self.body.addWidget(self.parts)
        self.body.addStretch(1)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def _build_what(self) -> QWidget:
        card = Card()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.periods, self.groups = Choice("Which weeks?"), Choice("Which group?")
        self.periods.activated.connect(self._on_period)
        self.groups.activated.connect(self._on_group)
        self.meeting = _day_field("The day of the meeting")
        self.meeting.dateChanged.connect(self._on_meeting)
        self._weeks_row = FieldRow("Weeks", self.periods)
        self._columns.addWidget(self._weeks_row, 4, Qt.AlignmentFlag.AlignTop)
        self._columns.addWidget(FieldRow("Group", self.groups), 4, Qt.AlignmentFlag.AlignTop)
        meeting = FieldRow("Day of the meeting", self.meeting, hint=MEETING_HINT)
        self._columns.addWidget(meeting, 3, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(self._columns)
        self._dates = QWidget()
        row = QHBoxLayout(self._dates)
        row.setContentsMargins(0, 0, 0, 0)
        self.first, self.last = _day_field("From which day"), _day_field("To which day")
        for words, field in (("From", self.first), ("to", self.last)):
            field.dateChanged.connect(self._on_dates)
            row.addWidget(Muted(words))
            row.addWidget(field)
        row.addStretch(1)
        card.body.addWidget(self._dates)
        self.advice = QuietButton(ADVICE_BUTTON, icon="sprout")
        self.advice.clicked.connect(self.advice_wanted)
        card.body.addWidget(self.advice, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def show_choice(self, state: PackChoiceState) -> None:
        """Draw the choices as they stand."""
        self._filling = True
        self._fill(self.periods, [(one.key, one.words) for one in state.periods], state.period.key)
        days = days_words(state.period)
        self._weeks_row.set_hint("" if state.period.key == OWN else days)
        chosen = next((one.id for one in state.groups if one.is_chosen), "")
        self._fill(self.groups, [(one.id, one.words) for one in state.groups], chosen)
        self.groups.setEnabled(bool(state.groups))
        own = state.periods[-1]
        for field, day in ((self.first, own.first), (self.last, own.last), (self.meeting, state.meeting_on)):
            if not field.hasFocus():  # while typing, what is typed stands
                field.setDate(QDate(day.year, day.month, day.day))
        self._dates.setVisible(state.period.key == OWN)
        self._empty.say(state.empty, mood="info", actions=(OPEN_LOG,) if state.needs_labels else ())
        was_gathering = self._gathering.isVisible()
        self._gathering.setVisible(state.is_gathering)
        if was_gathering and not state.is_gathering:
            announce(self.parts, state.empty or "The lines of these weeks are there")
        self._given.say(
            GIVEN if state.was_given else "", mood="info", actions=(BEGIN,) if state.was_given else ()
        )
        asks = state.advice.asks if state.advice else ""
        self._asks.say(asks, mood="info", actions=(ADVICE,) if asks else ())
        self.advice.setVisible(state.advice is not None)
        self.parts.show_parts(state.parts)
        self.parts.setVisible(bool(state.parts))
        self._filling = False

    def focus_first(self) -> None:
        """Put the focus on the group while none is chosen, then on the first line."""
        if self.parts.isVisible() and self.parts.rows:
            self.parts.focus_first()
        else:
            self.groups.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bring(self, part: QWidget) -> None:
        """Scroll to a part, once everything has its size."""
        QTimer.singleShot(0, part, lambda: self.ensureWidgetVisible(part, 0, theme.em(3)))

    @staticmethod
    def _fill(field: Choice, entries: list[tuple[str, str]], chosen: str) -> None:
        held = [(field.itemData(at), field.itemText(at)) for at in range(field.count())]
        wanted = entries if any(key == chosen for key, _ in entries) else [("", CHOOSE), *entries]
        if held != wanted:
            field.clear()
            for key, words in wanted:
                field.addItem(words, key)
        field.setCurrentIndex(next((at for at, (key, _) in enumerate(wanted) if key == chosen), 0))

    def _on_period(self, at: int) -> None:
        if not self._filling:
            self.period_chosen.emit(self.periods.itemData(at))

    def _on_group(self, at: int) -> None:
        if not self._filling and self.groups.itemData(at):
            self.group_chosen.emit(self.groups.itemData(at))

    def _on_dates(self) -> None:
        if not self._filling:
            self.dates_chosen.emit(self.first.date().toPython(), self.last.date().toPython())

    def _on_meeting(self) -> None:
        if not self._filling:
            self.meeting_chosen.emit(self.meeting.date().toPython())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the choices side by side where there is room."""
        super().resizeEvent(event)
        self._restyle()

    def _restyle(self) -> None:
        em = theme.em
        lay_columns(self._columns, self.viewport().width(), SIDE_BY_SIDE_EM)
        self.body.setSpacing(em(0.8))
        for field in (self.first, self.last, self.meeting):
            field.lineEdit().setTextMargins(em(0.3), 0, 0, 0)


def _day_field(name: str) -> QDateEdit:
    field = QDateEdit()
    field.setDisplayFormat("d MMM yyyy")
    field.setKeyboardTracking(False)
    field.setAccessibleName(name)
    field.setMinimumWidth(theme.em(7))
    return field
