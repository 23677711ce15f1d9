"""Where each file of a diary lies, and the looks it gets before anything is opened.

A diary is one folder. Beside it, in the computer's own state folder, lie a third copy of the key file and
the mark of the highest change seen, both named by the diary's id so that many diaries get on.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

from tutordiary.errors import CannotWrite, DiaryDamaged, DiaryExists, DiaryMissing, TutorDiaryError
from tutordiary.vault import half_swapped
from tutordiary.vault.files import (
    DIARY_FILE,
    make_private_folder,
    mapped_os_errors,
    replace,
    sync_folder,
    write_atomic,
)
from tutordiary.vault.keyfile import MAX_BYTES, VAULT_ID_BYTES, KeyFile, parse
from tutordiary.vault.sqlcipher import PAGE_BYTES, damaged

_PLAIN_HEADER = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class DiaryPaths:
    """The files of the diary in one folder."""

    folder: Path

    @property
    def keys(self) -> Path:
        """The key file."""
        return self.folder / "keys.json"

    @property
    def keys_copy(self) -> Path:
        """The second copy of the key file, written after the first."""
        return self.folder / "keys.copy.json"

    @property
    def database(self) -> Path:
        """The encrypted diary; SQLite lays ``-wal`` and ``-shm`` beside it."""
        return self.folder / DIARY_FILE

    @property
    def log(self) -> Path:
        """What was written since the last checkpoint; not there after a clean close."""
        return self.folder / "diary.db-wal"

    @property
    def lock(self) -> Path:
        """An empty file, locked while the diary is open."""
        return self.folder / "diary.lock"


@dataclass(frozen=True, slots=True)
class StatePaths:
    """What this computer remembers of one diary, away from the diary."""

    folder: Path
    vault_id: bytes

    @property
    def mark(self) -> Path:
        """The highest change seen."""
        return self.folder / f"{self.vault_id.hex()}.mark.json"

    @property
    def keys(self) -> Path:
        """The third copy of the key file."""
        return self.folder / f"{self.vault_id.hex()}.keys.json"


def default_state_folder() -> Path:
    """Return the folder the system keeps for what a program remembers; it need not exist yet."""
    from appdirs import user_state_dir

    return Path(user_state_dir("tutordiary", appauthor=False))


def looks_like_diary(folder: Path) -> bool:
    """Say whether any file of a diary lies in ``folder``, whole or not.

    A restore in place that was cut short there is finished first. Raises: DiskFull, CannotWrite if only that
    cannot be done.
    """
    paths = DiaryPaths(folder)
    parts = (paths.database, paths.keys, paths.keys_copy)
    return any(path.exists() for path in parts) or half_swapped.finish(folder)


def check_database_file(paths: DiaryPaths, vault_id: bytes) -> None:
    """Look at the diary file from outside, before SQLite does; nothing may have it open.

    Raises: DiaryMissing, DiaryDamaged, CannotWrite if it cannot even be read.
    """
    try:
        size, header = paths.database.stat().st_size, read_header(paths.database)
    except FileNotFoundError as error:
        raise DiaryMissing(
            "The key file is here but the diary file, diary.db, is not. Nothing was made in its place. "
            "Put it back, or restore the newest backup."
        ) from error
    except OSError as error:
        raise unreadable("the diary file") from error
    if size == 0:
        raise damaged("it is empty")
    if header == _PLAIN_HEADER:
        raise DiaryDamaged(
            "The file diary.db is a plain database, not an encrypted diary. It was left as it is. "
            "Look for the diary in another folder, or restore the newest backup."
        )
    # After a power cut the last page may be half written while the log still holds it whole.
    if size < PAGE_BYTES or (is_cut(paths) and not is_log_hot(paths)):
        raise damaged("it has been cut short")
    if header != vault_id:
        raise DiaryDamaged(
            "The file diary.db does not belong to this key file, or its first bytes are damaged. "
            "It was left as it is. Put the right file back, or restore the newest backup."
        )


def is_cut(paths: DiaryPaths) -> bool:
    """Say whether the diary file ends in the middle of a page."""
    try:
        return paths.database.stat().st_size % PAGE_BYTES != 0
    except OSError:
        return False


def is_log_hot(paths: DiaryPaths) -> bool:
    """Say whether changes wait in the log: the app did not get to close the diary last time."""
    try:
        return paths.log.stat().st_size > 0
    except OSError:
        return False


def read_header(database: Path) -> bytes:
    """Return the first 16 bytes: the diary's id. Only while nothing has the file open. Raises: OSError."""
    # Closing any handle of a file drops this process's POSIX locks on it, SQLite's among them.
    with database.open("rb") as file:
        return file.read(VAULT_ID_BYTES)


def vault_id_of(folder: Path) -> bytes | None:
    """Return the id of a closed diary, from its key file or else its first bytes; None without either."""
    paths = DiaryPaths(folder)
    for path in (paths.keys, paths.keys_copy):
        with contextlib.suppress(TutorDiaryError, FileNotFoundError):
            return parse(read_key_file(path)).vault_id
    with contextlib.suppress(OSError):
        header = read_header(paths.database)
        return header if len(header) == VAULT_ID_BYTES else None
    return None


def read_key_file(path: Path) -> bytes:
    """Return the bytes of one copy of the key file, one too many if it is too long.

    Raises: FileNotFoundError, CannotWrite if the system does not let it be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise unreadable("the key file") from error


def remember_keys(state: StatePaths, keys: KeyFile) -> None:
    """Keep the third copy of the key file, if the computer lets us.

    A comfort, not a duty: a full or locked-down state folder must not keep anybody from the diary.
    """
    with contextlib.suppress(TutorDiaryError):
        make_private_folder(state.folder, "the app's own folder")
        if not state.keys.exists() or read_key_file(state.keys) != keys.to_bytes():
            write_atomic(state.keys, keys.to_bytes(), "the copy of the key file")


def unreadable(what: str) -> CannotWrite:
    """Return the error for a file the system will not let us read; ``what`` as in "the key file"."""
    return CannotWrite(
        f"The system did not let {what} be read. Nothing was changed. "
        "Check that the disk is well and that the file is yours to read."
    )


def refuse_taken(folder: Path) -> None:
    """Raise DiaryExists unless ``folder`` is missing or an empty folder."""
    with mapped_os_errors("the diary's folder"):
        if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
            raise DiaryExists(
                "There is already something at the place for the diary. Nothing there was touched. "
                "Choose an empty folder or a new name."
            )


def put_in_place(built: Path, folder: Path) -> None:
    """Give a finished folder its final name, in one step. Raises: DiaryExists, CannotWrite."""
    refuse_taken(folder)
    with mapped_os_errors("the diary's folder"):
        if os.name == "nt":
            with contextlib.suppress(FileNotFoundError):
                folder.rmdir()
        replace(built, folder)
        sync_folder(folder.parent)
