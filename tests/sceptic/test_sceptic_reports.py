"""No other pupil's name gets into a report by a side road, and giving one loses neither words nor the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tutordiary.documents.content import RenderedFile
from tutordiary.drafting import report_desk
from tutordiary.errors import DiskFull
from tutordiary.model import (
    Disclosure,
    Group,
    Membership,
    Pupil,
    Report,
    ReportAudience,
    ReportStatus,
    Setting,
)
from tutordiary.presenters.report import ReportPresenter

FIRST, LAST = date(2026, 1, 5), date(2026, 3, 27)
FILE = RenderedFile(b"%PDF-1.7 stands for a report", 1, ())
PUPILS = (
    Pupil(id="own", first_name="Kyla", last_name="Mensah", known_as=("Ky",), setting_id="s"),
    Pupil(id="a", first_name="Sam", last_name="Archer", setting_id="s"),
    Pupil(id="b", first_name="Sam", last_name="Boateng", setting_id="s"),
    Pupil(id="c", first_name="Kylie", last_name="Marsh", setting_id="s"),
)


@pytest.fixture
def report(diary):
    diary.add(Setting(id="s", name="Oakfield Primary"), Group(id="g", setting_id="s", working_name="Blue"))
    diary.add(*PUPILS, *(Membership(id=f"m-{one.id}", pupil_id=one.id, group_id="g") for one in PUPILS))
    return report_desk.begin(diary, "own", ReportAudience.SCHOOL, FIRST, LAST)


def blocks(diary, report, text):
    report_desk.set_text(diary, report.id, "plan", text)
    return [one.name for one in report_desk.other_names(diary, report_desk.load(diary, report.id))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sam led the pulse.", "Sam"),
        ("She copied sam again.", "sam"),
        ("It was Sam’s idea.", "Sam"),
        ("Saam waited.", "Saam"),
        ("She and S. took turns.", "S."),
    ],
)
def test_a_name_that_two_other_pupils_share_blocks(diary, report, text, name):
    assert blocks(diary, report, text) == [name]


@pytest.mark.parametrize("text", ["K. counted in.", "Kyle led.", "Ky led and KM smiled.", "Kyla’s drum."])
def test_what_may_be_the_pupils_own_name_does_not_block(diary, report, text):
    assert blocks(diary, report, text) == []


def test_words_typed_while_the_file_is_made_are_not_written_over(diary, report, tmp_path):
    report_desk.set_text(diary, report.id, "summary", "Kyla waits her turn.")
    draft = report_desk.checked(diary, report.id)
    report_desk.set_text(diary, report.id, "summary", "Kyla waits her turn and counts in.")
    report_desk.hand_over(diary, draft, FILE, tmp_path / "r.pdf", LAST)
    texts = report_desk.load(diary, report.id).texts
    assert texts["summary"] == "Kyla waits her turn and counts in."
    assert texts["plan"] == draft.texts["plan"]


def test_a_report_that_cannot_be_noted_did_not_leave(diary, report, tmp_path, monkeypatch):
    draft = report_desk.checked(diary, report.id)

    def no_room(*_records):
        raise DiskFull("There is no room left to write the diary.")

    monkeypatch.setattr(diary, "add", no_room)
    with pytest.raises(DiskFull):
        report_desk.hand_over(diary, draft, FILE, tmp_path / "r.pdf", LAST)
    assert not (tmp_path / "r.pdf").exists()
    assert diary.all(Disclosure) == []
    assert diary.need(Report, report.id).status is ReportStatus.DRAFT


@pytest.mark.parametrize(
    ("group", "found"),
    [
        ("Tuesday: Kyla, Kylie, Boateng", {"Kylie", "Boateng"}),
        ("Kylie’s band", {"Kylie"}),
        ("The Melody Makers", set()),
        ("Blue", set()),
    ],
)
def test_a_group_called_after_its_pupils_blocks_and_an_ordinary_word_does_not(diary, report, group, found):
    diary.add(Pupil(id="d", first_name="Melody", last_name="Frost", setting_id="s"))
    diary.save(replace(diary.need(Group, "g"), working_name=group))
    names = report_desk.other_names(diary, report_desk.load(diary, report.id))
    assert {one.name.removesuffix("’s") for one in names} == found
    assert "Melody" in blocks(diary, report, "Melody led the pulse.")


def test_words_typed_after_giving_begin_a_new_draft_and_leave_the_given_one(diary, report, tmp_path):
    report_desk.set_text(diary, report.id, "summary", "Kyla waits her turn.")
    report_desk.hand_over(diary, report_desk.checked(diary, report.id), FILE, tmp_path / "r.pdf", LAST)
    draft = report_desk.still_a_draft(diary, report.id)
    assert draft.id != report.id
    assert report_desk.still_a_draft(diary, draft.id) == draft
    report_desk.set_text(diary, draft.id, "summary", "Kyla counts in.")
    assert report_desk.load(diary, report.id).texts["summary"] == "Kyla waits her turn."
    assert diary.need(Report, report.id).status is ReportStatus.GIVEN
    assert report_desk.load(diary, draft.id).texts["summary"] == "Kyla counts in."
    assert (draft.status, draft.given_on, draft.file_sha256) == (ReportStatus.DRAFT, None, "")


def test_the_report_page_never_changes_what_was_given(diary, report, tmp_path):
    class Quiet:
        def __getattr__(self, _name):
            return lambda *_: None

    class AtOnce:
        def run(self, work, done, failed):
            pass

    report_desk.hand_over(diary, report_desk.checked(diary, report.id), FILE, tmp_path / "r.pdf", LAST)
    before = report_desk.load(diary, report.id).texts
    page = ReportPresenter(diary, Quiet(), AtOnce(), lambda: LAST)
    page._open(diary.need(Report, report.id))
    page.reword("summary", "Typed after giving.")
    page.reword("plan", "And more.")
    assert report_desk.load(diary, report.id).texts == before
    drafts = diary.find(Report, status=ReportStatus.DRAFT)
    assert len(drafts) == 1
    texts = report_desk.load(diary, drafts[0].id).texts
    assert (texts["summary"], texts["plan"]) == ("Typed after giving.", "And more.")
