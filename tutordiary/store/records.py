"""Moves records between their dataclasses and their tables.

One rule per field type, so that a new field needs no code here: days and moments are ISO text, closed lists
their values, yes and no 1 and 0, lists of words JSON, audiences and indicators words with single spaces.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from itertools import groupby
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from tutordiary.model import RECORD_TYPES, Record

if TYPE_CHECKING:
    # SQLCipher's connection, typed as its twin: only the vault knows which library it is.
    from sqlite3 import Connection

R = TypeVar("R", bound=Record)
Cell = str | int | bytes | None


@dataclass(frozen=True, slots=True)
class FieldRule:
    """How one field is stored. ``pack`` and ``unpack`` never see None."""

    name: str
    kind: type
    optional: bool
    pack: Callable[[Any], Cell]
    unpack: Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


def storable(text: str) -> str:
    """Return a text without half characters, which no file can hold: halves of one are joined.

    A foreign file can hold a lone half; it becomes the replacement character, so that no word beside it is
    lost.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _rule(name: str, hint: Any) -> FieldRule:
    optional = False
    if get_origin(hint) in (Union, UnionType):
        optional = True
        (hint,) = (part for part in get_args(hint) if part is not type(None))
    origin = get_origin(hint)
    if origin is tuple and name == "indicators":
        return FieldRule(name, tuple, optional, " ".join, lambda text: tuple(text.split()))
    if origin is tuple:
        return FieldRule(
            name,
            tuple,
            optional,
            lambda v: storable(json.dumps(v, ensure_ascii=False)),
            lambda t: tuple(json.loads(t)),
        )
    if origin is frozenset:
        (member,) = get_args(hint)
        return FieldRule(
            name,
            frozenset,
            optional,
            lambda v: " ".join(sorted(v)),
            lambda t: frozenset(member(w) for w in t.split()),
        )
    if hint is datetime:
        return FieldRule(name, datetime, optional, datetime.isoformat, datetime.fromisoformat)
    if hint is date:
        return FieldRule(name, date, optional, date.isoformat, date.fromisoformat)
    if hint is bool:
        return FieldRule(name, bool, optional, int, bool)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return FieldRule(name, hint, optional, str, hint)
    return FieldRule(name, hint, optional, storable if hint is str else _same, _same)


@cache
def _rules_of(table: str) -> tuple[FieldRule, ...]:
    kind = record_type(table)
    hints = get_type_hints(kind)
    return tuple(_rule(field.name, hints[field.name]) for field in fields(kind))


def rules(kind: type[Record]) -> tuple[FieldRule, ...]:
    """Return how each field of a record type is stored, in the dataclass's order (``id`` first)."""
    return _rules_of(kind.table)


@cache
def record_type(table: str) -> type[Record]:
    """Return the record type that lives in a table. Raises KeyError for a table with none."""
    return {kind.table: kind for kind in RECORD_TYPES}[table]


def _columns(kind: type[Record]) -> str:
    return ", ".join(rule.name for rule in rules(kind))


def to_row(record: Record) -> tuple[Cell, ...]:
    """Return a record's cells in its type's column order."""
    cells: list[Cell] = []
    for rule in rules(type(record)):
        value = getattr(record, rule.name)
        cells.append(None if value is None else rule.pack(value))
    return tuple(cells)


def from_row(kind: type[R], row: Sequence[Any]) -> R:
    """Return the record that a row in column order holds."""
    values: Any = {
        rule.name: None if cell is None else rule.unpack(cell)
        for rule, cell in zip(rules(kind), row, strict=True)
    }
    return kind(**values)


def insert(conn: Connection, records: Iterable[Record]) -> int:
    """Add records, and return how many. Call it inside a transaction."""
    count = 0
    for table, alike in groupby(records, lambda record: record.table):
        kind = record_type(table)
        marks = ", ".join("?" * len(rules(kind)))
        rows = [to_row(record) for record in alike]
        conn.executemany(f"INSERT INTO {kind.table} ({_columns(kind)}) VALUES ({marks})", rows)  # noqa: S608
        count += len(rows)
    return count


def upsert(conn: Connection, record: Record) -> None:
    """Add a record, or replace every field of the one with its id."""
    kind = type(record)
    marks = ", ".join("?" * len(rules(kind)))
    sets = ", ".join(f"{rule.name} = excluded.{rule.name}" for rule in rules(kind)[1:])
    conn.execute(
        f"INSERT INTO {kind.table} ({_columns(kind)}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {sets}",  # noqa: S608
        to_row(record),
    )


def delete(conn: Connection, kind: type[Record], record_id: str) -> bool:
    """Remove one record and what hangs on it; return whether it was there."""
    return conn.execute(f"DELETE FROM {kind.table} WHERE id = ?", (record_id,)).rowcount > 0  # noqa: S608


def get(conn: Connection, kind: type[R], record_id: str) -> R | None:
    """Return one record by id, or None."""
    row = conn.execute(f"SELECT {_columns(kind)} FROM {kind.table} WHERE id = ?", (record_id,)).fetchone()  # noqa: S608
    return None if row is None else from_row(kind, row)


def find(
    conn: Connection, kind: type[R], equals: Mapping[str, Any], *, order: Sequence[str] = ("id",)
) -> list[R]:
    """Return the records whose fields equal the given values (None matches "not known"), in order.

    ``order`` names fields, with a leading ``-`` for newest first.
    """
    by_name = {rule.name: rule for rule in rules(kind)}
    conditions, parameters = [], []
    for name, value in equals.items():
        rule = by_name[name]
        if value is None:
            conditions.append(f"{name} IS NULL")
        else:
            conditions.append(f"{name} = ?")
            parameters.append(rule.pack(value))
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    turns = ", ".join(
        f"{by_name[name.lstrip('-')].name} {'DESC' if name.startswith('-') else 'ASC'}" for name in order
    )
    rows = conn.execute(
        f"SELECT {_columns(kind)} FROM {kind.table}{where} ORDER BY {turns}",  # noqa: S608
        parameters,
    ).fetchall()
    return [from_row(kind, row) for row in rows]


def select(conn: Connection, kind: type[R], tail: str, parameters: Sequence[Cell] = ()) -> list[R]:
    """Return the records a condition picks; ``tail`` is what follows ``FROM table t`` (store code only)."""
    columns = ", ".join(f"t.{rule.name}" for rule in rules(kind))
    rows = conn.execute(f"SELECT {columns} FROM {kind.table} t {tail}", parameters).fetchall()  # noqa: S608
    return [from_row(kind, row) for row in rows]


def count_rows(conn: Connection) -> dict[str, int]:
    """Return the number of rows of every record table, by table name."""
    counts: dict[str, int] = {}
    for kind in RECORD_TYPES:
        row = conn.execute(f"SELECT count(*) FROM {kind.table}").fetchone()  # noqa: S608
        counts[kind.table] = int(row[0]) if row else 0
    return counts
