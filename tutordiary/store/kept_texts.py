"""Earlier texts: what stood in a long field before it was changed, so that no rewording is final.

One version for ten minutes of writing, the text before a day's first change always, fifty for a field. What
is taken out in bulk is kept at once, however soon after the last version.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from tutordiary.model import Record, new_id
from tutordiary.store.records import storable

if TYPE_CHECKING:
    from sqlite3 import Connection

LONG_TEXTS: dict[str, tuple[str, ...]] = {
    "reflection": ("text",),
    "observation": ("text", "what_i_did"),
    "voice": ("words",),
    "session": ("tried_note", "group_question"),
    "pupil_group": ("ground_rules", "action_research_question"),
    "activity": ("note",),
    "start_point": ("text",),
    "target": ("pupil_words", "adult_words", "what_happened", "pupil_review"),
    "judgement": ("note",),
    "conversation": ("summary",),
    "pupil": ("school_hopes", "interests_and_strengths", "what_helps", "still_hard", "next_step"),
    "case_study": ("two_sentences",),
    "case_study_section": ("text",),
    "report_section": ("text",),
    "practice_loop": ("question", "tried", "saw", "learned", "advised", "did_it_help"),
    "self_profile": ("line",),
}
"""The fields whose earlier texts are kept, by table: the long ones that somebody writes and rewrites."""

APART = timedelta(minutes=10)
MOST = 50
IN_BULK = 40  # characters gone at once: no slip of the hand, and worth a version of its own
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier text of one field, and the moment until which it stood there."""

    id: str
    table: str
    item_id: str
    field: str
    text: str
    until: datetime


def keep_changed(conn: Connection, record: Record, at: datetime) -> None:
    """Keep what the long fields of a record hold now, where the record about to be saved says otherwise."""
    names = LONG_TEXTS.get(record.table)
    if names is None:
        return
    row = conn.execute(
        f"SELECT {', '.join(names)} FROM {record.table} WHERE id = ?",  # noqa: S608
        (record.id,),
    ).fetchone()
    for name, before in zip(names, row or (), strict=False):
        after = storable(getattr(record, name))
        if before and before != after:
            keep(conn, record.table, record.id, name, before, at, gone=_taken_out(before, after))


def _taken_out(before: str, after: str) -> int:
    """Return how many characters went where two texts differ, whatever came in their place."""
    start = _alike(before, after)
    return len(before) - start - _alike(before[start:][::-1], after[start:][::-1])


def _alike(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def keep(
    conn: Connection,
    table: str,
    item_id: str,
    field: str,
    text: str,
    at: datetime,
    *,
    gone: int = 0,
    always: bool = False,
) -> None:
    """Keep a text that stood in a field until now, unless the newest version is near enough.

    ``gone`` says how many of its characters went at once; ``always`` keeps it however new the last is.
    """
    newest = next(iter(versions(conn, table, item_id, field, most=1)), None)
    if newest is not None:
        at = max(at, newest.until)  # a clock put back must not turn the order round
        if newest.text == text or (not always and _is_near(newest, text, at, gone)):
            return
    conn.execute(
        "INSERT INTO text_version (id, item_table, item_id, field, text, saved_at) VALUES (?, ?, ?, ?, ?, ?)",
        (new_id(), table, item_id, field, text, at.isoformat()),
    )
    _thin(conn, table, item_id, field)


def _is_near(newest: Version, text: str, at: datetime, gone: int) -> bool:
    if _day(newest.until) != _day(at) or at - newest.until >= APART:
        return False
    return gone < IN_BULK or text in newest.text


def _day(moment: datetime) -> str:
    return moment.astimezone().date().isoformat()


def versions(
    conn: Connection, table: str, item_id: str, field: str, *, most: int = MOST + 1
) -> list[Version]:
    """Return the earlier texts of a field, newest first."""
    rows = conn.execute(
        "SELECT id, text, saved_at FROM text_version WHERE item_table = ? AND item_id = ? AND field = ?"
        " ORDER BY saved_at DESC, id DESC LIMIT ?",
        (table, item_id, field, most),
    ).fetchall()
    return [Version(one, table, item_id, field, text, datetime.fromisoformat(at)) for one, text, at in rows]


def version(conn: Connection, version_id: str) -> Version | None:
    """Return one earlier text, or None."""
    row = conn.execute(
        "SELECT id, item_table, item_id, field, text, saved_at FROM text_version WHERE id = ?", (version_id,)
    ).fetchone()
    if row is None:
        return None
    found, table, item_id, field, text, until = row
    return Version(found, table, item_id, field, text, datetime.fromisoformat(until))


def _thin(conn: Connection, table: str, item_id: str, field: str) -> None:
    """Let the oldest go once there are too many, the first of each day last; no two neighbours stay equal."""
    held = versions(conn, table, item_id, field, most=MOST + 9)[::-1]
    while len(held) > MOST:
        first_of_day = {_day(one.until): one.id for one in reversed(held)}.values()
        at = next((at for at, one in enumerate(held) if one.id not in first_of_day), 0)
        _drop(conn, [held.pop(at).id])
        if 0 < at < len(held) and held[at - 1].text == held[at].text:
            _drop(conn, [held.pop(at).id])


def _drop(conn: Connection, ids: Iterable[str]) -> None:
    conn.executemany("DELETE FROM text_version WHERE id = ?", [(one,) for one in ids])


def hand_over(conn: Connection, table: str, from_id: str, to_id: str) -> None:
    """Let the earlier texts of one record be those of another in the same table."""
    conn.execute(
        "UPDATE text_version SET item_id = ? WHERE item_table = ? AND item_id = ?", (to_id, table, from_id)
    )


def forget(conn: Connection, item_ids: Iterable[str]) -> int:
    """Remove every earlier text of some records, and return how many there were."""
    wanted, gone = sorted(set(item_ids)), 0
    tables = sorted(LONG_TEXTS)
    for at in range(0, len(wanted), _AT_ONCE):
        part = wanted[at : at + _AT_ONCE]
        gone += conn.execute(
            # Both columns of the index are named, so that it is used.
            f"DELETE FROM text_version WHERE item_table IN ({', '.join('?' * len(tables))})"  # noqa: S608
            f" AND item_id IN ({', '.join('?' * len(part))})",
            (*tables, *part),
        ).rowcount
    return gone
