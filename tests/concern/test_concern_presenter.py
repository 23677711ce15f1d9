"""Whom to tell, when it begins to wait, what is needed to say that somebody was told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest
from concern_samples import CANARY, DAY, Clock, FakeView
from hypothesis import given
from hypothesis import strategies as st

from tutordiary import dates
from tutordiary.diary import Diary, concern
from tutordiary.model import ConcernPointer, Contact, Group, Membership, Pupil, Setting
from tutordiary.presenters.concern import FILE_NAME, PLACE, ConcernPresenter, reminder
from tutordiary.presenters.concern_words import GONE, NOT_NEEDED, gone_words, parse_clock
from tutordiary.presenters.setting_sheet import ServiceLead, keep_service_lead
from tutordiary.presenters.work import InlineRunner

TOLD = {
    "name": "Mrs Thwaite",
    "role": "DSL",
    "how": "In person",
    "day": "17 November 2026",
    "time": "2:10 pm",
}


def text_of(data):
    pdf = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()


def test_looking_up_whom_to_tell_leaves_no_trace(presenter, view, school):
    school.add(Contact(id="t", setting_id="s", role="class_teacher", last_name="Able"))
    presenter.refresh()
    assert view.state.setting_id == "s"  # that of today's session
    assert [(lead.name, lead.under) for lead in view.state.leads] == [
        ("Mrs Thwaite", "DSL  ·  01632 960 001")
    ]
    assert view.state.checked == "Last checked on 28 October 2026."
    assert len(view.state.steps) == 4
    assert not school.all(ConcernPointer)
    assert reminder(school, datetime.now(UTC)) == ""


def test_a_place_without_a_lead_says_so_and_the_music_services_lead_is_everywhere(presenter, view, school):
    keep_service_lead(school, ServiceLead("Ms Odell", "01632 960 002"))
    presenter.choose_setting("s2")
    assert view.state.missing.startswith("Nobody is written down as DSL here")
    assert [lead.name for lead in view.state.leads] == ["Ms Odell"]
    school.save(Setting(id="s", name="Alder Bank Primary", route_checked_on=DAY - timedelta(days=300)))
    presenter.choose_setting("s")
    assert "That is a while ago" in view.state.checked
    assert [lead.name for lead in view.state.leads] == ["Mrs Thwaite", "Ms Odell"]


def test_the_note_names_who_and_where_and_keeps_fact_from_opinion(presenter, view, school):
    presenter.open_part("note")
    presenter.keep_words("about", "Wren Hale, 4B")
    presenter.keep_words("seen", CANARY)
    presenter.keep_words("think", "She seemed worried")
    presenter.print_note()
    (data,) = view.printed
    words = text_of(data)
    for wanted in ("Mrs Thwaite, Alder Bank Primary", "Wren Hale, 4B", CANARY, "Ines Okoro, Drum tutor"):
        assert wanted in words
    assert words.index("What I saw and heard") < words.index("What I think, kept apart")
    pdf = pypdfium2.PdfDocument(data)
    about = {key: pdf.get_metadata_value(key) for key in ("Title", "Author", "Subject", "Keywords")}
    pdf.close()
    assert FILE_NAME == "Note.pdf"  # on a shared drive it tells nobody that there is a worry
    assert about == {"Title": "Note", "Author": "Tutor Diary", "Subject": "", "Keywords": ""}


def test_a_saved_note_is_a_file_where_it_was_asked_for_and_stays_here(presenter, view, school, tmp_path):
    presenter.open_part("note")
    presenter.keep_words("seen", CANARY)
    presenter.save_note(tmp_path / "Note.pdf")
    assert CANARY in text_of((tmp_path / "Note.pdf").read_bytes())
    assert "not locked" in view.said[-1]
    assert concern.words(school, view.state.concern_id)["seen"].text == CANARY


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " "}, "told.name"),
        ({"how": ""}, "told.how"),
        ({"day": "someday"}, "told.day"),
        ({"day": "18 November 2026"}, "told.day"),
        ({"time": "25:00"}, "told.time"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_all_stays(presenter, view, school, changed, field):
    presenter.open_part("note")
    presenter.keep_words("seen", CANARY)
    presenter.open_part("told")
    presenter.tell(TOLD | changed)
    assert view.problems[-1][0] == field
    (pointer,) = concern.waiting(school)
    assert concern.words(school, pointer.id)["seen"].text == CANARY


def test_once_told_only_when_to_whom_and_how_stays(presenter, view, school):
    presenter.open_part("note")
    presenter.keep_words("seen", CANARY, 4, ("earlier words",))
    school.add(
        Group(id="far", setting_id="s2", working_name="Keys"),
        Pupil(id="far", first_name="Sol"),
        Membership(id="far", pupil_id="far", group_id="far"),
    )
    presenter.open_part("told")
    assert view.state.told["name"] == "Mrs Thwaite"
    assert view.state.pupils == (("p", "Wren Hale"),)  # nobody of another school
    presenter.tell(TOLD | {"pupil": "p"})
    (pointer,) = school.all(ConcernPointer)
    assert (pointer.told_name, pointer.told_role, pointer.told_how) == ("Mrs Thwaite", "DSL", "In person")
    assert pointer.told_at == datetime(2026, 11, 17, 14, 10).astimezone().astimezone(UTC)
    assert (pointer.setting_id, pointer.pupil_id) == ("s", "p")
    assert school.drafts("concern/") == []
    assert view.state.concern_id == ""
    assert view.state.handed_on[0].endswith("at Alder Bank Primary: Mrs Thwaite, DSL, in person")
    assert view.said[-1] == gone_words(GONE, [])
    assert reminder(school, datetime.now(UTC)) == ""


def test_it_asks_until_somebody_was_told_and_names_no_child(presenter, view, school):
    presenter.remind()
    (pointer,) = concern.waiting(school)
    line = reminder(school, pointer.noted_at + timedelta(days=1))
    assert line.startswith(
        "The safeguarding lead at Alder Bank Primary still has to be told, since Tuesday 17"
    )
    assert "Wren" not in line
    presenter.open_other("")
    presenter.remind()
    assert reminder(school, pointer.noted_at).startswith("2 things")
    assert [words for _, words in view.state.others]
    presenter.not_needed()
    presenter.open_other(concern.waiting(school)[0].id)
    presenter.not_needed()
    assert not school.all(ConcernPointer)
    assert reminder(school, pointer.noted_at) == ""


def test_after_a_lock_the_same_note_part_and_field_are_open(presenter, school):
    presenter.open_part("note")
    presenter.keep_words("words", CANARY, 7, ("Zz",))
    presenter.hold_place("words")
    again = FakeView()
    ConcernPresenter(school, again, InlineRunner(), lambda: DAY, Clock()).begin()
    assert (again.state.part, again.state.caret_in) == ("note", "words")
    assert CANARY not in school.preference(PLACE)
    (typed,) = [one for one in again.state.note if one.field.key == "words"]
    assert (typed.text, typed.caret, typed.steps) == (CANARY, 7, ("Zz",))


def test_a_word_that_comes_late_is_not_kept_again(presenter, school):
    presenter.open_part("note")
    presenter.keep_words("seen", CANARY)
    (pointer,) = concern.waiting(school)
    presenter.tell(TOLD)
    concern.keep_words(school, pointer.id, "seen", CANARY)
    assert school.drafts() == []


def test_a_diary_that_is_only_looked_at_shows_whom_to_tell_and_says_why_nothing_is_kept(school, tmp_path):
    folder = school.folder
    school.close()
    looked_at = Diary.open(
        folder, "kettle harbour lantern seven", state_folder=tmp_path / "state", read_only=True
    )
    window = FakeView()
    presenter = ConcernPresenter(looked_at, window, InlineRunner(), lambda: DAY, Clock())
    presenter.begin()
    assert window.state.leads
    presenter.open_part("note")
    presenter.remind()
    assert len(window.problems) == 2
    assert window.state.concern_id == ""
    looked_at.close()


def test_without_a_dsl_the_head_is_named(presenter, view, school):
    school.remove(school.need(Contact, "c"))
    school.add(Contact(id="h", setting_id="s", role="head", last_name="Ash"))
    presenter.refresh()
    assert view.state.missing
    assert [lead.name for lead in view.state.leads] == ["Ash"]


def test_backups_made_meanwhile_are_told_of(presenter, view, school, tmp_path, monkeypatch):
    presenter.open_part("note")
    presenter.keep_words("seen", CANARY)
    begun = concern.waiting(school)[0].noted_at
    monkeypatch.setattr(dates, "now", lambda: begun + timedelta(seconds=30))
    school.back_up(tmp_path / "meanwhile.tdbackup")
    presenter.not_needed()
    assert view.said[-1].startswith(NOT_NEEDED)
    assert "One backup made meanwhile (17 November, " in view.said[-1]
    moments = [begun - timedelta(hours=hours) for hours in range(5)]
    assert "5 backups made meanwhile" in gone_words(GONE, moments)
    assert "and 2 more" in gone_words(GONE, moments)


@given(st.integers(0, 23), st.integers(0, 59))
def test_every_time_is_read_as_it_is_written(hour, minute):
    half = f"{(hour - 1) % 12 + 1}:{minute:02d} {'am' if hour < 12 else 'pm'}"
    for typed in (f"{hour:02d}:{minute:02d}", f"{hour}.{minute:02d}", half, half.replace(" ", "").upper()):
        assert parse_clock(typed) == (hour, minute)


@given(st.text(max_size=8))
def test_no_text_is_too_odd_to_be_no_time(typed):
    found = parse_clock(typed)
    assert found is None or (0 <= found[0] < 24 and 0 <= found[1] < 60)
