"""What the timetable and Today ask of the diary is found by an index, so that twenty years cost no more."""

from __future__ import annotations

from datetime import date

from tutordiary.store import weeks

DAY = date(2026, 11, 17)
GROWING = ("session", "observation", "attendance", "reflection", "activity", "voice", "membership", "pupil")
QUESTIONS = {
    "sessions": lambda conn: weeks.sessions_between(conn, DAY, DAY),
    "the last session": lambda conn: weeks.last_held(conn, "g", DAY, "13:30"),
    "an answer": lambda conn: weeks.answer_in(conn, "s", "next_time"),
    "members": lambda conn: weeks.members(conn, "g", DAY),
    "begun": lambda conn: weeks.begun(conn, ["s", "t"]),
    "absent": lambda conn: weeks.absent_in(conn, "s"),
    "starred": lambda conn: weeks.starred_between(conn, DAY, DAY, 7),
    "groups of today": lambda conn: weeks.current_groups(conn, DAY),
    "how many members": lambda conn: weeks.members_counted(conn, ["g", "h"], DAY),
    "the last days": lambda conn: weeks.last_days_held(conn, ["g", "h"]),
    "the latest day": weeks.last_day_written,
}


class Listening:
    """A connection that keeps what it was asked."""

    def __init__(self, conn):
        self._conn = conn
        self.asked = []

    def execute(self, sql, parameters=()):
        self.asked.append((sql, tuple(parameters)))
        return self._conn.execute(sql, parameters)


def test_no_table_that_grows_with_the_years_is_read_through(diary):
    for name, ask in QUESTIONS.items():
        listening = Listening(diary.vault.conn)
        ask(listening)
        assert listening.asked, name
        for sql, parameters in listening.asked:
            assert read_through(diary, sql, parameters) == [], name
    assert read_through(diary, "SELECT id FROM observation t WHERE text = ?", ("x",)) == ["observation"]


def read_through(diary, sql, parameters):
    """Return the growing tables a query reads row by row."""
    plan = diary.vault.conn.execute(f"EXPLAIN QUERY PLAN {sql}", parameters).fetchall()
    scanned = [step.split() for *_, step in plan if step.startswith("SCAN") and "INDEX" not in step.split()]
    first = sql.split(" FROM ")[1].split()[0]
    tables = [first if name == "t" else name for _, name, *_ in scanned]
    return [table for table in tables if table in GROWING]
