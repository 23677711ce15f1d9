"""Questions of the timetable and of Today, each answered by one indexed query however old the diary is.

Days are compared as text: ISO dates sort as days do. Call each inside the vault's ``reading``.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from tutordiary.model import (
    Action,
    Closure,
    Group,
    Observation,
    Pupil,
    Record,
    Reflection,
    Session,
    SessionStatus,
    Setting,
    Slot,
)
from tutordiary.store.records import select

if TYPE_CHECKING:
    from sqlite3 import Connection

R = TypeVar("R", Group, Setting)
_MOST_MARKS = 500  # places for values in one query; SQLite takes more, nobody needs them


def sessions_between(conn: Connection, first: date, last: date) -> list[Session]:
    """Return every session written down from one day to another, by day and start."""
    return select(
        conn,
        Session,
        "WHERE t.held_on BETWEEN ? AND ? ORDER BY t.held_on, t.starts_at, t.id",
        (first.isoformat(), last.isoformat()),
    )


def slots_between(conn: Connection, first: date, last: date) -> list[Slot]:
    """Return the weekly times that run on some of the days; a slot without days runs as long as its group."""
    return select(
        conn,
        Slot,
        "JOIN pupil_group g ON g.id = t.group_id"
        " WHERE COALESCE(t.from_on, g.starts_on, ?) <= ? AND COALESCE(t.until_on, g.ends_on, ?) >= ?"
        " ORDER BY t.weekday, t.starts_at, t.id",
        (last.isoformat(), last.isoformat(), first.isoformat(), first.isoformat()),
    )


def closures_between(conn: Connection, first: date, last: date) -> list[Closure]:
    """Return the times without sessions that touch some of the days, by their first day."""
    return select(
        conn,
        Closure,
        "WHERE t.from_on <= ? AND t.until_on >= ? ORDER BY t.from_on, t.until_on, t.id",
        (last.isoformat(), first.isoformat()),
    )


def groups_of(conn: Connection, group_ids: Collection[str]) -> dict[str, Group]:
    """Return groups by id."""
    found = _by_ids(conn, Group, group_ids)
    return {one.id: one for one in found}


def settings_of(conn: Connection, setting_ids: Collection[str]) -> dict[str, Setting]:
    """Return settings by id."""
    found = _by_ids(conn, Setting, setting_ids)
    return {one.id: one for one in found}


def _by_ids(conn: Connection, kind: type[R], ids: Collection[str]) -> list[R]:
    wanted = sorted(set(ids))
    found: list[R] = []
    for start in range(0, len(wanted), _MOST_MARKS):
        some = wanted[start : start + _MOST_MARKS]
        found += select(conn, kind, f"WHERE t.id IN ({_marks(some)})", some)
    return found


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))


def last_held(conn: Connection, group_id: str, day: date, starts_at: str) -> Session | None:
    """Return the last session a group held before a day and a start on it, or None."""
    found = select(
        conn,
        Session,
        "WHERE t.group_id = ? AND t.status = ? AND t.held_on <= ? AND (t.held_on < ? OR t.starts_at < ?)"
        " ORDER BY t.held_on DESC, t.starts_at DESC LIMIT 1",
        (group_id, SessionStatus.HELD.value, day.isoformat(), day.isoformat(), starts_at),
    )
    return found[0] if found else None


def answer_in(conn: Connection, session_id: str, prompt: str) -> Reflection | None:
    """Return what was written under one prompt of a session, or None."""
    found = select(conn, Reflection, "WHERE t.session_id = ? AND t.prompt = ?", (session_id, prompt))
    return found[0] if found else None


def members(conn: Connection, group_id: str, day: date) -> list[Pupil]:
    """Return the pupils who belong to a group on a day, in no order; each once."""
    return select(
        conn,
        Pupil,
        "WHERE t.id IN (SELECT m.pupil_id FROM membership m WHERE m.group_id = ?"
        " AND COALESCE(m.joined_on, ?) <= ? AND COALESCE(m.left_on, ?) >= ?)",
        (group_id, *(day.isoformat(),) * 4),
    )


def begun(conn: Connection, session_ids: Collection[str]) -> set[str]:
    """Return which of these sessions hold a sign, an answer or who was there."""
    ids = sorted(set(session_ids))[:_MOST_MARKS]
    if not ids:
        return set()
    rows = conn.execute(
        " UNION ".join(
            f"SELECT session_id FROM {table} WHERE session_id IN ({_marks(ids)})"  # noqa: S608
            for table in ("observation", "attendance", "reflection", "activity", "voice")
        ),
        ids * 5,
    )
    return {str(session_id) for (session_id,) in rows.fetchall()}


def absent_in(conn: Connection, session_id: str) -> int:
    """Return how many pupils were away from a session."""
    row = conn.execute(
        "SELECT count(*) FROM attendance WHERE session_id = ? AND presence = 'absent'", (session_id,)
    ).fetchone()
    return int(row[0])


def starred_between(conn: Connection, first: date, last: date, most: int) -> list[Observation]:
    """Return the newest starred signs with words of some days."""
    return select(
        conn,
        Observation,
        "WHERE t.noted_on BETWEEN ? AND ? AND t.starred = 1 AND t.text <> ''"
        " ORDER BY t.noted_on DESC, t.id DESC LIMIT ?",
        (first.isoformat(), last.isoformat(), most),
    )


def actions_due(conn: Connection, until: date, most: int) -> list[Action]:
    """Return what is still to do by a day, or without a day: soonest first, those without a day last."""
    return select(
        conn,
        Action,
        "WHERE t.done_on IS NULL AND (t.due_on IS NULL OR t.due_on <= ?)"
        " ORDER BY t.due_on IS NULL, t.due_on, t.id LIMIT ?",
        (until.isoformat(), most),
    )


def current_groups(conn: Connection, day: date) -> list[Group]:
    """Return the groups that meet these days: not ended, with a weekly time, a pupil, or no session yet."""
    return select(
        conn,
        Group,
        "WHERE COALESCE(t.ends_on, ?) >= ? AND ("
        "EXISTS (SELECT 1 FROM slot s WHERE s.group_id = t.id AND COALESCE(s.until_on, ?) >= ?)"
        " OR EXISTS (SELECT 1 FROM membership m WHERE m.group_id = t.id AND COALESCE(m.left_on, ?) >= ?)"
        " OR NOT EXISTS (SELECT 1 FROM session h WHERE h.group_id = t.id))"
        " ORDER BY t.working_name, t.id",
        (day.isoformat(),) * 6,
    )


def members_counted(conn: Connection, group_ids: Collection[str], day: date) -> dict[str, int]:
    """Return how many pupils each of these groups has on a day; groups without any are left out."""
    ids = sorted(set(group_ids))[:_MOST_MARKS]
    if not ids:
        return {}
    rows = conn.execute(
        f"SELECT group_id, count(DISTINCT pupil_id) FROM membership WHERE group_id IN ({_marks(ids)})"  # noqa: S608
        " AND COALESCE(joined_on, ?) <= ? AND COALESCE(left_on, ?) >= ? GROUP BY group_id",
        (*ids, *(day.isoformat(),) * 4),
    )
    return {str(group_id): int(count) for group_id, count in rows.fetchall()}


def slots_of(conn: Connection, group_ids: Collection[str], day: date) -> list[Slot]:
    """Return the weekly times of these groups that run on a day or will, by weekday and start."""
    ids = sorted(set(group_ids))[:_MOST_MARKS]
    if not ids:
        return []
    return select(
        conn,
        Slot,
        f"WHERE t.group_id IN ({_marks(ids)}) AND COALESCE(t.until_on, ?) >= ?"
        " ORDER BY t.weekday, t.starts_at, t.id",
        (*ids, day.isoformat(), day.isoformat()),
    )


def last_day_written(conn: Connection) -> date | None:
    """Return the latest day of a sign, or None before the first; what lies ahead of the clock is odd."""
    row = conn.execute("SELECT max(noted_on) FROM observation").fetchone()
    return date.fromisoformat(row[0]) if row and row[0] else None


def how_many(conn: Connection, kind: type[Record]) -> int:
    """Return how many records of a kind there are; for small tables."""
    row = conn.execute(f"SELECT count(*) FROM {kind.table}").fetchone()  # noqa: S608
    return int(row[0])


def last_days_held(conn: Connection, group_ids: Collection[str]) -> dict[str, date]:
    """Return the day each of these groups last held a session; groups without any are left out."""
    found: dict[str, date] = {}
    wanted = sorted(set(group_ids))
    for start in range(0, len(wanted), _MOST_MARKS):
        some = wanted[start : start + _MOST_MARKS]
        rows = conn.execute(
            f"SELECT group_id, max(held_on) FROM session WHERE group_id IN ({_marks(some)})"  # noqa: S608
            " AND status = 'held' GROUP BY group_id",
            some,
        )
        found |= {str(group_id): date.fromisoformat(day) for group_id, day in rows.fetchall()}
    return found


def settings_without_groups(conn: Connection) -> list[Setting]:
    """Return the settings no group ever met at, by name."""
    return select(
        conn,
        Setting,
        "WHERE NOT EXISTS (SELECT 1 FROM pupil_group g WHERE g.setting_id = t.id) ORDER BY t.name, t.id",
    )
