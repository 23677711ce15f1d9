"""The sheets that change who can open the diary: a new passphrase, a new code, everything under new keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tutordiary import wording
from tutordiary.diary import Diary, care, keys
from tutordiary.errors import TutorDiaryError, WrongSecret
from tutordiary.presenters import new_secret
from tutordiary.presenters.work import Runner
from tutordiary.settings import Settings, default_backup_folder

if TYPE_CHECKING:
    from tutordiary.vault.ciphers import KdfCost

Refused = Callable[[str, str], None]
MOST_NAMED = 4

NOT_THE_ONE = "That is not the passphrase of this diary. Nothing was changed."
NOT_THE_SAME = "The two new passphrases are not the same. The old one still stands."
REKEY_WHY = (
    "If someone may know your passphrase and may have had a copy of the diary, a new passphrase alone is not"
    " enough. This writes the whole diary under new keys. After that the old passphrase, the old recovery"
    " code and this computer’s keyring no longer open it."
)


@dataclass(frozen=True, slots=True)
class Sealing:
    """A new passphrase as typed: the one in force first. ``again`` repeats the new one."""

    now: str
    new: str
    again: str


class KeyChanges:
    """Changes the keys of an open diary, after the passphrase in force was given.

    Each refusal is called with the name of the field it is about (``now``, ``new``, ``again``, ``code``; or
    empty) and a sentence. ``cost`` None means the usual cost of a guess.
    """

    def __init__(
        self,
        diary: Diary,
        runner: Runner,
        settings: Callable[[], Settings],
        today: Callable[[], date],
        *,
        cost: KdfCost | None = None,
    ) -> None:
        self._diary = diary
        self._runner = runner
        self._settings = settings
        self._today = today
        self._cost = cost

    def weigh(self, typed: str, say: Callable[[str], None]) -> None:
        """Say how hard a new passphrase would be to guess."""
        new_secret.weigh(self._runner, typed, say)

    def change_passphrase(self, typed: Sealing, done: Callable[[], None], refused: Refused) -> None:
        """Make another passphrase the only one; the recovery code stays as it is."""
        if self._stops(typed, refused):
            return

        def work() -> None:
            keys.check_passphrase(self._diary, typed.now)
            keys.change_passphrase(self._diary, typed.new, cost=self._kdf_cost())

        self._runner.run(work, lambda _: done(), self._told(refused))

    def new_code(self, passphrase: str, done: Callable[[str], None], refused: Refused) -> None:
        """Make a new recovery code and hand it over to be shown; the old one is dead at once."""

        def work() -> str:
            from tutordiary.drafting import recovery_sheet

            keys.check_passphrase(self._diary, passphrase)
            return recovery_sheet.fresh_code(self._diary)

        self._runner.run(work, done, self._told(refused))

    def rekey(self, typed: Sealing, done: Callable[[str], None], refused: Refused) -> None:
        """Write the whole diary under new keys and hand over the new recovery code to be shown."""
        if self._stops(typed, refused):
            return

        def work() -> str:
            from tutordiary.drafting import recovery_sheet

            keys.check_passphrase(self._diary, typed.now)
            code = keys.rekey(self._diary, typed.new, cost=self._kdf_cost())
            recovery_sheet.count_on(self._diary)
            return code

        self._runner.run(work, done, self._told(refused))

    def confirm(self, code: str, typed: str, done: Callable[[], None], refused: Refused) -> None:
        """Note that a code just shown was typed back from its paper."""
        from tutordiary.vault import recovery_code

        try:
            same = recovery_code.from_code(typed) == recovery_code.from_code(code)
            if same:
                keys.confirm_code(self._diary)
        except TutorDiaryError as error:
            refused("code", str(error))
            return
        if same:
            done()
        else:
            refused("code", "That is a recovery code, but not this one. Compare it with the code above.")

    def write_sheet(self, code: str, target: Path, say: Callable[[str, bool], None]) -> None:
        """Write the sheet of a code just shown; ``say`` hears a sentence and whether it went well."""
        from tutordiary.drafting import recovery_sheet

        vault_id, number = self._diary.vault.vault_id, recovery_sheet.number_of(self._diary)
        today = self._today()
        self._runner.run(
            lambda: recovery_sheet.write_sheet(target, code, vault_id, today, number=number),
            lambda _: say(
                f"Written: {target.name}. Print it, put the paper away, then delete the file.", True
            ),
            lambda error: say(str(error), False),
        )

    def make_sheet(self, code: str, done: Callable[[bytes], None], say: Callable[[str, bool], None]) -> None:
        """Hand over the sheet of a code just shown, to be printed; ``say`` hears what stood in the way."""
        from tutordiary.drafting import recovery_sheet

        vault_id, number = self._diary.vault.vault_id, recovery_sheet.number_of(self._diary)
        today = self._today()
        self._runner.run(
            lambda: recovery_sheet.sheet_pdf(code, vault_id, today, number=number),
            done,
            lambda error: say(str(error), False),
        )

    def old_backups(self, say: Callable[[str], None]) -> None:
        """Say which backups still open with the keys that are about to go; empty when there are none."""
        chosen = self._settings().backup_folder
        folder = Path(chosen) if chosen else default_backup_folder()

        def work() -> str:
            made = care.backups(self._diary, folder)
            if not made:
                return ""
            names = [one.path.name for one in made[:MOST_NAMED]]
            more = len(made) - len(names)
            listed = wording.and_list([*names, f"{more} more"] if more else names)
            still = "1 backup still opens" if len(made) == 1 else f"{len(made):,} backups still open"
            return (
                f"{still} with the old passphrase and the old code:"
                f" {listed}. Make a new backup afterwards, and delete the old ones once you trust it."
            )

        self._runner.run(work, say, lambda _: say(""))

    def _stops(self, typed: Sealing, refused: Refused) -> bool:
        from tutordiary.vault import diary_folder

        problem = diary_folder.passphrase_problem(typed.new)
        if problem:
            refused("new", problem)
        elif typed.new != typed.again:
            refused("again", NOT_THE_SAME)
        return bool(problem) or typed.new != typed.again

    def _told(self, refused: Refused) -> Callable[[TutorDiaryError], None]:
        def tell(error: TutorDiaryError) -> None:
            if isinstance(error, WrongSecret):
                refused("now", NOT_THE_ONE)
            else:
                refused("", str(error))

        return tell

    def _kdf_cost(self) -> KdfCost:
        from tutordiary.vault.ciphers import DEFAULT_COST

        return self._cost or DEFAULT_COST
