"""Opens a diary to look, never to write: an older copy, a read-only folder, a diary one is not sure of.

SQLite cannot read a diary's log without writing beside it, and may pass over the log when it is told that
nothing will change. So the encrypted files are copied into a private folder of the app's own, that copy is
opened, and it is removed at the end. The diary itself is read once and not touched.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from tutordiary.errors import CannotWrite, DiaryInUse, DiaryMissing, NewerDiary, TutorDiaryError
from tutordiary.vault import checks, diary_folder, files, layout, rekey, sqlcipher
from tutordiary.vault.keyfile import Secret
from tutordiary.vault.layout import DiaryPaths, StatePaths, default_state_folder
from tutordiary.vault.lockfile import WriterLock
from tutordiary.vault.vault import OpenKeys, Vault

if TYPE_CHECKING:
    from tutordiary.vault.sqlcipher import Connection

_PREFIX = "looking"
_CHUNK_BYTES = 1 << 20


class LookingVault(Vault):
    """A copy of a diary that is only looked at. Whatever would write raises CannotWrite.

    ``missing_changes``: how many saved changes this computer has seen that are not in it; 0 when none are.
    Until ``seal`` is called the copy, never the diary, may be brought up to date.
    """

    def __init__(
        self,
        copy: DiaryPaths,
        state: StatePaths,
        keys: OpenKeys,
        lock: WriterLock,
        *,
        original: Path,
        missing_changes: int,
    ) -> None:
        super().__init__(copy, state, keys, lock)
        self._original = original
        self._is_sealed = False
        self.missing_changes = missing_changes

    @property
    def is_read_only(self) -> bool:
        """Always True."""
        return True

    @property
    def folder(self) -> Path:
        """The folder the diary itself lies in; the copy is nobody's business."""
        return self._original

    def seal(self) -> None:
        """Let nothing more be written, to the copy either."""
        connection, self._mine.connection, self._mine.database = self._mine.connection, None, None
        if connection is not None:
            connection.close()
        self._is_sealed = True

    def tx(self) -> NoReturn:
        """Raise CannotWrite: nothing is changed in a diary that is only looked at."""
        raise _only_looking()

    def replace_keys(self, change: object) -> NoReturn:
        """Raise CannotWrite. ``change`` is never called."""
        del change
        raise _only_looking()

    def alone(self) -> NoReturn:
        """Raise CannotWrite: a copy is never given new keys."""
        raise _only_looking()

    def save_mark(self) -> None:
        """Leave the mark as it is: a copy looked at says nothing of how far the diary has come."""

    def full_check(self) -> tuple[checks.CheckLine, ...]:
        """Run every check on the copy."""
        connection = sqlcipher.connect(self._paths.database, self.keys.raw)
        try:
            return checks.full_check(connection)
        finally:
            connection.close()

    def close(self) -> None:
        """Close and remove the copy. May be called twice."""
        self.abandon()

    def abandon(self) -> None:
        """Close and remove the copy."""
        if not self.is_closed:
            super().abandon()
            shutil.rmtree(self._paths.folder, ignore_errors=True)

    def _give_out(self, *, query_only: bool) -> Connection:
        return super()._give_out(query_only=query_only or self._is_sealed)


def open_to_look(
    folder: Path, secret: Secret, *, newest_schema: int, state_folder: Path | None = None
) -> LookingVault:
    """Open a copy of a diary for reading, or say in one sentence why not. The diary is not changed.

    An older copy than this computer has seen gives no alarm here: ``missing_changes`` tells.
    Raises: DiaryMissing, DiaryDamaged, DiaryInUse, WrongSecret, NewerDiary, OutOfMemory, DiskFull,
    CannotWrite.
    """
    if not layout.looks_like_diary(folder):
        raise DiaryMissing(
            "There is no diary in this folder. Nothing was changed. Choose the diary's folder."
        )
    state_place = state_folder or default_state_folder()
    sweep(state_place)
    paths, writer = DiaryPaths(folder), lock_if_possible(DiaryPaths(folder))
    copy = DiaryPaths(files.temporary_beside(state_place / _PREFIX))
    try:
        keys = diary_folder.unlock_folder(folder, secret, state_folder=state_folder)
        layout.check_database_file(paths, keys.file.vault_id)
        lock = copy_files(paths, copy)
        try:
            return _looking(folder, copy, keys, lock, newest_schema, state_place)
        except BaseException:
            lock.release()
            raise
    except BaseException:
        shutil.rmtree(copy.folder, ignore_errors=True)
        raise
    finally:
        if writer is not None:
            writer.release()


def sweep(state_folder: Path) -> None:
    """Remove copies that a crash left behind, but none that another window is looking at now."""
    with contextlib.suppress(OSError):
        for stray in state_folder.glob(f".{_PREFIX}.*.tmp"):
            with contextlib.suppress(TutorDiaryError):
                WriterLock(DiaryPaths(stray).lock).release()
                shutil.rmtree(stray, ignore_errors=True)


def _looking(
    folder: Path, copy: DiaryPaths, keys: OpenKeys, lock: WriterLock, newest_schema: int, state_place: Path
) -> LookingVault:
    settled = rekey.settle(copy.database, keys.file, keys.data_key)
    keys = settled.keys
    seen = sqlcipher.peek(copy.database, keys.raw)
    if seen.user_version > newest_schema:
        raise NewerDiary(
            "This diary was last used with a newer version of Tutor Diary. It was not changed. "
            "Install the newest version on this computer to look at it."
        )
    state = StatePaths(state_place, keys.file.vault_id)
    highest = settled.highest(state)
    missing = max(0, highest.counter - (seen.counter or 0)) if highest else 0
    return LookingVault(copy, state, keys, lock, original=folder, missing_changes=missing)


def lock_if_possible(paths: DiaryPaths) -> WriterLock | None:
    """Keep writers from a diary while it is copied; None where nobody may write. Raises: DiaryInUse."""
    try:
        return WriterLock(paths.lock)
    except DiaryInUse:
        raise
    except CannotWrite:
        return None  # a folder nobody may write to needs no lock


def copy_files(paths: DiaryPaths, copy: DiaryPaths, *, skip_unreadable: bool = False) -> WriterLock:
    """Copy the encrypted diary and its log, as they are, into a new private folder; return the copy's lock.

    With ``skip_unreadable`` a page the disk gives back no more becomes one of noughts.
    Raises: DiskFull, CannotWrite.
    """
    files.make_private_folder(copy.folder, "the app's own folder")
    lock = WriterLock(copy.lock)
    try:
        with files.mapped_os_errors("a copy to look at"):
            for source, target in ((paths.database, copy.database), (paths.log, copy.log)):
                if source.exists():
                    _copy_file(source, target, skip_unreadable=skip_unreadable)
    except BaseException:
        lock.release()
        raise
    return lock


def _copy_file(source: Path, target: Path, *, skip_unreadable: bool) -> None:
    step = sqlcipher.PAGE_BYTES if skip_unreadable else _CHUNK_BYTES
    descriptor = files.open_new(target)
    try:
        with source.open("rb", buffering=0) as file:
            size = os.fstat(file.fileno()).st_size
            for at in range(0, size, step):
                wanted = min(step, size - at)
                try:
                    part = _read_at(file, at, wanted)
                except OSError:
                    if not skip_unreadable:
                        raise
                    part = bytes(wanted)
                files.write_all(descriptor, part)
    finally:
        os.close(descriptor)


def _read_at(file: FileIO, at: int, wanted: int) -> bytes:
    file.seek(at)
    parts = bytearray()
    while len(parts) < wanted and (part := file.read(wanted - len(parts))):
        parts += part
    return bytes(parts)


def _only_looking() -> CannotWrite:
    return CannotWrite(
        "This diary was opened only to look, so nothing was written. What it holds is safe. "
        "To write, close it and open the diary in the usual way."
    )
