"""Coaching without inspection: what the field's words mean, and kinder words for those that label a child.

All of it is a hint beside what somebody writes. Nothing is counted, kept or stopped.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from tutordiary import assets

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"“[^“”\n]*”|\"[^\"\n]*\"")
_GAP = r"[\s‐-–-]+"
NO_FIT = 9


@dataclass(frozen=True, slots=True)
class WordHint:
    """A word or phrase at ``start`` to ``end`` (characters) that labels, and what could stand instead."""

    start: int
    end: int
    word: str
    instead: str


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the field in plain words. ``also`` are other names and short forms it goes by."""

    id: str
    term: str
    also: tuple[str, ...]
    plain: str


class _Phrases:
    """Finds words and phrases in a text: whole words in any case, a hyphen as good as a space."""

    def __init__(self, phrases: Iterable[str]) -> None:
        by_first: dict[str, list[str]] = {}
        for phrase in phrases:
            by_first.setdefault(_WORD.findall(phrase)[0].lower(), []).append(phrase)
        self._by_first = by_first
        self._patterns: dict[str, re.Pattern[str]] = {}  # made when a text has the first word

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where each begins and ends, from left to right; the longest where several begin."""
        plain = text.replace("’", "'")
        done = 0
        for word in _WORD.finditer(plain):
            first = word.group().lower()
            if first not in self._by_first or word.start() < done:
                continue
            if first not in self._patterns:
                self._patterns[first] = re.compile(_any_of(self._by_first[first]), re.IGNORECASE)
            match = self._patterns[first].match(plain, word.start())
            if match is not None:
                done = match.end()
                yield match.span()


def _any_of(phrases: list[str]) -> str:
    """Return a pattern for any of these phrases, the longest first, ending where a word ends."""
    parts = (
        _GAP.join(re.escape(word) for word in re.split(r"[\s-]+", phrase))
        for phrase in sorted(phrases, key=len, reverse=True)
    )
    return rf"(?:{'|'.join(parts)})(?!\w)"


def spelled(phrase: str) -> str:
    """Return a phrase without regard to case, hyphens, line breaks and the shape of an apostrophe."""
    return re.sub(_GAP, " ", phrase.replace("’", "'")).lower()


def _data(name: str) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(assets.read_text(f"framework/{name}.json"))
    return held


@dataclass(frozen=True, slots=True)
class Advice:
    """Words and phrases that one piece of advice is about, in any case, and what could stand instead.

    ``readers`` are those whose papers it is for ("school", "family"). ``must_go`` words may not stand there.
    """

    words: tuple[str, ...]
    instead: str
    readers: frozenset[str] = frozenset({"school", "family"})
    must_go: bool = False


EVERYDAY = frozenset({"send"})
"""Short forms that are everyday words too: the list has them in capitals, and only so do they count."""


class Wordbook:
    """Looks for words that label by a list of advice; where two speak of one phrase, the first counts."""

    def __init__(self, advice: Iterable[Advice]) -> None:
        self._advice: dict[str, Advice] = {}
        self._in_capitals: set[str] = set()
        for one in advice:
            for phrase in one.words:
                if not _WORD.search(phrase) or spelled(phrase) in self._advice:
                    continue
                self._advice[spelled(phrase)] = one
                if phrase.isupper() and spelled(phrase) in EVERYDAY:
                    self._in_capitals.add(spelled(phrase))
        self._phrases = _Phrases(self._advice)

    def hints(self, text: str, *, in_quotes: bool = False) -> tuple[WordHint, ...]:
        """Return a hint for each word that labels, in the order of the text.

        Words between double quotation marks are somebody's own, and are left alone unless ``in_quotes``.
        """
        found = list(self._phrases.find(text))
        if not found:
            return ()
        quoted = [] if in_quotes else [match.span() for match in _QUOTED.finditer(text)]
        return tuple(
            WordHint(start, end, text[start:end], self._advice[spelled(text[start:end])].instead)
            for start, end in found
            if not _is_inside(start, quoted) and self._counts(text[start:end])
        )

    def _counts(self, words: str) -> bool:
        return words.isupper() or spelled(words) not in self._in_capitals


@cache
def advice() -> tuple[Advice, ...]:
    """Return the app's own advice, in the order of its list."""
    return tuple(
        Advice(
            tuple(entry["words"]),
            str(entry["instead"]),
            frozenset(entry.get("readers", ("school", "family"))),
            bool(entry.get("must_go", False)),
        )
        for entry in _data("words_to_avoid")["words"]
    )


@cache
def _while_writing() -> Wordbook:
    """Return what is looked for in the diary itself, where no reader is known: what labels anywhere."""
    return Wordbook(one for one in advice() if len(one.readers) > 1)


@cache
def _concerns() -> _Phrases:
    return _Phrases(_data("concern_words")["words"])


def hints(text: str) -> tuple[WordHint, ...]:
    """Return a hint for each word that labels, in the order of the text; none for words in quotes."""
    return _while_writing().hints(text)


def _is_inside(place: int, spans: list[tuple[int, int]]) -> bool:
    """Return whether a place lies in one of these spans, which are in order and apart from each other."""
    before = bisect_right(spans, place, key=lambda span: span[0])
    return before > 0 and place < spans[before - 1][1]


def concern_phrases(text: str) -> frozenset[str]:
    """Return the phrases of a text that ``may_be_a_concern`` goes by, in small letters."""
    return frozenset(spelled(text[start:end]) for start, end in _concerns().find(text))


def may_be_a_concern(text: str) -> bool:
    """Return whether some words suggest that a safeguarding lead may need to know today.

    It is a reason to ask, nothing more; False says nothing about a child.
    """
    return next(_concerns().find(text), None) is not None


@cache
def glossary() -> tuple[Term, ...]:
    """Return the terms of the field, in the order of the alphabet."""
    terms = [
        Term(entry["id"], entry["term"], tuple(entry.get("also", ())), entry["plain"])
        for entry in _data("glossary")["terms"]
    ]
    return tuple(sorted(terms, key=lambda term: term.term.casefold()))


def look_up(typed: str) -> tuple[Term, ...]:
    """Return the terms that fit what was typed: those that begin so first, then those that speak of it.

    Everything for an empty search.
    """
    wanted = " ".join(typed.split()).casefold()
    if not wanted:
        return glossary()
    ranked = [(_rank(term, wanted), place, term) for place, term in enumerate(glossary())]
    return tuple(term for rank, _, term in sorted(ranked, key=lambda one: one[:2]) if rank < NO_FIT)


def _rank(term: Term, wanted: str) -> int:
    names = [name.casefold() for name in (term.term, *term.also)]
    if names[0].startswith(wanted):
        return 0
    if any(name.startswith(wanted) for name in names):
        return 1
    if any(wanted in name for name in names):
        return 2
    return 3 if f" {wanted}" in f" {term.plain.casefold()}" else NO_FIT
