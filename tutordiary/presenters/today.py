"""Today: the day's sessions, what to try, what is unfinished, and who has gone quiet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from tutordiary import dates, timetable
from tutordiary.diary import Diary, weeks
from tutordiary.errors import TutorDiaryError
from tutordiary.model import Action, Group, Pupil, SessionStatus
from tutordiary.presenters import timetable_changes as changes
from tutordiary.presenters.pupil_targets import reviews_due
from tutordiary.presenters.radar import quiet_line
from tutordiary.presenters.timetable_state import when
from tutordiary.presenters.today_state import (
    ActionLine,
    ReviewLine,
    SetAside,
    TodayPage,
    TodayRow,
    TodayView,
)
from tutordiary.timetable import DaySession

LOOK_BACK_DAYS = 14
MOST_UNFINISHED = 8
MOST_ACTIONS = 8
MOST_REVIEWS = 5
MOMENTS = 7
SOON_MIN = 60


class TodayPresenter:
    """Gathers the page afresh each time it is shown. ``clock`` gives the time of day as ``HH:MM``."""

    def __init__(
        self,
        diary: Diary,
        view: TodayView,
        today: Callable[[], date],
        clock: Callable[[], str] = lambda: f"{datetime.now().astimezone():%H:%M}",
    ) -> None:
        self._diary = diary
        self._view = view
        self._today = today
        self._clock = clock
        self._undo: changes.Change | None = None

    def show(self) -> None:
        """Gather and draw the page."""
        self._view.show_page(self._page())

    def log(self, row: TodayRow) -> None:
        """Open the log for a row."""
        session_id = changes.session_to_open(
            self._diary, row.group_id, row.day, row.starts_at, row.session_id
        )
        self._view.open_log(row.group_id, row.day, session_id)

    # Doing ----------------------------------------------------------------------------------------

    def set_aside(self, row: TodayRow, how: SetAside) -> None:
        """Take a session off the list: it was cancelled, or there is nothing to log."""
        one = changes.find(self._diary, row.group_id, row.day, row.starts_at, row.session_id)
        if one is None:
            self.show()
            return
        work = changes.cancel if how is SetAside.CANCELLED else changes.nothing_to_log
        self._do(lambda: work(self._diary, one))

    def tick(self, action_id: str) -> None:
        """Note that what somebody said they would do is done."""
        action = self._diary.get(Action, action_id)
        if action is None:
            self.show()
            return
        self._do(lambda: changes.tick(self._diary, action, self._today()))

    def undo(self) -> None:
        """Take back what was done last; nothing happens when there is nothing."""
        change, self._undo = self._undo, None
        if change is None:
            return
        try:
            changes.undo(self._diary, change)
            words = "It is as it was before."
        except TutorDiaryError as error:
            words = str(error)
        self.show()
        self._view.tell(words, can_undo=False)

    def _do(self, work: Callable[[], changes.Change]) -> None:
        try:
            change = work()
        except TutorDiaryError as error:  # as in a copy that is only looked at
            self._view.tell(str(error), can_undo=False)
            return
        self._undo = change
        self.show()
        self._view.tell(change.words, can_undo=True)

    # Gathering ------------------------------------------------------------------------------------

    def _page(self) -> TodayPage:
        day = self._today()
        first = day - timedelta(days=LOOK_BACK_DAYS)
        found = timetable.sessions_between(self._diary, first, day)
        open_ids = [one.session.id for one in found if one.session and not one.is_done]
        begun = weeks.begun(self._diary, open_ids)
        rows = [self._row(one, begun, is_today=True) for one in found if one.day == day]
        left = [one for one in found if one.day < day and not one.is_done][::-1]
        behind = [self._row(one, begun, is_today=False) for one in left[:MOST_UNFINISHED]]
        rows, behind = _with_focus(rows, behind, self._clock())
        monday = dates.monday_of(day)
        moment, about = self._moment(day)
        return TodayPage(
            title=dates.long_day(day, year=True),
            clock=self._clock_line(day),
            closed=self._closed(day),
            is_sample=self._diary.is_sample,
            has_groups=weeks.how_many(self._diary, Group) > 0,
            rows=tuple(rows),
            unfinished=tuple(row for row in behind if row.day >= monday),
            earlier=tuple(row for row in behind if row.day < monday),
            more=len(left) - len(behind),
            actions=self._actions(day),
            reviews=self._reviews(day),
            moment=moment,
            moment_about=about,
        )

    def _row(self, one: DaySession, begun: set[str], *, is_today: bool) -> TodayRow:
        session = one.session or timetable.planned(one.group, one.day, one.starts_at)
        state, action = self._state(one, begun)
        is_begun = session.id in begun
        next_time = quiet = ""
        if is_today and not one.is_cancelled:
            next_time = timetable.next_time_before(self._diary, session)
            quiet = quiet_line(self._diary, one.group.id, one.day)
        return TodayRow(
            group_id=one.group.id,
            session_id=one.session.id if one.session else "",
            day=one.day,
            starts_at=one.starts_at,
            time=dates.span_of(one.starts_at, one.planned_min),
            group=one.group.working_name,
            setting=", ".join(part for part in (one.setting.name if one.setting else "", one.room) if part),
            state=state,
            note=_note(one),
            action=action,
            next_time=next_time,
            quiet=quiet,
            aside=() if is_today or is_begun or one.is_done else tuple(SetAside),
            is_next=False,
        )

    def _state(self, one: DaySession, begun: set[str]) -> tuple[str, str]:
        session = one.session
        if session is None:
            return "Not yet", "Log"
        if one.moved_to is not None:
            return f"Moved to {when(one.moved_to.held_on, one.moved_to.starts_at, one.day)}", ""
        if session.status is SessionStatus.CANCELLED:
            return "Cancelled", ""
        if session.finished_at is not None:
            return f"Logged, {dates.local_clock(session.finished_at)}", "Look"
        if session.id not in begun:
            return "Not yet", "Log"
        away = weeks.absent_in(self._diary, session.id)
        members = len(weeks.members(self._diary, session.group_id, session.held_on))
        return f"{max(members - away, 0)} of {members} here, not finished", "Carry on"

    def _closed(self, day: date) -> tuple[str, ...]:
        closures = weeks.closures_between(self._diary, day, day)
        settings = weeks.settings_of(self._diary, [one.setting_id for one in closures if one.setting_id])
        return tuple(
            f"{one.name} ({settings[one.setting_id].name})" if one.setting_id in settings else one.name
            for one in closures
        )

    def _clock_line(self, day: date) -> str:
        latest = weeks.last_day_written(self._diary)
        if latest is None or latest <= day:
            return ""
        return (
            f"This computer’s clock says it is {dates.day_and_month(day, year=True)}, but the diary has "
            f"entries of {dates.day_and_month(latest, year=True)}. All of them are safe. If the clock was "
            "put back, set it right before you log, or choose the day yourself in the timetable."
        )

    def _actions(self, day: date) -> tuple[ActionLine, ...]:
        found = weeks.actions_due(self._diary, day + timedelta(days=LOOK_BACK_DAYS), MOST_ACTIONS)
        return tuple(ActionLine(one.id, _said(one)) for one in found)

    def _reviews(self, day: date) -> tuple[ReviewLine, ...]:
        return tuple(
            ReviewLine(
                due.pupil_id,
                due.target_id,
                f"Look at {due.name}’s target together, due {dates.day_and_month(due.due_on)}: “{due.words}”",
            )
            for due in reviews_due(self._diary, day)[:MOST_REVIEWS]
        )

    def _moment(self, day: date) -> tuple[str, str]:
        """Pick a starred small sign of the last weeks, another one each day: the good thing to read first."""
        first = day - timedelta(days=LOOK_BACK_DAYS)
        signs = weeks.starred_between(self._diary, first, day - timedelta(days=1), MOMENTS)
        if not signs:
            return "", ""
        sign = signs[day.toordinal() % len(signs)]
        pupil = self._diary.get(Pupil, sign.pupil_id) if sign.pupil_id else None
        about = f"{pupil.first_name}, " if pupil else ""
        return sign.text, f"{about}{dates.day_and_month(sign.noted_on)}"


def _note(one: DaySession) -> str:
    if one.moved_from is not None:
        return f"Moved here from {when(one.moved_from.held_on, one.moved_from.starts_at, one.day)}"
    return "Extra session" if one.is_extra and not one.is_cancelled else ""


def _said(action: Action) -> str:
    is_mine = action.who.casefold() in ("", "me", "tutor")
    until = f", by {dates.day_and_month(action.due_on)}" if action.due_on else ""
    return f"{'' if is_mine else f'{action.who}: '}{action.text.rstrip('.')}{until}"


def _with_focus(
    rows: list[TodayRow], behind: list[TodayRow], clock: str
) -> tuple[list[TodayRow], list[TodayRow]]:
    """Mark the one to begin with: the most recent gap, unless the next session is about to begin."""
    begun = [row for row in rows if row.action == "Carry on"]
    due = [row for row in rows if row.action == "Log"]
    over = [row for row in due if row.starts_at <= clock]
    ahead = [row for row in due if row.starts_at > clock]
    soon = [row for row in ahead if _minutes(row.starts_at) - _minutes(clock) <= SOON_MIN]
    first = next(iter((*begun[-1:], *over[-1:], *soon[:1], *behind[:1], *ahead[:1])), None)
    if first is None:
        return rows, behind
    marked = replace(first, is_next=True)
    return [marked if row is first else row for row in rows], [
        marked if row is first else row for row in behind
    ]


def _minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)
