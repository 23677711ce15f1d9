"""Opening a diary: by passphrase, recovery code or keyring, or from a backup."""

from __future__ import annotations

from pathlib import Path

from tutordiary import settings as app_settings
from tutordiary.errors import CannotWrite, DiaryMissing, TutorDiaryError, WrongSecret
from tutordiary.presenters.door_making import FRESH_AS_PAPER_USED, PAPER_USED
from tutordiary.presenters.door_state import DoorState, Step, Way
from tutordiary.presenters.door_trying import Arrival, Trial, Trying, looked_over

PROVING = "Restoring and proving…"


class Opening(Trying):
    """The ways in: passphrase, recovery code, keyring, a backup."""

    def choose_existing(self, folder: Path) -> None:
        """Ask for the passphrase of the diary in a folder."""
        from tutordiary.vault import diary_folder

        self._folder = folder
        self._wrong = 0
        if not diary_folder.looks_like_diary(folder):
            self._show(
                DoorState(
                    Step.WELCOME,
                    problem=f"There is no diary in {folder}. Nothing was changed. Choose the folder"
                    " that holds the files keys.json and diary.db.",
                )
            )
            return
        self.show_unlock()
        self.look_for_keyring()
        self.look_whether_in_use()

    def show_unlock(self, hint: str = "", *, has_keyring: bool = False) -> None:
        """Ask for the passphrase."""
        self._has_keyring = has_keyring
        self._is_in_use = False
        self._hint = hint
        self._show(self._at_unlock())

    def _has_keyring_slot(self) -> bool:
        from tutordiary.diary import keys

        return keys.has_keyring(self._folder)

    def look_for_keyring(self) -> None:
        """Offer the computer's keyring if the tutor once switched it on for this diary."""
        folder = self._folder

        def done(has: bool) -> None:
            if has and folder == self._folder and self._step is Step.UNLOCK:
                self._has_keyring = True
                self._show(self._at_unlock())

        self._runner.run(self._has_keyring_slot, done, lambda _: None)

    def look_whether_in_use(self) -> None:
        """Say that another window has the diary before a passphrase is typed, or ask once it is free."""
        folder = self._folder

        def work() -> bool:
            from tutordiary.vault import diary_folder

            return diary_folder.is_in_use(folder)

        def done(is_in_use: bool) -> None:
            # A passphrase that is being tried meanwhile gets its own answer.
            stands_here = folder == self._folder and self._step is Step.UNLOCK and not self._is_busy
            if stands_here and is_in_use != self._is_in_use:
                self._is_in_use = is_in_use
                self._show(self._at_unlock())

        self._runner.run(work, done, lambda _: None)

    def choose_restore(self) -> None:
        """Begin bringing a backup back into a new folder."""
        self.drop_trial()
        self._folder = self._free_folder(app_settings.default_diary_folder())
        self._show(DoorState(Step.RESTORE, folder=str(self._folder)))

    # Trying ---------------------------------------------------------------------------------------

    def unlock(self, secret: str) -> None:
        """Open the chosen diary with its passphrase."""
        self._try(Trial(Step.UNLOCK, secret))

    def unlock_with_keyring(self) -> None:
        """Open the chosen diary with what this computer's keyring holds."""

        def work() -> Arrival:
            from tutordiary.diary import keys

            return looked_over(keys.open_with_keyring(self._folder, state_folder=self._state_folder))

        def failed(error: TutorDiaryError) -> None:
            self._show(self._at_unlock(problem=str(error)))

        self._show(self._at_unlock(busy="Asking this computer’s keyring…"))
        self._runner.run(work, self._come_in, failed)

    def offer_recovery(self) -> None:
        """Ask for the recovery code instead of the passphrase."""
        self._show(DoorState(Step.USE_RECOVERY, folder=str(self._folder)))

    def unlock_with_code(self, code: str) -> None:
        """Open with the recovery code; a new passphrase must then be chosen before going in."""
        self._try(Trial(Step.USE_RECOVERY, code, is_code=True))

    def set_new_passphrase(self, secret: str, again: str) -> None:
        """Set the passphrase after a recovery, and offer a code that nobody has seen yet."""
        from tutordiary.diary import keys
        from tutordiary.vault import diary_folder
        from tutordiary.vault.ciphers import DEFAULT_COST

        problem = diary_folder.passphrase_problem(secret)
        where = "secret"
        if not problem and secret != again:
            problem, where = "The two passphrases are not the same. The old one still stands.", "again"
        diary = self._waiting
        if problem or diary is None:
            self._show(DoorState(Step.NEW_PASSPHRASE, field=where, problem=problem or ""))
            return
        self._show(DoorState(Step.NEW_PASSPHRASE, busy="Setting your new passphrase…"))

        def work() -> None:
            keys.change_passphrase(diary, secret, cost=self._cost or DEFAULT_COST)
            keys.confirm_code(diary)  # it was just typed from its sheet

        self._runner.run(
            work,
            lambda _: self.ask_for_code(diary, PAPER_USED, FRESH_AS_PAPER_USED),
            lambda error: self._show(DoorState(Step.NEW_PASSPHRASE, problem=str(error))),
        )

    def restore(self, file: str, secret: str, folder: str) -> None:
        """Bring a backup back, proved whole: in the place of a diary in trouble, or into a new folder."""
        if not file.strip():
            self._show_restore(Path(folder).expanduser(), "file", "Choose the backup file first.")
            return
        wanted = Path(folder).expanduser()
        if wanted == self._in_place_of:
            self._restore_in_place(Path(file), secret, wanted)
            return
        self._folder = wanted

        def work() -> tuple[Arrival, bool]:
            from tutordiary.diary import Diary

            by_code = _is_code(secret)
            Diary.restore(Path(file), wanted, secret, is_code=by_code, state_folder=self._state_folder)
            opener = Diary.open_with_recovery if by_code else Diary.open
            diary = opener(wanted, secret, state_folder=self._state_folder)
            return looked_over(diary), by_code

        def done(opened: tuple[Arrival, bool]) -> None:
            arrival, by_code = opened
            if by_code:
                self._ask_for_passphrase(arrival.diary)
            else:
                self._come_in(arrival)

        self._show(DoorState(Step.RESTORE, busy=PROVING, folder=folder))
        self._runner.run(work, done, lambda error: self._not_restored(wanted, error))

    def _restore_in_place(self, file: Path, secret: str, folder: Path) -> None:
        """Put a backup in the place of the diary in trouble, or beside it where that cannot be."""
        beside = self._beside("restored")

        def work() -> tuple[Path, str]:
            from tutordiary.diary import Diary, rescuing

            by_code = _is_code(secret)
            try:
                _, kept = rescuing.restore_in_place(
                    file, folder, secret, self._today(), is_code=by_code, state_folder=self._state_folder
                )
            except (CannotWrite, DiaryMissing):
                # If it is the backup that is not there or cannot be read, this says so again.
                Diary.restore(file, beside, secret, is_code=by_code, state_folder=self._state_folder)
                return (
                    beside,
                    f"The backup is back in a new diary, {beside}. The one before stays in {folder}.",
                )
            return folder, f"The backup is back in its place. The diary of before is kept in {kept}."

        def done(restored: tuple[Path, str]) -> None:
            self._folder, words = restored
            step = Step.USE_RECOVERY if _is_code(secret) else Step.UNLOCK
            self._trial = Trial(step, secret, is_code=_is_code(secret))
            self._in_place_of = None
            self._trouble = DoorState(Step.TROUBLE, praise=words, folder=str(self._folder), ways=(Way.ENTER,))
            self._show(self._trouble)

        self._show(DoorState(Step.RESTORE, busy=PROVING, folder=str(folder)))
        self._runner.run(work, done, lambda error: self._not_restored(folder, error))

    def _not_restored(self, folder: Path, error: TutorDiaryError) -> None:
        self._show_restore(folder, "secret" if isinstance(error, WrongSecret) else "", str(error))

    def _show_restore(self, folder: Path, field: str, problem: str) -> None:
        self._show(DoorState(Step.RESTORE, field=field, problem=problem, folder=str(folder)))


def _is_code(secret: str) -> bool:
    from tutordiary.vault import recovery_code

    try:
        recovery_code.from_code(secret)
    except WrongSecret:
        return False
    return True
