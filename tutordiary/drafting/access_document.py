"""Lays the copy of everything out as a document or a file of records, and gives it."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Literal

from tutordiary import dates, wording
from tutordiary.diary import Diary
from tutordiary.diary.rosters import whole_roster
from tutordiary.documents.content import EverythingHeld, HeldEntry, HeldPart, RenderedFile, Style
from tutordiary.drafting import access_page
from tutordiary.drafting.access_file import portable
from tutordiary.drafting.access_words import HEADS, Describer, label_of, shown
from tutordiary.drafting.others_words import OthersWords
from tutordiary.drafting.subject_access import Access, gather_all, require_read
from tutordiary.errors import NotCleared
from tutordiary.model import (
    Action,
    Attendance,
    CaseStudy,
    CaseStudySection,
    CaseStudyVersion,
    Conversation,
    Disclosure,
    ExternalScore,
    FamilyMember,
    Judgement,
    JudgementEvidence,
    Membership,
    Observation,
    PackItem,
    Permission,
    Pupil,
    Record,
    Report,
    ReportSection,
    Setting,
    StartPoint,
    Target,
    TargetEvidence,
    Voice,
)
from tutordiary.release import disclosures
from tutordiary.vault import files

AccessFormat = Literal["pdf", "docx", "json"]
FORMATS: tuple[AccessFormat, ...] = ("pdf", "docx", "json")
NOTHING = "Nothing is held."
PURPOSE = "subject_access"

_PARTS: tuple[tuple[str, tuple[type[Record], ...]], ...] = (
    ("Details and family", (Pupil, FamilyMember)),
    ("Groups", (Membership,)),
    ("Start points", (StartPoint,)),
    ("Small signs that were noticed", (Observation,)),
    ("In their words", (Voice,)),
    ("Targets", (Target,)),
    ("Judgements", (Judgement,)),
    ("Conversations, and what was agreed", (Conversation, Action)),
    ("Results from elsewhere", (ExternalScore,)),
    ("Permissions", (Permission,)),
    (
        "Reports, stories and packs",
        (Report, ReportSection, CaseStudy, CaseStudySection, CaseStudyVersion, PackItem),
    ),
    ("Given away", (Disclosure,)),
)


def compose(diary: Diary, access: Access, made_on: date) -> EverythingHeld:
    """Return the copy as a document; it says what is left out, whether or not everything has been read."""
    describer = Describer(diary.framework, access.groups)
    name = f"{access.pupil.first_name} {access.pupil.last_name}".strip()
    parts = [_part(describer, access, heading, kinds) for heading, kinds in _PARTS]
    parts.insert(2, HeldPart("Sessions", _none(access.of(Attendance)), _attendance(access)))
    parts.append(_mentions(access))
    if access.asides:
        parts.append(_asides(access))
    tutor = diary.tutor
    by = ", ".join(one for one in (tutor.name, tutor.service) if one) if tutor else ""
    return EverythingHeld(
        name=name,
        facts=_facts(diary, access, made_on, by),
        opening=access_page.opening(name),
        left_out=access_page.left_out(access),
        about=access_page.about(diary, access),
        held=tuple(parts),
        style=Style(is_sample=diary.is_sample),
    )


def _facts(diary: Diary, access: Access, made_on: date, by: str) -> tuple[tuple[str, str], ...]:
    setting = diary.get(Setting, access.pupil.setting_id or "")
    rows = (
        ("Also called", ", ".join(access.pupil.known_as)),
        ("School or centre", setting.name if setting else ""),
        ("Year", wording.year_words(access.pupil.year_group)),
        ("Written by", by),
        ("Copied on", dates.day_and_month(made_on, year=True)),
        ("Held", f"{len(access.records)} records, and {len(access.mentions)} passages elsewhere"),
    )
    return tuple((label, value) for label, value in rows if value)


def _none(records: list[Record]) -> str:
    return "" if records else NOTHING


def _part(describer: Describer, access: Access, heading: str, kinds: tuple[type[Record], ...]) -> HeldPart:
    records = [one for kind in kinds for one in access.of(kind)]
    entries = tuple(describer.entry(one, _rests_on(access, one)) for one in records)
    return HeldPart(heading, _none(records), entries)


def _rests_on(access: Access, record: Record) -> list[tuple[str, str]]:
    """Return the observations and voices a judgement or a target rests on."""
    if isinstance(record, Judgement):
        links = [one for one in access.of(JudgementEvidence) if one.judgement_id == record.id]
        ids = [one.observation_id or one.voice_id for one in links]
    elif isinstance(record, Target):
        ids = [one.observation_id for one in access.of(TargetEvidence) if one.target_id == record.id]
    else:
        return []
    days = [shown(one.noted_on) for one in access.of(Observation) if one.id in ids]
    days += [f"{shown(one.said_on)} (said)" for one in access.of(Voice) if one.id in ids]
    return [("Rests on what was noticed on", ", ".join(days))] if days else []


def _attendance(access: Access) -> tuple[HeldEntry, ...]:
    days: dict[str, list[date]] = {}
    for mark in access.of(Attendance):
        held = access.sessions[mark.session_id]
        days.setdefault(shown(mark.presence), []).append(held)
    lines = tuple(
        (word[:1].upper() + word[1:], f"{len(found)}: {', '.join(shown(day) for day in sorted(found))}")
        for word, found in days.items()
    )
    return (HeldEntry("Attendance", None, "", lines),) if lines else ()


def _mentions(access: Access) -> HeldPart:
    heading = f"Elsewhere: notes that name {access.pupil.first_name}"
    entries = tuple(
        HeldEntry(_where(one.table, one.id), one.day, one.text)
        for one in sorted(access.mentions, key=lambda each: (str(each.day or ""), each.id))
    )
    note = "Only the passage itself is here; the notes around it are about others." if entries else NOTHING
    return HeldPart(heading, note, entries)


def _where(table: str, passage_id: str) -> str:
    field = label_of(passage_id.rpartition(".")[2])
    head = HEADS.get(table, "Note")
    return head if field in ("Text", "Words", "Summary", "Note") else f"{head}: {field.lower()}"


def _asides(access: Access) -> HeldPart:
    entries = tuple(HeldEntry(one.kind[:1].upper() + one.kind[1:], None, one.text) for one in access.asides)
    return HeldPart("Unfinished, earlier and removed words", "", entries)


def render(diary: Diary, access: Access, fmt: AccessFormat, made_on: date) -> RenderedFile:
    """Return the finished file in memory."""
    if fmt == "json":
        text = json.dumps(portable(access, made_on), ensure_ascii=False, indent=1)
        return RenderedFile(text.encode("utf-8"))
    from tutordiary.documents.writer import write

    return write(compose(diary, access, made_on), fmt)


def give(
    diary: Diary, pupil_id: str, fmt: AccessFormat, target: Path, made_on: date, *, given_to: str = ""
) -> Disclosure:
    """Write the copy once every passage is read and the finished file names no other child, and log it.

    Raises: NeedsReading, NotCleared with nothing written; DiskFull, CannotWrite.
    """
    access = gather_all(diary, pupil_id)
    require_read(access)
    made = render(diary, access, fmt, made_on)
    _read_back(diary, access, made.data, fmt)
    digest = hashlib.sha256(made.data).hexdigest()
    files.write_document(target, made.data, "the copy")
    taken = sum(place.is_replaced for item in access.items for place in item.told.places)
    with disclosures.taking_back(target):
        return disclosures.note(
            diary,
            {"records": len(access.records), "passages": len(access.mentions), "taken_out": taken},
            purpose=PURPOSE,
            recipient_class="pupil",
            recipient=given_to,
            file_name=target.name,
            file_sha256=digest,
            pupil_ids=(pupil_id,),
        )


def _read_back(diary: Diary, access: Access, data: bytes, fmt: AccessFormat) -> None:
    """Read the finished file to its last part. Raises: NotCleared when another child's name can be read."""
    own = [access.pupil.id, *(one.id for one in diary.find(FamilyMember, pupil_id=access.pupil.id))]
    others = OthersWords(whole_roster(diary), own)
    kept = {word for item in access.items for word in item.told.kept}
    found = others.readable("\n[name]\n".join(_texts(data, fmt)), kept)
    if found:
        raise NotCleared(
            f"The copy was not let go, because another child’s name can be read in it in"
            f" {access_page.times(found, 'place')}. Nothing was written. Look through its passages again."
        )


def _texts(data: bytes, fmt: AccessFormat) -> list[str]:
    if fmt == "json":
        return [data.decode("utf-8")]
    from tutordiary.release.leakscan import pieces
    from tutordiary.release.parts import Part

    return [piece.text for piece in pieces(data, f"copy.{fmt}") if isinstance(piece, Part)]
