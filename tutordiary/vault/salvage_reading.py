"""Reads rows of a database some pages of which are gone: around the gaps, never across them.

After an error SQLCipher no longer trusts a connection, so each error costs a new one.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tutordiary.errors import BugError, DiskFull, OutOfMemory, TutorDiaryError
from tutordiary.vault import sqlcipher

if TYPE_CHECKING:
    from tutordiary.vault.sqlcipher import Connection

Rows = list[tuple[Any, ...]]

_AT_ONCE = 400
_WIDEST_GAP = 1 << 16


class DamagedDatabase:
    """A private copy of a damaged database. ``close`` it when done."""

    def __init__(self, path: Path, key: str) -> None:
        self._path = path
        self._key = key
        self._connection: Connection | None = None
        self._known: dict[str, int] = {}

    def close(self) -> None:
        """Let go of the copy."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(TutorDiaryError), sqlcipher.mapped_errors():
                connection.close()

    def user_version(self) -> int | None:
        """Return the schema version; None when the very list of tables is gone."""
        if self._ask("SELECT count(*) FROM sqlite_master") is None:
            return None
        found = self._ask("PRAGMA user_version")
        return int(found[0][0]) if found else None

    def columns(self, table: str) -> set[str]:
        """Return the names of a table's columns; empty when there is no such table."""
        return {row[1] for row in self._ask(f'PRAGMA table_info("{table}")') or []}

    def number_of_rows(self, table: str) -> int:
        """Return how many rows a table that was read had, as far as anything still tells."""
        return self._known.get(table, 0)

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[Rows]:
        """Yield every row that can be read, a few hundred at a time: its number, then the columns."""
        names = ", ".join(f'"{column}"' for column in columns)
        select = f'SELECT rowid, {names} FROM "{table}" NOT INDEXED'  # noqa: S608
        numbers = self._numbers(table)
        if numbers is not None:
            self._known[table] = len(numbers)
            for start in range(0, len(numbers), _AT_ONCE):
                yield from self._among(select, numbers[start : start + _AT_ONCE])
        else:
            yield from self._along(table, select)

    def _numbers(self, table: str) -> list[int] | None:
        """Return the numbers of all rows, from the table itself or else from one of its indexes."""
        ways = ["NOT INDEXED"]
        ways += [f'INDEXED BY "{row[1]}"' for row in self._ask(f'PRAGMA index_list("{table}")') or []]
        for way in ways:
            found = self._ask(f'SELECT rowid FROM "{table}" {way} ORDER BY rowid')  # noqa: S608
            if found is not None:
                return [int(row[0]) for row in found]
        return None

    def _among(self, select: str, numbers: list[int]) -> Iterator[Rows]:
        """Read the rows of known numbers, halving what cannot be read at once."""
        found = self._ask(f"{select} WHERE rowid BETWEEN ? AND ? ORDER BY rowid", numbers[0], numbers[-1])
        if found is not None:
            yield found
        elif len(numbers) > 1:
            middle = len(numbers) // 2
            yield from self._among(select, numbers[:middle])
            yield from self._among(select, numbers[middle:])

    def _along(self, table: str, select: str) -> Iterator[Rows]:
        """Read from the first number up where nobody knows them all, stepping over each gap."""
        ahead = f"{select} WHERE rowid > ? ORDER BY rowid LIMIT ?"
        last, limit, read, lost = -(1 << 62), _AT_ONCE, 0, 0
        while True:
            found = self._ask(ahead, last, limit)
            if found is None and limit > 1:
                limit //= 2
                continue
            if found is None:
                beyond = self._beyond(ahead, max(last, 0))
                if beyond is None:
                    lost += 1
                    break
                lost += beyond - max(last, 0)
                last, limit = beyond, _AT_ONCE
                continue
            if not found:
                break
            read += len(found)
            yield found
            last, limit = int(found[-1][0]), min(_AT_ONCE, limit * 2)
        self._known[table] = read + lost

    def _beyond(self, ahead: str, last: int) -> int | None:
        """Return a number past a gap, the smallest there is; None when nothing past it can be read."""
        step = 1
        while self._ask(ahead, last + step, 1) is None:
            step *= 2
            if step > _WIDEST_GAP:
                return None
        low, high = step // 2, step
        while high - low > 1:
            middle = (low + high) // 2
            if self._ask(ahead, last + middle, 1) is None:
                low = middle
            else:
                high = middle
        return last + high

    def _ask(self, sql: str, *values: object) -> Rows | None:
        """Return the rows of a question, or None when a page it needs is gone."""
        try:
            with sqlcipher.mapped_errors(self._path.parent):
                return self._open().execute(sql, values).fetchall()
        except (DiskFull, OutOfMemory, BugError):
            raise
        except TutorDiaryError:
            self.close()
            return None

    def _open(self) -> Connection:
        if self._connection is None:
            self._connection = sqlcipher.connect(self._path, self._key)
        return self._connection
