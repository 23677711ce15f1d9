"""Questions about some pupils, each answered by one query over an index however much else the diary holds.

Ids go in as one JSON list, so that a query is the same text for five pupils and for two thousand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from tutordiary.model import (
    Attendance,
    Conversation,
    Group,
    Judgement,
    JudgementEvidence,
    Membership,
    Observation,
    PartTaken,
    Permission,
    Programme,
    Pupil,
    Record,
    Scope,
    Session,
    Setting,
    Speaker,
    StartPoint,
    Target,
    Voice,
)
from tutordiary.model.evidence import CHOSE_A_FACE
from tutordiary.store.records import from_row, rules, select

if TYPE_CHECKING:
    from sqlite3 import Connection

R = TypeVar("R", bound=Record)
_THESE = "(SELECT value FROM json_each(?))"


def _listed(ids: Iterable[str]) -> str:
    return json.dumps(sorted(set(ids)))


def has_at_least(conn: Connection, kind: type[Record], number: int) -> bool:
    """Return whether there are at least so many records of a kind; counts no further."""
    row = conn.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM {kind.table} LIMIT ?)",  # noqa: S608
        (number,),
    ).fetchone()
    return int(row[0]) >= number


def pupils_on(conn: Connection, day: date) -> list[tuple[Pupil, Group, Membership]]:
    """Return who belongs to which group on a day, by the group's name and then the pupil's first name.

    A group that has ended has nobody. Without days a stay, like a group, is taken as going on.
    """
    kinds: tuple[tuple[str, type[Record]], ...] = (("p", Pupil), ("g", Group), ("m", Membership))
    columns = ", ".join(f"{alias}.{rule.name}" for alias, kind in kinds for rule in rules(kind))
    now = day.isoformat()
    rows = conn.execute(
        f"SELECT {columns} FROM membership m JOIN pupil p ON p.id = m.pupil_id"  # noqa: S608
        " JOIN pupil_group g ON g.id = m.group_id"
        " WHERE COALESCE(m.joined_on, ?) <= ? AND COALESCE(m.left_on, ?) >= ?"
        " AND COALESCE(g.ends_on, ?) >= ?",
        (now,) * 6,
    ).fetchall()
    first, second = len(rules(Pupil)), len(rules(Pupil)) + len(rules(Group))
    found = [
        (
            from_row(Pupil, row[:first]),
            from_row(Group, row[first:second]),
            from_row(Membership, row[second:]),
        )
        for row in rows
    ]
    return sorted(found, key=_by_group_and_name)


def _by_group_and_name(one: tuple[Pupil, Group, Membership]) -> tuple[str, ...]:
    pupil, group, membership = one
    return (
        group.working_name.casefold(),
        group.id,
        pupil.first_name.casefold(),
        pupil.last_name.casefold(),
        membership.id,
    )


def names_of_all(conn: Connection) -> list[tuple[str, str, str]]:
    """Return id, full name and the latest group's name of every pupil; reads no other word of them."""
    rows = conn.execute(
        "SELECT p.id, trim(p.first_name || ' ' || p.last_name), COALESCE((SELECT g.working_name"
        " FROM membership m JOIN pupil_group g ON g.id = m.group_id WHERE m.pupil_id = p.id"
        " ORDER BY m.joined_on DESC, m.id DESC LIMIT 1), '') FROM pupil p"
    ).fetchall()
    return [(pupil_id, name, group) for pupil_id, name, group in rows]


def last_worded(conn: Connection, pupil_ids: Iterable[str]) -> dict[str, date]:
    """Return the last day somebody wrote words about each pupil alone; who has none is left out."""
    rows = conn.execute(
        "SELECT value, (SELECT o.noted_on FROM observation o WHERE o.pupil_id = value AND o.text <> ''"
        " AND o.scope = ? ORDER BY o.noted_on DESC LIMIT 1) FROM json_each(?)",
        (str(Scope.PUPIL), _listed(pupil_ids)),
    ).fetchall()
    return {pupil_id: date.fromisoformat(day) for pupil_id, day in rows if day}


def last_noticed(conn: Connection, pupil_ids: Iterable[str], until: date) -> dict[tuple[str, str], date]:
    """Return the last day a sign was noticed in one pupil alone, by pupil and indicator, up to a day.

    A deliberate "not yet seen" is no sign. What was never noticed is left out.
    """
    rows = conn.execute(
        "SELECT o.pupil_id, o.indicators, max(o.noted_on) FROM json_each(?) ids"
        " CROSS JOIN observation o ON o.pupil_id = ids.value"
        " WHERE o.noted_on <= ? AND o.indicators <> '' AND o.scope = ? AND (o.step IS NULL OR o.step <> 0)"
        " GROUP BY o.pupil_id, o.indicators",
        (_listed(pupil_ids), until.isoformat(), str(Scope.PUPIL)),
    ).fetchall()
    latest: dict[tuple[str, str], str] = {}
    for pupil_id, indicators, day in rows:
        for indicator in indicators.split():
            key = (pupil_id, indicator)
            latest[key] = max(latest.get(key, ""), day)
    return {key: date.fromisoformat(day) for key, day in latest.items()}


def parts_taken(conn: Connection, pupil_ids: Iterable[str], since: date) -> list[tuple[str, date, PartTaken]]:
    """Return pupil, day and part of each note of how a pupil took part, from a day on, oldest first."""
    rows = conn.execute(
        "SELECT o.pupil_id, o.noted_on, o.part_taken FROM json_each(?) ids"
        " CROSS JOIN observation o ON o.pupil_id = ids.value"
        " WHERE o.part_taken IS NOT NULL AND o.noted_on >= ? ORDER BY o.noted_on, o.pupil_id, o.rowid",
        (_listed(pupil_ids), since.isoformat()),
    ).fetchall()
    return [(pupil_id, date.fromisoformat(day), PartTaken(part)) for pupil_id, day, part in rows]


def sessions_between(conn: Connection, first: date, last: date, group_id: str | None) -> list[Session]:
    """Return the sessions of some days, both ends counted, by day and start; of one group or of all."""
    mine, only = ("", ()) if group_id is None else ("t.group_id = ? AND ", (group_id,))
    return select(
        conn,
        Session,
        f"WHERE {mine}t.held_on BETWEEN ? AND ? ORDER BY t.held_on, t.starts_at, t.id",
        (*only, first.isoformat(), last.isoformat()),
    )


def voices_heard(conn: Connection, pupil_ids: Iterable[str]) -> dict[str, frozenset[Speaker]]:
    """Return whose words about each pupil are written down; a pupil without any is left out.

    A face that was pointed at is no words.
    """
    rows = conn.execute(
        f"SELECT DISTINCT pupil_id, speaker FROM voice WHERE pupil_id IN {_THESE}"  # noqa: S608
        " AND (face IS NULL OR captured_how != ?)",
        (_listed(pupil_ids), CHOSE_A_FACE),
    ).fetchall()
    heard: dict[str, set[Speaker]] = {}
    for pupil_id, speaker in rows:
        heard.setdefault(pupil_id, set()).add(Speaker(speaker))
    return {pupil_id: frozenset(speakers) for pupil_id, speakers in heard.items()}


_OF_THE_PUPILS: tuple[type[Record], ...] = (
    Membership, Permission, Attendance, Observation, StartPoint, Target, Judgement,
)  # fmt: skip


def records_of(conn: Connection, pupil_ids: Iterable[str]) -> Iterator[Record]:
    """Yield all that counting looks at of some pupils, with their groups and those groups' sessions.

    Of the voices, those about the pupils and those that stand behind a judgement of theirs.
    """
    ids = _listed(pupil_ids)
    yield from _where(conn, Pupil, f"t.id IN {_THESE}", ids)
    for kind in _OF_THE_PUPILS:
        yield from _where(conn, kind, f"t.pupil_id IN {_THESE}", ids)
    judged = f"(SELECT j.id FROM judgement j WHERE j.pupil_id IN {_THESE})"  # noqa: S608
    linked = f"(SELECT e.voice_id FROM judgement_evidence e WHERE e.judgement_id IN {judged})"  # noqa: S608
    yield from _where(conn, JudgementEvidence, f"t.judgement_id IN {judged}", ids)
    yield from _where(conn, Voice, f"t.pupil_id IN {_THESE} OR t.id IN {linked}", ids, ids)
    groups = f"(SELECT m.group_id FROM membership m WHERE m.pupil_id IN {_THESE})"  # noqa: S608
    theirs = f"(SELECT {{}} FROM pupil_group g WHERE g.id IN {groups})"  # noqa: S608
    yield from _where(conn, Group, f"t.id IN {groups}", ids)
    yield from _where(conn, Session, f"t.group_id IN {groups}", ids)
    yield from _where(conn, Setting, f"t.id IN {theirs.format('g.setting_id')}", ids)
    yield from _where(conn, Programme, f"t.id IN {theirs.format('g.programme_id')}", ids)


def conversations_between(conn: Connection, first: date, last: date) -> list[Conversation]:
    """Return the conversations of some days, both ends counted."""
    days = (first.isoformat(), last.isoformat())
    return select(conn, Conversation, "WHERE t.held_on BETWEEN ? AND ? ORDER BY t.id", days)


_DATED = (
    ("observation", "noted_on"), ("voice", "said_on"), ("start_point", "noted_on"), ("target", "set_on"),
    ("target", "reviewed_on"), ("judgement", "judged_on"),
)  # fmt: skip


def records_of_days(conn: Connection, first: date, last: date) -> Iterator[Record]:
    """Yield all that counting looks at of everybody who belonged to a group, or was written of, in some days.

    With every group, setting and programme, and what those days hold about no pupil. Some may come twice.
    """
    start, end = days = (first.isoformat(), last.isoformat())
    written = " UNION ".join(
        f"SELECT pupil_id FROM {table} WHERE {column} BETWEEN ? AND ? AND pupil_id IS NOT NULL"  # noqa: S608
        for table, column in _DATED
    )
    rows = conn.execute(
        "SELECT pupil_id FROM membership WHERE COALESCE(joined_on, ?) <= ? AND COALESCE(left_on, ?) >= ?"  # noqa: S608
        f" UNION {written}",
        (end, end, start, start, *(days * len(_DATED))),
    ).fetchall()
    yield from records_of(conn, [row[0] for row in rows])
    for kind in (Group, Setting, Programme):
        yield from _where(conn, kind, "1")
    met = "t.group_id IN (SELECT s.group_id FROM session s WHERE s.held_on BETWEEN ? AND ?)"
    yield from _where(conn, Session, met, *days)
    yield from _where(conn, Observation, "t.noted_on BETWEEN ? AND ? AND t.pupil_id IS NULL", *days)
    yield from _where(conn, Voice, "t.said_on BETWEEN ? AND ? AND t.pupil_id IS NULL", *days)


def _where(conn: Connection, kind: type[R], condition: str, *parameters: Any) -> list[R]:
    return select(conn, kind, f"WHERE {condition}", parameters)
