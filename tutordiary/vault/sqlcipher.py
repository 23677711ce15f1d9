"""The only door to SQLCipher: opens the encrypted file, and goes no further if anything is not as asked.

The one module that imports sqlcipher3. Its errors stop here and go on as the diary's own. A connection
belongs to the thread that asked for it.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import sys
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from tutordiary.errors import (
    BugError,
    CannotWrite,
    DiaryDamaged,
    DiaryInUse,
    DiskFull,
    OutOfMemory,
    Stopped,
    TutorDiaryError,
)

if TYPE_CHECKING:
    import sqlite3

    import sqlite_utils

    Connection = sqlite3.Connection

PAGE_BYTES = 4096
BUSY_MS = 5000

_CACHE_KIB = 65_536
_READ_ONCE_KIB = 8_192
_LOWEST_SQLITE = (3, 51, 3)  # below it, two connections could lose pages of the write-ahead log
_LOWEST_CIPHER = (4, 19)
_RAW_KEY = re.compile(r"x'[0-9a-f]{96}'", re.ASCII)
_RAW_KEY_CHARACTERS = 99
_NO_ROOM_BYTES = 1 << 20
_STEPS_BETWEEN_LOOKS = 20_000  # of SQLite's own machine: a few milliseconds


def raw_key(data_key: bytes, vault_id: bytes) -> str:
    """Return the key and salt as SQLCipher reads them; they are used as they are, with no stretching."""
    return checked_raw_key(f"x'{data_key.hex()}{vault_id.hex()}'")


def checked_raw_key(text: str) -> str:
    """Return ``text`` if it is a raw key with salt. SQLCipher would take anything else for a passphrase.

    Raises: BugError, without the text.
    """
    if len(text) != _RAW_KEY_CHARACTERS or not _RAW_KEY.fullmatch(text):
        raise BugError("The key does not have the form it must have. The diary was not opened.")
    return text


def connect(path: Path, key: str, *, query_only: bool = False) -> Connection:
    """Open an existing file with a raw key and prove that every setting took hold. Nothing is ever created.

    An empty file becomes an empty encrypted database. The connection commits each statement by itself
    unless a transaction was begun, and may be closed from another thread.
    Raises: DiaryDamaged, CannotWrite, DiskFull, DiaryInUse, OutOfMemory; BugError for a library that will
    not do.
    """
    connection = _keyed(f"{uri_of(path.absolute())}?mode=rw", key)
    try:
        with mapped_errors(path.parent):
            _settle(connection, query_only=query_only)
    except BaseException:
        connection.close()
        raise
    return connection


def uri_of(path: PurePath) -> str:
    """Return an absolute path as SQLite reads it, also one on another computer, as ``//server/share``."""
    uri = path.as_uri()
    # Python names the other computer between two slashes and the third; SQLite opens nothing that does.
    return uri if uri.startswith("file:///") else uri.replace("file://", "file:////", 1)


@dataclass(frozen=True, slots=True)
class Peek:
    """What a closed diary says of itself. ``vault`` and ``counter`` are None before the first migration."""

    user_version: int
    vault: bytes | None
    counter: int | None


def peek(path: Path, key: str) -> Peek:
    """Read a diary nobody has open and leave its folder as it was. Raises: as ``connect``."""
    with looking(path, key) as connection:
        return read_peek(connection)


@contextlib.contextmanager
def looking(path: Path, key: str) -> Iterator[Connection]:
    """Lend a connection that only reads, on a file nobody has open; its folder stays as it was."""
    log, index = path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")
    had_index = index.exists()
    # "immutable" makes no files but passes over a write-ahead log: right only where there is none.
    only = "" if log.exists() and log.stat().st_size else "&immutable=1"
    connection = _keyed(f"{uri_of(path.absolute())}?mode=ro{only}", key)
    try:
        with mapped_errors(path.parent):
            yield connection
    finally:
        connection.close()
        if not had_index:
            with contextlib.suppress(OSError):
                index.unlink(missing_ok=True)


@contextlib.contextmanager
def stoppable(connection: Connection, stop: Callable[[], bool]) -> Iterator[None]:
    """Break off what the block asks of a connection soon after ``stop`` says so; it then raises Stopped."""
    connection.set_progress_handler(lambda: int(stop()), _STEPS_BETWEEN_LOOKS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


@contextlib.contextmanager
def reading_through(connection: Connection) -> Iterator[None]:
    """Hold few pages while whole files are read once: many would cost memory and save little."""
    held = int(one(connection, "PRAGMA cache_size"))
    connection.execute(f"PRAGMA cache_size = -{_READ_ONCE_KIB}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {held}")
        connection.execute("PRAGMA shrink_memory")


@contextlib.contextmanager
def able_to_copy(connection: Connection) -> Iterator[None]:
    """Let a connection that may only read write a copy of all it sees: SQLite counts that as writing."""
    is_reader = bool(one(connection, "PRAGMA query_only"))
    connection.execute("PRAGMA query_only = OFF")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA query_only = {int(is_reader)}")


def read_peek(connection: Connection) -> Peek:
    """Return what a diary says of itself through an open connection."""
    version = int(one(connection, "PRAGMA user_version"))
    row = connection.execute("SELECT vault, ctr FROM meta").fetchone() if has_meta(connection) else None
    if row is None:
        return Peek(user_version=version, vault=None, counter=None)
    vault = bytes.fromhex(row[0]) if isinstance(row[0], str) else bytes(row[0])
    return Peek(user_version=version, vault=vault, counter=int(row[1]))


def has_meta(connection: Connection) -> bool:
    """Say whether the store's first migration has made its table with the counter."""
    return one(connection, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'meta'") is not None


def one(connection: Connection, sql: str) -> Any:
    """Return the first value of the first row; None when there is no row."""
    row = connection.execute(sql).fetchone()
    return None if row is None else row[0]


def database(connection: Connection) -> sqlite_utils.Database:
    """Return sqlite-utils' view of a connection that is already keyed; plug-ins are never run."""
    library = load_sqlite_utils()
    view: sqlite_utils.Database = library.Database(connection, execute_plugins=False, use_old_upsert=False)
    # Left to itself, sqlite-utils finds these out by making and dropping a table in the diary.
    view._supports_on_conflict = True  # noqa: SLF001
    view._supports_strict = True  # noqa: SLF001
    return view


def load_sqlite_utils() -> types.ModuleType:
    """Import sqlite-utils so that it speaks sqlcipher3: same errors, and no way to open a plain file.

    It tries a module named pysqlite3 first; ours is put there. Raises: BugError if it was imported before.
    """
    driver = _driver()
    if "pysqlite3" not in sys.modules:
        shim = types.ModuleType("pysqlite3")
        vars(shim).update({name: value for name, value in vars(driver).items() if not name.startswith("__")})
        vars(shim).update({"dbapi2": shim, "connect": _no_plain_files})
        sys.modules["pysqlite3"] = sys.modules["pysqlite3.dbapi2"] = shim
    import sqlite_utils
    import sqlite_utils.db

    if vars(sqlite_utils.db)["OperationalError"] is not driver.OperationalError:
        raise BugError("The table library was loaded without encryption. The diary was not opened.")
    return sqlite_utils


def _driver() -> Any:
    # Only when a diary is opened: the window is drawn before.
    from sqlcipher3 import dbapi2

    return dbapi2


def _no_plain_files(*_: object, **__: object) -> None:
    raise BugError("A file was about to be opened without encryption. Nothing was opened or written.")


@contextlib.contextmanager
def mapped_errors(folder: Path | None = None) -> Iterator[None]:
    """Turn SQLCipher's errors into the diary's, by their text: the driver gives no codes.

    ``folder`` tells a full disk from a broken one where SQLite only says that it could not write.
    An error without a user's remedy becomes BugError with the old one as its cause.
    """
    driver = _driver()
    try:
        yield
    except driver.Error as error:
        raise _mapped(str(error).lower(), type(error).__name__, folder) from error
    except MemoryError as error:
        raise _no_memory() from error


def _mapped(text: str, kind: str, folder: Path | None) -> TutorDiaryError:
    if "malformed" in text or "not a database" in text or "hmac" in text:
        return damaged("some of its pages cannot be read")
    if "is full" in text or ("disk i/o error" in text and _is_full(folder)):
        return DiskFull(
            "There is no room left to write the diary. What was saved before is safe. "
            "Make some room on the disk and try again."
        )
    if "is locked" in text or "is busy" in text:
        return busy()
    if "disk i/o error" in text or "readonly" in text or "unable to open" in text:
        return CannotWrite(
            "The system did not let the diary be read or written. What was saved before is safe. "
            "Check that its folder still exists, that the disk is well and that you may write there."
        )
    if "interrupted" in text:
        return Stopped("The step was stopped before its end. Nothing was changed by it. Do it again later.")
    if "out of memory" in text:
        return _no_memory()
    return BugError(f"The diary refused a step of the app ({kind}). It was not changed.")


def damaged(why: str) -> DiaryDamaged:
    """Return the error for a diary file that cannot be trusted; ``why`` is a clause such as "it is empty"."""
    return DiaryDamaged(
        f"The diary file is damaged: {why}. It was left as it is. "
        "Restore the newest backup, and keep the damaged file until you have seen that all is there."
    )


def busy() -> DiaryInUse:
    """Return the error for a change that another one kept waiting for too long."""
    return DiaryInUse(
        "The diary was busy for too long, so this change was not made. "
        "What was saved before is safe. Try again."
    )


def _no_memory() -> OutOfMemory:
    return OutOfMemory(
        "There was not enough memory. The diary was not changed. Close some other programs and try again."
    )


def _is_full(folder: Path | None) -> bool:
    if folder is None:
        return False
    try:
        return shutil.disk_usage(folder).free < _NO_ROOM_BYTES
    except OSError:
        return False


def _keyed(uri: str, key: str) -> Connection:
    checked_raw_key(key)
    driver = _driver()
    with mapped_errors():
        connection: Connection = driver.connect(
            uri, uri=True, isolation_level=None, timeout=BUSY_MS / 1000, check_same_thread=False
        )
    try:
        with mapped_errors():
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f'PRAGMA key = "{key}"')
            _assert_library(connection, driver)
    except BaseException:
        connection.close()
        raise
    return connection


def _assert_library(connection: Connection, driver: Any) -> None:
    _require(_version(driver.sqlite_version) >= _LOWEST_SQLITE, "SQLite")
    _require(_version(str(one(connection, "PRAGMA cipher_version"))) >= _LOWEST_CIPHER, "SQLCipher")
    _require(str(one(connection, "PRAGMA cipher_status")) == "1", "cipher_status")
    _require(one(connection, "PRAGMA temp_store") in (0, 2), "temp_store")


def _settle(connection: Connection, *, query_only: bool) -> None:
    for name, value in (
        ("foreign_keys", "ON"),
        ("synchronous", "FULL"),
        ("trusted_schema", "OFF"),
        ("temp_store", "MEMORY"),
    ):
        connection.execute(f"PRAGMA {name} = {value}")
    connection.execute("PRAGMA fullfsync = ON")  # macOS: to the disk itself, not only to its own memory
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    one(connection, "PRAGMA secure_delete = ON")  # what is deleted or written over is overwritten with zeros
    mode = one(connection, "PRAGMA journal_mode = WAL")
    if query_only:
        connection.execute("PRAGMA query_only = ON")
    _require(mode == "wal", "journal_mode")
    _require(one(connection, "PRAGMA foreign_keys") == 1, "foreign_keys")
    _require(one(connection, "PRAGMA synchronous") == 2, "synchronous")
    _require(one(connection, "PRAGMA trusted_schema") == 0, "trusted_schema")
    _require(one(connection, "PRAGMA secure_delete") == 1, "secure_delete")
    _require(one(connection, "PRAGMA query_only") == int(query_only), "query_only")


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise BugError(
            f"The encryption library does not do what the diary needs ({what}). The diary was not opened."
        )


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text.split(" ")[0]))
