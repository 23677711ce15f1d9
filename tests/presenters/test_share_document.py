"""The road for a document: choosing it, runs of clear paragraphs, the lock in between, saving a copy."""

from __future__ import annotations

from datetime import date

import pytest

from tests.presenters.share_samples import TODAY, View, fill
from tutordiary.errors import BadInput
from tutordiary.model import Disclosure, Permission, ReviewDecision
from tutordiary.presenters import share_document
from tutordiary.presenters.share_document import DocumentPresenter
from tutordiary.presenters.share_document_state import NO_PUPILS, NOTHING_LEFT, SAME_FILE
from tutordiary.presenters.share_marks import KEPT_ROW
from tutordiary.presenters.share_state import RowState, Step
from tutordiary.presenters.work import InlineRunner
from tutordiary.release.document_review import Purpose

CLEAR = "They played the pattern back and laughed."
DOUBTFUL = "Otis is the only child in the school who plays the grace notes."


class LateRunner:
    """Keeps work back until it is told to do it."""

    def __init__(self):
        self.waiting = []

    def run(self, work, done, failed):
        self.waiting.append((work, done, failed))

    def go(self):
        while self.waiting:
            InlineRunner().run(*self.waiting.pop(0))


@pytest.fixture
def view():
    return View()


@pytest.fixture
def filled(diary):
    fill(diary)
    return diary


@pytest.fixture
def file(tmp_path):
    """A text diary of two clear stretches with a doubtful paragraph between them."""
    place = tmp_path / "my diary.txt"
    clear = [f"{CLEAR} Day {number}." for number in range(1, 13)]
    place.write_text("\n\n".join([*clear[:8], DOUBTFUL, *clear[8:]]))
    return place


def opened(diary, view, runner=None):
    presenter = DocumentPresenter(diary, view, runner or InlineRunner(), lambda: TODAY)
    presenter.arrive()
    return presenter


def read_all(presenter, view):
    """Go through the review as a tutor would; return how many answers it took."""
    answers = 0
    while any(row.state in (RowState.TO_DECIDE, RowState.TO_READ) for row in view.review.rows):
        answers += 1
        assert answers < 100
        if view.passage is not None and view.passage.state is RowState.TO_DECIDE and not view.run:
            presenter.keep()
        else:
            presenter.read()
    return answers


def test_without_a_document_there_is_only_the_choice(filled, view):
    presenter = opened(filled, view)
    assert view.choice.name == ""
    presenter.open_step(Step.GIVE)
    assert view.step is Step.CHOOSE


def test_without_pupils_there_is_nobody_to_look_for(diary, view, file):
    presenter = opened(diary, view)
    presenter.open_file(file)
    assert view.choice.trouble == NO_PUPILS
    presenter.go_on()
    assert view.step is Step.CHOOSE


def test_a_document_that_cannot_be_read_says_why_and_the_one_in_hand_stays(filled, view, file, tmp_path):
    presenter = opened(filled, view)
    presenter.open_file(file)
    assert view.choice.name == "my diary.txt"
    assert view.choice.facts == ("13 paragraphs, 121 words",)
    presenter.open_file(tmp_path / "none.txt")
    assert "cannot be read" in view.choice.trouble
    assert view.choice.name == "my diary.txt"


def test_clear_paragraphs_are_read_in_one_go_and_doubtful_ones_by_themselves(filled, view, file):
    presenter = opened(filled, view)
    presenter.open_file(file)
    presenter.go_on()
    titles = [row.title for row in view.review.rows if row.id != KEPT_ROW]
    assert titles == ["Paragraph 9", "12 paragraphs, nothing to decide"]
    assert read_all(presenter, view) <= 6  # the questions, the paragraph, the words kept, the run
    assert view.review.is_done
    presenter.select(view.review.rows[-1].id)
    assert view.run.text.count(CLEAR) == 12
    presenter.undo()
    presenter.undo()
    assert not view.review.is_done


def test_a_copy_is_saved_noted_and_counted(filled, view, file, tmp_path):
    presenter = opened(filled, view)
    presenter.open_file(file)
    presenter.go_on()
    read_all(presenter, view)
    presenter.go_on()
    assert "three questions" in view.give.blocked
    presenter.choose_purpose(Purpose.KEEP)
    assert (view.give.blocked, view.give.intruder) == ("", None)
    assert view.give.leaves[0] == "13 paragraphs in the words you read"
    assert view.give.leaves[1].startswith("1 name your diary knows replaced")
    assert presenter.suggested_name() == "diary-copy.txt"
    presenter.give(file)
    assert view.said == (SAME_FILE, "warn")
    presenter.choose_purpose(Purpose.MANAGER)
    for line in view.give.intruder.lines:
        presenter.answer(line.key, yes=False)
    before = file.read_bytes()
    presenter.give(tmp_path / "copy.txt")
    assert view.said[1] == "ok"
    assert "treat it as personal data" in view.said[0]
    assert "Otis" not in (tmp_path / "copy.txt").read_text()
    assert file.read_bytes() == before
    assert [entry.recipient_class for entry in filled.all(Disclosure)] == ["project_manager"]


def test_nothing_is_saved_before_the_review_is_done(filled, view, file, tmp_path):
    presenter = opened(filled, view)
    presenter.open_file(file)
    presenter.open_step(Step.GIVE)
    assert "still need your eyes" in view.give.blocked
    presenter.give(tmp_path / "copy.txt")
    assert not (tmp_path / "copy.txt").exists()


def test_after_a_lock_the_document_is_asked_for_and_the_decisions_are_there(filled, view, file):
    presenter = opened(filled, view)
    presenter.open_file(file)
    presenter.go_on()
    read_all(presenter, view)
    assert presenter.put_away()
    again = opened(filled, view)
    assert (view.choice.name, view.choice.again) == ("", "my diary.txt")
    again.open_file(file)
    assert view.choice.again == ""
    again.open_step(Step.REVIEW)
    assert view.review.is_done
    again.close_document()
    opened(filled, view)
    assert view.choice.again == ""


def test_of_a_document_only_its_name_and_what_was_decided_about_are_kept(filled, view, file, tmp_path):
    presenter = opened(filled, view)
    presenter.open_file(file)
    presenter.go_on()
    read_all(presenter, view)
    kept = " ".join(filled.preference(key) for key in (share_document.IN_HAND, share_document.GROUPS))
    assert str(tmp_path) not in kept
    words = {each.word for each in filled.all(ReviewDecision)}
    assert words
    assert not any("laughed" in word for word in words)


def test_a_reading_can_be_stopped_and_only_the_newest_file_counts(filled, view, file, tmp_path):
    runner = LateRunner()
    presenter = opened(filled, view, runner)
    presenter.open_file(file)
    assert view.choice.is_opening
    presenter.stop()
    assert not view.choice.is_opening
    runner.go()
    assert view.choice.name == ""
    other = tmp_path / "other.txt"
    other.write_text("Otis sang.")
    presenter.open_file(file)
    presenter.open_file(other)
    runner.go()
    assert view.choice.name == "other.txt"
    presenter.go_on()
    assert view.review.is_reading
    presenter.stop()
    runner.go()
    assert (view.step, view.review.rows) == (Step.CHOOSE, ())


def test_groups_are_remembered_and_read_anew(filled, view, file):
    presenter = opened(filled, view)
    presenter.open_file(file)
    presenter.choose_groups(("group",))
    assert not view.choice.looks_for_all
    presenter.go_on()
    assert view.review.rows
    opened(filled, view)
    assert [group.is_chosen for group in view.choice.groups] == [True]


def test_a_missed_name_can_be_given_to_a_pupil(filled, view, tmp_path):
    place = tmp_path / "a.txt"
    place.write_text("\n\n".join(["Otto drummed.", "otto clapped.", "We sang."]))
    presenter = opened(filled, view)
    presenter.open_file(place)
    presenter.go_on()
    presenter.name_selected("clapped")
    ((word, choices),) = view.asked
    assert word == "clapped"
    assert "Otis, pupil" in [choice.words for choice in choices]
    presenter.name_as(word, choices[-1])
    assert "clapped" not in str(view.run and view.run.text)


def test_a_trouble_on_the_way_is_told(filled, view, file, monkeypatch):
    runner = LateRunner()
    presenter = opened(filled, view, runner)
    presenter.open_file(file)
    runner.go()

    def broken(*_arguments):
        raise BadInput("It went wrong.")

    monkeypatch.setattr(share_document, "DocumentReviewer", broken)
    presenter.go_on()
    runner.go()
    assert (view.step, view.choice.trouble) == (Step.CHOOSE, "It went wrong.")
    assert view.give.blocked
    assert not view.review.is_reading


def test_a_document_of_which_nothing_may_leave_makes_no_copy(filled, view, file, tmp_path):
    filled.remove(*filled.all(Permission))
    place = tmp_path / "a.txt"
    place.write_text("Otis drummed.")
    presenter = opened(filled, view)
    presenter.open_file(place)
    presenter.open_step(Step.GIVE)
    assert view.give.blocked == NOTHING_LEFT


def test_the_day_of_the_review_is_no_part_of_it(filled, view, file):
    presenter = DocumentPresenter(filled, view, InlineRunner(), lambda: date(2027, 1, 4))
    presenter.arrive()
    presenter.open_file(file)
    presenter.go_on()
    assert not any("January" in row.title for row in view.review.rows)
