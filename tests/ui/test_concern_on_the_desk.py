"""The window asks until somebody was told, on Today and at each unlock, and the sheet comes back."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.concern.concern_samples import DAY, records
from tests.ui.window_checks import CTRL, SHIFT, spoken, visible
from tutordiary import dates
from tutordiary.diary import concern
from tutordiary.model import Group, Membership, Pupil
from tutordiary.presenters.log_choice import LogChoices
from tutordiary.settings import SettingsFile
from ui import pages, theme
from ui.concern.line import ConcernLine
from ui.concern.parts import WHICH
from ui.concern.sheet import ConcernSheet
from ui.desk import Desk
from ui.jobs import JobRunner
from ui.moment_sheet import MomentSheet
from ui.widgets import Button


@pytest.fixture
def desk(qtbot, qapp, diary, tmp_path):
    theme.apply_theme(qapp, "light", 12)
    diary.add(*records())
    jobs = JobRunner()
    made = Desk(
        diary, pages.build, jobs, SettingsFile(tmp_path / "s.json"), lambda: DAY, lambda: None, lambda: None
    )
    qtbot.addWidget(made)
    made.resize(1366, 700)
    with qtbot.waitActive(made):
        made.show()
    yield made
    jobs.settle()
    made.hide()
    jobs.finish()


def test_it_asks_at_an_unlock_and_on_today_until_they_were_told(desk, diary):
    line = desk.findChild(ConcernLine)
    desk.come_back()
    assert not line.isVisible()
    pointer = concern.begin(diary, dates.now(), "s")
    desk.open_page("settings")
    desk.come_back()  # an unlock, wherever one was
    assert line.isVisible()
    assert "Alder Bank Primary" in spoken(line)
    assert "Wren" not in spoken(line)
    next(iter(visible(line, Button))).click()
    QApplication.processEvents()
    sheet = desk.findChild(ConcernSheet)
    assert sheet.isVisible()
    told = {"name": "Mrs Thwaite", "how": "In person", "role": "DSL", "day": f"{date(2026, 11, 17):%d/%m/%Y}"}
    sheet.presenter.tell(told | {"time": "2 pm"})
    assert diary.need(type(pointer), pointer.id).told_at is not None
    assert not line.isVisible()


def test_over_a_pupils_page_it_is_that_pupils_school_and_a_moment_offers_the_pupil(desk, diary):
    diary.add(
        Group(id="g2", setting_id="s2", working_name="Thursday strings"),
        Pupil(id="otis", first_name="Otis"),
        Membership(id="m2", pupil_id="otis", group_id="g2"),
        Membership(id="m3", pupil_id="p", group_id="g2"),
    )
    desk.open_pupil("otis")
    desk.sheets.open("concern")
    assert desk.findChild(ConcernSheet)._fields["setting"].currentText() == "Beck House"
    desk.sheets.open("moment")
    (moment,) = desk.findChildren(MomentSheet)
    assert moment._who.list.item(0).text().startswith("Otis")
    desk.open_pupil("p")  # at both schools
    desk.sheets.open("concern")
    where = next(one for one in desk.findChildren(ConcernSheet) if one.isVisible())._fields["setting"]
    assert (where.currentText(), where.hasFocus()) == (WHICH, True)
    where.activated.emit(0)
    assert where.currentText() == WHICH


def test_over_the_choice_of_a_log_an_earlier_one_says_nothing_of_where_one_is(desk, diary):
    diary.add(Group(id="g2", setting_id="s2", working_name="Thursday strings"))
    desk.open_page("log")
    for is_chosen, name in ((True, "Beck House"), (False, "Alder Bank Primary")):
        if not is_chosen:
            desk.open_page("log")  # again: the choice of another
        assert desk.page("log").is_in_hand is is_chosen
        LogChoices(diary, lambda: DAY).remember_open("g2", DAY)
        desk.sheets.open("concern")
        sheet = next(one for one in desk.findChildren(ConcernSheet) if one.isVisible())
        assert sheet._fields["setting"].currentText() == name
        desk.sheets.leave()


def test_one_key_opens_the_sheet_from_any_page_and_it_comes_back_after_a_lock(desk):
    desk.come_back()
    QTest.keyClick(desk, "C", CTRL | SHIFT)
    assert desk.findChild(ConcernSheet).isVisible()
    desk.sheets.keep_now()
    assert desk.diary.preference("sheet") == "concern"
