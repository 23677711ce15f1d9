"""Today as a window page."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from tutordiary import dates
from tutordiary.presenters.today import TodayPresenter
from tutordiary.presenters.today_care import CareLine, Remedy, TodayCare
from tutordiary.presenters.today_state import ActionLine, ReviewLine, TodayPage, TodayRow
from ui import theme
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
    QuietButton,
    Scroller,
    SecondaryButton,
    Text,
    drop_from,
)

ROWS_FROM_EM = 52.0  # of the page: below it the time stands over the group


class TodayView(QWidget):
    """Draws the day and forwards what is pressed.

    Signals: ``log_wanted`` with a group's id, a day and a session's id (empty when it is not written yet);
    ``choice_wanted`` to choose what to log; ``group_wanted`` to add a group; ``timetable_wanted``;
    ``paper_wanted`` with a group's id and a day, to print its sheet or catch up from one; ``target_wanted``
    with a pupil's id and a target's; ``backups_wanted`` and ``code_wanted`` to settle something in Safety.
    """

    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Tab", "from one thing to the next"),
        ("Enter", "do what the button says"),
        ("Ctrl T", "the timetable: cancel, move, add sessions"),
        ("Ctrl Z", "undo what was done last"),
    )
    log_wanted = Signal(str, object, str)
    timetable_wanted = Signal()
    paper_wanted = Signal(str, object)
    target_wanted = Signal(str, str)
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
        self._follows_first = False  # until somebody scrolls
        self._ticks: list[Button] = []
        self._outer = QVBoxLayout(self)
        head = QHBoxLayout()
        self._title = Heading("Today")
        self._day = Muted("")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._day)
        head.addLayout(words, 1)
        self._week = SecondaryButton("Timetable", icon="calendar-check", hint="Ctrl+T")
        self._week.clicked.connect(self.timetable_wanted)
        head.addWidget(self._week, 0, Qt.AlignmentFlag.AlignTop)
        self._add = SecondaryButton("Add a group", icon="plus", hint="Ctrl+N")
        self._add.clicked.connect(self.group_wanted)
        head.addWidget(self._add, 0, Qt.AlignmentFlag.AlignTop)
        self._outer.addLayout(head)
        self._lines = QVBoxLayout()
        self._outer.addLayout(self._lines)
        self._bars: list[NoticeBar] = []
        self._clock = NoticeBar("", mood="warn")
        self._outer.addWidget(self._clock)
        self._notice = NoticeBar("")
        self._notice.action_chosen.connect(lambda _words: self.presenter.undo())
        self._outer.addWidget(self._notice)
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(lambda: self.presenter.undo())
        self._scroller = Scroller()
        bar = self._scroller.verticalScrollBar()
        bar.rangeChanged.connect(self._bring_first_into_view)
        bar.actionTriggered.connect(self._on_scrolled)
        self._outer.addWidget(self._scroller, 1)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def show_page(self, page: TodayPage) -> None:
        """Draw the page."""
        self._page = page
        self._day.setText(page.title)
        self._clear()
        self._first = None
        self._clock.say(page.clock, mood="warn")
        body = self._scroller.body
        body.addWidget(self._sessions(page))
        if page.unfinished or page.earlier:
            body.addWidget(self._unfinished(page))
        if page.actions or page.reviews:
            body.addWidget(self._actions(page.actions, page.reviews))
        if page.moment:
            body.addWidget(self._moment(page))
        body.addStretch(1)

    def arrive(self) -> None:
        """Draw the day afresh and put the focus on what to begin with."""
        self._notice.say("")
        self.presenter.show()
        self.care.refresh()
        self._focus_first()

    def _focus_first(self) -> None:
        self._follows_first = True
        (self._first or self._week).setFocus(Qt.FocusReason.OtherFocusReason)
        self._bring_first_into_view()

    def _bring_first_into_view(self) -> None:
        """Scroll to what has the focus at first; the page finds its height only in several steps."""
        first = self._first
        if self._follows_first and first is not None and self.window().focusWidget() is first:
            QTimer.singleShot(0, first, lambda: self._scroller.ensureWidgetVisible(first, 0, theme.em(2)))

    def _on_scrolled(self) -> None:
        """Leave the page where the tutor scrolled it."""
        self._follows_first = False

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

    def open_log(self, group_id: str, day: date, session_id: str) -> None:
        """Ask the window for the log of a session."""
        self.log_wanted.emit(group_id, day, session_id)

    def tell(self, words: str, *, can_undo: bool) -> None:
        """Say what was done, with a way back when there is one."""
        self._notice.say(words, mood="ok", actions=("Undo",) if can_undo else ())
        self._focus_first()

    def _sessions(self, page: TodayPage) -> Card:
        card = Card()
        for words in page.closed:
            card.body.addWidget(Text(words, role="strong", wrap=True))
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
            line = QHBoxLayout()
            line.addWidget(button)
            plan = SecondaryButton("Plan my week", hint="Ctrl+T")
            plan.clicked.connect(self.timetable_wanted)
            line.addWidget(plan)
            line.addStretch(1)
            card.body.addLayout(line)
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
        if row.note:
            about.append(Muted(row.note, wrap=True))
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
            if row.action != "Look":
                paper = QuietButton("On paper", name=f"On paper: {row.group}")
                paper.setToolTip("Print a sheet with codes and no names, or type one in")
                paper.clicked.connect(lambda: self.paper_wanted.emit(row.group_id, row.day))
                grid.addWidget(paper, 2, 3, max(len(about) - 2, 1), 1, top)
        return box

    def _button(self, row: TodayRow, about: str, *, main: bool = False) -> Button:
        button = (PrimaryButton if main else SecondaryButton)(row.action, name=f"{row.action}: {about}")
        button.clicked.connect(lambda _on, one=row: self.presenter.log(one))
        if row.is_next or self._first is None:
            self._first = button
        return button

    def _unfinished(self, page: TodayPage) -> Card:
        card = Card()
        card.body.addWidget(Heading("Still to finish", level=2))
        card.body.addWidget(Muted("When there is a quiet moment.", role="small"))
        for title, rows in (("This week", page.unfinished), ("Before that", page.earlier)):
            if rows:
                card.body.addWidget(Text(title, role="small_strong"))
            for row in rows:
                card.body.addWidget(self._gap(row))
        if page.more:
            more = QuietButton(f"{page.more} more in the timetable")
            more.clicked.connect(self.timetable_wanted)
            card.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _gap(self, row: TodayRow) -> QWidget:
        """Return a session that is not finished, with its log and the two ways to set it aside."""
        day = dates.long_day(row.day)
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Text(row.group, role="strong", wrap=True))
        parts = (day, row.time, row.state, row.note)
        column.addWidget(Muted("  ·  ".join(part for part in parts if part), wrap=True))
        about = f"{row.group}, {day}"
        buttons = [self._button(row, about, main=row.is_next)]
        for how in row.aside:
            aside = QuietButton(how.value, name=f"{how.value}: {about}")
            aside.clicked.connect(lambda _on=False, one=how: self.presenter.set_aside(row, one))
            buttons.append(aside)
        flow = Flow(at_end=not self._is_narrow)
        flow.set_items(buttons)
        return Beside((words, flow), from_em=ROWS_FROM_EM - 8, stretches=(1, 1))

    def _actions(self, lines: tuple[ActionLine, ...], reviews: tuple[ReviewLine, ...]) -> Card:
        card = Card()
        card.body.addWidget(Heading("Said we would", level=2))
        self._ticks = []
        for number, line in enumerate(lines):
            row = QHBoxLayout()
            row.addWidget(Body(line.words), 1)
            done = SecondaryButton("Done", icon="check", name=f"Done: {line.words}")
            done.clicked.connect(lambda _on=False, at=number, one=line.action_id: self._tick(at, one))
            self._ticks.append(done)
            row.addWidget(done, 0, Qt.AlignmentFlag.AlignTop)
            card.body.addLayout(row)
        for review in reviews:
            row = QHBoxLayout()
            row.addWidget(Body(review.words), 1)
            look = SecondaryButton("Look again", icon="target", name=f"Look again: {review.words}")
            look.clicked.connect(
                lambda _on=False, one=review: self.target_wanted.emit(one.pupil_id, one.target_id)
            )
            row.addWidget(look, 0, Qt.AlignmentFlag.AlignTop)
            card.body.addLayout(row)
        return card

    def _tick(self, number: int, action_id: str) -> None:
        """Note that something is done, and go on to what comes after it."""
        self._ticks = []
        self.presenter.tick(action_id)
        if self._ticks:
            self._ticks[min(number, len(self._ticks) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

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
                if had_focus:
                    self._focus_first()

    def _restyle(self) -> None:
        self._fit()
        em = theme.em
        self._outer.setContentsMargins(em(1.4), em(1.1), em(1.4), em(1))
        self._outer.setSpacing(em(1))
        self._lines.setSpacing(em(0.5))
        self._scroller.body.setSpacing(em(1))
