"""What the sheet for a worry about a child shows, as plain values, and what its window must be able to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from tutordiary.presenters.concern_words import NoteField

Part = Literal["route", "note", "told"]


@dataclass(frozen=True, slots=True)
class Lead:
    """Somebody to tell: "Mrs Judith Harkness", and "DSL  ·  01632 960 001" under it."""

    name: str
    under: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in a field of the note, with where the caret was and what undo goes back to."""

    field: NoteField
    text: str
    caret: int
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConcernState:
    """The whole sheet. ``part`` is "route", "note" or "told"; ``concern_id`` is empty while nothing waits.

    ``asks_where``: more than one place is possible and none was chosen yet. ``leads`` are whom to tell,
    ``missing`` says that nobody is written down; ``checked`` is a sentence. ``told`` holds what stands in the
    fields of the part "told"; ``caret_in`` names the field to go back to.
    """

    part: Part
    concern_id: str
    since: str
    settings: tuple[tuple[str, str], ...]
    setting_id: str
    asks_where: bool
    leads: tuple[Lead, ...]
    route: str
    checked: str
    missing: str
    steps: tuple[str, ...]
    note: tuple[Typed, ...]
    told: dict[str, str]
    roles: tuple[str, ...]
    hows: tuple[str, ...]
    pupils: tuple[tuple[str, str], ...]
    caret_in: str
    others: tuple[tuple[str, str], ...]
    handed_on: tuple[str, ...]


class ConcernView(Protocol):
    """What the sheet's window can do."""

    def show_concern(self, state: ConcernState) -> None:
        """Draw the sheet anew."""

    def show_problem(self, field: str, sentence: str) -> None:
        """Say what is wrong beside a field; an empty one means the whole sheet."""

    def say(self, sentence: str) -> None:
        """Say how something went, on the sheet."""

    def print_note(self, data: bytes) -> None:
        """Print a finished PDF."""
