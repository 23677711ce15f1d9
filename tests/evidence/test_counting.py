"""The counting rules of the field: what may be said, of how many, and what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tutordiary.evidence import (
    METHOD,
    Book,
    GapKind,
    Period,
    enrolled,
    gaps,
    group_sessions,
    group_week,
    indicator_counts,
    judgement_of,
    left_early,
    missing_voices,
    outcome_counts,
    pupil_sessions,
    rule_lines,
    target_counts,
    weeks_since_noticed,
)
from tutordiary.framework import shipped_framework
from tutordiary.model import (
    Attendance,
    Direction,
    Group,
    Judgement,
    JudgementEvidence,
    JudgementResult,
    LeftReason,
    Membership,
    Observation,
    Presence,
    Pupil,
    ReviewResult,
    Scope,
    Session,
    SessionStatus,
    Source,
    Speaker,
    StartPoint,
    Target,
    TargetKind,
    Voice,
)

FRAMEWORK = shipped_framework()
FIRST = date(2026, 9, 8)


def day(week):
    return FIRST + timedelta(weeks=week)


def session(week, status=SessionStatus.HELD, group="g", **more):
    return Session(id=f"s-{group}-{week}", group_id=group, held_on=day(week), status=status, **more)


def mark(week, presence, pupil="p"):
    return Attendance(id=f"a-{week}-{pupil}", session_id=f"s-g-{week}", pupil_id=pupil, presence=presence)


def seen(key, week, indicator="AGE.1", pupil="p", **more):
    return Observation(id=f"o-{key}", noted_on=day(week), pupil_id=pupil, indicators=(indicator,), **more)


def start(week=0, outcome="AGE", pupil="p"):
    return StartPoint(
        id=f"sp-{pupil}-{outcome}-{week}", pupil_id=pupil, outcome=outcome, noted_on=day(week), text="x"
    )


def judged(result, week=9, outcome="AGE", pupil="p"):
    return Judgement(
        id=f"j-{pupil}-{outcome}-{week}", pupil_id=pupil, outcome=outcome, result=result, judged_on=day(week)
    )


GROUP = Group(id="g", setting_id="w", working_name="x", planned_sessions=20)
PUPIL = Pupil(id="p", first_name="x")
MEMBER = Membership(id="m", pupil_id="p", group_id="g", joined_on=day(2))


def rule(*records, period=None):
    return rule_lines(Book([PUPIL, MEMBER, *records]), FRAMEWORK, "p", "AGE", period)


def test_only_sessions_since_joining_are_offered():
    book = Book(
        [
            PUPIL,
            replace(MEMBER, left_on=day(7)),
            *(session(n) for n in range(10) if n != 5),
            session(5, SessionStatus.CANCELLED),
            mark(0, Presence.PRESENT),
            mark(2, Presence.PRESENT),
            mark(3, Presence.LATE),
            mark(4, Presence.LEFT_EARLY),
            mark(6, Presence.ABSENT),
            mark(9, Presence.PRESENT),
        ]
    )
    counted = pupil_sessions(book, "p")
    assert (counted.offered, counted.attended, counted.absent, counted.not_recorded) == (5, 3, 1, 1)
    assert pupil_sessions(book, "p", Period(day(3), day(4))).offered == 2
    assert pupil_sessions(book, "nobody").offered == 0


def test_a_pupil_of_two_groups_is_offered_both():
    other = Membership(id="m2", pupil_id="p", group_id="h", joined_on=None)
    book = Book([PUPIL, MEMBER, other, session(3), session(3, group="h"), session(4, group="h")])
    assert pupil_sessions(book, "p").offered == 3


def test_sessions_of_a_group():
    book = Book(
        [
            GROUP,
            session(0, actual_min=25),
            session(1, planned_min=40),
            session(2, SessionStatus.CANCELLED),
            session(3, SessionStatus.PLANNED),
        ]
    )
    counted = group_sessions(book, GROUP)
    assert (counted.planned, counted.given, counted.cancelled, counted.minutes) == (20, 2, 1, 65)
    assert group_sessions(book, GROUP, Period(day(1), day(9))).given == 1


def test_weeks_are_counted_on_the_groups_own_calendar():
    book = Book([session(0, SessionStatus.CANCELLED), session(1), session(4)])
    assert group_week(book, "g", day(1)) == 1
    assert group_week(book, "g", day(1) - timedelta(days=1)) == 1, "the Monday of that week"
    assert group_week(book, "g", day(4)) == 4
    assert group_week(book, "g", day(0)) is None
    assert group_week(book, "h", day(4)) is None
    assert group_week(book, None, day(4)) is None


def test_increased_needs_a_start_point_two_later_dates_and_a_decision():
    state = rule(start(), seen(1, 3), seen(2, 4), judged(JudgementResult.INCREASED))
    assert state.allowed
    assert state.counts_as_increased
    assert state.later_dates == (day(3), day(4))
    assert not state.triangulated


@pytest.mark.parametrize(
    "records",
    [
        (seen(1, 3), seen(2, 4)),
        (start(), seen(1, 3)),
        (start(), seen(1, 3), seen(2, 3)),
        (start(), seen(1, 0), seen(2, 3)),
        (start(3), seen(1, 1), seen(2, 2), seen(3, 4)),
        (start(), seen(1, 3, "MUS.1"), seen(2, 4)),
        (start(), seen(1, 3, scope=Scope.GROUP), seen(2, 4)),
        (start(), seen(1, 3, direction=Direction.HARDER_DAY), seen(2, 4)),
        (start(), seen(1, 3, step=0), seen(2, 4)),
        (start(), seen(1, 3, pupil="q"), seen(2, 4)),
        (start(outcome="MUS"), seen(1, 3), seen(2, 4)),
    ],
    ids=[
        "no start point",
        "one sign",
        "one date",
        "on the start day",
        "before the start point",
        "another outcome",
        "group mark",
        "harder day",
        "not yet seen",
        "another pupil",
        "start point of another outcome",
    ],
)
def test_what_does_not_allow_increased(records):
    state = rule(*records, judged(JudgementResult.INCREASED))
    assert not state.allowed
    assert state.is_unsupported
    assert not state.counts_as_increased


@pytest.mark.parametrize("result", [r for r in JudgementResult if r is not JudgementResult.INCREASED])
def test_no_other_decision_counts_as_increased(result):
    state = rule(start(), seen(1, 3), seen(2, 4), judged(result))
    assert state.allowed
    assert not state.counts_as_increased
    assert not state.is_unsupported


def test_without_a_decision_nothing_is_inferred():
    assert rule(start(), seen(1, 3), seen(2, 4)).judgement is None


def test_evidence_counts_to_the_end_of_the_period_only():
    records = (start(), seen(1, 3), seen(2, 6), judged(JudgementResult.INCREASED, 8))
    assert not rule(*records, period=Period(day(0), day(5))).allowed
    state = rule(*records, period=Period(day(5), day(9)))
    assert state.allowed
    assert state.judgement is not None
    assert rule(*records, period=Period(day(9), day(12))).judgement is None


def test_the_latest_judgement_counts():
    book = Book([judged(JudgementResult.NO_CHANGE, 5), judged(JudgementResult.INCREASED, 9)])
    assert judgement_of(book, "p", "AGE").result is JudgementResult.INCREASED
    assert judgement_of(book, "p", "AGE", Period(day(0), day(6))).result is JudgementResult.NO_CHANGE


def test_others_stand_behind_it_by_source_or_linked_voice():
    voice = Voice(id="v", speaker=Speaker.PARENT_CARER, words="x", said_on=day(5), pupil_id="p")
    link = JudgementEvidence(id="l", judgement_id="j-p-AGE-9", voice_id="v")
    base = (start(), seen(1, 3), seen(2, 4), judged(JudgementResult.INCREASED))
    assert rule(*base, voice).triangulated_by == ()
    assert rule(*base, voice, link).triangulated_by == (Speaker.PARENT_CARER,)
    assert rule(*base, seen(3, 5, source=Source.TA)).triangulated_by == (Source.TA,)
    assert rule(*base, seen(3, 5, source=Source.TA, scope=Scope.GROUP)).triangulated_by == ()


def test_a_late_start_point_is_said_and_still_one():
    sessions = [session(n) for n in range(2, 8)]
    assert not rule(start(4), *sessions).start_is_late
    assert rule(start(5), *sessions).start_is_late
    assert rule(start(5), *sessions).has_start_point


def many():
    """Six pupils: three increased (one backed, one without evidence), one the same, one less, one open."""
    records = []
    for number, result in enumerate(
        [JudgementResult.INCREASED] * 3 + [JudgementResult.NO_CHANGE, JudgementResult.LESS, None]
    ):
        pupil = f"p{number}"
        records += [
            Pupil(id=pupil, first_name="x"),
            Membership(id=f"m{number}", pupil_id=pupil, group_id="g", joined_on=day(0)),
            seen(f"{pupil}a", 3, pupil=pupil),
            seen(f"{pupil}b", 4, pupil=pupil, source=Source.TA if number == 0 else Source.TUTOR),
        ]
        records += [start(pupil=pupil)] if number != 2 else []
        records += [judged(result, pupil=pupil)] if result else []
    return records


def test_n_of_n_says_who_was_left_out():
    left = next(r for r in many() if isinstance(r, Membership) and r.id == "m5")
    records = [r for r in many() if r != left] + [replace(left, left_on=day(5), left_reason=LeftReason.MOVED)]
    agency = outcome_counts(Book(records), FRAMEWORK)[1]
    assert agency.outcome == "AGE"
    assert (agency.enrolled, agency.left, agency.judged, agency.not_judged) == (6, 1, 5, 1)
    assert (agency.increased, agency.no_change, agency.less, agency.not_enough) == (2, 1, 1, 1)
    assert (agency.triangulated, agency.unsupported) == (1, 1)
    assert sum(number for _, number in agency.results) == agency.judged


def test_enrolled_and_left():
    gone = replace(MEMBER, left_on=day(5), left_reason=LeftReason.MOVED)
    assert enrolled(Book([PUPIL, gone]), Period(day(3), day(9))) == (PUPIL,)
    assert enrolled(Book([PUPIL, gone]), Period(day(6), day(9))) == ()
    assert enrolled(Book([PUPIL, gone]), None, ["h"]) == ()
    assert left_early(Book([PUPIL, gone])) == (PUPIL,)
    assert left_early(Book([PUPIL, gone]), Period(day(3), day(4))) == ()
    ended = replace(gone, left_reason=LeftReason.ENDED)
    assert left_early(Book([PUPIL, ended])) == ()
    again = Membership(id="m9", pupil_id="p", group_id="h", joined_on=day(6))
    assert left_early(Book([PUPIL, gone, again])) == ()


def test_group_marks_stand_apart_from_what_was_noticed_in_one_pupil():
    together = [
        Observation(
            id=f"g{n}",
            noted_on=day(3),
            pupil_id=f"p{n}",
            session_id="s-g-3",
            indicators=("AGE.1",),
            scope=Scope.GROUP,
        )
        for n in range(4)
    ]
    count = next(
        c
        for c in indicator_counts(Book([*many(), session(3), *together]), FRAMEWORK)
        if c.indicator == "AGE.1"
    )
    assert (count.noticed, count.pupils, count.group_marks, count.by_others) == (12, 6, 1, 1)


def test_not_yet_seen_is_not_noticed():
    book = Book([seen(1, 3, step=0), seen(2, 3, step=1), seen(3, 4, direction=Direction.HARDER_DAY)])
    count = next(c for c in indicator_counts(book, FRAMEWORK) if c.indicator == "AGE.1")
    assert (count.noticed, count.not_yet, count.harder_days) == (2, 1, 1)


def test_targets_by_result():
    target = Target(id="t1", pupil_id="p", kind=TargetKind.OWN, pupil_words="x", set_on=day(1))
    done = replace(target, id="t2", reviewed_on=day(8), review_result=ReviewResult.CHANGED_MY_MIND)
    own = target_counts(Book([target, done]))[3]
    assert (own.kind, own.set, own.not_reviewed) == (TargetKind.OWN, 2, 1)
    assert dict(own.results)[ReviewResult.CHANGED_MY_MIND] == 1
    assert target_counts(Book([target, done]), Period(day(0), day(5)))[3].not_reviewed == 2
    assert target_counts(Book([target, done]), Period(day(0), day(0)))[3].set == 0


def test_weeks_since_anyone_noticed():
    book = Book([seen(1, 1), seen(2, 3, scope=Scope.GROUP), seen(3, 8)])
    assert weeks_since_noticed(book, FRAMEWORK, "p", "AGE", day(4)) == 3
    assert weeks_since_noticed(book, FRAMEWORK, "p", "AGE", day(8)) == 0
    assert weeks_since_noticed(book, FRAMEWORK, "p", "MUS", day(8)) is None


def test_missing_voices():
    voice = Voice(id="v", speaker=Speaker.PUPIL, words="x", said_on=day(5), pupil_id="p")
    assert missing_voices(Book([voice]), "p") == (Speaker.SCHOOL_STAFF, Speaker.PARENT_CARER)
    assert len(missing_voices(Book([voice]), "p", Period(day(6), day(9)))) == 3


def test_gaps_name_what_is_missing():
    found = gaps(Book([PUPIL, MEMBER, start(), seen(1, 3)]), FRAMEWORK)
    about_agency = {gap.kind for gap in found if gap.outcome == "AGE"}
    assert about_agency == {GapKind.TOO_FEW_DATES, GapKind.NO_JUDGEMENT}
    assert {gap.kind for gap in found if gap.outcome == "MUS"} == {
        GapKind.NO_START_POINT,
        GapKind.NO_JUDGEMENT,
    }
    assert len([gap for gap in found if not gap.outcome]) == 3
    alone = gaps(
        Book([PUPIL, MEMBER, start(), seen(1, 3), seen(2, 4), judged(JudgementResult.INCREASED)]), FRAMEWORK
    )
    assert {gap.kind for gap in alone if gap.outcome == "AGE"} == {GapKind.ONLY_THE_TUTOR}
    wrong = gaps(Book([PUPIL, MEMBER, judged(JudgementResult.INCREASED)]), FRAMEWORK)
    assert GapKind.INCREASED_WITHOUT_EVIDENCE in {gap.kind for gap in wrong}


def test_the_order_of_records_does_not_matter():
    records = many()
    assert outcome_counts(Book(records), FRAMEWORK) == outcome_counts(Book(records[::-1]), FRAMEWORK)


def test_the_method_claims_no_cause_and_no_average():
    assert "caused" in METHOD
    assert "average" not in METHOD
