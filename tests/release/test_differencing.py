"""Two bundles laid beside each other tell of no few pupils; the reader here knows the rules."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from release_samples import LAST, START, records

from tutordiary.errors import NotCleared
from tutordiary.evidence import Book, Period
from tutordiary.framework import shipped_framework
from tutordiary.model import BundleMode, Group, Membership, Pupil, Session, SessionStatus
from tutordiary.release import bundle_check, differencing, giving
from tutordiary.release.differencing import compare
from tutordiary.release.rows import EnrolmentRow, ObservationRow, TargetRow
from tutordiary.release.shown_before import Shown, figures_of
from tutordiary.release.small_numbers import alone, exact, part_not_of_all, part_of, part_or_nothing, suppress
from tutordiary.release.tables import Tables

FIRST = date(2026, 9, 7)
AUTUMN = Period(FIRST, FIRST + timedelta(days=100))
HALF = Period(FIRST, FIRST + timedelta(days=40))


def scope(mode=BundleMode.COUNTS, period=AUTUMN, groups=("g",), pupils=(), book=None):
    return SimpleNamespace(
        mode=mode,
        is_counts=mode is BundleMode.COUNTS,
        is_few=False,
        period=period,
        group_ids=groups,
        pupils=lambda: tuple(SimpleNamespace(id=one) for one in pupils),
        framework=shipped_framework(),
        book=book or Book(()),
    )


def shown(tables, period=HALF, mode=BundleMode.COUNTS, pupils=(), groups=("g",)):
    return Shown(FIRST, (period,), mode, frozenset(groups), frozenset(pupils), figures_of(tables))


def sums(total, size):
    if size == 1:
        return [(total,)]
    return [(first, *rest) for first in range(total + 1) for rest in sums(total - first, size - 1)]


def pinned(worlds):
    same = {}
    for printed, truth in worlds:
        same.setdefault(printed, []).append(truth)
    found = []
    for printed, truths in same.items():
        for name in truths[0]:
            values = {truth[name] for truth in truths}
            if len(values) == 1 and 1 <= abs(next(iter(values))) <= 4:
                found.append((printed, name, values))
    return found


def texts(tables):
    return tuple(
        (unit, name, count.text) for unit, row in figures_of(tables).items() for name, count in row.items()
    )


def targets(parts):
    numbers = (*parts, *[0] * (6 - len(parts)))
    return Tables(targets=(TargetRow("musical", alone(sum(numbers)), *suppress(numbers)),))


def signs(noticed, pupils, harder, whole):
    return Tables(
        enrolment=(EnrolmentRow("all", alone(whole), exact(0)),),
        observations=(
            ObservationRow(
                "MUS",
                "MUS.1",
                alone(noticed),
                part_or_nothing(pupils, whole),
                part_not_of_all(harder, noticed),
                part_of(0, noticed),
                exact(0),
            ),
        ),
    )


def test_parts_of_a_longer_time_beside_parts_of_a_shorter():
    worlds, kept = [], 0
    for earlier in (parts for total in range(5, 10) for parts in sums(total, 3)):
        before = targets(earlier)
        old = shown(before)
        for more in (parts for total in range(6) for parts in sums(total, 3)):
            later = tuple(a + b for a, b in zip(earlier, more, strict=True))
            told = compare(scope(), targets(later), [old])
            assert not told.refused
            truth = {
                **{f"before {place}": number for place, number in enumerate(earlier)},
                **{f"now {place}": number for place, number in enumerate(later)},
                **{f"more {place}": number for place, number in enumerate(more)},
                "more": sum(more),
            }
            worlds.append(((texts(before), texts(told.tables)), truth))
            kept += not told.notes
    assert len(worlds) > 5_000
    assert 100 < kept < len(worlds) / 2, "some rows go as they are, and some may not"
    assert pinned(worlds) == []


@pytest.mark.parametrize("joined", [5])
def test_signs_of_a_longer_time_beside_signs_of_a_shorter(joined):
    worlds = []
    for noticed in range(10):
        for pupils in range(min(noticed, 1), min(noticed, 9) + 1):
            for hard in {0, 1, noticed // 2, noticed}:
                before = signs(noticed, pupils, min(hard, noticed), 9)
                old = shown(before)
                for more in range(6):
                    for new_pupils in range(pupils, min(9 + joined, pupils + more) + 1):
                        for harder in {0, more // 2, more}:
                            told = compare(
                                scope(),
                                signs(noticed + more, new_pupils, min(hard, noticed) + harder, 9 + joined),
                                [old],
                            )
                            assert not told.refused
                            truth = {
                                "noticed before": noticed,
                                "pupils before": pupils,
                                "noticed": noticed + more,
                                "pupils": new_pupils,
                                "more": more,
                                "new pupils": new_pupils - pupils,
                                "harder": harder,
                            }
                            worlds.append(((texts(before), texts(told.tables)), truth))
    assert len(worlds) > 5_000
    assert pinned(worlds) == []


def test_the_same_figures_may_go_again():
    tables = targets((7, 3, 1, 1))
    since = shown(targets((8, 3, 1, 1)))
    assert compare(scope(), tables, [since]).notes
    assert compare(scope(), tables, [since, shown(tables, AUTUMN)]) == differencing.Against(tables)
    bare = compare(scope(), tables, [since]).tables
    again = compare(scope(), tables, [shown(bare, AUTUMN)])
    assert again.tables == bare, "hidden once, it stays hidden"


def test_a_row_that_differs_by_five_and_shows_all_goes_as_it_is():
    told = compare(scope(), targets((11, 12)), [shown(targets((6, 7)))])
    assert [count.text for count in figures_of(told.tables)["targets:musical"].values()][:3] == [
        "23",
        "11",
        "12",
    ]


def test_what_is_left_of_a_whole_may_not_differ_by_few_either():
    before = shown(signs(10, 6, 0, 20))
    assert compare(scope(), signs(20, 11, 0, 25), [before]).notes == ()
    assert compare(scope(), signs(20, 12, 0, 28), [before]).notes, "two more without a sign"


def test_what_is_hidden_is_said_in_words():
    told = compare(scope(), targets((8, 7)), [shown(targets((6, 7)))])
    assert {text for *_, text in texts(told.tables)} == {"not shown"}
    (note,) = told.notes
    assert note.startswith("Not shown, because beside the bundle of 7 September 2026 it would tell of fewer")
    assert note.endswith("Targets: musical.")


def enrolment(whole):
    return Tables(enrolment=(EnrolmentRow("all", alone(whole), exact(0)),))


@pytest.mark.parametrize("joined", [-4, -1, 1, 4])
def test_a_few_pupils_more_or_fewer_are_refused(joined):
    told = compare(scope(), enrolment(12 + joined), [shown(enrolment(12))])
    assert "one to four pupils more or fewer would stand out" in told.refused
    assert "Choose the same weeks as then" in told.refused
    later = Period(HALF.last + timedelta(days=1), AUTUMN.last)
    assert not compare(scope(period=later), enrolment(12 + joined), [shown(enrolment(12))]).refused
    assert not compare(scope(groups=("h",)), enrolment(12 + joined), [shown(enrolment(12))]).refused
    with pytest.raises(NotCleared, match="would stand out"):
        differencing.require(told)


def met(pupils_of_g, pupils_of_h):
    """Return a book of two groups: g met in the first weeks only, h all the time."""
    sizes = {"g": pupils_of_g, "h": pupils_of_h}
    records = [Group(id=group, setting_id="w", working_name=group) for group in sizes]
    for group, size in sizes.items():
        for number in range(size):
            records.append(
                Pupil(id=f"{group}{number}", first_name=f"P{number}", last_name="", setting_id="w")
            )
            records.append(
                Membership(
                    id=f"m-{group}{number}", pupil_id=f"{group}{number}", group_id=group, joined_on=FIRST
                )
            )
        for week in range(14 if group == "h" else 5):
            records.append(
                Session(
                    id=f"s-{group}{week}",
                    group_id=group,
                    held_on=FIRST + timedelta(weeks=week),
                    status=SessionStatus.HELD,
                )
            )
    return Book(records)


@pytest.mark.parametrize(("size", "is_refused"), [(1, True), (4, True), (5, False)])
def test_further_weeks_of_a_few_pupils_are_refused(size, is_refused):
    book = met(12, size)
    told = compare(scope(groups=("g", "h")), enrolment(12 + size), [
        shown(enrolment(12 + size), groups=("g", "h"))
    ], book)  # fmt: skip
    assert ("about fewer than five pupils" in told.refused) is is_refused


@pytest.mark.parametrize(("missing", "is_refused"), [(0, False), (1, True), (4, True), (5, False)])
def test_counts_and_rows_by_code_are_not_laid_beside_each_other(missing, is_refused):
    everybody = [f"p{number}" for number in range(12)]
    for mode, mine, other, theirs in (
        (BundleMode.PSEUDONYMISED, everybody[missing:], BundleMode.COUNTS, everybody),
        (BundleMode.COUNTS, everybody, BundleMode.PSEUDONYMISED, everybody[missing:]),
    ):
        told = compare(
            scope(mode, AUTUMN, pupils=mine), Tables(), [shown(Tables(), AUTUMN, other, pupils=theirs)]
        )
        assert ("could be counted out" in told.refused) is is_refused


def test_two_bundles_of_other_weeks_are_added_up():
    apart = Period(FIRST + timedelta(days=60), AUTUMN.last)
    first, second = signs(10, 6, 0, 20), signs(12, 6, 0, 20)
    before = [shown(first), shown(second, apart)]
    assert compare(scope(), signs(22, 6, 0, 20), before[:1]).notes == ()
    told = compare(scope(), signs(24, 6, 0, 20), before)
    assert figures_of(told.tables)["observations:MUS.1"]["noticed"].text == "not shown", "2 in between"
    assert compare(scope(), signs(22, 6, 0, 20), before).notes == ()


def test_a_second_bundle_in_a_real_diary(diary, tmp_path, monkeypatch):
    diary.add(*records())
    half, whole = Period(START, START + timedelta(days=40)), Period(START, LAST)
    given = giving.give_bundle(diary, half, BundleMode.COUNTS, tmp_path / "a.tdbundle")
    kept = json.loads(given.entry)
    assert kept["figures"]["enrolment:all"] == {"enrolled": "15", "left": "fewer than 5"}
    again = giving.prepare(diary, half, BundleMode.COUNTS)
    assert again.notes == ()
    assert again.data == (tmp_path / "a.tdbundle").read_bytes(), "the same weeks may go again"
    later = giving.prepare(diary, whole, BundleMode.COUNTS)
    (note,) = later.notes
    assert "Judgements on Agency" in note
    assert {row.judged.text for row in later.tables.judgements} == {"not shown"}
    assert {row.enrolled.text for row in later.tables.judgements} == {"15"}
    assert later.tables.attendance[0].offered.is_exact
    apart = bundle_check.check(later.data, "b.tdbundle")
    assert apart.tables.judgements[0].judged.text == "not shown"
    with zipfile.ZipFile(io.BytesIO(later.data)) as archive:
        assert not {"figures", "groups"} & set(json.loads(archive.read("disclosure.json")))
    monkeypatch.setattr(giving, "review_for", lambda *_args, **_named: ())
    with pytest.raises(NotCleared, match="Choose the same kind of bundle as then"):
        giving.prepare(diary, half, BundleMode.PSEUDONYMISED)
    later_weeks = giving.prepare(diary, Period(half.last + timedelta(days=1), LAST), BundleMode.COUNTS)
    assert not [note for note in later_weeks.notes if "Judgements" in note]
