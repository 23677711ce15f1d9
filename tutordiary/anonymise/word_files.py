"""Reads the text of a Word document and writes a new, plain one that carries nothing else over.

The new document is written from scratch: no styles, pictures, comments, properties or thumbnail of the old
one can come along, and the same text gives the same bytes.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from xml.sax.saxutils import escape

from tutordiary.errors import BadInput

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_UNPACKED = 300_000_000
_NOTES = ("footnotes", "endnotes")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (``rows`` empty) or a table of cell texts. ``level`` above 0 is a heading."""

    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


def read_blocks(file: Path) -> tuple[Block, ...]:
    """Return what a reader sees: headers, then body and tables in order, then notes and footers.

    Deleted text, comments, pictures and fields' codes are left out. Raises BadInput when it is no Word file.
    """
    _check_size(file)
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError, fromstring

    try:
        document = Document(str(file))
        sections = list(document.sections)
        body = list(_blocks(document.element.body))
        heads = [b for s in sections for part in _parts(s, "header") for b in _blocks(part)]
        feet = [b for s in sections for part in _parts(s, "footer") for b in _blocks(part)]
        notes: list[Block] = []
        for related in document.part.rels.values():
            if not related.is_external and related.reltype.rsplit("/", 1)[-1] in _NOTES:
                for note in fromstring(related.target_part.blob):
                    notes.extend(_blocks(note))
    except (OpcError, LxmlError, KeyError, ValueError, zipfile.BadZipFile):
        raise BadInput(f"{file.name} is not a Word document that can be read. Nothing was written.") from None
    return tuple(
        block for block in (*_once(heads), *body, *notes, *_once(feet)) if block.text.strip() or block.rows
    )


def _check_size(file: Path) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile:
        raise BadInput(f"{file.name} is not a Word document that can be read. Nothing was written.") from None
    except OSError as error:
        raise BadInput(f"{file.name} cannot be read ({error.strerror}). Nothing was written.") from None
    if unpacked > _MOST_UNPACKED:
        raise BadInput(f"{file.name} is too large to be read safely. Nothing was written.")


def _parts(section: object, kind: str) -> Iterator[_Element]:
    for name in (kind, f"first_page_{kind}", f"even_page_{kind}"):
        part = getattr(section, name)
        if not part.is_linked_to_previous:
            yield part._element  # noqa: SLF001 - python-docx offers no public way to the whole of a header


def _once(blocks: Iterable[Block]) -> tuple[Block, ...]:
    return tuple(dict.fromkeys(blocks))


def _blocks(container: _Element) -> Iterator[Block]:
    """Yield the blocks of a body, a header, a note, a text box or a content control."""
    for child in container:
        if child.tag == f"{_W}p":
            yield Block(_paragraph_text(child), _level(child))
            for box in child.iter(f"{_W}txbxContent"):
                yield from _blocks(box)
        elif child.tag == f"{_W}tbl":
            yield Block(rows=tuple(_rows(child)))
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"}:
            yield from _blocks(child)


def _rows(table: _Element) -> Iterator[tuple[str, ...]]:
    for row in table.iter(f"{_W}tr"):
        if _nearest(row, "tbl") is table:
            cells = (cell for cell in row.iter(f"{_W}tc") if _nearest(cell, "tr") is row)
            yield tuple("\n".join(_paragraph_text(p) for p in cell.iter(f"{_W}p")) for cell in cells)


def _nearest(element: _Element, name: str) -> _Element | None:
    parent = element.getparent()
    while parent is not None and parent.tag != f"{_W}{name}":
        parent = parent.getparent()
    return parent


def _paragraph_text(paragraph: _Element) -> str:
    """Join all runs of a paragraph, those in links and insertions too, text boxes left out."""
    found: list[str] = []
    for element in paragraph.iter():
        if element.tag in {
            f"{_W}t",
            f"{_W}tab",
            f"{_W}br",
            f"{_W}cr",
            f"{_W}noBreakHyphen",
            f"{_W}softHyphen",
        }:
            if _nearest(element, "p") is not paragraph or _nearest(element, "pPr") is not None:
                continue
            name = element.tag[len(_W) :]
            found.append(
                (element.text or "") if name == "t" else {"tab": "\t", "noBreakHyphen": "-"}.get(name, "")
            )
            if name in {"br", "cr"}:
                found.append("\n")
    return "".join(found)


def _level(paragraph: _Element) -> int:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = (style.get(f"{_W}val") or "").lower() if style is not None else ""
    if name.startswith("heading") and name[7:8] in {"1", "2", "3"}:
        return int(name[7])
    return 1 if name == "title" else 0


_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.styles+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.'
    'core-properties+xml"/></Types>'
)
_REL = "http://schemas.openxmlformats.org"
_ROOT_RELS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    f'<Relationships xmlns="{_REL}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_REL}/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_REL}/package/2006/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/></Relationships>'
)
_DOCUMENT_RELS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    f'<Relationships xmlns="{_REL}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_REL}/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
    "</Relationships>"
)
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    f'<cp:coreProperties xmlns:cp="{_REL}/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>tutordiary</dc:creator></cp:coreProperties>'
)


def _styles() -> str:
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/>'
        f'<w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{34 - 4 * level}"/></w:rPr></w:style>'
        for level in (1, 2, 3)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:styles xmlns:w="{_W[1:-1]}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="22"/>'
        '<w:lang w:val="en-GB"/>'
        "</w:rPr></w:rPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:pPr><w:spacing w:after="120"/></w:pPr></w:style>' + headings + "</w:styles>"
    )


def write_blocks(stream: BinaryIO, blocks: Sequence[Block]) -> None:
    """Write a new Word document holding the blocks and nothing else; the same blocks give the same bytes."""
    body = "".join(
        _table(block.rows) if block.rows else _paragraph(block.text, block.level) for block in blocks
    )
    page = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="709" w:footer="709"'
        ' w:gutter="0"/>'
        "</w:sectPr>"
    )
    document = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:document xmlns:w="{_W[1:-1]}"><w:body>{body}{page}</w:body></w:document>'
    )
    members = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT_RELS,
        "docProps/core.xml": _CORE,
        "word/_rels/document.xml.rels": _DOCUMENT_RELS,
        "word/document.xml": document,
        "word/styles.xml": _styles(),
    }
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, date_time=(2020, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content.encode("utf-8", "replace"))


def _clean(text: str) -> str:
    """Escape a text and drop the characters XML cannot hold."""
    return escape("".join(char for char in text if char >= " " or char == "\t"))


def _paragraph(text: str, level: int = 0) -> str:
    style = f'<w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr>' if level else ""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{_clean(line)}</w:t>' for line in text.split("\n"))
    return f"<w:p>{style}<w:r>{lines}</w:r></w:p>"


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    width = max(map(len, rows), default=1)
    grid = "".join('<w:gridCol w:w="2000"/>' for _ in range(width))
    body = "".join(
        "<w:tr>" + "".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in (row or ("",))) + "</w:tr>"
        for row in rows
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl><w:p/>"
    )
