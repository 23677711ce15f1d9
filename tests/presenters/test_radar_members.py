"""Whom the radar of a group speaks of, and which sessions and holidays are theirs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tutordiary.diary import Diary
from tutordiary.model import (
    Closure,
    Group,
    Membership,
    Observation,
    Pupil,
    Session,
    SessionStatus,
    Setting,
)
from tutordiary.presenters.radar import RadarPresenter, quiet_line
from tutordiary.presenters.radar_state import Tone
from tutordiary.vault.ciphers import LOWEST_COST

TODAY = date(2026, 11, 17)
FIRST = date(2026, 9, 1)


class Shown:
    """Remembers the last state."""

    def show_state(self, state):
        self.state = state


def week(number: int) -> date:
    return FIRST + timedelta(weeks=number)


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Drummers: Wren from the first day, Sol since last week, Gus until last week."""
    folder = tmp_path_factory.mktemp("members")
    diary, _ = Diary.create(
        folder / "diary", "four small drums rolling", cost=LOWEST_COST, state_folder=folder / "state"
    )
    diary.add(
        Setting(id="oak", name="Oakfield School"),
        Setting(id="elm", name="Elm House"),
        Group(id="drums", setting_id="oak", working_name="Drums"),
        Closure(id="trip", name="Trip", from_on=week(7), until_on=TODAY, setting_id="elm"),
    )
    for pupil_id, joined, left in (
        ("wren", FIRST, None),
        ("sol", TODAY - timedelta(days=7), None),
        ("gus", FIRST, TODAY - timedelta(days=7)),
    ):
        diary.add(
            Pupil(id=pupil_id, first_name=pupil_id.title()),
            Membership(
                id=f"m-{pupil_id}", pupil_id=pupil_id, group_id="drums", joined_on=joined, left_on=left
            ),
        )
    held = (Session(id=f"h{number}", group_id="drums", held_on=week(number)) for number in range(11))
    off = SessionStatus.CANCELLED
    diary.add(
        *held,
        *(Session(id=f"c{n}", group_id="drums", held_on=TODAY, status=off) for n in range(3)),
        *(
            Observation(id=one.id, noted_on=week(6), pupil_id="wren", indicators=(one.id,), text="Hummed")
            for one in diary.framework.indicators
        ),
    )
    yield diary
    diary.close()


def cell(diary, row: str, name: str):
    view = Shown()
    presenter = RadarPresenter(diary, view, lambda: TODAY)
    presenter.show()
    at = [one.name for one in view.state.pupils].index(name)
    return next(one for one in view.state.rows if one.key == row).cells[at]


def test_only_sessions_that_took_place_since_somebody_joined_make_a_start_point_due(filled):
    assert (cell(filled, "starts", "Wren").tone, cell(filled, "starts", "Sol").tone) == (
        Tone.OPEN,
        Tone.PLAIN,
    )
    assert "sessions 1 to 3 are the time for" in cell(filled, "starts", "Sol").said


def test_days_off_at_another_school_hide_nobody(filled):
    quiet = cell(filled, "RES", "Wren")
    assert (quiet.words, quiet.tone) == ("5 weeks", Tone.A_WHILE)
    assert "without sessions" not in quiet.said


def test_the_line_on_today_speaks_of_who_is_there_and_not_of_who_left(filled):
    now = quiet_line(filled, "drums", TODAY)
    assert [name in now for name in ("Wren", "Sol", "Gus")] == [True, True, False]
    before = quiet_line(filled, "drums", TODAY - timedelta(days=7))
    assert "Gus" in before  # the last day is one of theirs
