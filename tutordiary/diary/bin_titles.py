"""What a removed record is called in the bin, in the field's words, so that it is found unopened.

A title names nobody but whom the record itself points at: what is erased with a pupil takes its title along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutordiary import dates
from tutordiary.model import (
    CaseStudy,
    Contact,
    Conversation,
    Group,
    Judgement,
    Observation,
    Permission,
    Pupil,
    Record,
    Reflection,
    Report,
    Session,
    Setting,
    StartPoint,
    Target,
    Voice,
)
from tutordiary.store import records
from tutordiary.store.kept_texts import LONG_TEXTS

if TYPE_CHECKING:
    from sqlite3 import Connection

LONGEST = 60  # characters of the record's own words

PLAIN = {
    "programme": "A programme",
    "slot": "A weekly time",
    "closure": "A time without sessions",
    "family_member": "Somebody in the family",
    "membership": "A time in a group",
    "attendance": "Who was here",
    "activity": "An activity",
    "target_evidence": "A sign for a target",
    "conversation_pupil": "Whom a conversation was about",
    "judgement_evidence": "A sign for a decision",
    "external_score": "A score from somebody else",
    "case_study_section": "A part of a case study",
    "case_study_version": "A case study as it stood before",
    "service_template": "A service’s template",
    "phrase": "An entry of the phrasebook",
    "report_section": "A part of a report",
    "report_choice": "A choice for a report",
    "pack": "A reflection pack",
    "pack_item": "A part of a reflection pack",
    "action": "Something to do",
    "bundle": "A bundle",
    "self_profile": "An answer about your practice",
    "practice_loop": "A question about your practice",
    "saved_search": "A search",
}
OTHER = "A record"  # also what points at a concern is called: nothing in the bin says that it was one


def title_of(conn: Connection, record: Record) -> str:
    """Return what the bin calls a record: what it is, whom it is about, when, and how its words begin."""
    return f"{_what(conn, record)}{_opening(record)}"


def _what(conn: Connection, record: Record) -> str:
    match record:
        case Pupil():
            return f"{record.first_name} {record.last_name}".strip()
        case Group():
            return f"The group {record.working_name}"
        case Setting():
            return record.name
        case Contact():
            return " ".join(part for part in (record.title, record.first_name, record.last_name) if part)
        case Session():
            return f"The session{_of_group(conn, record.group_id)}, {dates.day_and_month(record.held_on)}"
        case Reflection():
            session = records.get(conn, Session, record.session_id)
            where = (
                f"{_of_group(conn, session.group_id)}, {dates.day_and_month(session.held_on)}"
                if session
                else ""
            )
            return f"An answer in the log{where}"
        case Conversation():
            return f"A conversation, {dates.day_and_month(record.held_on)}"
        case _:
            return _about_a_pupil(conn, record)


def _about_a_pupil(conn: Connection, record: Record) -> str:
    match record:
        case Observation():
            what, day = "A small sign", record.noted_on
        case Voice():
            what = "A face that was chosen" if record.is_chosen_face else "Somebody’s words"
            day = record.said_on
        case StartPoint():
            what, day = "A start point", record.noted_on
        case Target():
            what, day = "A target", record.set_on
        case Judgement():
            what, day = "Your decision", record.judged_on
        case Permission():
            what, day = "A permission", record.given_on
        case Report():
            what, day = "A report", record.period_to
        case CaseStudy():
            return f"A case study{_of_pupil(conn, record.pupil_id)}"
        case _:
            return PLAIN.get(record.table, OTHER)
    return f"{what}{_of_pupil(conn, record.pupil_id)}, {dates.day_and_month(day)}"


def _of_pupil(conn: Connection, pupil_id: str | None) -> str:
    pupil = records.get(conn, Pupil, pupil_id) if pupil_id else None
    return f": {pupil.first_name}" if pupil else ""


def _of_group(conn: Connection, group_id: str) -> str:
    group = records.get(conn, Group, group_id)
    return f" of {group.working_name}" if group else ""


def _opening(record: Record) -> str:
    if isinstance(record, Pupil):
        return ""
    texts = (getattr(record, name) for name in LONG_TEXTS.get(record.table, ()))
    words = " ".join(next((text for text in texts if text.strip()), "").split())
    if not words:
        return ""
    return f", “{words}”" if len(words) <= LONGEST else f", “{words[: LONGEST - 1].rstrip()}…”"
