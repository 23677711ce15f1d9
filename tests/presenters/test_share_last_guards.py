"""Guards of the Share page behind other guards: a diary that changed meanwhile, answers, runs, purposes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.presenters import test_share_document, test_share_pack
from tests.presenters.pack_samples import TODAY, fill_pack
from tests.presenters.share_samples import fill
from tutordiary.evidence import Period
from tutordiary.model import Audience, Disclosure, Pupil
from tutordiary.presenters import share_runs
from tutordiary.presenters.share_document import DocumentPresenter
from tutordiary.presenters.share_intruder import IntruderDesk
from tutordiary.presenters.share_pack import PackPresenter
from tutordiary.presenters.share_state import Step
from tutordiary.presenters.work import InlineRunner
from tutordiary.release.document_review import Purpose
from tutordiary.release.intruder import COLLEAGUE, PM_BUNDLE, QUESTIONS, SCHOOL, STRANGER
from tutordiary.release.review import Decision, Reviewer, decide


class SlowRunner(InlineRunner):
    """Works at once, but keeps back what is asked for once it is told to wait."""

    def __init__(self):
        super().__init__()
        self.held = None

    def run(self, work, done, failed):
        if self.held is None:
            super().run(work, done, failed)
        else:
            self.held.append((work, done, failed))

    def go(self):
        held, self.held = self.held, None
        for one in held:
            self.run(*one)


def test_a_yes_for_the_school_waits_for_the_tick(diary):
    desk = IntruderDesk(diary, "x")
    for key in (STRANGER, COLLEAGUE):
        desk.answer((), key, yes=False)
    desk.answer((), SCHOOL, yes=True)
    assert "Confirm" in desk.blocked((), PM_BUNDLE)
    assert not desk.answers(()).confirmed
    desk.confirm((), on=True)
    assert desk.blocked((), PM_BUNDLE) == ""


def test_what_was_decided_about_stands_in_no_run(diary):
    fill(diary, "Otis is the only child in the school who plays the oboe.")
    days = Period(TODAY.replace(day=1), TODAY)

    def one():
        (item,) = Reviewer(diary, days, Audience.MANAGER).items()
        return item

    for question in one().questions:
        decide(diary, one(), Decision.KEEP, word=question.word)
    assert not one().open_questions
    assert one().questions
    assert not share_runs.fits(one())


@pytest.mark.parametrize("shows", [True, False])
def test_a_pack_is_not_made_from_a_diary_that_changed_meanwhile(diary, tmp_path, shows):
    fill_pack(diary)
    runner, view = SlowRunner(), test_share_pack.PackView()
    presenter = PackPresenter(diary, view, runner, lambda: TODAY)
    presenter.view = view
    presenter.arrive()
    test_share_pack.read_all(presenter)
    runner.held = []
    if shows:
        presenter.show_full()
    else:
        presenter.give(tmp_path / "p.pdf")
    diary.save(replace(diary.need(Pupil, "p1"), known_as=("Beat",)))
    runner.go()
    assert (view.pages, list(tmp_path.glob("*.pdf")), diary.all(Disclosure)) == ((), [], [])


@pytest.fixture
def document(diary, tmp_path):
    fill(diary)
    place = tmp_path / "mine.txt"
    place.write_text("Otis tapped back the rhythm.")
    runner, view = SlowRunner(), test_share_document.View()
    presenter = DocumentPresenter(diary, view, runner, lambda: TODAY)
    presenter.arrive()
    presenter.open_file(place)
    presenter.open_step(Step.REVIEW)
    test_share_document.read_all(presenter, view)
    presenter.open_step(Step.GIVE)
    return presenter, view, runner


def test_a_copy_for_the_group_is_not_saved_when_the_school_could_know_a_child(document):
    presenter, view, _ = document
    for key in QUESTIONS:
        presenter.answer(key, yes=key == SCHOOL)
    presenter.confirm(on=True)
    assert "goes further than a project manager" in view.give.blocked
    presenter.choose_purpose(Purpose.MANAGER)
    assert view.give.blocked == ""


def test_a_copy_is_not_saved_from_a_diary_that_changed_meanwhile(document, diary, tmp_path):
    presenter, view, runner = document
    presenter.choose_purpose(Purpose.KEEP)
    runner.held = []
    presenter.give(tmp_path / "copy.txt")
    diary.save(replace(diary.need(Pupil, "p1"), known_as=("Beat",)))
    runner.go()
    assert not (tmp_path / "copy.txt").exists()
    assert "changed meanwhile" in view.said[0]
