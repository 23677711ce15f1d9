"""Start points, targets, voices, conversations and the tutor's judgements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tutordiary.model.record import Record
from tutordiary.model.words import (
    NOBODY,
    Asked,
    Audience,
    JudgementResult,
    ReviewResult,
    Source,
    Speaker,
    TargetKind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPoint(Record):
    """Where a pupil began on one outcome, from sessions 1 to 3."""

    table: ClassVar[str] = "start_point"
    pupil_id: str
    outcome: str
    noted_on: date
    text: str
    source: Source = Source.TUTOR
    step: int | None = None
    audiences: frozenset[Audience] = NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Record):
    """A target agreed with a pupil, in the child's words and in SMART words, and its review."""

    table: ClassVar[str] = "target"
    pupil_id: str
    kind: TargetKind
    pupil_words: str
    adult_words: str = ""
    outcome: str = ""
    set_on: date
    set_with: str = ""
    review_by: date | None = None
    reviewed_on: date | None = None
    review_result: ReviewResult | None = None
    what_happened: str = ""
    pupil_review: str = ""
    audiences: frozenset[Audience] = NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetEvidence(Record):
    """An observation that bears on a target."""

    table: ClassVar[str] = "target_evidence"
    target_id: str
    observation_id: str


CHOSE_A_FACE = "chose a face"  # how a voice was captured that is a face pointed at, and nobody's words


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice(Record):
    """Someone's exact words. ``speaker_label`` is how an adult is named in school papers.

    ``face`` is the one a child pointed at, of ``face_scale`` faces (3 or 5): 1 is the first, 0 stands for
    "don't want to say". Both are None when no faces were shown.
    """

    table: ClassVar[str] = "voice"
    speaker: Speaker
    words: str
    said_on: date
    pupil_id: str | None = None
    group_id: str | None = None
    session_id: str | None = None
    speaker_label: str = ""
    captured_how: str = ""
    scribed_by: str = ""
    asked: Asked | None = None
    translated: bool = False
    about_home: bool = False
    face: int | None = None
    face_scale: int | None = None
    artefact: str = ""
    audiences: frozenset[Audience] = NOBODY
    starred: bool = False

    @property
    def is_chosen_face(self) -> bool:
        """Whether it is only a face pointed at: ``words`` tell of it, and are no quote."""
        return self.face is not None and self.captured_how == CHOSE_A_FACE


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation(Record):
    """A talk with a SENCO, TA, teacher, family or project manager: facts and what was agreed."""

    table: ClassVar[str] = "conversation"
    held_on: date
    with_role: str
    summary: str
    setting_id: str | None = None
    contact_id: str | None = None
    minutes: int | None = None
    audiences: frozenset[Audience] = NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationPupil(Record):
    """A pupil a conversation was about."""

    table: ClassVar[str] = "conversation_pupil"
    conversation_id: str
    pupil_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement(Record):
    """The tutor's dated decision about a pupil and an outcome. The software never infers one."""

    table: ClassVar[str] = "judgement"
    pupil_id: str
    outcome: str
    result: JudgementResult
    judged_on: date
    programme_id: str | None = None
    note: str = ""
    audiences: frozenset[Audience] = NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementEvidence(Record):
    """An observation or a voice behind a judgement: one of the two ids is set."""

    table: ClassVar[str] = "judgement_evidence"
    judgement_id: str
    observation_id: str | None = None
    voice_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalScore(Record):
    """A score someone else obtained with their own tool. The app ships no scale."""

    table: ClassVar[str] = "external_score"
    pupil_id: str
    name: str
    scored_on: date
    scorer: str
    score: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Record):
    """Something someone will do by a day."""

    table: ClassVar[str] = "action"
    text: str
    who: str = ""
    due_on: date | None = None
    done_on: date | None = None
    conversation_id: str | None = None
    session_id: str | None = None
    pack_id: str | None = None
