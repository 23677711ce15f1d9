"""How it travels, and bundles I receive, as widgets: by keyboard, named, nothing typed left behind."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from tests.ui.window_checks import cut_words, nameless, once_still, outside, pale_words, small_targets
from tutordiary.presenters.receiving import BundleLine, ReceivingState
from tutordiary.presenters.share_seal import SealState, Way
from tutordiary.release import sealing
from ui import theme
from ui.receiving import REALLY, ReceivingSheet
from ui.share.seal_card import SealCard

WORDS = "seven grey lanterns humming"
KEY = sealing.make_key().public
LOOKS = (("light", 12), ("dark", 24))


class Asked:
    """Takes the place of a presenter and writes down what was asked of it."""

    def __init__(self):
        self.calls = []
        self.key_text = KEY.text

    def __getattr__(self, name):
        return lambda *values: self.calls.append((name, *values))

    def names(self):
        return [call[0] for call in self.calls]


@pytest.fixture
def look(qapp):
    def apply(scheme, text_pt):
        theme.apply_theme(qapp, scheme, text_pt)

    yield apply
    theme.apply_theme(qapp, "light", 12)


@pytest.fixture
def page(qtbot):
    window = QWidget()
    window.resize(1366, 740)
    QVBoxLayout(window)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def card(page):
    made = SealCard()
    made.presenter = Asked()
    page.layout().addWidget(made)
    page.layout().addStretch(1)
    made.show_seal(SealState(None, "Dorothea"))
    return made


def test_no_way_is_chosen_until_one_is(card):
    assert not any(radio.isChecked() for radio in card.radios.values())
    assert card.presenter.calls == []
    card.radios[Way.KEY].click()
    assert card.presenter.calls == [("choose", Way.KEY)]


def test_a_whole_key_is_taken_as_it_is_pasted(card, qtbot):
    card.show_seal(SealState(Way.KEY, "Dorothea"))
    qtbot.keyClicks(card.key, "age1")
    assert card.presenter.calls == []
    QApplication.clipboard().setText(f"My key is {KEY.text}")
    card.key.clear()
    qtbot.keyClick(card.key, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert card.presenter.calls == [("take_key", f"My key is {KEY.text}")]
    card.show_seal(SealState(Way.KEY, "Dorothea", problem="A letter of this key is wrong."))
    assert "A letter of this key is wrong." in card.key_row.problem
    card.show_seal(SealState(Way.KEY, "Dorothea", key=KEY.text, words=KEY.check_words))
    assert not card.key_row.isVisible()
    assert card.words.isVisible()
    QApplication.clipboard().clear()


def test_what_was_typed_is_handed_on_and_forgotten(card, qtbot):
    card.show_seal(SealState(Way.PASSPHRASE, "Dorothea"))
    card.secret.setFocus()
    qtbot.keyClicks(card.secret.edit, WORDS)
    qtbot.keyClick(card.secret.edit, Qt.Key.Key_Return)
    assert card.again.edit.hasFocus()
    qtbot.keyClicks(card.again.edit, WORDS[:5])
    card.keep_typed()
    assert not card.again_row.problem  # there is more to come
    qtbot.keyClick(card.again.edit, Qt.Key.Key_Return)
    assert card.again_row.problem
    qtbot.keyClicks(card.again.edit, WORDS[5:-1] + "x")
    card.keep_typed()
    assert card.presenter.calls[-1] == ("type_passphrase", WORDS, WORDS[:-1] + "x")
    assert card.again_row.problem
    card.forget_typed()
    assert (card.secret.text(), card.again.text(), card.again_row.problem) == ("", "", "")
    assert card.presenter.names()[-1] == "forget_typed"
    assert card.secret.edit.echoMode() is QLineEdit.EchoMode.Password


STATES = (
    SealState(Way.KEY, "Dorothea"),
    SealState(Way.KEY, "Dorothea", key=KEY.text, words=KEY.check_words),
    SealState(Way.PASSPHRASE, "Dorothea"),
    SealState(Way.OPEN, "Dorothea"),
)


def faults(widget):
    pale = pale_words(widget)[1]
    return [*nameless(widget), *small_targets(widget), *cut_words(widget), *outside(widget), *pale]


@pytest.mark.parametrize("chosen", LOOKS, ids=("light", "dark and large"))
def test_the_card_can_be_read_and_reached(card, look, chosen):
    look(*chosen)
    for state in STATES:
        card.show_seal(state)
        assert once_still(lambda: faults(card)) == [], state.way


LINES = (
    BundleLine("a.tdbundle.age", "Counts only  ·  tutor ABCD2345", is_whole=True),
    BundleLine("b.tdbundle.age", "It is sealed with a passphrase.", is_whole=False, needs_passphrase=True),
    BundleLine("c.tdbundle", "It was changed after it was made.", is_whole=False),
)
FULL = ReceivingState(
    KEY.text, KEY.check_words, LINES, "1 of 3 files opened, from 1 tutor.", can_collate=True
)


@pytest.fixture
def sheet(page):
    asked = Asked()
    made = ReceivingSheet(page)
    made.show_receiving(ReceivingState("", (), (), "None opened yet."))
    made.begin(asked)
    yield made
    made.leave()


def test_a_key_is_made_first_and_shown_then(sheet):
    assert sheet.make_key.hasFocus()
    sheet.make_key.click()
    sheet.show_receiving(FULL)
    assert (sheet.key.text(), sheet.key.isReadOnly()) == (KEY.text, True)
    assert not sheet.make_key.isVisible()
    sheet.copy.click()
    assert QApplication.clipboard().text() == KEY.text
    QApplication.clipboard().clear()


def test_the_old_key_is_replaced_only_when_asked_twice(sheet):
    sheet.show_receiving(FULL)
    sheet.renew.click()
    assert sheet.renew.text() == REALLY
    assert "renew_key" not in sheet.presenter.names()
    sheet.renew.click()
    assert "renew_key" in sheet.presenter.names()


def test_files_are_dropped_and_a_passphrase_is_asked_for(sheet, tmp_path, qtbot):
    sheet.show_receiving(FULL)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.tdbundle")), QUrl("https://elsewhere/b.tdbundle")])
    sheet.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert ("open_bundles", [tmp_path / "a.tdbundle"]) in sheet.presenter.calls
    qtbot.keyClicks(sheet.secret.edit, WORDS)
    qtbot.keyClick(sheet.secret.edit, Qt.Key.Key_Return)
    assert sheet.presenter.calls[-1] == ("try_passphrase", WORDS)
    assert sheet.secret.text() == ""


def test_closing_forgets_the_bundles(sheet):
    asked = sheet.presenter
    sheet.close_button.click()
    assert asked.names()[-1] == "forget"


@pytest.mark.parametrize("chosen", LOOKS, ids=("light", "dark and large"))
def test_the_sheet_can_be_read_and_reached(sheet, look, chosen):
    look(*chosen)
    sheet.show_receiving(FULL)
    assert once_still(lambda: faults(sheet)) == []
