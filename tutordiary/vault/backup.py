"""One-file backups that are opened and counted before they are called good, and the way back from them.

The file is: a first line, the length of a manifest (four bytes, the highest first), the manifest as JSON with
the whole key file in it, the encrypted diary as it was at one moment, and a seal over all of that. It opens
with the passphrase of its day. No pupil's word in it can be read without one; the number of rows in each
table can.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tutordiary.errors import (
    DiaryDamaged,
    DiaryExists,
    DiaryMissing,
    NewerDiary,
    TutorDiaryError,
    WrongSecret,
)
from tutordiary.vault import checks, ciphers, files, keyfile, layout, mark, sqlcipher
from tutordiary.vault.keyfile import KeyFile, Secret
from tutordiary.vault.layout import DiaryPaths, StatePaths, default_state_folder
from tutordiary.vault.vault import OpenKeys

if TYPE_CHECKING:
    from tutordiary.vault.sqlcipher import Connection
    from tutordiary.vault.vault import Vault

SUFFIX = ".tdbackup"

_FIRST_LINE = b"TDBACKUP1\n"
_LENGTH_BYTES = 4
_MOST_MANIFEST_BYTES = 1 << 20
_CHUNK_BYTES = 1 << 20
_PURPOSE = "backup-mac-v1"
_WHAT = "the backup"

CountRows = Callable[["Connection"], dict[str, int]]
Amend = Callable[["Connection"], None]


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What a backup holds, after it was proved: rows of each table, changes ever made, schema version."""

    file: Path
    size_bytes: int
    vault_id: str
    schema: int
    counter: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Manifest:
    keys: KeyFile
    db_bytes: int
    schema: int
    counter: int
    counts: Mapping[str, int] = field(hash=False)

    def to_bytes(self) -> bytes:
        return keyfile.canonical(
            {
                "keys": json.loads(self.keys.to_bytes()),
                "db_bytes": self.db_bytes,
                "schema": self.schema,
                "ctr": self.counter,
                "counts": dict(self.counts),
            }
        )

    def head(self) -> bytes:
        manifest = self.to_bytes()
        return _FIRST_LINE + len(manifest).to_bytes(_LENGTH_BYTES, "big") + manifest

    def report(self, file: Path) -> BackupReport:
        size_bytes = len(self.head()) + self.db_bytes + ciphers.MAC_BYTES
        return BackupReport(
            file=file,
            size_bytes=size_bytes,
            vault_id=self.keys.vault_id.hex(),
            schema=self.schema,
            counter=self.counter,
            counts=self.counts,
        )


def write_backup(
    vault: Vault, target: Path, count_rows: CountRows, *, amend: Amend | None = None
) -> BackupReport:
    """Write a backup of an open diary to ``target``, prove it by restoring it aside, then give it its name.

    An older backup of the same diary at ``target`` is replaced; any other file there is refused. Writing to
    the diary may go on meanwhile. ``count_rows`` returns the number of rows of each table. ``amend`` changes
    the copy before it is sealed, as one change more. Everything is written beside ``target``: the diary's own
    disk may be full.
    Raises: DiaryExists, DiskFull, CannotWrite, DiaryDamaged if the diary itself does not pass.
    """
    _refuse_foreign(target, vault.keys.file.vault_id)
    snapshot, assembled = files.temporary_beside(target), files.temporary_beside(target)
    try:
        manifest = _snapshot(vault, snapshot, count_rows, amend)
        with files.mapped_os_errors(_WHAT):
            _assemble(assembled, manifest, snapshot, vault.keys.data_key)
            snapshot.unlink()
        _unpack_aside(assembled, assembled, vault.keys, count_rows)
        with files.mapped_os_errors(_WHAT):
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
    manifest = _read_manifest(file)
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


def read_label(file: Path) -> BackupReport:
    """Return what a backup says of itself, from its first page alone; nothing is opened or proven.

    Raises: DiaryMissing, DiaryDamaged when it is no whole backup, CannotWrite when it cannot be read.
    """
    return _read_manifest(file).report(file)


def rehearse(vault: Vault, file: Path, count_rows: CountRows) -> BackupReport:
    """Restore a backup aside with the keys of the open diary, run every check, and throw the copy away.

    The copy, encrypted as ever, lies in the diary's own folder meanwhile, so that a stick needs no room.
    Raises: DiaryMissing, DiaryDamaged, WrongSecret when its keys are others, DiskFull, CannotWrite.
    """
    manifest = _read_manifest(file)
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
    _unpack_aside(file, vault.folder / file.name, keys, count_rows)
    return manifest.report(file)


def _snapshot(vault: Vault, snapshot: Path, count_rows: CountRows, amend: Amend | None) -> _Manifest:
    live = vault.conn
    with files.mapped_os_errors(_WHAT):
        os.close(files.open_new(snapshot))  # ours alone before SQLite fills it
    with sqlcipher.mapped_errors(snapshot.parent):
        live.execute("BEGIN")
        try:
            before, rows_before = sqlcipher.read_peek(live), count_rows(live)
        finally:
            live.execute("ROLLBACK")
        live.execute("VACUUM INTO ?", (str(snapshot),))
    with sqlcipher.looking(snapshot, vault.keys.raw) as copy:
        after, rows = sqlcipher.read_peek(copy), count_rows(copy)
    # If nobody wrote in between, the copy must hold just what the diary held.
    if before.counter is not None and before == after and rows_before != rows:
        raise sqlcipher.damaged("a copy of it does not hold the same entries")
    if amend is not None:
        after, rows = _amended(snapshot, vault.keys.raw, count_rows, amend)
    return _Manifest(
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


def _assemble(assembled: Path, manifest: _Manifest, snapshot: Path, data_key: bytes) -> None:
    mac = _mac(data_key)
    descriptor = files.open_new(assembled)
    try:
        with snapshot.open("rb") as database:
            part = manifest.head()
            while part:
                mac.update(part)
                files.write_all(descriptor, part)
                part = database.read(_CHUNK_BYTES)
        files.write_all(descriptor, mac.digest())
        files.sync(descriptor)
    finally:
        os.close(descriptor)


def _unpack_aside(file: Path, beside: Path, keys: OpenKeys, count_rows: CountRows) -> None:
    rehearsal = files.temporary_beside(beside)
    try:
        _unpack(file, DiaryPaths(rehearsal), keys, count_rows)
    finally:
        shutil.rmtree(rehearsal, ignore_errors=True)


def _unpack(file: Path, paths: DiaryPaths, keys: OpenKeys, count_rows: CountRows) -> None:
    """Build a whole diary folder from a backup and run every check on it."""
    files.make_private_folder(paths.folder, "the diary's folder")
    manifest = _read_manifest(file)
    with files.mapped_os_errors("the restored diary"):
        _copy_database(file, manifest, paths.database, keys.data_key)
    try:
        layout.check_database_file(paths, keys.file.vault_id)
        _compare(paths.database, keys, manifest, count_rows)
    except DiaryDamaged as error:
        raise _damaged("the diary in it does not pass the checks") from error
    for path in (paths.keys, paths.keys_copy):
        files.write_atomic(path, keys.file.to_bytes(), "the key file")
    with files.mapped_os_errors("the diary's folder"):
        files.sync_folder(paths.folder)


def _copy_database(file: Path, manifest: _Manifest, target: Path, data_key: bytes) -> None:
    mac = _mac(data_key)
    head = manifest.head()
    mac.update(head)
    descriptor = files.open_new(target)
    try:
        with file.open("rb") as backup:
            backup.seek(len(head))
            left = manifest.db_bytes
            while left and (part := backup.read(min(left, _CHUNK_BYTES))):
                mac.update(part)
                files.write_all(descriptor, part)
                left -= len(part)
            seal = backup.read(ciphers.MAC_BYTES + 1)
        files.sync(descriptor)
    finally:
        os.close(descriptor)
    if left or not hmac.compare_digest(seal, mac.digest()):
        raise _damaged("its seal does not fit")


def _compare(database: Path, keys: OpenKeys, manifest: _Manifest, count_rows: CountRows) -> None:
    connection = sqlcipher.connect(database, keys.raw)
    try:
        failed = [line.name for line in checks.full_check(connection) if not line.passed]
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
        raise _damaged("its keys do not fit together") from error


def _remember(state: StatePaths, keys: OpenKeys, manifest: _Manifest) -> None:
    layout.remember_keys(state, keys.file)
    seen = mark.Mark(counter=manifest.counter, generation=keys.file.generation)
    with contextlib.suppress(TutorDiaryError):
        mark.save(state.mark, state.vault_id, keys.data_key, seen)


def _read_manifest(file: Path) -> _Manifest:
    try:
        with file.open("rb") as backup:
            return _parse(backup, file.stat().st_size)
    except FileNotFoundError as error:
        raise DiaryMissing(
            "There is no backup file of that name. Nothing was restored. Choose another file."
        ) from error
    except OSError as error:
        raise layout.unreadable(_WHAT) from error


def _parse(backup: BinaryIO, size_bytes: int) -> _Manifest:
    if backup.read(len(_FIRST_LINE)) != _FIRST_LINE:
        raise _damaged("it does not begin as a backup does")
    length = int.from_bytes(backup.read(_LENGTH_BYTES), "big")
    if length > _MOST_MANIFEST_BYTES:
        raise _damaged("its beginning cannot be read")
    data = backup.read(length)
    try:
        manifest = _manifest(json.loads(data.decode("ascii")))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, DiaryDamaged) as error:
        raise _damaged("its beginning cannot be read") from error
    if manifest.to_bytes() != data:
        raise _damaged("its beginning is not as it was written")
    if manifest.report(Path()).size_bytes != size_bytes:
        raise _damaged("it is cut short, or something was added to it")
    return manifest


def _manifest(document: dict[str, object]) -> _Manifest:
    counts = document["counts"]
    if not isinstance(counts, dict):
        raise TypeError("counts")
    return _Manifest(
        keys=keyfile.parse(keyfile.canonical(document["keys"])),
        db_bytes=_whole_number(document["db_bytes"]),
        schema=_whole_number(document["schema"]),
        counter=_whole_number(document["ctr"]),
        counts={str(table): _whole_number(rows) for table, rows in counts.items()},
    )


def _whole_number(value: object) -> int:
    if type(value) is not int or value < 0:
        raise TypeError("number")
    return value


def _refuse_foreign(target: Path, vault_id: bytes) -> None:
    if not target.exists() and not target.is_symlink():
        return
    with contextlib.suppress(TutorDiaryError):
        if _read_manifest(target).keys.vault_id == vault_id:
            return
    raise DiaryExists(
        "There is already a file of that name, and it is not a backup of this diary. It was not touched. "
        "Choose another name for the backup."
    )


def _mac(data_key: bytes) -> hmac.HMAC:
    return hmac.new(ciphers.derive(data_key, _PURPOSE), digestmod=hashlib.sha256)


def _damaged(why: str) -> DiaryDamaged:
    return DiaryDamaged(
        f"This backup is damaged: {why}. It was left as it is and nothing was restored. Use another backup."
    )


def _sweep(*paths: Path) -> None:
    for path in paths:
        for stray in (path, *(path.with_name(path.name + end) for end in ("-journal", "-wal", "-shm"))):
            with contextlib.suppress(OSError):
                stray.unlink(missing_ok=True)
