"""Today as a window page."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from tutordiary import dates
from tutordiary.presenters.today import TodayPage, TodayPresenter, TodayRow
from tutordiary.presenters.today_care import CareLine, Remedy, TodayCare
from ui import theme
from ui.widgets import (
    Body,
    Button,
    Card,
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

ROWS_FROM_EM = 52.0  # of the page: below it the time stands over the group


class TodayView(QWidget):
    """Draws the day and forwards what is pressed.

    Signals: ``log_wanted`` with a group's id and a day; ``choice_wanted`` to choose what to log;
    ``group_wanted`` to add a group; ``backups_wanted`` and ``code_wanted`` to settle something in Safety.
    """

    log_wanted = Signal(str, object)
    choice_wanted = Signal()
    group_wanted = Signal()
    backups_wanted = Signal()
    code_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.presenter: TodayPresenter
        self.care: TodayCare
        self._first: QWidget | None = None
        self._page: TodayPage | None = None
        self._is_narrow = False
        self._outer = QVBoxLayout(self)
        head = QHBoxLayout()
        self._title = Heading("Today")
        self._day = Muted("")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._day)
        head.addLayout(words, 1)
        self._add = SecondaryButton("Add a group", icon="plus", hint="Ctrl+N")
        self._add.clicked.connect(self.group_wanted)
        head.addWidget(self._add, 0, Qt.AlignmentFlag.AlignTop)
        self._outer.addLayout(head)
        self._lines = QVBoxLayout()
        self._outer.addLayout(self._lines)
        self._bars: list[NoticeBar] = []
        self._scroller = Scroller()
        self._outer.addWidget(self._scroller, 1)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def show_page(self, page: TodayPage) -> None:
        """Draw the page."""
        self._page = page
        self._day.setText(page.title)
        self._clear()
        self._first = None
        body = self._scroller.body
        body.addWidget(self._sessions(page))
        if page.unfinished:
            body.addWidget(self._unfinished(page))
        if page.actions:
            body.addWidget(self._list("Said we would", page.actions))
        if page.moment:
            body.addWidget(self._moment(page))
        body.addStretch(1)

    def arrive(self) -> None:
        """Draw the day afresh and put the focus on what to begin with."""
        self.presenter.show()
        self.care.refresh()
        (self._first or self._add).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_care(self, lines: tuple[CareLine, ...]) -> None:
        """Draw the lines about the diary itself above the day; the same lines keep their bars and focus."""
        for bar in self._bars[len(lines) :]:
            bar.hide()
            bar.deleteLater()
        del self._bars[len(lines) :]
        while len(self._bars) < len(lines):
            bar = NoticeBar("")
            bar.action_chosen.connect(self._on_remedy_chosen)
            self._lines.addWidget(bar)
            self._bars.append(bar)
        for bar, line in zip(self._bars, lines, strict=True):
            bar.say(line.words, mood="ok" if line.is_good else "info", actions=line.remedies)

    def show_backup_line(self, _line: str) -> None:
        """Draw the lines afresh: there is news of the backups."""
        self.care.hear()

    def _on_remedy_chosen(self, words: str) -> None:
        if words == Remedy.BACK_UP:
            self.care.back_up()
        elif words == Remedy.CHOOSE_PLACE:
            self.backups_wanted.emit()
        else:
            self.code_wanted.emit()

    def open_log(self, group_id: str, day: date) -> None:
        """Ask the window for the log of a session."""
        self.log_wanted.emit(group_id, day)

    def _sessions(self, page: TodayPage) -> Card:
        card = Card()
        if not page.rows:
            card.body.addWidget(
                Heading("No sessions today" if page.has_groups else "Begin with a group", level=2)
            )
            card.body.addWidget(
                Body(
                    "Nothing stands in the timetable for today. You can still log one."
                    if page.has_groups
                    else "Add the school, the group and the pupils’ first names. Initials are fine. "
                    "It takes about a minute, and then you can log the first session."
                )
            )
            if not page.has_groups:
                button = PrimaryButton("Add a group", icon="plus")
                button.clicked.connect(self.group_wanted)
            else:
                button = PrimaryButton("Log a session", icon="notebook-pen", hint="Ctrl+L")
                button.clicked.connect(self.choice_wanted)
            card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self._first = button
            return card
        for number, row in enumerate(page.rows):
            if number:
                card.body.addWidget(Line())
            card.body.addWidget(self._row(row))
        return card

    def _row(self, row: TodayRow) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, theme.em(0.2), 0, theme.em(0.2))
        grid.setHorizontalSpacing(theme.em(1))
        grid.setVerticalSpacing(theme.em(0.15))
        top = Qt.AlignmentFlag.AlignTop
        time, state = Text(row.time or "Any time", role="strong"), Muted(row.state, wrap=self._is_narrow)
        about: list[Text] = [Text(row.group, role="strong", wrap=True), Muted(row.setting, wrap=True)]
        if row.next_time:
            about.append(Body(f"Next time, you wrote: {row.next_time}"))
        if row.quiet:
            about.append(Muted(row.quiet, wrap=True))
        if self._is_narrow:  # one column: the time and the state over the words
            about = [time, state, *about]
        else:
            grid.setColumnMinimumWidth(0, theme.em(8))
            grid.addWidget(time, 0, 0, top)
            grid.addWidget(state, 0, 2, top)
        grid.setColumnStretch(1, 1)
        for line, words in enumerate(about):
            grid.addWidget(words, line, 1, 1, 1 if line < 2 else 2)
        if row.action:
            button = self._button(row, row.group, main=row.is_next)
            grid.addWidget(button, 0, 3, 2, 1, top)
            if row.is_next or self._first is None:
                self._first = button
        return box

    def _button(self, row: TodayRow, about: str, *, main: bool = False) -> Button:
        button = (PrimaryButton if main else SecondaryButton)(row.action, name=f"{row.action}: {about}")
        button.clicked.connect(lambda _on, one=row: self.presenter.log(one))
        return button

    def _unfinished(self, page: TodayPage) -> Card:
        card = Card()
        card.body.addWidget(Heading("Still to finish", level=2))
        card.body.addWidget(Muted("When there is a quiet moment.", role="small"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.em(1))
        grid.setColumnStretch(1, 1)
        for number, row in enumerate(page.unfinished):
            when = dates.long_day(row.day)
            group = Text(row.group, role="strong", wrap=True)
            if self._is_narrow:
                grid.addWidget(group, 2 * number, 0, 1, 2)
                grid.addWidget(Muted(f"{when}  ·  {row.state}", wrap=True), 2 * number + 1, 0, 1, 2)
            else:
                grid.addWidget(Text(when), 2 * number, 0)
                grid.addWidget(group, 2 * number, 1)
                grid.addWidget(Muted(row.state), 2 * number, 2)
            tall = 2 if self._is_narrow else 1
            grid.addWidget(self._button(row, f"{row.group}, {when}"), 2 * number, 3, tall, 1)
        card.body.addLayout(grid)
        return card

    def _list(self, title: str, lines: tuple[str, ...]) -> Card:
        card = Card()
        card.body.addWidget(Heading(title, level=2))
        for words in lines:
            card.body.addWidget(Body(words))
        return card

    def _moment(self, page: TodayPage) -> Card:
        card = Card()
        card.body.addWidget(Heading("A moment from lately", level=2))
        card.body.addWidget(Body(page.moment))
        card.body.addWidget(Muted(page.moment_about, role="small"))
        return card

    def _clear(self) -> None:
        drop_from(self._scroller.body)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the rows out in one column where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < theme.em(ROWS_FROM_EM)
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            if self._page is not None:
                had_focus = self._first is not None and self._first.hasFocus()
                self.show_page(self._page)
                if had_focus and self._first is not None:
                    self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restyle(self) -> None:
        self._fit()
        em = theme.em
        self._outer.setContentsMargins(em(1.4), em(1.1), em(1.4), em(1))
        self._outer.setSpacing(em(1))
        self._lines.setSpacing(em(0.5))
        self._scroller.body.setSpacing(em(1))
