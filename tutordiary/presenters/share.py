"""The Share page: choose the weeks, read every word that would leave, give the project manager a bundle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from tutordiary.diary import Diary
from tutordiary.errors import TutorDiaryError
from tutordiary.evidence import Period
from tutordiary.model import BundleMode
from tutordiary.presenters import share_give, share_period
from tutordiary.presenters.share_counts import Counting
from tutordiary.presenters.share_made import Made, MadeOf, making, writing
from tutordiary.presenters.share_period import OWN, TERM
from tutordiary.presenters.share_road import Road
from tutordiary.presenters.share_state import ChoiceState, PeriodChoice, ShareView, Step
from tutordiary.presenters.share_words import COUNTED_SOON, NO_LABELS, NO_SESSIONS
from tutordiary.presenters.work import Runner
from tutordiary.release import giving
from tutordiary.release.gate import GateReport
from tutordiary.release.review_context import THEY_FOR_EVERYONE
from tutordiary.release.sealing import Sealing, place_of

PREFERENCE = "share choice"


class SharePresenter(Road[MadeOf, Made]):
    """Holds the choice, the review and the giving; every choice and decision goes into the diary at once."""

    _view: ShareView

    def __init__(self, diary: Diary, view: ShareView, runner: Runner, today: Callable[[], date]) -> None:
        super().__init__(diary, view, runner)
        self._today = today
        self._seal_blocked: Callable[[], str] = lambda: ""
        self._key, self._own, self._mode = self._remembered()
        self._counting = Counting(diary, runner, lambda: self._desk.changes, self._on_counted, self._complain)

    @property
    def _has_words(self) -> bool:
        return self._mode is not BundleMode.COUNTS

    def _on_put_away(self) -> None:
        self._counting.stop()

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

    def choose_they(self, *, on: bool) -> None:
        """Tell of every pupil as "they", or only where he or she would say who it is."""
        self._diary.keep_preference(THEY_FOR_EVERYONE, "yes" if on else "")
        self._draw_choice()

    @property
    def _is_they(self) -> bool:
        return self._diary.preference(THEY_FOR_EVERYONE) == "yes"

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
                they=self._is_they,
            )
        )

    def _on_counted(self) -> None:
        if self._can_draw():
            self._draw_choice()
            if not self._desk.items and not self._is_reading:
                self._draw_review()  # it says why there is nothing to read

    def _keep_choice(self) -> None:
        own = f"{self._own[0].isoformat()}|{self._own[1].isoformat()}" if self._own else "|"
        self._diary.keep_preference(PREFERENCE, f"{self._mode}|{own}|{self._key}")

    def _remembered(self) -> tuple[str, tuple[date, date] | None, BundleMode]:
        parts = self._diary.preference(PREFERENCE).split("|", 3)
        if len(parts) < 4:
            return TERM, None, BundleMode.COUNTS
        own = (date.fromisoformat(parts[1]), date.fromisoformat(parts[2])) if parts[1] else None
        return parts[3], own, BundleMode(parts[0])

    # Giving -------------------------------------------------------------------------------------

    def _draw_give(self) -> None:
        figures = self._made[1].figures if self._made else None
        if self._is_reading:
            state = share_give.nothing(self._diary, self.blocked(), is_waiting=True)
        elif figures is None:
            state = share_give.nothing(self._diary, NO_SESSIONS)
        else:
            state = share_give.give_state(
                self._diary,
                figures,
                self._mode,
                self._desk.items,
                self.blocked(),
                needs_review=self.needs_review,
                intruder=self.intruder(),
            )
        self._view.show_give(state)

    def _about(self) -> MadeOf:
        period = self.period
        days = Period(period.first, period.last)
        return MadeOf(days, period.programme_id, self._mode, self._desk.changes, self._is_they)

    def _work(self, about: MadeOf, is_wanted: Callable[[], bool]) -> Callable[[], Made | None]:
        return making(self._diary, self._desk, about, is_wanted)

    def _why_empty(self) -> str:
        counts = self._counting.of(self.period)
        return (counts.empty(self._mode) if counts else "") or NO_LABELS

    def blocked(self) -> str:
        """Return why nothing can be given yet, as a sentence; empty when nothing stands in the way."""
        if self._is_reading and not self._has_words:
            return COUNTED_SOON
        figures = self._made[1].figures if self._made else None
        return (figures.refused if figures else "") or super().blocked() or self._seal_blocked()

    def give(self, target: Path, sealing: Sealing | None = None) -> None:
        """Make the bundle, let the gate read it, write it and note it, unless something blocks it.

        The file's name ends as ``sealing.place_of`` says.
        """
        if not self._begin_giving():
            return
        about, items = self._about(), self._desk.items
        target = place_of(target, sealing)
        work = writing(
            self._diary,
            about,
            items,
            target,
            self._today(),
            lambda: self._desk.changes,
            intruder=self._intruder.answers(items) if self._has_words else None,
            sealing=sealing,
        )

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
            sealed = " It is sealed." if sealing else ""
            self._view.say(
                f"Written: {target.name}, checked. {report.sentence}{sealed} Treat it as personal data.", "ok"
            )

        self._runner.run(work, done, self._refused)

    def ask_seal(self, blocked: Callable[[], str]) -> None:
        """Have the choice how the file travels say what stands in the way of giving."""
        self._seal_blocked = blocked

    def redraw_give(self) -> None:
        """Draw the third step again: how the file travels has changed."""
        if self._step is Step.GIVE:
            self._draw_give()

    def suggested_name(self) -> str:
        """Return a file name that names nobody."""
        return share_give.file_name(self._diary)

    def days_words(self) -> str:
        """Return the weeks chosen in words."""
        return share_period.days_words(self.period)
