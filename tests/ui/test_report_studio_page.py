"""The report page as a studio: marks, trace, check, giving, comment slips, text beside the pages."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.presenters.pupil_samples import OTIS, TODAY, WREN, fill
from tests.ui.window_checks import nameless, outside, settle, tab_stops
from tutordiary.diary import Diary
from tutordiary.model import Audience, Disclosure, Observation, Report, ReportStatus, Voice
from tutordiary.presenters.find_lines import Landing
from tutordiary.presenters.report import ReportPresenter
from tutordiary.presenters.report_trace import Source
from tutordiary.presenters.work import InlineRunner
from tutordiary.vault.ciphers import LOWEST_COST
from ui import file_choice
from ui.jobs import JobRunner
from ui.pdf_preview import Page
from ui.reports.give_sheet import GiveSheet
from ui.reports.page import ReportPageView
from ui.reports.slips_sheet import SlipsSheet

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
BOTH = CTRL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(scope="module")
def diary(tmp_path_factory):
    """One diary for all of them."""
    folder = tmp_path_factory.mktemp("studio")
    made, _ = Diary.create(
        folder / "diary", "show me around here", cost=LOWEST_COST, state_folder=folder / "state"
    )
    fill(made)
    made.save(replace(made.need(Observation, "words"), audiences=frozenset({Audience.SCHOOL})))
    yield made
    made.close()


@pytest.fixture
def page(qtbot, diary):
    """The page with Wren's report, as wide as on a small laptop; reports begun are taken out afterwards."""
    jobs = JobRunner()
    made = ReportPageView(jobs)
    qtbot.addWidget(made)
    made.presenter = ReportPresenter(diary, made, InlineRunner(), lambda: TODAY)
    made.resize(1180, 700)
    made.show()
    qtbot.waitActive(made)
    made.open_for(WREN)
    yield made
    jobs.settle()
    jobs.finish()
    diary.remove(*diary.all(Report), *diary.all(Voice))
    for draft in diary.drafts():
        diary.drop_draft(draft.key)


def write(page, section, words):
    field = page._rows[section].field
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, words)
    return field


def test_the_caret_tells_where_its_sentence_comes_from_and_opens_it(page):
    wanted = []
    page.landing_wanted.connect(wanted.append)
    field = write(page, "summary", "Settling in. Counted the others in.")
    settle(page._source.open.isVisible)
    assert "Noticed on 27 October" in page._source.words.text()
    QTest.keyClick(field, KEY.Key_J, CTRL)
    assert [(one.page, one.record_id) for one in wanted] == [("log", "words")]
    QTest.keyClick(field, KEY.Key_Home)
    settle(lambda: not page._source.open.isVisible())
    page._items.opens[0].click()
    assert len(wanted) == 2


def test_a_name_that_blocks_is_marked_when_gone_to(page):
    write(page, "plan", "Then play with Otis again.")
    page._words.finish()
    assert not page._give.isEnabled()
    page._choices.pupil.setFocus()
    page._check.buttons[0].click()
    field = page._rows["plan"].field
    assert field.hasFocus()
    assert field.textCursor().selectedText() == "Otis"
    page._choices.pupil.setFocus()
    QTest.keyClick(page, KEY.Key_Return, CTRL)  # the key for giving is not dead: it goes there too
    assert field.hasFocus()
    page.show_given("Written: a file.")
    page._on_choice_changed()
    assert not page._notice.isVisible()  # what was said of one report is not said of the next


def test_words_stay_where_they_are_when_a_source_is_told_and_grow_with_their_lines(page):
    field = write(page, "plan", "word " * 60)
    settle(lambda: not field.verticalScrollBar().isVisible())
    page._source.show_source(None)
    QGuiApplication.processEvents()
    above = page._left.y()
    page._source.show_source(Source("Diary, 6 October", None, "", Landing("")))
    QGuiApplication.processEvents()
    assert page._source.open.isVisible()
    assert page._left.y() == above
    for wide in (900, 1180):
        page.resize(wide, 700)
        settle(lambda: not field.verticalScrollBar().isVisible())


def test_marks_go_into_the_kept_words_and_the_text_beside(diary, page):
    field = write(page, "what_helps", "A count-in")
    QTest.keyClick(field, KEY.Key_8, BOTH)
    page._words.finish()
    assert page.presenter._draft.texts["what_helps"] == "- A count-in"
    page._paper.as_text.click()
    assert page._paper.text.isVisible()
    assert "A count-in" in page._paper.text.toPlainText()
    assert not page._preview.isVisible()
    settle(lambda: page._preview.page_count > 0)
    drawn = page._preview.findChildren(Page)
    page.presenter.set_large_print(on=True)
    page._paper.as_text.click()
    settle(lambda: page._preview.findChildren(Page) and page._preview.findChildren(Page) != drawn)


def test_giving_as_text_copies_notes_and_tells_the_fingerprint(diary, page):
    before = len(diary.all(Disclosure))
    QTest.keyClick(page._choices.pupil, KEY.Key_Return, CTRL)
    sheet = page.findChild(GiveSheet)
    assert nameless(sheet) == []
    sheet.to.setText("Mr Adeyemi")
    sheet.radios["text"].setChecked(True)
    whole = len(sheet.paste.buttons)
    sheet.paste.most.setCurrentIndex(sheet.paste.most.count() - 1)
    sheet.paste.fill()
    assert len(sheet.paste.buttons) > whole
    sheet.paste.buttons[0].click()
    piece = QGuiApplication.clipboard().text()
    assert 0 < len(piece) <= 250
    sheet.keep_now()
    assert "Mr Adeyemi" in diary.drafts("report_give/")[0].text
    QTest.keyClick(sheet.to, KEY.Key_Return, CTRL)
    assert QGuiApplication.clipboard().text() == page._paper.text.toPlainText()
    (left,) = diary.all(Disclosure)[before:]
    assert (left.recipient, left.file_sha256) == ("Mr Adeyemi", sheet.fingerprint.text())
    assert diary.drafts("report_give/") == []
    QTest.keyClick(sheet.close_button, KEY.Key_Escape)
    assert page.presenter.open_sheet == ""
    assert "Last given" in page._choices._given.text()


def test_a_password_is_typed_twice_before_a_file_is_written(diary, page, tmp_path, monkeypatch):
    target = tmp_path / "x.pdf"
    monkeypatch.setattr(file_choice, "save_place", lambda *_: target)
    page._open_give()
    sheet = page.findChild(GiveSheet)
    sheet.lock.setChecked(True)
    sheet.secret.edit.setText("kettle harbour")
    sheet.again.edit.setText("kettle harbor")
    sheet.give.click()
    assert "not the same" in sheet._again_row.problem
    assert not target.exists()
    page.keep_everything()
    sheet.setParent(None)  # as a lock takes it away
    page.come_back()
    sheet = page.findChild(GiveSheet)
    assert sheet.lock.isChecked()  # a file that was to be locked does not leave open
    assert sheet.secret.text() == ""
    sheet.secret.edit.setText("kettle harbour")
    sheet.again.edit.setText("kettle harbour")
    sheet.give.click()
    assert b"/Encrypt" in target.read_bytes()
    assert sheet.secret.text() == ""
    assert diary.find(Report, status=ReportStatus.GIVEN)
    sheet.leave()


def test_slips_half_typed_are_there_after_a_lock_and_kept_as_voices(diary, page):
    page._foot.slips.click()
    sheet = page.findChild(SlipsSheet)
    assert nameless(sheet) == []
    assert outside(sheet) == []
    sheet.fields["staff"].setFocus()
    QTest.keyClicks(sheet.fields["staff"], "She asks for turns")
    page.keep_everything()
    sheet.setParent(None)  # as a lock takes it away: nobody closed it
    page.come_back()
    back = page.findChild(SlipsSheet)
    field = back.fields["staff"]
    assert field.hasFocus()
    QTest.keyClicks(field, " now.")
    QTest.keyClick(field, KEY.Key_Return, CTRL)
    (voice,) = diary.all(Voice)
    assert voice.words == "She asks for turns now."
    assert voice.audiences == {Audience.SCHOOL}
    assert voice.id in {one.item_id for one in page.presenter._draft.items if one.included}
    assert page.presenter.open_sheet == ""


def test_parts_are_switched_and_tab_goes_the_way_of_the_eye(page):
    chips = page._parts.chips
    first = chips.items[0]
    was = first.isChecked()
    first.click()
    assert {part.key: part.is_on for part in page.presenter._draft.parts}["hopes"] is not was
    stops = tab_stops(page)
    order = [page._choices.last, page._source.marks.items[0], page._rows["summary"].field, first, page._give]
    places = [stops.index(one) for one in order]
    assert all(before < after for before, after in pairwise(places))


def test_another_pupils_report_begins_without_the_sheet_of_the_one_before(page):
    page._open_give()
    page.open_for(OTIS)
    QTest.qWait(1)
    assert page.findChild(GiveSheet) is None or not page.findChild(GiveSheet).isVisible()
    assert all(key.isEnabled() for key in page._sheets.keys)
