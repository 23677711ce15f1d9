"""Joins the letters of a line and puts its words in the order they are read across the page.

reportlab breaks a paragraph into lines; this looks at each line just before it is drawn. Stretches written
from right to left are turned round (the rules of the Unicode bidirectional algorithm, without embeddings,
which ``cleaning`` takes out), then HarfBuzz picks and places the glyphs of every stretch that needs it.
reportlab's own shaping is not used: it takes one font for a whole word and falls over names of two scripts.
Plain Latin text never comes here.

A glyph that is drawn may have no letter of its own, or be one of several that make one. What each stands for
is kept (``Letters``, ``Glyphs.says``), so that copied text is right; what is read aloud is the actual text of
the whole paragraph (``flow``).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import groupby, pairwise
from typing import Any, Literal

import uharfbuzz
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr

Letters = dict[tuple[str, int], str]
"""What the drawn glyphs of a document stand for, by the face's own name and the code they are drawn under."""

Direction = Literal["ltr", "rtl"]

_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_NEEDS = re.compile(
    f"[{_RTL}\u0300-\u036f\u0483-\u0489\u0900-\u109f\u1780-\u17ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0"
    "\ua8e0-\ua8ff\ufe20-\ufe2f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]"
)
_FROM_RIGHT = re.compile(f"[{_RTL}]")
_TAGS = re.compile("<[^>]*>")
_FIGURES = re.compile(r"\d+(?:[.,:/+\-]\d+)*")
_SENTENCE = 5
_SPACE = ShapeData(0, 0, 0, 0, 0, 0)
_OWN_CODES = 0xF0000
"""Glyphs without a letter are drawn under a private code: this and the number of the glyph."""


def needs_shaping(text: str) -> bool:
    """Say whether any letter of a text joins its neighbours, carries a mark, or is read from the right."""
    return _NEEDS.search(text) is not None


def reads_from_right(markup: str) -> bool:
    """Say whether a paragraph as a whole reads from the right: a sentence mainly in such letters.

    A name or two does not turn a paragraph round: it is set in place, and the lines stay flush left.
    """
    if not _FROM_RIGHT.search(markup):
        return False
    words = _TAGS.sub("", markup).split()
    from_right = sum(1 for word in words if _FROM_RIGHT.search(word))
    return from_right >= _SENTENCE and from_right * 2 > len(words)


class Glyphs(ShapedStr):  # type: ignore[misc]
    """A stretch of a line as glyphs, in drawing order.

    ``says`` parts them: how many glyphs, and the letters they make together, or "" if each makes its own.
    """

    says: tuple[tuple[int, str], ...] = ()

    def spaced(self) -> Glyphs:
        """Return the stretch with a space after it."""
        longer = Glyphs(f"{self} ", [*self.__shapeData__, _SPACE])
        longer.says = (*self.says, (1, ""))
        return longer

    def parts(self) -> Iterator[tuple[str, ShapedStr]]:
        """Return the letters made by each part ("" if each glyph makes its own), and its glyphs."""
        at = 0
        for count, letters in self.says:
            yield letters, self[at : at + count]
            at += count


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one text of a line that runs one way: to the right when ``level`` is even.

    ``owner`` is the place of its text in the line.
    """

    text: str
    owner: int
    level: int = 0


# Order ----------------------------------------------------------------------------------------------


def in_order(texts: Sequence[str], *, from_right: bool = False) -> list[Piece]:
    """Return the texts of one line as pieces in the order they stand on the page, from the left."""
    base = 1 if from_right else 0
    found = _leveled([(kind, text, n) for n, whole in enumerate(texts) for kind, text in _kinds(whole)], base)
    joined: list[Piece] = []
    for piece in found:
        last = joined[-1] if joined else None
        if last and (last.owner, last.level) == (piece.owner, piece.level):
            joined[-1] = replace(last, text=last.text + piece.text)
        else:
            joined.append(piece)
    for level in range(max((piece.level for piece in joined), default=0), 0, -1):
        joined = _turned(joined, level)
    return joined


def _kinds(text: str) -> list[tuple[str, str]]:
    """Return a text as stretches of one kind: right to left, left to right, figures, or neither ("")."""
    found: list[tuple[str, str]] = []
    at = 0
    for figures in _FIGURES.finditer(text):
        found += [*_letters(text[at : figures.start()]), ("figures", figures[0])]
        at = figures.end()
    return [*found, *_letters(text[at:])]


def _letters(text: str) -> list[tuple[str, str]]:
    kinds: list[str] = []
    for letter in text:
        kind = {"R": "rtl", "AL": "rtl", "L": "ltr"}.get(unicodedata.bidirectional(letter), "")
        is_mark = unicodedata.bidirectional(letter) == "NSM"
        kinds.append(kinds[-1] if is_mark and kinds else kind)
    grouped = groupby(zip(kinds, text, strict=True), key=lambda one: one[0])
    return [(kind, "".join(letter for _, letter in run)) for kind, run in grouped]


def _leveled(stretches: Sequence[tuple[str, str, int]], base: int) -> list[Piece]:
    """Give each stretch its level; figures follow the letters before them, and what is neither its sides."""
    default: Direction = "rtl" if base else "ltr"
    strong: str = default
    acts: list[str] = []
    levels: list[int | None] = []
    for kind, _, _ in stretches:
        if kind == "figures":
            acts.append(strong)
            levels.append(2 if strong == "rtl" or base else 0)
        else:
            strong = kind or strong
            acts.append(kind)
            levels.append({"rtl": 1, "ltr": 2 * base}.get(kind))
    pieces: list[Piece] = []
    for n, (_, text, owner) in enumerate(stretches):
        level = levels[n]
        if level is None:
            before = next((act for act in reversed(acts[:n]) if act), default)
            after = next((act for act in acts[n + 1 :] if act), default)
            level = base if before != after else {"rtl": 1, "ltr": 2 * base}[before]
        pieces.append(Piece(text, owner, level))
    return pieces


def _turned(pieces: Iterable[Piece], level: int) -> list[Piece]:
    turned: list[Piece] = []
    for is_deep, run in groupby(pieces, key=lambda piece: piece.level >= level):
        row = list(run)
        turned += reversed(row) if is_deep else row
    return turned


# Glyphs ---------------------------------------------------------------------------------------------


def shaped(text: str, font: str, letters: Letters, direction: Direction = "ltr") -> Glyphs:
    """Return a text in one face as glyphs in drawing order; ``letters`` is told what each stands for."""
    drawn, places, clusters = _shaped(text, font, direction)
    face = own_name(pdfmetrics.getFont(font).face)
    says: list[tuple[int, str]] = []
    at = 0
    for count, source in clusters:
        codes = [ord(letter) for letter in drawn[at : at + count]]
        meant = [letters.setdefault((face, code), source) if code >= _OWN_CODES else source for code in codes]
        own = meant == [source] and (codes[0] >= _OWN_CODES or source == drawn[at])
        joins = says and says[-1][1] and not own and direction == "ltr"
        before = says.pop() if joins else (0, "")
        says.append((before[0] + count, "" if own else before[1] + source))
        at += count
    made = Glyphs(drawn, places)
    made.says = tuple(says)
    return made


def forget() -> None:
    """Let go of the words of the last document: the diary may be locked next."""
    _shaped.cache_clear()


@lru_cache(maxsize=1024)
def _shaped(
    text: str, font: str, direction: Direction
) -> tuple[str, list[ShapeData], tuple[tuple[int, str], ...]]:
    """Return what is drawn, where each glyph goes, and for each part how many glyphs make which letters."""
    ttf = pdfmetrics.getFont(font)
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.direction = direction
    # Left to guess, HarfBuzz takes the language of the computer, and pages would differ from one to the next.
    buffer.language = "en"
    buffer.guess_segment_properties()
    uharfbuzz.shape(_harfbuzz(font), buffer, {})
    found = {info.cluster for info in buffer.glyph_infos}
    starts = sorted({start for start in found if not _is_mark(text, start, direction)} | {len(text)})
    ends = dict(pairwise(starts))
    drawn: list[str] = []
    places: list[ShapeData] = []
    clusters: list[tuple[int, str]] = []
    glyphs = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    for start, group in groupby(glyphs, key=lambda glyph: starts[bisect(starts, glyph[0].cluster) - 1]):
        cluster = list(group)
        source = text[start : ends[start]]
        codes = [_code(ttf, font, info.codepoint, source) for info, _ in cluster]
        drawn += map(chr, codes)
        places += [_place(ttf, code, start, at) for code, (_, at) in zip(codes, cluster, strict=True)]
        clusters.append((len(codes), source))
    return "".join(drawn), places, tuple(clusters)


def _is_mark(text: str, place: int, direction: Direction) -> bool:
    # Some readers drop a mark that stands by itself. From the right it is drawn first, and stays by itself.
    return place > 0 and direction == "ltr" and unicodedata.category(text[place]).startswith("M")


def _place(ttf: Any, code: int, cluster: int, at: Any) -> ShapeData:
    scaled = [ttf.pdfScale(n) for n in (at.x_advance, at.y_advance, at.x_offset, at.y_offset)]
    return ShapeData(cluster, *scaled, ttf.face.getCharWidth(code))


@cache
def _harfbuzz(font: str) -> Any:
    return uharfbuzz.Font(pdfmetrics.getFont(font).hbFace)


def _code(ttf: Any, font: str, glyph: int, source: str) -> int:
    face = ttf.face
    if len(source) == 1 and face.charToGlyph.get(ord(source)) == glyph:
        return ord(source)
    code = _OWN_CODES + glyph
    if code not in face.charToGlyph:
        face.charToGlyph[code] = glyph
        face.charWidths[code] = ttf.pdfScale(_harfbuzz(font).get_glyph_h_advance(glyph))
    return code


def own_name(face: Any) -> str:
    """Return the name a face has in a finished file, behind the letters of its subset."""
    return face.name.decode("latin-1") if isinstance(face.name, bytes) else str(face.name)


def width_of(text: str, font: str, size: float) -> float:
    """Return how wide a text or row of glyphs is, in points."""
    if isinstance(text, Glyphs):
        return float(sum(place.x_advance for place in text.__shapeData__) * size / 1000)
    return float(pdfmetrics.stringWidth(text, font, size))


# Lines ----------------------------------------------------------------------------------------------


def set_line(
    texts: Sequence[tuple[str, str]], letters: Letters, *, from_right: bool
) -> list[tuple[int, str]]:
    """Return one line, given as texts each with its font, as it is to be drawn from the left.

    Each item is the place of its text in ``texts`` and what to draw: a plain string or ``Glyphs``.
    """
    drawn: list[tuple[int, str]] = []
    for piece in in_order([text for text, _ in texts], from_right=from_right):
        if piece.level % 2:
            drawn.append((piece.owner, shaped(piece.text, texts[piece.owner][1], letters, "rtl")))
        elif needs_shaping(piece.text):
            drawn.append((piece.owner, shaped(piece.text, texts[piece.owner][1], letters)))
        else:
            drawn.append((piece.owner, piece.text))
    return drawn
