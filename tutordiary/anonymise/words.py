"""Ordinary words, people's names, places and well-known titles, read from the shipped lists at need."""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from functools import cache, lru_cache

from tutordiary import assets

_LETTERS = re.compile(r"[a-z]+")


def _blocks(name: str) -> list[frozenset[str]]:
    """Return the blocks of a packed list: one word a line, blocks parted by an empty line."""
    text = gzip.decompress(assets.read_bytes(name)).decode("ascii")
    return [frozenset(block.split()) for block in text.split("\n\n")]


@cache
def _english() -> tuple[frozenset[str], frozenset[str]]:
    """Return the most used words, and all words with the field's own and the names of days and months."""
    common, familiar, rare = _blocks("words/english.txt.gz")
    return common, common | familiar | rare | listed("field") | listed("calendar") | listed("things")


@cache
def _people() -> tuple[frozenset[str], frozenset[str]]:
    both, first, last = _blocks("names/people.txt.gz")
    return both | first, both | last


@cache
def _places() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of place names that are no ordinary words, and place names that are."""
    strange, ordinary = _blocks("names/places.txt.gz")
    return strange, ordinary


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    """Return our own small lists: ``[name]`` lines open a list or go on with it, ``#`` lines are comments."""
    found: dict[str, list[str]] = {}
    for file in ("words/tutor.txt", "words/unlisted.txt", "words/senses.txt"):
        current: list[str] = []
        for line in assets.read_text(file).splitlines():
            if line.startswith("["):
                current = found.setdefault(line.strip("[]"), [])
            elif not line.startswith("#"):
                current.extend(line.split())
    return {name: tuple(words) for name, words in found.items()}


@cache
def listed(name: str) -> frozenset[str]:
    """Return one of our own lists by name."""
    return frozenset(_lists()[name])


@cache
def phrases(name: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return a list of well-known phrases, ``works`` or ``bodies``, by first word, the longest first."""
    found: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for line in assets.read_text(f"words/{name}.txt").splitlines():
        parts = tuple(_LETTERS.findall(line.lower()))
        if parts and not line.startswith("#"):
            found[parts[0]].append(parts)
    return {first: tuple(sorted(many, key=len, reverse=True)) for first, many in found.items()}


def is_word(word: str) -> bool:
    """Return whether a lower-case folded word stands in the dictionary or the field's own vocabulary."""
    return word in _english()[1]


def is_common(word: str) -> bool:
    """Return whether a word is one of the ten thousand or so most used."""
    return word in _english()[0]


def is_first_name(word: str) -> bool:
    """Return whether a folded word is used as a first name somewhere."""
    return word in _people()[0] or word in listed("short_name")


def is_name(word: str) -> bool:
    """Return whether a folded word is used as a first or last name somewhere."""
    people = _people()
    return word in people[0] or word in people[1] or word in listed("short_name")


def is_place(word: str) -> bool:
    """Return whether a folded word, no ordinary one, is the name of a town or village or part of one."""
    return word in _places()[0]


def is_place_word(word: str) -> bool:
    """Return whether an ordinary word is also the name of a town or village: "reading", "deal"."""
    return word in _places()[1]


@lru_cache(maxsize=20_000)
def is_near_word(word: str) -> bool:
    """Return whether a word is one slip away from a word of the dictionary: most likely a misspelling."""
    known = _english()[1]
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    letters = "abcdefghijklmnopqrstuvwxyz"
    for left, right in cuts:
        if right and left + right[1:] in known:
            return True
        if len(right) > 1 and left + right[1] + right[0] + right[2:] in known:
            return True
        for letter in letters:
            if left + letter + right in known or (right and left + letter + right[1:] in known):
                return True
    return False
