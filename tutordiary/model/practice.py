"""The tutor's own practice, and the pointers and reviews that are nobody else's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from tutordiary.model.record import Record
from tutordiary.model.words import (
    SelfAnswer,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernPointer(Record):
    """That something was handed to a safeguarding lead: when, to whom, how. Never what it was."""

    table: ClassVar[str] = "concern_pointer"
    noted_at: datetime
    setting_id: str | None = None
    pupil_id: str | None = None
    told_role: str = ""
    told_name: str = ""
    told_how: str = ""
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionReview(Record):
    """When to decide whether a programme's records are still needed, and what was decided."""

    table: ClassVar[str] = "retention_review"
    due_on: date
    programme_id: str | None = None
    decided_on: date | None = None
    decision: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfProfile(Record):
    """The tutor's private answer to one self-reflection item."""

    table: ClassVar[str] = "self_profile"
    item: str
    answered_on: date
    answer: SelfAnswer | None = None
    line: str = ""
    share: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeLoop(Record):
    """One turn of question, try, see, learn."""

    table: ClassVar[str] = "practice_loop"
    question: str
    started_on: date
    programme_id: str | None = None
    tried: str = ""
    saw: str = ""
    learned: str = ""
    advised: str = ""
    did_it_help: str = ""
    closed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch(Record):
    """A search the tutor named."""

    table: ClassVar[str] = "saved_search"
    name: str
    query: str
    filters: str = ""
