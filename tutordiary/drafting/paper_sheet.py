"""A sheet of paper for one session: the log's own rows, codes for the pupils, no name of anyone or any place.

It may lie on a piano or be left in a room, so it says as little as it can: a number that only the diary can
put to a group and a day, and letters that only the diary can put to pupils. The tutor writes the day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutordiary import wording
from tutordiary.framework import Framework

if TYPE_CHECKING:
    from pathlib import Path

MOST_ON_A_PAGE = 8


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """One sheet: its number, the codes of the pupils, and the rows as (outcome, names of its indicators).

    ``levels`` are the words of the steps 1, 2, 3 in order, ``parts`` those of the ways of taking part.
    """

    number: int
    codes: tuple[str, ...]
    blocks: tuple[tuple[str, tuple[str, ...]], ...]
    levels: tuple[str, ...]
    parts: tuple[str, ...]
    is_sample: bool = False


def sheet_of(framework: Framework, number: int, codes: Sequence[str], *, is_sample: bool) -> PaperSheet:
    """Return the sheet with the rows and steps that the log has."""
    return PaperSheet(
        number,
        tuple(codes),
        tuple((one.name, tuple(row.name for row in one.indicators)) for one in framework.outcomes),
        tuple(rung.words for rung in framework.ladder if not rung.for_start_or_review_only),
        tuple(wording.PART_TAKEN.values()),
        is_sample,
    )


def sheets_pdf(sheets: Sequence[PaperSheet]) -> bytes:
    """Return sheets as one PDF, a page each; more than eight pupils take another page.

    Takes a moment the first time: not on the window's thread.
    """
    from tutordiary.drafting.paper_page import print_sheets

    return print_sheets(sheets)


def write_sheets(target: Path, sheets: Sequence[PaperSheet]) -> None:
    """Write sheets to a file, whole or not at all. Raises: DiskFull, CannotWrite."""
    from tutordiary.vault import files

    files.write_document(target, sheets_pdf(sheets), "the sheet")
