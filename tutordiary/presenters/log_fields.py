"""The places of a log where words are typed: what they hold, their drafts, the record they become."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from tutordiary.model import (
    Activity,
    Draft,
    Observation,
    Record,
    Reflection,
    Scope,
    Session,
    Speaker,
    Voice,
    new_id,
)
from tutordiary.presenters.log_book import LogBook
from tutordiary.presenters.log_marks import is_mark
from tutordiary.presenters.log_state import Field, Place, Typed

NEXT_TIME = "next_time"
OF_SESSION = (Field.GROUP_QUESTION, Field.ADULTS, Field.TRIED_NOTE)  # the words of the session's own record
OF_ACTIVITY = {Field.ACTIVITY: "name", Field.ACTIVITY_NOTE: "note"}
OF_VOICE = {Field.WORDS: "words", Field.SCRIBED: "scribed_by", Field.CAUGHT: "captured_how"}
OF_SIGN = (Field.DID, Field.DID_HERE)  # what the tutor did, in the evening half and at the door
Held = Activity | Observation | Reflection | Session | Voice
R = TypeVar("R", Observation, Voice)


def is_part_alone(sign: Observation) -> bool:
    """Return whether an observation says only how a pupil took part."""
    return sign.part_taken is not None and not (sign.text or sign.what_i_did) and sign.step is None


def moments_of(book: LogBook, pupil_id: str) -> list[Observation]:
    """Return the moments to remember of a pupil, or of everyone for an empty id, oldest first."""
    return [
        sign
        for sign in book.of(Observation)
        if (sign.pupil_id or "") == pupil_id and not is_mark(sign) and not is_part_alone(sign)
    ]


def part_of(book: LogBook, pupil_id: str) -> Observation | None:
    """Return the observation that says how a pupil took part in the session; None when none does."""
    for sign in book.of(Observation):
        if (sign.pupil_id or "") == pupil_id and sign.part_taken is not None:
            return sign
    return None


def quotes_of(book: LogBook, pupil_id: str) -> list[Voice]:
    """Return what a pupil (or, for an empty id, somebody of the group) said, oldest first."""
    return [
        voice
        for voice in book.of(Voice)
        if (voice.pupil_id or "") == pupil_id
        and voice.speaker is Speaker.PUPIL
        and not voice.is_chosen_face  # what a child chose is not written over in the log
    ]


def one_of(records: list[R], item: str) -> R | None:
    """Return the record with an id, for an empty id the first; None when it is not there."""
    if not item:
        return records[0] if records else None
    return next((one for one in records if one.id == item), None)


def is_worth_keeping(moment: Observation) -> bool:
    """Return whether a moment still says something: what was seen or done, how they took part, or a step."""
    return bool(moment.text or moment.what_i_did or moment.part_taken) or moment.step is not None


def field_of(held: Held, place: Place) -> str:
    """Return the field of a record that holds the words of a place."""
    if isinstance(held, Voice):
        return OF_VOICE[place.field]
    if isinstance(held, Session):
        return str(place.field)
    if isinstance(held, Activity):
        return OF_ACTIVITY[place.field]
    return "what_i_did" if place.field in OF_SIGN else "text"


class LogFields:
    """The words of one open session. ``drafts`` holds those that are unfinished, by their keys.

    ``items`` says which of a pupil's moments and quotes is the one to type in, where it is not the first.
    """

    def __init__(self, book: LogBook) -> None:
        self._book = book
        self.drafts: dict[str, Draft] = {}
        self.items: dict[tuple[Field, str], str] = {}

    def place(self, field: Field, pupil_id: str) -> Place:
        """Return the moment or the quote of a pupil that is the one to type in."""
        return Place(field, pupil_id, self.items.get((field, pupil_id), ""))

    def turn_to(self, place: Place) -> None:
        """Let a moment or a quote that words were left unfinished in, or about, be the one to type in."""
        if place.field in (Field.MOMENT, Field.WORDS):
            self.items[place.field, place.about] = place.item
            return
        held = self.held(place)
        if isinstance(held, Observation) and place.field is Field.DID_HERE:
            first = one_of(self.moments(held.pupil_id or ""), "")
            self.items[Field.MOMENT, held.pupil_id or ""] = "" if held is first else held.id
        elif isinstance(held, Voice):
            opening = one_of(self.quotes(held.pupil_id or ""), "")
            self.items[Field.WORDS, held.pupil_id or ""] = "" if held is opening else held.id

    def moments(self, pupil_id: str) -> list[Observation]:
        """Return the moments of a pupil, or of everyone for an empty id, oldest first."""
        return moments_of(self._book, pupil_id)

    def quotes(self, pupil_id: str) -> list[Voice]:
        """Return what a pupil, or for an empty id somebody of the group, said, oldest first."""
        return quotes_of(self._book, pupil_id)

    @property
    def draft_prefix(self) -> str:
        """What the keys of this session's drafts begin with."""
        return f"log/{self._book.session.id}/"

    def draft_key(self, place: Place) -> str:
        """Return the key a field's draft is kept under."""
        which = f"/{place.item}" if place.item else ""
        return f"{self.draft_prefix}{place.field}/{place.about or 'everyone'}{which}"

    def place_of(self, key: str) -> Place:
        """Return the field a draft belongs to."""
        field, _, rest = key.removeprefix(self.draft_prefix).partition("/")
        who, _, item = rest.partition("/")
        return Place(Field(field), "" if who == "everyone" else who, item)

    def whose(self, place: Place) -> str:
        """Return the pupil a place is about; empty for everyone, or where it is about no pupil."""
        if place.field in (Field.DID_HERE, Field.SCRIBED, Field.CAUGHT):
            held = self.held(place)
            return (held.pupil_id or "") if isinstance(held, Observation | Voice) else ""
        return place.about

    def typed(self, place: Place) -> Typed:
        """Return the words of a field: the unfinished ones when there are any."""
        draft = self.drafts.get(self.draft_key(place))
        held = self.held(place)
        held_id = held.id if held is not None else ""
        if draft is not None:
            return Typed(
                place, draft.text, draft.caret, is_unfinished=True, steps=draft.steps, record_id=held_id
            )
        text = str(getattr(held, field_of(held, place))) if held is not None else ""
        return Typed(place, text, len(text), is_unfinished=False, record_id=held_id)

    def held(self, place: Place) -> Held | None:
        """Return the record the words of a field are part of; None when there is none yet."""
        if place.field is Field.MOMENT:
            return one_of(moments_of(self._book, place.about), place.item)
        if place.field is Field.WORDS:
            return one_of(quotes_of(self._book, place.about), place.item)
        if place.field in OF_SIGN:
            return next((one for one in self._book.of(Observation) if one.id == place.about), None)
        if place.field in OF_VOICE:
            return next((one for one in self._book.of(Voice) if one.id == place.about), None)
        if place.field in OF_SESSION:
            return self._book.session
        if place.field in (*OF_ACTIVITY, Field.NEW_ACTIVITY):
            return next((one for one in self._book.of(Activity) if one.id == place.about), None)
        prompt = place.about if place.field is Field.PROMPT else NEXT_TIME
        return next((one for one in self._book.of(Reflection) if one.prompt == prompt), None)

    def new_moment(self, pupil_id: str, text: str, at: datetime, item: str = "") -> Observation:
        """Return a fresh moment about a pupil, or about everyone for an empty id; ``item`` is its id."""
        session = self._book.session
        return Observation(
            id=item or new_id(),
            noted_on=session.held_on,
            pupil_id=pupil_id or None,
            group_id=session.group_id,
            session_id=session.id,
            text=text,
            scope=Scope.PUPIL if pupil_id else Scope.GROUP,
            created_at=at,
        )

    def record_for(self, place: Place, text: str, at: datetime) -> tuple[Record | None, Record | None]:
        """Return the record a field has now and the one it should have; None where there is none."""
        held = self.held(place)
        session = self._book.session
        if isinstance(held, Observation):
            did = place.field in OF_SIGN
            changed = replace(held, what_i_did=text) if did else replace(held, text=text)
            return held, changed if is_worth_keeping(changed) else None
        if isinstance(held, Session | Activity):
            return held, _reworded(held, place, text)
        if isinstance(held, Voice) and place.field is not Field.WORDS:
            scribed = place.field is Field.SCRIBED
            return held, replace(held, scribed_by=text) if scribed else replace(held, captured_how=text)
        if place.field in (*OF_SIGN, Field.SCRIBED, Field.CAUGHT, *OF_ACTIVITY):
            return None, None
        if not text:
            return held, None
        if isinstance(held, Voice):
            return held, replace(held, words=text)
        if isinstance(held, Reflection):
            return held, replace(held, text=text)
        if place.field is Field.NEW_ACTIVITY:
            return None, Activity(id=new_id(), session_id=session.id, name=text)
        if place.field is Field.MOMENT:
            return None, self.new_moment(place.about, text, at, place.item)
        if place.field in (Field.NEXT_TIME, Field.PROMPT):
            prompt = place.about or NEXT_TIME
            return None, Reflection(id=new_id(), session_id=session.id, prompt=prompt, text=text)
        return None, Voice(
            id=place.item or new_id(),
            speaker=Speaker.PUPIL,
            words=text,
            said_on=session.held_on,
            pupil_id=place.about or None,
            group_id=session.group_id,
            session_id=session.id,
        )


def _reworded(held: Session | Activity, place: Place, text: str) -> Session | Activity:
    """Return the record with other words; an activity's name that was emptied stays what it was."""
    if isinstance(held, Session):
        if place.field is Field.ADULTS:
            return replace(held, adults_present=text)
        if place.field is Field.TRIED_NOTE:
            return replace(held, tried_note=text)
        return replace(held, group_question=text)
    if place.field is Field.ACTIVITY_NOTE:
        return replace(held, note=text)
    return replace(held, name=text or held.name)
