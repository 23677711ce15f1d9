"""Makes the backups nobody has to think of: one when the diary is opened, one when it is put away.

Everything long happens in the worker. Nothing here asks a question or opens a box: what there is to say is
one calm line.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

from tutordiary.diary import Diary, care
from tutordiary.errors import DiaryDamaged, DiskFull, Stopped, TutorDiaryError
from tutordiary.presenters.work import Runner
from tutordiary.settings import SettingsFile, default_backup_folder
from tutordiary.vault.backup_file import BackupReport


def nothing() -> None:
    """Hear no news."""


class BackupCare:
    """The automatic backups of one open diary. A sample diary, and one opened to look, has none.

    ``news`` is called on the window's thread whenever ``line`` may read otherwise than before.
    """

    def __init__(
        self,
        diary: Diary,
        settings: SettingsFile,
        runner: Runner,
        today: Callable[[], date],
        news: Callable[[], None] = nothing,
    ) -> None:
        self._diary = diary
        self._settings = settings
        self._runner = runner
        self._today = today
        self._news = news
        self._stopped = threading.Event()
        self._problem = ""

    @property
    def folder(self) -> Path:
        """Where the automatic backups go now."""
        chosen = self._settings.settings.backup_folder
        return Path(chosen) if chosen else default_backup_folder()

    def on_open(self) -> None:
        """Sweep up, check the diary if that is due, and back it up if that is; all in the worker, quietly."""
        if not self._is_ours_to_keep():
            return
        self._runner.run(self._open_work, self._opened, self._failed_quietly)

    def before_close(self, done: Callable[[], None]) -> None:
        """Back the diary up if anything changed since the last time, then call ``done``, whatever came of it.

        ``done`` is called at once when there is nothing to do or the place for backups is not there. For the
        end of a day's work; a lock waits for nothing and calls ``stop`` instead.
        """
        if not self._is_worth_it():
            done()
            return

        def over(_: object) -> None:
            done()

        self._runner.run(self._back_up, over, over)

    def make_now(
        self, done: Callable[[BackupReport], None], failed: Callable[[TutorDiaryError], None]
    ) -> None:
        """Back up into the folder now, because somebody asked; they hear how it went."""

        def good(report: BackupReport) -> None:
            self._problem = ""
            done(report)
            self._news()

        self._runner.run(self._back_up, good, failed)

    def stop(self) -> None:
        """Break off a backup under way and begin no other: it leaves nothing behind and comes again later."""
        self._stopped.set()

    def line(self) -> str:
        """Return the calm line for Today, or "" when all is well."""
        try:
            return self._problem or care.freshness(self._diary, self._today())
        except TutorDiaryError as error:
            return str(error)

    def _is_ours_to_keep(self) -> bool:
        """Say no for a sample, a diary only looked at, and one too damaged to be asked."""
        try:
            return not (self._diary.is_read_only or self._diary.is_sample)
        except TutorDiaryError:
            return False

    def _is_worth_it(self) -> bool:
        if self._stopped.is_set() or not (self.folder.is_dir() or self.folder.parent.is_dir()):
            return False
        try:
            return self._is_ours_to_keep() and care.has_changed(self._diary)
        except TutorDiaryError:
            return False  # a diary that cannot be read is not copied over a good backup

    def _open_work(self) -> str:
        with self._diary.vault.reading_through():
            return self._look_after()

    def _look_after(self) -> str:
        today = self._today()
        care.sweep(self._diary, self.folder)
        found = care.check_if_due(self._diary, today)
        if found is not None and not found.is_whole:
            return found.sentence
        if care.is_due(self._diary, today):
            self._back_up()
        return ""

    def _opened(self, problem: str) -> None:
        self._problem = problem
        self._news()

    def _back_up(self) -> BackupReport:
        return care.back_up_to_shelf(self._diary, self.folder, self._today(), stop=self._stopped.is_set)

    def _failed_quietly(self, error: TutorDiaryError) -> None:
        if isinstance(error, Stopped):
            return
        # A stick that is not plugged in is no news: the line on freshness speaks when it matters.
        if isinstance(error, DiaryDamaged | DiskFull):
            self._problem = str(error)
        self._news()
