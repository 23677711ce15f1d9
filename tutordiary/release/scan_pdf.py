"""Takes every readable part out of a PDF: pages, titles, outlines, notes, links, attachments, streams.

The app's own PDFs show pages and nothing else. One that can do more, or holds bytes nothing refers to, is
read as far as it can be and then refused.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from tutordiary.release.parts import Budget, Part, Piece, Raw, Unreadable, byte_parts, letter_runs
from tutordiary.release.scan_fonts import font_name_parts, font_parts
from tutordiary.release.vocabulary import PDF_BEYOND, PDF_NAMES

MAX_STREAM = 64_000_000
_FONT_NAMES = frozenset({"/BaseFont", "/FontName", "/FontFamily"})
_STREAMS = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_OBJECTS = re.compile(rb"\b\d{1,10} \d{1,5} obj\b(.*?)\bendobj\b", re.DOTALL)
_BEGUN = re.compile(rb"\b\d{1,10}\s+\d{1,5}\s+obj\b")
_PLACES = re.compile(rb"\b\d{10} \d{5} [nf]\b")
_LITERAL = re.compile(rb"\((?:\\.|[^()\\])*\)", re.DOTALL)
_COMMENT = re.compile(rb"%[^\r\n]*")
_PROPERTIES = re.compile(rb"<<(?!\s*/MCID\s+\d+\s*>>)")


def pdf_pieces(
    data: bytes, place: str, budget: Budget, nested: Callable[[bytes, str], Iterator[Piece]]
) -> Iterator[Piece]:
    """Yield the parts of a PDF; ``nested`` reads an attached file.

    Raises: Unreadable for one that is broken, locked, has no text, holds bytes that no part of it uses, or
    can do more than show pages.
    """
    import pikepdf

    more = False
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise Unreadable(place, "it is locked")
            for piece in _objects(pdf, place, budget):
                more = more or (isinstance(piece, Part) and piece.text in PDF_BEYOND)
                yield piece
            for number, name in enumerate(list(pdf.attachments), start=1):
                yield Part(f"{place}, name of attachment {number}", name)
                attached = pdf.attachments[name].get_file().read_bytes()
                budget.take_bytes(len(attached), place)
                yield from nested(attached, f"{place}, attachment {number}")
            yield from _marked(pdf, place)
            yield from _frame(data, pdf, place)
            if pdf.get_warnings():
                raise Unreadable(place, "it is not a PDF that can be read")
    except Unreadable:
        raise
    except pikepdf.PasswordError:
        raise Unreadable(place, "it is locked") from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, NotImplementedError):
        raise Unreadable(place, "it is not a PDF that can be read") from None
    yield from _pages(data, place)
    if more:
        raise Unreadable(place, "it can do more than show pages")


def _pages(data: bytes, place: str) -> Iterator[Piece]:
    import pypdfium2

    read = False
    try:
        pdf = pypdfium2.PdfDocument(data)
        try:
            for number in range(len(pdf)):
                page = pdf[number]
                words = page.get_textpage().get_text_range()
                drawn = next(page.get_objects(max_depth=1), None) is not None
                page.close()
                if words.strip():
                    read = True
                    yield Part(f"{place}, page {number + 1}", words)
                elif drawn:
                    raise Unreadable(f"{place}, page {number + 1}", "it shows something that is no text")
        finally:
            pdf.close()
    except pypdfium2.PdfiumError:
        raise Unreadable(place, "its pages cannot be read") from None
    if not read:
        raise Unreadable(place, "its pages hold no text, so that nobody can check them")


def _frame(data: bytes, pdf: Any, place: str) -> Iterator[Part]:
    """Yield what stands between the objects of a file, and refuse earlier versions and objects of no use."""
    import pikepdf

    if data.count(b"startxref") != 1 or data.count(b"%%EOF") != 1 or data.rstrip()[-5:] != b"%%EOF":
        raise Unreadable(place, "it holds an earlier version of itself, or bytes behind its end")
    outside = _STREAMS.sub(b" ", data)
    apart = sum(
        int(thing.get("/N", 0))
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Stream) and str(thing.get("/Type", "")) == "/ObjStm"
    )
    if len(_BEGUN.findall(outside)) + apart != len(pdf.objects):
        raise Unreadable(place, "it holds parts that nothing refers to")
    for body in _OBJECTS.findall(outside):
        for comment in _COMMENT.findall(_LITERAL.sub(b" ", body)):
            yield from byte_parts(f"{place}, a remark in it", comment)
    between = _LITERAL.sub(b" ", _PLACES.sub(b" ", _OBJECTS.sub(b" ", outside)))
    words = re.sub(rb"/[A-Za-z]+", lambda m: b" " if m[0][1:].decode() in PDF_NAMES else m[0], between)
    yield from byte_parts(f"{place}, between its objects", words)


def _marked(pdf: Any, place: str) -> Iterator[Part]:
    """Yield the texts a page gives in place of what it shows, and the remarks between its instructions."""
    import pikepdf

    for number, page in enumerate(pdf.pages, start=1):
        spot = f"{place}, words beside page {number}"
        contents = page.obj.get("/Contents", None)
        if contents is None:
            continue
        streams = contents if isinstance(contents, pikepdf.Array) else [contents]
        plain = b"\n".join(bytes(stream.read_bytes()) for stream in streams)
        if _PROPERTIES.search(plain) or b"BI" in plain:
            for instruction in pikepdf.parse_content_stream(page):
                if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                    raise Unreadable(spot, "a picture stands in its words")
                if str(instruction.operator) in ("BDC", "DP"):
                    for operand in instruction.operands:
                        yield from (Part(spot, words) for words in _texts(operand, 0))
        if b"%" in _LITERAL.sub(b" ", plain):
            for comment in _COMMENT.findall(_LITERAL.sub(b" ", plain)):
                yield from byte_parts(spot, comment)


def _objects(pdf: Any, place: str, budget: Budget) -> Iterator[Piece]:
    import pikepdf

    fonts = _font_streams(pdf)
    for mark in pdf.trailer.get("/ID", ()):
        # Bytes by chance, in which two letters together mean nothing.
        yield from byte_parts(f"{place}, its own number", letter_runs(bytes(mark)))
    for number, thing in enumerate([pdf.trailer, *pdf.objects]):
        spot = f"{place}, object {number}"
        for words in _texts(thing, 0):
            yield Part(spot, words)
        yield from _font_names(thing, spot)
        if isinstance(thing, pikepdf.Stream):
            yield from _stream(thing, spot, budget, is_font=thing.objgen in fonts)


def _font_streams(pdf: Any) -> set[tuple[int, int]]:
    import pikepdf

    found: set[tuple[int, int]] = set()
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) and "/FontFile2" in thing:
            found.add(thing["/FontFile2"].objgen)
    return found


def _font_names(thing: Any, spot: str) -> Iterator[Part]:
    import pikepdf

    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key in _FONT_NAMES:
            if key in thing:
                yield from font_name_parts(spot, str(thing[key]).removeprefix("/"))


def _stream(thing: Any, spot: str, budget: Budget, *, is_font: bool) -> Iterator[Piece]:
    packed = bytes(thing.read_raw_bytes())
    if len(packed) > MAX_STREAM:
        raise Unreadable(spot, "it is too big to be checked")
    size, behind = _unpacked(packed)
    if size > MAX_STREAM:
        raise Unreadable(spot, "it unpacks to far more than its size")
    if behind:
        raise Unreadable(spot, "there are bytes behind it")
    if str(thing.get("/Subtype", "")) == "/Image":
        # A picture's own words (camera, place, author) stand in its packed bytes.
        yield Raw(spot, packed)
        yield from byte_parts(spot, packed) if not size else ()
        return
    plain = bytes(thing.read_bytes())
    budget.take_bytes(len(plain), spot)
    if is_font:
        yield from font_parts(plain, spot)
        return
    yield Raw(spot, plain)
    if str(thing.get("/Type", "")) == "/Metadata":
        yield from byte_parts(f"{spot}, metadata", plain)


def _unpacked(packed: bytes) -> tuple[int, bool]:
    """Return what a packed stream would unpack to and whether bytes stand behind it.

    The size is at most just over the limit, and 0 if it is not packed so.
    """
    reader = zlib.decompressobj()
    try:
        size = len(reader.decompress(packed, MAX_STREAM + 1))
    except zlib.error:
        return 0, False
    return size, bool(reader.unused_data.strip())


def _texts(thing: Any, depth: int) -> Iterator[str]:
    """Yield every string and name inside an object; what it points at has its own turn.

    Names the standard gives a meaning are left out, but not those of what the app never makes.
    """
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
            if str(key)[1:] not in PDF_NAMES or str(key)[1:] in PDF_BEYOND:
                yield str(key)[1:]
            if key not in _FONT_NAMES and not _is_elsewhere(value) and not _is_number_of_file(key, value):
                yield from _texts(value, depth + 1)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            if not _is_elsewhere(value):
                yield from _texts(value, depth + 1)
    elif isinstance(thing, pikepdf.Name):
        name = str(thing)[1:]
        if name not in PDF_NAMES or name in PDF_BEYOND:
            yield name


def _is_number_of_file(key: str, value: Any) -> bool:
    """Return whether a value is the pair of chance bytes that tells one file from another."""
    import pikepdf

    pair = key == "/ID" and isinstance(value, pikepdf.Array) and len(value) == 2
    return pair and all(isinstance(each, pikepdf.String) and len(bytes(each)) == 16 for each in value)


def _is_elsewhere(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Object) and value.is_indirect
