"""What Today shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class SetAside(StrEnum):
    """How a log that is not finished leaves the list; its value is what the button says."""

    CANCELLED = "It was cancelled"
    NOTHING = "Nothing to log"


@dataclass(frozen=True, slots=True)
class TodayRow:
    """One session: ``action`` is what its button says, empty for a cancelled one.

    ``note`` says that it was moved or is extra; ``aside`` how it may leave the list of what is to finish.
    ``is_next`` marks the one to begin with.
    """

    group_id: str
    session_id: str
    day: date
    starts_at: str
    time: str
    group: str
    setting: str
    state: str
    note: str
    action: str
    next_time: str
    quiet: str
    aside: tuple[SetAside, ...]
    is_next: bool


@dataclass(frozen=True, slots=True)
class ActionLine:
    """Something somebody said they would do."""

    action_id: str
    words: str


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A pupil's target whose day to look again has come."""

    pupil_id: str
    target_id: str
    words: str


@dataclass(frozen=True, slots=True)
class TodayPage:
    """The whole page. Empty tuples and texts mean there is nothing of that kind to show.

    ``unfinished`` are of this week, ``earlier`` of the two before; ``more`` counts those not shown.
    ``closed`` names what closes the day, ``clock`` says that the computer's clock may be wrong.
    """

    title: str
    clock: str
    closed: tuple[str, ...]
    is_sample: bool
    has_groups: bool
    rows: tuple[TodayRow, ...]
    unfinished: tuple[TodayRow, ...]
    earlier: tuple[TodayRow, ...]
    more: int
    actions: tuple[ActionLine, ...]
    reviews: tuple[ReviewLine, ...]
    moment: str
    moment_about: str


class TodayView(Protocol):
    """What the page's window can do."""

    def show_page(self, page: TodayPage) -> None:
        """Draw the page."""

    def open_log(self, group_id: str, day: date, session_id: str) -> None:
        """Go to the log of a group's session."""

    def tell(self, words: str, *, can_undo: bool) -> None:
        """Say what was done, with a way back when there is one."""
