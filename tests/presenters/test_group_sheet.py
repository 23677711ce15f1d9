"""A group that is in the diary: its words, its question, who is in it, who left and who came back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.presenters.log_samples import DAY, GROUP, new_diary
from tutordiary import timetable
from tutordiary.diary import history
from tutordiary.model import Group, LeftReason, Membership, Programme, Pupil
from tutordiary.presenters.group_sheet import GroupSheetPresenter, pupils_side

TODAY = date(2026, 10, 14)


@pytest.fixture
def diary(tmp_path):
    made = new_diary(tmp_path)
    made.add(
        Pupil(id="pupil-wren", first_name="Wren", setting_id="setting-oak", year_group=4),
        Pupil(id="pupil-far", first_name="Faraday", setting_id=None),
    )
    yield made
    made.close()


@pytest.fixture
def sheet(diary):
    return GroupSheetPresenter(diary, lambda: TODAY, GROUP)


def names(members) -> list[str]:
    return [member.name for member in members]


def test_the_groups_own_words_are_kept_and_earlier_ones_with_them(diary, sheet):
    form = sheet.form()
    assert form.note == "Oakfield School"
    first = dict(form.values) | {
        "pupils_name": "The Loud Quiets",
        "ground_rules": "If it goes wrong it is a remix\n\n Nobody has to ",
        "action_research_question": "What if I wait?",
        "ends_on": "18 June",
    }
    assert sheet.forms.keep(form, first) is None
    group = diary.need(Group, GROUP)
    assert group.ends_on == date(2027, 6, 18)
    side = pupils_side(group)
    assert (side.name, side.rules) == ("The Loud Quiets", ("If it goes wrong it is a remix", "Nobody has to"))
    again = sheet.form()
    sheet.forms.keep(again, dict(again.values) | {"ground_rules": "Owl hands mean stop"})
    (earlier,) = history.versions(diary, Group, GROUP, "ground_rules")
    assert earlier.text.startswith("If it goes wrong")


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("working_name", " "),
        ("planned_sessions", ""),
        ("length_min", "half an hour"),
        ("ends_on", "1 May 2020"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_written(diary, sheet, field, typed):
    before = diary.need(Group, GROUP)
    form = sheet.form()
    values = dict(form.values) | {"starts_on": "1 September 2026", field: typed}
    problem = sheet.forms.keep(form, values)
    assert problem is not None
    assert problem.field == field
    assert diary.need(Group, GROUP) == before


def test_the_programmes_question_is_shown_where_the_group_has_none(diary, sheet):
    diary.add(Programme(id="prog", name="Twenty weeks", action_research_question="What if I wait?"))
    diary.save(Group(id=GROUP, setting_id="setting-oak", working_name="Samba group", programme_id="prog"))
    hint = next(one.hint for one in sheet.form().fields if one.key == "action_research_question")
    assert hint.endswith("What if I wait?")


def test_a_new_pupil_joins_today(diary, sheet):
    sheet.keep_name("Zadie, Y", 8, ("Zad",))
    assert sheet.typed_name() == ("Zadie, Y", 8, ("Zad",))
    assert sheet.add_new("Zadie, Year 4") == ""
    assert sheet.typed_name() == ("", 0, ())
    (zadie,) = diary.find(Pupil, first_name="Zadie")
    assert (zadie.year_group, zadie.setting_id) == (4, "setting-oak")
    assert names(sheet.members())[-1] == "Zadie, Year 4"
    assert diary.find(Membership, pupil_id=zadie.id)[0].joined_on == TODAY
    assert zadie in timetable.members_on(diary, GROUP, TODAY)
    assert zadie not in timetable.members_on(diary, GROUP, DAY)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("  ", "Write a first name"),
        ("Kit, the drummer", "only a year can stand"),
        ("ben", "in this group already"),
        ("Wren", "at this setting already"),
    ],
)
def test_a_name_that_needs_another_look_adds_nobody(diary, sheet, typed, says):
    before = diary.counts()
    assert says in sheet.add_new(typed)
    assert diary.counts() == before


def test_one_who_is_in_the_diary_is_chosen_and_joins_once(diary, sheet):
    assert sheet.others() == (("pupil-wren", "Wren, Year 4"),)
    sheet.add_known("pupil-wren")
    sheet.add_known("pupil-wren")
    assert sheet.others() == ()
    assert len(diary.find(Membership, pupil_id="pupil-wren")) == 1


def test_one_who_left_stays_in_the_diary_and_may_come_back(diary, sheet):
    (ben,) = [member for member in sheet.members() if member.name == "Ben"]
    assert "1 September" in sheet.note_left(ben.membership_id, date(2026, 8, 1), "")
    assert sheet.note_left(ben.membership_id, DAY, "timetable") == ""
    assert "Ben" not in names(sheet.members())
    (gone,) = sheet.former()
    assert (gone.name, gone.under) == ("Ben", "last day 13 October 2026: the timetable")
    assert diary.get(Pupil, "pupil-ben") is not None
    assert "was in this group before" in sheet.add_new("Ben")
    sheet.come_back(gone.membership_id)
    assert "Ben" in names(sheet.members())
    assert sheet.former() == ()
    stays = diary.find(Membership, pupil_id="pupil-ben", order=("joined_on",))
    assert [(stay.left_on, stay.left_reason) for stay in stays] == [(DAY, LeftReason.TIMETABLE), (None, None)]


def test_a_leaving_noted_by_mistake_is_put_right(diary, sheet):
    (ben,) = [member for member in sheet.members() if member.name == "Ben"]
    sheet.note_left(ben.membership_id, TODAY + timedelta(days=30), "moved")
    (still,) = [member for member in sheet.members() if member.name == "Ben"]
    assert still.day == TODAY + timedelta(days=30)
    sheet.note_left(ben.membership_id, TODAY, "moved")
    assert "Ben" in names(sheet.members())  # the last day is one of theirs
    sheet.not_left(ben.membership_id)
    (stay,) = diary.find(Membership, pupil_id="pupil-ben")
    assert (stay.left_on, stay.left_reason) == (None, None)
