"""Chooses a font for every word, and says which characters no font has.

A word is set in the first face that has every character of it: switching inside a word floats the accents.
When no face has the whole word, each letter with its marks is tried on its own; what is left prints as
"[?]" and is reported, because a silent gap in a child's name is worse than an ugly one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Literal

from tutordiary import assets

Family = Literal["atkinson", "andika"]
Weight = Literal["regular", "semibold", "bold"]

UNPRINTABLE = "[?]"

_FILES = {
    ("atkinson", "regular"): "fonts/atkinson/AtkinsonHyperlegibleNext-Regular.ttf",
    ("atkinson", "semibold"): "fonts/atkinson/AtkinsonHyperlegibleNext-SemiBold.ttf",
    ("atkinson", "bold"): "fonts/atkinson/AtkinsonHyperlegibleNext-Bold.ttf",
    ("andika", "regular"): "fonts/andika/Andika-Regular.ttf",
    ("andika", "bold"): "fonts/andika/Andika-Bold.ttf",
    ("noto", "regular"): "fonts/noto/NotoSans-Regular.ttf",
    ("noto", "bold"): "fonts/noto/NotoSans-Bold.ttf",
}
_WORDS = re.compile(r"(\s+)")
_NEEDS_SHAPING = re.compile("[\u0590-\u08ff\u0900-\u109f\u1780-\u17ff\ua8e0-\ua8ff]")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one font. ``font`` is the name reportlab knows it by."""

    text: str
    font: str


def font_name(family: str, weight: Weight) -> str:
    """Return the name a face is registered under, loading it on first use.

    Families without a semi-bold give their bold.
    """
    return _loaded(family, weight if (family, weight) in _FILES else "bold")


@cache
def _loaded(family: str, weight: str) -> str:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    name = f"{family.capitalize()}-{weight.capitalize()}"
    # Without asciiReadable only the letters in use go into the file, and space has no fixed place:
    # nothing here is justified, so nothing needs one.
    pdfmetrics.registerFont(TTFont(name, str(assets.path(_FILES[family, weight])), asciiReadable=False))
    return name


@cache
def _letters(font: str) -> frozenset[int]:
    from reportlab.pdfbase import pdfmetrics

    return frozenset(pdfmetrics.getFont(font).face.charToGlyph)


def can_set(word: str, font: str) -> bool:
    """Say whether a face has every character of a word and can set it without joining letters."""
    return not _NEEDS_SHAPING.search(word) and _letters(font).issuperset(map(ord, word))


class Chooser:
    """Splits text into runs by font, and remembers what could not be set."""

    def __init__(self, family: Family) -> None:
        self.family = family
        self.missing: list[str] = []

    def runs(self, text: str, weight: Weight = "regular") -> list[Run]:
        """Return the text as runs, in order; their texts joined give it back but for "[?]" marks."""
        base = font_name(self.family, weight)
        found: list[Run] = []
        for word in _WORDS.split(text):
            if word.isspace():
                found.append(Run(_spaces(word), base))
            elif word:
                found.extend(self._word(word, base, weight))
        return _merged(found)

    def _word(self, word: str, base: str, weight: Weight) -> list[Run]:
        if can_set(word, base):
            return [Run(word, base)]
        spare = font_name("noto", weight)
        if can_set(word, spare):
            return [Run(word, spare)]
        return [self._cluster(cluster, base, spare) for cluster in _clusters(word)]

    def _cluster(self, cluster: str, base: str, spare: str) -> Run:
        for font in (base, spare):
            if can_set(cluster, font):
                return Run(cluster, font)
        self.missing.extend(letter for letter in cluster if letter not in self.missing)
        return Run(UNPRINTABLE, base)

    def warnings(self) -> tuple[str, ...]:
        """Return one sentence naming the characters that print as "[?]", or nothing."""
        if not self.missing:
            return ()
        codes = ", ".join(f"U+{ord(letter):04X}" for letter in self.missing[:12])
        more = f" and {len(self.missing) - 12} more" if len(self.missing) > 12 else ""
        what = "1 character" if len(self.missing) == 1 else f"{len(self.missing)} characters"
        return (f"{what} cannot be printed in the PDF and shows as [?]: {codes}{more}. Word can print it.",)


def _spaces(text: str) -> str:
    return "".join(letter if letter in " \n\u00a0" else " " for letter in text)


def _clusters(word: str) -> list[str]:
    clusters: list[str] = []
    for letter in word:
        if clusters and unicodedata.combining(letter):
            clusters[-1] += letter
        else:
            clusters.append(letter)
    return clusters


def _merged(runs: list[Run]) -> list[Run]:
    merged: list[Run] = []
    for run in runs:
        if merged and merged[-1].font == run.font:
            merged[-1] = Run(merged[-1].text + run.text, run.font)
        else:
            merged.append(run)
    return merged
