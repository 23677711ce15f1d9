"""Trying to open a diary, and the ways on when it does not open as it should."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tutordiary import dates
from tutordiary import settings as app_settings
from tutordiary.errors import (
    CannotWrite,
    DiaryDamaged,
    DiaryInUse,
    OlderCopy,
    TutorDiaryError,
    WrongSecret,
)
from tutordiary.presenters.door_making import FRESH_AS_NEVER_TYPED, NEVER_TYPED_BACK, Making
from tutordiary.presenters.door_state import WAIT_AFTER, WAIT_S, BackupOffer, DoorState, Step, Way

if TYPE_CHECKING:
    from tutordiary.diary import Diary
    from tutordiary.diary.care import BackupMade
    from tutordiary.diary.rescuing import RescueReport

IN_USE = (
    "Your diary is already open in another window. Nothing was changed. Close that window, then choose"
    " “Try again”. If it does not answer, restart the computer first."
)
MOST_BACKUPS = 6  # shown; the folder may hold more


@dataclass(frozen=True, slots=True)
class Trial:
    """One try to open the diary: from which step, and with what."""

    step: Step
    secret: str = field(repr=False)
    is_code: bool = False
    accept_older: bool = False
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class Arrival:
    """A diary that opened, and whether its recovery code needs a word before anybody goes in."""

    diary: Diary
    needs_code: bool


class Trying(Making):
    """Tries what was typed. Counts wrong passphrases; a diary in trouble is never written to from here."""

    _wrong = 0
    _has_keyring = False
    _is_in_use = False
    _hint = ""
    _trial: Trial | None = None
    _trouble: DoorState | None = None
    _in_place_of: Path | None = None

    def _try(self, trial: Trial) -> None:
        self._show(
            DoorState(
                trial.step,
                busy="Opening…",
                folder=str(self._folder),
                hint=self._hint,
                has_keyring=self._has_keyring,
            )
        )
        self._runner.run(
            lambda: self._opened(trial),
            lambda arrival: self._arrived(trial, arrival),
            lambda error: self._refused(trial, error),
        )

    def _opened(self, trial: Trial) -> Arrival:
        from tutordiary.diary import Diary

        opener = Diary.open_with_recovery if trial.is_code else Diary.open
        return looked_over(
            opener(
                self._folder,
                trial.secret,
                state_folder=self._state_folder,
                accept_older=trial.accept_older,
                read_only=trial.read_only,
            )
        )

    def _arrived(self, trial: Trial, arrival: Arrival) -> None:
        if trial.is_code and not arrival.diary.is_read_only:
            self._ask_for_passphrase(arrival.diary)
        else:
            self._come_in(arrival)

    def _ask_for_passphrase(self, diary: Diary) -> None:
        self.drop_trial()
        self._waiting = diary
        self._show(DoorState(Step.NEW_PASSPHRASE))

    def _come_in(self, arrival: Arrival) -> None:
        self.drop_trial()
        if arrival.needs_code:
            self.ask_for_code(arrival.diary, NEVER_TYPED_BACK, FRESH_AS_NEVER_TYPED)
        else:
            self._enter(arrival.diary)

    def _refused(self, trial: Trial, error: TutorDiaryError) -> None:
        ways: dict[type[TutorDiaryError], tuple[Way, ...]] = {
            OlderCopy: (Way.LOOK, Way.RESTORE, Way.GO_ON),
            DiaryDamaged: (Way.RESTORE, Way.RESCUE),
            # A disk with a bad place in it refuses even a look; what lies round that place can be rescued.
            CannotWrite: (Way.RESTORE, Way.RESCUE) if trial.read_only else (Way.LOOK,),
        }
        offered = ways.get(type(error), ())
        if offered:
            self._in_trouble(trial, str(error), offered)
            return
        if isinstance(error, DiaryInUse) and trial.step is Step.UNLOCK:
            self._is_in_use = True
            self._show(self._at_unlock())
            return
        is_wrong = isinstance(error, WrongSecret)
        self._wrong += is_wrong
        wait = WAIT_S if is_wrong and self._wrong % WAIT_AFTER == 0 else 0
        problem = str(error)
        if wait:
            problem += f" You can try again in {wait} seconds."
        self._show(
            DoorState(
                trial.step,
                field="secret" if is_wrong else "",
                problem=problem,
                folder=str(self._folder),
                wait_s=wait,
                hint=self._hint,
                has_keyring=self._has_keyring,
            )
        )

    # A diary in trouble ---------------------------------------------------------------------------

    def _in_trouble(self, trial: Trial, problem: str, ways: tuple[Way, ...]) -> None:
        self._trial = trial
        state = DoorState(Step.TROUBLE, problem=problem, folder=str(self._folder))

        def show(found: tuple[BackupOffer, ...]) -> None:
            fit = tuple(way for way in ways if way is not Way.RESTORE or found)
            self._trouble = replace(state, ways=fit, backups=found)
            self._show(self._trouble)

        places = self._backup_folders()
        self._runner.run(lambda: _offers(self._folder, places), show, lambda _: show(()))

    def _backup_folders(self) -> tuple[Path, ...]:
        chosen = self._settings.settings.backup_folder
        return (Path(chosen),) if chosen else (app_settings.default_backup_folder(),)

    def take_way(self, way: Way) -> None:
        """Go one of the ways that were offered for a diary in trouble."""
        trial = self._trial
        if trial is None or self._trouble is None:
            return
        if way is Way.LOOK:
            self._try(replace(trial, read_only=True))
        elif way is Way.GO_ON:
            self._try(replace(trial, accept_older=True))
        elif way is Way.RESTORE and self._trouble.backups:
            self.restore_from(self._trouble.backups[0].path)
        elif way is Way.RESCUE:
            self._rescue(trial)
        elif way is Way.ENTER:
            self._try(trial)

    def restore_from(self, backup: Path) -> None:
        """Go to the step that restores, with a backup chosen for the place of the diary in trouble."""
        self.drop_trial()
        self._in_place_of = self._folder
        self._show(
            DoorState(
                Step.RESTORE,
                praise=f"It takes the place of the diary in {self._folder}, which is kept beside it.",
                file=str(backup),
                folder=str(self._folder),
            )
        )

    def _beside(self, word: str) -> Path:
        """Return a free folder beside the diary's; a diary at the root of a stick has nothing beside it."""
        near = self._folder if self._folder.name else app_settings.default_diary_folder()
        return self._free_folder(near.with_name(f"{near.name}-{word}"))

    def leave_trouble(self) -> None:
        """Go back to where the passphrase or the code is typed."""
        step = self._trial.step if self._trial else Step.UNLOCK
        self.drop_trial()
        self._show(DoorState(step, folder=str(self._folder), hint=self._hint, has_keyring=self._has_keyring))

    def drop_trial(self) -> None:
        """Forget what was typed for a diary in trouble, and that a backup was to take its place."""
        self._trial = self._trouble = self._in_place_of = None

    def _rescue(self, trial: Trial) -> None:
        state = self._trouble
        assert state is not None
        target = self._beside("rescued")
        self._show(replace(state, problem="", busy="Reading what can be read…"))

        def work() -> RescueReport:
            from tutordiary.diary import rescuing

            return rescuing.rescue(
                self._folder, trial.secret, target, is_code=trial.is_code, state_folder=self._state_folder
            )

        def done(report: RescueReport) -> None:
            read, of = sum(t.read for t in report.tables), sum(t.of for t in report.tables)
            words = (
                f"{read:,} of {of:,} entries could be read. They are in a new diary, {target}. The"
                " damaged one was left as it is."
            )
            self._folder, self._trial = target, replace(trial, read_only=False)
            self._trouble = DoorState(Step.TROUBLE, praise=words, folder=str(target), ways=(Way.ENTER,))
            self._show(self._trouble)

        self._runner.run(work, done, lambda error: self._show(replace(state, problem=str(error))))

    def _at_unlock(self, problem: str = "", busy: str = "") -> DoorState:
        return DoorState(
            Step.UNLOCK,
            problem=problem or (IN_USE if self._is_in_use else ""),
            busy=busy,
            folder=str(self._folder),
            hint=self._hint,
            has_keyring=self._has_keyring,
            is_in_use=self._is_in_use,
        )


def looked_over(diary: Diary) -> Arrival:
    """Read what decides on the way in, while still in the worker. Raises: DiaryDamaged, the diary closed."""
    from tutordiary.diary import keys

    try:
        is_free = diary.is_read_only or diary.is_sample or keys.is_code_confirmed(diary)
    except BaseException:
        diary.vault.abandon()
        raise
    return Arrival(diary, needs_code=not is_free)


def _offers(folder: Path, places: tuple[Path, ...]) -> tuple[BackupOffer, ...]:
    """Return the backups of a diary in its own folder and in others; none if its id cannot be read."""
    from tutordiary.diary import care

    found = care.backups_of(folder, *places)
    return tuple(BackupOffer(one.path, _words(one)) for one in found[:MOST_BACKUPS])


def _words(one: BackupMade) -> str:
    from tutordiary.vault import shelf

    day = shelf.day_of(one.path)
    name = dates.long_day(day, year=True) if day else one.path.name
    return f"{name}, {one.records:,} records"
