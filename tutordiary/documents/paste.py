"""Words to paste into a school's own system: part by part, without line breaks of ours, sized for its boxes.

Everything a document says is here in the order of its page; drawings are told in words, tables a line to each
value. Light marks are gone, because no such system knows them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tutordiary.documents import rich, senco_words
from tutordiary.documents.blocks import (
    Block,
    Cell,
    Chart,
    Facts,
    Grid,
    Heading,
    Listing,
    Room,
    Said,
    Text,
    Title,
)
from tutordiary.documents.cleaning import prepare
from tutordiary.documents.content import Document, SencoReport
from tutordiary.documents.outline import outline
from tutordiary.documents.outline_marks import with_marks
from tutordiary.documents.outline_senco import END, senco_parts
from tutordiary.documents.wording import joined, stop

BOX_SIZES = (250, 500, 1000, 2000, 4000)
"""Most characters such boxes usually take, for a list to choose from."""
LEAST = 40
"""Characters a box has at least; a smaller one is taken for this size."""
FIRST = "About this report"
LAST = "What this report rests on"
EVIDENCE = "evidence"

_SENTENCE = re.compile(r"(?<=[.!?…”])\s+|\n+")


@dataclass(frozen=True, slots=True)
class PastePart:
    """One part of a document: its heading, and its words as plain text with a line for each thing."""

    title: str
    text: str


def paste_parts(document: Document) -> tuple[PastePart, ...]:
    """Return a document as parts to paste, in order; parts with nothing in them are left out."""
    ready, _ = prepare(document)
    shape = outline(ready)
    if isinstance(ready, SencoReport):
        shape = replace(shape, blocks=_with_end(ready, shape.blocks))
    parts: list[tuple[str, list[str]]] = [(FIRST, [f"{shape.mark}."] if shape.mark else [])]
    for block in with_marks(shape, ready).blocks:
        if isinstance(block, Heading) and block.level == 2:
            parts.append((block.text, []))
        else:
            parts[-1][1].append(_told(block))
    told = ((title, "\n".join(line for line in lines if line).strip()) for title, lines in parts)
    return tuple(PastePart(title, text) for title, text in told if text)


def _with_end(report: SencoReport, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the report with headings over its end: on paper the sign-off needs none, in a box it does."""
    made: list[Block] = list(blocks[: len(blocks) - sum(len(part) for _, part in senco_parts(report))])
    for key, part in senco_parts(report):
        if key == END:
            made += [Heading(LAST), *part]
        elif key == EVIDENCE:
            made += [Heading(senco_words.heading(report, key)), *part[1:]]
        else:
            made += part
    return tuple(made)


def pasted(document: Document) -> str:
    """Return the whole document as one text: each part under its heading, an empty line between parts."""
    parts = (
        part.text if part.title == FIRST else f"{part.title}\n{part.text}" for part in paste_parts(document)
    )
    return "\n\n".join(parts) + "\n"


def boxes(text: str, most: int) -> tuple[str, ...]:
    """Return a text in pieces of at most ``most`` characters, cut where a sentence ends if one does.

    A sentence longer than a box is cut between words, and a word longer than one inside it; nothing is lost.
    """
    most = max(LEAST, most)
    made: list[str] = []
    for sentence in _sentences(text):
        if made and len(made[-1]) + len(sentence) <= most:
            made[-1] += sentence
            continue
        made += _cut(sentence, most)
    return tuple(piece.strip() for piece in made if piece.strip())


def _sentences(text: str) -> list[str]:
    """Return a text as sentences with the spaces that follow them, so that joined they are the text again."""
    ends = [found.end() for found in _SENTENCE.finditer(text)]
    return [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]


def _cut(sentence: str, most: int) -> list[str]:
    pieces: list[str] = []
    while len(sentence.rstrip()) > most:
        space = sentence.rfind(" ", 1, most + 1)
        at = space if space > 0 else most
        pieces.append(sentence[:at])
        sentence = sentence[at:].lstrip()
    return [*pieces, sentence]


# Blocks as lines ------------------------------------------------------------------------------------------


def _told(block: Block) -> str:
    match block:
        case Title():
            return "\n".join(one for one in (block.over, block.text, block.under) if one)
        case Heading():
            return f"\n{block.text}"
        case Text():
            return _text(block)
        case Facts():
            return _facts(block)
        case Grid():
            apart = "\n" if any(cell.strip for row in block.rows for cell in row) else "\n\n"
            return apart.join(_row(block, row) for row in block.rows)
        case Said(words, who, how):
            return f"{words}\n{joined((who, how))}"
        case Listing():
            return "\n".join(_listed(block))
        case Chart():
            return f"{block.alt}\n{block.caption}"
        case Room():
            return ""


def _text(text: Text, *, closed: bool = False) -> str:
    words = rich.plain(text.text) if text.is_rich else text.spoken or text.text
    numbers = "".join(f" [{number}]" for number in text.notes)
    return (stop(words) if closed else words).replace("\u00a0", " ") + numbers


def _facts(facts: Facts) -> str:
    rows = list(facts.rows)
    if facts.strip and rows:
        rows[-1] = (rows[-1][0], facts.strip.alt)
    return "\n".join(f"{label}: {value}" for label, value in rows)


def _row(grid: Grid, row: tuple[Cell, ...]) -> str:
    told = [(head, cell) for head, cell in zip(grid.heads[1:], row[1:], strict=True) if not cell.strip]
    if len(told) < len(row) - 1:
        # Beside a drawing the values are short: the row is one line, and the drawing is on the paper.
        return " ".join([f"{_cell(row[0])}.", *(f"{head}: {_cell(cell)}." for head, cell in told)])
    return "\n".join([_cell(row[0]), *(f"{head}: {_cell(cell)}" for head, cell in told)])


def _cell(cell: Cell) -> str:
    one = len(cell.texts) == 1
    return " ".join(_text(text, closed=not one).replace("\n", " ") for text in cell.texts)


def _listed(listing: Listing) -> list[str]:
    if listing.numbers:
        return [f"{n}. {item}" for n, item in zip(listing.numbers, listing.items, strict=True)]
    return [f"- {item}" for item in listing.items]
