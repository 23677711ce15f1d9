"""Collects what is wrong with a file, place by place, and says it in one refusal."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from tutordiary.errors import BadInput

SHOWN = 20
_MOST_KEPT = 10_000
_LONGEST_QUOTE = 40


def plain(text: str) -> str:
    """Return text that is safe to show on one line: what cannot be printed is written as its code."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii") for letter in text
    )


def quoted(text: str) -> str:
    """Return a short piece of a file in quotation marks, cut when it is long."""
    short = text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"
    return f'"{plain(short)}"'


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``; did you mean x?`` when a known word is close, else nothing."""
    close = difflib.get_close_matches(word[:_LONGEST_QUOTE], tuple(known), n=1, cutoff=0.7)
    return f"; did you mean {close[0]}?" if close else ""


class Problems:
    """The problems of one file: all are counted, the first twenty are said in one refusal."""

    def __init__(self, file_name: str) -> None:
        self._name = plain(file_name)
        self._shown: list[str] = []
        self._each: list[tuple[str, str]] = []
        self._count = 0

    def add(self, place: str, sentence: str) -> None:
        """Note one problem at a place, as in ``pupils[3].joined_on`` and ``not a date``."""
        self._count += 1
        if len(self._each) < _MOST_KEPT:
            self._each.append((place, sentence))
        if len(self._shown) < SHOWN:
            self._shown.append(f"{place}: {sentence}" if place else sentence)

    def __len__(self) -> int:
        return self._count

    @property
    def each(self) -> tuple[tuple[str, str], ...]:
        """Every problem as its place and its sentence, in the order they were found; at most ten thousand."""
        return tuple(self._each)

    @property
    def shown(self) -> tuple[str, ...]:
        """The first problems in words, in the order they were found; at most twenty."""
        return tuple(self._shown)

    @property
    def all_shown(self) -> tuple[str, ...]:
        """The first problems in words, and how many more there are when there are more."""
        if self._count > len(self._shown):
            return (*self._shown, f"and {self._count - len(self._shown)} more")
        return tuple(self._shown)

    def refusal(self) -> BadInput:
        """Return the one error that names the problems and says nothing was written."""
        if self._count == 1:
            sentence = self._shown[0]
            stop = "" if sentence.endswith(("?", ".")) else "."
            return BadInput(f"{self._name}: {sentence}{stop} Nothing was written.")
        first = f"{self._name}: {self._count} problems. Nothing was written."
        return BadInput("\n".join((first, *self.all_shown)))

    def stop_if_any(self) -> None:
        """Raise the refusal if there is anything to say. Raises: BadInput."""
        if self._count:
            raise self.refusal()
