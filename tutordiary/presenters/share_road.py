"""One road out of the diary: choose, read every word that would leave, give. The review is the same on each.

A road says what is chosen, who reads the passages, what blocks and how the file is made; see ``share`` for
the project manager's bundle.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable
from typing import Generic, Protocol, TypeVar

from tutordiary.diary import Diary
from tutordiary.errors import NotCleared, TutorDiaryError
from tutordiary.presenters.share_intruder import IntruderDesk, IntruderState
from tutordiary.presenters.share_marks import look_at, needs_eyes
from tutordiary.presenters.share_review import LONGEST_NAME, Reading, ReviewDesk
from tutordiary.presenters.share_state import RoadView, Step, WhoChoice
from tutordiary.presenters.share_words import GIVING, READING
from tutordiary.presenters.work import Runner
from tutordiary.release.intruder import PM_BUNDLE
from tutordiary.release.review import Decision


class HasReading(Protocol):
    """What the worker brings back: the passages among it, or None where there are none to read."""

    @property
    def reading(self) -> Reading | None:
        """The passages read."""


AboutT = TypeVar("AboutT", bound=Hashable)
MadeT = TypeVar("MadeT", bound=HasReading)


class Road(ABC, Generic[AboutT, MadeT]):
    """Holds the step, the review and what the worker made; every decision goes into the diary at once.

    ``AboutT`` says what passages are worked out of, and is equal only while nothing they rest on changed.
    """

    def __init__(self, diary: Diary, view: RoadView, runner: Runner) -> None:
        self._diary = diary
        self._view = view
        self._runner = runner
        self._desk = ReviewDesk(diary)
        self._intruder = IntruderDesk(diary, type(self).__name__)
        self._step = Step.CHOOSE
        self._is_giving = False
        self._is_reading = False
        self._made: tuple[AboutT, MadeT] | None = None
        self._wanted: AboutT | None = None
        self._is_away = self._has_missed = False

    # What a road says ---------------------------------------------------------------------------

    @abstractmethod
    def _about(self) -> AboutT:
        """Return what the passages are worked out of, as it stands now."""

    @abstractmethod
    def _work(self, about: AboutT, is_wanted: Callable[[], bool]) -> Callable[[], MadeT | None]:
        """Return the reading for the worker; it returns None once it is not wanted."""

    @abstractmethod
    def _draw_choice(self) -> None:
        """Draw the first step."""

    @abstractmethod
    def _draw_give(self) -> None:
        """Draw the third step."""

    @abstractmethod
    def _why_empty(self) -> str:
        """Return a sentence why there is nothing to read."""

    @property
    def _has_words(self) -> bool:
        """Whether there are passages to review at all."""
        return True

    @property
    def _is_chosen(self) -> bool:
        """Whether enough is chosen for passages to be read."""
        return True

    def _on_put_away(self) -> None:
        """Give up further work that is under way."""

    # Coming and going ---------------------------------------------------------------------------

    def arrive(self) -> None:
        """Draw the step last worked on, with what the diary holds now."""
        self._is_away = self._has_missed = False
        self._view.say("", "info")
        self.open_step(self._step)

    def put_away(self) -> bool:
        """Let go of the passages before the diary closes. False while a file is being written."""
        if self._is_giving:
            self._view.say(GIVING, "info")
            return False
        self._wanted = None
        self._diary.keep_preference(self._place, f"{self._step}|{self._desk.row_in_hand}")
        self._on_put_away()
        return True

    def come_back(self) -> None:
        """Draw the step and the passage that were in hand when the diary was put away."""
        held, _, row = self._diary.preference(self._place).partition("|")
        self._desk.take_in_hand(row)
        self._step = next((step for step in Step if step == held), self._step)
        self.arrive()

    @property
    def _place(self) -> str:
        return f"share place {type(self).__name__}"

    def go_away(self) -> None:
        """Draw no answer from now on: another page is in front."""
        self._is_away = True

    def come_near(self) -> None:
        """Draw what came while another page was in front."""
        has_missed, self._is_away, self._has_missed = self._has_missed, False, False
        if has_missed:
            self._draw_choice()
            self._draw_review()
            self._draw_give()

    @property
    def step(self) -> Step:
        """The step in front."""
        return self._step

    def open_step(self, step: Step) -> None:
        """Go to a step; where there are no words there is nothing to review, and before a choice neither."""
        if step is not Step.CHOOSE and not self._is_chosen:
            step = Step.CHOOSE
        if step is Step.REVIEW and not self._has_words:
            step = Step.GIVE
        self._step = step
        self._draw_choice()
        if step is not Step.CHOOSE:
            self._load()
        self._view.show_step(step)

    def go_on(self) -> None:
        """Go to the next step."""
        self.open_step(Step.REVIEW if self._step is Step.CHOOSE else Step.GIVE)

    def _can_draw(self) -> bool:
        self._has_missed = self._has_missed or self._is_away
        return not self._is_away

    def _complain(self, error: TutorDiaryError) -> None:
        if self._can_draw():
            self._draw_choice()
            self._view.say(str(error), "danger")

    # Reviewing ----------------------------------------------------------------------------------

    def select(self, passage_id: str) -> None:
        """Take a passage in hand."""
        self._desk.select(passage_id)
        self._draw_review()

    def move(self, by: int) -> None:
        """Take the next passage, or the one before."""
        self._desk.move(by)
        self._draw_review()

    def move_question(self, by: int) -> None:
        """Take the next question of the passage in hand, or the one before."""
        self._desk.move_question(by)
        self._draw_review()

    def select_question(self, place: int) -> None:
        """Take a question of the passage in hand, by its place."""
        self._desk.select_question(place)
        self._draw_review()

    def keep(self) -> None:
        """Let the word in hand stay as it is."""
        self._view.say("", "info")
        if self._desk.decide_word(Decision.KEEP):
            self._draw_review()

    def generalise(self) -> None:
        """Put in the place of the word in hand what the app offers for it."""
        question = self._desk.question
        if question is not None and question.offer and self._desk.decide_word(Decision.GENERALISE):
            self._draw_review()

    def name(self) -> None:
        """Say that the word in hand is a name; one that is not known yet needs to be asked about."""
        question = self._desk.question
        if question is None or question.type not in ("NAME?", "WORD?"):
            return
        if question.type == "NAME?":
            self._view.ask_who(question.word, self._desk.who_choices())
        elif self._desk.decide_word(Decision.NAME):
            self._draw_review()

    def name_selected(self, text: str) -> None:
        """Say that some words selected in the original are a name."""
        word = " ".join(text.split())
        if not any(map(str.isalpha, word)) or len(word) > LONGEST_NAME:
            self._view.say("Select just the name, then say that it is one.", "warn")
            return
        self._view.ask_who(word, self._desk.who_choices())

    def name_as(self, text: str, who: WhoChoice) -> None:
        """Let a name be known from now on, everywhere in the diary."""
        self._desk.learn(text, who)
        self._load()
        self._view.say(
            f"“{text}” is replaced from now on, in every passage. All of them are read again.", "ok"
        )

    def reword_word(self, replacement: str) -> None:
        """Put other words in the place of the stretch in hand."""
        if replacement.strip() and self._desk.decide_word(Decision.REWORD, replacement.strip()):
            self._draw_review()

    def reword_passage(self, replacement: str) -> None:
        """Put the tutor's own wording in the place of the whole passage; the diary keeps the original."""
        if replacement.strip():
            self._desk.decide_passage(Decision.REWORD, replacement.strip())
            self._draw_review()

    def leave_out(self) -> None:
        """Leave the passage in hand out, or take it up again."""
        state = self._desk.passage()
        if self._desk.run() is not None:
            self._view.say("To leave one of these out, take them one by one (O).", "info")
        if state is None or not state.can_leave_out:
            return
        if state.is_left_out:
            self._desk.put_back()
            self._draw_review()
        else:
            self._desk.decide_passage(Decision.LEAVE_OUT)
            self._forward()

    def read(self) -> None:
        """Note that the tutor read what would leave, and go to the next passage that waits."""
        state = self._desk.passage()
        run = self._desk.run()
        if self._desk.is_at_kept:
            self._desk.see_kept(seen=True)
            self._forward()
        elif run is not None:
            if run.can_read:
                self._desk.read_run()
            self._forward()
        elif state is not None and state.can_read:
            self._desk.decide_passage(Decision.READ)
            self._forward()

    def open_run(self) -> None:
        """Take the passages of the run in hand one by one."""
        self._desk.open_run()
        self._draw_review()

    def undo(self) -> None:
        """Take back the last decision."""
        self._view.say("", "info")
        if self._desk.undo():
            self._load()

    def name_kept(self, place: int) -> None:
        """Say that a word of the list of kept words is the name after all."""
        self._desk.name_kept(place)
        self._draw_review()

    def see_kept(self, *, seen: bool) -> None:
        """Note that the words kept although they equal a name were looked at."""
        self._desk.see_kept(seen=seen)
        self._draw_review()

    def _forward(self) -> None:
        self._desk.next_waiting()
        self._draw_review()

    def _load(self) -> None:
        """Draw the passages, reading them again when the choice or anything they rest on changed."""
        about = self._about()
        if not self._has_words:
            self._desk.clear()
        if self._is_reading and self._wanted == about:
            pass  # it is under way
        elif self._made is not None and self._made[0] == about:
            self._is_reading = False
        else:
            self._read(about)
        self._draw_review()
        self._draw_give()

    def _read(self, about: AboutT) -> None:
        """Read on the worker; only the newest of several wishes is drawn."""
        self._wanted = about
        self._is_reading = True

        def done(made: MadeT | None) -> None:
            if made is None or self._wanted != about or not self._is_reading:
                return
            self._is_reading = False
            self._made = (about, made)
            if made.reading is None:
                self._desk.clear()
            else:
                self._desk.take(made.reading)
            if self._can_draw():
                self._draw_review()
                self._draw_give()
                if self._step is not Step.CHOOSE:
                    self._view.show_ready(self._step)

        def failed(error: TutorDiaryError) -> None:
            # After an error nothing counts as read, so that nothing can be given.
            if self._wanted == about:
                self._on_unread(error)

        self._runner.run(self._work(about, lambda: self._wanted == about and self._is_reading), done, failed)

    def _on_unread(self, error: TutorDiaryError) -> None:
        self._view.say(str(error), "danger")

    def _draw_review(self) -> None:
        nothing = not self._desk.items and not self._is_reading
        empty = self._why_empty() if nothing else ""
        self._view.show_review(self._desk.state(empty, is_reading=self._is_reading))
        self._view.show_passage(self._desk.passage())
        self._view.show_run(self._desk.run())

    # Giving -------------------------------------------------------------------------------------

    @property
    def _purpose(self) -> str:
        """Who the road leads to, as the questions who could recognise a child mean it; empty asks none."""
        return PM_BUNDLE

    def blocked(self) -> str:
        """Return why nothing can be given yet, as a sentence; empty when nothing stands in the way."""
        if self._is_reading:
            return READING
        if not self._has_words:
            return ""
        return self._needs_eyes() or (
            self._intruder.blocked(self._desk.items, self._purpose) if self._purpose else ""
        )

    @property
    def needs_review(self) -> bool:
        """Whether the review is what stands in the way."""
        return not self._is_reading and self._has_words and bool(self._needs_eyes())

    def intruder(self) -> IntruderState | None:
        """Return the questions who could recognise a child; None before the review is done."""
        asks = self._has_words and self._purpose and not self._is_reading and not self._needs_eyes()
        return self._intruder.state(self._desk.items, self._purpose) if asks else None

    def answer(self, key: str, *, yes: bool) -> None:
        """Answer one of them."""
        self._intruder.answer(self._desk.items, key, yes=yes)
        self._draw_give()

    def confirm(self, *, on: bool) -> None:
        """Tick, or untick, what goes with a yes for the school."""
        self._intruder.confirm(self._desk.items, on=on)
        self._draw_give()

    def _needs_eyes(self) -> str:
        if waiting := needs_eyes(self._desk.items):
            return waiting
        return "" if self._desk.kept_seen else look_at(len(self._desk.kept))

    def _begin_giving(self) -> bool:
        """Return whether a file may be made now; says why where it may not."""
        if self._is_giving:
            return False
        self._view.say("", "info")
        self._load()  # names or notes may have changed since the review
        if self.blocked():
            self._view.say(self.blocked(), "warn")
            return False
        self._is_giving = True
        self._view.say(GIVING, "info")
        return True

    def _refused(self, error: TutorDiaryError) -> None:
        self._is_giving = False
        self._view.say(str(error), "warn" if isinstance(error, NotCleared) else "danger")
