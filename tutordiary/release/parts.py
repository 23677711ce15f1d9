"""What a scanned file is made of: readable parts, raw bytes, and how much of it may be unpacked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_LETTERS = re.compile(rb"[A-Za-z]{3,}")
MAX_DEPTH = 4
MAX_MEMBERS = 2_000
MAX_BYTES = 200_000_000


class Unreadable(Exception):
    """A place that cannot be read, so that the file cannot be let go. Holds no word of the file."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(f"{place}: {why}")
        self.place = place
        self.why = why


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of readable text and where in the file it stands. ``place`` never holds text of the file."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes to search as they are."""

    place: str
    data: bytes


@dataclass(slots=True)
class Budget:
    """How much one scan may still unpack. One budget is shared by everything nested in a file."""

    bytes_left: int = MAX_BYTES
    members_left: int = MAX_MEMBERS
    seen: int = field(default=0)

    def take_bytes(self, size: int, place: str) -> None:
        """Count unpacked bytes. Raises: Unreadable when there are too many."""
        self.bytes_left -= size
        if self.bytes_left < 0:
            raise Unreadable(place, "it unpacks to far more than its size")

    def take_member(self, place: str) -> None:
        """Count a member. Raises: Unreadable when there are too many."""
        self.members_left -= 1
        self.seen += 1
        if self.members_left < 0:
            raise Unreadable(place, "it holds too many files")


def byte_parts(place: str, data: bytes) -> Iterator[Part]:
    """Yield loose bytes as text in every way of writing letters that they may be meant in."""
    if not data:
        return
    yield Part(place, data.decode("utf-8", "replace"))
    if not data.isascii():
        yield Part(place, data.decode("latin-1"))
    if b"\x00" in data:
        for start in (0, 1):
            for encoding in ("utf-16-le", "utf-16-be"):
                yield Part(place, data[start:].decode(encoding, "replace"))


def letter_runs(data: bytes) -> bytes:
    """Return the stretches of three and more letters in bytes that mean no text, with spaces between them."""
    return b" ".join(_LETTERS.findall(data))


Piece = Part | Raw
