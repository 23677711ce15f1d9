"""The evening half through its presenter: what was done, the questions, the longer looks, what goes out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.presenters.log_samples import DAY, GROUP, LAST, Clock, FakeView, new_diary
from tutordiary.diary import history
from tutordiary.exchange.transfer import export_file, import_exchange
from tutordiary.framework import prompts
from tutordiary.model import Activity, Audience, Group, Programme, Reflection, Session
from tutordiary.presenters.log import LogPresenter
from tutordiary.presenters.log_evening import INGREDIENTS
from tutordiary.presenters.log_state import Field, Place


@pytest.fixture
def diary(tmp_path):
    made = new_diary(tmp_path)
    made.add(
        Activity(id="act-1", session_id=LAST, name="Rain storm", tags=("percussion", "listening")),
        Activity(id="act-2", session_id=LAST, name="Names in a ring"),
    )
    yield made
    made.close()


@pytest.fixture
def log(diary):
    presenter = LogPresenter(diary, FakeView(), Clock())
    presenter.open_session(group_id=GROUP, day=DAY)
    return presenter


def done(diary, log) -> list[Activity]:
    return diary.find(Activity, session_id=log.session_id)


def reopened(diary) -> LogPresenter:
    presenter = LogPresenter(diary, FakeView(), Clock())
    presenter.open_session(group_id=GROUP, day=DAY)
    return presenter


# What the group did -------------------------------------------------------------------------------


def test_one_press_adds_a_tag_or_what_the_group_did_lately(diary, log):
    assert log.evening().did.lately == ("Rain storm", "Names in a ring")
    log.add_activity("hocket")
    log.add_activity("Rain storm")
    assert [(one.name, one.tags) for one in done(diary, log)] == [
        ("Hocket", ("hocket",)),
        ("Rain storm", ("percussion", "listening")),
    ]
    assert log.evening().did.lately == ("Names in a ring",)


def test_an_activity_is_typed_changed_and_kept_while_it_is_typed(diary, log):
    place = Place(Field.NEW_ACTIVITY)
    log.keep_typing(place, "Pigeon gro", 10, ("Pig",))
    assert reopened(diary).evening().did.new.text == "Pigeon gro"
    log.commit_typing(place, "Pigeon groove")
    (line,) = log.evening().did.lines
    assert (line.name.text, log.evening().did.new.text) == ("Pigeon groove", "")
    log.commit_typing(line.note.place, "Five beats that limp")
    log.tag_activity(line.id, "improvising", on=True)
    log.tag_activity(line.id, "games", on=True)
    log.tag_activity(line.id, "improvising", on=False)
    log.set_pupil_led(line.id, on=True)
    (kept,) = done(diary, log)
    assert (kept.note, kept.tags, kept.pupil_led) == ("Five beats that limp", ("games",), True)


def test_an_emptied_name_stays_what_it_was(diary, log):
    activity_id = log.add_activity("hocket")
    log.commit_typing(Place(Field.ACTIVITY, activity_id), "   ")
    assert done(diary, log)[0].name == "Hocket"


def test_what_is_removed_goes_to_the_bin_and_comes_back(diary, log):
    activity_id = log.add_activity("Rain storm")
    log.keep_typing(Place(Field.ACTIVITY_NOTE, activity_id), "Half a no", 9)
    gone = log.remove_activity(activity_id)
    assert done(diary, log) == [] == diary.drafts(f"log/{log.session_id}/activity")
    assert [entry.kind for entry in history.binned(diary)] == ["activity"]
    log.put_back_activity(gone)
    assert done(diary, log) == [gone]
    log.remove_activity(activity_id)
    log.undo()
    assert done(diary, log) == [gone]
    assert log.remove_activity("nobody") is None


def test_lately_looks_back_over_six_sessions_and_never_ahead(diary, log):
    for week in range(2, 10):
        held_on = DAY - timedelta(days=7 * week)
        diary.add(
            Session(id=f"s-{week}", group_id=GROUP, held_on=held_on),
            Activity(id=f"a-{week}", session_id=f"s-{week}", name=f"Week {week}"),
        )
    diary.add(
        Session(id="after", group_id=GROUP, held_on=DAY + timedelta(days=7)),
        Activity(id="a-after", session_id="after", name="Later on"),
    )
    lately = reopened(diary).evening().did.lately
    assert lately == ("Rain storm", "Names in a ring", "Week 2", "Week 3", "Week 4", "Week 5", "Week 6")


# Questions ----------------------------------------------------------------------------------------


def test_every_prompt_of_the_data_can_be_answered_released_and_carried_over(diary, log, tmp_path):
    for question in log.evening().questions:
        assert question.audiences == frozenset()
        log.commit_typing(question.typed.place, f"Words on {question.ask}")
        log.set_audience(question.typed.place, Audience.REFLECTION, on=True)
    assert {one.prompt for one in diary.find(Reflection, session_id=log.session_id)} == {
        prompt.id for prompt in prompts()
    }
    again = reopened(diary).evening()
    assert len(again.questions) == len(prompts())
    assert all(one.audiences == {Audience.REFLECTION} for one in again.questions)
    assert all(one.typed.text == f"Words on {one.ask}" for one in again.questions)
    export_file(diary, tmp_path / "mine.json")
    (tmp_path / "other").mkdir()
    other = new_diary(tmp_path / "other", names=())
    import_exchange(other, tmp_path / "mine.json")
    assert set(diary.find(Reflection, session_id=log.session_id)) <= set(other.all(Reflection))
    other.close()


def test_the_question_of_the_term_is_the_groups_or_else_the_programmes(diary):
    assert reopened(diary).evening().my_question == ""
    diary.add(Programme(id="prog", name="Twenty weeks", action_research_question="What if I wait?"))
    group = replace(diary.need(Group, GROUP), programme_id="prog")
    diary.save(group)
    assert reopened(diary).evening().my_question == "What if I wait?"
    diary.save(replace(group, action_research_question=" What happens when they choose? "))
    assert reopened(diary).evening().my_question == "What happens when they choose?"


def test_longer_looks_are_folded_until_they_are_wanted_or_hold_words(diary, log):
    assert [(fold.id, fold.is_open) for fold in log.evening().folds] == [
        ("longer_look", False),
        ("four_chairs", False),
        ("before_during_after", False),
    ]
    log.set_fold("four_chairs", is_open=True)
    log.set_fold(INGREDIENTS, is_open=True)
    log.commit_typing(Place(Field.PROMPT, "before"), "A quiet start")
    again = reopened(diary).evening()
    assert [fold.is_open for fold in again.folds] == [False, True, True]
    assert again.ingredients.is_open
    log.set_fold("four_chairs", is_open=False)
    assert [fold.is_open for fold in reopened(diary).evening().folds] == [False, False, True]


# The session's own --------------------------------------------------------------------------------


def test_the_question_for_the_group_and_the_adults_are_the_sessions_own(diary, log):
    log.keep_typing(Place(Field.GROUP_QUESTION), "How long do you wa", 18)
    assert (
        diary.get(Session, log.session_id) is None or not diary.need(Session, log.session_id).group_question
    )
    assert reopened(diary).evening().group_question.is_unfinished
    log.commit_typing(Place(Field.GROUP_QUESTION), "How long do you wait?")
    log.commit_typing(Place(Field.ADULTS), "The TA, for ten minutes")
    log.set_minutes_spent(10)
    log.set_ingredient("ING-A", on=True)
    log.set_ingredient("INC4", on=True)
    log.set_ingredient("ING-A", on=False)
    held = diary.need(Session, log.session_id)
    assert (held.group_question, held.adults_present) == ("How long do you wait?", "The TA, for ten minutes")
    assert (held.minutes_spent, held.ingredients) == (10, ("INC4",))
    assert diary.drafts(f"log/{log.session_id}/") == []
    again = reopened(diary).evening()
    assert [item.id for _, items in again.ingredients.families for item in items if item.on] == ["INC4"]
    log.set_minutes_spent(None)
    assert diary.need(Session, log.session_id).minutes_spent is None


def test_earlier_words_are_asked_for_in_every_field(diary, log):
    for typed in log.evening().typed:
        texts = log.earlier(typed.place)
        assert texts is None or list(texts.lines()) == []
    for words in ("How long do you wait?", "When is it time to stop waiting, and who says so?"):
        log.commit_typing(Place(Field.GROUP_QUESTION), words)
    texts = log.earlier(Place(Field.GROUP_QUESTION))
    assert [line.opening for line in texts.lines()] == ["How long do you wait?"]


def test_it_is_gone_back_to_after_a_lock_and_not_in_another_session(diary, log):
    assert not log.was_in_evening
    log.commit_typing(Place(Field.PROMPT, "went_well"), "The count-in")
    log.note_evening(is_open=True)
    assert reopened(diary).was_in_evening
    log.open_session(session_id=LAST)
    assert not log.was_in_evening
    log.open_session(group_id=GROUP, day=DAY)
    log.note_evening(is_open=False)
    assert not reopened(diary).was_in_evening
