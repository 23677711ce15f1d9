"""One-file backups that are opened and counted before they are called good, and the way back from them."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tutordiary.errors import DiaryDamaged, DiaryExists, NewerDiary, TutorDiaryError, WrongSecret
from tutordiary.vault import backup_file, checks, files, keyfile, layout, mark, sqlcipher
from tutordiary.vault.backup_file import SUFFIX, WHAT, BackupReport, Manifest, Stop, never, unless
from tutordiary.vault.keyfile import KeyFile, Secret
from tutordiary.vault.layout import DiaryPaths, StatePaths, default_state_folder
from tutordiary.vault.vault import OpenKeys

if TYPE_CHECKING:
    from tutordiary.vault.sqlcipher import Connection
    from tutordiary.vault.vault import Vault

__all__ = [
    "SUFFIX",
    "BackupReport",
    "read_label",
    "rehearse",
    "restore_backup",
    "sweep_begun",
    "write_backup",
]

CountRows = Callable[["Connection"], dict[str, int]]
Amend = Callable[["Connection"], None]


def write_backup(
    vault: Vault, target: Path, count_rows: CountRows, *, amend: Amend | None = None, stop: Stop = never
) -> BackupReport:
    """Write a backup of an open diary to ``target``, prove it by restoring it aside, then give it its name.

    An older backup of the same diary at ``target`` is replaced; any other file there is refused. Writing to
    the diary may go on meanwhile. ``count_rows`` returns the number of rows of each table. ``amend`` changes
    the copy before it is sealed, as one change more. Everything is written beside ``target``: the diary's own
    disk may be full. ``stop`` is asked many times a second whether to break off and leave nothing behind.
    Raises: DiaryExists, DiskFull, CannotWrite, Stopped, DiaryDamaged if the diary itself does not pass.
    """
    _refuse_foreign(target, vault.keys.file.vault_id)
    snapshot, assembled = files.temporary_beside(target), files.temporary_beside(target)
    try:
        manifest = _snapshot(vault, snapshot, count_rows, amend, stop)
        with files.mapped_os_errors(WHAT):
            backup_file.assemble(assembled, manifest, snapshot, vault.keys.data_key, stop)
            snapshot.unlink()
        _unpack_aside(assembled, assembled, vault.keys, count_rows, stop)
        unless(stop)
        with files.mapped_os_errors(WHAT):
            files.replace(assembled, target)
            files.sync_folder(target.parent)
    finally:
        _sweep(snapshot, assembled)
    with contextlib.suppress(TutorDiaryError):
        vault.save_mark()
    return manifest.report(target)


def restore_backup(
    file: Path,
    folder: Path,
    secret: Secret,
    *,
    count_rows: CountRows,
    newest_schema: int,
    state_folder: Path | None = None,
) -> BackupReport:
    """Make a diary of a backup in a folder that is missing or empty; the folder appears proved or not at all.

    This computer's mark is set to the restored diary, so that opening it gives no alarm.
    Raises: DiaryMissing, DiaryExists, WrongSecret, DiaryDamaged, NewerDiary, DiskFull, CannotWrite,
    OutOfMemory.
    """
    layout.refuse_taken(folder)
    manifest = backup_file.read(file)
    keys = OpenKeys(manifest.keys, _unlock(manifest.keys, secret))
    if manifest.schema > newest_schema:
        raise NewerDiary(
            "This backup was made by a newer version of Tutor Diary. Nothing was restored. "
            "Install the newest version on this computer and restore it again."
        )
    building = files.temporary_beside(folder)
    try:
        _unpack(file, DiaryPaths(building), keys, count_rows)
        layout.put_in_place(building, folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    _remember(StatePaths(state_folder or default_state_folder(), keys.file.vault_id), keys, manifest)
    return manifest.report(file)


def sweep_begun(folder: Path, vault_id: str) -> None:
    """Remove the backups of one diary that a kill left half made in a folder; nobody else's.

    Whoever has the diary open is the only one to back it up, and must not be doing so just now.
    """
    files.sweep(folder, f"*{SUFFIX}", is_ours=lambda path: backup_file.is_begun(path, vault_id))


def read_label(file: Path) -> BackupReport:
    """Return what a backup says of itself, from its first page alone; nothing is opened or proven.

    Raises: DiaryMissing, DiaryDamaged when it is no whole backup, CannotWrite when it cannot be read.
    """
    return backup_file.read(file).report(file)


def rehearse(vault: Vault, file: Path, count_rows: CountRows) -> BackupReport:
    """Restore a backup aside with the keys of the open diary, run every check, and throw the copy away.

    The copy, encrypted as ever, lies in the diary's own folder meanwhile, so that a stick needs no room; of a
    diary only looked at it lies in the app's own folder.
    Raises: DiaryMissing, DiaryDamaged, WrongSecret when its keys are others, DiskFull, CannotWrite.
    """
    manifest = backup_file.read(file)
    keys = OpenKeys(manifest.keys, vault.keys.data_key)
    if manifest.keys.vault_id != vault.keys.file.vault_id:
        raise WrongSecret(
            "This is the backup of another diary. It was not tried. Choose a backup of this one."
        )
    if not keyfile.is_sealed_with(manifest.keys, vault.keys.data_key):
        raise WrongSecret(
            "This backup was made with other keys of this diary, and opens with the passphrase of that time. "
            "It was not tried, and nothing was changed. To try it, restore it into a new folder."
        )
    place = vault.state_folder if vault.is_read_only else vault.folder
    _unpack_aside(file, place / file.name, keys, count_rows)
    return manifest.report(file)


def _snapshot(
    vault: Vault, snapshot: Path, count_rows: CountRows, amend: Amend | None, stop: Stop
) -> Manifest:
    live = vault.conn
    with files.mapped_os_errors(WHAT):
        os.close(files.open_new(snapshot))  # ours alone before SQLite fills it
    with sqlcipher.mapped_errors(snapshot.parent):
        live.execute("BEGIN")
        try:
            before, rows_before = sqlcipher.read_peek(live), count_rows(live)
        finally:
            live.execute("ROLLBACK")
        with sqlcipher.stoppable(live, stop), sqlcipher.able_to_copy(live):
            live.execute("VACUUM INTO ?", (str(snapshot),))
    with sqlcipher.looking(snapshot, vault.keys.raw) as copy:
        after, rows = sqlcipher.read_peek(copy), count_rows(copy)
    # If nobody wrote in between, the copy must hold just what the diary held.
    if before.counter is not None and before == after and rows_before != rows:
        raise sqlcipher.damaged("a copy of it does not hold the same entries")
    if amend is not None:
        after, rows = _amended(snapshot, vault.keys.raw, count_rows, amend)
    return Manifest(
        keys=vault.keys.file,
        db_bytes=snapshot.stat().st_size,
        schema=after.user_version,
        counter=after.counter or 0,
        counts=rows,
    )


def _amended(
    snapshot: Path, raw: str, count_rows: CountRows, amend: Amend
) -> tuple[sqlcipher.Peek, dict[str, int]]:
    copy = sqlcipher.connect(snapshot, raw)
    try:
        with sqlcipher.mapped_errors(snapshot.parent):
            copy.execute("BEGIN IMMEDIATE")
            amend(copy)
            copy.execute("UPDATE meta SET ctr = ctr + 1")
            copy.execute("COMMIT")
            sqlcipher.one(copy, "PRAGMA journal_mode = DELETE")  # one file again, nothing left beside it
            return sqlcipher.read_peek(copy), count_rows(copy)
    finally:
        copy.close()


def _unpack_aside(
    file: Path, beside: Path, keys: OpenKeys, count_rows: CountRows, stop: Stop = never
) -> None:
    rehearsal = files.temporary_beside(beside)
    try:
        _unpack(file, DiaryPaths(rehearsal), keys, count_rows, stop)
    finally:
        shutil.rmtree(rehearsal, ignore_errors=True)


def _unpack(file: Path, paths: DiaryPaths, keys: OpenKeys, count_rows: CountRows, stop: Stop = never) -> None:
    """Build a whole diary folder from a backup and run every check on it."""
    files.make_private_folder(paths.folder, "the diary's folder")
    manifest = backup_file.read(file)
    with files.mapped_os_errors("the restored diary"):
        backup_file.extract(file, manifest, paths.database, keys.data_key, stop)
    try:
        layout.check_database_file(paths, keys.file.vault_id)
        _compare(paths.database, keys, manifest, count_rows, stop)
    except DiaryDamaged as error:
        raise backup_file.damaged("the diary in it does not pass the checks") from error
    for path in (paths.keys, paths.keys_copy):
        files.write_atomic(path, keys.file.to_bytes(), "the key file")
    with files.mapped_os_errors("the diary's folder"):
        files.sync_folder(paths.folder)


def _compare(database: Path, keys: OpenKeys, manifest: Manifest, count_rows: CountRows, stop: Stop) -> None:
    connection = sqlcipher.connect(database, keys.raw)
    try:
        with sqlcipher.stoppable(connection, stop), sqlcipher.reading_through(connection):
            failed = [line.name for line in checks.full_check(connection) if not line.passed]
        unless(stop)
        with sqlcipher.mapped_errors(database.parent):
            seen, rows = sqlcipher.read_peek(connection), count_rows(connection)
    finally:
        connection.close()
    if failed or (seen.counter or 0) != manifest.counter or seen.user_version != manifest.schema:
        raise sqlcipher.damaged("it does not pass the checks")
    if any(rows.get(table) != number for table, number in manifest.counts.items()):
        raise sqlcipher.damaged("it does not hold the entries it should")


def _unlock(keys: KeyFile, secret: Secret) -> bytes:
    try:
        return keyfile.unlock(keys, secret)
    except DiaryDamaged as error:
        raise backup_file.damaged("its keys do not fit together") from error


def _remember(state: StatePaths, keys: OpenKeys, manifest: Manifest) -> None:
    layout.remember_keys(state, keys.file)
    seen = mark.Mark(counter=manifest.counter, generation=keys.file.generation)
    with contextlib.suppress(TutorDiaryError):
        mark.save(state.mark, state.vault_id, keys.data_key, seen)


def _refuse_foreign(target: Path, vault_id: bytes) -> None:
    if not target.exists() and not target.is_symlink():
        return
    with contextlib.suppress(TutorDiaryError):
        if backup_file.read(target).keys.vault_id == vault_id:
            return
    raise DiaryExists(
        "There is already a file of that name, and it is not a backup of this diary. It was not touched. "
        "Choose another name for the backup."
    )


def _sweep(*paths: Path) -> None:
    for path in paths:
        for stray in (path, *(path.with_name(path.name + end) for end in ("-journal", "-wal", "-shm"))):
            with contextlib.suppress(OSError):
                stray.unlink(missing_ok=True)
