"""The short forms of a case study: two sentences and one line to quote, taken from what is in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from tutordiary.diary import Diary
from tutordiary.documents import rich
from tutordiary.drafting.case import parts
from tutordiary.model import CaseStudySection, Speaker, Voice

if TYPE_CHECKING:
    from tutordiary.drafting.case.pieces import Piece
    from tutordiary.drafting.case.story import Woven

_SENTENCE = re.compile(r"(?:[^.!?…]|[.](?=\d))+[.!?…]*[”\"’')]*")
_ENDS = (parts.TURNING_POINT, parts.OTHERS_SAW, parts.FIRST_SIGNS, parts.LEARNED)


def two_sentences(pieces: Sequence[Piece]) -> str:
    """Return a sentence of where it began and one of what was different: the tutor's own, or empty."""
    return _two(
        (one.part, one.text)
        for one in pieces
        if not one.is_lost and not (one.source is not None and one.source.is_said)
    )


def of_told(made: Woven, told: Mapping[str, str]) -> str:
    """Return the same of a story as it leaves: ``told`` are its words by the ids of its pieces."""
    mine = (one for one in made.ordered if (source := made.of(one)) is None or not source.is_said)
    return _two((parts.part_of(one.section).key, told.get(one.id, "")) for one in mine)


def _two(texts: Iterable[tuple[str, str]]) -> str:
    held = tuple(texts)
    begin = _first_sentence(held, parts.START)
    end = next((words for key in _ENDS if (words := _first_sentence(held, key))), "")
    return " ".join(words for words in (begin, end) if words) if begin and end else ""


def _first_sentence(texts: Iterable[tuple[str, str]], part: str) -> str:
    for key, text in texts:
        if key != part:
            continue
        found = _SENTENCE.match(" ".join(rich.plain(text).split()))
        words = found.group().strip() if found else ""
        if words:
            return words if words[-1] in ".!?…”\"'’)" else f"{words}."
    return ""


def first_quote(diary: Diary, pieces: Sequence[CaseStudySection]) -> str:
    """Return the last line a pupil said in a first draft, to stand alone; empty for none."""
    said = [diary.get(Voice, one.source_id.partition(".")[0]) for one in pieces if one.source_id]
    mine = [
        one for one in said if one is not None and one.speaker is Speaker.PUPIL and not one.is_chosen_face
    ]
    last = max(mine, key=lambda one: (one.said_on, one.id), default=None)
    return last.words if last else ""
