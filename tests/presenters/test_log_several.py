"""Several moments and several quotes of one pupil in one session, what is said about each, and the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.presenters.log_samples import DAY, GROUP, Clock, FakeView, new_diary
from tutordiary.model import (
    Asked,
    Audience,
    Observation,
    Reflection,
    Scope,
    Session,
    Source,
    Tried,
    Voice,
    Where,
)
from tutordiary.presenters.log import LogPresenter
from tutordiary.presenters.log_state import Field, Place

ELSIE = Place(Field.MOMENT, "pupil-elsie")
SAID = Place(Field.WORDS, "pupil-elsie")


@pytest.fixture
def diary(tmp_path):
    made = new_diary(tmp_path)
    yield made
    made.close()


@pytest.fixture
def log(diary):
    presenter = LogPresenter(diary, FakeView(), Clock())
    presenter.open_session(group_id=GROUP, day=DAY)
    presenter.go(0, 5)
    return presenter


def panel(log):
    return log._view.state.panel


def moments(diary) -> list[str]:
    return [one.text for one in diary.find(Observation, pupil_id="pupil-elsie", noted_on=DAY)]


def test_one_more_moment_is_a_record_of_its_own(log, diary):
    log.commit_typing(ELSIE, "Asked to start.")
    log.type_key("+")
    place = panel(log).moment.place
    assert place.item
    assert log._view.focused[-1] == (place, None)
    assert [one.opening for one in panel(log).moments] == ["Asked to start.", "A new one"]
    log.commit_typing(place, "Kept the pulse when Ben stopped.")
    log.set_where(Where.PLAYGROUND)
    log.set_source(Source.TA)
    log.star(Field.MOMENT, on=True)
    log.link_indicator("AGE.1", on=True)
    log.set_audience(place, Audience.FAMILY, on=True)
    log.commit_typing(Place(Field.DID_HERE, place.item), "Left a silence")
    first, second = diary.find(Observation, pupil_id="pupil-elsie", noted_on=DAY)
    assert (first.text, first.starred, first.where_seen) == ("Asked to start.", False, Where.SESSION)
    assert second.id == place.item
    assert (second.text, second.where_seen, second.source, second.starred, second.what_i_did) == (
        "Kept the pulse when Ben stopped.",
        Where.PLAYGROUND,
        Source.TA,
        True,
        "Left a silence",
    )
    assert (second.indicators, second.audiences) == (("AGE.1",), {Audience.FAMILY})
    assert [(one.is_open, one.is_starred) for one in panel(log).moments] == [(False, False), (True, True)]


def test_an_empty_new_moment_is_not_begun_twice_and_leaves_nothing(log, diary):
    log.another(Field.MOMENT)
    assert panel(log).moment.place == ELSIE
    log.commit_typing(ELSIE, "Asked to start.")
    log.another(Field.MOMENT)
    place = panel(log).moment.place
    log.another(Field.MOMENT)
    assert panel(log).moment.place == place
    log.open_item(Field.MOMENT, panel(log).moments[0].item)
    assert panel(log).moment.place == ELSIE
    assert moments(diary) == ["Asked to start."]


def test_a_second_moment_left_in_mid_word_is_gone_back_to(log, diary):
    log.commit_typing(ELSIE, "Asked to start.")
    log.another(Field.MOMENT)
    place = panel(log).moment.place
    log.keep_typing(place, "Kept the pul", 4)
    view = FakeView()
    again = LogPresenter(diary, view, Clock())
    again.open_session(group_id=GROUP, day=DAY)
    assert view.focused == [(place, 4)]
    assert (view.state.panel.who, view.state.panel.moment.text) == ("Elsie", "Kept the pul")
    again.commit_typing(place, "Kept the pulse")
    assert moments(diary) == ["Asked to start.", "Kept the pulse"]


def test_what_i_did_left_in_mid_word_is_gone_back_to_beside_its_moment(log, diary):
    log.commit_typing(ELSIE, "Asked to start.")
    log.another(Field.MOMENT)
    second = panel(log).moment.place
    log.commit_typing(second, "Kept the pulse")
    log.open_item(Field.MOMENT, panel(log).moments[0].item)
    did = Place(Field.DID_HERE, second.item)
    log.keep_typing(did, "Wait", 4)
    view = FakeView()
    LogPresenter(diary, view, Clock()).open_session(group_id=GROUP, day=DAY)
    assert view.focused == [(did, 4)]
    assert view.state.panel.moment.text == "Kept the pulse"
    assert view.state.panel.moment_more.did.text == "Wait"


def test_several_quotes_with_who_wrote_them_down(log, diary):
    log.commit_typing(SAID, "Again!")
    log.set_asked(Asked.OFFERED)
    log.another(Field.WORDS)
    place = panel(log).words.place
    log.commit_typing(place, "My nan sings that.")
    log.set_about_home(on=True)
    log.star(Field.WORDS, on=True)
    log.commit_typing(Place(Field.SCRIBED, place.item), "the TA")
    log.commit_typing(Place(Field.CAUGHT, place.item), "on a card")
    first, second = diary.all(Voice)
    assert (first.words, first.asked, first.about_home) == ("Again!", Asked.OFFERED, False)
    assert (second.words, second.about_home, second.starred) == ("My nan sings that.", True, True)
    assert (second.scribed_by, second.captured_how) == ("the TA", "on a card")
    assert (second.pupil_id, second.audiences) == ("pupil-elsie", frozenset())
    assert [one.opening for one in panel(log).quotes] == ["Again!", "My nan sings that."]


def test_a_sign_to_begin_with_notes_nothing_by_itself(log, diary):
    sign = panel(log).signs[0]
    log.start_with_sign(sign)
    assert moments(diary) == []
    assert panel(log).moment.text == sign
    assert panel(log).moment.is_unfinished
    assert log._view.focused[-1] == (ELSIE, len(sign))
    log.commit_typing(ELSIE, f"{sign}, twice")
    (kept,) = diary.find(Observation, pupil_id="pupil-elsie", noted_on=DAY)
    assert (kept.text, kept.indicators, kept.step) == (f"{sign}, twice", (), None)


def test_the_plan_for_today_is_kept_with_how_last_time_s_went(log, diary):
    plan = log._view.state.plan
    assert (plan.wanted, plan.tried, plan.planned_min, plan.actual_min) == (
        "Count in more slowly",
        None,
        30,
        None,
    )
    log.set_tried(Tried.PARTLY)
    log.commit_typing(Place(Field.TRIED_NOTE), "Too fast for Ben")
    log.commit_typing(plan.adults.place, "Ms Reed, TA")
    log.commit_typing(plan.plan.place, "Let Elsie lead")
    log.set_minutes(25)
    session = diary.find(Session, held_on=DAY)[0]
    assert (session.tried_last, session.tried_note, session.adults_present, session.actual_min) == (
        Tried.PARTLY,
        "Too fast for Ben",
        "Ms Reed, TA",
        25,
    )
    assert diary.find(Reflection, session_id=session.id)[0].text == "Let Elsie lead"
    log.set_tried(None)
    log.set_minutes(0)
    session = diary.find(Session, held_on=DAY)[0]
    assert (session.tried_last, session.actual_min) == (None, None)


def test_last_time_says_when_it_was_set_for_everyone(log, diary):
    own = diary.find(Observation, noted_on=DAY - timedelta(days=7))[0]
    diary.add(replace(own, id="mark-all", pupil_id="pupil-ben", scope=Scope.GROUP, step=1))
    log.open_session(group_id=GROUP, day=DAY + timedelta(days=1))
    log.go(0, 5)
    assert panel(log).last_time == "Last time: sometimes, 6 October"
    log.go(0, 2)
    assert panel(log).last_time == "Last time: a glimpse for everyone, 6 October"
    log.go(0, 0)
    assert panel(log).last_time == "Last time: mixed, 6 October"
