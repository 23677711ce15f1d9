"""What each document says, as plain values: no database, no layout.

Whoever assembles a document fills these in; the writers print them and nothing else. Every ``str`` is a
person's own words or an empty string, and is cleaned and escaped by the writers, never by the caller.
An empty field is not an error: each document has an honest sentence for what has not been recorded.

``[2]`` inside a text points at evidence note 2 and is set as a small raised number where the page allows it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tutordiary.documents.case_parts import (
    CaseSection,
    CaseStudy,
    Consent,
    WeekChart,
    WeekDot,
    WeekEvidence,
    WeekQuote,
)
from tutordiary.documents.everything import EverythingHeld, HeldEntry, HeldPart
from tutordiary.documents.parts import (
    LADDER,
    Asked,
    AttendanceMark,
    Attended,
    Basis,
    Dot,
    EvidenceNote,
    Gap,
    Hope,
    IndicatorRow,
    Letterhead,
    NextSteps,
    OutcomeNote,
    Quote,
    Role,
    Style,
    TargetResult,
    TargetRow,
)
from tutordiary.documents.sheets import CommentSlip, CommentSlips, LearningPlan, PlanTarget

__all__ = [
    "LADDER",
    "Activity",
    "Asked",
    "AttendanceMark",
    "Attended",
    "Basis",
    "CanDo",
    "CaseSection",
    "CaseStudy",
    "ClearedQuote",
    "CollationSummary",
    "CommentSlip",
    "CommentSlips",
    "Consent",
    "Document",
    "Dot",
    "EverythingHeld",
    "EvidenceNote",
    "FamilyReport",
    "FamilyTarget",
    "Gap",
    "GroupAttendance",
    "HeldEntry",
    "HeldPart",
    "Hope",
    "IndicatorRow",
    "LearningPlan",
    "Letterhead",
    "NextSteps",
    "OutcomeNote",
    "OutcomeTally",
    "Pack",
    "PlanTarget",
    "Quote",
    "RecoverySheet",
    "RenderedFile",
    "Role",
    "SencoReport",
    "Style",
    "Tally",
    "TargetResult",
    "TargetRow",
    "Tricky",
    "WeekChart",
    "WeekDot",
    "WeekEvidence",
    "WeekQuote",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """A finished file in memory.

    ``pages`` is 0 for formats without pages. ``warnings`` are whole sentences for the tutor to read
    before anything is given away: characters no font has, text cut to its limit.
    """

    data: bytes
    pages: int = 0
    warnings: tuple[str, ...] = ()


# Documents ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SencoReport:
    """The report for the school. May be read by the family, and by the pupil, without hurt."""

    head: Letterhead
    attendance: tuple[AttendanceMark, ...] = ()
    summary: str = ""
    hopes: tuple[Hope, ...] = ()
    strengths: str = ""
    ladder: tuple[str, ...] = LADDER
    rows: tuple[IndicatorRow, ...] = ()
    outcome_notes: tuple[OutcomeNote, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    voices: tuple[Quote, ...] = ()
    still_hard: str = ""
    what_helps: str = ""
    next_steps: NextSteps = field(default_factory=NextSteps)
    written_on: date | None = None
    written_for: str = ""
    plan_reference: str = ""
    basis: Basis = field(default_factory=Basis)
    evidence: tuple[EvidenceNote, ...] = ()
    gaps: tuple[Gap, ...] = ()
    comment_spaces: bool = False
    style: Style = field(default_factory=Style)


@dataclass(frozen=True, slots=True)
class CanDo:
    """One thing the pupil does now: a few words, and a sentence with detail."""

    title: str
    detail: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class FamilyTarget:
    """A target as the pupil said it, how it went in the result's own words, and the pupil's own review."""

    pupil_words: str
    result: TargetResult = ""
    pupil_review: str = ""


@dataclass(frozen=True, slots=True)
class Tricky:
    """One thing that is still hard, and what the pupil does about it: always the pair."""

    what: str
    what_the_pupil_does: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyReport:
    """One page for the pupil and the family.

    There is deliberately no field for the school's hopes, an area of need or why the pupil was put
    forward: what has no place to stand cannot slip in. ``attended`` and ``offered`` are printed only
    when ``offered`` is above 0. ``group`` is the name the pupils chose.
    """

    name: str
    group: str = ""
    others_in_group: int = 0
    period_from: date | None = None
    period_to: date | None = None
    attended: int = 0
    offered: int = 0
    opening: str = ""
    can_do: tuple[CanDo, ...] = ()
    proud_moment: str = ""
    quote: Quote | None = None
    targets: tuple[FamilyTarget, ...] = ()
    easier: str = ""
    tricky: tuple[Tricky, ...] = ()
    next_step: str = ""
    try_at_home: str = ""
    tutor: str = ""
    service: str = ""
    written_on: date | None = None
    ask: str = ""
    space_to_write: bool = True
    style: Style = field(default_factory=Style)


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity another tutor could try next week."""

    name: str = ""
    needs: str = ""
    how: str = ""
    why_it_helped: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """One page for a critical reflection group: no names, settings or dates, readable aloud in 3 minutes.

    ``when`` is a stretch of weeks ("weeks 11 to 14"). Pupils appear as "[pupil A]". ``step`` is the ladder's
    word for the sign, or empty. ``code`` stands for the tutor on the sheet for who runs the session.
    """

    title: str = "What I am bringing"
    when: str = ""
    question: str = ""
    happened: str = ""
    noticed: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    advice: str = ""
    learned: str = ""
    indicator: str = ""
    sign: str = ""
    step: str = ""
    since_last_time: str = ""
    activity: Activity = field(default_factory=Activity)
    before: str = "next time"
    code: str = ""
    with_agenda: bool = False
    with_facilitator: bool = False
    style: Style = field(default_factory=Style)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverySheet:
    """The sheet a tutor prints once and keeps away from the computer.

    ``code`` is printed in groups of five characters. ``destroys`` is the number of the sheet it replaces.
    ``made_on`` is written out by the caller, with the time if there is one.
    """

    diary_name: str
    code: str
    made_on: str = ""
    sheet: int = 1
    destroys: int | None = None
    style: Style = field(default_factory=Style)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many pupils one judgement was made of. ``number`` is None where ``text`` does not give it away."""

    word: str
    text: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class OutcomeTally:
    """The judgements of one outcome in the framework's order, and the n of N sentence for them."""

    outcome: str
    parts: tuple[Tally, ...]
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class GroupAttendance:
    """Places offered and taken, as they may be shown: a number, or "fewer than 5"."""

    group: str
    offered: str
    attended: str


@dataclass(frozen=True, slots=True)
class ClearedQuote:
    """Words cleared for others to read: who said them in general words, and the indicator they speak to."""

    words: str
    said_by: str = ""
    indicator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CollationSummary:
    """What many tutors' bundles say together, for a project manager. Counts arrive already made safe.

    ``mode`` says plainly what the figures are ("Counts only", "Pseudonymised: treat as personal data").
    """

    title: str = "What the programme saw"
    scope: str = ""
    mode: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    outcomes: tuple[OutcomeTally, ...] = ()
    attendance: tuple[GroupAttendance, ...] = ()
    quotes: tuple[ClearedQuote, ...] = ()
    learned: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    method: str = ""
    style: Style = field(default_factory=Style)


Document = (
    SencoReport
    | FamilyReport
    | LearningPlan
    | CommentSlips
    | CaseStudy
    | Pack
    | RecoverySheet
    | CollationSummary
    | EverythingHeld
)
