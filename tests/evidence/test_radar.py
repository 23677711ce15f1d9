"""The radar names what nobody noticed: never a score, never from a mark set for everyone at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutordiary.diary import Diary, reading
from tutordiary.evidence import Book, weeks_since_noticed
from tutordiary.evidence.radar import (
    NEVER,
    Freshness,
    Seen,
    Took,
    closed_weeks,
    is_near_the_end,
    longest_quiet,
    radar_of,
    radars,
    since,
    trend,
)
from tutordiary.framework import shipped_framework
from tutordiary.model import Direction, Observation, PartTaken, Pupil, Scope, Speaker
from tutordiary.vault.ciphers import LOWEST_COST

FRAMEWORK = shipped_framework()
INDICATORS = [one.id for one in FRAMEWORK.indicators]
OUTCOMES = [one.id for one in FRAMEWORK.outcomes]
TODAY = date(2026, 11, 17)
HALF_TERM = (date(2026, 10, 26), date(2026, 10, 30))
DAYS = st.integers(-30, 400).map(lambda back: TODAY - timedelta(days=back))


def seen(pupil_id="p", *, held=8, **signs):
    days = {key.replace("_", "."): day for key, day in signs.items()}
    return Seen(pupil_id=pupil_id, name=pupil_id.title(), signs=days, held=held)


SEEN = st.builds(
    Seen,
    pupil_id=st.text("abcdef", min_size=1, max_size=3),
    name=st.sampled_from(["Wren", "wren", "Sol", "Émile"]),
    signs=st.dictionaries(st.sampled_from(INDICATORS), DAYS),
    worded_on=st.none() | DAYS,
    held=st.integers(0, 20),
    parts=st.lists(st.tuples(DAYS, st.sampled_from(list(PartTaken))), max_size=8).map(tuple),
)


@given(st.lists(SEEN, max_size=5, unique_by=lambda one: one.pupil_id), st.randoms())
def test_the_order_pupils_and_days_come_in_makes_no_difference(pupils, random):
    other = list(pupils)
    random.shuffle(other)
    assert radars(pupils, FRAMEWORK, TODAY) == radars(other, FRAMEWORK, TODAY)


@given(SEEN)
def test_weeks_are_whole_and_never_negative_and_what_is_still_to_come_is_not_noticed(one):
    found = radar_of(one, FRAMEWORK, TODAY, closed_weeks([HALF_TERM]))
    assert list(found.outcomes) == OUTCOMES
    assert list(found.indicators) == INDICATORS
    for last in (*found.outcomes.values(), *found.indicators.values(), found.in_words):
        assert (last.day is None) == (last.weeks is None)
        assert last.weeks is None or 0 <= last.closed <= last.weeks == (TODAY - last.day).days // 7
    for outcome in FRAMEWORK.outcomes:
        parts = [found.indicators[each.id].day for each in outcome.indicators]
        assert found.outcomes[outcome.id].day == max((day for day in parts if day), default=None)
    assert [each.day for each in found.trend] == sorted({each.day for each in found.trend})
    assert all(each.day <= TODAY for each in found.trend)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """A diary the examples put their observations into, one after the other."""
    folder = tmp_path_factory.mktemp("radar")
    made, _ = Diary.create(
        folder / "diary", "four small drums rolling", cost=LOWEST_COST, state_folder=folder / "state"
    )
    made.add(Pupil(id="wren", first_name="Wren"), Pupil(id="sol", first_name="Sol"))
    yield made
    made.close()


SIGNS = st.builds(
    dict,
    noted_on=DAYS,
    pupil_id=st.sampled_from(["wren", "sol"]),
    indicators=st.lists(st.sampled_from(INDICATORS[:4]), max_size=3, unique=True).map(tuple),
    step=st.sampled_from([None, 0, 1, 3]),
    scope=st.sampled_from(list(Scope)),
    direction=st.sampled_from([None, Direction.HARDER_DAY]),
    text=st.sampled_from(["", "Hummed the riff"]),
)


@settings(max_examples=25)
@given(signs=st.lists(SIGNS, max_size=8))
def test_what_is_read_for_the_radar_is_what_the_counting_rules_say(shelf, signs):
    made = [Observation(id=f"o{number}", **one) for number, one in enumerate(signs)]
    shelf.save(*made)
    try:
        book, ids = Book(made), ("wren", "sol")
        noticed = reading.last_noticed(shelf, ids, TODAY)
        for pupil_id in ids:
            mine = {key[1]: day for key, day in noticed.items() if key[0] == pupil_id}
            found = radar_of(Seen(pupil_id, pupil_id, mine), FRAMEWORK, TODAY)
            for outcome in OUTCOMES:
                weeks = weeks_since_noticed(book, FRAMEWORK, pupil_id, outcome, TODAY)
                assert found.outcomes[outcome].weeks == weeks
        worded = reading.last_worded(shelf, ids)
        assert set(worded) == {one.pupil_id for one in made if one.text and one.scope is Scope.PUPIL}
    finally:
        shelf.remove(*made)


def test_weeks_without_sessions_are_counted_and_make_nobody_quiet():
    closed = closed_weeks([HALF_TERM])
    before = since(date(2026, 10, 20), date(2026, 11, 12), closed)
    assert (before.weeks, before.closed, before.freshness) == (3, 1, Freshness.LATELY)
    later = since(date(2026, 10, 20), TODAY, closed)
    assert (later.weeks, later.closed, later.freshness) == (4, 1, Freshness.A_WHILE)
    assert since(None, TODAY, closed) == NEVER
    assert since(TODAY, TODAY, closed).freshness is Freshness.LATELY


def test_a_day_off_is_no_closed_week_and_two_halves_are_one():
    assert closed_weeks([(date(2026, 10, 26), date(2026, 10, 29))]) == frozenset()
    halves = [(date(2026, 10, 24), date(2026, 10, 27)), (date(2026, 10, 28), date(2026, 11, 1))]
    assert closed_weeks(halves) == {date(2026, 10, 26)}
    assert len(closed_weeks([(date(2026, 1, 1), date(9999, 12, 31))])) < 60


def test_what_was_never_noticed_comes_before_what_was_long_ago_but_not_in_a_new_pupil():
    old, newer = date(2026, 9, 3), date(2026, 10, 6)
    lately = {key.replace(".", "_"): TODAY for key in INDICATORS}
    wren = seen("wren", **(lately | {"RES_1": old, "RES_2": old, "RES_3": old}))
    sol = seen("sol", **(lately | {"COM_1": newer, "COM_2": newer, "COM_3": newer}))
    who, outcome = longest_quiet(radars([sol, wren], FRAMEWORK, TODAY), FRAMEWORK)
    assert (who.pupil_id, outcome) == ("wren", "RES")
    new = seen("amy", held=1)
    who, outcome = longest_quiet(radars([sol, wren, new], FRAMEWORK, TODAY), FRAMEWORK)
    assert (who.pupil_id, outcome) == ("wren", "RES")
    never = seen("zoe", **{key: day for key, day in lately.items() if not key.startswith("COM")})
    who, outcome = longest_quiet(radars([sol, wren, never], FRAMEWORK, TODAY), FRAMEWORK)
    assert (who.pupil_id, outcome) == ("zoe", "COM")
    assert longest_quiet(radars([seen("all", **lately)], FRAMEWORK, TODAY), FRAMEWORK) is None


def test_only_one_outcome_missing_voices_and_start_points_are_named():
    one = Seen(
        "p", "Sol", {"AGE.1": TODAY}, heard=frozenset({Speaker.PUPIL}), started=frozenset({"AGE"}), held=2
    )
    found = radar_of(one, FRAMEWORK, TODAY)
    assert found.only_outcome == "AGE"
    assert found.missing_voices == (Speaker.SCHOOL_STAFF, Speaker.PARENT_CARER)
    assert found.missing_starts == ("MUS", "RES", "COM")
    assert not found.starts_due
    assert radar_of(Seen("p", "Sol", {}, held=3), FRAMEWORK, TODAY).starts_due
    assert not radar_of(
        Seen("p", "Sol", {}, held=9, started=frozenset(OUTCOMES)), FRAMEWORK, TODAY
    ).starts_due
    assert radar_of(seen(AGE_1=TODAY, RES_1=TODAY), FRAMEWORK, TODAY).only_outcome == ""


def test_coming_back_is_told_before_stepping_away_and_both_before_taking_part():
    monday, tuesday = date(2026, 11, 9), date(2026, 11, 10)
    parts = [
        (tuesday, PartTaken.LISTENED),
        (monday, PartTaken.STEPPED_AWAY_CAME_BACK),
        (monday, PartTaken.STEPPED_AWAY),
        (monday, PartTaken.LED),
    ]
    assert [(one.day, one.took) for one in trend(parts)] == [
        (monday, Took.AWAY_AND_BACK),
        (tuesday, Took.PART),
    ]


@pytest.mark.parametrize(
    ("ends_on", "planned", "held", "expected"),
    [
        (date(2026, 12, 15), 20, 8, True),
        (date(2027, 3, 1), 20, 19, False),
        (None, 20, 15, True),
        (None, 20, 14, False),
        (None, 0, 3, False),
    ],
)
def test_decisions_are_asked_for_near_the_end(ends_on, planned, held, expected):
    assert is_near_the_end(TODAY, ends_on, planned, held) is expected
