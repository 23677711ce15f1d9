"""The parts of a pupil's page: what is missing is named, what is late is said, and nothing is inferred."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.presenters.pupil_samples import FIRST, MUSIC, OTIS, TODAY, WREN, fill
from tests.presenters.test_pupil import View
from tutordiary.model import (
    Action,
    Audience,
    Closure,
    Conversation,
    ConversationPupil,
    GivenBy,
    Judgement,
    JudgementEvidence,
    JudgementResult,
    Membership,
    Observation,
    Permission,
    PermissionKind,
    Pupil,
    ReviewResult,
    Speaker,
    StartPoint,
    Target,
    TargetEvidence,
    Voice,
)
from tutordiary.presenters.forms import YES
from tutordiary.presenters.pupil import PupilPresenter
from tutordiary.presenters.pupil_forms import WHAT_IT_SHOWS, PupilForms
from tutordiary.presenters.pupil_lines import ABOUT_HOME, ASK_FIRST, LATE, NOT_BACKED
from tutordiary.presenters.pupil_picture import ALL, YEAR, stretch
from tutordiary.presenters.pupil_targets import reviews_due

SCHOOL = frozenset({Audience.SCHOOL})


@pytest.fixture
def view():
    return View()


@pytest.fixture
def presenter(diary, view):
    fill(diary)
    return PupilPresenter(diary, view, lambda: TODAY)


@pytest.fixture
def sheets(diary, presenter):
    return PupilForms(diary, lambda: TODAY)


def target(name: str, **more) -> Target:
    values = {"pupil_id": WREN, "kind": "musical", "pupil_words": f"I want {name}", "set_on": FIRST}
    return Target(id=name, **(values | more))


def kept(sheets, form, **typed):
    return sheets.forms.keep(form, {**form.values, **typed})


# Start points and decisions -------------------------------------------------------------------------------


def test_missing_start_points_are_named_and_late_ones_said(diary, view, presenter):
    diary.add(StartPoint(id="late", pupil_id=WREN, outcome="MUS", noted_on=TODAY, text="Copied.", step=0))
    presenter.open(WREN)
    by_id = {line.outcome_id: line for line in view.page.outcomes}
    assert by_id["MUS"].start_note == LATE
    assert by_id["MUS"].starts[0].title == "not yet seen"
    assert not by_id["MUS"].missing
    assert all(line.missing and not line.starts for key, line in by_id.items() if key != "MUS")
    presenter.open(OTIS)
    assert all("No start point yet" in line.missing for line in view.page.outcomes)


def test_the_rule_counts_dates_and_not_marks_for_everyone_or_harder_days(diary, view, presenter):
    diary.add(StartPoint(id="start", pupil_id=WREN, outcome="MUS", noted_on=FIRST, text="Copied."))
    presenter.open(WREN)
    music = view.page.outcomes[0]
    assert music.rule == "start point: yes; two later dates: 1 of 2"
    assert view.page.outcomes[1].rule == "start point: no; two later dates: 0 of 2"


def test_increased_is_refused_until_the_rule_is_met(diary, sheets):
    diary.add(StartPoint(id="start", pupil_id=WREN, outcome="MUS", noted_on=FIRST, text="Copied."))
    form = sheets.open("judgement", WREN, about="MUS")
    assert "two later dates: 1 of 2" in form.note
    problem = kept(sheets, form, result="increased")
    assert problem is not None
    assert problem.field == "result"
    assert "1 of 2" in problem.sentence
    assert diary.all(Judgement) == []
    assert kept(sheets, form, result="early_signs") is None
    diary.add(Observation(id="more", pupil_id=WREN, noted_on=TODAY, indicators=(MUSIC,), text="Led it."))
    form = sheets.open("judgement", WREN, about="MUS")
    assert kept(sheets, form, result="increased", signs="more words") is None
    (made,) = diary.find(Judgement, result=JudgementResult.INCREASED)
    assert (made.outcome, made.pupil_id) == ("MUS", WREN)
    assert {one.observation_id for one in diary.find(JudgementEvidence, judgement_id=made.id)} == {
        "more", "words",
    }  # fmt: skip
    again = sheets.open("judgement", WREN, made.id)
    assert set(again.values["signs"].split()) == {"more", "words"}
    assert kept(sheets, again, signs="words") is None
    assert [one.observation_id for one in diary.find(JudgementEvidence, judgement_id=made.id)] == ["words"]


def test_an_increased_that_came_without_evidence_is_marked(diary, view, presenter):
    diary.add(Judgement(id="j", pupil_id=WREN, outcome="AGE", result="increased", judged_on=TODAY))
    presenter.open(WREN)
    assert [line.warning for line in view.page.outcomes if line.outcome_id == "AGE"] == [NOT_BACKED]


def test_only_signs_of_this_pupil_alone_and_of_the_outcome_are_offered(sheets):
    form = sheets.open("judgement", WREN, about="MUS")
    offered = next(one for one in form.fields if one.key == "signs").choices
    assert [key for key, _ in offered] == ["hard", "words", "mark"]


# Small signs ----------------------------------------------------------------------------------------------


def test_a_sign_for_an_outcome_asks_once_what_it_shows_and_chooses_nothing(diary, sheets):
    before = len(diary.all(Observation))
    form = sheets.open("sign", WREN, about="AGE")
    assert [one.key for one in form.fields[:3]] == ["text", "indicators", "noted_on"]
    assert form.fields[1].choices[0][0].startswith("AGE.")
    assert not form.values.get("indicators")
    asked = kept(sheets, form, text="Chose the next song.", indicators=MUSIC)
    assert asked is not None
    assert (asked.field, asked.sentence, asked.is_question) == ("indicators", WHAT_IT_SHOWS, True)
    assert len(diary.all(Observation)) == before
    assert kept(sheets, form, text="Chose the next song.") is None
    (made,) = diary.find(Observation, text="Chose the next song.")
    assert made.indicators == ()


def test_a_sign_that_shows_the_outcome_or_is_for_none_is_kept_without_a_question(diary, sheets):
    shown = sheets.open("sign", WREN, about="AGE")
    assert kept(sheets, shown, text="Led it.", indicators=shown.fields[1].choices[0][0]) is None
    plain = sheets.open("sign", WREN)
    assert [one.key for one in plain.fields[:2]] == ["text", "noted_on"]
    assert kept(sheets, plain, text="Hummed.") is None
    held = sheets.open("sign", WREN, "words", "AGE")
    assert kept(sheets, held) is None


# Targets --------------------------------------------------------------------------------------------------


def test_a_fourth_live_target_is_refused_with_those_to_review(diary, sheets):
    diary.add(target("a"), target("b"), target("c"))
    refused = sheets.refusal("target", WREN)
    assert refused is not None
    assert [key for key, _ in refused.choices] == ["a", "b", "c"]
    assert sheets.refusal("target", WREN, "a") is None
    assert sheets.refusal("target", OTIS) is None
    problem = kept(sheets, sheets.open("target", WREN), pupil_words="I want d")
    assert problem is not None
    assert len(diary.all(Target)) == 3
    review = sheets.open("target", WREN, "a")
    half = kept(sheets, review, review_result="got_there")
    assert half is not None
    assert half.field == "reviewed_on"
    done = {"review_result": "got_there", "reviewed_on": "20 November 2026", "pupil_review": "I did it"}
    assert kept(sheets, review, **done) is None
    assert sheets.refusal("target", WREN) is None


def test_a_target_still_going_stays_live(diary, sheets):
    going = {"review_result": ReviewResult.STILL_GOING, "reviewed_on": FIRST}
    diary.add(target("a", **going), target("b"), target("c"))
    assert sheets.refusal("target", WREN) is not None


def test_evidence_is_linked_to_a_target_and_counted(diary, view, presenter, sheets):
    diary.add(target("a"))
    assert kept(sheets, sheets.open("target", WREN, "a"), evidence="mark words") is None
    assert {one.observation_id for one in diary.all(TargetEvidence)} == {"mark", "words"}
    presenter.open(WREN)
    assert view.page.targets[0].seen_by == "2 small signs linked"


def test_reviews_that_are_due_are_told_for_current_pupils(diary, presenter):
    diary.add(
        target("due", review_by=TODAY),
        target("over", review_by=FIRST),
        target("ahead", review_by=TODAY + timedelta(days=1)),
        target("done", review_by=FIRST, reviewed_on=TODAY, review_result=ReviewResult.GOT_THERE),
    )
    assert [(one.target_id, one.name) for one in reviews_due(diary, TODAY)] == [
        ("over", "Wren"),
        ("due", "Wren"),
    ]


# Words and conversations ----------------------------------------------------------------------------------


def test_a_quote_says_who_may_see_it_and_what_to_heed(diary, view, presenter):
    quote = {"speaker": Speaker.PUPIL, "said_on": TODAY, "pupil_id": WREN}
    diary.add(
        Voice(id="a", words="Again!", audiences=SCHOOL, translated=True, scribed_by="Mrs Dale", **quote),
        Voice(id="b", words="My gran sings.", about_home=True, **quote),
    )
    presenter.open(WREN)
    by_id = {one.record_id: one for one in view.page.voices}
    assert by_id["a"].warning == ASK_FIRST
    assert by_id["a"].who_sees == "School"
    assert by_id["a"].seen_by == "written down by Mrs Dale, translated"
    assert (by_id["b"].warning, by_id["b"].who_sees) == (ABOUT_HOME, "Only me")
    diary.add(
        Permission(id="p", pupil_id=WREN, kind=PermissionKind.QUOTE, given_by=GivenBy.PUPIL, given_on=TODAY)
    )
    presenter.open(WREN)
    assert not any(one.warning == ASK_FIRST for one in view.page.voices)


def test_a_star_is_kept(diary, view, presenter):
    presenter.star("sign", "words", on=True)
    assert diary.need(Observation, "words").starred
    presenter.open(WREN)
    assert {one.record_id: one.is_starred for one in view.page.moments} == {"words": True, "hard": False}


def test_a_conversation_is_about_those_ticked_and_its_actions_are_ticked(diary, view, presenter, sheets):
    form = sheets.open("conversation", WREN)
    offered = dict(next(one for one in form.fields if one.key == "about").choices)
    assert offered == {WREN: "Wren Adair", OTIS: "Otis"}
    problem = kept(sheets, form, with_role="SENCO", summary="A quiet corner", about="")
    assert problem is not None
    assert problem.field == "about"
    assert kept(sheets, form, with_role="SENCO", summary="A quiet corner", about=f"{WREN} {OTIS}") is None
    (talk,) = diary.all(Conversation)
    assert talk.setting_id == "setting"
    action = sheets.open("action", WREN, about=talk.id)
    assert kept(sheets, action, text="Find a room", who="Mrs Dale", due_on="1 December 2026") is None
    presenter.open(WREN)
    (line,) = view.page.talks
    assert line.with_others == "Also about Otis"
    assert [(one.words, one.is_done) for one in line.actions] == [
        ("Mrs Dale: Find a room, by 1 December 2026", False)
    ]
    presenter.tick(line.actions[0].record_id, done=True)
    (held,) = diary.all(Action)
    assert held.done_on == TODAY
    assert kept(sheets, sheets.open("action", WREN, held.id), is_done="") is None
    assert diary.need(Action, held.id).done_on is None
    assert sheets.open("action", WREN, held.id).values["is_done"] != YES
    again = sheets.open("conversation", WREN, talk.id)
    assert kept(sheets, again, about=OTIS) is None
    assert [one.pupil_id for one in diary.all(ConversationPupil)] == [OTIS]


def test_nobody_is_noted_at_a_school_that_is_not_known(diary, sheets):
    diary.add(Pupil(id="new", first_name="Ferdy"))
    refused = sheets.refusal("contact", "new")
    assert refused is not None
    assert "No school" in refused.sentence
    assert sheets.refusal("contact", WREN) is None


# The list and the picture ---------------------------------------------------------------------------------


def test_the_list_begins_with_current_pupils_and_finds_others_by_name(diary, view, presenter):
    diary.add(
        Pupil(id="left", first_name="Pippa"),
        Membership(id="old", pupil_id="left", group_id="group", joined_on=FIRST, left_on=FIRST),
    )
    presenter.show_list()
    assert [line.pupil_id for line in view.lines] == [OTIS, WREN]
    presenter.narrow("pip", everybody=False)
    assert [line.pupil_id for line in view.lines] == ["left"]
    presenter.narrow("", everybody=True)
    assert [line.pupil_id for line in view.lines] == [OTIS, WREN, "left"]
    presenter.narrow("nobody", everybody=False)
    assert view.lines == ()
    assert not view.found.is_empty_diary


def test_the_arrows_stop_at_each_session_with_all_of_it_in_words(view, presenter):
    presenter.open(WREN)
    assert [day.day for day in view.page.days] == [FIRST + timedelta(weeks=week) for week in range(4)]
    assert "a harder day" in view.page.days[2].spoken
    assert "set for everyone" in view.page.days[2].spoken
    assert view.page.days[3].spoken.endswith("away")


def test_terms_come_from_known_holidays_and_are_never_guessed():
    days = [date(2026, 9, 10), date(2026, 12, 10)]
    ground = stretch(days, (), "", TODAY)
    assert [band.name for band in ground.bands] == ["Sep", "Oct", "Nov", "Dec"]
    rest = Closure(id="c", name="Half term", from_on=date(2026, 10, 26), until_on=date(2026, 10, 30))
    ground = stretch(days, (rest,), "", TODAY)
    assert [(band.first, band.last) for band in ground.bands] == [
        (date(2026, 9, 10), date(2026, 10, 25)),
        (date(2026, 10, 31), date(2026, 12, 10)),
    ]
    one_day = Closure(id="d", name="Training", from_on=date(2026, 10, 26), until_on=date(2026, 10, 26))
    assert len(stretch(days, (one_day,), "", TODAY).bands) == 4


def test_many_years_begin_with_the_last_and_can_be_seen_whole():
    days = [date(2006, 9, 1), date(2026, 11, 1)]
    ground = stretch(days, (), "", TODAY)
    assert (ground.span.key, ground.span.last) == (YEAR, date(2026, 11, 1))
    whole = stretch(days, (), ALL, TODAY)
    assert whole.span.first == date(2006, 9, 1)
    assert [band.name for band in whole.bands] == [str(year) for year in range(2006, 2027)]
