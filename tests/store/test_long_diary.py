"""The diary that the measurements are made on is what it says it is, and lies in the order search needs."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tutordiary.diary import reading
from tutordiary.evidence import Book, gaps
from tutordiary.evidence.book import KINDS

BENCHMARKS = str(Path(__file__).parents[1] / "benchmarks")


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    sys.path.insert(0, BENCHMARKS)
    try:
        import long_diary
    finally:
        sys.path.remove(BENCHMARKS)
    place = tmp_path_factory.mktemp("long")
    diary = long_diary.make(place / "diary", place / "state", long_diary.SMALL)
    yield diary, long_diary
    diary.close()


def test_it_holds_what_it_says(long):
    diary, made = long
    counts = diary.counts()
    assert counts["session"] + counts["reflection"] == made.SMALL.entries
    assert counts["observation"] == made.SMALL.observations
    assert counts["pupil"] == made.SMALL.years * made.SMALL.groups * made.SMALL.pupils
    assert diary.vault.conn.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_newest_passage_has_the_highest_number_and_people_stand_apart_from_all_days(long):
    diary, _ = long
    days = [row[0] for row in diary.vault.conn.execute("SELECT day FROM passage ORDER BY number").fetchall()]
    dated = [day for day in days if day is not None]
    assert dated == sorted(dated)
    assert set(days[: len(days) - len(dated)]) == {None}


def test_a_book_of_some_weeks_has_the_gaps_of_the_whole_diary_for_them(long):
    diary, made = long
    whole = Book(record for kind in KINDS for record in diary.all(kind))
    today = made.TODAY
    current = {one.pupil.id for one in reading.current_pupils(diary, today)}
    some = reading.book_of_days(diary, today, today)
    wanted = [gap for gap in gaps(whole, diary.framework) if gap.pupil_id in current]
    assert [gap for gap in gaps(some, diary.framework) if gap.pupil_id in current] == wanted
    assert len(wanted) > 0


@pytest.mark.parametrize(
    ("question", "index"),
    [
        ("SELECT max(noted_on) FROM observation WHERE pupil_id = ? AND text <> ''", "observation_worded"),
        (
            "SELECT part_taken FROM observation WHERE pupil_id = ? AND part_taken IS NOT NULL",
            "observation_part",
        ),
        ("SELECT id FROM action WHERE done_on IS NULL AND due_on <= ?", "action_open"),
        ("SELECT id FROM report WHERE pupil_id = ?", "report_by_pupil"),
    ],
)
def test_questions_of_pages_go_by_their_index(long, question, index):
    diary, _ = long
    plan = diary.vault.conn.execute(f"EXPLAIN QUERY PLAN {question}", ("x",)).fetchall()
    assert index in str(plan)
