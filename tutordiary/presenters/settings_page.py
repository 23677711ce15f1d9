"""The settings page: comfort, safety, who you are. Changes apply at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from tutordiary import __version__, dates
from tutordiary.diary import Diary
from tutordiary.errors import TutorDiaryError
from tutordiary.presenters.work import Runner
from tutordiary.settings import Settings, SettingsFile

LAST_BACKUP = "last_backup"


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """What the page shows."""

    look: Settings
    tutor: str
    service: str
    folder: str
    backup: str
    about: str


class SettingsView(Protocol):
    """What the page's window can do."""

    def show_settings(self, page: SettingsPage) -> None:
        """Draw the settings."""

    def say(self, sentence: str, *, good: bool) -> None:
        """Say how something went."""


class SettingsPresenter:
    """Reads and changes the settings; the diary's own care is done off the window's thread."""

    def __init__(
        self,
        diary: Diary,
        view: SettingsView,
        runner: Runner,
        settings: SettingsFile,
        today: Callable[[], date],
        apply_look: Callable[[], None],
    ) -> None:
        self._diary = diary
        self._view = view
        self._runner = runner
        self._settings = settings
        self._today = today
        self._apply_look = apply_look

    def show(self) -> None:
        """Draw the settings as they are."""
        tutor = self._diary.tutor
        last = self._diary.preference(LAST_BACKUP)
        framework = self._diary.framework
        self._view.show_settings(
            SettingsPage(
                look=self._settings.settings,
                tutor=tutor.name if tutor else "",
                service=tutor.service if tutor else "",
                folder=str(self._diary.folder),
                backup=f"Last proven backup: {last}" if last else "No backup has been made from here yet.",
                about=f"Tutor Diary {__version__}. Framework: {framework.title}, version {framework.version}."
                " Nothing in this app uses a network.",
            )
        )

    def set_theme(self, theme: str) -> None:
        """Use another theme from now on."""
        self._settings.change(theme=theme)
        self._apply_look()

    def set_text(self, size_pt: float) -> None:
        """Use another text size from now on."""
        self._settings.change(text_pt=size_pt)
        self._apply_look()

    def set_lock_after(self, minutes: int) -> None:
        """Lock after this many minutes without a key or a click."""
        self._settings.change(lock_after_min=minutes)

    def name_tutor(self, name: str, service: str) -> None:
        """Change whose diary this is."""
        if name.strip():
            self._diary.name_tutor(name.strip(), service.strip())

    def suggested_backup(self) -> str:
        """Return a file name for today's backup; it names nobody."""
        return f"{self._today():%Y-%m-%d}.tdbackup"

    def back_up(self, target: Path) -> None:
        """Write a backup and prove it by restoring it."""
        self._view.say("Writing the backup, then restoring it to prove it…", good=True)

        def done(total: int) -> None:
            when = f"{dates.day_and_month(self._today(), year=True)}, {total:,} of {total:,} records"
            self._diary.keep_preference(LAST_BACKUP, when)
            self.show()
            self._view.say(
                f"Backup {target.name}: opened and counted, {total:,} of {total:,} records.", good=True
            )

        self._runner.run(lambda: sum(self._diary.back_up(target).counts.values()), done, self._refused)

    def check(self) -> None:
        """Read and check every page of the diary."""
        self._view.say("Reading every page of the diary…", good=True)

        def done(whole: bool) -> None:
            self._view.say(
                "Every page was read and is whole."
                if whole
                else "The diary is damaged. It was not changed. Restore the newest backup into a new folder.",
                good=whole,
            )

        self._runner.run(
            lambda: all(line.passed for line in self._diary.vault.full_check()), done, self._refused
        )

    def _refused(self, error: TutorDiaryError) -> None:
        self._view.say(str(error), good=False)
