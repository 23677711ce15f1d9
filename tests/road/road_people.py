"""Everyone and every place of the sample, and how each of them is called."""

from __future__ import annotations

import re
from datetime import date

from tutordiary import sample
from tutordiary.model import (
    RECORD_TYPES,
    Contact,
    FamilyMember,
    Group,
    Programme,
    Pupil,
    Record,
    Setting,
    Tutor,
)

SHORTEST = 3


def all_records(today: date) -> list[Record]:
    """Return the records of the sample diary and of the two other sample tutors."""
    others = [one for name in sample.OTHER_TUTORS for one in sample.sample_records_of(name, today)]
    return [*sample.sample_records(today), *others]


def names_of(record: Record) -> set[str]:
    """Return what a person or a place is called: whole names and each of their parts."""
    if isinstance(record, Pupil):
        return _parts(record.first_name, record.last_name) | set(record.known_as)
    if isinstance(record, Contact):
        return _parts(record.first_name, record.last_name) | set(record.known_as)
    if isinstance(record, FamilyMember):
        return _parts(*record.name.split())
    if isinstance(record, Tutor):
        return {record.name, *record.known_as} | _parts(*record.name.split())
    if isinstance(record, Programme):
        return _parts(*record.manager_name.split())
    if isinstance(record, Setting):
        return {record.name, *record.aliases}
    if isinstance(record, Group):
        return {record.working_name, record.pupils_name} - {""}
    return set()


def _parts(*names: str) -> set[str]:
    parts = {part for name in names for part in re.split(r"[-\s]", name) if len(part) >= SHORTEST}
    return parts | {name for name in names if name}


def pupils(today: date) -> list[Pupil]:
    """Return the pupils of the sample diary."""
    return [one for one in sample.sample_records(today) if isinstance(one, Pupil)]


def all_names(today: date) -> set[str]:
    """Return every name of the three sample diaries."""
    found = {name for record in all_records(today) for name in names_of(record)}
    assert len(found) > 150
    return found


def canaries(today: date) -> list[str]:
    """Return fifty words that stand once in all that the sample's tutors wrote."""
    texts = [
        getattr(record, field)
        for record in all_records(today)
        for field in getattr(type(record), "__slots__", ())
        if field in ("text", "words", "what_i_did", "summary", "note")
    ]
    words = re.findall(r"[A-Za-z]{7,}", " ".join(text for text in texts if text))
    # A backup says openly how many rows each table has.
    tables = {word for kind in RECORD_TYPES for word in (kind.table, *kind.table.split("_"))}
    once = sorted(word for word in set(words) - tables if words.count(word) == 1)
    return once[:: max(1, len(once) // 50)][:50]
