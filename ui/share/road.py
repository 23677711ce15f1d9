"""A road out of the diary in the window: three steps under one heading, and the bar with the way on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from tutordiary.presenters.share_road import Road
from tutordiary.presenters.share_state import (
    Mood,
    PassageState,
    ReviewState,
    RunState,
    Step,
    WhoChoice,
)
from ui import theme
from ui.jobs import JobRunner
from ui.log.foot import FootBar
from ui.share.review import ReviewStep
from ui.share.sheets import RewordSheet, WhoSheet, keys_sheet
from ui.widgets import Heading, KeycapBar, Muted, NoticeBar, PrimaryButton, announce
from ui.widgets.labels import as_tip

STEPS = (Step.CHOOSE, Step.REVIEW, Step.GIVE)
STEP_WORDS = {Step.CHOOSE: "1  Choose", Step.REVIEW: "2  Review", Step.GIVE: "3  Give"}
SHORT_BELOW_EM = 45.0
CAPS = {
    Step.CHOOSE: (("↑ ↓", "choose"), ("Tab", "next"), ("F1", "all keys")),
    Step.REVIEW: (
        ("J L", "passages"),
        ("Enter", "I have read this"),
        ("N", "a name"),
        ("K", "keep"),
        ("R", "reword"),
        ("X", "leave out"),
        ("U", "undo"),
        ("F1", "all keys"),
    ),
    Step.GIVE: (("Ctrl Enter", "give"), ("F1", "all keys")),
}


@dataclass(frozen=True, slots=True)
class RoadWords:
    """What a road is called: its heading, a short one for narrow windows, and its last button."""

    title: str
    short: str
    give: str
    review: str = "Review the passages"


class RoadPage(QWidget):
    """Draws the three steps and forwards what is decided and pressed.

    A road hands in the widgets of its first and third step, fills them itself, and says in ``give_now`` what
    the last button does.

    Signals: ``log_wanted`` when the log is the place to go on; ``step_changed`` with the step in front.
    """

    log_wanted = Signal()
    step_changed = Signal(object)

    def __init__(self, words: RoadWords, choose: QWidget, give: QWidget) -> None:
        super().__init__()
        self.presenter: Road[Any, Any]  # each road narrows it to its own
        self._words = words
        self._choose_step, self._give_step = choose, give
        self.jobs = JobRunner()  # of its own: a backup at the opening shall not hold up the counting
        self._parked: QWidget | None = None  # what had the focus when a step began to wait
        self._step = Step.CHOOSE
        self._blocked = ""
        self._is_done = False
        self._sheet: WhoSheet | RewordSheet | None = None
        self._question_word = ""
        self._whole = ""
        self._has_words = True
        self._outer = QVBoxLayout(self)
        self._outer.setSpacing(0)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._inner = QVBoxLayout()
        self._outer.addLayout(self._inner, 1)
        self._build_head()
        self._build_steps()
        self._build_foot()
        self._connect()
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    # Building -----------------------------------------------------------------------------------

    def _build_head(self) -> None:
        self._title = Heading(self._words.title)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Steps")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        for step in STEPS:
            self.tabs.addTab(STEP_WORDS[step])
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.tabs)
        self._inner.addLayout(head)
        self._notice = NoticeBar("")
        self._inner.addWidget(self._notice)

    def _build_steps(self) -> None:
        self.review = ReviewStep()
        self._stack = QStackedWidget()
        for part in (self._choose_step, self.review, self._give_step):
            self._stack.addWidget(part)
        self._inner.addWidget(self._stack, 1)

    def _build_foot(self) -> None:
        foot = FootBar()
        self._foot_row = QHBoxLayout(foot)
        self._caps = KeycapBar(CAPS[Step.CHOOSE])
        self._progress = Muted("")
        self.go = PrimaryButton("", hint="Ctrl+Enter")
        self._foot_row.addWidget(self._caps, 1)
        self._foot_row.addWidget(self._progress)
        self._foot_row.addWidget(self.go)
        self._outer.addWidget(foot)

    def _connect(self) -> None:
        self.tabs.tabBarClicked.connect(self._on_tab)
        self.tabs.currentChanged.connect(self._on_tab)
        self.review.log_wanted.connect(self.log_wanted)
        self.review.answered.connect(self._on_answer)
        self.review.question_wanted.connect(lambda at: self.presenter.select_question(at))
        self.review.passage_chosen.connect(lambda one: self.presenter.select(one))
        self.review.kept_seen.connect(lambda on: self.presenter.see_kept(seen=on))
        self.review.kept_named.connect(lambda place: self.presenter.name_kept(place))
        self.go.clicked.connect(self._on_go)
        for keys, action in (
            ("Ctrl+Return", self._on_go),
            ("Ctrl+Enter", self._on_go),
            ("F1", self._show_keys),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    # What the presenter shows -------------------------------------------------------------------

    def arrive(self) -> None:
        """Draw the step last worked on with what the diary holds now."""
        self.presenter.arrive()

    def come_back(self) -> None:
        """Draw the step and the passage that were in hand before a lock."""
        self.presenter.come_back()

    def keep_everything(self) -> bool:
        """Every decision is kept at once; False while a bundle is being written. No answer comes after it."""
        if not self.presenter.put_away():
            return False
        self.jobs.settle()
        return True

    def showEvent(self, event: QShowEvent) -> None:
        """Draw answers again."""
        super().showEvent(event)
        if not event.spontaneous():
            self.presenter.come_near()

    def hideEvent(self, event: QHideEvent) -> None:
        """Draw none while another page is in front."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.presenter.go_away()

    def show_step(self, step: Step) -> None:
        """Bring a step to the front and put the focus where its work begins."""
        self._step = step
        at = STEPS.index(step)
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(at)
        self.tabs.blockSignals(False)
        self._stack.setCurrentIndex(at)
        self._caps.set_keys(CAPS[step])
        self._fit_go()
        self._focus_on(step)
        self.step_changed.emit(step)  # what it hides may have had the focus
        self._parked = QApplication.focusWidget()

    def show_ready(self, step: Step) -> None:
        """Put the focus where a step's work begins, unless somebody moved it while the step waited."""
        if step is self._step and QApplication.focusWidget() in (self._parked, None):
            self._focus_on(step)
        self._parked = None

    def _focus_on(self, step: Step) -> None:
        if step is Step.CHOOSE:
            self.focus_choice()
        elif step is Step.REVIEW:
            self.review.focus_first()
        elif self.go.isEnabled():
            self.go.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.focus_open():
            self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_choice(self) -> None:
        """Put the focus where the choosing begins."""
        raise NotImplementedError

    def focus_open(self) -> bool:
        """Put the focus on what the third step still asks; False when it asks nothing."""
        return False

    def on_answered(self, key: str, yes: bool) -> None:
        """Take an answer about who could recognise a child, and go on to what is still open."""
        self.presenter.answer(key, yes=yes)
        state = self.presenter.intruder()
        if state is not None and not (state.then and not state.confirm) and not self.focus_open():
            self._focus_on(self._step)

    def on_confirmed(self, on: bool) -> None:
        """Take the tick that goes with an answer, and go on to what is still open."""
        self.presenter.confirm(on=on)
        if on and not self.focus_open():
            self._focus_on(self._step)

    def give_now(self) -> None:
        """Ask where the file goes, and give it."""
        raise NotImplementedError

    def fit_words(self, *, has_words: bool, why_none: str = "") -> None:
        """Open or close the way to the review: there may be no words to read, and ``why_none`` says so."""
        self._has_words = has_words
        self.tabs.setTabEnabled(1, has_words)
        self.tabs.setTabToolTip(1, as_tip("" if has_words else why_none))
        self._fit_go()

    def fit_blocked(self, blocked: str) -> None:
        """Take note why nothing can be given; empty when nothing stands in the way."""
        self._blocked = blocked
        self._fit_go()

    def show_review(self, state: ReviewState) -> None:
        """Draw the list of passages and how far it is."""
        self.review.show_review(state)
        self._is_done = state.is_done
        changed = self._progress.text() != state.progress
        self._progress.setText("" if state.empty else state.progress)
        if changed:
            announce(self._progress, state.progress)
        self._fit_go()

    def show_passage(self, state: PassageState | None) -> None:
        """Draw the passage in hand."""
        self.review.show_passage(state)
        self._whole = state.original if state else ""
        current = [line for line in state.questions if line.is_current and line.can_reword] if state else []
        self._question_word = current[0].word if current else ""

    def show_run(self, state: RunState | None) -> None:
        """Draw the run in hand."""
        self.review.show_run(state)

    def ask_who(self, word: str, choices: tuple[WhoChoice, ...]) -> None:
        """Ask who or what a name is."""
        self._lay(WhoSheet(self, word, choices, lambda who: self.presenter.name_as(word, who)))

    def say(self, sentence: str, mood: Mood) -> None:
        """Say how something went."""
        self._notice.say(sentence, mood=mood)

    # What a person does -------------------------------------------------------------------------

    def _on_tab(self, at: int) -> None:
        if 0 <= at < len(STEPS) and STEPS[at] is not self._step and self.tabs.isTabEnabled(at):
            self.presenter.open_step(STEPS[at])

    def _lay(self, sheet: WhoSheet | RewordSheet) -> None:
        """Take note of a sheet over the page: Ctrl+Enter belongs to it until it is closed."""
        self._sheet = sheet
        sheet.closed.connect(self._on_sheet_closed)

    def _on_sheet_closed(self) -> None:
        self._sheet = None

    def _on_go(self) -> None:
        if self._sheet is not None:
            self._sheet.take()
        elif self._step is not Step.GIVE:
            self.presenter.go_on()
        elif self._blocked:
            self.say(self._blocked, "warn")
        else:
            self.give_now()

    def _on_answer(self, key: str) -> None:
        presenter = self.presenter
        {
            "J": lambda: presenter.move(1),
            "L": lambda: presenter.move(-1),
            "Right": lambda: presenter.move_question(1),
            "Left": lambda: presenter.move_question(-1),
            "N": self._on_name,
            "K": presenter.keep,
            "R": self._on_reword,
            "Shift+R": self._on_reword_passage,
            "X": presenter.leave_out,
            "U": presenter.undo,
            "O": presenter.open_run,
            "G": presenter.generalise,
            "Enter": self._on_read,
        }[key]()

    def _on_name(self) -> None:
        selected = self.review.selected
        if selected.strip():
            self.presenter.name_selected(selected)
        else:
            self.presenter.name()

    def _on_reword(self) -> None:
        if not self._question_word:
            self._on_reword_passage()
            return
        self._lay(
            RewordSheet(
                self,
                "Other words",
                "They stand in the place of these words, in this passage. The original stays as it is.",
                self._question_word,
                self.presenter.reword_word,
            )
        )

    def _on_reword_passage(self) -> None:
        if self._whole and self.review.panel.isVisible() and self.review.panel.reword.isEnabled():
            self._lay(
                RewordSheet(
                    self,
                    "Reword the passage",
                    "It leaves in these words. Names in them are replaced too. The original stays as it is.",
                    self._whole,
                    self.presenter.reword_passage,
                )
            )

    def _on_read(self) -> None:
        if self.review.scrolled_to_end():
            self.presenter.read()
        else:
            announce(self.review.list, "There is more to read. Press Enter again at the end.")

    def _show_keys(self) -> None:
        keys_sheet(self).present()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the title where the window is narrow."""
        super().resizeEvent(event)
        self._restyle()

    # Looks --------------------------------------------------------------------------------------

    def _fit_go(self) -> None:
        words = {
            Step.CHOOSE: self._words.review if self._has_words else "Go on",
            Step.REVIEW: "Go on",
            Step.GIVE: self._words.give,
        }[self._step]
        self.go.set_words(words)
        # One button of a page is the main one: in the review it is the reading, until all is read.
        kind = "primary" if self._step is not Step.REVIEW or self._is_done else "secondary"
        if self.go.property("kind") != kind:
            self.go.setProperty("kind", kind)
            self.go.style().unpolish(self.go)
            self.go.style().polish(self.go)
        off = self._step is Step.GIVE and bool(self._blocked)
        self.go.setEnabled(not off)
        self.go.setAccessibleDescription(self._blocked if off else "Ctrl+Enter")
        self._progress.setVisible(self._step is Step.REVIEW)

    def _restyle(self) -> None:
        em = theme.em
        self._title.setText(self._words.short if self.width() < em(SHORT_BELOW_EM) else self._words.title)
        self._inner.setContentsMargins(em(1.4), em(1.1), em(1.4), em(0.8))
        self._inner.setSpacing(em(0.6))
        self._foot_row.setContentsMargins(em(1.4), em(0.5), em(1.4), em(0.5))
        self._foot_row.setSpacing(em(1))
