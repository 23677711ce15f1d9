"""Shapes an outline for paper that is edited: tables that follow each other under small headings become one.

A report has a table of observations for each outcome. Read aloud each needs its heading; in Word the repeated
heads of tables would cost a page, so there the outcome is the first column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tutordiary.documents.blocks import Block, Cell, Grid, Heading, Text

_FIRST = 19
"""The share of the width the new first column takes."""
_HEAD = "Outcome"


def for_word(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with each run of two or more tables of the same heads, under headings, made one."""
    shaped: list[Block] = []
    at = 0
    while at < len(blocks):
        run = _run_at(blocks, at)
        if len(run) > 1:
            shaped.append(_one_table(run))
            at += 2 * len(run)
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
