"""Takes a ZIP file apart by its own means, so that no byte of it stands where a listing does not show it."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tutordiary.release.parts import Budget, Part, Piece, Unreadable, byte_parts

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_STORED, _DEFLATED = 0, 8
_LOCKED, _LATER = 1, 8
_CUT = "it is packed in a way that cannot be read"
_BETWEEN = "there are bytes between its members"
# Times, numbers of the owner, and the room Word leaves for growing: all that an extra field may be.
_TIMES = frozenset({0x5455, 0x000A, 0x7875, 0x5855})
_ROOM = 0xA220


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the listing."""

    raw_name: bytes
    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    extra: bytes
    comment: bytes


def zip_pieces(
    data: bytes, place: str, budget: Budget, nested: Callable[[bytes, str, str], Iterator[Piece]]
) -> Iterator[Piece]:
    """Yield names, comments and members of a ZIP file; ``nested`` reads a member by bytes, name and place.

    Raises: Unreadable for what is locked, cut, points outside, or holds bytes no listing shows.
    """
    try:
        entries, start, comment = _listing(data, place)
        _check_names(entries, place)
        ends = _check_order(data, entries, start, place)
    except (struct.error, IndexError, UnicodeDecodeError):
        raise Unreadable(place, _CUT) from None
    yield from byte_parts(f"{place}, comment", comment)
    for number, entry in enumerate(entries, start=1):
        named = f"{place}, name of member {number}"
        yield Part(named, entry.name)
        yield from byte_parts(named, entry.raw_name)
        yield from byte_parts(f"{place}, comment of member {number}", entry.comment)
        body_at, extra = ends[entry.offset]
        for field in (entry.extra, extra):
            _check_extra(field, place)
            yield from byte_parts(f"{place}, field of member {number}", field)
        if entry.name.endswith("/"):
            if entry.size or entry.packed:
                raise Unreadable(place, "a folder of it holds bytes")
            continue
        spot = _spot(place, entry.name, number)
        yield from nested(_unpack(data, entry, body_at, spot, budget), entry.name, spot)


def _listing(data: bytes, place: str) -> tuple[list[_Entry], int, bytes]:
    """Return the lines of the listing, where it begins, and the comment of the file."""
    tail = data.rfind(_END)
    if tail < 0:
        raise Unreadable(place, _CUT)
    disk, other, here, count, size, start, length = struct.unpack_from("<HHHHIIH", data, tail + 4)
    if tail + 22 + length != len(data):
        raise Unreadable(place, "there are bytes behind its end")
    if disk or other or here != count or start + size != tail:
        raise Unreadable(place, _BETWEEN)
    entries = []
    at = start
    for _ in range(count):
        if data[at : at + 4] != _CENTRAL:
            raise Unreadable(place, _CUT)
        flags, method, _, _, crc, packed, whole, n, e, c = struct.unpack_from("<HHHHIIIHHH", data, at + 8)
        (offset,) = struct.unpack_from("<I", data, at + 42)
        raw = data[at + 46 : at + 46 + n]
        name = raw.decode("utf-8" if flags & 0x800 else "cp437")
        extra, comment = data[at + 46 + n : at + 46 + n + e], data[at + 46 + n + e : at + 46 + n + e + c]
        entries.append(_Entry(raw, name, flags, method, crc, packed, whole, offset, extra, comment))
        at += 46 + n + e + c
    if at != tail:
        raise Unreadable(place, _BETWEEN)
    return entries, start, data[tail + 22 :]


def _check_names(entries: list[_Entry], place: str) -> None:
    if len({entry.name for entry in entries}) != len(entries):
        raise Unreadable(place, "two of its members have one name")
    if any(entry.flags & _LOCKED for entry in entries):
        raise Unreadable(place, "a member of it is locked")
    if any(_escapes(entry.name) for entry in entries):
        raise Unreadable(place, "a member of it points outside")
    if any(entry.method not in (_STORED, _DEFLATED) for entry in entries):
        raise Unreadable(place, _CUT)


def _check_order(data: bytes, entries: list[_Entry], start: int, place: str) -> dict[int, tuple[int, bytes]]:
    """Return where the bytes of each member begin and its own extra field, by where the member stands.

    Raises: Unreadable when anything stands before, between or behind the members.
    """
    found: dict[int, tuple[int, bytes]] = {}
    end = 0
    for entry in sorted(entries, key=lambda each: each.offset):
        if entry.offset != end or data[end : end + 4] != _LOCAL:
            raise Unreadable(place, _BETWEEN)
        flags, method, _, _, crc, packed, size, n, e = struct.unpack_from("<HHHHIIIHH", data, end + 6)
        body = end + 30 + n + e
        given = (crc, packed, size) == (entry.crc, entry.packed, entry.size)
        if data[end + 30 : end + 30 + n] != entry.raw_name or (flags, method) != (entry.flags, entry.method):
            raise Unreadable(place, "a member of it is not what the listing says")
        if not given and not flags & _LATER:
            raise Unreadable(place, "a member of it is not what the listing says")
        found[entry.offset] = (body, data[end + 30 + n : body])
        end = body + entry.packed
        if flags & _LATER:
            end = _behind_sizes(data, entry, end, place)
    if end != start:
        raise Unreadable(place, _BETWEEN)
    return found


def _behind_sizes(data: bytes, entry: _Entry, at: int, place: str) -> int:
    """Return where the note of a member's sizes ends, which some programs write behind the member."""
    sizes = struct.pack("<III", entry.crc, entry.packed, entry.size)
    for note in (b"PK\x07\x08" + sizes, sizes):
        if data.startswith(note, at):
            return at + len(note)
    raise Unreadable(place, _BETWEEN)


def _check_extra(field: bytes, place: str) -> None:
    at = 0
    while at < len(field):
        if at + 4 > len(field):
            raise Unreadable(place, "a member of it carries a field that cannot be read")
        kind, length = struct.unpack_from("<HH", field, at)
        body = field[at + 4 : at + 4 + length]
        room = kind == _ROOM and not body[4:].strip(b"\x00")
        if len(body) != length or not (room or kind in _TIMES):
            raise Unreadable(place, "a member of it carries a field that cannot be read")
        at += 4 + length


def _unpack(data: bytes, entry: _Entry, at: int, place: str, budget: Budget) -> bytes:
    budget.take_bytes(entry.size, place)
    packed = data[at : at + entry.packed]
    inner, behind = packed, b""
    if entry.method == _DEFLATED:
        reader = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            inner = reader.decompress(packed, entry.size + 1)
        except zlib.error:
            raise Unreadable(place, _CUT) from None
        behind = reader.unused_data
        if not reader.eof and len(inner) <= entry.size:
            raise Unreadable(place, _CUT)
    if len(inner) != entry.size:
        raise Unreadable(place, "its size is not the one given")
    if behind:
        raise Unreadable(place, "there are bytes behind it")
    if zlib.crc32(inner) != entry.crc:
        raise Unreadable(place, _CUT)
    return inner


def _spot(place: str, filename: str, number: int) -> str:
    """Return how a member is called in a finding: by name where it looks like a usual one."""
    usual = re.fullmatch(r"[A-Za-z0-9_./\[\]]{1,80}\.(?:xml|rels|csv|json|html|vml)", filename)
    return f"{place}, {filename}" if usual else f"{place}, member {number}"


def _escapes(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return not name or name.startswith(("/", "\\")) or ".." in parts or ":" in name or "\x00" in name
