"""The last day of a weekly time, a session that was cancelled, and one that only seems to have moved."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tutordiary import dates, timetable
from tutordiary.diary import Diary, weeks
from tutordiary.model import Group, Observation, Reflection, Session, SessionStatus, Setting, Slot
from tutordiary.presenters import timetable_changes as changes
from tutordiary.vault.ciphers import LOWEST_COST

TUESDAY = date(2026, 11, 17)
WEEK = timedelta(weeks=1)


@pytest.fixture(scope="module")
def diary(tmp_path_factory):
    """Drums on Tuesdays until the 17th, cancelled that day; keys have one session beside theirs."""
    folder = tmp_path_factory.mktemp("days")
    made, _ = Diary.create(
        folder / "diary", "four small drums rolling", cost=LOWEST_COST, state_folder=folder / "state"
    )
    off = SessionStatus.CANCELLED
    made.add(
        Setting(id="oak", name="Oakfield School"),
        Group(id="drums", setting_id="oak", working_name="Drums", starts_on=TUESDAY - 4 * WEEK),
        Group(id="keys", setting_id="oak", working_name="Keys"),
        Slot(id="s1", group_id="drums", weekday=1, starts_at="13:30", until_on=TUESDAY),
        Slot(id="s2", group_id="keys", weekday=2, starts_at="10:00"),
        Session(id="off", group_id="drums", held_on=TUESDAY, starts_at="13:30", status=off),
        Session(id="extra", group_id="keys", held_on=TUESDAY + timedelta(days=2), starts_at="10:00"),
    )
    yield made
    made.close()


def groups_on(diary, day):
    return [one.group.id for one in timetable.sessions_on(diary, day)]


def test_a_weekly_time_runs_from_its_first_day_to_its_last_both_counted(diary):
    slot, group = diary.need(Slot, "s1"), diary.need(Group, "drums")
    runs = [timetable.slot_runs(slot, group, TUESDAY + number * WEEK) for number in (-5, -4, 0, 1)]
    assert runs == [False, True, True, False]
    assert groups_on(diary, TUESDAY - 4 * WEEK) == ["drums"]
    assert groups_on(diary, TUESDAY + WEEK) == []


def test_a_cancelled_session_is_never_the_one_that_is_opened(diary):
    assert timetable.session_at(diary, "drums", TUESDAY).id != "off"
    assert timetable.session_at(diary, "drums", TUESDAY, "13:30").id != "off"


def test_a_session_of_another_group_is_not_where_a_cancelled_one_went(diary):
    found = timetable.sessions_between(diary, TUESDAY, TUESDAY + timedelta(days=2))
    by_id = {one.session.id: one for one in found if one.session}
    assert by_id["extra"].is_extra
    assert by_id["extra"].moved_from is None
    assert by_id["off"].moved_to is None


def test_a_session_that_was_held_is_held_again_when_its_cancelling_is_put_back(diary):
    day = TUESDAY - 3 * WEEK
    held = Session(id="held", group_id="drums", held_on=day, starts_at="13:30", finished_at=dates.now())
    diary.add(held)
    changes.cancel(diary, changes.find(diary, "drums", day, "13:30"))
    assert diary.need(Session, "held").status is SessionStatus.CANCELLED
    changes.put_back(diary, changes.find(diary, "drums", day, "13:30"))
    assert diary.need(Session, "held") == held


def test_what_to_try_comes_from_the_last_session_that_took_place(diary):
    days = {"was": (-3, "held"), "off-1": (-2, "cancelled"), "ahead": (-1, "planned")}
    diary.add(Group(id="choir", setting_id="oak", working_name="Choir"))
    for key, (number, status) in days.items():
        diary.add(
            Session(id=key, group_id="choir", held_on=TUESDAY + number * WEEK, status=SessionStatus(status)),
            Reflection(id=f"r-{key}", session_id=key, prompt="next_time", text=f"Try what we {key}"),
        )
    now = timetable.session_at(diary, "choir", TUESDAY)
    assert timetable.previous_session(diary, now).id == "was"
    assert timetable.next_time_before(diary, now) == "Try what we was"


def test_only_a_starred_sign_with_words_is_offered_to_be_read(diary):
    day = date(2026, 9, 1)
    diary.add(
        Observation(id="words", noted_on=day, text="Led the whole piece", starred=True),
        Observation(id="mark", noted_on=day, indicators=("MUS.1",), step=3, starred=True),
        Observation(id="plain", noted_on=day, text="Tapped along"),
    )
    assert [one.id for one in weeks.starred_between(diary, day, day, 7)] == ["words"]
