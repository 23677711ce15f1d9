"""Today: the day's sessions, what to try, what is unfinished, and who has gone quiet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from tutordiary import dates, timetable, wording
from tutordiary.diary import Diary
from tutordiary.model import (
    Action,
    Attendance,
    Group,
    Observation,
    Presence,
    Pupil,
    Session,
    SessionStatus,
)

LOOK_BACK_DAYS = 14
QUIET_WEEKS = 3


@dataclass(frozen=True, slots=True)
class TodayRow:
    """One session: ``action`` is what its button says; ``is_next`` marks the one to begin with."""

    group_id: str
    day: date
    time: str
    group: str
    setting: str
    state: str
    action: str
    next_time: str
    quiet: str
    is_next: bool


@dataclass(frozen=True, slots=True)
class TodayPage:
    """The whole page. Empty tuples mean there is nothing of that kind to show."""

    title: str
    is_sample: bool
    has_groups: bool
    rows: tuple[TodayRow, ...]
    unfinished: tuple[TodayRow, ...]
    actions: tuple[str, ...]
    moment: str
    moment_about: str


class TodayView(Protocol):
    """What the page's window can do."""

    def show_page(self, page: TodayPage) -> None:
        """Draw the page."""

    def open_log(self, group_id: str, day: date) -> None:
        """Go to the log of a group's session."""


class TodayPresenter:
    """Gathers the page afresh each time it is shown."""

    def __init__(self, diary: Diary, view: TodayView, today: Callable[[], date]) -> None:
        self._diary = diary
        self._view = view
        self._today = today

    def show(self) -> None:
        """Gather and draw the page."""
        day = self._today()
        rows = [self._row(one, day) for one in timetable.sessions_on(self._diary, day)]
        unfinished = self._unfinished(day)
        rows = _with_focus(rows)
        moment, about = self._moment(day)
        self._view.show_page(
            TodayPage(
                title=dates.long_day(day, year=True),
                is_sample=self._diary.is_sample,
                has_groups=bool(self._diary.all(Group)),
                rows=tuple(rows),
                unfinished=tuple(unfinished),
                actions=self._actions(day),
                moment=moment,
                moment_about=about,
            )
        )

    def log(self, row: TodayRow) -> None:
        """Open the log for a row."""
        self._view.open_log(row.group_id, row.day)

    def _row(self, one: timetable.DaySession, day: date) -> TodayRow:
        session = one.session or Session(
            id="", group_id=one.group.id, held_on=day, starts_at=one.starts_at, status=SessionStatus.PLANNED
        )
        state, action = self._state(one.session)
        return TodayRow(
            group_id=one.group.id,
            day=day,
            time=dates.span_of(one.starts_at, one.planned_min),
            group=one.group.working_name,
            setting=one.setting.name if one.setting else "",
            state=state,
            action=action,
            next_time=timetable.next_time_before(self._diary, session),
            quiet=self._quiet(one.group.id, day) if timetable.previous_session(self._diary, session) else "",
            is_next=False,
        )

    def _state(self, session: Session | None) -> tuple[str, str]:
        if session is None:
            return "Not yet", "Log"
        if session.status is SessionStatus.CANCELLED:
            return "Cancelled", ""
        if session.finished_at is not None:
            return f"Logged, {dates.local_clock(session.finished_at)}", "Look"
        marks = self._diary.find(Observation, session_id=session.id)
        if not marks:
            return "Not yet", "Log"
        here = self._diary.find(Attendance, session_id=session.id)
        away = sum(mark.presence is Presence.ABSENT for mark in here)
        members = timetable.members_on(self._diary, session.group_id, session.held_on)
        return f"{len(members) - away} of {len(members)} here, not finished", "Carry on"

    def _unfinished(self, day: date) -> list[TodayRow]:
        rows = []
        for back in range(1, LOOK_BACK_DAYS + 1):
            earlier = day - timedelta(days=back)
            for one in timetable.sessions_on(self._diary, earlier):
                if one.session and (one.session.finished_at or one.session.status is SessionStatus.CANCELLED):
                    continue
                rows.append(self._row(one, earlier))
        return rows

    def _quiet(self, group_id: str, day: date) -> str:
        """Name the pupils nobody has written words about lately: the radar in one line."""
        since = day - timedelta(weeks=QUIET_WEEKS)
        names = []
        for pupil in timetable.members_on(self._diary, group_id, day):
            noticed = [
                sign
                for sign in self._diary.find(Observation, pupil_id=pupil.id)
                if sign.text and sign.noted_on >= since
            ]
            if not noticed:
                names.append(pupil.first_name)
        if not names:
            return ""
        return f"No words lately for {wording.and_list(names)}"

    def _actions(self, day: date) -> tuple[str, ...]:
        lines = []
        for action in self._diary.find(Action, order=("due_on", "id"), done_on=None):
            when = ""
            if action.due_on is not None:
                when = f", by {dates.day_and_month(action.due_on)}"
                if action.due_on > day + timedelta(days=LOOK_BACK_DAYS):
                    continue
            mine = action.who.casefold() in ("", "me", "tutor")
            who = "" if mine else f"{action.who}: "
            lines.append(f"{who}{action.text.rstrip('.')}{when}")
        return tuple(lines[:5])

    def _moment(self, day: date) -> tuple[str, str]:
        """Pick a starred or shared small sign of the last weeks: the one good thing to read first."""
        since = day - timedelta(days=LOOK_BACK_DAYS)
        signs = [
            sign
            for sign in self._diary.find(Observation, order=("-noted_on", "-id"), starred=True)
            if since <= sign.noted_on < day and sign.text
        ]
        if not signs:
            return "", ""
        sign = signs[0]
        pupil = self._diary.get(Pupil, sign.pupil_id) if sign.pupil_id else None
        about = f"{pupil.first_name}, " if pupil else ""
        return sign.text, f"{about}{dates.day_and_month(sign.noted_on)}"


def _with_focus(rows: list[TodayRow]) -> list[TodayRow]:
    """Mark the row to begin with: an unfinished log first, then the first not yet logged."""
    from dataclasses import replace

    for wanted in ("Carry on", "Log"):
        for index, row in enumerate(rows):
            if row.action == wanted:
                rows[index] = replace(row, is_next=True)
                return rows
    return rows
