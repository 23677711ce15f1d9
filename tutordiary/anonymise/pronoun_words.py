"""A passage cut into words for the pronoun rules, and the small lists these rules go by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from tutordiary import assets
from tutordiary.anonymise import words

_TOKEN = re.compile(
    r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|\d+(?:st|nd|rd|th)?|[.!?;:\n\r()\[\]“”\"•]|--?|[–—…]|,|/|[^\s\w]"
)
_STOPS = frozenset('.!?;:\n\r()[]“”"•–—…') | {"--", "-"}
KNOWN = "\x00"


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a mark of a passage; ``low`` is in small letters with straight apostrophes.

    A stretch that is replaced by something of ours is one word whose ``low`` is ``KNOWN``.
    """

    start: int
    end: int
    text: str
    low: str

    @property
    def is_stop(self) -> bool:
        """Whether a clause ends here for certain."""
        return self.low in _STOPS

    @property
    def is_letters(self) -> bool:
        """Whether it is a word, and none of ours."""
        return self.low[:1].isalpha()


def cut(text: str, taken: Iterable[tuple[int, int]]) -> list[Word]:
    """Return the words and marks of a text in order; ``taken`` stretches are one word each."""
    found: list[Word] = []
    position = 0
    for start, end in sorted(taken):
        if start >= position:
            found += _cut(text, position, start)
            found.append(Word(start, end, KNOWN, KNOWN))
            position = end
    return found + _cut(text, position, len(text))


def _cut(text: str, start: int, end: int) -> list[Word]:
    return [
        Word(m.start(), m.end(), m.group(), m.group().lower().replace("’", "'").replace("ʼ", "'"))
        for m in _TOKEN.finditer(text, start, end)
    ]


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in assets.read_text("words/pronouns.txt").splitlines():
        if line.startswith("["):
            current = found.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            current.extend(line.split())
    return {name: tuple(each) for name, each in found.items()}


@cache
def listed(name: str) -> frozenset[str]:
    """Return one of the lists by name."""
    return frozenset(_lists()[name])


@cache
def auxiliaries() -> dict[str, str]:
    """Return "is" with "are" and their kin."""
    return dict(pair.split("=") for pair in _lists()["aux"])


def at(found: Sequence[Word], index: int) -> Word | None:
    """Return a word by its place; None beyond either end."""
    return found[index] if 0 <= index < len(found) else None


def low(found: Sequence[Word], index: int) -> str:
    """Return a word in small letters; empty beyond either end."""
    return found[index].low if 0 <= index < len(found) else ""


def is_adverb(word: str) -> bool:
    """Return whether a word may stand between a subject and its verb."""
    return word in listed("adverb") or (
        word.endswith("ly") and len(word) > 4 and word not in listed("not_adverb") and words.is_word(word)
    )


def past_adverbs(found: Sequence[Word], index: int) -> int:
    """Return the place of the first word from here that is no adverb."""
    while index < len(found) and is_adverb(found[index].low):
        index += 1
        if low(found, index) in ("and", "but", "yet") and is_adverb(low(found, index + 1)):
            index += 1  # "quietly but firmly"
    return index


def without_s(word: str) -> str:
    """Return the plain form of a verb in the third person ("tries" to "try"); empty when it is none."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "'s")):
        return {"goes": "go", "does": "do"}.get(word, "") if word in ("goes", "does") else ""
    if word in listed("third_thing"):
        return ""
    if word.endswith("ies"):
        short = word[:-1]
        return short if len(word) <= 4 else word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return word[:-2]
    base = word[:-1]
    return base if words.is_word(base) else (word[:-2] if words.is_word(word[:-2]) else "")


def is_past(word: str) -> bool:
    """Return whether a word can be a verb that is the same for everybody: past, or after a helping verb."""
    if word in listed("past") or word in listed("modal"):
        return True
    return len(word) > 3 and word.endswith("ed") and word not in ("need", "seed", "bleed", "speed")


def can_be_verb(base: str) -> bool:
    """Return whether the dictionary has a plain word in its -ing form."""
    short = base[:-1] if base.endswith("e") else base
    return any(words.is_word(f"{stem}ing") for stem in (base, short, base + base[-1]))
