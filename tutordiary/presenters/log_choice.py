"""Which session to log: the one that is due, or any group's on any day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tutordiary import dates, timetable
from tutordiary.diary import Diary
from tutordiary.model import Group, Observation, Session, SessionStatus, Setting

LAST_OPEN = "log_open"


@dataclass(frozen=True, slots=True)
class LogChoice:
    """A group a session can be logged for. ``note`` says when one was last logged."""

    group_id: str
    group: str
    setting: str
    note: str


class LogChoices:
    """Answers what could be logged on a day."""

    def __init__(self, diary: Diary, today: Callable[[], date]) -> None:
        self._diary = diary
        self._today = today

    def due(self) -> str:
        """Return the group whose session today is under way or comes first unlogged; empty for none."""
        sessions = [
            one for one in timetable.sessions_on(self._diary, self._today()) if not _done(one.session)
        ]
        begun = [
            one
            for one in sessions
            if one.session and self._diary.find(Observation, session_id=one.session.id)
        ]
        first = (begun or sessions)[:1]
        return first[0].group.id if first else ""

    def remember_open(self, group_id: str, day: date) -> None:
        """Keep which log is open, to come back to it after a lock."""
        self._diary.keep_preference(LAST_OPEN, f"{day.isoformat()} {group_id}")

    def last_open(self) -> tuple[str, date] | None:
        """Return the group and the day of the log that was open last; None when its group is gone."""
        day, _, group_id = self._diary.preference(LAST_OPEN).partition(" ")
        if not group_id or self._diary.get(Group, group_id) is None:
            return None
        return group_id, date.fromisoformat(day)

    def all(self) -> tuple[LogChoice, ...]:
        """Return every group, those with sessions soonest logged first."""
        settings = {setting.id: setting.name for setting in self._diary.all(Setting)}
        found: list[tuple[date, LogChoice]] = []
        for group in self._diary.all(Group):
            held = [
                one.held_on
                for one in self._diary.find(Session, order=("-held_on",), group_id=group.id)
                if one.status is SessionStatus.HELD
            ]
            note = f"Last logged {dates.long_day(held[0])}" if held else "Nothing logged yet"
            choice = LogChoice(group.id, group.working_name, settings.get(group.setting_id, ""), note)
            found.append((held[0] if held else date.max, choice))
        return tuple(choice for _, choice in sorted(found, key=lambda pair: pair[0], reverse=True))


def _done(session: Session | None) -> bool:
    return session is not None and (
        session.finished_at is not None or session.status is SessionStatus.CANCELLED
    )
