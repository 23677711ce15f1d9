"""What is missing: pupils and outcomes nobody has noticed lately, voices not heard, rules not met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tutordiary.evidence.book import Book, Period
from tutordiary.evidence.counts import enrolled
from tutordiary.evidence.rule import is_individual, is_sign, rule_lines, touches_outcome
from tutordiary.framework import Framework
from tutordiary.model import Observation, Speaker, Voice


class GapKind(StrEnum):
    """What sort of evidence is missing for a pupil."""

    NO_START_POINT = "no_start_point"
    LATE_START_POINT = "late_start_point"
    TOO_FEW_DATES = "too_few_dates"
    NO_JUDGEMENT = "no_judgement"
    INCREASED_WITHOUT_EVIDENCE = "increased_without_evidence"
    ONLY_THE_TUTOR = "only_the_tutor"
    NO_PUPIL_VOICE = "no_pupil_voice"
    NO_SCHOOL_VOICE = "no_school_voice"
    NO_FAMILY_VOICE = "no_family_voice"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing for one pupil; ``outcome`` is empty when it is not about one outcome."""

    kind: GapKind
    pupil_id: str
    outcome: str = ""


_VOICE_GAPS = {
    Speaker.PUPIL: GapKind.NO_PUPIL_VOICE,
    Speaker.SCHOOL_STAFF: GapKind.NO_SCHOOL_VOICE,
    Speaker.PARENT_CARER: GapKind.NO_FAMILY_VOICE,
}


def weeks_since_noticed(
    book: Book, framework: Framework, pupil_id: str, outcome_id: str, today: date
) -> int | None:
    """Return whole weeks since a sign of an outcome was last noticed in a pupil; None for never."""
    days = [
        o.noted_on
        for o in book.where(Observation, "pupil_id", pupil_id)
        if is_individual(o)
        and is_sign(o)
        and o.noted_on <= today
        and touches_outcome(o, framework, outcome_id)
    ]
    return (today - max(days)).days // 7 if days else None


def missing_voices(book: Book, pupil_id: str, period: Period | None = None) -> tuple[Speaker, ...]:
    """Return whose words about a pupil nobody has written down yet: pupil, school, family, in that order."""
    heard = {
        voice.speaker
        for voice in book.where(Voice, "pupil_id", pupil_id)
        if not voice.is_chosen_face and (period is None or voice.said_on in period)
    }
    return tuple(speaker for speaker in Speaker if speaker not in heard)


def gaps(
    book: Book, framework: Framework, period: Period | None = None, groups: Iterable[str] | None = None
) -> tuple[Gap, ...]:
    """Return every gap of every enrolled pupil: by outcome first, then the voices."""
    found = []
    pupils = enrolled(book, period, groups)
    for outcome in framework.outcomes:
        for pupil in pupils:
            found += [
                Gap(kind, pupil.id, outcome.id)
                for kind in _outcome_gaps(book, framework, pupil.id, outcome.id, period)
            ]
    for pupil in pupils:
        found += [Gap(_VOICE_GAPS[speaker], pupil.id) for speaker in missing_voices(book, pupil.id, period)]
    return tuple(found)


def _outcome_gaps(
    book: Book, framework: Framework, pupil_id: str, outcome_id: str, period: Period | None
) -> list[GapKind]:
    state = rule_lines(book, framework, pupil_id, outcome_id, period)
    found = []
    if not state.has_start_point:
        found.append(GapKind.NO_START_POINT)
    elif state.start_is_late:
        found.append(GapKind.LATE_START_POINT)
    if state.has_start_point and not state.allowed:
        found.append(GapKind.TOO_FEW_DATES)
    if state.judgement is None:
        found.append(GapKind.NO_JUDGEMENT)
    if state.is_unsupported:
        found.append(GapKind.INCREASED_WITHOUT_EVIDENCE)
    if state.counts_as_increased and not state.triangulated:
        found.append(GapKind.ONLY_THE_TUTOR)
    return found
