"""The page of a session's log: the grid, the panel beside it, the bar below. The presenter decides."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from tutordiary.model import Tried
from tutordiary.presenters.log import LogPresenter
from tutordiary.presenters.log_state import EVENING_FIELDS, Field, Finished, LogState, Place
from ui import theme
from ui.history_sheet import HistorySheet
from ui.log.evening import EveningSheet
from ui.log.foot import FootBar, KeptLine
from ui.log.grid import LogGrid
from ui.log.head import LogHead
from ui.log.keys import ASKING_CAPS, CAPS, connect_keys
from ui.log.panel import LogPanel
from ui.log.part import PartChooser
from ui.log.plan import PlanSheet, PlanStrip
from ui.log.sheets import keys_sheet, who_sheet
from ui.log.words_field import WordsField
from ui.widgets import (
    Card,
    Elided,
    KeycapBar,
    NoticeBar,
    PrimaryButton,
    announce,
)

PANEL_FROM_EM = 55.0  # of the page; with the narrow rail that is 60 em of the window
PANEL_EM = 16.9
LOW_EM = 32.0  # below it every line counts: margins are thin, and an answered plan waits behind its button
RETRY_MS = 10_000


class LogPage(QWidget):
    """The window of ``LogPresenter``; it attaches itself.

    Signals: ``finished`` with the session id once a log is finished, ``pupils_wanted`` with the group id when
    a group without pupils asks for some.
    """

    finished = Signal(str, str)
    pupils_wanted = Signal(str)

    def __init__(self, presenter: LogPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("log_page")
        self._presenter = presenter
        self._state: LogState | None = None
        self._narrow: bool | None = None
        self._low: bool | None = None
        self._is_asking = False
        self._evening: EveningSheet | None = None
        self._plan: PlanSheet | None = None
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MS)
        self._build_head()
        self._build_middle()
        self._build_foot()
        self._outer = QVBoxLayout(self)
        self._outer.setSpacing(0)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._inner = QVBoxLayout()
        self._inner.addWidget(self.head)
        self._inner.addWidget(self.last_plan)
        self._inner.addLayout(self._middle, 1)
        self._inner.addWidget(self.trouble)
        self._outer.addLayout(self._inner, 1)
        self._outer.addWidget(self.foot)
        self._connect()
        self._space()
        presenter.attach(self)

    # Building -------------------------------------------------------------------------------------

    def _build_head(self) -> None:
        self.head = LogHead()
        self.title, self.when = self.head.title, self.head.when
        self.words_button, self.evening_button = self.head.words, self.head.evening
        self.plan_button, self.who_button, self.undo_button = self.head.plan, self.head.who, self.head.undo

    def _build_middle(self) -> None:
        self.last_plan = PlanStrip(self)
        self.trouble = NoticeBar(parent=self)
        self.nobody = NoticeBar(parent=self)
        self._middle = QHBoxLayout()
        self.grid_card = Card(padding_em=0.2)
        self.grid = LogGrid()
        self.grid_card.body.addWidget(self.nobody)
        self.grid_card.body.addWidget(self.grid, 1000)
        self.grid_card.body.addStretch(1)
        self.panel = LogPanel(self._presenter)
        self._middle.addWidget(self.grid_card, 1)
        self._middle.addWidget(self.panel)
        self.part_chooser = PartChooser(self, self.grid.pupils, self._presenter)

    def _build_foot(self) -> None:
        self.foot = FootBar()
        self._foot_row = QHBoxLayout(self.foot)
        self.caps = KeycapBar(CAPS)
        self.kept = KeptLine()
        self.finish_button = PrimaryButton("Finish log", hint="Ctrl+Enter")
        self.foot_when = Elided()
        self.foot_when.set_tone("muted")
        self._foot_row.addWidget(self.caps, 1)
        self._foot_row.addWidget(self.foot_when, 1)
        self._foot_row.addWidget(self.kept)
        self._foot_row.addWidget(self.finish_button)

    def _connect(self) -> None:
        self.grid.key_typed.connect(self._presenter.type_key)
        self.grid.moved.connect(self._presenter.go)
        self.grid.clear_wanted.connect(self._presenter.clear)
        self.grid.dot_clicked.connect(partial(self._on_dot, self._presenter.mark_at))
        self.grid.dot_drawn.connect(partial(self._on_dot, self._presenter.draw_at))
        self.grid.pupils.name_clicked.connect(self._presenter.ask_part)
        self.words_button.clicked.connect(self._on_words)
        self.who_button.clicked.connect(self._on_who)
        self.evening_button.clicked.connect(self.open_evening)
        self.undo_button.clicked.connect(self._on_undo)
        self.finish_button.clicked.connect(self.finish)
        self.last_plan.answered.connect(self._on_tried)
        self.last_plan.sheet_wanted.connect(self.open_plan)
        self.plan_button.clicked.connect(self.open_plan)
        self.trouble.action_chosen.connect(lambda _words: self._presenter.try_again())
        self.nobody.action_chosen.connect(lambda _words: self.pupils_wanted.emit(self._presenter.group_id))
        self._retry.timeout.connect(self._presenter.try_again)
        keys = (
            ("Ctrl+Z", self._on_undo),
            ("Ctrl+Shift+Z", self._on_redo),
            ("Ctrl+Return", self.finish),
            ("Ctrl+Enter", self.finish),
            ("Ctrl+E", self.open_evening),
            ("Ctrl+D", self.open_plan),
            ("Ctrl+H", self._on_history),
            ("F1", self._on_keys),
        )
        connect_keys(self, keys)
        theme.notifier().theme_changed.connect(self._space)

    def _space(self) -> None:
        em = theme.em
        self._middle.setSpacing(em(1))
        self._foot_row.setSpacing(em(1))
        self._narrow = self._low = None
        self._fit()

    # What the presenter asks for ------------------------------------------------------------------

    def show_log(self, state: LogState) -> None:
        """Draw a state."""
        if not isValid(self):  # a window being destroyed takes the focus away, which keeps the last words
            return
        self._state = state
        self.title.set_words(state.title)
        self.when.set_words(state.when)
        self.foot_when.set_words(state.when)
        self.grid.show_state(state)
        self.panel.show_state(state)
        self.kept.say(state.kept)
        self.kept.setVisible(not state.problem)
        self.head.show_undo(state.undo_words)
        if self._evening is not None:
            self._evening.refresh(state.problem or state.kept)
        self._show_notices(state)
        self._fit()

    def _show_notices(self, state: LogState) -> None:
        self.last_plan.show_plan(state.plan, is_finished=state.is_finished, only_asks=bool(self._low))
        if self._plan is not None:
            self._plan.refresh(state.plan)
        self.part_chooser.show_state(state)
        if self._is_asking != bool(state.asking):
            self._is_asking = bool(state.asking)
            self.caps.set_keys(ASKING_CAPS if state.asking else CAPS)
        self.trouble.say(state.problem, mood="danger", actions=("Try again",) if state.problem else ())
        if state.problem:
            self._retry.start()
        else:
            self._retry.stop()
        empty = "Add names first; initials are fine. Then this page has a column for each pupil."
        self.nobody.say(empty if state.is_empty else "", actions=("Add pupils",) if state.is_empty else ())
        self.grid.setVisible(not state.is_empty)

    def announce(self, words: str) -> None:
        """Let a screen reader say it."""
        announce(self.grid, words)

    def focus_place(self, place: Place, caret: int | None) -> None:
        """Put the caret into the field of a place, opening what holds it."""
        if place.field is Field.TRIED_NOTE or self._is_plan(place):
            self.open_plan().focus_place(place, caret)
        elif place.field in EVENING_FIELDS or (self._evening is not None and self._evening.holds(place)):
            self.open_evening().focus_place(place, caret)
        else:
            self.focus_field(place.field, caret)

    def _is_plan(self, place: Place) -> bool:
        is_sheet_open = self._evening is not None
        return self._state is not None and place == self._state.plan.plan.place and not is_sheet_open

    def focus_field(self, field: Field, caret: int | None) -> None:
        """Put the caret into a field, opening the panel where it is hidden."""
        self._turn(to_panel=True)
        self.panel.focus_field(field, caret)

    def _turn(self, *, to_panel: bool) -> None:
        """Show the panel or the grid, where there is no room for both."""
        if self._narrow:
            self.panel.setVisible(to_panel)
            self.grid_card.setVisible(not to_panel)
            self.head.show_turned(to_panel=to_panel)

    def _on_words(self) -> None:
        if self.panel.isVisible():
            self.focus_grid()
        else:
            self.focus_field(Field.MOMENT, None)

    def focus_grid(self) -> None:
        """Go back to the grid."""
        self._fit()
        self._turn(to_panel=False)
        self.panel.scroller.verticalScrollBar().setValue(0)
        self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_finished(self, finished: Finished) -> None:
        """Say that the log is finished."""
        announce(self, finished.words)
        self.finished.emit(finished.session_id, finished.words)

    # What a person does ---------------------------------------------------------------------------

    def finish(self) -> None:
        """Make all words final and finish the log."""
        self._flush()
        self._presenter.finish()

    def keep_everything(self) -> bool:
        """Hold every unfinished word before a lock, and write no more after; False if one cannot be kept."""
        for field in self._fields():
            field.autosave.let_go()
        if self._state is not None and self._state.problem:
            self._presenter.try_again()
        return self._state is None or not self._state.problem

    def begin(self) -> None:
        """Put the focus where work begins: in the unfinished word there is, or else in the grid."""
        self._presenter.refresh()
        if self._presenter.was_in_evening:
            self.open_evening()
        if not self._presenter.return_to_typing() and self._evening is None:
            self.focus_grid()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the grid on Esc, and ask no more how anybody took part."""
        if event.key() == Qt.Key.Key_Escape and self.part_chooser.isVisible():
            self._presenter.stop_asking()
            self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.key() == Qt.Key.Key_Escape and not self.grid.hasFocus():
            self.focus_grid()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the grid, unless the caret went back to an unfinished word."""
        super().showEvent(event)
        focus = QApplication.focusWidget()
        if self._state is not None and (focus is None or not self.isAncestorOf(focus)):
            self.begin()

    def hideEvent(self, event: QHideEvent) -> None:
        """Make the words final when another page is shown."""
        self._flush()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show or hide the panel by the room there is."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Hold what is typed when the window is left."""
        if event.type() == QEvent.Type.WindowDeactivate:
            for field in self._fields():
                field.autosave.keep_now()
        return super().event(event)

    def _fit(self) -> None:
        em = theme.em
        beside = self.width() - em(2 * 1.375 + PANEL_EM + 1 + 0.4)
        narrow = self.width() < em(PANEL_FROM_EM) or beside < self.grid.least_width()
        low = self.height() < em(LOW_EM)
        if (narrow, low) == (self._narrow, self._low):
            return
        self._narrow, self._low = narrow, low
        self.head.fit(self.width(), narrow=narrow, low=low)
        self.caps.setVisible(not low)
        self.foot_when.setVisible(low)
        self.kept.set_short(low)
        side, above = em(0.75 if narrow else 1.375), em(0.3 if low else 0.7)
        self._inner.setContentsMargins(side, above, side, above)
        self._inner.setSpacing(em(0.3 if low else 0.6))
        self._foot_row.setContentsMargins(side, em(0.25 if low else 0.55), side, em(0.25 if low else 0.55))
        self.grid.set_low(low)
        if self._state is not None:
            self._show_notices(self._state)
        typing = any(field.edit.hasFocus() for field in self.panel.fields)
        self.panel.setVisible(not narrow or typing)
        self.grid_card.setVisible(not (narrow and typing))
        self._turn(to_panel=typing)
        if narrow:
            self.panel.setMinimumWidth(0)
            self.panel.setMaximumWidth(16_777_215)
        else:
            self.panel.setFixedWidth(em(PANEL_EM))

    def _on_dot(self, mark: Callable[[int, int, int], None], row: int, column: int, dot: int) -> None:
        if self._state is not None and dot <= len(self._state.levels):
            mark(row, column, self._state.levels[dot - 1].step)

    def _on_undo(self) -> None:
        self._flush()
        self._presenter.undo()

    def _on_redo(self) -> None:
        self._flush()
        self._presenter.redo()

    def _on_tried(self, tried: Tried) -> None:
        self._presenter.set_tried(tried)
        self.focus_grid()

    def open_plan(self) -> PlanSheet:
        """Lay the plan for today over the page, when it is not there yet, and return it."""
        assert self._state is not None
        if self._plan is None:
            self._plan = PlanSheet(self, self._presenter, self._state.plan)
            self._plan.closed.connect(self._on_plan_closed)
            first = self._plan.fields[0]
            self._plan.present(first.edit)
            first.focus(None)
        return self._plan

    def _on_plan_closed(self) -> None:
        self._plan = None

    def _on_who(self) -> None:
        if self._state is not None:
            who_sheet(self, self._presenter, self._state).present()

    def open_evening(self) -> EveningSheet:
        """Lay the evening half over the page, when it is not there yet, and return it."""
        if self._evening is None:
            self._evening = EveningSheet(self, self._presenter)
            self._evening.closed.connect(self._on_evening_closed)
            self._evening.history_wanted.connect(self.open_history)
            self._evening.begin()
        return self._evening

    def open_history(self, place: Place) -> None:
        """Lay the earlier words of a place over the page; none are there before something was kept."""
        self._flush()
        texts = self._presenter.earlier(place)
        if texts is not None and self.findChild(HistorySheet) is None:
            about = next(one.edit.accessibleName() for one in self._fields() if one.place == place)
            HistorySheet(self, about, texts, partial(self._presenter.use_again, place))

    def _on_history(self) -> None:
        for field in self._fields():
            if field.edit.hasFocus():
                self.open_history(field.place)

    def _on_evening_closed(self) -> None:
        self._evening = None
        focus = QApplication.focusWidget()
        if self.isVisible() and not (focus and focus.isVisible() and self.isAncestorOf(focus)):
            self.focus_grid()  # it was opened while nothing on the page had the focus, as after a lock

    def _fields(self) -> list[WordsField]:
        """Return every place to type in that is on the page now."""
        sheets = [sheet for sheet in (self._evening, self._plan) if sheet is not None]
        return [*self.panel.fields, *(field for sheet in sheets for field in sheet.fields)]

    def _flush(self) -> None:
        for field in self._fields():
            field.autosave.flush()

    def _on_keys(self) -> None:
        keys_sheet(self).present()
