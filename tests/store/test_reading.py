"""What pages ask about some pupils says the same as the whole diary would."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutordiary.diary import Diary, reading
from tutordiary.evidence import Book, gaps, missing_voices, pupil_sessions, rule_lines
from tutordiary.evidence.book import KINDS
from tutordiary.framework import shipped_framework
from tutordiary.model import (
    Attendance,
    Direction,
    Group,
    Judgement,
    JudgementEvidence,
    JudgementResult,
    Membership,
    Observation,
    PartTaken,
    Presence,
    Pupil,
    Scope,
    Session,
    SessionStatus,
    Setting,
    Source,
    Speaker,
    StartPoint,
    Voice,
)
from tutordiary.vault.ciphers import LOWEST_COST

FRAMEWORK = shipped_framework()
SIGNS = [indicator.id for indicator in FRAMEWORK.indicators]
OUTCOMES = [outcome.id for outcome in FRAMEWORK.outcomes]
FIRST = date(2026, 1, 5)
PUPILS = ("a", "b", "c")
GROUPS = ("g", "h")


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    place = tmp_path_factory.mktemp("reading")
    diary, _ = Diary.create(place / "d", "kettle harbour lantern", cost=LOWEST_COST, state_folder=place / "s")
    yield diary
    diary.close()


@pytest.fixture
def empty(shared):
    clear(shared)
    return shared


def clear(diary: Diary) -> None:
    """Put a setting, two groups and three pupils in place of whatever an example before left."""
    with diary.together():
        for table in ("setting", "pupil_group", "pupil", "session", "observation", "voice"):
            diary.vault.conn.execute(f"DELETE FROM {table}")
        diary.add(Setting(id="s", name="Alder Bank"))
        diary.add(*(Group(id=one, setting_id="s", working_name=f"Group {one}") for one in GROUPS))
        diary.add(*(Pupil(id=one, first_name=one.upper(), setting_id="s") for one in PUPILS))


days = st.integers(0, 40).map(day)
maybe = st.none() | days
PARTS = {
    "membership": st.builds(
        Membership, id=st.just(""), pupil_id=st.sampled_from(PUPILS), group_id=st.sampled_from(GROUPS),
        joined_on=maybe, left_on=maybe,
    ),
    "session": st.builds(
        Session, id=st.just(""), group_id=st.sampled_from(GROUPS), held_on=days,
        status=st.sampled_from(SessionStatus),
    ),
    "observation": st.builds(
        Observation, id=st.just(""), pupil_id=st.none() | st.sampled_from(PUPILS), noted_on=days,
        indicators=st.lists(st.sampled_from(SIGNS), max_size=2, unique=True).map(tuple),
        step=st.sampled_from([None, 0, 1, 2]), scope=st.sampled_from(Scope), source=st.sampled_from(Source),
        direction=st.none() | st.sampled_from(Direction), text=st.sampled_from(["", "Tapped along"]),
        part_taken=st.none() | st.sampled_from(PartTaken),
    ),
    "start": st.builds(
        StartPoint, id=st.just(""), pupil_id=st.sampled_from(PUPILS), outcome=st.sampled_from(OUTCOMES),
        noted_on=days, text=st.just("Waits"),
    ),
    "voice": st.builds(
        Voice, id=st.just(""), speaker=st.sampled_from(Speaker), words=st.just("again"), said_on=days,
        pupil_id=st.none() | st.sampled_from(PUPILS),
    ),
    "judgement": st.builds(
        Judgement, id=st.just(""), pupil_id=st.sampled_from(PUPILS), outcome=st.sampled_from(OUTCOMES),
        result=st.sampled_from(JudgementResult), judged_on=days,
    ),
}  # fmt: skip


def named(records):
    """Give each record an id, and let every judgement lean on the voices there are."""
    from dataclasses import replace

    made = [replace(record, id=f"{record.table}{number}") for number, record in enumerate(records)]
    voices = [one for one in made if isinstance(one, Voice)]
    links = [
        JudgementEvidence(id=f"{one.id}-{voice.id}", judgement_id=one.id, voice_id=voice.id)
        for one in made
        if isinstance(one, Judgement)
        for voice in voices[:2]
    ]
    return [*made, *links]


@settings(max_examples=15)
@given(
    records=st.lists(st.one_of(*PARTS.values()), max_size=40).map(named),
    wanted=st.lists(st.sampled_from(PUPILS), unique=True),
)
def test_a_book_of_some_pupils_says_of_them_what_a_book_of_all_says(shared, records, wanted):
    clear(shared)
    shared.add(*records)
    whole = Book(record for kind in KINDS for record in shared.all(kind))
    some = reading.book_of(shared, wanted)
    for pupil_id in wanted:
        assert missing_voices(some, pupil_id) == missing_voices(whole, pupil_id)
        for outcome in OUTCOMES:
            assert rule_lines(some, FRAMEWORK, pupil_id, outcome) == rule_lines(
                whole, FRAMEWORK, pupil_id, outcome
            )
    assert gaps(some, FRAMEWORK) == tuple(gap for gap in gaps(whole, FRAMEWORK) if gap.pupil_id in wanted)


def test_a_book_of_one_pupil_knows_who_was_away_and_whose_words_stand_behind_a_decision(empty):
    empty.add(
        Membership(id="1", pupil_id="a", group_id="g", joined_on=day(0)),
        Session(id="s1", group_id="g", held_on=day(1)),
        Attendance(id="at", session_id="s1", pupil_id="a", presence=Presence.ABSENT),
        Voice(id="v", speaker=Speaker.PARENT_CARER, words="Both hum now", said_on=day(3), pupil_id="b"),
        Judgement(id="j", pupil_id="a", outcome="MUS", result=JudgementResult.EARLY_SIGNS, judged_on=day(4)),
        JudgementEvidence(id="e", judgement_id="j", voice_id="v"),
    )
    book = reading.book_of(empty, ("a",))
    assert pupil_sessions(book, "a").absent == 1
    assert rule_lines(book, FRAMEWORK, "a", "MUS").triangulated_by == (Speaker.PARENT_CARER,)


@settings(max_examples=15)
@given(records=st.lists(PARTS["observation"], max_size=30).map(named), until=days)
def test_what_was_last_noticed_and_worded_is_what_going_through_all_finds(shared, records, until):
    clear(shared)
    shared.add(*records)
    mine = [one for one in records if one.pupil_id in PUPILS[:2]]
    signs = [one for one in mine if one.scope is Scope.PUPIL and one.step != 0 and one.noted_on <= until]
    assert reading.last_noticed(shared, PUPILS[:2], until) == {
        (one.pupil_id, sign): max(
            other.noted_on for other in signs if other.pupil_id == one.pupil_id and sign in other.indicators
        )
        for one in signs
        for sign in one.indicators
    }
    worded = [one for one in mine if one.text and one.scope is Scope.PUPIL]
    assert reading.last_worded(shared, PUPILS[:2]) == {
        one.pupil_id: max(other.noted_on for other in worded if other.pupil_id == one.pupil_id)
        for one in worded
    }
    parts = reading.parts_taken(shared, PUPILS[:2], until)
    assert sorted((one.pupil_id, one.noted_on, one.part) for one in parts) == sorted(
        (one.pupil_id, one.noted_on, one.part_taken)
        for one in mine
        if one.part_taken is not None and one.noted_on >= until
    )
    assert [one.noted_on for one in parts] == sorted(one.noted_on for one in parts)


def test_current_pupils_are_those_of_groups_that_run_by_group_and_name(empty):
    empty.save(Group(id="h", setting_id="s", working_name="Another", ends_on=day(20)))
    empty.add(
        Membership(id="1", pupil_id="c", group_id="g", joined_on=day(3)),
        Membership(id="2", pupil_id="a", group_id="g", left_on=day(9)),
        Membership(id="3", pupil_id="b", group_id="h"),
    )

    def names(number: int) -> list[tuple[str, str]]:
        found = reading.current_pupils(empty, day(number))
        return [(one.group.working_name, one.pupil.first_name) for one in found]

    assert names(2) == [("Another", "B"), ("Group g", "A")]
    assert names(9) == [("Another", "B"), ("Group g", "A"), ("Group g", "C")]
    assert names(21) == [("Group g", "C")]


def test_sessions_of_some_days_come_in_order_of_all_groups_or_one(empty):
    empty.add(
        Session(id="late", group_id="g", held_on=day(4), starts_at="14:00"),
        Session(id="early", group_id="h", held_on=day(4), starts_at="09:00"),
        Session(id="first", group_id="g", held_on=day(1)),
        Session(id="after", group_id="g", held_on=day(5)),
    )
    assert [one.id for one in reading.sessions_between(empty, day(1), day(4))] == ["first", "early", "late"]
    assert [one.id for one in reading.sessions_between(empty, day(1), day(4), "g")] == ["first", "late"]


def test_voices_heard_are_by_pupil_and_none_for_who_was_never_quoted(empty):
    empty.add(
        Voice(id="1", speaker=Speaker.PUPIL, words="again", said_on=day(1), pupil_id="a"),
        Voice(id="2", speaker=Speaker.PARENT_CARER, words="He hums", said_on=day(2), pupil_id="a"),
        Voice(id="3", speaker=Speaker.PUPIL, words="mine", said_on=day(2), pupil_id="c"),
    )
    assert reading.voices_heard(empty, ("a", "b")) == {"a": frozenset({Speaker.PUPIL, Speaker.PARENT_CARER})}
