"""Finds the session a log is for, and all that belongs to it."""

from __future__ import annotations

from datetime import date

from tutordiary.diary import Diary
from tutordiary.model import (
    Activity,
    Attendance,
    Group,
    Observation,
    Record,
    Reflection,
    Session,
    SessionStatus,
    Slot,
    Voice,
    new_id,
)


def find_session(diary: Diary, group_id: str, day: date) -> Session:
    """Return the group's session on a day: the unfinished one if there are more, else one not yet written."""
    held = [
        one
        for one in diary.find(Session, order=("starts_at", "id"), group_id=group_id, held_on=day)
        if one.status is not SessionStatus.CANCELLED
    ]
    if held:
        return next((one for one in held if one.finished_at is None), held[0])
    group = diary.need(Group, group_id)
    slots = diary.find(Slot, group_id=group_id, weekday=day.weekday())
    return Session(
        id=new_id(),
        group_id=group_id,
        held_on=day,
        starts_at=slots[0].starts_at if slots else "",
        status=SessionStatus.PLANNED,
        planned_min=group.length_min,
    )


def read_records(diary: Diary, session: Session) -> list[Record]:
    """Return who was there, the answers, the activities, the signs and the voices of a session."""
    found: list[Record] = []
    for kind in (Attendance, Reflection, Activity, Observation, Voice):
        found += diary.find(kind, session_id=session.id)
    return found
