"""Reads every kind of file that leaves, with other libraries than those that wrote it where there are any.

Nothing here comes from the product: a fault in its own reader or matcher must not hide itself.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from html import unescape
from pathlib import Path

NAME_WORDS = (
    {"sky", "bright", "hope", "chase", "frank", "stone", "amber", "drew", "lark", "bloom", "crane"}
    | {"thorne", "peel", "finch", "dom", "fin", "saf", "tam", "dar", "sue", "carl", "lei"}
    | {"linnet", "static", "teapots", "will"}
)
"""Names of these tests that are also words: they count only when they are written as a name."""
BREAKS = re.compile(r"[\s\u00a0\u2009\u202f]+")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September")
MONTHS = (*MONTHS, "October", "November", "December")


def plain(text: str) -> str:
    """Return text with accents and apostrophes made plain and every break one space."""
    text = unicodedata.normalize("NFKD", unescape(text))
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return BREAKS.sub(" ", text.translate({0x2019: "'", 0x2018: "'", 0x2010: "-", 0x2011: "-", 0xAD: None}))


def found_names(text: str, names: set[str]) -> set[str]:
    """Return the names that can be read in a text as whole words.

    A name that is a word counts when it has its capital, wherever it stands; any other name counts however it
    is written.
    """
    text = plain(text)
    low = text.casefold()
    found = set()
    for name in names:
        wanted = plain(name).strip()
        for hit in re.finditer(rf"(?<!\w){re.escape(wanted.casefold())}(?!\w)", low):
            if wanted.casefold() not in NAME_WORDS or text[hit.start()].isupper():
                found.add(name)
                break
    return found


def pdf_pages(path: Path) -> list[str]:
    """Return the words of each page."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in pdf]
    finally:
        pdf.close()


def pdf_head(path: Path) -> str:
    """Return the title, the author and the bookmarks of a PDF."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    try:
        marks = [mark.get_title() for mark in pdf.get_toc()]
        return "\n".join([*pdf.get_metadata_dict().values(), *marks])
    finally:
        pdf.close()


def docx_text(path: Path) -> str:
    """Return every word of a Word file: body, tables, headers, footers, properties, picture descriptions."""
    import docx

    document = docx.Document(str(path))
    core = document.core_properties
    words = [core.title, core.author, core.subject, core.keywords, core.comments, core.last_modified_by]
    with zipfile.ZipFile(path) as box:
        for member in box.namelist():
            if member.endswith((".xml", ".rels")):
                words.append(_xml_words(box.read(member).decode("utf-8")))
    return "\n".join(words)


def docx_headers(path: Path) -> str:
    """Return the words of the headers and footers that every page repeats."""
    import docx

    sections = docx.Document(str(path)).sections
    places = [place for section in sections for place in (section.header, section.footer)]
    return "\n".join(paragraph.text for place in places for paragraph in place.paragraphs)


def docx_paragraphs(path: Path) -> list[str]:
    """Return the paragraphs of a Word file, those in tables too, without empty ones."""
    import docx

    document = docx.Document(str(path))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    texts = [one.text for place in (document, *cells) for one in place.paragraphs]
    return [text for text in texts if text.strip()]


def needles(words: list[str]) -> dict[str, list[bytes]]:
    """Return each word in the encodings it may lie on a disk in."""
    return {word: [word.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")] for word in words}


def readable_in(data: bytes, wanted: dict[str, list[bytes]]) -> set[str]:
    """Return the words that stand in some bytes."""
    return {word for word, codes in wanted.items() if any(code in data for code in codes)}


def _xml_words(xml: str) -> str:
    """Return what a person may meet in XML: paragraphs whole, and the values of describing attributes."""
    described = re.findall(r'(?:descr|title|name|alt)="([^"]*)"', xml)
    text = re.sub(
        r"<[^>]+>", "", re.sub(r"</w:p>|<w:br[^>]*>|<w:tab[^>]*>|</[a-z]+:[a-z]+>(?=\s*$)", "\n", xml)
    )
    return "\n".join([text, *described])


def xlsx_text(path: Path) -> str:
    """Return every cell, sheet name and property of a workbook."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    core = book.properties
    words = [*book.sheetnames, core.title, core.creator, core.description, core.subject, core.keywords]
    for sheet in book:
        words += [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    book.close()
    return "\n".join(word for word in words if word)


def csv_rows(data: str) -> list[list[str]]:
    """Return the rows of a table; every row must be as wide as its head."""
    rows = list(csv.reader(io.StringIO(data)))
    assert rows
    assert {len(row) for row in rows} == {len(rows[0])}
    return rows


def html_text(data: str) -> str:
    """Return the words of a page, attributes that are read out included."""
    body = re.sub(r"(?s)<style.*?</style>", "", data)
    described = re.findall(r'(?:alt|title|aria-label)="([^"]*)"', body)
    return "\n".join([re.sub(r"<[^>]+>", "\n", body), *described])


def members(path: Path) -> dict[str, str]:
    """Return every member of a zip file as text."""
    with zipfile.ZipFile(path) as box:
        return {info.filename: box.read(info).decode("utf-8") for info in box.infolist()}


def words_of(path: Path) -> dict[str, str]:
    """Return everything that can be read in a finished file, by the part it stands in."""
    suffix = path.suffix
    if suffix == ".pdf":
        pages = {f"page {number}": page for number, page in enumerate(pdf_pages(path), start=1)}
        return {**pages, "head": pdf_head(path)}
    if suffix == ".docx":
        return {"everything": docx_text(path)}
    if suffix == ".xlsx":
        return {"everything": xlsx_text(path)}
    if suffix == ".tdbundle":
        return {
            name: html_text(text) if name.endswith(".html") else text for name, text in members(path).items()
        }
    text = path.read_text(encoding="utf-8")
    return {"everything": html_text(text) if suffix == ".html" else text}
