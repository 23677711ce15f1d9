"""Finds the session a log is for, and all that belongs to it."""

from __future__ import annotations

from datetime import date

from tutordiary import timetable
from tutordiary.diary import Diary
from tutordiary.model import (
    Activity,
    Attendance,
    Observation,
    Record,
    Reflection,
    Session,
    Voice,
)


def find_session(diary: Diary, group_id: str, day: date) -> Session:
    """Return the group's session on a day: the unfinished one if there are more, else one not yet written."""
    return timetable.session_at(diary, group_id, day)


def read_records(diary: Diary, session: Session) -> list[Record]:
    """Return who was there, the answers, the activities, the signs and the voices of a session."""
    found: list[Record] = []
    for kind in (Attendance, Reflection, Activity, Observation, Voice):
        found += diary.find(kind, session_id=session.id)
    return found
