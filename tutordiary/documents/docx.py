"""Writes documents for Word: real headings, real tables with heads, pictures with words beside them.

Schools edit what they are given, so this is the format meant to be changed: quotes are stacked, every text is
one paragraph in a named style, and nothing is laid out with spaces or empty lines.
"""

from __future__ import annotations

import io
import re
from typing import Any

import docx
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from tutordiary.documents import pictures, rich, wording
from tutordiary.documents.blocks import (
    Block,
    Cell,
    Chart,
    Facts,
    Grid,
    Heading,
    Listing,
    Outline,
    Room,
    Said,
    Strip,
    Text,
    Title,
)
from tutordiary.documents.cleaning import prepare
from tutordiary.documents.content import (
    CaseStudy,
    CommentSlips,
    Document,
    FamilyReport,
    LearningPlan,
    RenderedFile,
    SencoReport,
)
from tutordiary.documents.docx_marks import (
    add_source,
    add_words,
    begin_at_right,
    borders,
    field,
    listed,
    margins,
    new_count,
    raised,
    row_property,
    spans_down,
)
from tutordiary.documents.docx_outline import Columns, for_word
from tutordiary.documents.docx_template import ACCENT, BULLETED, LINE, SOFT, repacked, style_id, template
from tutordiary.documents.outline import outline
from tutordiary.documents.outline_marks import with_marks

AUTHOR = "Tutor Diary"
_WIDTH = 498.9
"""Width between the margins in points."""
_FOR_CHILDREN = (FamilyReport, LearningPlan, CommentSlips)
NO_LOGO = "The logo could not be read: it was left out. Choose the picture again in the service template."
_TO_WRITE = 26
"""Height of a row to fill by hand in points."""

_FEW, _SHORT = 4, 60
"""More facts than a few stand two in a row, if none is longer than this many characters."""
_LINE = 17
"""Room for one line written by hand, in points."""
_LOGO = (150, 34)
"""The most a logo may be wide and high, in points."""

_REFERENCE = re.compile(r"[ \u00a0]*\[(\d{1,3})\]")
_TONES = {
    "lead": "Lead",
    "body": "Normal",
    "strong": "Strong line",
    "quiet": "Quiet",
    "small": "Small",
    "warn": "Check",
    "question": "Question",
}
_CELL_TONES = {"strong": "Cell strong", "quiet": "Cell quiet", "small": "Small"}


def render_docx(document: Document) -> RenderedFile:
    """Return a document as a Word file, built in memory; the same content gives the same bytes."""
    ready, notes = prepare(document)
    shape = with_marks(outline(ready), ready)
    style = ready.style
    scale = (1.25 if isinstance(ready, _FOR_CHILDREN) else 1.0) * (1.3 if style.large_print else 1.0)
    empty = template(scale, title=shape.title, author=AUTHOR, language=style.language)
    known = (
        frozenset(note.number for note in ready.evidence)
        if isinstance(ready, SencoReport | CaseStudy)
        else frozenset()
    )
    made = _Word(docx.Document(io.BytesIO(empty)), scale, known)
    if style.logo and not made.logo(style.logo, style.service):
        notes += (NO_LOGO,)
    made.write(shape)
    return RenderedFile(made.saved(), 0, notes)


class _Word:
    """One Word document being written, block by block."""

    def __init__(self, file: Any, scale: float, notes: frozenset[int]) -> None:
        self.file = file
        self.scale = scale
        self.notes = notes
        self.sources: frozenset[int] = frozenset()
        self.drawings = 0
        self.level = 1

    def write(self, shape: Outline) -> None:
        """Write every block, then what stands on every page."""
        lists = (block for block in shape.blocks if isinstance(block, Listing))
        self.sources = self.notes & {number for block in lists for number in block.numbers}
        for block in for_word(shape.blocks):
            self._block(block)
        section = self.file.sections[0]
        if shape.mark:
            self._fill(section.header.paragraphs[0], shape.mark, "Header")
        foot = section.footer.paragraphs[0]
        foot.paragraph_format.tab_stops.add_tab_stop(Pt(_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        self._fill(foot, f"{wording.joined((shape.mark, shape.footer), '. ')}\tPage ", "Footer")
        field(foot, "PAGE")
        foot.add_run(" of ")
        field(foot, "NUMPAGES")

    def saved(self) -> bytes:
        """Return the finished file."""
        target = io.BytesIO()
        self.file.save(target)
        return repacked(target.getvalue())

    def logo(self, data: bytes, service: str) -> bool:
        """Put the service's logo first, at most 150 by 34 points; return whether it could be read."""
        drawn = pictures.logo_png(data)
        if drawn is None:
            return False
        picture, shape = drawn
        width = min(_LOGO[0], _LOGO[1] * shape) / self.scale
        self._drawing(self.file.add_paragraph(), picture, width, f"Logo of {service or 'the music service'}")
        return True

    def _block(self, block: Block | Columns) -> None:
        match block:
            case Columns():
                self._columns(block)
            case Title():
                self._title(block)
            case Heading(text, level, new_page):
                self.level = level
                heading = self._paragraph(text, f"Heading {level - 1}")
                if new_page:
                    heading.paragraph_format.page_break_before = True
            case Text():
                self._texts(self.file, block, _TONES[block.tone])
            case Facts():
                self._facts(block)
            case Grid():
                self._grid(block)
            case Said():
                self._said(block)
            case Listing():
                self._listing(block)
            case Chart():
                self._drawing(self.file.add_paragraph(), pictures.chart_png(block.chart), _WIDTH, block.alt)
                self._paragraph(block.caption, "Small")
            case Room():
                self._room(block)

    def _paragraph(self, text: str, style: str) -> Any:
        return self._fill(self.file.add_paragraph(), text, style)

    def _fill(self, paragraph: Any, text: str, style: str, notes: tuple[int, ...] = ()) -> Any:
        return self._filled(paragraph, (rich.Bit(text),), style, notes)

    def _filled(
        self, paragraph: Any, bits: tuple[rich.Bit, ...], style: str, notes: tuple[int, ...] = ()
    ) -> Any:
        # python-docx looks for the default style at every paragraph, which costs more than all the rest.
        paragraph._p.style = None if style == "Normal" else style_id(style)  # noqa: SLF001
        for bit in bits:
            at = 0
            for found in _REFERENCE.finditer(bit.text):
                if int(found[1]) in self.notes:
                    add_words(paragraph, bit.text[at : found.start()], strong=bit.strong)
                    self._raised(paragraph, int(found[1]))
                    at = found.end()
            add_words(paragraph, bit.text[at:], strong=bit.strong)
        begin_at_right(paragraph, "".join(bit.text for bit in bits))
        for number in notes:
            if number in self.notes:
                self._raised(paragraph, number)
        return paragraph

    def _raised(self, paragraph: Any, number: int) -> None:
        raised(paragraph, str(number), leads=number in self.sources)

    def _texts(self, place: Any, text: Text, style: str, first: Any = None) -> None:
        """Write a text as paragraphs, headings and items; ``first`` is a paragraph that is there already."""
        if text.is_rich:
            parts = rich.parse(text.text)
        else:
            parts = tuple(rich.Part("para", (rich.Bit(one),)) for one in text.text.split("\n\n"))
        count = 0
        for index, part in enumerate(parts):
            paragraph = first if first is not None and index == 0 else place.add_paragraph()
            notes = text.notes if index == len(parts) - 1 else ()
            self._filled(paragraph, part.bits, self._style_of(part, style), notes)
            if part.kind == "bullet":
                listed(paragraph, BULLETED)
            elif part.kind == "number":
                count = count if part.number > 1 and count else new_count(self.file, part.number)
                listed(paragraph, count)
            else:
                count = 0

    def _style_of(self, part: rich.Part, style: str) -> str:
        if part.kind == "heading":
            return f"Heading {min(3, self.level)}"
        return {"bullet": "List Bullet", "number": "List Number"}.get(part.kind, style)

    def _title(self, title: Title) -> None:
        if title.over:
            self._paragraph(title.over, "Subtitle")
        self._paragraph(title.text, "Title")
        if title.under:
            self._paragraph(title.under, "Subtitle")

    def _said(self, said: Said) -> None:
        kind = "Pupil quote" if said.by_pupil else "Adult quote"
        self._texts(self.file, Text(said.words), kind)
        source = wording.joined((said.who, said.how))
        if source:
            self._paragraph(source, f"{kind} source")

    def _listing(self, listing: Listing) -> None:
        line = self._paragraph("", "Source line") if listing.run_in and listing.numbers else None
        for index, item in enumerate(listing.items):
            if not listing.numbers:
                listed(self._paragraph(item, "List Bullet"), BULLETED)
                continue
            paragraph = line if line is not None else self._paragraph("", "Source")
            self._number(paragraph, listing.numbers[index], "\t" if line is None else "\u00a0")
            add_words(paragraph, item if line is None else f"{item} ", strong=False)

    def _number(self, paragraph: Any, number: int, after: str) -> None:
        if number in self.sources:
            add_source(paragraph, number, after)
        else:
            add_words(paragraph, f"{number}{after}", strong=True)

    def _facts(self, facts: Facts) -> None:
        pairs = 2 if len(facts.rows) > _FEW and all(len(value) <= _SHORT for _, value in facts.rows) else 1
        rows = -(-len(facts.rows) // pairs)
        table = self._table(rows, (12, 38, 12, 38) if pairs == 2 else (18, 82), "What this document is about")
        for index, (label, value) in enumerate(facts.rows):
            row, at = table.rows[index // pairs], index % pairs * 2
            self._fill(row.cells[at].paragraphs[0], label, "Cell quiet")
            self._texts(row.cells[at + 1], Text(value), "Cell", row.cells[at + 1].paragraphs[0])
        if facts.strip:
            last = len(facts.rows) - 1
            self._strip(table.rows[-1].cells[last % pairs * 2 + 1].add_paragraph(), facts.strip)

    def _columns(self, columns: Columns) -> None:
        across = len(columns.texts)
        titles = ", ".join(heading.text for heading, _ in columns.texts)
        table = self._table(2, (100 // across,) * across, titles)
        row_property(table.rows[0], "tblHeader")
        for index, (heading, text) in enumerate(columns.texts):
            self._fill(table.cell(0, index).paragraphs[0], heading.text, f"Heading {heading.level - 1}")
            self._cell(table.cell(1, index), Cell((text,)))
        borders(table.rows[0], ACCENT, ("top",))

    def _grid(self, grid: Grid) -> None:
        table = self._table(len(grid.rows) + 1 + grid.blank_rows, grid.shares, grid.about)
        head = table.rows[0]
        row_property(head, "tblHeader")
        for cell, name in zip(head.cells, grid.heads, strict=True):
            self._fill(cell.paragraphs[0], name, "Cell head")
        borders(head, SOFT)
        # A row whose first cell is empty goes on with what the row above began.
        begins = [not index or cells[0] != Cell() for index, cells in enumerate(grid.rows)] + [True]
        for index, (row, cells) in enumerate(zip(table.rows[1:], grid.rows, strict=False)):
            for place, cell in zip(row.cells, cells, strict=True):
                self._cell(place, cell)
            if not (begins[index] and begins[index + 1]):
                spans_down(row.cells[0], begins=begins[index])
            if begins[index + 1]:
                borders(row, LINE)
        for row in table.rows[1 + len(grid.rows) :]:
            row.height = Pt(_TO_WRITE)
            borders(row, LINE)

    def _cell(self, place: Any, cell: Cell) -> None:
        first = place.paragraphs[0]
        self._fill(first, "", "Cell")
        for index, text in enumerate(cell.texts):
            style = _CELL_TONES.get(text.tone, "Cell")
            self._texts(place, text, style, first if index == 0 else None)
        if cell.strip:
            self._strip(first if not cell.texts else place.add_paragraph(), cell.strip)

    def _strip(self, paragraph: Any, strip: Strip) -> None:
        if strip.attendance:
            data, squares = pictures.attendance_png(strip.attendance)
            self._drawing(paragraph, data, squares * 7.2, strip.alt)
        else:
            data = pictures.strip_png(strip.spots, strip.levels, lane=strip.lane)
            self._drawing(paragraph, data, 104, strip.alt)

    def _drawing(self, paragraph: Any, data: bytes, width: float, alt: str) -> None:
        self.drawings += 1
        shape = paragraph.add_run().add_picture(io.BytesIO(data), width=Pt(min(_WIDTH, width * self.scale)))
        inline = shape._inline  # noqa: SLF001 - python-docx has no other way to alternative text
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")
        about = inline.docPr
        about.set("descr", alt)
        about.set("id", str(self.drawings))
        about.set("name", f"Drawing {self.drawings}")

    def _room(self, room: Room) -> None:
        across = len(room.titles) if room.side_by_side else 1
        rows = len(room.titles) // across
        table = self._table(rows, (100 // across,) * across, "Room to write")
        cells = [cell for row in table.rows for cell in row.cells]
        for cell, title in zip(cells, room.titles, strict=True):
            self._fill(cell.paragraphs[0], title, "Cell quiet").paragraph_format.left_indent = Pt(5)
        for row in table.rows:
            row.height = Pt(_LINE * self.scale * room.lines)
            borders(row, LINE, ("top", "left", "bottom", "right"))
        # A table may not be the last thing in a document.
        self.file.add_paragraph(style="End")

    def _table(self, rows: int, shares: tuple[int, ...], about: str) -> Any:
        table = self.file.add_table(rows, len(shares))
        table.autofit = False
        margins(table)
        for index, share in enumerate(shares):
            width = Pt(_WIDTH * share / 100)
            # LibreOffice reads the grid, Word reads the cells.
            table.columns[index].width = width
            for cell in table.columns[index].cells:
                cell.width = width
        for row in table.rows:
            row_property(row, "cantSplit")
        for tag in ("w:tblCaption", "w:tblDescription"):
            item = OxmlElement(tag)
            item.set(qn("w:val"), about)
            table._tbl.tblPr.append(item)  # noqa: SLF001 - nor to a table's description
        return table
