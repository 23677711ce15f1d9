"""Our own empty Word file: styles, language, page, and nothing anyone left behind.

python-docx's built-in template brings a thumbnail, its author's name and hundreds of unused styles; this one
is a few kilobytes, says en-GB everywhere Word looks, and holds neutral properties without any date.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

INK, SOFT, ACCENT, WARM = "1B2A33", "4A5A64", "0E5A66", "7A4306"
LINE, ACCENT_TINT, TINT, WARM_TINT = "C5D0D5", "D9E9EA", "F0F5F5", "FBF3E6"


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style; sizes and spaces in points before scaling."""

    name: str
    size: float
    before: float = 0
    after: float = 4
    colour: str = INK
    bold: bool = False
    outline: int | None = None
    shade: str = ""
    bar: str = ""
    hanging: float = 0
    keep_next: bool = False
    numbers: int = 0


BULLETED, COUNTED = 1, 2
"""The lists of the template: after dots, and counted. A list that begins anew needs an id of its own."""

STYLES = (
    _Style("Title", 20, 0, 0, bold=True, keep_next=True),
    _Style("Subtitle", 9, 0, 2, ACCENT),
    _Style("Heading 1", 11.5, 6, 2, ACCENT, bold=True, outline=0, keep_next=True),
    _Style("Heading 2", 10, 3, 1, INK, bold=True, outline=1, keep_next=True),
    _Style("Heading 3", 9.5, 4, 1, INK, bold=True, outline=2, keep_next=True),
    _Style("Lead", 10.5, 3, 3),
    _Style("Strong line", 9.5, 3, 1, bold=True),
    _Style("Quiet", 9.5, 0, 3, SOFT),
    _Style("Small", 8, 1, 1, SOFT),
    _Style("Check", 9.5, 2, 4, WARM, bold=True, shade=WARM_TINT),
    _Style("Question", 14, 2, 8, bold=True, shade=ACCENT_TINT),
    _Style("Pupil quote", 10, 3, 0, shade=ACCENT_TINT, bar=ACCENT, keep_next=True),
    _Style("Pupil quote source", 8, 0, 3, SOFT, shade=ACCENT_TINT, bar=ACCENT),
    _Style("Adult quote", 9.5, 2, 0, shade=TINT, bar=LINE, keep_next=True),
    _Style("Adult quote source", 8, 0, 3, SOFT, shade=TINT, bar=LINE),
    _Style("Cell", 9, 0, 1),
    _Style("Cell strong", 9, 0, 1, bold=True),
    _Style("Cell quiet", 9, 0, 1, SOFT),
    _Style("Cell head", 8, 0, 1, SOFT, bold=True, keep_next=True),
    _Style("List Bullet", 9.5, 0, 2, numbers=BULLETED),
    _Style("List Number", 9.5, 0, 2, numbers=COUNTED),
    _Style("Source", 8, 0, 1, hanging=16),
    _Style("Source line", 8, 0, 0, SOFT),
    _Style("Header", 8.5, 0, 0, WARM, bold=True),
    _Style("Footer", 8, 0, 0, SOFT),
    _Style("End", 1, 0, 0),
)


def style_id(name: str) -> str:
    """Return the id Word knows a style by."""
    return name.replace(" ", "")


def template(scale: float, *, title: str, author: str, language: str) -> bytes:
    """Return an empty A4 document as bytes; ``scale`` multiplies every size of type."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (f"{_OFFICE}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(title, author, language),
        "word/document.xml": _document(),
        "word/styles.xml": _styles(scale, language),
        "word/settings.xml": _settings(language),
        "word/numbering.xml": _numbering(),
        "word/_rels/document.xml.rels": _relations(
            (f"{_OFFICE}/styles", "styles.xml"),
            (f"{_OFFICE}/settings", "settings.xml"),
            (f"{_OFFICE}/numbering", "numbering.xml"),
        ),
    }
    return packed({name: text.encode() for name, text in parts.items()})


def packed(parts: dict[str, bytes]) -> bytes:
    """Return parts as a package in the order given, without a clock: the same parts give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, data)
    return target.getvalue()


def repacked(data: bytes) -> bytes:
    """Return a package with its parts in a fixed order and without the times they were written."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = sorted(package.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        return packed({name: package.read(name) for name in names})


def _relations(*targets: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _content_types() -> str:
    kinds = (("document", "document.main"), ("styles",) * 2, ("settings",) * 2, ("numbering",) * 2)
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>' for name, kind in kinds
    )
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'{parts}<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>'
    )


def _core(title: str, author: str, language: str) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f"<dc:language>{escape(language)}</dc:language></cp:coreProperties>"
    )


def _document() -> str:
    return (
        f"{_HEAD}<w:document {_W} {_R}><w:body><w:sectPr>"
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="740" w:right="964" w:bottom="700" w:left="964" '
        'w:header="380" w:footer="340" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def _settings(language: str) -> str:
    return (
        f'{_HEAD}<w:settings {_W}><w:zoom w:percent="100"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        f'w:val="15"/></w:compat><w:themeFontLang w:val={quoteattr(language)}/></w:settings>'
    )


def _styles(scale: float, language: str) -> str:
    tongue = quoteattr(language)
    fonts = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="Arial"/>'
    normal = _size(9.5, scale)
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:color w:val="{INK}"/>{normal}'
        f"<w:lang w:val={tongue} w:eastAsia={tongue} w:bidi={tongue}/></w:rPr></w:rPrDefault>"
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="60" w:line="250" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )
    margins = '<w:left w:w="0" w:type="dxa"/><w:right w:w="113" w:type="dxa"/>'
    table = f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
    base = (
        _default("paragraph", "Normal", "Normal", "<w:qFormat/>")
        + _default("character", "DefaultParagraphFont", "Default Paragraph Font")
        + _default("table", "TableNormal", "Normal Table", table)
        + _default("numbering", "NoList", "No List")
    )
    own = "".join(_style(kind, scale) for kind in STYLES)
    return f"{_HEAD}<w:styles {_W}>{defaults}{base}{own}</w:styles>"


def _default(kind: str, identity: str, name: str, about: str = "") -> str:
    return (
        f'<w:style w:type="{kind}" w:default="1" w:styleId="{identity}">'
        f'<w:name w:val="{name}"/>{about}</w:style>'
    )


def _style(kind: _Style, scale: float) -> str:
    name = kind.name.lower() if kind.outline is not None or kind.name in ("Header", "Footer") else kind.name
    about = "<w:keepNext/>" if kind.keep_next else ""
    if kind.numbers:
        about += f'<w:numPr><w:numId w:val="{kind.numbers}"/></w:numPr>'
    if kind.bar:
        about += f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="{kind.bar}"/></w:pBdr>'
    if kind.shade:
        about += f'<w:shd w:val="clear" w:color="auto" w:fill="{kind.shade}"/>'
    if kind.hanging:
        twips = round(kind.hanging * 20 * scale)
        about += f'<w:tabs><w:tab w:val="left" w:pos="{twips}"/></w:tabs>'
    about += f'<w:spacing w:before="{round(kind.before * 20)}" w:after="{round(kind.after * 20)}"/>'
    if kind.hanging:
        about += f'<w:ind w:left="{twips}" w:hanging="{twips}"/>'
    elif kind.bar:
        about += '<w:ind w:left="200" w:right="120"/>'
    if kind.outline is not None:
        about += f'<w:outlineLvl w:val="{kind.outline}"/>'
    face = "<w:b/><w:bCs/>" if kind.bold else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id(kind.name)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr>{about}</w:pPr>'
        f'<w:rPr>{face}<w:color w:val="{kind.colour}"/>{_size(kind.size, scale)}</w:rPr></w:style>'
    )


def _size(points: float, scale: float) -> str:
    halves = round(points * scale * 2)
    return f'<w:sz w:val="{halves}"/><w:szCs w:val="{halves}"/>'


def _numbering() -> str:
    lists = ((BULLETED, "bullet", "•"), (COUNTED, "decimal", "%1."))
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{mark}"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="340" w:hanging="340"/></w:pPr></w:lvl></w:abstractNum>'
        for number, kind, mark in lists
    )
    made = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number, *_ in lists
    )
    return f"{_HEAD}<w:numbering {_W}>{kinds}{made}</w:numbering>"
