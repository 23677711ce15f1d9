"""Takes every readable part out of a PDF: pages, titles, outlines, notes, links, attachments, streams."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from tutordiary.release.parts import Budget, Part, Piece, Raw, Unreadable

MAX_STREAM = 64_000_000
# Bytes of the fonts the app ships with: names in them are those of their makers.
_FONT_KEYS = frozenset({"/FontFile", "/FontFile2", "/FontFile3"})
_FONT_NAMES = frozenset({"/BaseFont", "/FontName", "/FontFamily"})


def pdf_pieces(
    data: bytes, place: str, budget: Budget, nested: Callable[[bytes, str], Iterator[Piece]]
) -> Iterator[Piece]:
    """Yield the parts of a PDF; ``nested`` reads an attached file.

    Raises: Unreadable for one that is broken, locked, or has no text.
    """
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise Unreadable(place, "it is locked")
            yield from _objects(pdf, place, budget)
            for number, name in enumerate(list(pdf.attachments), start=1):
                yield Part(f"{place}, name of attachment {number}", name)
                attached = pdf.attachments[name].get_file().read_bytes()
                budget.take_bytes(len(attached), place)
                yield from nested(attached, f"{place}, attachment {number}")
    except Unreadable:
        raise
    except pikepdf.PasswordError:
        raise Unreadable(place, "it is locked") from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, NotImplementedError):
        raise Unreadable(place, "it is not a PDF that can be read") from None
    yield from _pages(data, place)


def _pages(data: bytes, place: str) -> Iterator[Piece]:
    import pypdfium2

    read = False
    try:
        pdf = pypdfium2.PdfDocument(data)
        try:
            for number in range(len(pdf)):
                page = pdf[number]
                words = page.get_textpage().get_text_range()
                page.close()
                if words.strip():
                    read = True
                    yield Part(f"{place}, page {number + 1}", words)
        finally:
            pdf.close()
    except pypdfium2.PdfiumError:
        raise Unreadable(place, "its pages cannot be read") from None
    if not read:
        raise Unreadable(place, "its pages hold no text, so that nobody can check them")


def _objects(pdf: Any, place: str, budget: Budget) -> Iterator[Piece]:
    import pikepdf

    fonts = _font_streams(pdf)
    for number, thing in enumerate([pdf.trailer, *pdf.objects]):
        spot = f"{place}, object {number}"
        for words in _texts(thing, 0):
            yield Part(spot, words)
        if isinstance(thing, pikepdf.Stream) and thing.objgen not in fonts:
            yield from _stream(thing, spot, budget)


def _font_streams(pdf: Any) -> set[tuple[int, int]]:
    import pikepdf

    found: set[tuple[int, int]] = set()
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            found.update(thing[key].objgen for key in _FONT_KEYS if key in thing)
    return found


def _stream(thing: Any, spot: str, budget: Budget) -> Iterator[Piece]:
    packed = bytes(thing.read_raw_bytes())
    if len(packed) > MAX_STREAM:
        raise Unreadable(spot, "it is too big to be checked")
    if _unpacked_size(packed) > MAX_STREAM:
        raise Unreadable(spot, "it unpacks to far more than its size")
    if str(thing.get("/Subtype", "")) == "/Image":
        # A picture's own words (camera, place, author) stand in its packed bytes.
        yield Raw(spot, packed)
        return
    plain = bytes(thing.read_bytes())
    budget.take_bytes(len(plain), spot)
    yield Raw(spot, plain)
    if str(thing.get("/Type", "")) == "/Metadata":
        yield Part(f"{spot}, metadata", plain.decode("utf-8", "replace"))


def _unpacked_size(packed: bytes) -> int:
    """Return what a packed stream would unpack to: bytes up to just over the limit, 0 if not packed so."""
    try:
        return len(zlib.decompressobj().decompress(packed, MAX_STREAM + 1))
    except zlib.error:
        return 0


def _texts(thing: Any, depth: int) -> Iterator[str]:
    """Yield every string and name inside an object; what it points at has its own turn."""
    import pikepdf

    if depth > 60:
        raise ValueError("nested too deeply")
    if isinstance(thing, pikepdf.String):
        yield str(thing)
        packed = bytes(thing)
        yield packed.decode("utf-8", "replace")
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key in list(thing.keys()):
            value = thing.get(key)
            yield str(key)[1:]
            if key not in _FONT_NAMES and not _is_elsewhere(value):
                yield from _texts(value, depth + 1)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            if not _is_elsewhere(value):
                yield from _texts(value, depth + 1)
    elif isinstance(thing, pikepdf.Name):
        yield str(thing)[1:]


def _is_elsewhere(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Object) and value.is_indirect
