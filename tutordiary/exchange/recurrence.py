"""Works out on which days an event of a calendar happens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

MOST_DAYS = 400
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_READ = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST", "BYMONTHDAY", "BYSETPOS"}
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY")
_CANNOT = "repeats in a way that cannot be read; make it repeat weekly, or give each day its own event"


@dataclass(frozen=True, slots=True)
class Weekly:
    """A weekly time: its weekday (0 is Monday), its first day, and its last or None for no end."""

    weekday: int
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Repeats:
    """How an event happens: as weekly times, or on single days in order."""

    weekly: tuple[Weekly, ...] = ()
    days: tuple[date, ...] = ()


def read_rule(rule: dict[str, list[object]], start: datetime, until: date | None) -> Repeats:
    """Return what a repetition rule means for an event that starts so; ``until`` is its last day in UK time.

    Raises: ValueError, with a sentence, for a rule that has no end or cannot be read.
    """
    frequency = str((rule.get("FREQ") or [""])[0]).upper()
    if set(rule) - _READ or frequency not in _FREQUENCIES:
        raise ValueError(_CANNOT)
    every = _number(rule, "INTERVAL") or 1
    count = _number(rule, "COUNT")
    days = [str(day).upper() for day in rule.get("BYDAY") or []]
    is_plain_week = frequency == "WEEKLY" and every == 1 and not {"BYMONTHDAY", "BYSETPOS"} & set(rule)
    if is_plain_week and all(day in _WEEKDAYS for day in days):
        weekdays = sorted({_WEEKDAYS.index(day) for day in days}) or [start.weekday()]
        if count is None:
            return Repeats(weekly=tuple(_from(weekday, start, until) for weekday in weekdays))
        found = _expanded(rule, start, until, frequency, every, count)
        return Repeats(weekly=tuple(_run(weekday, found) for weekday in weekdays if _on(weekday, found)))
    if count is None and until is None:
        raise ValueError("repeats without an end, and not every week; give it a last day")
    return Repeats(days=_expanded(rule, start, until, frequency, every, count))


def _number(rule: dict[str, list[object]], name: str) -> int | None:
    values = rule.get(name) or []
    if not values:
        return None
    value = values[0]
    if not isinstance(value, int) or not 1 <= value <= 10_000:
        raise ValueError(_CANNOT)
    return value


def _from(weekday: int, start: datetime, until: date | None) -> Weekly:
    first = start.date() + timedelta(days=(weekday - start.weekday()) % 7)
    return Weekly(weekday, first, until)


def _on(weekday: int, days: tuple[date, ...]) -> list[date]:
    return [day for day in days if day.weekday() == weekday]


def _run(weekday: int, days: tuple[date, ...]) -> Weekly:
    own = _on(weekday, days)
    return Weekly(weekday, own[0], own[-1])


def _expanded(
    rule: dict[str, list[object]],
    start: datetime,
    until: date | None,
    frequency: str,
    every: int,
    count: int | None,
) -> tuple[date, ...]:
    from dateutil import rrule

    numbers = {"DAILY": rrule.DAILY, "WEEKLY": rrule.WEEKLY, "MONTHLY": rrule.MONTHLY}
    found = rrule.rrule(
        numbers[frequency],
        dtstart=datetime.combine(start.date(), time()),
        interval=every,
        count=count,
        until=datetime.combine(until, time.max) if until else None,
        byweekday=[_day_rule(str(day)) for day in rule.get("BYDAY") or []] or None,
        bymonthday=_numbers(rule, "BYMONTHDAY"),
        bysetpos=_numbers(rule, "BYSETPOS"),
    )
    days = tuple(moment.date() for moment in islice(found, MOST_DAYS + 1))
    if len(days) > MOST_DAYS:
        raise ValueError(f"repeats more than {MOST_DAYS} times")
    return days


def _day_rule(text: str) -> object:
    from dateutil import rrule

    name, turn = text[-2:].upper(), text[:-2]
    if name not in _WEEKDAYS or not (turn.lstrip("+-").isdecimal() or not turn):
        raise ValueError(_CANNOT)
    day = rrule.weekday(_WEEKDAYS.index(name))
    return day(int(turn)) if turn else day


def _numbers(rule: dict[str, list[object]], name: str) -> list[int] | None:
    values = [value for value in rule.get(name) or [] if isinstance(value, int)]
    return values or None
