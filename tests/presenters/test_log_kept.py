"""What the log never takes for less than it is: the tutor’s deed, a text put back, a mark put aside."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.presenters.log_samples import DAY, GROUP, MUSIC, Clock, FakeView, new_diary
from tutordiary.model import Audience, Direction, Observation, Scope, Session, Source
from tutordiary.presenters import log_aside
from tutordiary.presenters.log import LogPresenter
from tutordiary.presenters.log_state import Field, Place


@pytest.fixture
def log(tmp_path):
    diary = new_diary(tmp_path)
    presenter = LogPresenter(diary, FakeView(), Clock())
    presenter.open_session(group_id=GROUP, day=DAY)
    yield presenter, diary
    diary.close()


def test_a_note_of_what_the_tutor_did_is_no_mark_and_no_key_clears_it(log):
    presenter, diary = log
    presenter.type_key("2")
    did = Observation(
        id="did",
        noted_on=DAY,
        pupil_id="pupil-ben",
        group_id=GROUP,
        session_id=presenter.session_id,
        indicators=(MUSIC,),
        what_i_did="Left a long silence",
    )
    diary.add(did)
    again = LogPresenter(diary, FakeView(), Clock())
    again.open_session(group_id=GROUP, day=DAY)
    for key in "b0b1b0":
        again.type_key(key)
    assert diary.get(Observation, "did") == did


def test_a_text_put_back_leaves_the_one_it_replaces_among_the_earlier_ones(log):
    presenter, _ = log
    place = Place(Field.NEXT_TIME)
    presenter.commit_typing(place, "Let Elsie count in")
    presenter.commit_typing(place, "Let Elsie count in.")
    presenter.use_again(place, "Let Elsie count in")
    assert next(line.text for line in presenter.earlier(place).lines()) == "Let Elsie count in."


def test_a_mark_put_aside_comes_back_as_it_was_in_every_part():
    session = Session(id="s", group_id="g", held_on=DAY)
    marks = [
        Observation(
            id="own",
            noted_on=DAY,
            pupil_id="p",
            group_id="g",
            session_id="s",
            indicators=(MUSIC,),
            step=3,
            direction=Direction.HARDER_DAY,
            source=Source.TA,
            audiences=frozenset({Audience.SCHOOL}),
            starred=True,
            created_at=datetime(2026, 10, 13, 14, 3, tzinfo=UTC),
        ),
        Observation(
            id="everyone",
            noted_on=DAY,
            pupil_id="p",
            group_id="g",
            session_id="s",
            indicators=(MUSIC,),
            scope=Scope.GROUP,
        ),
    ]
    assert log_aside.from_text(log_aside.to_text(marks), session, "p") == marks
