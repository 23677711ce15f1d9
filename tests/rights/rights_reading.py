"""Reads copies back and looks for names, with nothing of the product."""

from __future__ import annotations

import io
import re
import unicodedata

ORDINARY = {"bright", "sky", "hope", "peel", "finch", "lark", "drew", "amber", "frank", "thorne", "chase"} | {
    "stone", "dom", "fin", "saf", "dar", "will", "tam",
}  # fmt: skip
"""Names of the sample that are words too: they count only with a capital that opens no sentence."""


def plain(text):
    """Return a text without accents, its breaks single spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", bare.replace("’", "'").replace("\u00ad", ""))


def found_names(text, names):
    """Return the names that can be read in a text as whole words."""
    text = plain(text)
    return sorted(name for name in names if _reads(text, plain(name)))


def _reads(text, name):
    whole = rf"(?<![^\W\d_]){re.escape(name)}(?![^\W\d_])"
    if name.casefold() in ORDINARY:
        return re.search(rf"(?<=[a-z,;] ){whole}", text)
    return re.search(whole, text, re.IGNORECASE)


def pdf_text(data):
    """Return the words of all pages of a PDF."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()


def docx_text(data):
    """Return the words of a Word file, those of tables, headers and footers too."""
    import docx

    file = docx.Document(io.BytesIO(data))
    section = file.sections[0]
    cells = [cell for table in file.tables for row in table.rows for cell in row.cells]
    places = (file, section.header, section.footer, *cells)
    return "\n".join(one.text for place in places for one in place.paragraphs)
