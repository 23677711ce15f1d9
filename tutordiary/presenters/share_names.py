"""Who or what a word can be that a tutor says is a name, and learning it."""

from __future__ import annotations

from tutordiary.diary import Diary
from tutordiary.model import Contact, Group, LearnedName, Membership, Pupil, new_id
from tutordiary.presenters.share_state import WhoChoice

SOMEONE, PLACE, SCHOOL = "person", "place", "school"


def learn(diary: Diary, text: str, who: WhoChoice) -> tuple[tuple[LearnedName, ...], tuple[LearnedName, ...]]:
    """Let a name be known from now on; return what was added and what was removed."""
    name = LearnedName(id=new_id(), text=text, kind=who.kind, entity_id=who.entity_id)
    not_names = tuple(
        held for held in diary.all(LearnedName) if not held.is_name and held.text.lower() == text.lower()
    )
    with diary.together():
        diary.remove(*not_names)
        diary.add(name)
    return (name,), not_names


def who_choices(diary: Diary, group_id: str | None) -> tuple[WhoChoice, ...]:
    """Return who a name can be: someone unknown first, then a place, a school, and those of the group."""
    found = [
        WhoChoice("Someone else", SOMEONE),
        WhoChoice("A place", PLACE),
        WhoChoice("A school or centre", SCHOOL),
    ]
    group = diary.get(Group, group_id) if group_id else None
    if group is None:
        return tuple(found)
    for member in diary.find(Membership, group_id=group.id):
        pupil = diary.get(Pupil, member.pupil_id)
        if pupil is not None:
            name = f"{pupil.first_name} {pupil.last_name}".strip()
            found.append(WhoChoice(f"{name}, pupil", SOMEONE, pupil.id))
    for contact in diary.find(Contact, setting_id=group.setting_id):
        name = " ".join(part for part in (contact.title, contact.first_name, contact.last_name) if part)
        found.append(WhoChoice(f"{name}, staff", SOMEONE, contact.id))
    return tuple(found)
