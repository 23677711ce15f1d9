"""When the diary's disk is full and words are only on the screen: a copy of everything somewhere else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from tutordiary.diary import Diary
from tutordiary.diary.aside import Aside
from tutordiary.errors import UserError
from ui import file_choice
from ui.widgets import NoticeBar

OFFER = "Save a copy elsewhere…"
STAYS_OPEN = (
    "Your last words could not be kept, so the diary stays open with them on the screen."
    " Make some room on the disk, or save a copy elsewhere; then it locks."
)


class Elsewhere:
    """Offers the copy, makes it, and lets the lock go on.

    ``keep`` keeps every word on the screen and says whether that worked.
    """

    def __init__(
        self,
        over: QWidget,
        diary: Diary,
        notice: NoticeBar,
        keep: Callable[[], bool],
        today: Callable[[], date],
    ) -> None:
        self._over = over
        self._notice = notice
        self._keep = keep
        self._today = today
        self._aside = Aside(diary)
        self._go_on: Callable[[], None] | None = None
        notice.action_chosen.connect(self._on_chosen)

    def offer(self, go_on: Callable[[], None] | None) -> None:
        """Say that the diary stays open, and offer the way out. ``go_on`` is called once the copy is made."""
        self._go_on = go_on
        self._notice.say(STAYS_OPEN, mood="danger", actions=(OFFER,))

    def put_back(self) -> bool:
        """Keep what an earlier try left waiting. False when there is still no room; it goes on waiting."""
        try:
            if not self._aside.is_empty:
                self._aside.put_back()
        except UserError as error:
            self._notice.say(str(error), mood="danger", actions=(OFFER,))
            return False
        return True

    def _on_chosen(self, words: str) -> None:
        if words != OFFER:
            return
        name = f"{self._today():%Y-%m-%d}-with-last-words.tdbackup"
        target = file_choice.save_place(self._over, "Where the copy goes", name, "Backups (*.tdbackup)")
        if target is None:
            return
        with self._aside.catching():
            kept = self._keep()
        if not kept:
            return
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            report = self._aside.back_up(target)
        except UserError as error:
            self._notice.say(str(error), mood="danger", actions=(OFFER,))
            return
        finally:
            QApplication.restoreOverrideCursor()
        total = sum(report.counts.values())
        self._notice.say(
            f"{target.name}: opened and counted, {total:,} records, your last words among them."
            " Bring it back at the door, under “Another diary, or a backup”.",
            mood="ok",
        )
        if self._go_on is not None:
            self._go_on()
