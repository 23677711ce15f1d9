"""The first draft of the report for the school: recorded sentences in order, and counted facts. Nothing else.

Only what is labelled for the school is taken, and what stands on the pupil's own page for it. A judgement is
repeated in the tutor's own word; where none was made, none is made here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from tutordiary import wording
from tutordiary.documents.wording import on, quoted, stop
from tutordiary.drafting.pupil_file import PupilFile, name_of
from tutordiary.drafting.tracing import Origin, Traced
from tutordiary.model import (
    Audience,
    ContactRole,
    Conversation,
    Direction,
    Judgement,
    JudgementResult,
    Observation,
    ReportPurpose,
    ReviewResult,
    Target,
)

LINES = 3
"""Sentences in a summary, and helps taken from the diary: what a busy reader lifts."""

Draft = dict[str, tuple[Traced, ...]]


def first_sentences(file: PupilFile, purpose: ReportPurpose = ReportPurpose.TERMLY) -> Draft:
    """Return what each part begins with, by the part's id; a part of which nothing was recorded is empty."""
    return {
        "summary": _summary(file),
        "strengths": _of_pupil(file, "interests_and_strengths", "strengths and interests"),
        "still_hard": _still_hard(file),
        "what_helps": _what_helps(file),
        "assess": _assess(file),
        "plan": _plan(file),
        "do": _do(file),
        "review": _review(file, purpose),
    }


def school_judgements(file: PupilFile) -> list[Judgement]:
    """Return each outcome's newest judgement, if it is labelled for the school, in the framework's order."""
    turn = {outcome.id: place for place, outcome in enumerate(file.framework.outcomes)}
    shown = [one for one in file.latest_judgements().values() if Audience.SCHOOL in one.audiences]
    return sorted(shown, key=lambda one: turn.get(one.outcome, len(turn)))


def open_targets(file: PupilFile) -> list[Target]:
    """Return the targets for the school that are still being worked on."""
    going = (None, ReviewResult.STILL_GOING)
    return [one for one in file.targets if Audience.SCHOOL in one.audiences and one.review_result in going]


# The summary ----------------------------------------------------------------------------------------------


def _summary(file: PupilFile) -> tuple[Traced, ...]:
    judged = school_judgements(file)
    if any(one.note.strip() for one in judged):
        told = [one for one in judged if one.note.strip() or one.result is JudgementResult.LESS]
        return tuple(_judged(file, one) for one in _told_first(told))
    return _from_signs(file)


def _told_first(noted: list[Judgement]) -> list[Judgement]:
    """Return three judgements at most: the increases first, and never without one that fell, if any did."""
    ordered = sorted(noted, key=lambda one: one.result is not JudgementResult.INCREASED)
    shown, rest = ordered[:LINES], ordered[LINES:]
    fallen = [one for one in rest if one.result is JudgementResult.LESS]
    if fallen and all(one.result is not JudgementResult.LESS for one in shown):
        shown[-1] = fallen[0]
    return shown


def _judged(file: PupilFile, judgement: Judgement) -> Traced:
    if not judgement.note.strip():
        return _outcomes(wording.JUDGEMENT[judgement.result], [judgement], file)
    told = f"Judged on {on(judgement.judged_on)}: {_outcome(file, judgement.outcome)}"
    origin = Origin(judgement.table, judgement.id, "note", told, judgement.judged_on)
    return Traced(stop(judgement.note.strip()), judgement.note.strip(), (origin,))


def _from_signs(file: PupilFile) -> tuple[Traced, ...]:
    """Return the start, the latest step on, and a harder day that came after it: each with its date."""
    made: list[Traced] = []
    starts = [
        point for point in file.start_points if Audience.SCHOOL in point.audiences and point.text.strip()
    ]
    if starts:
        start = starts[0]
        told = f"Start point of {on(start.noted_on)}: {_outcome(file, start.outcome)}"
        origin = Origin(start.table, start.id, "text", told, start.noted_on)
        made.append(_dated("At the start, on", start.noted_on, start.text, origin))
    worded = file.worded(Audience.SCHOOL)
    steps = [sign for sign in worded if sign.direction is Direction.STEP_ON]
    made += [_noticed("On", sign) for sign in steps[-1:]]
    harder = [
        sign
        for sign in worded
        if sign.direction is Direction.HARDER_DAY and (not steps or sign.noted_on > steps[-1].noted_on)
    ]
    made += [_noticed("A harder day, on", sign) for sign in harder[-1:]]
    return tuple(made)


def _dated(lead: str, day: date, text: str, origin: Origin) -> Traced:
    words = text.strip()
    return Traced(f"{lead} {on(day, year=False)}: {stop(words)}", words, (origin,))


def _noticed(lead: str, sign: Observation) -> Traced:
    return _dated(lead, sign.noted_on, sign.text, sign_origin(sign))


def sign_origin(sign: Observation, field: str = "text") -> Origin:
    """Return an observation as the origin of a sentence."""
    return Origin(sign.table, sign.id, field, f"Noticed on {on(sign.noted_on)}", sign.noted_on)


# Still hard, and what helps -------------------------------------------------------------------------------


def _of_pupil(file: PupilFile, field: str, told: str) -> tuple[Traced, ...]:
    words = str(getattr(file.pupil, field)).strip()
    if not words:
        return ()
    return (
        Traced(words, words, (Origin(file.pupil.table, file.pupil.id, field, f"The pupil’s page: {told}"),)),
    )


def _still_hard(file: PupilFile) -> tuple[Traced, ...]:
    held = _of_pupil(file, "still_hard", "still hard")
    if held:
        return held
    harder = [one for one in file.worded(Audience.SCHOOL) if one.direction is Direction.HARDER_DAY]
    return tuple(_noticed("On", sign) for sign in harder[-1:])


def _what_helps(file: PupilFile) -> tuple[Traced, ...]:
    held = _of_pupil(file, "what_helps", "what helps")
    if held:
        return held
    tried = [
        sign
        for sign in file.observations
        if sign.what_i_did.strip()
        and Audience.SCHOOL in sign.audiences
        and sign.direction is not Direction.HARDER_DAY
    ]
    return tuple(
        Traced(stop(sign.what_i_did.strip()), sign.what_i_did.strip(), (sign_origin(sign, "what_i_did"),))
        for sign in tried[-LINES:]
    )


# Assess, plan, do, review ---------------------------------------------------------------------------------


def _assess(file: PupilFile) -> tuple[Traced, ...]:
    judged = school_judgements(file)
    if not judged:
        return ()
    made = [
        _outcomes(wording.JUDGEMENT[result], _same(judged, result), file)
        for result in JudgementResult
        if _same(judged, result)
    ]
    known = {one.outcome for one in file.latest_judgements().values()}
    rest = [outcome.name.lower() for outcome in file.framework.outcomes if outcome.id not in known]
    return (*made, *([_counted(f"Not judged yet: {wording.and_list(rest)}.")] if rest else []))


def _same(judged: Sequence[Judgement], result: JudgementResult) -> list[Judgement]:
    return [one for one in judged if one.result is result]


def _outcomes(word: str, judged: Sequence[Judgement], file: PupilFile) -> Traced:
    names = wording.and_list([_outcome(file, one.outcome) for one in judged])
    text = f"{word[:1].upper()}{word[1:]}: {names}."
    origins = tuple(
        Origin(one.table, one.id, "result", f"Judged on {on(one.judged_on)}", one.judged_on) for one in judged
    )
    return Traced(text, text, origins)


def _outcome(file: PupilFile, outcome_id: str) -> str:
    return next((one.name.lower() for one in file.framework.outcomes if one.id == outcome_id), "an outcome")


def _counted(text: str) -> Traced:
    return Traced(text, text)


def _plan(file: PupilFile) -> tuple[Traced, ...]:
    made = list(_of_pupil(file, "next_step", "next step"))
    for target in open_targets(file)[:LINES]:
        words = target.pupil_words or target.adult_words
        if words.strip():
            origin = Origin(target.table, target.id, "pupil_words", f"Target set on {on(target.set_on)}")
            made.append(Traced(f"Carry on with {stop(quoted(words))}", words, (origin,)))
    return _apart(made)


def _do(file: PupilFile) -> tuple[Traced, ...]:
    shared = {talk.id: talk for talk in file.conversations if Audience.SCHOOL in talk.audiences}
    made = []
    for action in file.actions:
        talk = shared.get(action.conversation_id or "")
        if talk is None or action.done_on is not None or not action.text.strip():
            continue
        who = f"{action.who}: " if action.who else ""
        by = f", by {on(action.due_on, year=False)}" if action.due_on else ""
        words = action.text.strip().rstrip(".")
        made.append(Traced(f"{who}{words}{by}.", words, (_agreed(action.table, action.id, talk),)))
    return tuple(made[:LINES])


def _agreed(kind: str, record_id: str, talk: Conversation) -> Origin:
    return Origin(kind, record_id, "text", f"Agreed on {on(talk.held_on)}", talk.held_on)


def _review(file: PupilFile, purpose: ReportPurpose) -> tuple[Traced, ...]:
    made = []
    due = sorted(
        (one.review_by, one.id)
        for one in open_targets(file)
        if one.review_by is not None and one.review_by > file.period_to
    )
    for day, target_id in due[:1]:
        origin = Origin(Target.table, target_id, "review_by", f"To be reviewed by {on(day)}", day)
        made.append(Traced(f"Targets are looked at again by {on(day, year=False)}.", "", (origin,)))
    senco = file.contact(ContactRole.SENCO)
    name = name_of(senco)
    if senco is not None and name:
        origin = Origin(senco.table, senco.id, "last_name", f"The SENCO of {_place(file)}")
        at_review = " at the annual review" if purpose is ReportPurpose.ANNUAL_REVIEW else ""
        made.append(Traced(f"With {stop(f'{name}{at_review}')}", name, (origin,)))
    return tuple(made)


def _place(file: PupilFile) -> str:
    return file.setting.name if file.setting else "the school"


def _apart(sentences: Iterable[Traced]) -> tuple[Traced, ...]:
    """Return sentences that stand one after the other: each but the last ends as a sentence does."""
    made = list(sentences)
    return tuple(
        Traced(stop(one.text), one.words, one.origins) if place < len(made) - 1 else one
        for place, one in enumerate(made)
    )
