"""Finds the rows of each table in a damaged database, also where the way down to them is gone.

Usually a table's pages are reached from its root. Where the list of tables or an inner page is lost, the
pages below hang in the air; they are given to the table their rows fit, and to none when two would do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutordiary.vault import salvage_trees
from tutordiary.vault.salvage_pages import Pages
from tutordiary.vault.salvage_trees import TABLE_INNER, TABLE_LEAF, Row, Value

if TYPE_CHECKING:
    from tutordiary.vault.sqlcipher import Connection

_MASTER = "sqlite_master"
_MASTER_KINDS = ("table", "index", "trigger", "view")
_VERSION_AT = 60
_ROWS_TRIED = 60
_TIME = re.compile(r"\d{4}-\d\d-\d\d|\d\d:\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table. ``is_number``: it is the row's number. ``parent``: whom it refers to, or ""."""

    name: str
    is_text: bool
    is_required: bool
    is_number: bool
    parent: str = ""

    def fits(self, value: Value) -> bool:
        """Say whether a value read could have been written into this column."""
        if value is None:
            return self.is_number or not self.is_required
        if self.is_time and isinstance(value, str) and value:
            return _TIME.match(value) is not None
        return isinstance(value, str) if self.is_text else isinstance(value, int | bytes)

    @property
    def is_time(self) -> bool:
        """Whether the column holds a day, a moment or a time of day, as its name tells."""
        return self.is_text and self.name.endswith(("_on", "_at"))


Shapes = Mapping[str, tuple[Column, ...]]


def shapes(conn: Connection, tables: list[str]) -> dict[str, tuple[Column, ...]]:
    """Return the columns of each table of a whole database."""
    found = {}
    for table in tables:
        parents = {row[3]: row[2] for row in conn.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()}
        found[table] = tuple(
            Column(
                name=name,
                is_text=kind.upper() == "TEXT",
                is_required=bool(required or key),
                is_number=bool(key) and kind.upper() == "INTEGER",
                parent=parents.get(name, ""),
            )
            for _, name, kind, required, _, key in conn.execute(f'PRAGMA table_info("{table}")').fetchall()
        )
    return found


class DamagedDatabase:
    """What can still be read of one database."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._roots: dict[str, int] = {}
        self._indexes: dict[str, list[int]] = {}
        self._leaves: dict[str, list[int]] = {}
        self._of: dict[str, int] = {}
        self._seen: set[int] = set()
        self._read_list_of_tables()

    @property
    def is_readable(self) -> bool:
        """Whether anything of any table can be read."""
        return any(salvage_trees.kind_of(self._pages, n) for n in range(1, self._pages.count + 1))

    @property
    def user_version(self) -> int:
        """The schema version; 0 when the first page, which tells it, is gone."""
        first = self._pages.get(1)
        return 0 if first is None else int.from_bytes(first[_VERSION_AT : _VERSION_AT + 4], "big")

    def take_stock(self, wanted: Shapes) -> None:
        """Find the pages of each wanted table; call it once, before ``rows``."""
        suspects: list[str] = []
        for table in wanted:
            root = self._roots.get(table)
            tree = salvage_trees.tree(self._pages, root) if root else salvage_trees.Tree()
            self._leaves[table] = tree.leaves
            self._seen |= tree.seen
            counts = [salvage_trees.tree(self._pages, one).entries for one in self._indexes.get(table, [])]
            each = tree.entries // len(tree.leaves) if tree.leaves else 1
            self._of[table] = max(counts, default=tree.entries + tree.lost * max(each, 1))
            if not root or tree.lost:
                suspects.append(table)
        if suspects:
            self._give_out_stray_pages({table: wanted[table] for table in suspects}, wanted)

    def rows(self, table: str) -> Iterator[Row]:
        """Yield the rows of a table, as far as they are whole. An early row may lack columns added later."""
        for leaf in self._leaves.get(table, []):
            yield from salvage_trees.rows(self._pages, leaf)

    def number_of_rows(self, table: str) -> int:
        """Return how many rows a table had, as its indexes tell, or else as the lost pages let one guess."""
        return self._of.get(table, 0)

    def _read_list_of_tables(self) -> None:
        tree = salvage_trees.tree(self._pages, 1)
        leaves = tree.leaves
        if self._pages.get(1) is None:
            leaves = [n for n in range(2, self._pages.count + 1) if self._is_list_of_tables(n)]
        self._seen |= {*tree.seen, *leaves}
        for leaf in leaves:
            for _, values in salvage_trees.rows(self._pages, leaf):
                if _is_master_row(values) and isinstance(values[3], int) and values[3] > 0:
                    kind, name, table, root = values[0], str(values[1]), str(values[2]), values[3]
                    if kind == "table":
                        self._roots[name] = root
                    elif kind == "index":
                        self._indexes.setdefault(table, []).append(root)
        for root in (*self._roots.values(), *(one for each in self._indexes.values() for one in each)):
            self._seen |= salvage_trees.tree(self._pages, root).seen

    def _is_list_of_tables(self, number: int) -> bool:
        found = list(salvage_trees.rows(self._pages, number))
        return bool(found) and all(_is_master_row(values) for _, values in found)

    def _give_out_stray_pages(self, suspects: Shapes, wanted: Shapes) -> None:
        ids = {table: {values[0] for _, values in self.rows(table)} for table in wanted}
        for top in self._strays():
            leaves = salvage_trees.tree(self._pages, top).leaves
            found = [row for leaf in leaves for row in salvage_trees.rows(self._pages, leaf)]
            table = _best_fit(found[:_ROWS_TRIED], suspects, ids)
            if table:
                self._leaves[table] += leaves
                ids[table] |= {values[0] for _, values in found}
                self._of[table] = max(self._of[table], len(list(self.rows(table))))

    def _strays(self) -> list[int]:
        """Return the topmost pages of tables that no table is known to own, and that are in use."""
        free = salvage_trees.free_pages(self._pages)
        strays = [
            number
            for number in range(2, self._pages.count + 1)
            if number not in self._seen
            and number not in free
            and salvage_trees.kind_of(self._pages, number) in (TABLE_LEAF, TABLE_INNER)
        ]
        below = {child for number in strays for child in salvage_trees.children(self._pages, number)}
        return [number for number in strays if number not in below]


def _is_master_row(values: tuple[Value, ...]) -> bool:
    return len(values) == 5 and values[0] in _MASTER_KINDS and isinstance(values[2], str)


def _best_fit(found: list[Row], suspects: Shapes, ids: Mapping[str, set[Value]]) -> str:
    """Return the one table whose columns the rows fit best; "" when there is none, or more than one."""
    scores: dict[str, int] = {}
    for table, columns in suspects.items():
        if found and all(_fits(values, columns) for _, values in found):
            scores[table] = sum(_score(values, columns, ids) for _, values in found)
    best = [table for table, score in scores.items() if score == max(scores.values())]
    return best[0] if len(best) == 1 else ""


def _fits(values: tuple[Value, ...], columns: tuple[Column, ...]) -> bool:
    if not 0 < len(values) <= len(columns):
        return False
    return all(column.fits(value) for column, value in zip(columns, values, strict=False))


def _score(values: tuple[Value, ...], columns: tuple[Column, ...], ids: Mapping[str, set[Value]]) -> int:
    """Say how likely a row is of a table: it has all the columns, times in place, and known parents."""
    score = len(columns) if len(values) == len(columns) else 0
    for column, value in zip(columns, values, strict=False):
        score += bool(column.is_time and value)
        if column.parent and value is not None:
            score += 1 if value in ids.get(column.parent, ()) else -1
    return score
