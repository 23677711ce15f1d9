"""Collects the passages of a period that the tutor labelled for an audience, as they stand in the diary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tutordiary.diary import Diary, reading
from tutordiary.evidence import Book, Period
from tutordiary.model import (
    Activity,
    Audience,
    ConversationPupil,
    Group,
    Judgement,
    Membership,
    Observation,
    Pupil,
    Reflection,
    Session,
    Speaker,
    StartPoint,
    Target,
    Voice,
)

WHAT_I_DID = "what_i_did"
CHOSEN_FACE = "chosen_face"  # what a child pointed at: it is told, and is no quote
# What a tutor writes of their own practice; the other prompts ask about the pupils.
OWN_PRACTICE = frozenset(
    {
        "did_not", "engaged_differently", "next_time", "feelings", "assumptions", "my_question",
        "look_happened", "look_good_and_hard", "look_sense", "look_else", "look_plan", "chair_colleagues",
        "chair_read", "before", "during", "after", WHAT_I_DID,
    }
)  # fmt: skip

# Of these, the answers that say what the tutor learned, in the longer looks and to the question of the term.
LOOKED_LONGER = frozenset(
    {"my_question", "look_sense", "look_else", "chair_colleagues", "chair_read", "after"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Some words of one record. ``id`` names the record and the field; ``group_id`` is None when unknown.

    ``pupil_ids`` are those it is about; ``source`` is who saw or said it; ``about`` is the diary prompt it
    answers, or empty. ``about_home`` marks a child's words about home, which never go along unasked.
    ``artefact`` names what hangs with the words, such as a drawing; it never leaves itself.
    """

    id: str
    kind: str
    text: str
    day: date
    group_id: str | None
    pupil_ids: tuple[str, ...]
    source: str
    indicators: tuple[str, ...] = ()
    about: str = ""
    about_home: bool = False
    artefact: str = ""

    @property
    def is_own_practice(self) -> bool:
        """Whether it is about the tutor's own practice."""
        return self.about in OWN_PRACTICE


def collect(diary: Diary, book: Book, period: Period, audience: Audience) -> tuple[Passage, ...]:
    """Return the labelled passages of a period, oldest first; empty ones are left out.

    Concern pointers, drafts, reports and contact details are never looked at.
    """
    found = [
        passage
        for passage in _labelled(diary, book, period, audience)
        if passage.text.strip() and passage.day in period
    ]
    return tuple(sorted(found, key=lambda passage: (passage.day, passage.id)))


def _labelled(diary: Diary, book: Book, period: Period, audience: Audience) -> Iterator[Passage]:
    yield from _observations(book, audience)
    yield from _voices(book, audience)
    yield from _pupil_papers(book, audience)
    if audience is Audience.REFLECTION:
        yield from _brought(diary, book)
    met = [session for session in book.all(Session) if session.held_on in period]
    for session, reflection in _answers(diary, met):
        if audience in reflection.audiences:
            yield Passage(
                id=f"{reflection.id}.text",
                kind="reflection",
                text=reflection.text,
                day=session.held_on,
                group_id=session.group_id,
                pupil_ids=(),
                source="tutor",
                about=reflection.prompt,
            )
    for talk in reading.conversations_between(diary, period.first, period.last):
        if audience in talk.audiences:
            pupils = tuple(link.pupil_id for link in diary.find(ConversationPupil, conversation_id=talk.id))
            groups = [group for group in book.all(Group) if group.setting_id == talk.setting_id]
            first = _group_of(book, pupils[0], talk.held_on) if pupils else None
            yield Passage(
                id=f"{talk.id}.summary",
                kind="conversation",
                text=talk.summary,
                day=talk.held_on,
                group_id=first or (groups[0].id if len(groups) == 1 else None),
                pupil_ids=pupils,
                source="tutor",
            )


def _answers(diary: Diary, sessions: Iterable[Session]) -> Iterator[tuple[Session, Reflection]]:
    for session in sessions:
        for reflection in diary.find(Reflection, session_id=session.id):
            yield session, reflection


def _brought(diary: Diary, book: Book) -> Iterator[Passage]:
    """Yield the question and the activities of each session flagged "bring to the group"."""
    for session in book.all(Session):
        if not session.bring_to_group:
            continue
        words = [(f"{session.id}.group_question", "question", session.group_question)]
        for activity in diary.find(Activity, session_id=session.id):
            told = f"{activity.name}. {activity.note}" if activity.note else activity.name
            words.append((f"{activity.id}.name", "activity", told))
        for passage_id, kind, text in words:
            yield Passage(
                id=passage_id,
                kind=kind,
                text=text,
                day=session.held_on,
                group_id=session.group_id,
                pupil_ids=(),
                source="tutor",
            )


def _observations(book: Book, audience: Audience) -> Iterator[Passage]:
    for observation in book.all(Observation):
        if audience not in observation.audiences:
            continue
        session = book.get(Session, observation.session_id)
        group = observation.group_id or (session.group_id if session else None)
        if group is None and observation.pupil_id:
            group = _group_of(book, observation.pupil_id, observation.noted_on)
        for field, text in (("text", observation.text), (WHAT_I_DID, observation.what_i_did)):
            yield Passage(
                id=f"{observation.id}.{field}",
                kind="observation",
                text=text,
                day=observation.noted_on,
                group_id=group,
                pupil_ids=(observation.pupil_id,) if observation.pupil_id else (),
                source=str(observation.source) if field == "text" else "tutor",
                indicators=observation.indicators,
                about=field if field == WHAT_I_DID else "",
            )


def _voices(book: Book, audience: Audience) -> Iterator[Passage]:
    for voice in book.all(Voice):
        if audience not in voice.audiences:
            continue
        session = book.get(Session, voice.session_id)
        group = voice.group_id or (session.group_id if session else None)
        if group is None and voice.pupil_id:
            group = _group_of(book, voice.pupil_id, voice.said_on)
        yield Passage(
            id=f"{voice.id}.words",
            kind="voice",
            text=voice.words,
            day=voice.said_on,
            group_id=group,
            pupil_ids=(voice.pupil_id,) if voice.pupil_id else (),
            source=str(voice.speaker),
            about=CHOSEN_FACE if voice.is_chosen_face else "",
            about_home=voice.about_home and voice.speaker is Speaker.PUPIL,
            artefact=voice.artefact,
        )


def _pupil_papers(book: Book, audience: Audience) -> Iterator[Passage]:
    """Yield what is written about one pupil outside a session: start points, targets, judgements."""
    for pupil in book.all(Pupil):
        for point in book.where(StartPoint, "pupil_id", pupil.id):
            if audience in point.audiences:
                yield _about(
                    book,
                    pupil,
                    point.id,
                    "text",
                    "start_point",
                    point.text,
                    point.noted_on,
                    str(point.source),
                )
        for target in book.where(Target, "pupil_id", pupil.id):
            if audience not in target.audiences:
                continue
            reviewed = target.reviewed_on or target.set_on
            for field, text, day, source in (
                ("pupil_words", target.pupil_words, target.set_on, "pupil"),
                ("adult_words", target.adult_words, target.set_on, "tutor"),
                ("what_happened", target.what_happened, reviewed, "tutor"),
                ("pupil_review", target.pupil_review, reviewed, "pupil"),
            ):
                yield _about(book, pupil, target.id, field, "target", text, day, source)
        for judgement in book.where(Judgement, "pupil_id", pupil.id):
            if audience in judgement.audiences:
                yield _about(
                    book,
                    pupil,
                    judgement.id,
                    "note",
                    "judgement",
                    judgement.note,
                    judgement.judged_on,
                    "tutor",
                )


def _about(
    book: Book, pupil: Pupil, record_id: str, field: str, kind: str, text: str, day: date, source: str
) -> Passage:
    return Passage(
        id=f"{record_id}.{field}",
        kind=kind,
        text=text,
        day=day,
        group_id=_group_of(book, pupil.id, day),
        pupil_ids=(pupil.id,),
        source=source,
    )


def _group_of(book: Book, pupil_id: str, day: date) -> str | None:
    """Return the group a pupil belonged to on a day; otherwise any they ever belonged to."""
    stays = book.where(Membership, "pupil_id", pupil_id)
    there = [stay for stay in stays if Period(day, day).touches(stay.joined_on, stay.left_on)]
    return (there or list(stays))[0].group_id if stays else None
