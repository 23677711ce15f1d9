"""How the window looks when the diary goes, and how the fresh process's window takes its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ui.lock.handover import Handover, Why

if TYPE_CHECKING:
    from tutordiary.diary import Diary

FINISHING = "Finishing what was being written, then locking…"


def describe(window: QWidget, diary: Diary, why: Why) -> Handover:
    """Return what the fresh process is to know: the diary, and how the window stands now."""
    return Handover(
        folder=diary.folder.absolute(),
        is_sample=diary.is_sample,
        why=why,
        geometry=window.saveGeometry().toBase64().toStdString(),
        is_minimised=window.isMinimized(),
        had_focus=QApplication.activeWindow() is not None,
    )


def leave_the_screen(desk: QWidget, stack: QStackedWidget, door: QWidget, *, is_busy: bool) -> QWidget | None:
    """Take the desk from the screen and show the door.

    While work is under way, plain paper that says so stands before the door, and is returned: there is no
    passphrase to type yet.
    """
    paper: QWidget | None = None
    if is_busy:
        from ui.lock.cover import Paper

        paper = Paper(FINISHING)
        stack.addWidget(paper)
    stack.setCurrentWidget(paper or door)
    stack.removeWidget(desk)
    desk.hide()
    return paper


def stand_as_before(window: QWidget, handover: Handover) -> None:
    """Show a window where the one before it stood, and to the front only if that one was."""
    window.restoreGeometry(QByteArray.fromBase64(handover.geometry.encode("ascii", "ignore")))
    if handover.is_minimised:
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMinimized)
    behind = handover.is_minimised or not handover.had_focus
    window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, behind)
    window.show()
    if behind:
        window.lower()
        window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, False)
