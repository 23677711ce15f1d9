"""Writes case studies and packs to their place, once the gate has read the finished file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tutordiary.diary import Diary
from tutordiary.documents.writer import Format, write
from tutordiary.drafting import case_study, pack
from tutordiary.evidence import Period
from tutordiary.model import Membership
from tutordiary.release import disclosures
from tutordiary.release.gate import GateReport, release_file
from tutordiary.release.rosters import whole_roster
from tutordiary.release.sealing import Sealing


def give_case_study(
    diary: Diary, pupil_id: str, period: Period, written_on: date, fmt: Format, target: Path
) -> GateReport:
    """Write a case study draft, or nothing. Raises: NeedsEyes, NotCleared, CannotWrite, DiskFull."""
    draft = case_study.draft(diary, pupil_id, period, written_on)
    return _give(diary, draft, fmt, target, "case_study", "draft", [pupil_id])


def give_pack(
    diary: Diary,
    group_id: str,
    period: Period,
    fmt: Format,
    target: Path,
    *,
    sealing: Sealing | None = None,
) -> GateReport:
    """Write a reflection-group pack, sealed if so asked, or nothing.

    Raises: NeedsEyes, NotCleared, CannotWrite, DiskFull; BadInput, OutOfMemory from ``sealing``.
    """
    draft = pack.draft(diary, group_id, period, with_agenda=True)
    members = [one.pupil_id for one in diary.find(Membership, group_id=group_id)]
    return _give(diary, draft, fmt, target, "reflection_pack", "reflection_group", members, sealing)


def _give(
    diary: Diary,
    draft: case_study.CaseDraft | pack.PackDraft,
    fmt: Format,
    target: Path,
    purpose: str,
    recipient_class: str,
    pupil_ids: Sequence[str],
    sealing: Sealing | None = None,
) -> GateReport:
    data = write(draft.document, fmt).data
    report = release_file(
        data, target, whole_roster(diary), own=draft.own, cleared=draft.cleared, sealing=sealing
    )
    sealed = {"sealed": {"with": sealing.way, "keys": len(sealing.keys)}} if sealing else {}
    with disclosures.taking_back(target):
        disclosures.note(
            diary,
            {"parts": report.parts, "gate": "pass", **sealed},
            purpose=purpose,
            recipient_class=recipient_class,
            file_name=target.name,
            file_sha256=report.sha256,
            pupil_ids=pupil_ids,
        )
    return report
