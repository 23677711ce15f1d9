"""How figures about pupils are shown when few pupils must not be told: across columns and across tables.

A number that is safe in its own row can be worked out from another table: who was not judged stands in the
judgements and in the missing evidence. So what is one number is decided here once.
"""

from __future__ import annotations

from collections.abc import Mapping

from tutordiary.evidence import GapKind, OutcomeCount
from tutordiary.release import small_numbers
from tutordiary.release.rows import JudgementRow
from tutordiary.release.small_numbers import Count


def exact_outcome(count: OutcomeCount) -> JudgementRow:
    """Return one outcome's n of N as it is."""
    numbers = [number for _, number in count.results]
    return JudgementRow(
        count.outcome,
        *map(
            small_numbers.exact,
            (count.enrolled, count.judged, *numbers, count.not_judged, count.triangulated),
        ),
    )


def shown_outcome(count: OutcomeCount) -> JudgementRow:
    """Return one outcome's n of N without any number that gives one to four pupils away.

    When the pupils not judged are few, N itself would give them away: the results are then parts of the
    enrolled, and N is not shown. When the pupils judged are few, the number not judged would.
    """
    whole, judged, not_judged = count.enrolled, count.judged, count.not_judged
    results = [number for _, number in count.results]
    nothing = small_numbers.hidden(whole)
    if small_numbers.is_small(whole):
        return JudgementRow(count.outcome, small_numbers.fewer(), *[nothing] * 8)
    # In a whole of 5 to 7 with 5 or more judged, next to nothing is left to choose from for the others.
    is_tight = small_numbers.is_small(not_judged) and whole < small_numbers.THRESHOLD + 3
    if small_numbers.is_small(judged) or is_tight:
        return JudgementRow(count.outcome, small_numbers.exact(whole), *[nothing] * 8)
    if small_numbers.is_small(not_judged):
        if small_numbers.is_said_of_all(results):
            shown: tuple[Count, ...] = (nothing,) * 6
        else:
            shown = small_numbers.suppress([*results, not_judged])
        first = nothing
    else:
        shown = (*small_numbers.suppress_results(results), small_numbers.exact(not_judged))
        first = small_numbers.exact(judged)
    backed = small_numbers.part_of(count.triangulated, count.increased) if shown[0].is_exact else nothing
    counts = (first, *shown, backed)
    return JudgementRow(count.outcome, small_numbers.exact(whole), *counts)


_STARTS = (GapKind.NO_START_POINT, GapKind.LATE_START_POINT, GapKind.TOO_FEW_DATES)


def shown_gaps(whole: int, numbers: Mapping[GapKind, int], row: JudgementRow | None) -> dict[GapKind, Count]:
    """Return what is missing for how many of ``whole`` pupils, so that no other figure gives it away.

    ``row`` is the outcome's n of N as it is shown, or None for the voices. Who was not judged, or judged
    increased by the tutor alone, is a part of that row and is shown as there.
    """
    nothing = small_numbers.hidden(whole)
    if small_numbers.is_small(whole):
        return dict.fromkeys(numbers, nothing)
    if row is None:
        return {kind: small_numbers.part_of(number, whole) for kind, number in numbers.items()}
    shown: dict[GapKind, Count] = {}
    starts_are_safe = _starts_are_safe(whole, numbers, row)
    for kind, number in numbers.items():
        if kind is GapKind.NO_JUDGEMENT:
            shown[kind] = row.not_judged
        elif kind in _STARTS:
            shown[kind] = small_numbers.exact(number) if starts_are_safe else nothing
        else:
            of = row.increased if kind is GapKind.ONLY_THE_TUTOR else row.not_enough
            shown[kind] = small_numbers.part_of(number, of.low) if of.is_exact else nothing
    return shown


def _starts_are_safe(whole: int, numbers: Mapping[GapKind, int], row: JudgementRow) -> bool:
    """Return whether start points and dates can be told: none of what is left over by them is small.

    Of those with start and dates, some were judged increased; nobody else can have been.
    """
    none, late, few = (numbers.get(kind, 0) for kind in _STARTS)
    increased = row.increased.low if row.increased.is_exact else 0
    over = (none, late, few, whole - none - late, whole - none - few, whole - none - few - increased)
    return not any(small_numbers.is_small(part) for part in over)
