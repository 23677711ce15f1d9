"""The road to the reflection group through its presenter: lines, own words, the file, screen and advice."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.presenters.pack_samples import HARD, MEETING, NEXT, QUESTION, SIGN, TODAY, fill_pack
from tests.presenters.share_samples import NAMES, View
from tutordiary import timetable
from tutordiary.drafting.pack_screens import spoken
from tutordiary.model import (
    Action,
    Disclosure,
    Group,
    Pack,
    PackItem,
    PackItemKind,
    PracticeLoop,
    Reflection,
    Session,
)
from tutordiary.presenters.share_pack import PackPresenter
from tutordiary.presenters.share_pack_choice import EVERY
from tutordiary.presenters.share_state import Step
from tutordiary.presenters.work import InlineRunner
from tutordiary.release.disclosures import check_chain
from tutordiary.release.intruder import QUESTIONS, SCHOOL

PRIVATE = (*NAMES, "Bramblecote", "Tuesday players", "Marlow", "Quill", "November", "2026")


class PackView(View):
    """Records what the presenter of the pack shows, too."""

    def __init__(self):
        super().__init__()
        self.pages = ()

    def show_pack_choice(self, state):
        self.choice = state

    def show_pack_give(self, state):
        self.give = state

    def show_screens(self, pages):
        self.pages = pages


@pytest.fixture
def road(diary):
    fill_pack(diary)
    return opened(diary)


def opened(diary, today=TODAY):
    view = PackView()
    presenter = PackPresenter(diary, view, InlineRunner(), lambda: today)
    presenter.view = view
    presenter.arrive()
    return presenter


def part(presenter, kind):
    return next(one for one in presenter.view.choice.parts if one.kind is kind)


def rows(presenter, kind):
    return [(row.words, row.is_ticked) for row in part(presenter, kind).rows]


def read_all(presenter):
    presenter.open_step(Step.REVIEW)
    for _ in range(40):
        passage = presenter.view.passage
        if presenter.view.review.is_done:
            for key in QUESTIONS:
                presenter.answer(key, yes=False)
            return
        if passage is not None and any(not line.decided for line in passage.questions):
            presenter.keep()
        else:
            presenter.read()
    raise AssertionError(presenter.view.review)


def test_the_only_group_is_chosen_and_its_lines_stand_in_their_parts(road):
    assert rows(road, PackItemKind.CHALLENGE) == [(QUESTION, True)]
    assert rows(road, PackItemKind.UNSURE) == [(HARD, True)]
    assert rows(road, PackItemKind.OUTCOME_SIGN) == [(SIGN, True)]
    assert rows(road, PackItemKind.TRIED) == [(NEXT, True)]
    about = part(road, PackItemKind.TRIED).rows[0].about
    assert "Tried: partly" in about
    assert part(road, PackItemKind.CHALLENGE).hints == ()


def test_a_long_reading_ends_in_the_middle_when_the_diary_is_to_close(road):
    about = road._about()
    asked = itertools.count()
    assert len(about.lines) > 1
    assert road._work(about, lambda: next(asked) < 2)() is None
    assert next(asked) == 3
    assert road._work(about, lambda: True)().reading.items


def test_nothing_is_written_or_shown_before_every_word_was_read(road, tmp_path):
    road.open_step(Step.GIVE)
    road.give(tmp_path / "pack.pdf")
    road.show_full()
    assert road.view.said[1] == "warn"
    assert list(tmp_path.glob("*.pdf")) == []
    assert road.view.pages == ()


@pytest.mark.parametrize("fmt", ["pdf", "docx"])
def test_a_pack_is_written_noted_and_kept_without_a_name(road, diary, tmp_path, fmt):
    from tutordiary.release.leakscan import pieces
    from tutordiary.release.parts import Part

    road.choose_meeting(MEETING)
    road.choose_format(fmt)
    road.choose_sheets(agenda=True, facilitator=True)
    read_all(road)
    road.open_step(Step.GIVE)
    assert road.view.give.give.blocked == ""
    target = tmp_path / road.suggested_name()
    road.give(target)
    assert road.view.said[1] == "ok", road.view.said
    text = "\n".join(one.text for one in pieces(target.read_bytes(), target.name) if isinstance(one, Part))
    assert [word for word in PRIVATE if re.search(rf"\b{word}\b", text)] == []
    held = diary.all(Pack)[0]
    assert (held.meeting_on, held.group_id) == (MEETING, "group")
    assert held.question == re.sub(r"\bOtis\b", "[pupil X]", QUESTION).replace(
        "[pupil X]", re.search(r"\[pupil [A-Z]\]", held.question).group()
    )
    items = {item.kind: item for item in diary.all(PackItem)}
    assert items[PackItemKind.OUTCOME_SIGN].indicator == "MUS.1"
    assert items[PackItemKind.TRIED].text == "Begin with the quiet drum. Tried: partly."
    assert diary.all(Disclosure)[0].purpose == "reflection_pack"
    road.give(tmp_path / f"again.{fmt}")
    assert len(diary.all(PackItem)) == len(items)
    assert check_chain(diary).entries == 2


def test_the_screen_shows_only_cleared_words_and_that_is_noted(road, diary):
    read_all(road)
    road.show_full()
    words = spoken(road.view.pages)
    assert "[pupil" in words
    assert [word for word in PRIVATE if re.search(rf"\b{word}\b", words)] == []
    assert diary.all(Disclosure)[0].file_name == "shown on the screen"
    assert road.view.pages[-1].minutes == (5, 15, 40, 35, 15, 10)


def test_a_name_that_slips_through_is_not_shown(road, diary, monkeypatch):
    from tutordiary.drafting import pack

    read_all(road)
    compose = pack.compose

    def spoilt(*args):
        made = compose(*args)
        return replace(made, document=replace(made.document, learned="Ferdy said so"))

    monkeypatch.setattr(pack, "compose", spoilt)
    road.show_full()
    assert road.view.pages == ()
    assert "Nothing was shown" in road.view.said[0]
    assert "Ferdy" not in road.view.said[0]
    assert diary.all(Disclosure) == []


def test_nothing_leaves_while_somebody_of_the_school_could_know_a_child(road, diary, tmp_path):
    read_all(road)
    road.answer(SCHOOL, yes=True)
    assert "parent or a teacher" in road.blocked()
    road.give(tmp_path / "p.pdf")
    road.show_full()
    assert (road.view.pages, list(tmp_path.glob("*.pdf"))) == ((), [])
    road.answer(SCHOOL, yes=False)
    road.show_full()
    assert json.loads(diary.all(Disclosure)[0].entry)["intruder"]["school"] == "no"


def test_own_words_are_drafts_read_like_any_passage(road, diary, tmp_path):
    words = road.own_words(PackItemKind.ADVICE)
    road.type_own(words.id, "Ideas for Ferdy, please", 5)
    road.finish_own(words.id)
    again = opened(diary)
    assert rows(again, PackItemKind.ADVICE) == [("Ideas for Ferdy, please", True)]
    assert again.own_words(PackItemKind.ADVICE, words.id).caret == 5
    read_all(again)
    again.give(tmp_path / "p.pdf")
    kept = {item.kind: item for item in diary.all(PackItem)}
    assert re.fullmatch(r"Ideas for \[pupil [A-D]\], please", kept[PackItemKind.ADVICE].text)
    assert kept[PackItemKind.ADVICE].source_id == ""


def test_a_passage_in_words_of_ones_own_takes_its_place(road):
    line = part(road, PackItemKind.UNSURE).rows[0].id
    words = road.own_words(PackItemKind.UNSURE, line)
    assert words.text == HARD
    road.type_own(words.id, "I talked over the ending.")
    road.finish_own(words.id)
    assert rows(road, PackItemKind.UNSURE) == [("I talked over the ending.", True), (HARD, False)]
    road.remove_own(words.id)
    assert rows(road, PackItemKind.UNSURE) == [(HARD, False)]
    road.bring_back()
    assert rows(road, PackItemKind.UNSURE)[0] == ("I talked over the ending.", True)


def test_a_part_has_its_room_and_its_order(road):
    for text in ("One", "Two", "Three"):
        words = road.own_words(PackItemKind.UNSURE)
        road.type_own(words.id, text)
        road.finish_own(words.id)
    assert [row for row, on in rows(road, PackItemKind.UNSURE) if on] == ["One", "Two", "Three"]
    hard = part(road, PackItemKind.UNSURE).rows[0].id
    road.tick(hard, on=True)
    assert "room for three" in road.view.said[0]
    road.move_line(hard, 1)
    assert [row for row, _ in rows(road, PackItemKind.UNSURE)] == ["One", HARD, "Two", "Three"]
    question = road.own_words(PackItemKind.CHALLENGE)
    road.type_own(question.id, "Is it his fault?")
    road.finish_own(question.id)
    assert dict(rows(road, PackItemKind.CHALLENGE)) == {QUESTION: False, "Is it his fault?": True}
    assert len(part(road, PackItemKind.CHALLENGE).hints) == 2


def test_letters_are_shuffled_for_each_pack(road):
    from tutordiary.drafting.pack import reviewer
    from tutordiary.release.passages import Passage

    passage = Passage(
        id="x",
        kind="own_words",
        text="Otis and Wanda",
        day=TODAY,
        group_id="group",
        pupil_ids=(),
        source="tutor",
    )
    seen = {reviewer(road._diary, f"pack {n}", ("group",)).read([passage])[0].rendered for n in range(8)}
    assert len(seen) > 1


def test_a_group_is_to_be_chosen_where_several_met(road, diary):
    diary.add(
        Group(id="g2", setting_id="setting", working_name="Friday drums"),
        replace(diary.need(Session, "session2"), id="session3", group_id="g2"),
    )
    fresh = opened(diary)
    assert [one.is_chosen for one in fresh.view.choice.groups] == [False, False, False]
    assert fresh.view.choice.parts == ()
    fresh.open_step(Step.GIVE)
    assert fresh.step is Step.CHOOSE
    fresh.choose_group(EVERY)
    assert rows(fresh, PackItemKind.CHALLENGE) == [(QUESTION, True)]


# After the meeting ----------------------------------------------------------------------------------------


@pytest.fixture
def after(road, diary):
    """The same diary a week after the meeting."""
    road.choose_meeting(MEETING)
    read_all(road)
    road.show_full()
    diary.add(
        replace(diary.need(Session, "session2"), id="session3", held_on=date(2026, 11, 23), tried_last=None),
        Reflection(id="n3", session_id="session3", prompt="next_time", text="Keep the quiet drum."),
    )
    return opened(diary, MEETING + timedelta(days=7))


def next_session(diary):
    return timetable.planned(diary.need(Group, "group"), date(2026, 12, 1), "")


def test_advice_goes_into_the_next_log_and_comes_back(after, diary):
    assert after.view.choice.advice.asks.startswith("The meeting is over")
    after.advice.type_text("- Let the one who leaves carry the beater\n\nSit beside the door")
    assert opened(diary, MEETING).view.choice.advice.text.startswith("- Let")
    after.take_up_advice()
    asked = timetable.next_time_before(diary, next_session(diary))
    assert asked == (
        "Keep the quiet drum. From the group: Let the one who leaves carry the beater; Sit beside the door"
    )
    assert {one.pack_id for one in diary.all(Action)} == {diary.all(Pack)[0].id}
    assert diary.all(PracticeLoop)[0].advised.count("\n") == 1
    after.undo_advice()
    assert diary.all(Action) == diary.all(PracticeLoop) == []
    assert timetable.next_time_before(diary, next_session(diary)) == "Keep the quiet drum."


def test_whether_it_helped_closes_the_loop_and_is_offered_to_the_next_pack(after, diary):
    after.advice.type_text("Sit beside the door")
    after.take_up_advice()
    assert "Did it help" in after.view.choice.advice.asks
    after.advice.type_helped("It helped twice")
    after.take_up_advice()
    loop = diary.all(PracticeLoop)[0]
    assert (loop.did_it_help, loop.closed_on) == ("It helped twice", MEETING + timedelta(days=7))
    assert diary.all(Action)[0].done_on is not None
    assert after.view.choice.advice.asks == ""
    assert all("door" not in words for words, _ in rows(after, PackItemKind.TRIED))
    after.begin_anew()
    assert after.view.choice.period.key == "since"
    assert ("Sit beside the door. It helped twice", True) in rows(after, PackItemKind.TRIED)


def test_an_earlier_pack_can_still_be_told_about(after, diary):
    first = after.view.choice.advice.pack_id
    after.advice.type_text("Sit beside the door")
    after.take_up_advice()
    diary.add(replace(diary.need(Pack, first), id="later", meeting_on=MEETING + timedelta(days=3)))
    after.choose_group("group")
    assert [one.is_chosen for one in after.view.choice.advice.packs] == [True, False]
    after.advice.choose_pack(first)
    after.advice.type_helped("Not yet")
    after.take_up_advice()
    assert {one.id: one.did_it_help for one in diary.all(PracticeLoop)} == {first: "Not yet"}


def test_a_pack_that_cannot_be_noted_does_not_leave(road, tmp_path, monkeypatch):
    from tutordiary.drafting import giving
    from tutordiary.errors import DiskFull

    def full(*_args, **_more):
        raise DiskFull("The disk is full. Everything in the diary is safe. Make room, then try again.")

    read_all(road)
    monkeypatch.setattr(giving, "note_pack", full)
    road.give(tmp_path / "p.pdf")
    assert list(tmp_path.glob("*.pdf")) == []
    assert "did not leave" in road.view.said[0]
    road.show_full()
    assert road.view.pages == ()
