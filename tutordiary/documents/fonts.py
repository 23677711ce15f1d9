"""Chooses a font for every word, and says which characters no font has.

A word is set in the first face that has every character of it: switching inside a word floats the accents.
Latin, Greek, Cyrillic and Devanagari come first; other scripts, the signs of music and small pictures have
faces of their own, each loaded when its first letter is met. When no face has the whole word, its brackets
and full stops are set apart, then each letter with its marks; what is left prints as "[?]" and is reported,
because a silent gap in a child's name is worse than an ugly one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache, partial
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
    ("arabic", "regular"): "fonts/arabic/NotoSansArabic-Regular.ttf",
    ("arabic", "bold"): "fonts/arabic/NotoSansArabic-Bold.ttf",
    ("hebrew", "regular"): "fonts/hebrew/NotoSansHebrew-Regular.ttf",
    ("hebrew", "bold"): "fonts/hebrew/NotoSansHebrew-Bold.ttf",
    ("droid", "regular"): "fonts/droid/DroidSansFallback.ttf",
    ("emoji", "regular"): "fonts/emoji/NotoEmoji-Regular.ttf",
    ("bengali", "regular"): "fonts/more/NotoSansBengali-Regular.ttf",
    ("gurmukhi", "regular"): "fonts/more/NotoSansGurmukhi-Regular.ttf",
    ("gujarati", "regular"): "fonts/more/NotoSansGujarati-Regular.ttf",
    ("tamil", "regular"): "fonts/more/NotoSansTamil-Regular.ttf",
    ("thai", "regular"): "fonts/more/NotoSansThai-Regular.ttf",
    ("georgian", "regular"): "fonts/more/NotoSansGeorgian-Regular.ttf",
    ("armenian", "regular"): "fonts/more/NotoSansArmenian-Regular.ttf",
    ("music", "regular"): "fonts/more/NotoMusic-Regular.ttf",
}
_FALLBACKS = (
    ("noto", re.compile("[^\u2190-\u2bff\u3000-\U0001ffff]")),
    ("arabic", re.compile("[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")),
    ("hebrew", re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")),
    ("bengali", re.compile("[\u0980-\u09ff]")),
    ("gurmukhi", re.compile("[\u0a00-\u0a7f]")),
    ("gujarati", re.compile("[\u0a80-\u0aff]")),
    ("tamil", re.compile("[\u0b80-\u0bff]")),
    ("thai", re.compile("[\u0e00-\u0e7f]")),
    ("georgian", re.compile("[\u10a0-\u10ff]")),
    ("armenian", re.compile("[\u0530-\u058f]")),
    ("andika", re.compile("[\u2190-\u27bf]")),
    ("music", re.compile("[\u2669-\u266f\U0001d100-\U0001d1ff]")),
    ("droid", re.compile("[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]")),
    ("emoji", re.compile("[\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]")),
)
"""Faces to try when the document's own lacks a letter, in order, each for the letters it may have."""

_kept: list[Callable[[], None]] = []
_SPACES = " \n\u00a0"
_SKIN_TONES = frozenset("\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
_WORDS = re.compile(r"(\s+)")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one font. ``font`` is the name reportlab knows it by."""

    text: str
    font: str


def font_name(family: str, weight: Weight) -> str:
    """Return the name a face is registered under, loading it on first use.

    Families without a semi-bold give their bold, and those of one weight give that.
    """
    for have in (weight, "bold"):
        if (family, have) in _FILES:
            return _loaded(family, have)
    return _loaded(family, "regular")


def forget() -> None:
    """Let go of the words of the last document: the diary may be locked next."""
    for clear in _kept:
        clear()


@cache
def _loaded(family: str, weight: str) -> str:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    name = f"{family.capitalize()}-{weight.capitalize()}"
    # Without asciiReadable only the letters in use go into the file, and space has no fixed place:
    # nothing here is justified, so nothing needs one.
    font = TTFont(name, str(assets.path(_FILES[family, weight])), asciiReadable=False)
    # Words come again and again, on every try to fit a page: how wide one is at size 1 is kept.
    wide = lru_cache(maxsize=8192)(partial(font.stringWidth, size=1))
    _kept.append(wide.cache_clear)

    def width(text: str, size: float, encoding: str = "utf8") -> float:  # noqa: ARG001
        return float(size * wide(text))

    font.stringWidth = width
    pdfmetrics.registerFont(font)
    return name


@cache
def _letters(font: str) -> frozenset[int]:
    from reportlab.pdfbase import pdfmetrics

    return frozenset(pdfmetrics.getFont(font).face.charToGlyph)


@cache
def _plain_letters(font: str) -> frozenset[int]:
    spaces = {code for code in _letters(font) if chr(code).isspace()}
    return _letters(font) - spaces | {ord(letter) for letter in _SPACES}


def can_set(word: str, font: str) -> bool:
    """Say whether a face has every character of a word."""
    return _letters(font).issuperset(map(ord, word))


class Chooser:
    """Splits text into runs by font, and remembers what could not be set."""

    def __init__(self, family: Family) -> None:
        self.family = family
        self.missing: list[str] = []

    def runs(self, text: str, weight: Weight = "regular") -> list[Run]:
        """Return the text as runs, in order; their texts joined give it back but for "[?]" marks."""
        base = font_name(self.family, weight)
        if _plain_letters(base).issuperset(map(ord, text)):
            return [Run(text, base)] if text else []
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
        fonts = [font_name(family, weight) for family, has in _FALLBACKS if has.search(word)]
        for font in fonts:
            if can_set(word, font) and not _is_loose(word):
                return [Run(word, font)]
        before, core, after = _around(word)
        if (before or after) and core:
            parts = [self._word(part, base, weight) for part in (before, core, after) if part]
            return [run for part in parts for run in part]
        return [self._cluster(cluster, [base, *fonts], base) for cluster in _clusters(word)]

    def _cluster(self, cluster: str, fonts: list[str], base: str) -> Run:
        for font in fonts:
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
        if len(self.missing) == 1:
            return (
                f"1 character cannot be printed in the PDF and shows as [?]: {codes}. Word can print it.",
            )
        what = f"{len(self.missing)} characters cannot be printed in the PDF and show as [?]"
        return (f"{what}: {codes}{more}. Word can print them.",)


def _spaces(text: str) -> str:
    return "".join(letter if letter in _SPACES else " " for letter in text)


def _around(word: str) -> tuple[str, str, str]:
    """Return what stands before the first letter or figure of a word, the word, and what follows the last."""
    inside = [place for place, letter in enumerate(word) if letter.isalnum()]
    if not inside:
        return "", word, ""
    start, end = inside[0], inside[-1] + 1
    # A mark is neither letter nor figure, and stays with its letter.
    while end < len(word) and unicodedata.category(word[end]).startswith("M"):
        end += 1
    return word[:start], word[start:end], word[end:]


def _is_loose(word: str) -> bool:
    """Say whether a word written from right to left carries brackets or stops that belong to the sentence."""
    if not any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in word):
        return False
    before, core, after = _around(word)
    return bool(core and (before or after))


def _clusters(word: str) -> list[str]:
    clusters: list[str] = []
    for letter in word:
        if clusters and (unicodedata.category(letter).startswith("M") or letter in _SKIN_TONES):
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
