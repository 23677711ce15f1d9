"""Takes the readable parts out of text files: HTML, JSON, CSV, XML of office files, plain text."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

from tutordiary.release.parts import Part, Unreadable

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "li",
        "link",
        "main",
        "meta",
        "nav",
        "ol",
        "p",
        "pre",
        "script",
        "section",
        "style",
        "svg",
        "table",
        "tbody",
        "td",
        "text",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
# Elements of office files inside which runs are one stretch of reading.
_PARAGRAPHS = frozenset({"p", "si", "is", "comment", "t"})
# Header and footer codes of a spreadsheet: &L &C &R, a font in quotation marks, a size, a colour.
_HEADER_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|[0-9]{1,3}|[A-Za-z])')


def decode(data: bytes, place: str) -> str:
    """Return a text file's words, by its marks and by what fits.

    Raises: Unreadable for bytes that are no text.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in data:
        # Text in Latin letters has its noughts at every second place.
        encodings = ["utf-16-le" if data[1:2] == b"\x00" else "utf-16-be"]
    else:
        encodings = ["utf-8-sig"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Unreadable(place, "its bytes are no text")


class _Html(HTMLParser):
    """Collects text by block, attributes and comments."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self._block: list[str] = []

    def flush(self) -> None:
        """End a block."""
        text = "".join(self._block)
        if text.strip():
            self.found.append(("text", text))
        self._block = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element's attributes."""
        if tag in _BLOCKS:
            self.flush()
        self.found += [("attribute", value) for _, value in attrs if value]

    def handle_endtag(self, tag: str) -> None:
        """End the block, if the element was one."""
        if tag in _BLOCKS:
            self.flush()

    def handle_data(self, data: str) -> None:
        """Take text."""
        self._block.append(data)

    def handle_comment(self, data: str) -> None:
        """Take a comment."""
        self.found.append(("comment", data))

    def handle_decl(self, decl: str) -> None:
        """Take a declaration."""
        self.found.append(("declaration", decl))

    def handle_pi(self, data: str) -> None:
        """Take a processing instruction."""
        self.found.append(("instruction", data))

    def unknown_decl(self, data: str) -> None:
        """Take a marked section."""
        self.found.append(("section", data))


def html_parts(text: str, place: str) -> Iterator[Part]:
    """Yield the text of each block, then attributes and comments, as they stand in a page."""
    parser = _Html()
    parser.feed(text)
    parser.close()
    parser.flush()
    for kind, words in parser.found:
        yield Part(f"{place}, {kind}", words)


def json_parts(text: str, place: str) -> Iterator[Part]:
    """Yield every text and every key of a JSON file, twice-used keys included.

    Raises: Unreadable when it is not JSON.
    """
    found: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> None:
        for key, value in items:
            found.append(key)
            walk(value)

    def walk(value: Any) -> None:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, list):
            for each in value:
                walk(each)

    try:
        walk(json.loads(text, object_pairs_hook=pairs))
    except (ValueError, RecursionError):
        raise Unreadable(place, "it is not JSON that can be read") from None
    for words in found:
        yield Part(f"{place}, text", words)


def json_lines_parts(text: str, place: str) -> Iterator[Part]:
    """Yield the texts of a file with one JSON value a line."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield from json_parts(line, f"{place}, line {number}")


def csv_parts(text: str, place: str) -> Iterator[Part]:
    """Yield every cell; lines are counted from 1."""
    dialect = "excel-tab" if text.count("\t") > text.count(",") else "excel"
    reader = csv.reader(io.StringIO(text, newline=""), dialect)
    try:
        for line in reader:
            for column, cell in enumerate(line, start=1):
                if cell.strip():
                    yield Part(f"{place}, line {reader.line_num}, column {column}", cell)
    except csv.Error:
        raise Unreadable(place, "it is not a table that can be read") from None


def xml_parts(data: bytes, place: str) -> Iterator[Part]:
    """Yield the joined text of each paragraph, every single text, and every attribute of an XML part.

    Raises: Unreadable for XML that is broken or brings its own entities.
    """
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Unreadable(place, "it brings definitions of its own")
    try:
        # Comments and instructions are parts like any other. Entities were refused above.
        builder = ElementTree.TreeBuilder(insert_comments=True, insert_pis=True)
        root = ElementTree.fromstring(data, ElementTree.XMLParser(target=builder))  # noqa: S314
    except (ElementTree.ParseError, ValueError, LookupError):
        raise Unreadable(place, "it is not XML that can be read") from None
    seen: set[str] = set()
    for text in _xml_texts(root):
        for words in (text, _HEADER_CODE.sub(" ", text)) if "&" in text else (text,):
            if words.strip() and words not in seen:
                seen.add(words)
                yield Part(f"{place}, text", words)


def _xml_texts(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag.rsplit("}", 1)[-1] in _PARAGRAPHS:
            yield "".join(element.itertext())
        yield element.text or ""
        yield element.tail or ""
        yield from element.attrib.values()
