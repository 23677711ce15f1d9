"""What the door half of the log offers beyond marks: by keys, by mouse, to screen readers, at any size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from tests.presenters.log_samples import DAY, GROUP, Clock, new_diary
from tests.ui.window_checks import cut_words, nameless, once_still, outside, small_targets, spoken
from tutordiary.model import Attendance, Observation, PartTaken, Presence, Session, Tried, Voice, Where
from tutordiary.presenters.log import LogPresenter
from ui import theme
from ui.log.page import LogPage

KEY = Qt.Key


@pytest.fixture
def diary(tmp_path):
    made = new_diary(tmp_path)
    yield made
    made.close()


@pytest.fixture
def open_page(qtbot, qapp, diary):
    made: list[LogPage] = []

    def opened(text_pt: float = 12, scheme="light") -> LogPage:
        theme.apply_theme(qapp, scheme, text_pt)
        presenter = LogPresenter(diary, None, Clock())
        presenter.open_session(group_id=GROUP, day=DAY)
        page = LogPage(presenter)
        page.resize(1366 - theme.em(9.4 if text_pt < 16 else 3.9), 700)
        page.show()
        qtbot.waitActive(page)
        QTest.qWait(1)
        made.append(page)
        return page

    yield opened
    for page in made:
        if isValid(page):
            page.close()
            page.deleteLater()
    theme.apply_theme(qapp, "light", 12)


def keys(typed: str) -> None:
    for letter in typed:
        QTest.keyClicks(QApplication.focusWidget(), letter)


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def click_name(page: LogPage, column: int) -> None:
    names = page.grid.pupils
    at = QPoint(names.sectionViewportPosition(column) + names.sectionSize(column) // 2, names.height() // 2)
    QTest.mouseClick(names.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QApplication.processEvents()


def signs(diary) -> list[Observation]:
    return diary.find(Observation, noted_on=DAY)


# Own marks and everyone's ---------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
def test_own_marks_and_everyone_s_differ_by_shape_not_by_colour_alone(open_page, scheme):
    page = open_page(scheme=scheme)
    keys("2")
    page._presenter.go(0, 2)
    keys("3")
    page._presenter.go(1, 2)
    keys("3")
    page._presenter.go(5, 0)
    QTest.qWait(20)
    picture, em = page.grab().toImage(), theme.notifier().em_px
    view = page.grid.viewport()
    ground = QColor(theme.tokens().surface).lightness()

    def differs(row: int, column: int, across: float, down: float) -> bool:
        """Say whether the grey of a point, in em from the middle of a cell, is not that of the ground."""
        box = page.grid.visualRect(page.grid.log.index(row, column))
        at = view.mapTo(page, box.center() + QPoint(round(across * em), round(down * em)))
        return abs(picture.pixelColor(at).lightness() - ground) > 4

    half = page.grid.columnWidth(3) / 2 / em
    edge = [down / 50 for down in range(30, 46)]  # where the band has its line above the middle
    assert not differs(0, 3, 0.56, 0)  # the band is empty between its dots
    assert differs(1, 2, 0.56, 0)  # the pill is filled
    assert differs(0, 2, 0.56, 0)  # and is so on the band as well
    assert any(differs(0, 3, half - 0.05, -down) for down in edge)  # the band runs on to the neighbour
    assert any(differs(0, 2, half - 0.05, -down) for down in edge)  # past an own mark too
    assert not any(differs(1, 2, half - 0.05, -down) for down in edge)  # a pill stays by itself


def test_the_grid_and_the_panel_say_what_was_set_for_everyone(open_page):
    page = open_page()
    keys("2")
    page._presenter.go(0, 2)
    assert page.panel.for_all.text() == "For everyone: sometimes"
    assert not any(button.isChecked() for button in page.panel.levels)
    click(page.panel.levels[1])
    assert page.panel.levels[1].isChecked()
    heard = spoken(page)
    assert "Ben, Musical skill: sometimes; set for everyone: sometimes" in heard
    assert "Amira, Musical skill: sometimes, set for everyone" in heard
    assert "an outlined band with small dots was set for everyone at once" in heard


# The mouse ------------------------------------------------------------------------------------------


def test_a_click_in_the_panel_leaves_the_focus_where_it_is(open_page, diary):
    page = open_page()
    keys("e")
    for button in (page.panel.levels[0], page.panel.harder, page.panel.phrases.items[0]):
        click(button)
        assert page.grid.hasFocus()
    keys("3")
    assert page._state.cells[0][5].said == "Elsie, Musical skill: often, harder day"
    keys("e/")
    keys(" Twice.")
    click(page.panel.phrases.items[1])
    assert page.panel.moment.edit.hasFocus()
    assert page.panel.moment.edit.toPlainText() == "Led the group. Twice. Tried something new."
    click(page.panel.links.items[0])
    page._presenter.go(1, 5)
    page.panel.links.items[1].setFocus()
    QTest.keyClick(page.panel.links.items[1], KEY.Key_Space)
    assert page.panel.links.items[1].hasFocus()
    assert next(one for one in signs(diary) if one.text).indicators == ("MUS.1", "MUS.2")


def test_how_they_took_part_by_mouse_alone(open_page, diary):
    page = open_page()
    click_name(page, 2)
    chooser = page.part_chooser
    assert chooser.title.text() == "How did Ben take part?"
    click(chooser.presences[Presence.LATE])
    click(chooser.ways[4])
    assert not chooser.isVisible()
    assert page._state.columns[2].part is PartTaken.STEPPED_AWAY_CAME_BACK
    assert diary.find(Attendance, pupil_id="pupil-ben")[0].presence is Presence.LATE
    click_name(page, 0)
    for number in (0, 1, 2, 3, 5):
        click(chooser.ways[number])
    assert not chooser.isVisible()
    assert [one.part for one in page._state.columns[1:]] == [
        PartTaken.LED,
        PartTaken.PLAYED,
        PartTaken.GAVE_FEEDBACK,
        PartTaken.LISTENED,
        PartTaken.STEPPED_AWAY,
    ]
    assert "Elsie, 0 of 11, stepped away, key e" in spoken(page.grid)


def test_by_keys_the_grid_keeps_the_focus_while_it_is_asked(open_page):
    page = open_page()
    keys("ap")
    assert page.part_chooser.isVisible()
    assert page.grid.hasFocus()
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Escape)
    assert not page.part_chooser.isVisible()
    assert page._state.columns[1].part is None
    keys("2")
    assert page._state.cells[0][0].mark.step == 2


def test_several_moments_and_quotes_by_mouse(open_page, diary):
    page = open_page()
    keys("e/")
    keys("Asked to start.")
    panel = page.panel
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Escape)
    click(panel.moments.another)
    assert panel.moment.edit.hasFocus()
    keys("Kept the pulse.")
    click(panel.moments.said.buttons[0])
    assert panel.moment.edit.toPlainText() == "Asked to start."
    click(panel.moments.star)
    click(panel.moments.more.button)
    where = panel.moments.more.where
    where.setCurrentIndex(where.findData(Where.CLASS))
    where.activated.emit(where.currentIndex())
    panel.moments.more.did.edit.setFocus()
    keys("Waited")
    panel.words.edit.setFocus()
    keys("Again!")
    page.focus_grid()
    first, second = (one for one in signs(diary) if one.text)
    assert (first.text, first.starred, first.where_seen, first.what_i_did) == (
        "Asked to start.",
        True,
        Where.CLASS,
        "Waited",
    )
    assert (second.text, second.starred) == ("Kept the pulse.", False)
    click(panel.quotes.another)
    keys("One more")
    page.focus_grid()
    assert [one.words for one in diary.all(Voice)] == ["Again!", "One more"]
    assert "Moment 1: Asked to start., starred" in spoken(panel)


def test_undo_in_the_field_of_a_moment_taken_away_leaves_the_next_one_alone(open_page, diary):
    page = open_page()
    keys("e/")
    keys("Asked to start.")
    page.focus_grid()
    click(page.panel.moments.another)
    keys("Kept the pulse.")
    click(page.panel.moments.said.buttons[0])
    edit = page.panel.moment.edit
    edit.setFocus()
    edit.selectAll()
    QTest.keyClick(edit, KEY.Key_Delete)
    page.focus_grid()
    assert edit.toPlainText() == "Kept the pulse."
    edit.setFocus()
    edit.undo()
    page.focus_grid()
    assert [one.text for one in signs(diary) if one.text] == ["Kept the pulse."]


def test_a_sign_from_the_menu_begins_the_moment(open_page, diary):
    page = open_page()
    keys("e")
    actions = page.panel.signs.menu().actions()
    assert len(actions) == 5
    actions[1].trigger()
    note = page.panel.moment.edit
    assert note.hasFocus()
    assert note.toPlainText() == actions[1].text()
    assert signs(diary) == []


# The plan -------------------------------------------------------------------------------------------


def test_the_plan_asks_then_tells_and_keeps_its_notes(open_page, diary):
    page = open_page()
    click(page.last_plan.chips[2])
    assert diary.find(Session, held_on=DAY)[0].tried_last is Tried.NOT_YET
    click(page.last_plan.more)
    sheet = page._plan
    sheet.note.edit.setFocus()
    keys("No time")
    sheet.adults.edit.setFocus()
    keys("Ms Reed")
    sheet.minutes.setValue(25)
    QTest.keyClick(sheet.minutes, KEY.Key_Escape)
    session = diary.find(Session, held_on=DAY)[0]
    assert (session.tried_note, session.adults_present, session.actual_min) == ("No time", "Ms Reed", 25)
    assert page.last_plan.words == "You wanted to try: Count in more slowly. Not yet: No time."
    assert page._plan is None


def test_a_note_on_the_plan_left_in_mid_word_is_gone_back_to(open_page):
    page = open_page()
    page.open_plan().note.edit.setFocus()
    keys("No ti")
    assert page.keep_everything()
    again = open_page()
    assert again._plan.note.edit.hasFocus()
    assert again._plan.note.edit.text() == "No ti"


# For every eye and hand -----------------------------------------------------------------------------


@pytest.mark.parametrize("text_pt", [11, 24])
def test_all_of_it_fits_and_can_be_used_at_every_size(open_page, text_pt):
    page = open_page(text_pt)
    keys("e/")
    keys("Asked to start.")
    page._presenter.another(page.panel.moment.place.field)
    keys("Kept the pulse, and looked round at everybody who had stopped.")
    page.panel.words.edit.setFocus()
    keys("Again!")
    page.panel.next_time.edit.setFocus()
    page.panel.moments.more.unfold()
    page.panel.quotes.more.unfold()
    for check in (cut_words, outside, small_targets, nameless):
        assert once_still(lambda check=check: check(page)) == [], check.__name__
    page.focus_grid()
    page._presenter.ask_part(5)
    for check in (cut_words, small_targets):
        assert once_still(lambda check=check: check(page.part_chooser)) == [], check.__name__
    assert page.rect().contains(page.part_chooser.geometry())
    page._presenter.stop_asking()
    sheet = page.open_plan()
    for check in (cut_words, outside, small_targets, nameless):
        assert once_still(lambda check=check: check(sheet)) == [], check.__name__
