"""The evening half, the group's own sheet, the hints and the words of the field, in a window with keys."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from shiboken6 import isValid

from tests.presenters.log_samples import DAY, GROUP, LAST, Clock, new_diary
from tests.ui.window_checks import (
    CTRL,
    Hands,
    cut_words,
    nameless,
    once_still,
    outside,
    settle,
    small_targets,
)
from tutordiary.model import Activity, Group, Membership, Observation, Pupil, Reflection, Session
from tutordiary.presenters.log import LogPresenter
from ui import theme
from ui.coaching import hint_line
from ui.coaching.calls import calls
from ui.coaching.glossary_sheet import NOTHING, GlossarySheet
from ui.coaching.hint_line import HintLine
from ui.group_sheet import GroupSheet
from ui.log.evening import EveningSheet
from ui.log.page import LogPage

KEY = Qt.Key


@pytest.fixture
def diary(tmp_path):
    made = new_diary(tmp_path)
    made.add(Activity(id="act-1", session_id=LAST, name="Rain storm", tags=("percussion",)))
    made.save(
        Group(
            id=GROUP,
            setting_id="setting-oak",
            working_name="Samba group",
            action_research_question="What if I wait?",
        )
    )
    yield made
    made.close()


@pytest.fixture
def shown(qapp):
    """Show something as the window does and take it away again."""
    made: list[QWidget] = []
    hint_line._left_alone.clear()

    def show(widget: QWidget, text_pt: float = 12, scheme="light") -> QWidget:
        theme.apply_theme(QApplication.instance(), scheme, text_pt)
        widget.resize(1366 - theme.em(9.4 if text_pt < 16 else 3.9), 700)
        widget.show()
        settle(widget.isActiveWindow)
        made.append(widget)
        return widget

    yield show
    theme.apply_theme(QApplication.instance(), "light", 12)
    for one in made:
        if isValid(one):
            one.close()
            one.deleteLater()
            settle(lambda one=one: not isValid(one))


def log_page(diary) -> LogPage:
    presenter = LogPresenter(diary, None, Clock())
    presenter.open_session(group_id=GROUP, day=DAY)
    return LogPage(presenter)


def asked(sheet: EveningSheet, prompt: str):
    return next(one for one in sheet.questions if one.place.about == prompt)


# The evening half ---------------------------------------------------------------------------------


def test_an_evening_by_keys_alone(diary, shown):
    page, hands = shown(log_page(diary)), Hands()
    page.open_evening()
    assert hands.place == "What worked today?"
    hands.prose("The slow count-in")
    hands.press(KEY.Key_Up, CTRL)
    assert hands.place == "What did today say to your question?"
    hands.prose("They counted without me")
    for _ in range(7):
        hands.press(KEY.Key_Down, CTRL)
    assert hands.place == "What would you change or try next time?"
    hands.press(KEY.Key_Down, CTRL)
    assert hands.place == "Add something the group did"
    hands.prose("Owl hands")
    hands.press(KEY.Key_Return)
    hands.tab_to("Add: Rain storm")
    hands.press(KEY.Key_Space)
    session = page._presenter.session_id
    assert [one.name for one in diary.find(Activity, session_id=session)] == ["Owl hands", "Rain storm"]
    hands.tab_to("A longer look, folded")
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_Down, CTRL)
    assert hands.place == "Which moment stays with you? What happened, in order?"
    hands.prose("The pause")
    hands.press(KEY.Key_Escape)
    assert {one.prompt: one.text for one in diary.find(Reflection, session_id=session)} == {
        "went_well": "The slow count-in",
        "my_question": "They counted without me",
        "look_happened": "The pause",
    }
    assert page.grid.hasFocus()


def test_an_activity_is_removed_and_put_back_with_the_mouse(diary, shown):
    page = shown(log_page(diary))
    did = page.open_evening().did
    did.lately.items[0].click()
    (card,) = did.cards
    assert card.name.text() == "Rain storm"
    card.led.click()
    card.more.click()
    next(chip for chip in card.tags.items if chip.text() == "games").click()
    assert card.chosen.text() == "percussion, games"
    card.remove.click()
    assert did.cards == []
    did.removed.buttons[0].click()
    (kept,) = diary.find(Activity, session_id=page._presenter.session_id)
    assert (kept.pupil_led, kept.tags) == (True, ("percussion", "games"))
    assert [one.name.text() for one in did.cards] == ["Rain storm"]


def test_after_a_lock_the_caret_is_back_in_the_evening_with_its_undo(diary, shown):
    page, hands = shown(log_page(diary)), Hands()
    sheet = page.open_evening()
    sheet.bring.click()
    assert hands.place == "The question I would like help with"
    hands.prose("How long")
    sheet.group_question.autosave.keep_now()
    hands.prose(" do you wait")
    page.keep_everything()
    page.close()
    again = shown(log_page(diary))
    back = again.findChild(EveningSheet)
    settle(lambda: back.group_edit.hasFocus())
    assert back.group_edit.toPlainText() == "How long do you wait"
    assert back.group_edit.textCursor().position() == 20
    back.group_edit.undo()
    assert back.group_edit.toPlainText() == "How long"
    back.leave()
    assert again.grid.hasFocus()
    assert diary.find(Session, held_on=DAY)[0].group_question == "How long"
    page = shown(log_page(diary))
    assert page.findChild(EveningSheet) is None


def test_a_hint_and_the_question_about_the_dsl_stand_under_an_answer(diary, shown, qtbot):
    page = shown(log_page(diary))
    answer = asked(page.open_evening(), "did_not")
    line = answer.findChild(HintLine)
    assert not line.isVisible()
    answer.edit.setPlainText("Ben was naughty. He said “Dad hits me”.")
    line.look()
    assert line.hint.words.text().startswith("“naughty” could be what they did")
    assert "DSL" in answer.edit.accessibleDescription()
    with qtbot.waitSignal(calls().concern_wanted, timeout=500):
        line.ask.concern_button.click()
    line.ask.close_button.click()
    line.hint.close_button.click()
    assert not line.isVisible()
    answer.edit.setPlainText("Naughty. Dad hits me. A bruise.")
    line.look()
    assert line.ask.isVisible()  # something new was said
    assert not line.hint.isVisible()


def test_a_form_hints_beside_its_own_words_and_never_at_what_somebody_said(diary, shown):
    host = shown(QWidget())
    sheet = GroupSheet(host, diary, DAY, GROUP, lambda: None)
    lines = {line._edit: line for line in sheet.findChildren(HintLine)}
    rules, question = (sheet._rows[key].field for key in ("ground_rules", "action_research_question"))
    own = question.accessibleDescription()
    for field in (rules, question):
        field.setPlainText("Nobody is naughty")
        lines[field].look()
    assert not lines[rules].isVisible()
    assert lines[question].isVisible()
    assert question.accessibleDescription().startswith(f"{own} “naughty”")
    question.setPlainText("What if I wait?")
    lines[question].look()
    assert question.accessibleDescription() == own
    sheet.stop_keeping()


def test_another_session_takes_the_evening_of_this_one_away(diary, shown):
    page = shown(log_page(diary))
    page.open_evening()
    page._presenter.open_session(session_id=LAST)
    assert page.findChild(EveningSheet) is None or not page.findChild(EveningSheet).isVisible()
    assert page.open_evening().about.text().startswith("Samba group, Tuesday 6 October")


# The group's own sheet ----------------------------------------------------------------------------


def test_a_group_is_put_right_by_keys_and_its_words_survive_a_lock(diary, shown):
    host, hands, done = shown(QWidget()), Hands(), []
    sheet = GroupSheet(host, diary, DAY, GROUP, lambda: done.append(1))
    assert hands.place == "Your name for it"
    hands.tab_to("Ground rules, in the pupils’ words")
    hands.prose("Nobody has to\nOwl hands")
    hands.tab_to("Add a pupil")
    hands.prose("Zadie, Year 4")
    hands.press(KEY.Key_Return)
    assert [one.first_name for one in diary.find(Pupil, first_name="Zadie")] == ["Zadie"]
    hands.prose("Ki")
    sheet.keep_now()
    sheet.leave()
    settle(lambda: not isValid(sheet))
    assert done == [1]  # somebody came
    done.clear()
    again = GroupSheet(host, diary, DAY, GROUP, lambda: done.append(1))
    assert again.name.text() == "Ki"
    assert again.values()["ground_rules"] == "Nobody has to\nOwl hands"
    again._rows["ground_rules"].field.setFocus()
    hands.press(KEY.Key_Return, CTRL)
    settle(lambda: done == [1])
    assert diary.need(Group, GROUP).ground_rules == "Nobody has to\nOwl hands"
    assert diary.need(Group, GROUP).action_research_question == "What if I wait?"


def test_earlier_rules_come_back_with_ctrl_h(diary, shown):
    for rules in ("Owl hands mean stop", "Nobody has to, and nobody laughs at anybody"):
        diary.save(replace(diary.need(Group, GROUP), ground_rules=rules))
    host, hands = shown(QWidget()), Hands()
    sheet = GroupSheet(host, diary, DAY, GROUP, lambda: None)
    hands.tab_to("Ground rules, in the pupils’ words")
    hands.press(KEY.Key_H, CTRL)
    assert hands.place == "Earlier words, newest first"
    hands.press(KEY.Key_Return, CTRL)
    assert sheet.values()["ground_rules"] == "Owl hands mean stop"
    assert hands.place == "Ground rules, in the pupils’ words"
    hands.focus.undo()
    assert sheet.values()["ground_rules"].startswith("Nobody has to")


def test_one_who_left_is_noted_and_comes_back_with_the_keys(diary, shown):
    host, hands = shown(QWidget()), Hands()
    GroupSheet(host, diary, DAY, GROUP, lambda: None)
    hands.tab_to("Left: Ben")
    hands.press(KEY.Key_Return)
    assert hands.place == "Their last day"
    hands.press(KEY.Key_Down)  # a day earlier
    hands.tab_to("Note that Ben left")
    hands.press(KEY.Key_Return)
    (stay,) = diary.find(Membership, pupil_id="pupil-ben")
    assert stay.left_on is not None
    assert stay.left_on.day == DAY.day - 1
    hands.tab_to("Came back: Ben", back=True)
    hands.press(KEY.Key_Return)
    assert len(diary.find(Membership, pupil_id="pupil-ben")) == 2


# The words of the field ---------------------------------------------------------------------------


def test_a_word_is_found_by_typing_and_read_with_the_arrows(shown):
    host, hands = shown(QWidget()), Hands()
    sheet = GlossarySheet(host)
    assert hands.place == "Find a word"
    hands.keys("sen")
    assert sheet.term.text() == "SENCO"
    hands.press(KEY.Key_Down)
    assert sheet.term.text() == "SEND"
    assert sheet.search.hasFocus()
    assert "school" in sheet.search.accessibleDescription()
    hands.keys("zzz")
    assert sheet.plain.text() == NOTHING
    hands.press(KEY.Key_Escape)
    assert not sheet.isVisible()


# For everyone -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text_pt", "scheme"), [(12, "light"), (24, "dark")])
def test_the_sheets_fit_at_every_size_and_can_be_reached_and_read(diary, shown, text_pt, scheme):
    diary.add(
        Observation(id="o", noted_on=DAY, pupil_id="pupil-ben", session_id=LAST, text="Waited a whole round")
    )
    page = LogPage(LogPresenter(diary, None, Clock()))
    page._presenter.open_session(session_id=LAST)
    shown(page, text_pt, scheme)
    sheet = page.open_evening()
    for fold in sheet._folds:
        fold.set_open(True)
    sheet.bring.click()
    asked(sheet, "feelings").edit.setPlainText("naughty, and a bruise")
    asked(sheet, "feelings").findChild(HintLine).look()
    check(sheet)
    assert sheet.parts.isVisible() != sheet.jump.isVisible()
    sheet.leave()
    group = GroupSheet(page, diary, DAY, GROUP, lambda: None)
    group._ask(group._presenter.members()[1])
    check(group)
    group.leave()
    check(GlossarySheet(page))


def check(sheet: QWidget) -> None:
    assert once_still(lambda: cut_words(sheet)) == []
    assert nameless(sheet) == []
    assert [one for one in small_targets(sheet) if one[0] != "QToolButton"] == []
    assert outside(sheet) == []
    inside = sheet._scroller.inside
    assert inside.minimumSizeHint().width() <= sheet._scroller.viewport().width()
    for edit in sheet.findChildren(QPlainTextEdit):
        assert edit.verticalScrollBar().maximum() == 0 or edit.height() > theme.em(6)
