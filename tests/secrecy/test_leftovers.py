"""Places beside the files where words could be left: keyboards that learn, the clipboard, other screens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

from ui import private_typing, runtime_check
from ui.door_widgets import Secret
from ui.lock.clipboard import KDE_HINT, ClipboardGuard
from ui.widgets import Elided, QuietButton

ROOT = Path(__file__).resolve().parents[2]
SENSITIVE = Qt.InputMethodHint.ImhSensitiveData


@pytest.fixture
def asked(qapp):
    private_typing.ask_keyboards(qapp)
    yield
    qapp.focusChanged.disconnect(private_typing._on_focus_changed)


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QTextEdit])
def test_keyboards_are_asked_to_learn_nothing(qtbot, asked, kind):
    field = kind()
    qtbot.addWidget(field)
    field.setInputMethodHints(Qt.InputMethodHint.ImhLatinOnly)
    with qtbot.waitActive(field):
        field.show()
    field.setFocus()
    assert field.inputMethodHints() & SENSITIVE
    assert field.inputMethodHints() & Qt.InputMethodHint.ImhLatinOnly


def test_also_when_the_passphrase_is_shown(qtbot, asked):
    secret = Secret("Passphrase")
    qtbot.addWidget(secret)
    with qtbot.waitActive(secret):
        secret.show()
    secret.eye.setChecked(True)
    secret.eye.setFocus()
    secret.edit.setFocus()
    assert secret.edit.echoMode() is QLineEdit.EchoMode.Normal
    assert secret.edit.inputMethodHints() & SENSITIVE


class OursAtTheDoor:
    """A clipboard with words this app put there before the diary was open, copied and marked."""

    def __init__(self, clipboard):
        self._clipboard = clipboard
        self.cleared = []

    def __getattr__(self, name):
        return getattr(self._clipboard, name)

    def ownsClipboard(self):  # noqa: N802
        return True

    supportsSelection = ownsSelection = ownsClipboard  # noqa: N815

    def clear(self, *mode):
        self.cleared.append(mode)
        if not mode:
            self._clipboard.clear()


def test_a_passphrase_copied_at_the_door_does_not_stay(qtbot, qapp):
    clipboard = QApplication.clipboard()
    clipboard.setText("zanzibar teapot cathedral mittens")
    ours = OursAtTheDoor(clipboard)
    guard = ClipboardGuard(ours, clear_after_ms=100)
    guard.begin()
    assert clipboard.mimeData().hasFormat(KDE_HINT)
    assert len(ours.cleared) == 1  # what was marked goes at once
    qtbot.waitUntil(lambda: clipboard.text() == "")
    guard.end()


@pytest.mark.parametrize("platform", ["vnc", "vnc:port=5901", " VNC", "webgl"])
def test_the_window_is_not_drawn_on_a_network(monkeypatch, platform):
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    assert "on a network" in runtime_check.problem_with_display()


def test_it_is_drawn_where_the_person_sits(monkeypatch):
    for platform in ("offscreen", "xcb", "wayland;xcb"):
        monkeypatch.setenv("QT_QPA_PLATFORM", platform)
        assert runtime_check.problem_with_display() is None


def test_no_window_makes_a_title_of_words(qapp):
    """One window has a title of its own: the app's name. Those of file dialogs are written in the code."""
    said = {
        (path.name, call)
        for path in (ROOT / "ui").rglob("*.py")
        for call in re.findall(r"setWindowTitle\(([^)]*)\)", path.read_text(encoding="utf-8"))
    }
    assert said == {("main_window.py", "TITLE")}
    asked = [
        call
        for path in (ROOT / "ui").rglob("*.py")
        if path.name != "file_choice.py"
        for call in re.findall(
            r"(?:save|open|folder)_place\(\s*[\w.]+,\s*(f?\"|[^\"\s])", path.read_text(encoding="utf-8")
        )
    ]
    assert len(asked) >= 8
    assert set(asked) == {'"'}


MARK_UP = '<img src="file://elsewhere/share/a.png">Zebedee <b>&lt;'


def test_a_tooltip_shows_words_and_fetches_nothing(qtbot):
    from PySide6.QtGui import QTextDocument

    label = Elided(MARK_UP * 20)
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    button = QuietButton("x", hint=MARK_UP)
    qtbot.addWidget(button)
    for shown, words in ((label.toolTip(), MARK_UP * 20), (button.toolTip(), MARK_UP)):
        drawn = QTextDocument()
        drawn.setHtml(shown)
        assert drawn.toPlainText() == words
        assert "\ufffc" not in drawn.toPlainText()  # a picture stands as this in a document
    plain = Elided("Wren & Sol " * 20)
    qtbot.addWidget(plain)
    plain.resize(60, 20)
    plain.show()
    assert plain.toolTip() == "Wren & Sol " * 20


def test_no_words_are_read_as_mark_up():
    loose = [
        f"{path.name}: {line.strip()}"
        for path in (ROOT / "ui").rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"setHtml|insertHtml|RichText|AutoText|QTextBrowser|QMessageBox|QWhatsThis", line)
        or re.search(r"setToolTip\((?!as_tip|\"|str\(place|KEY|f\"\{KEY\}|tip if|item\.hint)", line)
    ]
    known = ("self.setToolTip(as_tip(self._whole)", "whole.py: self._words.setTextFormat(")  # tested below
    assert [line for line in loose if not any(one in line for one in known)] == []


def test_a_passage_found_is_shown_as_it_was_written(qapp):
    from PySide6.QtGui import QTextDocument

    from tutordiary.presenters.find import Whole
    from tutordiary.presenters.find_lines import Piece
    from ui.find.whole import marked

    pieces = (Piece(MARK_UP, False), Piece(" ", False), Piece(MARK_UP, True))
    shown = QTextDocument()
    shown.setHtml(marked(Whole(title="", about="", pieces=pieces, facts=())))
    assert shown.toPlainText() == f"{MARK_UP} {MARK_UP}"
