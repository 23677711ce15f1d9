"""Writes a whole diary under a new data key, for whoever fears that a passphrase and a copy got about.

Three steps, and a crash at any of them is put right at the next opening: a key file that leads to both keys,
the diary written under the new one, a key file that knows only the new. Which of the two is in force is found
out by trying, never believed: SQLCipher answers "ok" even where a full disk kept it from writing.
"""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from tutordiary.errors import CannotWrite, DiaryDamaged, DiaryInUse, DiskFull, TutorDiaryError
from tutordiary.vault import checks, files, keyfile, layout, mark, sqlcipher
from tutordiary.vault.ciphers import DEFAULT_COST, KdfCost
from tutordiary.vault.keyfile import KeyFile
from tutordiary.vault.layout import DiaryPaths, StatePaths
from tutordiary.vault.passphrase import refuse_weak
from tutordiary.vault.vault import OpenKeys, Vault

_SPARE_BYTES = 8 << 20
_FINISHED = (
    "The diary was getting new keys when it was cut short, and that is now done: only the new passphrase "
    "opens it. Make a new recovery code, because the one made then was never shown."
)
_TAKEN_BACK = (
    "The diary was getting new keys when it was cut short, and that was taken back: the passphrase and "
    "recovery code of before open it. Nothing is lost. You can ask for new keys again."
)


@dataclass(frozen=True, slots=True)
class Settled:
    """The keys a diary turned out to be written under.

    ``was_pending``: a re-keying had been cut short; ``is_new``: it had come far enough to be finished.
    ``given_up`` is then the data key that is no longer in force.
    """

    keys: OpenKeys
    was_pending: bool = False
    is_new: bool = False
    given_up: bytes | None = field(default=None, repr=False)

    @property
    def news(self) -> str:
        """One sentence for the person who opens a diary whose re-keying was cut short, or ""."""
        if not self.was_pending:
            return ""
        return _FINISHED if self.is_new else _TAKEN_BACK

    def highest(self, state: StatePaths) -> mark.Mark | None:
        """Return this computer's mark of the diary, sealed with either of the two keys; None without one."""
        keys = (self.keys.data_key, self.given_up)
        marks = (mark.load(state.mark, state.vault_id, key) for key in keys if key is not None)
        return next((found for found in marks if found is not None), None)

    def carry(self, state: StatePaths, highest: mark.Mark | None) -> None:
        """Seal the mark with the key in force, while a key file that leads to both is still there."""
        if self.was_pending and highest is not None:
            with contextlib.suppress(TutorDiaryError):
                mark.save(state.mark, state.vault_id, self.keys.data_key, highest)

    def prove(self, vault: Vault) -> None:
        """Check all of a diary whose re-keying was cut short. Raises: DiaryDamaged, with both keys kept."""
        if self.was_pending:
            _prove(checks.all_passed(vault.full_check()))


def settle(database: Path, key_file: KeyFile, data_key: bytes) -> Settled:
    """Return the keys in force, with the key file that is to be written; only reads the diary.

    Nobody may have the diary open. Raises: DiaryDamaged if neither key opens it, CannotWrite, OutOfMemory.
    """
    if key_file.next is None:
        return Settled(OpenKeys(key_file, data_key))
    new_key = keyfile.next_data_key(key_file, data_key)
    new = OpenKeys(keyfile.promoted(key_file, new_key), new_key)
    if _opens(database, new):
        return Settled(new, was_pending=True, is_new=True, given_up=data_key)
    old = OpenKeys(keyfile.without_next(key_file, data_key), data_key)
    if _opens(database, old):
        return Settled(old, was_pending=True, given_up=new_key)
    raise sqlcipher.damaged("neither its old nor its new key opens it")


def rekey(vault: Vault, passphrase: str, *, cost: KdfCost = DEFAULT_COST) -> str:
    """Give the diary a new data key, passphrase and recovery code, and return the code, shown once.

    Takes a few times as long as a full check, and as much room as the diary beside it. No other thread may be
    at work with the diary; what they had open of it is closed. A slot for the keyring is dropped. Backups
    made before keep the old key: the old passphrase and the old code still open them.
    Once the diary is written under the new key it stays so: a key file that cannot be written then is written
    at the end or at the next opening, and until that moment the old passphrase still leads in.
    Raises: BadInput, DiskFull, CannotWrite, DiaryInUse, OutOfMemory, with the old keys in force;
    DiaryDamaged, with both kept; CannotWrite, with both kept and the open diary of no further use, when it
    could not be told which are in force: the next opening tells.
    """
    refuse_weak(passphrase)
    old = vault.keys
    made = keyfile.with_next(old.file, old.data_key, passphrase, cost)
    with vault.alone() as (paths, state):
        _refuse_full(paths)
        _prove_file(paths, old)
        failure = _write_under(paths, state, old, made)
        settled = _settled_now(vault, paths, made.key_file)
        settled.carry(state, settled.highest(state))
    vault.adopt_keys(settled.keys)
    if settled.is_new:
        return made.recovery_code
    raise failure or _not_written()


def _settled_now(vault: Vault, paths: DiaryPaths, pending: KeyFile) -> Settled:
    """Find out which keys are in force and prove the new ones; if neither can be done, stop the vault.

    A vault that went on with the old keys could write a key file that leads to nothing.
    """
    try:
        settled = settle(paths.database, pending, vault.keys.data_key)
        if settled.is_new:
            _prove_file(paths, settled.keys)
    except BaseException as error:
        vault.mark_damaged()
        if isinstance(error, DiaryDamaged) or not isinstance(error, TutorDiaryError):
            raise
        raise CannotWrite(
            "Whether the diary has its new keys could not be seen just now. Nothing is lost. "
            "Close it and open it again with the passphrase of before: then that is put right."
        ) from error
    return settled


def _write_under(
    paths: DiaryPaths, state: StatePaths, old: OpenKeys, made: keyfile.NewKeys
) -> TutorDiaryError | None:
    """Write the key file of the time between and then the diary; return what stopped it, if anything did."""
    pending = made.key_file.to_bytes()
    try:
        # Both, and first: were one of them lost later, the other must lead to the new key as well.
        for path in (paths.keys, paths.keys_copy):
            files.write_atomic(path, pending, "the key file")
        layout.remember_keys(state, made.key_file)
        _rewrite(paths.database, old.raw, sqlcipher.raw_key(made.data_key, old.file.vault_id))
    except TutorDiaryError as error:
        return error
    return None


def _rewrite(database: Path, old: str, new: str) -> None:
    connection = sqlcipher.connect(database, old)
    try:
        with sqlcipher.mapped_errors(database.parent):
            if sqlcipher.one(connection, "PRAGMA wal_checkpoint(TRUNCATE)"):
                raise DiaryInUse(
                    "The diary was being read or written just now, so its keys were not changed. Try again."
                )
            connection.execute(f'PRAGMA rekey = "{sqlcipher.checked_raw_key(new)}"')
    finally:
        # Its answer says nothing. And if it could not finish, this connection would from now on write single
        # pages under the new key: nothing may be written through it any more.
        connection.close()


def _opens(database: Path, keys: OpenKeys) -> bool:
    try:
        sqlcipher.peek(database, keys.raw)
    except DiaryDamaged:
        return False
    return True


def _prove_file(paths: DiaryPaths, keys: OpenKeys) -> None:
    layout.check_database_file(paths, keys.file.vault_id)
    connection = sqlcipher.connect(paths.database, keys.raw)
    try:
        _prove(checks.all_passed(checks.full_check(connection)))
    finally:
        connection.close()


def _prove(holds: bool) -> None:
    if not holds:
        raise sqlcipher.damaged("it does not pass the checks")


def _refuse_full(paths: DiaryPaths) -> None:
    with files.mapped_os_errors("the diary"):
        needed = paths.database.stat().st_size + _SPARE_BYTES
        free = shutil.disk_usage(paths.folder).free
    if free < needed:
        raise DiskFull(
            f"New keys need {needed // 1_000_000 + 1} MB of room on the diary's disk, and there is not so "
            "much. Nothing was changed. Make some room and try again."
        )


def _not_written() -> CannotWrite:
    return CannotWrite(
        "The diary could not be written under its new key, so the old passphrase and recovery code still "
        "stand. Nothing is lost. Check that there is room on the disk, and try again."
    )
