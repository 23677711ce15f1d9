"""What the timetable shows: weeks, places, days off, and how each session stands, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from tutordiary import dates
from tutordiary.model import Slot
from tutordiary.timetable import DaySession


class Part(StrEnum):
    """A part of the page; its value is what it is called."""

    WEEK = "Week"
    PLACES = "Schools and times"
    DAYS_OFF = "Days without sessions"


class Do(StrEnum):
    """What can be done with a session; its value is what the button says."""

    LOG = "Log"
    LOOK = "Look"
    MOVE = "Move"
    CANCEL = "Cancel this session"
    PUT_BACK = "Put it back"
    NOTHING = "Nothing to log"
    EXTRA = "Plan an extra session"


@dataclass(frozen=True, slots=True)
class Tile:
    """One session of the week. ``can`` is what may be done with it, the likeliest first."""

    group_id: str
    session_id: str
    day: date
    starts_at: str
    time: str
    group: str
    setting: str
    state: str
    is_off: bool
    can: tuple[Do, ...]

    @property
    def spoken(self) -> str:
        """The whole of it in one sentence, for a screen reader."""
        parts = (self.group, dates.long_day(self.day), self.time, self.setting, self.state)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A day of the week; ``closed`` names what closes it, everywhere or for some."""

    day: date
    title: str
    is_today: bool
    closed: tuple[str, ...]
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class WeekPage:
    """A week from its Monday; weekends are there when something stands on them.

    ``has_groups``: there is a group in the diary, whether or not it meets.
    """

    monday: date
    title: str
    is_this_week: bool
    has_groups: bool
    days: tuple[WeekDay, ...]


@dataclass(frozen=True, slots=True)
class SlotLine:
    """A weekly time of a group, in words."""

    slot_id: str
    words: str


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group of a place with its weekly times."""

    group_id: str
    name: str
    note: str
    slots: tuple[SlotLine, ...]


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """A school or centre with its groups."""

    setting_id: str
    name: str
    groups: tuple[GroupLine, ...]


@dataclass(frozen=True, slots=True)
class DayOffLine:
    """A time without sessions."""

    closure_id: str
    name: str
    days: str
    where: str
    note: str


class TimetableView(Protocol):
    """What the page's window can do."""

    def show_week(self, page: WeekPage) -> None:
        """Draw a week."""

    def show_places(self, places: tuple[PlaceCard, ...], earlier: int) -> None:
        """Draw the places; ``earlier`` groups are not shown because they meet no longer."""

    def show_days_off(self, lines: tuple[DayOffLine, ...], earlier: int) -> None:
        """Draw the times without sessions; ``earlier`` ones are over and not shown."""

    def tell(self, words: str, *, can_undo: bool, is_problem: bool = False) -> None:
        """Say what was done, with a way back when there is one."""


def state_of(one: DaySession, today: date, *, is_begun: bool) -> str:
    """Return how a session stands, in words."""
    if one.moved_to is not None:
        return f"Moved to {when(one.moved_to.held_on, one.moved_to.starts_at, one.day)}"
    if one.is_cancelled:
        return "Cancelled"
    if one.session is not None and one.session.finished_at is not None:
        state = "Logged"
    elif is_begun:
        state = "Begun, not finished"
    else:
        state = "Planned" if one.day > today else "Not logged yet"
    if one.moved_from is not None:
        return f"{state}, moved from {when(one.moved_from.held_on, one.moved_from.starts_at, one.day)}"
    return f"{state}, extra session" if one.is_extra else state


def when(day: date, starts_at: str, beside: date) -> str:
    """Return a time as it is said beside a day: "2:00 pm" on the same, else "Thursday 14 October"."""
    if day == beside:
        return dates.clock(starts_at) or "another time"
    return dates.long_day(day)


def slot_words(slot: Slot) -> str:
    """Return a weekly time in words: "Tuesdays, 1:30 pm, hall, from 6 January 2026"."""
    parts = [f"{dates.WEEKDAYS[slot.weekday]}s", dates.clock(slot.starts_at), slot.room]
    if slot.from_on:
        parts.append(f"from {dates.day_and_month(slot.from_on, year=True)}")
    if slot.until_on:
        parts.append(f"until {dates.day_and_month(slot.until_on, year=True)}")
    return ", ".join(part for part in parts if part)


def possible(one: DaySession, today: date, *, is_begun: bool) -> tuple[Do, ...]:
    """Return what may be done with a session, the likeliest first."""
    if one.is_cancelled:
        return (Do.PUT_BACK, Do.EXTRA)
    if one.is_done:
        return (Do.LOOK, Do.EXTRA)
    can = [Do.LOG]
    if not is_begun:
        can += [Do.MOVE, Do.CANCEL]
        if one.moved_from is not None:
            can.append(Do.PUT_BACK)
        if one.day <= today:
            can.append(Do.NOTHING)
    return (*can, Do.EXTRA)


def from_to(monday: date, sunday: date) -> str:
    """Return a week in words: "16 to 22 November 2026"."""
    start = (
        str(monday.day)
        if monday.month == sunday.month
        else dates.day_and_month(monday, year=monday.year != sunday.year)
    )
    return f"{start} to {dates.day_and_month(sunday, year=True)}"
