"""Rescues what can still be read of a damaged diary into a new one with the same keys.

Works on a copy: the damaged diary stays as it is, byte for byte. Pages are read one by one, so that one that
is gone costs only what was on it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tutordiary.errors import BugError, DiaryMissing
from tutordiary.vault import checks, diary_folder, files, layout, looking, mark, sqlcipher
from tutordiary.vault.keyfile import Secret
from tutordiary.vault.layout import DiaryPaths, StatePaths, default_state_folder
from tutordiary.vault.salvage_pages import Pages
from tutordiary.vault.salvage_reading import Column, DamagedDatabase, Shapes, shapes
from tutordiary.vault.vault import OpenKeys

if TYPE_CHECKING:
    from tutordiary.vault.sqlcipher import Connection

_NOT_COPIED = ("_sqlite_migrations",)  # the new diary keeps its own book of them

MakeTables = Callable[["Connection", int], None]
Mend = Callable[["Connection", str], tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class TableRead:
    """How many rows of one table were read, of how many it had. Where nobody knows, ``of`` is a guess."""

    name: str
    read: int
    of: int


@dataclass(frozen=True, slots=True)
class RescueReport:
    """What came over into the diary in ``folder``.

    ``stand_ins`` stand for rows that are gone and that others depend on; ``left_out`` rows had nothing left
    to hang on; ``from_search`` passages were found in the index for searching alone.
    """

    folder: Path
    tables: tuple[TableRead, ...]
    stand_ins: int
    left_out: int
    from_search: int

    @property
    def read(self) -> int:
        """Rows read, over all tables."""
        return sum(table.read for table in self.tables)

    @property
    def of(self) -> int:
        """Rows there were, over all tables."""
        return sum(table.of for table in self.tables)


def rescue(
    folder: Path,
    secret: Secret,
    target: Path,
    *,
    make_tables: MakeTables,
    mend: Mend,
    state_folder: Path | None = None,
) -> RescueReport:
    """Read what can be read of the diary in ``folder`` into a new diary at ``target``, which opens as it did.

    ``make_tables`` brings a database, empty at first, to the store's tables of a version (0: the newest);
    ``mend`` gets the diary's id, makes the copied rows hold together, and returns how many stand-ins it made,
    rows it left out and passages it found. ``target`` is missing or empty; the new diary appears there proven
    or not at all.
    Raises: DiaryMissing, DiaryExists, DiaryDamaged when nothing can be read, DiaryInUse, WrongSecret,
    DiskFull, CannotWrite, OutOfMemory.
    """
    layout.refuse_taken(target)
    if not DiaryPaths(folder).database.is_file():
        raise DiaryMissing(
            "There is no diary file in this folder to rescue anything from. Nothing was changed. "
            "Choose the folder of the damaged diary, or restore the newest backup."
        )
    building, aside = files.temporary_beside(target), files.temporary_beside(target)
    state_place = state_folder or default_state_folder()
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, building, ignore_errors=True)
        stack.callback(shutil.rmtree, aside, ignore_errors=True)
        writer = looking.lock_if_possible(DiaryPaths(folder))
        if writer is not None:
            stack.callback(writer.release)
        keys = diary_folder.unlock_folder(folder, secret, state_folder=state_folder)
        looking.copy_files(DiaryPaths(folder), DiaryPaths(aside), skip_unreadable=True).release()
        state = StatePaths(state_place, keys.file.vault_id)
        report = _rebuild(DiaryPaths(aside), DiaryPaths(building), keys, state, make_tables, mend)
        layout.put_in_place(building, target)
        layout.remember_keys(state, keys.file)
    return replace(report, folder=target)


def _rebuild(
    aside: DiaryPaths,
    building: DiaryPaths,
    keys: OpenKeys,
    state: StatePaths,
    make_tables: MakeTables,
    mend: Mend,
) -> RescueReport:
    pages = Pages(aside.database, aside.log, keys.data_key, keys.file.vault_id)
    damaged = DamagedDatabase(pages)
    if not damaged.is_readable:
        raise sqlcipher.damaged("not one page of it can be read, so nothing could be rescued")
    with _new_database(building, keys) as conn:
        make_tables(conn, damaged.user_version)
        with sqlcipher.mapped_errors(building.folder):
            wanted = shapes(conn, _plain_tables(conn))
            damaged.take_stock(wanted)
            conn.execute("PRAGMA foreign_keys = OFF")
            tables = _carry_over(damaged, conn, wanted)
            make_tables(conn, 0)
            conn.execute("BEGIN IMMEDIATE")
            mended = mend(conn, keys.file.vault_id.hex())
            # Beyond what this computer has seen, so that the new diary is never taken for an older copy.
            conn.execute("UPDATE meta SET ctr = max(ctr, ?) + 1", (_seen(keys, state),))
            conn.execute("COMMIT")
            conn.execute("PRAGMA foreign_keys = ON")
        failed = [line.name for line in checks.full_check(conn) if not line.passed]
    if failed:
        raise BugError(f"The rescued diary did not pass its check ({', '.join(failed)}) and was not kept.")
    return RescueReport(building.folder, tables, *mended)


def _seen(keys: OpenKeys, state: StatePaths) -> int:
    """Return the number of changes this computer has seen of the diary."""
    seen = mark.load(state.mark, keys.file.vault_id, keys.data_key)
    return seen.counter if seen else 0


@contextlib.contextmanager
def _new_database(paths: DiaryPaths, keys: OpenKeys) -> Iterator[Connection]:
    files.make_private_folder(paths.folder, "the rescued diary's folder")
    for path in (paths.keys, paths.keys_copy):
        files.write_atomic(path, keys.file.to_bytes(), "the key file")
    with files.mapped_os_errors("the rescued diary"):
        os.close(files.open_new(paths.database))
    connection = sqlcipher.connect(paths.database, keys.raw)
    try:
        yield connection
    finally:
        connection.close()
    with files.mapped_os_errors("the rescued diary's folder"):
        files.sync_folder(paths.folder)


def _carry_over(damaged: DamagedDatabase, conn: Connection, wanted: Shapes) -> tuple[TableRead, ...]:
    conn.execute("BEGIN IMMEDIATE")
    triggers = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        conn.execute(f'DROP TRIGGER "{name}"')
    tables = tuple(_carry_table(damaged, conn, table, columns) for table, columns in wanted.items())
    for _, sql in triggers:
        conn.execute(sql)
    conn.execute("COMMIT")
    return tuple(table for table in tables if table.of)


def _plain_tables(conn: Connection) -> list[str]:
    """Return the tables that hold rows of their own: neither a search index nor the parts of one."""
    rows = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY rowid").fetchall()
    virtual = [name for name, sql in rows if sql.lower().startswith("create virtual")]
    return [
        name
        for name, _ in rows
        if name not in (*virtual, *_NOT_COPIED)
        and not name.startswith(("sqlite_", *(f"{one}_" for one in virtual)))
    ]


def _carry_table(
    damaged: DamagedDatabase, conn: Connection, table: str, columns: tuple[Column, ...]
) -> TableRead:
    read = 0
    for rowid, values in damaged.rows(table):
        # A row written before a column was added ends early; the column's default stands for the rest.
        names = [f'"{column.name}"' for column in columns[: len(values)] if not column.is_number]
        cells = [value for column, value in zip(columns, values, strict=False) if not column.is_number]
        marks = ", ".join("?" * (len(names) + 1))
        insert = f'INSERT OR IGNORE INTO "{table}" ({", ".join(["rowid", *names])}) VALUES ({marks})'  # noqa: S608
        read += conn.execute(insert, (rowid, *cells)).rowcount
    return TableRead(table, read, max(read, damaged.number_of_rows(table)))
