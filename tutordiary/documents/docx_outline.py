"""Shapes an outline for paper that is edited, where a report is to keep to two sides.

A report has a table of observations for each outcome. Read aloud each needs its heading; in Word the repeated
heads of tables would cost a page, so there the outcome is the first column. Four short texts, each under a
small heading, stand side by side, and their headings stay headings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tutordiary.documents.blocks import Block, Cell, Grid, Heading, Text

_FIRST = 19
"""The share of the width the new first column takes."""
_HEAD = "Outcome"
_COLUMNS, _SHORT = 4, 320
"""How many texts stand side by side, and the most characters of one."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Short texts side by side, each under its heading."""

    texts: tuple[tuple[Heading, Text], ...]


def for_word(blocks: Sequence[Block]) -> list[Block | Columns]:
    """Return the blocks, runs of tables with the same heads made one, and runs of short texts as columns."""
    shaped: list[Block | Columns] = []
    at = 0
    while at < len(blocks):
        run, texts = _run_at(blocks, at), _texts_at(blocks, at)
        if len(run) > 1:
            shaped.append(_one_table(run))
            at += 2 * len(run)
        elif len(texts) == _COLUMNS:
            shaped.append(Columns(tuple(texts)))
            at += 2 * len(texts)
        else:
            shaped.append(blocks[at])
            at += 1
    return shaped


def _run_at(blocks: Sequence[Block], at: int) -> list[tuple[Heading, Grid]]:
    run: list[tuple[Heading, Grid]] = []
    for heading, grid in zip(blocks[at::2], blocks[at + 1 :: 2], strict=False):
        if not isinstance(heading, Heading) or not isinstance(grid, Grid) or heading.level != 3:
            break
        if grid.blank_rows or (run and grid.heads != run[0][1].heads):
            break
        run.append((heading, grid))
    return run


def _texts_at(blocks: Sequence[Block], at: int) -> list[tuple[Heading, Text]]:
    found: list[tuple[Heading, Text]] = []
    for heading, text in zip(blocks[at::2], blocks[at + 1 :: 2], strict=False):
        if not isinstance(heading, Heading) or not isinstance(text, Text) or heading.level != 3:
            break
        if text.is_rich or len(text.text) > _SHORT:
            break
        found.append((heading, text))
    return found[:_COLUMNS]


def _one_table(run: Sequence[tuple[Heading, Grid]]) -> Grid:
    first = run[0][1]
    rows = []
    for heading, grid in run:
        for index, row in enumerate(grid.rows):
            named = Cell((Text(heading.text, "strong"),)) if index == 0 else Cell()
            rows.append((named, *row))
    rest = [round(share * (100 - _FIRST) / 100) for share in first.shares]
    rest[-1] += 100 - _FIRST - sum(rest)
    about = "What was observed, by outcome and indicator"
    return replace(first, heads=(_HEAD, *first.heads), rows=tuple(rows), shares=(_FIRST, *rest), about=about)
