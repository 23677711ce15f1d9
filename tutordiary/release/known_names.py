"""Looks for the plain names of a roster in the parts of a finished file, by its own simple means.

It shares no rule with the recogniser, so that a fault in one is seen by the other. A name that is also an
ordinary word counts where it has a capital, unless the app wrote the place itself or the tutor cleared it.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tutordiary.anonymise import words
from tutordiary.anonymise.normalise import is_unspaced, normalise
from tutordiary.anonymise.placeholders import find_placeholders
from tutordiary.anonymise.roster import Roster
from tutordiary.dates import MONTHS
from tutordiary.release.kept_words import KeptWords
from tutordiary.release.pseudonyms import CODE_PATTERN

KINDS = {
    "pupil": "a pupil’s name",
    "staff": "a name of staff",
    "family": "a name of a family",
    "tutor": "the tutor’s name",
}
SETTING, GROUP, LEARNED = "a name of a setting", "a name of a group", "a name the tutor pointed out"
PHONE, EMAIL, PUPIL_NUMBER = "a telephone number", "an e-mail address", "a pupil number"

# Typefaces and programs that name themselves in every file; one of them is called after a person.
MAKERS = ("Atkinson Hyperlegible Next", "Atkinson Hyperlegible", "AtkinsonHyperlegibleNext")
_OURS = re.compile(
    rf"\b\d{{1,2}} (?:{'|'.join(MONTHS)})\b(?: \d{{4}})?|\b(?:Group|School) \d{{1,3}}\b|" + "|".join(MAKERS)
)
_TOKEN = re.compile(r"[^\W\d_]+")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_SPACED = re.compile(r"(?<![^\W\d_])(?:[^\W\d_][^\w]{1,2}){2,40}[^\W\d_](?![^\W\d_])")
_NUMBER = re.compile(
    rf"\b\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}}\b"
    rf"|\b{CODE_PATTERN}\b|\b[0-9a-f]{{64}}\b|\d+|fewer than 5|not shown"
)
_PATTERNS = (
    (re.compile(r"(?<![A-Za-z0-9])(?:\+44 ?|0)\d{2,4}[ -]?\d{3}[ -]?\d{3,4}(?![A-Za-z0-9])"), PHONE),
    (re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}"), EMAIL),
    (re.compile(r"(?<![A-Za-z0-9])[A-Z]\d{12}(?![A-Za-z0-9])"), PUPIL_NUMBER),
)
_RAW_LENGTH = 6
_GLUED_LENGTH = 6
_AT_ONCE = 1 << 16
# Letters drawn as signs, which no rule of Unicode turns into letters: in circles, in boxes, as flags, as
# dots for the fingers, and those nobody sees.
_DRAWN = {
    **{0x1F150 + n: 65 + n for n in range(26)},
    **{0x1F170 + n: 65 + n for n in range(26)},
    **{0x1F1E6 + n: 65 + n for n in range(26)},
    **{0xE0020 + n: 0x20 + n for n in range(95)},
    **dict(zip(map(ord, "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵"), map(ord, "abcdefghijklmnopqrstuvwxyz"), strict=True)),
    0x2800: 0x20,
}
_DRAWN_RUN = re.compile(f"[{''.join(map(chr, _DRAWN))}]{{2,}}")
# Marks that turn the order of letters round, small letters running into capitals, signs inside a word.
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")
_HUMPS = re.compile(r"(?<=[a-z])(?<!\bMc)(?<!\bMac)(?<!\bDe)(?=[A-Z][a-z])")
_SIGNS = re.compile(r"(?<=[^\W\d_])[_.\-/|*~+·•:](?=[^\W\d_])")
_FIGURES = re.compile(r"(?<=[^\W\d_])[013457@$](?=[^\W\d_])")
_LETTER_OF = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"}
_SORTS_OF_SETTING = frozenset(
    {"primary", "junior", "juniors", "infant", "infants", "nursery", "first", "middle", "high",
     "secondary", "school", "academy", "college", "community", "centre", "church", "ce", "cofe", "rc",
     "catholic", "roman", "pru"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cleared:
    """A passage the tutor read and cleared, and the words in it that equal a name and were kept."""

    passage: str
    words: tuple[str, ...]


class _Token(NamedTuple):
    word: str
    start: int
    end: int
    capital: bool
    all_capitals: bool


class _Known(NamedTuple):
    kind: str
    parts: tuple[str, ...]
    needs_capitals: bool


class NameFinder:
    """Finds names in texts and bytes. ``own`` are texts the app itself writes; numbers in them may differ."""

    def __init__(self, roster: Roster, own: Iterable[str] = (), cleared: Iterable[Cleared] = ()) -> None:
        self._by_first: dict[str, list[_Known]] = {}
        self._joined: dict[str, str] = {}
        self._unspaced: dict[str, str] = {}
        self._raw: dict[bytes, str] = {}
        for text, kind in _names(roster):
            self._add(text, kind)
        own = tuple(own)
        self._own = frozenset(_squashed(text) for text in own)
        phrases = sorted({_flat(text) for text in own if len(text.split()) > 1}, key=len, reverse=True)
        self._own_phrases = tuple(phrase for phrase in phrases if phrase)
        self._kept = KeptWords((_flat(each.passage), map(_flat, each.words)) for each in cleared)
        self._held: dict[str, frozenset[str]] = {}
        self._glued: dict[str, list[str]] = {}
        for name in self._joined:
            if len(name) >= _GLUED_LENGTH and not words.is_word(name):
                self._glued.setdefault(name[:_GLUED_LENGTH], []).append(name)
        self._raw_heads: dict[bytes, list[bytes]] = {}
        for needle in self._raw:
            self._raw_heads.setdefault(needle[:_RAW_LENGTH], []).append(needle)

    def word_names(self) -> frozenset[str]:
        """Return the names, in small letters, that are ordinary words and count only with a capital."""
        return frozenset(
            known.parts[0]
            for found in self._by_first.values()
            for known in found
            if len(known.parts) == 1
            and not known.needs_capitals
            and len(known.parts[0]) > 2
            and words.is_word(known.parts[0])
        )

    def _add(self, text: str, kind: str) -> None:
        tokens = [token.word for token in _tokens(normalise(text).text)]
        joined = "".join(tokens)
        if len(joined) < 2 or joined in words.listed("generic"):
            return
        if is_unspaced(joined):
            self._unspaced[joined] = kind
        acronym = len(tokens) == 1 and text.isupper() and kind in (SETTING, GROUP)
        self._know(tokens[0], _Known(kind, tuple(tokens), acronym))
        if len(tokens) > 1 and not acronym:
            self._know(joined, _Known(kind, (joined,), False))
        if len(joined) >= 3 and kind not in (SETTING, GROUP):
            self._joined.setdefault(joined, kind)
        if len(joined) >= _RAW_LENGTH and not _is_words(tuple(tokens)):
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                self._raw.setdefault(text.lower().encode(encoding), kind)

    def _know(self, first: str, known: _Known) -> None:
        held = self._by_first.setdefault(first, [])
        if known not in held:  # in an old diary many children share a first name
            held.append(known)

    def find(self, text: str) -> frozenset[str]:
        """Return what kinds of known names can be read in a text; empty when there are none."""
        held = self._held.get(text)
        if held is None:
            held = self._held[text] = frozenset(self._kinds(text))
        return held

    def is_own(self, text: str) -> bool:
        """Return whether the app itself writes a text, word for word (numbers aside)."""
        return _squashed(text) in self._own

    def find_raw(self, data: bytes) -> frozenset[str]:
        """Return what kinds of longer names stand in bytes, in the usual ways of writing letters as bytes."""
        low = data.lower()
        for maker in MAKERS:
            low = low.replace(maker.lower().encode(), b"")
        heads: set[bytes] = set()
        for start in range(0, len(low), _AT_ONCE):  # many bytes are looked at in pieces, to need little room
            end = min(start + _AT_ONCE, len(low))
            heads |= self._raw_heads.keys() & {low[at : at + _RAW_LENGTH] for at in range(start, end)}
        needles = (needle for head in heads for needle in self._raw_heads[head])
        return frozenset(self._raw[needle] for needle in needles if _stands_alone(low, needle))

    def _kinds(self, text: str) -> Iterator[str]:
        flat = _flat(text)
        for pattern, kind in _PATTERNS:
            if pattern.search(flat):
                yield kind
        for run in _SPACED.finditer(flat):
            letters = "".join(_TOKEN.findall(run.group().lower()))
            for key, kind in self._joined.items():
                if key == letters or (len(key) >= 4 and key in letters):
                    yield kind
        yield from self._known_in(flat, self._ours(text, flat), self._kept.spans(flat))
        if self._unspaced:
            every = "".join(_TOKEN.findall(flat))
            yield from (kind for name, kind in self._unspaced.items() if name in every)
        yield from self._disguised(text, flat)

    def _disguised(self, text: str, flat: str) -> Iterator[str]:
        """Yield what stands in a text turned round, put together, or with signs between its letters."""
        for run in _DRAWN_RUN.findall(text):
            # A name in small dots has no capitals to tell it by.
            yield from self._known_in(run.translate(_DRAWN).title(), [], [])
        if _TURNED.search(text):
            yield from self._known_in(flat[::-1], [], [])
        if _HUMPS.search(flat):
            yield from self._known_in(_HUMPS.sub(" ", flat), [], [])
        for plain in {_SIGNS.sub("", flat), _FIGURES.sub(lambda m: _LETTER_OF[m[0]], flat)} - {flat}:
            for token in _tokens(plain):
                kind = self._joined.get(token.word)
                if kind and len(token.word) >= _GLUED_LENGTH - 1 and not words.is_word(token.word):
                    yield kind
        glued = list(self._glued_in(flat.lower()))
        tokens = [match.span() for match in _TOKEN.finditer(flat)] if glued else []
        makers = _makers(flat) if glued else []
        for at, name in glued:
            start, end = (
                tokens[max(0, bisect.bisect_right(tokens, (at, len(flat))) - 1)] if tokens else (0, 0)
            )
            if not start <= at < end:
                start, end = at, at + len(name)
            if not words.is_word(flat[start:end].lower()) and not _covers(makers, start, end):
                yield self._joined[name]

    def _glued_in(self, low: str) -> Iterator[tuple[int, str]]:
        """Yield the longer names in small letters, whatever stands around them, with their places."""
        at = 0
        while at <= len(low) - _GLUED_LENGTH:
            names = self._glued.get(low[at : at + _GLUED_LENGTH], ())
            name = next((one for one in names if low.startswith(one, at)), "")
            if name:
                yield at, name
            at += len(name) or 1

    def _known_in(self, flat: str, ours: list[tuple[int, int]], kept: list[tuple[int, int]]) -> Iterator[str]:
        tokens = _tokens(flat)
        makers = _makers(flat)
        for place, token in enumerate(tokens):
            for form in (token.word, token.word[:-1] if token.word.endswith("s") else ""):
                for known in self._by_first.get(form, ()):
                    found = tokens[place : place + len(known.parts)]
                    reads = self._reads(known, found, form, flat, ours, kept)
                    if reads and not _covers(makers, found[0].start, found[-1].end):
                        yield known.kind

    def _reads(
        self,
        known: _Known,
        found: list[_Token],
        form: str,
        flat: str,
        ours: list[tuple[int, int]],
        kept: list[tuple[int, int]],
    ) -> bool:
        if not _same(known.parts, found, form) or not _together(found, flat):
            return False
        first, last = found[0], found[-1]
        if known.needs_capitals:
            return all(t.all_capitals for t in found) and not _covers(ours, first.start, last.end)
        if len(known.parts) > 1:
            return not (_covers(ours, first.start, last.end) and _is_words(known.parts))
        if len(known.parts[0]) == 2:
            has_capital = first.capital or not first.word.islower()  # some scripts have neither
            whole = has_capital and first.word == known.parts[0] and not first.all_capitals
            return whole and not _covers(ours, first.start, last.end)
        if not words.is_word(known.parts[0]):
            return True
        return first.capital and not _covers((*kept, *ours), first.start, last.end)

    def _ours(self, text: str, flat: str) -> list[tuple[int, int]]:
        """Return the stretches the app wrote itself, in which ordinary words are nobody's name."""
        if self.is_own(text):
            return [(0, len(flat))]
        found = [match.span() for match in _OURS.finditer(flat)]
        found += find_placeholders(flat)
        for phrase in self._own_phrases:
            at = flat.find(phrase)
            while at >= 0:
                found.append((at, at + len(phrase)))
                at = flat.find(phrase, at + len(phrase))
        return found


def _covers(places: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    return any(first <= start and end <= last for first, last in places)


def _names(roster: Roster) -> Iterator[tuple[str, str]]:
    for person in roster.people():
        kind = KINDS[person.kind]
        for name in (person.first, person.last, *person.known_as):
            yield name, kind
            parts = _TOKEN.findall(normalise(name).text)
            if len(parts) > 1:
                yield from ((part, kind) for part in parts if len(part) >= 3)
        if person.first and person.last:
            yield f"{person.first} {person.last}", kind
            if is_unspaced(person.last + person.first):
                yield person.last + person.first, kind
    for places, kind in ((roster.settings, SETTING), (roster.groups, GROUP)):
        for place in places:
            yield from ((name, kind) for name in place.names)
    for place in roster.settings:
        yield from ((short, SETTING) for short in map(_as_said, place.names) if short)
    for learned in roster.learned:
        yield learned.text, LEARNED


def _as_said(name: str) -> str:
    """Return a setting as people say it: "Oakfield" of "Oakfield Primary School".

    Empty when there is nothing to leave off, or when what is left are ordinary words.
    """
    parts = [token.word for token in _tokens(_flat(name).removeprefix("The "))]
    short = list(itertools.takewhile(lambda part: part not in _SORTS_OF_SETTING, parts))
    return "" if len(short) == len(parts) or _is_words(tuple(short)) else " ".join(short)


def _flat(text: str) -> str:
    """Return a text in plain letters with single spaces, so that line ends and disguises do not matter."""
    return " ".join(_APOSTROPHE.sub("", normalise(text).text).split())


def _squashed(text: str) -> str:
    return _NUMBER.sub("#", " ".join(text.split()))


def _tokens(flat: str) -> list[_Token]:
    flat = _APOSTROPHE.sub("", flat)
    return [
        _Token(m.group().lower(), m.start(), m.end(), m.group()[0].isupper(), m.group().isupper())
        for m in _TOKEN.finditer(flat)
    ]


def _same(parts: tuple[str, ...], found: list[_Token], form: str) -> bool:
    """Return whether tokens are a name's parts; the last may carry the s of a possessive."""
    if len(found) != len(parts):
        return False
    if len(parts) == 1:
        return form == parts[0]
    last = found[-1].word
    return [token.word for token in found[:-1]] == list(parts[:-1]) and last in (parts[-1], f"{parts[-1]}s")


def _together(found: list[_Token], flat: str) -> bool:
    return all(
        b.start - a.end <= 3 and "." not in flat[a.end : b.start].strip(". ")
        for a, b in itertools.pairwise(found)
    )


def _makers(flat: str) -> list[tuple[int, int]]:
    found = (maker for maker in MAKERS if maker in flat)
    return [match.span() for maker in found for match in re.finditer(re.escape(maker), flat)]


def _is_words(parts: tuple[str, ...]) -> bool:
    return all(words.is_word(part) or len(part) < 3 for part in parts)


def _stands_alone(data: bytes, needle: bytes) -> bool:
    width = 2 if b"\x00" in needle else 1
    at = data.find(needle)
    while at >= 0:
        before, after = data[max(0, at - width) : at], data[at + len(needle) : at + len(needle) + width]
        if not any(97 <= byte <= 122 for byte in before + after):
            return True
        at = data.find(needle, at + 1)
    return False
