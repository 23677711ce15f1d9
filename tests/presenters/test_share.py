"""The Share page through its presenter: choosing, every decision and its way back, the gate, the file."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace
from datetime import date

import pytest

from tests.presenters.share_samples import TODAY, View, fill, reflect
from tutordiary.errors import TutorDiaryError
from tutordiary.evidence import Period
from tutordiary.model import (
    Bundle,
    BundleMode,
    Closure,
    Disclosure,
    FrameworkVersion,
    LearnedName,
    Observation,
    Pupil,
)
from tutordiary.presenters import share_period
from tutordiary.presenters.share import SharePresenter
from tutordiary.presenters.share_marks import KEPT_ROW
from tutordiary.presenters.share_state import MarkKind, RowState, Step
from tutordiary.presenters.share_words import CHANGED, COUNTED_SOON, NO_LABELS, NO_SESSIONS
from tutordiary.presenters.work import InlineRunner
from tutordiary.release import bundle_check, giving
from tutordiary.release.intruder import QUESTIONS
from tutordiary.release.review import NeedsEyes
from tutordiary.sample import sample_records

PLAIN = "Otis held the beat on his own."
WORD = "We practised the grace notes and Grace smiled."
UNKNOWN = "She asked whether Zofka could come too."
ASKS = RARE = "Otis is the only child in the school who uses a wheelchair."


@pytest.fixture
def view():
    return View()


def opened(diary, view, mode=BundleMode.PSEUDONYMISED, step=Step.REVIEW):
    """Return a presenter that stands at a step of the review."""
    presenter = SharePresenter(diary, view, InlineRunner(), lambda: TODAY)
    presenter.arrive()
    presenter.choose_mode(mode)
    presenter.open_step(step)
    return presenter


def states(view):
    return [row.state for row in view.review.rows]


# Choosing -----------------------------------------------------------------------------------------------


def test_an_empty_diary_says_what_to_do_first(diary, view):
    SharePresenter(diary, view, InlineRunner(), lambda: TODAY).arrive()
    assert view.choice.empty == NO_SESSIONS
    assert view.choice.mode is BundleMode.COUNTS


def test_weeks_without_a_label_lead_to_the_log(diary, view):
    fill(diary, PLAIN, audiences=frozenset())
    presenter = opened(diary, view)
    assert view.choice.empty == NO_LABELS
    assert view.choice.needs_labels
    assert view.review.empty == NO_LABELS
    presenter.choose_mode(BundleMode.COUNTS)
    assert view.choice.empty == ""


def test_the_choice_is_there_again_later(diary, view):
    fill(diary, PLAIN)
    presenter = opened(diary, view, step=Step.CHOOSE)
    presenter.choose_dates(date(2026, 11, 12), date(2026, 11, 1))
    again = View()
    SharePresenter(diary, again, InlineRunner(), lambda: TODAY).arrive()
    assert again.choice.mode is BundleMode.PSEUDONYMISED
    assert (again.choice.period.first, again.choice.period.last) == (date(2026, 11, 1), date(2026, 11, 12))


def test_only_passages_of_the_weeks_chosen_are_read(diary, view):
    fill(diary, PLAIN)
    presenter = opened(diary, view)
    assert len(view.review.rows) == 1
    presenter.choose_dates(date(2026, 10, 1), date(2026, 10, 31))
    presenter.open_step(Step.REVIEW)
    assert view.review.rows == ()
    assert view.review.empty == NO_SESSIONS


def test_a_long_reading_ends_in_the_middle_when_the_diary_is_to_close(diary, view):
    fill(diary, PLAIN)
    presenter = opened(diary, view)
    about = presenter._about()
    asked = itertools.count()
    assert presenter._work(about, lambda: next(asked) < 3)() is None  # the fourth time is at its passage
    assert presenter._work(about, lambda: True)().reading.items


def test_counts_have_nothing_to_review(diary, view):
    fill(diary, PLAIN)
    presenter = opened(diary, view, BundleMode.COUNTS, Step.CHOOSE)
    presenter.go_on()
    assert view.step is Step.GIVE
    assert view.give.blocked == ""


@pytest.mark.parametrize(
    ("today", "start"),
    [
        (date(2026, 11, 20), date(2026, 9, 1)),
        (date(2026, 9, 1), date(2026, 9, 1)),
        (date(2026, 3, 2), date(2026, 1, 1)),
        (date(2026, 6, 2), date(2026, 4, 15)),
    ],
)
def test_a_term_without_holidays_written_down_starts_as_usual(today, start):
    assert share_period.term_start([], today) == start


def test_a_term_starts_after_the_last_long_holiday():
    easter = Closure(id="e", name="Easter", from_on=date(2026, 3, 28), until_on=date(2026, 4, 12))
    half_term = Closure(id="h", name="Half term", from_on=date(2026, 5, 23), until_on=date(2026, 5, 31))
    assert share_period.term_start([easter, half_term], date(2026, 6, 9)) == date(2026, 4, 13)


# Deciding -----------------------------------------------------------------------------------------------


def test_a_plain_passage_is_read_and_then_ready(diary, view):
    fill(diary, PLAIN)
    presenter = opened(diary, view)
    assert view.passage.leaving.startswith("[pupil ")
    assert "Otis" not in view.passage.leaving
    assert view.passage.can_read
    assert view.review.progress == "0 of 1 read"
    presenter.read()
    assert states(view) == [RowState.READY]
    assert view.review.is_done


def test_marks_point_at_the_words_they_are_about(diary, view):
    fill(diary, f"{WORD} She is the only child in the school who signs.")
    opened(diary, view)
    original = {
        view.passage.original[mark.start : mark.end]: mark.kind for mark in view.passage.original_marks
    }
    asked = [words for words, kind in original.items() if kind is MarkKind.DECIDE]
    assert asked
    assert all("only child" in words for words in asked)
    assert (original["grace"], original["Grace"]) == (MarkKind.KEPT, MarkKind.REPLACED)
    leaving = [
        (view.passage.leaving[mark.start : mark.end], mark.kind) for mark in view.passage.leaving_marks
    ]
    assert leaving[0] == ("grace", MarkKind.KEPT)
    assert leaving[1][0].startswith("[pupil ")
    assert (asked[0], MarkKind.DECIDE) in leaving


def test_a_guess_is_marked_for_checking_on_both_sides(diary, view):
    fill(diary, "Rehearsed with Otis. Zofka clapped.")
    opened(diary, view)
    for text, marks in (
        (view.passage.original, view.passage.original_marks),
        (view.passage.leaving, view.passage.leaving_marks),
    ):
        kinds = [(text[mark.start : mark.end].strip("[]").split()[0], mark.kind) for mark in marks]
        assert kinds in (
            [("Otis", MarkKind.REPLACED), ("Zofka", MarkKind.CHECK)],
            [("pupil", MarkKind.REPLACED), ("person", MarkKind.CHECK)],
        )


def test_an_undecided_passage_cannot_be_read(diary, view):
    fill(diary, ASKS)
    presenter = opened(diary, view)
    assert not view.passage.can_read
    presenter.read()
    assert states(view) == [RowState.TO_DECIDE]
    assert "1 to decide" in presenter.blocked()


def test_a_kept_word_is_listed_with_its_neighbours_and_must_be_ticked(diary, view):
    fill(diary, WORD, ASKS)
    presenter = opened(diary, view)
    assert [row.id for row in view.review.rows] == ["o1.text", KEPT_ROW, "o0.text"]
    presenter.keep()
    presenter.read()
    assert view.review.current == KEPT_ROW
    assert [place.word for place in view.review.kept] == ["grace"]
    assert view.review.kept[0].before.endswith("practised the ")
    presenter.select("o0.text")
    presenter.read()
    assert "1 place" in presenter.blocked()
    assert view.review.current == KEPT_ROW
    presenter.read()
    assert view.review.kept_seen
    assert not presenter.needs_review
    presenter.undo()
    assert not view.review.kept_seen
    assert "1 place" in presenter.blocked()


def test_nothing_leaves_before_the_list_of_kept_words_is_confirmed(diary, view, tmp_path):
    fill(diary, WORD)
    presenter = opened(diary, view)
    presenter.select("o0.text")
    presenter.read()
    presenter.give(tmp_path / "early.tdbundle")
    assert not (tmp_path / "early.tdbundle").exists()
    period = Period(date(2026, 11, 1), date(2026, 11, 30))
    with pytest.raises(NeedsEyes):  # the core asks for the same, whatever the page says
        giving.make_bundle(diary, period, BundleMode.PSEUDONYMISED)
    presenter.see_kept(seen=True)
    assert giving.make_bundle(diary, period, BundleMode.PSEUDONYMISED)


def test_another_kept_word_asks_for_the_tick_again(diary, view):
    fill(diary, WORD)
    presenter = opened(diary, view)
    presenter.see_kept(seen=True)
    assert view.review.kept_seen
    diary.save(replace(diary.get(Observation, "o0"), id="o9", text="More grace notes today."))
    presenter.arrive()
    assert not view.review.kept_seen
    assert len(view.review.kept) == 2


def test_a_word_of_the_list_that_is_the_pupil_after_all_is_replaced(diary, view):
    fill(diary, WORD, "More grace notes today.")
    presenter = opened(diary, view)
    assert [place.passage_id for place in view.review.kept] == ["o0.text", "o1.text"]
    presenter.name_kept(0)
    assert [place.passage_id for place in view.review.kept] == ["o1.text"]
    presenter.select("o0.text")
    assert "grace" not in view.passage.leaving
    presenter.undo()
    assert len(view.review.kept) == 2


def test_a_word_that_is_the_pupil_after_all_is_replaced(diary, view):
    fill(diary, WORD)
    presenter = opened(diary, view)
    presenter.select("o0.text")
    presenter.name()
    assert "grace" not in view.passage.leaving
    assert view.review.kept == ()
    assert view.asked == []


def test_an_unknown_name_is_asked_about_and_then_known_everywhere(diary, view):
    fill(diary, PLAIN, "Rehearsed with Otis. Wellies everywhere.", "The Wellies song again, twice.")
    presenter = opened(diary, view)
    presenter.name_selected(" Wellies ")
    word, choices = view.asked[-1]
    assert word == "Wellies"
    assert [choice.words for choice in choices[:3]] == ["Someone else", "A place", "A school or centre"]
    assert "Otis, pupil" in [choice.words for choice in choices]
    assert "Mrs Ostrava, staff" in [choice.words for choice in choices]
    presenter.name_as(word, choices[0])
    for number in (1, 2):
        presenter.select(f"o{number}.text")
        assert "ellies" not in (view.run.text if view.run else view.passage.leaving)
    assert [learned.text for learned in diary.all(LearnedName)] == ["Wellies"]
    presenter.undo()
    assert diary.all(LearnedName) == []


@pytest.mark.parametrize("selected", ["", "  ", "12:30", "x" * 61])
def test_only_a_name_can_be_said_to_be_one(diary, view, selected):
    fill(diary, PLAIN)
    opened(diary, view).name_selected(selected)
    assert view.asked == []
    assert view.said[1] == "warn"


def test_a_rare_detail_is_shown_and_may_be_reworded(diary, view):
    fill(diary, RARE)
    presenter = opened(diary, view)
    lines = view.passage.questions
    assert lines
    assert not any(line.can_be_name for line in lines)
    while any(not line.decided for line in view.passage.questions):
        presenter.reword_word("a pupil here")
    assert "wheelchair" not in view.passage.leaving
    assert "a pupil here" in view.passage.leaving
    mine = [mark for mark in view.passage.leaving_marks if mark.kind is MarkKind.REWORDED]
    assert [view.passage.leaving[mark.start : mark.end] for mark in mine] == ["a pupil here"] * len(lines)
    assert view.passage.can_read


def test_a_reworded_passage_leaves_in_the_new_words_and_is_read_anew(diary, view):
    fill(diary, PLAIN)
    presenter = opened(diary, view)
    presenter.read()
    presenter.reword_passage("Otis kept going without help.")
    assert view.passage.is_reworded
    assert view.passage.leaving.endswith("kept going without help.")
    assert "Otis" not in view.passage.leaving
    assert view.passage.can_read
    assert diary.get(Observation, "o0").text == PLAIN
    presenter.reword_passage("   ")
    assert view.passage.leaving.endswith("kept going without help.")


def test_a_name_in_the_tutors_own_words_blocks_and_says_so(diary, view):
    fill(diary, ASKS)
    presenter = opened(diary, view)
    presenter.reword_word("what Wanda showed us")
    assert view.passage.state is RowState.TO_DECIDE
    assert "may still be read" in view.passage.status
    assert not view.passage.can_read


def test_leaving_out_and_taking_up_again(diary, view):
    fill(diary, PLAIN, UNKNOWN)
    presenter = opened(diary, view)
    presenter.select("o0.text")
    presenter.leave_out()
    presenter.select("o0.text")
    assert view.passage.is_left_out
    assert view.passage.leaving == ""
    assert "1 left out" in view.review.progress
    presenter.leave_out()
    assert not view.passage.is_left_out


def test_a_passage_without_permission_stays_out_whatever_is_pressed(diary, view):
    from tutordiary.model import Permission

    fill(diary, PLAIN)
    diary.remove(diary.get(Permission, "ok1"))
    presenter = opened(diary, view)
    assert "agreed" in view.passage.status
    for press in (presenter.leave_out, presenter.read, presenter.keep):
        press()
        assert states(view) == [RowState.LEFT_OUT]
    assert not presenter.needs_review


def test_every_decision_can_be_undone(diary, view):
    fill(diary, ASKS, PLAIN)
    presenter = opened(diary, view)
    presenter.select("o0.text")
    seen = [view.passage]
    for press in (presenter.keep, presenter.read):
        press()
        presenter.select("o0.text")
        seen.append(view.passage)
    presenter.leave_out()
    presenter.undo()
    assert view.passage == seen[2]
    presenter.undo()
    assert view.passage == seen[1]
    presenter.undo()
    assert view.passage == seen[0]
    assert not view.review.can_undo


def test_decisions_outlive_the_page_and_an_edit_opens_the_passage_again(diary, view):
    fill(diary, PLAIN)
    opened(diary, view).read()
    presenter = opened(diary, View())
    assert not presenter.needs_review
    record = diary.get(Observation, "o0")
    diary.save(replace(record, text="Otis held the beat, and then he led."))
    again = View()
    presenter = opened(diary, again)
    assert states(again) == [RowState.TO_READ]
    assert "1 to read" in presenter.blocked()


def test_the_list_stays_in_its_order_while_it_is_worked_through(diary, view):
    fill(diary, PLAIN, ASKS, "Wanda chose the tempo.")
    presenter = opened(diary, view)
    before = [row.id for row in view.review.rows]
    assert before[0] == "o1.text"
    presenter.keep()
    presenter.read()
    presenter.arrive()
    assert [row.id for row in view.review.rows] == before


# Giving -------------------------------------------------------------------------------------------------


def read_all(presenter, view):
    while not view.review.is_done:
        if view.passage is not None and view.passage.state is RowState.TO_DECIDE:
            presenter.keep()
        presenter.read()
    for key in QUESTIONS:
        presenter.answer(key, yes=False)


def test_a_reviewed_bundle_is_written_checked_and_noted(diary, view, tmp_path):
    fill(diary, PLAIN, WORD)
    reflect(diary, "Slower than planned, and better for it.")
    presenter = opened(diary, view)
    read_all(presenter, view)
    presenter.open_step(Step.GIVE)
    assert view.give.blocked == ""
    assert "3 passages in the words you read" in view.give.leaves
    assert "4 pupils, each as a code of eight letters and digits" in view.give.leaves
    name = presenter.suggested_name()
    target = tmp_path / name
    presenter.give(target)
    assert view.said[1] == "ok", view.said
    assert "We found nothing in this file that we recognise. Treat it as personal data." in view.said[0]
    checked = bundle_check.check_file(target)
    assert [row.text for row in checked.tables.excerpts + checked.tables.workforce]
    assert not any("Otis" in row.text or "Grace" in row.text for row in checked.tables.excerpts)
    noted = diary.all(Disclosure)
    assert [each.file_sha256 for each in noted] == [checked.sha256]
    assert json.loads(noted[0].entry)["quotes"] == 3
    assert len(diary.all(Bundle)) == 1
    assert len(view.give.earlier) == 1
    assert name in view.give.earlier[0]
    assert presenter.suggested_name() != name


def test_counts_hold_no_words(diary, view, tmp_path):
    fill(diary, PLAIN)
    presenter = opened(diary, view, BundleMode.COUNTS, Step.GIVE)
    target = tmp_path / "counts.tdbundle"
    presenter.give(target)
    checked = bundle_check.check_file(target)
    assert checked.head.mode is BundleMode.COUNTS
    assert checked.tables.excerpts == ()
    assert checked.tables.pupils == ()


def test_what_is_not_read_is_not_given(diary, view, tmp_path):
    fill(diary, PLAIN)
    presenter = opened(diary, view, step=Step.GIVE)
    target = tmp_path / "b.tdbundle"
    assert "1 to read" in view.give.blocked
    presenter.give(target)
    assert not target.exists()
    assert view.said == (view.give.blocked, "warn")
    assert diary.all(Disclosure) == []


def test_a_name_learned_by_the_diary_meanwhile_opens_what_it_changes(diary, view, tmp_path):
    fill(diary, "Bobbin joined in for the chorus.")
    presenter = opened(diary, view)
    read_all(presenter, view)
    presenter.open_step(Step.GIVE)
    diary.save(replace(diary.get(Pupil, "p2"), first_name="Chorus"))
    target = tmp_path / "b.tdbundle"
    presenter.give(target)
    assert not target.exists()
    assert "1 place" in view.said[0]
    assert view.give.blocked == view.said[0]


def test_a_file_name_with_a_pupils_name_is_refused_in_a_sentence(diary, view, tmp_path):
    fill(diary, PLAIN)
    presenter = opened(diary, view)
    read_all(presenter, view)
    target = tmp_path / "for otis.tdbundle"
    presenter.give(target)
    assert not target.exists()
    assert "not let go" in view.said[0]
    assert "Otis" not in view.said[0]
    presenter.give(tmp_path / "fine.tdbundle")
    assert view.said[1] == "ok"


def test_a_folder_that_is_gone_is_said_and_nothing_is_noted(diary, view, tmp_path):
    fill(diary, PLAIN)
    presenter = opened(diary, view, BundleMode.COUNTS, Step.GIVE)
    presenter.give(tmp_path / "gone" / "b.tdbundle")
    assert view.said[1] == "danger"
    assert diary.all(Disclosure) == []


def test_the_sample_can_be_reviewed_and_its_marks_lie_on_their_words(diary, view):
    today = date(2026, 11, 21)
    diary.remove(*diary.all(FrameworkVersion))
    diary.add(*sample_records(today))
    presenter = SharePresenter(diary, view, InlineRunner(), lambda: today)
    presenter.choose_mode(BundleMode.PSEUDONYMISED)
    presenter.open_step(Step.REVIEW)
    assert int(view.review.progress.split(" of ")[1].split()[0]) > 100
    names = {pupil.first_name for pupil in diary.all(Pupil) if len(pupil.first_name) > 3}
    for row in view.review.rows:
        presenter.select(row.id)
        if view.run is not None:
            assert not names & set(re.findall(r"\w+", view.run.text)), row.id
            presenter.open_run()
        shown = view.passage
        assert all(0 <= mark.start < mark.end <= len(shown.original) for mark in shown.original_marks)
        ends = [(mark.start, mark.end) for mark in shown.leaving_marks]
        assert all(start < end <= len(shown.leaving) for start, end in ends)
        assert not names & set(re.findall(r"\w+", shown.leaving)), shown.id


class LaterRunner:
    """Keeps the work until it is asked for, as a busy worker does."""

    def __init__(self):
        self.waiting = []

    def run(self, work, done, failed):
        def one():
            try:
                result = work()
            except TutorDiaryError as error:
                failed(error)
            else:
                done(result)

        self.waiting.append(one)

    def go(self):
        for one in self.waiting:
            one()
        self.waiting = []


def test_weeks_are_counted_by_the_worker_and_an_older_answer_is_dropped(diary, view):
    fill(diary, PLAIN)
    runner = LaterRunner()
    presenter = SharePresenter(diary, view, runner, lambda: TODAY)
    presenter.arrive()
    assert view.choice.is_counting
    assert (view.choice.facts, view.choice.empty) == ((), "")
    presenter.choose_dates(date(2026, 10, 1), date(2026, 10, 31))
    first, second = runner.waiting
    second()
    first()
    assert not view.choice.is_counting
    assert view.choice.empty == NO_SESSIONS


def test_what_was_counted_is_counted_again_only_after_a_change(diary, view):
    fill(diary, PLAIN)
    runner = LaterRunner()
    presenter = SharePresenter(diary, view, runner, lambda: TODAY)
    presenter.arrive()
    runner.go()
    presenter.arrive()
    presenter.choose_mode(BundleMode.PSEUDONYMISED)
    assert runner.waiting == []
    assert view.choice.facts[1] == "1 passage labelled for the project manager"
    diary.save(replace(diary.get(Observation, "o0"), audiences=frozenset()))
    presenter.arrive()
    assert view.choice.is_counting
    runner.go()
    assert view.choice.empty == NO_LABELS


def test_a_change_while_the_weeks_are_counted_has_them_counted_again(diary, view):
    fill(diary, PLAIN)
    runner = LaterRunner()
    presenter = SharePresenter(diary, view, runner, lambda: TODAY)
    presenter.arrive()
    diary.save(replace(diary.get(Observation, "o0"), audiences=frozenset()))
    runner.go()
    assert view.choice.facts[1] == "0 passages labelled for the project manager"
    assert not view.choice.is_counting


def test_an_answer_that_comes_behind_another_page_is_drawn_on_coming_back(diary, view):
    fill(diary, PLAIN)
    runner = LaterRunner()
    presenter = SharePresenter(diary, view, runner, lambda: TODAY)
    presenter.arrive()
    presenter.open_step(Step.GIVE)
    presenter.go_away()
    runner.go()
    assert view.choice.is_counting
    assert view.give.is_waiting
    presenter.come_near()
    assert view.choice.facts[0] == "1 session held, 1 group, 4 pupils"
    assert view.give.leaves[0] == "1 session of 1 group, in numbers"


def test_figures_on_their_way_are_not_asked_for_twice(diary, view, tmp_path):
    fill(diary, PLAIN)
    runner = LaterRunner()
    presenter = SharePresenter(diary, view, runner, lambda: TODAY)
    presenter.open_step(Step.GIVE)
    asked = len(runner.waiting)
    presenter.arrive()
    assert len(runner.waiting) == asked
    assert view.give.blocked == COUNTED_SOON
    presenter.give(tmp_path / "b.tdbundle")
    assert view.said == (COUNTED_SOON, "warn")
    runner.go()
    assert view.give.blocked == ""


def test_a_bundle_is_not_written_from_a_diary_that_changed_meanwhile(diary, view, tmp_path):
    fill(diary, PLAIN)
    runner = LaterRunner()
    presenter = SharePresenter(diary, view, runner, lambda: TODAY)
    presenter.open_step(Step.GIVE)
    runner.go()
    target = tmp_path / "b.tdbundle"
    presenter.give(target)
    diary.save(replace(diary.get(Pupil, "p2"), first_name="Chorus"))
    runner.go()
    assert view.said == (CHANGED, "warn")
    assert not target.exists()
    assert diary.all(Disclosure) == []


def test_nothing_can_be_given_before_everything_is_read(diary, view, tmp_path):
    fill(diary, PLAIN)
    runner = LaterRunner()
    presenter = SharePresenter(diary, view, runner, lambda: TODAY)
    presenter.choose_mode(BundleMode.PSEUDONYMISED)
    presenter.open_step(Step.GIVE)
    assert "being read" in view.give.blocked
    presenter.give(tmp_path / "b.tdbundle")
    assert "being read" in view.said[0]
    runner.go()
    assert "1 to read" in view.give.blocked


def test_a_change_made_while_reading_is_read_too(diary, view):
    fill(diary, PLAIN)
    runner = LaterRunner()
    presenter = SharePresenter(diary, view, runner, lambda: TODAY)
    presenter.choose_mode(BundleMode.PSEUDONYMISED)
    presenter.open_step(Step.REVIEW)
    diary.save(replace(diary.get(Observation, "o0"), text="Otis led."))
    runner.go()
    presenter.arrive()
    runner.go()
    assert view.passage.original == "Otis led."


def test_a_diary_put_away_while_reading_is_left_alone(diary, view):
    fill(diary, PLAIN)
    runner = LaterRunner()
    presenter = SharePresenter(diary, view, runner, lambda: TODAY)
    presenter.choose_mode(BundleMode.PSEUDONYMISED)
    presenter.open_step(Step.REVIEW)
    assert presenter.put_away()
    diary.close()
    runner.go()
    assert view.review.rows == ()


def test_nothing_on_the_page_promises_too_much(diary, view):
    fill(diary, PLAIN, WORD)
    for mode in BundleMode:
        opened(diary, view, mode, Step.GIVE)
        shown = f"{view.choice} {view.review} {view.passage} {view.give}".lower()
        assert "anonymous" not in shown
        assert "anonymis" not in shown


def test_what_fits_one_child_only_is_said_more_generally_in_the_words_offered(diary, view):
    fill(diary, RARE)
    presenter = opened(diary, view)
    offer = view.passage.questions[0].offer
    assert offer
    assert offer not in view.passage.leaving
    presenter.generalise()
    assert view.passage.questions[0].decided == "said more generally"
    assert offer in view.passage.leaving
    assert "wheelchair" not in view.passage.leaving
    presenter.undo()
    assert view.passage.state is RowState.TO_DECIDE


def test_every_pupil_is_they_where_the_tutor_chose_so(diary, view):
    fill(diary, "Otis said she would drum first.")
    diary.save(*(replace(pupil, pronouns="she/her") for pupil in diary.all(Pupil)))
    presenter = opened(diary, view)
    before = view.passage.leaving
    assert "she would drum" in before
    presenter.open_step(Step.CHOOSE)
    assert not view.choice.they
    presenter.choose_they(on=True)
    assert view.choice.they
    presenter.open_step(Step.REVIEW)
    assert "they would drum" in view.passage.leaving
    presenter.choose_they(on=False)
    presenter.open_step(Step.REVIEW)
    assert view.passage.leaving == before


def test_after_a_lock_the_same_passage_is_in_hand(diary, view):
    fill(diary, PLAIN, RARE, "Wanda chose the tempo.")
    presenter = opened(diary, view)
    presenter.select("o2.text")
    assert presenter.put_away()
    again = View()
    presenter = SharePresenter(diary, again, InlineRunner(), lambda: TODAY)
    presenter.come_back()
    assert presenter.step is Step.REVIEW
    assert again.review.current == "o2.text"
    assert again.passage.id == "o2.text"


def test_after_a_lock_what_is_gone_is_not_looked_for(diary, view):
    fill(diary, PLAIN, RARE)
    presenter = opened(diary, view)
    presenter.select("o0.text")
    presenter.put_away()
    diary.remove(diary.get(Observation, "o0"))
    again = View()
    presenter = SharePresenter(diary, again, InlineRunner(), lambda: TODAY)
    presenter.come_back()
    assert again.passage.id == "o1.text"
