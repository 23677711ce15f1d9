"""Which sessions a day or a week holds: those written down, and those the weekly times say should be.

Nothing stores that a session was moved: a cancelled one and one at an unusual time, of the same group and not
four weeks apart, are read as one that moved. A calendar that is imported says no more either.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tutordiary.diary import Diary, weeks
from tutordiary.model import (
    Action,
    Closure,
    Group,
    Pupil,
    Session,
    SessionStatus,
    Setting,
    Slot,
    new_id,
)

MOVED_WITHIN = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class DaySession:
    """One session of a day. ``session`` is None while only the timetable knows of it.

    ``is_extra``: at no weekly time of its group, though it has one. ``moved_to`` is where a cancelled one
    went, ``moved_from`` where one at an unusual time came from.
    """

    group: Group
    setting: Setting | None
    day: date
    starts_at: str
    planned_min: int
    session: Session | None
    room: str = ""
    is_extra: bool = False
    moved_to: Session | None = None
    moved_from: Session | None = None

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not happen at this time."""
        return self.session is not None and self.session.status is SessionStatus.CANCELLED

    @property
    def is_done(self) -> bool:
        """Whether there is nothing left to log: finished, or cancelled."""
        return self.is_cancelled or (self.session is not None and self.session.finished_at is not None)


def sessions_on(diary: Diary, day: date) -> tuple[DaySession, ...]:
    """Return a day's sessions in the order they start, cancelled ones included.

    A slot on a closed day (a holiday, a half term) gives none; a session written down always stands.
    """
    return sessions_between(diary, day, day)


def sessions_between(diary: Diary, first: date, last: date) -> tuple[DaySession, ...]:
    """Return the sessions of some days, by day and start. As ``sessions_on``."""
    written = weeks.sessions_between(diary, first, last)
    slots = weeks.slots_between(diary, first, last)
    closures = weeks.closures_between(diary, first, last)
    groups = weeks.groups_of(diary, [*(one.group_id for one in written), *(one.group_id for one in slots)])
    settings = weeks.settings_of(diary, [group.setting_id for group in groups.values()])
    found = _laid(first, last, written, slots, closures, groups, settings)
    if any(one.is_cancelled or one.is_extra for one in found):
        found = _with_moves(diary, first, last, found, groups)
    return tuple(sorted(found, key=lambda one: (one.day, one.starts_at or "99", one.group.working_name)))


def _laid(
    first: date,
    last: date,
    written: Iterable[Session],
    slots: Iterable[Slot],
    closures: list[Closure],
    groups: dict[str, Group],
    settings: dict[str, Setting],
) -> list[DaySession]:
    by_day: dict[tuple[date, str], list[Session]] = {}
    for session in written:
        by_day.setdefault((session.held_on, session.group_id), []).append(session)
    by_weekday: dict[tuple[int, str], list[Slot]] = {}
    for slot in slots:
        by_weekday.setdefault((slot.weekday, slot.group_id), []).append(slot)
    with_slots = {group_id for _, group_id in by_weekday}
    found: list[DaySession] = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        wanted = {group_id for on, group_id in by_day if on == day}
        wanted |= {group_id for weekday, group_id in by_weekday if weekday == day.weekday()}
        for group_id in wanted:
            group = groups[group_id]
            due = [one for one in by_weekday.get((day.weekday(), group_id), []) if slot_runs(one, group, day)]
            taken, left = _matched(by_day.get((day, group_id), []), due)
            setting = settings.get(group.setting_id)
            for session, at in taken:
                room, is_extra = at.room if at else "", at is None and group_id in with_slots
                minutes = session.planned_min
                found.append(
                    DaySession(group, setting, day, session.starts_at, minutes, session, room, is_extra)
                )
            if not closed_by(closures, group.setting_id, day):
                for slot in left:
                    found.append(
                        DaySession(group, setting, day, slot.starts_at, group.length_min, None, slot.room)
                    )
    return found


def _matched(written: list[Session], due: list[Slot]) -> tuple[list[tuple[Session, Slot | None]], list[Slot]]:
    """Pair a group's sessions of a day with its weekly times, and return the times that nobody took.

    The same start comes first. One only planned for a start of its own takes nobody's place.
    """
    left = list(due)
    at: dict[str, Slot] = {}
    for session in written:
        slot = next((one for one in left if one.starts_at == session.starts_at), None)
        if slot is not None:
            at[session.id] = slot
            left.remove(slot)
    for session in written:
        is_own_time = session.status is SessionStatus.PLANNED and session.starts_at
        if left and session.id not in at and not is_own_time:
            at[session.id] = left.pop(0)
    return [(session, at.get(session.id)) for session in written], left


def slot_runs(slot: Slot, group: Group, day: date) -> bool:
    """Return whether a weekly time runs on a day; one without days of its own runs as long as its group."""
    first = slot.from_on or group.starts_on
    last = slot.until_on or group.ends_on
    return (first is None or first <= day) and (last is None or day <= last)


def closed_by(closures: Iterable[Closure], setting_id: str, day: date) -> Closure | None:
    """Return what closes a setting on a day, or None; one without a setting closes all."""
    return next(
        (
            one
            for one in closures
            if one.from_on <= day <= one.until_on and one.setting_id in (None, setting_id)
        ),
        None,
    )


def _with_moves(
    diary: Diary, first: date, last: date, found: list[DaySession], groups: dict[str, Group]
) -> list[DaySession]:
    """Say of each cancelled session where it went, and of each at an unusual time where it came from."""
    start, end = first - MOVED_WITHIN, last + MOVED_WITHIN
    around = [one for one in weeks.sessions_between(diary, start, end) if one.group_id in groups]
    slots = [one for one in weeks.slots_between(diary, start, end) if one.group_id in groups]
    laid = _laid(start, end, around, slots, [], groups, {})
    went: dict[str, Session] = {}
    came: dict[str, Session] = {}
    extra = [one.session for one in laid if one.is_extra and not one.is_cancelled and one.session]
    pairs = sorted(
        (
            (
                abs((new.held_on - old.session.held_on).days),
                old.day,
                new.held_on,
                new.starts_at,
                old.session,
                new,
            )
            for old in laid
            if old.is_cancelled and not old.is_extra and old.session is not None
            for new in extra
            if new.group_id == old.group.id and abs(new.held_on - old.day) <= MOVED_WITHIN
        ),
        key=lambda pair: pair[:4],
    )
    for *_, old_session, new in pairs:
        if old_session.id not in went and new.id not in came:
            went[old_session.id], came[new.id] = new, old_session
    return [
        replace(one, moved_to=went.get(one.session.id), moved_from=came.get(one.session.id))
        if one.session is not None
        else one
        for one in found
    ]


def session_at(diary: Diary, group_id: str, day: date, starts_at: str = "") -> Session:
    """Return the group's session on a day, one that is not written yet when there is none.

    Of several it is the one at ``starts_at``, else the first that is not finished, never a cancelled one.
    """
    held = [
        one
        for one in diary.find(Session, order=("starts_at", "id"), group_id=group_id, held_on=day)
        if one.status is not SessionStatus.CANCELLED
    ]
    at = [one for one in held if starts_at and one.starts_at == starts_at]
    unfinished = [one for one in held if one.finished_at is None]
    chosen = next(iter((*at, *unfinished, *held)), None)
    if chosen is not None:
        return chosen
    group = diary.need(Group, group_id)
    slots = diary.find(Slot, order=("starts_at", "id"), group_id=group_id, weekday=day.weekday())
    running = [one for one in slots if slot_runs(one, group, day)]
    return planned(group, day, starts_at or (running[0].starts_at if running else ""))


def planned(group: Group, day: date, starts_at: str) -> Session:
    """Return a session of a group to come, not yet written."""
    return Session(
        id=new_id(),
        group_id=group.id,
        held_on=day,
        starts_at=starts_at,
        status=SessionStatus.PLANNED,
        planned_min=group.length_min,
    )


def members_on(diary: Diary, group_id: str, day: date) -> tuple[Pupil, ...]:
    """Return the pupils who belong to a group on a day, by first name."""
    pupils = weeks.members(diary, group_id, day)
    return tuple(sorted(pupils, key=lambda pupil: (pupil.first_name.casefold(), pupil.last_name, pupil.id)))


def previous_session(diary: Diary, session: Session) -> Session | None:
    """Return the last session the group held before this one, or None for the first."""
    return weeks.last_held(diary, session.group_id, session.held_on, session.starts_at)


def next_time_before(diary: Diary, session: Session) -> str:
    """Return what the tutor wrote under "next time" in the session before this one; empty when nothing.

    What a reflection group advised since then stands after it.
    """
    earlier = previous_session(diary, session)
    if earlier is None:
        return ""
    wanted = weeks.answer_in(diary, earlier.id, "next_time").strip()
    found = diary.find(Action, session_id=earlier.id)
    advised = "; ".join(one.text.rstrip(".") for one in found if one.pack_id is not None)
    if not advised:
        return wanted
    return f"{wanted.rstrip('.')}. From the group: {advised}" if wanted else f"From the group: {advised}"
