"""Several reports at once without a window: who is offered, how far it is, what came of it, and stopping."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.presenters.pupil_samples import OTIS, TODAY, WREN, fill
from tutordiary.documents.content import RenderedFile
from tutordiary.drafting import report_desk
from tutordiary.errors import NotMade
from tutordiary.model import Disclosure, Group, Membership, Report, ReportAudience, ReportStatus
from tutordiary.presenters.batch import BatchPresenter, Wanted
from tutordiary.presenters.work import InlineRunner


class View:
    """Remembers what it was told."""

    def __init__(self):
        self.people, self.count, self.said = (), 0, []
        self.outcome = None
        self.problem = ""

    def show_people(self, people):
        self.people = people

    def show_count(self, count):
        self.count = count

    def show_progress(self, done, total, words):
        self.said.append((done, total, words))

    def show_outcome(self, outcome):
        self.outcome = outcome

    def show_problem(self, sentence):
        self.problem = sentence


class Press:
    """Stands for the press beside the app."""

    def __init__(self, fails=()):
        self.fails, self.is_closed = fails, False

    def write(self, document, fmt):
        if document.head.pupil.split()[0] in self.fails:
            raise NotMade("It was not ready in time. Nothing was written.")
        return RenderedFile(b"%PDF", 1, ("One word was cut.",))

    def stop(self):
        pass

    def close(self):
        self.is_closed = True


class LaterRunner:
    """Holds work until it is told to go on."""

    def __init__(self):
        self.waiting = []

    def run(self, work, done, failed):
        self.waiting.append((work, done))

    def go_on(self):
        work, done = self.waiting.pop(0)
        done(work())


@pytest.fixture
def page(diary):
    fill(diary)

    def begin(press=None, runner=None):
        view = View()
        made = BatchPresenter(diary, view, runner or InlineRunner(), lambda: TODAY, lambda: press or Press())
        made.choose("", Wanted())
        made.tick_all(is_on=True)
        return made, view

    return begin


def test_who_is_here_today_is_offered_with_how_theirs_stands(diary, page):
    begun = report_desk.begin(diary, WREN, ReportAudience.SCHOOL, TODAY, TODAY)
    diary.save(replace(begun, status=ReportStatus.GIVEN, given_on=TODAY))
    made, view = page()
    assert [one.name for one in view.people] == ["Otis", "Wren Adair"]
    assert view.people[0].under == "Not begun: its first draft would go, as it is"
    assert view.people[1].under == "Last given on 20 November 2026"
    assert made.groups() == (("", "Everybody in a group today"), ("group", "Tuesday players"))
    diary.save(replace(diary.need(Membership, "m-otis"), left_on=TODAY.replace(day=1)))
    made.choose("group", Wanted())
    assert [one.name for one in view.people] == ["Wren Adair"]
    diary.save(replace(diary.need(Group, "group"), ends_on=TODAY.replace(day=1)))
    made.choose("", Wanted())
    assert view.people == ()  # a group that has ended has nobody today
    assert made.groups() == (("", "Everybody in a group today"),)


def test_only_those_that_were_begun_are_ticked_at_first(diary, page):
    made, view = page()
    report_desk.begin(diary, WREN, ReportAudience.FAMILY, TODAY, TODAY)
    made.choose("", Wanted(ReportAudience.FAMILY))
    assert [(one.name, one.is_on) for one in view.people] == [("Otis", False), ("Wren Adair", True)]
    assert view.people[1].under == "A draft is there"


def test_ticks_count_and_stay_when_only_the_kind_of_file_changes(page):
    made, view = page()
    made.tick(OTIS, is_on=False)
    assert view.count == 1
    made.choose("", Wanted(fmt="docx"))
    assert [one.is_on for one in view.people] == [False, True]
    made.tick_all(is_on=False)
    assert view.count == 0


def test_all_are_written_and_told_with_what_to_mind(diary, page, tmp_path):
    made, view = page()
    made.begin(tmp_path / "out")
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == [
        "01 O progress report.pdf",
        "02 WA progress report.pdf",
    ]
    assert view.said == [(0, 2, "Report 1 of 2"), (1, 2, "Report 2 of 2")]
    assert view.outcome.is_whole
    assert view.outcome.sentence.startswith("2 of 2 reports written. The files are not locked")
    assert view.outcome.look_at[0] == "01 O progress report: One word was cut."
    assert not made.is_under_way
    assert len(diary.all(Disclosure)) == 2


def test_one_refused_is_named_with_its_reason_and_the_rest_is_there(page, tmp_path):
    press = Press(fails=("Otis",))
    made, view = page(press)
    made.begin(tmp_path)
    assert not view.outcome.is_whole
    assert "1 of 2 reports written. 1 not written: why stands below." in view.outcome.sentence
    assert [(one.pupil_id, one.why) for one in view.outcome.refused] == [
        (OTIS, "It was not ready in time. Nothing was written.")
    ]
    assert press.is_closed
    made.choose("", made.wanted)
    assert [one.is_on for one in view.people] == [True, False], "what was written is not ticked again"


def test_stopping_says_how_many_are_left(diary, page, tmp_path):
    runner = LaterRunner()
    made, view = page(runner=runner)
    made.begin(tmp_path)
    runner.go_on()
    made.stop()
    runner.go_on()
    assert view.outcome.sentence.startswith("1 of 2 reports written. Stopped with 1 still to do.")
    assert len(diary.all(Disclosure)) == 1


def test_once_the_sheet_is_gone_nobody_is_told_and_nothing_more_is_made(diary, page, tmp_path):
    runner = LaterRunner()
    made, view = page(runner=runner)
    made.begin(tmp_path)
    made.forget()
    runner.go_on()
    assert runner.waiting == []
    assert view.outcome is None
    assert diary.all(Disclosure) == []


def test_a_folder_that_cannot_be_made_is_a_sentence(diary, page, tmp_path):
    (tmp_path / "file").touch()
    made, view = page()
    made.begin(tmp_path / "file" / "inside")
    assert "did not let the folder for the reports be written" in view.problem
    assert not made.is_under_way
    assert diary.all(Report) == []


def test_nothing_is_begun_for_nobody(page, tmp_path):
    made, view = page()
    made.tick_all(is_on=False)
    made.begin(tmp_path)
    assert (view.said, view.outcome) == ([], None)


def test_a_copy_only_looked_at_gives_nothing(diary, page, tmp_path, monkeypatch):
    made, view = page()
    monkeypatch.setattr(type(diary), "is_read_only", True)
    made.begin(tmp_path / "out")
    assert "open to look at" in view.problem
    assert not (tmp_path / "out").exists()
