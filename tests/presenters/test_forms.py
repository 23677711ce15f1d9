"""The sheets on a pupil's page: what they ask, what they refuse, and the words they hold while typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.presenters.pupil_samples import MUSIC, OTIS, TODAY, WREN, fill
from tutordiary.anonymise.recogniser import Action, Recogniser
from tutordiary.diary.rosters import whole_roster
from tutordiary.model import (
    Audience,
    Contact,
    Group,
    LearnedName,
    Membership,
    Observation,
    Permission,
    Pupil,
    Setting,
    Target,
    Voice,
)
from tutordiary.presenters.forms import YES, shown
from tutordiary.presenters.pupil_forms import PupilForms

KINDS = ("pupil", "sign", "voice", "target", "start", "judgement", "permission", "contact")


@pytest.fixture
def sheets(diary):
    fill(diary)
    return PupilForms(diary, lambda: TODAY)


def sign(sheets, **changes):
    form = sheets.open("sign", WREN)
    values = {**form.values, "text": "Held the beat", "noted_on": "17 November 2026", **changes}
    return form, values


@pytest.mark.parametrize("kind", KINDS)
def test_every_sheet_opens_with_unique_questions_in_plain_words(sheets, kind):
    form = sheets.open(kind, WREN)
    keys = [one.key for one in form.fields]
    assert len(keys) == len(set(keys))
    assert all(one.label for one in form.fields)
    assert set(form.values) <= set(keys)
    assert not form.was_typed


def test_a_sign_is_kept_with_what_was_chosen(diary, sheets):
    form, values = sign(sheets, indicators=f"{MUSIC}, AGE.1", audiences="school family", source="ta")
    before = diary.counts()["observation"]
    assert sheets.forms.keep(form, values) is None
    assert diary.counts()["observation"] == before + 1
    (kept,) = [one for one in diary.all(Observation) if one.text == "Held the beat"]
    assert (kept.pupil_id, kept.group_id, kept.noted_on) == (WREN, "group", date(2026, 11, 17))
    assert kept.indicators == (MUSIC, "AGE.1")
    assert kept.audiences == {Audience.SCHOOL, Audience.FAMILY}


def test_a_renamed_pupils_old_name_is_still_taken_out_of_what_leaves(diary, sheets):
    diary.save(replace(diary.need(Pupil, WREN), first_name="Rose", last_name=""))
    form = sheets.open("pupil", WREN)
    for first in ("Jay", "Jay", "Rosie"):
        assert sheets.forms.keep(form, {**form.values, "first_name": first}) is None
    learned = {(one.text, one.entity_id) for one in diary.all(LearnedName)}
    assert learned == {("Rose", WREN), ("Jay", WREN)}
    recogniser = Recogniser(whole_roster(diary))
    spans = recogniser.annotate("Then Rose and Jay tapped the rim.")
    assert [(span.start, span.action, span.entity) for span in spans] == [
        (5, Action.REDACT, WREN),
        (14, Action.REDACT, WREN),
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": "  "}, "text"),
        ({"noted_on": "next Tuesday-ish"}, "noted_on"),
        ({"noted_on": ""}, "noted_on"),
        ({"indicators": "MUS.1, MUS.2, AGE.1, AGE.2"}, "indicators"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_written(diary, sheets, changes, field):
    form, values = sign(sheets, **changes)
    before = diary.counts()
    problem = sheets.forms.keep(form, values)
    assert problem is not None
    assert problem.field == field
    assert problem.sentence.endswith(".")
    assert diary.counts() == before


def test_a_record_is_changed_in_place_and_removed(diary, sheets):
    form = sheets.open("sign", WREN, "words")
    assert form.values["text"] == "Counted the others in."
    assert sheets.forms.keep(form, {**form.values, "text": "Counted everybody in."}) is None
    assert diary.need(Observation, "words").text == "Counted everybody in."
    assert diary.need(Observation, "words").step == 2  # not asked for on the sheet, so untouched
    sheets.forms.remove(sheets.open("sign", WREN, "words"))
    assert diary.get(Observation, "words") is None


def test_typed_words_come_back_with_their_caret_until_they_are_kept(diary, sheets):
    form = sheets.open("target", WREN)
    typed = {**form.values, form.fields[0].key: "I want to start the so"}
    sheets.forms.keep_typing(form, typed, form.fields[0].key, 9)
    again = PupilForms(diary, lambda: TODAY).open("target", WREN)
    assert again.was_typed
    assert again.values[form.fields[0].key] == "I want to start the so"
    assert (again.caret_in, again.caret) == (form.fields[0].key, 9)
    assert not sheets.open("target", OTIS).was_typed  # another pupil's sheet is another draft
    assert sheets.forms.keep(again, again.values) is None
    assert diary.drafts("form/") == []
    assert len(diary.all(Target)) == 1


def test_words_about_a_pupil_stay_theirs_when_the_group_is_another(diary, sheets):
    form = sheets.open("sign", WREN)
    sheets.forms.keep_typing(form, {"text": "Held the beat"})
    diary.add(Group(id="other", setting_id=diary.all(Setting)[0].id, working_name="Keys"))
    diary.add(Membership(id="later", pupil_id=WREN, group_id="other", joined_on=TODAY))
    form = sheets.open("sign", WREN)
    assert (form.values["text"], form.fixed["group_id"]) == ("Held the beat", "other")
    assert sheets.forms.keep(form, form.values) is None
    assert diary.drafts("form/") == []
    diary.keep_draft(f"form/observation/{WREN}-other", '{"text": "Kept as it was before"}')
    form = sheets.open("sign", WREN)
    assert form.values["text"] == "Kept as it was before"
    assert sheets.forms.keep(form, form.values) is None
    assert diary.drafts("form/") == []


def test_a_draft_of_a_record_does_not_leak_into_a_new_one(sheets):
    form = sheets.open("sign", WREN, "words")
    sheets.forms.keep_typing(form, {**form.values, "text": "Half"})
    assert sheets.open("sign", WREN, "words").values["text"] == "Half"
    assert sheets.open("sign", WREN).values.get("text", "") == ""
    assert sheets.open("sign", WREN, "hard").values["text"] == "Left before the bell."


def test_the_pupils_own_details_are_changed(diary, sheets):
    form = sheets.open("pupil", WREN)
    assert form.values["year_group"] == "4"
    values = {**form.values, "known_as": "Wrennie, Birdie", "year_group": "5"}
    assert sheets.forms.keep(form, values) is None
    pupil = diary.need(Pupil, WREN)
    assert (pupil.known_as, pupil.year_group) == (("Wrennie", "Birdie"), 5)
    problem = sheets.forms.keep(sheets.open("pupil", WREN), {**values, "year_group": "four"})
    assert problem is not None
    assert problem.field == "year_group"


@pytest.mark.parametrize(
    ("kind", "typed", "made"),
    [
        ("voice", {"words": "Again!", "said_on": "17 November 2026"}, Voice),
        ("permission", {}, Permission),
        ("contact", {"last_name": "Ostrava", "title": "Mrs"}, Contact),
    ],
)
def test_the_other_sheets_make_their_records(diary, sheets, kind, typed, made):
    form = sheets.open(kind, WREN)
    values = dict(form.values)
    for one in form.fields:
        if one.kind == "choice" and one.is_needed and not values.get(one.key):
            values[one.key] = next(stored for stored, _ in one.choices if stored)
    values |= {key: words for key, words in typed.items() if key in {one.key for one in form.fields}}
    before = len(diary.all(made))
    assert sheets.forms.keep(form, values) is None
    assert len(diary.all(made)) == before + 1


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)))
def test_a_day_is_shown_as_it_is_read(day):
    from tutordiary.dates import parse_day

    assert parse_day(shown(day), TODAY) == day


def test_flags_and_sets_are_shown_as_they_are_read():
    assert (shown(True), shown(False), shown(None)) == (YES, "", "")
    assert shown(frozenset({Audience.SCHOOL, Audience.FAMILY})) == "family school"
