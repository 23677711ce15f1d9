"""Sessions planned, given and attended."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from tutordiary.evidence.book import Book, Period
from tutordiary.model import Attendance, Group, Membership, Presence, Session, SessionStatus


@dataclass(frozen=True, slots=True)
class PupilSessions:
    """What was offered to one pupil since joining and what became of it.

    ``offered`` counts sessions that were held while the pupil belonged to the group. Late and left early
    count as attended. ``not_recorded`` are offered sessions without a mark for this pupil.
    """

    offered: int
    present: int
    late: int
    left_early: int
    absent: int
    not_recorded: int

    @property
    def attended(self) -> int:
        """Sessions the pupil came to, for the whole time or part of it."""
        return self.present + self.late + self.left_early


@dataclass(frozen=True, slots=True)
class GroupSessions:
    """What a group was promised and given. ``minutes`` adds the actual minutes, or the planned ones."""

    planned: int
    given: int
    cancelled: int
    minutes: int


def _within(day: date, period: Period | None) -> bool:
    return period is None or day in period


def pupil_sessions(book: Book, pupil_id: str, period: Period | None = None) -> PupilSessions:
    """Count the sessions offered to a pupil since joining each group, and the pupil's marks in them."""
    offered: set[str] = set()
    for membership in book.where(Membership, "pupil_id", pupil_id):
        for session in book.where(Session, "group_id", membership.group_id):
            if (
                session.status is SessionStatus.HELD
                and (membership.joined_on is None or session.held_on >= membership.joined_on)
                and (membership.left_on is None or session.held_on <= membership.left_on)
                and _within(session.held_on, period)
            ):
                offered.add(session.id)
    marks = {
        mark.session_id: mark.presence
        for mark in book.where(Attendance, "pupil_id", pupil_id)
        if mark.session_id in offered
    }
    by_presence = Counter(marks.values())
    return PupilSessions(
        offered=len(offered),
        present=by_presence[Presence.PRESENT],
        late=by_presence[Presence.LATE],
        left_early=by_presence[Presence.LEFT_EARLY],
        absent=by_presence[Presence.ABSENT],
        not_recorded=len(offered) - len(marks),
    )


def group_sessions(book: Book, group: Group, period: Period | None = None) -> GroupSessions:
    """Count a group's sessions. ``planned`` is the number promised for the whole programme."""
    sessions = [s for s in book.where(Session, "group_id", group.id) if _within(s.held_on, period)]
    held = [s for s in sessions if s.status is SessionStatus.HELD]
    return GroupSessions(
        planned=group.planned_sessions,
        given=len(held),
        cancelled=sum(s.status is SessionStatus.CANCELLED for s in sessions),
        minutes=sum(s.planned_min if s.actual_min is None else s.actual_min for s in held),
    )


def group_week(book: Book, group_id: str | None, day: date) -> int | None:
    """Return which week of a group's own calendar a day lies in; 1 is the week of its first held session.

    None before that week, and for a group without a held session.
    """
    held = [s.held_on for s in book.where(Session, "group_id", group_id) if s.status is SessionStatus.HELD]
    if group_id is None or not held:
        return None
    first = min(held)
    monday = first - timedelta(days=first.weekday())
    week = (day - monday).days // 7 + 1
    return week if week >= 1 else None
