"""Passages without anything to decide are read in runs: no word less, fewer keys."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from tests.presenters.share_samples import TODAY, fill
from tests.presenters.test_share import PLAIN, RARE, View
from tutordiary.model import BundleMode, Observation
from tutordiary.presenters import share_runs
from tutordiary.presenters.share import SharePresenter
from tutordiary.presenters.share_state import MarkKind, RowState, Step
from tutordiary.presenters.work import InlineRunner

CLEAR = ("Otis tapped back the rhythm.", "Grace chose the drum first.", "Then they all clapped.")


@pytest.fixture
def view():
    return View()


def opened(diary, view, *texts):
    fill(diary, *texts)
    presenter = SharePresenter(diary, view, InlineRunner(), lambda: TODAY)
    presenter.arrive()
    presenter.choose_mode(BundleMode.PSEUDONYMISED)
    presenter.open_step(Step.REVIEW)
    return presenter


def test_clear_passages_stand_in_one_run_and_doubtful_ones_before_it(diary, view):
    presenter = opened(diary, view, *CLEAR, RARE, PLAIN)
    assert [row.state for row in view.review.rows] == [RowState.TO_DECIDE, RowState.TO_READ]
    assert "4 clear passages" in view.review.rows[1].title
    assert view.run is None
    presenter.move(1)
    assert view.passage is None
    text = view.run.text
    for words in ("tapped back the rhythm", "chose the drum first", "they all clapped", "held the beat"):
        assert words in text
    assert "Otis" not in text
    assert "Grace" not in text
    titles = [text[mark.start : mark.end] for mark in view.run.marks if mark.kind is MarkKind.TITLE]
    assert len(titles) == 4
    assert all(title.startswith("Small sign") for title in titles)
    replaced = [text[mark.start : mark.end] for mark in view.run.marks if mark.kind is MarkKind.REPLACED]
    assert replaced
    assert {word for word in replaced if not word.startswith("[pupil")} <= {"their", "they", "them"}


def test_one_key_reads_a_run_and_one_undo_takes_it_back(diary, view):
    presenter = opened(diary, view, *CLEAR)
    assert view.run.can_read
    presenter.read()
    assert view.review.is_done
    assert [row.state for row in view.review.rows] == [RowState.READY]
    assert not presenter.needs_review
    presenter.undo()
    assert [row.state for row in view.review.rows] == [RowState.TO_READ]
    assert "3 to read" in presenter.blocked()


def test_a_run_is_taken_apart_to_leave_one_out(diary, view):
    presenter = opened(diary, view, *CLEAR)
    presenter.leave_out()
    assert "one by one" in view.said[0]
    assert len(view.review.rows) == 1
    presenter.open_run()
    assert len(view.review.rows) == 3
    assert view.passage is not None
    presenter.leave_out()
    assert [row.state for row in view.review.rows].count(RowState.LEFT_OUT) == 1


def test_an_edit_opens_only_the_passage_it_touched(diary, view):
    presenter = opened(diary, view, *CLEAR)
    presenter.read()
    first = diary.find(Observation)[0]
    diary.save(replace(first, text=f"{first.text} He is the only child who signs."))
    presenter.arrive()
    assert presenter.blocked()
    assert [row.state for row in view.review.rows] == [RowState.TO_DECIDE, RowState.READY]
    assert "2 clear passages" in view.review.rows[1].title


def test_a_name_learned_from_a_run_is_replaced_in_it(diary, view):
    presenter = opened(diary, view, *CLEAR, "We sang the tiddlywink song again.")
    assert "tiddlywink" in view.run.text
    presenter.name_selected("tiddlywink")
    word, choices = view.asked[-1]
    presenter.name_as(word, choices[0])
    shown = view.run.text if view.run else view.passage.leaving
    assert "tiddlywink" not in shown


def test_a_run_ends_at_a_minutes_reading_and_at_another_group():
    def item(number, words, group="g"):
        return SimpleNamespace(
            id=f"i{number}",
            state=share_runs.ItemState.CLEAR,
            questions=(),
            open_questions=(),
            source_text="x",
            original="x",
            is_read=False,
            rendered="word " * words,
            passage=SimpleNamespace(group_id=group),
        )

    long_ones = [item(n, 50) for n in range(7)]
    assert [len(run) for run in share_runs.runs_of(long_ones).values()] == [3, 3]
    short = [item(n, 2) for n in range(25)]
    assert [len(run) for run in share_runs.runs_of(short).values()] == [10, 10, 5]
    two_groups = [item(n, 2, "g" if n < 4 else "h") for n in range(8)]
    assert [len(run) for run in share_runs.runs_of(two_groups).values()] == [4, 4]
    assert share_runs.runs_of(short[:2]) == {}
