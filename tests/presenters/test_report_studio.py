"""The report's studio without a window: parts, trace, check, giving in three ways, comment slips."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.presenters.pupil_samples import FIRST, OTIS, TODAY, WREN, fill
from tests.presenters.test_report import View
from tutordiary.diary import Diary
from tutordiary.drafting import learning_plan, service_template
from tutordiary.drafting.comment_slips import BACK_WITHIN, COMMENT_SLIP
from tutordiary.errors import NotCleared, UserError
from tutordiary.model import (
    Asked,
    Audience,
    Contact,
    ContactRole,
    Disclosure,
    DisclosureSubject,
    Group,
    Membership,
    Observation,
    Pupil,
    Report,
    ReportAudience,
    ReportPurpose,
    ReportStatus,
    ServiceTemplate,
    Speaker,
    StartPoint,
    Target,
    TargetKind,
    Voice,
)
from tutordiary.presenters.report import ReportPresenter
from tutordiary.presenters.report_give import LOCKED_FILE, NOT_THE_SAME, OPEN_FILE, password_problem
from tutordiary.presenters.report_slips import Slips
from tutordiary.presenters.work import InlineRunner
from tutordiary.vault.ciphers import LOWEST_COST

WRITTEN = (Report, Voice, Target, StartPoint, ServiceTemplate)
SECRET = "kettle harbour lantern"


@pytest.fixture
def view():
    return View()


@pytest.fixture(scope="module")
def diary(tmp_path_factory):
    """One diary for all of them: what each writes is taken out again."""
    folder = tmp_path_factory.mktemp("studio")
    made, _ = Diary.create(folder / "diary", SECRET, cost=LOWEST_COST, state_folder=folder / "state")
    fill(made)
    made.add(
        Contact(id="senco", setting_id="setting", role=ContactRole.SENCO, title="Mrs", last_name="Pryce"),
        Pupil(id="old", first_name="Abel"),
        Group(id="ended", setting_id="setting", working_name="Old group", ends_on=date(2025, 7, 1)),
        Membership(id="m-old", pupil_id="old", group_id="ended", joined_on=date(2025, 1, 6)),
    )
    made.save(
        replace(made.need(Pupil, WREN), what_helps="A count-in she can see."),
        replace(made.need(Observation, "words"), audiences=frozenset({Audience.SCHOOL})),
    )
    yield made
    made.close()


@pytest.fixture(autouse=True)
def as_it_was(diary):
    """Take out what a test wrote, and put back what it changed."""
    held = (diary.need(Pupil, WREN), diary.need(Observation, "words"))
    yield
    diary.remove(*(one for kind in WRITTEN for one in diary.all(kind)))
    diary.save(*held)
    for draft in diary.drafts():
        diary.drop_draft(draft.key)


@pytest.fixture
def given(diary):
    """What left in this test alone."""
    before = {one.id for one in diary.all(Disclosure)}
    return lambda: [one for one in diary.all(Disclosure) if one.id not in before]


@pytest.fixture
def presenter(diary, view):
    return ReportPresenter(diary, view, InlineRunner(), lambda: TODAY)


@pytest.fixture
def school(presenter):
    presenter.choose_pupil(WREN, ReportAudience.SCHOOL, ReportPurpose.TERMLY)
    return presenter


# Choosing ---------------------------------------------------------------------------------------------------


def test_pupils_of_a_running_group_come_before_all_others(view, presenter):
    presenter.arrive()
    assert [one.words.split(",")[0] for one in view.pupils] == ["Otis", "Wren Adair", "Abel"]
    assert [one.is_current for one in view.pupils] == [True, True, False]


def test_a_part_left_out_is_in_no_format_and_stays_so(diary, view, school):
    assert "A count-in she can see." in view.words
    school.include_part("hard_and_helps", included=False)
    assert "A count-in she can see." not in view.words
    again = View()
    ReportPresenter(diary, again, InlineRunner(), lambda: TODAY).arrive(WREN)
    assert [part.key for part in again.page.parts if not part.is_on] == ["hard_and_helps", "comments"]
    assert again.page.texts["what_helps"] == "A count-in she can see."
    assert any("Still hard, and what helps" in line for line in again.check.leaves)


def test_large_print_is_kept_with_the_report(diary, view, school):
    small = view.previews[-1]
    school.set_large_print(on=True)
    assert view.previews[-1].data != small.data
    again = View()
    ReportPresenter(diary, again, InlineRunner(), lambda: TODAY).arrive(WREN)
    assert again.page.large_print


# Where sentences come from ----------------------------------------------------------------------------------


def test_a_sentence_leads_to_the_log_it_was_noticed_in(school):
    text = "She is settling. Counted the others in! That is new."
    source = school.source_at("summary", text, text.index("others"))
    assert source.what.startswith("Noticed on 27 October")
    landing = source.landing
    assert (landing.page, landing.session_id, landing.record_id) == ("log", "s1", "words")
    assert school.source_at("summary", text, 3) is None


def test_a_first_text_leads_to_the_pupils_page(view, school):
    text = view.page.texts["what_helps"]
    source = school.source_at("what_helps", text, 4)
    assert (source.landing.page, source.landing.pupil_id) == ("pupil", WREN)


def test_a_record_that_goes_in_leads_to_its_entry(school):
    assert school.landing_of("words").session_id == "s1"
    assert school.landing_of("no such") is None


def test_words_too_short_to_tell_lead_nowhere(school):
    assert school.source_at("summary", "It was in.", 2) is None


# The check --------------------------------------------------------------------------------------------------


def test_a_name_leads_to_the_row_or_the_page_it_can_be_taken_out_of(diary, view, school):
    diary.add(
        Target(
            id="t",
            kind=TargetKind.SOCIAL,
            pupil_id=WREN,
            pupil_words="I want to play with Otis",
            set_on=FIRST,
            audiences=frozenset({Audience.SCHOOL}),
        ),
    )
    diary.save(replace(diary.need(Observation, "words"), text="Counted Otis in."))
    school.refresh()
    places = [one.place for one in view.check.names]
    assert {place.section for place in places} >= {"plan"}  # the first text was taken from the target
    assert {place.item_id for place in places} >= {"words"}
    assert {place.landing.part for place in places if place.landing} == {"sign", "target"}
    assert not view.check.may_leave


def test_a_word_that_labels_gets_a_suggestion_and_blocks_nothing(view, school):
    school.reword("summary", "She was naughty at first.")
    (found,) = view.check.kinder
    assert found.words.startswith("“naughty”, under Summary: could be ")
    assert (found.place.section, found.place.word) == ("summary", "naughty")
    assert view.check.may_leave


def test_gaps_say_where_they_are_filled(view, school):
    filled = {one.words.split()[-1]: one.place for one in view.check.gaps if one.place and one.place.landing}
    assert {place.landing.part for place in filled.values()} >= {"start", "voice", "target"}


def test_what_a_family_is_never_told_blocks_their_page(view, presenter, tmp_path):
    presenter.choose_pupil(WREN, ReportAudience.FAMILY, ReportPurpose.TERMLY)
    presenter.reword("proud_moment", "A good term in the nurture group.")
    assert not view.check.may_leave
    assert view.check.never[0].place.section == "proud_moment"
    presenter.give("pdf", tmp_path / "x.pdf")
    assert view.refused
    assert not (tmp_path / "x.pdf").exists()


# Giving -----------------------------------------------------------------------------------------------------


def test_a_locked_pdf_opens_with_its_password_alone(given, view, school, tmp_path):
    import pikepdf

    target = tmp_path / "x.pdf"
    school.give("pdf", target, "Mrs Pryce", SECRET)
    assert LOCKED_FILE in view.given
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(target)
    with pikepdf.open(target, password=SECRET) as pdf:
        assert len(pdf.pages) >= 1
    (left,) = given()
    assert json.loads(left.entry)["password"] is True
    assert left.file_sha256 == hashlib.sha256(target.read_bytes()).hexdigest()
    assert SECRET not in left.entry


def test_giving_tells_the_log_line_and_the_digest(diary, school, tmp_path):
    giving = school.giving()
    page = giving.page("")
    assert (page.given_to, page.way) == ("Mrs Pryce, SENCO", "pdf")
    assert page.leaves[0].startswith("Full name")
    done = []
    giving.give("docx", tmp_path / "x.docx", page.given_to, SECRET, done.append, pytest.fail)
    (one,) = done
    assert OPEN_FILE in one.sentence  # a password is for PDFs
    assert one.log_line.endswith("Report for the school, to Mrs Pryce, SENCO, x.docx")
    assert one.sha256 == hashlib.sha256((tmp_path / "x.docx").read_bytes()).hexdigest()


def test_copied_words_are_the_report_and_are_noted_once_however_many_pieces(diary, given, view, school):
    copied = []
    giving = school.giving()
    for line in giving.parts(500):
        assert line.title
        for piece in line.pieces:
            assert len(piece) <= 500
            giving.copy("Mrs Pryce", lambda text, one: copied.append((text, one)), pytest.fail, piece)
            assert copied[-1][0] == piece
    giving.copy("Mrs Pryce", lambda text, one: copied.append((text, one)), pytest.fail)
    whole, one = copied[-1]
    assert "A count-in she can see." in whole
    assert all(line.strip() in whole for text, _ in copied for line in text.splitlines())
    (left,) = given()
    assert left.file_name == "copied as text"
    assert one.sha256 == hashlib.sha256(whole.encode()).hexdigest() == left.file_sha256
    assert diary.find(Report, status=ReportStatus.GIVEN)


def test_another_pupils_name_stops_copying_too(given, school):
    school.reword("summary", "Helps Otis.")
    refused = []
    school.giving().copy("", lambda *_: pytest.fail("copied"), refused.append)
    assert "Otis" in refused[0]
    assert given() == []


def test_to_whom_and_how_are_there_again_and_a_password_never(diary, school):
    school.giving().keep_typing("Mr Adeyemi", "docx", 4, is_locked=True)
    page = school.giving().page("")
    assert (page.given_to, page.way, page.caret, page.is_locked) == ("Mr Adeyemi", "docx", 4, True)
    assert set(json.loads(diary.drafts("report_give/")[0].text)) == {"given_to", "way", "locked"}


def test_passwords_are_weighed_and_compared():
    assert password_problem("short", "short")[0]
    assert password_problem(SECRET, "other") == (NOT_THE_SAME, True)
    assert password_problem(SECRET, SECRET) == ("", False)


# Comment slips ----------------------------------------------------------------------------------------------


def test_slips_typed_back_are_voices_that_fill_the_gaps(diary, view, school):
    before = {one.words for one in view.check.gaps}
    assert {"The school’s own words", "The family’s own words"} <= before
    slips = school.slips()
    values = dict(slips.page().values) | {
        "pupil": "I like the low drum.",
        "staff": "She waits her turn in class now.",
        "staff_who": "Mrs Dale, teaching assistant",
        "said_on": "10 November 2026",
    }
    assert slips.keep(values, frozenset({Audience.SCHOOL})) == 2
    voices = {one.speaker: one for one in diary.all(Voice)}
    assert set(voices) == {Speaker.PUPIL, Speaker.SCHOOL_STAFF}
    staff = voices[Speaker.SCHOOL_STAFF]
    assert (staff.captured_how, staff.asked, staff.said_on) == (COMMENT_SLIP, Asked.ASKED, date(2026, 11, 10))
    assert staff.speaker_label == "Mrs Dale, teaching assistant"
    school.reload()
    after = {one.words for one in view.check.gaps}
    assert before - after == {"The pupil’s own words", "The school’s own words"}
    assert {one.item_id for one in view.page.items if one.included} >= {one.id for one in voices.values()}


def test_a_slip_that_came_back_late_belongs_to_the_report_it_was_asked_for(diary, view, school):
    last = view.page.period_to
    for name, day in (
        ("on", last),
        ("in", last + BACK_WITHIN),
        ("out", last + BACK_WITHIN + timedelta(days=1)),
    ):
        slip = Voice(id=name, speaker=Speaker.PUPIL, words=name, said_on=day, pupil_id=WREN)
        diary.add(replace(slip, captured_how=COMMENT_SLIP))
    school.reload()
    there = [one.item_id for one in view.page.items]
    assert [there.count(name) for name in ("on", "in", "out")] == [1, 1, 0]


def test_slips_without_words_or_with_an_unreadable_day_keep_nothing(diary, school):
    slips = school.slips()
    for values in ({"said_on": "10 November 2026"}, {"pupil": "Yes", "said_on": "once upon a time"}):
        with pytest.raises(UserError):
            slips.keep(values, frozenset())
    assert diary.all(Voice) == []


def test_half_typed_slips_are_there_again(diary, school):
    school.slips().keep_typing({"family": "He hums"}, frozenset({Audience.FAMILY}), "family", 7, ("He",))
    page = Slips(diary, lambda: TODAY, diary.all(Report)[0].id).page()
    assert (page.values["family"], page.caret_in, page.caret) == ("He hums", "family", 7)
    assert page.steps == ("He",)
    assert page.audiences == {Audience.FAMILY}
    assert page.was_typed


def test_printed_slips_say_nothing_of_why(diary, school, tmp_path):
    import pypdfium2

    diary.save(replace(diary.need(Pupil, WREN), school_hopes="That she joins in."))
    school.slips().save_paper(tmp_path / "slips.pdf")
    with pypdfium2.PdfDocument(tmp_path / "slips.pdf") as pdf:
        text = " ".join(page.get_textpage().get_text_range() for page in pdf)
    assert "Wren" in text
    assert "Marlow Quill" in text
    assert "joins in" not in text
    assert "Adair" not in text
    left = diary.find(Disclosure, purpose="comment_slips")[0]
    assert left.file_sha256 == hashlib.sha256((tmp_path / "slips.pdf").read_bytes()).hexdigest()
    assert [one.pupil_id for one in diary.find(DisclosureSubject, disclosure_id=left.id)] == [WREN]
    school.slips().printed(school.slips().paper())
    assert len(diary.find(Disclosure, purpose="comment_slips", file_name="printed")) == 1
    held = service_template.make(diary, "Ours")
    service_template.keep(diary, replace(held, service_name="Music with Abel"))
    service_template.use(diary, held.template_id)
    with pytest.raises(NotCleared, match="in these slips"):
        school.slips().paper()
    plan = learning_plan.load(diary, WREN, TODAY)
    assert "Abel" in " ".join(learning_plan.check(diary, plan).blocked)


def test_a_start_point_that_is_there_is_no_gap(diary, view, school):
    outcome = diary.framework.outcomes[0]
    diary.add(StartPoint(id="sp", pupil_id=WREN, outcome=outcome.id, text="Sat out.", noted_on=FIRST))
    school.refresh()
    gap = next(one.words for one in view.check.gaps if one.words.startswith("A start point"))
    assert outcome.name.lower() not in gap


def test_the_sheet_over_the_page_is_remembered(school):
    school.hold_sheet("slips")
    assert school.open_sheet == "slips"
    school.hold_sheet("")
    assert school.open_sheet == ""


def test_two_pupils_reports_keep_their_own_parts(view, presenter):
    presenter.choose_pupil(WREN, ReportAudience.SCHOOL, ReportPurpose.TERMLY)
    presenter.include_part("targets", included=False)
    presenter.choose_pupil(OTIS, ReportAudience.SCHOOL, ReportPurpose.TERMLY)
    assert "targets" in {part.key for part in view.page.parts if part.is_on}
