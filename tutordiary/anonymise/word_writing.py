"""Writes a new, plain Word document that holds the texts handed in and nothing else.

It is written from scratch, so that no style, picture, comment, property or thumbnail of an old one can come
along. The same blocks give the same bytes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import BinaryIO
from xml.sax.saxutils import escape

from tutordiary.anonymise.word_blocks import A4, LANGUAGE, Block, Cell

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_REL = "http://schemas.openxmlformats.org"
_OFFICE = f"{_REL}/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MARGIN = 1134
_HEADING_SIZES = (30, 26, 24, 23, 22, 22)  # half points
_DEPTHS = 9
_BULLETS = "•–▪"
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_CORE = (
    f'{_HEAD}<cp:coreProperties xmlns:cp="{_REL}/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>tutordiary</dc:creator></cp:coreProperties>'
)
_ROOT_RELS = (
    f'{_HEAD}<Relationships xmlns="{_REL}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_REL}/package/2006/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/></Relationships>'
)
_OWN_PARTS = ("styles", "numbering", "header", "footer")


def write_blocks(
    stream: BinaryIO,
    blocks: Sequence[Block],
    *,
    page: tuple[int, int] = A4,
    language: str = LANGUAGE,
) -> None:
    """Write a Word document. ``page`` is width and height in twentieths of a point, ``language`` a code."""
    heads = [block for block in blocks if block.part == "header"]
    feet = [block for block in blocks if block.part == "footer"]
    body = [block for block in blocks if block.part == "body"]
    lists = _lists(blocks)
    text_width = max(2000, page[0] - 2 * _MARGIN)
    parts = {"styles": _styles(language)}
    if lists:
        parts["numbering"] = _numbering(lists)
    if heads:
        parts["header"] = _page_part("hdr", heads, lists, text_width)
    parts["footer"] = _page_part("ftr", feet, lists, text_width, numbered=True)
    members = {
        "[Content_Types].xml": _types(parts),
        "_rels/.rels": _ROOT_RELS,
        "docProps/core.xml": _CORE,
        "word/_rels/document.xml.rels": _relations(parts),
        "word/document.xml": _document(body, lists, page, text_width, has_head=bool(heads)),
        **{f"word/{name}.xml": content for name, content in parts.items()},
    }
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, date_time=(2020, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content.encode("utf-8"))


def _types(parts: Iterable[str]) -> str:
    own = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD_TYPE}.{name}+xml"/>' for name in parts
    )
    return (
        f'{_HEAD}<Types xmlns="{_REL}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD_TYPE}.document.main+xml"/>{own}'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.'
        'core-properties+xml"/></Types>'
    )


def _relations(parts: Iterable[str]) -> str:
    each = "".join(
        f'<Relationship Id="rId{_OWN_PARTS.index(name) + 1}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for name in parts
    )
    return f'{_HEAD}<Relationships xmlns="{_REL}/package/2006/relationships">{each}</Relationships>'


def _styles(language: str) -> str:
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/>'
        f'<w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
        for level, size in enumerate(_HEADING_SIZES, start=1)
    )
    return (
        f'{_HEAD}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="22"/>'
        f'<w:lang w:val="{language}"/>'
        "</w:rPr></w:rPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:pPr><w:spacing w:after="120"/></w:pPr></w:style>' + headings + "</w:styles>"
    )


# Lists --------------------------------------------------------------------------------------------------


def _lists(blocks: Iterable[Block]) -> dict[tuple[str, int], int]:
    """Return the number of each list in the new document: all bulleted ones share one."""
    found: dict[tuple[str, int], int] = {}
    for block in blocks:
        if block.listing:
            found.setdefault(_list_key(block), len(found) + 1)
    return found


def _list_key(block: Block) -> tuple[str, int]:
    return block.listing, block.list_id if block.listing == "number" else 0


def _numbering(lists: dict[tuple[str, int], int]) -> str:
    shapes = "".join(
        f'<w:abstractNum w:abstractNumId="{at}"><w:multiLevelType w:val="multilevel"/>'
        + "".join(_list_level(kind, depth) for depth in range(_DEPTHS))
        + "</w:abstractNum>"
        for at, kind in enumerate(("bullet", "number"))
    )
    numbers = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{int(kind == "number")}"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for (kind, _), number in lists.items()
    )
    return f'{_HEAD}<w:numbering xmlns:w="{_W}">{shapes}{numbers}</w:numbering>'


def _list_level(kind: str, depth: int) -> str:
    if kind == "bullet":
        shape = f'<w:numFmt w:val="bullet"/><w:lvlText w:val="{_BULLETS[depth % len(_BULLETS)]}"/>'
    else:
        name = ("decimal", "lowerLetter", "lowerRoman")[depth % 3]
        shape = f'<w:numFmt w:val="{name}"/><w:lvlText w:val="%{depth + 1}."/>'
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/>{shape}<w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{360 * (depth + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
    )


# Text ---------------------------------------------------------------------------------------------------


def _document(
    body: Sequence[Block],
    lists: dict[tuple[str, int], int],
    page: tuple[int, int],
    text_width: int,
    *,
    has_head: bool,
) -> str:
    head = f'<w:headerReference w:type="default" r:id="rId{_OWN_PARTS.index("header") + 1}"/>'
    across = ' w:orient="landscape"' if page[0] > page[1] else ""
    section = (
        f"<w:sectPr>{head if has_head else ''}"
        f'<w:footerReference w:type="default" r:id="rId{_OWN_PARTS.index("footer") + 1}"/>'
        f'<w:pgSz w:w="{page[0]}" w:h="{page[1]}"{across}/><w:pgMar w:top="{_MARGIN}" w:right="{_MARGIN}" '
        f'w:bottom="{_MARGIN}" w:left="{_MARGIN}" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
    )
    return (
        f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_OFFICE}"><w:body>'
        f"{_inner(body, lists, text_width)}{section}</w:body></w:document>"
    )


def _page_part(
    name: str,
    blocks: Sequence[Block],
    lists: dict[tuple[str, int], int],
    text_width: int,
    *,
    numbered: bool = False,
) -> str:
    number = (
        '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    inner = _inner(blocks, lists, text_width)
    return f'{_HEAD}<w:{name} xmlns:w="{_W}">{inner}{number if numbered else ""}</w:{name}>'


def _inner(blocks: Sequence[Block], lists: dict[tuple[str, int], int], text_width: int) -> str:
    return "".join(
        _table(block.rows, text_width) if block.rows else _paragraph(block.text, _properties(block, lists))
        for block in blocks
    )


def _properties(block: Block, lists: dict[tuple[str, int], int]) -> str:
    if block.level:
        return f'<w:pPr><w:pStyle w:val="Heading{block.level}"/></w:pPr>'
    if block.listing:
        number = lists[_list_key(block)]
        return f'<w:pPr><w:numPr><w:ilvl w:val="{block.depth}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    return ""


def as_joined(text: str) -> str:
    """Return a text as its paragraph reads with the pieces joined: a space parts lines and columns."""
    return "".join(piece for piece, _ in _pieces(text))


def _pieces(text: str) -> list[tuple[str, str]]:
    """Return the pieces of a text with the sign behind each, and a space before each sign.

    Whoever reads the file without its signs does not take two words for one then.
    """
    parts = re.split("([\n\t])", _NOT_XML.sub("", text))
    found = [
        (words if words.endswith(" ") else f"{words} ", sign)
        for words, sign in zip(parts[::2], parts[1::2], strict=False)
    ]
    return [*found, (parts[-1], "")]


def _paragraph(text: str, properties: str = "") -> str:
    signs = {"\n": "<w:br/>", "\t": "<w:tab/>", "": ""}
    run = "".join(
        f'<w:t xml:space="preserve">{escape(words)}</w:t>{signs[sign]}' for words, sign in _pieces(text)
    )
    return f"<w:p>{properties}<w:r>{run}</w:r></w:p>"


def _table(rows: tuple[tuple[Cell, ...], ...], text_width: int) -> str:
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    columns = max(sum(cell.span for cell in row) for row in rows)
    width = text_width // columns
    grid = f'<w:gridCol w:w="{width}"/>' * columns
    body = "".join(f"<w:tr>{''.join(_cell(cell, width) for cell in row)}</w:tr>" for row in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width * columns}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl><w:p/>"
    )


def _cell(cell: Cell, width: int) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    properties = f'<w:tcPr><w:tcW w:w="{width * cell.span}" w:type="dxa"/>{span}</w:tcPr>'
    return f"<w:tc>{properties}{''.join(_paragraph(text) for text in cell.texts)}</w:tc>"
