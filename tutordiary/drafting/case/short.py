"""The short forms of a case study: two sentences and one line to quote, taken from what is in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tutordiary.diary import Diary
from tutordiary.documents import rich
from tutordiary.drafting.case import parts
from tutordiary.model import CaseStudySection, Speaker, Voice

if TYPE_CHECKING:
    from tutordiary.drafting.case.desk import Piece

_SENTENCE = re.compile(r"(?:[^.!?…]|[.](?=\d))+[.!?…]*[”\"’')]*")
_ENDS = (parts.TURNING_POINT, parts.OTHERS_SAW, parts.FIRST_SIGNS, parts.LEARNED)


def two_sentences(pieces: Sequence[Piece]) -> str:
    """Return a sentence of where it began and one of what was different: the tutor's own, or empty."""
    begin = _first_sentence(pieces, parts.START)
    end = next((words for key in _ENDS if (words := _first_sentence(pieces, key))), "")
    return " ".join(words for words in (begin, end) if words) if begin and end else ""


def _first_sentence(pieces: Sequence[Piece], part: str) -> str:
    for piece in pieces:
        if piece.part != part or piece.is_lost or (piece.source is not None and piece.source.is_said):
            continue
        found = _SENTENCE.match(" ".join(rich.plain(piece.text).split()))
        words = found.group().strip() if found else ""
        if words:
            return words if words[-1] in ".!?…”\"’')" else f"{words}."
    return ""


def first_quote(diary: Diary, pieces: Sequence[CaseStudySection]) -> str:
    """Return the last line a pupil said in a first draft, to stand alone; empty for none."""
    said = [diary.get(Voice, one.source_id.partition(".")[0]) for one in pieces if one.source_id]
    mine = [
        one for one in said if one is not None and one.speaker is Speaker.PUPIL and not one.is_chosen_face
    ]
    last = max(mine, key=lambda one: (one.said_on, one.id), default=None)
    return last.words if last else ""
