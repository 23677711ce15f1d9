"""Takes the readable parts out of text files: HTML, JSON, CSV, XML of office files, plain text."""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

from tutordiary.release.parts import Part, Unreadable
from tutordiary.release.vocabulary import HTML_ATTRIBUTES, HTML_ELEMENTS

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
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


_ENCODING = re.compile(r"\s*<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w.-]{1,40})")
_USUAL_SPACES = (
    "http://schemas.openxmlformats.org/",
    "http://schemas.microsoft.com/",
    "urn:schemas-microsoft-com:",
    "http://purl.org/dc/",
    "http://purl.oclc.org/ooxml/",
    "http://www.w3.org/",
    "http://ns.adobe.com/",
    "adobe:ns:meta/",
)


def decode(data: bytes, place: str) -> str:
    """Return a text file's words, by its marks and by what fits.

    Raises: Unreadable for bytes that are no text.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif b"\x00" in data:
        # Text in Latin letters has its noughts at every second place, and nowhere else.
        odd, even = data[1::2].count(0), data[::2].count(0)
        if min(odd, even) or 2 * max(odd, even) < len(data) // 2:
            raise Unreadable(place, "its bytes are no text")
        encoding = "utf-16-le" if odd else "utf-16-be"
    else:
        encoding = "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(place, "its bytes are no text") from None
    if _CONTROL.search(text):
        raise Unreadable(place, "it holds signs that no text has")
    return text


_SCRIPTED = re.compile(r"^[\s\x00-\x1f]*(?:java|vb)script:", re.IGNORECASE)
_RUNNING = frozenset({"script", "iframe", "embed", "applet", "frame", "portal"})


class _Html(HTMLParser):
    """Collects text by block, attributes and comments."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self.runs = False
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
        if tag not in HTML_ELEMENTS:
            self.found.append(("name of an element", tag))
        self.runs = self.runs or tag in _RUNNING
        for name, value in attrs:
            self.runs = self.runs or name.startswith("on") or bool(value and _SCRIPTED.match(value))
            if name not in HTML_ATTRIBUTES and not name.startswith("aria-"):
                self.found.append(("name of an attribute", name))
            if value:
                self.found.append(("attribute", value))

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
    """Yield the text of each block, then attributes and comments, as they stand in a page.

    Raises: Unreadable for a page that runs something, since what that shows cannot be known.
    """
    parser = _Html()
    parser.feed(text)
    parser.close()
    parser.flush()
    for kind, words in parser.found:
        yield Part(f"{place}, {kind}", words)
    if parser.runs:
        raise Unreadable(place, "it runs a program or another page")


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
    """Yield the joined text of each paragraph, every single text, attributes and names of an XML part.

    Raises: Unreadable for XML that is broken, of an unusual encoding, or brings its own entities.
    """
    written = decode(data, place)
    encoding = _ENCODING.match(written)
    if encoding and encoding[1].lower() not in ("utf-8", "utf-16", "us-ascii", "ascii"):
        raise Unreadable(place, "it is not XML that can be read")
    if "<!DOCTYPE" in written or "<!ENTITY" in written:
        raise Unreadable(place, "it brings definitions of its own")
    spaces: list[str] = []
    try:
        # Comments and instructions are parts like any other. Entities were refused above.
        builder = _Builder(spaces)
        root = ElementTree.fromstring(data, ElementTree.XMLParser(target=builder))  # noqa: S314
    except (ElementTree.ParseError, ValueError, LookupError):
        raise Unreadable(place, "it is not XML that can be read") from None
    seen: set[str] = set()
    for text in itertools.chain(_xml_texts(root), builder.apart, spaces):
        for words in _without_codes(text):
            if words.strip() and words not in seen:
                seen.add(words)
                yield Part(f"{place}, text", words)


class _Builder(ElementTree.TreeBuilder):
    """Builds the tree, and keeps what stands outside its first element and the names of its spaces."""

    def __init__(self, spaces: list[str]) -> None:
        super().__init__(insert_comments=True, insert_pis=True)
        self.apart: list[str] = []
        self._spaces = spaces

    def comment(self, text: str | None) -> ElementTree.Element:
        """Keep a comment, wherever it stands."""
        self.apart.append(text or "")
        return super().comment(text)

    def pi(self, target: str, text: str | None = None) -> ElementTree.Element:
        """Keep an instruction, wherever it stands."""
        self.apart.append(f"{target} {text or ''}")
        return super().pi(target, text)

    def start_ns(self, prefix: str, uri: str) -> ElementTree.Element:
        """Keep a space's name, unless everybody uses it."""
        self._spaces.append(uri)
        if not uri.startswith(_USUAL_SPACES):
            self._spaces.append(prefix or "")
        return None  # type: ignore[return-value]


def _without_codes(text: str) -> Iterator[str]:
    yield text
    if "&" in text:
        yield _HEADER_CODE.sub(" ", text)
        yield _HEADER_CODE.sub("", text)


def _xml_texts(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        tag = element.tag if isinstance(element.tag, str) else ""
        space, _, name = tag.rpartition("}")
        if name in _PARAGRAPHS:
            yield "".join(element.itertext())
            if any(each.tag == f"{space}}}sym" for each in element.iter()):
                yield "".join(_shown(element))
        if tag and not space.removeprefix("{").startswith(_USUAL_SPACES):
            yield name
        yield element.text or ""
        yield element.tail or ""
        for key, value in element.attrib.items():
            yield value
            its_space, _, its_name = key.rpartition("}")
            if its_space and not its_space.removeprefix("{").startswith(_USUAL_SPACES):
                yield its_name


def _shown(paragraph: ElementTree.Element) -> Iterator[str]:
    """Yield the text of a paragraph with the signs that stand in it by number only."""
    for element in paragraph.iter():
        yield element.text or ""
        if isinstance(element.tag, str) and element.tag.endswith("}sym"):
            code = next((v for k, v in element.attrib.items() if k.endswith("}char")), "")
            with contextlib.suppress(ValueError):
                number = int(code, 16)
                yield chr(number - 0xF000 if 0xF000 < number < 0xF100 else number)
