"""Turns reportlab's file into the one that is handed over.

Writes the structure tree, the language, the title and the bookmarks, takes out every date and trace of
typing, repairs the tables that say which letter a glyph stands for, and packs the whole with object streams.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from functools import partial

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tutordiary.documents.pdf.tagging import Bookmark, Element, Mark
from tutordiary.documents.shaping import Letters

AUTHOR = "Tutor Diary"
_PAIR = re.compile(rb"<([0-9A-Fa-f]{2})> <([0-9A-Fa-f]+)>")
_BLOCK = re.compile(rb"\d+ beginbfchar.*endbfchar", re.DOTALL)
_MOST_IN_BLOCK = 100


def finish(
    raw: bytes,
    root: Element,
    pages: Sequence[Sequence[Element]],
    bookmarks: Sequence[Bookmark],
    *,
    title: str,
    language: str,
    letters: Letters,
) -> bytes:
    """Return the finished file: the same content always gives the same bytes.

    ``letters`` tells what the glyphs stand for that have no letter of their own.
    """
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        _structure(pdf, root, pages)
        _about(pdf, title, language)
        _outline(pdf, bookmarks)
        _unicode_tables(pdf, letters)
        packed = io.BytesIO()
        pdf.save(
            packed,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            recompress_flate=False,
            deterministic_id=True,
        )
    return packed.getvalue()


def _structure(pdf: pikepdf.Pdf, root: Element, pages: Sequence[Sequence[Element]]) -> None:
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    made: dict[int, pikepdf.Object] = {}
    tree.K = Array([_element(pdf, root, tree, made)])
    numbers = Array()
    for index, elements in enumerate(pages):
        numbers.append(index)
        numbers.append(pdf.make_indirect(Array([made[id(element)] for element in elements])))
        pdf.pages[index].obj.StructParents = index
        pdf.pages[index].obj.Tabs = Name.S
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    tree.ParentTreeNextKey = len(pages)
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _element(
    pdf: pikepdf.Pdf, element: Element, parent: pikepdf.Object, made: dict[int, pikepdf.Object]
) -> pikepdf.Object:
    node = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + element.tag), P=parent))
    made[id(element)] = node
    if element.alt:
        node.Alt = String(element.alt)
    if element.actual:
        node.ActualText = String(element.actual)
    attributes = _attributes(element)
    if attributes:
        node.A = Array(attributes)
    kids = Array()
    for kid in element.kids:
        if isinstance(kid, Mark):
            kids.append(_mark(pdf, kid))
        elif kid.has_content() or kid.tag in ("TD", "TH"):
            kids.append(_element(pdf, kid, node, made))
    node.K = kids
    return node


def _mark(pdf: pikepdf.Pdf, mark: Mark) -> pikepdf.Object:
    return Dictionary(Type=Name.MCR, Pg=pdf.pages[mark.page].obj, MCID=mark.number)


def _attributes(element: Element) -> list[pikepdf.Object]:
    found: list[pikepdf.Object] = []
    if element.numbering:
        found.append(Dictionary(O=Name.List, ListNumbering=Name("/" + element.numbering)))
    if element.tag in ("TH", "TD"):
        table = Dictionary(O=Name.Table)
        if element.scope:
            table.Scope = Name("/" + element.scope)
        if element.row_span > 1:
            table.RowSpan = element.row_span
        if element.col_span > 1:
            table.ColSpan = element.col_span
        if len(table) > 1:
            found.append(table)
    if element.box:
        box = Array([round(number, 2) for number in element.box])
        found.append(Dictionary(O=Name.Layout, BBox=box, Placement=Name.Block))
    return found


def _about(pdf: pikepdf.Pdf, title: str, language: str) -> None:
    pdf.Root.Lang = String(language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    pdf.docinfo.Title = String(title)
    pdf.docinfo.Author = String(AUTHOR)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
        about["dc:title"] = title
        about["dc:creator"] = [AUTHOR]
        about["dc:language"] = {language}


def _outline(pdf: pikepdf.Pdf, bookmarks: Sequence[Bookmark]) -> None:
    if not bookmarks:
        return
    with pdf.open_outline() as outline:
        under = outline.root
        for bookmark in bookmarks:
            item = pikepdf.OutlineItem(bookmark.title, bookmark.page, "XYZ", top=round(bookmark.top))
            if bookmark.level == 1:
                outline.root.append(item)
                under = item.children
            else:
                under.append(item)


def _unicode_tables(pdf: pikepdf.Pdf, letters: Letters) -> None:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == Name.Font and "/ToUnicode" in item:
            face = str(item.BaseFont).partition("+")[2]
            stream = item.ToUnicode
            stream.write(_BLOCK.sub(partial(_blocks, face, letters), stream.read_bytes()))


def _blocks(face: str, letters: Letters, found: re.Match[bytes]) -> bytes:
    # reportlab writes one block however long and numbers beyond U+FFFF as five digits: readers then copy
    # and speak the wrong letters. The rule is at most 100 to a block, and UTF-16.
    pairs = [
        b"<%s> <%s>"
        % (code, _meant(face, int(letter, 16), letters).encode("utf-16-be").hex().upper().encode())
        for code, letter in _PAIR.findall(found[0])
    ]
    parts = [pairs[start : start + _MOST_IN_BLOCK] for start in range(0, len(pairs), _MOST_IN_BLOCK)]
    return b"\n".join(b"%d beginbfchar\n%s\nendbfchar" % (len(part), b"\n".join(part)) for part in parts)


def _meant(face: str, code: int, letters: Letters) -> str:
    return letters.get((face, code)) or chr(code)
