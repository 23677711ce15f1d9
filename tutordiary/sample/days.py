"""When the sample's sessions were: real school weeks counted back from today, with the holidays left out.

The holidays are rules of thumb for an English school year, good for any year; nothing here reads a clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from tutordiary.model import Closure

WEEK = timedelta(days=7)


def monday_from(year: int, month: int, day: int) -> date:
    """Return the first Monday on or after a date."""
    start = date(year, month, day)
    return start + timedelta(days=-start.weekday() % 7)


def holidays(first: date, last: date, prefix: str = "closure") -> tuple[Closure, ...]:
    """Return the school holidays that touch a span of days, in order."""
    found = []
    for year in range(first.year - 1, last.year + 1):
        autumn = monday_from(year, 9, 1)
        spans = (
            ("Half term", monday_from(year, 2, 14), 7),
            ("Spring holiday", monday_from(year, 3, 29), 14),
            ("Half term", monday_from(year, 5, 25), 7),
            ("Summer holiday", monday_from(year, 7, 20), (autumn - monday_from(year, 7, 20)).days),
            ("Half term", monday_from(year, 10, 24), 7),
            ("Winter holiday", monday_from(year, 12, 20), 14),
        )
        for name, start, length in spans:
            end = start + timedelta(days=length - 1)
            if start <= last and end >= first:
                found.append(
                    Closure(id=f"{prefix}-{start.isoformat()}", name=name, from_on=start, until_on=end)
                )
    return tuple(sorted(found, key=lambda closure: closure.from_on))


def is_closed(day: date, closures: Iterable[Closure]) -> bool:
    """Say whether a day falls into one of the closures."""
    return any(closure.from_on <= day <= closure.until_on for closure in closures)


def weekly(weekday: int, *, until: date, count: int, closures: Iterable[Closure]) -> tuple[date, ...]:
    """Return the last ``count`` days of one weekday up to ``until`` (included), oldest first."""
    away = tuple(closures)
    day = until - timedelta(days=(until.weekday() - weekday) % 7)
    found: list[date] = []
    while len(found) < count:
        if not is_closed(day, away):
            found.append(day)
        day -= WEEK
    return tuple(reversed(found))


def moment(day: date, clock: str, *, minutes: int = 0, seconds: int = 0) -> datetime:
    """Return a moment in UTC on a day; ``clock`` is ``HH:MM``."""
    start = datetime.combine(day, time.fromisoformat(clock), tzinfo=UTC)
    return start + timedelta(minutes=minutes, seconds=seconds)
