"""Ordinary English words and people's names, read from the shipped lists when first asked for."""

from __future__ import annotations

import gzip
from functools import cache

from tutordiary import assets


@cache
def _english() -> tuple[frozenset[str], frozenset[str]]:
    """Return the most used words, and all words with the field's own and the names of days and months."""
    blocks = gzip.decompress(assets.read_bytes("words/english.txt.gz")).decode("ascii").split("\n\n")
    common, familiar, rare = (frozenset(block.split()) for block in blocks)
    return common, common | familiar | rare | listed("field") | listed("calendar")


@cache
def _people() -> tuple[frozenset[str], frozenset[str]]:
    blocks = gzip.decompress(assets.read_bytes("names/people.txt.gz")).decode("ascii").split("\n\n")
    both, first, last = (frozenset(block.split()) for block in blocks)
    return both | first, both | last


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    """Return our own small lists: ``[name]`` lines open a list, ``#`` lines are comments."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in assets.read_text("words/tutor.txt").splitlines():
        if line.startswith("["):
            current = found.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            current.extend(line.split())
    return {name: tuple(words) for name, words in found.items()}


@cache
def listed(name: str) -> frozenset[str]:
    """Return one of our own lists by name."""
    return frozenset(_lists()[name])


def is_word(word: str) -> bool:
    """Return whether a lower-case folded word stands in the dictionary or the field's own vocabulary."""
    return word in _english()[1]


def is_common(word: str) -> bool:
    """Return whether a word is one of the ten thousand or so most used."""
    return word in _english()[0]


def is_first_name(word: str) -> bool:
    """Return whether a folded word is used as a first name somewhere."""
    return word in _people()[0]


def is_name(word: str) -> bool:
    """Return whether a folded word is used as a first or last name somewhere."""
    people = _people()
    return word in people[0] or word in people[1]
