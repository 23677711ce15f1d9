"""What a copy of everything about one pupil says, as plain values; import them from ``documents.content``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tutordiary.documents.parts import Style

EVERYTHING = "Everything this diary holds about"
LEFT_OUT = "What is not in here, and why"
_SHORT = 60
ABOUT_DIARY = "About this diary, and what you can ask for"


@dataclass(frozen=True, slots=True)
class HeldEntry:
    """One record. ``head`` says what it is, ``words`` what was written, ``lines`` what else it holds."""

    head: str
    day: date | None = None
    words: str = ""
    lines: tuple[tuple[str, str], ...] = ()

    @property
    def told(self) -> str:
        """What else the record holds: short things on one line, each longer one on its own."""
        said = [f"{label}: {value}" for label, value in self.lines]
        short = "  ·  ".join(one for one in said if len(one) <= _SHORT)
        return "\n".join(one for one in (*(one for one in said if len(one) > _SHORT), short) if one)


@dataclass(frozen=True, slots=True)
class HeldPart:
    """All records of one sort, oldest first."""

    heading: str
    note: str = ""
    entries: tuple[HeldEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EverythingHeld:
    """A copy of everything a diary holds about one pupil, for whoever asks on the pupil's behalf.

    ``left_out`` says what is not in it and why, on the first page; ``about`` are the questions a person may
    have about the diary, with their answers.
    """

    name: str
    made: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    opening: str = ""
    left_out: tuple[str, ...] = ()
    about: tuple[tuple[str, str], ...] = ()
    held: tuple[HeldPart, ...] = ()
    style: Style = field(default_factory=Style)

    @property
    def footer(self) -> str:
        """What every page says at its foot."""
        return f"{EVERYTHING} {self.name}" if self.name else "Everything held about a pupil"
