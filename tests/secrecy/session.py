"""A working day in the real app, by keys: run as a program. What it saw goes to standard output, as JSON.

Started with the folder for the files that are given. A lock puts a fresh process in this one's place, which
runs this file again and goes on with the next part.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from session_words import (
    DRAFT,
    GROUP,
    NEW_PASSPHRASE,
    NOTE,
    PASSPHRASE,
    PUPILS,
    SCHOOL,
    SEARCH,
    SUMMARY,
    TUTOR,
    VOICE,
)

import ui.app
from tests.ui.window_checks import ALT, CTRL, NONE, SHIFT, Hands, settle, walk
from tests.ui.window_steps import KEY, code_shown, step
from tutordiary.diary import care, erasure, keys
from tutordiary.model import Observation, Pupil, Report, ReportSection, ReportStatus, new_id
from tutordiary.presenters.door_state import Step
from tutordiary.vault.ciphers import LOWEST_COST
from ui import file_choice

GIVEN = Path(sys.argv[1])
PART = "SESSION_PART"
ENTRIES = 300
SHOWING = {QEvent.Type.Show, QEvent.Type.WindowTitleChange, QEvent.Type.WindowActivate}


def tell(**what: object) -> None:
    """Hand a line to the test."""
    print(json.dumps(what), flush=True)


class Titles(QObject):
    """Hears the title of every window that is shown."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if isinstance(watched, QWidget) and watched.isWindow() and event.type() in SHOWING:
            self.seen.add(watched.windowTitle())
        return False

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()


def choose(path: Path) -> None:
    """Type a path into the next file dialog and press its button."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            QTimer.singleShot(50, act)
            return
        dialog.findChild(QLineEdit, "fileNameEdit").setText(str(path))
        dialog.accept()

    QTimer.singleShot(50, act)


def said_aloud(window: QWidget) -> str:
    """Return everything a screen reader could find in any window of the app."""
    found = []
    kinds = (
        QAccessible.Text.Name,
        QAccessible.Text.Description,
        QAccessible.Text.Value,
        QAccessible.Text.Help,
    )
    for top in QApplication.topLevelWidgets():
        for one in walk(top):
            found += [one.text(kind) for kind in kinds]
            words = one.textInterface()
            if words is not None:
                found.append(words.text(0, words.characterCount()))
    return "\n".join(word for word in found if word)


class Writer(Hands):
    """Hands that can type any letter, which QTest cannot."""

    def prose(self, words: str) -> None:
        for letter in words:
            if letter.isascii():
                super().prose(letter) if letter != "\n" else self.press(KEY.Key_Return)
            else:
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    QApplication.sendEvent(self.focus, QKeyEvent(kind, 0, NONE, letter))


def make(window: QWidget, hands: Hands) -> None:
    """Make the diary and the group."""
    hands.press(KEY.Key_Return)
    hands.prose(TUTOR)
    hands.tab_to("Passphrase")
    hands.prose(PASSPHRASE)
    hands.tab_to("Passphrase again")
    hands.prose(PASSPHRASE)
    hands.press(KEY.Key_Return)
    settle(lambda: step(window) is Step.RECOVERY)
    code = code_shown(window)
    tell(secret=code)
    tell(secret=code.replace("-", "").replace(" ", ""))
    hands.prose(code)
    hands.press(KEY.Key_Return)
    settle(lambda: window.desk is not None)
    hands.press(KEY.Key_Return)  # add a group
    hands.prose(SCHOOL)
    hands.press(KEY.Key_Return)
    hands.prose(GROUP)
    hands.press(KEY.Key_Return)
    hands.prose("\n".join(f"{name}, Year 4" for name in PUPILS))
    hands.tab_to("Time")
    hands.prose("1:30 pm")
    hands.press(KEY.Key_Return)


def log(hands: Hands) -> None:
    """Log a session: marks, a moment, somebody's words."""
    hands.press(KEY.Key_Return)
    for _ in range(11):
        hands.keys("2")
    hands.keys("w/")
    hands.prose(f"{PUPILS[0]} {NOTE}")
    hands.press(KEY.Key_A, CTRL)
    hands.press(KEY.Key_C, CTRL)
    hands.press(KEY.Key_Escape)
    hands.keys('"')
    hands.prose(VOICE)
    hands.press(KEY.Key_Escape)
    hands.press(KEY.Key_Return, CTRL)


def write_much(diary: object) -> None:
    """Write 300 entries, look for words, sort, tidy the search and the file."""
    pupils = diary.all(Pupil)
    for number in range(ENTRIES):
        pupil = pupils[number % len(pupils)]
        words = f"{pupil.first_name} {NOTE} {number} " + "and led the song again " * 30
        diary.add(Observation(id=new_id(), noted_on=date.today(), pupil_id=pupil.id, text=words))
    assert len(diary.search(SEARCH, limit=1000)) >= ENTRIES
    assert diary.search('Quillfeather-"* NEAR(') is not None
    diary.find(Observation, order=("text",))
    conn = diary.vault.conn
    conn.execute("SELECT text FROM observation ORDER BY text || random()").fetchall()
    conn.execute("CREATE TEMP TABLE sorted AS SELECT * FROM observation ORDER BY text")
    conn.execute("CREATE INDEX temp.by_text ON sorted(text)")
    conn.execute("DROP TABLE sorted")
    tidy_search(conn)
    conn.execute("VACUUM")
    tell(secret=diary.vault.keys.data_key.hex())


def tidy_search(conn: object) -> None:
    """Let the search index be merged into one."""
    sql = "SELECT name FROM sqlite_master WHERE sql LIKE '%fts5%'"
    tables = [name for (name,) in conn.execute(sql).fetchall()]
    assert tables
    for name in tables:
        conn.execute(f"INSERT INTO {name}({name}) VALUES ('optimize')")


def give(window: QWidget, hands: Hands) -> None:
    """Give a report, and make a backup, at places chosen in file dialogs."""
    diary = window.desk.diary
    hands.press(KEY.Key_5, ALT)
    hands.tab_to("Summary")
    hands.press(KEY.Key_A, CTRL)
    hands.prose(SUMMARY)
    hands.press(KEY.Key_Return, CTRL)
    assert hands.place.startswith("PDF")  # the sheet that gives it
    choose(GIVEN / "report")
    hands.press(KEY.Key_Return, CTRL)
    settle(lambda: bool(diary.find(Report, status=ReportStatus.GIVEN)))
    choose(GIVEN / "backup")
    place = file_choice.save_place(window, "Where the backup goes", "2026.tdbackup", "Backups (*.tdbackup)")
    care.back_up(diary, place)
    choose(GIVEN)
    assert file_choice.folder_place(window, "Where?") == GIVEN
    keys.change_passphrase(diary, NEW_PASSPHRASE, cost=LOWEST_COST)


def first(window: QWidget) -> None:
    """Work until the lock, which does not come back."""
    hands = Writer()
    make(window, hands)
    log(hands)
    write_much(window.desk.diary)
    give(window, hands)
    window.activateWindow()  # the offscreen screen gives no window the focus back after a dialog
    settle(lambda: QApplication.focusWidget() is not None)
    hands.press(KEY.Key_Escape)
    hands.tab_to("Summary")
    hands.prose(DRAFT)
    tell(titles=sorted(titles.seen), part=1)
    os.environ[PART] = "2"
    tell(locking=True)
    hands.press(KEY.Key_L, CTRL | SHIFT)
    settle(lambda: False)  # until the fresh process takes over


def second(window: QWidget) -> None:
    """In the fresh process: nothing of the diary until the passphrase is typed; then close."""
    hands = Writer()
    settle(lambda: QApplication.focusWidget() is not None and hands.place == "Passphrase")
    clipboard = QApplication.clipboard()
    tell(locked=said_aloud(window), titles=sorted(titles.seen), clipboard=clipboard.text())
    hands.prose(NEW_PASSPHRASE)
    hands.press(KEY.Key_Return)
    settle(lambda: window.desk is not None)
    diary = window.desk.diary
    kept = [draft.text for draft in diary.drafts()] + [part.text for part in diary.all(ReportSection)]
    assert any(DRAFT in text for text in kept)
    observation = diary.find(Observation)[0]
    diary.save(replace(observation, text=f"{observation.text} {NOTE} once more"))  # the text before is kept
    diary.remove(diary.find(Observation)[1])  # into the bin
    erased = erasure.erase(diary, diary.find(Pupil)[-1].id)
    assert erased.is_tidied
    tell(titles=sorted(titles.seen), open=said_aloud(window))
    window.close()
    tell(titles=sorted(titles.seen), closed=said_aloud(window))
    QApplication.quit()


def work() -> None:
    """Do this process's part; whatever goes wrong ends it with a line for the test."""
    try:
        window = next(one for one in QApplication.topLevelWidgets() if one.objectName() == "main_window")
        settle(lambda: QApplication.focusWidget() is not None)
        (second if os.environ.get(PART) else first)(window)
    except BaseException:  # noqa: BLE001 (the test is to hear of it)
        import traceback

        tell(trouble=traceback.format_exc()[-6000:])
        os._exit(7)


titles = Titles()
real_exec = QApplication.exec


def with_hands(*_: object) -> int:
    QApplication.instance().installEventFilter(titles)
    QTimer.singleShot(0, work)
    return real_exec()


if __name__ == "__main__":
    QApplication.exec = with_hands
    sys.exit(ui.app.run())
