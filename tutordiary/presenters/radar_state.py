"""What the radar's page shows: plain values that a window can draw and a screen reader can say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from tutordiary.evidence.radar import DayPart


class Tone(StrEnum):
    """How a cell is shaded; its words always say the same."""

    NOTICED = "noticed"
    A_WHILE = "a_while"
    OPEN = "open"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Way:
    """Where a cell leads: the sheet of a pupil that fills it, for one outcome or for none."""

    pupil_id: str
    part: str
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class RadarCell:
    """One pupil and one thing. ``words`` stand in the cell, ``said`` is the whole sentence.

    ``marks`` are drawn in place of words where there are some. ``way`` is None where nothing is to be filled.
    """

    words: str
    said: str
    tone: Tone
    way: Way | None = None
    marks: tuple[DayPart, ...] = ()


@dataclass(frozen=True, slots=True)
class RadarRow:
    """One thing to notice. ``under`` is the key of the row it unfolds from; empty for a row of its own.

    ``look`` names the colours of an outcome, ``short`` is a title for where there is little room, ``signs``
    are examples of what it can look like.
    """

    key: str
    title: str
    short: str
    look: str
    icon: str
    under: str
    can_unfold: bool
    is_unfolded: bool
    signs: tuple[str, ...]
    cells: tuple[RadarCell, ...]


@dataclass(frozen=True, slots=True)
class RadarPupil:
    """A pupil at the top of a column, and the gentle sentences about this pupil."""

    pupil_id: str
    name: str
    under: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """A group to choose: its name, and where two have the same, the place it meets at."""

    group_id: str
    words: str


@dataclass(frozen=True, slots=True)
class RadarState:
    """The whole page. Without groups there is nothing but a sentence that says what to do."""

    groups: tuple[GroupChoice, ...]
    group_id: str
    sentence: str
    pupils: tuple[RadarPupil, ...]
    rows: tuple[RadarRow, ...]
    cursor: tuple[int, int]

    def cell(self, row: int, column: int) -> RadarCell | None:
        """Return one cell; None outside of the grid."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.pupils):
            return self.rows[row].cells[column]
        return None


class RadarView(Protocol):
    """What the page's window can do."""

    def show_state(self, state: RadarState) -> None:
        """Draw the page."""

    def open_pupil(self, pupil_id: str, part: str, outcome: str) -> None:
        """Go to the sheet of a pupil that fills a cell; an empty part is the pupil's page itself."""

    def open_log(self, group_id: str, day: date) -> None:
        """Go to the log of a group's session."""

    def hear(self) -> None:
        """Learn, on any thread, that something changed in the diary that the page may show."""
