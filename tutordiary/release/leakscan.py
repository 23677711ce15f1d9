"""Reads a finished file down to its last part, whatever it is packed in, and refuses what it cannot read.

It believes what a file is by its bytes, not by its name. Member names, comments and properties are parts
like any other. Nothing here knows any name: ``gate`` looks for them in what this yields.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

from tutordiary.release import scan_text
from tutordiary.release.parts import MAX_DEPTH, Budget, Part, Piece, Raw, Unreadable
from tutordiary.release.scan_pdf import pdf_pieces

PNG = b"\x89PNG\r\n\x1a\n"
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
_LAST_CHUNK = b"IEND"
_DESCRIPTOR = 24
_BAD_ZIP = (
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError, OSError,
    OverflowError, ValueError, KeyError,
)  # fmt: skip


def pieces(data: bytes, name: str) -> Iterator[Piece]:
    """Yield every part of a file; ``name`` is its file name, which is a part itself.

    Raises: Unreadable at the first place that cannot be read, while the parts are being taken.
    """
    budget = Budget()
    yield Part("the file name", name)
    yield from _pieces(data, _ending(name), "the file", budget, 0)


def _ending(name: str) -> str:
    return f".{name.rsplit('.', 1)[-1].lower()}"


def _pieces(data: bytes, ending: str, place: str, budget: Budget, depth: int) -> Iterator[Piece]:
    budget.take_member(place)
    if depth > MAX_DEPTH:
        raise Unreadable(place, "files are packed in files too deeply")
    if not data and depth == 0:
        raise Unreadable(place, "it is empty")
    yield Raw(place, data)
    if data.startswith(b"PK"):
        yield from _zip(data, place, budget, depth)
    elif data.startswith(b"%PDF"):
        yield from pdf_pieces(
            data, place, budget, lambda inner, spot: _pieces(inner, ".txt", spot, budget, depth + 1)
        )
    elif data.startswith(PNG):
        yield from _png(data, place, budget)
    elif ending in _XML:
        yield from scan_text.xml_parts(data, place)
    elif ending in _TEXT:
        yield from _TEXT[ending](scan_text.decode(data, place), place)
    elif ending in _PLAIN:
        yield Part(f"{place}, text", scan_text.decode(data, place))
    else:
        raise Unreadable(place, "files of this kind never leave")


def _zip(data: bytes, place: str, budget: Budget, depth: int) -> Iterator[Piece]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            _check_frame(data, archive, infos, place)
            yield Part(f"{place}, comment", archive.comment.decode("utf-8", "replace"))
            for number, info in enumerate(infos, start=1):
                yield Part(f"{place}, name of member {number}", info.filename)
                yield Part(f"{place}, comment of member {number}", info.comment.decode("utf-8", "replace"))
                if info.is_dir():
                    continue
                spot = _spot(place, info.filename, number)
                inner = _unpack(archive, info, spot, budget)
                ending = _ending(info.filename)
                yield from _pieces(inner, ending, spot, budget, depth + 1)
    except Unreadable:
        raise
    except _BAD_ZIP:
        raise Unreadable(place, "it is packed in a way that cannot be read") from None


def _spot(place: str, filename: str, number: int) -> str:
    """Return how a member is called in a finding: by name only where the app or Office chose the name."""
    usual = re.fullmatch(r"[A-Za-z0-9_./\[\]]+\.(?:xml|rels|csv|json|html)", filename)
    return f"{place}, {filename}" if usual else f"{place}, member {number}"


def _check_frame(data: bytes, archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], place: str) -> None:
    """Refuse what a listing does not show: bytes before, between or behind the members, names used twice."""
    names = [info.filename for info in infos]
    if len(set(names)) != len(names):
        raise Unreadable(place, "two of its members have one name")
    end = 0
    for info in sorted(infos, key=lambda each: each.header_offset):
        if info.flag_bits & 1:
            raise Unreadable(place, "a member of it is locked")
        if _escapes(info.filename):
            raise Unreadable(place, "a member of it points outside")
        if not 0 <= info.header_offset - end <= _DESCRIPTOR:
            raise Unreadable(place, "there are bytes between its members")
        name_length, extra_length = struct.unpack_from("<HH", data, info.header_offset + 26)
        end = info.header_offset + 30 + name_length + extra_length + info.compress_size
    if not 0 <= archive.start_dir - end <= _DESCRIPTOR:
        raise Unreadable(place, "there are bytes between its members")
    tail = data.rfind(b"PK\x05\x06")
    if tail < 0 or tail + 22 + len(archive.comment) != len(data):
        raise Unreadable(place, "there are bytes behind its end")


def _escapes(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return not name or name.startswith(("/", "\\")) or ".." in parts or ":" in name or "\x00" in name


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: str, budget: Budget) -> bytes:
    budget.take_bytes(info.file_size, place)
    with archive.open(info) as stream:
        inner = stream.read(info.file_size + 1)
    if len(inner) != info.file_size:
        raise Unreadable(place, "its size is not the one given")
    return inner


def _png(data: bytes, place: str, budget: Budget) -> Iterator[Piece]:
    at = len(PNG)
    kind = b""
    while kind != _LAST_CHUNK:
        if at + 12 > len(data):
            raise Unreadable(place, "the picture is cut short")
        (length,) = struct.unpack_from(">I", data, at)
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        if len(body) != length:
            raise Unreadable(place, "the picture is cut short")
        at += 12 + length
        if kind in (b"tEXt", b"zTXt", b"iTXt"):
            yield Part(f"{place}, words in the picture file", _chunk_words(kind, body, place, budget))
        elif kind == b"eXIf":
            yield Part(f"{place}, words of the camera", body.decode("latin-1"))
    if at != len(data):
        raise Unreadable(place, "there are bytes behind the picture")


def _chunk_words(kind: bytes, body: bytes, place: str, budget: Budget) -> str:
    keyword, _, rest = body.partition(b"\x00")
    packed = b""
    if kind == b"zTXt":
        packed, rest = rest[1:], b""
    elif kind == b"iTXt":
        is_packed, rest = rest[:1] == b"\x01", rest[2:]
        language, _, rest = rest.partition(b"\x00")
        translated, _, rest = rest.partition(b"\x00")
        keyword += b" " + language + b" " + translated
        packed, rest = (rest, b"") if is_packed else (b"", rest)
    if packed:
        try:
            rest = zlib.decompressobj().decompress(packed, 1_000_001)
        except zlib.error:
            raise Unreadable(place, "words in the picture file cannot be read") from None
        if len(rest) > 1_000_000:
            raise Unreadable(place, "words in the picture file unpack to far more than their size")
        budget.take_bytes(len(rest), place)
    encoding = "utf-8" if kind == b"iTXt" else "latin-1"
    return f"{keyword.decode('latin-1')} {rest.decode(encoding, 'replace')}"
