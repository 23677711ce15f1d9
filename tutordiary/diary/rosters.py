"""Everybody and every place the diary knows, in the shape the recogniser reads."""

from __future__ import annotations

from collections.abc import Iterable

from tutordiary import wording
from tutordiary.anonymise.roster import LEARNED_KINDS, LearnedName, Person, Place, Roster
from tutordiary.diary.diary import Diary
from tutordiary.model import Contact, FamilyMember, Group, Membership, Programme, Pupil, Setting, Tutor
from tutordiary.model import LearnedName as LearnedRecord


def whole_roster(diary: Diary) -> Roster:
    """Return everyone and every place the diary knows, of all programmes: what the gate looks for."""
    return _roster(diary, diary.all(Pupil), diary.all(Contact))


def group_roster(diary: Diary, group_id: str) -> Roster:
    """Return the people around one group: its pupils past and present, its setting's staff, their families.

    Settings and groups are those of the whole diary, because a tutor compares them.
    """
    ids = {membership.pupil_id for membership in diary.find(Membership, group_id=group_id)}
    group = diary.get(Group, group_id)
    return _roster(
        diary,
        [pupil for pupil in diary.all(Pupil) if pupil.id in ids],
        diary.find(Contact, setting_id=group.setting_id) if group else [],
    )


def _roster(diary: Diary, pupils: list[Pupil], contacts: list[Contact]) -> Roster:
    ids = {pupil.id for pupil in pupils}
    learned = diary.all(LearnedRecord)
    return Roster(
        pupils=tuple(_pupil(pupil) for pupil in pupils),
        staff=(*(_contact(contact) for contact in contacts), *_managers(diary)),
        family=tuple(_family(member) for member in diary.all(FamilyMember) if member.pupil_id in ids),
        tutor=_tutor(diary.tutor),
        settings=tuple(Place((s.name, *s.aliases), s.id) for s in diary.all(Setting)),
        groups=tuple(
            Place(tuple(_given((g.working_name, g.pupils_name))), g.id)
            for g in diary.all(Group)
            if g.working_name or g.pupils_name
        ),
        learned=tuple(
            LearnedName(name.text, kind, name.entity_id or None)
            for name in learned
            for kind in LEARNED_KINDS
            if name.is_name and name.kind == kind
        ),
        not_names=frozenset(name.text.lower() for name in learned if not name.is_name),
    )


def _given(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))


def _pupil(pupil: Pupil) -> Person:
    return Person(
        entity=pupil.id,
        kind="pupil",
        first=pupil.first_name,
        last=pupil.last_name,
        known_as=pupil.known_as,
        pronouns=pupil.pronouns,
    )


def _contact(contact: Contact) -> Person:
    return Person(
        entity=contact.id,
        kind="staff",
        first=contact.first_name,
        last=contact.last_name,
        title=contact.title,
        role=wording.ROLE[contact.role],
        known_as=contact.known_as,
    )


def _family(member: FamilyMember) -> Person:
    first, _, last = member.name.partition(" ")
    return Person(entity=member.id, kind="family", first=first, last=last, relation=member.relation)


def _tutor(tutor: Tutor | None) -> Person | None:
    if tutor is None or not tutor.name.strip():
        return None
    first, _, last = tutor.name.strip().partition(" ")
    return Person(entity=tutor.id, kind="tutor", first=first, last=last, known_as=tutor.known_as)


def _managers(diary: Diary) -> list[Person]:
    names = _given(programme.manager_name.strip() for programme in diary.all(Programme))
    found = []
    for number, name in enumerate(names, start=1):
        first, _, last = name.partition(" ")
        found.append(Person(entity=f"manager-{number}", kind="staff", first=first, last=last))
    return found
