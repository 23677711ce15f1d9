"""The door of the real window: recovery sheet, another diary, a backup and back; for every eye and hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.window_checks import (
    CTRL,
    NONE,
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
from tests.ui.window_steps import KEY, NAMES, SECRET, code_shown, lock, step
from tutordiary.model import Pupil
from tutordiary.presenters.door import DoorState, Step, Way
from ui import theme
from ui.widgets import NoticeBar

DOORS = [
    Step.WELCOME, Step.MAKE, Step.RECOVERY, Step.CODE_DUE, Step.UNLOCK, Step.USE_RECOVERY,
    Step.NEW_PASSPHRASE, Step.TROUBLE, Step.RESTORE,
]  # fmt: skip


@pytest.fixture(autouse=True)
def plain_theme(qapp):
    yield
    theme.apply_theme(qapp, "light", 12)


def choose_file(monkeypatch, kind: str, path) -> None:
    """Let the next file dialog answer with a path."""
    monkeypatch.setattr(f"ui.file_choice.{kind}", lambda *_: path)


def press(window, name: str, hands: Hands) -> None:
    """Go to a button by Tab and press it."""
    hands.tab_to(name)
    hands.press(KEY.Key_Return)


def notices(window) -> str:
    """Return what the bars on the window say."""
    return " ".join(bar.words for bar in window.findChildren(NoticeBar) if bar.isVisible())


def test_the_recovery_sheet_is_written_and_holds_the_code(window, tmp_path, monkeypatch):
    from pypdfium2 import PdfDocument

    hands = Hands()
    hands.press(KEY.Key_Return)
    hands.prose("Ines Okoro")
    hands.tab_to("Passphrase")
    hands.prose(SECRET)
    hands.tab_to("Passphrase again")
    hands.prose(SECRET)
    hands.press(KEY.Key_Return)
    settle(lambda: step(window) is Step.RECOVERY)
    code = code_shown(window).split()
    sheet = tmp_path / "sheet.pdf"
    choose_file(monkeypatch, "save_place", sheet)
    press(window, "Save it as a file…", hands)
    settle(lambda: "sheet.pdf" in notices(window))
    document = PdfDocument(sheet.read_bytes())
    words = document[0].get_textpage().get_text_range()
    document.close()
    assert all(part in words for part in code)
    assert hands.place == "Save it as a file…"
    hands.tab_to("Type the code back")
    hands.prose("WRONG-WRONG")
    hands.press(KEY.Key_Return)
    assert hands.place == "Type the code back"
    assert window.desk is None


def test_words_offered_are_filled_in_and_seen(window):
    hands = Hands()
    hands.press(KEY.Key_Return)
    hands.prose("Ines")
    hands.tab_to("Passphrase")
    for _ in range(2):
        hands.press(KEY.Key_Tab)
    offered = hands.place.removeprefix("Use these five words: ")
    assert len(offered.split()) == 5
    hands.press(KEY.Key_Return)
    card = window._door_page.cards[Step.MAKE]
    assert card.secret.text() == card.again.text() == offered
    assert card.secret.edit.displayText() == offered


def test_a_new_passphrase_and_an_unwise_place_get_a_calm_sentence(window, tmp_path):
    hands = Hands()
    hands.press(KEY.Key_Return)
    hands.tab_to("Passphrase")
    hands.prose("passwordpassword")
    card = window._door_page.cards[Step.MAKE]
    settle(lambda: "could guess this" in card.rows["secret"].under.text())
    assert not card.rows["secret"].problem
    assert card.place.words == ""
    hands.tab_to("Where it lives")
    hands.press(KEY.Key_A, CTRL)
    hands.prose(str(tmp_path / "Dropbox" / "diary"))
    settle(lambda: "kept in step by Dropbox" in card.place.words)
    hands.press(KEY.Key_A, CTRL)
    hands.prose(str(tmp_path / "diary"))
    settle(lambda: card.place.words == "")


@pytest.mark.parametrize(
    ("letter", "modifier", "is_on"),
    [("k", NONE, False), ("K", SHIFT, False), ("K", NONE, True), ("k", SHIFT, True)],
)
def test_caps_lock_is_noticed_by_what_it_does_to_letters(window, hands, letter, modifier, is_on):
    lock(window, hands)
    caps = window._door_page.cards[Step.UNLOCK].caps
    QApplication.sendEvent(hands.focus, QKeyEvent(QKeyEvent.Type.KeyPress, KEY.Key_K, modifier, letter))
    assert caps.isVisible() is is_on
    QApplication.sendEvent(hands.focus, QKeyEvent(QKeyEvent.Type.KeyPress, KEY.Key_1, NONE, "1"))
    assert caps.isVisible() is is_on  # a figure says nothing
    hands.press(KEY.Key_K)
    assert not caps.isVisible()


def test_nothing_typed_or_shown_at_the_door_stays_behind(window, hands):
    lock(window, hands)
    press(window, "Use my recovery code instead", hands)
    hands.prose("not yet a code")
    hands.press(KEY.Key_Escape)
    assert step(window) is Step.WELCOME
    assert window._door_page.cards[Step.USE_RECOVERY].code.text() == ""
    assert window._door_page.cards[Step.RECOVERY].code.text() == ""


def test_another_diary_is_opened_from_its_folder(window, hands, tmp_path, monkeypatch):
    folder = window.desk.diary.folder
    lock(window, hands)
    press(window, "Another diary, or a backup", hands)
    assert step(window) is Step.WELCOME
    (tmp_path / "empty").mkdir()
    choose_file(monkeypatch, "folder_place", tmp_path / "empty")
    press(window, "Open a diary I have", hands)
    assert "There is no diary in" in notices(window)
    choose_file(monkeypatch, "folder_place", folder)
    press(window, "Open a diary I have", hands)
    assert step(window) is Step.UNLOCK
    hands.prose(SECRET)
    hands.press(KEY.Key_Return)
    settle(lambda: window.desk is not None)
    assert len(window.desk.diary.all(Pupil)) == len(NAMES)


def test_a_backup_is_made_proved_and_restored(window, hands, tmp_path, monkeypatch):
    backup = tmp_path / "stick" / "mine.tdbackup"
    backup.parent.mkdir()
    hands.press(KEY.Key_Comma, CTRL)
    press(window, "Check the diary now", hands)
    settle(lambda: "Every page was read and is whole." in notices(window))
    choose_file(monkeypatch, "save_place", backup)
    press(window, "Make one elsewhere…", hands)
    settle(lambda: "Made and opened: mine.tdbackup, " in notices(window))
    assert backup.stat().st_size > 0
    lock(window, hands)
    press(window, "Another diary, or a backup", hands)
    press(window, "Restore a backup", hands)
    choose_file(monkeypatch, "open_place", backup)
    press(window, "Choose the file…", hands)
    hands.tab_to("Passphrase of that time")
    hands.prose("not the one of that time")
    press(window, "Restore", hands)
    settle(lambda: bool(window._door_page.cards[Step.RESTORE].rows["secret"].problem))
    assert step(window) is Step.RESTORE
    assert hands.place == "Passphrase of that time"
    hands.prose(SECRET)
    hands.tab_to("Restore to")
    target = tmp_path / "restored"
    hands.press(KEY.Key_A, CTRL)
    hands.prose(str(target))
    hands.press(KEY.Key_Return)
    settle(lambda: window.desk is not None)
    assert window.desk.diary.folder == target
    assert {pupil.first_name for pupil in window.desk.diary.all(Pupil)} == set(NAMES)


def test_a_lock_waits_for_the_backup_being_written(window, hands, tmp_path, monkeypatch):
    backup = tmp_path / "mine.tdbackup"
    hands.press(KEY.Key_Comma, CTRL)
    choose_file(monkeypatch, "save_place", backup)
    press(window, "Make one elsewhere…", hands)
    lock(window, hands)
    assert backup.stat().st_size > 0


def test_the_recovery_code_lets_in_and_asks_for_a_new_passphrase(window):
    hands = Hands()
    hands.press(KEY.Key_Return)
    hands.prose("Ines")
    hands.tab_to("Passphrase")
    hands.prose(SECRET)
    hands.tab_to("Passphrase again")
    hands.prose(SECRET)
    hands.press(KEY.Key_Return)
    settle(lambda: step(window) is Step.RECOVERY)
    code = code_shown(window)
    hands.prose(code)
    hands.press(KEY.Key_Return)
    settle(lambda: window.desk is not None)
    lock(window, hands)
    press(window, "Use my recovery code instead", hands)
    hands.prose(code)
    hands.press(KEY.Key_Return)
    settle(lambda: step(window) is Step.NEW_PASSPHRASE)
    hands.prose("marble otter window nine")
    hands.press(KEY.Key_Return)
    hands.prose("marble otter window nine")
    hands.press(KEY.Key_Return)
    settle(lambda: step(window) is Step.CODE_DUE)
    assert hands.place == "Show me a fresh code"
    press(window, "Not now", hands)
    settle(lambda: window.desk is not None)
    lock(window, hands)
    hands.prose("marble otter window nine")
    hands.press(KEY.Key_Return)
    settle(lambda: window.desk is not None)


def test_closing_before_the_code_is_typed_back_leaves_the_diary_whole(window, tmp_path):
    hands = Hands()
    hands.press(KEY.Key_Return)
    hands.prose("Ines")
    hands.tab_to("Passphrase")
    hands.prose(SECRET)
    hands.tab_to("Passphrase again")
    hands.prose(SECRET)
    hands.press(KEY.Key_Return)
    settle(lambda: step(window) is Step.RECOVERY)
    waiting = window._door._waiting
    window.close()
    assert waiting.vault.is_closed


def test_one_key_makes_all_words_larger_and_the_door_still_fits(window, qtbot):
    hands = Hands()
    before = theme.notifier().em_px
    for _ in range(6):
        hands.press(KEY.Key_Plus, CTRL)
    assert theme.notifier().em_px == 2 * before
    assert (window.width(), window.height()) == (1366, 700)
    hands.press(KEY.Key_0, CTRL)
    assert theme.notifier().em_px == before


# For every eye and hand ---------------------------------------------------------------------------


def show(window, at: Step) -> None:
    """Show a step of the door, with what it holds at its fullest."""
    from tutordiary.presenters.door_state import BackupOffer

    window._door_page.show_state(
        DoorState(
            at,
            folder="/home/ines/.local/share/tutordiary/diary",
            offered="kettle harbour lantern seven plum",
            recovery_code="ABCDE-FGHIJ-KLMNO-PQRST-UVWXY-ABCDE-FGHIJ-KL",
            reason="You came in with the code on your sheet. Whoever saw it then could use it too.",
            can_wait=True,
            asks_paper=True,
            has_keyring=True,
            ways=(Way.LOOK, Way.RESTORE, Way.RESCUE, Way.GO_ON),
            backups=tuple(
                BackupOffer(Path(f"{day}.tdbackup"), f"Wednesday {day} November 2026, 12,412 records")
                for day in (18, 11)
            ),
        )
    )
    settle(lambda: QApplication.focusWidget() is not None)
    QTest.qWait(20)


def test_a_diary_that_was_restored_is_no_longer_said_to_be_in_trouble(window):
    show(window, Step.TROUBLE)
    assert "not as it was" in spoken(window)
    ready = DoorState(Step.TROUBLE, praise="The backup is back in its place.", ways=(Way.ENTER,))
    window._door_page.show_state(ready)
    assert "not as it was" not in spoken(window)
    assert "can be opened" in spoken(window)


@pytest.mark.parametrize("at", DOORS)
def test_every_step_has_names_and_tab_comes_by_once(window, at):
    show(window, at)
    assert nameless(window) == []
    seen = tab_stops(window)
    assert not_reached(window, seen) == []


@pytest.mark.parametrize("text_pt", [11, 12, 16.5, 24])
@pytest.mark.parametrize("at", DOORS)
def test_every_step_fits_a_small_laptop(window, at, text_pt):
    theme.apply_theme(QApplication.instance(), "light", text_pt)
    show(window, at)
    assert (window.width(), window.height()) == (1366, 700)
    assert once_still(lambda: outside(window)) == []
    assert once_still(lambda: cut_words(window)) == []
    assert small_targets(window) == []


@pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("at", DOORS)
def test_every_step_can_be_read(window, at, scheme):
    theme.apply_theme(QApplication.instance(), scheme, 12)
    show(window, at)
    seen, pale = pale_words(window)
    assert pale == []
    assert seen >= 3
