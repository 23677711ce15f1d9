# ruff: noqa: E501 - people's words are kept on one line
"""Invented people and realistic words for proofs and tests of documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from story_samples import CASE, COLLATION, FAMILY, PACK, RECOVERY, START, week

from tutordiary.documents.content import (
    AttendanceMark,
    Basis,
    Dot,
    EvidenceNote,
    Hope,
    IndicatorRow,
    Letterhead,
    NextSteps,
    OutcomeNote,
    Quote,
    SencoReport,
    Style,
    TargetRow,
)

__all__ = ["CASE", "COLLATION", "FAMILY", "PACK", "RECOVERY", "START", "week"]

MUSIC, AGENCY = "Musical skill and knowledge", "Agency"
RESILIENCE, COMMUNITY = "Resilience", "Building a musical community"


def dots(*points: tuple[int, int | None] | tuple[int, int | None, bool]) -> tuple[Dot, ...]:
    return tuple(Dot(week(point[0]), point[1], len(point) > 2) for point in points)


ROWS = (
    IndicatorRow(MUSIC, "Musical skill", dots((2, 1), (4, 1), (7, 2), (9, 2), (13, 2), (18, 3))),
    IndicatorRow(MUSIC, "Knowledge of genres and cultures", dots((3, 1), (14, 2))),
    IndicatorRow(
        AGENCY, "Making choices through music", dots((1, 0), (4, 1), (6, 1), (8, 2), (10, 3), (17, 3))
    ),
    IndicatorRow(AGENCY, "Identifying progress", dots((9, 1), (13, 1), (19, 2))),
    IndicatorRow(AGENCY, "Ownership through reflection", dots((17, 1))),
    IndicatorRow(
        RESILIENCE, "Developing trust", dots((1, 0), (2, 1), (4, 0, True), (7, 1), (9, 2), (14, 2), (18, 3))
    ),
    IndicatorRow(
        RESILIENCE, "Moderating emotion", dots((2, 1), (6, 1), (8, 0, True), (10, 1), (15, 2), (19, 1))
    ),
    IndicatorRow(RESILIENCE, "Reviewing success and failure"),
    IndicatorRow(
        COMMUNITY,
        "Becoming part of a musical community",
        dots((1, 0), (4, 1), (7, 1), (10, 2), (14, 3), (20, 3)),
    ),
    IndicatorRow(COMMUNITY, "Sharing music with others", dots((7, 0), (13, 1), (19, 2))),
    IndicatorRow(COMMUNITY, "Young music leadership", dots((14, 1), (16, 2), (18, 2))),
)

ATTENDANCE = tuple(
    AttendanceMark(week(number), "absent" if number in (5, 12) else "late" if number == 16 else "present")
    for number in range(1, 21)
)

SENCO = SencoReport(
    head=Letterhead(
        pupil="Rowan T.",
        school="Fernhill Primary School",
        year="Year 5",
        group="The Night Owls",
        group_size=4,
        programme="Musical nurture group",
        tutor="Priya Lall",
        service="Wexcombe Music Service",
        purpose="End of programme report",
        period_from=week(1),
        period_to=week(20),
    ),
    attendance=ATTENDANCE,
    summary=(
        "Rowan began by watching from the book corner and choosing not to play. Over twenty weeks he moved to "
        "setting the tempo for the group, and he now tells others which part he would like. Waiting for a turn "
        "is still hard for him, and he asks for his signal card more often than he leaves."
    ),
    rows=ROWS,
    targets=(
        TargetRow(
            pupil_words="I want to pick the beat and say why",
            set_on=week(3),
            set_with="Rowan",
            happened="By March he chose first most weeks and gave a reason. He taught the group the word samba.",
            result="got there",
            reviewed_on=week(19),
            evidence=(2, 5),
        ),
        TargetRow(
            pupil_words="I want to stay when it gets noisy",
            set_on=week(3),
            set_with="Rowan and Mrs Quill (TA)",
            happened="Showed his card in five of seven loud moments. In week 19 he left and was back within a minute.",
            result="nearly",
            reviewed_on=week(19),
            evidence=(3, 7),
        ),
        TargetRow(
            pupil_words="I want to say one good thing at the end",
            set_on=week(10),
            set_with="Rowan",
            happened="He points to a picture card or writes it. Saying it aloud is the next step.",
            result="still going",
            reviewed_on=week(19),
            evidence=(6,),
        ),
    ),
    voices=(
        Quote(
            "I like it when they all do my beat. I was scared of the gong and now it’s me that hits it.",
            "Rowan",
            "pupil",
            "spoken, written down by the tutor",
            "asked",
            week(19),
        ),
        Quote(
            "He put his hand up in maths twice this week. He sits with two of the group at lunch on Thursdays.",
            "Mrs Quill, teaching assistant",
            "staff",
            "conversation",
            "offered",
            week(18),
        ),
        Quote(
            "He drums the hello song on the table for his sister. Thursdays used to be the worst morning.",
            "Rowan’s dad",
            "family",
            "note home",
            "asked",
            week(17),
        ),
    ),
    still_hard="Waiting for a turn and sudden changes of plan. Hearing that something went wrong, even kindly.",
    what_helps="A seat near the door. A card to show before a loud part. Being asked to show, not tell. A job on arrival.",
    next_steps=NextSteps(
        assess="Trust and choice are steady in this small group. Little evidence yet about reviewing mistakes.",
        plan="Continue in autumn. New target set with Rowan: say one thing I would change.",
        do="Weekly 30 minutes, same room. Start with Rowan’s job (setting out the chime bars).",
        review="Short review with Mr Achebe in the week of 12 October, with Rowan’s own recording.",
    ),
    written_on=date(2026, 7, 2),
    written_for="Mr D. Achebe, SENCO",
    basis=Basis(18, 44, week(1), week(20), "the tutor, with Mrs Quill present in 9 sessions"),
    evidence=(
        EvidenceNote(1, "Diary", week(1)),
        EvidenceNote(2, "Diary", week(4)),
        EvidenceNote(3, "Diary", week(8)),
        EvidenceNote(4, "Photo of the group map", week(9)),
        EvidenceNote(5, "Diary", week(10)),
        EvidenceNote(6, "Rowan’s picture cards", week(17)),
        EvidenceNote(7, "Diary", week(19)),
    ),
)

FULL = replace(
    SENCO,
    hopes=(
        Hope(
            "That he finds one adult and one friend he looks forward to seeing on a Thursday.",
            "Mr Achebe",
            START,
        ),
    ),
    strengths="Keeps a pattern going when others lose it. Notices what other people are about to do. Funny.",
    outcome_notes=(
        OutcomeNote(
            outcome=AGENCY,
            start="Chose not to play in week 1; pointed when offered two instruments.",
            start_on=week(1),
            now="Chooses first, gives a reason, and changes his mind aloud.",
            seen="asked to swap parts “because mine is boring and hers is not”.",
            seen_on=week(17),
            also_seen_by="Mrs Quill (TA)",
            judgement="increased",
            judged_on=week(20),
            evidence=(5,),
        ),
        OutcomeNote(
            outcome=RESILIENCE,
            start="Left the room twice in the first three weeks.",
            start_on=week(3),
            now="Shows the card first most times. Harder days still come.",
            judgement="some early signs",
            judged_on=week(20),
        ),
    ),
    comment_spaces=True,
    plan_reference="SEN support plan, outcome 2: joins in with a small group",
)

ANNUAL = replace(
    FULL,
    head=replace(FULL.head, purpose="Contribution to the annual review", occasion="annual review"),
    comment_spaces=False,
)
ENDING = replace(FULL, head=replace(FULL.head, occasion="end of programme"), comment_spaces=False)

LITTLE = SencoReport(
    head=Letterhead(
        pupil="Idris K.",
        school="Fernhill Primary School",
        year="Year 3",
        group="The Night Owls",
        group_size=4,
        programme="Musical nurture group",
        tutor="Priya Lall",
        service="Wexcombe Music Service",
        purpose="Termly report",
        period_from=week(1),
        period_to=week(20),
        joined=week(18),
    ),
    attendance=(
        AttendanceMark(week(18)),
        AttendanceMark(week(19)),
        AttendanceMark(week(20), "absent"),
    ),
    rows=tuple(
        replace(row, dots={2: dots((19, 1)), 5: dots((18, None))}.get(index, ()))
        for index, row in enumerate(ROWS)
    ),
    voices=(Quote("Can I do the rainmaker again?", "Idris", "pupil", "spoken", "offered", week(19)),),
    next_steps=NextSteps(assess="Too early to say. Two sessions so far."),
    written_on=date(2026, 7, 2),
    written_for="Mr D. Achebe, SENCO",
    basis=Basis(2, 2, week(18), week(19), "the tutor"),
    evidence=(EvidenceNote(1, "Diary", week(18)),),
)

EMPTY = SencoReport(head=Letterhead(pupil=""))

HARDER = replace(
    SENCO,
    summary=(
        "This has been a harder term for Rowan than the one before it. He chose parts readily until half term and "
        "has chosen less since. He has kept coming, and he still sets out the chime bars every week."
    ),
    rows=(
        IndicatorRow(AGENCY, "Making choices through music", dots((1, 3), (4, 3), (8, 2), (12, 1, True), (16, 1, True), (19, 0, True))),
        IndicatorRow(RESILIENCE, "Developing trust", dots((2, 2), (6, None), (10, 1), (15, None, True), (15, None), (19, 1))),
        IndicatorRow(RESILIENCE, "Moderating emotion", dots((3, 2), (3, 2), (9, 1, True), (18, 0, True))),
    ),
    targets=(
        replace(SENCO.targets[0], result="changed my mind", pupil_review="Beats are boring now, I want to record"),
        replace(SENCO.targets[1], result="not right for me", happened="He told us the target made the noise worse."),
        TargetRow(adult_words="Stays for one whole song each week", set_on=week(13), set_with="Rowan", review_by=date(2026, 10, 1)),
    ),
    voices=SENCO.voices[:1],
)  # fmt: skip

_LONG = (
    "Rowan listened to the whole piece before he said which part he wanted, and when another pupil took it he "
    "waited, looked at his card, and chose the low drum instead. "
)

LONG = replace(
    FULL,
    head=replace(
        FULL.head,
        pupil="Bartholomew Featherstonehaugh-Cholmondeley",
        school="The Federation of St Ethelburga’s and Upper Wexcombe Church of England Primary Schools",
    ),
    summary=_LONG * 8,
    strengths=_LONG * 3,
    targets=tuple(replace(target, happened=_LONG * 3, pupil_words=_LONG) for target in FULL.targets * 3),
    voices=tuple(replace(quote, words=_LONG * 3) for quote in FULL.voices),
    still_hard=_LONG * 3,
    what_helps=_LONG * 4,
    next_steps=NextSteps(_LONG * 2, _LONG * 3, _LONG, _LONG * 2),
)

NAMES = replace(
    SENCO,
    head=replace(SENCO.head, pupil="Ọlọ́runfẹ́mi Nguyễn", school="Ysgol Tŵr-y-felin", tutor="Łucja Şahin"),
    voices=(
        replace(SENCO.voices[0], who="Ọlọ́runfẹ́mi"),
        replace(SENCO.voices[1], who="Оксана Шевченко, teaching assistant"),
        replace(
            SENCO.voices[2],
            who="王小明 and Γιάννης, family",
            words="He says “谢谢” to the drum 🥁 every time.",
        ),
    ),
)

LARGE = Style(large_print=True)
SAMPLE = Style(is_sample=True)
