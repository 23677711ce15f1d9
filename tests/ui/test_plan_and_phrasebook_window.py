"""Learning plans and the phrasebook as a tutor uses them: by keys, at every size, with nothing typed lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.presenters.pupil_samples import TODAY, WREN, fill
from tests.ui.window_checks import (
    cut_words,
    nameless,
    not_reached,
    once_still,
    outside,
    settle,
    small_targets,
    tab_stops,
    visible,
)
from tutordiary.diary import Diary
from tutordiary.model import Audience, Phrase, Pupil, Target, TargetKind
from tutordiary.presenters.learning_plan import PlanPresenter
from tutordiary.presenters.phrasebook import PhrasebookPresenter
from tutordiary.presenters.report import ReportPresenter
from tutordiary.presenters.report_state import PupilChoice
from tutordiary.presenters.work import InlineRunner
from tutordiary.vault.ciphers import LOWEST_COST
from ui import print_pages, theme
from ui.documents.plan_view import PlanPageView
from ui.jobs import JobRunner
from ui.phrasebook_sheet import PhrasebookSheet
from ui.reports.page import ReportPageView
from ui.widgets import Button, Text


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """One diary for all of these tests: Wren has two targets, one of them marked for the family."""
    folder = tmp_path_factory.mktemp("plans")
    made, _ = Diary.create(
        folder / "d", "kettle harbour lantern", cost=LOWEST_COST, state_folder=folder / "s"
    )
    fill(made)
    to_family = frozenset({Audience.FAMILY})
    day = date(2026, 11, 3)
    made.add(
        Target(
            id="a", pupil_id=WREN, kind=TargetKind.MUSICAL, pupil_words="I want to start us off",
            set_on=day, audiences=to_family,
        ),
        Target(id="b", pupil_id=WREN, kind=TargetKind.OWN, pupil_words="I want the gong", set_on=day),
    )  # fmt: skip
    yield made
    made.close()


@pytest.fixture
def page(qtbot, qapp, shelf):
    theme.apply_theme(qapp, "light", 12)
    jobs = JobRunner()
    made = PlanPageView(jobs)
    made.presenter = PlanPresenter(shelf, made, InlineRunner(), lambda: TODAY)
    made.resize(1210, 700)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    made.open_for(WREN)
    QApplication.processEvents()
    yield made
    jobs.finish()
    theme.apply_theme(qapp, "light", 12)


def test_the_plan_fits_at_both_sizes_and_every_part_has_a_name_and_a_stop(qapp, page):
    for size in (12, 24):
        theme.apply_theme(qapp, "dark" if size == 24 else "light", size)
        assert once_still(lambda: outside(page) + cut_words(page)) == []
        assert small_targets(page) == []
        assert nameless(page) == []
    theme.apply_theme(qapp, "light", 12)
    QApplication.processEvents()
    sizes = {one.text(): one.font().pointSizeF() for one in visible(page, Text)}
    assert sizes["Pupil"] == sizes["Where it goes"] == 12
    page.pupil.setFocus()
    assert not_reached(page, tab_stops(page)) == []


def test_the_labels_over_a_report_follow_the_size_of_the_text_when_they_move(qtbot, qapp, shelf):
    theme.apply_theme(qapp, "light", 24)
    jobs = JobRunner()
    made = ReportPageView(jobs)
    made.presenter = ReportPresenter(shelf, made, InlineRunner(), lambda: TODAY)
    qtbot.addWidget(made)
    made.resize(1210, 700)
    made.show()
    made.show_pupils((PupilChoice(WREN, "Wren"),))
    theme.apply_theme(qapp, "light", 12)
    QApplication.processEvents()
    sizes = {one.text(): one.font().pointSizeF() for one in made._choices.findChildren(Text)}
    assert sizes["Pupil"] == sizes["To"] < 12
    jobs.finish()


def test_a_target_is_ticked_by_keys_and_stands_on_the_sheet(page):
    box = page.boxes["b"]
    assert not box.isChecked()
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert page.boxes["b"] is box
    assert QApplication.focusWidget() is box
    assert "I want the gong" in page.paper.text.toPlainText()
    settle(lambda: page.paper.pages.page_count == 1)


def test_what_keeps_a_plan_back_is_said_and_nothing_can_be_pressed(page, shelf):
    usual = shelf.need(Pupil, WREN)
    shelf.save(replace(usual, interests_and_strengths="Sitting by Otis"))
    page.arrive()
    assert not page.pdf.isEnabled()
    assert not page.printing.isEnabled()
    shelf.save(usual)
    page.arrive()
    assert page.pdf.isEnabled()


def test_a_wish_to_change_a_target_leads_to_the_pupils_page(page, qtbot):
    change = next(one for one in visible(page, Button) if one.accessibleName() == "Change: I want the gong")
    with qtbot.waitSignal(page.landing_wanted) as led:
        change.click()
    assert (led.args[0].pupil_id, led.args[0].record_id) == (WREN, "b")


def test_printing_sends_the_sheet_that_is_shown(page, monkeypatch):
    sent = []
    monkeypatch.setattr(print_pages, "print_pdf", lambda _page, data: sent.append(data) or print_pages.SENT)
    page.printing.click()
    assert sent[0].startswith(b"%PDF")


def test_a_line_of_the_phrasebook_left_in_mid_word_is_gone_on_with(qapp, page, shelf):
    sheet = PhrasebookSheet(page, PhrasebookPresenter(shelf))
    sheet.words.setFocus()
    QTest.keyClicks(sheet.words, "thumping")
    sheet.instead.setFocus()
    QTest.keyClicks(sheet.instead, "played h")
    sheet.leave()
    again = PhrasebookSheet(page, PhrasebookPresenter(shelf))
    assert (again.words.text(), again.instead.text()) == ("thumping", "played h")
    assert QApplication.focusWidget() is again.instead
    QTest.keyClicks(again.instead, "ard")
    QTest.keyClick(again.instead, Qt.Key.Key_Return)
    assert [(one.words, one.instead) for one in shelf.all(Phrase)] == [("thumping", "played hard")]
    assert again.words.text() == ""
    for size in (12, 24):
        theme.apply_theme(qapp, "light", size)
        assert once_still(lambda: outside(again) + cut_words(again)) == []
    assert small_targets(again) == []
    assert nameless(again) == []
    again.leave()
