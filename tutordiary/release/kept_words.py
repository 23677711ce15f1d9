"""Finds again, in a finished file, the words a tutor kept in a passage although they equal a name.

A page breaks lines, a paper puts several passages on one page: the whole passage may stand nowhere in one
piece. A word is taken for a kept one where four words in a row, itself among them, are those of its passage
(all of a shorter one). A passage of one word is that word standing alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_APOSTROPHES = str.maketrans("", "", "'’")
_AROUND = 4


class KeptWords:
    """Knows the passages and the words kept in them; ``spans`` finds these in a text."""

    def __init__(self, cleared: Iterable[tuple[str, Iterable[str]]]) -> None:
        self._words: set[str] = set()
        self._rows: set[tuple[int, tuple[str, ...]]] = set()
        for passage, kept in cleared:
            plain = {word for each in kept for word, _, _ in _words_of(each)}
            wanted = plain | {f"{word}s" for word in plain}  # the s of a possessive stays with its word
            row = tuple(word for word, _, _ in _words_of(passage))
            length = min(_AROUND, len(row))
            for start in range(len(row) - length + 1):
                around = row[start : start + length]
                self._rows |= {(at, around) for at, word in enumerate(around) if word in wanted}
            self._words |= wanted & set(row)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where kept words stand in a text, in its own places."""
        if not self._words:
            return []
        found = _words_of(text)
        row = [word for word, _, _ in found]
        if len(row) == 1:
            return [found[0][1:]] if (0, tuple(row)) in self._rows else []
        return [
            (start, end)
            for place, (word, start, end) in enumerate(found)
            if word in self._words and self._is_kept(row, place)
        ]

    def _is_kept(self, row: list[str], place: int) -> bool:
        return any(
            (at, tuple(row[place - at : place - at + length])) in self._rows
            for length in range(2, _AROUND + 1)
            for at in range(min(length, place + 1))
        )


def _words_of(text: str) -> list[tuple[str, int, int]]:
    return [(m.group().translate(_APOSTROPHES).lower(), m.start(), m.end()) for m in _WORD.finditer(text)]
