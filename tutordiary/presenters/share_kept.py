"""The words that equal a known name and stay: one list to look through, and one tick for all of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from tutordiary.presenters import share_marks
from tutordiary.presenters.share_state import KeptPlace
from tutordiary.release.review import ItemState, Question, ReviewItem


def places(items: Iterable[ReviewItem]) -> tuple[KeptPlace, ...]:
    """Return every such word, the same words together."""
    found = [place for item in items for place in share_marks.kept_places(item)]
    return tuple(sorted(found, key=lambda place: place.word.lower()))


def waiting(items: Iterable[ReviewItem]) -> list[tuple[ReviewItem, str]]:
    """Return the words of it that the tutor has not confirmed yet, each with its passage."""
    return [
        (item, word)
        for item in items
        if item.state is not ItemState.LEFT_OUT
        for word in dict.fromkeys(question.word for question in item.questions if _waits(question))
    ]


def _waits(question: Question) -> bool:
    return share_marks.is_kept(question) and question.decision is None


def digest(kept: Iterable[KeptPlace]) -> str:
    """Return what the tick is kept under: another list asks for it again."""
    whole = "\n".join(f"{each.passage_id} {each.before}|{each.word}|{each.after}" for each in kept)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
