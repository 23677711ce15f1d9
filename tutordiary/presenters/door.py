"""The way in: first run (make, open, show me around, restore), unlock, and the recovery code typed back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tutordiary import settings as app_settings
from tutordiary.errors import TutorDiaryError
from tutordiary.presenters.door_opening import Opening
from tutordiary.presenters.door_state import (
    SAMPLE_PASSPHRASE,
    WAIT_AFTER,
    WAIT_S,
    DoorState,
    DoorView,
    Step,
    Way,
)

if TYPE_CHECKING:
    from tutordiary.diary import Diary

__all__ = ["SAMPLE_PASSPHRASE", "WAIT_AFTER", "WAIT_S", "Door", "DoorState", "DoorView", "Step", "Way"]


class Door(Opening):
    """Decides what happens at the door. Holds an unconfirmed new diary until its code is typed back."""

    def start(self) -> None:
        """Show the unlock page when this computer has a diary, or else the welcome."""
        known = self._settings.settings.diary_folder
        if not known:
            self.go_back()
        # Whether a diary lies in a folder that is there is seen on opening: nothing heavy before.
        elif Path(known).is_dir() or _is_back(Path(known)):
            self._folder = Path(known)
            self.show_unlock()
        else:
            self._show(
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
        if self._step is Step.UNLOCK:
            self.look_whether_in_use()
            self.look_for_keyring()

    def go_back(self) -> None:
        """Return to the welcome page. Nothing made so far is lost."""
        self.drop_trial()
        self._show(DoorState(Step.WELCOME))

    def show_around(self) -> None:
        """Open the sample diary, made the first time. It is marked as sample everywhere."""
        self._folder = app_settings.default_sample_folder()
        self._show(DoorState(Step.WELCOME, busy="Laying out the sample diary…"))

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
            self._enter,
            lambda error: self._show(DoorState(Step.WELCOME, problem=str(error))),
        )

    def lock(self, folder: Path, *, is_sample: bool) -> None:
        """Show the unlock page for a diary that was just put away."""
        self._folder = folder
        self._wrong = 0
        hint = f"The sample diary opens with: {SAMPLE_PASSPHRASE}" if is_sample else ""
        # Looked up at once: a job would keep the diary being locked from closing.
        self.show_unlock(hint, has_keyring=not is_sample and self._has_keyring_slot())

    @property
    def holds(self) -> Diary | None:
        """The diary that is open at the door and not entered yet, if there is one."""
        return self._waiting

    def leave(self) -> None:
        """Close a diary that waits for its code or a new passphrase: the window is going."""
        self.drop_trial()
        if self._waiting is not None:
            self._waiting.close()
            self._waiting = None


def _is_back(folder: Path) -> bool:
    """Finish a restore that was cut short before the diary had its name again; False if it is really gone."""
    from tutordiary.vault import diary_folder

    try:
        return diary_folder.looks_like_diary(folder)
    except TutorDiaryError:
        return False
