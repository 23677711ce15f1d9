"""The places where a word that equals a known name was kept as an ordinary word, for one last look at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from tutordiary.release.review_states import Decision, ItemState, Question, ReviewItem

KEPT = "WORD?"
AROUND = 28  # letters shown on each side


@dataclass(frozen=True, slots=True)
class KeptWord:
    """One such place: the words around it on one line, cut at whole words with "…", and its passage."""

    before: str
    word: str
    after: str
    passage_id: str


def is_kept(question: Question) -> bool:
    """Return whether a word that equals a known name stays, confirmed by the tutor or not yet."""
    return question.type == KEPT and question.decision in (None, Decision.KEEP)


def unconfirmed(items: Iterable[ReviewItem]) -> list[tuple[ReviewItem, str]]:
    """Return the words that stay and wait for the tutor, each with its passage; none that is left out."""
    return [
        (item, word)
        for item in items
        if item.state is not ItemState.LEFT_OUT
        for word in dict.fromkeys(q.word for q in item.questions if is_kept(q) and q.decision is None)
    ]


def kept_places(items: Iterable[ReviewItem]) -> tuple[KeptWord, ...]:
    """Return every such place, the same words together in the order of the letters; none that is left out."""
    found = [
        KeptWord(
            _clip(item.source_text[max(0, q.start - AROUND) : q.start], at_start=q.start > AROUND),
            q.word,
            _clip(item.source_text[q.end : q.end + AROUND], at_end=len(item.source_text) > q.end + AROUND),
            item.id,
        )
        for item in items
        if item.state is not ItemState.LEFT_OUT
        for q in item.questions
        if is_kept(q)
    ]
    return tuple(sorted(found, key=lambda place: place.word.lower()))


def kept_digest(places: Iterable[KeptWord]) -> str:
    """Return what the tutor's "I have looked at these" is kept under: the same for the same places only."""
    lines = sorted(f"{place.passage_id} {place.before}|{place.word}|{place.after}" for place in places)
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def _clip(text: str, *, at_start: bool = False, at_end: bool = False) -> str:
    flat = text.replace("\n", " ")
    if at_start:
        flat = f"…{flat.partition(' ')[2] or flat}"
    if at_end:
        flat = f"{flat.rpartition(' ')[0] or flat} …"
    return flat
