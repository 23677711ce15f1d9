"""The radar and the sheet for a moment in the real desk: keys, focus, what a screen reader finds, a lock."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QMargins, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QPushButton, QWidget
from shiboken6 import delete, isValid

from tests.ui.window_checks import (
    ALT,
    CTRL,
    SHIFT,
    Hands,
    cut_words,
    nameless,
    not_reached,
    once_still,
    outside,
    pale_words,
    settle,
    small_targets,
    spoken,
    tab_stops,
)
from tutordiary import sample
from tutordiary.diary import Diary
from tutordiary.model import Observation, Voice
from tutordiary.presenters.moment import DRAFT, ONLY_TO_LOOK
from tutordiary.presenters.pupil_forms import WHAT_IT_SHOWS
from tutordiary.settings import SettingsFile
from tutordiary.vault.ciphers import LOWEST_COST
from ui import pages, theme
from ui.desk import Desk
from ui.form_sheet import FormSheet
from ui.jobs import JobRunner
from ui.moment_sheet import MomentSheet

DAY = date(2026, 11, 17)
KEY = Qt.Key
EIGHT_WORDS = "Hummed the riff all the way to class"
# The keystroke-level model: a key, a chord of two or three, a thought before each step (seconds).
KLM_KEY, KLM_THOUGHT = 0.28, 1.35


@pytest.fixture(scope="module")
def diary(tmp_path_factory):
    """The sample diary, made once."""
    folder = tmp_path_factory.mktemp("sample")
    made, _ = Diary.create(
        folder / "diary", "show me around", is_sample=True, cost=LOWEST_COST, state_folder=folder / "state"
    )
    sample.fill(made, sample.sample_records(DAY))
    yield made
    made.close()


@pytest.fixture
def open_desk(qtbot, diary, tmp_path):
    """Open the desk as after an unlock, in a window of its own; opened again, the first is put away."""
    jobs, host = JobRunner(), QWidget()
    row = QHBoxLayout(host)
    row.setContentsMargins(QMargins())
    made: list[Desk] = []

    def opened(text_pt: float = 12, scheme: str = "light") -> Desk:
        theme.apply_theme(QApplication.instance(), scheme, text_pt)
        for old in made:
            assert old.keep_words()
            old.hide()
            old.deleteLater()
        settings = SettingsFile(tmp_path / "settings.json")
        desk = Desk(diary, pages.build, jobs, settings, lambda: DAY, lambda: None, lambda: None)
        made[:] = [desk]
        row.addWidget(desk)
        host.resize(1366, 700)
        host.show()
        qtbot.waitActive(host)
        desk.come_back()
        settle(lambda: not jobs._under_way and QApplication.focusWidget() is not None)
        return desk

    yield opened
    for draft in diary.drafts(DRAFT):
        diary.drop_draft(draft.key)
    for name in ("page", "sheet"):
        diary.keep_preference(name, "")
    jobs.settle()
    host.hide()
    host.deleteLater()
    qtbot.waitUntil(lambda: not isValid(host))
    theme.apply_theme(QApplication.instance(), "light", 12)


def sheet_of(desk) -> MomentSheet | None:
    return next((one for one in desk.findChildren(MomentSheet) if one.isVisible()), None)


@pytest.mark.parametrize("page", ["today", "log", "radar", "pupils"])
def test_a_corridor_moment_takes_four_interactions_beside_its_words(open_desk, diary, page):
    desk, hands = open_desk(), Hands()
    desk.open_page(page)
    before = {one.id for one in diary.all(Observation)}
    hands.press(KEY.Key_K, CTRL)
    assert hands.place == "Who"
    hands.keys("c")
    hands.press(KEY.Key_Return)
    assert hands.place == "What was seen or heard"
    hands.prose(EIGHT_WORDS)
    hands.press(KEY.Key_Return, CTRL)
    assert sheet_of(desk) is None
    (made,) = [one for one in diary.all(Observation) if one.id not in before]
    assert (made.text, made.session_id) == (EIGHT_WORDS, None)
    assert hands.count == 4
    chords, thoughts = 2, 3  # two keys are pressed with Ctrl; before who, before the words, before keeping
    seconds = (hands.count + chords + hands.letters) * KLM_KEY + thoughts * KLM_THOUGHT
    assert seconds < 17, f"{seconds:.1f} s"
    told = desk._told
    assert "kept for" in told.words
    told.buttons[0].click()
    assert diary.get(Observation, made.id) is None


def test_words_survive_a_lock_with_pupil_caret_and_undo(open_desk, diary):
    desk, hands = open_desk(), Hands()
    hands.press(KEY.Key_K, CTRL)
    hands.keys("c")
    hands.press(KEY.Key_Return)
    hands.prose("Helped")
    sheet_of(desk).keep_now()
    hands.prose(" a new pupil in")
    hands.press(KEY.Key_Left)
    hands.press(KEY.Key_Left)
    who = sheet_of(desk)._who.text

    desk = open_desk()
    settle(lambda: sheet_of(desk) is not None)
    sheet = sheet_of(desk)
    assert sheet._who.text == who
    field = hands.focus
    assert isinstance(field, QPlainTextEdit)
    assert (field.toPlainText(), field.textCursor().position()) == ("Helped a new pupil in", 19)
    field.undo()
    assert field.toPlainText() == "Helped"


def test_their_words_and_all_the_rest_are_reached_by_keys_and_several_go_on(open_desk, diary):
    desk, hands = open_desk(), Hands()
    before = {one.id for one in diary.all(Voice)}
    hands.press(KEY.Key_K, CTRL)
    hands.keys("c")
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_W, ALT)
    settle(lambda: hands.place == "Their exact words")
    hands.prose("Can I bring my cousin?")
    hands.press(KEY.Key_P, ALT)
    hands.press(KEY.Key_M, ALT)
    settle(lambda: hands.place == "When")
    hands.prose("")
    hands.press(KEY.Key_A, CTRL)
    hands.prose("yesterday")
    hands.tab_to("Asked or offered")
    hands.press(KEY.Key_Down)
    hands.press(KEY.Key_Return, CTRL | SHIFT)
    sheet = sheet_of(desk)
    assert sheet is not None
    assert hands.place == "Who"
    (made,) = [one for one in diary.all(Voice) if one.id not in before]
    assert (made.words, made.captured_how) == ("Can I bring my cousin?", "said in the playground")
    assert made.said_on == date(2026, 11, 16)
    assert made.asked is not None
    assert "kept for" in sheet._notice.words
    hands.press(KEY.Key_Escape)
    assert sheet_of(desk) is None


def test_what_is_kept_leaves_no_draft_behind_though_a_shorter_one_was_kept_before(open_desk, diary):
    desk, hands = open_desk(), Hands()
    hands.press(KEY.Key_K, CTRL)
    hands.keys("c")
    hands.press(KEY.Key_Return)
    hands.prose("Hummed")
    sheet_of(desk).keep_now()
    assert diary.drafts(DRAFT)
    hands.prose(" the riff")
    hands.press(KEY.Key_Return, CTRL)
    assert diary.drafts(DRAFT) == []
    desk._told.buttons[0].click()


def test_a_moment_is_kept_though_what_had_the_focus_before_is_gone(open_desk, diary):
    desk, hands = open_desk(), Hands()
    desk.open_page("radar")
    gone = QPushButton("Not for long", desk.page("radar"))
    gone.show()
    gone.setFocus()
    hands.press(KEY.Key_K, CTRL)
    delete(gone)
    hands.keys("c")
    hands.press(KEY.Key_Return)
    hands.prose("Hummed")
    hands.press(KEY.Key_Return, CTRL)
    assert sheet_of(desk) is None
    desk._told.buttons[0].click()


def test_a_name_without_words_is_not_kept_when_the_sheet_is_closed(open_desk, diary):
    desk, hands = open_desk(), Hands()
    hands.press(KEY.Key_K, CTRL)
    hands.keys("c")
    hands.press(KEY.Key_Return)
    sheet_of(desk).keep_now()
    hands.press(KEY.Key_Escape)
    assert diary.drafts(DRAFT) == []


def test_a_missing_pupil_is_asked_for_and_indicators_are_found_by_typing(open_desk, diary):
    desk, hands = open_desk(), Hands()
    hands.press(KEY.Key_K, CTRL)
    hands.press(KEY.Key_Return, CTRL)
    sheet = sheet_of(desk)
    assert sheet._rows["who"].problem
    assert hands.place == "Who"
    sheet._more_button.click()
    names = [one.accessibleName() for one in tab_stops(desk)]
    assert names[:3] == ["When", "Who saw or said it", "Indicators"]
    after = ["Who may see it: Reflection group", "Less", "Keep and next", "Keep", "Close", "Who"]
    assert names[names.index(after[0]) :][: len(after)] == after
    hands.tab_to("Indicators")
    hands.prose("trust")
    hands.press(KEY.Key_Return)
    assert sheet._with_more().spots.chosen == ("RES.1",)
    hands.press(KEY.Key_Escape)


def test_the_radar_is_a_table_a_screen_reader_can_walk(open_desk):
    desk, hands = open_desk(), Hands()
    hands.press(KEY.Key_4, ALT)
    page = desk.page("radar")
    assert hands.place == "Radar"
    table = QAccessible.queryAccessibleInterface(page.grid)
    assert table.role() == QAccessible.Role.Table
    said = spoken(page.grid)
    state = page._state
    assert all(cell.said in said for row in state.rows for cell in row.cells)
    assert all(pupil.name in said for pupil in state.pupils)
    assert page._sentence.text() == state.sentence
    before = len(state.rows)
    hands.press(KEY.Key_Space)
    assert len(page._state.rows) > before
    hands.press(KEY.Key_Space)
    hands.press(KEY.Key_Down)
    assert page._state.rows[page.grid.currentIndex().row()].key in spoken_keys(page)


def spoken_keys(page):
    return [row.key for row in page._state.rows]


def test_enter_goes_to_the_sheet_that_fills_the_cell_and_l_to_the_log(open_desk):
    desk, hands = open_desk(), Hands()
    hands.press(KEY.Key_4, ALT)
    page, wanted = desk.page("radar"), []
    page.pupil_wanted.disconnect()
    page.log_wanted.disconnect()
    page.pupil_wanted.connect(lambda *way: wanted.append(way))
    page.log_wanted.connect(lambda *way: wanted.append(way))
    first = page._state.pupils[0].pupil_id
    hands.press(KEY.Key_Return)
    assert wanted.pop() == (first, "sign", page._state.rows[0].key)
    starts = spoken_keys(page).index("starts")
    page.grid.setCurrentIndex(page.grid.radar.index(starts, 0))
    page.panel.go.click()
    assert wanted.pop()[:2] == (first, "start")
    page.grid.setFocus()
    place = page.grid.visualRect(page.grid.radar.index(1, 1)).center()
    QTest.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wanted.pop() == (page._state.pupils[1].pupil_id, "sign", page._state.rows[1].key)
    rows = len(page._state.rows)
    title = page.grid.things.sectionViewportPosition(1) + 5
    QTest.mouseClick(page.grid.things.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, title))
    assert len(page._state.rows) > rows
    hands.press(KEY.Key_L)
    assert wanted.pop()[0] == page._state.group_id
    group = page._state.group_id
    hands.press(KEY.Key_PageDown, CTRL)
    assert page._state.group_id != group


def test_a_cell_that_is_filled_asks_once_what_the_words_show(open_desk, diary):
    desk, hands = open_desk(), Hands()
    before = {one.id for one in diary.all(Observation)}
    desk.open_page("radar")
    page = desk.page("radar")
    pupil, outcome = page._state.pupils[0].pupil_id, page._state.rows[0].key
    desk.open_pupil(pupil, "sign", outcome)
    settle(lambda: hands.place == "What was noticed?")
    hands.prose("Chose the song")
    hands.press(KEY.Key_Tab)
    first = diary.framework.outcome(outcome).indicators[0]
    assert hands.place == f"Indicators: {first.name}"
    hands.press(KEY.Key_Return, CTRL)
    (sheet,) = [one for one in desk.findChildren(FormSheet) if one.isVisible()]
    settle(lambda: sheet._rows["indicators"].under.text() == WHAT_IT_SHOWS)
    assert hands.place == f"Indicators: {first.name}"
    hands.press(KEY.Key_Space)
    hands.press(KEY.Key_Return, CTRL)
    settle(lambda: len(diary.all(Observation)) > len(before))
    (made,) = [one for one in diary.all(Observation) if one.id not in before]
    assert made.indicators == (first.id,)
    desk.open_page("radar")
    settle(lambda: page._state.rows[0].cells[0].words == "this week")
    diary.remove(made)


def test_a_moment_noted_over_the_radar_shows_in_it_at_once(open_desk, diary):
    desk, hands = open_desk(), Hands()
    desk.open_page("radar")
    page = desk.page("radar")
    words = spoken_keys(page).index("words")
    at = next(n for n, one in enumerate(page._state.rows[words].cells) if one.words != "this week")
    pupil, before = page._state.pupils[at], page._state.rows[words].cells[at].words
    hands.press(KEY.Key_K, CTRL)
    hands.keys(pupil.name[:3].lower())
    hands.press(KEY.Key_Return)
    hands.prose("Counted us in")
    hands.press(KEY.Key_Return, CTRL)
    settle(lambda: page._state.rows[words].cells[at].words == "this week")
    QTest.qWait(0)
    desk._told.buttons[0].click()
    settle(lambda: page._state.rows[words].cells[at].words == before)


def test_today_tells_of_a_moment_noted_over_it_and_no_longer_once_it_is_undone(open_desk):
    desk, hands = open_desk(), Hands()
    desk.open_page("today")
    page = desk.page("today")
    quiet = page._page.rows[0].quiet
    name = next(word for word in ("Chase", "Fintan", "Leïla", "Amber") if word in quiet.partition("about")[2])
    hands.press(KEY.Key_K, CTRL)
    hands.keys(name[:4].lower())
    hands.press(KEY.Key_Return)
    hands.prose("Hummed our tune")
    hands.press(KEY.Key_Return, CTRL)
    settle(lambda: name not in page._page.rows[0].quiet.partition("about")[2])
    assert page.isAncestorOf(QApplication.focusWidget())
    QTest.qWait(0)
    desk._told.buttons[0].click()
    settle(lambda: page._page.rows[0].quiet == quiet)


@pytest.mark.parametrize(("text_pt", "scheme"), [(12, "light"), (16.5, "contrast"), (24, "dark")])
@pytest.mark.parametrize("page", ["radar", "moment", "more"])
def test_everyone_can_read_reach_and_hit_it(open_desk, page, text_pt, scheme):
    desk = open_desk(text_pt, scheme)
    if page == "radar":
        desk.open_page("radar")
        settle(lambda: desk.page("radar").grid.hasFocus())
    else:
        desk.sheets.open("moment")
        settle(lambda: sheet_of(desk) is not None)
    if page == "more":
        sheet_of(desk)._more_button.click()
    assert once_still(lambda: outside(desk)) == []
    assert once_still(lambda: cut_words(desk)) == []
    assert small_targets(desk) == []
    assert nameless(desk) == []
    seen, pale = pale_words(desk if page == "radar" else sheet_of(desk))
    assert pale == []
    assert seen >= 2
    stops = tab_stops(desk)
    assert not_reached(desk if page == "radar" else sheet_of(desk), stops) == []


def test_in_a_copy_that_is_only_looked_at_the_sheet_says_why_not(open_desk, diary, monkeypatch):
    desk, hands = open_desk(), Hands()
    monkeypatch.setattr(Diary, "is_read_only", property(lambda _self: True))
    hands.press(KEY.Key_K, CTRL)
    sheet = sheet_of(desk)
    assert sheet._notice.words == ONLY_TO_LOOK
    assert hands.place == "Close"
    hands.press(KEY.Key_Return, CTRL)
    assert sheet_of(desk) is sheet
    hands.press(KEY.Key_Escape)
    assert sheet_of(desk) is None
    assert diary.drafts(DRAFT) == []
