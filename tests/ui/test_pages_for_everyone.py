"""Every page for every eye and hand: names, Tab, targets, four sizes of text, three sets of colours."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QMargins
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from shiboken6 import isValid

from tests.ui.window_checks import (
    cut_words,
    nameless,
    not_reached,
    once_still,
    outside,
    pale_words,
    settle,
    small_targets,
    tab_stops,
)
from tutordiary import sample
from tutordiary.diary import Diary
from tutordiary.settings import SettingsFile
from tutordiary.vault.ciphers import LOWEST_COST
from ui import pages, theme
from ui.desk import Desk
from ui.jobs import JobRunner
from ui.pupil_rights_card import RightsCard
from ui.widgets import Sheet

DAY = date(2026, 11, 17)
SIZES = [11, 12, 16.5, 24]
SCHEMES = ["light", "dark", "contrast"]
PAGES = ["today", "log", "pupils", "pupil", "sheet", "group", "reports", "settings", "copy", "erase"]
ON_TOP = ("sheet", "group", "copy", "erase")


@pytest.fixture(scope="module")
def diary(tmp_path_factory):
    """The sample diary, made once: these tests only look."""
    folder = tmp_path_factory.mktemp("sample")
    made, _ = Diary.create(
        folder / "diary", "show me around", is_sample=True, cost=LOWEST_COST, state_folder=folder / "state"
    )
    sample.fill(made, sample.sample_records(DAY))
    yield made
    made.close()


@pytest.fixture
def desk(qtbot, diary, tmp_path):
    """Open the desk on a page, 1366 by 700 pixels, at a size of text and with a set of colours."""
    jobs = JobRunner()
    host = QWidget()
    row = QHBoxLayout(host)
    row.setContentsMargins(QMargins())
    made: list[Desk] = []

    def opened(page: str, text_pt: float = 12, scheme="light") -> Desk:
        theme.apply_theme(QApplication.instance(), scheme, text_pt)
        settings = SettingsFile(tmp_path / "settings.json")
        one = Desk(diary, pages.build, jobs, settings, lambda: DAY, lambda: None, lambda: None)
        made.append(one)
        row.addWidget(one)
        host.resize(1366, 700)
        host.show()
        qtbot.waitActive(host)
        show(one, page)
        settle(lambda: not jobs._under_way)
        QTest.qWait(30)
        return one

    yield opened
    jobs.settle()
    host.hide()
    host.deleteLater()
    qtbot.waitUntil(lambda: not isValid(host))
    jobs.finish()
    theme.apply_theme(QApplication.instance(), "light", 12)


def show(desk: Desk, page: str) -> None:
    """Go to a page, or to what lies on it."""
    if page == "group":
        desk.open_page("today")
        desk.add_group()
    elif page in ("pupil", "sheet", "copy", "erase"):
        desk.open_page("pupils")
        view = desk.page("pupils")
        view._list.choose_current()
        if page == "sheet":
            view._open_form("sign")
        if page in ("copy", "erase"):
            card = view.findChild(RightsCard)
            card.open_copy() if page == "copy" else card.open_erase()
    else:
        desk.open_page(page)


@pytest.mark.parametrize("page", PAGES)
def test_everything_to_use_has_a_name_and_tab_comes_by_once(desk, page):
    one = desk(page)
    assert nameless(one) == []
    seen = tab_stops(one)
    if page not in ON_TOP:  # a sheet keeps Tab to itself
        assert not_reached(one, seen) == []
    assert len(seen) > 3


@pytest.mark.parametrize("text_pt", SIZES)
@pytest.mark.parametrize("page", PAGES)
def test_every_size_fits_a_small_laptop(desk, page, text_pt):
    one = desk(page, text_pt)
    assert (one.width(), one.height()) == (1366, 700)
    assert once_still(lambda: outside(one)) == []
    assert once_still(lambda: cut_words(one)) == []
    assert small_targets(one) == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("page", PAGES)
def test_words_as_drawn_can_be_read(desk, page, scheme):
    one = desk(page, 12, scheme)
    seen, pale = pale_words(one.findChild(Sheet) or one)
    assert pale == []
    assert seen >= 2


def test_a_sheet_keeps_tab_to_itself(desk):
    one = desk("group")
    sheet = one.findChild(Sheet)
    assert all(sheet.isAncestorOf(stop) for stop in tab_stops(one))
