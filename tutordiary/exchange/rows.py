"""What a table or a calendar says, row by row, before any of it is in the diary."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row as it was understood; ``place`` is where it stands, as in ``row 7``.

    Empty text and None mean the row does not say. ``weekday`` (0 is Monday) with ``starts_at`` is a weekly
    time, ``held_on`` one session (``cancelled``: a day on which the weekly one does not happen), ``closure``
    the name of a run of days, ``from_on`` to ``until_on``, without sessions.
    """

    place: str
    setting: str = ""
    group: str = ""
    first_name: str = ""
    last_name: str = ""
    known_as: str = ""
    pronouns: str = ""
    year_group: int | None = None
    class_name: str = ""
    joined_on: date | None = None
    left_on: date | None = None
    weekday: int | None = None
    starts_at: str = ""
    length_min: int | None = None
    from_on: date | None = None
    until_on: date | None = None
    room: str = ""
    held_on: date | None = None
    cancelled: bool = False
    closure: str = ""

    @property
    def full_name(self) -> str:
        """The pupil's name on this row; empty when the row is about no pupil."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What one column was taken for, and ``why`` in words. ``field`` is empty for one that is not used."""

    column: str
    heading: str
    field: str
    why: str


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row, or the whole file where ``place`` is empty, that cannot be used, and why.

    ``says`` is how the row begins, as it stands in the file; empty where that is not known.
    """

    place: str
    sentence: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class TablePreview:
    """A table before it is imported: what was understood, what was not.

    ``about`` says how the file was read (its kind, its encoding, its sheet). ``problems`` stand in the way of
    an import, each naming its row, the first twenty in words; ``bad`` holds them all. ``notes`` do not.
    ``doubled`` rows said the same as an earlier one, and are not among ``rows``.
    """

    file_name: str
    about: str
    rows: tuple[TableRow, ...]
    mapping: tuple[ColumnUse, ...]
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    bad: tuple[BadRow, ...] = ()
    doubled: int = 0


def bad_rows(each: Iterable[tuple[str, str]], says: Mapping[str, str] = _NOTHING) -> tuple[BadRow, ...]:
    """Return problems as rows that cannot be used; all of what is wrong with one row in one sentence."""
    found: dict[str, list[str]] = {}
    for place, sentence in each:
        row, _, cell = place.partition(", ")
        found.setdefault(row, []).append(f"{cell}: {sentence}" if cell else sentence)
    return tuple(BadRow(row, "; ".join(wrong), says.get(row, "")) for row, wrong in found.items())


def squashed(text: str) -> str:
    """Return a name as it is compared: without regard to case, spaces and how accents are encoded."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def pupil_key(first_name: str, last_name: str, setting: str) -> tuple[str, str, str]:
    """Return what makes two rows the same pupil."""
    return squashed(first_name), squashed(last_name), squashed(setting)
