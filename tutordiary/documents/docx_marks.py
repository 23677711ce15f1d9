"""Sets in the file itself what python-docx has no word for: margins, lines, raised numbers, lists, fields."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tutordiary.documents.docx_template import COUNTED

_RIGHT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+"
_FROM_RIGHT = re.compile(f"{_RIGHT}(?:[ \u00a0]+{_RIGHT})*")
"""Hebrew, Arabic and their neighbours, whole stretches of words."""


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


def add_words(paragraph: Any, words: str, *, strong: bool) -> None:
    """Add words to a paragraph; those of scripts read from the right are told to Word as such."""
    at = 0
    for found in _FROM_RIGHT.finditer(words):
        _run(paragraph, words[at : found.start()], strong=strong)
        _run(paragraph, found[0], strong=strong, from_right=True)
        at = found.end()
    _run(paragraph, words[at:], strong=strong)


def _run(paragraph: Any, words: str, *, strong: bool, from_right: bool = False) -> None:
    if not words:
        return
    run = paragraph.add_run(words)
    if strong:
        run.font.bold = run.font.cs_bold = True
    if from_right:
        run.font.rtl = True


def begin_at_right(paragraph: Any, words: str) -> None:
    """Let a paragraph begin at the right when most of its letters are of a script that does."""
    letters = sum(letter.isalpha() for letter in words)
    if 2 * sum(len(found[0]) for found in _FROM_RIGHT.finditer(words)) > max(1, letters):
        about = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - nor to the direction
        about.insert_element_before(
            OxmlElement("w:bidi"), "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr"
        )


def raised(paragraph: Any, number: str, *, leads: bool = False) -> None:
    """Add a small raised number that stays with the word before it; ``leads`` links it to its source."""
    run = paragraph.add_run(f"\u00a0{number}")
    run.font.superscript = True
    if not leads:
        return
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), f"source{number}")
    run._r.addprevious(link)  # noqa: SLF001 - nor to a link inside the document
    link.append(run._r)  # noqa: SLF001


def add_source(paragraph: Any, number: int, after: str) -> None:
    """Add the number of a source, where the raised numbers lead; ``after`` parts it from the words."""
    begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    begin.set(qn("w:id"), str(number))
    begin.set(qn("w:name"), f"source{number}")
    end.set(qn("w:id"), str(number))
    paragraph._p.append(begin)  # noqa: SLF001 - nor to a place to go to
    add_words(paragraph, f"{number}{after}", strong=True)
    paragraph._p.append(end)  # noqa: SLF001


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


def spans_down(cell: Any, *, begins: bool) -> None:
    """Make a cell the first of those that are one down a column, or one that goes on with it."""
    span = OxmlElement("w:vMerge")
    if begins:
        span.set(qn("w:val"), "restart")
    cell._tc.get_or_add_tcPr().append(span)  # noqa: SLF001 - nor to a column's cells


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
