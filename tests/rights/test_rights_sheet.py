"""The two sheets as they are pressed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QVBoxLayout, QWidget
from rights_sample import TODAY

from tutordiary.diary import care
from tutordiary.model import Disclosure, Pupil
from tutordiary.presenters.pupil_rights import PupilRights
from tutordiary.presenters.work import InlineRunner
from ui import file_choice
from ui.pupil_rights_card import RightsCard
from ui.pupil_rights_sheet import REALLY, RightsSheet
from ui.widgets.buttons import Button


class Slow(InlineRunner):
    """Waits to be told before it does the work."""

    def __init__(self) -> None:
        self.waiting: list = []

    def run(self, work, done, failed):
        self.waiting.append((work, done, failed))

    def go(self):
        """Do what was handed over."""
        while self.waiting:
            super().run(*self.waiting.pop(0))
        QApplication.processEvents()


@pytest.fixture
def page(qtbot, filled, tmp_path):
    """A page with the card of a pupil's rights on it."""
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(1200, 700)
    over.runner, over.gone = Slow(), []
    pupil = next(one for one in filled.all(Pupil) if one.first_name == "Hope")

    def make(view, pupil_id):
        return PupilRights(filled, view, over.runner, lambda: TODAY, pupil_id, tmp_path)

    over.card = RightsCard(over, pupil.id, make, lambda: over.gone.append(True))
    over.below = QLineEdit()
    column = QVBoxLayout(over)
    column.addWidget(over.below)
    column.addWidget(over.card)
    over.show()
    qtbot.waitActive(over)
    return over


def press(page, words):
    """Press the button that shows these words."""
    QApplication.processEvents()
    found = [one for one in page.findChild(RightsSheet).findChildren(Button) if one.text().startswith(words)]
    assert len([one for one in found if one.isVisible()]) == 1, words
    next(one for one in found if one.isVisible()).click()


def test_while_the_worker_works_nothing_below_has_the_keys_and_esc_waits(qtbot, page):
    page.below.setFocus()
    page.card.open_copy()
    sheet = page.findChild(RightsSheet)
    assert QApplication.focusWidget() is sheet
    qtbot.keyClick(sheet, "a")
    assert page.below.text() == ""
    sheet.leave()
    assert sheet.isVisible()
    page.runner.go()
    focus = QApplication.focusWidget()
    assert focus.text() == "I have read it"
    sheet.leave()
    assert not sheet.isVisible()
    assert page.gone == []


def test_the_copy_is_read_and_given(page, filled, tmp_path, monkeypatch):
    target = tmp_path / "everything.json"
    monkeypatch.setattr(file_choice, "save_place", lambda *_args: target)
    page.card.open_copy()
    page.runner.go()
    sheet = page.findChild(RightsSheet)
    give = next(one for one in sheet.findChildren(Button) if one.text().startswith("Give as Records"))
    assert not give.isEnabled()
    for _ in range(200):
        if not any("before the copy" in (one.accessibleName() or "") for one in sheet.findChildren(QWidget)):
            break
        press(page, "I have read it")
    press(page, "Give as Records")
    page.runner.go()
    assert target.exists()
    assert [one.purpose for one in filled.all(Disclosure)] == ["subject_access"]


def test_erasing_needs_the_name_and_ends_on_the_list(page, filled, tmp_path):
    care.back_up(filled, tmp_path / "kept.tdbackup")
    page.card.open_erase()
    page.runner.go()
    sheet = page.findChild(RightsSheet)
    erase = next(one for one in sheet.findChildren(Button) if one.text() == "Erase for good")
    typed = next(one for one in sheet.findChildren(QLineEdit) if one.isVisibleTo(sheet))
    typed.setText("Hop")
    assert not erase.isEnabled()
    typed.setText("hope")
    erase.click()
    page.runner.go()
    assert len(filled.all(Pupil)) == 16

    QApplication.processEvents()
    box = sheet.findChild(QCheckBox)
    box.setChecked(True)
    press(page, "Delete the chosen backups")
    assert (tmp_path / "kept.tdbackup").exists()
    press(page, REALLY)
    page.runner.go()
    assert not (tmp_path / "kept.tdbackup").exists()
    sheet.leave()
    assert page.gone == [True]
