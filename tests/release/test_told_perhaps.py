"""Nobody's words leave by being called otherwise: who may be meant is asked for, too."""

from __future__ import annotations

from dataclasses import replace

import pytest
from release_samples import LAST, MANAGER, START, day, records

from tutordiary.evidence import Period
from tutordiary.model import Audience, Observation, Permission, Pupil, Tutor
from tutordiary.release.review import ItemState, Reviewer

PERIOD = Period(START, LAST)


@pytest.fixture
def full(diary):
    diary.add(*records())
    return diary


def call(diary, number, first, *, takes_back=False, last=None):
    held = diary.get(Pupil, f"p-{number:02d}")
    diary.save(replace(held, first_name=first, last_name=held.last_name if last is None else last))
    permission = diary.get(Permission, f"pe-{number:02d}")
    if takes_back:
        diary.save(replace(permission, withdrawn_on=day(5)))


def said(diary, text, pupil=None, group="g-1"):
    diary.save(
        Observation(id="o-new", noted_on=day(3), pupil_id=pupil, group_id=group, text=text, audiences=MANAGER)
    )
    items = Reviewer(diary, PERIOD, Audience.MANAGER).items()
    return next(one for one in items if one.id == "o-new.text")


def test_another_form_of_a_withdrawn_childs_name(full):
    call(full, 1, "Kate", takes_back=True)
    for text in ("Then Katherine hid.", "Then Kitty hid.", "then katie hid."):
        item = said(full, text)
        assert item.state is ItemState.LEFT_OUT, text
        assert "taken back" in item.why_left_out


def test_two_pupils_of_one_name_are_both_asked(full):
    call(full, 0, "Sam")
    call(full, 1, "Sam", takes_back=True)
    assert said(full, "Sam led the count.").state is ItemState.LEFT_OUT
    assert said(full, "Sam Okereke led the count.").state is not ItemState.LEFT_OUT


def test_a_pupil_named_like_the_tutor(full):
    full.save(replace(full.get(Tutor, "t-1"), name="Sam Garraway", known_as=()))
    call(full, 0, "Samuel", takes_back=True)
    assert said(full, "Then Sam hid under the table.").state is ItemState.LEFT_OUT


def test_a_withdrawn_child_of_another_group(full):
    assert "Ines" not in said(full, "Then Ines came in from next door.").rendered
    assert said(full, "Then Ines came in from next door.").state is ItemState.LEFT_OUT


def test_initials_that_fit_a_withdrawn_child(full):
    call(full, 0, "Tamsin", last="Young")
    call(full, 1, "Tobiah", takes_back=True)
    assert said(full, "Then T. hid under the table.").state is ItemState.LEFT_OUT


def test_others_leave_as_before(full):
    call(full, 1, "Kate", takes_back=True)
    for text in ("Then Tamsin led the count.", "Mrs Thrupp came in.", "A good start for everybody."):
        assert said(full, text).state is not ItemState.LEFT_OUT, text
