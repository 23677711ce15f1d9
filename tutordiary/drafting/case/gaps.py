"""What a case study lacks, said as prompts: a voice nobody has asked, a sign nobody has noticed."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutordiary.drafting.case import parts
from tutordiary.model import CaseSubject

if TYPE_CHECKING:
    from tutordiary.drafting.case.loom import Evidence
    from tutordiary.drafting.case.story import Woven

ONE_VOICE = "where it began, as somebody else saw it"
OUTSIDE = "a sign from outside the sessions"
VOICES = (
    ("pupil", "the pupil’s own line", parts.FIRST_SIGNS),
    ("school_staff", "what staff noticed", parts.OTHERS_SAW),
    ("parent_carer", "a view from the family", parts.OTHERS_SAW),
)
VOICES_OF_GROUPS = {"pupil": "a line from one of the pupils", "parent_carer": "a view from the families"}
_STAFF = frozenset({"ta", "class_teacher", "learning_mentor", "senco", "other_staff", "school_staff"})


@dataclass(frozen=True, slots=True)
class CaseGap:
    """Something a story lacks. ``what`` completes "Not yet gathered: …"; ``part`` is where it would stand."""

    part: str
    what: str


def of_whole(made: Woven, used: Container[str]) -> tuple[CaseGap, ...]:
    """Return what a story lacks as a whole; an empty part asks for itself. ``used`` are ids of its pieces."""
    there = [(piece, made.of(piece)) for piece in made.pieces if piece.id in used]
    sources = [source for _, source in there if source is not None]
    is_one = made.study.subject is CaseSubject.PUPIL
    found = []
    begun = {_who(source) for piece, source in there if piece.section == parts.START and source is not None}
    if len(begun) == 1:
        found.append(CaseGap(parts.START, ONE_VOICE))
    heard = {_who(source) for source in sources if source.is_said or source.by}
    for source, what, part in VOICES:
        if source not in heard:
            found.append(CaseGap(part, what if is_one else VOICES_OF_GROUPS.get(source, what)))
    if made.study.subject is not CaseSubject.SESSIONS and not any(source.where for source in sources):
        found.append(CaseGap(parts.FIRST_SIGNS, OUTSIDE))
    return tuple(found)


def _who(source: Evidence) -> str:
    """Return who stands behind an entry: the pupil, the school, the family or the tutor."""
    if source.passage.source in _STAFF:
        return "school_staff"
    return source.passage.source


def every_sentence() -> tuple[str, ...]:
    """Return every sentence a gap can be: they are the app's own."""
    return (ONE_VOICE, OUTSIDE, *(what for _, what, _ in VOICES), *VOICES_OF_GROUPS.values())
