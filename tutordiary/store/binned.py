"""What was removed and can still be brought back: whole rows with their ids, and what pointed at them.

An entry of the bin is a parcel: the row that was removed, every row that went with it, the links that other
rows lost, and the places they had in the search. Its body is JSON, a list in the order of putting back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tutordiary.model import RECORD_TYPES, Record
from tutordiary.store.places import places, put_in_place
from tutordiary.store.records import Cell, record_type, rules, to_row

if TYPE_CHECKING:
    from sqlite3 import Connection

ORDER = {kind.table: number for number, kind in enumerate(RECORD_TYPES)}
ONE_PLACE: dict[str, tuple[str, str]] = {
    "reflection": ("session_id", "prompt"),
    "report_section": ("report_id", "section"),
}
"""Tables where only one text can stand in a place, and the columns that name the place."""

_AT_ONCE = 500
_TIES: dict[int, tuple[Tie, ...]] = {}


@dataclass(frozen=True, slots=True)
class Tie:
    """A column that holds an id of another table. ``goes_along``: the row goes when that one goes."""

    table: str
    column: str
    parent: str
    goes_along: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One removed row, by column."""

    table: str
    cells: dict[str, Cell]

    @property
    def id(self) -> str:
        """The id of the record it was, and will be again."""
        return str(self.cells["id"])


@dataclass(frozen=True, slots=True)
class Link:
    """What a row that stayed pointed at before."""

    table: str
    id: str
    column: str
    to: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """Everything that goes into the bin together. ``places`` are (kind, item id, number) in the search."""

    rows: tuple[Row, ...]
    links: tuple[Link, ...] = ()
    places: tuple[tuple[str, str, int], ...] = ()

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all its rows."""
        return frozenset(row.id for row in self.rows)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the bin. ``table`` and ``item_id`` name the record that was removed itself."""

    id: str
    table: str
    item_id: str
    title: str
    removed_at: datetime
    parcel: Parcel = field(repr=False)

    @property
    def root(self) -> Row:
        """The row that was removed itself."""
        return next(row for row in self.parcel.rows if row.table == self.table and row.id == self.item_id)


# How rows hang together --------------------------------------------------------------------------------


def ties(conn: Connection) -> tuple[Tie, ...]:
    """Return every column that points at another table."""
    (schema,) = conn.execute("PRAGMA user_version").fetchone()
    if schema not in _TIES:
        rows = conn.execute(
            'SELECT m.name, f."from", f."table", f.on_delete FROM sqlite_master m,'
            " pragma_foreign_key_list(m.name) f WHERE m.type = 'table' ORDER BY m.name, f.id"
        ).fetchall()
        _TIES[schema] = tuple(
            Tie(table, column, parent, rule == "CASCADE") for table, column, parent, rule in rows
        )
    return _TIES[schema]


def gather(conn: Connection, table: str, item_id: str) -> Parcel | None:
    """Return all that goes when a row goes, in the order of putting back; None when there is no such row."""
    found: dict[tuple[str, str], Row] = {}
    lost: list[Link] = []
    fresh = _rows(conn, table, "id", [item_id])
    while fresh:
        found |= {(row.table, row.id): row for row in fresh}
        new: list[Row] = []
        for tie in ties(conn):
            ids = [row.id for row in fresh if row.table == tie.parent]
            if not ids:
                continue
            hanging = _rows(conn, tie.table, tie.column, ids)
            if tie.goes_along:
                new += [row for row in hanging if (row.table, row.id) not in found]
            else:
                lost += [Link(row.table, row.id, tie.column, str(row.cells[tie.column])) for row in hanging]
        fresh = list({(row.table, row.id): row for row in new}.values())
    if not found:
        return None
    links = tuple(link for link in lost if (link.table, link.id) not in found)
    rows = tuple(sorted(found.values(), key=lambda row: (ORDER[row.table], row.id)))
    touched = [*((row.table, row.id) for row in rows), *((link.table, link.id) for link in links)]
    return Parcel(rows, links, tuple(places(conn, touched)))


def _rows(conn: Connection, table: str, column: str, ids: list[str]) -> list[Row]:
    names = [rule.name for rule in rules(record_type(table))]
    found = []
    for at in range(0, len(ids), _AT_ONCE):
        part = ids[at : at + _AT_ONCE]
        rows = conn.execute(
            f"SELECT {', '.join(names)} FROM {table} WHERE {column} IN ({', '.join('?' * len(part))})",  # noqa: S608
            part,
        ).fetchall()
        found += [Row(table, dict(zip(names, row, strict=True))) for row in rows]
    return found


# The bin's own table -----------------------------------------------------------------------------------


def put(conn: Connection, entry: Entry) -> None:
    """Write an entry, in place of the one with its id."""
    conn.execute(
        "INSERT INTO bin (id, item_table, item_id, body, deleted_at, title) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET body = excluded.body",
        (
            entry.id,
            entry.table,
            entry.item_id,
            _body(entry.parcel),
            entry.removed_at.isoformat(),
            entry.title,
        ),
    )


def entries(conn: Connection, where: str = "1", parameters: Iterable[Cell] = ()) -> list[Entry]:
    """Return the entries, newest first; ``where`` is a condition of the store's own."""
    rows = conn.execute(
        "SELECT id, item_table, item_id, title, deleted_at, body FROM bin"  # noqa: S608
        f" WHERE {where} ORDER BY deleted_at DESC, id DESC",
        tuple(parameters),
    ).fetchall()
    return [
        Entry(one, table, item, title, datetime.fromisoformat(at), _parcel(body))
        for one, table, item, title, at, body in rows
    ]


def entry(conn: Connection, entry_id: str) -> Entry | None:
    """Return one entry, or None."""
    return next(iter(entries(conn, "id = ?", (entry_id,))), None)


def entry_of(conn: Connection, table: str, item_id: str) -> Entry | None:
    """Return the newest entry of a record that was removed itself, or None."""
    return next(iter(entries(conn, "item_table = ? AND item_id = ?", (table, item_id))), None)


def holder_of(conn: Connection, table: str, item_id: str) -> Entry | None:
    """Return the newest entry that a record lies in, itself or along with another; None when none does."""
    found = entries(conn, "instr(body, ?) > 0", (json.dumps(item_id, ensure_ascii=False),))
    return next(
        (one for one in found if any((row.table, row.id) == (table, item_id) for row in one.parcel.rows)),
        None,
    )


def once_in_place_of(conn: Connection, record: Record) -> list[Entry]:
    """Return the entries of other records that stood in the very place where this one stands now."""
    columns = ONE_PLACE.get(record.table)
    if columns is None:
        return []
    owner, part = (getattr(record, column) for column in columns)
    found = entries(
        conn, "item_table = ? AND instr(body, ?) > 0", (record.table, json.dumps(owner, ensure_ascii=False))
    )
    place = (owner, part)
    return [
        one
        for one in found
        if one.item_id != record.id and tuple(one.root.cells[column] for column in columns) == place
    ]


def older_than(conn: Connection, moment: datetime) -> list[Entry]:
    """Return the entries that were removed before a moment."""
    return entries(conn, "deleted_at < ?", (moment.isoformat(),))


def is_empty(conn: Connection) -> bool:
    """Return whether nothing lies in the bin."""
    return conn.execute("SELECT 1 FROM bin LIMIT 1").fetchone() is None


def drop(conn: Connection, entry_id: str) -> None:
    """Take an entry out of the bin."""
    conn.execute("DELETE FROM bin WHERE id = ?", (entry_id,))


def _body(parcel: Parcel) -> str:
    told: list[dict[str, Any]] = [{"table": row.table, "row": row.cells} for row in parcel.rows]
    told += [{"table": one.table, "id": one.id, "column": one.column, "to": one.to} for one in parcel.links]
    told += [{"kind": kind, "id": item_id, "number": number} for kind, item_id, number in parcel.places]
    return json.dumps(told, ensure_ascii=False)


def _parcel(body: str) -> Parcel:
    told = json.loads(body)
    return Parcel(
        rows=tuple(Row(one["table"], one["row"]) for one in told if "row" in one),
        links=tuple(Link(one["table"], one["id"], one["column"], one["to"]) for one in told if "to" in one),
        places=tuple((one["kind"], one["id"], one["number"]) for one in told if "number" in one),
    )


# Putting back ------------------------------------------------------------------------------------------


def is_there(conn: Connection, table: str, item_id: str) -> bool:
    """Return whether a record stands in its table."""
    return conn.execute(f"SELECT 1 FROM {table} WHERE id = ?", (item_id,)).fetchone() is not None  # noqa: S608


def gone_parent(conn: Connection, row: Row) -> Tie | None:
    """Return what a row cannot be without, when that is not there; None when it may come back."""
    for tie in ties(conn):
        to = row.cells.get(tie.column)
        if (
            tie.table == row.table
            and tie.goes_along
            and to is not None
            and not is_there(conn, tie.parent, str(to))
        ):
            return tie
    return None


def put_back(conn: Connection, parcel: Parcel) -> list[Record]:
    """Put rows and links of a parcel back where they can stand, and return the records that came back.

    A row whose owner lies in another entry is laid into that one, to come back with it; if its owner is gone
    for good, so is the row. A row that is there already, or whose place is taken, stays out.
    """
    back: list[Record] = []
    numbers = {(kind, item_id): number for kind, item_id, number in parcel.places}
    for row in parcel.rows:
        record = _put_row(conn, row, numbers.get((row.table, row.id)))
        if record is not None:
            back.append(record)
    for link in parcel.links:
        parent = _parent_of(conn, link)
        if not is_there(conn, link.table, link.id):
            _hand_on(conn, (link.table, link.id), links=(link,))
        elif not is_there(conn, parent, link.to):
            _hand_on(conn, (parent, link.to), links=(link,))
        else:
            conn.execute(
                f"UPDATE {link.table} SET {link.column} = ? WHERE id = ? AND {link.column} IS NULL",  # noqa: S608
                (link.to, link.id),
            )
    put_in_place(conn, parcel.places)
    return back


def _parent_of(conn: Connection, link: Link) -> str:
    return next(tie.parent for tie in ties(conn) if (tie.table, tie.column) == (link.table, link.column))


def _put_row(conn: Connection, row: Row, number: int | None) -> Record | None:
    cells = dict(row.cells)
    for tie in ties(conn):
        to = cells.get(tie.column)
        if tie.table != row.table or to is None or is_there(conn, tie.parent, str(to)):
            continue
        if tie.goes_along:
            stood = () if number is None else ((row.table, row.id, number),)
            _hand_on(conn, (tie.parent, str(to)), rows=(row,), places=stood)
            return None
        _hand_on(conn, (tie.parent, str(to)), links=(Link(row.table, row.id, tie.column, str(to)),))
        cells[tie.column] = None
    record = revive(replace(row, cells=cells))
    names = [rule.name for rule in rules(type(record))]
    put_in = conn.execute(
        f"INSERT OR IGNORE INTO {row.table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",  # noqa: S608
        to_row(record),
    )
    return record if put_in.rowcount > 0 else None


def revive(row: Row) -> Record:
    """Return the record a removed row was. Fields that came into the model since have their defaults."""
    kind = record_type(row.table)
    values: Any = {
        rule.name: None if row.cells[rule.name] is None else rule.unpack(row.cells[rule.name])
        for rule in rules(kind)
        if rule.name in row.cells
    }
    return kind(**values)


def _hand_on(
    conn: Connection,
    owner: tuple[str, str],
    rows: tuple[Row, ...] = (),
    links: tuple[Link, ...] = (),
    places: tuple[tuple[str, str, int], ...] = (),
) -> None:
    holder = holder_of(conn, *owner)
    if holder is None:
        return
    parcel = holder.parcel
    held = sorted((*parcel.rows, *rows), key=lambda row: (ORDER[row.table], row.id))
    put(
        conn,
        replace(
            holder,
            parcel=Parcel(tuple(held), (*parcel.links, *links), (*parcel.places, *places)),
        ),
    )


# Forgetting --------------------------------------------------------------------------------------------


def without(conn: Connection, parcel: Parcel, ids: frozenset[str]) -> Parcel:
    """Return a parcel without some records, what went along with them, and every link to them."""
    gone: set[str] = set(ids)
    rows = list(parcel.rows)
    while True:
        going = [row for row in rows if row.id in gone or _goes_with(conn, row, gone)]
        if not going:
            break
        gone |= {row.id for row in going}
        rows = [row for row in rows if row.id not in gone]
    kept = tuple(replace(row, cells=_cut(conn, row, gone)) for row in rows)
    return Parcel(
        kept,
        tuple(link for link in parcel.links if link.id not in gone and link.to not in gone),
        tuple(place for place in parcel.places if place[1] not in gone),
    )


def _goes_with(conn: Connection, row: Row, gone: set[str]) -> bool:
    softly = {tie.column for tie in ties(conn) if tie.table == row.table and not tie.goes_along}
    return any(cell in gone for column, cell in row.cells.items() if column not in softly)


def _cut(conn: Connection, row: Row, gone: set[str]) -> dict[str, Cell]:
    softly = {tie.column for tie in ties(conn) if tie.table == row.table and not tie.goes_along}
    return {column: None if column in softly and cell in gone else cell for column, cell in row.cells.items()}
