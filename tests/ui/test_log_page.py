"""The page of a session's log: scripted with keys and mouse, walked as a screen reader does, measured."""

from __future__ import annotations

import itertools
import json
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from shiboken6 import delete, isValid

from tests.presenters.log_samples import DAY, GROUP, MUSIC, Clock, new_diary
from tutordiary.errors import DiskFull
from tutordiary.framework import shipped_framework
from tutordiary.model import (
    Attendance,
    Audience,
    FrameworkVersion,
    Observation,
    Presence,
    Reflection,
    Scope,
    Session,
    Tried,
    Voice,
)
from tutordiary.presenters.log import LogPresenter
from tutordiary.presenters.log_state import Field, Place
from ui import theme
from ui.log.evening import EveningSheet
from ui.log.page import LogPage
from ui.log.sheets import KEYS
from ui.tokens import contrast
from ui.widgets import Elided, KeyLine, Sheet

KEY_S, THOUGHT_S = 0.28, 1.35
SIZES = [11, 12, 16.5, 24]
RAIL_EM = {11: 9.4, 12: 9.4, 16.5: 3.9, 24: 3.9}


class Hands:
    """Keys and clicks on a page, each of them counted."""

    def __init__(self, qtbot, page: LogPage) -> None:
        self.bot = qtbot
        self.page = page
        self.count = 0
        self.letters = 0

    def keys(self, typed: str) -> None:
        for letter in typed:
            QTest.keyClicks(QApplication.focusWidget(), letter)
            self.count += 1

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget(), key, modifier)
        self.count += 1

    def prose(self, words: str) -> None:
        """Type words: one entry, however long."""
        QTest.keyClicks(QApplication.focusWidget(), words)
        self.count += 1
        self.letters += len(words)

    def click_dot(self, row: int, column: int, dot: int) -> None:
        grid = self.page.grid
        box = grid.visualRect(grid.log.index(row, column))
        x = box.center().x() + (dot - 2) * grid.dot_zone()
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(x), box.center().y()))
        self.count += 1


@pytest.fixture(autouse=True)
def plain_theme(qapp):
    theme.apply_theme(qapp, "light", 12)
    yield
    theme.apply_theme(qapp, "light", 12)


@pytest.fixture
def diary(tmp_path):
    made = new_diary(tmp_path)
    yield made
    made.close()


@pytest.fixture
def open_page(qtbot, diary):
    """Open the page as the window does, beside a rail of the width it has at that size."""
    made: list[LogPage] = []

    def opened(text_pt: float = 12, scheme="light", width: int = 1366) -> LogPage:
        theme.apply_theme(QApplication.instance(), scheme, text_pt)
        presenter = LogPresenter(diary, None, Clock())
        presenter.open_session(group_id=GROUP, day=DAY)
        page = LogPage(presenter)
        page.resize(width - theme.em(RAIL_EM.get(text_pt, 9.4)), 700)
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


def signs(diary) -> list[Observation]:
    return diary.find(Observation, noted_on=DAY)


# What it takes ------------------------------------------------------------------------------------


def test_a_whole_session_in_at_most_forty_interactions(qtbot, diary, open_page):
    page = open_page()
    hands = Hands(qtbot, page)
    exceptions = {0: "a1", 1: "b3", 3: "c1", 4: "e3", 5: "a3", 7: "d1", 9: "b1", 10: "e3"}
    for row in range(11):
        hands.keys(exceptions.get(row, ""))
        hands.keys("2")
    hands.keys("e/")
    hands.prose("Elsie asked to start the break, the first time she has asked")
    hands.press(Qt.Key.Key_Escape)
    hands.keys('"')
    hands.prose("Can we do it faster next week?")
    hands.press(Qt.Key.Key_Escape)
    hands.keys("n")
    hands.prose("Let Elsie count us in")
    with qtbot.waitSignal(page.finished, timeout=2000) as told:
        hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert hands.count == 37 <= 40
    # The keystroke-level model of a practised person: each key, a thought before each exception and text.
    keys = hands.count - 3 + hands.letters
    assert keys * KEY_S + (len(exceptions) + 3) * THOUGHT_S <= 60
    marks = [sign for sign in signs(diary) if not sign.text]
    assert len(marks) == 55
    assert sum(mark.scope is Scope.PUPIL for mark in marks) == 8
    assert {mark.step for mark in marks if mark.scope is Scope.GROUP} == {2}
    moment = next(sign for sign in signs(diary) if sign.text)
    assert len(moment.text) == 60
    assert (moment.pupil_id, moment.audiences) == ("pupil-elsie", frozenset())
    assert diary.all(Voice)[0].words == "Can we do it faster next week?"
    session = page._presenter.session_id
    assert diary.find(Reflection, session_id=session)[0].text == "Let Elsie count us in"
    assert len(diary.all(Attendance)) == 5
    assert diary.find(Session, held_on=DAY)[0].finished_at is not None
    assert told.args == [session, "Samba group is logged: 5 here, 55 signs noted."]


def test_by_mouse_one_click_a_mark(qtbot, diary, open_page):
    page = open_page()
    hands = Hands(qtbot, page)
    for row in range(11):
        hands.click_dot(row, 0, 2)
    for row, column in ((0, 1), (1, 2), (3, 3), (4, 5), (5, 1), (7, 4), (9, 2), (10, 5)):
        hands.click_dot(row, column, 1)
    page.finish_button.click()
    assert hands.count + 1 == 20
    marks = signs(diary)
    assert sum(mark.step == 1 for mark in marks) == 8
    # What was set for everyone stays below a mark of one's own, and shows again without it.
    assert len(marks) == 55 + 8
    hands.click_dot(0, 1, 1)
    assert len(signs(diary)) == 55 + 7
    assert page.grid.log.state.cells[0][1].said == "Amira, Musical skill: sometimes, set for everyone"


def test_keys_move_clear_and_take_back(qtbot, diary, open_page):
    page = open_page()
    hands = Hands(qtbot, page)
    hands.press(Qt.Key.Key_Right)
    hands.press(Qt.Key.Key_Down)
    assert page.grid.log.state.cursor == (1, 1)
    hands.keys("3")
    assert page.grid.log.state.cursor == (2, 1)
    hands.press(Qt.Key.Key_Up)
    hands.press(Qt.Key.Key_Delete)
    assert signs(diary) == []
    hands.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert signs(diary)[0].step == 3
    hands.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert signs(diary) == []
    hands.press(Qt.Key.Key_Home)
    assert page.grid.log.state.cursor == (1, 0)
    hands.press(Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    assert page.grid.log.state.cursor == (1, 0)


def test_the_panel_marks_releases_and_links(qtbot, diary, open_page):
    page = open_page()
    Hands(qtbot, page).keys("e")
    panel = page.panel
    panel.levels[2].click()
    assert page.grid.log.state.cursor == (0, 5)
    assert signs(diary)[0].step == 3
    panel.harder.click()
    assert page.grid.log.state.cells[0][5].said == "Elsie, Musical skill: often, harder day"
    assert not panel.moment_audience.isVisible()
    panel.phrases.items[0].click()
    assert panel.moment.edit.toPlainText() == "Led the group."
    panel.moment_audience._actions[Audience.FAMILY].trigger()
    assert panel.moment_audience.text() == "Family"
    assert panel.moment_audience.accessibleName() == "Who may see the moment: Family"
    panel.links.items[0].click()
    moment = next(sign for sign in signs(diary) if sign.text)
    assert (moment.audiences, moment.indicators) == ({Audience.FAMILY}, (MUSIC,))
    panel.clear.click()
    assert len(signs(diary)) == 1


def test_who_was_here_and_did_i_try_it(qtbot, diary, open_page):
    page = open_page()
    assert "Count in more slowly" in page.last_plan.words
    page.last_plan.chips[1].click()
    assert page.last_plan.words == "You wanted to try: Count in more slowly. Partly."
    assert page.last_plan.isVisible()
    assert diary.find(Session, held_on=DAY)[0].tried_last is Tried.PARTLY
    page.who_button.click()
    sheet = page.findChild(Sheet)
    chip = next(b for b in sheet.findChildren(QAbstractButton) if b.accessibleName() == "Ben: late")
    chip.click()
    assert diary.find(Attendance, pupil_id="pupil-ben")[0].presence is Presence.LATE
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_the_evening_half_keeps_answers_and_is_gone_back_to(qtbot, diary, open_page):
    page = open_page()
    page.evening_button.click()
    sheet = page.findChild(EveningSheet)
    first, second = sheet.questions[1:3]  # before them stands the one on the question of the term
    worked = first.edit
    assert worked.hasFocus()
    assert worked.accessibleName() == "What worked today?"
    QTest.keyClicks(worked, "The slow count-in")
    QTest.keyClick(worked, Qt.Key.Key_Tab)
    session = page._presenter.session_id
    assert diary.find(Reflection, session_id=session)[0].text == "The slow count-in"
    button = first.audience
    assert button.isVisible()
    button._actions[Audience.REFLECTION].trigger()
    assert diary.find(Reflection, session_id=session)[0].audiences == {Audience.REFLECTION}
    sheet.bring.click()
    assert diary.need(Session, session).bring_to_group
    QTest.keyClicks(second.edit, "The lyrics sheet")
    QTest.keyClick(second.edit, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert {one.text for one in diary.find(Reflection, session_id=session)} == {
        "The slow count-in",
        "The lyrics sheet",
    }
    page._presenter.keep_typing(Place(Field.PROMPT, "engaged_differently"), "Chidi wat", 5)
    again = open_page()
    note = again.findChild(EveningSheet).questions[3].edit
    assert note.toPlainText() == "Chidi wat"
    assert note.hasFocus()
    assert note.textCursor().position() == 5


def test_a_ladder_of_four_steps_has_four_dots_keys_and_buttons(qtbot, diary, open_page):
    body = json.loads(shipped_framework().body)
    words = ("with a lot of support", "with some support", "often", "mostly by themselves")
    body["ladder"] = [{"step": 0, "words": "not yet seen", "use": "start or review"}]
    body["ladder"] += [
        {"step": step, "words": text, "use": "any"} for step, text in enumerate(words, start=1)
    ]
    diary.add(
        FrameworkVersion(
            id="four",
            framework=body["id"],
            version="4",
            body=json.dumps(body),
            loaded_at=datetime(2099, 1, 1, tzinfo=UTC),
        )
    )
    page = open_page()
    hands = Hands(qtbot, page)
    hands.keys("a4")
    assert page.grid.log.state.cells[0][1].said == "Amira, Musical skill: mostly by themselves"
    assert [button.accessibleName() for button in page.panel.levels][3] == "Mostly by themselves"
    assert page.panel.scroller.inside.minimumSizeHint().width() <= page.panel.scroller.viewport().width()
    box = page.grid.visualRect(page.grid.log.index(1, 2))
    last = QPoint(round(box.center().x() + 1.5 * page.grid.dot_zone()), box.center().y())
    QTest.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=last)
    assert page.grid.log.state.cells[1][2].mark.step == 4


# Nothing is lost ----------------------------------------------------------------------------------


def test_a_page_destroyed_in_mid_word_comes_back_with_its_caret(qtbot, diary, open_page):
    page = open_page()
    Hands(qtbot, page).keys("c/")
    QTest.keyClicks(QApplication.focusWidget(), "Chidi counted the others")
    for _ in range(6):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: len(diary.drafts()) == 1, timeout=2000)
    assert diary.drafts()[0].text == "Chidi counted the others"
    QTest.keyClicks(QApplication.focusWidget(), "two ")
    qtbot.waitUntil(lambda: "two" in diary.drafts()[0].text, timeout=2000)
    delete(page)  # the window dies without being asked
    assert [sign for sign in signs(diary) if sign.text] == []
    again = open_page()
    assert again.panel.who.accessibleName() == "Chidi"
    note = again.panel.moment.edit
    assert note.toPlainText() == "Chidi counted the two others"
    assert note.textCursor().position() == len("Chidi counted the two ")
    assert note.hasFocus()
    QTest.keyClicks(note, "three ")
    QTest.keyClick(note, Qt.Key.Key_Escape)
    assert next(sign for sign in signs(diary) if sign.text).text == "Chidi counted the two three others"
    assert diary.drafts() == []


def test_words_are_kept_within_half_a_second_of_a_pause(qtbot, diary, open_page):
    page = open_page()
    Hands(qtbot, page).keys("n")
    QTest.keyClicks(QApplication.focusWidget(), "Slower")
    assert diary.drafts() == []
    qtbot.waitUntil(lambda: [draft.text for draft in diary.drafts()] == ["Slower"], timeout=900)


def test_words_are_kept_while_typing_goes_on(qtbot, diary, open_page):
    page = open_page()
    Hands(qtbot, page).keys("n")
    saver = page.panel.next_time.autosave
    saver._longest.setInterval(120)
    for letter in "abcdefghijklmnop":
        QTest.keyClicks(QApplication.focusWidget(), letter)
        QTest.qWait(20)
    assert diary.drafts() != []


def test_before_a_lock_words_are_held_and_the_page_writes_no_more(qtbot, diary, open_page):
    page = open_page()
    Hands(qtbot, page).keys("b/")
    QTest.keyClicks(QApplication.focusWidget(), "Ben whistled")
    assert page.keep_everything()
    diary.close()
    page.hide()
    page.close()


def test_leaving_the_page_makes_words_final(qtbot, diary, open_page):
    page = open_page()
    Hands(qtbot, page).keys('b"')
    QTest.keyClicks(QApplication.focusWidget(), "Again!")
    page.hide()
    assert diary.all(Voice)[0].words == "Again!"


def test_trouble_is_a_sentence_and_can_be_tried_again(qtbot, diary, open_page, monkeypatch):
    page = open_page()
    kept = diary.save

    def refuse(*items):
        raise DiskFull("There is no room to write. What was saved before is safe. Free some space.")

    monkeypatch.setattr(diary, "save", refuse)
    hands = Hands(qtbot, page)
    hands.keys("2")
    hands.keys("n")
    hands.prose("Slower")
    hands.press(Qt.Key.Key_Escape)
    assert page.trouble.words.startswith("There is no room to write.")
    assert not page.kept.isVisible()
    assert page.panel.next_time.edit.text() == "Slower"
    monkeypatch.setattr(diary, "save", kept)
    page.trouble.buttons[0].click()
    assert page.trouble.isHidden()
    assert page.kept.label.text().startswith("Kept on this computer")
    assert len(signs(diary)) == 5


def test_a_group_without_pupils_offers_the_first_step(qtbot, tmp_path):
    diary = new_diary(tmp_path / "empty", names=())
    presenter = LogPresenter(diary, None, Clock())
    presenter.open_session(group_id=GROUP, day=DAY)
    page = LogPage(presenter)
    qtbot.addWidget(page)
    page.show()
    assert "Add names first" in page.nobody.words
    with qtbot.waitSignal(page.pupils_wanted, timeout=1000) as told:
        page.nobody.buttons[0].click()
    assert told.args == [GROUP]
    page.close()
    diary.close()


# For every eye and hand ---------------------------------------------------------------------------

INTERACTIVE = {
    QAccessible.Role.PushButton,
    QAccessible.Role.ButtonMenu,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.EditableText,
    QAccessible.Role.ComboBox,
    QAccessible.Role.Table,
    QAccessible.Role.Cell,
}


def walk(widget: QWidget):
    """Yield every accessible object below a widget."""
    root = QAccessible.queryAccessibleInterface(widget)
    waiting = [root.child(number) for number in range(root.childCount())]
    while waiting:
        one = waiting.pop()
        if one is None or not one.isValid() or one.state().invisible:
            continue
        yield one
        waiting += [one.child(number) for number in range(one.childCount())]


def test_everything_to_use_has_a_name_and_a_role(qtbot, open_page):
    page = open_page()
    Hands(qtbot, page).keys("e")
    page.panel.phrases.items[0].click()
    nameless = []
    for one in walk(page):
        name = one.text(QAccessible.Text.Name)
        focusable = bool(one.state().focusable)
        if (one.role() in INTERACTIVE and not name) or (
            one.role() == QAccessible.Role.Client and focusable and one.childCount() == 0
        ):
            nameless.append((one.role(), type(one.object()).__name__))
    assert nameless == []


def test_the_grid_is_a_table_with_headers_and_cells_in_words(qtbot, open_page):
    page = open_page()
    hands = Hands(qtbot, page)
    hands.keys("d-a2")
    table = QAccessible.queryAccessibleInterface(page.grid)
    assert table.role() == QAccessible.Role.Table
    names = {one.text(QAccessible.Text.Name) for one in walk(page.grid)}
    assert "Amira, Musical skill: sometimes" in names
    assert "Dafydd, Musical skill: away" in names
    assert "Ben, Musical skill: not noted" in names
    assert "Amira, 1 of 11, key a" in names
    assert "Young music leadership (Building a musical community)" in names


def test_marks_are_announced(qtbot, open_page, monkeypatch):
    page = open_page()
    said = []
    monkeypatch.setattr("ui.log.page.announce", lambda _widget, words: said.append(words))
    hands = Hands(qtbot, page)
    hands.keys("a12-")
    assert said[:2] == ["Amira, a glimpse", "Everyone else, sometimes"]


def test_tab_goes_through_everything_once_and_out_of_the_grid(qtbot, open_page):
    page = open_page()
    Hands(qtbot, page).keys("e")
    page.panel.phrases.items[0].click()
    page.grid.setFocus()
    seen: list[QWidget] = []
    for _ in range(60):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        if focus is page.grid:
            break
        seen.append(focus)
    assert QApplication.focusWidget() is page.grid
    assert len(seen) == len(set(seen))
    expected = {page.panel.moment.edit, page.panel.words.edit, page.panel.next_time.edit}
    expected |= {page.finish_button, page.who_button, page.undo_button, page.panel.part}
    expected |= {page.panel.harder, page.panel.moment_audience, *page.panel.phrases.items}
    assert expected <= set(seen)
    order = [
        seen.index(one) for one in (page.panel.harder, page.panel.moment.edit, page.panel.next_time.edit)
    ]
    assert order == sorted(order)


def visible(page: QWidget, *kinds) -> list[QWidget]:
    return [one for kind in kinds for one in page.findChildren(kind) if one.isVisible()]


@pytest.mark.parametrize("text_pt", SIZES)
def test_targets_are_24_pixels_at_least(qtbot, open_page, text_pt):
    page = open_page(text_pt)
    small = [
        (type(one).__name__, one.accessibleName(), one.width(), one.height())
        for one in visible(page, QAbstractButton, QLineEdit, QComboBox)
        if (one.width() < 24 or one.height() < 24) and not isinstance(one.parent(), QTableView)
    ]
    assert small == []
    grid = page.grid
    assert grid.dot_zone() >= 24
    for column in range(6):
        assert grid.columnWidth(column) >= 3 * 24
    assert min(grid.rowHeight(row) for row in range(11)) >= 24


def test_the_cells_begin_where_the_signs_end_at_every_height(qtbot, open_page):
    page = open_page()
    grid = page.grid
    for less in (0, 60, 30, 250, 0):
        page.resize(page.width(), 690 - less)
        qtbot.waitUntil(
            lambda: (
                grid.viewport().x() == grid.signs.x() + grid.signs.width()
                and 0 <= grid.viewport().width() - grid.pupils.length() < 6
            ),
            timeout=5000,
        )


@pytest.mark.parametrize("text_pt", SIZES)
def test_no_label_is_cut_and_nothing_scrolls_sideways(qtbot, open_page, text_pt):
    page = open_page(text_pt)
    assert page.minimumSizeHint().width() <= page.width()
    assert page.minimumSizeHint().height() <= 700
    assert page.height() <= 700
    for narrow_part in ("grid", "panel"):
        if narrow_part == "panel":
            Hands(qtbot, page).keys("/")
        cut = []
        for label in visible(page, QLabel):
            hint = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
            wide = label.width() + 1 < label.sizeHint().width() and not label.wordWrap()
            if label.height() + 1 < hint or (wide and not isinstance(label, Elided)):
                cut.append((label.text(), label.size().toTuple(), label.sizeHint().toTuple()))
        cut += [
            (one.text(), one.width(), one.sizeHint().width())
            for one in visible(page, QAbstractButton)
            if one.text() and one.width() < one.sizeHint().width()
        ]
        assert cut == []
        elided = [one.text() for one in visible(page, Elided) if one.text().endswith("…")]
        assert elided == []
        assert not page.grid.horizontalScrollBar().isVisible()
        assert not page.panel.scroller.horizontalScrollBar().isVisible()
    header = page.grid.pupils
    for number, column in enumerate(page._state.columns):
        assert header.sectionSize(number) >= header.wanted_width(column, tight=True)


@pytest.mark.parametrize("text_pt", SIZES)
def test_nothing_lies_over_its_neighbour(qtbot, open_page, text_pt):
    page = open_page(text_pt)
    Hands(qtbot, page).keys("e/")
    page.panel.phrases.items[0].click()
    QTest.qWait(20)
    over = []
    for parent in [page, *visible(page, QWidget)]:
        children = [
            one for one in parent.children() if isinstance(one, QWidget) and one.isVisible() and one.width()
        ]
        if isinstance(parent, QTableView | QPlainTextEdit) or type(parent).__name__.startswith("QAbstract"):
            continue
        for one, other in itertools.combinations(children, 2):
            if one.geometry().intersects(other.geometry()) and not isinstance(parent, QComboBox):
                over.append((type(one).__name__, type(other).__name__, type(parent).__name__))
    assert [entry for entry in over if "Scroll" not in "".join(entry) and "QWidget" not in entry[:2]] == []


@pytest.mark.parametrize("text_pt", SIZES)
@pytest.mark.parametrize("which", ["keys", "who", "evening"])
def test_sheets_fit_the_page_at_every_size(qtbot, open_page, text_pt, which):
    page = open_page(text_pt)
    {"keys": page._on_keys, "who": page._on_who, "evening": page.open_evening}[which]()
    QTest.qWait(20)
    sheet = page.findChild(Sheet)
    inside = sheet._scroller.inside
    assert inside.minimumSizeHint().width() <= sheet._scroller.viewport().width()
    assert page.rect().contains(sheet._card.geometry())
    for line in visible(sheet, KeyLine):
        assert line.sizeHint().width() <= line.width()
    for name in visible(sheet, Elided):
        assert not name.text().endswith("…")
    bar = sheet._scroller.verticalScrollBar()
    if bar.maximum() and which == "keys":
        QTest.keyClick(sheet.close_button, Qt.Key.Key_PageDown)
        assert bar.value() > 0


@pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
def test_words_as_drawn_can_be_read(qtbot, open_page, scheme):
    page = open_page(12, scheme)
    Hands(qtbot, page).keys("2e3")
    picture = page.grab().toImage()
    checked = 0
    for label in visible(page, QLabel):
        corner = label.mapTo(page, QPoint(0, 0))
        bottom = corner.y() + label.height()
        in_panel = page.panel.scroller.isAncestorOf(label)
        if not label.text() or (in_panel and bottom > page.panel.geometry().bottom() - 8):
            continue
        colours: dict[str, int] = {}
        for x in range(corner.x(), corner.x() + label.width()):
            for y in range(corner.y(), bottom):
                name = picture.pixelColor(x, y).name(QColor.NameFormat.HexRgb)
                colours[name] = colours.get(name, 0) + 1
        ground = max(colours, key=lambda name: colours[name])
        best = max(contrast(ground, name) for name in colours)
        assert best >= 4.5, label.text()
        checked += 1
    assert checked >= 6


def test_dots_as_drawn_stand_out(qtbot, open_page):
    for scheme in ("light", "dark", "contrast"):
        page = open_page(12, scheme)
        Hands(qtbot, page).keys("2")
        box = page.grid.visualRect(page.grid.log.index(0, 2))
        at = page.grid.viewport().mapTo(page, box.center())
        picture = page.grab().toImage()
        dot = picture.pixelColor(QPointF(at.x(), at.y()).toPoint()).name()
        pill = picture.pixelColor(at.x() + theme.em(0.56), at.y()).name()
        assert contrast(dot, pill) >= 3
        page.close()


def test_a_narrow_window_opens_the_panel_by_key_and_by_button(qtbot, open_page):
    page = open_page(24)
    hands = Hands(qtbot, page)
    assert not page.panel.isVisible()
    hands.keys("/")
    assert page.panel.isVisible()
    assert page.panel.moment.edit.hasFocus()
    hands.prose("They cheered")
    hands.press(Qt.Key.Key_Escape)
    assert page.grid.hasFocus()
    assert not page.panel.isVisible()
    page.words_button.click()
    assert page.panel.isVisible()
    page.focus_grid()
    theme.apply_theme(QApplication.instance(), "light", 11)
    page.resize(1300, 700)
    assert page.panel.isVisible()
    assert page.grid_card.isVisible()


def test_the_sheet_of_keys_lists_every_key_and_closes(qtbot, open_page):
    page = open_page()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1)
    sheet = page.findChild(Sheet)
    names = {line.accessibleName() for line in sheet.findChildren(KeyLine)}
    assert {f"{key}: {does}" for key, does in KEYS} <= names
    for key in ("Ctrl Z", "Ctrl Shift Z", "Ctrl Enter", "Ctrl E", "F1", "H", "N", "/", '"', "."):
        assert any(name.startswith(f"{key}: ") for name in names), key
    QTest.keyClicks(QApplication.focusWidget(), "2")
    assert page._presenter._diary.find(Observation, noted_on=DAY) == []
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert page.grid.hasFocus()


def undo_all(edit) -> list[str]:
    """Press Ctrl+Z until nothing changes, and return every text on the way, the first included."""
    texts = [edit.toPlainText() if isinstance(edit, QPlainTextEdit) else edit.text()]
    for _ in range(60):
        QTest.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        now = edit.toPlainText() if isinstance(edit, QPlainTextEdit) else edit.text()
        if now != texts[-1]:
            texts.append(now)
    return texts


@pytest.mark.parametrize(("keys", "field"), [("c/", "moment"), ("n", "next_time")])
def test_undo_goes_back_beyond_the_end_of_the_window(qtbot, diary, open_page, keys, field):
    page = open_page()
    Hands(qtbot, page).keys(keys)
    edit = getattr(page.panel, field).edit
    saver = getattr(page.panel, field).autosave
    for words in ("Counted", " the 𝄞 others", " in, twice"):
        edit.insertPlainText(words) if field == "moment" else edit.insert(words)
        saver.keep_now()
    delete(page)
    again = open_page()
    edit = getattr(again.panel, field).edit
    assert edit.hasFocus()
    assert undo_all(edit) == [
        "Counted the 𝄞 others in, twice",
        "Counted the 𝄞 others",
        "Counted",
        "",
    ]


def test_undo_in_a_field_outlives_its_keeping_and_never_brings_another_pupil_s_words(qtbot, diary, open_page):
    page = open_page()
    hands = Hands(qtbot, page)
    hands.keys("a/")
    hands.prose("Amira led ")
    hands.press(Qt.Key.Key_Escape)  # final now, without the blank at its end
    hands.keys("/")
    hands.prose("and stayed")
    hands.press(Qt.Key.Key_Escape)
    hands.keys("b/")
    assert undo_all(page.panel.moment.edit) == [""]
    hands.press(Qt.Key.Key_Escape)
    hands.keys("a/")
    texts = undo_all(page.panel.moment.edit)
    assert (texts[0], texts[-1]) == ("Amira led and stayed", "")
    assert "Amira led " in texts


def test_another_session_begins_with_an_undo_of_its_own(qtbot, diary, open_page):
    page = open_page()
    hands = Hands(qtbot, page)
    hands.keys("n")
    hands.prose("Slower")
    hands.press(Qt.Key.Key_Escape)
    page.keep_everything()
    page._presenter.open_session(group_id=GROUP, day=DAY + timedelta(days=7))
    page.begin()
    assert undo_all(page.panel.next_time.edit) == [""]


def test_two_hundred_letters_are_kept_without_a_pause(qtbot, diary, open_page):
    page = open_page()
    Hands(qtbot, page).keys("n")
    edit = QApplication.focusWidget()
    edit.insert("a" * 199)
    assert diary.drafts() == []
    edit.insert("b")
    assert [draft.text for draft in diary.drafts()] == ["a" * 199 + "b"]


def test_words_typed_in_the_evening_half_are_not_written_over_by_the_panel(qtbot, diary, open_page):
    page = open_page()
    evening = page.open_evening()
    (field,) = [one for one in evening.fields if one.place == page.panel.next_time.place]
    field.focus(None)
    for words in ("Slower", ", and quieter", " for Ben"):
        QTest.keyClicks(field.edit, words)
        field.autosave.keep_now()
    evening.leave()
    page._flush()
    page.hide()
    (plan,) = [one for one in diary.all(Reflection) if one.session_id != "session-last"]
    assert plan.text == "Slower, and quieter for Ben"
    assert page.panel.next_time.edit.text() == "Slower, and quieter for Ben"


def test_coming_back_to_the_window_leaves_the_caret_in_the_unfinished_word(qtbot, diary, open_page):
    page = open_page()
    Hands(qtbot, page).keys("c/")
    QTest.keyClicks(QApplication.focusWidget(), "Chidi counted")
    page.panel.moment.autosave.keep_now()
    delete(page)
    note = open_page().panel.moment
    note.autosave.place_caret(5)
    note.autosave.keep_now()  # as when another window is looked at
    assert note.autosave.caret == 5
