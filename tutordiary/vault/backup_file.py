"""How a backup file is made up, written and read; what is in it is proven elsewhere.

The file is: a first line, the length of a manifest (four bytes, the highest first), the manifest as JSON with
the whole key file in it, the encrypted diary as it was at one moment, and a seal over all of that. It opens
with the passphrase of its day. No pupil's word in it can be read without one; the number of rows in each
table can.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from tutordiary.errors import DiaryDamaged, DiaryMissing, Stopped
from tutordiary.vault import ciphers, files, keyfile, layout
from tutordiary.vault.keyfile import KeyFile

SUFFIX = ".tdbackup"
WHAT = "the backup"

_FIRST_LINE = b"TDBACKUP1\n"
_LENGTH_BYTES = 4
_MOST_MANIFEST_BYTES = 1 << 20
_CHUNK_BYTES = 1 << 20
_PURPOSE = "backup-mac-v1"
_NOBODYS_AFTER_S = 60.0

Stop = Callable[[], bool]


def never() -> bool:
    """Go on to the end."""
    return False


def unless(stop: Stop) -> None:
    """Go on unless somebody wants the step stopped. Raises: Stopped."""
    if stop():
        raise Stopped(
            "The backup was stopped before its end, and left nothing behind. The diary and the backups made "
            "before are safe. The next one is made by itself."
        )


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
class Manifest:
    """The readable beginning of a backup: the key file of its day, and what the rest must amount to."""

    keys: KeyFile
    db_bytes: int
    schema: int
    counter: int
    counts: Mapping[str, int] = field(hash=False)

    def to_bytes(self) -> bytes:
        """Return the one way to write it."""
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
        """Return everything that comes before the diary."""
        manifest = self.to_bytes()
        return _FIRST_LINE + len(manifest).to_bytes(_LENGTH_BYTES, "big") + manifest

    def report(self, file: Path) -> BackupReport:
        """Return it as others see it."""
        size_bytes = len(self.head()) + self.db_bytes + ciphers.MAC_BYTES
        return BackupReport(
            file=file,
            size_bytes=size_bytes,
            vault_id=self.keys.vault_id.hex(),
            schema=self.schema,
            counter=self.counter,
            counts=self.counts,
        )


def damaged(why: str) -> DiaryDamaged:
    """Return the error for a backup that cannot be trusted; ``why`` is a clause."""
    return DiaryDamaged(
        f"This backup is damaged: {why}. It was left as it is and nothing was restored. Use another backup."
    )


def assemble(
    assembled: Path, manifest: Manifest, snapshot: Path, data_key: bytes, stop: Stop = never
) -> None:
    """Write a backup under a new name and wait until the disk has it. Raises: OSError, Stopped."""
    mac = _mac(data_key)
    descriptor = files.open_new(assembled)
    try:
        with snapshot.open("rb") as database:
            part = manifest.head()
            while part:
                unless(stop)
                mac.update(part)
                files.write_all(descriptor, part)
                part = database.read(_CHUNK_BYTES)
        files.write_all(descriptor, mac.digest())
        files.sync(descriptor)
    finally:
        os.close(descriptor)


def extract(file: Path, manifest: Manifest, target: Path, data_key: bytes, stop: Stop = never) -> None:
    """Write the diary in a backup to a new file, and prove the seal.

    Raises: DiaryDamaged, OSError, Stopped.
    """
    mac = _mac(data_key)
    head = manifest.head()
    mac.update(head)
    descriptor = files.open_new(target)
    try:
        with file.open("rb") as backup:
            backup.seek(len(head))
            left = manifest.db_bytes
            while left and (part := backup.read(min(left, _CHUNK_BYTES))):
                unless(stop)
                mac.update(part)
                files.write_all(descriptor, part)
                left -= len(part)
            seal = backup.read(ciphers.MAC_BYTES + 1)
        files.sync(descriptor)
    finally:
        os.close(descriptor)
    if left or not hmac.compare_digest(seal, mac.digest()):
        raise damaged("its seal does not fit")


def is_begun(path: Path, vault_id: str) -> bool:
    """Say whether a half-made file or folder is what a backup of this diary was to become.

    Three things are made on the way to a backup, and each tells whose it is from its first bytes: a copy of
    the diary, the backup under another name, and the folder where it is restored to prove it. One in which
    nothing stands yet is nobody's after a minute.
    """
    main = path.with_name(re.sub(r"-(?:journal|wal|shm)$", "", path.name))
    try:
        place = main / files.DIARY_FILE if main.is_dir() and not main.is_symlink() else main
        begun = _beginning(place)
        if not begun:
            return time.time() - path.stat().st_mtime > _NOBODYS_AFTER_S
    except OSError:
        return False
    if begun.startswith(_FIRST_LINE):
        return f'"vault":"{vault_id}"'.encode("ascii") in begun
    return begun.startswith(bytes.fromhex(vault_id))


def _beginning(place: Path) -> bytes:
    """Return the first bytes of a file, enough for a manifest; empty when there is none."""
    try:
        with place.open("rb") as file:
            return file.read(len(_FIRST_LINE) + _LENGTH_BYTES + _MOST_MANIFEST_BYTES)
    except FileNotFoundError:
        return b""


def read(file: Path) -> Manifest:
    """Read the beginning of a backup; nothing is opened or proven by it.

    Raises: DiaryMissing, DiaryDamaged when it is no whole backup, CannotWrite when it cannot be read.
    """
    try:
        with file.open("rb") as backup:
            return _parse(backup, file.stat().st_size)
    except FileNotFoundError as error:
        raise DiaryMissing(
            "There is no backup file of that name. Nothing was restored. Choose another file."
        ) from error
    except OSError as error:
        raise layout.unreadable(WHAT) from error


def _parse(backup: BinaryIO, size_bytes: int) -> Manifest:
    if backup.read(len(_FIRST_LINE)) != _FIRST_LINE:
        raise damaged("it does not begin as a backup does")
    length = int.from_bytes(backup.read(_LENGTH_BYTES), "big")
    if length > _MOST_MANIFEST_BYTES:
        raise damaged("its beginning cannot be read")
    data = backup.read(length)
    try:
        manifest = _manifest(json.loads(data.decode("ascii")))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, DiaryDamaged) as error:
        raise damaged("its beginning cannot be read") from error
    if manifest.to_bytes() != data:
        raise damaged("its beginning is not as it was written")
    if manifest.report(Path()).size_bytes != size_bytes:
        raise damaged("it is cut short, or something was added to it")
    return manifest


def _manifest(document: dict[str, object]) -> Manifest:
    counts = document["counts"]
    if not isinstance(counts, dict):
        raise TypeError("counts")
    return Manifest(
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


def _mac(data_key: bytes) -> hmac.HMAC:
    return hmac.new(ciphers.derive(data_key, _PURPOSE), digestmod=hashlib.sha256)
