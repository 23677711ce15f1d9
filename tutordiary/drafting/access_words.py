"""What a copy for one pupil says of each record: what it is, its day, and every field it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from tutordiary import dates, wording
from tutordiary.documents.content import HeldEntry
from tutordiary.framework import Framework
from tutordiary.model import (
    Action,
    Audience,
    CaseStudySection,
    CaseStudyVersion,
    Conversation,
    Disclosure,
    ExternalScore,
    FamilyMember,
    Judgement,
    Membership,
    Observation,
    PackItem,
    Permission,
    Record,
    Report,
    ReportSection,
    Scope,
    StartPoint,
    Target,
    Voice,
)

HEADS: dict[str, str] = {
    "pupil": "Details",
    "family_member": "Family",
    "membership": "In a group",
    "observation": "Noticed",
    "start_point": "Start point",
    "target": "Target",
    "voice": "Said",
    "conversation": "Conversation",
    "action": "Agreed",
    "judgement": "Judgement",
    "external_score": "Result from elsewhere",
    "permission": "Permission",
    "report": "Report",
    "report_section": "Part of a report",
    "case_study": "Story",
    "case_study_section": "Part of a story",
    "case_study_version": "Story as it stood before",
    "pack_item": "In a pack for the reflection group",
    "disclosure": "Given away",
    "reflection": "Reflection",
    "activity": "Activity",
    "session": "Session",
    "pupil_group": "Group",
    "practice_loop": "The tutor’s own practice",
    "self_profile": "The tutor’s own practice",
    "programme": "Programme",
    "setting": "School or centre",
    "pack": "Pack for the reflection group",
    "retention_review": "Review of what is kept",
    "slot": "Timetable",
    "closure": "Timetable",
    "contact": "School or centre",
    "tutor": "The tutor",
    "service_template": "The service’s template",
    "phrase": "Phrasebook",
}
"""What a record of each table is called."""

DAYS: dict[type[Record], str] = {
    Membership: "joined_on",
    Observation: "noted_on",
    StartPoint: "noted_on",
    Target: "set_on",
    Voice: "said_on",
    Conversation: "held_on",
    Action: "due_on",
    Judgement: "judged_on",
    ExternalScore: "scored_on",
    Permission: "given_on",
    Report: "period_to",
    Disclosure: "released_at",
    CaseStudyVersion: "made_at",
}
MAIN: dict[type[Record], str] = {
    FamilyMember: "name",
    Observation: "text",
    StartPoint: "text",
    Target: "pupil_words",
    Voice: "words",
    Conversation: "summary",
    Action: "text",
    Judgement: "note",
    ReportSection: "text",
    CaseStudySection: "text",
    PackItem: "text",
}
_LABELS = {
    "known_as": "Also called",
    "school_hopes": "What the school hoped",
    "school_hopes_on": "Hoped on",
    "what_i_did": "What the tutor did",
    "where_seen": "Where",
    "source": "Seen or said by",
    "step": "On the ladder",
    "scope": "Set for",
    "audiences": "Labelled for",
    "left_on": "Left",
    "joined_on": "Joined",
    "said_on": "Said on",
    "set_with": "Agreed with",
    "adult_words": "In adult words",
    "about_home": "About home",
    "scribed_by": "Written down by",
    "speaker": "Whose words",
    "speaker_label": "Who",
    "recipient": "To",
    "recipient_class": "Given to",
    "file_name": "File",
    "released_at": "Left on",
    "given_to": "Given to",
    "body": "Words",
    "with_role": "With",
    "created_at": "Written down",
    "updated_at": "Last changed",
    "told_how": "How",
    "group_id": "Group",
}
_HIDDEN = frozenset(
    {
        "id", "pupil_id", "session_id", "setting_id", "contact_id", "programme_id", "conversation_id",
        "pack_id", "source_id", "case_study_id", "report_id", "file_sha256", "entry", "previous_digest",
        "digest", "evidence", "pseudonym",
    }
)  # fmt: skip
"""Ids and sums of no meaning to a reader; they are in the file of records."""

_WORDS: dict[type[StrEnum], Mapping[Any, str]] = {
    type(next(iter(table))): table
    for table in (
        wording.AUDIENCE, wording.PRESENCE, wording.WHERE, wording.SOURCE, wording.PART_TAKEN,
        wording.DIRECTION, wording.REVIEW_RESULT, wording.JUDGEMENT, wording.TARGET_KIND, wording.SPEAKER,
        wording.ASKED, wording.PURPOSE,
    )
}  # fmt: skip
_PURPOSES = {
    "report_school": "Report for the school",
    "report_family": "Report for the family",
    "case_study": "Case study, name changed",
    "learning_plan": "Learning plan for the pupil",
    "comment_slips": "Comment slips to write on",
    "reflection_pack": "Pack for a reflection group, no names",
    "pm_bundle": "Bundle for a project manager, no names",
    "own_document": "Copy of the tutor’s own document, names replaced",
    "subject_access": "Copy of everything about the pupil",
}
_RECIPIENTS = {
    "school": "the school",
    "family": "the family",
    "pupil": "the pupil, or whoever asked for them",
    "project_manager": "the project manager",
    "reflection_group": "the reflection group",
    "draft": "the tutor",
    "reader": "a reader",
    "co_writer": "another tutor, to write together",
}


class Describer:
    """Turns records into entries; ``groups`` are the names of groups by id."""

    def __init__(self, framework: Framework, groups: Mapping[str, str]) -> None:
        self._framework = framework
        self._groups = groups
        self._special: dict[str, Callable[[Any], str]] = {
            "indicators": self._indicators,
            "outcome": self._outcome,
            "step": lambda step: framework.words_for_step(step) or "",
            "group_id": lambda one: self._groups.get(one, ""),
            "year_group": wording.year_words,
            "scope": lambda one: "everyone" if one is Scope.GROUP else "this pupil",
            "purpose": lambda one: _PURPOSES.get(one, "") or shown(one),
            "recipient_class": lambda one: _RECIPIENTS.get(one, one),
        }

    def entry(self, record: Record, more: Iterable[tuple[str, str]] = ()) -> HeldEntry:
        """Return one record with all it holds; ``more`` are further lines."""
        day = getattr(record, DAYS.get(type(record), ""), None)
        main = MAIN.get(type(record), "")
        lines = []
        for one in fields(record):
            value = getattr(record, one.name)
            if one.name in _HIDDEN or one.name in (main, DAYS.get(type(record))):
                continue
            told = self._told(one.name, value)
            if told:
                lines.append((label_of(one.name), told))
        when = day.astimezone().date() if isinstance(day, datetime) else day
        words = str(getattr(record, main)) if main else ""
        return HeldEntry(HEADS.get(record.table, "Record"), when, words, (*lines, *more))

    def _told(self, name: str, value: Any) -> str:
        if value is None or value in ("", (), frozenset()) or value is False:
            return ""
        special = self._special.get(name)
        return special(value) if special else shown(value)

    def _indicators(self, ids: tuple[str, ...]) -> str:
        names = {one.id: one.name for one in self._framework.indicators}
        return ", ".join(names.get(one, one) for one in ids)

    def _outcome(self, one: str) -> str:
        return next((each.name for each in self._framework.outcomes if each.id == one), one)


def label_of(name: str) -> str:
    """Return what a field is called in front of a person."""
    if name in _LABELS:
        return _LABELS[name]
    words = name.removesuffix("_on").removesuffix("_id").replace("_", " ")
    return words[:1].upper() + words[1:]


def shown(value: Any) -> str:
    """Return any value in words."""
    if isinstance(value, StrEnum):
        return _WORDS.get(type(value), {}).get(value) or value.value.replace("_", " ")
    if isinstance(value, datetime):
        return dates.day_and_month(value.astimezone().date(), year=True)
    if isinstance(value, date):
        return dates.day_and_month(value, year=True)
    if isinstance(value, bool):
        return "yes"
    if isinstance(value, frozenset):
        return ", ".join(sorted(wording.AUDIENCE[one] for one in value if isinstance(one, Audience)))
    if isinstance(value, tuple):
        return ", ".join(str(one) for one in value)
    return str(value)


def purpose_words(purpose: str) -> str:
    """Return what something that left was."""
    return _PURPOSES.get(purpose, purpose.replace("_", " "))


def recipient_words(recipient_class: str) -> str:
    """Return who something was for, in general words."""
    return _RECIPIENTS.get(recipient_class, recipient_class.replace("_", " "))


__all__ = [
    "DAYS",
    "HEADS",
    "MAIN",
    "Describer",
    "label_of",
    "purpose_words",
    "recipient_words",
    "shown",
]
