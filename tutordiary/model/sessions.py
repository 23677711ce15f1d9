"""What happened in a session, and the small signs noticed in it and around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from tutordiary.model.record import Record
from tutordiary.model.words import (
    NOBODY,
    Audience,
    Direction,
    PartTaken,
    Presence,
    Scope,
    SessionStatus,
    Source,
    Tried,
    Where,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session(Record):
    """One meeting of a group. Minutes are whole; ``starts_at`` is ``HH:MM`` or empty."""

    table: ClassVar[str] = "session"
    group_id: str
    held_on: date
    starts_at: str = ""
    status: SessionStatus = SessionStatus.HELD
    planned_min: int = 30
    actual_min: int | None = None
    tried_last: Tried | None = None
    tried_note: str = ""
    adults_present: str = ""
    ingredients: tuple[str, ...] = ()
    bring_to_group: bool = False
    group_question: str = ""
    minutes_spent: int | None = None
    finished_at: datetime | None = None
    completed_later: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance(Record):
    """Whether a pupil came to a session."""

    table: ClassVar[str] = "attendance"
    session_id: str
    pupil_id: str
    presence: Presence


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflection(Record):
    """The tutor's answer to one diary prompt about one session; ``prompt`` is its id."""

    table: ClassVar[str] = "reflection"
    session_id: str
    prompt: str
    text: str
    audiences: frozenset[Audience] = NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Record):
    """Something the group did. ``tags`` are framework activity tags."""

    table: ClassVar[str] = "activity"
    session_id: str
    name: str
    tags: tuple[str, ...] = ()
    pupil_led: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation(Record):
    """One small sign: what was seen or heard, about one pupil (or the group), on one day.

    ``indicators`` holds 0 to 3 indicator ids. ``step`` is a place on the framework's ladder (0 is its lowest
    words) or None: ordinal, never averaged or summed. ``scope`` GROUP marks one set for everyone at once.
    """

    table: ClassVar[str] = "observation"
    noted_on: date
    pupil_id: str | None = None
    group_id: str | None = None
    session_id: str | None = None
    text: str = ""
    indicators: tuple[str, ...] = ()
    step: int | None = None
    scope: Scope = Scope.PUPIL
    where_seen: Where = Where.SESSION
    source: Source = Source.TUTOR
    part_taken: PartTaken | None = None
    direction: Direction | None = None
    what_i_did: str = ""
    audiences: frozenset[Audience] = NOBODY
    starred: bool = False
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """Words being typed, kept until they are part of a record. ``caret`` counts characters.

    ``steps`` are the texts that stood there before, oldest first: undo goes back through them.
    """

    key: str
    text: str
    caret: int = 0
    steps: tuple[str, ...] = ()
    updated_at: datetime | None = field(default=None, compare=False)
