"""Two more invented tutors with one group each, so that several tutors' bundles can be put together.

One group lost a pupil half-way; in the other, two pupils have not been judged yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tutordiary.model import (
    Contact,
    ContactRole,
    FrameworkVersion,
    Group,
    LeftReason,
    Membership,
    Programme,
    Pupil,
    Record,
    Setting,
    SettingKind,
    Slot,
    Tutor,
)
from tutordiary.sample import around, other_aldous, other_voss, places
from tutordiary.sample.days import holidays, moment, weekly
from tutordiary.sample.diary import framework_version, in_order
from tutordiary.sample.laying import Laying
from tutordiary.sample.notes import Aim, Consent, SessionNote, Start, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Small:
    """One tutor with one group. ``children`` are key, first name, last name, pronouns and year group."""

    prefix: str
    tutor: str
    role: str
    setting: str
    kind: SettingKind
    lead: tuple[str, str, str]
    group_name: str
    pupils_name: str
    weekday: int
    starts_at: str
    children: tuple[tuple[str, str, str, str, int], ...]
    sessions: tuple[SessionNote, ...]
    starts: tuple[Start, ...]
    aims: tuple[Aim, ...]
    verdicts: tuple[Verdict, ...]
    consents: tuple[Consent, ...]
    question: str
    left: str = ""
    left_after: int = 0


_SMALL = (
    Small(
        prefix="aldous",
        tutor="Desmond Aldous",
        role="Bass and percussion tutor",
        setting="Harbour Gate Pupil Referral Unit",
        kind=SettingKind.PRU,
        lead=("Mr", "Stellan", "Rudge"),
        group_name="Harbour Gate mornings",
        pupils_name="Bin Lids",
        weekday=0,
        starts_at="09:45",
        children=(
            ("ivo", "Ivo", "Lark", "he/him", 9),
            ("roz", "Rosalind", "Ekwueme", "she/her", 8),
            ("jay", "Jayden-Lee", "Pryce", "he/him", 9),
            ("noo", "Noor", "Haddad", "she/her", 8),
        ),
        sessions=other_aldous.NOTES,
        starts=other_aldous.STARTS,
        aims=other_aldous.AIMS,
        verdicts=other_aldous.VERDICTS,
        consents=other_aldous.CONSENTS,
        question="What is the least a session needs before it is theirs?",
        left="noo",
        left_after=5,
    ),
    Small(
        prefix="voss",
        tutor="Priyanka Voss",
        role="Strings and singing tutor",
        setting="Millrace Community Primary School",
        kind=SettingKind.SCHOOL,
        lead=("Ms", "Jocasta", "Bloom"),
        group_name="Millrace Fridays",
        pupils_name="The Teapots",
        weekday=4,
        starts_at="14:00",
        children=(
            ("mai", "Maisie", "Thorne", "she/her", 2),
            ("aya", "Ayaan", "Qureshi", "he/him", 3),
            ("lum", "Lumi", "Saarinen", "they/them", 2),
            ("bea", "Bertie", "Crane", "he/him", 3),
            ("ade", "Adaeze", "Nnamdi", "she/her", 3),
        ),
        sessions=other_voss.NOTES,
        starts=other_voss.STARTS,
        aims=other_voss.AIMS,
        verdicts=other_voss.VERDICTS,
        consents=other_voss.CONSENTS,
        question="Whose voice do I hear last, and why?",
    ),
)

OTHER_TUTORS: tuple[str, ...] = tuple(small.tutor for small in _SMALL)


def sample_records_of(name: str, today: date) -> tuple[Record, ...]:
    """Return the whole small diary of one of ``OTHER_TUTORS``, in the order it can be inserted.

    Raises: KeyError for a tutor there is not.
    """
    small = {each.tutor: each for each in _SMALL}[name]
    return in_order(_records(small, today))


def _records(small: Small, today: date) -> Iterator[Record]:
    closures = holidays(today - timedelta(days=420), today + timedelta(days=60), f"{small.prefix}-closure")
    days = weekly(
        small.weekday, until=today - timedelta(days=12), count=len(small.sessions), closures=closures
    )
    yield from closures
    yield Tutor(id=f"{small.prefix}-tutor", name=small.tutor, service=places.TUTOR.service, role=small.role)
    version: FrameworkVersion = framework_version(
        f"{small.prefix}-framework", moment(days[0] - timedelta(days=9), "20:00")
    )
    yield version
    programme = f"{small.prefix}-programme"
    yield Programme(
        id=programme,
        name="Musical nurture groups",
        framework_version_id=version.id,
        starts_on=days[0],
        ends_on=days[-1],
        planned_sessions=len(days),
        action_research_question=small.question,
        manager_name=places.MANAGER,
    )
    setting_id, group_id = f"{small.prefix}-setting", f"{small.prefix}-group"
    yield Setting(id=setting_id, name=small.setting, kind=small.kind, route_checked_on=days[0])
    title, first, last = small.lead
    for role in (ContactRole.SENCO, ContactRole.DSL):
        yield Contact(
            id=f"{small.prefix}-contact-{role}",
            setting_id=setting_id,
            role=role,
            title=title,
            first_name=first,
            last_name=last,
        )
    yield Group(
        id=group_id,
        setting_id=setting_id,
        working_name=small.group_name,
        programme_id=programme,
        pupils_name=small.pupils_name,
        planned_sessions=len(days),
        starts_on=days[0],
        ends_on=days[-1],
    )
    yield Slot(
        id=f"{small.prefix}-slot",
        group_id=group_id,
        weekday=small.weekday,
        starts_at=small.starts_at,
        from_on=days[0],
        until_on=days[-1],
    )
    yield from _sessions(small, days, setting_id, group_id, programme)


def _sessions(
    small: Small, days: tuple[date, ...], setting_id: str, group_id: str, programme: str
) -> Iterator[Record]:
    pupils = {
        key: Pupil(
            id=f"{small.prefix}-pupil-{key}",
            first_name=first,
            last_name=last,
            pronouns=pronouns,
            year_group=year,
            setting_id=setting_id,
        )
        for key, first, last, pronouns, year in small.children
    }
    memberships = {
        key: Membership(
            id=f"{small.prefix}-membership-{key}",
            pupil_id=pupil.id,
            group_id=group_id,
            joined_on=days[0],
            left_on=days[small.left_after - 1] + timedelta(days=1) if key == small.left else None,
            left_reason=LeftReason.TIMETABLE if key == small.left else None,
        )
        for key, pupil in pupils.items()
    }
    yield from pupils.values()
    yield from memberships.values()
    laying = Laying(
        name=small.prefix,
        group_id=group_id,
        days=days,
        starts_at=small.starts_at,
        length_min=30,
        pupils=pupils,
        memberships=memberships,
    )
    laid = [*laying.lay(small.sessions), *around.starts(laying, small.starts)]
    yield from laid
    yield from around.aims(laying, small.aims)
    yield from around.consents(laying, small.consents)
    yield from around.verdicts(laying, small.verdicts, laid, programme)
