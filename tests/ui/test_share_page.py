"""The Share page in a window: by keys alone from the choice to a bundle, and as it looks and reads."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QListWidget, QWidget

from tests.presenters.share_samples import TODAY, fill
from tutordiary.model import BundleMode, Disclosure, LearnedName
from tutordiary.presenters.share import SharePresenter
from tutordiary.presenters.share_marks import KEPT_ROW
from tutordiary.presenters.share_seal import UNDECIDED, SealPresenter, Way
from tutordiary.presenters.share_state import MarkKind, RowState, Step
from tutordiary.presenters.share_words import COUNTED_SOON, COUNTING
from tutordiary.release import bundle_check
from ui import theme
from ui.share.bundle_road import BundleRoad
from ui.share.marked_text import mark_colours
from ui.share.sheets import RewordSheet, WhoSheet
from ui.tokens import SETS, contrast
from ui.widgets import Elided, Sheet, Text

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLAIN = "Otis held the beat on his own."
WORD = "We practised the grace notes and Grace smiled."
RARE = "Otis is the only child in the school who uses a wheelchair."
LONG = "Wanda waited, then she played. " * 30
RAIL_EM = {12: 9.4, 24: 3.9}
INTERACTIVE = {
    QAccessible.Role.Button,
    QAccessible.Role.PushButton,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.ComboBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.List,
    QAccessible.Role.ListItem,
    QAccessible.Role.PageTab,
    QAccessible.Role.PageTabList,
    QAccessible.Role.SpinBox,
}


@pytest.fixture(autouse=True)
def plain_theme(qapp):
    theme.apply_theme(qapp, "light", 12)
    yield
    theme.apply_theme(qapp, "light", 12)


@pytest.fixture
def open_page(qtbot, diary):
    """Open the page as the window does, beside a rail of the width it has at that size."""
    made = []

    def opened(*texts, text_pt=12, scheme="light"):
        if texts:
            fill(diary, *texts)
        theme.apply_theme(QApplication.instance(), scheme, text_pt)
        page = BundleRoad()
        jobs = page.jobs
        page.presenter = SharePresenter(diary, page, jobs, lambda: TODAY)
        page.join_seal(SealPresenter(diary, page.give.seal, jobs, page.presenter.redraw_give))
        page.resize(1366 - theme.em(RAIL_EM[text_pt]), 700)
        page.show()
        page.activateWindow()
        assert QTest.qWaitForWindowActive(page)
        page.arrive()
        made.append((page, jobs))
        return page

    yield opened
    for page, jobs in made:
        jobs.finish()
        page.close()
        page.deleteLater()


def press(key, held=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, held)


def to_review(page):
    """Go from the first step to the review, by keys."""
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return, CTRL)
    QTest.qWait(1)
    wait_until_read(page)
    assert QApplication.focusWidget() is page.review.list


def wait_until_read(page):
    """Wait until every answer has come and is drawn."""
    page.jobs.settle()
    assert page.review._state is None or not page.review._state.is_reading
    QTest.qWait(1)


def row_states(page):
    rows = page.review.list
    return [rows.item(at).data(Qt.ItemDataRole.UserRole).state for at in range(rows.count())]


# By keys alone --------------------------------------------------------------------------------------


def test_from_the_choice_to_a_checked_bundle_by_keys_alone(qtbot, diary, open_page, tmp_path, monkeypatch):
    page = open_page(PLAIN, WORD, RARE)
    to_review(page)
    assert page.presenter.step is Step.REVIEW
    for _ in range(20):
        if page.review._state.is_done:
            break
        if page.review.panel._state.state is RowState.TO_DECIDE and page.review._state.current != KEPT_ROW:
            press(Qt.Key.Key_K)
        press(Qt.Key.Key_Return)
    assert page.review._state.is_done
    press(Qt.Key.Key_Return, CTRL)
    assert page.presenter.step is Step.GIVE
    assert not page.go.isEnabled()
    for _ in range(3):
        press(Qt.Key.Key_N)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    assert page.give.seal.presenter.way is Way.OPEN
    assert page.go.isEnabled()
    target = tmp_path / "bundle-for-manager"
    asked = []
    monkeypatch.setattr(
        "ui.file_choice.save_place", lambda _page, _title, name, _kinds: asked.append(name) or target
    )
    press(Qt.Key.Key_Return, CTRL)
    assert not page.keep_everything()
    qtbot.waitUntil(lambda: page._notice.words.startswith("Written"), timeout=5000)
    assert page.keep_everything()
    assert "We found nothing in this file that we recognise. Treat it as personal data." in page._notice.words
    assert asked[0].endswith("-1.tdbundle")
    checked = bundle_check.check_file(tmp_path / "bundle-for-manager.tdbundle")
    assert checked.head.mode is BundleMode.PSEUDONYMISED
    assert len(checked.tables.excerpts) == 3
    assert len(diary.all(Disclosure)) == 1


def test_counts_go_straight_to_giving(qtbot, open_page):
    page = open_page(PLAIN)
    assert not page.tabs.isTabEnabled(1)
    press(Qt.Key.Key_Return, CTRL)
    assert page.presenter.step is Step.GIVE
    page.jobs.settle()
    assert page.give.seal.radios[Way.KEY].hasFocus()
    assert not page.give.intruder.isVisible()
    assert page.go.accessibleDescription() == page.give._blocked.words == UNDECIDED
    page.give.seal.presenter.choose(Way.OPEN)
    assert page.go.isEnabled()


def test_who_could_recognise_a_child_is_asked_and_a_yes_says_what_to_do(open_page):
    page = open_page(PLAIN)
    to_review(page)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return, CTRL)
    card = page.give.intruder
    page.give.seal.presenter.choose(Way.OPEN)
    assert card.radios["stranger"][0].hasFocus()
    press(Qt.Key.Key_Y)
    assert "Reword or leave out" in card._then.words
    assert not page.go.isEnabled()
    card.radios["stranger"][1].setFocus()
    press(Qt.Key.Key_N)
    press(Qt.Key.Key_N)
    press(Qt.Key.Key_Y)
    assert card.confirm.hasFocus()
    assert "personal data" in card.confirm.accessibleDescription()
    assert not page.go.isEnabled()
    press(Qt.Key.Key_Space)
    assert page.go.isEnabled()
    assert page.go.hasFocus()
    page.presenter.undo()  # the words are open again, so the answers count no longer
    page.presenter.open_step(Step.REVIEW)
    press(Qt.Key.Key_X)
    page.presenter.undo()
    assert page.presenter.blocked()


def test_the_weeks_are_counted_while_the_focus_stays(open_page):
    page = open_page(PLAIN)
    chosen = QApplication.focusWidget()
    assert page.choose._facts.text() == COUNTING
    page.jobs.settle()
    assert "1 session held, 1 group, 4 pupils" in page.choose._facts.text()
    assert QApplication.focusWidget() is chosen


def test_giving_waits_for_the_figures_and_leaves_a_moved_focus_alone(open_page):
    page = open_page(PLAIN)
    page.give.seal.presenter.choose(Way.OPEN)
    press(Qt.Key.Key_Return, CTRL)
    assert not page.go.isEnabled()
    assert page.go.accessibleDescription() == page.give._blocked.words == COUNTED_SOON
    page.tabs.setFocus()
    page._parked = page.go  # the focus was elsewhere when the step began to wait
    page.jobs.settle()
    assert page.go.isEnabled()
    assert page.tabs.hasFocus()


def test_nothing_is_drawn_behind_another_page_and_all_of_it_on_coming_back(open_page):
    page = open_page(PLAIN)
    page.hide()
    page.jobs.settle()
    assert page.choose._facts.text() == COUNTING
    page.show()
    assert "1 session held" in page.choose._facts.text()


def test_a_lock_lets_no_answer_come(open_page):
    page = open_page(PLAIN)
    assert page.keep_everything()
    assert not page.jobs.is_busy
    assert page.choose._facts.text() == COUNTING


def test_arrows_and_letters_move_and_undo_takes_back(open_page):
    page = open_page(PLAIN, RARE)
    to_review(page)
    assert page.review._state.current == "o1.text"
    press(Qt.Key.Key_J)
    assert page.review._state.current == "o0.text"
    press(Qt.Key.Key_L)
    press(Qt.Key.Key_Down)
    assert page.review._state.current == "o0.text"
    press(Qt.Key.Key_Return)
    assert row_states(page) == [RowState.TO_DECIDE, RowState.READY]
    press(Qt.Key.Key_U)
    assert row_states(page) == [RowState.TO_DECIDE, RowState.TO_READ]
    press(Qt.Key.Key_X)
    assert RowState.LEFT_OUT in row_states(page)


def test_letters_do_nothing_outside_the_review(diary, open_page):
    page = open_page(PLAIN)
    to_review(page)
    page.review.panel.out.setFocus()
    for key in (Qt.Key.Key_X, Qt.Key.Key_U, Qt.Key.Key_N, Qt.Key.Key_R):
        press(key)
    assert row_states(page) == [RowState.TO_READ]
    assert page.findChildren(Sheet) == []


def test_words_selected_in_the_original_become_a_name(diary, open_page):
    page = open_page("Otis hummed the Bobbles tune.")
    to_review(page)
    text = page.review.panel.original
    text.setFocus()
    cursor = text.textCursor()
    at = text.toPlainText().index("Bobbles")
    cursor.setPosition(at)
    cursor.setPosition(at + 7, QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    assert page.review.panel.name_it.isEnabled()
    press(Qt.Key.Key_N)
    sheet = page.findChild(WhoSheet)
    assert sheet.list.hasFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    wait_until_read(page)
    learned = diary.all(LearnedName)
    assert [(each.text, each.kind) for each in learned] == [("Bobbles", "place")]
    assert "Bobbles" not in page.review.panel.leaving.toPlainText()


def test_rewording_a_word_and_a_passage_by_keys(open_page):
    page = open_page(RARE)
    to_review(page)
    press(Qt.Key.Key_R)
    assert "only child" in page.findChild(RewordSheet).field.toPlainText()
    QTest.keyClicks(QApplication.focusWidget(), "one of those")
    press(Qt.Key.Key_Return, CTRL)
    assert "one of those" in page.review.panel.leaving.toPlainText()
    QApplication.processEvents()
    press(Qt.Key.Key_R, SHIFT)
    QTest.keyClicks(QApplication.focusWidget(), "A calm session.")
    press(Qt.Key.Key_Return, CTRL)
    assert page.review.panel.leaving.toPlainText() == "A calm session."
    assert page.presenter.step is Step.REVIEW


def test_a_long_passage_is_read_to_its_end_before_it_counts(open_page):
    page = open_page(LONG)
    to_review(page)
    QApplication.processEvents()
    presses = 0
    while row_states(page) == [RowState.TO_READ]:
        press(Qt.Key.Key_Return)
        presses += 1
        assert presses < 40
    assert presses > 1


def test_nothing_is_given_while_something_is_open(open_page, monkeypatch):
    page = open_page(PLAIN)
    to_review(page)
    monkeypatch.setattr("ui.file_choice.save_place", lambda *_: pytest.fail("asked for a place"))
    press(Qt.Key.Key_Return, CTRL)
    assert page.presenter.step is Step.GIVE
    assert not page.go.isEnabled()
    press(Qt.Key.Key_Return, CTRL)
    assert "1 to read" in page._notice.words
    assert "1 to read" in page.go.accessibleDescription()
    page.give._blocked.buttons[0].click()
    assert page.presenter.step is Step.REVIEW


def test_nothing_labelled_offers_the_log(qtbot, diary, open_page):
    fill(diary, PLAIN, audiences=frozenset())
    page = open_page()
    to_step = page.presenter
    to_step.choose_mode(BundleMode.PSEUDONYMISED)
    qtbot.waitUntil(lambda: "Nothing is labelled" in page.choose._empty.words, timeout=5000)
    with qtbot.waitSignal(page.log_wanted, timeout=500):
        page.choose._empty.buttons[0].click()


def test_the_kept_words_are_ticked_with_enter(open_page):
    page = open_page(WORD)
    to_review(page)
    assert page.review.kept.isVisible()
    assert not page.review.kept.tick.isChecked()
    press(Qt.Key.Key_Return)
    assert page.review.kept.tick.isChecked()
    press(Qt.Key.Key_Return)
    assert not page.presenter.needs_review


def test_a_kept_word_is_named_by_key(open_page):
    page = open_page(WORD, "More grace notes today.", PLAIN)
    to_review(page)
    kept = page.review.kept
    assert kept.places.count() == 2
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_N)
    assert kept.places.count() == 1
    assert "practised the" in kept.places.item(0).text()
    press(Qt.Key.Key_U)
    assert kept.places.count() == 2


def test_by_mouse_and_buttons_alone_with_the_focus_on_what_comes_next(open_page):
    page = open_page("Otis is the only child in the school who signs. His foster carer came.", PLAIN)
    to_review(page)
    panel = page.review.panel
    assert len(panel._rows) == 2
    QTest.mouseClick(panel._rows[1].buttons[0], Qt.MouseButton.LeftButton)
    answers = {button.toolTip(): button for button in panel._rows[1].buttons}
    assert set(answers) == {"K", "G", "R"}
    answers["K"].setFocus()
    press(Qt.Key.Key_Space)
    assert QApplication.focusWidget() is panel._rows[0].buttons[0]
    answers = {button.toolTip(): button for button in panel._rows[0].buttons}
    answers["K"].setFocus()
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is panel.read
    press(Qt.Key.Key_Return)
    assert page.review._state.current == "o1.text"
    assert QApplication.focusWidget() is panel.read


def test_a_kept_word_leads_to_its_passage(open_page):
    page = open_page(PLAIN, WORD)
    to_review(page)
    page.review.kept.show_it.click()
    assert page.review._state.current == "o1.text"
    assert page.review.list.hasFocus()


def test_an_emoji_does_not_move_the_marks(open_page):
    page = open_page("\U0001f941\U0001f941 then Otis led.")
    to_review(page)
    text = page.review.panel.original
    cursor = QTextCursor(text.document())
    mark = page.review.panel._state.original_marks[0]
    cursor.setPosition(text._place(mark.start))
    cursor.setPosition(text._place(mark.end), QTextCursor.MoveMode.KeepAnchor)
    assert cursor.selectedText() == "Otis"
    assert len(list(text._boxes(text._place(mark.start), text._place(mark.end)))) == 1


# As it looks and reads ------------------------------------------------------------------------------


def walk(widget):
    waiting = [QAccessible.queryAccessibleInterface(widget)]
    while waiting:
        one = waiting.pop()
        if one is None or one.state().invisible:
            continue
        yield one
        waiting += [one.child(at) for at in range(one.childCount())]


@pytest.mark.parametrize("step", Step)
def test_everything_to_use_has_a_name(open_page, step):
    page = open_page(PLAIN, WORD)
    page.presenter.choose_mode(BundleMode.PSEUDONYMISED)
    page.presenter.open_step(step)
    wait_until_read(page)
    nameless = [
        type(one.object()).__name__
        for one in walk(page)
        if one.role() in INTERACTIVE
        and not one.text(QAccessible.Text.Name)
        and not (one.object() and one.object().objectName().startswith("qt_"))
    ]
    assert nameless == []


def test_a_row_and_the_marks_are_read_out_in_words(open_page):
    page = open_page(f"{WORD} {RARE}")
    to_review(page)
    names = {one.text(QAccessible.Text.Name) for one in walk(page.review.list)}
    assert any(name.startswith("to decide: Small sign, 10 November, Tuesday players") for name in names)
    spoken = page.review.panel.original.accessibleDescription()
    assert "“grace” stays" in spoken
    assert "is to be decided" in spoken
    assert "“Grace” is replaced" in spoken


def cut_off(page):
    """Return the words that do not fit where they stand."""
    cut = []
    for label in page.findChildren(Text):
        if not label.isVisible() or isinstance(label, Elided) or not label.text():
            continue
        needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        if label.height() < needed or (not label.wordWrap() and label.width() < label.sizeHint().width()):
            cut.append((label.text()[:30], label.size(), needed))
    for button in page.findChildren(QAbstractButton):
        if button.isVisible() and button.text() and button.width() < button.minimumSizeHint().width():
            cut.append((button.text(), button.size(), button.minimumSizeHint()))
    return cut


@pytest.mark.parametrize("text_pt", [12, 24])
@pytest.mark.parametrize("step", Step)
def test_no_words_are_cut_off(qtbot, open_page, step, text_pt):
    page = open_page(PLAIN, WORD, RARE, text_pt=text_pt)
    page.presenter.choose_mode(BundleMode.PSEUDONYMISED)
    page.presenter.open_step(step)
    wait_until_read(page)
    assert page.minimumSizeHint().width() <= page.width()
    assert page.minimumSizeHint().height() <= 700
    qtbot.waitUntil(lambda: cut_off(page) == [], timeout=2000)
    outside = [
        part
        for part in page.findChildren(QWidget)
        if part.isVisible()
        and isinstance(part, (QLabel, QAbstractButton, QComboBox, QListWidget))
        and part.mapTo(page, part.rect().topRight()).x() > page.width()
    ]
    assert outside == []


@pytest.mark.parametrize("scheme", SETS)
@pytest.mark.parametrize("kind", MarkKind)
def test_marks_can_be_seen_in_every_scheme(scheme, kind):
    tokens = SETS[scheme]
    line, tint = mark_colours(kind, tokens)
    assert contrast(line, tint or tokens.surface) >= 3
    assert contrast(tokens.text, tint or tokens.surface) >= 4.5
