"""What some weeks hold, counted by the worker and kept until something in the diary changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tutordiary.diary import Diary, reading
from tutordiary.errors import TutorDiaryError
from tutordiary.evidence import Period, enrolled
from tutordiary.model import Audience, BundleMode, Group, Session, SessionStatus
from tutordiary.presenters.share_give import plural
from tutordiary.presenters.share_state import PeriodChoice
from tutordiary.presenters.share_words import NO_LABELS, NO_SESSIONS
from tutordiary.presenters.work import Runner
from tutordiary.release import passages

_About = tuple[Period, str | None, int]


@dataclass(frozen=True, slots=True)
class WeekCounts:
    """Sessions held, the groups and pupils they were for, and the passages labelled for the manager."""

    sessions: int = 0
    groups: int = 0
    pupils: int = 0
    labelled: int = 0

    @property
    def lines(self) -> tuple[str, ...]:
        """The counts in words; none when no group met."""
        if not self.groups:
            return ()
        pupils = plural(self.pupils, "pupil")
        return (
            ", ".join((f"{plural(self.sessions, 'session')} held", plural(self.groups, "group"), pupils)),
            f"{plural(self.labelled, 'passage')} labelled for the project manager",
        )

    def empty(self, mode: BundleMode) -> str:
        """Return a sentence when there is nothing in these weeks to give or to read; empty otherwise."""
        if not self.groups:
            return NO_SESSIONS
        return NO_LABELS if self.labelled == 0 and mode is BundleMode.PSEUDONYMISED else ""


def count(diary: Diary, period: PeriodChoice) -> WeekCounts:
    """Return what the weeks hold. In an old diary this takes a worker's while."""
    book = reading.book_of_days(diary, period.first, period.last)
    days = Period(period.first, period.last)
    held = [
        session
        for session in book.all(Session)
        if session.held_on in days and session.status is SessionStatus.HELD
    ]
    met = {session.group_id for session in held}
    groups = {
        group.id
        for group in book.all(Group)
        if group.id in met and period.programme_id in (None, group.programme_id)
    }
    if not groups:
        return WeekCounts()
    return WeekCounts(
        sessions=sum(session.group_id in groups for session in held),
        groups=len(groups),
        pupils=len(enrolled(book, days, sorted(groups))),
        labelled=sum(
            passage.group_id is None or passage.group_id in groups
            for passage in passages.collect(diary, book, days, Audience.MANAGER)
        ),
    )


class Counting:
    """Has weeks counted, one wish at a time: an answer to an older wish is dropped.

    ``changes`` tells how often the diary has changed; ``counted`` is called on the window's thread when an
    answer has come, and ``failed`` instead of it when there is none.
    """

    def __init__(
        self,
        diary: Diary,
        runner: Runner,
        changes: Callable[[], int],
        counted: Callable[[], None],
        failed: Callable[[TutorDiaryError], None],
    ) -> None:
        self._diary = diary
        self._runner = runner
        self._changes = changes
        self._counted = counted
        self._failed = failed
        self._wanted: _About | None = None
        self._held: tuple[_About, WeekCounts | None] | None = None

    def of(self, period: PeriodChoice) -> WeekCounts | None:
        """Return what the weeks hold if it is known; None while it is being counted, which this begins."""
        about = self._about(period)
        if self._held is None or self._held[0] != about:
            self._ask(about, period)
        return self._held[1] if self._held is not None and self._held[0] == about else None

    def is_under_way(self, period: PeriodChoice) -> bool:
        """Whether these weeks are being counted."""
        return self._wanted == self._about(period)

    def stop(self) -> None:
        """Let no answer come any more to what was asked."""
        self._wanted = None

    def _about(self, period: PeriodChoice) -> _About:
        return Period(period.first, period.last), period.programme_id, self._changes()

    def _ask(self, about: _About, period: PeriodChoice) -> None:
        if self._wanted == about:
            return
        self._wanted = about

        def work() -> WeekCounts | None:
            # A wish that was given up while it waited its turn costs nothing, and reads no closed diary.
            return count(self._diary, period) if self._wanted == about else None

        def done(counts: WeekCounts | None) -> None:
            if self._wanted == about:
                self._take(about, counts)
                self._counted()

        def failed(error: TutorDiaryError) -> None:
            if self._wanted == about:
                self._take(about, None)
                self._failed(error)

        self._runner.run(work, done, failed)

    def _take(self, about: _About, counts: WeekCounts | None) -> None:
        self._wanted, self._held = None, (about, counts)
