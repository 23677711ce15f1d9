"""Reads what a reader sees of a Word document: its text in order, and how much else was left behind.

What can hide a name never comes along: properties, comments, deleted and hidden text, the addresses of
links, pictures with their descriptions, charts, embedded files. It is counted, so that a person can be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tutordiary.anonymise.word_blocks import A4, Block, Cell, LeftBehind, Part, WordText
from tutordiary.anonymise.word_package import Package, not_word, open_package
from tutordiary.anonymise.word_styles import (
    Style,
    child,
    is_on,
    language_of,
    lists_of,
    name_of,
    number,
    numbering_of,
    outline_of,
    styles_of,
    value,
)
from tutordiary.errors import BadInput

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_PARAGRAPHS = 50_000
MOST_LETTERS = 4_000_000
_HEADERS_KEPT = 3
_LEAST_SIDE, _MOST_SIDE = 5_000, 32_000  # twentieths of a point
_GONE = frozenset(
    {"del", "moveFrom", "mc:Fallback", "rPr", "pPr", "sdtPr", "sdtEndPr", "instrText", "delText"}
)
_DRAWN = frozenset({"drawing", "pict", "object"})
_HOLDERS = frozenset(
    {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "mc:AlternateContent", "mc:Choice"}
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")
_PAGE_WORDS = re.compile(r"(?:page|pages|seite|of|von|[\s\d/|–—-])*", re.IGNORECASE)


def read_word(file: Path) -> WordText:
    """Return the text of a Word document: headers, then the body with its tables, notes and footers.

    Raises: BadInput saying in one sentence why a file is not read; the file is never changed.
    """
    package = open_package(file)
    with package.archive:
        return _Reader(package).read()


def read_blocks(file: Path) -> tuple[Block, ...]:
    """Return the blocks of a Word document alone. Raises: as ``read_word``."""
    return read_word(file).blocks


@dataclass(slots=True)
class _Field:
    """A field being read: its instruction so far, and whether what shows of it has begun."""

    code: str = ""
    shows: bool = False


@dataclass(slots=True)
class _Story:
    """Where a reading stands: inside which fields, and the text boxes met in a paragraph."""

    fields: list[_Field] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)

    @property
    def shows(self) -> bool:
        """Whether what is read now can be seen: no instruction, no page number, no list of contents."""
        return all(each.shows and not _is_page_or_contents(each.code) for each in self.fields)


def _is_page_or_contents(code: str) -> bool:
    first = code.split(maxsplit=1)[0].upper() if code.split() else ""
    return first in _PAGE_FIELDS or first == "TOC"


class _Reader:
    """Reads one package."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._main = package.main_part()
        self._related = package.related(self._main)
        self._left = LeftBehind()
        styles = package.tree(self._part("styles"))
        self._styles, self._language = styles_of(styles), language_of(styles)
        self._lists = lists_of(package.tree(self._part("numbering")))
        self._notes: dict[tuple[str, str], int] = {}
        self._paragraphs = self._letters = 0

    def read(self) -> WordText:
        root = self._package.tree(self._main)
        body = next((each for each in root if name_of(each) == "body"), None) if root is not None else None
        if body is None:
            raise not_word(self._package.name)
        blocks = list(self._blocks(body, _Story()))
        heads = self._page_parts("header", "headerReference", body)
        feet = self._page_parts("footer", "footerReference", body)
        notes = list(self._read_notes())
        self._left.comments += self._comments()
        return WordText(
            tuple(b for b in (*heads, *blocks, *notes, *feet) if b.rows or b.text.strip()),
            self._left,
            self._page_size(body),
            self._language,
        )

    # Blocks -------------------------------------------------------------------------------------

    def _blocks(self, container: _Element, story: _Story, part: Part = "body") -> Iterator[Block]:
        """Yield the blocks of a body, a header, a note, a text box or a content control."""
        for each in container:
            name = name_of(each)
            if name == "p":
                yield self._paragraph(each, story, part)
                boxes, story.boxes = story.boxes, []
                for box in boxes:
                    yield from self._blocks(box, _Story(), part)
            elif name == "tbl":
                yield Block(rows=tuple(self._rows(each, story)), part=part)
            elif name in _HOLDERS:
                yield from self._blocks(each, story, part)
            elif name == "altChunk":
                self._left.objects += 1
            elif name in ("del", "moveFrom"):
                self._left.deleted += 1

    def _paragraph(self, paragraph: _Element, story: _Story, part: Part) -> Block:
        properties = child(paragraph, "pPr")
        style = self._styles.get(value(child(properties, "pStyle")), Style())
        text = self._text(paragraph, story, hidden=style.hidden)
        self._take(len(text))
        if part != "body" and _PAGE_WORDS.fullmatch(text):
            text = ""
        list_id, depth = numbering_of(properties)
        if not list_id:
            list_id, depth = style.numbering[0], depth or style.numbering[1]
        level = style.level or outline_of(paragraph)
        if list_id in ("", "0") or level:
            return Block(text, level, part=part)
        at = number(depth, 8) or 0
        kind = self._lists.get(list_id, {}).get(at, "bullet")
        return Block(text, part=part, listing=kind, depth=at, list_id=number(list_id, 99_999_999) or 0)

    def _take(self, letters: int) -> None:
        """Count a paragraph. Raises: BadInput when a document is longer than anybody reads through."""
        self._paragraphs += 1
        self._letters += letters
        if self._paragraphs > MOST_PARAGRAPHS or self._letters > MOST_LETTERS:
            raise BadInput(
                f"{self._package.name} is too long to be read in one go. Nothing was changed. "
                "Split it into shorter documents and take one at a time."
            )

    def _rows(self, table: _Element, story: _Story) -> Iterator[tuple[Cell, ...]]:
        for row in self._inside(table, "tr"):
            cells = tuple(self._cell(cell, story) for cell in self._inside(row, "tc"))
            if cells:
                yield cells

    def _cell(self, cell: _Element, story: _Story) -> Cell:
        texts: list[str] = []
        for block in self._blocks(cell, story):
            texts += [text for text in block.texts if text.strip()]
        span = number(value(child(cell, "tcPr", "gridSpan")), 63)
        return Cell(tuple(texts) or ("",), span or 1)

    def _inside(self, element: _Element, wanted: str) -> Iterator[_Element]:
        """Yield the rows of a table or the cells of a row, those in content controls too."""
        for each in element:
            name = name_of(each)
            if name == wanted:
                yield each
            elif name in _HOLDERS:
                yield from self._inside(each, wanted)

    # Text ---------------------------------------------------------------------------------------

    def _text(self, paragraph: _Element, story: _Story, *, hidden: bool) -> str:
        found: list[str] = []
        self._walk(paragraph, story, found, hidden=hidden)
        return "".join(found)

    def _walk(self, element: _Element, story: _Story, found: list[str], *, hidden: bool) -> None:
        for each in element:
            name = name_of(each)
            if name in _SIGNS or name == "t":
                if story.shows and not hidden and value(each, "type") not in ("page", "column"):
                    found.append((each.text or "") if name == "t" else _SIGNS[name])
            elif name == "r":
                self._run(each, story, found, hidden=hidden)
            elif name == "fldChar":
                self._field(each, story)
            elif name == "instrText" and story.fields:
                story.fields[-1].code += each.text or ""
            elif name in _GONE:
                self._left.deleted += name in ("del", "moveFrom")
            elif name in _DRAWN:
                self._drawing(each, story)
            elif name in ("m:oMath", "m:oMathPara"):
                self._left.objects += 1
            elif name in ("footnoteReference", "endnoteReference"):
                if story.shows and not hidden:
                    found.append(f" (note {self._note(name[:-9], value(each, 'id'))})")
            elif name and not (name == "fldSimple" and _is_page_or_contents(value(each, "instr"))):
                self._left.links += name == "hyperlink"
                self._walk(each, story, found, hidden=hidden)

    def _run(self, run: _Element, story: _Story, found: list[str], *, hidden: bool) -> None:
        properties = child(run, "rPr")
        vanish = child(properties, "vanish")
        style = self._styles.get(value(child(properties, "rStyle")))
        own = hidden or (is_on(vanish) if vanish is not None else style is not None and style.hidden)
        if own and any(name_of(each) == "t" and (each.text or "").strip() for each in run):
            self._left.hidden += 1
        self._walk(run, story, found, hidden=own)

    def _field(self, mark: _Element, story: _Story) -> None:
        kind = value(mark, "fldCharType")
        if kind == "begin":
            story.fields.append(_Field())
        elif kind == "separate" and story.fields:
            story.fields[-1].shows = True
            self._left.links += story.fields[-1].code.strip().upper().startswith("HYPERLINK")
        elif kind == "end" and story.fields:
            story.fields.pop()

    def _drawing(self, drawing: _Element, story: _Story) -> None:
        """Take the text boxes out of a drawing and count what else it is."""
        boxes = list(self._boxes(drawing))
        story.boxes += boxes
        names = {name_of(each) for each in drawing.iter()}
        if name_of(drawing) == "object":
            self._left.objects += 1
        elif names & {"pic:pic", "v:imagedata"}:
            self._left.pictures += 1
        elif not boxes:
            self._left.objects += 1

    def _boxes(self, element: _Element) -> Iterator[_Element]:
        for each in element:
            if name_of(each) == "txbxContent":
                yield each
            elif name_of(each) != "mc:Fallback":
                yield from self._boxes(each)

    # Headers, footers, notes, paper -------------------------------------------------------------

    def _page_parts(self, part: Part, reference: str, body: _Element) -> list[Block]:
        """Return what stands at the top or foot of pages, each once; more than a few lines go to the body."""
        found: list[Block] = []
        ids = [
            value(each, "id")
            for section in body.iter()
            if name_of(section) == "sectPr"
            for each in section
            if name_of(each) == reference
        ]
        for relation in dict.fromkeys(ids):
            root = self._package.tree(self._related.get(relation, ("", ""))[1])
            if root is not None:
                found += [b for b in self._blocks(root, _Story(), part) if b.rows or b.text.strip()]
        unique = list(dict.fromkeys(found))
        return [replace(b, part="body") if n >= _HEADERS_KEPT else b for n, b in enumerate(unique)]

    def _note(self, kind: str, note_id: str) -> int:
        return self._notes.setdefault((kind, note_id), len(self._notes) + 1)

    def _read_notes(self) -> Iterator[Block]:
        """Yield footnotes and endnotes by the number the text gives them; those it never names are hidden."""
        texts: dict[tuple[str, str], list[Block]] = {}
        for kind in ("footnote", "endnote"):
            root = self._package.tree(self._part(f"{kind}s"))
            for note in root if root is not None else ():
                if name_of(note) == kind and value(note, "type") in ("", "normal"):
                    key = (kind, value(note, "id"))
                    if key in self._notes:
                        texts[key] = list(self._blocks(note, _Story()))
                    else:
                        self._left.hidden += 1
        if texts:
            yield Block("Notes", 2)
        for named, place in list(self._notes.items()):
            for at, block in enumerate(b for b in texts.get(named, ()) if b.rows or b.text.strip()):
                first = at == 0 and not block.rows
                yield replace(block, text=f"Note {place}: {block.text.strip()}") if first else block

    def _page_size(self, body: _Element) -> tuple[int, int]:
        size = next((each for each in body.iter() if name_of(each) == "pgSz"), None)
        wide, high = (number(value(size, side), _MOST_SIDE) or 0 for side in ("w", "h"))
        return (wide, high) if min(wide, high) >= _LEAST_SIDE else A4

    def _part(self, kind: str) -> str:
        return next((part for which, part in self._related.values() if which == kind), "")

    def _comments(self) -> int:
        root = self._package.tree(self._part("comments"))
        return sum(name_of(each) == "comment" for each in root) if root is not None else 0
