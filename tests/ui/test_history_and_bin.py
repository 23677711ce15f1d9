"""Earlier words and the bin in the window, by keys alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from tests.presenters.log_samples import DAY, GROUP, Clock, new_diary
from tests.ui.window_checks import (
    CTRL,
    Hands,
    cut_words,
    nameless,
    outside,
    pale_words,
    small_targets,
    tab_stops,
)
from tutordiary import dates
from tutordiary.diary import history
from tutordiary.model import Pupil, Reflection, Report, ReportSection, Session, Voice
from tutordiary.presenters.history import Bin
from tutordiary.presenters.log import LogPresenter
from tutordiary.settings import SettingsFile
from ui import pages, theme
from ui.bin_card import REALLY, BinCard
from ui.desk import Desk
from ui.history_sheet import HistorySheet
from ui.jobs import JobRunner
from ui.log.page import LogPage
from ui.removed_notice import UNDO

KEY = Qt.Key


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
def answered(diary, monkeypatch):
    """A session whose first prompt was answered three times, on three days."""
    diary.add(Session(id="z", group_id=GROUP, held_on=DAY))
    start = dates.now() - timedelta(days=3)
    for number, text in enumerate(("Short turns", "Short turns worked", "Long turns worked, and drums")):
        with monkeypatch.context() as clock:
            clock.setattr(dates, "now", lambda days=number: start + timedelta(days=days))
            diary.save(Reflection(id="r", session_id="z", prompt="went_well", text=text))
    return diary


@pytest.fixture
def page(qtbot, answered):
    presenter = LogPresenter(answered, None, Clock())
    presenter.open_session(group_id=GROUP, day=DAY)
    made = LogPage(presenter)
    qtbot.addWidget(made)
    made.resize(1250, 700)
    with qtbot.waitActive(made):
        made.show()
    return made


@pytest.fixture
def desk(qtbot, diary, tmp_path):
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


def undone(edit: QPlainTextEdit) -> str:
    QTest.keyClick(edit, KEY.Key_Z, CTRL)
    return edit.toPlainText()


def test_earlier_words_of_an_answer_are_used_again_by_keys(page, answered):
    hands = Hands()
    hands.press(KEY.Key_E, CTRL)
    field = hands.focus
    assert isinstance(field, QPlainTextEdit)
    hands.press(KEY.Key_H, CTRL)
    sheet = page.findChild(HistorySheet)
    assert hands.place == "Earlier words, newest first"
    assert [line.opening for line in sheet.lines] == ["Short turns worked", "Short turns"]
    assert sheet.text.toPlainText().split() == ["Long", "Short", "turns", "worked", ",", "and", "drums"]
    assert sheet.text.accessibleDescription() == "Comes back: Short. Goes: Long; , and drums."
    hands.press(KEY.Key_Down)
    assert "Goes: Long" in sheet.text.accessibleDescription()
    hands.press(KEY.Key_Return, CTRL)
    assert answered.need(Session, "z").finished_at is None  # Ctrl+Enter was the sheet's
    assert field.hasFocus()
    assert field.toPlainText() == "Short turns"
    assert answered.need(Reflection, "r").text == "Short turns"
    newest = history.versions(answered, Reflection, "r", "text")[0]
    assert newest.text == "Long turns worked, and drums"
    assert undone(field) == "Long turns worked, and drums"


def test_the_button_beside_an_answer_opens_its_earlier_words_and_esc_changes_nothing(page, answered):
    hands = Hands()
    hands.press(KEY.Key_E, CTRL)
    hands.tab_to("Earlier words: What worked today?")
    hands.press(KEY.Key_Space)
    assert hands.place == "Earlier words, newest first"
    hands.press(KEY.Key_Escape)
    assert answered.need(Reflection, "r").text == "Long turns worked, and drums"
    assert hands.place == "Earlier words: What worked today?"


def test_a_word_on_the_way_is_kept_before_its_history_opens(page, answered):
    hands = Hands()
    hands.press(KEY.Key_E, CTRL)
    hands.prose(", loud")
    hands.press(KEY.Key_H, CTRL)
    assert answered.need(Reflection, "r").text == "Long turns worked, and drums, loud"
    assert page.findChild(HistorySheet).text.accessibleDescription() == "Goes: , loud."


def test_marks_of_a_comparison_have_a_line_beside_their_colour(page):
    hands = Hands()
    hands.press(KEY.Key_E, CTRL)
    hands.press(KEY.Key_H, CTRL)
    cursor = page.findChild(HistorySheet).text.textCursor()
    found = set()
    for at in range(1, len(page.findChild(HistorySheet).text.toPlainText()) + 1):
        cursor.setPosition(at)
        style = cursor.charFormat()
        found.add((style.fontUnderline(), style.fontStrikeOut()))
    assert found == {(False, False), (True, False), (False, True)}


@pytest.mark.parametrize(
    ("scheme", "text_pt"), [("light", 12), ("dark", 12), ("contrast", 16.5), ("light", 24)]
)
def test_the_sheet_fits_and_can_be_read(page, qapp, scheme, text_pt):
    theme.apply_theme(qapp, scheme, text_pt)
    hands = Hands()
    hands.press(KEY.Key_E, CTRL)
    hands.press(KEY.Key_H, CTRL)
    sheet = page.findChild(HistorySheet)
    QTest.qWait(20)
    assert nameless(sheet) == []
    assert outside(sheet) == []
    assert cut_words(sheet) == []
    assert small_targets(sheet) == []
    assert pale_words(sheet)[1] == []
    assert {stop.accessibleName() for stop in tab_stops(sheet)} >= {"Use this text again", "Close"}


def test_a_report_part_goes_back_to_its_earlier_words(desk, diary, monkeypatch):
    desk.open_page("reports")
    view = desk.page("reports").front
    hands = Hands()
    hands.tab_to("Summary")
    field = hands.focus
    assert not view._earlier["summary"].isVisible()
    hands.prose("Starts things. ")
    hands.press(KEY.Key_Tab)
    hands.press(KEY.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    field.selectAll()
    hands.prose("Leads.")
    hands.press(KEY.Key_H, CTRL)
    sheet = view.findChild(HistorySheet)
    before = sheet.lines[0].text
    assert before.startswith("Starts things.")
    hands.press(KEY.Key_Return, CTRL)
    assert field.toPlainText() == before
    assert [one.text for one in diary.find(ReportSection, section="summary")] == [before]
    assert view._earlier["summary"].isVisible()
    assert undone(field) == "Leads."


def test_undo_in_a_report_goes_back_beyond_a_lock(desk, diary):
    desk.open_page("reports")
    view = desk.page("reports").front
    hands = Hands()
    hands.tab_to("Summary")
    hands.focus.selectAll()
    for words in ("She leads", " and listens"):
        hands.prose(words)
        view._saves["summary"].keep_now()
    view.keep_everything()
    view.come_back()
    field = hands.focus
    assert field.toPlainText() == "She leads and listens"
    assert undone(field) == "She leads"
    view.keep_everything()
    assert len(diary.all(Report)) == 1


def test_a_removed_record_comes_back_by_ctrl_z(desk, diary):
    pupil = diary.all(Pupil)[0]
    diary.add(Voice(id="v", speaker="pupil", words="Again!", said_on=DAY, pupil_id=pupil.id))
    desk.open_page("pupils")
    view = desk.page("pupils")
    view.presenter.open(pupil.id)
    hands = Hands()
    for by_key in (True, False):
        view._open_form("voice", "v")
        hands.tab_to("Remove")
        hands.press(KEY.Key_Space)
        assert diary.get(Voice, "v") is not None
        hands.press(KEY.Key_Space)
        assert diary.get(Voice, "v") is None
        assert view._removed.isVisible()
        if by_key:
            hands.press(KEY.Key_Z, CTRL)
        else:
            hands.tab_to(UNDO)
            hands.press(KEY.Key_Space)
        assert diary.need(Voice, "v").words == "Again!"
        assert view._removed.words == "It is back, with everything that belonged to it."
        assert history.binned(diary) == []
    view.arrive()
    assert not view._removed.isVisible()


def test_the_bin_s_card_brings_back_and_empties(qtbot, diary):
    contents = Bin(diary, lambda: date.today())
    host = QWidget()
    qtbot.addWidget(host)
    card = BinCard(host)
    host.resize(700, 500)
    card.setGeometry(host.rect())
    with qtbot.waitActive(host):
        host.show()
    card.contents = contents
    card.arrive()
    assert not card.empty.isVisible()
    names = [pupil.first_name for pupil in diary.all(Pupil)][:2]
    for pupil in diary.all(Pupil)[:2]:
        diary.remove(pupil)
    card.arrive()
    QApplication.processEvents()
    assert nameless(card) == []
    hands = Hands()
    card.empty.setFocus()
    hands.tab_to(f"Bring back: {diary_title(contents, 0)}", back=True)
    hands.press(KEY.Key_Space)
    assert len(contents.lines()) == 1
    assert card.notice.words.startswith("It is back")
    hands.tab_to("Empty now")
    hands.press(KEY.Key_Space)
    assert len(contents.lines()) == 1
    assert hands.place == REALLY
    hands.press(KEY.Key_Space)
    assert contents.lines() == ()
    assert names
    assert not card.empty.isVisible()


def diary_title(contents: Bin, at: int) -> str:
    return contents.lines()[at].title
