"""Takes other people out of what is told to one pupil: other children, their families, strangers.

The pupil's own names and family stay, and so do the adults who were at work. What may be a name is replaced
too until the tutor keeps it; nothing that was replaced comes back without a decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tutordiary.anonymise.normalise import letters
from tutordiary.anonymise.recogniser import Recogniser
from tutordiary.anonymise.render import Naming, render_pieces
from tutordiary.anonymise.roster import Person, Roster
from tutordiary.anonymise.spans import Action, Span
from tutordiary.anonymise.verify import SearchedNames, verify
from tutordiary.anonymise.words import is_word
from tutordiary.diary.naming_one import with_capitals

ANOTHER_PUPIL = "another pupil"
ANOTHER_FAMILY = "someone from another family"
ANOTHER_PERSON = "another person"
KEEP, NAME = "keep", "name"

_INSTEAD = {
    "PUPIL": ANOTHER_PUPIL,
    "FAMILY": ANOTHER_FAMILY,
    "PERSON": ANOTHER_PERSON,
    "NAME?": ANOTHER_PERSON,
    "ADDRESS": "an address",
    "PHONE": "a phone number",
    "EMAIL": "an e-mail address",
    "POSTCODE": "a postcode",
    "HANDLE": "a name used online",
    "URL": "a web address",
    "UPN": "a pupil number",
}
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A word that is replaced, or that may be a name and stays; ``is_sure`` when it surely is one."""

    word: str
    instead: str
    is_replaced: bool
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A text as it may be told. ``kept`` are words that stay although they are or may be a name."""

    text: str
    places: tuple[Place, ...]
    kept: tuple[str, ...]


class OthersWords:
    """Reads texts for one pupil; ``own_ids`` are the pupil's and their family's."""

    def __init__(self, roster: Roster, own_ids: Iterable[str]) -> None:
        own_ids = frozenset(own_ids)
        people = roster.people()
        self._roster = roster
        self._own = own_ids
        self._others = {
            one.entity: one.kind for one in (*roster.pupils, *roster.family) if one.entity not in own_ids
        }
        self._everybody = Recogniser(replace(roster, groups=()))
        self._mine = Recogniser(
            Roster(
                pupils=tuple(one for one in roster.pupils if one.entity in own_ids),
                family=tuple(one for one in roster.family if one.entity in own_ids),
            )
        )
        known = frozenset(key for one in people if one.entity not in self._others for key in _keys(one))
        self._strict = Roster(
            pupils=tuple(_without(one, known) for one in roster.pupils if one.entity in self._others),
            family=tuple(_without(one, known) for one in roster.family if one.entity in self._others),
        )
        self._searched = SearchedNames((Roster(), self._strict))
        self._naming = Naming({}, {**_INSTEAD, "STRANGER": ANOTHER_PERSON})

    def reads_for(self, roster: Roster, own_ids: Iterable[str]) -> bool:
        """Return whether this reads for these people: nobody came, went or is called something else."""
        return self._roster == roster and self._own == frozenset(own_ids)

    def tell(self, text: str, decided: Mapping[str, str] | None = None) -> Told:
        """Return a text without the others. ``decided`` says "keep" or "name" of single words."""
        if not text.strip():
            return Told(text, (), ())
        decided = decided or {}
        spans, places, settled = self._spans(text, decided)
        for word in (word for word, action in decided.items() if action == NAME):
            spans += _everywhere(text, word, spans)
        acted = tuple(spans)
        rendered = render_pieces(text, acted, self._naming)
        for _ in range(_ROUNDS):
            more = []
            for found in verify(rendered.text, self._searched, self._naming):
                raw = rendered.raw_span(found.start, found.end) if found.start < found.end else None
                if raw is not None and not any(a < raw[1] and raw[0] < b for a, b in settled):
                    more.append(Span(raw[0], raw[1], Action.REDACT, found.type, None, "verifier"))
            if not more:
                break
            places += [Place(text[one.start : one.end], _INSTEAD[one.type], True, True) for one in more]
            acted = (*acted, *more)
            rendered = render_pieces(text, acted, self._naming)
        kept = {place.word for place in places if not place.is_replaced}
        told = with_capitals(rendered.text, rendered.pieces)
        return Told(told, tuple(dict.fromkeys(places)), tuple(sorted(kept)))

    def _spans(
        self, text: str, decided: Mapping[str, str]
    ) -> tuple[list[Span], list[Place], list[tuple[int, int]]]:
        spans: list[Span] = []
        places: list[Place] = []
        settled: list[tuple[int, int]] = []
        for span in self._everybody.annotate(text):
            word = text[span.start : span.end]
            sure, replaced = self._judged(span, word)
            if sure is None:
                settled.append((span.start, span.end))
                continue
            if decided.get(word) in (KEEP, NAME):
                replaced = decided[word] == NAME
            kind = self._kind(span)
            places.append(Place(word, _INSTEAD[kind], replaced, sure))
            if replaced:
                spans.append(replace(span, action=Action.REDACT, type=kind, entity=None))
            else:
                settled.append((span.start, span.end))
        return spans, places, settled

    def _judged(self, span: Span, word: str) -> tuple[bool | None, bool]:
        """Return whether it surely is somebody to take out (None: nobody at all), and whether it goes."""
        if span.entity in self._own:
            return None, False
        if span.kept or span.type == "WORD?":
            return (False, False) if span.entity is None or span.entity in self._others else (None, False)
        if span.entity in self._others:
            return True, True
        if span.type in ("PUPIL", "FAMILY"):
            mine = any(one.entity in self._own for one in self._mine.annotate(word))
            return (False, False) if mine else (True, True)
        if span.type in ("PERSON", "NAME?") and span.entity is None:
            return False, True
        return (True, True) if span.type in _INSTEAD and span.entity is None else (None, False)

    def _kind(self, span: Span) -> str:
        if span.entity in self._others:
            return "PUPIL" if self._others[span.entity] == "pupil" else "FAMILY"
        return span.type if span.type in _INSTEAD else "PERSON"

    def readable(self, text: str, kept: Iterable[str] = ()) -> int:
        """Return how many names of others can be read in a finished text; ``kept`` words are let pass.

        Names that are also ordinary words are left to ``tell``, which sees how they are used.
        """
        passed = frozenset(letters(word) for word in kept)
        roster = Roster(
            pupils=tuple(_without(_plain(one), passed) for one in self._strict.pupils),
            family=tuple(_without(_plain(one), passed) for one in self._strict.family),
        )
        return len(verify(text, (Roster(), roster), self._naming))


def _keys(person: Person) -> set[str]:
    return {letters(name) for name in (person.first, person.last, *person.known_as) if name}


def _without(person: Person, names: frozenset[str]) -> Person:
    return replace(
        person,
        first="" if letters(person.first) in names else person.first,
        last="" if letters(person.last) in names else person.last,
        known_as=tuple(name for name in person.known_as if letters(name) not in names),
    )


def _plain(person: Person) -> Person:
    return _without(person, frozenset(key for key in _keys(person) if is_word(key)))


def _everywhere(text: str, word: str, spans: list[Span]) -> list[Span]:
    found = []
    at = text.find(word) if word else -1
    while at >= 0:
        end = at + len(word)
        if not any(span.start < end and at < span.end for span in spans):
            found.append(Span(at, end, Action.REDACT, "PERSON", None, "tutor"))
        at = text.find(word, end)
    return found
