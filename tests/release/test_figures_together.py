"""Nobody can work a small number out of a bundle of counts, whatever tables are laid beside each other.

The reader here knows the rules, and is given every world of some size that could have been printed so.
"""

from __future__ import annotations

import pytest

from tutordiary.evidence import GapKind, OutcomeCount
from tutordiary.release.rows import JudgementRow, columns
from tutordiary.release.shown import shown_gaps, shown_outcome
from tutordiary.release.small_numbers import part_not_of_all, part_or_nothing, suppress

SEVERAL = 2  # a small number must have been able to be at least this many others


def sums(total, size):
    """Return every way to make a total of so many numbers."""
    if size == 1:
        return [(total,)]
    return [(first, *rest) for first in range(total + 1) for rest in sums(total - first, size - 1)]


def count_of(results, not_judged, triangulated):
    judged = sum(results)
    return OutcomeCount(
        "MUS", judged + not_judged, 0, judged, *results, triangulated=triangulated, unsupported=0
    )


def printed(row):
    return tuple(getattr(row, column.name).text for column in columns(JudgementRow)[1:])


def pinned(worlds):
    """Return the worlds in which the reader of what is printed can name a small number.

    ``worlds`` are pairs of what is printed and what is true: figures by name.
    """
    same = {}
    for shown, truth in worlds:
        same.setdefault(shown, []).append(truth)
    found = []
    for shown, truths in same.items():
        for name in truths[0]:
            values = {truth[name] for truth in truths}
            if len(values) < SEVERAL and 1 <= next(iter(values)) <= 4:
                found.append((shown, name, values))
    return found


@pytest.mark.parametrize("whole", range(5, 9))
def test_an_outcome_gives_nobody_away(whole):
    worlds = []
    for *results, not_judged in sums(whole, 6):
        for triangulated in range(results[0] + 1):
            count = count_of(results, not_judged, triangulated)
            truth = {
                **{f"result {place}": number for place, number in enumerate(results)},
                "judged": count.judged,
                "not judged": not_judged,
                "backed": triangulated,
                "the tutor alone": results[0] - triangulated,
            }
            worlds.append((printed(shown_outcome(count)), truth))
    assert len(worlds) > 300
    assert pinned(worlds) == []


@pytest.mark.parametrize(("size", "most"), [(2, 30), (3, 24), (4, 16), (5, 11)])
def test_parts_of_a_total_give_nothing_away_to_who_knows_the_rule(size, most):
    worlds = [
        ((total, tuple(count.text for count in suppress(parts))), dict(enumerate(parts)))
        for total in range(5, most + 1)
        for parts in sums(total, size)
    ]
    assert pinned(worlds) == []


NONE, LATE, FEW = GapKind.NO_START_POINT, GapKind.LATE_START_POINT, GapKind.TOO_FEW_DATES
ALONE, WITHOUT = GapKind.ONLY_THE_TUTOR, GapKind.INCREASED_WITHOUT_EVIDENCE


def gaps_of(whole, count):
    """Yield every way evidence can be missing beside the judgements on an outcome."""
    for none in range(whole + 1):
        for few in range(whole - none - count.increased + 1):
            for late in range(whole - none + 1):
                for without in range(min(count.not_enough, none + few) + 1):
                    numbers = {
                        NONE: none,
                        LATE: late,
                        FEW: few,
                        WITHOUT: without,
                        ALONE: count.increased - count.triangulated,
                        GapKind.NO_JUDGEMENT: count.not_judged,
                    }
                    yield {kind: number for kind, number in numbers.items() if number}


def everything(whole, results):
    """Yield what is printed and what is true of an outcome and its missing evidence, in every world."""
    for *parts, not_judged in results:
        for triangulated in range(parts[0] + 1):
            count = count_of(parts, not_judged, triangulated)
            row = shown_outcome(count)
            for numbers in gaps_of(whole, count):
                shown = shown_gaps(whole, numbers, row)
                none, late, few = (numbers.get(kind, 0) for kind in (NONE, LATE, FEW))
                truth = {str(kind): numbers.get(kind, 0) for kind in (NONE, LATE, FEW, ALONE, WITHOUT)}
                truth |= {f"result {place}": number for place, number in enumerate(parts)}
                truth |= {
                    "backed": triangulated,
                    "judged": count.judged,
                    "not judged": not_judged,
                    "with dates": whole - none - few,
                    "in time": whole - none - late,
                    "dates and not increased": whole - none - few - parts[0],
                    "without evidence of the not enough": parts[4] - numbers.get(WITHOUT, 0),
                }
                yield (
                    (printed(row), tuple((kind, text.text) for kind, text in sorted(shown.items()))),
                    truth,
                )


@pytest.mark.parametrize("whole", [5, 9])
def test_what_is_missing_gives_nobody_away_beside_what_was_judged(whole):
    # Increased, not enough and not judged are the parts the missing evidence speaks of.
    results = [(parts[0], 0, 0, 0, *parts[1:]) for parts in sums(whole, 3)]
    assert pinned(everything(whole, results)) == []


def test_what_is_missing_gives_nobody_away_in_any_small_group():
    assert pinned(everything(5, sums(5, 6))) == []


def test_pupils_noticed_beside_signs_noticed_and_pupils_enrolled():
    for whole in range(5, 13):
        worlds = []
        for pupils in range(whole + 1):
            for noticed in [0] if pupils == 0 else range(pupils, 16):
                shown = "fewer" if 1 <= noticed <= 4 else noticed
                truth = {"pupils": pupils, "others": whole - pupils, "noticed": noticed}
                worlds.append(((shown, part_or_nothing(pupils, whole).text), truth))
        assert pinned(worlds) == []


def test_hard_things_are_not_said_of_everybody():
    assert part_not_of_all(9, 9).text == "not shown"
    assert part_not_of_all(0, 9).text == "0"
    assert part_not_of_all(6, 12).text == "6"
    worlds = [
        ((whole, part_not_of_all(part, whole).text), {"part": part, "rest": whole - part})
        for whole in range(5, 40)
        for part in range(whole + 1)
    ]
    assert pinned(worlds) == []


@pytest.mark.parametrize("not_judged", [0, 2])
def test_no_change_is_not_said_of_everybody_judged(not_judged):
    row = shown_outcome(count_of((0, 0, 9, 0, 0), not_judged, 0))
    assert row.no_change.text == "not shown"
    assert {row.increased.text, row.early_signs.text, row.less.text} == {"not shown"}
    some = shown_outcome(count_of((6, 0, 9, 0, 0), not_judged, 6))
    assert some.increased.text in ("6", "not shown")


@pytest.mark.parametrize("whole", [3, 6, 8])
def test_who_was_not_judged_reads_the_same_in_both_tables(whole):
    for *parts, not_judged in sums(whole, 6):
        if not_judged:
            row = shown_outcome(count_of(parts, not_judged, 0))
            gaps = shown_gaps(whole, {GapKind.NO_JUDGEMENT: not_judged}, row)
            assert gaps[GapKind.NO_JUDGEMENT].text == row.not_judged.text
