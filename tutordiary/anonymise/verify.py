"""Reads an output again without trusting the recogniser, and refuses it if a known name can still be read.

Two readers: ``verify`` searches the letters of the output for the plain names of the rosters, by its own
simple means; ``recheck`` runs the recogniser over the output. A text leaves only when both find nothing.
Single initials are seen by ``recheck`` only. A finding never holds the text it points at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tutordiary.anonymise import words
from tutordiary.anonymise.normalise import is_unspaced, normalise
from tutordiary.anonymise.placeholders import find_placeholders
from tutordiary.anonymise.recogniser import Recogniser
from tutordiary.anonymise.render import Naming, allowed_texts
from tutordiary.anonymise.roster import Roster
from tutordiary.anonymise.spans import Action

_RUN = re.compile(r"[^\W\d_]+")
_HEAD = 3  # letters by which a name is first looked for
# The words a name is typed on to by mistake, before it and after it.
_RUNS_INTO = re.compile(r"and|then|with|told|gave|asked|but|that|when|from|like")
_RUN_INTO = re.compile(r"and|played|sang|said|was|has|had|went|chose|led|asked|told|wants|did|came")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something still readable in an output, ``start`` to ``end`` in its code points.

    ``entity`` is whose name it is, if it is one person's; ``by`` says which reader saw it.
    """

    start: int
    end: int
    entity: str | None
    type: str
    by: Literal["letters", "recogniser", "naming"]


@dataclass(frozen=True, slots=True)
class _Name:
    key: str
    entity: str | None
    type: str
    own: bool
    acronym: bool = False


@dataclass(frozen=True, slots=True)
class ReadRoster:
    """The names of a roster as they are searched for, read once for many outputs.

    ``own`` is how they are searched for in an output of their own roster, ``other`` in one of another.
    """

    own: tuple[_Name, ...]
    other: tuple[_Name, ...]

    @classmethod
    def of(cls, roster: Roster) -> ReadRoster:
        """Read a roster."""
        own = _names_of(roster)
        return cls(own, tuple(replace(name, own=False) for name in own))


class SearchedNames:
    """The names of several rosters, put together once for many outputs; ``rosters`` as for ``verify``."""

    def __init__(self, rosters: Sequence[Roster | ReadRoster]) -> None:
        self.by_key = {name.key: name for name in _names(rosters)}
        self._by_head: dict[str, list[tuple[int, _Name]]] = {}
        for place, name in enumerate(self.by_key.values()):
            self._by_head.setdefault(name.key[:_HEAD], []).append((place, name))

    def standing_in(self, stream: str) -> Iterable[_Name]:
        """Return the names whose letters stand somewhere in a stream of letters, in their order."""
        heads = {stream[at : at + length] for length in (2, _HEAD) for at in range(len(stream) - 1)}
        found = [
            (place, name)
            for head in heads & self._by_head.keys()
            for place, name in self._by_head[head]
            if name.key in stream
        ]
        return (name for _, name in sorted(found, key=lambda each: each[0]))


def verify(
    output: str,
    rosters: Sequence[Roster | ReadRoster] | SearchedNames,
    naming: Naming,
    kept: Iterable[tuple[int, int]] = (),
) -> tuple[Finding, ...]:
    """Return the known names that can still be read in an output, in any case or disguise, in order.

    The first roster is the output's own; the others are the tutor's other projects, whose names that are
    also ordinary words are only looked for with a capital. ``kept`` are the output stretches of words that
    were listed as kept. Only our own placeholders and the naming's texts are passed over.
    """
    names = rosters if isinstance(rosters, SearchedNames) else SearchedNames(rosters)
    found = list(_bad_replacements(naming, names))
    allowed = [*find_placeholders(output), *_places_of(output, allowed_texts(naming))]
    text = _Letters(output, allowed, tuple(kept))
    for name in names.standing_in(text.stream):
        found.extend(text.readings(name))
    unique = {(one.start, one.end): one for one in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda one: (one.start, one.end)))


def recheck(
    output: str, recogniser: Recogniser, naming: Naming, kept: Iterable[tuple[int, int]] = ()
) -> tuple[Finding, ...]:
    """Return what the recogniser would still redact in an output; kept words stay kept."""
    allowed = bytearray(len(output) + 2)
    for first, last in kept:
        allowed[first : last + 2] = b"\x01" * (min(last + 2, len(allowed)) - first)
    spans = recogniser.annotate(output, allowed_texts(naming))
    return tuple(
        Finding(span.start, span.end, span.entity, span.type, "recogniser")
        for span in spans
        if span.action is Action.REDACT and not all(allowed[span.start : span.end])
    )


def is_clear(
    output: str,
    rosters: Sequence[Roster],
    naming: Naming,
    recogniser: Recogniser,
    kept: Iterable[tuple[int, int]] = (),
) -> bool:
    """Return whether both readers find nothing. An output for a roster without pupils is never clear."""
    kept = tuple(kept)
    if not rosters or rosters[0].is_empty():
        return False
    return not verify(output, rosters, naming, kept) and not recheck(output, recogniser, naming, kept)


def _key(name: str) -> str:
    return "".join(_RUN.findall(normalise(name).text.lower()))


def _names(rosters: Sequence[Roster | ReadRoster]) -> tuple[_Name, ...]:
    found: dict[str, _Name] = {}
    for index, roster in enumerate(rosters):
        known = roster if isinstance(roster, ReadRoster) else ReadRoster.of(roster)
        for name in known.other if index else known.own:
            found.setdefault(name.key, name)
    return tuple(found.values())


def _names_of(roster: Roster) -> tuple[_Name, ...]:
    found: dict[str, _Name] = {}

    def add(text: str, entity: str | None, type_name: str) -> None:
        key = _key(text)
        if len(key) >= 2 and key not in words.listed("generic") and key not in found:
            acronym = text.isupper() and len(key) <= 6 and type_name == "SETTING"
            found[key] = _Name(key, entity, type_name, True, acronym)

    for person in roster.people():
        type_name = {"pupil": "PUPIL", "staff": "STAFF", "family": "FAMILY"}.get(person.kind, "TUTOR")
        for name in (person.first, person.last, *person.known_as):
            if len(_key(name)) < 2 or name.lower().startswith(("mr ", "mrs ", "miss ", "ms ")):
                continue
            add(name, person.entity, type_name)
            parts = _RUN.findall(normalise(name).text)
            for part in parts if len(parts) > 1 else ():
                if len(part) >= 3:
                    add(part, person.entity, type_name)
        if is_unspaced(person.last + person.first):
            add(person.last + person.first, person.entity, type_name)
    for place, type_name in (
        *((p, "SETTING") for p in roster.settings),
        *((p, "GROUP") for p in roster.groups),
    ):
        for name in place.names:
            if len(_key(name)) >= 3:
                add(name, place.entity, type_name)
            if name.lower().startswith("the ") and len(_key(name)) >= 8:
                add(name[4:], place.entity, type_name)
    for learned in roster.learned:
        add(learned.text, learned.entity, "PERSON")
    return tuple(found.values())


def _places_of(output: str, texts: Iterable[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for text in texts:
        if text not in output:
            continue
        found.extend(m.span() for m in re.finditer(rf"(?<!\w){re.escape(text)}(?!\w)", output))
    return found


def _bad_replacements(naming: Naming, names: SearchedNames) -> Iterable[Finding]:
    """Refuse a naming that would put a real name in: a changed name equal to anyone's."""
    for text in allowed_texts(naming):
        if text.startswith("["):
            continue
        for part in _RUN.findall(normalise(text).text.lower()):
            name = names.by_key.get(part)
            if name is not None:
                yield Finding(0, 0, name.entity, name.type, "naming")


class _Letters:
    """The letters of an output in one lower-case stream, with the edges of its words."""

    def __init__(
        self, output: str, allowed: Sequence[tuple[int, int]], kept: tuple[tuple[int, int], ...]
    ) -> None:
        self._kept = bytearray(len(output) + 2)
        for first, last in kept:
            self._kept[first : last + 2] = b"\x01" * (min(last + 2, len(self._kept)) - first)
        norm = normalise(output)
        hidden = bytearray(len(output))
        for start, end in allowed:
            hidden[start:end] = b"\x01" * (end - start)
        stream: list[str] = []
        self._where: list[tuple[int, int]] = []
        self._plain: list[str] = []
        self._edge = [True]
        barrier = False
        for index, char in enumerate(norm.text):
            start = norm.starts[index]
            if hidden[start]:
                if not barrier:
                    self._push(stream, "|", start, norm.ends[index])
                barrier = True
                continue
            barrier = False
            if char.isalpha():
                for low in char.lower():
                    if unicodedata.category(low) != "Mn":
                        self._push(stream, low, start, norm.ends[index], char)
            else:
                self._edge[-1] = True
        self._edge[-1] = True
        self.stream = "".join(stream)

    def _push(self, stream: list[str], low: str, start: int, end: int, char: str = "|") -> None:
        stream.append(low)
        self._where.append((start, end))
        self._plain.append(char)
        if low == "|":
            self._edge[-1] = True
        self._edge.append(low == "|")

    def readings(self, name: _Name) -> Iterable[Finding]:
        """Yield every place where a name can be read."""
        key, stream = name.key, self.stream
        at = stream.find(key)
        while at >= 0:
            end = at + len(key)
            if self._counts(name, at, end):
                start_raw, end_raw = self._where[at][0], self._where[end - 1][1]
                yield Finding(start_raw, end_raw, name.entity, name.type, "letters")
            at = stream.find(key, at + 1)

    def _counts(self, name: _Name, at: int, end: int) -> bool:
        start_raw, end_raw = self._where[at][0], self._where[end - 1][1]
        if all(self._kept[start_raw:end_raw]):
            return False
        if is_unspaced(name.key):
            return True
        whole = self._edge[at] and (
            self._edge[end] or (self.stream[end : end + 1] == "s" and self._edge[end + 1])
        )
        inner = [cut for cut in range(at + 1, end) if self._edge[cut]]
        word = words.is_word(name.key)
        if whole and not self._edge[end] and name.type != "PUPIL" and words.is_word(name.key + "s"):
            return self._plain[at].isupper()  # "floor toms" says nothing about Tom
        if not whole:
            return self._is_glued(name, at, end, inner, word=word)
        if inner:
            pieces = [self.stream[a:b] for a, b in zip([at, *inner], [*inner, end], strict=True)]
            letter_spaced = all(len(piece) == 1 for piece in pieces) and len(name.key) >= 3
            return (
                letter_spaced
                or (len(name.key) >= 4 and not all(words.is_word(piece) for piece in pieces))
                or (
                    len(name.key) >= 8
                    and name.own
                    and name.type in {"SETTING", "GROUP", "PUPIL"}
                    and (self._plain[at].isupper() or (len(name.key) >= 10 and name.type == "PUPIL"))
                )
            )
        capital = self._plain[at].isupper() or not self._plain[at].islower()  # Arabic has no small letters
        if len(name.key) == 2:
            return capital and self._edge[end]
        if word and name.acronym:
            return all(char.isupper() for char in self._plain[at:end])
        if word and not name.own:
            return capital and not self._opens(at)
        return True

    def _is_glued(self, name: _Name, at: int, end: int, inner: list[int], *, word: bool) -> bool:
        """Return whether a name stands inside one longer run of letters that is no word: "Kylaplayed"."""
        if inner or name.type in {"SETTING", "GROUP"}:
            return False
        if name.type == "PUPIL" and name.own and self._has_own_capital(at, end):
            return True  # "withBrook", "andEd", even where the name is also a word
        start, stop = at, end
        while not self._edge[start]:
            start -= 1
        while not self._edge[stop]:
            stop += 1
        run = self.stream[start:stop]
        if words.is_word(run) or words.is_name(run):
            return False
        if name.type == "PUPIL" and name.own and len(name.key) >= 3:
            before, after = self.stream[start:at], self.stream[end:stop]
            if (not after and _RUNS_INTO.fullmatch(before)) or (not before and _RUN_INTO.fullmatch(after)):
                return True  # "androse", "leoplayed": a space was forgotten
        if word or len(name.key) < 4:
            return False
        return (
            len(name.key) >= 5
            or start == at
            or (self._plain[at].isupper() and not self._plain[at - 1].isupper())
        )

    def _has_own_capital(self, at: int, end: int) -> bool:
        """Return whether a capital inside a run of letters begins a name that ends there or at another."""
        if self._edge[at] or not self._plain[at].isupper() or not self._plain[at - 1].islower():
            return False
        after = end + (not self._edge[end] and self.stream[end] == "s")
        if end - at == 2 and not self._plain[at + 1].islower():
            return False  # "eIPS"
        return self._edge[end] or self._edge[after] or self._plain[end].isupper()

    def _opens(self, at: int) -> bool:
        return at == 0 or self.stream[at - 1] == "|"
