"""The rule for "increased": a start point, two later dates, and the tutor's own dated decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tutordiary.evidence.book import Book, Period
from tutordiary.framework import Framework
from tutordiary.model import (
    Direction,
    Judgement,
    JudgementEvidence,
    JudgementResult,
    Membership,
    Observation,
    Scope,
    Session,
    SessionStatus,
    Source,
    Speaker,
    StartPoint,
    Voice,
)

METHOD = (
    "A pupil counts as increased on an outcome only when three things are there: a dated start point, small "
    "signs of that outcome noticed on at least two later dates, and the tutor’s own dated decision. "
    "Marks set for a whole group at once are never evidence about one pupil, and neither is a harder day. "
    "Some early signs never count as increased. Backed by someone else means that the pupil, the school or "
    "the family also saw it or said it. What is counted was seen or said; nobody claims what caused it."
)
"""The rule in one paragraph, as every document prints it."""

LATER_DATES_NEEDED = 2
START_POINT_SESSIONS = 3


@dataclass(frozen=True, slots=True)
class RuleState:
    """How far one pupil's evidence on one outcome meets the rule.

    ``later_dates`` are the different days after the start point with an individual sign, in order.
    ``triangulated_by`` are the others behind it: sources of observations, speakers of linked voices.
    ``start_is_late`` says that the start point was written after the pupil's third session.
    ``allowed`` says that the tutor may decide "increased"; the software never decides it.
    """

    start_on: date | None
    start_is_late: bool
    later_dates: tuple[date, ...]
    triangulated_by: tuple[Source | Speaker, ...]
    judgement: Judgement | None

    @property
    def has_start_point(self) -> bool:
        """Whether a dated start point is there."""
        return self.start_on is not None

    @property
    def allowed(self) -> bool:
        """Whether the evidence allows the decision "increased"."""
        return self.has_start_point and len(self.later_dates) >= LATER_DATES_NEEDED

    @property
    def triangulated(self) -> bool:
        """Whether someone other than the tutor stands behind it."""
        return bool(self.triangulated_by)

    @property
    def counts_as_increased(self) -> bool:
        """Whether the tutor decided "increased" and the rule is met."""
        return (
            self.allowed and self.judgement is not None and self.judgement.result is JudgementResult.INCREASED
        )

    @property
    def is_unsupported(self) -> bool:
        """Whether the tutor decided "increased" without the evidence the rule asks for."""
        return (
            not self.allowed
            and self.judgement is not None
            and self.judgement.result is JudgementResult.INCREASED
        )


def is_individual(observation: Observation) -> bool:
    """Return whether an observation is about one pupil, not a mark set for everyone at once."""
    return observation.pupil_id is not None and observation.scope is Scope.PUPIL


def is_sign(observation: Observation) -> bool:
    """Return whether something was noticed: a deliberate "not yet seen" (step 0) is not a sign."""
    return observation.step != 0


def touches_outcome(observation: Observation, framework: Framework, outcome_id: str) -> bool:
    """Return whether an observation is tagged with an indicator of an outcome."""
    return any(
        indicator.id in observation.indicators
        for outcome in framework.outcomes
        if outcome.id == outcome_id
        for indicator in outcome.indicators
    )


def judgement_of(
    book: Book, pupil_id: str, outcome_id: str, period: Period | None = None
) -> Judgement | None:
    """Return the pupil's latest judgement on an outcome made in the period, or None."""
    found = [
        judgement
        for judgement in book.where(Judgement, "pupil_id", pupil_id)
        if judgement.outcome == outcome_id and (period is None or judgement.judged_on in period)
    ]
    return max(found, key=lambda j: (j.judged_on, j.id), default=None)


def rule_lines(
    book: Book, framework: Framework, pupil_id: str, outcome_id: str, period: Period | None = None
) -> RuleState:
    """Return how far a pupil's evidence on an outcome meets the rule.

    Evidence counts up to the end of the period (start points may be older); the judgement is the latest made
    within it. Without a period everything counts.
    """
    until = period.last if period else date.max
    starts = [
        point
        for point in book.where(StartPoint, "pupil_id", pupil_id)
        if point.outcome == outcome_id and point.noted_on <= until
    ]
    start = min(starts, key=lambda p: (p.noted_on, p.id), default=None)
    seen = [
        observation
        for observation in book.where(Observation, "pupil_id", pupil_id)
        if is_individual(observation)
        and is_sign(observation)
        and observation.direction is not Direction.HARDER_DAY
        and observation.noted_on <= until
        and touches_outcome(observation, framework, outcome_id)
    ]
    later = sorted({o.noted_on for o in seen if start is not None and o.noted_on > start.noted_on})
    return RuleState(
        start_on=start.noted_on if start else None,
        start_is_late=start is not None and _is_late(book, pupil_id, start.noted_on),
        later_dates=tuple(later),
        triangulated_by=_others(book, pupil_id, outcome_id, seen),
        judgement=judgement_of(book, pupil_id, outcome_id, period),
    )


def _is_late(book: Book, pupil_id: str, noted_on: date) -> bool:
    held = sorted(
        session.held_on
        for membership in book.where(Membership, "pupil_id", pupil_id)
        for session in book.where(Session, "group_id", membership.group_id)
        if session.status is SessionStatus.HELD
        and (membership.joined_on is None or session.held_on >= membership.joined_on)
    )
    return len(held) > START_POINT_SESSIONS and noted_on > held[START_POINT_SESSIONS - 1]


def _others(
    book: Book, pupil_id: str, outcome_id: str, seen: list[Observation]
) -> tuple[Source | Speaker, ...]:
    """Return who else stands behind an outcome: observers, and voices linked to a judgement of it."""
    sources = {o.source for o in seen if o.source is not Source.TUTOR}
    speakers = set()
    for judgement in book.where(Judgement, "pupil_id", pupil_id):
        if judgement.outcome != outcome_id:
            continue
        for link in book.where(JudgementEvidence, "judgement_id", judgement.id):
            voice = book.get(Voice, link.voice_id) if link.voice_id else None
            if voice is not None and not voice.is_chosen_face:
                speakers.add(voice.speaker)
    order: list[Source | Speaker] = [*Source, *Speaker]
    found: list[Source | Speaker] = [who for who in order[: len(Source)] if who in sources]
    return (*found, *(who for who in Speaker if who in speakers))
