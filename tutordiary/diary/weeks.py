"""What the timetable and Today ask of a diary, each answered quickly however old the diary is."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from tutordiary.diary.diary import Diary
from tutordiary.model import Action, Closure, Group, Observation, Pupil, Record, Session, Setting, Slot
from tutordiary.store import weeks


def sessions_between(diary: Diary, first: date, last: date) -> list[Session]:
    """Return every session written down from one day to another, by day and start."""
    with diary.vault.reading() as conn:
        return weeks.sessions_between(conn, first, last)


def slots_between(diary: Diary, first: date, last: date) -> list[Slot]:
    """Return the weekly times that run on some of the days, by weekday and start."""
    with diary.vault.reading() as conn:
        return weeks.slots_between(conn, first, last)


def closures_between(diary: Diary, first: date, last: date) -> list[Closure]:
    """Return the times without sessions that touch some of the days, by their first day."""
    with diary.vault.reading() as conn:
        return weeks.closures_between(conn, first, last)


def groups_of(diary: Diary, group_ids: Collection[str]) -> dict[str, Group]:
    """Return groups by id."""
    with diary.vault.reading() as conn:
        return weeks.groups_of(conn, group_ids)


def settings_of(diary: Diary, setting_ids: Collection[str]) -> dict[str, Setting]:
    """Return settings by id."""
    with diary.vault.reading() as conn:
        return weeks.settings_of(conn, setting_ids)


def last_held(diary: Diary, group_id: str, day: date, starts_at: str) -> Session | None:
    """Return the last session a group held before a day and a start on it, or None."""
    with diary.vault.reading() as conn:
        return weeks.last_held(conn, group_id, day, starts_at)


def answer_in(diary: Diary, session_id: str, prompt: str) -> str:
    """Return what was written under one prompt of a session; empty when nothing was."""
    with diary.vault.reading() as conn:
        found = weeks.answer_in(conn, session_id, prompt)
    return found.text if found else ""


def members(diary: Diary, group_id: str, day: date) -> list[Pupil]:
    """Return the pupils who belong to a group on a day, in no order; each once."""
    with diary.vault.reading() as conn:
        return weeks.members(conn, group_id, day)


def begun(diary: Diary, session_ids: Collection[str]) -> set[str]:
    """Return which of these sessions something was logged in."""
    with diary.vault.reading() as conn:
        return weeks.begun(conn, session_ids)


def absent_in(diary: Diary, session_id: str) -> int:
    """Return how many pupils were away from a session."""
    with diary.vault.reading() as conn:
        return weeks.absent_in(conn, session_id)


def starred_between(diary: Diary, first: date, last: date, most: int) -> list[Observation]:
    """Return the newest starred signs with words of some days."""
    with diary.vault.reading() as conn:
        return weeks.starred_between(conn, first, last, most)


def actions_due(diary: Diary, until: date, most: int) -> list[Action]:
    """Return what is still to do by a day, or without a day, soonest first."""
    with diary.vault.reading() as conn:
        return weeks.actions_due(conn, until, most)


def current_groups(diary: Diary, day: date) -> list[Group]:
    """Return the groups that meet these days, by name."""
    with diary.vault.reading() as conn:
        return weeks.current_groups(conn, day)


def members_counted(diary: Diary, group_ids: Collection[str], day: date) -> dict[str, int]:
    """Return how many pupils each of these groups has on a day; groups without any are left out."""
    with diary.vault.reading() as conn:
        return weeks.members_counted(conn, group_ids, day)


def slots_of(diary: Diary, group_ids: Collection[str], day: date) -> list[Slot]:
    """Return the weekly times of these groups that run on a day or will, by weekday and start."""
    with diary.vault.reading() as conn:
        return weeks.slots_of(conn, group_ids, day)


def last_day_written(diary: Diary) -> date | None:
    """Return the latest day of a sign, or None before the first."""
    with diary.vault.reading() as conn:
        return weeks.last_day_written(conn)


def how_many(diary: Diary, kind: type[Record]) -> int:
    """Return how many records of a kind there are; for small tables."""
    with diary.vault.reading() as conn:
        return weeks.how_many(conn, kind)


def last_days_held(diary: Diary, group_ids: Collection[str]) -> dict[str, date]:
    """Return the day each of these groups last held a session; groups without any are left out."""
    with diary.vault.reading() as conn:
        return weeks.last_days_held(conn, group_ids)


def settings_without_groups(diary: Diary) -> list[Setting]:
    """Return the settings no group ever met at, by name."""
    with diary.vault.reading() as conn:
        return weeks.settings_without_groups(conn)
