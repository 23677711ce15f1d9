"""Which session to log: the one that is due, or any group's on any day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tutordiary import dates, timetable
from tutordiary.diary import Diary, weeks
from tutordiary.model import Group, Session, SessionStatus

LAST_OPEN = "log_open"
EARLIER_STEP = 30
FIRST_YEAR, LAST_YEAR = 2000, 2100  # beyond them it is a slip of the finger
A_DAY = "Write the day like 15 November, 15/11/2026, yesterday or Tuesday."


@dataclass(frozen=True, slots=True)
class LogChoice:
    """A group a session can be logged for. ``note`` says whether it meets today and when one was logged."""

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
        ids = weeks.begun(self._diary, [one.session.id for one in sessions if one.session])
        begun = [one for one in sessions if one.session and one.session.id in ids]
        first = (begun or sessions)[:1]
        return first[0].group.id if first else ""

    def remember_open(self, group_id: str, day: date, session_id: str = "") -> None:
        """Keep which log is open, to come back to it after a lock."""
        self._diary.keep_preference(LAST_OPEN, f"{day.isoformat()} {group_id} {session_id}".rstrip())

    def last_open(self) -> tuple[str, date, str] | None:
        """Return group, day and session of the log that was open last; None when its group is gone.

        The session is empty when a group and a day say enough.
        """
        day, _, rest = self._diary.preference(LAST_OPEN).partition(" ")
        group_id, _, session_id = rest.partition(" ")
        if not group_id or self._diary.get(Group, group_id) is None:
            return None
        is_there = session_id and self._diary.get(Session, session_id) is not None
        return group_id, date.fromisoformat(day), session_id if is_there else ""

    def all(self, steps_back: int = 0) -> tuple[LogChoice, ...]:
        """Return the groups that meet these days: those to log today first, then those logged lately.

        Each step back adds thirty of those that meet no longer, the latest first.
        """
        groups = weeks.current_groups(self._diary, self._today())
        if steps_back:
            ids = {one.id for one in groups}
            past = [one for one in self._diary.find(Group, order=("-ends_on", "-id")) if one.id not in ids]
            groups += past[: steps_back * EARLIER_STEP]
        settings = weeks.settings_of(self._diary, [one.setting_id for one in groups])
        held = weeks.last_days_held(self._diary, [one.id for one in groups])
        due = self._times_due()
        order = {group_id: place for place, group_id in enumerate(due)}
        found: list[tuple[date, LogChoice]] = []
        for group in groups:
            last = held.get(group.id)
            note = f"Last logged {dates.long_day(last, year=True)}" if last else "Nothing logged yet"
            if group.id in due:
                note = f"{f'Today, {dates.clock(due[group.id])}'.rstrip(', ')}  ·  {note}"
            place = settings[group.setting_id].name if group.setting_id in settings else ""
            found.append((last or date.max, LogChoice(group.id, group.working_name, place, note)))
        lately = [choice for _, choice in sorted(found, key=lambda pair: pair[0], reverse=True)]
        return tuple(sorted(lately, key=lambda choice: order.get(choice.group_id, len(order))))

    def _times_due(self) -> dict[str, str]:
        """Return the groups still to log today, first to last, each with its time ("" when not known)."""
        due: dict[str, str] = {}
        for one in timetable.sessions_on(self._diary, self._today()):
            if not _done(one.session):
                due.setdefault(one.group.id, one.starts_at)
        return due

    def count_earlier(self, steps_back: int = 0) -> int:
        """Return how many groups that meet no longer are not among those returned."""
        current = len(weeks.current_groups(self._diary, self._today()))
        return max(0, weeks.how_many(self._diary, Group) - current - steps_back * EARLIER_STEP)


def day_logged(typed: str, today: date) -> date | None:
    """Read the day of a session that was held; None for what is no day.

    A weekday is the latest one, today among them unless "last" stands before it. A weekday before a date, as
    in "Tuesday 14 October", is read over.
    """
    words = typed.replace(",", " ").split()
    is_before = len(words) > 1 and words[0].casefold() == "last"
    number = _weekday(words[1 if is_before else 0]) if words else None
    if number is not None and len(words) == 1 + is_before:
        back = (today.weekday() - number) % 7
        return today - timedelta(days=back or 7 * is_before)
    if number is not None and not is_before:
        words = words[1:]
    day = dates.parse_day(" ".join(words), today)
    return day if day is not None and FIRST_YEAR <= day.year <= LAST_YEAR else None


def _weekday(word: str) -> int | None:
    names = [name.casefold() for name in dates.WEEKDAYS]
    found = [at for at, name in enumerate(names) if len(word) > 2 and name.startswith(word.casefold())]
    return found[0] if found else None


def _done(session: Session | None) -> bool:
    return session is not None and (
        session.finished_at is not None or session.status is SessionStatus.CANCELLED
    )
