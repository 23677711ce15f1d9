"""Which automatic backups stay: seven days, four weeks and twelve months, over any calendar."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vault_diaries import add_entry, count_rows

from tutordiary.errors import DiaryExists
from tutordiary.vault import backup, shelf

DAYS = st.dates(date(2019, 1, 1), date(2035, 12, 31))
CALENDARS = st.sets(DAYS, max_size=60) | st.builds(
    lambda first, gaps: {first + timedelta(days=sum(gaps[:n])) for n in range(len(gaps) + 1)},
    DAYS,
    st.lists(st.integers(1, 9), max_size=150),
)


def newest(days: set[date], span, number: int) -> set[date]:
    """Return the newest day of each of the newest spans, worked out the slow and plain way."""
    spans = sorted({span(day) for day in days}, reverse=True)[:number]
    return {max(day for day in days if span(day) == one) for one in spans}


def week(day: date) -> date:
    return day - timedelta(days=day.weekday())


@given(CALENDARS)
def test_what_stays_is_the_newest_of_each_day_week_and_month(days):
    expected = newest(days, lambda day: day, 7) | newest(days, week, 4)
    expected |= newest(days, lambda day: (day.year, day.month), 12)
    assert shelf.to_keep(days) == expected


@given(CALENDARS)
def test_pruning_twice_is_pruning_once_and_never_empties_the_shelf(days):
    kept = shelf.to_keep(days)
    assert shelf.to_keep(kept) == kept
    assert kept <= days
    assert bool(kept) == bool(days)
    assert not days or max(days) in kept
    assert len(kept) <= shelf.DAILY + shelf.WEEKLY + shelf.MONTHLY


@given(CALENDARS)
@settings(max_examples=40)
def test_pruning_each_day_leaves_the_same_as_pruning_at_the_end(days):
    shelved: set[date] = set()
    for day in sorted(days):
        shelved = set(shelf.to_keep(shelved | {day}))
    assert shelved == shelf.to_keep(days)


def test_a_year_of_daily_backups_leaves_days_weeks_and_months():
    today = date(2026, 11, 21)
    kept = shelf.to_keep(today - timedelta(days=back) for back in range(365))
    assert sorted(kept, reverse=True)[:9] == [today - timedelta(days=back) for back in range(7)] + [
        date(2026, 11, 8),
        date(2026, 11, 1),
    ]
    assert {(day.year, day.month) for day in kept} == {(2025, 12)} | {(2026, n) for n in range(1, 12)}
    assert len(kept) == 7 + 2 + 11


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2026-11-21.tdbackup", date(2026, 11, 21)),
        ("2026-11-21-2.tdbackup", date(2026, 11, 21)),
        ("2026-11-21-1.tdbackup", None),
        ("2026-11-31.tdbackup", None),
        ("2026-11-21 copy.tdbackup", None),
        ("before-update-schema-1.tdbackup", None),
        ("2026-11-21.pdf", None),
        ("x2026-11-21.tdbackup", None),
    ],
)
def test_only_a_day_is_the_name_of_an_automatic_backup(name, day):
    assert shelf.day_of(Path("any") / name) == day


def test_a_name_of_the_day_is_found_while_there_is_one(vault, tmp_path):
    day, places = date(2026, 11, 21), []
    for _ in range(9):
        places.append(shelf.place_of(tmp_path, day, vault.vault_id))
        places[-1].write_bytes(b"another file")
    assert [place.name for place in places[:2]] == ["2026-11-21.tdbackup", "2026-11-21-2.tdbackup"]
    with pytest.raises(DiaryExists):
        shelf.place_of(tmp_path, day, vault.vault_id)
    backup_file = tmp_path / "2026-11-21-5.tdbackup"
    backup_file.unlink()
    backup.write_backup(vault, backup_file, count_rows)
    assert shelf.place_of(tmp_path, day, vault.vault_id) == backup_file
    with pytest.raises(DiaryExists):
        shelf.place_of(tmp_path, day, vault.vault_id, by_hand={backup_file})


def test_pruning_takes_only_our_own_automatic_backups_and_spares_the_proven_one(vault, tmp_path):
    days = [date(2026, 11, 21) - timedelta(days=back) for back in range(12)]
    backup.write_backup(vault, tmp_path / "one", count_rows)
    for day in days:
        (tmp_path / f"{day}.tdbackup").write_bytes((tmp_path / "one").read_bytes())
    spared, by_hand = tmp_path / "2026-11-12.tdbackup", tmp_path / "2026-11-11.tdbackup"
    broken = tmp_path / "2026-11-13.tdbackup"
    broken.write_bytes(broken.read_bytes()[:-1])  # no whole backup: not ours to judge
    gone = shelf.prune(tmp_path, vault.vault_id, keep={spared}, by_hand={by_hand})
    assert [file.name for file in gone] == ["2026-11-10.tdbackup", "2026-11-14.tdbackup"]
    assert all(file.exists() for file in (spared, by_hand, broken))
    assert shelf.prune(tmp_path, "0" * 32, keep=set(), by_hand=set()) == []
    assert shelf.found(tmp_path / "none", vault.vault_id) == []


def test_a_backup_under_way_can_be_stopped_at_any_step(vault, tmp_path):
    from tutordiary.errors import Stopped

    for _ in range(20):
        add_entry(vault, "some words " * 200)
    asked = []
    backup.write_backup(vault, tmp_path / "whole", count_rows, stop=lambda: bool(asked.append(1)))
    for step in range(len(asked)):
        answers = iter([False] * step)
        with pytest.raises(Stopped):
            backup.write_backup(
                vault, tmp_path / "part", count_rows, stop=lambda answers=answers: next(answers, True)
            )
        assert [one.name for one in tmp_path.iterdir() if one.name.startswith((".", "part"))] == []
    add_entry(vault, "and writing goes on")
