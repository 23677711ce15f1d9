"""Reads a tutor's own Word or text diary into stretches to review, and puts cleared ones back into place.

The document is held in memory only: neither its text nor where it lies is written anywhere, and the file
itself is never changed.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tutordiary.anonymise.word_blocks import Block, LeftBehind, WordText, with_texts
from tutordiary.errors import BadInput

WORD, PLAIN = ".docx", ".txt"
HEADING = "Heading"
MOST_LETTERS = 4_000_000
MOST_TEXT_BYTES = 20_000_000
LONGEST_PIECE = 1_200
_GAP = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_LINE_END = re.compile(r"\r\n?|\u2028|\u2029")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Where a long text may be cut: after a line, else after a sentence, else between two words.
_CUTS = (re.compile(r"\n"), re.compile(r"[.!?]['’”)]? (?=[A-Z“‘(])"), re.compile(r"\s"))


@dataclass(frozen=True)
class OwnDocument:
    """A document as read. ``name`` is how the tutor calls it; ``texts`` are its paragraphs in order.

    Of a Word document ``word`` holds the structure; of a plain text ``gaps`` stand between the texts, and
    ``line_end`` is the one it uses.
    """

    name: str
    kind: str
    texts: tuple[str, ...]
    word: WordText | None = None
    gaps: tuple[str, ...] = ()
    line_end: str = "\n"

    @cached_property
    def digest(self) -> str:
        """What tells this text from every other: a hash of all its words."""
        whole = "\x00".join(self.texts).encode("utf-8", "surrogatepass")
        return hashlib.sha256(whole).hexdigest()

    @property
    def left_behind(self) -> LeftBehind:
        """What of the document is not read and cannot come along."""
        return self.word.left_behind if self.word else LeftBehind()

    @cached_property
    def heads(self) -> tuple[tuple[int, ...], ...]:
        """For each text the other texts it is told under: headings above it, the other cells of its row.

        Whoever these name, it tells of too. Numbers count ``texts``.
        """
        if self.word is None:
            return ((),) * len(self.texts)
        found: list[tuple[int, ...]] = []
        above: dict[int, int] = {}
        for block in self.word.blocks:
            at = len(found)
            if block.level:
                above = {level: place for level, place in above.items() if level < block.level}
            mine = tuple(above.values()) if block.part == "body" else ()
            if block.level:
                above[block.level] = at
            if not block.rows:
                found.append(mine)
            for row in block.rows:
                cells = range(len(found), len(found) + sum(len(cell.texts) for cell in row))
                found += [(*mine, *(other for other in cells if other != one)) for one in cells]
        return tuple(found)

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Where each text stands, in words for the tutor: the heading above it, its table, or nothing."""
        if self.word is None:
            return ("",) * len(self.texts)
        found: list[str] = []
        heading, tables = "", 0
        for block in self.word.blocks:
            tables += bool(block.rows)
            heading = block.text if block.level else heading
            found += [_place(block, heading, tables)] * len(block.texts)
        return tuple(found)


def _place(block: Block, heading: str, tables: int) -> str:
    if block.part != "body":
        return "Top of the pages" if block.part == "header" else "Foot of the pages"
    if block.level:
        return HEADING
    short = " ".join(heading.split())
    short = short if len(short) <= 40 else f"{short[:39].rstrip()}…"
    return ", ".join(part for part in (f"Table {tables}" if block.rows else "", short) if part)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one text: ``text_at`` counts the document's texts, ``at`` the pieces of that text."""

    text_at: int
    at: int
    words: str


def open_document(file: Path) -> OwnDocument:
    """Read a Word (.docx) or plain text (.txt) document.

    Raises: BadInput saying in a sentence why it is not read; nothing is changed.
    """
    ending = file.suffix.lower()
    if ending in (WORD, ".docm", ".doc", ".dotx", ".dotm"):
        from tutordiary.anonymise.word_files import read_word

        word = read_word(file)
        texts = tuple(text for block in word.blocks for text in block.texts)
        return _checked(OwnDocument(file.name, WORD, texts, word=word))
    if ending in (PLAIN, ".text"):
        return _checked(_plain(file))
    raise BadInput(
        f"{file.name} is neither a Word document (.docx) nor a plain text (.txt). Nothing was changed. "
        "Open it in the program it was written with, save it as one of these and try again."
    )


def _checked(document: OwnDocument) -> OwnDocument:
    if not any(map(_has_words, document.texts)):
        raise BadInput(f"{document.name} holds no words that can be read. Nothing was changed.")
    return document


def _plain(file: Path) -> OwnDocument:
    try:
        if file.stat().st_size > MOST_TEXT_BYTES:
            raise BadInput(f"{file.name} is too large to be read in one go. Nothing was changed.")
        data = file.read_bytes()
    except OSError as error:
        raise BadInput(f"{file.name} cannot be read ({error.strerror}). Nothing was changed.") from None
    raw = _decoded(data, file.name)
    if len(raw) > MOST_LETTERS:
        raise BadInput(f"{file.name} is too long to be read in one go. Nothing was changed.")
    line_end = "\r\n" if "\r\n" in raw else "\n"
    text = _LINE_END.sub("\n", raw)
    gaps = tuple(_GAP.findall(text))
    return OwnDocument(file.name, PLAIN, tuple(_GAP.split(text)), gaps=gaps, line_end=line_end)


def _decoded(data: bytes, name: str) -> str:
    """Return the words of a text file: by its mark, as UTF-8, or as Windows has written them for long."""
    encodings = [code for mark, code in _BOMS if data.startswith(mark)] or ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not re.search("[\x00-\x08\x0e-\x1a]", text):
            return text.removeprefix("\ufeff")
    raise BadInput(f"{name} is not a plain text: its bytes are no words. Nothing was changed.")


# Pieces -------------------------------------------------------------------------------------------------


def pieces_of(document: OwnDocument) -> tuple[Piece, ...]:
    """Return the stretches to review, in order. What holds no letter and no digit is left as it is."""
    return tuple(
        Piece(number, at, words)
        for number, text in enumerate(document.texts)
        if _has_words(text)
        for at, words in enumerate(_cut(text))
    )


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))


def _cut(text: str) -> Iterator[str]:
    """Yield a text in pieces that can be read at a glance; together they are the text again."""
    while len(text) > LONGEST_PIECE:
        at = _cut_place(text)
        yield text[:at]
        text = text[at:]
    yield text


def _cut_place(text: str) -> int:
    for pattern in _CUTS:
        ends = [m.end() for m in pattern.finditer(text, LONGEST_PIECE // 3, LONGEST_PIECE)]
        if ends:
            return ends[-1]
    return LONGEST_PIECE


# Putting back -------------------------------------------------------------------------------------------


def copy_of(document: OwnDocument, cleared: Mapping[tuple[int, int], str]) -> bytes:
    """Return the document with each piece in its cleared wording; pieces that are missing are left out."""
    return rewritten(document, texts_left(document, cleared))


def texts_left(document: OwnDocument, cleared: Mapping[tuple[int, int], str]) -> list[str | None]:
    """Return each text as it leaves, None where nothing of it does."""
    found: list[str | None] = [None if _has_words(text) else text for text in document.texts]
    for (text_at, _), words in sorted(cleared.items()):
        found[text_at] = (found[text_at] or "") + words
    return found


def rewritten(document: OwnDocument, texts: Sequence[str | None]) -> bytes:
    """Return a new file of the same structure with these texts; the same texts give the same bytes."""
    if document.word is None:
        return _joined(document, texts).replace("\n", document.line_end).encode("utf-8", "replace")
    from tutordiary.anonymise.word_writing import write_blocks

    stream = io.BytesIO()
    blocks = with_texts(document.word.blocks, texts)
    write_blocks(stream, blocks, page=document.word.page, language=document.word.language)
    return stream.getvalue()


def _joined(document: OwnDocument, texts: Sequence[str | None]) -> str:
    """Join texts with the gaps that stood between them; a text left out takes the gap after it along."""
    out: list[str] = []
    for text, gap in zip(texts, (*document.gaps, ""), strict=True):
        if text is not None:
            out += (text, gap)
    return "".join(out)
