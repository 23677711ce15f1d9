"""The report page without a window: what is chosen, kept, checked, given, and what blocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.presenters.pupil_samples import FIRST, OTIS, TODAY, WREN, fill
from tutordiary.model import (
    Pupil,
    Report,
    ReportAudience,
    ReportPurpose,
    ReportStatus,
    Session,
    SessionStatus,
)
from tutordiary.presenters.report import ReportPresenter
from tutordiary.presenters.work import InlineRunner


class View:
    """Remembers what it was told."""

    def __init__(self):
        self.pupils = ()
        self.page = None
        self.previews = []
        self.words = ""
        self.check = None
        self.given = ""
        self.refused = ""

    def show_pupils(self, pupils):
        self.pupils = pupils

    def show_report(self, page):
        self.page = page

    def show_preview(self, rendered):
        self.previews.append(rendered)

    def show_words(self, text):
        self.words = text

    def show_check(self, check):
        self.check = check

    def show_given(self, sentence):
        self.given = sentence

    def show_refused(self, sentence):
        self.refused = sentence


@pytest.fixture
def view():
    return View()


@pytest.fixture
def presenter(diary, view):
    fill(diary)
    return ReportPresenter(diary, view, InlineRunner(), lambda: TODAY)


def test_without_pupils_there_is_nothing_to_draw(diary, view):
    ReportPresenter(diary, view, InlineRunner(), lambda: TODAY).arrive()
    assert view.pupils == ()
    assert view.page is None
    assert diary.all(Report) == []


def test_a_first_report_covers_the_sessions_that_were_held(view, presenter):
    presenter.arrive(WREN)
    assert (view.page.period_from, view.page.period_to) == (FIRST, date(2026, 11, 10))
    assert view.page.audience is ReportAudience.SCHOOL
    assert view.previews[-1].data.startswith(b"%PDF")
    assert {item.item_id for item in view.page.items} >= {"words", "hard"}


def test_wording_is_kept_and_is_there_again(diary, view, presenter):
    presenter.arrive(WREN)
    presenter.reword("summary", "Starts things now.")
    presenter.hold_caret("summary", 6)
    again = View()
    later = ReportPresenter(diary, again, InlineRunner(), lambda: TODAY)
    later.arrive()
    assert again.page.pupil_id == WREN
    assert again.page.texts["summary"] == "Starts things now."
    assert later.caret() == ("summary", 6)
    later.hold_caret("", 0)
    assert later.caret() == ("", 0)


def test_another_pupils_name_blocks_giving(diary, view, presenter, tmp_path):
    presenter.arrive(WREN)
    presenter.reword("summary", "Wren helps Otis to begin.")
    (found,) = view.check.names
    assert found.words.startswith("Otis, under Summary: ")
    assert (found.place.section, found.place.word) == ("summary", "Otis")
    presenter.give("pdf", tmp_path / "x.pdf")
    assert view.refused
    assert view.given == ""
    assert not (tmp_path / "x.pdf").exists()
    assert diary.find(Report, status=ReportStatus.GIVEN) == []


@pytest.mark.parametrize("fmt", ["pdf", "docx"])
def test_giving_writes_the_file_and_notes_that_it_left(diary, view, presenter, tmp_path, fmt):
    presenter.arrive(WREN)
    target = tmp_path / presenter.suggested_name(fmt)
    assert target.name == f"WA progress report 2026-11.{fmt}"
    presenter.give(fmt, target)
    assert target.stat().st_size > 1000
    (given,) = diary.find(Report, status=ReportStatus.GIVEN)
    assert given.given_on == TODAY
    assert target.name in view.given
    assert "not locked" in view.given


def test_a_given_report_is_shown_again_until_something_happened_since(diary, view, presenter, tmp_path):
    presenter.arrive(WREN)
    presenter.give("pdf", tmp_path / "x.pdf")
    presenter.arrive()
    assert len(diary.all(Report)) == 1
    assert view.page.given == "Last given on 20 November 2026"
    presenter.choose(WREN, ReportAudience.FAMILY, ReportPurpose.TERMLY, view.page.period_from, TODAY)
    assert view.page.given == ""  # the family has not had theirs
    diary.remove(diary.need(Report, view.page.report_id))
    diary.add(Session(id="s9", group_id="group", held_on=date(2026, 11, 17), status=SessionStatus.HELD))
    presenter.arrive()
    assert len(diary.all(Report)) == 2
    assert view.page.period_to == date(2026, 11, 17)
    assert view.page.pupil_id == WREN


def test_a_place_that_cannot_be_written_is_said(view, presenter, tmp_path):
    presenter.arrive(WREN)
    presenter.give("pdf", tmp_path / "no" / "such" / "folder" / "x.pdf")
    assert view.refused
    assert view.given == ""


def test_days_the_wrong_way_round_are_turned(view, presenter):
    presenter.choose(OTIS, ReportAudience.FAMILY, ReportPurpose.TERMLY, TODAY, FIRST)
    assert (view.page.period_from, view.page.period_to) == (FIRST, TODAY)
    assert view.page.audience is ReportAudience.FAMILY


def test_what_is_taken_out_stays_out(view, presenter):
    presenter.arrive(WREN)
    before = view.previews[-1].data
    presenter.include("words", included=True)
    presenter.arrive(WREN)
    assert {item.item_id for item in view.page.items if item.included} >= {"words"}
    presenter.include("words", included=False)
    presenter.arrive(WREN)
    assert "words" not in {item.item_id for item in view.page.items if item.included}
    assert view.previews[-1].data.startswith(b"%PDF")
    assert before.startswith(b"%PDF")


def test_the_first_draft_of_a_part_is_among_its_earlier_texts(diary, view, presenter):
    diary.save(replace(diary.need(Pupil, WREN), what_helps="Short turns", next_step="Count in"))
    presenter.arrive(WREN)
    section, first = next((key, text) for key, text in view.page.texts.items() if text)
    assert presenter.earlier(section) is None
    presenter.reword(section, "In my own words.")
    presenter.reword(section, "In my own words, twice.")
    assert [line.text for line in presenter.earlier(section).lines()] == [first]
    presenter.use_again(section, first)
    assert presenter.earlier(section).now == first
    assert [line.text for line in presenter.earlier(section).lines()] == ["In my own words, twice.", first]


def test_the_texts_undo_goes_back_to_are_held_for_the_part_being_reworded(diary, view, presenter):
    presenter.arrive(WREN)
    presenter.hold_caret("summary", 3, ("One", "One two"))
    assert presenter.steps("summary") == ("One", "One two")
    assert presenter.steps("next_step") == ()
    presenter.hold_caret("next_step", 0, ("Three",))
    assert presenter.steps("summary") == ()
    presenter.hold_caret("", 0)
    assert presenter.steps("next_step") == ()
    assert diary.drafts() == []
