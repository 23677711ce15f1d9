"""The first step: which weeks, and what goes along, with what each choice means in a sentence."""

from __future__ import annotations

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QCheckBox,
    QDateEdit,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from tutordiary.model import BundleMode
from tutordiary.presenters.share_period import OWN, days_words
from tutordiary.presenters.share_state import ChoiceState, PeriodChoice
from tutordiary.presenters.share_words import COUNTING, MODE_WORDS, THEY_WORDS
from ui import theme
from ui.share.lines import lay_columns
from ui.widgets import Body, Card, Heading, Muted, NoticeBar, Scroller, announce

SIDE_BY_SIDE_EM = 52.0
LABEL_INDENT_EM = 1.85  # where the words of a radio button begin
OPEN_LOG = "Open the log"


class ChooseStep(Scroller):
    """Draws the choices.

    Signals: ``period_chosen`` with a key, ``dates_chosen`` with two dates, ``mode_chosen`` with a BundleMode,
    ``they_chosen`` with a tick, ``log_wanted``.
    """

    period_chosen = Signal(str)
    dates_chosen = Signal(object, object)
    mode_chosen = Signal(object)
    they_chosen = Signal(bool)
    log_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._filling = False
        self._periods: tuple[PeriodChoice, ...] = ()
        self._radios: list[QRadioButton] = []
        self._days: list[Muted] = []
        self._group = QButtonGroup(self)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.addWidget(self._build_weeks(), 1, Qt.AlignmentFlag.AlignTop)
        # What the weeks hold stands beside them: twenty years of programmes would push it out of sight.
        self._right = QVBoxLayout()
        self._right.addWidget(self._build_modes())
        self._columns.addLayout(self._right, 1)
        self.body.addLayout(self._columns)
        self._here = Card()
        self._here.body.addWidget(Heading("In these weeks", level=2))
        self._facts = Body("")
        self._empty = NoticeBar("")
        self._empty.action_chosen.connect(lambda _words: self.log_wanted.emit())
        self._here.body.addWidget(self._facts)
        self._here.body.addWidget(self._empty)
        self._right.addWidget(self._here)
        self._right.addStretch(1)
        self.body.addStretch(1)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def _build_weeks(self) -> QWidget:
        card = Card()
        card.body.addWidget(Heading("Which weeks?", level=2))
        self._weeks = card.body
        self._from, self._to = QDateEdit(), QDateEdit()
        self._dates = QWidget()
        row = self._dates_row = QHBoxLayout(self._dates)
        for words, field in (("From", self._from), ("to", self._to)):
            field.setDisplayFormat("d MMM yyyy")
            field.setKeyboardTracking(False)
            field.setAccessibleName(f"{words.capitalize()} which day")
            field.setMinimumWidth(theme.em(7))
            field.dateChanged.connect(self._on_dates_changed)
            row.addWidget(Muted(words))
            row.addWidget(field)
        row.addStretch(1)
        return card

    def _build_modes(self) -> QWidget:
        card = Card()
        card.body.addWidget(Heading("What goes along?", level=2))
        self._modes: dict[BundleMode, QRadioButton] = {}
        self._mode_group = QButtonGroup(self)
        for mode, (name, what) in MODE_WORDS.items():
            radio = QRadioButton(name)
            radio.setAccessibleDescription(what)
            radio.toggled.connect(lambda on, one=mode: self._on_mode_toggled(one, on=on))
            self._mode_group.addButton(radio)
            self._modes[mode] = radio
            card.body.addWidget(radio)
            card.body.addWidget(Muted(what, wrap=True))
        words, when = THEY_WORDS
        self.they = QCheckBox(words)
        self.they.setAccessibleDescription(when)
        self.they.clicked.connect(self.they_chosen)
        self._they_when = Muted(when, wrap=True)
        card.body.addWidget(self.they)
        card.body.addWidget(self._they_when)
        return card

    def show_choice(self, state: ChoiceState) -> None:
        """Draw the choices as they stand."""
        self._filling = True
        self._fit_radios(state.periods)
        for place, period in enumerate(state.periods):
            self._radios[place].setText(period.words)
            self._radios[place].setChecked(period.key == state.period.key)
            self._days[place].setText("" if period.key == OWN else days_words(period))
            self._radios[place].setAccessibleDescription(days_words(period))
        own = state.periods[-1]
        if not (self._from.hasFocus() or self._to.hasFocus()):  # while typing, what is typed stands
            for field, day in ((self._from, own.first), (self._to, own.last)):
                field.setDate(QDate(day.year, day.month, day.day))
        self._dates.setVisible(state.period.key == OWN)
        self._modes[state.mode].setChecked(True)
        self.they.setChecked(state.they)
        for part in (self.they, self._they_when):
            part.setVisible(state.mode is BundleMode.PSEUDONYMISED)
        was_counting = self._facts.text() == COUNTING
        facts = COUNTING if state.is_counting else ". ".join((*state.facts, "")).strip()
        self._facts.setText(facts)
        self._facts.setVisible(bool(facts))
        if was_counting and not state.is_counting:
            announce(self._facts, facts or state.empty)
        self._empty.say(state.empty, mood="info", actions=(OPEN_LOG,) if state.empty else ())
        self._filling = False

    def focus_first(self) -> None:
        """Put the focus on the weeks chosen."""
        chosen = self._group.checkedButton() or self._modes[BundleMode.COUNTS]
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit_radios(self, periods: tuple[PeriodChoice, ...]) -> None:
        """Make a radio button for each stretch of weeks, when these are not the ones shown."""
        if [period.key for period in periods] == [period.key for period in self._periods]:
            self._periods = periods
            return
        self._periods = periods
        for old in (*self._radios, *self._days):
            self._weeks.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._weeks.removeWidget(self._dates)
        self._radios, self._days = [], []
        for period in periods:
            radio, days = QRadioButton(), Muted("", wrap=True)
            radio.toggled.connect(lambda on, key=period.key: self._on_period_toggled(key, on=on))
            self._group.addButton(radio)
            self._weeks.addWidget(radio)
            radio.show()  # now, not when the layout comes round to it: the focus goes there at once
            self._radios.append(radio)
            self._days.append(days)
            if period.key == OWN:
                days.setParent(self.inside)
                days.hide()
                self._weeks.addWidget(self._dates)
            else:
                self._weeks.addWidget(days)
        before: QWidget = self._radios[0]
        for after in (*self._radios[1:], self._from, self._to, *self._modes.values(), self.they):
            QWidget.setTabOrder(before, after)
            before = after
        self._restyle()

    def _on_period_toggled(self, key: str, *, on: bool) -> None:
        if on and not self._filling:
            self.period_chosen.emit(key)

    def _on_mode_toggled(self, mode: BundleMode, *, on: bool) -> None:
        if on and not self._filling:
            self.mode_chosen.emit(mode)

    def _on_dates_changed(self) -> None:
        if not self._filling:
            self.dates_chosen.emit(self._from.date().toPython(), self._to.date().toPython())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the two cards side by side where there is room."""
        super().resizeEvent(event)
        self._restyle()

    def _restyle(self) -> None:
        em = theme.em
        lay_columns(self._columns, self.viewport().width(), SIDE_BY_SIDE_EM)
        self._right.setSpacing(em(1))
        self.body.setSpacing(em(1))
        self._dates_row.setContentsMargins(em(LABEL_INDENT_EM), 0, 0, 0)
        for field in (self._from, self._to):
            field.lineEdit().setTextMargins(em(0.3), 0, 0, 0)
        for words in (*self._days, *self.findChildren(Muted)):
            if words.wordWrap():
                words.setIndent(em(LABEL_INDENT_EM))
