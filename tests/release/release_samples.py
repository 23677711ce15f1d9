"""A small diary of invented people for the tests of what leaves: three groups at two settings."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from tutordiary.model import (
    Attendance,
    Audience,
    ConcernPointer,
    Contact,
    ContactRole,
    Direction,
    FamilyMember,
    GivenBy,
    Group,
    Judgement,
    JudgementEvidence,
    JudgementResult,
    LeftReason,
    Membership,
    Observation,
    Permission,
    PermissionKind,
    Presence,
    Programme,
    Pupil,
    Reflection,
    ReviewResult,
    Scope,
    Session,
    SessionStatus,
    Setting,
    Source,
    Speaker,
    StartPoint,
    Target,
    TargetKind,
    Tutor,
    Voice,
)

START = date(2026, 9, 7)
LAST = date(2026, 12, 18)
MANAGER = frozenset({Audience.MANAGER})
REFLECTION = frozenset({Audience.REFLECTION})
FIRST_NAMES = (
    "Tamsin", "Grace", "Bo", "Jean-Luc", "Okoro", "Will", "Saoirse", "Łukasz", "Yusuf", "Priti", "Mark",
    "Ines", "Kwabena", "Rose", "Zofia",
)  # fmt: skip
LAST_NAMES = (
    "Okereke", "Young", "Lindqvist", "Atkinson", "Eze", "Harding", "O'Donnell", "Nowak", "Demir", "Shah",
    "Penhaligon", "Duarte", "Asante", "Field", "Wojcik",
)  # fmt: skip
SETTINGS = (
    Setting(id="w-1", name="Marlpit Lane Primary School", aliases=("Marlpit", "MLP")),
    Setting(id="w-2", name="Hollins Bridge PRU"),
)
GROUPS = (
    Group(
        id="g-1",
        setting_id="w-1",
        working_name="The Thunder Otters",
        programme_id="pr-1",
        planned_sessions=12,
    ),
    Group(id="g-2", setting_id="w-1", working_name="Loud Library", programme_id="pr-1", planned_sessions=12),
    Group(id="g-3", setting_id="w-2", working_name="Basement Six", programme_id="pr-1", planned_sessions=12),
)


def pupil_id(number):
    return f"p-{number:02d}"


def records():
    """Return the whole diary; the three groups have five pupils each."""
    return (*people(), *lessons(), *evidence(), *words())


def people():
    yield Tutor(id="t-1", name="Wilfreda Garraway", known_as=("Wilf",))
    yield Programme(id="pr-1", name="Autumn groups", manager_name="Dorothea Blenkinsop")
    yield from SETTINGS
    yield Contact(
        id="c-1",
        setting_id="w-1",
        role=ContactRole.SENCO,
        title="Mrs",
        first_name="Imelda",
        last_name="Thrupp",
    )
    yield from GROUPS
    for number, (first, last) in enumerate(zip(FIRST_NAMES, LAST_NAMES, strict=True)):
        yield Pupil(
            id=pupil_id(number),
            first_name=first,
            last_name=last,
            setting_id=SETTINGS[number // 10].id,
            year_group=3 + number % 3,
        )
        left = number == 7
        yield Membership(
            id=f"m-{number:02d}",
            pupil_id=pupil_id(number),
            group_id=GROUPS[number // 5].id,
            joined_on=START,
            left_on=START + timedelta(days=38) if left else None,
            left_reason=LeftReason.MOVED if left else None,
        )
        if number != 12:
            yield Permission(
                id=f"pe-{number:02d}",
                pupil_id=pupil_id(number),
                kind=PermissionKind.ANONYMOUS_USE,
                given_by=GivenBy.PARENT_CARER,
                given_on=START,
                withdrawn_on=START + timedelta(days=20) if number == 11 else None,
            )
    yield FamilyMember(id="f-1", pupil_id=pupil_id(0), name="Chidi", relation="dad")


def lessons():
    for group in GROUPS:
        for week in range(12):
            session = f"s-{group.id}-{week:02d}"
            yield Session(
                id=session,
                group_id=group.id,
                held_on=day(week),
                status=SessionStatus.CANCELLED if week == 6 else SessionStatus.HELD,
                actual_min=30 if week % 2 else None,
            )
            for number in range(15):
                if GROUPS[number // 5] is group and week != 6 and not (number == 7 and week > 5):
                    presence = Presence.ABSENT if (number + week) % 7 == 0 else Presence.PRESENT
                    yield Attendance(
                        id=f"a-{session}-{number:02d}",
                        session_id=session,
                        pupil_id=pupil_id(number),
                        presence=presence,
                    )


def day(week):
    return START + timedelta(weeks=week, days=1)


OUTCOMES = ("MUS", "AGE", "RES", "COM")


def evidence():
    for number in range(15):
        pupil, group = pupil_id(number), GROUPS[number // 5]
        for turn, outcome in enumerate(OUTCOMES):
            if number != 5:
                yield StartPoint(
                    id=f"sp-{number:02d}-{outcome}",
                    pupil_id=pupil,
                    outcome=outcome,
                    noted_on=day(1),
                    text="Quiet.",
                )
            for again in range(3):
                week = 2 + turn + again * 2
                yield Observation(
                    id=f"o-{number:02d}-{outcome}-{again}",
                    noted_on=day(week),
                    pupil_id=pupil,
                    session_id=f"s-{group.id}-{week:02d}",
                    indicators=(f"{outcome}.1",),
                    step=1 + again % 3,
                    source=Source.TA if number == 1 and again == 2 else Source.TUTOR,
                    direction=Direction.HARDER_DAY if number == 3 and again == 1 else None,
                )
            result = (
                JudgementResult.NO_CHANGE
                if number % 5 == 4
                else JudgementResult.EARLY_SIGNS
                if number % 5 == 3
                else JudgementResult.INCREASED
            )
            if not (number == 14 and outcome == "COM"):
                yield Judgement(
                    id=f"j-{number:02d}-{outcome}",
                    pupil_id=pupil,
                    outcome=outcome,
                    result=result,
                    judged_on=day(11),
                )
        yield Target(
            id=f"ta-{number:02d}",
            pupil_id=pupil,
            kind=TargetKind.MUSICAL,
            pupil_words="I want to count us in",
            set_on=day(2),
            reviewed_on=day(11),
            review_result=ReviewResult.GOT_THERE if number % 2 else ReviewResult.STILL_GOING,
        )
    yield Observation(
        id="o-group",
        noted_on=day(3),
        group_id="g-1",
        session_id="s-g-1-03",
        indicators=("COM.1",),
        scope=Scope.GROUP,
    )
    yield Voice(
        id="v-1",
        speaker=Speaker.SCHOOL_STAFF,
        words="She hums in the corridor.",
        said_on=day(9),
        pupil_id="p-00",
    )
    yield JudgementEvidence(id="je-1", judgement_id="j-00-MUS", voice_id="v-1")
    yield ConcernPointer(
        id="cp-1", noted_at=datetime(2026, 10, 1, 15, tzinfo=UTC), pupil_id="p-02", told_role="DSL"
    )


def words():
    """Yield labelled passages, some of which need a decision."""
    for key, pupil, group, text in (
        ("plain", "p-00", "g-1", "Tamsin counted the others in and waited for Jean-Luc."),
        ("word", "p-05", "g-2", "Will chose the tempo. We will see if it stays."),
        ("refused", "p-11", "g-3", "Ines led the warm-up."),
        ("silent", "p-12", "g-3", "Kwabena tapped along."),
        ("mentions", "p-10", "g-3", "Mark sat with Kwabena at Marlpit Lane."),
    ):
        yield Observation(
            id=f"o-{key}",
            noted_on=day(4),
            pupil_id=pupil,
            group_id=group,
            text=text,
            indicators=("AGE.1",),
            audiences=MANAGER,
        )
    yield Reflection(
        id="r-1",
        session_id="s-g-1-04",
        prompt="next_time",
        text="Leave more silence before the count.",
        audiences=MANAGER,
    )
    yield Reflection(
        id="r-2", session_id="s-g-1-05", prompt="did_not", text="I talked too long.", audiences=REFLECTION
    )
    yield Reflection(
        id="r-3", session_id="s-g-1-05", prompt="went_well", text="Tamsin said a thing only for me."
    )
