"""The pupils in the room: own marks beside everyone's, how each took part, who came late or was away."""

from __future__ import annotations

import pytest

from tests.presenters.log_samples import DAY, GROUP, MUSIC, Clock, FakeView, new_diary
from tutordiary.model import Attendance, Direction, Observation, PartTaken, Presence, Scope
from tutordiary.presenters.log import LogPresenter
from tutordiary.presenters.log_state import Asking, Field, Place


class Logging:
    """A presenter on the diary, opened on the sample group's day."""

    def __init__(self, diary) -> None:
        self.diary = diary
        self.view = FakeView()
        self.presenter = LogPresenter(diary, self.view, Clock())
        self.presenter.open_session(group_id=GROUP, day=DAY)

    def keys(self, typed: str) -> None:
        for key in typed:
            assert self.presenter.type_key(key), key

    def cell(self, row: int, name: str):
        return self.view.state.cells[row][[one.name for one in self.view.state.columns].index(name)]

    def column(self, name: str):
        return next(one for one in self.view.state.columns if one.name == name)

    def held(self, pupil: str) -> list[Observation]:
        return self.diary.find(Observation, pupil_id=f"pupil-{pupil}", session_id=self.presenter.session_id)


@pytest.fixture
def log(tmp_path):
    diary = new_diary(tmp_path)
    yield Logging(diary)
    diary.close()


# Own marks and everyone's ---------------------------------------------------------------------------


def test_a_mark_of_ones_own_lies_on_everyone_s_and_both_are_kept(log):
    log.keys("2")
    log.presenter.go(0, 0)
    log.keys("b3")
    assert {(one.scope, one.step) for one in log.held("ben")} == {(Scope.GROUP, 2), (Scope.PUPIL, 3)}
    assert log.cell(0, "Ben").said == "Ben, Musical skill: often; set for everyone: sometimes"
    assert log.cell(0, "Amira").said == "Amira, Musical skill: sometimes, set for everyone"
    assert log.cell(0, "Everyone").said == "Everyone, Musical skill: sometimes; Ben marked by themselves"
    assert log.column("Ben").under == "1 of 11"
    log.keys("b0")
    assert [one.scope for one in log.held("ben")] == [Scope.GROUP]


def test_what_is_set_for_everyone_anew_leaves_own_marks_as_they_are(log):
    log.keys("2")
    log.presenter.go(0, 0)
    log.keys("b31")
    assert log.cell(0, "Ben").mark.step == 3
    assert log.cell(0, "Ben").mark.under.step == 1
    assert log.cell(0, "Chidi").mark.step == 1


def test_clearing_a_pupil_s_cell_takes_the_own_mark_then_leaves_them_out_of_everyone(log):
    log.keys("2")
    log.presenter.go(0, 2)
    log.keys("3")
    log.presenter.go(0, 2)
    log.keys("00")
    assert log.held("ben") == []
    assert log.cell(0, "Everyone").mark.step == 2


def test_a_dot_on_everyone_s_mark_makes_it_the_pupil_s_own(log):
    log.keys("2")
    log.presenter.mark_at(0, 2, 2)
    assert {one.scope for one in log.held("ben")} == {Scope.GROUP, Scope.PUPIL}
    log.presenter.mark_at(0, 2, 2)
    assert {one.scope for one in log.held("ben")} == {Scope.GROUP}


def test_a_harder_day_of_one_pupil_does_not_take_the_step_of_everyone_as_theirs(log):
    log.keys("2")
    log.presenter.go(0, 2)
    log.keys("h")
    own = next(one for one in log.held("ben") if one.scope is Scope.PUPIL)
    assert (own.step, own.direction) == (None, Direction.HARDER_DAY)
    assert log.view.state.panel.step is None
    assert log.view.state.panel.for_all == "For everyone: sometimes"


def test_own_marks_alone_are_mixed_under_everyone(log):
    log.keys("a1b3")
    assert log.cell(0, "Everyone").kind == "mixed"


def test_finishing_counts_a_cell_once(log):
    log.keys("2")
    log.presenter.go(0, 0)
    log.keys("b3")
    log.presenter.finish()
    assert log.view.finished[0].words == "Samba group is logged: 5 here, 5 signs noted."


def test_drawing_through_a_column_never_clears(log):
    for row in (0, 1, 1, 0):
        log.presenter.draw_at(row, 0, 2)
    assert [log.cell(row, "Everyone").mark.step for row in (0, 1)] == [2, 2]


# How they took part ---------------------------------------------------------------------------------


def test_a_letter_p_and_a_number_say_how_one_pupil_took_part(log):
    log.keys("cp4")
    assert log.column("Chidi").part is PartTaken.LISTENED
    assert log.view.state.asking is None
    assert log.view.state.cursor == (0, 0)
    assert log.cell(0, "Chidi").kind == "blank"
    (kept,) = log.held("chidi")
    assert (kept.part_taken, kept.scope, kept.text) == (PartTaken.LISTENED, Scope.PUPIL, "")


def test_from_everyone_all_are_asked_one_after_the_other(log):
    log.keys("d-")
    log.keys("p12")
    assert log.view.state.asking == Asking(3, goes_round=True)
    assert "Chidi?" in log.view.said
    log.keys("56")  # Dafydd was away, so Elsie comes next
    assert log.view.state.asking is None
    parts = {one.name: one.part for one in log.view.state.columns}
    assert parts == {
        "Everyone": None,
        "Amira": PartTaken.LED,
        "Ben": PartTaken.PLAYED,
        "Chidi": PartTaken.STEPPED_AWAY_CAME_BACK,
        "Dafydd": None,
        "Elsie": PartTaken.STEPPED_AWAY,
    }
    assert log.diary.find(Attendance, pupil_id="pupil-elsie") == []  # stepping away is no absence


def test_while_asked_a_letter_turns_to_that_pupil_and_moving_ends_it(log):
    log.keys("pe3")
    assert log.column("Elsie").part is PartTaken.GAVE_FEEDBACK
    log.keys("p[")
    assert log.column("Amira").presence is Presence.LATE
    log.presenter.go(2, 2)
    assert log.view.state.asking is None
    log.keys("3")
    assert log.cell(2, "Ben").mark.step == 3


def test_how_they_took_part_is_taken_back_by_nought_and_by_undo(log):
    log.keys("ap1")
    log.keys("ap2")
    assert [one.part_taken for one in log.held("amira")] == [PartTaken.PLAYED]
    log.presenter.undo()
    assert log.column("Amira").part is PartTaken.LED
    log.keys("ap0")
    assert log.held("amira") == []


def test_a_moment_and_how_they_took_part_are_apart(log):
    log.keys("ap6")
    log.presenter.commit_typing(Place(Field.MOMENT, "pupil-amira"), "Came and stood by the door.")
    said, part = sorted(log.held("amira"), key=lambda one: one.part_taken is not None)
    assert (said.text, said.part_taken) == ("Came and stood by the door.", None)
    assert part.part_taken is PartTaken.STEPPED_AWAY


# Late, left early, away -----------------------------------------------------------------------------


def test_late_and_left_early_have_keys(log):
    log.keys("b[")
    assert log.column("Ben").under == "late"
    log.keys("b]")
    assert log.diary.find(Attendance, pupil_id="pupil-ben")[0].presence is Presence.LEFT_EARLY
    log.keys("b]")
    assert log.column("Ben").presence is Presence.PRESENT
    assert log.view.state.cursor == (0, 0)


def test_marks_put_aside_come_back_after_the_diary_was_closed_in_between(log):
    log.keys("2d3")
    log.presenter.go(0, 4)
    log.presenter.toggle_harder()
    log.presenter.go(0, 0)
    before = {(one.id, one.step, one.scope, one.direction) for one in log.held("dafydd")}
    log.keys("d-")
    assert log.held("dafydd") == []
    again = Logging(log.diary)
    again.keys("d-")
    assert {(one.id, one.step, one.scope, one.direction) for one in again.held("dafydd")} == before
    assert log.diary.drafts() == []
    assert again.cell(0, "Dafydd").said == "Dafydd, Musical skill: harder day; set for everyone: sometimes"


def test_marks_put_aside_never_write_over_newer_ones(log):
    log.keys("d1d-")
    log.presenter.undo()
    log.presenter.go(0, 4)
    log.keys("3")
    log.presenter.set_presence("pupil-dafydd", Presence.LATE)
    assert [one.step for one in log.held("dafydd") if one.indicators == (MUSIC,)] == [3]
