"""Finds where one pupil is named in a text, and says the same text without naming them.

The recogniser reads with everybody the diary knows, so that another child's name is never taken for this
one's; then a second reader looks for what can still be read of this pupil's own names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from tutordiary.anonymise.forms import FormTable
from tutordiary.anonymise.fuzzy import Misspellings
from tutordiary.anonymise.normalise import letters, normalise
from tutordiary.anonymise.recogniser import Recogniser
from tutordiary.anonymise.render import Naming, Piece, render_pieces
from tutordiary.anonymise.roster import Person, Roster
from tutordiary.anonymise.spans import Action, Span
from tutordiary.anonymise.verify import SearchedNames, verify

WHO_LEFT = "a pupil who has left"
THEIR_FAMILY = "a family member"
ROUNDS = 4
_WORD = re.compile(r"[^\W\d_]+")
_DISGUISED = re.compile(r"[^\W\d_][0-9@$|]|[0-9@$|!][^\W\d_]")  # "S4fiya"


@dataclass(frozen=True, slots=True)
class Named:
    """A text that names the pupil. ``words`` are the names as written; ``without`` says it without them.

    ``doubtful`` are words that may be this pupil's name or not: an ordinary word, or a name two pupils have.
    They still stand in ``without``; ``without_doubtful`` replaces them too.
    """

    words: tuple[str, ...]
    doubtful: tuple[str, ...]
    without: str
    without_doubtful: str


class OneName:
    """Reads texts for one pupil and their family."""

    def __init__(self, roster: Roster, pupil_id: str, family_ids: Iterable[str]) -> None:
        # Groups are left out, because a group's name can be made of its pupils' names.
        self._everybody = Recogniser(replace(roster, groups=()))
        self._family = frozenset(family_ids)
        self._ours = self._family | {pupil_id}
        own = [person for person in roster.people() if person.entity in self._ours]
        others = [person for person in roster.people() if person.entity not in self._ours]
        self._own = Recogniser(_alone(own))
        learned = tuple(one for one in roster.learned if one.entity in self._ours)
        table = FormTable(replace(_alone(own), learned=learned))
        self._written = tuple(key for key in table.by_key if len(key) > 1)
        self._first = frozenset(key[0] for key in (*table.initials, *table.by_key))
        self._slips = Misspellings(table)
        self._shared = frozenset(key for person in others for key in _keys(person))
        self._searched = SearchedNames((Roster(), _alone([_without(person, self._shared) for person in own])))
        self._naming = Naming(
            {pupil_id: WHO_LEFT, **dict.fromkeys(self._family, THEIR_FAMILY)},
            {"PUPIL": WHO_LEFT, "FAMILY": THEIR_FAMILY},
        )

    def look(self, text: str) -> Named | None:
        """Return how a text names the pupil or their family, or None when it does not."""
        if not self.may_name(text):
            return None
        certain, doubtful = self._spans(text)
        without = self._replaced(text, certain, doubtful)
        both = self._replaced(text, [*certain, *doubtful], []) if doubtful else without
        if without == text and not doubtful:
            return None
        return Named(_cut(text, certain), _cut(text, doubtful), without, both)

    def may_name(self, text: str) -> bool:
        """Return whether a text may name them at all: a quick look that passes too much, never too little."""
        plain = normalise(text).text
        tokens = _WORD.findall(plain)
        low = [token.lower() for token in tokens]
        if not low:
            return False
        stream = "".join(low)
        if any(key in stream for key in self._written) or _DISGUISED.search(plain):
            return True
        if any(token.isupper() and word[0] in self._first for token, word in zip(tokens, low, strict=True)):
            return True
        near = self._slips.near
        pairs = (left + right for left, right in pairwise(low))
        return any(near(word) or (word[-1] == "s" and near(word[:-1])) for word in (*low, *pairs))

    def replaced(self, text: str) -> str:
        """Return a text without the pupil's names; doubtful words stay."""
        found = self.look(text)
        return found.without if found else text

    def _spans(self, text: str) -> tuple[list[Span], list[Span]]:
        certain: list[Span] = []
        doubtful: list[Span] = []
        for span in self._everybody.annotate(text):
            word = text[span.start : span.end]
            torn = span.entity is None and span.type in ("PUPIL", "FAMILY")
            if span.kept and word.islower():
                continue  # "we drew a hedge" says nothing of Drew
            if span.entity in self._ours:
                (certain if span.action is Action.REDACT and not span.kept else doubtful).append(
                    replace(span, action=Action.REDACT)
                )
            elif torn and any(one.entity in self._ours for one in self._own.annotate(word)):
                doubtful.append(replace(span, action=Action.REDACT))
        return certain, doubtful

    def _replaced(self, text: str, spans: list[Span], left: list[Span]) -> str:
        """Return the text with the spans replaced, read again by the second reader until it finds nothing."""
        acted = tuple(spans)
        kept = {(span.start, span.end) for span in left}
        rendered = render_pieces(text, acted, self._naming)
        for _ in range(ROUNDS):
            more = []
            for found in verify(rendered.text, self._searched, self._naming):
                raw = rendered.raw_span(found.start, found.end) if found.start < found.end else None
                if raw is not None and not any(a < raw[1] and raw[0] < b for a, b in kept):
                    more.append(Span(raw[0], raw[1], Action.REDACT, found.type, found.entity, "verifier"))
            if not more:
                break
            acted = (*acted, *more)
            rendered = render_pieces(text, acted, self._naming)
        return with_capitals(rendered.text, rendered.pieces)


def _alone(people: list[Person]) -> Roster:
    return Roster(
        pupils=tuple(one for one in people if one.kind == "pupil"),
        family=tuple(one for one in people if one.kind == "family"),
    )


def _keys(person: Person) -> set[str]:
    return {letters(name) for name in (person.first, person.last, *person.known_as) if name}


def _without(person: Person, shared: frozenset[str]) -> Person:
    """Return a person with only those names that nobody else in the diary has."""
    return replace(
        person,
        first="" if letters(person.first) in shared else person.first,
        last="" if letters(person.last) in shared else person.last,
        known_as=tuple(name for name in person.known_as if letters(name) not in shared),
    )


def _cut(text: str, spans: list[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text[span.start : span.end] for span in spans))


def with_capitals(text: str, pieces: tuple[Piece, ...]) -> str:
    """Return the text with a capital where a replacement opens a sentence."""
    letters_of = list(text)
    for piece in pieces:
        before = text[: piece.out_start].rstrip(" \u00a0\"“'‘(")
        if piece.replaced and (not before or before[-1] in ".!?\n"):
            letters_of[piece.out_start] = letters_of[piece.out_start].upper()
    return "".join(letters_of)
