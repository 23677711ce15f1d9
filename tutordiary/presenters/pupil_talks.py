"""Conversations about pupils, and what somebody will do after them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tutordiary.diary import Diary
from tutordiary.diary.reading import current_pupils
from tutordiary.drafting.pupil_file import name_of
from tutordiary.model import (
    Action,
    Contact,
    Conversation,
    ConversationPupil,
    Pupil,
    Record,
    Setting,
    new_id,
)
from tutordiary.presenters.forms import YES, Form, FormField, Forms, Problem
from tutordiary.presenters.pupil_questions import WHO_MAY_SEE, today_words

ASK_ABOUT = "Tick at least one pupil it was about. Nothing was kept yet."


@dataclass(frozen=True, slots=True)
class TalkExtra:
    """Keeps which pupils a conversation was about."""

    diary: Diary

    def problem(self, _record: Record, values: Mapping[str, str]) -> Problem | None:
        """Ask for a pupil where none is ticked."""
        return None if values.get("about", "").split() else Problem("about", ASK_ABOUT)

    def keep(self, record: Record, values: Mapping[str, str]) -> None:
        """Make the pupils exactly those ticked."""
        wanted = set(values.get("about", "").split())
        held = self.diary.find(ConversationPupil, conversation_id=record.id)
        self.diary.remove(*(one for one in held if one.pupil_id not in wanted))
        there = {one.pupil_id for one in held}
        self.diary.save(
            *(
                ConversationPupil(id=new_id(), conversation_id=record.id, pupil_id=one)
                for one in sorted(wanted - there)
            )
        )


@dataclass(frozen=True, slots=True)
class ActionExtra:
    """Keeps whether an action was done: ticking it writes down today."""

    diary: Diary
    today: Callable[[], date]

    def problem(self, _record: Record, _values: Mapping[str, str]) -> Problem | None:
        """Return nothing: any action can be kept."""
        return None

    def keep(self, record: Record, values: Mapping[str, str]) -> None:
        """Write down the day it was done, or that it is open again."""
        assert isinstance(record, Action)
        done = values.get("is_done") == YES
        if done != (record.done_on is not None):
            self.diary.save(replace(record, done_on=self.today() if done else None))


def talk_form(
    forms: Forms,
    diary: Diary,
    today: Callable[[], date],
    pupil_id: str,
    record_id: str,
    setting: Setting | None,
) -> Form:
    """Return the sheet for a conversation about one pupil and perhaps others of the same setting."""
    links = diary.find(ConversationPupil, conversation_id=record_id) if record_id else ()
    about = {one.pupil_id for one in links} or {pupil_id}
    people = diary.find(Contact, order=("last_name", "id"), setting_id=setting.id) if setting else ()
    contacts = tuple((one.id, name_of(one) or "No name") for one in people)
    questions = (
        FormField("with_role", "With", hint="As in SENCO, Mrs Dale, or her father", is_needed=True),
        FormField(
            "contact_id",
            "Somebody noted at the school",
            "choice",
            choices=(("", "Nobody of them"), *contacts),
        ),
        FormField("held_on", "When", is_needed=True),
        FormField("minutes", "Minutes"),
        FormField("summary", "What was said, and what was agreed", "text", "Facts", is_needed=True),
        FormField("about", "About", "links", "", _others(diary, today(), about, setting)),
        WHO_MAY_SEE,
    )
    return forms.open(
        Conversation,
        "A conversation",
        questions,
        record=diary.get(Conversation, record_id) if record_id else None,
        fixed={"pupil_id": pupil_id, "setting_id": setting.id if setting else None},
        first={"held_on": today_words(today), "about": " ".join(sorted(about))},
        note="What somebody will do next is added under it, once it is kept.",
        extra=TalkExtra(diary),
    )


def action_form(forms: Forms, diary: Diary, talk_id: str, record_id: str, today: Callable[[], date]) -> Form:
    """Return the sheet for something somebody will do after a conversation."""
    held = diary.get(Action, record_id) if record_id else None
    questions = (
        FormField("text", "What will be done?", is_needed=True),
        FormField("who", "By whom"),
        FormField("due_on", "By when"),
        FormField("is_done", "It is done", "flag"),
    )
    return forms.open(
        Action,
        "To do",
        questions,
        record=held,
        fixed={"conversation_id": talk_id},
        first={"is_done": YES if held and held.done_on else ""},
        extra=ActionExtra(diary, today),
    )


def _others(
    diary: Diary, today: date, about: set[str], setting: Setting | None
) -> tuple[tuple[str, str], ...]:
    """Return the pupils it may be about: those ticked first, then the setting's current ones."""
    names: dict[str, str] = {}
    for one in sorted(about):
        pupil = diary.get(Pupil, one)
        if pupil is not None:
            names[one] = f"{pupil.first_name} {pupil.last_name}".strip()
    for stay in current_pupils(diary, today):
        if setting is not None and stay.group.setting_id == setting.id:
            names.setdefault(stay.pupil.id, f"{stay.pupil.first_name} {stay.pupil.last_name}".strip())
    return tuple(names.items())
