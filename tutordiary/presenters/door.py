"""The way in: first run (make, open, show me around, restore), unlock, and the recovery code typed back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tutordiary import settings as app_settings
from tutordiary.errors import OlderCopy, TutorDiaryError, WrongSecret
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
    UNLOCK = "unlock"
    USE_RECOVERY = "use_recovery"
    NEW_PASSPHRASE = "new_passphrase"  # noqa: S105 (the name of a step)
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class DoorState:
    """What the door shows. ``problem`` is a sentence about ``field``, or about all when that is empty."""

    step: Step
    field: str = ""
    problem: str = ""
    busy: str = ""
    folder: str = ""
    recovery_code: str = ""
    offered: str = ""
    wait_s: int = 0
    hint: str = ""
    is_older: bool = False


class DoorView(Protocol):
    """What the door's window can do."""

    def show_state(self, state: DoorState) -> None:
        """Draw the state. Words typed so far stay where they are unless the step changed."""

    def enter(self, diary: Diary) -> None:
        """Leave the door: the diary is open."""


class Door:
    """Decides what happens at the door. Holds an unconfirmed new diary until its code is typed back.

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
    ) -> None:
        self._view = view
        self._runner = runner
        self._settings = settings
        self._cost = cost
        self._state_folder = state_folder
        self._fill_sample = fill_sample
        self._waiting: Diary | None = None
        self._folder = Path()
        self._code = ""
        self._wrong = 0
        self._again: Callable[[], None] | None = None

    # Where to begin -------------------------------------------------------------------------------

    def start(self) -> None:
        """Show the unlock page when this computer has a diary, or else the welcome."""
        known = self._settings.settings.diary_folder
        if not known:
            self.go_back()
        elif Path(known).is_dir():  # whether a diary lies in it is seen on opening: nothing heavy before
            self._folder = Path(known)
            self._view.show_state(DoorState(Step.UNLOCK, folder=known))
        else:
            self._view.show_state(
                DoorState(
                    Step.WELCOME,
                    problem=f"Your diary was in {known}, and that folder is not there now. If it is on a"
                    " stick, plug it in and choose “Open a diary I have”. Nothing was changed.",
                )
            )

    def make_ready(self) -> None:
        """Load what opening a diary needs, while the passphrase is being typed."""

        def work() -> None:
            from tutordiary import diary as _diary  # noqa: F401 (loading it is the work)
            from tutordiary.vault import diary_folder as _folder  # noqa: F401

        self._runner.run(work, lambda _: None, lambda _: None)

    def go_back(self) -> None:
        """Return to the welcome page. Nothing made so far is lost."""
        self._view.show_state(DoorState(Step.WELCOME))

    def choose_make(self) -> None:
        """Begin a new diary: name, passphrase, where it lives."""
        self._folder = self._free_folder(app_settings.default_diary_folder())
        self._show_make()

    def choose_existing(self, folder: Path) -> None:
        """Ask for the passphrase of the diary in a folder."""
        from tutordiary.vault import diary_folder

        self._folder = folder
        self._wrong = 0
        if not diary_folder.looks_like_diary(folder):
            self._view.show_state(
                DoorState(
                    Step.WELCOME,
                    problem=f"There is no diary in {folder}. Nothing was changed. Choose the folder"
                    " that holds the files keys.json and diary.db.",
                )
            )
            return
        self._view.show_state(DoorState(Step.UNLOCK, folder=str(folder)))

    def choose_restore(self) -> None:
        """Begin bringing a backup back into a new folder."""
        self._folder = self._free_folder(app_settings.default_diary_folder())
        self._view.show_state(DoorState(Step.RESTORE, folder=str(self._folder)))

    def new_words(self) -> None:
        """Offer five other words for a passphrase."""
        self._show_make()

    def _show_make(self, field: str = "", problem: str = "") -> None:
        from tutordiary.vault.passphrase import suggest_passphrase

        self._view.show_state(
            DoorState(
                Step.MAKE,
                field=field,
                problem=problem,
                folder=str(self._folder),
                offered="" if problem else suggest_passphrase(),
            )
        )

    def _free_folder(self, wanted: Path) -> Path:
        number, folder = 2, wanted
        while folder.exists() and any(folder.iterdir()):
            folder = wanted.with_name(f"{wanted.name}-{number}")
            number += 1
        return folder

    # Making a diary -------------------------------------------------------------------------------

    def make(self, name: str, service: str, secret: str, again: str, folder: str) -> None:
        """Make the diary, and then show its recovery code."""
        from tutordiary.diary import Diary
        from tutordiary.vault import diary_folder
        from tutordiary.vault.ciphers import DEFAULT_COST

        if not name.strip():
            self._show_make("name", "Please give your name, as it should stand under a report.")
            return
        problem = diary_folder.passphrase_problem(secret)
        if problem:
            self._show_make("secret", problem)
            return
        if secret != again:
            self._show_make("again", "The two passphrases are not the same. Nothing was made yet.")
            return
        self._folder = Path(folder).expanduser()
        self._view.show_state(DoorState(Step.MAKE, busy="Making your diary…", folder=folder))

        def work() -> tuple[Diary, str]:
            diary, code = Diary.create(
                self._folder, secret, cost=self._cost or DEFAULT_COST, state_folder=self._state_folder
            )
            diary.name_tutor(name.strip(), service.strip())
            return diary, code

        def done(made: tuple[Diary, str]) -> None:
            self._waiting, self._code = made
            # Known from now on: a window closed before the code is typed back must find its diary again.
            self._settings.change(diary_folder=str(self._folder))
            self._view.show_state(DoorState(Step.RECOVERY, recovery_code=self._code))

        self._runner.run(work, done, lambda error: self._show_make("folder", str(error)))

    def recovery_sheet(self) -> tuple[str, str]:
        """Return what the printed sheet needs: the code and the diary's id. Only until it is typed back."""
        return self._code, self._waiting.vault.vault_id if self._waiting else ""

    def confirm_code(self, typed: str) -> None:
        """Go in when the code was typed back; the diary is already made either way."""
        from tutordiary.vault import recovery_code

        try:
            same = recovery_code.from_code(typed) == recovery_code.from_code(self._code)
        except WrongSecret as error:
            self._view.show_state(
                DoorState(Step.RECOVERY, field="code", problem=str(error), recovery_code=self._code)
            )
            return
        if not same or self._waiting is None:
            self._view.show_state(
                DoorState(
                    Step.RECOVERY,
                    field="code",
                    problem="That is a recovery code, but not this one. Compare it with the line above.",
                    recovery_code=self._code,
                )
            )
            return
        diary, self._waiting, self._code = self._waiting, None, ""
        self._enter(diary)

    # Opening one ----------------------------------------------------------------------------------

    def unlock(self, secret: str) -> None:
        """Open the chosen diary with its passphrase."""

        def work(accept_older: bool) -> Diary:
            from tutordiary.diary import Diary

            return Diary.open(
                self._folder, secret, state_folder=self._state_folder, accept_older=accept_older
            )

        self._open(Step.UNLOCK, work)

    def open_older(self) -> None:
        """Open the copy that was just refused for being older, because the person knows why it is."""
        again, self._again = self._again, None
        if again is not None:
            again()

    def offer_recovery(self) -> None:
        """Ask for the recovery code instead of the passphrase."""
        self._view.show_state(DoorState(Step.USE_RECOVERY, folder=str(self._folder)))

    def unlock_with_code(self, code: str) -> None:
        """Open with the recovery code; a new passphrase must then be chosen before going in."""

        def done(diary: Diary) -> None:
            self._waiting = diary
            self._view.show_state(DoorState(Step.NEW_PASSPHRASE))

        def work(accept_older: bool) -> Diary:
            from tutordiary.diary import Diary

            return Diary.open_with_recovery(
                self._folder, code, state_folder=self._state_folder, accept_older=accept_older
            )

        self._open(Step.USE_RECOVERY, work, done)

    def set_new_passphrase(self, secret: str, again: str) -> None:
        """Set the passphrase after a recovery, and go in."""
        from tutordiary.vault import diary_folder
        from tutordiary.vault.ciphers import DEFAULT_COST

        problem = diary_folder.passphrase_problem(secret)
        if not problem and secret != again:
            problem = "The two passphrases are not the same. The old one still stands."
        diary = self._waiting
        if problem or diary is None:
            self._view.show_state(DoorState(Step.NEW_PASSPHRASE, field="secret", problem=problem or ""))
            return
        self._view.show_state(DoorState(Step.NEW_PASSPHRASE, busy="Setting your new passphrase…"))

        def work() -> None:
            diary_folder.change_passphrase(diary.vault, secret, cost=self._cost or DEFAULT_COST)

        def done(_: None) -> None:
            self._waiting = None
            self._enter(diary)

        self._runner.run(
            work,
            done,
            lambda error: self._view.show_state(DoorState(Step.NEW_PASSPHRASE, problem=str(error))),
        )

    def restore(self, file: str, secret: str, folder: str) -> None:
        """Bring a backup back into a new folder, prove it, and open it."""
        self._folder = Path(folder).expanduser()
        if not file.strip():
            self._view.show_state(
                DoorState(Step.RESTORE, field="file", problem="Choose the backup file first.", folder=folder)
            )
            return

        def work(_accept_older: bool) -> Diary:
            from tutordiary.diary import Diary

            Diary.restore(Path(file), self._folder, secret, state_folder=self._state_folder)
            return Diary.open(self._folder, secret, state_folder=self._state_folder)

        self._open(Step.RESTORE, work)

    def show_around(self) -> None:
        """Open the sample diary, made the first time. It is marked as sample everywhere."""
        self._folder = app_settings.default_sample_folder()
        self._view.show_state(DoorState(Step.WELCOME, busy="Laying out the sample diary…"))

        def work() -> Diary:
            from tutordiary.diary import Diary
            from tutordiary.vault import diary_folder
            from tutordiary.vault.ciphers import LOWEST_COST

            if diary_folder.looks_like_diary(self._folder):
                return Diary.open(self._folder, SAMPLE_PASSPHRASE, state_folder=self._state_folder)
            diary, _ = Diary.create(
                self._folder,
                SAMPLE_PASSPHRASE,
                is_sample=True,
                cost=LOWEST_COST,
                state_folder=self._state_folder,
            )
            self._fill_sample(diary)
            return diary

        self._runner.run(
            work,
            self._view.enter,
            lambda error: self._view.show_state(DoorState(Step.WELCOME, problem=str(error))),
        )

    def lock(self, folder: Path, *, is_sample: bool) -> None:
        """Show the unlock page for a diary that was just put away."""
        self._folder = folder
        self._wrong = 0
        hint = f"The sample diary opens with: {SAMPLE_PASSPHRASE}" if is_sample else ""
        self._view.show_state(DoorState(Step.UNLOCK, folder=str(folder), hint=hint))

    def leave(self) -> None:
        """Close a diary that waits for its code or a new passphrase: the window is going."""
        if self._waiting is not None:
            self._waiting.close()
            self._waiting = None

    def _open(
        self,
        step: Step,
        work: Callable[[bool], Diary],
        done: Callable[[Diary], None] | None = None,
        *,
        accept_older: bool = False,
    ) -> None:
        self._view.show_state(DoorState(step, busy="Opening…", folder=str(self._folder)))

        def failed(error: TutorDiaryError) -> None:
            is_older = isinstance(error, OlderCopy)
            if is_older:
                self._again = lambda: self._open(step, work, done, accept_older=True)
            self._wrong += isinstance(error, WrongSecret)
            wait = WAIT_S if isinstance(error, WrongSecret) and self._wrong % WAIT_AFTER == 0 else 0
            problem = str(error)
            if wait:
                problem += f" You can try again in {wait} seconds."
            self._view.show_state(
                DoorState(
                    step,
                    field="" if is_older else "secret",
                    problem=problem,
                    folder=str(self._folder),
                    wait_s=wait,
                    is_older=is_older,
                )
            )

        self._runner.run(lambda: work(accept_older), done or self._enter, failed)

    def _enter(self, diary: Diary) -> None:
        if not diary.is_sample:
            self._settings.change(diary_folder=str(diary.folder))
        self._view.enter(diary)
