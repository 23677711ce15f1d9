"""The blocks an outline is made of: what stands in a document, without how it looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tutordiary.documents.content import AttendanceMark, WeekChart
from tutordiary.documents.strips import Spot

Tone = Literal["lead", "body", "strong", "quiet", "small", "warn", "question"]


@dataclass(frozen=True, slots=True)
class Title:
    """The title of the document, with what stands over and under it."""

    text: str
    over: str = ""
    under: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` 2 is a section, 3 a part of one. ``new_page`` begins a page, on paper."""

    text: str
    level: int = 2
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph (or several, parted by empty lines). ``notes`` are raised numbers after the last word.

    ``spoken`` stands in for the text where drawings are told in words. ``is_rich`` texts hold light marks.
    """

    text: str
    tone: Tone = "body"
    notes: tuple[int, ...] = ()
    spoken: str = ""
    is_rich: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """A drawing of one indicator, or of attendance, with the words that stand for it."""

    alt: str
    spots: tuple[Spot, ...] = ()
    levels: int = 4
    lane: bool = False
    attendance: tuple[AttendanceMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A week chart with its caption."""

    chart: WeekChart
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell of a table: paragraphs, and perhaps a strip after them."""

    texts: tuple[Text, ...] = ()
    strip: Strip | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value pairs, with an optional strip beside the last value."""

    rows: tuple[tuple[str, str], ...]
    strip: Strip | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A real table: column heads, and rows whose first cell heads the row. ``shares`` add up to 100.

    ``blank_rows`` are rows to fill by hand, where a format has paper.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shares: tuple[int, ...]
    about: str
    blank_rows: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """Someone's exact words and where they come from."""

    words: str
    who: str
    how: str
    by_pupil: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; ``numbers`` are printed when given, otherwise each item stands after a dash or bullet.

    A ``run_in`` list may stand in one paragraph where there is paper to save.
    """

    items: tuple[str, ...]
    numbers: tuple[int, ...] = ()
    run_in: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """Empty boxes to write in, each with its title, one under the other or side by side."""

    titles: tuple[str, ...]
    lines: int = 3
    side_by_side: bool = False


Block = Title | Heading | Text | Chart | Facts | Grid | Said | Listing | Room


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole document as blocks, with its title for the file and the words of its footer.

    ``mark`` stands at the head of every page, or first where there are no pages; mostly it is empty.
    """

    title: str
    footer: str
    blocks: tuple[Block, ...]
    mark: str = ""
