"""What goes in: newest first, a few rows at a time, ticked one by one; rows that say the same stay."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.presenters.pupil_samples import OTIS, TODAY, WREN, fill
from tutordiary.drafting.senco import Choosable
from tutordiary.model import Report, ReportSection
from tutordiary.presenters.report import ReportPresenter
from tutordiary.presenters.work import InlineRunner
from ui.jobs import JobRunner
from ui.reports.items import AT_FIRST, AT_ONCE, ReportItems
from ui.reports.page import ReportPageView

FIRST = date(2026, 9, 1)
ITEMS = tuple(
    Choosable(f"i{n}", "observation", FIRST + timedelta(days=n), f"Noticed {n}", included=n == 0)
    for n in range(AT_FIRST + AT_ONCE + 3)
)


@pytest.fixture
def card(qtbot):
    card = ReportItems()
    qtbot.addWidget(card)
    card.show_items(ITEMS)
    card.show()
    return card


def test_the_newest_come_first_and_the_rest_is_counted(card):
    assert len(card.boxes) == AT_FIRST
    assert card.boxes[0].accessibleName().endswith(f"Noticed {len(ITEMS) - 1}")
    assert card._rest.text() == f"{AT_ONCE + 3} earlier, 1 of them ticked"


def test_more_are_shown_until_all_are_there(card):
    grown = []
    card.grown.connect(lambda: grown.append(len(card.boxes)))
    card.more.click()
    assert card.more.text() == "Show 3 more"
    card.more.click()
    assert grown == [AT_FIRST + AT_ONCE, len(ITEMS)]
    assert len({box.accessibleName() for box in card.boxes}) == len(ITEMS)
    assert card.boxes[-1].isChecked()
    assert not card.more.isVisible()
    assert card._rest.isHidden()


def test_a_tick_is_told_with_its_record(card):
    told = []
    card.ticked.connect(lambda one, on: told.append((one, on)))
    card.boxes[1].click()
    card.boxes[1].click()
    assert told == [(ITEMS[-2].item_id, True), (ITEMS[-2].item_id, False)]


def test_the_same_records_keep_their_rows_and_others_get_new_ones(card):
    told = []
    card.ticked.connect(lambda *one: told.append(one))
    card.more.click()
    before = list(card.boxes)
    card.show_items(tuple(Choosable(i.item_id, i.kind, i.day, i.text, included=True) for i in ITEMS))
    assert card.boxes == before
    assert all(box.isChecked() for box in card.boxes)
    assert told == []  # nobody ticked
    card.show_items(ITEMS[:2])
    assert [box.accessibleName()[-1] for box in card.boxes] == ["1", "0"]
    card.show_items(())
    assert card.isHidden()


def test_words_not_kept_yet_stay_with_their_own_report(qtbot, diary):
    fill(diary)
    view = ReportPageView(JobRunner())
    qtbot.addWidget(view)
    view.presenter = ReportPresenter(diary, view, InlineRunner(), lambda: TODAY)
    view.open_for(WREN)
    field = view._rows["summary"].field
    field.selectAll()
    QTest.keyClicks(field, "Wren leads.")
    view.open_for(OTIS)
    assert view._rows["summary"].field is field
    assert field.toPlainText() != "Wren leads."
    (worded,) = diary.find(ReportSection, section="summary")
    assert (worded.text, diary.need(Report, worded.report_id).pupil_id) == ("Wren leads.", WREN)
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.toPlainText() != "Wren leads."  # undo does not reach into another pupil's report
