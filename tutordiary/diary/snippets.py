"""The stretch of a passage that shows why it was found, with the words looked for apart from the rest.

Done here rather than by the index: it would look everything up a second time for the rows that are shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tutordiary.store.pupil_names import plain
from tutordiary.store.searching import Term

SHOWN_WORDS = 26
_BEFORE = 6  # words that lead up to the first one found
_MORE = "…"
# A word as the index parts them: letters and digits, each with the accents that follow it.
_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage; ``is_found`` for the words that were looked for."""

    text: str
    is_found: bool


def pieces_of(text: str, looked_for: Sequence[Term], *, most: int = SHOWN_WORDS) -> tuple[Piece, ...]:
    """Return the stretch to show, in its order: from its beginning where nothing of it was looked for.

    ``most`` is how many words are shown.
    """
    words = [(found.start(), found.end(), plain(found.group())) for found in _WORD.finditer(text)]
    marked = _marked([word for _, _, word in words], looked_for)
    first = max(0, min(marked) - _BEFORE) if marked and min(marked) >= most - _BEFORE else 0
    last = min(first + most, len(words))
    begin = words[first][0] if first else 0
    end = words[last - 1][1] if last < len(words) else len(text)
    found: list[Piece] = []
    at = begin
    for number in range(first, last):
        if number in marked:
            start, stop, _ = words[number]
            found += [Piece(text[at:start], False), Piece(text[start:stop], True)]
            at = stop
    found.append(Piece(text[at:end] + (_MORE if end < len(text) else ""), False))
    if first:
        found.insert(0, Piece(_MORE, False))
    return tuple(piece for piece in found if piece.text)


def _marked(words: list[str], looked_for: Sequence[Term]) -> set[int]:
    """Return the places of the words that answer a term; all of them, where it is of several words."""
    marked: set[int] = set()
    for term in looked_for:
        wanted = [plain(found.group()) for found in _WORD.finditer(term.text)]
        size = len(wanted)
        for at in range(len(words) - size + 1 if wanted else 0):
            last = words[at + size - 1]
            ends = last.startswith(wanted[-1]) if term.is_beginning else last == wanted[-1]
            if ends and words[at : at + size - 1] == wanted[:-1]:
                marked |= set(range(at, at + size))
    return marked
