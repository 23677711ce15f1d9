"""The Share page: choose the weeks, read every word that would leave, give the project manager a bundle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from tutordiary.diary import Diary, reading
from tutordiary.errors import BadInput, NotCleared, TutorDiaryError
from tutordiary.evidence import Period, enrolled
from tutordiary.model import Audience, BundleMode, Group, Session, SessionStatus
from tutordiary.presenters import share_give, share_period
from tutordiary.presenters.share_give import plural
from tutordiary.presenters.share_marks import KEPT_ROW
from tutordiary.presenters.share_period import OWN, TERM
from tutordiary.presenters.share_review import LONGEST_NAME, Reading, ReviewDesk
from tutordiary.presenters.share_state import ChoiceState, PeriodChoice, RowState, ShareView, Step, WhoChoice
from tutordiary.presenters.share_words import GIVING, NO_LABELS, NO_SESSIONS, READING
from tutordiary.presenters.work import Runner
from tutordiary.release import giving, passages
from tutordiary.release.gate import GateReport, release_file
from tutordiary.release.review import Decision
from tutordiary.release.rosters import whole_roster

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
        self._wanted = 0

    def arrive(self) -> None:
        """Draw the step last worked on, with what the diary holds now."""
        self._view.say("", "info")
        self.open_step(self._step)

    def put_away(self) -> bool:
        """Let go of the passages before the diary closes. False while a bundle is being written."""
        if self._is_giving:
            self._view.say(GIVING, "info")
            return False
        self._wanted += 1
        return True

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
        found = share_period.choices(self._diary, self._today(), self._own)
        return next((each for each in found if each.key == self._key), found[0])

    def _draw_choice(self) -> None:
        period = self.period
        facts, empty = self._facts(period)
        self._view.show_choice(
            ChoiceState(
                periods=share_period.choices(self._diary, self._today(), self._own),
                period=period,
                mode=self._mode,
                facts=facts,
                empty=empty,
                needs_labels=empty == NO_LABELS,
            )
        )

    def _facts(self, period: PeriodChoice) -> tuple[tuple[str, ...], str]:
        """Return what the weeks hold, and a sentence when there is nothing in them to give or to read."""
        book = reading.book_of_days(self._diary, period.first, period.last)
        days = Period(period.first, period.last)
        held = [
            session
            for session in book.all(Session)
            if session.held_on in days and session.status is SessionStatus.HELD
        ]
        groups = {
            group.id
            for group in book.all(Group)
            if period.programme_id in (None, group.programme_id)
            and any(session.group_id == group.id for session in held)
        }
        if not groups:
            return (), NO_SESSIONS
        labelled = sum(
            passage.group_id is None or passage.group_id in groups
            for passage in passages.collect(self._diary, book, days, Audience.MANAGER)
        )
        sessions = sum(session.group_id in groups for session in held)
        pupils = len(enrolled(book, days, sorted(groups)))
        facts = (
            f"{plural(sessions, 'session')} held, {plural(len(groups), 'group')}, {plural(pupils, 'pupil')}",
            f"{plural(labelled, 'passage')} labelled for the project manager",
        )
        is_empty = labelled == 0 and self._mode is BundleMode.PSEUDONYMISED
        return facts, NO_LABELS if is_empty else ""

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
        period = self.period
        days = Period(period.first, period.last)
        self._is_reading = False
        if self._mode is BundleMode.COUNTS:
            self._desk.clear()
        elif not self._desk.is_fresh(days, period.programme_id):
            try:
                self._read(self._desk.reading(days, period.programme_id))
            except BadInput:
                self._desk.clear()
        self._draw_review()
        self._draw_give()

    def _read(self, work: Callable[[], Reading]) -> None:
        """Read passages on the worker; only the newest of several wishes is drawn."""
        self._wanted += 1
        number = self._wanted
        self._is_reading = True

        def done(reading: Reading) -> None:
            if number != self._wanted or not self._is_reading:
                return
            self._is_reading = False
            self._desk.take(reading)
            self._draw_review()
            self._draw_give()
            if self._step is not Step.CHOOSE:
                self._view.show_step(self._step)

        # After an error nothing counts as read, so that nothing can be given.
        self._runner.run(work, done, lambda error: self._view.say(str(error), "danger"))

    def _draw_review(self) -> None:
        nothing = not self._desk.items and not self._is_reading
        empty = (self._facts(self.period)[1] or NO_LABELS) if nothing else ""
        self._view.show_review(self._desk.state(empty, is_reading=self._is_reading))
        self._view.show_passage(self._desk.passage())

    # Giving -------------------------------------------------------------------------------------

    def _draw_give(self) -> None:
        try:
            state = share_give.give_state(
                self._diary, self.period, self._mode, self._desk.items, self.blocked()
            )
        except BadInput:
            state = share_give.nothing(self._diary, NO_SESSIONS)
        self._view.show_give(state)

    def blocked(self) -> str:
        """Return why nothing can be given yet, as a sentence; empty when nothing stands in the way."""
        if self._mode is BundleMode.COUNTS:
            return ""
        if self._is_reading:
            return READING
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
        period = self.period
        self._load()  # names or notes may have changed since the review
        if self.blocked():
            self._view.say(self.blocked(), "warn")
            return
        try:
            made = giving.prepare(
                self._diary,
                Period(period.first, period.last),
                self._mode,
                self._desk.items if self._mode is BundleMode.PSEUDONYMISED else None,
                made_on=self._today(),
                programme_id=period.programme_id,
            )
        except TutorDiaryError as error:
            self._refused(error)
            return
        roster, cleared = whole_roster(self._diary), giving.cleared_words(made)
        self._is_giving = True
        self._view.say(GIVING, "info")

        def work() -> GateReport:
            return release_file(made.data, target, roster, own=giving.own_texts(made), cleared=cleared)

        def done(report: GateReport) -> None:
            self._is_giving = False
            try:
                giving.note_given(self._diary, made, report, target.name, "")
            except TutorDiaryError as error:
                self._view.say(f"{target.name} was written, but could not be noted here: {error}", "danger")
                return
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
