"""Making a diary: who it belongs to, its passphrase, its place, and the recovery code typed back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tutordiary import settings as app_settings
from tutordiary.errors import WrongSecret
from tutordiary.presenters.door_state import DoorState, Step, Threshold

if TYPE_CHECKING:
    from tutordiary.diary import Diary


class Making(Threshold):
    """Decides what happens until a new diary is made and its code is on paper."""

    def choose_make(self) -> None:
        """Begin a new diary: name, passphrase, where it lives."""
        self._folder = self._free_folder(app_settings.default_diary_folder())
        self._show_make()

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
