"""Passages that were read and cleared, as they may stand in a story: placeholders become plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tutordiary.anonymise.placeholders import BANDS
from tutordiary.evidence import Book, group_week
from tutordiary.release.known_names import Cleared
from tutordiary.release.review import ReviewItem

_PLACEHOLDER = re.compile(r"\[([A-Za-z][A-Za-z ]*?)(?: ([A-Z]{1,2}|\d{1,3}))?\]")
# These are words already: weeks, key stages, and what is said with an article of its own.
_SAID = re.compile(rf"\[((?:a day in )?week \d{{1,3}}|(?:an? |of )[^\[\]]+|(?:{'|'.join(BANDS)})[^\[\]]*)\]")
_AN = re.compile(r"^an? ")
_PLAIN = {
    "pupil": "another pupil",
    "person": "someone",
    "name": "someone",
    "family member": "someone in the family",
    "parent": "a parent",
    "place": "a place nearby",
    "tutor": "I",
    "date": "that day",
    "year": "their year",
    "class": "their class",
}
_ARTICLES = ("a", "an", "the", "one", "another")


@dataclass(frozen=True, slots=True)
class Told:
    """One cleared passage in its story wording. ``week`` is of the group's own calendar, or None."""

    item: ReviewItem
    text: str
    week: int | None

    @property
    def kind(self) -> str:
        """What sort of record it comes from."""
        return self.item.passage.kind

    @property
    def when(self) -> str:
        """Return "week 6", or nothing when the week is not known."""
        return f"week {self.week}" if self.week else ""


def tell(items: Iterable[ReviewItem], book: Book, names: dict[str, str]) -> tuple[Told, ...]:
    """Return cleared passages in story wording, oldest first.

    ``names`` gives the words for some placeholders, as in ``{"[pupil B]": "Tamsin"}``.
    """
    found = []
    for item in items:
        week = group_week(book, item.passage.group_id, item.passage.day)
        found.append(Told(item, story_words(item.rendered, names), week))
    return tuple(found)


def story_words(rendered: str, names: dict[str, str]) -> str:
    """Return a rendered passage without brackets, with a capital where a sentence begins."""

    def said(match: re.Match[str]) -> str:
        before = match.string[: match.start()].rstrip()
        words = match.group(1)
        if before.rpartition(" ")[2].casefold() in _ARTICLES:
            words = _AN.sub("", words)
        return _begun(before, words)

    def plain(match: re.Match[str]) -> str:
        whole, kind = match.group(0), match.group(1).lower()
        before = match.string[: match.start()].rstrip()
        after_article = before.rpartition(" ")[2].casefold() in _ARTICLES
        words = names.get(whole) or _PLAIN.get(kind) or f"the {match.group(1)}"
        if kind == "age":
            words = "child" if after_article else "that age"
        elif after_article:
            words = words.removeprefix("the ")
        return _begun(before, words)

    return _PLACEHOLDER.sub(plain, _SAID.sub(said, rendered))


def _begun(before: str, words: str) -> str:
    """Return words with a capital where they begin a sentence."""
    starts = not before or before[-1] in ".!?\n“"
    return words[:1].upper() + words[1:] if starts else words


def gate_words(told: Iterable[Told]) -> tuple[Cleared, ...]:
    """Return what the gate must know about the words that were kept on purpose."""
    return tuple(Cleared(one.text, one.item.kept_words) for one in told)
