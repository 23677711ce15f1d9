"""Names people went by before: old notes still say them, so they stay known when somebody is renamed."""

from __future__ import annotations

from collections.abc import Iterator

from tutordiary.anonymise.pet_names import related
from tutordiary.diary.diary import Diary
from tutordiary.model import Contact, FamilyMember, LearnedName, Pupil, Record, new_id


def former_names(diary: Diary, record: Record) -> tuple[LearnedName, ...]:
    """Return what must be saved with a person, so that a name they went by until now is still taken out.

    Empty for a new person, for other records, and where the name stays or is known already.
    """
    before = diary.get(type(record), record.id)
    if before is None:
        return ()
    known = {one.casefold() for one in _names(record)}
    known |= related(record.first_name) if isinstance(record, Pupil) else set()
    known |= {one.text.casefold() for one in diary.find(LearnedName, entity_id=record.id)}
    gone = dict.fromkeys(name for name in _names(before) if name.casefold() not in known)
    return tuple(LearnedName(id=new_id(), text=name, kind="person", entity_id=record.id) for name in gone)


def _names(record: Record) -> Iterator[str]:
    if isinstance(record, Pupil | Contact):
        found = (record.first_name, record.last_name, *record.known_as)
    elif isinstance(record, FamilyMember):
        found = (record.name,)
    else:
        found = ()
    yield from (name.strip() for name in found if len(name.strip()) > 1)
