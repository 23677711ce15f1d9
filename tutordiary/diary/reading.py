"""What pages ask of a diary about some pupils or days: each answered quickly however old the diary is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from tutordiary.diary.diary import Diary
from tutordiary.evidence import Book
from tutordiary.model import Conversation, Group, Membership, PartTaken, Pupil, Session, Speaker
from tutordiary.store import lookups


@dataclass(frozen=True, slots=True)
class CurrentPupil:
    """A pupil who belongs to a group now, and the stay by which they do."""

    pupil: Pupil
    group: Group
    membership: Membership


@dataclass(frozen=True, slots=True)
class PartOn:
    """How a pupil took part on one day, as one observation says."""

    pupil_id: str
    noted_on: date
    part: PartTaken


def current_pupils(diary: Diary, day: date) -> tuple[CurrentPupil, ...]:
    """Return who belongs to a group that runs on a day, by the group's name and then by first name.

    A pupil of two groups is there twice. A stay or a group without a last day goes on.
    """
    with diary.vault.reading() as conn:
        return tuple(CurrentPupil(*found) for found in lookups.pupils_on(conn, day))


def names_of_all(diary: Diary) -> list[tuple[str, str, str]]:
    """Return id, full name and latest group (empty for none) of every pupil there ever was."""
    with diary.vault.reading() as conn:
        return lookups.names_of_all(conn)


def last_worded(diary: Diary, pupil_ids: Collection[str]) -> dict[str, date]:
    """Return the last day somebody wrote words about each pupil alone; who has none is left out."""
    with diary.vault.reading() as conn:
        return lookups.last_worded(conn, pupil_ids)


def last_noticed(diary: Diary, pupil_ids: Collection[str], until: date) -> dict[tuple[str, str], date]:
    """Return the last day of an individual sign by pupil and indicator, up to a day; "not yet" is none."""
    with diary.vault.reading() as conn:
        return lookups.last_noticed(conn, pupil_ids, until)


def parts_taken(diary: Diary, pupil_ids: Collection[str], since: date) -> list[PartOn]:
    """Return how pupils took part from a day on, as far as it was written down, oldest first."""
    with diary.vault.reading() as conn:
        return [PartOn(*found) for found in lookups.parts_taken(conn, pupil_ids, since)]


def sessions_between(diary: Diary, first: date, last: date, group_id: str | None = None) -> list[Session]:
    """Return the sessions of some days, both ends counted, by day and start; of one group or of all."""
    with diary.vault.reading() as conn:
        return lookups.sessions_between(conn, first, last, group_id)


def voices_heard(diary: Diary, pupil_ids: Collection[str]) -> dict[str, frozenset[Speaker]]:
    """Return whose words about each pupil are written down; a pupil without any is left out."""
    with diary.vault.reading() as conn:
        return lookups.voices_heard(conn, pupil_ids)


def book_of(diary: Diary, pupil_ids: Collection[str]) -> Book:
    """Return a book of some pupils: what it says of them is what a book of the whole diary would say."""
    with diary.vault.reading() as conn:
        return Book(lookups.records_of(conn, pupil_ids))


def book_of_days(diary: Diary, first: date, last: date) -> Book:
    """Return a book of everybody who belonged to a group, or was written of, in some days.

    For those days it counts and says what a book of the whole diary would.
    """
    with diary.vault.reading() as conn:
        found = {(one.table, one.id): one for one in lookups.records_of_days(conn, first, last)}
    return Book(found.values())


def conversations_between(diary: Diary, first: date, last: date) -> list[Conversation]:
    """Return the conversations of some days, both ends counted."""
    with diary.vault.reading() as conn:
        return lookups.conversations_between(conn, first, last)
