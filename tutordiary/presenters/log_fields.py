"""The places of a log where words are typed: what they hold, their drafts, the record they become."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

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
OF_SESSION = (Field.GROUP_QUESTION, Field.ADULTS)  # the words of the session's own record
OF_ACTIVITY = {Field.ACTIVITY: "name", Field.ACTIVITY_NOTE: "note"}
Held = Activity | Observation | Reflection | Session | Voice


def moment_of(book: LogBook, pupil_id: str) -> Observation | None:
    """Return the moment to remember of a pupil, or of everyone for an empty id; None when there is none."""
    for sign in book.of(Observation):
        if (sign.pupil_id or "") == pupil_id and not is_mark(sign):
            return sign
    return None


def words_of(book: LogBook, pupil_id: str) -> Voice | None:
    """Return what a pupil (or, for an empty id, somebody of the group) said; None when nothing."""
    for voice in book.of(Voice):
        if (voice.pupil_id or "") == pupil_id and voice.speaker is Speaker.PUPIL:
            return voice
    return None


def is_worth_keeping(moment: Observation) -> bool:
    """Return whether a moment still says something: what was seen or done, how they took part, or a step."""
    return bool(moment.text or moment.what_i_did or moment.part_taken) or moment.step is not None


def field_of(held: Held, place: Place) -> str:
    """Return the field of a record that holds the words of a place."""
    if isinstance(held, Voice):
        return "words"
    if isinstance(held, Session):
        return str(place.field)
    if isinstance(held, Activity):
        return OF_ACTIVITY[place.field]
    return "what_i_did" if place.field is Field.DID else "text"


class LogFields:
    """The words of one open session. ``drafts`` holds those that are unfinished, by their keys."""

    def __init__(self, book: LogBook) -> None:
        self._book = book
        self.drafts: dict[str, Draft] = {}

    @property
    def draft_prefix(self) -> str:
        """What the keys of this session's drafts begin with."""
        return f"log/{self._book.session.id}/"

    def draft_key(self, place: Place) -> str:
        """Return the key a field's draft is kept under."""
        return f"{self.draft_prefix}{place.field}/{place.about or 'everyone'}"

    def place_of(self, key: str) -> Place:
        """Return the field a draft belongs to."""
        field, _, who = key.removeprefix(self.draft_prefix).partition("/")
        return Place(Field(field), "" if who == "everyone" else who)

    def typed(self, place: Place) -> Typed:
        """Return the words of a field: the unfinished ones when there are any."""
        draft = self.drafts.get(self.draft_key(place))
        if draft is not None:
            return Typed(place, draft.text, draft.caret, is_unfinished=True, steps=draft.steps)
        held = self.held(place)
        text = str(getattr(held, field_of(held, place))) if held is not None else ""
        return Typed(place, text, len(text), is_unfinished=False)

    def held(self, place: Place) -> Held | None:
        """Return the record the words of a field are part of; None when there is none yet."""
        if place.field is Field.MOMENT:
            return moment_of(self._book, place.about)
        if place.field is Field.WORDS:
            return words_of(self._book, place.about)
        if place.field is Field.DID:
            return next((one for one in self._book.of(Observation) if one.id == place.about), None)
        if place.field in OF_SESSION:
            return self._book.session
        if place.field in (*OF_ACTIVITY, Field.NEW_ACTIVITY):
            return next((one for one in self._book.of(Activity) if one.id == place.about), None)
        prompt = place.about if place.field is Field.PROMPT else NEXT_TIME
        return next((one for one in self._book.of(Reflection) if one.prompt == prompt), None)

    def new_moment(self, pupil_id: str, text: str, at: datetime) -> Observation:
        """Return a fresh moment about a pupil, or about everyone for an empty id."""
        session = self._book.session
        return Observation(
            id=new_id(),
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
            did = place.field is Field.DID
            changed = replace(held, what_i_did=text) if did else replace(held, text=text)
            return held, changed if is_worth_keeping(changed) else None
        if isinstance(held, Session | Activity):
            return held, _reworded(held, place, text)
        if place.field is Field.DID or place.field in OF_ACTIVITY:
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
            return None, self.new_moment(place.about, text, at)
        if place.field in (Field.NEXT_TIME, Field.PROMPT):
            prompt = place.about or NEXT_TIME
            return None, Reflection(id=new_id(), session_id=session.id, prompt=prompt, text=text)
        return None, Voice(
            id=new_id(),
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
        return replace(held, group_question=text)
    if place.field is Field.ACTIVITY_NOTE:
        return replace(held, note=text)
    return replace(held, name=text or held.name)
