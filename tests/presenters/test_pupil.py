"""The pupils' list and one pupil's page: every observation its own dot, nothing averaged, nothing hidden."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.presenters.pupil_samples import FIRST, OTIS, TODAY, WREN, fill
from tutordiary.model import Observation, Pupil
from tutordiary.presenters.pupil import PupilPresenter


class View:
    """Remembers what it was told to draw."""

    def __init__(self):
        self.lines = ()
        self.page = None

    def show_list(self, found):
        self.lines = found.lines
        self.found = found

    def show_page(self, page):
        self.page = page


@pytest.fixture
def view():
    return View()


@pytest.fixture
def presenter(diary, view):
    fill(diary)
    return PupilPresenter(diary, view, lambda: TODAY)


def test_the_list_says_how_lately_somebody_wrote(diary, view, presenter):
    presenter.show_list()
    assert [(line.name, line.group, line.setting, line.note) for line in view.lines] == [
        ("Otis", "Tuesday players", "Bramblecote School", "No moment yet"),
        ("Wren Adair", "Tuesday players", "Bramblecote School", "Last noticed 2 weeks ago"),
    ]
    diary.add(Observation(id="new", noted_on=TODAY, pupil_id=OTIS, text="Smiled."))
    presenter.show_list()
    assert view.lines[0].note == "Noticed this week"


def test_every_observation_is_a_dot_of_its_own(view, presenter):
    presenter.open(WREN)
    row, other = [row for row in view.page.rows if row.dots]
    assert [(dot.observation_id, dot.day, dot.step) for dot in row.dots] == [
        ("mark", FIRST, 1),
        ("words", FIRST + timedelta(weeks=1), 2),
        ("hard", FIRST + timedelta(weeks=2), None),
    ]
    assert [(dot.observation_id, dot.step) for dot in other.dots] == [("all", 2)]
    by_id = {dot.observation_id: dot for dot in (*row.dots, *other.dots)}
    assert by_id["all"].is_group
    assert "set for everyone" in by_id["all"].spoken
    assert by_id["hard"].harder
    assert "a harder day" in by_id["hard"].spoken
    assert by_id["words"].spoken == "27 October, sometimes, Counted the others in."
    assert len(view.page.rows) == 11


def test_days_away_are_on_the_page(view, presenter):
    presenter.open(WREN)
    assert view.page.away_days == (FIRST + timedelta(weeks=3),)
    assert "here for 3 of 4 sessions" in view.page.about


def test_moments_come_newest_first(view, presenter):
    presenter.open(WREN)
    assert [(moment.record_id, moment.kind) for moment in view.page.moments] == [
        ("hard", "harder"),
        ("words", "sign"),
    ]


def test_a_pupil_without_anything_has_a_whole_page(diary, view, presenter):
    diary.add(Pupil(id="new", first_name="Ferdy"))
    presenter.open("new")
    assert view.page.name == "Ferdy"
    assert not any(row.dots for row in view.page.rows)
    assert view.page.moments == view.page.voices == view.page.targets == ()


def test_the_place_is_kept_for_after_a_lock(diary, view, presenter):
    assert presenter.place() == ("", "", "", "")
    presenter.open(WREN)
    assert presenter.place() == (WREN, "", "", "")
    presenter.hold_place(WREN, "sign", "words")
    assert PupilPresenter(diary, view, lambda: TODAY).place() == (WREN, "sign", "words", "")
    presenter.show_list()
    assert presenter.place() == ("", "", "", "")
    presenter.hold_place("somebody-gone", "sign")
    assert presenter.place() == ("", "", "", "")
