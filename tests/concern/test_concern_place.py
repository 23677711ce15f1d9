"""At which school a worry begins: where the tutor's hand is, and asked for where that is not known."""

from __future__ import annotations

from datetime import timedelta

import pytest
from concern_samples import DAY, Clock, FakeView

from tutordiary.diary import Diary
from tutordiary.model import Group, Membership, Pupil, Slot
from tutordiary.presenters.concern import ConcernPresenter
from tutordiary.presenters.log_choice import LogChoices
from tutordiary.presenters.pupil import PLACE
from tutordiary.presenters.work import InlineRunner


@pytest.fixture
def two_schools(school):
    """Today's only session is at "s"; Otis and his group are at "s2"."""
    school.add(
        Group(id="g2", setting_id="s2", working_name="Thursday strings"),
        Pupil(id="otis", first_name="Otis"),
        Membership(id="m2", pupil_id="otis", group_id="g2"),
    )
    return school


def begun(diary, page):
    view = FakeView()
    made = ConcernPresenter(diary, view, InlineRunner(), lambda: DAY, Clock(), page)
    made.begin()
    return made, view


def place(diary, page):
    return begun(diary, page)[1].state.setting_id


def test_it_is_the_setting_of_the_pupil_whose_page_is_open_else_of_the_open_log(two_schools):
    two_schools.keep_preference(PLACE, "otis sign")
    assert place(two_schools, "pupils") == "s2"
    assert place(two_schools, "today") == "s"  # the page was left
    two_schools.keep_preference(PLACE, "")
    assert place(two_schools, "pupils") == "s"  # the list: nobody is in hand
    LogChoices(two_schools, lambda: DAY).remember_open("g2", DAY)
    assert place(two_schools, "log") == "s2"
    assert place(two_schools, "today") == "s"


def test_of_two_places_today_it_is_the_one_with_a_session_now_else_it_is_asked(two_schools):
    now = Clock().moment.astimezone()
    two_schools.save(Slot(id="sl", group_id="g", weekday=1, starts_at=f"{now - timedelta(minutes=50):%H:%M}"))
    two_schools.add(Slot(id="sl2", group_id="g2", weekday=1, starts_at=f"{now - timedelta(hours=2):%H:%M}"))
    presenter, view = begun(two_schools, "today")
    assert (view.state.setting_id, view.state.asks_where) == ("", True)
    presenter.choose_setting("s2")
    assert (view.state.setting_id, view.state.asks_where) == ("s2", False)
    presenter.choose_setting("")
    assert not view.state.asks_where  # somewhere else is an answer
    two_schools.save(Slot(id="sl", group_id="g", weekday=1, starts_at=f"{now - timedelta(minutes=10):%H:%M}"))
    assert place(two_schools, "today") == "s"


def test_a_pupil_at_two_schools_is_asked_about_and_so_is_a_page_only_looked_at(two_schools, monkeypatch):
    two_schools.add(Membership(id="m3", pupil_id="otis", group_id="g"))
    two_schools.keep_preference(PLACE, "otis")
    assert begun(two_schools, "pupils")[1].state.asks_where
    two_schools.keep_preference(PLACE, "p")
    assert place(two_schools, "pupils") == "s"
    monkeypatch.setattr(Diary, "is_read_only", property(lambda _self: True))
    assert begun(two_schools, "pupils")[1].state.asks_where
