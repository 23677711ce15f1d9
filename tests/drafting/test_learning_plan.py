"""The learning plan: whose words stand on it, what a wall does not show, and what keeps it back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drafting_samples import END, SCHOOL, START, week

from tutordiary.documents.content import RenderedFile
from tutordiary.documents.outline_plan import plan_title
from tutordiary.drafting import learning_plan
from tutordiary.drafting.learning_plan import PlanChoice
from tutordiary.errors import CannotWrite, NotCleared
from tutordiary.model import Disclosure, DisclosureSubject, Group, Pupil, ReviewResult, Target
from tutordiary.release.disclosures import check_chain

FILE = RenderedFile(b"%PDF-1.7 stands for a plan", 1, ())
WALL = PlanChoice(for_wall=True)
STEPS = "Count in twice\n- Count for one\n- Count for all"


def change(told, target_id="tg-1", **more):
    told.save(replace(told.need(Target, target_id), **more))


def plan(told, choice=None, pupil="p-jai", today=END):
    return learning_plan.load(told, pupil, today, choice).plan


def test_a_plan_says_what_is_marked_for_its_readers_in_the_pupils_words(told):
    change(told, adult_words=STEPS, review_by=week(12))
    made = plan(told)
    (target,) = made.targets
    assert (made.name, made.school, made.what_helps) == (
        "Jai L.",
        "Alder Bank Primary School",
        "A job to hold",
    )
    assert (target.pupil_words, target.adult_words) == ("I want to count in", "Count in twice")
    assert target.steps == ("Count for one", "Count for all")
    assert (target.kind, target.set_on, target.review_by) == ("my own", week(2), week(12))
    assert (made.tutor, made.service, made.made_on) == ("Ines Okoro", "Fenland Music", END)


def test_a_wall_shows_nothing_a_passer_by_should_not_read(told):
    change(told, adult_words=STEPS, review_result=ReviewResult.NEARLY, pupil_review="It is loud")
    told.save(replace(told.need(Pupil, "p-jai"), interests_and_strengths="Big drums"))
    made = plan(told, WALL)
    (target,) = made.targets
    assert (made.name, made.school, made.what_helps, made.likes) == ("Jai", "", "", "Big drums")
    assert (target.adult_words, target.result, target.pupil_review) == ("", "", "")
    assert target.steps == ("Count for one", "Count for all")


def test_a_target_for_the_school_alone_does_not_begin_on_the_wall(told):
    change(told, audiences=SCHOOL)
    assert [len(plan(told, choice).targets) for choice in (None, WALL)] == [1, 0]


def test_a_target_begins_inside_while_it_is_worked_on(told):
    worked_on = {None, ReviewResult.NEARLY, ReviewResult.STILL_GOING}
    for result in (None, *ReviewResult):
        change(told, review_result=result, reviewed_on=END if result else None)
        for choice in (None, WALL):
            assert bool(plan(told, choice).targets) is (result in worked_on), result


def test_a_target_for_nobody_is_outside_until_it_is_ticked(told):
    assert "I want to stop hitting" not in {one.pupil_words for one in plan(told).targets}
    ticked = PlanChoice().with_target("tg-2", included=True).with_target("tg-1", included=False)
    assert [one.pupil_words for one in plan(told, ticked).targets] == ["I want to stop hitting"]
    assert plan(told, learning_plan.choice_of(ticked.as_json())) == plan(told, ticked)


def test_what_is_not_wanted_is_left_out_and_a_past_day_is_not_to_come(told):
    change(told, review_by=START)
    made = plan(told, PlanChoice(likes=False, helps=False, large_print=True))
    assert (made.likes, made.what_helps, made.style.large_print) == ("", "", True)
    assert made.targets[0].review_by is None


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"targets": 3}', '{"wall": 1, "targets": {"a": 1}}'])
def test_a_choice_that_cannot_be_read_is_the_usual_one(kept):
    choice = learning_plan.choice_of(kept)
    assert choice == (
        PlanChoice() if "wall" not in kept else PlanChoice(for_wall=True, targets=(("a", True),))
    )


BACK = (
    ({"adult_words": "Count in with Priti"}, "Another pupil’s name"),
    ({"pupil_words": "I want to be like Will Harding"}, "Another pupil’s name"),
    ({"adult_words": "Two turns\n- Ask Priti"}, "Another pupil’s name"),
    ({"adult_words": "Stay in the nurture group"}, "“nurture group” may not stand here"),
    ({"adult_words": "He settles after a hard spring"}, "may not stand here"),
)


def test_another_child_and_the_reason_keep_a_plan_back(told):
    usual = told.need(Target, "tg-1")
    without = PlanChoice().with_target("tg-1", included=False)
    for words, why in BACK:
        told.save(replace(usual, **words))
        with pytest.raises(NotCleared, match=why) as refused:
            learning_plan.checked(told, learning_plan.load(told, "p-jai", END))
        assert "Nothing was written." in str(refused.value)
    assert learning_plan.checked(told, learning_plan.load(told, "p-jai", END, without)).blocked == ()
    jai = told.need(Pupil, "p-jai")
    for field in ("what_helps", "interests_and_strengths"):
        told.save(replace(jai, **{field: "A job beside Priti"}))
        assert (
            "Priti" in learning_plan.check(told, learning_plan.load(told, "p-jai", END, without)).blocked[0]
        )
    told.save(jai)
    told.save(replace(told.need(Group, "g"), pupils_name="Priti and the Drums"))
    assert "Priti" in learning_plan.check(told, learning_plan.load(told, "p-jai", END, without)).blocked[0]


def test_saving_and_printing_are_noted_in_the_log(told, tmp_path):
    draft = learning_plan.checked(told, learning_plan.load(told, "p-jai", END))
    left = learning_plan.hand_over(told, draft, FILE, tmp_path / "p.pdf", given_to="Mrs Rai")
    assert (tmp_path / "p.pdf").read_bytes() == FILE.data
    assert (left.purpose, left.recipient_class, left.recipient) == ("learning_plan", "school", "Mrs Rai")
    wall = learning_plan.load(told, "p-jai", END, WALL)
    printed = learning_plan.note_printed(told, wall, FILE)
    assert learning_plan.note_printed(told, wall, FILE).id == printed.id
    assert (printed.file_name, printed.recipient_class) == ("printed", "pupil")
    assert {one.pupil_id for one in told.all(DisclosureSubject)} == {"p-jai"}
    assert all("Jai" not in one.entry for one in told.all(Disclosure))
    assert check_chain(told).entries == 2


def test_a_file_that_cannot_be_written_is_not_noted(told, tmp_path):
    draft = learning_plan.load(told, "p-jai", END)
    with pytest.raises(CannotWrite):
        learning_plan.hand_over(told, draft, FILE, tmp_path / "none" / "p.pdf")
    assert told.all(Disclosure) == []
    assert learning_plan.suggested_name(draft, "pdf") == "JL music plan 2026-11.pdf"
    assert plan_title(draft.plan) == "Jai L’s music plan"  # never "Jai L.’s"


def test_a_pupil_without_a_group_or_target_has_a_plan_to_fill(told):
    told.add(Pupil(id="p-new", first_name="Bo"))
    made = plan(told, pupil="p-new")
    assert (made.name, made.targets, made.group) == ("Bo", (), "")
