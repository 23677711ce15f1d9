"""What a tutor does to single sessions: cancel, move, put back, add one, or say there is nothing to log.

Every change comes back as a ``Change`` that can be undone until something is logged in what it made.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from tutordiary import dates, timetable
from tutordiary.diary import Diary, history, weeks
from tutordiary.errors import BadInput
from tutordiary.model import Action, Group, Record, Session, SessionStatus
from tutordiary.timetable import DaySession


@dataclass(frozen=True, slots=True)
class Change:
    """What was done, in words, and what undoes it: records as they were, new ones, entries of the bin."""

    words: str
    before: tuple[Record, ...] = ()
    added: tuple[Record, ...] = ()
    entries: tuple[str, ...] = ()


def undo(diary: Diary, change: Change) -> None:
    """Make everything as it was before a change. Raises: BadInput when something was logged in it since."""
    sessions = [one.id for one in change.added if isinstance(one, Session)]
    if weeks.begun(diary, sessions):
        raise BadInput("Something was logged in that session since, so it stays as it is.")
    with diary.together():
        diary.remove(*change.added)
        diary.save(*change.before)
        for entry in change.entries:
            history.bring_back(diary, entry)


def find(diary: Diary, group_id: str, day: date, starts_at: str, session_id: str = "") -> DaySession | None:
    """Return a session of a day as the timetable has it now, or None when it is there no longer."""
    found = [one for one in timetable.sessions_on(diary, day) if one.group.id == group_id]
    if session_id:
        return next((one for one in found if one.session and one.session.id == session_id), None)
    return next((one for one in found if one.starts_at == starts_at), None)


def session_to_open(diary: Diary, group_id: str, day: date, starts_at: str, session_id: str) -> str:
    """Return the id of the session a log is wanted for; empty for the only one its group has that day.

    When the group has two that day and this one is not written yet, it is written down now: a group and a day
    would not say which is meant.
    """
    if session_id or diary.is_read_only:
        return session_id
    same_day = [one for one in timetable.sessions_on(diary, day) if one.group.id == group_id]
    live = [one for one in same_day if not one.is_cancelled]
    wanted = next((one for one in live if one.session is None and one.starts_at == starts_at), None)
    if wanted is None or len(live) < 2:
        return ""
    session = _written(wanted)
    diary.add(session)
    return session.id


def tick(diary: Diary, action: Action, day: date) -> Change:
    """Note that what somebody said they would do was done."""
    diary.save(replace(action, done_on=day))
    return Change(f"Done: {action.text.rstrip('.')}.", before=(action,))


def cancel(diary: Diary, one: DaySession) -> Change:
    """Write down that a session does not happen."""
    words = f"{_named(one)} is cancelled."
    return _kept(diary, one, replace(_written(one), status=SessionStatus.CANCELLED), words)


def nothing_to_log(diary: Diary, one: DaySession) -> Change:
    """Write down that a session took place and that there is nothing to add about it."""
    done = replace(_written(one), status=SessionStatus.HELD, finished_at=dates.now(), completed_later=True)
    return _kept(diary, one, done, f"{_named(one)} took place, with nothing to log.")


def move(diary: Diary, one: DaySession, day: date, starts_at: str) -> Change:
    """Cancel a session at its time and plan it at another."""
    old = _written(one)
    new = replace(timetable.planned(one.group, day, starts_at), planned_min=one.planned_min)
    words = f"{one.group.working_name} is moved to {_when(day, starts_at, one.day)}."
    words += _closed(diary, one.group, day)
    with diary.together():
        beside = _beside(diary, one.group, day, starts_at)
        if one.is_extra and one.session is not None:
            moved = replace(one.session, held_on=day, starts_at=starts_at)
            diary.save(moved)
            return Change(words, before=(one.session,), added=beside)
        diary.save(replace(old, status=SessionStatus.CANCELLED))
        diary.add(new)
    if one.session is None:
        return Change(words, added=(new, *beside, old))
    return Change(words, before=(one.session,), added=(new, *beside))


def put_back(diary: Diary, one: DaySession) -> Change:
    """Let a cancelled or moved session stand at its usual time again."""
    cancelled = one.session if one.is_cancelled else one.moved_from
    went = one.moved_to if one.is_cancelled else one.session
    if cancelled is None:
        raise BadInput("It stands at its usual time already.")
    gone = (went,) if went is not None and (one.moved_to or one.moved_from) else ()
    with diary.together():
        entries = diary.remove(*gone)
        was_held = cancelled.finished_at is not None or weeks.begun(diary, [cancelled.id])
        status = SessionStatus.HELD if was_held else SessionStatus.PLANNED
        diary.save(replace(cancelled, status=status))
    when = _when(cancelled.held_on, cancelled.starts_at)
    return Change(f"{one.group.working_name} is back on {when}.", before=(cancelled,), entries=entries)


def add_extra(diary: Diary, group: Group, day: date, starts_at: str) -> Change:
    """Plan a session beside the weekly ones."""
    with diary.together():
        beside = _beside(diary, group, day, starts_at)
        session = timetable.planned(group, day, starts_at)
        diary.add(session)
    words = f"An extra session of {group.working_name} on {_when(day, starts_at)}."
    words += _closed(diary, group, day)
    return Change(words, added=(session, *beside))


def _beside(diary: Diary, group: Group, day: date, starts_at: str) -> tuple[Session, ...]:
    """Write down the group's other sessions of the day, so that one more takes nobody's place.

    Raises: BadInput when the group has a session at that very time.
    """
    made = []
    for one in timetable.sessions_on(diary, day):
        if one.group.id != group.id:
            continue
        if one.starts_at == starts_at and not one.is_cancelled:
            raise BadInput("This group has a session at that time already. Choose another time.")
        if one.session is None:
            made.append(replace(timetable.planned(group, day, one.starts_at), planned_min=one.planned_min))
    diary.add(*made)
    return tuple(made)


def _closed(diary: Diary, group: Group, day: date) -> str:
    """Say that a day is a day off: the session stands all the same."""
    closure = timetable.closed_by(weeks.closures_between(diary, day, day), group.setting_id, day)
    return f" That day is in {closure.name}." if closure else ""


def _kept(diary: Diary, one: DaySession, session: Session, words: str) -> Change:
    diary.save(session)
    return Change(words, added=(session,)) if one.session is None else Change(words, before=(one.session,))


def _written(one: DaySession) -> Session:
    if one.session is not None:
        return one.session
    return replace(timetable.planned(one.group, one.day, one.starts_at), planned_min=one.planned_min)


def _named(one: DaySession) -> str:
    return f"{one.group.working_name} on {_when(one.day, one.starts_at)}"


def _when(day: date, starts_at: str, beside: date | None = None) -> str:
    said = dates.clock(starts_at) or "any time"
    return said if day == beside else f"{dates.long_day(day)}" + (f", {said}" if starts_at else "")
