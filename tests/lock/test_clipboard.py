"""What is copied is marked, cleared in time and at a lock, and only while it is still ours."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from ui.lock.clipboard import HINTS, KDE_HINT, ClipboardGuard

CTRL = Qt.KeyboardModifier.ControlModifier
WORDS = "Wren asked to start the break"


@pytest.fixture
def clipboard(qapp):
    yield QApplication.clipboard()
    QApplication.clipboard().clear()


class OurClipboard:
    """The app's clipboard; the screen of the tests cannot say itself whose words are on it."""

    def __init__(self, clipboard):
        self._clipboard = clipboard

    def __getattr__(self, name):
        return getattr(self._clipboard, name)

    def ownsClipboard(self):  # noqa: N802
        return True


@pytest.fixture
def guard(clipboard):
    made = ClipboardGuard(OurClipboard(clipboard), clear_after_ms=150)
    made.begin()
    yield made
    made.end()


@pytest.fixture
def field(qtbot):
    made = QLineEdit(WORDS)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitActive(made)
    made.setFocus()
    return made


def copy_all(field) -> None:
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_C, CTRL)


def test_what_is_copied_asks_not_to_be_collected_and_goes_after_a_while(qtbot, clipboard, guard, field):
    copy_all(field)
    data = clipboard.mimeData()
    assert clipboard.text() == WORDS
    assert bytes(data.data(KDE_HINT)) == b"secret"
    assert set(HINTS) <= set(data.formats())
    assert any("ExcludeClipboardContentFromMonitorProcessing" in kind for kind in data.formats())
    assert any("nspasteboard-concealed" in kind for kind in data.formats())
    qtbot.wait(50)
    assert clipboard.text() == WORDS
    qtbot.waitUntil(lambda: clipboard.text() == "", timeout=2000)


def test_a_lock_clears_it_at_once(clipboard, guard, field):
    copy_all(field)
    guard.end()
    assert clipboard.text() == ""


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_inside_the_app_the_words_can_be_pasted_until_the_lock(qtbot, clipboard, guard, field, kind):
    copy_all(field)
    other = kind()
    qtbot.addWidget(other)
    other.show()
    qtbot.waitUntil(lambda: clipboard.text() == "", timeout=2000)

    def text() -> str:
        return other.text() if isinstance(other, QLineEdit) else other.toPlainText()

    QTest.keyClick(other, Qt.Key.Key_V, CTRL)
    assert text() == WORDS
    guard.end()
    QTest.keyClick(other, Qt.Key.Key_V, CTRL)
    assert text() == WORDS
    guard.begin()  # another diary is opened: the words of the one before are forgotten
    QTest.keyClick(other, Qt.Key.Key_V, CTRL)
    assert text() == WORDS


def test_nothing_is_held_or_cleared_while_no_diary_is_open(clipboard, field):
    guard = ClipboardGuard(OurClipboard(clipboard), clear_after_ms=10)
    copy_all(field)
    assert not clipboard.mimeData().hasFormat(KDE_HINT)
    guard.end()
    assert clipboard.text() == WORDS


class OthersClipboard(QObject):
    """A clipboard on which another program put something."""

    dataChanged = Signal()  # noqa: N815 (Qt's name)
    selectionChanged = Signal()  # noqa: N815

    def __init__(self):
        super().__init__()
        self.is_ours, self.data, self.cleared = True, QMimeData(), 0

    def ownsClipboard(self):  # noqa: N802
        return self.is_ours

    def supportsSelection(self):  # noqa: N802
        return True

    def ownsSelection(self):  # noqa: N802
        return False

    def mimeData(self):  # noqa: N802
        return self.data

    def setMimeData(self, data):  # noqa: N802
        self.data = data
        self.dataChanged.emit()

    def text(self):
        return self.data.text()

    def clear(self, mode=QClipboard.Mode.Clipboard):
        assert mode == QClipboard.Mode.Clipboard
        self.cleared += 1


def test_what_another_program_put_there_is_left_alone(qtbot):
    clipboard = OthersClipboard()
    guard = ClipboardGuard(clipboard, clear_after_ms=30)
    guard.begin()
    ours = QMimeData()
    ours.setText(WORDS)
    clipboard.setMimeData(ours)
    clipboard.is_ours = False
    clipboard.setMimeData(QMimeData())
    qtbot.wait(80)
    guard.end()
    assert clipboard.cleared == 0


class Marking(OthersClipboard):
    """A system where marked text can be pasted anywhere, and everything on it is ours."""

    def __init__(self):
        super().__init__()
        self.marked, self.unmarked = QMimeData(), 0

    def ownsSelection(self):  # noqa: N802
        return True

    def mimeData(self, mode=QClipboard.Mode.Clipboard):  # noqa: N802
        return self.marked if mode == QClipboard.Mode.Selection else self.data

    def setMimeData(self, data, mode=QClipboard.Mode.Clipboard):  # noqa: N802
        if mode == QClipboard.Mode.Clipboard:
            super().setMimeData(data)
            return
        self.marked = data
        self.selectionChanged.emit()

    def clear(self, mode=QClipboard.Mode.Clipboard):
        self.unmarked += mode == QClipboard.Mode.Selection


def test_what_is_marked_with_the_mouse_is_treated_as_if_it_were_copied(qtbot):
    clipboard = Marking()
    guard = ClipboardGuard(clipboard, clear_after_ms=30)
    guard.begin()
    before = clipboard.unmarked
    marked = QMimeData()
    marked.setText(WORDS)
    clipboard.setMimeData(marked, QClipboard.Mode.Selection)
    assert clipboard.marked.hasFormat(KDE_HINT)
    qtbot.waitUntil(lambda: clipboard.unmarked > before, timeout=2000)
    guard.end()
