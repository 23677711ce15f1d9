"""Words to look for, every way they could be written down, and a search through files for them."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

DEFLATED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
LONGEST_STREAM = 1 << 18  # compressed; what is longer is read so far


@dataclass(frozen=True)
class Find:
    """A word found: where, and how it was written."""

    place: str
    word: str
    way: str


def ways(word: str) -> dict[bytes, str]:
    """Return a word's bytes as programs write text down, with what to call each."""
    found: dict[bytes, str] = {}
    for form, call in (
        (word, ""),
        (quote(word), "percent "),
        (quote(word, safe=""), "percent "),
        (quote(word).replace("%20", "+"), "plus "),
        (json.dumps(word)[1:-1], "json "),
    ):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            found.setdefault(form.encode(encoding), call + encoding)
    if all(ord(letter) < 256 for letter in word):
        found.setdefault(word.encode("latin-1"), "latin-1")
    found.setdefault(word.encode().hex().encode(), "hex")
    return found


def in_bytes(data: bytes, words: Iterable[str], place: str) -> list[Find]:
    """Return where the words stand in some bytes, as they are or inside streams that were compressed.

    Capital and small letters count as the same.
    """
    needles = [(needle.lower(), word, way) for word in words for needle, way in ways(word).items()]
    layers = [(place, data), *((f"{place}, stream {count}", one) for count, one in enumerate(streams(data)))]
    found = []
    for where, layer in layers:
        low = layer.lower()
        found += [Find(where, word, way) for needle, word, way in needles if needle in low]
    return found


def streams(data: bytes) -> Iterator[bytes]:
    """Yield what unpacks, from every place where a zlib or gzip stream could begin."""
    for match in DEFLATED.finditer(data):
        wbits = 31 if data[match.start()] == 0x1F else 15
        try:
            plain = zlib.decompressobj(wbits).decompress(data[match.start() : match.start() + LONGEST_STREAM])
        except zlib.error:
            continue
        if plain:
            yield plain


def in_files(folders: Iterable[Path], words: Iterable[str], *, but: Iterable[Path] = ()) -> list[Find]:
    """Return where the words stand in any file below some folders: in its bytes, its name or its path."""
    left_out = set(but)
    words = list(words)
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path in left_out:
                continue
            found += in_bytes(str(path.relative_to(folder)).encode(), words, f"the name of {path.name}")
            if path.is_file() and not path.is_symlink():
                found += in_bytes(path.read_bytes(), words, path.name)
    return found
