"""The pupil's page in a window: opened for a part from elsewhere, by keys, and the same after a lock."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from tests.presenters.pupil_samples import OTIS, TODAY, WREN, fill
from tests.presenters.test_pupil_parts import target
from tutordiary.model import Observation, Target
from tutordiary.presenters.ledger import Ledger
from tutordiary.presenters.pupil import PupilPresenter
from tutordiary.presenters.pupil_forms import PupilForms
from ui.pupil.page import PupilsView
from ui.widgets import Sheet


@pytest.fixture
def view(qtbot, diary):
    fill(diary)
    made = PupilsView()
    qtbot.addWidget(made)
    made.presenter = PupilPresenter(diary, made, lambda: TODAY)
    made.forms = PupilForms(diary, lambda: TODAY)
    made.ledger = partial(Ledger, diary, lambda: TODAY)
    made.rights = lambda _view, _pupil: None  # not opened here
    made.resize(1200, 700)
    made.show()
    qtbot.waitActive(made)
    yield made
    made.hide()


def button(view: QWidget, name: str) -> QPushButton:
    return next(one for one in view.findChildren(QPushButton) if one.accessibleName() == name)


def test_typing_narrows_the_list_and_enter_opens(view):
    view.arrive()
    QTest.keyClicks(view._filter, "otis")
    assert [view._list.item(row).text().split()[0] for row in range(view._list.count())] == ["Otis"]
    QTest.keyClick(view._filter, Qt.Key.Key_Return)
    assert view._page.pupil_id == OTIS


def test_the_arrows_step_through_sessions_and_show_each(view):
    view.open_for(WREN)
    heard = []
    view._picture.day_chosen.connect(lambda day: heard.append(day.day))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Home):
        QTest.keyClick(view._picture, key)
    days = [day.day for day in view._page.days]
    assert heard == [days[0], days[1], days[3], days[2], days[0]]


def test_a_part_is_opened_for_its_outcome_and_again_after_a_lock(view, diary):
    view.open_for(WREN, "judgement", "AGE")
    assert view._sheet.accessibleName() == "Your decision: Agency"
    view._sheet._rows["note"].field.setPlainText("She chooses")
    view.keep_everything()
    view._sheet.leave()
    view.presenter.hold_place(WREN, "judgement", "", "AGE")  # as it stands when a lock falls
    view.come_back()
    assert view._sheet.accessibleName() == "Your decision: Agency"
    assert view._sheet.values()["note"] == "She chooses"
    view._sheet.leave()
    view.open_for(WREN, "start", "COM")
    assert view._sheet.findChild(QComboBox).currentData() == "COM"
    view._sheet.leave()
    view.open_for(WREN, "sign", record_id="words")
    assert view._sheet.values()["text"] == "Counted the others in."
    view._sheet.leave()


def test_a_fourth_target_offers_one_to_look_at_first(view, diary):
    diary.add(target("a"), target("b"), target("c"))
    view.open_for(WREN, "target")
    assert view._sheet is None
    refused = view._refused
    assert isinstance(refused, Sheet)
    button(refused, "Look at it: I want b").click()
    assert view._refused is None
    assert view._sheet.values()["pupil_words"] == "I want b"
    assert {"review_result", "pupil_review"} <= set(view._sheet.values())
    view._sheet.leave()
    assert len(diary.all(Target)) == 3


def test_the_targets_lead_to_the_learning_plan(view):
    wanted = []
    view.plan_wanted.connect(wanted.append)
    view.open_for(WREN)
    view._parts.plan.click()
    assert wanted == [WREN]


def test_links_are_ticked_and_kept_with_the_sheet(view, diary):
    diary.add(target("a"))
    view.open_for(WREN, "target", record_id="a")
    links = view._sheet._rows["evidence"].field
    for box in links._boxes.values():
        QTest.keyClick(box, Qt.Key.Key_Space)
    view.keep_everything()
    assert set(view._sheet.values()["evidence"].split()) == {"mark", "words", "hard"}
    view._sheet._on_keep()
    assert view._page.targets[0].seen_by == "3 small signs linked"


def test_a_star_and_what_is_folded_away(view, diary):
    view.open_for(WREN)
    star = next(
        one for one in view.findChildren(QPushButton) if one.accessibleName().startswith("Star: 27 Oct")
    )
    star.click()
    assert diary.need(Observation, "words").starred
    assert "Add to permissions" not in [one.accessibleName() for one in view.findChildren(QPushButton)]
    button(view, "Show permissions, what has left and people").click()
    assert button(view, "Add to permissions").isEnabled()


def test_the_table_holds_what_the_picture_shows(view):
    view.open_for(WREN)
    view._as_table.click()
    table = view._timeline._table
    shown = {(table.item(row, 0).text(), table.item(row, 3).text()) for row in range(table.rowCount())}
    assert ("3 November 2026", "everyone") in shown
    assert table.rowCount() == sum(len(row.dots) for row in view._page.rows)
