"""Reads a finished file down to its last part, whatever it is packed in, and refuses what it cannot read.

It believes what a file is by its bytes, not by its name. Member names, comments and properties are parts
like any other. Nothing here knows any name: ``gate`` looks for them in what this yields.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote_to_bytes

from tutordiary.release import scan_codes, scan_text
from tutordiary.release.parts import MAX_DEPTH, Budget, Part, Piece, Raw, Unreadable
from tutordiary.release.scan_pdf import pdf_pieces
from tutordiary.release.scan_png import PNG, png_pieces
from tutordiary.release.scan_zip import zip_pieces

_TEXT: dict[str, Callable[[str, str], Iterator[Part]]] = {
    ".html": scan_text.html_parts,
    ".htm": scan_text.html_parts,
    ".svg": scan_text.html_parts,
    ".json": scan_text.json_parts,
    ".jsonl": scan_text.json_lines_parts,
    ".csv": scan_text.csv_parts,
}
_PLAIN = frozenset({".txt", ".md", ".css"})
_XML = frozenset({".xml", ".rels", ".vml"})
_DATA_ADDRESS = re.compile(r"data:([\w.+/-]{0,80})((?:;[\w.+=-]{1,80}){0,4}),([^\s\"'<>)]*)", re.IGNORECASE)
_OF_TYPE = {
    "image/svg+xml": ".svg",
    "text/html": ".html",
    "text/plain": ".txt",
    "": ".txt",
    "text/css": ".css",
}


def pieces(data: bytes, name: str) -> Iterator[Piece]:
    """Yield every part of a file; ``name`` is its file name, which is a part itself.

    Raises: Unreadable at the first place that cannot be read, while the parts are being taken.
    """
    budget = Budget()
    yield from _with_codes(Part("the file name", name), budget, 0)
    yield from _pieces(data, _ending(name), "the file", budget, 0)


def _ending(name: str) -> str:
    return f".{name.rsplit('.', 1)[-1].lower()}"


def _pieces(data: bytes, ending: str, place: str, budget: Budget, depth: int) -> Iterator[Piece]:
    budget.take_member(place)
    if depth > MAX_DEPTH:
        raise Unreadable(place, "files are packed in files too deeply")
    if not data and depth == 0:
        raise Unreadable(place, "it is empty")
    for piece in _own_pieces(data, ending, place, budget, depth):
        if isinstance(piece, Part):
            yield from _with_codes(piece, budget, depth)
        else:
            yield piece


def _own_pieces(data: bytes, ending: str, place: str, budget: Budget, depth: int) -> Iterator[Piece]:
    yield Raw(place, data)
    if data.startswith(b"PK"):
        yield from zip_pieces(
            data,
            place,
            budget,
            lambda inner, name, spot: _pieces(inner, _ending(name), spot, budget, depth + 1),
        )
    elif data.startswith(b"%PDF"):
        yield from pdf_pieces(
            data, place, budget, lambda inner, spot: _pieces(inner, ".txt", spot, budget, depth + 1)
        )
    elif data.startswith(PNG):
        yield from png_pieces(data, place, budget)
    elif ending in _XML:
        yield from scan_text.xml_parts(data, place)
    elif ending in _TEXT:
        yield from _TEXT[ending](scan_text.decode(data, place), place)
    elif ending in _PLAIN:
        yield Part(f"{place}, text", scan_text.decode(data, place))
    else:
        raise Unreadable(place, "files of this kind never leave")


def _with_codes(part: Part, budget: Budget, depth: int) -> Iterator[Piece]:
    """Yield a part, what it says once its codes are undone, and the files its addresses hold."""
    yield part
    text = part.text
    if "data:" in text.lower():
        for match in _DATA_ADDRESS.finditer(text):
            yield from _data_address(match, f"{part.place}, a file in an address", budget, depth)
        text = _DATA_ADDRESS.sub(" ", text)
    if scan_codes.holds_file(text):
        raise Unreadable(part.place, "a file is packed in its words")
    for inner in scan_codes.inner_texts(text):
        yield Part(f"{part.place}, in code", inner)


def _data_address(match: re.Match[str], place: str, budget: Budget, depth: int) -> Iterator[Piece]:
    kind, options, body = match.groups()
    data = unquote_to_bytes(body)
    if ";base64" in options.lower():
        try:
            data = base64.b64decode(data, validate=True)
        except (binascii.Error, ValueError):
            raise Unreadable(place, "it cannot be read") from None
    budget.take_bytes(len(data), place)
    if data:
        yield from _pieces(data, _OF_TYPE.get(kind.lower(), ""), place, budget, depth + 1)
