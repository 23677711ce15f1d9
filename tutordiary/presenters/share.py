"""The Share page: choose the weeks, read every word that would leave, give the project manager a bundle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from tutordiary.diary import Diary
from tutordiary.errors import NotCleared, TutorDiaryError
from tutordiary.evidence import Period
from tutordiary.model import BundleMode
from tutordiary.presenters import share_give, share_period
from tutordiary.presenters.share_counts import Counting
from tutordiary.presenters.share_give import plural
from tutordiary.presenters.share_made import Made, MadeOf, making, writing
from tutordiary.presenters.share_marks import KEPT_ROW
from tutordiary.presenters.share_period import OWN, TERM
from tutordiary.presenters.share_review import LONGEST_NAME, ReviewDesk
from tutordiary.presenters.share_state import ChoiceState, PeriodChoice, RowState, ShareView, Step, WhoChoice
from tutordiary.presenters.share_words import COUNTED_SOON, GIVING, NO_LABELS, NO_SESSIONS, READING
from tutordiary.presenters.work import Runner
from tutordiary.release import giving
from tutordiary.release.gate import GateReport
from tutordiary.release.review import Decision

PREFERENCE = "share choice"


class SharePresenter:
    """Holds the choice, the review and the giving; every choice and decision goes into the diary at once."""

    def __init__(self, diary: Diary, view: ShareView, runner: Runner, today: Callable[[], date]) -> None:
        self._diary = diary
        self._view = view
        self._runner = runner
        self._today = today
        self._desk = ReviewDesk(diary)
        self._step = Step.CHOOSE
        self._key, self._own, self._mode = self._remembered()
        self._is_giving = False
        self._is_reading = False
        self._counting = Counting(diary, runner, lambda: self._desk.changes, self._on_counted, self._complain)
        self._made: tuple[MadeOf, Made] | None = None
        self._wanted: MadeOf | None = None
        self._is_away = self._has_missed = False

    def arrive(self) -> None:
        """Draw the step last worked on, with what the diary holds now."""
        self._is_away = self._has_missed = False
        self._view.say("", "info")
        self.open_step(self._step)

    def put_away(self) -> bool:
        """Let go of the passages before the diary closes. False while a bundle is being written."""
        if self._is_giving:
            self._view.say(GIVING, "info")
            return False
        self._wanted = None
        self._counting.stop()
        return True

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

    # Choosing -----------------------------------------------------------------------------------

    def choose_period(self, key: str) -> None:
        """Take other weeks: a key of the choices on offer."""
        self._key = key
        self._keep_choice()
        self._draw_choice()

    def choose_dates(self, first: date, last: date) -> None:
        """Take two dates of the tutor's own, in either order."""
        self._key, self._own = OWN, (min(first, last), max(first, last))
        self._keep_choice()
        self._draw_choice()

    def choose_mode(self, mode: BundleMode) -> None:
        """Take counts alone, or passages with them."""
        self._mode = mode
        self._keep_choice()
        self._draw_choice()

    def open_step(self, step: Step) -> None:
        """Go to a step; counts have nothing to review."""
        if step is Step.REVIEW and self._mode is BundleMode.COUNTS:
            step = Step.GIVE
        self._step = step
        self._draw_choice()
        if step is not Step.CHOOSE:
            self._load()
        self._view.show_step(step)

    def go_on(self) -> None:
        """Go to the next step."""
        self.open_step(Step.REVIEW if self._step is Step.CHOOSE else Step.GIVE)

    @property
    def period(self) -> PeriodChoice:
        """The weeks chosen."""
        return self._chosen(share_period.choices(self._diary, self._today(), self._own))

    def _chosen(self, periods: tuple[PeriodChoice, ...]) -> PeriodChoice:
        return next((each for each in periods if each.key == self._key), periods[0])

    def _draw_choice(self) -> None:
        periods = share_period.choices(self._diary, self._today(), self._own)
        period = self._chosen(periods)
        counts = self._counting.of(period)
        empty = counts.empty(self._mode) if counts else ""
        self._view.show_choice(
            ChoiceState(
                periods=periods,
                period=period,
                mode=self._mode,
                facts=counts.lines if counts else (),
                empty=empty,
                needs_labels=empty == NO_LABELS,
                is_counting=self._counting.is_under_way(period),
            )
        )

    def _on_counted(self) -> None:
        if self._can_draw():
            self._draw_choice()
            if not self._desk.items and not self._is_reading:
                self._draw_review()  # it says why there is nothing to read

    def _can_draw(self) -> bool:
        self._has_missed = self._has_missed or self._is_away
        return not self._is_away

    def _complain(self, error: TutorDiaryError) -> None:
        if self._can_draw():
            self._draw_choice()
            self._view.say(str(error), "danger")

    def _keep_choice(self) -> None:
        own = f"{self._own[0].isoformat()}|{self._own[1].isoformat()}" if self._own else "|"
        self._diary.keep_preference(PREFERENCE, f"{self._mode}|{own}|{self._key}")

    def _remembered(self) -> tuple[str, tuple[date, date] | None, BundleMode]:
        parts = self._diary.preference(PREFERENCE).split("|", 3)
        if len(parts) < 4:
            return TERM, None, BundleMode.COUNTS
        own = (date.fromisoformat(parts[1]), date.fromisoformat(parts[2])) if parts[1] else None
        return parts[3], own, BundleMode(parts[0])

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
        if self._desk.is_at_kept:
            self._desk.see_kept(seen=True)
            self._forward()
        elif state is not None and state.can_read:
            self._desk.decide_passage(Decision.READ)
            self._forward()

    def undo(self) -> None:
        """Take back the last decision."""
        self._view.say("", "info")
        if self._desk.undo():
            self._load()

    def see_kept(self, *, seen: bool) -> None:
        """Note that the words kept although they equal a name were looked at."""
        self._desk.see_kept(seen=seen)
        self._draw_review()

    def _forward(self) -> None:
        self._desk.next_waiting()
        self._draw_review()

    def _load(self) -> None:
        """Draw the passages, reading them again when the weeks or anything they rest on changed."""
        about = self._about()
        if self._mode is BundleMode.COUNTS:
            self._desk.clear()
        if self._is_reading and self._wanted == about:
            pass  # it is under way
        elif self._made is not None and self._made[0] == about:
            self._is_reading = False
        else:
            self._read(about)
        self._draw_review()
        self._draw_give()

    def _about(self) -> MadeOf:
        period = self.period
        return MadeOf(Period(period.first, period.last), period.programme_id, self._mode, self._desk.changes)

    def _read(self, about: MadeOf) -> None:
        """Read passages and count on the worker; only the newest of several wishes is drawn."""
        self._wanted = about
        self._is_reading = True

        def done(made: Made | None) -> None:
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
                self._view.say(str(error), "danger")

        work = making(self._diary, self._desk, about, lambda: self._wanted == about and self._is_reading)
        self._runner.run(work, done, failed)

    def _draw_review(self) -> None:
        nothing = not self._desk.items and not self._is_reading
        empty = self._why_empty() if nothing else ""
        self._view.show_review(self._desk.state(empty, is_reading=self._is_reading))
        self._view.show_passage(self._desk.passage())

    def _why_empty(self) -> str:
        counts = self._counting.of(self.period)
        return (counts.empty(self._mode) if counts else "") or NO_LABELS

    # Giving -------------------------------------------------------------------------------------

    def _draw_give(self) -> None:
        figures = self._made[1].figures if self._made else None
        if self._is_reading:
            state = share_give.nothing(self._diary, self.blocked(), is_waiting=True)
        elif figures is None:
            state = share_give.nothing(self._diary, NO_SESSIONS)
        else:
            state = share_give.give_state(self._diary, figures, self._mode, self._desk.items, self.blocked())
        self._view.show_give(state)

    def blocked(self) -> str:
        """Return why nothing can be given yet, as a sentence; empty when nothing stands in the way."""
        if self._is_reading:
            return COUNTED_SOON if self._mode is BundleMode.COUNTS else READING
        if self._mode is BundleMode.COUNTS:
            return ""
        rows = [row for row in self._desk.state().rows if row.id != KEPT_ROW]
        decide = sum(row.state is RowState.TO_DECIDE for row in rows)
        read = sum(row.state is RowState.TO_READ for row in rows)
        if decide or read:
            parts = [f"{decide} to decide"] if decide else []
            parts += [f"{read} to read"] if read else []
            return f"Some passages still need your eyes: {', '.join(parts)}."
        if not self._desk.kept_seen:
            number = len(self._desk.kept)
            return (
                f"Look at the {plural(number, 'place')} where a child’s name was kept as an ordinary word, "
                "and tick them."
            )
        return ""

    def give(self, target: Path) -> None:
        """Make the bundle, let the gate read it, write it and note it, unless something blocks it."""
        if self._is_giving:
            return
        self._view.say("", "info")
        self._load()  # names or notes may have changed since the review
        if self.blocked():
            self._view.say(self.blocked(), "warn")
            return
        self._is_giving = True
        self._view.say(GIVING, "info")
        about, items = self._about(), self._desk.items
        work = writing(self._diary, about, items, target, self._today(), lambda: self._desk.changes)

        def done(written: tuple[giving.MadeBundle, GateReport]) -> None:
            self._is_giving = False
            made, report = written
            try:
                giving.note_given(self._diary, made, report, target.name, "")
            except TutorDiaryError as error:
                self._view.say(f"{target.name} was written, but could not be noted here: {error}", "danger")
                return
            if self._can_draw():
                self._draw_give()
            self._view.say(
                f"Written: {target.name}, checked. {report.sentence} Treat it as personal data.", "ok"
            )

        self._runner.run(work, done, self._refused)

    def _refused(self, error: TutorDiaryError) -> None:
        self._is_giving = False
        self._view.say(str(error), "warn" if isinstance(error, NotCleared) else "danger")

    def suggested_name(self) -> str:
        """Return a file name that names nobody."""
        return share_give.file_name(self._diary)

    def days_words(self) -> str:
        """Return the weeks chosen in words."""
        return share_period.days_words(self.period)
