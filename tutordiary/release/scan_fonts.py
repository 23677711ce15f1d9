"""Reads what a typeface inside a PDF says about itself, and refuses one that carries anything else."""

from __future__ import annotations

import functools
import struct
from collections.abc import Iterator

from tutordiary import assets
from tutordiary.release.parts import Part, Unreadable, byte_parts

# The typefaces the app ships with, in any case of weight, and those every reader of PDFs brings along.
OUR_FAMILIES = ("atkinsonhyperlegible", "andika", "notosans")
_EVERYWHERE = ("Helvetica", "Times", "Courier", "Symbol", "ZapfDingbats")
_FILES = (
    "fonts/atkinson/AtkinsonHyperlegibleNext-Regular.ttf",
    "fonts/atkinson/AtkinsonHyperlegibleNext-SemiBold.ttf",
    "fonts/atkinson/AtkinsonHyperlegibleNext-Bold.ttf",
    "fonts/andika/Andika-Regular.ttf",
    "fonts/andika/Andika-Bold.ttf",
    "fonts/noto/NotoSans-Regular.ttf",
    "fonts/noto/NotoSans-Bold.ttf",
)
_KNOWN = "cmap cvt fpgm glyf head hhea hmtx loca maxp name post prep gasp kern OS/2 GDEF GPOS GSUB"
_TABLES = frozenset(tag.ljust(4).encode() for tag in _KNOWN.split())
_ODD = "the typeface is of an unknown kind"


def font_name_parts(place: str, name: str) -> Iterator[Part]:
    """Yield the name of a typeface, unless it is one of the app's or one every reader brings along."""
    bare = name.partition("+")[2] or name
    plain = bare.lower().replace(" ", "").replace("-", "")
    if not plain.startswith(OUR_FAMILIES) and bare.split("-")[0].split(",")[0] not in _EVERYWHERE:
        yield Part(place, name)


def font_parts(data: bytes, place: str) -> Iterator[Part]:
    """Yield the texts of a typeface that are not those its makers wrote into it.

    Raises: Unreadable for one whose tables are unknown, or which holds bytes that belong to none.
    """
    try:
        tables = _tables(data)
    except struct.error:
        raise Unreadable(place, _ODD) from None
    end = 12 + 16 * len(tables)
    for tag, start, length in sorted(tables, key=lambda each: each[1]):
        if tag not in _TABLES or start + length > len(data):
            raise Unreadable(place, _ODD)
        if start - end > 3 or data[end:start].strip(b"\x00"):
            raise Unreadable(place, "the typeface holds bytes that are no part of it")
        end = max(end, start + length)
        if tag == b"name":
            yield from _texts(data[start : start + length], place)
    if data[end:].strip(b"\x00"):
        raise Unreadable(place, "the typeface holds bytes that are no part of it")


def _tables(data: bytes) -> list[tuple[bytes, int, int]]:
    (count,) = struct.unpack_from(">H", data, 4)
    found = []
    for number in range(count):
        tag, _, start, length = struct.unpack_from(">4sIII", data, 12 + 16 * number)
        found.append((tag, start, length))
    return found


def _texts(table: bytes, place: str) -> Iterator[Part]:
    if table in _makers_tables():
        return
    written = _records(table)
    known = frozenset(each for made in _makers_tables() for each in _records(made))
    for text in written:
        if text not in known:
            yield from byte_parts(f"{place}, words of a typeface", text)


@functools.cache
def _makers_tables() -> frozenset[bytes]:
    """Return the tables of names in the typefaces the app ships with, as their makers wrote them."""
    found = set()
    for file in _FILES:
        data = assets.path(file).read_bytes()
        for tag, start, length in _tables(data):
            if tag == b"name":
                found.add(data[start : start + length])
    return frozenset(found)


def _records(table: bytes) -> list[bytes]:
    _, count, store = struct.unpack_from(">HHH", table, 0)
    found = []
    for number in range(count):
        length, offset = struct.unpack_from(">HH", table, 6 + 12 * number + 8)
        found.append(table[store + offset : store + offset + length])
    return found
