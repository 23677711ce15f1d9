"""The log of a session without a window: what each key keeps, and that nothing kept is ever lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.presenters.log_samples import DAY, GROUP, LAST, MUSIC, NAMES, Clock, FakeView, new_diary
from tutordiary.errors import DiskFull
from tutordiary.model import (
    Attendance,
    Audience,
    Direction,
    Observation,
    PartTaken,
    Presence,
    Pupil,
    Reflection,
    Scope,
    Session,
    SessionStatus,
    Tried,
    Voice,
)
from tutordiary.presenters.log import LogPresenter
from tutordiary.presenters.log_state import Field, Place
from tutordiary.presenters.log_words import letters_for, names_for


class Logging:
    """A diary, a presenter and a view, opened on the sample group's day."""

    def __init__(self, diary) -> None:
        self.diary = diary
        self.view = FakeView()
        self.presenter = LogPresenter(diary, self.view, Clock())
        self.open()

    def open(self, **where) -> None:
        self.presenter.open_session(**(where or {"group_id": GROUP, "day": DAY}))

    def keys(self, typed: str) -> None:
        for key in typed:
            assert self.presenter.type_key(key), key

    @property
    def state(self):
        return self.view.state

    def cell(self, row: int, name: str):
        return self.state.cells[row][[column.name for column in self.state.columns].index(name)]

    def marks(self) -> dict[tuple[str, str], Observation]:
        session = self.presenter.session_id
        return {
            (mark.pupil_id, mark.indicators[0]): mark
            for mark in self.diary.find(Observation, session_id=session)
            if not mark.text
        }


@pytest.fixture
def log(tmp_path):
    diary = new_diary(tmp_path)
    yield Logging(diary)
    diary.close()


def test_opening_shows_the_group_and_writes_nothing(log):
    state = log.state
    assert state.title == "Samba group"
    assert state.when == "Tuesday 13 October, 1:30 to 2:00 pm  ·  Oakfield School"
    assert [column.name for column in state.columns] == ["Everyone", *NAMES]
    assert [column.under for column in state.columns] == ["all five", *["0 of 11"] * 5]
    assert [block.rows for block in state.blocks] == [2, 3, 3, 3]
    assert state.plan.wanted == "Count in more slowly"
    assert [level.words for level in state.levels] == ["A glimpse", "Sometimes", "Often"]
    assert log.diary.find(Session, held_on=DAY) == []


def test_a_number_marks_everyone_and_goes_down(log):
    log.keys("2")
    assert log.state.cursor == (1, 0)
    marks = log.marks()
    assert len(marks) == 5
    assert {(mark.step, mark.scope) for mark in marks.values()} == {(2, Scope.GROUP)}
    assert log.cell(0, "Everyone").said == "Everyone, Musical skill: sometimes"
    assert log.cell(0, "Ben").said == "Ben, Musical skill: sometimes, set for everyone"
    assert log.diary.find(Session, held_on=DAY)[0].status is SessionStatus.PLANNED
    assert log.state.kept.startswith("Kept on this computer, ")


def test_a_letter_marks_one_pupil_and_comes_back(log):
    log.keys("a1")
    assert log.state.cursor == (0, 0)
    log.keys("3")
    assert log.cell(0, "Amira").mark.step == 1
    assert log.cell(0, "Ben").mark.step == 3
    assert log.marks()["pupil-amira", MUSIC].scope is Scope.PUPIL
    assert log.cell(0, "Everyone").said == "Everyone, Musical skill: often; Amira marked by themselves"


def test_a_pupils_own_mark_stands_whichever_came_first(log):
    log.keys("2")
    log.presenter.go(0, 0)
    log.keys("b3")
    assert log.marks()["pupil-ben", MUSIC].scope is Scope.PUPIL
    log.keys("1")
    marks = log.marks()
    assert marks["pupil-ben", MUSIC].step == 3
    assert marks["pupil-amira", MUSIC].step == 1
    log.presenter.go(0, 0)
    log.keys("0")
    assert set(log.marks()) == {("pupil-ben", MUSIC)}


def test_arrows_stay_in_the_column(log):
    log.presenter.go(3, 2)
    log.keys("1")
    assert log.state.cursor == (4, 2)
    log.presenter.go(10, 2)
    log.keys("1")
    assert log.state.cursor == (10, 2)


def test_space_cycles_and_clicking_the_last_dot_clears(log):
    seen = []
    log.presenter.go(0, 1)
    for _ in range(4):
        log.keys(" ")
        mark = log.cell(0, "Amira").mark
        seen.append(mark.step if mark else None)
    assert seen == [1, 2, 3, None]
    log.presenter.mark_at(2, 3, 2)
    assert log.cell(2, "Chidi").mark.step == 2
    log.presenter.mark_at(2, 3, 2)
    assert log.cell(2, "Chidi").kind == "blank"
    assert log.state.cursor == (2, 3)


def test_a_harder_day_is_kept_with_or_without_a_step(log):
    log.keys("ah")
    assert log.marks()["pupil-amira", MUSIC].direction is Direction.HARDER_DAY
    assert log.cell(0, "Amira").said == "Amira, Musical skill: harder day"
    log.keys("1")
    assert log.cell(0, "Amira").said == "Amira, Musical skill: a glimpse, harder day"
    log.keys("ah")
    assert log.cell(0, "Amira").said == "Amira, Musical skill: a glimpse"
    log.keys("bhh")
    assert ("pupil-ben", MUSIC) not in log.marks()


def test_a_harder_day_for_everyone_keeps_the_steps(log):
    log.keys("a1" + "3")
    log.presenter.go(0, 0)
    log.keys("h")
    marks = log.marks()
    assert marks["pupil-ben", MUSIC].step == 3
    assert marks["pupil-ben", MUSIC].direction is Direction.HARDER_DAY
    assert marks["pupil-amira", MUSIC].direction is None


def test_away_takes_marks_out_and_brings_them_back(log):
    log.keys("2d3")
    log.presenter.go(0, 0)
    log.keys("d-")
    assert log.state.cursor == (0, 0)
    assert log.cell(0, "Dafydd").kind == "away"
    assert log.state.columns[0].under == "4 here"
    assert ("pupil-dafydd", MUSIC) not in log.marks()
    log.keys("d1")
    assert ("pupil-dafydd", MUSIC) not in log.marks()
    assert "was away" in log.view.said[-1]
    log.keys("d-")
    assert [log.cell(row, "Dafydd").mark.step for row in (0, 1)] == [2, 3]


def test_who_was_here_takes_late_and_left_early(log):
    log.presenter.set_presence("pupil-ben", Presence.LATE)
    assert log.state.columns[2].under == "late"
    assert log.state.columns[0].under == "all five"
    assert log.diary.all(Attendance)[0].presence is Presence.LATE


def test_unknown_keys_are_left_to_others(log):
    assert not log.presenter.type_key("z")
    assert not log.presenter.type_key("9")
    assert not log.presenter.type_key("")


@pytest.mark.parametrize(
    ("names", "letters"),
    [
        (("Amira", "Ali", "Ada"), ["a", "l", "d"]),
        (("Hannah", "Noah"), ["a", "o"]),
        (("Zoë", "Éloise", "Øre"), ["z", "e", "r"]),
        (("Aa", "Aa", "Aa"), ["a", "b", "c"]),
        (("12", "Nn"), ["a", "b"]),
    ],
)
def test_letters_are_free_and_distinct(names, letters):
    found = letters_for(names)
    assert [letter for letter, _ in found] == letters
    for name, (letter, at) in zip(names, found, strict=True):
        assert at == -1 or letter in {name[at].casefold(), "e"}


def test_thirty_pupils_run_out_of_letters_without_harm():
    found = letters_for([f"Ada{number}" for number in range(30)])
    keys = [letter for letter, _ in found if letter]
    assert len(keys) == len(set(keys)) == 23


def test_two_of_the_same_name_get_an_initial():
    pupils = [
        Pupil(id="1", first_name="Ali", last_name="Khan"),
        Pupil(id="2", first_name="ALI", last_name="Reed"),
        Pupil(id="3", first_name="Bo"),
    ]
    assert names_for(pupils) == ["Ali K", "ALI R", "Bo"]


def test_last_time_is_the_newest_earlier_mark(log):
    log.presenter.go(0, 5)
    assert log.state.panel.last_time == "Last time: sometimes, 6 October"
    log.presenter.go(1, 5)
    assert log.state.panel.last_time == "Last time: nothing noted yet"


# Words --------------------------------------------------------------------------------------------


def test_a_moment_is_kept_as_only_me(log):
    place = Place(Field.MOMENT, "pupil-elsie")
    log.keys("e/")
    assert log.view.focused == [(place, None)]
    log.presenter.keep_typing(place, "Elsie asked", 11)
    log.presenter.commit_typing(place, "Elsie asked to start the break. ")
    sign = next(one for one in log.diary.all(Observation) if one.text)
    assert sign.text == "Elsie asked to start the break."
    assert (sign.pupil_id, sign.audiences, sign.indicators) == ("pupil-elsie", frozenset(), ())
    assert log.diary.drafts() == []


def test_their_words_become_a_voice_and_next_time_a_reflection(log):
    log.keys("b")
    log.presenter.commit_typing(Place(Field.WORDS, "pupil-ben"), "Can we do it faster?")
    log.presenter.commit_typing(Place(Field.NEXT_TIME), "Try the fast one")
    voice = log.diary.all(Voice)[0]
    assert (voice.words, voice.pupil_id, voice.audiences) == (
        "Can we do it faster?",
        "pupil-ben",
        frozenset(),
    )
    session = log.presenter.session_id
    assert log.diary.find(Reflection, session_id=session)[0].text == "Try the fast one"


def test_emptied_words_take_their_record_away(log):
    place = Place(Field.MOMENT, "")
    log.presenter.commit_typing(place, "They cheered.")
    assert log.diary.find(Observation, text="They cheered.")[0].scope is Scope.GROUP
    log.presenter.commit_typing(place, "  ")
    assert log.diary.find(Observation, session_id=log.presenter.session_id) == []


def test_a_phrase_becomes_a_sentence_and_can_be_taken_out(log):
    log.keys("e")
    log.presenter.commit_typing(Place(Field.MOMENT, "pupil-elsie"), "She grinned.")
    log.presenter.switch_phrase("Led the group", on=True)
    assert log.state.panel.moment.text == "She grinned. Led the group."
    assert log.state.panel.phrases_on == ("Led the group",)
    log.presenter.switch_phrase("Led the group", on=False)
    assert log.state.panel.moment.text == "She grinned."


def test_a_moment_may_be_about_three_indicators_at_most(log):
    log.keys("e")
    log.presenter.switch_phrase("Led the group", on=True)
    for row in range(4):
        log.presenter.go(row, 5)
        log.presenter.link_indicator(log.state.rows[row].indicator_id, on=True)
    sign = next(one for one in log.diary.all(Observation) if one.text)
    assert sign.indicators == ("MUS.1", "MUS.2", "AGE.1")
    log.presenter.link_indicator("MUS.2", on=False)
    assert [link.on for link in log.state.panel.links] == [True, True, False]


def test_how_they_took_part_stands_without_words(log):
    log.keys("c")
    log.presenter.set_part(PartTaken.LISTENED)
    sign = next(one for one in log.diary.all(Observation) if one.part_taken)
    assert (sign.pupil_id, sign.part_taken) == ("pupil-chidi", PartTaken.LISTENED)
    assert log.cell(0, "Chidi").kind == "blank"
    log.presenter.set_part(None)
    assert log.diary.find(Observation, session_id=log.presenter.session_id) == []


def test_words_are_released_one_audience_at_a_time(log):
    log.keys("e")
    place = Place(Field.MOMENT, "pupil-elsie")
    log.presenter.set_audience(place, Audience.FAMILY, on=True)
    assert log.diary.find(Observation, session_id=log.presenter.session_id) == []
    log.presenter.switch_phrase("Big smile", on=True)
    log.presenter.set_audience(place, Audience.FAMILY, on=True)
    log.presenter.set_audience(place, Audience.SCHOOL, on=True)
    log.presenter.set_audience(place, Audience.SCHOOL, on=False)
    assert log.state.panel.moment_audiences == frozenset({Audience.FAMILY})
    log.presenter.commit_typing(Place(Field.WORDS, "pupil-elsie"), "Again!")
    log.presenter.set_audience(Place(Field.WORDS, "pupil-elsie"), Audience.REFLECTION, on=True)
    assert log.diary.all(Voice)[0].audiences == {Audience.REFLECTION}


def test_did_i_try_it(log):
    log.presenter.set_tried(Tried.PARTLY)
    assert log.diary.find(Session, held_on=DAY)[0].tried_last is Tried.PARTLY


def test_the_evening_half_asks_the_seven_prompts_and_keeps_the_answers(log):
    evening = log.presenter.evening()
    assert [part.title for part in evening.parts] == ["What?", "So what?", "Now what?"]
    assert [len(part.questions) for part in evening.parts] == [3, 3, 1]
    worked = evening.parts[0].questions[0]
    assert worked.ask == "What worked today?"
    log.presenter.commit_typing(worked.typed.place, "The slow count-in.")
    log.presenter.set_audience(worked.typed.place, Audience.REFLECTION, on=True)
    session = log.presenter.session_id
    answer = log.diary.find(Reflection, session_id=session)[0]
    assert (answer.prompt, answer.text, answer.audiences) == (
        "went_well",
        "The slow count-in.",
        {Audience.REFLECTION},
    )
    log.presenter.commit_typing(Place(Field.NEXT_TIME), "Let Elsie count in")
    assert log.presenter.evening().parts[2].questions[0].typed.text == "Let Elsie count in"
    assert log.state.panel.next_time.text == "Let Elsie count in"


def test_the_evening_half_links_a_sign_to_what_the_tutor_did(log):
    log.presenter.commit_typing(Place(Field.MOMENT, "pupil-elsie"), "Elsie asked to start.")
    sign = log.presenter.evening().signs[0]
    assert (sign.about, sign.text, sign.did.text) == ("Elsie", "Elsie asked to start.", "")
    log.presenter.commit_typing(sign.did.place, "Left a long silence")
    kept = next(one for one in log.diary.all(Observation) if one.text)
    assert kept.what_i_did == "Left a long silence"
    log.presenter.commit_typing(sign.did.place, "")
    assert log.diary.need(Observation, kept.id).what_i_did == ""
    log.presenter.set_bring_to_group(on=True)
    assert log.diary.find(Session, held_on=DAY)[0].bring_to_group
    assert log.presenter.evening().bring_to_group


def test_an_unfinished_answer_is_gone_back_to(log):
    log.presenter.keep_typing(Place(Field.PROMPT, "did_not"), "The lyr", 7)
    again = Logging(log.diary)
    assert again.view.focused == [(Place(Field.PROMPT, "did_not"), 7)]


# Undo, finish, trouble ----------------------------------------------------------------------------


def test_undo_and_redo_go_back_through_what_was_kept(log):
    log.keys("a1" + "2")
    log.presenter.commit_typing(Place(Field.MOMENT, ""), "They cheered.")
    for _ in range(3):
        log.presenter.undo()
    assert log.diary.find(Observation, session_id=log.presenter.session_id) == []
    log.presenter.undo()
    for _ in range(3):
        log.presenter.redo()
    assert len(log.marks()) == 5
    assert log.diary.find(Observation, text="They cheered.") != []
    log.presenter.undo()
    log.keys("b3")
    assert log.state.redo_words == ""


def test_undo_holds_two_hundred_steps(log):
    log.presenter.go(0, 1)
    for _ in range(201):
        log.presenter.mark_here(1)
        log.presenter.clear()
    undone = 0
    while log.state.undo_words:
        log.presenter.undo()
        undone += 1
    assert undone == 200


def test_undo_puts_the_cursor_where_it_was(log):
    log.presenter.go(4, 2)
    log.keys("1")
    log.presenter.go(0, 0)
    log.presenter.undo()
    assert log.state.cursor == (4, 2)


def test_finishing_notes_who_was_here_and_keeps_the_first_time(log):
    log.keys("d-2")
    log.presenter.finish()
    session = log.diary.find(Session, held_on=DAY)[0]
    assert session.status is SessionStatus.HELD
    assert session.finished_at is not None
    presences = {one.pupil_id: one.presence for one in log.diary.all(Attendance)}
    assert presences.pop("pupil-dafydd") is Presence.ABSENT
    assert set(presences.values()) == {Presence.PRESENT}
    assert len(presences) == 4
    assert log.view.finished[0].words == "Samba group is logged: 4 here, 4 signs noted."
    log.presenter.finish()
    assert log.diary.find(Session, held_on=DAY)[0].finished_at == session.finished_at


def test_finishing_makes_forgotten_drafts_final(log):
    log.presenter.keep_typing(Place(Field.WORDS, "pupil-ben"), "Again!", 6)
    log.presenter.finish()
    assert log.diary.all(Voice)[0].words == "Again!"
    assert log.diary.drafts() == []


def test_reopening_goes_back_to_the_unfinished_word(log):
    log.keys("2")
    log.presenter.keep_typing(Place(Field.NEXT_TIME), "Slow", 4)
    log.presenter.keep_typing(Place(Field.MOMENT, "pupil-chidi"), "Chidi couted the", 7)
    again = Logging(log.diary)
    assert again.presenter.session_id == log.presenter.session_id
    assert again.view.focused == [(Place(Field.MOMENT, "pupil-chidi"), 7)]
    assert again.state.panel.who == "Chidi"
    assert again.state.panel.moment.text == "Chidi couted the"
    assert again.state.panel.moment.is_unfinished
    assert len(again.marks()) == 5


def test_a_refusal_keeps_everything_on_the_screen_and_is_tried_again(log, monkeypatch):
    kept = log.diary.save

    def refuse(*items):
        raise DiskFull("There is no room to write. What was saved before is safe. Free some space.")

    monkeypatch.setattr(log.diary, "save", refuse)
    log.keys("2a1")
    log.presenter.commit_typing(Place(Field.WORDS, "pupil-ben"), "Again!")
    assert log.state.problem.startswith("There is no room")
    assert log.cell(0, "Ben").mark.step == 2
    log.presenter.finish()
    assert log.view.finished == []
    assert log.diary.find(Session, held_on=DAY) == []
    monkeypatch.setattr(log.diary, "save", kept)
    log.presenter.try_again()
    assert log.state.problem == ""
    assert len(log.marks()) == 6
    assert log.diary.all(Voice)[0].words == "Again!"


def test_a_mark_undone_while_nothing_could_be_written_is_gone(log, monkeypatch):
    def refuse(*items):
        raise DiskFull("There is no room to write.")

    with monkeypatch.context() as patch:
        patch.setattr(log.diary, "save", refuse)
        log.keys("2")
        log.presenter.undo()
    log.presenter.try_again()
    assert log.state.problem == ""
    assert log.marks() == {}


def test_an_old_session_opens_by_its_id_and_keeps_what_others_wrote(log):
    log.diary.save(replace(log.diary.need(Session, LAST), finished_at=Clock()()))
    log.open(session_id=LAST)
    assert log.cell(0, "Elsie").mark.step == 2
    assert log.state.is_finished
    assert log.state.panel.last_time == "Last time: nothing noted yet"
    log.keys("e")
    log.keys("3")
    assert log.diary.need(Observation, "mark-last").step == 3


def test_a_session_of_another_day_is_its_own(log):
    log.keys("2")
    first = log.presenter.session_id
    log.open(group_id=GROUP, day=DAY + timedelta(days=7))
    assert log.presenter.session_id != first
    assert log.cell(0, "Ben").kind == "blank"


def test_changes_made_elsewhere_are_read_before_going_on(log):
    log.keys("2")
    log.presenter.go(3, 4)
    log.presenter.refresh()
    assert log.state.undo_words != ""
    log.diary.remove(*log.diary.find(Observation, pupil_id="pupil-ben", noted_on=DAY))
    log.presenter.refresh()
    assert log.cell(0, "Ben").kind == "blank"
    assert log.state.cursor == (3, 4)
    assert log.state.undo_words == ""
    log.diary.remove(log.diary.need(Session, log.presenter.session_id))
    log.presenter.refresh()
    assert log.cell(0, "Amira").kind == "blank"
    log.keys("1")
    assert log.diary.find(Session, held_on=DAY) != []


def test_opening_another_session_makes_the_words_of_this_one_final(log):
    log.presenter.keep_typing(Place(Field.MOMENT, "pupil-ben"), "Ben whist", 9)
    log.open(group_id=GROUP, day=DAY + timedelta(days=7))
    assert log.diary.drafts() == []
    assert log.diary.find(Observation, text="Ben whist")[0].noted_on == DAY


def test_a_group_without_pupils_is_empty_and_harmless(tmp_path):
    diary = new_diary(tmp_path, names=())
    log = Logging(diary)
    assert log.state.is_empty
    log.keys("2 h0-./")
    log.presenter.finish()
    assert log.diary.all(Attendance) == []
    diary.close()
