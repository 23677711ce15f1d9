"""Type, paragraphs, tables and boxes: the small set of things every layout is made of.

reportlab's traps this module answers, so that no layout has to think of them:

* its paragraph markup deletes unknown tags and pulls in local pictures: every word is escaped in ``markup``;
* many line breaks in one paragraph take quadratic time: ``paras`` makes a paragraph of at most 40 lines;
* text longer than a page in a table cell fails, and in a nested table never returns: ``Rows``
  cuts through a row that is taller than a page, no layout nests tables, and all text came here clipped;
* an empty string in a table cell pulls in Helvetica unembedded: cells are flowables, the font is set;
* an empty table or story fails: ``table`` of no rows is no flowable at all;
* keepWithNext before a table moves the whole table to the next page: ``heading`` breaks if little is left;
* its shaping breaks on words of mixed script: it stays off, fonts are chosen by whole word, and ``shaping``
  joins letters line by line where a script asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar
from xml.sax.saxutils import escape, unescape

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, Spacer, Table
from reportlab.platypus.paragraph import stringWidth

from tutordiary.dates import MONTHS
from tutordiary.documents.fonts import Chooser, Family, Weight, font_name
from tutordiary.documents.pdf.para import INK, LINES_IN_ONE, Para, Type, plain_run
from tutordiary.documents.pdf.tagging import Element
from tutordiary.documents.pdf.worded import worded
from tutordiary.documents.shaping import needs_shaping, reads_from_right, set_line, width_of
from tutordiary.errors import BugError

__all__ = [
    "ACCENT", "ACCENT_TINT", "GRID", "INK", "LINE", "SOFT", "TINT", "WARM", "WARM_TINT", "WIDTH",
    "Para", "Rows", "Setting", "Type", "height_of", "with_their_tables",
]  # fmt: skip

SOFT = HexColor("#4A5A64")
LINE = HexColor("#C5D0D5")
GRID = HexColor("#DFE7EA")
ACCENT = HexColor("#0E5A66")
ACCENT_TINT = HexColor("#D9E9EA")
TINT = HexColor("#F0F5F5")
WARM = HexColor("#7A4306")
WARM_TINT = HexColor("#FBF3E6")
WIDTH = 507.28
"""Width of the text on an A4 page, in points."""

_REFERENCE = re.compile(r"[ \u00a0]*\[(\d{1,3})\]")
_MONTH = "|".join(name[:3] for name in MONTHS)
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}}) (?=(?:{_MONTH})[a-z]*\b)")
_TALL = 500
_TAGS = re.compile("<[^>]*>")


class Rows(Table):  # type: ignore[misc]
    """A table that keeps each row whole, and cuts through one only when it is taller than a page."""

    _sized_for: float | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size, worked out once: columns have fixed widths, and rows the height of their text."""
        if width != self._sized_for:
            super().wrap(width, height)
            # Of a table longer than the room there is, reportlab sizes only the rows that may come in.
            self._sized_for = width if self._hmax == self._nrows else None
        return self._width, self._height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return the parts; none when the next row should start a new page."""
        self.splitInRow = 0
        parts: list[Flowable] = super().split(width, height)
        if not parts and height > _TALL:
            self.splitInRow = 1
            parts = super().split(width, height)
        return parts

    def first_height(self) -> float:
        """Return the height of the repeated head and the first row under it, in points."""
        self.wrap(WIDTH, 10_000)
        return float(sum(self._rowHeights[: self.repeatRows + 1]))


def height_of(flow: Sequence[Flowable], room: float) -> float:
    """Return the height a story takes, in points, if one page has this much room and never ends."""
    height = before = 0.0
    for item in flow:
        if isinstance(item, CondPageBreak):
            continue
        space = 0.0 if height == 0 else max(item.getSpaceBefore() - before, 0.0)
        before = item.getSpaceAfter()
        if height or not isinstance(item, Spacer):
            height += space + item.wrap(WIDTH, max(1.0, room - height - space))[1] + before
    return height - before


def with_their_tables(flow: Sequence[Flowable]) -> list[Flowable]:
    """Return the story with headings that go to the next page with the first row of their table."""
    kept = list(flow)
    for index, item in enumerate(kept):
        if isinstance(item, CondPageBreak):
            kept[index] = CondPageBreak(max(item.height, min(_TALL, _wanted(kept[index + 1 : index + 5]))))
    return kept


def _wanted(following: Sequence[Flowable]) -> float:
    height = 0.0
    for item in following:
        if isinstance(item, Rows):
            return height + item.first_height()
        if not isinstance(item, Para | Spacer):
            break
        height += item.wrap(WIDTH, 10_000)[1] + item.getSpaceBefore() + item.getSpaceAfter()
    return 0.0


_AnyPara = TypeVar("_AnyPara", bound=Para)


class Setting:
    """How a document is set: its family, its scale, its structure tree and the notes it may refer to."""

    def __init__(self, family: Family, scale: float, notes: frozenset[int] = frozenset()) -> None:
        self.family = family
        self.scale = scale
        self.squeeze = 0
        self.notes = notes
        self.root = Element("Document")
        self.chooser = Chooser(family)
        self.notices: list[str] = []

    def pt(self, points: float) -> float:
        """Return a length at this document's scale."""
        return points * self.scale

    def style(self, kind: Type) -> ParagraphStyle:
        """Return reportlab's style for a size of type."""
        font = font_name(self.family, kind.weight)
        return ParagraphStyle(
            f"{kind.size}",
            fontName=font,
            bulletFontName=font,
            fontSize=self.pt(kind.size),
            leading=self.pt(kind.lead),
            textColor=kind.colour,
            spaceBefore=self.pt(kind.before),
            spaceAfter=self.pt(kind.after),
            leftIndent=self.pt(kind.indent),
            alignment=2 if kind.right else 0,
            allowWidows=0,
            allowOrphans=0,
            splitLongWords=1,
        )

    def markup(self, text: str, weight: Weight = "regular") -> str:
        """Return text as reportlab's markup: escaped, fonts chosen, references to notes raised."""
        parts: list[str] = []
        at = 0
        for found in _REFERENCE.finditer(text):
            if int(found[1]) in self.notes:
                parts += [self._runs(text[at : found.start()], weight), self.raised((int(found[1]),))]
                at = found.end()
        return "".join([*parts, self._runs(text[at:], weight)])

    def raised(self, numbers: Sequence[int]) -> str:
        """Return numbers of notes as small raised figures; those of no note are left out."""
        rise, size = self.pt(3.2), self.pt(6.4)
        known = [number for number in numbers if number in self.notes]
        return "".join(
            f'\u00a0<super rise="{rise:.2f}" size="{size:.2f}">{number}</super>' for number in known
        )

    def bold(self, text: str, weight: Weight = "semibold", colour: Any = None) -> str:
        """Return text as markup in another weight, and in another colour if one is given."""
        body = self._runs(text, weight)
        tint = f' color="{colour.hexval().replace("0x", "#")}"' if colour else ""
        return f'<font name="{font_name(self.family, weight)}"{tint}>{body}</font>'

    def soft(self, text: str) -> str:
        """Return text as markup in the quiet colour."""
        return self.bold(text, "regular", SOFT)

    def _runs(self, text: str, weight: Weight) -> str:
        base = font_name(self.family, weight)
        words = ""
        for run in self.chooser.runs(text, weight):
            # A day stays on one line with its month.
            safe = escape(_DAY_MONTH.sub("\\1\u00a0", run.text)).replace("\n", "<br/>")
            words += safe if run.font == base else f'<font name="{run.font}">{safe}</font>'
        return words

    def raw(self, element: Element | None, markup: str, kind: Type) -> Para:
        """Return one paragraph of markup that was made by this class."""
        return self.made(Para, element, markup, kind)

    def made(self, kind_of: type[_AnyPara], element: Element | None, markup: str, kind: Type) -> _AnyPara:
        """Return one paragraph of markup as one of the kinds of paragraph there are."""
        style = self.style(kind)
        is_plain = bool(markup) and "<" not in markup and "&" not in markup
        para = kind_of(markup, style, frags=[plain_run(markup, style)] if is_plain else None)
        para.element = element
        if needs_shaping(markup):
            self._shape(para, markup)
        return para

    def _shape(self, para: Para, markup: str) -> None:
        para.shapes = True
        para.from_right = reads_from_right(markup)
        if para.from_right:
            para.style.alignment = 2
        if para.element is not None:
            words = unescape(_TAGS.sub("", markup.replace("<br/>", "\n"))).replace("\u00a0", " ")
            para.spoken = para.element.add("Span", actual=words)

    def paras(self, parent: Element, text: str, kind: Type, tag: str = "P", tail: str = "") -> list[Para]:
        """Return text as paragraphs, parted at empty lines; ``tail`` is markup after the last word."""
        blocks = [block for part in text.split("\n\n") for block in _short(part)]
        last = len(blocks) - 1
        made = [
            self.raw(parent.add(tag), self.markup(block, kind.weight) + (tail if index == last else ""), kind)
            for index, block in enumerate(blocks)
        ]
        for para in made[:-1]:
            para.style.spaceAfter += self.pt(kind.lead * 0.45)
        return made

    def rich(self, parent: Element, text: str, kind: Type, *, level: int = 3, tail: str = "") -> list[Para]:
        """Return a text that may hold light marks (``documents.rich``) as paragraphs, headings and lists.

        Without marks it gives what ``paras`` gives. ``level`` is that of the headings in it.
        """
        return worded(self, parent, text, kind, level=level, tail=tail)

    def heading(self, parent: Element, level: int, text: str, kind: Type) -> list[Flowable]:
        """Return a heading that never stands alone at the foot of a page."""
        para = self.raw(parent.add(f"H{level}"), self.markup(text, kind.weight), kind)
        para.title = text if level < 3 else ""
        return [CondPageBreak(self.pt(62)), para]

    def room(self, points: float) -> Flowable:
        """Return a break to the next page, if less than this is left of the page."""
        return CondPageBreak(self.pt(points))

    def gap(self, points: float) -> Flowable:
        """Return empty space, which vanishes at the top of a page."""
        return Spacer(1, self.pt(points))

    def write_at(
        self, canvas: Any, at: tuple[float, float], text: str, kind: Type, *, centred: bool = False
    ) -> None:
        """Write one line inside a drawing, fonts by word; ``at`` is the start or middle of its baseline."""
        x, y = at
        size = self.pt(kind.size)
        canvas.setFillColor(kind.colour)
        if centred:
            x -= self.width_of(text, kind) / 2
        runs = self.chooser.runs(text, kind.weight)
        for place, words in set_line(
            [(run.text, run.font) for run in runs], canvas.letters, from_right=False
        ):
            line = canvas.beginText(x, y)
            line.setFont(runs[place].font, size)
            line.textOut(words)
            canvas.drawText(line)
            x += width_of(words, runs[place].font, size)

    def width_of(self, text: str, kind: Type) -> float:
        """Return how wide one line of text is, in points."""
        return self._width(text, kind.weight, kind.size)

    def table(
        self,
        rows: Sequence[Sequence[Any]],
        widths: Sequence[float],
        commands: Sequence[tuple[Any, ...]] = (),
        *,
        heads: int = 0,
    ) -> list[Flowable]:
        """Return a table as a list of one flowable, or of none when there are no rows.

        Cells are lists of flowables or None. ``heads`` rows are repeated after a page break.
        """
        if not rows:
            return []
        if any(_holds_table(cell) for row in rows for cell in row):
            raise BugError("A table was put inside a table: its text might never fit a page.")
        base = [
            ("FONT", (0, 0), (-1, -1), font_name(self.family, "regular"), self.pt(9)),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
        return [Rows(rows, widths, style=[*base, *commands], repeatRows=heads, hAlign="LEFT")]

    def fitted(self, words: str, kind: Type, width: float, least: float) -> Type:
        """Return the type made smaller until the words fit one line, or else until the longest word fits.

        One line is not worth more than a quarter of the size; no name is cut in two while ``least`` allows.
        """
        one_line = self._shrunk([words], kind, width, kind.size * 0.75)
        if one_line is not None:
            return one_line
        smaller = self._shrunk(words.split(), kind, width, least)
        return smaller or replace(kind, size=least, lead=kind.lead * least / kind.size)

    def _shrunk(self, pieces: Sequence[str], kind: Type, width: float, least: float) -> Type | None:
        size = kind.size
        while size >= least:
            if all(self._width(piece, kind.weight, size) <= width for piece in pieces):
                return replace(kind, size=size, lead=kind.lead * size / kind.size)
            size -= 0.5
        return None

    def _width(self, text: str, weight: Weight, size: float) -> float:
        return sum(
            float(stringWidth(run.text, run.font, self.pt(size))) for run in self.chooser.runs(text, weight)
        )


def _holds_table(cell: Any) -> bool:
    return any(isinstance(item, Table) for item in (cell if isinstance(cell, list | tuple) else (cell,)))


def _short(text: str) -> list[str]:
    lines = text.split("\n")
    return ["\n".join(lines[at : at + LINES_IN_ONE]) for at in range(0, len(lines), LINES_IN_ONE)]
