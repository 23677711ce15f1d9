"""An open diary: one connection for each thread, whole changes or none, and a clean end.

Holds the key while it lives. Knows of the diary's tables only ``meta``, where changes are counted.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tutordiary.errors import BugError, DiaryDamaged, DiaryInUse, TutorDiaryError
from tutordiary.vault import checks, files, mark, sqlcipher
from tutordiary.vault.layout import DiaryPaths, StatePaths, remember_keys
from tutordiary.vault.turns import Turns

if TYPE_CHECKING:
    import sqlite_utils

    from tutordiary.vault.keyfile import KeyFile
    from tutordiary.vault.lockfile import WriterLock
    from tutordiary.vault.sqlcipher import Connection


@dataclass(frozen=True, slots=True)
class OpenKeys:
    """What opens the diary, and must be forgotten at the end. Never leaves this package."""

    file: KeyFile
    data_key: bytes = field(repr=False)

    @property
    def raw(self) -> str:
        """The key as SQLCipher reads it."""
        return sqlcipher.raw_key(self.data_key, self.file.vault_id)


class _Mine(threading.local):
    """What one thread has of the diary."""

    connection: Connection | None = None
    database: sqlite_utils.Database | None = None
    depth: int = 0


class Vault:
    """A diary that has been unlocked. Made by ``diary_folder``; ended by ``close`` or a ``with`` block.

    ``was_interrupted``: the last use did not end with ``close``; a full check is due when there is time.
    ``key_news``: a sentence on new keys that had been cut short and were put right at this opening, or "".
    """

    def __init__(
        self,
        paths: DiaryPaths,
        state: StatePaths,
        keys: OpenKeys,
        lock: WriterLock,
        *,
        was_interrupted: bool = False,
    ) -> None:
        self._paths = paths
        self._state = state
        self._keys: OpenKeys | None = keys
        self._lock = lock
        self._mine = _Mine()
        self._given_out: list[tuple[threading.Thread, Connection]] = []
        self._guard = threading.Lock()
        self._turns = Turns()
        self._is_damaged = False
        self._has_meta = False
        self._is_lent = False
        self._are_keys_written = True
        self.was_interrupted = was_interrupted
        self.key_news = ""

    def __enter__(self) -> Vault:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def vault_id(self) -> str:
        """The diary's id, 32 hex digits; it never changes and says nothing."""
        return self._state.vault_id.hex()

    @property
    def folder(self) -> Path:
        """The folder the diary lies in."""
        return self._paths.folder

    @property
    def state_folder(self) -> Path:
        """The folder where this computer remembers things of diaries."""
        return self._state.folder

    @property
    def is_read_only(self) -> bool:
        """Whether it was opened only to look: every change raises CannotWrite."""
        return False

    @property
    def is_closed(self) -> bool:
        """Whether ``close`` has been called."""
        return self._keys is None

    @property
    def keys(self) -> OpenKeys:
        """The keys, for this package. Raises: BugError once closed."""
        if self._keys is None:
            raise BugError("The diary is closed. Nothing was read or written.")
        return self._keys

    @property
    def conn(self) -> Connection:
        """The calling thread's connection, opened at first use. Changes go through ``tx``.

        Raises: DiaryDamaged once damage was met: after that SQLCipher gives misleading errors.
        """
        self._refuse_damaged()
        if self._mine.connection is None:
            self._mine.connection = self._give_out(query_only=False)
        return self._mine.connection

    @property
    def db(self) -> sqlite_utils.Database:
        """The calling thread's sqlite-utils view of the same connection."""
        connection = self.conn
        if self._mine.database is None:
            with sqlcipher.mapped_errors(self.folder):
                self._mine.database = sqlcipher.database(connection)
        return self._mine.database

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give the calling thread's connection for reading; refusals come as the diary's errors.

        Raises: DiaryDamaged, CannotWrite, DiaryInUse, DiskFull.
        """
        with self._guarded():
            yield self.conn

    def reader(self) -> Connection:
        """Return a new connection of this thread's own that cannot change anything; the caller closes it."""
        self._refuse_damaged()
        return self._give_out(query_only=True)

    @contextlib.contextmanager
    def tx(self) -> Iterator[Connection]:
        """Make the changes of the block one whole: all kept and counted at its end, or none on any exception.

        Within another ``tx`` of the same thread the block is a part that can fail alone; only the outermost
        counts. Waits up to 5 seconds for another writer.
        Raises: DiskFull, CannotWrite, DiaryInUse, DiaryDamaged; BugError for a change the tables refuse.
        """
        connection = self.conn
        outermost = self._mine.depth == 0
        if outermost and connection.in_transaction:
            raise BugError("A change was begun outside the diary's own way of saving. Nothing was saved.")
        name = f"tx_{self._mine.depth}"
        with self._turn() if outermost else contextlib.nullcontext(), self._guarded():
            connection.execute("BEGIN IMMEDIATE" if outermost else f"SAVEPOINT {name}")
            self._mine.depth += 1
            try:
                yield connection
                counted = outermost and self._count_change(connection)
                connection.execute("COMMIT" if outermost else f"RELEASE {name}")
                self._has_meta = self._has_meta or counted
            except BaseException:
                _undo(connection, None if outermost else name)
                raise
            finally:
                self._mine.depth -= 1

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._turns.take(sqlcipher.BUSY_MS / 1000):
            raise sqlcipher.busy()
        try:
            yield
        finally:
            self._turns.give()

    @property
    def user_version(self) -> int:
        """The schema version the store has written; 0 in a new diary."""
        with self._guarded():
            return int(sqlcipher.one(self.conn, "PRAGMA user_version"))

    def counter(self) -> int:
        """Return the number of changes ever made; 0 before the store has made its tables."""
        with self._guarded():
            if not self._counts(self.conn):
                return 0
            return int(sqlcipher.one(self.conn, "SELECT ctr FROM meta") or 0)

    def checkpoint(self) -> bool:
        """Fold the log into the diary file; False if a reader or writer was in the way."""
        with self._guarded():
            busy, _, _ = self.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy

    @contextlib.contextmanager
    def reading_through(self) -> Iterator[None]:
        """Hold few pages on this thread while the block reads the whole diary once."""
        with sqlcipher.reading_through(self.conn):  # not guarded: damage met within may be a backup's
            yield

    def full_check(self) -> tuple[checks.CheckLine, ...]:
        """Run every check; takes seconds on a big diary, so run it in a worker."""
        return checks.full_check(self.conn)

    def mark_damaged(self) -> None:
        """Refuse every further read and write with DiaryDamaged, and write nothing of our own at the end."""
        self._is_damaged = True

    def save_mark(self) -> None:
        """Remember how far the diary has come; for every minute or so. Raises: DiskFull, CannotWrite."""
        keys = self.keys
        seen = mark.Mark(counter=self.counter(), generation=keys.file.generation)
        mark.save(self._state.mark, self._state.vault_id, keys.data_key, seen)

    def replace_keys(self, change: Callable[[KeyFile, bytes], KeyFile]) -> None:
        """Write the key file ``change`` makes of the old one and the data key: the file, then its copies.

        Once the first is written the change has happened, and the copies are put right at the next opening.
        Raises: DiskFull, CannotWrite with the old file in force; DiaryDamaged if its key opens nothing.
        """
        keys = self.keys
        self.counter()  # a key file is never written for a key that does not open the diary
        fresh = change(keys.file, keys.data_key)
        files.write_atomic(self._paths.keys, fresh.to_bytes(), "the key file")
        self._keys, self._are_keys_written = OpenKeys(fresh, keys.data_key), True
        self._copy_keys(fresh)

    def adopt_keys(self, keys: OpenKeys) -> None:
        """Go on with other keys; if their file cannot be written now, it is tried again at the end."""
        self._keys, self._are_keys_written = keys, False
        with contextlib.suppress(TutorDiaryError):
            self._write_keys()

    def _write_keys(self) -> None:
        if not self._are_keys_written:
            fresh = self.keys.file
            files.write_atomic(self._paths.keys, fresh.to_bytes(), "the key file")
            self._are_keys_written = True
            self._copy_keys(fresh)

    def _copy_keys(self, fresh: KeyFile) -> None:
        remember_keys(self._state, fresh)
        with contextlib.suppress(TutorDiaryError):
            files.write_atomic(self._paths.keys_copy, fresh.to_bytes(), "the copy of the key file")
            self.save_mark()

    @contextlib.contextmanager
    def alone(self) -> Iterator[tuple[DiaryPaths, StatePaths]]:
        """Lend the diary's files, with every connection closed and none given out until the block ends.

        Other threads must have finished, as for ``close``. Raises: DiaryInUse if one has not.
        """
        is_folded = self.checkpoint()
        with self._guard:
            if not is_folded or any(_is_at_work(connection) for _, connection in self._given_out):
                raise DiaryInUse(
                    "The diary was being read or written just now, so nothing was changed. Try again."
                )
            self._close_connections()
            self._is_lent = True
        try:
            with self._guarded():
                yield self._paths, self._state
        finally:
            self._is_lent = False

    def settle(self, *, check: bool, save_mark: bool) -> None:
        """Read the diary once after opening it, so that a log left by a crash is taken in now.

        Raises: DiaryDamaged if a diary that had been cut short does not pass the full check even so.
        """
        self.counter()
        if check and not checks.all_passed(self.full_check()):
            self._is_damaged = True
            raise sqlcipher.damaged("it has been cut short")
        if save_mark:
            with contextlib.suppress(TutorDiaryError):
                self.save_mark()

    def close(self) -> None:
        """Fold in the log, save the mark, close every connection, let the next writer in, forget the key.

        May be called twice. Other threads must have finished. Whatever goes wrong, the diary ends closed, and
        nothing saved is lost: the log is read at the next opening.
        """
        if self._keys is None:
            return
        for last_step in () if self._is_damaged else (self._write_keys, self.checkpoint, self.save_mark):
            with contextlib.suppress(TutorDiaryError):
                last_step()
        self._drop()

    def abandon(self) -> None:
        """Close without writing anything of our own, as after damage."""
        self._drop()

    def _drop(self) -> None:
        with self._guard:
            self._close_connections()
            self._keys = None
        self._lock.release()

    def _close_connections(self) -> None:
        for _, connection in self._given_out:
            with contextlib.suppress(TutorDiaryError), sqlcipher.mapped_errors():
                connection.close()
        self._given_out.clear()
        self._mine = _Mine()

    def _give_out(self, *, query_only: bool) -> Connection:
        keys = self.keys
        if self._is_lent:
            raise DiaryInUse(
                "The diary is getting new keys just now, so this was not done. What was saved is safe. "
                "Try again when it is ready."
            )
        with self._guarded():
            connection = sqlcipher.connect(self._paths.database, keys.raw, query_only=query_only)
        with self._guard:
            if self._keys is keys and not self._is_lent:
                self._forget_finished()
                self._given_out.append((threading.current_thread(), connection))
                return connection
        connection.close()
        return self._give_out(query_only=query_only)  # closed, lent or given new keys meanwhile: as it is now

    def _forget_finished(self) -> None:
        # A connection of another living thread is not so much as asked: it may hold its own lock while it
        # waits for a writer, and we would hold up the whole program waiting for it.
        me = threading.current_thread()
        kept: list[tuple[threading.Thread, Connection]] = []
        for thread, connection in self._given_out:
            if not thread.is_alive():
                connection.close()
            elif thread is not me or _is_open(connection):
                kept.append((thread, connection))
        self._given_out = kept

    def _refuse_damaged(self) -> None:
        if self._is_damaged:
            raise sqlcipher.damaged("some of its pages cannot be read")

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            with sqlcipher.mapped_errors(self.folder):
                yield
        except DiaryDamaged:
            self._is_damaged = True
            raise

    def _counts(self, connection: Connection) -> bool:
        return self._has_meta or sqlcipher.has_meta(connection)

    def _count_change(self, connection: Connection) -> bool:
        if not self._counts(connection):
            return False
        connection.execute("UPDATE meta SET ctr = ctr + 1")
        return True


def _undo(connection: Connection, savepoint: str | None) -> None:
    # A full disk makes SQLite roll back by itself; there is nothing left to undo then.
    if not connection.in_transaction:
        return
    with contextlib.suppress(TutorDiaryError), sqlcipher.mapped_errors():
        if savepoint is None:
            connection.execute("ROLLBACK")
        else:
            connection.execute(f"ROLLBACK TO {savepoint}")
            connection.execute(f"RELEASE {savepoint}")


def _is_at_work(connection: Connection) -> bool:
    try:
        with sqlcipher.mapped_errors():
            return connection.in_transaction
    except BugError:
        return False  # it is closed


def _is_open(connection: Connection) -> bool:
    try:
        with sqlcipher.mapped_errors():
            return connection.total_changes >= 0
    except BugError:
        return False
