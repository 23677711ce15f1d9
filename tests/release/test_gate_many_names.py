"""The gate's own reader with many names: those written together, and bytes that are read in pieces."""

from __future__ import annotations

import pytest

from tutordiary.anonymise.roster import Person, Roster
from tutordiary.release.known_names import KINDS, MAKERS, NameFinder

PEOPLE = (
    ("Ngozi", "Penhallow"),
    ("Ngozi", "Tredgold"),
    ("Marlow", "Ibe"),
    ("Marlowe", "Ibe"),
    ("Ngozi", "Ibe"),
)


@pytest.fixture(scope="module")
def finder() -> NameFinder:
    """A finder of children who share first names and last names."""
    pupils = (Person(f"p{at}", "pupil", first, last) for at, (first, last) in enumerate(PEOPLE))
    return NameFinder(Roster(pupils=tuple(pupils)))


@pytest.mark.parametrize(
    "text",
    ["xpenhallowx", "İ penhallowtredgoldq", "qmarlow", "qmarloweq", "a9marloweibe", "playedpenhallow drums"],
)
def test_a_name_inside_a_longer_word_is_seen(finder, text):
    assert finder.find(text) == {KINDS["pupil"]}


@pytest.mark.parametrize("text", ["", "marl", "penhal", "the hall ow", f"{MAKERS[0]} is a typeface"])
def test_what_only_begins_like_a_name_is_none(finder, text):
    assert finder.find(text) == frozenset()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("before", [0, *range(65520, 65540, 4), 131071])
def test_a_name_in_bytes_is_seen_wherever_it_stands(finder, encoding, before):
    data = b"\x01" * before + "PenHallow".encode(encoding)
    assert finder.find_raw(data + b"\x01\x02") == {KINDS["pupil"]}
    assert finder.find_raw(data[:-3]) == frozenset()
