"""What Find shows of one passage, and the place in the window where it can be read in full."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tutordiary import dates
from tutordiary.diary import Diary
from tutordiary.diary.finding import FoundPassage
from tutordiary.diary.snippets import Piece
from tutordiary.framework import prompts
from tutordiary.model import (
    Action,
    Activity,
    CaseStudySection,
    Contact,
    Conversation,
    ConversationPupil,
    Observation,
    Pack,
    PackItem,
    Reflection,
    Report,
    ReportSection,
    Session,
    StartPoint,
    Target,
    Voice,
)
from tutordiary.wording import AUDIENCE, ONLY_ME, SOURCE, SPEAKER

KIND_WORDS = {
    "sign": "Small signs",
    "voice": "Their words",
    "reflection": "Reflections",
    "target": "Targets",
    "start": "Start points",
    "decision": "Your decisions",
    "conversation": "Conversations",
    "report": "Reports and studies",
    "person": "People",
    "place": "Groups and settings",
    "practice": "Your practice",
}
"""What somebody may look for, in the order it is offered."""

TABLE_WORDS = {
    "observation": "Small sign",
    "voice": "Their words",
    "reflection": "Reflection",
    "session": "Session",
    "activity": "Activity",
    "target": "Target",
    "start_point": "Start point",
    "judgement": "Your decision",
    "conversation": "Conversation",
    "action": "To do",
    "report": "Report",
    "report_section": "Report",
    "case_study": "Case study",
    "case_study_section": "Case study",
    "pack": "Reflection pack",
    "pack_item": "Reflection pack",
    "pupil": "Pupil",
    "contact": "At school",
    "family_member": "Family",
    "permission": "Permission",
    "external_score": "From another tool",
    "setting": "Setting",
    "pupil_group": "Group",
    "programme": "Programme",
    "practice_loop": "Your practice",
    "self_profile": "Your practice",
}
BETWEEN = "  ·  "
NO_PLACE = ("practice_loop", "self_profile", "programme")
CAN_BE_STARRED = ("observation", "voice")
PARTS = {"start_point": "start", "target": "target", "judgement": "judgement", "permission": "permission"}
Page = Literal["log", "pupil", "report", "group", "setting", "today", "bundle", ""]


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One row of the results."""

    passage: FoundPassage
    title: str
    about: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The words to show, in one line, those looked for apart; worked out each time."""
        return tuple(Piece(one.text.replace("\n", " "), one.is_found) for one in self.passage.pieces)

    @property
    def starred(self) -> bool:
        """Whether it has a star."""
        return self.passage.starred

    @property
    def can_star(self) -> bool:
        """Whether it can have one."""
        return self.passage.table in CAN_BE_STARRED

    @property
    def can_open(self) -> bool:
        """Whether it stands anywhere but here."""
        return self.passage.table not in NO_PLACE

    @property
    def spoken(self) -> str:
        """All of the row for a screen reader."""
        parts = (*self.about.split(BETWEEN), "starred" if self.starred else "")
        words = "".join(one.text for one in self.pieces)
        return ", ".join(part for part in (self.title, *parts, words) if part)


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a passage stands in the window. ``page`` is empty when it can only be read here.

    ``part`` is what to open on a pupil's page; ``record_id`` the record to show there or in the log.
    """

    page: Page
    group_id: str = ""
    day: date | None = None
    pupil_id: str = ""
    part: str = ""
    record_id: str = ""
    setting_id: str = ""
    session_id: str = ""


def line_of(passage: FoundPassage) -> FoundLine:
    """Return a passage as a row."""
    what = TABLE_WORDS.get(passage.table, "Note")
    when = dates.day_and_month(passage.day, year=True) if passage.day else ""
    title = passage.pupil or passage.group or what
    about = [what] if title != what else []
    if passage.pupil and passage.group:
        about.append(passage.group)
    if when:
        about.append(when)
    return FoundLine(passage=passage, title=title, about=BETWEEN.join(about))


def landing_of(diary: Diary, passage: FoundPassage) -> Landing:
    """Return where a passage can be read in full and changed."""
    match passage.table:
        case "observation" | "voice":
            return _of_sign(diary, passage)
        case "reflection" | "activity" | "session":
            return _of_session(diary, _session_id(diary, passage), passage.item_id)
        case "conversation" | "action":
            return _of_talk(diary, passage)
        case "report" | "report_section":
            section = diary.get(ReportSection, passage.item_id)
            report = diary.get(Report, section.report_id if section else passage.item_id)
            return Landing("report", pupil_id=report.pupil_id, record_id=report.id) if report else Landing("")
        case "pupil_group":
            return Landing("group", group_id=passage.item_id)
        case "setting":
            return Landing("setting", setting_id=passage.item_id)
        case "contact":
            contact = diary.get(Contact, passage.item_id)
            return Landing("setting", setting_id=contact.setting_id) if contact else Landing("")
        case "pack" | "pack_item":
            return Landing("bundle")
        case _ if passage.pupil_id:
            part = PARTS.get(passage.table, "")
            return Landing(
                "pupil", pupil_id=passage.pupil_id, part=part, record_id=passage.item_id if part else ""
            )
        case _:
            return Landing("")


def _session_id(diary: Diary, passage: FoundPassage) -> str:
    if passage.table == "session":
        return passage.item_id
    kind = Reflection if passage.table == "reflection" else Activity
    record = diary.get(kind, passage.item_id)
    return record.session_id if isinstance(record, Reflection | Activity) else ""


def _of_session(diary: Diary, session_id: str, record_id: str) -> Landing:
    session = diary.get(Session, session_id) if session_id else None
    if session is None:
        return Landing("")
    return Landing(
        "log",
        group_id=session.group_id,
        day=session.held_on,
        session_id=session.id,
        record_id=record_id if record_id != session.id else "",
    )


def _of_sign(diary: Diary, passage: FoundPassage) -> Landing:
    kind = Observation if passage.table == "observation" else Voice
    record = diary.get(kind, passage.item_id)
    if not isinstance(record, Observation | Voice):
        return Landing("")
    in_log = not (isinstance(record, Voice) and record.is_chosen_face)
    if record.session_id and in_log:
        return _of_session(diary, record.session_id, record.id)
    if record.pupil_id:
        part = "sign" if passage.table == "observation" else "voice"
        return Landing("pupil", pupil_id=record.pupil_id, part=part, record_id=record.id)
    return Landing("")


def _of_talk(diary: Diary, passage: FoundPassage) -> Landing:
    talk_id = passage.item_id
    if passage.table == "action":
        action = diary.get(Action, passage.item_id)
        if action is None or action.conversation_id is None:
            return _of_session(diary, (action.session_id if action else None) or "", passage.item_id)
        talk_id = action.conversation_id
    about = diary.find(ConversationPupil, conversation_id=talk_id)
    if about:
        return Landing("pupil", pupil_id=about[0].pupil_id, part="conversation", record_id=talk_id)
    talk = diary.get(Conversation, talk_id)
    if talk is not None and talk.setting_id:
        return Landing("setting", setting_id=talk.setting_id, record_id=talk_id)
    return Landing("")


def facts_of(diary: Diary, passage: FoundPassage) -> tuple[str, ...]:
    """Return what else is known of a passage, as short lines for beside its words."""
    found: list[str] = []
    record = _record(diary, passage)
    if isinstance(record, Reflection):
        found += [one.title for one in prompts() if one.id == record.prompt]
    if isinstance(record, Observation):
        known = {one.id: one.name for one in diary.framework.indicators}
        found += [known[one] for one in record.indicators if one in known]
    if isinstance(record, StartPoint | Target) and record.outcome:
        found += [one.name for one in diary.framework.outcomes if one.id == record.outcome]
    if isinstance(record, Observation | StartPoint):
        found.append(f"Seen by: {SOURCE[record.source]}")
    if isinstance(record, Voice):
        found.append(f"Said by: {record.speaker_label or SPEAKER[record.speaker]}")
    if isinstance(record, Observation | Voice | Reflection | StartPoint | Target | Conversation):
        shown = [AUDIENCE[one] for one in AUDIENCE if one in record.audiences]
        found.append(f"For: {', '.join(shown) or ONLY_ME}")
    return tuple(found)


def _record(diary: Diary, passage: FoundPassage) -> object:
    kinds = (
        Reflection, Observation, Voice, StartPoint, Target, Conversation, CaseStudySection, Pack, PackItem,
    )  # fmt: skip
    kind = next((one for one in kinds if one.table == passage.table), None)
    return diary.get(kind, passage.item_id) if kind is not None else None
