"""Of whom or what a case study can tell, in words."""

from __future__ import annotations

from tutordiary.anonymise.normalise import fold
from tutordiary.diary import Diary
from tutordiary.drafting.case.desk import StudyLine
from tutordiary.model import CaseSubject, Group, Membership, Pupil, Session, SessionStatus
from tutordiary.presenters.case_studio_state import WhoLine

_UNNAMED = {
    CaseSubject.PUPIL: "About {}",
    CaseSubject.GROUP: "The group {}",
    CaseSubject.SESSIONS: "The sessions of {}",
}


def line_words(line: StudyLine) -> str:
    """Return a case study as it is chosen: its title and whom it tells of, for the tutor's eyes."""
    about = _UNNAMED[line.subject].format(line.about or "nobody any more")
    return f"{line.title} ({about[:1].lower()}{about[1:]})" if line.title else about


def holds(told: str, typed: str) -> bool:
    """Return whether words hold every word typed, whatever the capitals and accents."""
    plain = fold(told)
    return all(word in plain for word in fold(typed).split())


def choices(diary: Diary) -> tuple[WhoLine, ...]:
    """Return pupils first, then groups, then their sessions: of groups that met, the latest first."""
    met: dict[str, int] = {}
    for session in diary.find(Session, order=("held_on",), status=SessionStatus.HELD):
        met[session.group_id] = session.held_on.toordinal()
    groups = sorted(
        (one for one in diary.all(Group) if one.id in met),
        key=lambda one: (-met[one.id], one.working_name.casefold()),
    )
    pupils: dict[str, WhoLine] = {}
    for group in groups:
        stays = diary.find(Membership, group_id=group.id)
        found = [pupil for stay in stays if (pupil := diary.get(Pupil, stay.pupil_id)) is not None]
        for pupil in sorted(found, key=lambda one: (one.first_name.casefold(), one.id)):
            name = " ".join(one for one in (pupil.first_name, pupil.last_name) if one)
            pupils.setdefault(pupil.id, WhoLine(CaseSubject.PUPIL, pupil.id, f"{name}, {group.working_name}"))
    return (
        *pupils.values(),
        *(WhoLine(CaseSubject.GROUP, one.id, f"The group {one.working_name}") for one in groups),
        *(
            WhoLine(CaseSubject.SESSIONS, one.id, f"How the sessions of {one.working_name} developed")
            for one in groups
        ),
    )
