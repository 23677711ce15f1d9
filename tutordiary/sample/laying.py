"""Lays hand-written notes out as records: gives them days, ids made of stable words, and links.

Knows nothing of who the people are; the same notes and days always give the same records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from tutordiary.model import (
    Activity,
    Attendance,
    Direction,
    Membership,
    Observation,
    Presence,
    Pupil,
    Record,
    Reflection,
    Scope,
    Session,
    SessionStatus,
    Speaker,
    Voice,
    Where,
)
from tutordiary.sample.days import moment
from tutordiary.sample.notes import Quote, SessionNote, Sign, audiences

EVENING = "18:40"


@dataclass(slots=True)
class Laying:
    """One group's notes on their way to becoming records.

    ``days`` are the days of its sessions, first to last. ``keys`` fills up with the ids of the signs and
    quotes that were given a key, so that targets and judgements can point at them.
    """

    name: str
    group_id: str
    days: Sequence[date]
    starts_at: str
    length_min: int
    pupils: Mapping[str, Pupil]
    memberships: Mapping[str, Membership]
    keys: dict[str, str] = field(default_factory=dict)

    def day(self, number: int) -> date:
        """Return the day of session ``number`` (1 is the first)."""
        return self.days[number - 1]

    def session_id(self, number: int) -> str:
        """Return the id of session ``number``."""
        return f"{self.name}-session-{number:02}"

    def lay(self, notes: Iterable[SessionNote]) -> Iterator[Record]:
        """Yield the records of each session in turn."""
        for note in notes:
            yield from _session(self, note)
            here = tuple(self._present(note))
            yield from _marks(self, note, here)
            for place, sign in enumerate(note.signs, start=1):
                yield _sign(self, note, place, sign)
            for place, quote in enumerate(note.quotes, start=1):
                yield _quote(self, note, place, quote)

    def enrolled(self, day: date) -> Iterator[str]:
        """Yield the keys of the pupils who belonged to the group on a day."""
        for key, membership in self.memberships.items():
            joined, left = membership.joined_on, membership.left_on
            if (joined is None or joined <= day) and (left is None or day < left):
                yield key

    def _present(self, note: SessionNote) -> Iterator[str]:
        away = note.away.split()
        yield from (key for key in self.enrolled(self.day(note.number)) if key not in away)


def _session(laying: Laying, note: SessionNote) -> Iterator[Record]:
    day = laying.day(note.number)
    session_id = laying.session_id(note.number)
    written = note.finished and note.status is SessionStatus.HELD
    session = Session(
        id=session_id,
        group_id=laying.group_id,
        held_on=day,
        starts_at=laying.starts_at,
        status=note.status,
        planned_min=laying.length_min,
        actual_min=note.actual if written else None,
        tried_last=note.tried,
        tried_note=note.tried_note,
        adults_present=note.adults,
        ingredients=note.ingredients,
        bring_to_group=bool(note.question),
        group_question=note.question,
        minutes_spent=note.minutes,
        finished_at=_finished(laying, note, day) if written else None,
        completed_later=note.later,
    )
    yield session
    if note.moved_from_days:
        missed = day - timedelta(days=note.moved_from_days)
        yield replace(
            session,
            id=f"{session_id}-called-off",
            held_on=missed,
            status=SessionStatus.CANCELLED,
            actual_min=None,
            tried_last=None,
            tried_note="",
            adults_present="",
            ingredients=(),
            bring_to_group=False,
            group_question="",
            minutes_spent=None,
            finished_at=None,
            completed_later=False,
        )
    if note.status is not SessionStatus.HELD:
        return
    for key in laying.enrolled(day):
        yield Attendance(
            id=f"{session_id}-here-{key}",
            session_id=session_id,
            pupil_id=laying.pupils[key].id,
            presence=_presence(note, key),
        )
    for answer in note.answers:
        yield Reflection(
            id=f"{session_id}-{answer.prompt}",
            session_id=session_id,
            prompt=answer.prompt,
            text=answer.text,
            audiences=audiences(answer.to),
        )
    for place, done in enumerate(note.activities, start=1):
        yield Activity(
            id=f"{session_id}-activity-{place}",
            session_id=session_id,
            name=done.name,
            tags=tuple(tag.strip() for tag in done.tags.split(",") if tag.strip()),
            pupil_led=done.led,
            note=done.note,
        )


def _finished(laying: Laying, note: SessionNote, day: date) -> datetime:
    if note.later:
        return moment(day, EVENING, minutes=note.minutes or 0)
    return moment(day, laying.starts_at, minutes=laying.length_min + (note.minutes or 0))


def _presence(note: SessionNote, key: str) -> Presence:
    if key in note.away.split():
        return Presence.ABSENT
    if key in note.late.split():
        return Presence.LATE
    if key in note.left_early.split():
        return Presence.LEFT_EARLY
    return Presence.PRESENT


def _read_marks(words: str) -> Iterator[tuple[str, str, int | None]]:
    """Yield pupil key, indicator and step out of ``"saf RES.1=1 COM.1; dom MUS.1=2"``."""
    for part in filter(None, (part.strip() for part in words.split(";"))):
        who, *marks = part.split()
        for mark in marks:
            indicator, _, step = mark.partition("=")
            yield who, indicator, int(step) if step else None


def _marks(laying: Laying, note: SessionNote, here: Sequence[str]) -> Iterator[Observation]:
    rows: list[tuple[str, str, int | None, Scope, Direction | None]] = []
    for words, direction in ((note.marks, None), (note.harder, Direction.HARDER_DAY)):
        rows += [(*mark, Scope.PUPIL, direction) for mark in _read_marks(words)]
    for who in here:
        rows += [(*mark, Scope.GROUP, None) for mark in _read_marks(f"{who} {note.everyone}")]
    for place, (who, indicator, step, scope, compared) in enumerate(rows, start=1):
        yield Observation(
            id=f"{laying.session_id(note.number)}-mark-{place:02}",
            noted_on=laying.day(note.number),
            pupil_id=laying.pupils[who].id,
            group_id=laying.group_id,
            session_id=laying.session_id(note.number),
            indicators=(indicator,),
            step=step,
            scope=scope,
            direction=compared,
            created_at=moment(laying.day(note.number), laying.starts_at, minutes=30, seconds=3 * place),
        )


def _sign(laying: Laying, note: SessionNote, place: int, sign: Sign) -> Observation:
    made = f"{laying.session_id(note.number)}-sign-{place}"
    if sign.key:
        laying.keys[sign.key] = made
    day = laying.day(note.number) + timedelta(days=sign.days)
    in_session = sign.where is Where.SESSION
    return Observation(
        id=made,
        noted_on=day,
        pupil_id=laying.pupils[sign.who].id if sign.who else None,
        group_id=laying.group_id,
        session_id=laying.session_id(note.number) if in_session else None,
        text=sign.text,
        indicators=tuple(sign.about.split()),
        step=sign.step,
        scope=Scope.PUPIL if sign.who else Scope.GROUP,
        where_seen=sign.where,
        source=sign.source,
        part_taken=sign.part,
        direction=sign.direction,
        what_i_did=sign.did,
        audiences=audiences(sign.to),
        starred=sign.starred,
        created_at=moment(day, EVENING if note.later else laying.starts_at, minutes=32 + place),
    )


def _quote(laying: Laying, note: SessionNote, place: int, quote: Quote) -> Voice:
    made = f"{laying.session_id(note.number)}-voice-{place}"
    if quote.key:
        laying.keys[quote.key] = made
    in_session = quote.speaker is Speaker.PUPIL and quote.days == 0
    return Voice(
        id=made,
        speaker=quote.speaker,
        words=quote.words,
        said_on=laying.day(note.number) + timedelta(days=quote.days),
        pupil_id=laying.pupils[quote.who].id if quote.who else None,
        group_id=laying.group_id,
        session_id=laying.session_id(note.number) if in_session else None,
        speaker_label=quote.label,
        captured_how=quote.how,
        scribed_by=quote.scribe,
        asked=quote.asked,
        translated=quote.translated,
        about_home=quote.home,
        face=quote.face,
        face_scale=None if quote.face is None else 5,
        artefact=quote.artefact,
        audiences=audiences(quote.to),
        starred=quote.starred,
    )
