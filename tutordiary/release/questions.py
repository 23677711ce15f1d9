"""What stands out in a tutor's bundle, put as a question to the tutor: never a verdict, never a ranking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tutordiary.release.bundle_check import CheckedBundle
from tutordiary.release.small_numbers import THRESHOLD
from tutordiary.release.tables import ALL

MANY_SIGNS = 20


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask one tutor. ``noticed`` says what stands out, ``ask`` is the question."""

    tutor: str
    noticed: str
    ask: str


def ask(bundles: Sequence[CheckedBundle]) -> tuple[Question, ...]:
    """Return what to ask, tutor by tutor; only figures that are shown are looked at."""
    return tuple(question for bundle in bundles for question in _about(bundle))


def _about(bundle: CheckedBundle) -> Iterator[Question]:
    tutor, names = bundle.head.tutor, bundle.head.framework
    yield from _about_judgements(bundle)
    for row in bundle.tables.sessions:
        if row.given * 2 < row.planned:
            yield Question(
                tutor,
                f"{row.group} had {row.given} of {row.planned} planned sessions by the end of the period.",
                "Is the programme still running, or did something get in the way?",
            )
    for marks in bundle.tables.attendance:
        known = marks.offered.is_exact and marks.attended.is_exact and marks.not_recorded.is_exact
        if marks.group != ALL or not known:
            continue
        if marks.attended.low * 3 < marks.offered.low * 2:
            yield Question(
                tutor,
                f"{marks.attended.low} of {marks.offered.low} places were taken.",
                "What kept pupils away, and what would help the next group?",
            )
        if marks.not_recorded.low * 10 > marks.offered.low:
            yield Question(
                tutor,
                f"{marks.not_recorded.low} of {marks.offered.low} places have no attendance mark.",
                "Can the attendance be filled in?",
            )
    rows = bundle.tables.observations
    noticed = sum(row.noticed.low for row in rows)
    if noticed >= MANY_SIGNS and all(row.harder_days.is_exact and row.harder_days.low == 0 for row in rows):
        yield Question(
            tutor,
            f"Among {noticed} signs there is no harder day.",
            "Were there none, or were they not written down?",
        )
    unseen = [names.name_of(row.indicator) for row in rows if row.noticed.is_exact and row.noticed.low == 0]
    if unseen and noticed >= MANY_SIGNS:
        yield Question(
            tutor,
            f"Nothing was noticed for: {', '.join(unseen)}.",
            "What might it have looked like in these groups?",
        )


def _about_judgements(bundle: CheckedBundle) -> Iterator[Question]:
    tutor, names = bundle.head.tutor, bundle.head.framework
    for row in bundle.tables.judgements:
        name = names.name_of(row.outcome)
        if row.judged.is_exact and row.increased == row.judged and row.judged.low >= THRESHOLD:
            yield Question(
                tutor,
                f"{name}: all {row.judged.low} pupils judged were judged increased.",
                "What did that look like for the two who found it hardest?",
            )
        if (
            row.judged.is_exact
            and row.judged.low >= THRESHOLD
            and row.increased.is_exact
            and row.increased.low == 0
        ):
            yield Question(
                tutor,
                f"{name}: none of the {row.judged.low} pupils judged was judged increased.",
                "Was this outcome in view, and what was tried?",
            )
        if (
            row.increased.is_exact
            and row.increased.low >= THRESHOLD
            and row.triangulated.is_exact
            and row.triangulated.low == 0
        ):
            yield Question(
                tutor,
                f"{name}: nobody but the tutor stands behind the {row.increased.low} judged increased.",
                "Could a pupil, the school or a family say what they saw?",
            )
    yield from _about_open(bundle)


def _about_open(bundle: CheckedBundle) -> Iterator[Question]:
    """Yield one question for all outcomes that most pupils have no judgement on."""
    waiting = [
        f"{bundle.head.framework.name_of(row.outcome)} ({row.not_judged.low})"
        for row in bundle.tables.judgements
        if row.not_judged.is_exact and row.not_judged.low * 2 > row.enrolled.low > 0
    ]
    if waiting:
        enrolled = bundle.tables.judgements[0].enrolled.text
        yield Question(
            bundle.head.tutor,
            f"Most of the {enrolled} enrolled pupils have no judgement yet on: {', '.join(waiting)}.",
            "Are the judgements still to come?",
        )
