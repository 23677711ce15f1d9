"""Reads timetables from calendar files (.ics) into the same preview as tables.

An event's title is the group, its place the school. Weekly events become weekly times, single ones planned
sessions, days taken out of a series sessions that do not happen, all-day holidays days without sessions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tutordiary.exchange.cells import words_of
from tutordiary.exchange.problems import Problems, plain
from tutordiary.exchange.reading import read_bytes
from tutordiary.exchange.recurrence import Repeats, read_rule
from tutordiary.exchange.rows import BadRow, ColumnUse, TablePreview, TableRow, bad_rows
from tutordiary.exchange.sheets import MOST_ROWS, refused

LARGEST_CALENDAR_BYTES = 5_000_000
UK = ZoneInfo("Europe/London")
_LINE = re.compile(r"[A-Za-z0-9-]+[;:]")
_HOLIDAY = re.compile(
    r"\b(?:half[ -]?term|holidays?|inset|closed|closure|training|bank holiday|break|"
    r"no (?:music|lessons|school))\b",
    re.IGNORECASE,
)
_MAPPING = (
    ColumnUse("", "Title", "group", "the group"),
    ColumnUse("", "Place", "setting", "the school or centre, up to the first comma"),
    ColumnUse("", "Start", "starts_at", "when it starts, in UK time"),
    ColumnUse("", "End", "length_min", "how many minutes it lasts"),
    ColumnUse("", "Repeats", "weekday", "a weekly time, or one planned session for each day"),
)


def preview_calendar(path: Path) -> TablePreview:
    """Read a .ics file. Nothing is written.

    Raises: BadInput when the file as a whole is of no use; what is wrong with one event is in ``problems``.
    """
    name = path.name
    text = _decoded(read_bytes(path, LARGEST_CALENDAR_BYTES), name)
    problems = Problems(name)
    lines = _event_lines(text, problems)
    if problems:
        return TablePreview(plain(name), _ABOUT, (), _MAPPING, problems.all_shown, bad=_whole_file(problems))
    events = _events(text, name)
    if len(events) > MOST_ROWS or len(events) != len(lines):
        raise refused(name, "the calendar holds more events than a timetable, or is damaged.")
    reader = _Reader(problems)
    for line, event in zip(lines, events, strict=True):
        reader.read(f"the event in line {line}", event)
    rows = reader.rows()
    if len(rows) > MOST_ROWS:
        raise refused(name, "the calendar holds more sessions than a timetable.")
    if not rows and not problems:
        problems.add("", "the calendar holds no event with a time")
    return TablePreview(
        plain(name),
        _ABOUT,
        tuple(rows),
        _MAPPING,
        problems.all_shown,
        tuple(reader.notes[:20]),
        bad_rows(problems.each),
    )


def _whole_file(problems: Problems) -> tuple[BadRow, ...]:
    """Return the problems of a file that is damaged: none of its rows can be left out to use the rest."""
    return tuple(BadRow("", f"{place}: {sentence}") for place, sentence in problems.each)


_ABOUT = "A calendar, times in UK time."


def _decoded(data: bytes, name: str) -> str:
    marks = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in marks:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.lstrip().upper().startswith("BEGIN:VCALENDAR") and "\0" not in text:
            return text
    raise refused(name, "this is not a calendar file.")


def _event_lines(text: str, problems: Problems) -> list[int]:
    """Return the line each event begins in, noting lines that belong in no calendar."""
    events: list[int] = []
    open_parts: list[tuple[str, int]] = []
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if not line.strip() or line[0] in " \t":
            continue
        if not _LINE.match(line):
            problems.add(f"line {number}", "this is no line of a calendar")
            continue
        word, _, value = line.partition(":")
        part = value.strip().upper()
        if word.upper() == "BEGIN":
            open_parts.append((part, number))
            if part == "VEVENT":
                events.append(number)
        elif word.upper() == "END":
            if not open_parts or open_parts[-1][0] != part:
                problems.add(f"line {number}", "an end without its beginning")
                break
            open_parts.pop()
    if open_parts and not problems:
        problems.add(f"line {open_parts[-1][1]}", "what begins here has no end: the file is cut off")
    return events


def _events(text: str, name: str) -> list[Any]:
    from icalendar import Calendar

    try:
        calendars = Calendar.from_ical(text, multiple=True)
        return [event for calendar in calendars for event in calendar.walk("VEVENT")]
    # A damaged calendar fails in the library in any way at all, and none of them is a fault of ours.
    except Exception as error:
        raise refused(name, "the calendar is damaged or of a kind that cannot be read.") from error


class _Reader:
    """Turns events into rows; changes to single days of a series are held until the series is known."""

    def __init__(self, problems: Problems) -> None:
        self.notes: list[str] = []
        self._problems = problems
        self._rows: list[TableRow] = []
        self._titles: dict[str, str] = {}
        self._changed: list[tuple[str, TableRow, TableRow, bool]] = []

    def rows(self) -> list[TableRow]:
        """Return the rows of all events read so far."""
        found = list(self._rows)
        for uid, before, row, is_off in self._changed:
            row = replace(row, group=self._titles.get(uid, row.group))
            was_moved = row.held_on != before.held_on
            if uid in self._titles and (is_off or was_moved):
                found.append(replace(row, held_on=before.held_on, starts_at=before.starts_at, cancelled=True))
            if not is_off:
                found.append(row)
        return found

    def read(self, place: str, event: Any) -> None:
        """Read one event, noting what is wrong with it."""
        if event.errors:
            named = ", ".join(sorted({str(name) for name, _ in event.errors if name}))
            self._problems.add(place, f"cannot be read{f' ({plain(named)})' if named else ''}")
            return
        try:
            self._read(place, event)
        except ValueError as error:
            self._problems.add(place, str(error) or "cannot be read")
        except (AttributeError, TypeError, OverflowError, LookupError):
            self._problems.add(place, "cannot be read")

    def _read(self, place: str, event: Any) -> None:
        title = words_of(str(event.get("SUMMARY", "")))
        if event.get("DTSTART") is None:
            raise ValueError("has no start")
        start = event["DTSTART"].dt
        if not isinstance(start, datetime):
            self._whole_day(place, title, start, event)
            return
        if not title:
            raise ValueError("has no title, so its group is not known")
        start = _in_uk(start)
        is_off = str(event.get("STATUS", "")).upper() == "CANCELLED"
        row = TableRow(
            place=place,
            group=title,
            setting=words_of(str(event.get("LOCATION", "")).strip().partition(",")[0].partition("\n")[0]),
            starts_at=f"{start:%H:%M}",
            length_min=_minutes(event, start),
        )
        uid = str(event.get("UID", ""))
        if event.get("RECURRENCE-ID") is not None:
            was = event["RECURRENCE-ID"].dt
            clock = f"{_in_uk(was):%H:%M}" if isinstance(was, datetime) else ""
            before = replace(row, held_on=_sensible(_day(was)), starts_at=clock)
            self._changed.append((uid, before, replace(row, held_on=_sensible(start.date())), is_off))
            return
        if is_off:
            self.notes.append(f"{place.capitalize()} is cancelled and was left out.")
            return
        self._titles[uid] = title
        self._rows += _repeated(row, start, event)

    def _whole_day(self, place: str, title: str, first: date, event: Any) -> None:
        end = event["DTEND"].dt if event.get("DTEND") is not None else first + timedelta(days=1)
        if not _HOLIDAY.search(title) or event.get("RRULE") is not None:
            self.notes.append(f"{place.capitalize()} has no time of day and was left out.")
            return
        last = max(first, _day(end) - timedelta(days=1))
        self._rows.append(
            TableRow(place=place, closure=title, from_on=_sensible(first), until_on=_sensible(last))
        )


def _repeated(row: TableRow, start: datetime, event: Any) -> Iterator[TableRow]:
    off = set(_days_of(event, "EXDATE"))
    rule = event.get("RRULE")
    if isinstance(rule, list):
        raise ValueError("repeats by two rules at once; make two events of it")
    repeats = _rule(rule, start) if rule is not None else Repeats(days=(_sensible(start.date()),))
    for weekly in repeats.weekly:
        yield replace(row, weekday=weekly.weekday, from_on=weekly.from_on, until_on=weekly.until_on)
        for day in sorted(off):
            is_in = weekly.from_on <= day and (weekly.until_on is None or day <= weekly.until_on)
            if day.weekday() == weekly.weekday and is_in:
                yield replace(row, held_on=day, cancelled=True)
    extra = set(_days_of(event, "RDATE"))
    for day in sorted(({*repeats.days} | extra) - off):
        yield replace(row, held_on=_sensible(day))


def _rule(rule: Any, start: datetime) -> Repeats:
    until = (rule.get("UNTIL") or [None])[0]
    last = None if until is None else _sensible(_day(until))
    if last is not None and last < start.date():
        raise ValueError("ends before it starts")
    _sensible(start.date())
    return read_rule({str(key).upper(): list(value) for key, value in rule.items()}, start, last)


def _days_of(event: Any, name: str) -> Iterator[date]:
    held = event.get(name)
    for group in held if isinstance(held, list) else [] if held is None else [held]:
        for one in group.dts:
            yield _day(one.dt)


def _day(moment: date | datetime) -> date:
    return _in_uk(moment).date() if isinstance(moment, datetime) else moment


def _in_uk(moment: datetime) -> datetime:
    """Return a moment on a UK clock; one without a zone is on it already."""
    return moment if moment.tzinfo is None else moment.astimezone(UK).replace(tzinfo=None)


def _sensible(day: date) -> date:
    if not 1990 <= day.year <= 2100:
        raise ValueError("is dated outside 1990 to 2100")
    return day


def _minutes(event: Any, start: datetime) -> int | None:
    if event.get("DTEND") is not None:
        end = event["DTEND"].dt
        length = _in_uk(end) - start if isinstance(end, datetime) else timedelta()
    elif event.get("DURATION") is not None:
        length = event["DURATION"].dt
    else:
        return None
    minutes = round(length.total_seconds() / 60)
    return minutes if 1 <= minutes <= 600 else None
