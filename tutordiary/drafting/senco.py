"""The report for the school: what it starts as, and what it holds once the tutor has edited it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tutordiary import wording
from tutordiary.documents import content
from tutordiary.drafting.pupil_file import PupilFile, name_of
from tutordiary.model import (
    Audience,
    ContactRole,
    Direction,
    JudgementResult,
    Observation,
    Presence,
    ReportPurpose,
    Source,
    Speaker,
    Target,
    Voice,
)

SECTIONS = (
    ("summary", "Summary", "Three lines a busy reader can lift into a plan"),
    ("strengths", "Strengths", "What this pupil brings"),
    ("still_hard", "Still hard", "Said plainly and kindly"),
    ("what_helps", "What helps", "In music, and perhaps in class"),
    ("assess", "Assess", "Where things stand"),
    ("plan", "Plan", "What next"),
    ("do", "Do", "Who does what"),
    ("review", "Review", "When to look again"),
)
"""The parts a tutor words: id, title, and a hint."""

_ROLE: dict[Speaker, content.Role] = {
    Speaker.PUPIL: "pupil",
    Speaker.SCHOOL_STAFF: "staff",
    Speaker.PARENT_CARER: "family",
}
_PRESENCE: dict[Presence, content.Attended] = {
    Presence.PRESENT: "present",
    Presence.ABSENT: "absent",
    Presence.LATE: "late",
    Presence.LEFT_EARLY: "left early",
}


@dataclass(frozen=True, slots=True)
class Choosable:
    """A record the tutor may put into a report or take out. ``included`` is how the draft begins."""

    item_id: str
    kind: str
    day: date
    text: str
    included: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """Something a good report has and this one does not yet, with where to fill it in."""

    what: str


def first_texts(file: PupilFile) -> dict[str, str]:
    """Return what each part says before the tutor words it: their own sentences, or nothing."""
    pupil = file.pupil
    turn = {outcome.id: place for place, outcome in enumerate(file.framework.outcomes)}
    judged = sorted(
        file.latest_judgements().values(),
        key=lambda one: (one.result is not JudgementResult.INCREASED, turn.get(one.outcome, 99)),
    )
    notes = [one.note for one in judged if one.note and Audience.SCHOOL in one.audiences]
    starts = [point.text for point in file.start_points if Audience.SCHOOL in point.audiences]
    steps_on = [sign.text for sign in file.worded(Audience.SCHOOL) if sign.direction is Direction.STEP_ON]
    summary = notes[:3] if notes else [*starts[:1], *steps_on[-1:]]
    senco = name_of(file.contact(ContactRole.SENCO))
    return {
        "summary": " ".join(summary),
        "strengths": pupil.interests_and_strengths,
        "still_hard": pupil.still_hard,
        "what_helps": pupil.what_helps,
        "assess": "",
        "plan": pupil.next_step,
        "do": "",
        "review": f"With {senco}." if senco else "",
    }


def choosable(file: PupilFile) -> tuple[Choosable, ...]:
    """Return the words that may stand in the report: those labelled for the school begin inside."""
    voices = [
        Choosable(voice.id, "voice", voice.said_on, voice.words, Audience.SCHOOL in voice.audiences)
        for voice in file.voices
        if not voice.about_home
    ]
    signs = [
        Choosable(sign.id, "observation", sign.noted_on, sign.text, Audience.SCHOOL in sign.audiences)
        for sign in file.observations
        if sign.text
    ]
    return tuple(voices + signs)


def missing(file: PupilFile, texts: Mapping[str, str]) -> tuple[Missing, ...]:
    """Return the gaps as prompts, most useful first. They never block a report."""
    speakers = {voice.speaker for voice in file.voices if not voice.is_chosen_face}
    began = {point.outcome for point in file.start_points}
    found = []
    if not texts.get("summary"):
        found.append("a three-line summary")
    unbegun = [outcome.name.lower() for outcome in file.framework.outcomes if outcome.id not in began]
    if unbegun:
        found.append(f"a start point for {wording.and_list(unbegun)}")
    wanted = (
        (Speaker.PUPIL, "pupil’s"),
        (Speaker.SCHOOL_STAFF, "school’s"),
        (Speaker.PARENT_CARER, "family’s"),
    )
    found += [f"the {whose} own words" for speaker, whose in wanted if speaker not in speakers]
    if not _targets(file):
        found.append("a target set with the pupil")
    if bool(texts.get("still_hard")) != bool(texts.get("what_helps")):
        found.append("what helps, beside what is still hard")
    return tuple(Missing(what) for what in found)


def senco_report(
    file: PupilFile,
    texts: Mapping[str, str],
    chosen: frozenset[str],
    *,
    purpose: ReportPurpose = ReportPurpose.TERMLY,
    written_on: date,
    large_print: bool = False,
) -> content.SencoReport:
    """Lay out the report. ``chosen`` holds the ids of the voices and worded observations that go in."""
    evidence = _evidence(file, chosen)
    numbers = {sign.id: number for number, sign in evidence}
    senco = file.contact(ContactRole.SENCO)
    voices = tuple(
        _quote(file, voice) for voice in file.voices if voice.id in chosen and not voice.about_home
    )
    hopes = (
        (content.Hope(file.pupil.school_hopes, name_of(senco), file.pupil.school_hopes_on),)
        if file.pupil.school_hopes
        else ()
    )
    return content.SencoReport(
        head=letterhead(file, purpose),
        attendance=tuple(
            content.AttendanceMark(session.held_on, _PRESENCE[file.attendance[session.id]])
            for session in file.recorded
        ),
        summary=texts.get("summary", ""),
        hopes=hopes,
        strengths=texts.get("strengths", ""),
        ladder=tuple(rung.words for rung in file.framework.ladder),
        rows=_rows(file),
        outcome_notes=_outcome_notes(file, chosen, numbers),
        targets=tuple(_target(file, target, numbers) for target in _targets(file)),
        voices=voices,
        still_hard=texts.get("still_hard", ""),
        what_helps=texts.get("what_helps", ""),
        next_steps=content.NextSteps(
            assess=texts.get("assess", ""),
            plan=texts.get("plan", ""),
            do=texts.get("do", ""),
            review=texts.get("review", ""),
        ),
        written_on=written_on,
        written_for=f"{name_of(senco)}, SENCO" if senco else "",
        plan_reference=file.pupil.school_plan_ref,
        basis=_basis(file),
        evidence=tuple(
            content.EvidenceNote(number, _source(sign), sign.noted_on, sign.text) for number, sign in evidence
        ),
        style=content.Style(large_print=large_print, is_sample=file.is_sample),
    )


def letterhead(file: PupilFile, purpose: ReportPurpose) -> content.Letterhead:
    """Return who the report is about, who wrote it and for when."""
    group, member = file.group, file.membership
    late = member.joined_on if member and member.joined_on and member.joined_on > file.period_from else None
    if late and group and group.starts_on and late <= group.starts_on:
        late = None
    return content.Letterhead(
        pupil=f"{file.pupil.first_name} {file.pupil.last_name}".strip(),
        school=file.setting.name if file.setting else "",
        year=wording.year_words(file.pupil.year_group),
        group=(group.pupils_name or group.working_name) if group else "",
        group_size=file.group_size,
        programme=file.programme.name if file.programme else "",
        tutor=file.tutor.name if file.tutor else "",
        service=file.tutor.service if file.tutor else "",
        purpose=wording.PURPOSE[purpose],
        period_from=file.period_from,
        period_to=file.period_to,
        joined=late,
        left=member.left_on if member and member.left_on and member.left_on <= file.period_to else None,
    )


def _rows(file: PupilFile) -> tuple[content.IndicatorRow, ...]:
    shown = file.dots(Audience.SCHOOL)
    return tuple(
        content.IndicatorRow(
            outcome.name,
            indicator.name,
            tuple(
                content.Dot(sign.noted_on, sign.step, sign.direction is Direction.HARDER_DAY)
                for sign in shown
                if indicator.id in sign.indicators
            ),
        )
        for outcome in file.framework.outcomes
        for indicator in outcome.indicators
    )


def _evidence(file: PupilFile, chosen: frozenset[str]) -> list[tuple[int, Observation]]:
    return list(enumerate((sign for sign in file.observations if sign.id in chosen and sign.text), start=1))


def _source(sign: Observation) -> str:
    if sign.source is Source.TUTOR:
        return f"Diary, {wording.WHERE[sign.where_seen]}"
    return f"{wording.SOURCE[sign.source].capitalize()}, {wording.WHERE[sign.where_seen]}"


def _outcome_notes(
    file: PupilFile, chosen: frozenset[str], numbers: Mapping[str, int]
) -> tuple[content.OutcomeNote, ...]:
    notes = []
    judged = file.latest_judgements()
    for outcome in file.framework.outcomes:
        ids = {indicator.id for indicator in outcome.indicators}
        start = next(
            (p for p in file.start_points if p.outcome == outcome.id and Audience.SCHOOL in p.audiences), None
        )
        signs = [s for s in file.observations if s.id in chosen and s.text and ids & set(s.indicators)]
        others = sorted({wording.SOURCE[s.source] for s in signs if s.source is not Source.TUTOR})
        judgement = judged.get(outcome.id)
        if judgement and Audience.SCHOOL not in judgement.audiences:
            judgement = None
        if start is None and not signs and judgement is None:
            continue
        latest = signs[-1] if signs else None
        notes.append(
            content.OutcomeNote(
                outcome=outcome.name,
                start=start.text if start else "",
                start_on=start.noted_on if start else None,
                now=judgement.note if judgement else "",
                seen=latest.text if latest else "",
                seen_on=latest.noted_on if latest else None,
                also_seen_by=wording.and_list(others),
                judgement=_judged(judgement.result) if judgement else "",
                judged_on=judgement.judged_on if judgement else None,
                evidence=tuple(numbers[s.id] for s in signs),
            )
        )
    return tuple(notes)


def _judged(result: JudgementResult) -> str:
    return wording.JUDGEMENT[result]


def _targets(file: PupilFile) -> tuple[Target, ...]:
    return tuple(target for target in file.targets if Audience.SCHOOL in target.audiences)


def _target(file: PupilFile, target: Target, numbers: Mapping[str, int]) -> content.TargetRow:
    linked = [link.observation_id for link in file.target_evidence if link.target_id == target.id]
    results: dict[str, content.TargetResult] = {
        "got_there": "got there",
        "nearly": "nearly",
        "changed_my_mind": "changed my mind",
        "still_going": "still going",
        "not_right_for_me": "not right for me",
    }
    return content.TargetRow(
        pupil_words=target.pupil_words,
        adult_words=target.adult_words,
        set_on=target.set_on,
        set_with=target.set_with,
        happened=target.what_happened,
        result=results[target.review_result] if target.review_result else "",
        reviewed_on=target.reviewed_on,
        review_by=target.review_by,
        pupil_review=target.pupil_review,
        evidence=tuple(numbers[one] for one in linked if one in numbers),
    )


def _quote(file: PupilFile, voice: Voice) -> content.Quote:
    who = voice.speaker_label
    if voice.speaker is Speaker.PUPIL:
        who = file.pupil.first_name
    elif not who:
        who = wording.SPEAKER[voice.speaker].capitalize()
    how = voice.captured_how
    if voice.scribed_by:
        how = f"{how}, written down by {voice.scribed_by}" if how else f"written down by {voice.scribed_by}"
    asked: content.Asked = voice.asked.value if voice.asked else ""
    exact = not voice.is_chosen_face
    return content.Quote(voice.words, who, _ROLE[voice.speaker], how, asked, voice.said_on, exact)


def _basis(file: PupilFile) -> content.Basis:
    shown = file.dots(Audience.SCHOOL)
    days = [sign.noted_on for sign in shown]
    return content.Basis(
        entries=file.attended,
        observations=len(shown),
        first=min(days, default=None),
        last=max(days, default=None),
        judged_by=file.tutor.name if file.tutor else "",
    )
