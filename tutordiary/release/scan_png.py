"""Takes a picture file apart: its words, the words of the camera, and nothing of a kind it does not know."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from tutordiary.release.parts import Budget, Part, Piece, Unreadable, byte_parts, letter_runs

PNG = b"\x89PNG\r\n\x1a\n"
_MOST_WORDS = 1_000_000
_MOST_PICTURE = 100_000_000
_LAST = b"IEND"
_PLAIN = frozenset(
    {b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs", b"tIME", b"hIST", _LAST}
)


def png_pieces(data: bytes, place: str, budget: Budget) -> Iterator[Piece]:
    """Yield the words in a picture file.

    Raises: Unreadable for one that is cut, holds a part of an unknown kind, or bytes behind picture or end.
    """
    at = len(PNG)
    kind = b""
    picture: list[bytes] = []
    while kind != _LAST:
        if at + 12 > len(data):
            raise Unreadable(place, "the picture is cut short")
        (length,) = struct.unpack_from(">I", data, at)
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        if len(body) != length or at + 12 + length > len(data):
            raise Unreadable(place, "the picture is cut short")
        at += 12 + length
        if kind == b"IDAT":
            picture.append(body)
        elif kind in (b"tEXt", b"zTXt", b"iTXt", b"iCCP"):
            yield from _words(kind, body, f"{place}, words in the picture file", budget)
        elif kind == b"eXIf":
            yield from byte_parts(f"{place}, words of the camera", body)
        elif kind in _PLAIN:
            yield from byte_parts(f"{place}, a part of the picture file", letter_runs(body))
        else:
            raise Unreadable(place, "the picture has a part of an unknown kind")
    if at != len(data):
        raise Unreadable(place, "there are bytes behind the picture")
    _check_picture(b"".join(picture), place, budget)


def _check_picture(packed: bytes, place: str, budget: Budget) -> None:
    reader = zlib.decompressobj()
    try:
        size = len(reader.decompress(packed, _MOST_PICTURE + 1))
    except zlib.error:
        raise Unreadable(place, "the picture cannot be read") from None
    if size > _MOST_PICTURE:
        raise Unreadable(place, "the picture unpacks to far more than its size")
    budget.take_bytes(size, place)
    if reader.unused_data or not reader.eof:
        raise Unreadable(place, "there are bytes behind the picture")


def _words(kind: bytes, body: bytes, place: str, budget: Budget) -> Iterator[Part]:
    keyword, _, rest = body.partition(b"\x00")
    packed = b""
    if kind in (b"zTXt", b"iCCP"):
        packed, rest = rest[1:], b""
    elif kind == b"iTXt":
        is_packed, rest = rest[:1] == b"\x01", rest[2:]
        language, _, rest = rest.partition(b"\x00")
        translated, _, rest = rest.partition(b"\x00")
        keyword += b" " + language + b" " + translated
        packed, rest = (rest, b"") if is_packed else (b"", rest)
    if packed:
        reader = zlib.decompressobj()
        try:
            rest = reader.decompress(packed, _MOST_WORDS + 1)
        except zlib.error:
            raise Unreadable(place, "they cannot be read") from None
        if len(rest) > _MOST_WORDS:
            raise Unreadable(place, "they unpack to far more than their size")
        if reader.unused_data:
            raise Unreadable(place, "there are bytes behind them")
        budget.take_bytes(len(rest), place)
    yield from byte_parts(place, keyword)
    yield from byte_parts(place, rest)
