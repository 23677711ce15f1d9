"""Adding a group, and what Today says about its sessions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutordiary import timetable
from tutordiary.diary import reading
from tutordiary.model import (
    Action,
    Closure,
    Group,
    Membership,
    Observation,
    Pupil,
    Reflection,
    ReviewResult,
    Session,
    SessionStatus,
    Setting,
    Slot,
    Target,
    TargetKind,
)
from tutordiary.presenters.new_group import GroupForm, NewGroupPresenter, parse_pupil, parse_time
from tutordiary.presenters.today import TodayPresenter
from tutordiary.presenters.today_state import SetAside

TUESDAY = date(2026, 11, 17)


class GroupView:
    def __init__(self):
        self.problems = []
        self.group = None

    def show_problem(self, field, sentence):
        self.problems.append(field)

    def added(self, group):
        self.group = group


class TodayViewDouble:
    def __init__(self):
        self.page = None
        self.opened = None

    def show_page(self, page):
        self.page = page

    def open_log(self, group_id, day, session_id):
        self.opened = (group_id, day)

    def tell(self, words, *, can_undo):
        self.told = (words, can_undo)


def form(**changes):
    values = {
        "setting": "Alder Bank Primary",
        "group": "Tuesday drums",
        "pupils": "Wren Adair, Year 4\n\nSol, Y3\nJ.K.\n",
        "weekday": 1,
        "time": "1:30 pm",
    }
    return GroupForm(**(values | changes))


def test_a_group_is_written_whole(diary):
    view = GroupView()
    NewGroupPresenter(diary, view, TUESDAY).add(form())
    assert view.problems == []
    (group,) = diary.all(Group)
    (slot,) = diary.all(Slot)
    assert view.group == group
    assert (slot.weekday, slot.starts_at) == (1, "13:30")
    assert [
        (p.first_name, p.last_name, p.year_group) for p in timetable.members_on(diary, group.id, TUESDAY)
    ] == [
        ("J.K.", "", None),
        ("Sol", "", 3),
        ("Wren", "Adair", 4),
    ]


def test_a_session_from_before_the_diary_began_has_the_pupils_of_the_group(diary):
    NewGroupPresenter(diary, GroupView(), TUESDAY).add(form())
    earlier = reading.current_pupils(diary, TUESDAY - timedelta(days=40))
    assert len(earlier) == len(diary.all(Pupil)) > 0


def test_a_second_group_at_the_same_school_uses_the_same_setting(diary):
    for group in ("Tuesday drums", "Tuesday voices"):
        NewGroupPresenter(diary, GroupView(), TUESDAY).add(form(group=group, setting=" alder bank primary "))
    assert len(diary.all(Setting)) == 1
    assert len(diary.all(Group)) == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"setting": "  "}, "setting"),
        ({"group": ""}, "group"),
        ({"pupils": "\n \n"}, "pupils"),
        ({"pupils": "\n".join(f"P{n}" for n in range(31))}, "pupils"),
        ({"pupils": "Wren, Year 4Sol, Year 4"}, "pupils"),
        ({"time": "half one"}, "time"),
        ({"time": "25:00"}, "time"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_written(diary, changes, field):
    view = GroupView()
    before = diary.counts()
    NewGroupPresenter(diary, view, TUESDAY).add(form(**changes))
    assert view.problems == [field]
    assert diary.counts() == before


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1:30 pm", "13:30"), ("13.30", "13:30"), ("1:30", "13:30"), ("9", "09:00"), ("12 am", "00:00"),
     ("", ""), ("7:05am", "07:05"), ("6", "18:00"), ("13:30 pm", None), ("9:75", None)],
)  # fmt: skip
def test_times_are_read_the_way_people_write_them(typed, meant):
    assert parse_time(typed) == meant


@given(st.text(max_size=40))
def test_any_line_gives_a_pupil_or_nothing_worse(line):
    pupil = parse_pupil(line)
    assert pupil.year_group is None or 0 <= pupil.year_group <= 13


def _group(diary):
    NewGroupPresenter(diary, GroupView(), TUESDAY).add(form())
    return diary.all(Group)[0]


def _page(diary, day=TUESDAY, clock="09:00"):
    view = TodayViewDouble()
    presenter = TodayPresenter(diary, view, lambda: day, lambda: clock)
    presenter.show()
    return view, presenter


def test_today_shows_the_slot_and_opens_its_log(diary):
    group = _group(diary)
    view, presenter = _page(diary)
    (row,) = view.page.rows
    assert (row.time, row.state, row.action, row.is_next) == ("1:30 to 2:00 pm", "Not yet", "Log", True)
    assert row.quiet == ""  # nobody can have been missed before the first session
    presenter.log(row)
    assert view.opened == (group.id, TUESDAY)


def test_a_half_term_and_other_weekdays_have_no_session(diary):
    _group(diary)
    diary.add(Closure(id="c", name="Half term", from_on=TUESDAY, until_on=TUESDAY))
    assert _page(diary)[0].page.rows == ()
    assert _page(diary, TUESDAY + timedelta(days=1))[0].page.rows == ()
    assert len(_page(diary, TUESDAY + timedelta(days=7))[0].page.rows) == 1


def test_next_time_comes_back_and_a_finished_log_says_when(diary):
    group = _group(diary)
    diary.add(
        Session(id="s1", group_id=group.id, held_on=TUESDAY - timedelta(days=7), starts_at="13:30",
                finished_at=datetime(2026, 11, 10, 14, 4, tzinfo=UTC)),
        Reflection(id="r1", session_id="s1", prompt="next_time", text="Start with Sol’s rhythm"),
    )  # fmt: skip
    row = _page(diary)[0].page.rows[0]
    assert row.next_time == "Start with Sol’s rhythm"
    session = timetable.session_at(diary, group.id, TUESDAY)
    diary.add(session)
    assert timetable.session_at(diary, group.id, TUESDAY) == session
    assert session.status is SessionStatus.PLANNED
    pupil = diary.all(Pupil)[0]
    diary.add(Observation(id="o1", noted_on=TUESDAY, pupil_id=pupil.id, session_id=session.id, text="Waited"))
    (row,) = _page(diary)[0].page.rows
    assert (row.state, row.action) == ("3 of 3 here, not finished", "Carry on")


def test_a_missed_log_stays_on_the_list_gently(diary):
    _group(diary)
    view, _ = _page(diary, TUESDAY + timedelta(days=1))
    (row,) = view.page.unfinished
    assert (row.day, row.action) == (TUESDAY, "Log")


def test_a_gap_is_set_aside_and_comes_back_by_undo(diary):
    _group(diary)
    view, presenter = _page(diary, TUESDAY + timedelta(days=1))
    (row,) = view.page.unfinished
    presenter.set_aside(row, SetAside.CANCELLED)
    assert view.page.unfinished == ()
    assert view.told == ("Tuesday drums on Tuesday 17 November, 1:30 pm is cancelled.", True)
    presenter.undo()
    assert len(view.page.unfinished) == 1
    presenter.set_aside(view.page.unfinished[0], SetAside.NOTHING)
    (session,) = diary.all(Session)
    assert (session.status, session.finished_at is not None) == (SessionStatus.HELD, True)
    assert view.page.unfinished == ()


def test_gaps_are_of_this_week_and_of_two_weeks_back_and_no_more(diary):
    group = _group(diary)
    diary.save(replace(group, starts_on=TUESDAY - timedelta(days=70)))
    view, _ = _page(diary, TUESDAY + timedelta(days=1))
    assert [row.day for row in view.page.unfinished] == [TUESDAY]
    assert [row.day for row in view.page.earlier] == [TUESDAY - timedelta(days=7)]
    assert view.page.unfinished[0].is_next  # the most recent gap


def test_the_focus_is_on_the_most_recent_gap(diary):
    group = _group(diary)
    diary.add(Slot(id="late", group_id=group.id, weekday=1, starts_at="15:00"))
    for clock, start in (("09:00", "13:30"), ("13:45", "13:30"), ("14:30", "13:30"), ("15:10", "15:00")):
        rows = _page(diary, clock=clock)[0].page.rows
        assert [row.starts_at for row in rows if row.is_next] == [start], clock
    diary.save(replace(group, starts_on=TUESDAY - timedelta(days=7)))
    early = _page(diary, clock="08:00")[0].page
    assert [row.is_next for row in early.earlier] == [True, False]
    soon = _page(diary, clock="12:45")[0].page
    assert [row.starts_at for row in soon.rows if row.is_next] == ["13:30"]


def test_moved_cancelled_and_extra_sessions_are_shown_for_what_they_are(diary):
    group = _group(diary)
    monday = TUESDAY - timedelta(days=1)
    diary.add(
        Session(
            id="off", group_id=group.id, held_on=TUESDAY, starts_at="13:30", status=SessionStatus.CANCELLED
        ),
        Session(id="on", group_id=group.id, held_on=monday, starts_at="10:00", status=SessionStatus.PLANNED),
    )
    (row,) = _page(diary)[0].page.rows
    assert (row.state, row.action) == ("Moved to Monday 16 November", "")
    (row,) = _page(diary, monday)[0].page.rows
    assert (row.note, row.action) == ("Moved here from Tuesday 17 November", "Log")
    diary.remove(diary.need(Session, "off"))
    assert _page(diary, monday)[0].page.rows[0].note == "Extra session"


def test_what_was_promised_is_ticked_and_unticked(diary):
    diary.add(
        Action(id="a", text="Send the song.", due_on=TUESDAY),
        Action(id="b", text="Ask about the hall", who="SENCO"),
        Action(id="far", text="Plan the summer", due_on=TUESDAY + timedelta(days=60)),
    )
    view, presenter = _page(diary)
    assert [line.words for line in view.page.actions] == [
        "Send the song, by 17 November",
        "SENCO: Ask about the hall",
    ]
    presenter.tick("a")
    assert diary.need(Action, "a").done_on == TUESDAY
    assert len(view.page.actions) == 1
    presenter.undo()
    assert diary.need(Action, "a").done_on is None
    assert len(view.page.actions) == 2


def test_a_clock_that_was_put_back_is_said_in_a_sentence(diary):
    group = _group(diary)
    diary.add(Observation(id="o", noted_on=TUESDAY, group_id=group.id, text="Sang"))
    assert _page(diary)[0].page.clock == ""
    words = _page(diary, TUESDAY - timedelta(days=400))[0].page.clock
    assert "13 October 2025" in words
    assert "17 November 2026" in words
    assert "All of them are safe" in words


def test_a_pupil_who_left_is_no_longer_a_member(diary):
    group = _group(diary)
    member = diary.all(Membership)[0]
    diary.save(replace(member, left_on=TUESDAY - timedelta(days=1)))
    assert len(timetable.members_on(diary, group.id, TUESDAY)) == 2


def test_an_empty_diary_offers_the_first_step(diary):
    view, _ = _page(diary)
    assert (view.page.has_groups, view.page.rows) == (False, ())


def test_a_target_whose_day_has_come_is_looked_at_together(diary):
    _group(diary)
    pupil = diary.all(Pupil)[0]
    target = Target(
        id="t1",
        pupil_id=pupil.id,
        kind=TargetKind.OWN,
        pupil_words="I want to start the song",
        set_on=TUESDAY - timedelta(days=60),
        review_by=TUESDAY,
    )
    diary.add(target, replace(target, id="t2", review_by=TUESDAY + timedelta(days=1)))
    (line,) = _page(diary)[0].page.reviews
    assert (line.pupil_id, line.target_id) == (pupil.id, "t1")
    assert line.words == (
        f"Look at {pupil.first_name}’s target together, due 17 November: “I want to start the song”"
    )
    diary.save(replace(target, reviewed_on=TUESDAY, review_result=ReviewResult.GOT_THERE))
    assert _page(diary)[0].page.reviews == ()
