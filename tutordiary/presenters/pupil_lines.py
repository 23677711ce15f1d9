"""The parts of a pupil's page beside the picture, as lines to read: each knows who may see it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from tutordiary import dates, wording
from tutordiary.diary import Diary
from tutordiary.drafting.pupil_file import PupilFile, name_of
from tutordiary.evidence import Book, rule_lines
from tutordiary.model import (
    Action,
    Audience,
    Contact,
    Conversation,
    ConversationPupil,
    Direction,
    ExternalScore,
    Judgement,
    Observation,
    PermissionKind,
    Pupil,
    Report,
    ReportStatus,
    Speaker,
    StartPoint,
    Target,
    TargetEvidence,
    Voice,
)
from tutordiary.presenters.pupil_decisions import missing_start, others_words, rule_words
from tutordiary.presenters.pupil_state import ActionLine, Moment, OutcomeLine, TalkLine
from tutordiary.presenters.pupil_targets import target_words

ASK_FIRST = "No permission for quotes is noted: ask before this leaves."
ABOUT_HOME = "It is about home: it never goes into a document by itself."
NOT_BACKED = "You decided “increased”, and the rule is not met: documents do not count it."
LATE = "Written after the third session: documents say so."
DIDNT_SAY = "Chose not to say"


def who_sees(audiences: Collection[Audience]) -> str:
    """Return who a passage may be shown to, in words."""
    named = [words for audience, words in wording.AUDIENCE.items() if audience in audiences]
    return wording.and_list(named) if named else wording.ONLY_ME


def moment_of(file: PupilFile, sign: Observation) -> Moment:
    """Return a small sign in words."""
    names = {indicator.id: indicator.name for indicator in file.framework.indicators}
    title = ", ".join(names[one] for one in sign.indicators if one in names)
    seen = wording.SOURCE[sign.source] if sign.source.value != "tutor" else ""
    place = wording.WHERE[sign.where_seen] if sign.where_seen.value != "session" else ""
    kind = "harder" if sign.direction is Direction.HARDER_DAY else "sign"
    return Moment(
        sign.id,
        sign.noted_on,
        day_words(sign.noted_on),
        kind,
        title,
        sign.text,
        ", ".join(part for part in (place, seen) if part),
        who_sees=who_sees(sign.audiences),
        is_starred=sign.starred,
    )


def voice_of(file: PupilFile, voice: Voice) -> Moment:
    """Return somebody's words with how they came to be written down and what to heed before they leave."""
    who = voice.speaker_label or wording.SPEAKER[voice.speaker].capitalize()
    if voice.speaker is Speaker.PUPIL:
        who = file.pupil.first_name
    how = (
        voice.captured_how,
        wording.ASKED[voice.asked] if voice.asked else "",
        f"written down by {voice.scribed_by}" if voice.scribed_by else "",
        "translated" if voice.translated else "",
    )
    may_quote = any(one.kind is PermissionKind.QUOTE and one.withdrawn_on is None for one in file.permissions)
    heed = [ABOUT_HOME] if voice.about_home else []
    if voice.audiences and not may_quote and voice.speaker is Speaker.PUPIL:
        heed.append(ASK_FIRST)
    return Moment(
        voice.id,
        voice.said_on,
        day_words(voice.said_on),
        "face" if voice.is_chosen_face else "voice",
        who,
        voice.words,
        ", ".join(part for part in how if part),
        who_sees=who_sees(voice.audiences),
        warning=" ".join(heed),
        is_starred=voice.starred,
        face=voice.face,
        face_scale=voice.face_scale,
    )


def outcomes_of(file: PupilFile, book: Book) -> tuple[OutcomeLine, ...]:
    """Return a line for each outcome of the framework: the rule counts, the tutor decides."""
    found = []
    for outcome in file.framework.outcomes:
        state = rule_lines(book, file.framework, file.pupil.id, outcome.id)
        starts = [one for one in file.start_points if one.outcome == outcome.id]
        judged = [one for one in file.judgements if one.outcome == outcome.id]
        found.append(
            OutcomeLine(
                outcome_id=outcome.id,
                outcome=outcome.name,
                look=outcome.look,
                starts=tuple(_start(file, one) for one in starts),
                missing="" if starts else missing_start(book, file.pupil.id),
                start_note=LATE if state.start_is_late else "",
                rule=rule_words(state),
                others=others_words(state),
                decisions=tuple(_judgement(one) for one in reversed(judged)),
                warning=NOT_BACKED if state.is_unsupported else "",
            )
        )
    return tuple(found)


def _start(file: PupilFile, point: StartPoint) -> Moment:
    step = file.framework.words_for_step(point.step) if point.step is not None else ""
    return Moment(
        point.id,
        point.noted_on,
        day_words(point.noted_on),
        "start",
        step,
        point.text,
        wording.SOURCE[point.source],
        who_sees=who_sees(point.audiences),
    )


def _judgement(judgement: Judgement) -> Moment:
    return Moment(
        judgement.id,
        judgement.judged_on,
        day_words(judgement.judged_on),
        "judgement",
        wording.JUDGEMENT[judgement.result].capitalize(),
        judgement.note,
        "your decision",
        who_sees=who_sees(judgement.audiences),
    )


def target_of(target: Target, links: Iterable[TargetEvidence], today: date) -> Moment:
    """Return a target with how it stands, both wordings, and the child's own review."""
    count = sum(link.target_id == target.id for link in links)
    signs = f"{count} small sign{'s' if count != 1 else ''} linked" if count else ""
    said = [target.pupil_words, target.adult_words, target.what_happened]
    if target.pupil_review:
        said.append(f"“{target.pupil_review}”")
    about = (f"set with {target.set_with}" if target.set_with else "", signs)
    return Moment(
        target.id,
        target.set_on,
        day_words(target.set_on),
        "target",
        target_words(target, today),
        "\n".join(part for part in said if part),
        ", ".join(part for part in about if part),
        who_sees=who_sees(target.audiences),
    )


def talks_of(diary: Diary, file: PupilFile, today: date) -> tuple[TalkLine, ...]:
    """Return the conversations about a pupil, the newest first, with what somebody will do."""
    return tuple(_talk(diary, file.pupil.id, one, today) for one in reversed(file.conversations))


def _talk(diary: Diary, pupil_id: str, talk: Conversation, today: date) -> TalkLine:
    others = [
        pupil.first_name
        for link in diary.find(ConversationPupil, conversation_id=talk.id)
        if link.pupil_id != pupil_id and (pupil := diary.get(Pupil, link.pupil_id)) is not None
    ]
    minutes = f"{talk.minutes} minutes" if talk.minutes else ""
    contact = name_of(diary.get(Contact, talk.contact_id)) if talk.contact_id else ""
    who = ", ".join(dict.fromkeys(part for part in (talk.with_role, contact) if part))
    actions = diary.find(Action, order=("due_on", "id"), conversation_id=talk.id)
    return TalkLine(
        Moment(
            talk.id,
            talk.held_on,
            day_words(talk.held_on),
            "conversation",
            who,
            talk.summary,
            minutes,
            who_sees=who_sees(talk.audiences),
        ),
        f"Also about {wording.and_list(others)}" if others else "",
        tuple(_action(one, today) for one in actions),
    )


def _action(one: Action, today: date) -> ActionLine:
    parts = [f"{one.who}: {one.text}" if one.who else one.text]
    if one.done_on is not None:
        parts.append(f"done on {day_words(one.done_on)}")
    elif one.due_on is not None:
        parts.append(f"{'was for' if one.due_on < today else 'by'} {day_words(one.due_on)}")
    return ActionLine(one.id, ", ".join(parts), one.done_on is not None)


def documents_of(diary: Diary, pupil_id: str) -> tuple[Moment, ...]:
    """Return the reports that were given, the newest first."""
    given = [
        one
        for one in diary.find(Report, order=("-given_on", "-id"), pupil_id=pupil_id)
        if one.status is ReportStatus.GIVEN and one.given_on is not None
    ]
    return tuple(
        Moment(
            one.id,
            one.given_on or one.period_to,
            day_words(one.given_on or one.period_to),
            "report",
            wording.PURPOSE[one.purpose],
            f"Given to {one.given_to or 'nobody named'}. It is about"
            f" {day_words(one.period_from)} to {day_words(one.period_to)}.",
            "",
        )
        for one in given
    )


def scores_of(diary: Diary, pupil_id: str) -> tuple[Moment, ...]:
    """Return the scores others obtained with their own tools, the newest first."""
    return tuple(
        Moment(one.id, one.scored_on, day_words(one.scored_on), "score", one.name, one.score, one.scorer)
        for one in diary.find(ExternalScore, order=("-scored_on", "-id"), pupil_id=pupil_id)
    )


def person_of(one: Contact, today: date) -> Moment:
    """Return somebody at the school."""
    role = wording.ROLE[one.role]
    return Moment(one.id, today, "", "contact", role[:1].upper() + role[1:], name_of(one), one.phone)


def day_words(day: date) -> str:
    """Return "14 October 2026"."""
    return dates.day_and_month(day, year=True)
