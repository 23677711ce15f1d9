"""Earlier texts are kept: thinly, but never so that the text from before a day's writing is lost."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutordiary import dates
from tutordiary.diary import history
from tutordiary.errors import BadInput
from tutordiary.model import (
    Group,
    Pupil,
    Reflection,
    Report,
    ReportAudience,
    ReportPurpose,
    ReportSection,
    Session,
    Setting,
)
from tutordiary.store import kept_texts, records
from tutordiary.store.kept_texts import LONG_TEXTS, MOST
from tutordiary.store.migrations import migrate
from tutordiary.vault import sqlcipher

DAY = date(2026, 10, 14)
START = datetime(2026, 10, 14, 9, tzinfo=UTC)


class Clock:
    def __init__(self, monkeypatch):
        self.now = START
        monkeypatch.setattr(dates, "now", lambda: self.now)

    def on(self, **much):
        self.now += timedelta(**much)


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def answer(diary, clock):
    """Say something else in the answer to a prompt, and return what is kept of it."""
    diary.add(Setting(id="s", name="Oakfield"), Group(id="g", setting_id="s", working_name="Samba"))
    diary.add(Session(id="z", group_id="g", held_on=DAY))

    def say(*texts: str) -> list[str]:
        for text in texts:
            diary.save(Reflection(id="r", session_id="z", prompt="worked", text=text))
        return [one.text for one in history.versions(diary, Reflection, "r", "text")]

    return say


def test_ten_minutes_of_writing_are_one_version(answer, clock):
    assert answer("Short turns") == []
    for minute in range(9):
        clock.on(minutes=1)
        assert answer(f"Short turns {minute}") == ["Short turns"]
    clock.on(minutes=11)
    assert answer("Short turns, and drums") == ["Short turns 8", "Short turns"]


def test_what_is_taken_out_at_once_is_kept_however_soon(answer, clock):
    long = "Wren asked to start the break, the first time she has asked for anything at all."
    answer("Short", long)
    clock.on(seconds=30)
    assert answer("") == [long, "Short"]
    clock.on(seconds=5)
    answer(long)
    clock.on(seconds=5)
    assert answer(long[:30])[0] == long


def test_what_is_pasted_over_is_kept_however_long_the_new_words_are(answer, clock):
    long = "Wren asked to start the break, the first time she has asked for anything at all."
    answer("Short", long)
    clock.on(seconds=30)
    pasted = "Minutes of the meeting in the hall, which were meant for another place altogether, alas."
    assert answer(pasted) == [long, "Short"]
    clock.on(seconds=5)
    assert answer(pasted.replace("hall", "gym")) == [long, "Short"]


def test_a_day_begins_with_a_version_even_within_ten_minutes(answer, clock):
    clock.now = datetime(2026, 10, 14, 12, tzinfo=UTC).astimezone().replace(hour=23, minute=57)
    answer("Before", "Late in the evening")
    clock.on(minutes=5)
    assert answer("After midnight") == ["Late in the evening", "Before"]


def test_a_version_never_says_what_its_neighbour_says(answer, clock):
    answer("A")
    for text in ("B", "A", "A", "B", "A"):
        clock.on(minutes=20)
        kept = answer(text)
        assert all(
            one != other for one, other in zip(["A" if text == "A" else "B", *kept], kept, strict=False)
        )


def test_an_earlier_text_is_used_again_and_this_one_is_kept(diary, answer, clock):
    answer("Short turns")
    clock.on(minutes=20)
    answer("Long turns")
    clock.on(seconds=10)
    answer("Long turns, loud")
    (first,) = history.versions(diary, Reflection, "r", "text")
    history.restore(diary, first.id)
    assert diary.need(Reflection, "r").text == "Short turns"
    assert [one.text for one in history.versions(diary, Reflection, "r", "text")] == [
        "Long turns, loud",
        "Short turns",
    ]
    assert len(diary.search("loud")) == 0
    history.purge(diary, {"r"})
    with pytest.raises(BadInput, match="no longer kept"):
        history.restore(diary, first.id)


def test_parts_of_a_report_are_kept_too_and_go_with_it_for_good(diary, clock):
    diary.add(Pupil(id="p", first_name="Wren"))
    report = Report(
        id="rep", pupil_id="p", audience=ReportAudience.SCHOOL, purpose=ReportPurpose.TERMLY, period_from=DAY,
        period_to=DAY,
    )  # fmt: skip
    part = ReportSection(id="x", report_id="rep", section="summary", text="Starts things.")
    diary.add(report, part)
    diary.save(replace(part, text="Starts things now."))
    assert [one.text for one in history.versions(diary, ReportSection, "x", "text")] == ["Starts things."]
    (entry,) = diary.remove(report)
    history.bring_back(diary, entry)
    assert [one.text for one in history.versions(diary, ReportSection, "x", "text")] == ["Starts things."]
    history.empty(diary, diary.remove(report)[0])
    assert diary.vault.conn.execute("SELECT count(*) FROM text_version").fetchone()[0] == 0


def test_every_field_in_the_table_is_a_text_of_its_record():
    for table, names in LONG_TEXTS.items():
        rules = {rule.name: rule for rule in records.rules(records.record_type(table))}
        assert all(rules[name].kind is str and not rules[name].optional for name in names), table


EDITS = st.lists(
    st.tuples(st.integers(0, 3 * 24 * 60), st.text("abé𝄞 ", max_size=60)), min_size=1, max_size=80
)


@settings(max_examples=40)
@given(edits=EDITS)
def test_whatever_is_written_the_text_before_each_day_is_kept(edits):
    """Of all edits, at most fifty versions, none like its neighbour, and the start of each day among them."""
    import sqlcipher3

    conn = sqlcipher3.connect(":memory:", isolation_level=None)
    db = sqlcipher.database(conn)
    migrate(db)
    at, text, before_day = START, "the first words", {}
    for minutes, changed in edits:
        at += timedelta(minutes=minutes)
        if changed != text and text:
            day = at.astimezone().date()
            before_day.setdefault(day, text)
            kept_texts.keep(conn, "reflection", "r", "text", text, at, gone=len(text) - len(changed))
        text = changed
    kept = [one.text for one in kept_texts.versions(conn, "reflection", "r", "text")]
    assert len(kept) <= MOST
    assert all(one != other for one, other in itertools.pairwise(kept))
    newest_days = list(before_day.items())[-MOST:]
    assert all(before in kept for _, before in newest_days)
    db.close()


def test_of_too_many_the_first_of_each_day_stays_longest(answer, clock):
    clock.now = datetime(2026, 10, 14, 9, tzinfo=UTC)
    answer("The very first words")
    firsts = []
    for day in range(3):
        clock.now = datetime(2026, 10, 14 + day, 9, tzinfo=UTC)
        firsts.append(f"day {day - 1} number 24" if day else "The very first words")
        for number in range(25):
            clock.on(minutes=15)
            kept = answer(f"day {day} number {number}")
    assert len(kept) == MOST
    assert [text for text in kept if text in firsts] == firsts[::-1]
    assert kept[0] == "day 2 number 23"


def test_a_clock_put_back_does_not_turn_the_order_round(answer, clock):
    first, second = (
        "The first long answer, which says a good deal.",
        "The second long answer, which says more.",
    )
    answer("Begun", first)
    clock.on(minutes=20)
    answer(second)
    clock.on(hours=-1)
    assert answer("") == [second, first, "Begun"]
