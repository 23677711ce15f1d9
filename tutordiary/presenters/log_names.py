"""What the pupils are called in the grid, and which key goes to each."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from tutordiary.model import Pupil

# Letters that mean something else in the grid: harder day, next time, how they took part.
TAKEN = frozenset("hnp")
ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def names_for(pupils: Sequence[Pupil]) -> list[str]:
    """Return first names, with the initial of the last name where two are the same."""
    firsts = [pupil.first_name.casefold() for pupil in pupils]
    return [
        f"{pupil.first_name} {pupil.last_name[:1]}".strip()
        if firsts.count(pupil.first_name.casefold()) > 1
        else pupil.first_name
        for pupil in pupils
    ]


def letters_for(names: Sequence[str]) -> list[tuple[str, int]]:
    """Return for each name its key and where in the name it stands (-1: not in it; "" when none is free).

    The first letter of the name nobody has yet; else the first free letter of the alphabet.
    """
    used = set(TAKEN)
    found: list[tuple[str, int]] = []
    for name in names:
        plain = [unicodedata.normalize("NFD", letter)[0].casefold() for letter in name]
        pick = next(
            ((letter, at) for at, letter in enumerate(plain) if letter in ALPHABET and letter not in used),
            None,
        )
        if pick is None:
            free = next((letter for letter in ALPHABET if letter not in used), "")
            pick = (free, -1)
        used.add(pick[0])
        found.append(pick)
    return found
