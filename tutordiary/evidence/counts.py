"""n of N: how many pupils, of how many, and who was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tutordiary.evidence.book import Book, Period
from tutordiary.evidence.rule import RuleState, is_individual, is_sign, rule_lines
from tutordiary.framework import Framework
from tutordiary.model import (
    Direction,
    JudgementResult,
    LeftReason,
    Membership,
    Observation,
    Pupil,
    ReviewResult,
    Session,
    Source,
    Target,
    TargetKind,
)


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """The tutor's judgements on one outcome among the pupils enrolled in a period.

    ``judged`` is N; the five results add up to it, except that ``unsupported`` ("increased" decided without
    the evidence the rule asks for) is counted as not enough evidence. ``triangulated`` is how many of the
    increased are backed by someone other than the tutor.
    """

    outcome: str
    enrolled: int
    left: int
    judged: int
    increased: int
    early_signs: int
    no_change: int
    less: int
    not_enough: int
    triangulated: int
    unsupported: int

    @property
    def not_judged(self) -> int:
        """Enrolled pupils without any judgement in the period."""
        return self.enrolled - self.judged

    @property
    def results(self) -> tuple[tuple[JudgementResult, int], ...]:
        """The five results in the field's order."""
        return (
            (JudgementResult.INCREASED, self.increased),
            (JudgementResult.EARLY_SIGNS, self.early_signs),
            (JudgementResult.NO_CHANGE, self.no_change),
            (JudgementResult.LESS, self.less),
            (JudgementResult.NOT_ENOUGH, self.not_enough),
        )


@dataclass(frozen=True, slots=True)
class IndicatorCount:
    """What was noticed of one indicator: ``noticed`` individual signs about ``pupils`` different pupils.

    ``harder_days`` and ``by_others`` (seen or said by someone other than the tutor) are parts of ``noticed``;
    ``not_yet`` are deliberate "not yet seen" notes; ``group_marks`` stand apart and are about nobody alone.
    """

    outcome: str
    indicator: str
    noticed: int
    pupils: int
    harder_days: int
    by_others: int
    not_yet: int
    group_marks: int


@dataclass(frozen=True, slots=True)
class TargetCount:
    """Targets of one kind set up to the end of a period, and how they were reviewed."""

    kind: TargetKind
    set: int
    results: tuple[tuple[ReviewResult, int], ...]

    @property
    def not_reviewed(self) -> int:
        """Targets without a review yet."""
        return self.set - sum(number for _, number in self.results)


def enrolled(
    book: Book, period: Period | None = None, groups: Iterable[str] | None = None
) -> tuple[Pupil, ...]:
    """Return the pupils who belonged to a group (one of ``groups``) for at least a day of the period."""
    wanted = None if groups is None else frozenset(groups)
    ids = {
        membership.pupil_id
        for membership in book.all(Membership)
        if (wanted is None or membership.group_id in wanted)
        and (period is None or period.touches(membership.joined_on, membership.left_on))
    }
    return tuple(pupil for pupil in book.all(Pupil) if pupil.id in ids)


def left_early(
    book: Book, period: Period | None = None, groups: Iterable[str] | None = None
) -> tuple[Pupil, ...]:
    """Return the enrolled pupils who had left by the end of the period, other than because the work ended."""
    wanted = None if groups is None else frozenset(groups)
    found = []
    for pupil in enrolled(book, period, groups):
        stays = [
            m for m in book.where(Membership, "pupil_id", pupil.id) if wanted is None or m.group_id in wanted
        ]
        if stays and all(
            m.left_on is not None
            and m.left_reason is not LeftReason.ENDED
            and (period is None or m.left_on <= period.last)
            for m in stays
        ):
            found.append(pupil)
    return tuple(found)


def outcome_counts(
    book: Book, framework: Framework, period: Period | None = None, groups: Iterable[str] | None = None
) -> tuple[OutcomeCount, ...]:
    """Return n of N for each outcome of the framework, in its order."""
    wanted = None if groups is None else tuple(groups)
    pupils = enrolled(book, period, wanted)
    left = len(left_early(book, period, wanted))
    found = []
    for outcome in framework.outcomes:
        states = [rule_lines(book, framework, pupil.id, outcome.id, period) for pupil in pupils]
        found.append(_outcome_count(outcome.id, states, left))
    return tuple(found)


def _outcome_count(outcome_id: str, states: list[RuleState], left: int) -> OutcomeCount:
    results = Counter(state.judgement.result for state in states if state.judgement is not None)
    unsupported = sum(state.is_unsupported for state in states)
    return OutcomeCount(
        outcome=outcome_id,
        enrolled=len(states),
        left=left,
        judged=sum(results.values()),
        increased=results[JudgementResult.INCREASED] - unsupported,
        early_signs=results[JudgementResult.EARLY_SIGNS],
        no_change=results[JudgementResult.NO_CHANGE],
        less=results[JudgementResult.LESS],
        not_enough=results[JudgementResult.NOT_ENOUGH] + unsupported,
        triangulated=sum(state.counts_as_increased and state.triangulated for state in states),
        unsupported=unsupported,
    )


def indicator_counts(
    book: Book,
    framework: Framework,
    period: Period | None = None,
    pupils: Iterable[str] | None = None,
    groups: Iterable[str] | None = None,
) -> tuple[IndicatorCount, ...]:
    """Return what was noticed of each indicator, in the framework's order.

    ``pupils`` narrows the individual signs to some, ``groups`` the group marks. Group marks are counted once
    for each day and group, however many pupils they were set for.
    """
    wanted = None if pupils is None else frozenset(pupils)
    wanted_groups = None if groups is None else frozenset(groups)
    in_period = [o for o in book.all(Observation) if period is None or o.noted_on in period]
    mine = [o for o in in_period if is_individual(o) and (wanted is None or o.pupil_id in wanted)]
    for_all = [
        (o, group)
        for o, group in ((o, _group_of(book, o)) for o in in_period if not is_individual(o))
        if wanted_groups is None or group in wanted_groups
    ]
    found = []
    for indicator in framework.indicators:
        tagged = [o for o in mine if indicator.id in o.indicators]
        signs = [o for o in tagged if is_sign(o)]
        found.append(
            IndicatorCount(
                outcome=indicator.outcome_id,
                indicator=indicator.id,
                noticed=len(signs),
                pupils=len({o.pupil_id for o in signs}),
                harder_days=sum(o.direction is Direction.HARDER_DAY for o in signs),
                by_others=sum(o.source is not Source.TUTOR for o in signs),
                not_yet=len(tagged) - len(signs),
                group_marks=len(
                    {
                        (o.noted_on, o.session_id, group)
                        for o, group in for_all
                        if indicator.id in o.indicators
                    }
                ),
            )
        )
    return tuple(found)


def _group_of(book: Book, observation: Observation) -> str | None:
    if observation.group_id is not None or observation.session_id is None:
        return observation.group_id
    session = book.get(Session, observation.session_id)
    return session.group_id if session else None


def target_counts(
    book: Book, period: Period | None = None, pupils: Iterable[str] | None = None
) -> tuple[TargetCount, ...]:
    """Return targets by kind and result: set, and if reviewed then reviewed, by the end of the period."""
    wanted = None if pupils is None else frozenset(pupils)
    until = period.last if period else None
    targets = [
        t
        for t in book.all(Target)
        if (wanted is None or t.pupil_id in wanted) and (until is None or t.set_on <= until)
    ]
    found = []
    for kind in TargetKind:
        of_kind = [t for t in targets if t.kind is kind]
        results = Counter(
            t.review_result
            for t in of_kind
            if t.review_result is not None
            and (until is None or t.reviewed_on is None or t.reviewed_on <= until)
        )
        found.append(
            TargetCount(kind, len(of_kind), tuple((result, results[result]) for result in ReviewResult))
        )
    return tuple(found)
