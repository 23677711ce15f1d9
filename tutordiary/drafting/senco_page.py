"""The parts of the report for the school as recorded: rows, notes, targets, voices and counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tutordiary import wording
from tutordiary.documents import content
from tutordiary.documents.parts import Occasion
from tutordiary.drafting.pupil_file import PupilFile
from tutordiary.framework import Outcome
from tutordiary.model import (
    Audience,
    Direction,
    Judgement,
    Observation,
    Presence,
    ReportPurpose,
    Source,
    Speaker,
    Target,
    Voice,
)

Numbers = Mapping[str, int]
"""The number of the evidence note of each observation that has one, by its id."""

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
_OCCASION: dict[ReportPurpose, Occasion] = {
    ReportPurpose.TERMLY: "termly",
    ReportPurpose.ANNUAL_REVIEW: "annual review",
    ReportPurpose.END_OF_PROGRAMME: "end of programme",
}


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
        occasion=_OCCASION[purpose],
    )


def attendance(file: PupilFile) -> tuple[content.AttendanceMark, ...]:
    """Return a mark for each session whose attendance was written down."""
    return tuple(
        content.AttendanceMark(session.held_on, _PRESENCE[file.attendance[session.id]])
        for session in file.recorded
    )


def rows(file: PupilFile) -> tuple[content.IndicatorRow, ...]:
    """Return every indicator with the dots the school may see, in the framework's order."""
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


def evidence(file: PupilFile, chosen: frozenset[str]) -> list[tuple[int, Observation]]:
    """Return the chosen observations with their numbers, oldest first."""
    return list(enumerate((sign for sign in file.observations if sign.id in chosen and sign.text), start=1))


def evidence_note(number: int, sign: Observation) -> content.EvidenceNote:
    """Return an observation as a note: who saw it, where and when, its words, and if the day was hard."""
    harder = ", a harder day" if sign.direction is Direction.HARDER_DAY else ""
    return content.EvidenceNote(number, f"{_source(sign)}{harder}", sign.noted_on, sign.text)


def _source(sign: Observation) -> str:
    if sign.source is Source.TUTOR:
        return f"Diary, {wording.WHERE[sign.where_seen]}"
    said = wording.SOURCE[sign.source]
    return f"{said[:1].upper()}{said[1:]}, {wording.WHERE[sign.where_seen]}"


# Then and now ---------------------------------------------------------------------------------------------


def outcome_notes(
    file: PupilFile, chosen: frozenset[str], numbers: Numbers
) -> tuple[content.OutcomeNote, ...]:
    """Return, for each outcome of which there is something: then, now, one dated sign, who else saw it.

    The same sign is told under one outcome only; under another it is only named, unless there is one more.
    """
    told: dict[str, str] = {}
    notes = []
    for outcome in file.framework.outcomes:
        ids = {indicator.id for indicator in outcome.indicators}
        signs = [s for s in file.observations if s.id in chosen and s.text and ids & set(s.indicators)]
        latest = next((s for s in reversed(signs) if s.id not in told), signs[-1] if signs else None)
        note = _outcome_note(file, outcome, signs, latest, chosen, numbers)
        if note is None:
            continue
        if latest and latest.id in told:
            note = replace(note, seen="", seen_under=told[latest.id])
        elif latest:
            told[latest.id] = outcome.name
        notes.append(note)
    return tuple(notes)


def _outcome_note(
    file: PupilFile,
    outcome: Outcome,
    signs: list[Observation],
    latest: Observation | None,
    chosen: frozenset[str],
    numbers: Numbers,
) -> content.OutcomeNote | None:
    start = next(
        (p for p in file.start_points if p.outcome == outcome.id and Audience.SCHOOL in p.audiences), None
    )
    judgement = file.latest_judgements().get(outcome.id)
    if judgement and Audience.SCHOOL not in judgement.audiences:
        judgement = None
    if start is None and not signs and judgement is None:
        return None
    return content.OutcomeNote(
        outcome=outcome.name,
        start=start.text if start else "",
        start_on=start.noted_on if start else None,
        now=judgement.note if judgement else "",
        seen=latest.text if latest else "",
        seen_on=latest.noted_on if latest else None,
        also_seen_by=wording.and_list(_others(file, signs, judgement, chosen)),
        judgement=wording.JUDGEMENT[judgement.result] if judgement else "",
        judged_on=judgement.judged_on if judgement else None,
        evidence=tuple(numbers[s.id] for s in signs),
    )


def _others(
    file: PupilFile, signs: Iterable[Observation], judgement: Judgement | None, chosen: frozenset[str]
) -> list[str]:
    """Return who besides the tutor stands behind an outcome: who saw a sign, whose words are linked to it."""
    linked = {
        one.voice_id for one in file.judgement_evidence if judgement and one.judgement_id == judgement.id
    }
    sources = {wording.SOURCE[s.source] for s in signs if s.source is not Source.TUTOR}
    speakers = {
        wording.SPEAKER[one.speaker]
        for one in file.voices
        if one.id in linked and one.id in chosen and not one.is_chosen_face and not one.about_home
    }
    return sorted(sources | speakers)


# Targets and voices ---------------------------------------------------------------------------------------


def targets(file: PupilFile) -> tuple[Target, ...]:
    """Return the targets labelled for the school."""
    return tuple(target for target in file.targets if Audience.SCHOOL in target.audiences)


def target_row(file: PupilFile, target: Target, numbers: Numbers) -> content.TargetRow:
    """Return a target with its review and the notes that bear on it."""
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
        evidence=tuple(sorted(numbers[one] for one in linked if one in numbers)),
    )


def quotes(file: PupilFile, chosen: frozenset[str]) -> tuple[content.Quote, ...]:
    """Return the chosen voices, oldest first; words about home are never among them."""
    return tuple(_quote(file, voice) for voice in file.voices if voice.id in chosen and not voice.about_home)


def _quote(file: PupilFile, voice: Voice) -> content.Quote:
    who = voice.speaker_label
    if voice.speaker is Speaker.PUPIL:
        who = file.pupil.first_name
    elif not who:
        said = wording.SPEAKER[voice.speaker]
        who = f"{said[:1].upper()}{said[1:]}"
    told = [voice.captured_how, f"written down by {voice.scribed_by}" if voice.scribed_by else ""]
    told += ["translated"] if voice.translated else []
    how = ", ".join(one for one in told if one)
    asked: content.Asked = voice.asked.value if voice.asked else ""
    return content.Quote(
        voice.words, who, _ROLE[voice.speaker], how, asked, voice.said_on, not voice.is_chosen_face
    )


def basis(file: PupilFile) -> content.Basis:
    """Return what the report rests on: counted over what the school may see."""
    shown = file.dots(Audience.SCHOOL)
    days = [sign.noted_on for sign in shown]
    return content.Basis(
        entries=file.attended,
        observations=len(shown),
        first=min(days, default=None),
        last=max(days, default=None),
        judged_by=file.tutor.name if file.tutor else "",
        by_others=sum(sign.source is not Source.TUTOR for sign in shown),
    )
