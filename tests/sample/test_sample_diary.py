"""The sample diary is whole, honest by its own rules, and the same every time it is made."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import fields
from datetime import date, timedelta

import pytest
import sqlcipher3
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from tutordiary.framework import prompts, self_items, shipped_framework
from tutordiary.model import (
    Activity,
    Asked,
    Attendance,
    Audience,
    Closure,
    Contact,
    Conversation,
    Direction,
    FrameworkVersion,
    GivenBy,
    Group,
    Judgement,
    JudgementEvidence,
    JudgementResult,
    LeftReason,
    Membership,
    Observation,
    PartTaken,
    Permission,
    PermissionKind,
    Presence,
    Pupil,
    Reflection,
    ReviewResult,
    Scope,
    SelfAnswer,
    SelfProfile,
    Session,
    SessionStatus,
    Setting,
    Slot,
    Source,
    Speaker,
    StartPoint,
    Target,
    TargetKind,
    Tried,
    Voice,
    Where,
)
from tutordiary.sample import SAMPLE_MARK, sample_records
from tutordiary.sample.diary import in_order
from tutordiary.store import records
from tutordiary.store.migrations import migrate

TODAY = date(2026, 11, 21)
DAYS = [TODAY, date(2026, 11, 24), date(2027, 1, 6), date(2027, 4, 1), date(2027, 8, 15), date(2028, 2, 29)]
FULL = "group-01"
WORDED = ("text", "words", "what_i_did", "pupil_words", "adult_words", "what_happened", "pupil_review",
          "note", "tried_note", "summary", "line", "group_question", "school_hopes", "still_hard",
          "what_helps", "next_step", "interests_and_strengths", "ground_rules", "question", "tried", "saw",
          "learned", "advised", "did_it_help", "action_research_question", "expectations")  # fmt: skip
AVOID = re.compile(
    r"\b(interventions?|treatments?|therap\w+|subjects?|cases?|scor(e|es|ed|ing)|grad(e|es|ed|ing)"
    r"|non-participation|attention[- ]seeking|refus\w+|manipulative|low[- ]ability|naughty|inspect\w*|ofsted"
    r"|inadequate|anonymous\w*|anonymis\w*|diagnos\w+|disorder|at risk|autis\w+|adhd"
    r"|mute|mutism|disclos\w+)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def made():
    return Sample(sample_records(TODAY))


class Sample:
    """The records by type, with the few questions these tests ask."""

    def __init__(self, made):
        self.all = made
        self.by_type = defaultdict(list)
        for record in made:
            self.by_type[type(record)].append(record)

    def __getitem__(self, kind):
        return self.by_type[kind]

    def sessions(self, group_id, *statuses):
        found = [s for s in self[Session] if s.group_id == group_id and s.status in statuses]
        return sorted(found, key=lambda session: session.held_on)

    def passages(self):
        for record in self.all:
            for field in fields(record):
                value = getattr(record, field.name)
                if field.name in WORDED and isinstance(value, str) and value:
                    yield record, value


@pytest.fixture
def conn():
    connection = sqlcipher3.connect(":memory:", isolation_level=None)
    db = Database(connection)
    migrate(db)
    connection.execute("PRAGMA foreign_keys = ON")
    yield connection
    db.close()


@pytest.mark.parametrize("today", DAYS)
def test_it_goes_into_a_diary_in_the_order_given(conn, today):
    made = sample_records(today)
    assert records.insert(conn, made) == len(made)
    assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
    assert made == in_order(made)


def test_it_is_the_same_every_time():
    assert sample_records(TODAY) == sample_records(TODAY)
    assert sample_records(TODAY) != sample_records(TODAY + timedelta(days=7))


@pytest.mark.parametrize("today", DAYS)
def test_ids_are_stable_words_used_once(today):
    ids = [record.id for record in sample_records(today)]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+", one) for one in ids)
    assert {record.id for record in sample_records(TODAY) if not isinstance(record, Closure)} == {
        record.id for record in sample_records(today) if not isinstance(record, Closure)
    }


def test_three_places_four_groups_seventeen_pupils(made):
    assert SAMPLE_MARK == "Sample diary: invented people"
    assert (len(made[Setting]), len(made[Group]), len(made[Pupil])) == (3, 4, 17)
    sizes = Counter(membership.group_id for membership in made[Membership])
    assert all(3 <= size <= 5 for size in sizes.values())
    assert {pupil.year_group for pupil in made[Pupil]} >= {0, 4, 9}
    assert {pupil.pronouns for pupil in made[Pupil]} >= {"she/her", "he/him", "they/them", "she/they"}
    assert {contact.setting_id for contact in made[Contact] if contact.role == "dsl"} == {
        setting.id for setting in made[Setting]
    }
    (version,) = made[FrameworkVersion]
    assert version.body == shipped_framework().body


def test_the_full_programme_has_twenty_sessions_and_one_called_off(made):
    held = made.sessions(FULL, SessionStatus.HELD)
    assert len(held) == 20
    (off,) = made.sessions(FULL, SessionStatus.CANCELLED)
    assert off.held_on + timedelta(days=2) in {session.held_on for session in held}
    group = next(group for group in made[Group] if group.id == FULL)
    assert (group.starts_on, group.ends_on) == (held[0].held_on, held[-1].held_on)


@pytest.mark.parametrize("today", DAYS)
def test_sessions_fall_on_the_slot_and_outside_the_holidays(today):
    made = Sample(sample_records(today))
    full = made.sessions(FULL, SessionStatus.HELD)
    assert 18 <= (today - full[-1].held_on).days <= 60
    centre = next(g for g in made[Group] if g.setting_id == "setting-03").id
    weekday = {slot.group_id: slot.weekday for slot in made[Slot]}
    moved = {
        session.id.removesuffix("-called-off")
        for session in made[Session]
        if session.status is SessionStatus.CANCELLED
    }
    for session in made[Session]:
        if session.id in moved:
            continue
        assert session.held_on.weekday() == weekday[session.group_id], session.id
        shut = [
            c for c in made[Closure] if c.setting_id is None and c.from_on <= session.held_on <= c.until_on
        ]
        assert not shut or session.group_id == centre, session.id
    days = [(session.group_id, session.held_on) for session in made[Session]]
    assert len(days) == len(set(days))


def test_each_other_group_has_begun_and_one_meets_today(made):
    for group_id in ("group-02", "group-03", "group-04"):
        assert 6 <= len(made.sessions(group_id, SessionStatus.HELD)) <= 10
    (planned,) = [s for s in made[Session] if s.status is SessionStatus.PLANNED]
    assert planned.held_on == TODAY
    (unfinished,) = [s for s in made[Session] if s.status is SessionStatus.HELD and s.finished_at is None]
    assert 0 < (TODAY - unfinished.held_on).days <= 7


@settings(max_examples=25)
@given(st.dates(date(2024, 1, 1), date(2035, 1, 1)))
def test_nothing_has_happened_after_today(today):
    happened = {"held_on", "noted_on", "said_on", "set_on", "reviewed_on", "judged_on", "done_on",
                "joined_on", "left_on", "given_on", "withdrawn_on", "answered_on", "started_on", "closed_on",
                "school_hopes_on", "starts_on", "ends_on", "route_checked_on"}  # fmt: skip
    stamps = {"created_at", "finished_at", "loaded_at"}
    for record in sample_records(today):
        for field in fields(record):
            value = getattr(record, field.name)
            if value is None:
                continue
            if field.name in happened:
                assert value <= today, (record.id, field.name)
            elif field.name in stamps:
                assert value.date() <= today, (record.id, field.name)


def test_attendance_is_of_those_who_belonged(made):
    members = defaultdict(list)
    for membership in made[Membership]:
        members[membership.group_id].append(membership)
    here = defaultdict(set)
    for row in made[Attendance]:
        here[row.session_id].add(row.pupil_id)
    for session in made[Session]:
        expected = {
            m.pupil_id
            for m in members[session.group_id]
            if m.joined_on <= session.held_on and (m.left_on is None or m.left_on >= session.held_on)
        }
        assert here[session.id] == (expected if session.status is SessionStatus.HELD else set()), session.id
    absent = {(a.session_id, a.pupil_id) for a in made[Attendance] if a.presence is Presence.ABSENT}
    for sign in made[Observation]:
        assert (sign.session_id, sign.pupil_id) not in absent, sign.id
    assert [m.left_reason for m in made[Membership] if m.left_on] == [LeftReason.MOVED]


def test_observations_are_small_and_name_what_is_there(made):
    known = {indicator.id for indicator in shipped_framework().indicators}
    steps = {rung.step for rung in shipped_framework().ladder}
    for sign in made[Observation]:
        assert len(sign.indicators) <= 3
        assert set(sign.indicators) <= known
        assert sign.step is None or sign.step in steps
        assert sign.text or sign.indicators
        assert len(re.findall(r"[.!?](?:\s|$)", sign.text)) <= 3, sign.id
        assert (sign.session_id is None) == (sign.where_seen is not Where.SESSION)
    marks = [sign for sign in made[Observation] if not sign.text]
    assert {sign.scope for sign in marks} == {Scope.PUPIL, Scope.GROUP}
    per_session = Counter(sign.session_id for sign in made[Observation] if sign.group_id == FULL)
    per_session.pop(None)
    assert len(per_session) == 20
    assert min(per_session.values()) >= 8


def test_at_most_three_targets_are_live(made):
    for pupil in made[Pupil]:
        own = [target for target in made[Target] if target.pupil_id == pupil.id]
        for day in {target.set_on for target in own}:
            live = [t for t in own if t.set_on <= day and (t.reviewed_on is None or t.reviewed_on > day)]
            assert len(live) <= 3
    assert {target.kind for target in made[Target]} == set(TargetKind)
    assert {target.review_result for target in made[Target]} == {None, *ReviewResult}


def test_start_points_are_from_the_first_three_sessions(made):
    full = [session.held_on for session in made.sessions(FULL, SessionStatus.HELD)]
    five = {m.pupil_id for m in made[Membership] if m.group_id == FULL}
    own = [start for start in made[StartPoint] if start.pupil_id in five]
    assert len(own) == 19
    assert all(start.noted_on in full[:3] for start in own)
    assert len({(start.pupil_id, start.outcome) for start in made[StartPoint]}) == len(made[StartPoint])


def test_judgements_follow_the_honest_rule(made):
    signs = {sign.id: sign for sign in made[Observation]}
    starts = {(start.pupil_id, start.outcome): start.noted_on for start in made[StartPoint]}
    behind = defaultdict(list)
    for link in made[JudgementEvidence]:
        assert (link.observation_id is None) != (link.voice_id is None)
        if link.observation_id:
            behind[link.judgement_id].append(signs[link.observation_id])
    assert len(made[Judgement]) == len({(j.pupil_id, j.outcome) for j in made[Judgement]}) == 20
    assert {judgement.result for judgement in made[Judgement]} == set(JudgementResult)
    for judgement in made[Judgement]:
        evidence = behind[judgement.id]
        assert all(sign.pupil_id == judgement.pupil_id for sign in evidence)
        assert all(judgement.outcome in {i[:3] for i in sign.indicators} for sign in evidence)
        if judgement.result is JudgementResult.INCREASED:
            began = starts[judgement.pupil_id, judgement.outcome]
            later = {sign.noted_on for sign in evidence if sign.noted_on > began}
            assert len(later) >= 2, judgement.id
        if judgement.result is JudgementResult.LESS:
            assert {sign.direction for sign in evidence} == {Direction.HARDER_DAY}
    assert any(link.voice_id for link in made[JudgementEvidence])


def test_one_pupil_has_gone_quiet(made):
    noticed = defaultdict(lambda: date.min)
    for sign in made[Observation]:
        if sign.pupil_id:
            noticed[sign.pupil_id] = max(noticed[sign.pupil_id], sign.noted_on)
    gone = {m.pupil_id for m in made[Membership] if m.left_on or m.group_id == FULL}
    quiet = [p.id for p in made[Pupil] if p.id not in gone and (TODAY - noticed[p.id]).days > 28]
    assert quiet == ["pupil-17"]


def test_every_prompt_and_tag_is_used_and_none_twice_in_a_session(made):
    asked = Counter((reflection.session_id, reflection.prompt) for reflection in made[Reflection])
    assert set(asked.values()) == {1}
    used = {prompt for _, prompt in asked}
    assert used <= {prompt.id for prompt in prompts()}
    assert used >= {prompt.id for prompt in prompts()[:8]} | {"feelings", "assumptions"}
    seven = {prompt.id for prompt in prompts() if prompt.part}
    full = [session.id for session in made.sessions(FULL, SessionStatus.HELD)]
    whole = [one for one in full if seven <= {prompt for session, prompt in asked if session == one}]
    assert len(full) / 2 < len(whole) < len(full)
    used = {tag for activity in made[Activity] for tag in activity.tags}
    assert used == set(shipped_framework().activity_tags)
    assert {look.item for look in made[SelfProfile]} <= {item.id for item in self_items()}
    ingredients = {one for session in made[Session] for one in session.ingredients}
    assert ingredients <= {item.id for item in self_items()}


@pytest.mark.parametrize(
    ("kind", "field", "expected"),
    [
        (Attendance, "presence", Presence),
        (Observation, "where_seen", Where),
        (Observation, "part_taken", PartTaken),
        (Observation, "direction", Direction),
        (Observation, "source", set(Source) - {Source.OTHER_STAFF}),
        (Session, "tried_last", Tried),
        (Session, "status", SessionStatus),
        (Voice, "speaker", Speaker),
        (Voice, "asked", Asked),
        (Permission, "kind", PermissionKind),
        (Permission, "given_by", GivenBy),
        (SelfProfile, "answer", SelfAnswer),
    ],
)
def test_every_value_of_the_lists_occurs(made, kind, field, expected):
    assert set(expected) <= {getattr(record, field) for record in made[kind]}


def test_audiences_are_all_used_and_home_words_mostly_stay(made):
    for audience in Audience:
        assert sum(audience in getattr(record, "audiences", ()) for record in made.all) > 50
    from_home = [voice for voice in made[Voice] if voice.about_home and voice.speaker is Speaker.PUPIL]
    assert from_home
    assert all(not voice.audiences for voice in from_home)
    labelled = [r for r in made.all if hasattr(r, "audiences")]
    assert sum(not record.audiences for record in labelled) > len(labelled) / 3


def test_what_a_family_or_school_reads_of_one_pupil_names_no_other(made):
    names = {pupil.id: [pupil.first_name, *pupil.known_as] for pupil in made[Pupil]}
    for record, words in made.passages():
        pupil_id = getattr(record, "pupil_id", None)
        if not pupil_id or not {Audience.SCHOOL, Audience.FAMILY} & getattr(record, "audiences", set()):
            continue
        for other, own in names.items():
            if other != pupil_id:
                found = [name for name in own if re.search(rf"\b{re.escape(name)}\b", words)]
                assert found == [], record.id


def test_other_passages_name_people_as_a_tutor_does(made):
    names = {name for pupil in made[Pupil] for name in (pupil.first_name, *pupil.known_as)}
    shared = {Audience.MANAGER, Audience.REFLECTION}
    told = [r.text for r in made[Reflection] if r.audiences & shared]
    named = [text for text in told if any(re.search(rf"\b{re.escape(n)}\b", text) for n in names)]
    assert len(named) > 40


def test_no_passage_twice_and_none_in_words_to_avoid(made):
    words = [words for _, words in made.passages()]
    repeated = [text for text, count in Counter(words).items() if count > 1 and len(text) > 25]
    assert repeated == []
    assert [text for text in words if AVOID.search(text)] == []
    assert len(words) > 500


def test_talks_are_with_someone_and_about_someone(made):
    assert {talk.with_role for talk in made[Conversation]} >= {"SENCO", "TA", "Parent", "Project manager"}
    contacts = {contact.id: contact for contact in made[Contact]}
    for talk in made[Conversation]:
        if talk.contact_id:
            assert contacts[talk.contact_id].setting_id == talk.setting_id
