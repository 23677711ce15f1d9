"""The timetable and the import in a window: by keys alone, at both ends of the text sizes, through a lock."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from shiboken6 import isValid

from tests.ui.window_checks import (
    Hands,
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
from tutordiary.diary import Diary
from tutordiary.model import Closure, Group, Pupil, Session, Setting, Slot
from tutordiary.presenters.timetable_page import TimetablePresenter
from tutordiary.presenters.timetable_state import Part
from tutordiary.vault.ciphers import LOWEST_COST
from ui import theme
from ui.jobs import JobRunner
from ui.timetable.import_sheet import ImportSheet
from ui.timetable.page import TimetablePage
from ui.widgets import Sheet

TUESDAY = date(2026, 11, 17)
KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def diary(tmp_path_factory):
    folder = tmp_path_factory.mktemp("timetable")
    made, _ = Diary.create(
        folder / "diary", "four plain words here", cost=LOWEST_COST, state_folder=folder / "state"
    )
    made.add(
        Setting(id="alder", name="Alder Bank Primary School"),
        Setting(id="elm", name="Elm House"),
        Group(id="drums", setting_id="alder", working_name="Drums", starts_on=date(2026, 9, 1)),
        Group(id="keys", setting_id="elm", working_name="Keys club after lunch"),
        Slot(id="tue", group_id="drums", weekday=1, starts_at="13:30", room="Hall, stage end"),
        Slot(id="thu", group_id="keys", weekday=3, starts_at="15:15"),
        Closure(
            id="half", name="Half term", from_on=TUESDAY + timedelta(days=6), until_on=date(2026, 11, 27)
        ),
    )
    yield made
    made.close()


@pytest.fixture
def opened(qtbot, diary):
    jobs = JobRunner()
    pages: list[TimetablePage] = []

    def make(text_pt=12, scheme="light", *, back=False):
        theme.apply_theme(QApplication.instance(), scheme, text_pt)
        page = TimetablePage(diary, jobs, lambda: TUESDAY)
        page.presenter = TimetablePresenter(diary, page, lambda: TUESDAY)
        pages.append(page)
        page.resize(1366 - theme.em(4), 700)
        page.show()
        qtbot.waitActive(page)
        page.come_back() if back else page.arrive()
        QApplication.processEvents()
        return page

    yield make
    jobs.settle()
    for page in pages:
        page.hide()
        page.deleteLater()
    qtbot.waitUntil(lambda: not any(isValid(page) for page in pages))
    jobs.finish()
    diary.remove(*diary.all(Session), *diary.all(Pupil))
    theme.apply_theme(QApplication.instance(), "light", 12)


def states(page):
    return [(tile.tile.group, tile.tile.state) for tile in page._week.tiles()]


def test_cancel_move_and_extra_by_keys_alone(opened, diary):
    page, hands = opened(), Hands()
    assert hands.place.startswith("Drums, Tuesday 17 November, 1:30 to 2:00 pm")
    hands.press(KEY.Key_X)
    assert states(page)[0] == ("Drums", "Cancelled")
    assert hands.focus.tile.group == "Drums"  # the focus stays where it was
    hands.press(KEY.Key_Z, CONTROL)
    assert states(page)[0] == ("Drums", "Not logged yet")
    hands.press(KEY.Key_M)
    hands.focus.selectAll()
    hands.prose("Friday")
    hands.tab_to("Time")
    hands.focus.selectAll()
    hands.prose("2 pm")
    hands.press(KEY.Key_Return, CONTROL)
    settle(lambda: page._sheet is None)
    assert states(page)[0] == ("Drums", "Moved to Friday 20 November")
    assert states(page)[-1] == ("Drums", "Planned, moved from Tuesday 17 November")
    for key, where in (
        (KEY.Key_Right, "Keys club"),
        (KEY.Key_Right, "Drums, Friday"),
        (KEY.Key_Left, "Keys"),
    ):
        hands.press(key)
        assert hands.place.startswith(where)
    hands.press(KEY.Key_Return)  # everything that can be done
    sheet = page.findChild(Sheet)
    assert hands.place == "Log"
    hands.press(KEY.Key_E)
    settle(lambda: not isValid(sheet))
    hands.tab_to("Time")
    hands.prose("16:00")
    hands.press(KEY.Key_Return, CONTROL)
    settle(lambda: page._sheet is None)
    assert ("Keys club after lunch", "Planned, extra session") in states(page)
    assert len(diary.find(Session, group_id="keys")) == 2  # the weekly one is written down beside it


def test_weeks_turn_by_keys_and_a_day_is_gone_to(opened):
    page, hands = opened(), Hands()
    hands.press(KEY.Key_PageDown)
    assert page._bar._title.text() == "23 to 29 November 2026"
    assert states(page) == []  # half term
    hands.tab_to("The week before", back=True)
    hands.press(KEY.Key_Return)
    hands.tab_to(page._week.tiles()[0].accessibleName())
    hands.press(KEY.Key_G)
    assert isinstance(hands.focus, QLineEdit)
    hands.prose("never\n")
    assert page._bar._problem.text().startswith("Write the day like")
    hands.focus.selectAll()
    hands.prose("6 January\n")
    assert page._bar._title.text() == "4 to 10 January 2027"
    assert hands.focus.tile.group == "Drums"


def test_weeks_turn_wherever_the_focus_is_but_not_out_of_a_typed_day(opened):
    page, hands = opened(), Hands()
    this_week = page._bar._title.text()
    hands.tab_to(Part.WEEK.value, back=True)
    hands.press(KEY.Key_PageDown)
    assert page._bar._title.text() == "23 to 29 November 2026"
    assert hands.place == Part.WEEK.value  # the focus stays
    hands.press(KEY.Key_PageUp)
    assert page._bar._title.text() == this_week
    hands.tab_to("Go to a day")
    hands.press(KEY.Key_PageDown)
    assert page._bar._title.text() == "23 to 29 November 2026"
    hands.prose("6 Jan")
    hands.press(KEY.Key_PageDown)
    assert (page._bar._title.text(), hands.focus.text()) == ("23 to 29 November 2026", "6 Jan")
    hands.tab_to(Part.WEEK.value, back=True)
    hands.press(KEY.Key_Home)
    assert page._bar._title.text() == this_week
    page._open_part(Part.DAYS_OFF)
    hands.tab_to(Part.DAYS_OFF.value)
    hands.press(KEY.Key_PageDown)
    assert page.presenter.part is Part.DAYS_OFF


def test_a_log_is_asked_for_with_its_session(opened, qtbot):
    page, hands = opened(), Hands()
    with qtbot.waitSignal(page.log_wanted) as wanted:
        hands.press(KEY.Key_L)
    assert wanted.args == ["drums", TUESDAY, ""]


def test_a_half_typed_holiday_is_there_again_after_a_lock(opened, diary):
    page, hands = opened(), Hands()
    page._open_part(Part.DAYS_OFF)
    page.open_closure()
    hands.prose("Winter hol")
    assert page.keep_everything()
    page.hide()
    again = opened(back=True)
    assert again.presenter.part is Part.DAYS_OFF
    assert (hands.place, hands.focus.text(), hands.focus.cursorPosition()) == ("Name", "Winter hol", 10)
    again._sheet.leave()
    diary.drop_draft(next(draft.key for draft in diary.drafts("form/closure")))


GOOD = (
    "Name,Year,School,Group\nWren Adair,4,Alder Bank Primary School,Drums\nSol Beck,banana,Elm House,Keys\n"
)


def look(page, tmp_path, text=GOOD):
    file = tmp_path / "class list.csv"
    file.write_text(text)
    page.open_import()
    sheet = page.findChild(ImportSheet)
    sheet.look(file)
    page._jobs.settle()
    QApplication.processEvents()
    return sheet


def test_nothing_is_added_until_the_bad_row_is_left_out_and_the_button_pressed(opened, diary, tmp_path):
    page, hands = opened(), Hands()
    sheet = look(page, tmp_path)
    assert not sheet._add.isEnabled()
    assert sheet._row.text() == (
        "Row 3: Sol Beck, banana, Elm House, Keys. "
        "Cannot be used, year group: not a year group from Reception to 13."
    )
    assert hands.focus is sheet._rows  # one Return too many adds nothing
    hands.press(KEY.Key_Return)
    hands.tab_to("Leave that row out")
    hands.press(KEY.Key_Space)
    assert hands.place == "Leave that row out"
    assert diary.all(Pupil) == []
    hands.tab_to("Add 1 pupil and what belongs there")
    hands.press(KEY.Key_Return)
    page._jobs.settle()
    assert [pupil.first_name for pupil in diary.all(Pupil)] == ["Wren"]
    assert sheet._notice.words == "Added: 1 pupil, 1 place in a group."
    sheet._notice.buttons[0].click()
    page._jobs.settle()
    assert diary.all(Pupil) == []
    hands.press(KEY.Key_Escape)
    assert page.isAncestorOf(hands.focus)


def test_a_lock_keeps_the_name_of_the_file_and_imports_nothing(opened, diary, tmp_path):
    page = opened()
    look(page, tmp_path)
    page.keep_everything()
    page.hide()
    again = opened(back=True)
    sheet = again.findChild(ImportSheet)
    assert sheet._notice.words.startswith("class list.csv was being looked at, and nothing of it was added.")
    assert diary.all(Pupil) == []
    sheet.leave()
    assert again.presenter.last_place() == ("", "")


@pytest.mark.parametrize(("text_pt", "scheme"), [(12, "dark"), (24, "light")])
def test_every_part_can_be_seen_reached_and_read(opened, tmp_path, text_pt, scheme):
    page = opened(text_pt, scheme)
    for part in Part:
        page._open_part(part)
        QTest.qWait(30)
        assert nameless(page) == []
        assert once_still(lambda: outside(page)) == []
        assert once_still(lambda: cut_words(page)) == []
        assert small_targets(page) == []
        assert not_reached(page, tab_stops(page)) == []
        assert pale_words(page)[1] == []
    sheet = look(page, tmp_path)
    assert nameless(sheet) == []
    assert once_still(lambda: outside(sheet)) == []
    assert once_still(lambda: cut_words(sheet)) == []
    assert small_targets(sheet) == []
    assert pale_words(sheet)[1] == []
