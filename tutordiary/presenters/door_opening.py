"""Opening a diary: by passphrase, by recovery code, or from a backup, and what is said when it does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tutordiary import settings as app_settings
from tutordiary.errors import OlderCopy, TutorDiaryError, WrongSecret
from tutordiary.presenters.door_state import WAIT_AFTER, WAIT_S, DoorState, Step, Threshold

if TYPE_CHECKING:
    from tutordiary.diary import Diary


class Opening(Threshold):
    """Decides what happens from the passphrase to the open diary. Counts wrong passphrases."""

    _wrong = 0
    _again: Callable[[], None] | None = None

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
