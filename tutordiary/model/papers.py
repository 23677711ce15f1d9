"""What is written from the diary and what has left it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from tutordiary.model.record import Record
from tutordiary.model.words import (
    BundleMode,
    CaseStatus,
    CaseSubject,
    PackItemKind,
    ReportAudience,
    ReportPurpose,
    ReportStatus,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStudy(Record):
    """A case study and how far it may travel. The days are those it is woven from."""

    table: ClassVar[str] = "case_study"
    subject: CaseSubject
    title: str = ""
    pupil_id: str | None = None
    group_id: str | None = None
    status: CaseStatus = CaseStatus.PRIVATE
    changed_name: str = ""
    two_sentences: str = ""
    pull_quote: str = ""
    cleared_by: str = ""
    updated_at: datetime | None = None
    period_from: date | None = None
    period_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStudySection(Record):
    """One piece of a case study; ``section`` is the part it stands in, ``place`` its order there.

    ``source_id`` is the record it was taken from ("o-3.what_i_did" is one field of it), empty for the tutor's
    own words; ``evidence`` are more record ids it rests on.
    """

    table: ClassVar[str] = "case_study_section"
    case_study_id: str
    section: str
    text: str
    evidence: tuple[str, ...] = ()
    place: int = 0
    source_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStudyVersion(Record):
    """A case study as it stood when the tutor kept it; ``body`` is its pieces as canonical JSON."""

    table: ClassVar[str] = "case_study_version"
    case_study_id: str
    number: int
    made_at: datetime
    note: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Record):
    """A pupil progress report: draft, checked or given."""

    table: ClassVar[str] = "report"
    pupil_id: str
    audience: ReportAudience
    purpose: ReportPurpose
    period_from: date
    period_to: date
    status: ReportStatus = ReportStatus.DRAFT
    due_on: date | None = None
    given_to: str = ""
    given_on: date | None = None
    file_sha256: str = ""
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSection(Record):
    """The tutor's own wording of one part of a report; ``section`` is its id."""

    table: ClassVar[str] = "report_section"
    report_id: str
    section: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChoice(Record):
    """A record the tutor put into a report or took out of it."""

    table: ClassVar[str] = "report_choice"
    report_id: str
    item_id: str
    included: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTemplate(Record):
    """How a music service wants its papers: ``logo`` is a PNG as base64, ``body`` the rest as canonical JSON.

    At most one is active.
    """

    table: ClassVar[str] = "service_template"
    name: str
    service_name: str = ""
    logo: str = ""
    body: str = ""
    is_active: bool = False
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase(Record):
    """One entry of the tutor's phrasebook: words to avoid for a reader, and what to say instead.

    ``is_off`` silences an entry of the app's own list that has these words.
    """

    table: ClassVar[str] = "phrase"
    audience: ReportAudience
    words: str
    instead: str = ""
    is_off: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack(Record):
    """What a tutor brings to a critical reflection group."""

    table: ClassVar[str] = "pack"
    meeting_on: date
    period_from: date
    period_to: date
    group_id: str | None = None
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackItem(Record):
    """One part of a pack, already in words that may leave."""

    table: ClassVar[str] = "pack_item"
    pack_id: str
    kind: PackItemKind
    text: str
    indicator: str = ""
    source_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle(Record):
    """A bundle given to a project manager."""

    table: ClassVar[str] = "bundle"
    mode: BundleMode
    period_from: date
    period_to: date
    made_at: datetime
    programme_id: str | None = None
    file_sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure(Record):
    """One thing that left the diary. ``entry`` is canonical JSON; ``digest`` chains to the one before."""

    table: ClassVar[str] = "disclosure"
    released_at: datetime
    purpose: str
    recipient_class: str
    recipient: str = ""
    file_name: str = ""
    file_sha256: str = ""
    entry: str = ""
    previous_digest: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureSubject(Record):
    """A pupil whose words or evidence were in something that left."""

    table: ClassVar[str] = "disclosure_subject"
    disclosure_id: str
    pupil_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDecision(Record):
    """What the tutor decided about one doubtful place, kept by the content it was decided on."""

    table: ClassVar[str] = "review_decision"
    content_hash: str
    word: str
    action: str
    decided_at: datetime
    replacement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedName(Record):
    """A word the tutor said is a name (or is not one)."""

    table: ClassVar[str] = "learned_name"
    text: str
    kind: str
    is_name: bool = True
    entity_id: str = ""
