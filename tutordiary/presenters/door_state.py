"""What the door shows and where the person stands at it; and the threshold all its parts share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tutordiary.presenters.work import Runner
from tutordiary.settings import SettingsFile

if TYPE_CHECKING:
    from tutordiary.diary import Diary
    from tutordiary.vault.ciphers import KdfCost

SAMPLE_PASSPHRASE = "show me around"  # noqa: S105 (invented people: said on the screen)
WAIT_AFTER = 5
WAIT_S = 5


class Step(StrEnum):
    """Where the person stands at the door."""

    WELCOME = "welcome"
    MAKE = "make"
    RECOVERY = "recovery"
    CODE_DUE = "code_due"
    UNLOCK = "unlock"
    USE_RECOVERY = "use_recovery"
    NEW_PASSPHRASE = "new_passphrase"  # noqa: S105 (the name of a step)
    TROUBLE = "trouble"
    RESTORE = "restore"


class Way(StrEnum):
    """What may be done with a diary that does not open as it should."""

    LOOK = "look"
    RESTORE = "restore"
    RESCUE = "rescue"
    GO_ON = "go_on"
    ENTER = "enter"


@dataclass(frozen=True, slots=True)
class BackupOffer:
    """A backup found on the shelf: where it is and what it says of itself, in words."""

    path: Path
    words: str


@dataclass(frozen=True, slots=True)
class DoorState:
    """What the door shows. ``problem`` is a sentence about ``field``, or about all when that is empty.

    ``reason`` says why a step is shown; ``praise`` that something worked. ``can_wait``: "Not now" is offered;
    ``asks_paper``: the code may be typed from a sheet. ``is_in_use``: another window has the diary, so there
    is nothing to type yet.
    ``ways`` and ``backups`` belong to a diary in trouble; the newest backup comes first.
    """

    step: Step
    field: str = ""
    problem: str = ""
    praise: str = ""
    busy: str = ""
    reason: str = ""
    folder: str = ""
    file: str = ""
    recovery_code: str = ""
    offered: str = ""
    wait_s: int = 0
    hint: str = ""
    can_wait: bool = False
    asks_paper: bool = False
    has_keyring: bool = False
    is_in_use: bool = False
    ways: tuple[Way, ...] = ()
    backups: tuple[BackupOffer, ...] = ()


class DoorView(Protocol):
    """What the door's window can do."""

    def show_state(self, state: DoorState) -> None:
        """Draw the state. Words typed so far stay where they are unless the step changed."""

    def enter(self, diary: Diary) -> None:
        """Leave the door: the diary is open."""


class Threshold:
    """What every part of the door works with. ``_waiting`` is a diary that is open and not yet entered.

    The diary's own modules are loaded where they are used: none of them is needed to draw the door.
    ``cost`` None means the usual cost of a guess at a passphrase.
    """

    def __init__(
        self,
        view: DoorView,
        runner: Runner,
        settings: SettingsFile,
        *,
        cost: KdfCost | None = None,
        state_folder: Path | None = None,
        fill_sample: Callable[[Diary], None],
        today: Callable[[], date] = date.today,
    ) -> None:
        self._view = view
        self._runner = runner
        self._settings = settings
        self._cost = cost
        self._state_folder = state_folder
        self._fill_sample = fill_sample
        self._today = today
        self._waiting: Diary | None = None
        self._folder = Path()
        self._code = ""
        self._step: Step | None = None
        self._is_busy = False

    def _show(self, state: DoorState) -> None:
        self._step, self._is_busy = state.step, bool(state.busy)
        self._view.show_state(state)

    def _free_folder(self, wanted: Path) -> Path:
        number, folder = 2, wanted
        while not _is_free(folder):
            folder = wanted.with_name(f"{wanted.name}-{number}")
            number += 1
        return folder

    def _enter(self, diary: Diary) -> None:
        if not diary.is_sample:
            self._settings.change(diary_folder=str(diary.folder))
        self._step = None
        self._view.enter(diary)


def _is_free(folder: Path) -> bool:
    try:
        return next(folder.iterdir(), None) is None
    except FileNotFoundError:
        return not folder.is_symlink()
    except OSError:
        return False  # a file, or nobody may look into it
