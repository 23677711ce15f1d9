"""Safety in the real window, by keys: passphrase, code, new keys, backups; nothing typed is left behind."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.window_checks import (
    ALT,
    CTRL,
    cut_words,
    nameless,
    not_reached,
    once_still,
    outside,
    settle,
    small_targets,
    spoken,
    tab_stops,
)
from tests.ui.window_steps import KEY, SECRET, lock
from tutordiary.diary import keys
from tutordiary.presenters.safety import KEYRING_WARNING, Keyring
from tutordiary.vault.ciphers import LOWEST_COST
from ui import theme
from ui.code_grid import CodeGrid
from ui.door_widgets import Secret
from ui.safety.sheets import CodeSheet, KeySheet, PassphraseSheet, RekeySheet

NEW = "marble otter window nine"


@pytest.fixture(autouse=True)
def plain_theme(qapp):
    yield
    theme.apply_theme(qapp, "light", 12)


@pytest.fixture
def page(window, hands, monkeypatch):
    """The settings, open, on a computer without a keyring."""
    monkeypatch.setattr(keys, "keyring_name", lambda: None)
    hands.press(KEY.Key_Comma, CTRL)
    settings = window.desk.page("settings")
    settings.safety.keys._cost = LOWEST_COST
    settle(lambda: not window.desk.jobs.is_busy)
    return settings


def sheet_of(page) -> KeySheet:
    return page.findChild(KeySheet)


def no_sheet(page) -> bool:
    return all(not sheet.isVisible() for sheet in page.findChildren(KeySheet))


def press(name: str, hands) -> None:
    hands.tab_to(name)
    hands.press(KEY.Key_Return)


def notice(page) -> str:
    return page._notice.words


def open_again(window, hands, secret: str) -> None:
    lock(window, hands)
    settle(lambda: hands.place == "Passphrase")
    hands.prose(secret)
    hands.press(KEY.Key_Return)
    settle(lambda: window.desk is not None)


def test_the_passphrase_is_changed_by_keys_alone(window, page, hands):
    press("Change the passphrase…", hands)
    assert hands.place == "Passphrase now"
    hands.prose("not the one in force")
    hands.press(KEY.Key_Return)
    assert hands.place == "New passphrase"
    hands.prose(NEW)
    hands.press(KEY.Key_Return)
    hands.prose(NEW)
    hands.press(KEY.Key_Return)
    settle(lambda: bool(sheet_of(page).rows["now"].problem))
    assert hands.place == "Passphrase now"
    hands.prose(SECRET)  # what was typed is selected, so this replaces it
    press("Change it", hands)
    settle(lambda: "Only the new one opens the diary" in notice(page))
    assert no_sheet(page)
    assert hands.place == "Change the passphrase…"
    open_again(window, hands, NEW)


def test_esc_leaves_nothing_of_what_was_typed(page, hands):
    press("Change the passphrase…", hands)
    hands.prose(SECRET)
    secrets = page.findChildren(Secret)
    hands.press(KEY.Key_Escape)
    assert no_sheet(page)
    assert [one.text() for one in secrets] == ["", "", ""]
    assert SECRET not in spoken(page)


def test_a_hint_is_said_after_a_pause(page, hands):
    press("Change the passphrase…", hands)
    sheet = sheet_of(page)
    hands.tab_to("New passphrase")
    hands.prose("passwordpassword")
    settle(lambda: "could guess this" in sheet.rows["new"].under.text())
    assert not sheet.rows["new"].problem


def test_a_new_code_is_shown_once_and_typed_back(window, page, hands):
    diary = window.desk.diary
    press("Make a new recovery code…", hands)
    hands.prose(SECRET)
    hands.press(KEY.Key_Return)
    settle(lambda: hands.place == "Type the code back")
    code = sheet_of(page).findChild(CodeGrid).text()
    assert not keys.is_code_confirmed(diary)
    hands.prose("WRONG-WRONG")
    hands.press(KEY.Key_Return)
    assert sheet_of(page).rows["code"].problem
    hands.prose(code)
    hands.press(KEY.Key_Return)
    settle(lambda: "is in force and on paper" in notice(page))
    assert keys.is_code_confirmed(diary)
    assert code.split()[0] not in spoken(page)
    assert "sheet number 2" in page.safety.getting_in.code.words.text()


def test_new_keys_for_everything_end_with_a_code(window, page, hands):
    press("Make one now", hands)
    settle(lambda: "records." in notice(page))
    before = window.desk.diary.counts()
    press("New keys for everything…", hands)
    sheet = sheet_of(page)
    settle(lambda: "still opens with the old passphrase" in sheet.backups.words)
    hands.prose(SECRET)
    for _ in range(2):
        hands.press(KEY.Key_Return)
        hands.prose(NEW)
    hands.press(KEY.Key_Return)
    settle(lambda: hands.place == "Type the code back")
    hands.prose(sheet.code.text())
    hands.press(KEY.Key_Return)
    settle(lambda: "is in force and on paper" in notice(page))
    assert window.desk.diary.counts() == before
    open_again(window, hands, NEW)


def test_a_backup_is_made_listed_and_rehearsed(page, hands, settings, tmp_path, monkeypatch):
    (tmp_path / "stick").mkdir()
    monkeypatch.setattr("ui.file_choice.folder_place", lambda *_: tmp_path / "stick")
    press("Choose where backups go…", hands)
    assert settings.settings.backup_folder == str(tmp_path / "stick")
    press("Make one now", hands)
    settle(lambda: page.safety.backups._lines[0].path.parent == tmp_path / "stick")
    assert "records." in notice(page)
    line = page.safety.backups._lines[0]
    press(f"Rehearse the backup of {line.when}", hands)
    settle(lambda: notice(page).startswith(f"Opened: {line.path.name}, "))


def test_the_text_size_by_keys_is_the_one_shown(window, page, hands):
    shown = page._size.currentText()
    hands.press(KEY.Key_Plus, CTRL)
    assert page._size.currentText() != shown
    assert page._size.currentData() == window._settings.settings.text_pt


def test_the_keyring_is_hidden_where_there_is_none_and_warns_where_there_is_one(page):
    cards = page.safety
    assert not cards.getting_in.keyring.isVisible()
    cards.show_keyring(Keyring("GNOME Keyring", is_on=False))
    assert cards.getting_in.keyring.isVisible()
    assert KEYRING_WARNING in spoken(page)


# For every eye and hand ---------------------------------------------------------------------------


@pytest.mark.parametrize("text_pt", [11, 24])
@pytest.mark.parametrize("kind", [None, PassphraseSheet, CodeSheet, RekeySheet, "code"])
def test_nothing_is_cut_at_any_size(page, hands, text_pt, kind):
    theme.apply_theme(QApplication.instance(), "light", text_pt)
    if kind is not None:
        page.safety.open_sheet(CodeSheet if kind == "code" else kind)
    if kind == "code":
        sheet_of(page).show_code("ABCDE-FGHJK-MNPQR-STVWX-YZ012-34567-89ABC-DE")
    QTest.qWait(30)
    assert once_still(lambda: outside(page)) == []
    assert once_still(lambda: cut_words(page)) == []
    assert small_targets(page) == []


@pytest.mark.parametrize("kind", [PassphraseSheet, CodeSheet, RekeySheet])
def test_a_sheet_names_everything_and_keeps_tab_to_itself(page, hands, kind):
    page.safety.open_sheet(kind)
    QTest.qWait(30)
    sheet = sheet_of(page)
    assert nameless(sheet) == []
    assert not_reached(sheet, tab_stops(page)) == []


# From Today ---------------------------------------------------------------------------------------


def test_today_speaks_of_an_old_backup_and_makes_one(window, page, hands, monkeypatch):
    monkeypatch.setattr(window.desk.care, "line", lambda: "The newest backup is 20 days old.")
    hands.press(KEY.Key_1, ALT)
    today = window.desk.page("today")
    assert [bar.words for bar in today._bars] == ["The newest backup is 20 days old."]
    assert hands.place == "Log: Tuesday drums"  # nobody is stopped
    monkeypatch.setattr(window.desk.care, "line", lambda: "")
    press("Make one now", hands)
    settle(lambda: "Backup made and opened" in " ".join(bar.words for bar in today._bars))


def test_today_leads_to_the_place_for_backups(window, page, hands, monkeypatch):
    monkeypatch.setattr(window.desk.care, "line", lambda: "The newest backup is 20 days old.")
    hands.press(KEY.Key_1, ALT)
    press("Choose where", hands)
    assert hands.place == "Make one now"
    assert page.isVisible()


def test_today_leads_to_a_fresh_code(window, page, hands):
    window.desk.diary.keep_preference("recovery_code_confirmed", "")
    hands.press(KEY.Key_1, ALT)
    press("Make a fresh code", hands)
    assert hands.place == "Passphrase now"
    assert page.findChild(CodeSheet).isVisible()


# On paper -----------------------------------------------------------------------------------------


def test_the_sheet_is_printed_over_a_whole_page(qapp, tmp_path):
    from datetime import date

    from pypdfium2 import PdfDocument
    from PySide6.QtPrintSupport import QPrinter

    from tutordiary.drafting.recovery_sheet import sheet_pdf
    from ui.print_pages import DOTS_PER_INCH, draw_on

    printer = QPrinter()
    printer.setResolution(DOTS_PER_INCH)
    printer.setFullPage(True)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    draw_on(printer, sheet_pdf("ABCDE-FGHJK", "ab" * 16, date(2026, 11, 21), number=2))
    document = PdfDocument(tmp_path / "out.pdf")
    page = document[0]
    picture = page.render(scale=1).to_pil().convert("L")
    lines = [picture.crop((0, at, picture.width, at + 1)) for at in range(picture.height)]
    dark = [at for at, line in enumerate(lines) if line.getextrema()[0] < 128]
    assert len(document) == 1
    assert dark[0] < picture.height * 0.1  # the title is at its top
    assert dark[-1] > picture.height * 0.95  # and the foot at its foot
    page.close()
    document.close()


def test_without_a_printer_the_sheet_can_be_saved(page, hands, monkeypatch):
    from PySide6.QtPrintSupport import QPrinterInfo

    from ui.print_pages import NO_PRINTER

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    page.safety.open_sheet(CodeSheet)
    sheet = sheet_of(page)
    sheet.show_code("ABCDE-FGHJK-MNPQR-STVWX-YZ012-34567-89ABC-DE")
    press("Print a sheet…", hands)
    settle(lambda: sheet.notice.words == NO_PRINTER)
