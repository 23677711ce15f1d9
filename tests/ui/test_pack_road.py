"""The road to the reflection group in a window: by keys alone, and what is on a full screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit, QWidget

from tests.presenters.pack_samples import HARD, QUESTION, TODAY, fill_pack
from tests.presenters.share_samples import NAMES
from tutordiary.drafting.pack_screens import ScreenPage
from tutordiary.model import Action, Disclosure, Pack, PackItemKind
from tutordiary.presenters.share_pack import PackPresenter
from tutordiary.presenters.share_state import Step
from tutordiary.presenters.work import InlineRunner
from tutordiary.release.intruder import QUESTIONS
from ui import theme
from ui.share.pack_road import PackRoad
from ui.share.pack_sheets import AdviceSheet, OwnWordsSheet
from ui.share.presenter_view import HIDDEN, PresenterView

KEY = Qt.Key
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
PAGES = (
    ScreenPage("My question for the group", ("How can I keep [pupil A] in the room?",)),
    ScreenPage("What I noticed", ("[pupil A] held the beat.", "Nobody spoke.")),
    ScreenPage("Agenda, 120 minutes", ("Ground rules", "The round"), (5, 115)),
)


@pytest.fixture(autouse=True)
def plain_theme(qapp):
    theme.apply_theme(qapp, "light", 12)
    yield
    theme.apply_theme(qapp, "light", 12)


def opened(qtbot, diary):
    page = PackRoad()
    page.presenter = PackPresenter(diary, page, InlineRunner(), lambda: TODAY)
    page.resize(1200, 720)
    qtbot.addWidget(page, before_close_func=lambda one: one.jobs.finish())
    page.show()
    page.activateWindow()
    assert QTest.qWaitForWindowActive(page)
    page.arrive()
    return page


@pytest.fixture
def page(qtbot, diary):
    fill_pack(diary)
    return opened(qtbot, diary)


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def sheet(page, kind):
    return next((one for one in page.findChildren(kind) if one.isVisible()), None)


def read_all(page):
    page.presenter.open_step(Step.REVIEW)
    for _ in range(40):
        if page._is_done:
            for key in QUESTIONS:
                page.presenter.answer(key, yes=False)
            return
        page.presenter.keep()
        page.presenter.read()
    raise AssertionError("not read")


def test_a_line_is_ticked_moved_and_reworded_by_keys_and_keeps_the_focus(page, diary):
    rows = page.choose.parts.rows
    hard = next(row for row in rows.values() if row.row.words == HARD)
    hard.box.setFocus()
    press(KEY.Key_Space)
    held = page.choose.parts.rows[hard.row.id]
    assert (held.row.is_ticked, held.box.hasFocus()) == (False, True)
    press(KEY.Key_F2)
    own = sheet(page, OwnWordsSheet)
    assert own.field.toPlainText() == HARD
    QTest.keyClicks(own.field, " I see it now.")
    QTest.keyClick(own.field, KEY.Key_Return, CTRL)
    assert sheet(page, OwnWordsSheet) is None
    line = next(row for row in page.choose.parts.rows.values() if row.row.is_own)
    assert line.row.words.endswith("I see it now.")
    assert line.box.hasFocus()
    press(KEY.Key_Down, ALT)
    again = page.choose.parts.rows[line.row.id]
    assert again.box.hasFocus()
    assert not again.row.can_go_down


def test_tab_comes_by_the_lines_where_they_stand(page):
    parts = page.choose.parts
    question = next(row for row in parts.rows.values() if row.row.words == QUESTION)
    wanted = [page.choose.periods, parts.write[PackItemKind.CHALLENGE], question.box, question.words, page.go]
    chain, one = [], page.choose.periods
    while one not in chain:
        chain.append(one)
        one = one.nextInFocusChain()
    assert [stop for stop in chain if stop in wanted] == wanted


def test_a_question_is_looked_at_while_it_is_typed_and_is_there_after_a_lock(page, diary, qtbot):
    page.open_words(PackItemKind.CHALLENGE, "")
    own = sheet(page, OwnWordsSheet)
    QTest.keyClicks(own.field, "Is it his fault?")
    said = " ".join(one.text() for one in own.findChildren(QLabel))
    assert "yes or no" in said
    assert "blame" in said
    assert page.keep_everything()
    page.hide()
    fresh = opened(qtbot, diary)
    back = sheet(fresh, OwnWordsSheet)
    assert back.field.toPlainText() == "Is it his fault?"
    assert back.field.textCursor().position() == len("Is it his fault?")
    QTest.keyClick(back.field, KEY.Key_Z, CTRL)
    assert back.field.toPlainText() != "Is it his fault?"
    assert fresh.keep_everything()


def test_the_full_screen_shows_the_pack_and_a_lock_ends_it(page, diary):
    read_all(page)
    page.presenter.open_step(Step.GIVE)
    page.give.show_it.setFocus()
    press(KEY.Key_F5)
    view = page.screen_view
    assert view is not None
    assert not page._stack.isVisible()
    texts = [view.page.title, *view.page.lines, view.accessibleName(), view.window().windowTitle()]
    assert not [name for name in NAMES if name in " ".join(texts)]
    assert diary.all(Disclosure)[0].purpose == "reflection_pack"
    assert page.keep_everything()
    assert page.screen_view is None
    assert page._stack.isVisible()
    assert not page.window().isFullScreen()


def test_advice_is_kept_while_typed_and_taken_up(page, diary):
    read_all(page)
    page.presenter.show_full()
    page.screen_view.end()
    page.presenter.open_step(Step.CHOOSE)
    page.choose.advice.click()
    advice = sheet(page, AdviceSheet)
    QTest.keyClicks(advice.text, "Sit beside the door")
    QTest.keyClick(advice.text, KEY.Key_Return, CTRL)
    assert [one.text for one in diary.all(Action)] == ["Sit beside the door"]
    page.choose.advice.click()
    sheet(page, AdviceSheet).undo.click()
    assert diary.all(Action) == []
    newest = diary.all(Pack)[0]
    diary.add(replace(newest, id="earlier", meeting_on=newest.meeting_on - timedelta(days=30)))
    page.open_advice()
    advice = sheet(page, AdviceSheet)
    QTest.keyClicks(advice.text, "Half a line")
    advice.packs.setCurrentIndex(1)
    advice.packs.activated.emit(1)
    other = sheet(page, AdviceSheet)
    assert other.text.toPlainText() == ""
    other.packs.activated.emit(0)
    assert sheet(page, AdviceSheet).text.toPlainText() == "Half a line"


@pytest.mark.parametrize("text_pt", [12, 24])
def test_every_control_has_a_name_a_size_and_no_sideways_scrolling(page, text_pt):
    theme.apply_theme(QApplication.instance(), "dark", text_pt)
    page.resize(1366 - theme.em(3.9), 680)
    for part in (page.choose, page.give):
        part.setParent(page._stack)
        page._stack.setCurrentWidget(part)
        QApplication.processEvents()
        assert part.horizontalScrollBar().maximum() == 0
        assert part.inside.width() <= part.viewport().width()
        for control in part.findChildren(QAbstractButton):
            if control.isVisible():
                assert QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)
                assert min(control.width(), control.height()) >= 24, control


# The full screen itself -----------------------------------------------------------------------------------


class Capture:
    """Records when the window may be seen by others."""

    def __init__(self, host):
        self.host = host
        self.told = []

    def allow(self, minutes):
        self.told.append(("seen", self.host.label.isVisible()))

    def allow_no_more(self):
        self.told.append(("hidden", self.host.label.isVisible()))


@pytest.fixture
def host(qtbot):
    made = QWidget()
    made.label = QPlainTextEdit("Otis, Bramblecote School", made)
    made.label.setGeometry(0, 0, 400, 300)
    made.resize(800, 600)
    qtbot.addWidget(made)
    made.show()
    assert QTest.qWaitForWindowActive(made)
    return made


def test_keys_turn_hide_and_end(host):
    now = [0.0]
    capture = Capture(host)
    view = PresenterView(host, PAGES, capture, clock=lambda: now[0])
    ended = []
    view.ended.connect(lambda: ended.append(True))
    view.present()
    assert not host.label.isVisible()
    assert view.geometry() == host.rect()
    QTest.keyClick(view, KEY.Key_Space)
    assert view.page is PAGES[1]
    assert view.accessibleName().startswith("What I noticed. [pupil A] held the beat.")
    QTest.keyClick(view, KEY.Key_Left)
    QTest.keyClick(view, KEY.Key_B)
    assert view.is_hidden
    assert (view.accessibleName(), view.accessibleDescription()) == (HIDDEN, "")
    blank = view.grab().toImage()
    assert len({blank.pixel(x, y) for x in range(0, 800, 40) for y in range(0, 600, 20)}) == 1
    QTest.keyClick(view, KEY.Key_Space)
    assert view.page is PAGES[0]
    QTest.keyClick(view, KEY.Key_B)
    QTest.keyClick(view, KEY.Key_End)
    QTest.keyClick(view, KEY.Key_T)
    now[0] = 6 * 60.0
    assert view.minute == 6
    view.grab()
    QTest.keyClick(view, KEY.Key_Escape)
    assert ended == [True]
    assert host.label.isVisible()
    assert capture.told == [("seen", False), ("hidden", False)]


def test_it_goes_when_the_diary_is_taken_away_below_it(host, qtbot):
    view = PresenterView(host, PAGES)
    ended = []
    view.ended.connect(lambda: ended.append(True))
    view.present()
    host.hide()
    qtbot.waitUntil(lambda: ended == [True])


def test_no_shortcut_below_is_heard(host):
    from PySide6.QtGui import QKeySequence, QShortcut

    heard = []
    QShortcut(QKeySequence("Ctrl+N"), host).activated.connect(lambda: heard.append("n"))
    view = PresenterView(host, PAGES)
    view.present()
    QTest.keyClick(view, KEY.Key_N, CTRL)
    assert heard == []
    view.end()
    QTest.keyClick(host.label, KEY.Key_N, CTRL)
    assert heard == ["n"]
