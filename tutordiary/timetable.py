"""Which sessions a day holds: those written down, and those the weekly slots say should be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tutordiary.diary import Diary
from tutordiary.model import (
    Closure,
    Group,
    Membership,
    Pupil,
    Reflection,
    Session,
    SessionStatus,
    Setting,
    Slot,
    new_id,
)


@dataclass(frozen=True, slots=True)
class DaySession:
    """One session of a day. ``session`` is None while only the timetable knows of it."""

    group: Group
    setting: Setting | None
    starts_at: str
    planned_min: int
    session: Session | None


def sessions_on(diary: Diary, day: date) -> tuple[DaySession, ...]:
    """Return a day's sessions in the order they start, cancelled ones included.

    A slot on a closed day (a holiday, a half term) gives none; a session written down always stands.
    """
    groups = {group.id: group for group in diary.all(Group)}
    settings = {setting.id: setting for setting in diary.all(Setting)}
    closures = diary.all(Closure)
    found: list[DaySession] = []
    written: set[str] = set()
    for session in diary.find(Session, order=("starts_at", "id"), held_on=day):
        group = groups[session.group_id]
        written.add(group.id)
        found.append(
            DaySession(group, settings.get(group.setting_id), session.starts_at, session.planned_min, session)
        )
    for slot in diary.find(Slot, weekday=day.weekday()):
        group = groups[slot.group_id]
        if group.id in written or not _runs(slot, group, day) or _closed(closures, group.setting_id, day):
            continue
        found.append(
            DaySession(group, settings.get(group.setting_id), slot.starts_at, group.length_min, None)
        )
    return tuple(sorted(found, key=lambda one: one.starts_at or "99"))


def _runs(slot: Slot, group: Group, day: date) -> bool:
    first = slot.from_on or group.starts_on
    last = slot.until_on or group.ends_on
    return (first is None or first <= day) and (last is None or day <= last)


def _closed(closures: list[Closure], setting_id: str, day: date) -> bool:
    return any(
        one.from_on <= day <= one.until_on and one.setting_id in (None, setting_id) for one in closures
    )


def session_for(diary: Diary, group_id: str, day: date) -> Session:
    """Return the group's session on a day, written down now if it was not yet."""
    held = diary.find(Session, group_id=group_id, held_on=day)
    for session in held:
        if session.status is not SessionStatus.CANCELLED:
            return session
    group = diary.need(Group, group_id)
    slot = next(iter(diary.find(Slot, group_id=group_id, weekday=day.weekday())), None)
    session = Session(
        id=new_id(),
        group_id=group_id,
        held_on=day,
        starts_at=slot.starts_at if slot else "",
        status=SessionStatus.PLANNED,
        planned_min=group.length_min,
    )
    diary.add(session)
    return session


def members_on(diary: Diary, group_id: str, day: date) -> tuple[Pupil, ...]:
    """Return the pupils who belong to a group on a day, by first name."""
    pupils = [
        diary.need(Pupil, one.pupil_id)
        for one in diary.find(Membership, group_id=group_id)
        if (one.joined_on is None or one.joined_on <= day) and (one.left_on is None or day <= one.left_on)
    ]
    return tuple(sorted(pupils, key=lambda pupil: (pupil.first_name.casefold(), pupil.last_name, pupil.id)))


def previous_session(diary: Diary, session: Session) -> Session | None:
    """Return the last session the group held before this one, or None for the first."""
    earlier = [
        one
        for one in diary.find(Session, order=("-held_on", "-starts_at"), group_id=session.group_id)
        if one.status is SessionStatus.HELD
        and (one.held_on, one.starts_at) < (session.held_on, session.starts_at)
    ]
    return earlier[0] if earlier else None


def next_time_before(diary: Diary, session: Session) -> str:
    """Return what the tutor wrote under "next time" in the session before this one; empty when nothing."""
    earlier = previous_session(diary, session)
    if earlier is None:
        return ""
    written = diary.find(Reflection, session_id=earlier.id, prompt="next_time")
    return written[0].text if written else ""
