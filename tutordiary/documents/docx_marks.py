"""Sets in the file itself what python-docx has no word for: margins, lines, raised numbers, lists, fields."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tutordiary.documents.docx_template import COUNTED


def margins(table: Any) -> None:
    """Set the space inside the cells of a table."""
    edges = OxmlElement("w:tblCellMar")
    for side, twips in (("top", "24"), ("left", "0"), ("bottom", "16"), ("right", "120")):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), twips)
        edge.set(qn("w:type"), "dxa")
        edges.append(edge)
    about = table._tbl.tblPr  # noqa: SLF001 - python-docx has no other way to a table's margins
    look = about.find(qn("w:tblLook"))
    about.append(edges) if look is None else look.addprevious(edges)


def raised(paragraph: Any, number: str) -> None:
    """Add a small raised number that stays with the word before it."""
    run = paragraph.add_run(f"\u00a0{number}")
    run.font.superscript = True


def listed(paragraph: Any, list_id: int) -> None:
    """Make a paragraph an item of a list."""
    about = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - nor to a list
    about.get_or_add_ilvl().val = 0
    about.get_or_add_numId().val = list_id


def new_count(file: Any, first: int) -> int:
    """Return the id of a numbered list of its own, which begins at ``first``."""
    numbering = file.part.numbering_part.element
    number = numbering.add_num(COUNTED)
    number.add_lvlOverride(ilvl=0).add_startOverride(first)
    return int(number.numId)


def field(paragraph: Any, code: str) -> None:
    """Add a field that Word fills in, such as the number of the page."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText" if text == code else "w:t")
            mark.text = text
        run._r.append(mark)  # noqa: SLF001 - nor to a field


def row_property(row: Any, name: str) -> None:
    """Set what Word calls a row property, such as "tblHeader"."""
    row._tr.get_or_add_trPr().append(OxmlElement(f"w:{name}"))  # noqa: SLF001 - nor to a repeated head


def borders(row: Any, colour: str, sides: tuple[str, ...] = ("bottom",)) -> None:
    """Draw thin lines at the sides of every cell of a row."""
    for cell in row.cells:
        edges = OxmlElement("w:tcBorders")
        for side in sides:
            edge = OxmlElement(f"w:{side}")
            for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", colour)):
                edge.set(qn(f"w:{name}"), value)
            edges.append(edge)
        cell._tc.get_or_add_tcPr().append(edges)  # noqa: SLF001 - nor to a cell's lines
