"""Writes case studies and packs to their place, once the gate has read the finished file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from tutordiary.diary import Diary
from tutordiary.documents.writer import Format, write
from tutordiary.drafting import case, pack
from tutordiary.drafting.case import cowriting, story
from tutordiary.drafting.pack_screens import ScreenPage, gate_screens
from tutordiary.errors import NotCleared
from tutordiary.evidence import Period
from tutordiary.model import CaseStatus, CaseStudy, CaseSubject, Disclosure, Membership, Record
from tutordiary.release import disclosures, review_log
from tutordiary.release.gate import GateReport, release_file
from tutordiary.release.intruder import Intruder
from tutordiary.release.review import ReviewItem, require_cleared
from tutordiary.release.rosters import whole_roster
from tutordiary.release.sealing import Sealing

CASE_PURPOSE, CASE_READER, CO_WRITER = "case_study", "reader", "co_writer"
CASE_DRAFT = "draft"
PACK_PURPOSE, PACK_RECIPIENT = "reflection_pack", "reflection_group"
SHOWN = "shown on the screen"


def give_case_study(
    diary: Diary,
    about_id: str,
    period: Period,
    written_on: date,
    fmt: Format,
    target: Path,
    *,
    subject: CaseSubject = CaseSubject.PUPIL,
    intruder: Intruder | None = None,
) -> GateReport:
    """Write the first draft of a case study, or nothing; ``intruder`` goes into the log.

    ``about_id`` is a pupil, else a group. Raises: NeedsEyes, NotCleared, CannotWrite, DiskFull.
    """
    draft = case.draft(diary, about_id, period, written_on, subject)
    report = write_case_study(diary, draft, fmt, target)
    with disclosures.taking_back(target):
        note_case_study(diary, report, target.name, draft, intruder=intruder)
    return report


def write_case_study(
    diary: Diary, draft: case.CaseDraft, fmt: Format, target: Path, sealing: Sealing | None = None
) -> GateReport:
    """Write a case study to its place once the gate has read it; ``note_case_study`` is to follow.

    Raises: NotCleared, CannotWrite, DiskFull; BadInput, OutOfMemory from ``sealing``.
    """
    return _written(diary, draft, fmt, target, sealing)


def note_case_study(
    diary: Diary,
    report: GateReport,
    file_name: str,
    draft: case.CaseDraft,
    *,
    study_id: str = "",
    read_by: str = "",
    intruder: Intruder | None = None,
    sealing: Sealing | None = None,
) -> Disclosure:
    """Write down that a case study left, for every pupil told of.

    A kept study remembers who read it before it left (``read_by``), and that it is shared once all agreed.
    """
    study = diary.get(CaseStudy, study_id) if study_id else None
    also: list[Record] = []
    if study is not None:
        is_agreed = not draft.document.is_draft and study.status is CaseStatus.PRIVATE
        status = CaseStatus.SHARED if is_agreed else study.status
        also.append(replace(study, status=status, cleared_by=read_by or study.cleared_by))
    recipient_class = CASE_DRAFT if draft.document.is_draft else CASE_READER
    said = review_log.summary(draft.seen, draft.went, intruder)
    return _note(
        diary, report, CASE_PURPOSE, recipient_class, file_name, draft.logged_for, also, sealing, said
    )


def write_for_co_writer(
    diary: Diary, made: story.Woven, items: Sequence[ReviewItem], draft: case.CaseDraft, target: Path
) -> GateReport:
    """Write the file another tutor works on, names changed, once the gate has read it.

    ``note_for_co_writer`` is to follow. Raises: NotCleared, CannotWrite, DiskFull.
    """
    shared = cowriting.share(diary, made, items, draft)
    roster = whole_roster(diary)
    return release_file(shared.data, target, roster, own=shared.draft.own, cleared=shared.draft.cleared)


def note_for_co_writer(
    diary: Diary,
    report: GateReport,
    file_name: str,
    draft: case.CaseDraft,
    *,
    intruder: Intruder | None = None,
) -> Disclosure:
    """Write down that a case study went to another tutor to work on, for every pupil told of."""
    said = review_log.summary(draft.seen, draft.went, intruder)
    return _note(diary, report, CASE_PURPOSE, CO_WRITER, file_name, draft.logged_for, said=said)


def give_to_co_writer(
    diary: Diary, study_id: str, written_on: date, target: Path, *, intruder: Intruder | None = None
) -> GateReport:
    """Write the file another tutor works on, names changed, or nothing; it is noted as a draft that left.

    Raises: NeedsEyes, NotCleared, CannotWrite, DiskFull.
    """
    made = story.weave(diary, study_id)
    items = require_cleared(story.reviewer(diary, made).read(story.passages_of(made)))
    draft = story.compose(diary, made, items, written_on)
    report = write_for_co_writer(diary, made, items, draft, target)
    with disclosures.taking_back(target):
        note_for_co_writer(diary, report, target.name, draft, intruder=intruder)
    return report


def give_pack(
    diary: Diary,
    group_id: str,
    period: Period,
    fmt: Format,
    target: Path,
    *more_groups: str,
    with_agenda: bool = True,
    with_facilitator: bool = True,
    sealing: Sealing | None = None,
    intruder: Intruder | None = None,
) -> GateReport:
    """Write a reflection-group pack, sealed if so asked, or nothing; ``intruder`` goes into the log.

    Raises: NeedsEyes, NotCleared, CannotWrite, DiskFull; BadInput, OutOfMemory from ``sealing``.
    """
    draft = pack.draft(
        diary, group_id, period, *more_groups, with_agenda=with_agenda, with_facilitator=with_facilitator
    )
    report = write_pack(diary, draft, fmt, target, sealing)
    with disclosures.taking_back(target):
        groups = (group_id, *more_groups)
        note_pack(diary, report, target.name, groups, draft=draft, intruder=intruder, sealing=sealing)
    return report


def write_pack(
    diary: Diary, draft: pack.PackDraft, fmt: Format, target: Path, sealing: Sealing | None = None
) -> GateReport:
    """Write a pack to its place once the gate has read it; ``note_pack`` is to follow.

    Raises: NotCleared, CannotWrite, DiskFull; BadInput, OutOfMemory from ``sealing``.
    """
    return _written(diary, draft, fmt, target, sealing)


def note_pack(
    diary: Diary,
    report: GateReport,
    file_name: str,
    group_ids: Sequence[str],
    also: Sequence[Record] = (),
    *,
    draft: pack.PackDraft | None = None,
    intruder: Intruder | None = None,
    sealing: Sealing | None = None,
) -> Disclosure:
    """Write down that a pack left, for everyone who ever was in its groups; ``also`` is saved with it.

    The log tells how the ``draft`` was reviewed and what the tutor answered to who could know a child.
    """
    said = review_log.summary(draft.seen, draft.went, intruder) if draft else {}
    members = {one.pupil_id for group in group_ids for one in diary.find(Membership, group_id=group)}
    return _note(diary, report, PACK_PURPOSE, PACK_RECIPIENT, file_name, sorted(members), also, sealing, said)


def open_screens(diary: Diary, pages: Sequence[ScreenPage], draft: pack.PackDraft) -> GateReport:
    """Let the gate read all that a screen would show. Raises: NotCleared when a name can be read in it."""
    report = gate_screens(diary, pages, draft)
    if not report.passed:
        raise NotCleared(f"{report.sentence.replace('The file', 'The pack')} Nothing was shown.")
    return report


def _written(
    diary: Diary,
    draft: case.CaseDraft | pack.PackDraft,
    fmt: Format,
    target: Path,
    sealing: Sealing | None = None,
) -> GateReport:
    data = write(draft.document, fmt).data
    roster = whole_roster(diary)
    return release_file(data, target, roster, own=draft.own, cleared=draft.cleared, sealing=sealing)


def _note(
    diary: Diary,
    report: GateReport,
    purpose: str,
    recipient_class: str,
    file_name: str,
    pupil_ids: Sequence[str],
    also: Sequence[Record] = (),
    sealing: Sealing | None = None,
    said: Mapping[str, Any] | None = None,
) -> Disclosure:
    sealed = {"sealed": {"with": sealing.way, "keys": len(sealing.keys)}} if sealing else {}
    return disclosures.note(
        diary,
        {**(said or {}), "parts": report.parts, "gate": "pass", **sealed},
        purpose=purpose,
        recipient_class=recipient_class,
        file_name=file_name,
        file_sha256=report.sha256,
        pupil_ids=pupil_ids,
        also=also,
    )
