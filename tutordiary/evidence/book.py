"""The records that counting needs, held together and found by one field at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from tutordiary.model import (
    Attendance,
    Group,
    Judgement,
    JudgementEvidence,
    Membership,
    Observation,
    Permission,
    Programme,
    Pupil,
    Record,
    Session,
    Setting,
    StartPoint,
    Target,
    Voice,
)

R = TypeVar("R", bound=Record)

KINDS: tuple[type[Record], ...] = (
    Programme, Setting, Group, Pupil, Membership, Permission, Session, Attendance, Observation, StartPoint,
    Target, Voice, Judgement, JudgementEvidence,
)  # fmt: skip
"""The kinds of record a book is filled with; others may be in it and are not looked at."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days; both ends count."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def touches(self, start: date | None, end: date | None) -> bool:
        """Return whether a stay from ``start`` to ``end`` (None is open) has a day in the period."""
        return (start is None or start <= self.last) and (end is None or end >= self.first)


class Book:
    """Records by kind, each kind in the order of its ids, so that the same records always count the same."""

    def __init__(self, records: Iterable[Record]) -> None:
        kinds: dict[type[Record], list[Record]] = {}
        for record in records:
            kinds.setdefault(type(record), []).append(record)
        self._kinds = {kind: tuple(sorted(found, key=_id)) for kind, found in kinds.items()}
        self._index: dict[tuple[type[Record], str], dict[Any, tuple[Any, ...]]] = {}

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Return every record of one kind; empty when there are none."""
        return self._kinds.get(kind, ())  # type: ignore[return-value]

    def where(self, kind: type[R], field: str, value: object) -> tuple[R, ...]:
        """Return the records of one kind whose field has a value."""
        index = self._index.get((kind, field))
        if index is None:
            lists: dict[Any, list[R]] = {}
            for record in self.all(kind):
                lists.setdefault(getattr(record, field), []).append(record)
            index = self._index[kind, field] = {key: tuple(found) for key, found in lists.items()}
        return index.get(value, ())

    def get(self, kind: type[R], record_id: str | None) -> R | None:
        """Return one record by id, or None."""
        found = self.where(kind, "id", record_id)
        return found[0] if found else None


def _id(record: Record) -> str:
    return record.id
