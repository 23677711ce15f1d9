"""Who the diary knows: the roster that the recogniser and the gate work from."""

from __future__ import annotations

from tutordiary import wording
from tutordiary.anonymise.roster import LEARNED_KINDS, LearnedName, Person, Place, Roster
from tutordiary.diary import Diary
from tutordiary.model import Contact, FamilyMember, Group, Pupil, Setting
from tutordiary.model import LearnedName as Learned


def roster_of(diary: Diary) -> Roster:
    """Return everyone in the whole diary: pupils of every group, staff, families, the tutor, places."""
    pupils = diary.all(Pupil)
    learned = diary.all(Learned)
    return Roster(
        pupils=tuple(pupil_person(pupil) for pupil in pupils),
        staff=tuple(
            Person(
                entity=one.id,
                kind="staff",
                first=one.first_name,
                last=one.last_name,
                title=one.title,
                role=wording.ROLE[one.role],
                known_as=one.known_as,
            )
            for one in diary.all(Contact)
            if one.first_name or one.last_name
        ),
        family=tuple(
            Person(entity=one.id, kind="family", first=one.name, relation=one.relation)
            for one in diary.all(FamilyMember)
        ),
        tutor=_tutor(diary),
        settings=tuple(Place((one.name, *one.aliases), one.id) for one in diary.all(Setting)),
        groups=tuple(
            Place(tuple(name for name in (one.working_name, one.pupils_name) if name), one.id)
            for one in diary.all(Group)
        ),
        learned=tuple(
            LearnedName(one.text, kind, one.entity_id or None)
            for one in learned
            for kind in LEARNED_KINDS
            if one.is_name and one.kind == kind
        ),
        not_names=frozenset(one.text.casefold() for one in learned if not one.is_name),
    )


def others_than(diary: Diary, pupil_id: str) -> Roster:
    """Return a roster of every pupil but one, for the check that a pupil's paper names no other child."""
    return Roster(pupils=tuple(pupil_person(p) for p in diary.all(Pupil) if p.id != pupil_id))


def pupil_person(pupil: Pupil) -> Person:
    """Return a pupil as the recogniser knows people."""
    return Person(
        entity=pupil.id,
        kind="pupil",
        first=pupil.first_name,
        last=pupil.last_name,
        known_as=pupil.known_as,
        pronouns=pupil.pronouns,
    )


def _tutor(diary: Diary) -> Person | None:
    tutor = diary.tutor
    if tutor is None or not tutor.name.strip():
        return None
    first, _, last = tutor.name.strip().partition(" ")
    return Person(entity=tutor.id, kind="tutor", first=first, last=last, known_as=tutor.known_as)
