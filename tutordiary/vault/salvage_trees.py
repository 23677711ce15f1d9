"""Reads SQLite's trees and rows from single pages: what one page says, and what hangs below it.

After the file format of SQLite, which has not changed since 2004. A page that makes no sense counts as gone.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from tutordiary.vault.salvage_pages import USABLE_BYTES, Pages

Value = int | float | str | bytes | None
Row = tuple[int, tuple[Value, ...]]

_INDEX_INNER, TABLE_INNER, _INDEX_LEAF, TABLE_LEAF = 2, 5, 10, 13
_DATABASE_HEADER_BYTES = 100
_MOST_LOCAL = USABLE_BYTES - 35
_LEAST_LOCAL = (USABLE_BYTES - 12) * 32 // 255 - 23
_WHOLE_NUMBERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


@dataclass(slots=True)
class Tree:
    """What could be reached from one page: leaves in order, every page seen, and how many are gone."""

    leaves: list[int] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    entries: int = 0
    lost: int = 0


def kind_of(pages: Pages, number: int) -> int:
    """Return the kind of a tree's page, one of SQLite's four numbers; 0 for any other or none."""
    page = pages.get(number)
    kind = 0 if page is None else page[_start(number)]
    return kind if kind in (_INDEX_INNER, TABLE_INNER, _INDEX_LEAF, TABLE_LEAF) else 0


def tree(pages: Pages, root: int) -> Tree:
    """Walk down from a page, of a table or an index, around what is gone."""
    found, waiting = Tree(), [root]
    while waiting:
        number = waiting.pop()
        if number in found.seen:
            continue
        kind = kind_of(pages, number)
        if not kind:
            found.lost += 1
            continue
        found.seen.add(number)
        cells = _cells(pages, number)
        found.entries += len(cells) if kind != TABLE_INNER else 0
        if kind in (TABLE_LEAF, _INDEX_LEAF):
            found.leaves.append(number)
        else:
            waiting += reversed(children(pages, number))
    return found


def children(pages: Pages, number: int) -> list[int]:
    """Return the pages an inner page points to, in order; none for a leaf."""
    page = pages.get(number)
    if page is None or kind_of(pages, number) not in (TABLE_INNER, _INDEX_INNER):
        return []
    below = [struct.unpack_from(">I", page, cell)[0] for cell in _cells(pages, number)]
    return [*below, struct.unpack_from(">I", page, _start(number) + 8)[0]]


def rows(pages: Pages, leaf: int) -> Iterator[Row]:
    """Yield the rows on one leaf of a table that are whole: each one's number and its values."""
    page = pages.get(leaf)
    if page is None or kind_of(pages, leaf) != TABLE_LEAF:
        return
    for cell in _cells(pages, leaf):
        try:
            size, at = _varint(page, cell)
            rowid, at = _varint(page, at)
            payload = _payload(pages, page, at, size)
            if payload is not None:
                yield rowid - (1 << 64) if rowid >= 1 << 63 else rowid, _values(payload)
        except (IndexError, ValueError, struct.error):
            continue


def free_pages(pages: Pages) -> set[int]:
    """Return the pages that hold nothing any more, as far as the first page tells."""
    first, free = pages.get(1), set[int]()
    trunk = struct.unpack_from(">I", first, 32)[0] if first else 0
    while trunk and trunk not in free:
        free.add(trunk)
        page = pages.get(trunk)
        if page is None:
            break
        trunk, number = struct.unpack_from(">II", page)
        free.update(struct.unpack_from(f">{min(number, USABLE_BYTES // 4 - 2)}I", page, 8))
    return free


def _start(number: int) -> int:
    return _DATABASE_HEADER_BYTES if number == 1 else 0


def _cells(pages: Pages, number: int) -> list[int]:
    page, start = pages.get(number), _start(number)
    if page is None:
        return []
    kind, cells = page[start], struct.unpack_from(">H", page, start + 3)[0]
    begin = start + (12 if kind in (TABLE_INNER, _INDEX_INNER) else 8)
    if begin + 2 * cells > USABLE_BYTES:
        return []
    return [at for at in struct.unpack_from(f">{cells}H", page, begin) if at < USABLE_BYTES - 3]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(8):
        byte = data[at + place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    return value << 8 | data[at + 8], at + 9


def _payload(pages: Pages, page: bytes, at: int, size: int) -> bytes | None:
    """Return a row's bytes, with what overflowed to other pages; None when one of those is gone."""
    if size <= _MOST_LOCAL:
        return page[at : at + size]
    local = _LEAST_LOCAL + (size - _LEAST_LOCAL) % (USABLE_BYTES - 4)
    if local > _MOST_LOCAL:
        local = _LEAST_LOCAL
    parts, left = [page[at : at + local]], size - local
    following = struct.unpack_from(">I", page, at + local)[0]
    while left > 0:
        overflow = pages.get(following) if following else None
        if overflow is None:
            return None
        parts.append(overflow[4 : 4 + left])
        left -= len(parts[-1])
        following = struct.unpack_from(">I", overflow)[0]
    return b"".join(parts)


def _values(payload: bytes) -> tuple[Value, ...]:
    header, at = _varint(payload, 0)
    kinds: list[int] = []
    while at < header:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    found: list[Value] = []
    for kind in kinds:
        value, at = _one_value(payload, at, kind)
        found.append(value)
    if at > len(payload):
        raise ValueError("a row is shorter than it says")
    return tuple(found)


def _one_value(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind in (0, 8, 9):
        return (None, 0, 1)[(0, 8, 9).index(kind)], at
    if kind in _WHOLE_NUMBERS:
        end = at + _WHOLE_NUMBERS[kind]
        return int.from_bytes(payload[at:end], "big", signed=True), end
    if kind == 7:
        return struct.unpack_from(">d", payload, at)[0], at + 8
    if kind < 12:
        raise ValueError("SQLite keeps these kinds for itself")
    end = at + (kind - 12) // 2
    data = payload[at:end]
    return (data if kind % 2 == 0 else data.decode("utf-8")), end
