"""A small diary of invented people for the tests of drafts: two groups, and names that are also words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from tutordiary.model import (
    Attendance,
    Audience,
    Contact,
    ContactRole,
    Direction,
    FamilyMember,
    GivenBy,
    Group,
    Judgement,
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
    Where,
)

START = date(2026, 9, 7)
END = START + timedelta(weeks=9)
SCHOOL, FAMILY = frozenset({Audience.SCHOOL}), frozenset({Audience.FAMILY})
MANAGER, REFLECTION = frozenset({Audience.MANAGER}), frozenset({Audience.REFLECTION})
EVERYONE = frozenset(Audience)


def week(number: int) -> date:
    """Return the day of a week's session; 1 is the first."""
    return START + timedelta(weeks=number - 1)


def people():
    """Return the places, the adults and six pupils: Jai and Mrs Rai, two called Grace, Will, and Priti."""
    return (
        Tutor(id="t", name="Ines Okoro", service="Fenland Music"),
        Programme(id="pr", name="Autumn groups", manager_name="Odile Marchetti"),
        Setting(id="w", name="Alder Bank Primary School", aliases=("Alder Bank",)),
        Contact(id="c-1", setting_id="w", role=ContactRole.SENCO, title="Mrs", last_name="Rai"),
        Contact(id="c-2", setting_id="w", role=ContactRole.CLASS_TEACHER, title="Mr", last_name="Holt"),
        Group(id="g", setting_id="w", working_name="Tuesday five", programme_id="pr", starts_on=START),
        Group(id="h", setting_id="w", working_name="Friday four", programme_id="pr", starts_on=START),
        Pupil(
            id="p-jai", first_name="Jai", last_name="Lindqvist", setting_id="w", year_group=5,
            school_hopes="That he settles after a hard spring at home", area_of_need="SEMH",
            still_hard="Waiting for a turn", what_helps="A job to hold", next_step="Samba band",
        ),
        Pupil(id="p-will", first_name="Will", last_name="Harding", setting_id="w", year_group=5),
        Pupil(id="p-grace", first_name="Grace", last_name="Young", setting_id="w", year_group=4),
        Pupil(id="p-grace2", first_name="Grace", last_name="Penhaligon", setting_id="w", year_group=4),
        Pupil(id="p-priti", first_name="Priti", last_name="Shah", known_as=("Pip",), setting_id="w"),
        Pupil(id="p-jos", first_name="Jos", last_name="Eze", setting_id="w"),
        FamilyMember(id="f", pupil_id="p-jai", name="Astrid", relation="mum"),
        Membership(id="m-1", pupil_id="p-jai", group_id="g", joined_on=START),
        Membership(id="m-2", pupil_id="p-will", group_id="g", joined_on=week(4)),
        Membership(
            id="m-3", pupil_id="p-grace", group_id="g", joined_on=START, left_on=week(6),
            left_reason=LeftReason.TIMETABLE,
        ),
        Membership(id="m-4", pupil_id="p-grace", group_id="h", joined_on=week(7)),
        Membership(id="m-5", pupil_id="p-grace2", group_id="g", joined_on=START),
        Membership(id="m-6", pupil_id="p-priti", group_id="g", joined_on=START),
    )  # fmt: skip


def sessions():
    """Return ten sessions of the first group, one cancelled, and ten of the second; Jai missed week 2."""
    made = [
        Session(
            id=f"{group}-{number:02}",
            group_id=group,
            held_on=week(number) + timedelta(days=3 * (group == "h")),
            status=SessionStatus.CANCELLED if (group, number) == ("g", 5) else SessionStatus.HELD,
            finished_at=datetime(2026, 9, 7, 12, tzinfo=UTC) + timedelta(weeks=number),
        )
        for group in ("g", "h")
        for number in range(1, 11)
    ]
    away = Attendance(id="a-1", session_id="g-02", pupil_id="p-jai", presence=Presence.ABSENT)
    late = Attendance(id="a-2", session_id="g-03", pupil_id="p-jai", presence=Presence.LATE)
    return (*made, away, late)


def sign(name: str, number: int, text: str = "", to=frozenset(), pupil: str = "p-jai", **more) -> Observation:
    """Return an observation of one week, of the first indicator unless told."""
    more = {"indicators": ("RES.1",), "step": 1, "session_id": f"g-{number:02}", "group_id": "g", **more}
    return Observation(id=name, pupil_id=pupil, noted_on=week(number), text=text, audiences=to, **more)


def evidence():
    """Return what was noticed of Jai, and what was said: some for the school, some for nobody."""
    return (
        sign("s-plain", 1),
        sign("s-secret", 2, "Cried under the piano", step=0),
        sign("s-school", 3, "Held the beat for everyone", SCHOOL | MANAGER | REFLECTION, step=2,
             indicators=("MUS.1",), direction=Direction.STEP_ON, what_i_did="Gave him the big drum"),
        sign("s-family", 4, "Taught his part to a friend", FAMILY, direction=Direction.STEP_ON),
        sign("s-hard", 6, "Left twice and came back", EVERYONE, direction=Direction.HARDER_DAY),
        sign("s-late", 8, "Waited four turns", EVERYONE, step=3, where_seen=Where.PLAYGROUND,
             source=Source.TA),
        StartPoint(id="sp-1", pupil_id="p-jai", outcome="RES", noted_on=week(1), text="Leaves when cross",
                   audiences=SCHOOL | MANAGER),
        StartPoint(id="sp-2", pupil_id="p-jai", outcome="AGE", noted_on=week(1), text="Chooses for nobody"),
        Target(id="tg-1", pupil_id="p-jai", kind=TargetKind.OWN, pupil_words="I want to count in",
               adult_words="Count in twice", set_on=week(2), audiences=SCHOOL | FAMILY | MANAGER),
        Target(id="tg-2", pupil_id="p-jai", kind=TargetKind.SOCIAL, pupil_words="I want to stop hitting",
               set_on=week(2)),
        Voice(id="v-1", pupil_id="p-jai", speaker=Speaker.PUPIL, words="I did not even shout",
              said_on=week(7), audiences=EVERYONE),
        Voice(id="v-home", pupil_id="p-jai", speaker=Speaker.PUPIL, words="Dad says I am loud",
              said_on=week(7), audiences=EVERYONE, about_home=True),
        Voice(id="v-staff", pupil_id="p-jai", speaker=Speaker.SCHOOL_STAFF, words="Calmer at break",
              said_on=week(8), speaker_label="Mr Holt", audiences=SCHOOL | MANAGER),
        Judgement(id="j-1", pupil_id="p-jai", outcome="RES", result=JudgementResult.INCREASED,
                  judged_on=week(9), note="He waits now", audiences=SCHOOL | MANAGER),
        Judgement(id="j-2", pupil_id="p-jai", outcome="AGE", result=JudgementResult.LESS,
                  judged_on=week(9), note="Chooses less than he did"),
        Reflection(id="r-1", session_id="g-03", prompt="went_well", text="The drum did the talking",
                   audiences=MANAGER | REFLECTION),
        Reflection(id="r-2", session_id="g-06", prompt="did_not", text="I talked over the ending",
                   audiences=MANAGER | REFLECTION),
        *(
            Permission(id=f"ok-{pupil}-{by}", pupil_id=pupil, kind=PermissionKind.ANONYMOUS_USE, given_by=by,
                       given_on=START)
            for pupil in ("p-jai", "p-priti")
            for by in GivenBy
        ),
        *(
            Permission(id=f"q-{by}", pupil_id="p-jai", kind=PermissionKind.QUOTE, given_by=by, given_on=START)
            for by in GivenBy
        ),
    )  # fmt: skip


def fill(diary):
    """Write all of it into an empty diary."""
    diary.add(*people())
    diary.add(*sessions())
    diary.add(*evidence())
    return diary
