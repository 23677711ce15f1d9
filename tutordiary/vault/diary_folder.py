"""Makes and opens diaries: the folder, its key files, its lock, and every look before the first read.

A secret never reaches SQLite: a wrong one fails at the key file, and the diary is not touched.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path

from tutordiary.errors import (
    CannotWrite,
    DiaryDamaged,
    DiaryInUse,
    DiaryMissing,
    DiskFull,
    NewerDiary,
    OlderCopy,
)
from tutordiary.vault import files, key_copies, keyfile, layout, mark, rekey, sqlcipher
from tutordiary.vault.ciphers import DEFAULT_COST, KdfCost
from tutordiary.vault.keyfile import KeyFile, Passphrase, RecoveryCode, Secret
from tutordiary.vault.layout import DiaryPaths, StatePaths, default_state_folder, looks_like_diary
from tutordiary.vault.lockfile import WriterLock
from tutordiary.vault.passphrase import passphrase_problem, refuse_weak, suggest_passphrase
from tutordiary.vault.vault import OpenKeys, Vault

__all__ = [
    "Created",
    "change_passphrase",
    "create",
    "is_in_use",
    "looks_like_diary",
    "new_recovery_code",
    "open_diary",
    "open_with_passphrase",
    "open_with_recovery",
    "passphrase_problem",
    "suggest_passphrase",
]

_MOMENT_S = 0.2


@dataclass(frozen=True, slots=True)
class Created:
    """A new, open, empty diary and the code to print; the code is never written to disk by us."""

    vault: Vault
    recovery_code: str = field(repr=False)


def create(
    folder: Path, passphrase: str, *, state_folder: Path | None = None, cost: KdfCost = DEFAULT_COST
) -> Created:
    """Make an empty diary in a folder that is missing or empty, and open it.

    The folder appears finished or not at all. The database in it has no tables yet.
    Raises: BadInput for a passphrase that will not do, DiaryExists, DiskFull, CannotWrite, OutOfMemory.
    """
    refuse_weak(passphrase)
    layout.refuse_taken(folder)
    keys = keyfile.new_keys(passphrase, cost)
    building = files.temporary_beside(folder)
    try:
        _build(DiaryPaths(building), keys.key_file, keys.data_key)
        layout.put_in_place(building, folder)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    paths, state = DiaryPaths(folder), _state(state_folder, keys.key_file)
    vault = Vault(paths, state, OpenKeys(keys.key_file, keys.data_key), WriterLock(paths.lock))
    key_copies.heal(paths, state, keys.key_file)
    return Created(vault=vault, recovery_code=keys.recovery_code)


def open_with_passphrase(
    folder: Path,
    passphrase: str,
    *,
    newest_schema: int,
    state_folder: Path | None = None,
    accept_older: bool = False,
) -> Vault:
    """Open a diary with its passphrase. As ``open_diary``."""
    return open_diary(
        folder,
        Passphrase(passphrase),
        newest_schema=newest_schema,
        state_folder=state_folder,
        accept_older=accept_older,
    )


def open_with_recovery(
    folder: Path,
    code: str,
    *,
    newest_schema: int,
    state_folder: Path | None = None,
    accept_older: bool = False,
) -> Vault:
    """Open a diary with its recovery code; a new passphrase should be asked for next. As ``open_diary``."""
    return open_diary(
        folder,
        RecoveryCode(code),
        newest_schema=newest_schema,
        state_folder=state_folder,
        accept_older=accept_older,
    )


def open_diary(
    folder: Path,
    secret: Secret,
    *,
    newest_schema: int,
    state_folder: Path | None = None,
    accept_older: bool = False,
    keys_of: Path | None = None,
) -> Vault:
    """Open a diary, or say in one sentence why not, with the diary as it was.

    ``newest_schema`` is the highest schema version the store understands. With ``accept_older`` a copy older
    than the mark is opened all the same, and the mark is set back to it. ``keys_of`` names a backup whose key
    file takes the place of one that is lost.
    Raises: DiaryMissing, DiaryDamaged, DiaryInUse, WrongSecret, NewerDiary, OlderCopy, OutOfMemory,
    CannotWrite.
    """
    if not looks_like_diary(folder):
        raise DiaryMissing(
            "There is no diary in this folder. Nothing was made or changed. Choose the diary's folder."
        )
    paths = DiaryPaths(folder)
    lock = _locked(paths)
    try:
        found = key_copies.find(paths, state_folder) if keys_of is None else key_copies.of(keys_of, paths)
        return _open_locked(
            paths, lock, found, secret, state_folder, newest_schema, accept_older=accept_older
        )
    except BaseException:
        lock.release()
        raise


def _locked(paths: DiaryPaths) -> WriterLock:
    # Whoever only looks whether a diary is open holds its lock for a moment, and must keep nobody out.
    with contextlib.suppress(DiaryInUse):
        return WriterLock(paths.lock)
    time.sleep(_MOMENT_S)
    return WriterLock(paths.lock)


def is_in_use(folder: Path) -> bool:
    """Say whether a window or a command has the diary in a folder open, without a look at the diary itself.

    False as well where it cannot be told: opening then says more.
    """
    paths = DiaryPaths(folder)
    if not paths.lock.exists():
        return False
    try:
        WriterLock(paths.lock).release()
    except DiaryInUse:
        return True
    except (CannotWrite, DiskFull):
        return False
    return False


def unlock_folder(folder: Path, secret: Secret, *, state_folder: Path | None = None) -> OpenKeys:
    """Return the keys of a diary from its key files; nothing is changed.

    Where new keys were cut short, the diary is asked which are in force; if it cannot tell, the old ones are.
    Raises: DiaryDamaged when no copy of the key file is whole, WrongSecret, OutOfMemory, CannotWrite.
    """
    paths = DiaryPaths(folder)
    keys = OpenKeys(*key_copies.unlock(key_copies.find(paths, state_folder), secret))
    with contextlib.suppress(DiaryDamaged, CannotWrite):
        return rekey.settle(paths.database, keys.file, keys.data_key).keys
    return keys


def change_passphrase(vault: Vault, new: str, *, cost: KdfCost = DEFAULT_COST) -> None:
    """Make ``new`` the only passphrase; the recovery code stays as it is.

    Backups made before still open with the old one. On an error the old one stands.
    Raises: BadInput, DiskFull, CannotWrite, OutOfMemory.
    """
    refuse_weak(new)
    vault.replace_keys(lambda old, data_key: keyfile.with_passphrase(old, data_key, new, cost))


def new_recovery_code(vault: Vault) -> str:
    """Return a new recovery code to print; the old one no longer opens the diary.

    Raises: DiskFull, CannotWrite.
    """
    codes: list[str] = []

    def renew(old: KeyFile, data_key: bytes) -> KeyFile:
        fresh, code = keyfile.with_new_recovery_code(old, data_key)
        codes.append(code)
        return fresh

    vault.replace_keys(renew)
    return codes[0]


def _build(paths: DiaryPaths, keys: KeyFile, data_key: bytes) -> None:
    files.make_private_folder(paths.folder, "the diary's folder")
    for path in (paths.keys, paths.keys_copy):
        files.write_atomic(path, keys.to_bytes(), "the key file")
    with files.mapped_os_errors("the diary file"):
        os.close(files.open_new(paths.database))
    sqlcipher.connect(paths.database, sqlcipher.raw_key(data_key, keys.vault_id)).close()
    with files.mapped_os_errors("the diary's folder"):
        files.sync_folder(paths.folder)
    layout.check_database_file(paths, keys.vault_id)


def _open_locked(
    paths: DiaryPaths,
    lock: WriterLock,
    found: list[KeyFile],
    secret: Secret,
    state_folder: Path | None,
    newest_schema: int,
    *,
    accept_older: bool,
) -> Vault:
    was_interrupted, was_cut = layout.is_log_hot(paths), layout.is_cut(paths)
    layout.check_database_file(paths, found[0].vault_id)
    settled = rekey.settle(paths.database, *key_copies.unlock(found, secret))
    keys = settled.keys.file
    state = _state(state_folder, keys)
    seen = sqlcipher.peek(paths.database, settled.keys.raw)
    if seen.vault not in (None, keys.vault_id):
        raise sqlcipher.damaged("it names another diary as itself")
    if seen.user_version > newest_schema:
        raise NewerDiary(
            "This diary was last used with a newer version of Tutor Diary. It was not changed. "
            "Install the newest version on this computer and open it again."
        )
    highest = settled.highest(state)
    is_older = highest is not None and _is_older(highest, seen.counter or 0, keys.generation)
    if highest and is_older and not accept_older:
        raise _older(highest.counter - (seen.counter or 0))
    vault = Vault(paths, state, settled.keys, lock, was_interrupted=was_interrupted)
    try:
        vault.settle(check=was_cut, save_mark=is_older)
        settled.prove(vault)
    except BaseException:
        vault.abandon()
        raise
    settled.carry(state, None if is_older else highest)
    key_copies.heal(paths, state, keys)
    vault.key_news = settled.news
    return vault


def _is_older(highest: mark.Mark, counter: int, generation: int) -> bool:
    return highest.counter > counter or highest.generation > generation


def _older(missing: int) -> OlderCopy:
    if missing > 0:
        count = "1 saved change is" if missing == 1 else f"{missing:,} saved changes are"
        return OlderCopy(
            f"This diary is older than the one last used on this computer: {count} missing. Nothing was "
            "changed. Restore the newest backup, or open this copy as it is if you know why it is older."
        )
    return OlderCopy(
        "The key file of this diary is older than the one last used on this computer, so an earlier "
        "passphrase opens it again. Nothing was changed. Put the newer key file back, or open the diary "
        "as it is and change the passphrase."
    )


def _state(state_folder: Path | None, keys: KeyFile) -> StatePaths:
    return StatePaths(state_folder or default_state_folder(), keys.vault_id)
