"""Guards behind the drafts: what cannot be noted is taken away again, no part has more than its room."""

from __future__ import annotations

import pytest
from drafting_samples import END, START, week
from test_case_and_pack import PERIOD, a_pack, story

from tutordiary.diary import reading
from tutordiary.drafting import giving, group_advice, pack
from tutordiary.drafting.pack_lines import gather
from tutordiary.errors import DiskFull
from tutordiary.model import DisclosureSubject, Pack, PracticeLoop


def full(*_args, **_more):
    raise DiskFull("The disk is full. Everything in the diary is safe. Make room, then try again.")


def test_a_story_that_cannot_be_noted_is_taken_away_again(told, tmp_path, monkeypatch):
    story(told)
    giving.give_case_study(told, "p-jai", PERIOD, END, "docx", tmp_path / "a.docx")
    assert [one.pupil_id for one in told.all(DisclosureSubject)] == ["p-jai"]
    monkeypatch.setattr(giving, "_note", full)
    with pytest.raises(DiskFull):
        giving.give_case_study(told, "p-jai", PERIOD, END, "docx", tmp_path / "b.docx")
    assert [one.name for one in tmp_path.glob("*.docx")] == ["a.docx"]


def test_a_pack_that_cannot_be_noted_is_taken_away_again(told, tmp_path, monkeypatch):
    a_pack(told)
    monkeypatch.setattr(giving, "note_pack", full)
    with pytest.raises(DiskFull):
        giving.give_pack(told, "g", PERIOD, "docx", tmp_path / "a.docx")
    assert list(tmp_path.glob("*.docx")) == []


def test_no_part_of_a_pack_has_more_than_its_room(told):
    a_pack(told)
    lines = gather(told, reading.book_of_days(told, START, END), ("g",), PERIOD)
    items = pack.review(told, "g", PERIOD)
    ready = {item.id for item in items if item.is_ready}
    line = next(one for one in lines if one.id in ready)
    made = pack.compose(told, lines, [line.id] * 9, items, "x")
    assert len(made.used) == pack.ROOM[line.part] < 9


def test_advice_changed_and_taken_back_is_what_it_was(told):
    given = Pack(id="pk", meeting_on=END, period_from=START, period_to=END, group_id="g", question="How?")
    told.add(given)
    group_advice.take_up(told, given, "g", ("Wait", "Sit by the door"), END)
    first = {one.text: one.id for one in told.find(group_advice.Action, pack_id="pk")}
    change = group_advice.take_up(told, given, "g", ("Wait",), END)
    held = told.find(group_advice.Action, pack_id="pk")
    assert {one.text: one.id for one in held} == {"Wait": first["Wait"]}
    assert told.need(PracticeLoop, "pk").advised == "Wait"
    group_advice.take_back(told, change)
    assert {one.text: one.id for one in told.find(group_advice.Action, pack_id="pk")} == first
    assert told.need(PracticeLoop, "pk").advised == "Wait\nSit by the door"
    group_advice.say_whether_it_helped(told, given, "Yes", week(9))
    done = {one.done_on for one in told.find(group_advice.Action, pack_id="pk")}
    group_advice.say_whether_it_helped(told, given, "", END)
    assert None not in done
    assert {one.done_on for one in told.find(group_advice.Action, pack_id="pk")} == {None}
