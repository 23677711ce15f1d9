"""Writes small files so that a crash or a full disk leaves the old one or the new one, never half.

Knows nothing of keys, and of a diary only its name. What the operating system refuses comes out as the
diary's own errors.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from tutordiary.errors import CannotWrite, DiskFull

DIARY_FILE = "diary.db"

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REPLACE_TRIES = 5
_CHUNK_BYTES = 1 << 20
_TEMPORARY = re.compile(r"\.(.+)\.[0-9a-f]{12}\.tmp(?:-journal|-wal|-shm)?", re.ASCII)
_DOCUMENTS = (
    "*.pdf",
    "*.docx",
    "*.md",
    "*.json",
    "*.tdbundle",
    "*.csv",
    "*.html",
    "*.xlsx",
    "*.age",
    "*.tdtemplate",
)
_SURELY_DONE_S = 60.0
_DIARY_PARTS = ("diary.db", "diary.db-*", "diary.lock", "keys.json", "keys.copy.json")


@contextlib.contextmanager
def mapped_os_errors(what: str) -> Iterator[None]:
    """Turn an ``OSError`` while writing into DiskFull or CannotWrite; ``what`` names the file in words.

    The path is left out of the sentence: folders are often named after people.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(
                f"There is no room left to write {what}. What was saved before is safe. "
                "Make some room on the disk and try again."
            ) from error
        raise CannotWrite(
            f"The system did not let {what} be written. What was saved before is safe. "
            "Check that the folder still exists and that you may write to it."
        ) from error


def open_new(path: Path) -> int:
    """Create a file nobody else can read and return its descriptor, open for writing and reading back.

    Raises: OSError if the name is taken, even by a dangling link.
    """
    return os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | _NO_FOLLOW | _BINARY, 0o600)


def write_all(descriptor: int, data: bytes | memoryview) -> None:
    """Write every byte; the system may take fewer than it is given, above all near a full disk."""
    rest = memoryview(data)
    while rest:
        written = os.write(descriptor, rest)
        if written <= 0:
            raise OSError(errno.EIO, "the system wrote nothing")
        rest = rest[written:]


def sync(descriptor: int) -> None:
    """Wait until the disk has what was written; plain ``fsync`` on macOS stops at the disk's own memory."""
    if sys.platform == "darwin":
        import fcntl

        with contextlib.suppress(OSError):  # not every file system there knows it
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Make a rename or a new name in ``folder`` survive a power cut. Windows does this by itself.

    Some file systems know no such thing. What was renamed stays so, and must not be told as if it were not.
    """
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def replace(source: Path, target: Path) -> None:
    """Move a finished file over its target, waiting a moment for a virus scanner to let go on Windows."""
    for attempt in range(_REPLACE_TRIES):
        try:
            source.replace(target)
        except PermissionError:
            if os.name != "nt" or attempt == _REPLACE_TRIES - 1:
                raise
            time.sleep(0.05 * 2**attempt)
        else:
            return


def temporary_beside(target: Path) -> Path:
    """Return an unused hidden name in the folder of ``target``, so that a rename never crosses disks."""
    return target.with_name(f".{target.name}.{secrets.token_hex(6)}.tmp")


def sweep(
    folder: Path, *names: str, older_than_s: float = 0, is_ours: Callable[[Path], bool] | None = None
) -> int:
    """Remove what a kill left half made in ``folder`` under a name of ``temporary_beside``; return how many.

    ``names`` are those of the finished files or folders, as in "keys.json" or "*.tdbackup"; anything else is
    left alone, and so is a folder with a file in it that no diary has. Whoever calls must know that nobody is
    making one of them just now, or leave out what was touched in the last ``older_than_s`` seconds, or say
    of each which ``is_ours``.
    """
    removed = 0
    with contextlib.suppress(OSError):
        for path in list(folder.iterdir()):
            target = _target_of(path.name)
            if target is None or not any(fnmatchcase(target, name) for name in names):
                continue
            if is_ours is not None and not is_ours(path):
                continue
            if not older_than_s or time.time() - path.stat().st_mtime > older_than_s:
                removed += _removed(path)
    return removed


def _target_of(name: str) -> str | None:
    """Return the name a temporary one was made for, or None for any other; one may be made for another."""
    found, target = _TEMPORARY.fullmatch(name), None
    while found:
        target = found.group(1)
        found = _TEMPORARY.fullmatch(target)
    return target


def _removed(path: Path) -> bool:
    try:
        if path.is_dir() and not path.is_symlink():
            if not all(_is_of_a_diary(inner.name) for inner in path.iterdir()):
                return False
            shutil.rmtree(path)
        else:
            path.unlink()
    except OSError:
        return False  # it stays until the next time; nothing hangs on it
    return True


def _is_of_a_diary(name: str) -> bool:
    return any(fnmatchcase(_target_of(name) or name, part) for part in _DIARY_PARTS)


def write_atomic(target: Path, data: bytes, what: str) -> None:
    """Replace ``target`` by ``data`` whole or not at all; on an error the old file stands untouched.

    ``what`` names the file in a sentence, as in "the key file". A diary itself is never replaced so: a save
    dialog must not be able to put a report in its place.
    Raises: DiskFull, CannotWrite.
    """
    if target.name.casefold() == DIARY_FILE:
        raise CannotWrite(
            f"A file called {DIARY_FILE} may be a diary, so {what} was not written there. "
            "What was saved before is safe. Choose another name."
        )
    temporary = temporary_beside(target)
    with mapped_os_errors(what):
        try:
            _write_and_read_back(temporary, data)
            replace(temporary, target)
            sync_folder(target.parent)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise


def write_document(target: Path, data: bytes, what: str) -> None:
    """As ``write_atomic``, for a file anybody can read: takes away first what a kill left of one there.

    Raises: DiskFull, CannotWrite.
    """
    sweep(target.parent, *_DOCUMENTS, older_than_s=_SURELY_DONE_S)
    write_atomic(target, data, what)


def _write_and_read_back(path: Path, data: bytes) -> None:
    descriptor = open_new(path)
    try:
        write_all(descriptor, data)
        sync(descriptor)
        os.lseek(descriptor, 0, os.SEEK_SET)
        if _read_all(descriptor) != data:
            raise OSError(errno.EIO, "the disk gave back other bytes than were written")
    finally:
        os.close(descriptor)


def _read_all(descriptor: int) -> bytes:
    parts: list[bytes] = []
    while part := os.read(descriptor, _CHUNK_BYTES):
        parts.append(part)
    return b"".join(parts)


def make_private_folder(folder: Path, what: str) -> None:
    """Make a folder (and its parents) that only this user can enter; an existing one is left as it is."""
    with mapped_os_errors(what):
        if not folder.is_dir():
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(mode=0o700, exist_ok=True)
