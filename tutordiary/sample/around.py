"""Lays out what stands round the sessions: start points, targets, talks, judgements and permissions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from tutordiary.model import (
    Action,
    Conversation,
    ConversationPupil,
    Direction,
    Judgement,
    JudgementEvidence,
    JudgementResult,
    Observation,
    Permission,
    PracticeLoop,
    Record,
    Scope,
    SelfProfile,
    StartPoint,
    Target,
    TargetEvidence,
)
from tutordiary.sample.laying import Laying
from tutordiary.sample.notes import Aim, Consent, Look, Start, Talk, Turn, Verdict, audiences


def starts(laying: Laying, notes: Iterable[Start]) -> Iterator[StartPoint]:
    """Yield the start points."""
    for note in notes:
        yield StartPoint(
            id=f"{laying.name}-start-{note.who}-{note.outcome}",
            pupil_id=laying.pupils[note.who].id,
            outcome=note.outcome,
            noted_on=laying.day(note.session),
            text=note.text,
            source=note.source,
            step=note.step,
            audiences=audiences(note.to),
        )


def aims(laying: Laying, notes: Iterable[Aim]) -> Iterator[Record]:
    """Yield targets and the observations that bear on them, once the sessions have been laid."""
    for number, note in enumerate(notes, start=1):
        made = f"{laying.name}-target-{number:02}"
        yield Target(
            id=made,
            pupil_id=laying.pupils[note.who].id,
            kind=note.kind,
            pupil_words=note.child,
            adult_words=note.adult,
            outcome=note.outcome,
            set_on=laying.day(note.set_in),
            set_with=note.set_with,
            review_by=_coming(laying, note.review_in),
            reviewed_on=laying.day(note.reviewed_in) if note.reviewed_in else None,
            review_result=note.result,
            what_happened=note.happened,
            pupil_review=note.review,
            audiences=audiences(note.to),
        )
        for key in note.evidence:
            yield TargetEvidence(id=f"{made}-{key}", target_id=made, observation_id=laying.keys[key])


def _coming(laying: Laying, number: int | None) -> date | None:
    """Return the day of a session that may still be to come, a week apart from the last known one."""
    if number is None:
        return None
    known = len(laying.days)
    return laying.day(min(number, known)) + timedelta(weeks=max(0, number - known))


def talks(laying: Laying, notes: Iterable[Talk], setting_id: str) -> Iterator[Record]:
    """Yield conversations, the pupils they were about and the actions out of them."""
    for number, note in enumerate(notes, start=1):
        made = f"{laying.name}-talk-{number:02}"
        day = laying.day(note.session) + timedelta(days=note.days)
        yield Conversation(
            id=made,
            held_on=day,
            with_role=note.role,
            summary=note.text,
            setting_id=setting_id,
            contact_id=note.contact or None,
            minutes=note.minutes,
            audiences=audiences(note.to),
        )
        for key in note.about.split():
            yield ConversationPupil(id=f"{made}-{key}", conversation_id=made, pupil_id=laying.pupils[key].id)
        for place, todo in enumerate(note.actions, start=1):
            yield Action(
                id=f"{made}-action-{place}",
                text=todo.text,
                who=todo.who,
                due_on=None if todo.due is None else day + timedelta(days=todo.due),
                done_on=None if todo.done is None else day + timedelta(days=todo.done),
                conversation_id=made,
            )


def verdicts(
    laying: Laying,
    notes: Iterable[Verdict],
    laid: Sequence[Record],
    programme_id: str,
) -> Iterator[Record]:
    """Yield judgements, made on the day of the last session, with the evidence they rest on.

    ``laid`` holds the observations and start points of the group.
    """
    day = laying.days[-1]
    for note in notes:
        made = f"{laying.name}-judgement-{note.who}-{note.outcome}"
        yield Judgement(
            id=made,
            pupil_id=laying.pupils[note.who].id,
            outcome=note.outcome,
            result=note.result,
            judged_on=day,
            programme_id=programme_id,
            note=note.note,
            audiences=audiences(note.to),
        )
        for place, sign in enumerate(_behind(laying, note, laid), start=1):
            yield JudgementEvidence(id=f"{made}-sign-{place}", judgement_id=made, observation_id=sign.id)
        for key in note.voices:
            yield JudgementEvidence(id=f"{made}-voice-{key}", judgement_id=made, voice_id=laying.keys[key])


def _behind(laying: Laying, note: Verdict, laid: Sequence[Record]) -> tuple[Observation, ...]:
    """Return up to three signs of the outcome, later than the start point and on different days.

    Worded ones come first; marks in the grid fill up where there are too few. Group marks never count.
    """
    pupil_id = laying.pupils[note.who].id
    begun = next(
        (
            start.noted_on
            for start in laid
            if isinstance(start, StartPoint) and (start.pupil_id, start.outcome) == (pupil_id, note.outcome)
        ),
        None,
    )
    if begun is None:
        return ()
    harder = note.result is JudgementResult.LESS
    signs = [
        record
        for record in laid
        if isinstance(record, Observation)
        and record.pupil_id == pupil_id
        and record.scope is Scope.PUPIL
        and record.noted_on > begun
        and any(indicator.startswith(f"{note.outcome}.") for indicator in record.indicators)
        and (record.direction is Direction.HARDER_DAY) == harder
    ]
    best = sorted(signs, key=lambda sign: (bool(sign.text), sign.starred, sign.noted_on))
    by_day = {sign.noted_on: sign for sign in best}
    rest = sorted(by_day.values(), key=lambda sign: (bool(sign.text), sign.starred, sign.noted_on))
    chosen = rest[-3:]
    return tuple(sorted(chosen, key=lambda sign: sign.noted_on))


def consents(laying: Laying, notes: Iterable[Consent]) -> Iterator[Permission]:
    """Yield permissions; one that was asked for and not given is withdrawn on the day it was asked."""
    for number, note in enumerate(notes, start=1):
        yield Permission(
            id=f"{laying.name}-permission-{number:02}",
            pupil_id=laying.pupils[note.who].id,
            kind=note.kind,
            given_by=note.by,
            given_on=laying.day(note.session),
            withdrawn_on=laying.day(note.withdrawn) if note.withdrawn else None,
            note=note.note,
        )


def practice(
    looks: Iterable[Look],
    turns: Iterable[Turn],
    *,
    today: date,
    programme_id: str,
    prefix: str = "",
) -> Iterator[Record]:
    """Yield the tutor's private answers and practice loops."""
    for number, look in enumerate(looks):
        yield SelfProfile(
            id=f"{prefix}look-{look.item}",
            item=look.item,
            answered_on=today - timedelta(days=12 + number % 3),
            answer=look.answer,
            line=look.line,
            share=look.share,
        )
    for number, turn in enumerate(turns, start=1):
        yield PracticeLoop(
            id=f"{prefix}loop-{number:02}",
            question=turn.question,
            started_on=today - timedelta(days=turn.began),
            programme_id=programme_id,
            tried=turn.tried,
            saw=turn.saw,
            learned=turn.learned,
            advised=turn.advised,
            did_it_help=turn.did_it_help,
            closed_on=today - timedelta(days=turn.closed) if turn.closed else None,
        )
