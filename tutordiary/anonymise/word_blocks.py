"""What the text of a Word document is made of here: paragraphs, headings, lists and tables, nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

Part = Literal["body", "header", "footer"]
ListKind = Literal["", "bullet", "number"]
A4 = (11906, 16838)
LANGUAGE = "en-GB"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table with its paragraphs; ``span`` is over how many columns it reaches."""

    texts: tuple[str, ...] = ("",)
    span: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (``rows`` empty) or a table. ``level`` above 0 is a heading, 1 to 6.

    Of a list, ``listing`` says the kind, ``depth`` counts from 0, and ``list_id`` tells lists apart.
    """

    text: str = ""
    level: int = 0
    rows: tuple[tuple[Cell, ...], ...] = ()
    part: Part = "body"
    listing: ListKind = ""
    depth: int = 0
    list_id: int = 0

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts in it, in order: one of a paragraph, those of each cell of a table."""
        return tuple(text for row in self.rows for cell in row for text in cell.texts) or (self.text,)


@dataclass(slots=True)
class LeftBehind:
    """How much of a document is not read, by kind."""

    pictures: int = 0
    comments: int = 0
    deleted: int = 0
    hidden: int = 0
    links: int = 0
    objects: int = 0


@dataclass(frozen=True, slots=True)
class WordText:
    """What was read: blocks in order, what was left behind, the paper in twentieths of a point."""

    blocks: tuple[Block, ...]
    left_behind: LeftBehind
    page: tuple[int, int] = A4
    language: str = LANGUAGE


def with_texts(blocks: Iterable[Block], texts: Sequence[str | None]) -> tuple[Block, ...]:
    """Return blocks with other texts in the places of theirs, as ``texts`` has them in order.

    None takes a paragraph out; in a table its place stays empty. A row or table all of whose texts are taken
    out goes too.
    """
    at = 0
    found = []
    for block in blocks:
        mine = texts[at : at + len(block.texts)]
        at += len(mine)
        if not any(text is not None for text in mine):
            continue
        found.append(_refilled(block, mine) if block.rows else replace(block, text=mine[0] or ""))
    return tuple(found)


def _refilled(table: Block, texts: Sequence[str | None]) -> Block:
    at = 0
    rows = []
    for row in table.rows:
        cells, stays = [], False
        for cell in row:
            mine = texts[at : at + len(cell.texts)]
            at += len(mine)
            stays = stays or any(text is not None for text in mine)
            cells.append(replace(cell, texts=tuple(text for text in mine if text is not None) or ("",)))
        if stays:
            rows.append(tuple(cells))
    return replace(table, rows=tuple(rows))
