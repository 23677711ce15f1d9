"""Find in a window: by keys alone from a letter to the place, as it looks, and put away at a lock."""

from __future__ import annotations

from datetime import date, timedelta
from unittest.mock import Mock, call, create_autospec

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

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
    walk,
)
from tutordiary.diary import Diary
from tutordiary.model import Group, Membership, Observation, Pupil, SavedSearch, Setting, Target
from tutordiary.presenters.find import LAST, NOTHING_FOUND, FindPresenter
from tutordiary.presenters.find_lines import Landing
from tutordiary.vault.ciphers import LOWEST_COST
from ui import theme
from ui.desk import Desk
from ui.find.landing import land
from ui.find.page import FindPage
from ui.find.saved_sheet import SavedSheet
from ui.timetable.page import TimetablePage

KEY = Qt.Key
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
TODAY = date(2026, 11, 17)
RAIL_EM = {12: 9.4, 24: 3.9}


@pytest.fixture(scope="module")
def found_in(tmp_path_factory):
    """A diary with a few notes and many, closed at the end."""
    folder = tmp_path_factory.mktemp("find window")
    diary, _ = Diary.create(
        folder / "d", "plain words for a test", cost=LOWEST_COST, state_folder=folder / "s"
    )
    long = "and then the whole group listened until the last note had gone out of the door, " * 6
    diary.add(
        Setting(id="s", name="Alder Bank"),
        Group(id="g", setting_id="s", working_name="Tuesday drums"),
        Pupil(id="p", first_name="Wren", last_name="Adair", setting_id="s"),
        Membership(id="m", pupil_id="p", group_id="g", joined_on=date(2026, 9, 1)),
        Observation(id="o1", noted_on=TODAY, pupil_id="p", group_id="g", text=f"Wren led the break {long}"),
        Observation(
            id="o2",
            noted_on=TODAY - timedelta(days=9),
            pupil_id="p",
            text="Sang in the break & <b>shouted</b>.",
        ),
        Target(id="t", pupil_id="p", kind="own", pupil_words="Play a break alone", set_on=date(2026, 9, 8)),
        *(
            Observation(
                id=f"c{n}", noted_on=TODAY - timedelta(days=20 + n), group_id="g", text=f"clapped {n}"
            )
            for n in range(450)
        ),
    )
    yield diary
    diary.close()


@pytest.fixture
def page(qtbot, found_in):
    """Open Find as the desk does, beside a rail of the width it has at that size."""
    made = []

    def opened(text_pt=12, scheme="light", typed=""):
        found_in.keep_preference(LAST, "")
        theme.apply_theme(QApplication.instance(), scheme, text_pt)
        one = FindPage()
        one.presenter = FindPresenter(found_in, one, one.jobs, lambda: TODAY)
        one.resize(1366 - theme.em(RAIL_EM[text_pt]), 700)
        one.show()
        one.activateWindow()
        assert QTest.qWaitForWindowActive(one)
        one.arrive()
        made.append(one)
        if typed:
            QTest.keyClicks(one.box, typed)
        idle(one)
        return one

    yield opened
    for one in made:
        one.keep_everything()
        one.jobs.finish()
        one.close()
        one.deleteLater()
        QApplication.sendPostedEvents(one, QEvent.Type.DeferredDelete)
    theme.apply_theme(QApplication.instance(), "light", 12)


def idle(page):
    settle(lambda: not page.jobs.is_busy)


def rows(page):
    return [line.passage.item_id for line in page.results.rows.lines]


def test_from_letters_to_the_place_by_keys_alone(page):
    one, hands, places = page(), Hands(), []
    one.landing_chosen.connect(places.append)
    assert hands.place == "Find"
    hands.prose("break")
    idle(one)
    assert (rows(one), one._count.text()) == (["o1", "o2", "t"], "3 found")
    hands.press(KEY.Key_Down)
    assert hands.place == "Found"
    hands.press(KEY.Key_Down)
    hands.press(KEY.Key_Return)
    assert places == [Landing("pupil", pupil_id="p", part="sign", record_id="o2")]
    hands.press(KEY.Key_Up)
    hands.press(KEY.Key_Up)
    assert hands.place == "Find"


def test_esc_goes_back_step_by_step_and_one_key_clears(page):
    one, hands, backs = page(typed="break"), Hands(), []
    one.back_wanted.connect(lambda: backs.append(1))
    hands.press(KEY.Key_Down)
    hands.press(KEY.Key_Escape)
    assert (hands.place, backs) == ("Find", [])
    hands.press(KEY.Key_Escape)
    assert backs == [1]
    one.presenter.set_filter("kind", "target")
    hands.press(KEY.Key_Delete, ALT)
    idle(one)
    assert (one.box.text(), one._count.text()) == ("", "The latest")


def test_a_star_by_key_shows_in_the_row_and_in_words(page, found_in):
    one, hands = page(typed="sang"), Hands()
    hands.press(KEY.Key_Down)
    hands.keys("s")
    assert found_in.need(Observation, "o2").starred
    assert "starred" in one.results.rows.lines[0].spoken
    assert one.whole.star_button.text() == "Take the star away"
    one.whole.star_button.click()
    assert not found_in.need(Observation, "o2").starred


def test_rows_are_spoken_whole_and_marked_words_need_no_colour(page):
    one = page(typed="break")
    names = [each.text(QAccessible.Text.Name) for each in walk(one.results)]
    assert any(name.startswith("Wren Adair, Small sign, 8 November 2026, Sang in the") for name in names)
    index = one.results.rows.index(0, 0)
    image = one.results.grab(one.results.visualRect(index)).toImage()
    one.results.rows.lines[0] = plain_line(one)
    plain = one.results.grab(one.results.visualRect(index)).toImage()
    grey = (
        image.convertToFormat(image.Format.Format_Grayscale8),
        plain.convertToFormat(image.Format.Format_Grayscale8),
    )
    assert grey[0] != grey[1]


def plain_line(page):
    from dataclasses import replace

    line = page.results.rows.lines[0]
    return replace(line, passage=replace(line.passage, typed=()))


def test_the_whole_passage_is_shown_as_it_was_written(page):
    one = page(typed="sang")
    assert one.whole._words.accessibleName() == "Sang in the break & <b>shouted</b>."
    assert "<b><u>Sang</u></b>" in one.whole._words.text()
    assert "&amp; &lt;b&gt;shouted&lt;/b&gt;." in one.whole._words.text()


def test_more_rows_come_as_the_end_is_near(page):
    one, hands = page(typed="clapped"), Hands()
    assert (len(rows(one)), one._count.text()) == (50, "200 and more found")
    hands.press(KEY.Key_Down)
    for _ in range(10):
        hands.press(KEY.Key_End)
        idle(one)
    assert (len(rows(one)), one._count.text()) == (450, "450 found")
    assert one.results.current_row() == 449


def test_nothing_found_says_so_in_the_place_of_the_rows(page):
    one = page(typed="xylophone")
    assert (one._empty.text(), one._empty.isVisible(), one.results.isVisible()) == (
        NOTHING_FOUND,
        True,
        False,
    )
    assert not one.whole.isVisible()
    QTest.keyClick(one.box, KEY.Key_Down)
    assert one.box.hasFocus()


def test_a_filter_is_set_from_its_chip(page):
    one = page(typed="break")
    chip = one.filters.chips["kind"]
    menu = chip.make_menu()
    next(action for action in menu.actions() if action.text() == "Targets").trigger()
    menu.deleteLater()
    idle(one)
    assert (rows(one), chip.text(), chip.isChecked()) == (["t"], "Kind: Targets", True)
    assert one.filters.chips["pupil_id"].accessibleName() == "Pupil: any"


def test_a_pupil_whose_name_was_typed_is_one_press_away(page):
    one = page(typed="wre")
    (about,) = one._called.items
    assert about.text() == "Only about Wren Adair"
    about.click()
    idle(one)
    assert one.filters.chips["pupil_id"].text() == "Pupil: Wren Adair"


def test_searches_are_kept_and_opened_from_a_sheet(page, found_in, qtbot):
    one, hands = page(typed="break"), Hands()
    hands.press(KEY.Key_S, CTRL)
    assert hands.place == "A name for the present search"
    hands.prose("Breaks")
    hands.press(KEY.Key_Return)
    assert [held.name for held in found_in.all(SavedSearch)] == ["Breaks"]
    hands.press(KEY.Key_Escape)
    hands.press(KEY.Key_Delete, ALT)
    hands.press(KEY.Key_S, CTRL)
    hands.tab_to("Search: Breaks")
    hands.press(KEY.Key_Return)
    idle(one)
    assert (one.box.text(), rows(one)) == ("break", ["o1", "o2", "t"])
    hands.press(KEY.Key_S, CTRL)
    hands.tab_to("Remove: Breaks")
    hands.press(KEY.Key_Return)
    assert found_in.all(SavedSearch) == []
    one._removed.undo()
    assert [held.name for held in found_in.all(SavedSearch)] == ["Breaks"]
    found_in.remove(*found_in.all(SavedSearch))


def test_a_lock_keeps_the_names_being_typed_for_searches(page, found_in):
    found_in.add(SavedSearch(id="old", name="Break", query="break", filters=""))
    one, hands = page(typed="break"), Hands()
    hands.press(KEY.Key_S, CTRL)
    hands.prose("Sing")
    hands.tab_to("Name of the search Break")
    hands.prose("s")
    sheet = one._sheet
    assert sheet._pause.isActive()  # a kill loses half a second
    assert one.keep_everything()
    assert found_in.get(SavedSearch, "old").name == "s"
    assert one.presenter.naming() == "Sing"
    one.presenter.keep_naming("")
    sheet._name.clear()
    sheet.leave()
    found_in.remove(*found_in.all(SavedSearch))


def test_a_lock_while_typing_keeps_the_words_and_lets_no_answer_come(page, found_in):
    one = page()
    QTest.keyClicks(one.box, "break")
    shown = rows(one)
    assert one.keep_everything()
    QApplication.processEvents()
    assert rows(one) == shown  # what was under way came to nothing
    again = FindPage()
    again.presenter = FindPresenter(found_in, again, again.jobs, lambda: TODAY)
    again.show()
    again.come_back()
    settle(lambda: not again.jobs.is_busy)
    assert (again.box.text(), again.box.cursorPosition()) == ("break", 5)
    assert rows(again) == ["o1", "o2", "t"]
    again.keep_everything()
    again.jobs.finish()
    again.close()
    again.deleteLater()


@pytest.mark.parametrize(("text_pt", "scheme"), [(12, "light"), (24, "dark")])
def test_it_fits_is_named_reached_and_read(page, text_pt, scheme):
    one = page(text_pt, scheme, typed="wren")
    one.presenter.set_days(date(2026, 1, 1), TODAY)
    idle(one)
    if text_pt == 24:
        one.filters.fold.click()
    assert once_still(lambda: outside(one)) == []
    assert once_still(lambda: cut_words(one)) == []
    assert small_targets(one) == []
    assert nameless(one) == []
    assert not_reached(one, tab_stops(one)) == []
    seen, pale = pale_words(one)
    assert (seen >= 2, pale) == (True, [])


def test_the_sheet_of_kept_searches_fits_large_text(page, found_in):
    found_in.add(SavedSearch(id="x", name="All that was said of breaks and of the rests", query="break"))
    one = page(24, typed="wren")
    one._open_saved()
    sheet = one.findChild(SavedSheet)
    assert once_still(lambda: outside(sheet)) == []
    assert once_still(lambda: cut_words(sheet)) == []
    assert all(sheet.isAncestorOf(stop) for stop in tab_stops(one))
    sheet.leave()
    found_in.remove(*found_in.all(SavedSearch))


class DeskDouble:
    """Writes down where it was sent."""

    def __init__(self):
        self.calls = []

    def __getattr__(self, name):
        return lambda *given: self.calls.append((name, *given))


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        (
            Landing("log", group_id="g", day=TODAY, session_id="d", record_id="o"),
            ("open_log", "g", TODAY, "d", "o"),
        ),
        (
            Landing("pupil", pupil_id="p", part="target", record_id="t"),
            ("open_pupil", "p", "target", "", "t"),
        ),
        (Landing("report", pupil_id="p", record_id="r"), ("open_report", "p")),
        (Landing("bundle"), ("open_page", "bundle")),
    ],
)
def test_each_place_is_opened_at_its_record(place, wanted):
    desk = DeskDouble()
    land(desk, place)
    assert desk.calls == [wanted]


@pytest.mark.parametrize(
    ("place", "opened"),
    [
        (Landing("group", group_id="g"), call.open_group("g")),
        (Landing("setting", setting_id="s"), call.open_setting("s")),
    ],
)
def test_a_group_and_a_setting_are_opened_over_the_timetable(place, opened):
    desk, page = Mock(spec=Desk), create_autospec(TimetablePage, instance=True)
    desk.page.return_value = page
    land(desk, place)
    assert desk.mock_calls[:2] == [call.open_page("timetable"), call.page("timetable")]
    assert page.mock_calls == [opened]


def test_put_away_it_reads_nothing_when_the_look_changes(page, monkeypatch):
    one = page(text_pt=24, typed="break")
    one.hide()
    asked = []
    monkeypatch.setattr(one.presenter, "whole", lambda line: asked.append(line))
    theme.apply_theme(QApplication.instance(), "light", 11)
    assert asked == []
