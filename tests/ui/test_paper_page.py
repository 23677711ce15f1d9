"""Paper as a tutor uses it: sheets of a week, one written up by keys alone, at every size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.presenters.log_samples import DAY, GROUP, Clock, new_diary
from tests.ui.window_checks import (
    CTRL,
    cut_words,
    nameless,
    once_still,
    outside,
    settle,
    small_targets,
    spoken,
    visible,
)
from tutordiary.model import Observation, Reflection, Session, Voice
from tutordiary.presenters.paper import PaperPresenter
from tutordiary.presenters.paper_log import PaperLog
from tutordiary.presenters.work import InlineRunner
from ui import file_choice, print_pages, theme
from ui.paper.page import PaperPage
from ui.widgets import Button


@pytest.fixture
def samba(tmp_path):
    made = new_diary(tmp_path)
    yield made
    made.close()


@pytest.fixture
def printed(monkeypatch):
    """What would have been printed: no test opens a printer's dialog."""
    found = []
    monkeypatch.setattr(print_pages, "print_pdf", lambda _page, data: found.append(data) or "Sent")
    return found


@pytest.fixture
def page(qtbot, qapp, samba, printed):
    theme.apply_theme(qapp, "light", 12)
    made = make_page(samba)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    made.arrive()
    QApplication.processEvents()
    yield made
    theme.apply_theme(qapp, "light", 12)


def make_page(diary):
    made = PaperPage(PaperLog(diary, Clock()))
    made.presenter = PaperPresenter(diary, made, InlineRunner(), lambda: DAY)
    made.resize(1210, 700)
    return made


def press(page, words):
    next(one for one in visible(page, Button) if one.text() == words).click()
    QApplication.processEvents()


def type_keys(keys):
    for key in keys:
        QTest.keyClicks(QApplication.focusWidget(), key)


def test_a_sheet_is_printed_and_the_focus_stays_on_its_line(page, printed):
    button = next(one for one in visible(page, Button) if one.text() == "Print…")
    name = button.accessibleName()
    button.setFocus()
    button.click()
    QApplication.processEvents()
    assert printed[0].startswith(b"%PDF")
    assert QApplication.focusWidget().accessibleName() == name


def test_the_week_is_saved_where_it_is_asked_for(page, tmp_path, monkeypatch):
    asked = []

    def choose(_page, _title, name, _kinds):
        asked.append(name)
        return tmp_path / name

    monkeypatch.setattr(file_choice, "save_place", choose)
    press(page, "Save the week…")
    assert asked == ["Session sheets.pdf"]
    assert (tmp_path / "Session sheets.pdf").read_bytes().startswith(b"%PDF")


def test_a_whole_sheet_is_written_up_by_keys_in_the_papers_order(page, samba):
    press(page, "Print…")
    press(page, "Write up")
    settle(lambda: QApplication.focusWidget() is page.up.page.grid)
    rows = ["2 3   "] * 10 + ["1h2   "]  # all, A empty, B; the last row's B stays empty
    type_keys("".join(rows))
    type_keys("12345")  # how each took part: it asks by itself after the last row
    assert page.up.page.grid.hasFocus()
    type_keys("b/")
    QTest.keyClicks(QApplication.focusWidget(), "Counted us in")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    type_keys('a"')
    QTest.keyClicks(QApplication.focusWidget(), "Louder!")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    type_keys("n")
    QTest.keyClicks(QApplication.focusWidget(), "Let B count in")
    heard = []
    page.finished.connect(heard.append)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    settle(lambda: bool(heard))
    (session,) = samba.find(Session, group_id=GROUP, held_on=DAY)
    assert session.completed_later
    signs = samba.find(Observation, session_id=session.id)
    own = [one for one in signs if one.pupil_id == "pupil-ben" and one.step == 3]
    assert len(own) == 10
    assert [one.words for one in samba.find(Voice, session_id=session.id)] == ["Louder!"]
    assert [one.text for one in samba.find(Reflection, session_id=session.id)] == ["Let B count in"]
    assert {one.part_taken for one in signs if one.part_taken} != set()
    assert "written up" in spoken(page)


def test_after_a_lock_the_sheets_have_the_focus_and_a_sheet_its_row(page, samba):
    page.come_back()
    assert QApplication.focusWidget().accessibleName() == "Print the week…"
    press(page, "Print…")
    press(page, "Write up")
    type_keys("      ")
    again = make_page(samba)
    again.show()
    again.come_back()
    QApplication.processEvents()
    assert "Sheet 1" in spoken(again)
    assert again.up.page.grid.currentIndex().row() == 1
    again.close()


@pytest.mark.parametrize(("scheme", "text_pt"), [("light", 12), ("dark", 24)])
def test_the_sheets_can_be_used_at_any_size(page, qapp, scheme, text_pt):
    theme.apply_theme(qapp, scheme, text_pt)
    page.presenter.print_one(GROUP, DAY)
    page.presenter.turn(1)
    QApplication.processEvents()
    assert nameless(page) == []
    assert once_still(lambda: small_targets(page)) == []
    assert once_still(lambda: cut_words(page)) == []
    assert once_still(lambda: outside(page)) == []
