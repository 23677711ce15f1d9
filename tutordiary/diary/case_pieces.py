"""The pieces of a case study in their order, how it stood before, and the versions the tutor kept of it.

A piece keeps its place in its part; places run from 0 without a gap after every change.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tutordiary import dates
from tutordiary.diary.diary import Diary
from tutordiary.errors import BadInput
from tutordiary.model import CaseStudy, CaseStudySection, CaseStudyVersion, new_id

FORMAT = 1
_FIELDS = ("title", "changed_name", "two_sentences", "pull_quote")


@dataclass(frozen=True, slots=True)
class Standing:
    """A case study as it stands or stood at one moment: its own words and its pieces."""

    study: CaseStudy
    pieces: tuple[CaseStudySection, ...]


def pieces_of(diary: Diary, study_id: str) -> tuple[CaseStudySection, ...]:
    """Return the pieces of a study by part and place; the order of the parts is the reader's to know."""
    held = diary.find(CaseStudySection, case_study_id=study_id)
    return tuple(sorted(held, key=lambda one: (one.section, one.place, one.id)))


def standing(diary: Diary, study_id: str) -> Standing:
    """Return a study as it stands now, to be given to ``put_back``."""
    return Standing(diary.need(CaseStudy, study_id), pieces_of(diary, study_id))


def insert(diary: Diary, piece: CaseStudySection, place: int | None = None) -> CaseStudySection:
    """Put a new piece into its part, before the one at ``place``; at the end without one."""
    return _placed(diary, piece, piece.section, place)


def move(diary: Diary, piece_id: str, section: str, place: int | None = None) -> CaseStudySection:
    """Take a piece to a part and a place in it; at the end without one."""
    return _placed(diary, diary.need(CaseStudySection, piece_id), section, place)


def _placed(diary: Diary, piece: CaseStudySection, section: str, place: int | None) -> CaseStudySection:
    held = [one for one in pieces_of(diary, piece.case_study_id) if one.id != piece.id]
    there = [one for one in held if one.section == section]
    at = len(there) if place is None else max(0, min(place, len(there)))
    placed = replace(piece, section=section, place=at)
    there.insert(at, placed)
    left = [one for one in held if one.section == piece.section and piece.section != section]
    with diary.together():
        changed = [*_numbered(there), *_numbered(left)]
        diary.save(*(one for one in changed if one.id == piece.id or one not in held))
        touch(diary, piece.case_study_id)
    return placed


def _numbered(pieces: Iterable[CaseStudySection]) -> list[CaseStudySection]:
    return [replace(one, place=place) for place, one in enumerate(pieces)]


def take_out(diary: Diary, piece_id: str) -> None:
    """Remove a piece into the bin; the others of its part move up. One that is gone is no error."""
    piece = diary.get(CaseStudySection, piece_id)
    if piece is None:
        return
    held = pieces_of(diary, piece.case_study_id)
    there = [one for one in held if one.section == piece.section and one.id != piece_id]
    with diary.together():
        diary.remove(piece)
        diary.save(*(one for one in _numbered(there) if one not in held))
        touch(diary, piece.case_study_id)


def touch(diary: Diary, study_id: str) -> None:
    """Note that a study was worked on now."""
    diary.save(replace(diary.need(CaseStudy, study_id), updated_at=dates.now()))


def put_back(diary: Diary, stood: Standing) -> None:
    """Let a study stand as it stood: pieces since are removed, those removed since come back."""
    now = standing(diary, stood.study.id)
    kept = {one.id for one in stood.pieces}
    told = {name: getattr(stood.study, name) for name in _FIELDS}
    with diary.together():
        diary.remove(*(one for one in now.pieces if one.id not in kept))
        diary.save(*(one for one in stood.pieces if one not in now.pieces))
        diary.save(replace(now.study, **told, updated_at=dates.now()))


# Versions -------------------------------------------------------------------------------------------


def keep_version(diary: Diary, study_id: str, note: str = "") -> CaseStudyVersion:
    """Keep a study as it stands under the next number."""
    held = diary.find(CaseStudyVersion, case_study_id=study_id)
    version = CaseStudyVersion(
        id=new_id(),
        case_study_id=study_id,
        number=max((one.number for one in held), default=0) + 1,
        made_at=dates.now(),
        note=note,
        body=_body(standing(diary, study_id)),
    )
    diary.add(version)
    return version


def versions_of(diary: Diary, study_id: str) -> tuple[CaseStudyVersion, ...]:
    """Return the versions kept of a study, newest first."""
    held = diary.find(CaseStudyVersion, case_study_id=study_id)
    return tuple(sorted(held, key=lambda one: one.number, reverse=True))


def _body(stands: Standing) -> str:
    told: dict[str, Any] = {name: getattr(stands.study, name) for name in _FIELDS}
    pieces = [
        {
            "id": one.id,
            "section": one.section,
            "place": one.place,
            "text": one.text,
            "source_id": one.source_id,
            "evidence": list(one.evidence),
        }
        for one in stands.pieces
    ]
    whole = {"format": FORMAT, **told, "pieces": pieces}
    # Letters as they are: whoever is erased must be found in it.
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def standing_in(diary: Diary, version: CaseStudyVersion) -> Standing:
    """Return a study as a version has it. Raises: BadInput when the version cannot be read."""
    study = diary.need(CaseStudy, version.case_study_id)
    try:
        held = json.loads(version.body)
        told: dict[str, Any] = {name: str(held[name]) for name in _FIELDS}
        pieces = [_piece(study.id, one) for one in held["pieces"]]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise BadInput(
            f"Version {version.number} cannot be read. The case study was not changed: take another version."
        ) from None
    return Standing(replace(study, **told), tuple(sorted(pieces, key=lambda one: (one.section, one.place))))


def _piece(study_id: str, held: dict[str, Any]) -> CaseStudySection:
    return CaseStudySection(
        id=str(held["id"]),
        case_study_id=study_id,
        section=str(held["section"]),
        text=str(held["text"]),
        evidence=tuple(str(one) for one in held["evidence"]),
        place=int(held["place"]),
        source_id=str(held["source_id"]),
    )


def rests_on(
    version: CaseStudyVersion, record_ids: Collection[str], is_theirs: Callable[[str], bool] | None = None
) -> bool:
    """Return whether a version was taken from one of these records, or it cannot be told.

    With ``is_theirs`` it also is when that says so of a piece taken from none, or of the line to quote.
    """
    try:
        body = json.loads(version.body)
        pieces = body["pieces"]
        texts = [str(body["pull_quote"]), *(str(one["text"]) for one in pieces if not one["source_id"])]
        found = any(str(one["source_id"]).partition(".")[0] in record_ids for one in pieces)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return True
    return found or (is_theirs is not None and any(map(is_theirs, texts)))


def words_in(version: CaseStudyVersion) -> tuple[tuple[str, str], ...]:
    """Return what a version says in its order, each with the record it was taken from or empty.

    A version that cannot be read says nothing.
    """
    try:
        body = json.loads(version.body)
        short = (("", str(body[name])) for name in _FIELDS if name != "changed_name")
        pieces = ((str(one["source_id"]).partition(".")[0], str(one["text"])) for one in body["pieces"])
        return tuple((source, text) for source, text in (*short, *pieces) if text.strip())
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return ()


def begin(diary: Diary, study: CaseStudy, pieces: Sequence[CaseStudySection]) -> None:
    """Write a new study with its first pieces, all or none."""
    with diary.together():
        diary.add(study, *pieces)
