"""The two small diaries stand beside the big one: other people, other places, the same honest rules."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import fields
from datetime import date

import pytest
import sqlcipher3
from sqlite_utils import Database

from tutordiary.framework import shipped_framework
from tutordiary.model import (
    Attendance,
    Audience,
    Closure,
    Judgement,
    JudgementEvidence,
    JudgementResult,
    Membership,
    Observation,
    Presence,
    Programme,
    Pupil,
    Session,
    Setting,
    SettingKind,
    StartPoint,
    Tutor,
)
from tutordiary.sample import OTHER_TUTORS, sample_records, sample_records_of
from tutordiary.store import records
from tutordiary.store.migrations import migrate

TODAY = date(2026, 11, 21)


def of(kind, made):
    return [record for record in made if type(record) is kind]


@pytest.fixture(params=OTHER_TUTORS)
def made(request):
    return sample_records_of(request.param, TODAY)


def test_there_are_two_and_no_third():
    assert len(set(OTHER_TUTORS)) == 2
    with pytest.raises(KeyError):
        sample_records_of("Nobody At All", TODAY)


def test_each_goes_into_a_diary_of_its_own(made):
    conn = sqlcipher3.connect(":memory:", isolation_level=None)
    db = Database(conn)
    try:
        migrate(db)
        conn.execute("PRAGMA foreign_keys = ON")
        assert records.insert(conn, made) == len(made)
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
    finally:
        db.close()


def test_each_is_small_but_real(made):
    assert len(of(Tutor, made)) == len(of(Setting, made)) == 1
    assert 4 <= len(of(Pupil, made)) <= 5
    assert len(of(Session, made)) >= 10
    assert all(session.finished_at for session in of(Session, made))


def test_no_id_setting_or_pupil_is_shared():
    diaries = [sample_records(TODAY), *(sample_records_of(name, TODAY) for name in OTHER_TUTORS)]
    ids = [{record.id for record in diary} for diary in diaries]
    assert len(set.union(*ids)) == sum(len(each) for each in ids)
    places = [setting.name for diary in diaries for setting in of(Setting, diary)]
    assert len(places) == len(set(places)) == 5
    names = [(pupil.first_name, pupil.last_name) for diary in diaries for pupil in of(Pupil, diary)]
    assert len(names) == len(set(names))
    assert len({programme.name for diary in diaries for programme in of(Programme, diary)}) == 1
    assert {s.kind for diary in diaries for s in of(Setting, diary)} == {
        SettingKind.SCHOOL,
        SettingKind.CENTRE,
        SettingKind.PRU,
    }


def test_one_pupil_left_and_some_are_not_judged():
    left, unjudged = {}, {}
    for name in OTHER_TUTORS:
        made = sample_records_of(name, TODAY)
        judged = {judgement.pupil_id for judgement in of(Judgement, made)}
        left[name] = [m.pupil_id for m in of(Membership, made) if m.left_on]
        unjudged[name] = {pupil.id for pupil in of(Pupil, made)} - judged
    assert left == {"Desmond Aldous": ["aldous-pupil-noo"], "Priyanka Voss": []}
    assert unjudged["Desmond Aldous"] == {"aldous-pupil-noo"}
    assert len(unjudged["Priyanka Voss"]) == 2


def test_increased_rests_on_a_start_point_and_two_later_days(made):
    signs = {sign.id: sign for sign in of(Observation, made)}
    starts = {(start.pupil_id, start.outcome): start.noted_on for start in of(StartPoint, made)}
    behind = defaultdict(set)
    for link in of(JudgementEvidence, made):
        if link.observation_id:
            sign = signs[link.observation_id]
            behind[link.judgement_id].add(sign)
    results = set()
    for judgement in of(Judgement, made):
        results.add(judgement.result)
        assert all(sign.pupil_id == judgement.pupil_id for sign in behind[judgement.id])
        assert all(judgement.outcome in {i[:3] for i in s.indicators} for s in behind[judgement.id])
        if judgement.result is JudgementResult.INCREASED:
            began = starts[judgement.pupil_id, judgement.outcome]
            assert len({s.noted_on for s in behind[judgement.id] if s.noted_on > began}) >= 2, judgement.id
    assert {JudgementResult.INCREASED, JudgementResult.EARLY_SIGNS, JudgementResult.NOT_ENOUGH} <= results


def test_signs_are_of_pupils_who_were_there(made):
    known = {indicator.id for indicator in shipped_framework().indicators}
    here = {
        (row.session_id, row.pupil_id) for row in of(Attendance, made) if row.presence is not Presence.ABSENT
    }
    for sign in of(Observation, made):
        assert set(sign.indicators) <= known
        if sign.session_id and sign.pupil_id:
            assert (sign.session_id, sign.pupil_id) in here, sign.id


def test_no_day_is_after_today_and_no_holiday_is_worked(made):
    days = [session.held_on for session in of(Session, made)]
    assert max(days) < TODAY
    assert len(days) == len(set(days))
    for closure in of(Closure, made):
        assert not any(closure.from_on <= day <= closure.until_on for day in days)


def test_school_and_family_words_name_no_other_child(made):
    names = {pupil.id: pupil.first_name for pupil in of(Pupil, made)}
    for record in made:
        if not {Audience.SCHOOL, Audience.FAMILY} & getattr(record, "audiences", set()):
            continue
        words = " ".join(
            value for field in fields(record) if isinstance(value := getattr(record, field.name), str)
        )
        others = [n for p, n in names.items() if p != record.pupil_id and re.search(rf"\b{n}\b", words)]
        assert others == [], record.id
