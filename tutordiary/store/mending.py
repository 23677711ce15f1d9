"""Makes rescued rows a diary again: what a lost row held together is given a stand-in, and search is rebuilt.

A session or a pupil on a page that is gone would take every word about it along. A stand-in keeps those words
in their place; it says plainly that it is one, and nothing in it is made up but that.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tutordiary.model import Group, Observation, Pupil, Record
from tutordiary.store import extras, records
from tutordiary.store.records import FieldRule

if TYPE_CHECKING:
    from sqlite3 import Connection

LOST = "Could not be read"

_LOST_ID = "lost"
_NO_DAY = date(2000, 1, 1)
_MOST_ROUNDS = 20

# What others hang on and that says little by itself. A judgement, a target or a report is never made up.
_MAY_BE_STOOD_IN_FOR = ("setting", "pupil_group", "pupil", "session", "programme", "case_study", "pack")
# Of people, places and groups on whom nothing hangs, search knows little more than a name: no note of a day.
_NO_NOTES = frozenset(
    {"pupil", "setting", "pupil_group", "contact", "family_member", "permission", "programme"}
)


@dataclass(frozen=True, slots=True)
class Mended:
    """How many stand-ins were made for rows that are gone, and how many rows had to be left out.

    ``from_search`` passages whose own row is gone were found word for word in the index for searching.
    """

    stand_ins: int
    left_out: int
    from_search: int


def mend(conn: Connection, vault_id: str) -> Mended:
    """Give every row its parents again and build search anew. Inside a transaction, with the triggers on.

    Words whose record is gone but that search still holds come back as observations of their day, pupil and
    group; records whose words are missing in search are put there again.
    """
    if extras.read_meta(conn) is None:
        extras.write_meta(conn, vault_id, datetime.now(UTC), is_sample=False)
    _rebuild(conn)
    made = left_out = found = 0
    for _ in range(_MOST_ROUNDS):
        broken = _broken(conn)
        if not broken:
            break
        for orphan in broken:
            if orphan.parent in _MAY_BE_STOOD_IN_FOR:
                made += _stand_in(conn, orphan)
            elif orphan.may_be_alone:
                conn.execute(
                    f"UPDATE {orphan.table} SET {orphan.column} = NULL WHERE rowid = ?",  # noqa: S608
                    (orphan.rowid,),
                )
            else:
                found += _keep_words(conn, orphan)
                conn.execute(f"DELETE FROM {orphan.table} WHERE rowid = ?", (orphan.rowid,))  # noqa: S608
                left_out += 1
    found += _bring_back(conn)
    _say_again(conn)
    _rebuild(conn)
    return Mended(made, left_out, found)


@dataclass(frozen=True, slots=True)
class _Orphan:
    """A row that names a parent which is not there."""

    table: str
    rowid: int
    parent: str
    column: str
    may_be_alone: bool


def _broken(conn: Connection) -> list[_Orphan]:
    found: list[_Orphan] = []
    columns: dict[tuple[str, int], tuple[str, bool]] = {}
    for table, rowid, parent, number in conn.execute("PRAGMA foreign_key_check").fetchall():
        if (table, number) not in columns:
            required = {row[1]: row[3] for row in conn.execute(f"PRAGMA table_info({table})").fetchall()}
            for row in conn.execute(f"PRAGMA foreign_key_list({table})").fetchall():
                columns[table, row[0]] = row[3], not required[row[3]]
        found.append(_Orphan(table, rowid, parent, *columns[table, number]))
    return found


def _stand_in(conn: Connection, orphan: _Orphan) -> bool:
    """Make a row for the lost parent; False when another orphan of this round has had it made."""
    row = conn.execute(
        f"SELECT {orphan.column} FROM {orphan.table} WHERE rowid = ?",  # noqa: S608
        (orphan.rowid,),
    ).fetchone()
    if row is None:
        return False  # it was left out in this very round
    parent, lost_id = orphan.parent, str(row[0])
    kind = records.record_type(parent)
    if records.get(conn, kind, lost_id) is not None:
        return False
    day, group = _remembered(conn, parent, lost_id)
    parents = {row[3] for row in conn.execute(f"PRAGMA foreign_key_list({parent})").fetchall()}
    values: dict[str, Any] = {"id": lost_id}
    required = {
        field.name
        for field in dataclasses.fields(kind)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    }
    for rule in records.rules(kind):
        if rule.name in required and rule.name not in values:
            values[rule.name] = (
                (group if rule.name == "group_id" and group else f"{_LOST_ID}-{rule.name}")
                if rule.name in parents
                else _plain(rule, day)
            )
    _name_as_remembered(conn, parent, values)
    conn.execute("DELETE FROM passage WHERE kind = ? AND item_id = ?", (parent, lost_id))
    records.upsert(conn, kind(**values))
    return True


def _name_as_remembered(conn: Connection, parent: str, values: dict[str, Any]) -> None:
    """Give a lost pupil the first name that search still knows; it is the first word of theirs there."""
    if parent == "pupil":
        row = conn.execute(
            "SELECT text FROM passage WHERE kind = 'pupil' AND item_id = ?", (values["id"],)
        ).fetchone()
        if row and row[0].split():
            values |= {"first_name": row[0].split()[0], "last_name": f"({LOST.lower()})"}


def _remembered(conn: Connection, parent: str, lost_id: str) -> tuple[date, str | None]:
    """Return the day and the group of a lost session, as search still knows them of what was said in it."""
    if parent == "session":
        row = conn.execute(
            "SELECT p.day, p.group_id FROM passage p JOIN reflection r ON r.id = p.item_id"
            " WHERE r.session_id = ? AND p.day IS NOT NULL LIMIT 1",
            (lost_id,),
        ).fetchone()
        if row:
            return date.fromisoformat(row[0]), row[1]
    return _NO_DAY, None


def _plain(rule: FieldRule, day: date) -> Any:
    if rule.kind is datetime:
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    if rule.kind is date:
        return day
    if issubclass(rule.kind, StrEnum):
        return next(iter(rule.kind))
    return LOST if rule.kind is str else rule.kind()


def _bring_back(conn: Connection) -> int:
    """Make observations, for the tutor alone, of the passages whose record is gone; return how many."""
    found = 0
    for table in _searched(conn):
        lost = conn.execute(
            "SELECT item_id, pupil_id, group_id, day, text FROM passage"  # noqa: S608
            f" WHERE kind = ? AND item_id NOT IN (SELECT id FROM {table})",
            (table,),
        ).fetchall()
        for passage in lost:
            conn.execute("DELETE FROM passage WHERE kind = ? AND item_id = ?", (table, passage[0]))
            if table not in _NO_NOTES:
                found += _note(conn, *passage)
    return found


def _keep_words(conn: Connection, orphan: _Orphan) -> bool:
    """Keep the words of a row that must go, as search has them; False when it has none."""
    row = conn.execute(
        "SELECT p.item_id, p.pupil_id, p.group_id, p.day, p.text FROM passage p"  # noqa: S608
        f" JOIN {orphan.table} t ON t.id = p.item_id WHERE p.kind = ? AND t.rowid = ?",
        (orphan.table, orphan.rowid),
    ).fetchone()
    return bool(row) and _note(conn, *row)


def _note(
    conn: Connection, item_id: str, pupil_id: str | None, group_id: str | None, day: str | None, text: str
) -> bool:
    """Keep words as an observation of their day, pupil and group, for the tutor alone."""
    if records.get(conn, Observation, item_id) is not None:
        return False
    observation = Observation(
        id=item_id,
        noted_on=date.fromisoformat(day) if day else _NO_DAY,
        pupil_id=_there(conn, Pupil, pupil_id),
        group_id=_there(conn, Group, group_id),
        session_id=_session_of(conn, group_id, day),
        text=text,
    )
    records.upsert(conn, observation)
    return True


def _there(conn: Connection, kind: type[Record], record_id: str | None) -> str | None:
    return record_id if record_id and records.get(conn, kind, record_id) is not None else None


def _session_of(conn: Connection, group_id: str | None, day: str | None) -> str | None:
    row = conn.execute(
        "SELECT id FROM session WHERE group_id = ? AND held_on = ? LIMIT 1", (group_id, day)
    ).fetchone()
    return row[0] if row else None


def _say_again(conn: Connection) -> None:
    """Put the words that search lacks back: saying a row again fires the trigger that does it."""
    for table in _searched(conn):
        conn.execute(
            f"UPDATE {table} SET id = id"  # noqa: S608
            " WHERE id NOT IN (SELECT item_id FROM passage WHERE kind = ?)",
            (table,),
        )


def _searched(conn: Connection) -> list[str]:
    rows = conn.execute(
        "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name = tbl_name || '_reworded'"
    ).fetchall()
    return [str(row[0]) for row in rows]


def _rebuild(conn: Connection) -> None:
    conn.execute("INSERT INTO passage_fts(passage_fts) VALUES ('rebuild')")
