"""The timetable: what a week shows, what can be done with a session, weekly times and days off."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutordiary import timetable
from tutordiary.diary import history
from tutordiary.exchange.transfer import import_file
from tutordiary.model import (
    Attendance,
    Closure,
    Group,
    Membership,
    Presence,
    Pupil,
    Session,
    SessionStatus,
    Setting,
    Slot,
)
from tutordiary.presenters.forms import Problem
from tutordiary.presenters.log_choice import LogChoices
from tutordiary.presenters.timetable_forms import day_meant
from tutordiary.presenters.timetable_page import TimetablePresenter
from tutordiary.presenters.timetable_state import Do, Part

TUESDAY = date(2026, 11, 17)
THURSDAY = TUESDAY + timedelta(days=2)


class View:
    def __init__(self):
        self.week = self.places = self.off = None
        self.said = []

    def show_week(self, page):
        self.week = page

    def show_places(self, places, earlier):
        self.places, self.earlier = places, earlier

    def show_days_off(self, lines, earlier):
        self.off, self.earlier = lines, earlier

    def tell(self, words, *, can_undo, is_problem=False):
        self.said.append((words, can_undo, is_problem))


@pytest.fixture
def table(diary):
    diary.add(
        Setting(id="alder", name="Alder Bank"),
        Setting(id="elm", name="Elm House"),
        Group(id="drums", setting_id="alder", working_name="Drums", starts_on=date(2026, 9, 1)),
        Group(id="keys", setting_id="elm", working_name="Keys", starts_on=date(2026, 9, 1)),
        Slot(id="tue", group_id="drums", weekday=1, starts_at="13:30", room="Hall"),
        Slot(id="thu", group_id="keys", weekday=3, starts_at="15:15"),
        Pupil(id="wren", first_name="Wren"),
        Membership(id="m", pupil_id="wren", group_id="drums"),
    )
    view = View()
    presenter = TimetablePresenter(diary, view, lambda: TUESDAY)
    presenter.show()
    return presenter, view


def tiles(view):
    return {(tile.group, tile.day, tile.starts_at): tile for day in view.week.days for tile in day.tiles}


def drums(view, day=TUESDAY, start="13:30"):
    return tiles(view)["Drums", day, start]


def test_a_week_shows_what_is_due_and_turns_both_ways(table):
    presenter, view = table
    assert view.week.title == "16 to 22 November 2026"
    assert view.week.days[0].title == "Monday 16 November"
    assert len(view.week.days) == 5  # an empty weekend takes no room
    tile = drums(view)
    assert (tile.time, tile.setting, tile.state) == (
        "1:30 to 2:00 pm",
        "Alder Bank, Hall",
        "Not logged yet",
    )
    assert tiles(view)["Keys", THURSDAY, "15:15"].state == "Planned"
    presenter.turn(-1)
    assert not view.week.is_this_week
    assert drums(view, TUESDAY - timedelta(days=7)).state == "Not logged yet"
    presenter.turn(0)
    assert view.week.is_this_week
    assert presenter.go_to("28 December 2026") == ""
    assert view.week.title == "28 December 2026 to 3 January 2027"
    assert presenter.go_to("no day") != ""


def test_cancelling_is_shown_undone_and_done_again(table, diary):
    presenter, view = table
    presenter.cancel(drums(view))
    assert (drums(view).state, drums(view).is_off) == ("Cancelled", True)
    assert view.said[-1][1]
    presenter.undo()
    assert drums(view).state == "Not logged yet"
    assert diary.all(Session) == []
    presenter.cancel(drums(view))
    presenter.put_back(drums(view))
    assert drums(view).state == "Not logged yet"


def move(presenter, view, diary, day, start, tile=None):
    one = presenter.session_of(tile or drums(view))
    return presenter.forms.keep(presenter.forms.move(one), {"held_on": day, "starts_at": start})


def test_a_move_is_a_cancelled_and_a_planned_session_shown_as_one_that_moved(table, diary):
    presenter, view = table
    assert move(presenter, view, diary, "Thursday", "2 pm") is None
    assert drums(view).state == "Moved to Thursday 19 November"
    there = drums(view, THURSDAY, "14:00")
    assert there.state == "Planned, moved from Tuesday 17 November"
    assert sorted(one.status for one in diary.all(Session)) == ["cancelled", "planned"]
    presenter.undo()
    assert drums(view).state == "Not logged yet"
    assert ("Drums", THURSDAY, "14:00") not in tiles(view)


def test_a_moved_session_can_be_put_back_from_either_end_unless_it_was_logged(table, diary):
    presenter, view = table
    move(presenter, view, diary, "Thursday", "2 pm")
    presenter.put_back(drums(view, THURSDAY, "14:00"))
    assert drums(view).state == "Not logged yet"
    assert ("Drums", THURSDAY, "14:00") not in tiles(view)
    move(presenter, view, diary, "next week", "2 pm")  # no such day
    assert drums(view).state == "Not logged yet"
    move(presenter, view, diary, "Tuesday", "2:30")
    assert drums(view).state == "Moved to 2:30 pm"
    later = drums(view, TUESDAY, "14:30")
    diary.add(Attendance(id="a", session_id=later.session_id, pupil_id="wren", presence=Presence.PRESENT))
    presenter.undo()
    assert view.said[-1][2]  # refused: it was logged since
    presenter.show()
    assert Do.PUT_BACK not in drums(view, TUESDAY, "14:30").can


def test_a_move_is_seen_from_the_other_week(table, diary):
    presenter, view = table
    move(presenter, view, diary, "24 November", "9:00")
    assert drums(view).state == "Moved to Tuesday 24 November"
    presenter.turn(1)
    assert drums(view, date(2026, 11, 24), "09:00").state == "Planned, moved from Tuesday 17 November"
    assert drums(view, date(2026, 11, 24)).state == "Planned"  # that week's own session is untouched


def test_two_sessions_of_one_group_on_a_day_stand_beside_each_other(table, diary):
    presenter, view = table
    form = presenter.forms.extra_session("drums", TUESDAY)
    assert presenter.forms.keep(form, {"held_on": "Tuesday 17 November 2026", "starts_at": "3 pm"}) is None
    assert drums(view).state == "Not logged yet"
    extra = drums(view, TUESDAY, "15:00")
    assert extra.state == "Not logged yet, extra session"
    session = timetable.session_at(diary, "drums", TUESDAY, "15:00")
    assert session.id == extra.session_id == presenter.session_to_open(extra)
    presenter.nothing_to_log(extra)
    assert drums(view, TUESDAY, "15:00").state == "Logged, extra session"
    assert drums(view).state == "Not logged yet"  # logging the extra one does not log the other
    assert timetable.session_at(diary, "drums", TUESDAY).starts_at == "13:30"
    again = presenter.forms.keep(form, {"held_on": "17 November 2026", "starts_at": "13:30"})
    assert again == Problem(
        "starts_at", "This group has a session at that time already. Choose another time."
    )


def test_two_weekly_times_on_one_day_open_as_two_sessions(table, diary):
    presenter, view = table
    diary.add(Slot(id="early", group_id="drums", weekday=1, starts_at="09:00"))
    presenter.show()
    first = presenter.session_to_open(drums(view, start="09:00"))
    second = presenter.session_to_open(drums(view))
    assert len({first, second, ""}) == 3
    assert diary.need(Session, second).starts_at == "13:30"


def test_a_corrected_weekly_time_leaves_no_gap_where_the_old_one_was_logged(table, diary):
    presenter, view = table
    day = TUESDAY - timedelta(days=7)
    diary.add(Session(id="old", group_id="drums", held_on=day, starts_at="13:00"))
    presenter.turn(-1)
    assert [key for key in tiles(view) if key[0] == "Drums"] == [("Drums", day, "13:00")]


def test_weekly_times_are_added_changed_and_removed_with_undo(table, diary):
    presenter, view = table
    form = presenter.forms.slot("keys")
    values = {"weekday": "1", "starts_at": "1.30pm", "room": "", "from_on": "", "until_on": "18 Dec"}
    assert presenter.forms.keep(form, values) is None
    slot = next(one for one in diary.find(Slot, group_id="keys") if one.id != "thu")
    assert (slot.weekday, slot.starts_at, slot.until_on) == (1, "13:30", date(2026, 12, 18))
    assert view.said[-1][0] == "Keys meets on Tuesdays at 1:30 pm. At the same time: Drums."
    assert presenter.forms.keep(presenter.forms.slot("keys"), values).field == "starts_at"  # said already
    assert presenter.forms.keep(presenter.forms.slot("keys"), values | {"starts_at": "late"}).sentence == (
        "Write the time like 1:30 pm or 13:30."
    )
    wrong = values | {"from_on": "1 Feb 2027", "until_on": "1 Jan 2027", "starts_at": "9"}
    assert presenter.forms.keep(presenter.forms.slot("keys"), wrong).field == "until_on"
    presenter.undo()
    assert diary.get(Slot, slot.id) is None
    entry = presenter.forms.remove(presenter.forms.slot("drums", "tue"))
    presenter.show()
    assert ("Drums", TUESDAY, "13:30") not in tiles(view)
    assert presenter.forms.bring_back(entry)[0]
    presenter.show()
    assert drums(view)


def test_days_off_close_everywhere_or_one_place_and_overlaps_are_explained(table, diary):
    presenter, view = table
    forms = presenter.forms
    half = {"name": "Half term", "from_on": "16 Nov", "until_on": "20 Nov", "setting_id": ""}
    diary.add(Session(id="s", group_id="drums", held_on=TUESDAY, starts_at="13:30"))
    assert forms.keep(forms.closure(), half) is None
    assert view.said[-1][0] == (
        "Half term is kept: 16 to 20 November 2026. 1 session is written down in these days and stays."
    )
    assert [key[0] for key in tiles(view)] == ["Drums"]  # what is written stays, what is due does not
    assert view.week.days[3].closed == ("Half term",)
    on = {"held_on": "Wednesday 18 November 2026", "starts_at": "10"}
    assert forms.keep(forms.extra_session("keys"), on) is None
    assert view.said[-1][0].endswith("10:00 am. That day is in Half term.")
    presenter.undo()
    elm = {"name": "Training", "from_on": "19 Nov", "until_on": "", "setting_id": "elm"}
    assert forms.keep(forms.closure(), elm) is None
    assert "It overlaps Half term (16 to 20 November 2026). Both stand" in view.said[-1][0]
    presenter.open_part(Part.DAYS_OFF)
    assert [(line.name, line.days, line.where) for line in view.off] == [
        ("Half term", "16 to 20 November 2026", "Everywhere"),
        ("Training", "19 November 2026", "Elm House"),
    ]
    assert all("overlaps" in line.note for line in view.off)
    assert forms.keep(forms.closure(), half | {"until_on": "1 Nov 2026"}).field == "until_on"


def test_a_day_off_at_one_place_leaves_the_others_open(table, diary):
    presenter, view = table
    diary.add(Closure(id="c", name="Snow", from_on=TUESDAY, until_on=TUESDAY, setting_id="elm"))
    presenter.show()
    assert drums(view).state == "Not logged yet"
    assert view.week.days[1].closed == ("Snow (Elm House)",)


def test_places_show_current_groups_first_and_everything_when_asked(table, diary):
    presenter, view = table
    diary.add(Group(id="past", setting_id="elm", working_name="Past", ends_on=TUESDAY - timedelta(days=200)))
    diary.add(Setting(id="oak", name="Oak Centre"))
    presenter.open_part(Part.PLACES)
    assert [(place.name, [(group.name, group.note) for group in place.groups]) for place in view.places] == [
        ("Alder Bank", [("Drums", "1 pupil")]),
        ("Elm House", [("Keys", "0 pupils")]),
        ("Oak Centre", []),  # a place without a group can be opened, too
    ]
    assert view.places[0].groups[0].slots[0].words == "Tuesdays, 1:30 pm, Hall"
    assert view.earlier == 1
    presenter.show_earlier()
    assert [group.name for group in view.places[1].groups] == ["Keys", "Past"]


def test_the_place_comes_back_after_a_lock_with_the_words_on_its_sheet(table, diary):
    presenter, view = table
    presenter.turn(2)
    form = presenter.forms.closure()
    presenter.forms.keep_typing(form, {"name": "Winter hol", "from_on": ""}, "name", 10)
    presenter.place("closure")
    again = TimetablePresenter(diary, view, lambda: TUESDAY)
    assert again.last_place() == ("closure", "")
    assert again.monday == presenter.monday
    assert again.forms.closure().values["name"] == "Winter hol"
    diary.keep_preference("timetable_place", "{not json")
    assert TimetablePresenter(diary, view, lambda: TUESDAY).last_place() == ("", "")


def test_a_session_gone_meanwhile_is_said_and_nothing_is_written(table, diary):
    presenter, view = table
    tile = drums(view)
    diary.remove(diary.need(Slot, "tue"))
    presenter.cancel(tile)
    assert view.said[-1][2]
    assert diary.all(Session) == []
    assert len(history.binned(diary)) == 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Thursday", THURSDAY),
        ("tue", TUESDAY),
        ("tomorrow", TUESDAY + timedelta(days=1)),
        ("14 Sept", date(2026, 9, 14)),
        ("6 January", date(2027, 1, 6)),
        ("26 May", date(2027, 5, 26)),
        ("17/11/2025", date(2025, 11, 17)),
        ("t", None),
        ("31 Feb", None),
    ],
)
def test_days_are_read_as_they_are_meant_in_planning(typed, meant):
    assert day_meant(typed, TUESDAY) == meant


def test_a_status_other_than_planned_keeps_what_was_logged(table, diary):
    presenter, view = table
    diary.add(Session(id="s", group_id="drums", held_on=TUESDAY, starts_at="13:30"))
    presenter.show()
    presenter.cancel(drums(view))
    presenter.undo()
    assert diary.need(Session, "s").status is SessionStatus.HELD


CALENDAR = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1
SUMMARY:Drums
LOCATION:Alder Bank
DTSTART:20261103T133000
DTEND:20261103T140000
RRULE:FREQ=WEEKLY;UNTIL=20261215T235900
EXDATE:20261110T133000
END:VEVENT
BEGIN:VEVENT
UID:1
RECURRENCE-ID:20261117T133000
SUMMARY:Drums
DTSTART:20261119T100000
DTEND:20261119T103000
END:VEVENT
END:VCALENDAR
"""


def test_what_a_calendar_took_out_and_moved_reads_as_here(diary, tmp_path):
    file = tmp_path / "term.ics"
    file.write_text(CALENDAR)
    import_file(diary, file)
    view = View()
    presenter = TimetablePresenter(diary, view, lambda: TUESDAY)
    presenter.show()
    assert drums(view).state == "Moved to Thursday 19 November"
    assert drums(view, THURSDAY, "10:00").state == "Planned, moved from Tuesday 17 November"
    presenter.turn(-1)
    assert drums(view, TUESDAY - timedelta(days=7)).state == "Cancelled"


def test_an_empty_diary_says_what_goes_here(diary):
    view = View()
    TimetablePresenter(diary, view, lambda: TUESDAY).show()
    assert (view.week.has_groups, len(view.week.days)) == (False, 5)


STARTS = st.sampled_from(["09:00", "13:30", "15:00", ""])


@given(
    st.lists(st.tuples(STARTS, st.sampled_from(SessionStatus)), max_size=5),
    st.sets(st.sampled_from(["09:00", "13:30", "15:00"]), max_size=3),
)
def test_every_session_is_shown_once_and_no_time_is_both_due_and_written(written, due):
    group = Group(id="g", setting_id="s", working_name="G")
    sessions = [
        Session(id=str(n), group_id="g", held_on=TUESDAY, starts_at=start, status=status)
        for n, (start, status) in enumerate(written)
    ]
    slots = [Slot(id=start, group_id="g", weekday=1, starts_at=start) for start in due]
    laid = timetable._laid(TUESDAY, TUESDAY, sessions, slots, [], {"g": group}, {})
    assert sorted(one.session.id for one in laid if one.session) == [one.id for one in sessions]
    still_due = {one.starts_at for one in laid if one.session is None}
    assert still_due <= due
    assert not still_due & {start for start, _ in written}
    assert len(still_due) >= len(due) - len(written)


def test_a_changed_weekly_time_leaves_no_shadow_of_the_old_one(table, diary):
    presenter, view = table
    presenter.cancel(drums(view))
    presenter.put_back(drums(view))  # written down now, saying no more than the weekly time
    form = presenter.forms.slot("drums", "tue")
    assert presenter.forms.keep(form, dict(form.values) | {"starts_at": "2:15 pm"}) is None
    assert [(key[2], tile.state) for key, tile in tiles(view).items() if key[0] == "Drums"] == [
        ("14:15", "Not logged yet")
    ]
    presenter.undo()
    assert drums(view).state == "Not logged yet"
    assert len(diary.all(Session)) == 1


def test_the_log_offers_groups_that_meet_and_earlier_ones_step_by_step(table, diary):
    diary.add(
        *(
            Group(id=f"past{n:02}", setting_id="elm", working_name=f"Past {n}", ends_on=date(2020, 1, 1))
            for n in range(40)
        ),
        Session(id="s", group_id="keys", held_on=TUESDAY - timedelta(days=5)),
        Session(id="d", group_id="drums", held_on=TUESDAY - timedelta(days=7)),
    )
    choices = LogChoices(diary, lambda: TUESDAY)
    assert [(one.group, one.note) for one in choices.all()] == [
        ("Drums", "Today, 1:30 pm  ·  Last logged Tuesday 10 November 2026"),
        ("Keys", "Last logged Thursday 12 November 2026"),
    ]
    assert (choices.count_earlier(), len(choices.all(1)), choices.count_earlier(1)) == (40, 32, 10)
    assert (len(choices.all(2)), choices.count_earlier(2)) == (42, 0)
    wednesday = LogChoices(diary, lambda: TUESDAY + timedelta(days=1))
    assert [one.group for one in wednesday.all()] == ["Keys", "Drums"]
