"""Safety in the settings: lock, keyring and backups. What is long is done off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tutordiary import dates
from tutordiary.diary import Diary, care, keys
from tutordiary.diary.care import BackupMade
from tutordiary.errors import TutorDiaryError
from tutordiary.presenters.door_state import SAMPLE_PASSPHRASE
from tutordiary.presenters.work import Runner
from tutordiary.settings import Settings, SettingsFile, default_backup_folder
from tutordiary.vault import place

if TYPE_CHECKING:
    from tutordiary.vault.backup import BackupReport

KEYRING_WARNING = "Anyone who can log in to this computer can then open the diary."
SAME_DISK = (
    "This folder is on the same disk as the diary: if the laptop is lost or its disk fails, both are gone."
    " A stick kept elsewhere is safer."
)
KINDS = {"automatic": "the day’s backup", "by_hand": "made by hand", "before_update": "before an update"}


@dataclass(frozen=True, slots=True)
class BackupLine:
    """One backup as the page lists it. ``is_there`` is False when it cannot be seen now."""

    path: Path
    when: str
    about: str
    is_there: bool


@dataclass(frozen=True, slots=True)
class SafetyPage:
    """What the page shows, but for the list of backups and the keyring, which take longer to find out."""

    look: Settings
    passphrase: str
    code: str
    code_is_due: bool
    backup_folder: str
    place_notes: tuple[str, ...]
    diary: str
    room: str
    is_read_only: bool
    keys_may_change: bool


@dataclass(frozen=True, slots=True)
class Keyring:
    """The computer's keyring: its name in words, empty when there is none to offer; and whether it is on."""

    name: str
    is_on: bool


class SafetyView(Protocol):
    """What the cards can do."""

    def show_safety(self, page: SafetyPage) -> None:
        """Draw all but the backups and the keyring."""

    def show_backups(self, lines: tuple[BackupLine, ...]) -> None:
        """Draw the list of backups, newest first."""

    def show_keyring(self, keyring: Keyring) -> None:
        """Draw the keyring's switch, or none."""

    def say(self, sentence: str, *, good: bool) -> None:
        """Say how something went."""


class Safety:
    """Reads and changes what keeps the diary safe. A diary only looked at cannot be backed up or changed."""

    def __init__(
        self,
        diary: Diary,
        view: SafetyView,
        runner: Runner,
        settings: SettingsFile,
        today: Callable[[], date],
    ) -> None:
        self._diary = diary
        self._view = view
        self._runner = runner
        self._settings = settings
        self._today = today
        self._keyring: Keyring | None = None

    def show(self) -> None:
        """Draw everything afresh; the backups and the keyring follow when they are known."""
        self._view.show_safety(self._page())
        self._list_backups()
        if self._keyring is not None:  # new keys for everything switch it off
            self._keyring = Keyring(self._keyring.name, keys.keyring_is_on(self._diary))
            self._view.show_keyring(self._keyring)
        elif not (self._diary.is_read_only or self._diary.is_sample):
            self._ask_for_keyring()

    def _page(self) -> SafetyPage:
        from tutordiary.drafting import recovery_sheet

        diary = self._diary
        is_typed = keys.is_code_confirmed(diary)
        sheet = recovery_sheet.number_of(diary)
        return SafetyPage(
            look=self._settings.settings,
            passphrase=f"Everybody is told that of the sample: {SAMPLE_PASSPHRASE}"
            if diary.is_sample
            else "Only you know it. Nobody can look it up for you.",
            code=_code_words(sheet, is_typed=is_typed, is_sample=diary.is_sample),
            code_is_due=not is_typed and not diary.is_sample,
            backup_folder=str(self.backup_folder),
            place_notes=_place_notes(self.backup_folder, diary.folder),
            diary=f"Diary {diary.vault.vault_id[:8]} lives in {diary.folder}",
            room=place.low_room(diary.folder, _size_bytes(diary.folder)) or "",
            is_read_only=diary.is_read_only,
            # "Show me around" opens the sample with the passphrase everybody is told.
            keys_may_change=not (diary.is_read_only or diary.is_sample),
        )

    @property
    def backup_folder(self) -> Path:
        """Where backups go."""
        chosen = self._settings.settings.backup_folder
        return Path(chosen) if chosen else default_backup_folder()

    # The lock and the screen ----------------------------------------------------------------------

    def set_lock_after(self, minutes: int) -> None:
        """Lock after this many minutes without a key or a click."""
        self._settings.change(lock_after_min=minutes)

    def set_lock_when_minimised(self, on: bool) -> None:
        """Lock when the window is put down to the task bar."""
        self._settings.change(lock_when_minimised=on)

    def set_hide_from_capture(self, on: bool) -> None:
        """Keep the window out of screenshots and shared screens, where the system can."""
        self._settings.change(hide_from_capture=on)

    # The keyring ----------------------------------------------------------------------------------

    def _ask_for_keyring(self) -> None:
        def work() -> Keyring:
            return Keyring(keys.keyring_name() or "", keys.keyring_is_on(self._diary))

        def done(found: Keyring) -> None:
            self._keyring = found
            self._view.show_keyring(found)

        self._runner.run(work, done, lambda _: None)

    def switch_keyring(self, on: bool) -> None:
        """Let this computer's keyring open the diary, or no longer."""

        def work() -> None:
            (keys.keyring_on if on else keys.keyring_off)(self._diary)

        def done(_: None) -> None:
            assert self._keyring is not None
            self._keyring = Keyring(self._keyring.name, on)
            self._view.show_keyring(self._keyring)
            self._view.say(
                f"The keyring opens the diary from now on. {KEYRING_WARNING}"
                if on
                else "The keyring no longer opens the diary.",
                good=True,
            )

        def failed(error: TutorDiaryError) -> None:
            if self._keyring is not None:
                self._view.show_keyring(self._keyring)
            self._refused(error)

        self._runner.run(work, done, failed)

    # Backups --------------------------------------------------------------------------------------

    def choose_folder(self, folder: Path) -> None:
        """Let backups go to another folder from now on."""
        self._settings.change(backup_folder=str(folder))
        self.show()
        self._view.say(f"Backups go to {folder} from now on. Make one now to see that it works.", good=True)

    def make_now(self) -> None:
        """Write a backup into the folder for backups and prove it by restoring it aside."""
        self._back_up(lambda: care.back_up_to_shelf(self._diary, self.backup_folder, self._today()))

    def make_at(self, target: Path) -> None:
        """Write a backup to a file and prove it by restoring it aside."""
        self._back_up(lambda: care.back_up(self._diary, target))

    def suggested_name(self) -> str:
        """Return a file name for today's backup; it names nobody."""
        return f"{self._today():%Y-%m-%d}.tdbackup"

    def _back_up(self, work: Callable[[], BackupReport]) -> None:
        self._view.say("Writing the backup, then restoring it aside to prove it…", good=True)

        def done(report: BackupReport) -> None:
            self._list_backups()
            total = sum(report.counts.values())
            self._view.say(f"Made and opened: {report.file.name}, {_all_of(total)}", good=True)

        self._runner.run(work, done, self._refused)

    def rehearse(self, backup: Path) -> None:
        """Open a backup aside and count what is in it, as on the day it is needed."""
        self._view.say("Opening the backup aside…", good=True)

        def done(report: BackupReport) -> None:
            total = sum(report.counts.values())
            self._view.say(f"Opened: {backup.name}, {_all_of(total)}", good=True)

        self._runner.run(lambda: care.rehearse(self._diary, backup), done, self._refused)

    def how_to_restore(self) -> str:
        """Return where a backup is restored: at the door, never over an open diary."""
        return (
            "To restore one, lock the diary and choose “Another diary, or a backup”. It goes into a new"
            " folder: nothing is overwritten."
        )

    def _list_backups(self) -> None:
        def work() -> tuple[BackupLine, ...]:
            return tuple(_line(made) for made in care.backups(self._diary, self.backup_folder))

        self._runner.run(work, self._view.show_backups, self._refused)

    # The diary itself -----------------------------------------------------------------------------

    def check(self) -> None:
        """Read and check every page of the diary."""
        self._view.say("Reading every page of the diary…", good=True)

        def done(whole: bool) -> None:
            self._view.say(
                "Every page was read and is whole."
                if whole
                else "The diary is damaged. It was not changed. Lock it: the door then offers the newest"
                " backup.",
                good=whole,
            )

        self._runner.run(
            lambda: all(line.passed for line in self._diary.vault.full_check()), done, self._refused
        )

    def _refused(self, error: TutorDiaryError) -> None:
        self._view.say(str(error), good=False)


def _code_words(sheet: int, *, is_typed: bool, is_sample: bool) -> str:
    if is_sample:
        return "The people in this diary are invented, so it needs none."
    if is_typed:
        return f"Typed back from its paper. It belongs to sheet number {sheet}."
    return "Never typed back, so nobody can be sure that it is on paper."


def _all_of(total: int) -> str:
    return f"{total:,} of {total:,} records."


def _line(made: BackupMade) -> BackupLine:
    moment = made.made_at.astimezone()
    size = f"{made.size_bytes / 1e6:,.1f} MB"
    parts = [
        f"{made.records:,} record{'s' if made.records != 1 else ''}",
        size,
        KINDS.get(made.kind, "found in the folder"),
    ]
    if not made.is_there:
        parts.append("not to be seen now")
    return BackupLine(
        path=made.path,
        when=f"{dates.long_day(moment.date(), year=True)}, {dates.local_clock(made.made_at)}",
        about="  ·  ".join(parts),
        is_there=made.is_there,
    )


def _place_notes(folder: Path, diary: Path) -> tuple[str, ...]:
    """Return what is unwise about a place for backups. A stick or another computer is a good one."""
    device, own = _device(folder), _device(diary)
    return (SAME_DISK,) if device is not None and device == own else ()


def _device(folder: Path) -> int | None:
    """Return the disk of a folder, or of the nearest one above it that is there."""
    for one in (folder, *folder.parents):
        try:
            return one.stat().st_dev
        except OSError:
            continue
    return None


def _size_bytes(folder: Path) -> int:
    try:
        return sum(file.stat().st_size for file in folder.iterdir() if file.is_file())
    except OSError:
        return 0
