"""The Share page in the window: three steps under one heading, and the bar with the way on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from tutordiary.model import BundleMode
from tutordiary.presenters.share import SharePresenter
from tutordiary.presenters.share_state import (
    ChoiceState,
    GiveState,
    Mood,
    PassageState,
    ReviewState,
    Step,
    WhoChoice,
)
from tutordiary.release.head import SUFFIX
from ui import file_choice, theme
from ui.jobs import JobRunner
from ui.log.foot import FootBar
from ui.share.choose import ChooseStep
from ui.share.give import GiveStep
from ui.share.review import ReviewStep
from ui.share.sheets import RewordSheet, WhoSheet, keys_sheet
from ui.widgets import Heading, KeycapBar, Muted, NoticeBar, PrimaryButton, announce

STEPS = (Step.CHOOSE, Step.REVIEW, Step.GIVE)
STEP_WORDS = {Step.CHOOSE: "1  Choose", Step.REVIEW: "2  Review", Step.GIVE: "3  Give"}
TITLE, SHORT_TITLE, SHORT_BELOW_EM = "Share with the project manager", "Share", 45.0
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


class SharePage(QWidget):
    """Draws the three steps and forwards what is chosen, decided and pressed.

    Signals: ``log_wanted`` when the log is the place to go on.
    """

    log_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("share_page")
        self.presenter: SharePresenter
        self.jobs = JobRunner()  # of its own: a backup at the opening shall not hold up the counting
        self._parked: QWidget | None = None  # what had the focus when a step began to wait
        self._step = Step.CHOOSE
        self._blocked = ""
        self._is_done = False
        self._sheet: WhoSheet | RewordSheet | None = None
        self._question_word = ""
        self._whole = ""
        self._mode = BundleMode.COUNTS
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
        self._title = Heading(TITLE)
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
        self.choose, self.review, self.give = ChooseStep(), ReviewStep(), GiveStep()
        self._stack = QStackedWidget()
        for part in (self.choose, self.review, self.give):
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
        self.choose.period_chosen.connect(lambda key: self.presenter.choose_period(key))
        self.choose.dates_chosen.connect(lambda first, last: self.presenter.choose_dates(first, last))
        self.choose.mode_chosen.connect(lambda mode: self.presenter.choose_mode(mode))
        self.choose.log_wanted.connect(self.log_wanted)
        self.review.log_wanted.connect(self.log_wanted)
        self.review.answered.connect(self._on_answer)
        self.review.question_wanted.connect(lambda at: self.presenter.select_question(at))
        self.review.passage_chosen.connect(lambda one: self.presenter.select(one))
        self.review.kept_seen.connect(lambda on: self.presenter.see_kept(seen=on))
        self.give.review_wanted.connect(lambda: self.presenter.open_step(Step.REVIEW))
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
        self._parked = QApplication.focusWidget()

    def show_ready(self, step: Step) -> None:
        """Put the focus where a step's work begins, unless somebody moved it while the step waited."""
        if step is self._step and QApplication.focusWidget() in (self._parked, None):
            self._focus_on(step)
        self._parked = None

    def _focus_on(self, step: Step) -> None:
        if step is Step.CHOOSE:
            self.choose.focus_first()
        elif step is Step.REVIEW:
            self.review.focus_first()
        elif self.go.isEnabled():
            self.go.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_choice(self, state: ChoiceState) -> None:
        """Draw the first step."""
        self._mode = state.mode
        self.choose.show_choice(state)
        self.tabs.setTabEnabled(1, state.mode is BundleMode.PSEUDONYMISED)
        self.tabs.setTabToolTip(1, "" if self.tabs.isTabEnabled(1) else "Counts hold no words to read")
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

    def show_give(self, state: GiveState) -> None:
        """Draw the third step."""
        self._blocked = state.blocked
        self.give.show_give(state)
        self._fit_go()

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
            self._ask_place()

    def _ask_place(self) -> None:
        path = file_choice.save_place(
            self, "Where the bundle goes", self.presenter.suggested_name(), f"Bundles (*{SUFFIX})"
        )
        if path is not None:
            self.presenter.give(path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX))

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
            "Enter": self._on_read,
        }[key]()

    def _on_name(self) -> None:
        selected = self.review.panel.original.selected
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
                "They stand in the place of these words, in this passage. The diary keeps the original.",
                self._question_word,
                self.presenter.reword_word,
            )
        )

    def _on_reword_passage(self) -> None:
        if self._whole and self.review.panel.reword.isEnabled():
            self._lay(
                RewordSheet(
                    self,
                    "Reword the passage",
                    "It leaves in these words. Names in them are replaced too. The diary keeps the original.",
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
            Step.CHOOSE: "Review the passages" if self._mode is BundleMode.PSEUDONYMISED else "Go on",
            Step.REVIEW: "Go on",
            Step.GIVE: "Give the bundle…",
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
        self._title.setText(SHORT_TITLE if self.width() < em(SHORT_BELOW_EM) else TITLE)
        self._inner.setContentsMargins(em(1.4), em(1.1), em(1.4), em(0.8))
        self._inner.setSpacing(em(0.6))
        self._foot_row.setContentsMargins(em(1.4), em(0.5), em(1.4), em(0.5))
        self._foot_row.setSpacing(em(1))
