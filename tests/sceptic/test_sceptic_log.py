"""Words typed in the log outlive what is done around them."""

from __future__ import annotations

from datetime import date

import pytest

from tutordiary.errors import DiskFull
from tutordiary.model import Group, Membership, Observation, PartTaken, Pupil, Session, Setting, Target
from tutordiary.presenters.forms import FormField, Forms, Problem
from tutordiary.presenters.log import LogPresenter
from tutordiary.presenters.log_state import Field, Place
from tutordiary.presenters.pupil_forms import PupilForms

DAY = date(2026, 10, 13)
MOMENT = Place(Field.MOMENT, "p-wren")
DID = "Gave her the quiet drum and waited."


@pytest.fixture
def log(diary):
    diary.add(Setting(id="s", name="Oakfield"), Group(id="g", setting_id="s", working_name="Samba"))
    diary.add(Pupil(id="p-wren", first_name="Wren"), Membership(id="m", pupil_id="p-wren", group_id="g"))
    presenter = LogPresenter(diary)
    presenter.open_session(group_id="g", day=DAY)
    presenter.go(0, 1)
    return presenter


def moment(diary):
    held = [one for one in diary.all(Observation) if one.step is None]
    return held[0] if held else None


def with_did(log, diary):
    log.commit_typing(MOMENT, "She counted in.")
    log.commit_typing(Place(Field.DID, moment(diary).id), DID)
    return moment(diary).id


def test_emptying_what_was_seen_keeps_what_the_tutor_did(log, diary):
    moment_id = with_did(log, diary)
    log.link_indicator(diary.framework.indicators[0].id, on=True)
    log.commit_typing(MOMENT, "")
    assert moment(diary).what_i_did == DID
    assert [sign.did.text for sign in log.evening().signs] == [DID]
    log.type_key("-")
    log.type_key("0")
    assert moment(diary).what_i_did == DID
    log.commit_typing(MOMENT, "She counted in twice.")
    assert (moment(diary).id, moment(diary).text) == (moment_id, "She counted in twice.")


def test_taking_back_how_they_took_part_keeps_what_the_tutor_did(log, diary):
    with_did(log, diary)
    log.set_part(PartTaken.LISTENED)
    log.commit_typing(MOMENT, "")
    log.set_part(None)
    assert moment(diary).what_i_did == DID


def test_a_moment_that_says_nothing_any_more_goes(log, diary):
    moment_id = with_did(log, diary)
    log.link_indicator(diary.framework.indicators[0].id, on=True)
    log.commit_typing(MOMENT, "")
    log.commit_typing(Place(Field.DID, moment_id), "")
    assert diary.all(Observation) == []


def test_taking_a_phrase_out_leaves_the_lines_as_they_were_typed(log, diary):
    phrase = diary.framework.phrases[0]
    log.commit_typing(MOMENT, "First line.\n\n  Second line.")
    log.switch_phrase(phrase, on=True)
    log.switch_phrase(phrase, on=False)
    assert moment(diary).text == "First line.\n\n  Second line."


@pytest.mark.parametrize("typed", ["²", "four", "-1", "4.5", "१²"])
def test_a_year_that_is_no_number_is_said_beside_its_field(diary, typed):
    diary.add(Pupil(id="p", first_name="Wren"))
    forms = Forms(diary, lambda: DAY)
    form = forms.open(Pupil, "Details", (FormField("year_group", "Year"),), record=diary.need(Pupil, "p"))
    assert forms.keep(form, {"year_group": typed}) == Problem("year_group", "Write a whole number.")


@pytest.mark.parametrize("typed", ["2026-10", "2026-10-14-1", "2026-", "²/3/2026", "14-14-2026"])
def test_a_day_that_is_none_is_said_beside_its_field(diary, typed):
    diary.add(Pupil(id="p", first_name="Wren"))
    forms = Forms(diary, lambda: DAY)
    question = FormField("school_hopes_on", "Said on")
    form = forms.open(Pupil, "Details", (question,), record=diary.need(Pupil, "p"))
    problem = forms.keep(form, {"school_hopes_on": typed})
    assert problem is not None
    assert problem.field == "school_hopes_on"


def test_a_review_is_planned_ahead_and_a_sign_lies_behind(diary):
    diary.add(Pupil(id="p", first_name="Wren"))
    forms = PupilForms(diary, lambda: DAY)
    form = forms.open("target", "p")
    typed = {**form.values, "pupil_words": "I want to count in", "set_on": "14 Dec", "review_by": "14 Jan"}
    assert forms.forms.keep(form, typed) is None
    target = diary.all(Target)[0]
    assert (target.set_on, target.review_by) == (date(2025, 12, 14), date(2027, 1, 14))


@pytest.mark.parametrize("day", [DAY, date(2026, 10, 20)], ids=["the same session", "another session"])
def test_a_log_that_could_not_be_written_is_not_left_behind(log, diary, monkeypatch, day):
    def no_room(*_records):
        raise DiskFull("There is no room left to write the diary.")

    with monkeypatch.context() as full:
        full.setattr(diary, "save", no_room)
        log.commit_typing(MOMENT, "She counted in.")
        log.type_key("1")
        first = log.session_id
        log.open_session(group_id="g", day=day)
        assert log.session_id == first
        assert diary.all(Observation) == []
    log.open_session(group_id="g", day=day)
    assert {sign.text for sign in diary.all(Observation)} == {"She counted in.", ""}
    assert diary.need(Session, first).held_on == DAY
    assert (log.session_id == first) is (day == DAY)
