"""Undoes the ways in which text is written inside text: percent signs, escapes, base 64, hexadecimal.

A name in one of them cannot be read by eye, but any program brings it back. What unpacks to a file of its
own is told apart, so that nothing is carried in words.
"""

from __future__ import annotations

import base64
import binascii
import html
import itertools
import re
from collections.abc import Iterator
from urllib.parse import unquote

_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_ESCAPE = re.compile(
    r"\\u\{([0-9A-Fa-f]{1,6})\}|\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\x([0-9A-Fa-f]{2})"
    r"|\\([0-7]{3})|\\([0-9A-Fa-f]{1,6}) ?"
)
_QUOTED = re.compile(r"=([0-9A-F]{2})")
# Words put together by a formula or a script: "Ab"&"cd", CONCATENATE("Ab","cd"), CHAR(65)&"bcd".
_CHAR = re.compile(r"\b(?:_xlfn\.)?(?:UNI)?CHAR\((\d{1,6})\)", re.IGNORECASE)
_JOINT = re.compile(r"\"\s{0,4}[&+,;]?\s{0,4}\"|'\s{0,4}[+,]\s{0,4}'")
_BASE64 = re.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{6,}={0,2}")
# Every repetition has a limit or a beginning of its own: a long run must not be read again at each letter.
_BASE64_LINES = re.compile(
    r"(?<![A-Za-z0-9+/])(?:[A-Za-z0-9+/]{40,200}\r?\n)+[A-Za-z0-9+/]{1,200}={0,2}(?![A-Za-z0-9+/])"
)
_HEX = re.compile(r"(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{2}[\s:,-]?){4,}(?![0-9A-Za-z])")
_HEX_RUN = re.compile(r"(?<![0-9A-Za-z])[0-9A-Fa-f]{8,}(?![0-9A-Za-z])")
_FILES = (
    b"PK\x03\x04",
    b"%PDF-",
    b"\x89PNG\r\n",
    b"\xff\xd8\xff",
    b"SQLite format 3",
    b"\x1f\x8b\x08",
    b"GIF8",
)
_LEAST_LETTERS = 3


def inner_texts(text: str, deeper: int = 1) -> Iterator[str]:
    """Yield what a text says once its codes are undone; ``deeper`` says how often inside each other."""
    for inner in dict.fromkeys(_undone(text)):
        if inner != text:
            yield inner
            if deeper:
                yield from inner_texts(inner, deeper - 1)


def holds_file(text: str) -> bool:
    """Return whether a whole file is packed in the letters of a text."""
    return any(data.startswith(_FILES) for data in _unpacked(text))


def _undone(text: str) -> Iterator[str]:
    if _PERCENT.search(text):
        yield unquote(text)
        yield unquote(text, "latin-1")
    if "\\" in text:
        yield _ESCAPE.sub(_escaped, text)
    if _QUOTED.search(text):
        packed = _QUOTED.sub(lambda m: chr(int(m[1], 16)), text.replace("=\r\n", "").replace("=\n", ""))
        yield from _as_text(packed.encode("latin-1", "replace"))
    if "&" in text and ";" in text:
        yield html.unescape(text)
    joined = _JOINT.sub("", _CHAR.sub(lambda m: f'"{_letter(int(m[1]))}"', text))
    yield joined
    for data in _unpacked(text):
        yield from _as_text(data)


def _escaped(match: re.Match[str]) -> str:
    *sixteen, eight, css = match.groups()
    if eight:
        return _letter(int(eight, 8))
    return _letter(int(next((each for each in sixteen if each), css), 16))


def _letter(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 else ""


def _unpacked(text: str) -> Iterator[bytes]:
    for match in itertools.chain(_BASE64.finditer(text), _BASE64_LINES.finditer(text)):
        letters = "".join(match.group().split()).rstrip("=").replace("-", "+").replace("_", "/")
        try:
            yield base64.b64decode(letters + "=" * (-len(letters) % 4))
        except (binascii.Error, ValueError):
            continue
    for match in itertools.chain(_HEX.finditer(text), _HEX_RUN.finditer(text)):
        digits = "".join(each for each in match.group() if each.isalnum())
        if len(digits) % 2 == 0:
            yield bytes.fromhex(digits)


def _as_text(data: bytes) -> Iterator[str]:
    """Yield bytes as words, in the encodings in which they are words."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        plain = encoding == "utf-8" or all(ord(letter) < 0x250 for letter in text)
        if plain and _is_words(text):
            yield text


def _is_words(text: str) -> bool:
    letters = sum(letter.isalpha() for letter in text)
    return letters >= _LEAST_LETTERS and all(letter.isprintable() or letter in "\r\n\t" for letter in text)
