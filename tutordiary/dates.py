"""Days and times as people in the UK write them. Never the computer's own language or order."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def long_day(day: date, *, year: bool = False) -> str:
    """Return "Tuesday 14 October", with the year when asked."""
    return f"{WEEKDAYS[day.weekday()]} {day_and_month(day, year=year)}"


def day_and_month(day: date, *, year: bool = False) -> str:
    """Return "14 October", with the year when asked."""
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")


def clock(hours_minutes: str) -> str:
    """Return "1:30 pm" for "13:30"; empty for empty."""
    if not hours_minutes:
        return ""
    hour, minute = (int(part) for part in hours_minutes.split(":"))
    return f"{(hour - 1) % 12 + 1}:{minute:02d} {'am' if hour < 12 else 'pm'}"


def span_of(starts_at: str, minutes: int) -> str:
    """Return "1:30 to 2:00 pm" for a start and a length; empty when the start is not known."""
    if not starts_at:
        return ""
    hour, minute = (int(part) for part in starts_at.split(":"))
    end = (hour * 60 + minute + minutes) % (24 * 60)
    first, last = clock(starts_at), clock(f"{end // 60:02d}:{end % 60:02d}")
    if first[-2:] == last[-2:]:
        first = first[:-3]
    return f"{first} to {last}"


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def now() -> datetime:
    """Return this moment in UTC, to the millisecond."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def instant() -> datetime:
    """Return this moment in UTC as exactly as the clock tells it: for what must be put in order."""
    return datetime.now(UTC)


def local_clock(moment: datetime) -> str:
    """Return a stored moment as the time on this computer's clock, "2:04 pm"."""
    here = moment.astimezone()
    return clock(f"{here.hour:02d}:{here.minute:02d}")


def parse_day(text: str, today: date, *, ahead: bool = False) -> date | None:
    """Read a day as people write it: "14/10/2026", "14 Oct", "14 October 2026", "2026-10-14", "yesterday".

    Without a year it is the nearest such day that is not in the future, or with ``ahead`` not in the past.
    None for what is no day.
    """
    words = text.strip().casefold().replace(",", " ")
    if words in ("today", "yesterday"):
        return today if words == "today" else today - timedelta(days=1)
    if words[:4].isdigit() and words[4:5] == "-":
        found = words.split("-")
        return _made(found[0], found[1], found[2]) if len(found) == 3 else None
    parts = words.replace("/", " ").replace(".", " ").replace("-", " ").split()
    if len(parts) not in (2, 3):
        return None
    day, month, *year = parts
    names = [name.casefold() for name in MONTHS]
    number = next(
        (str(n) for n, name in enumerate(names, start=1) if len(month) >= 3 and name.startswith(month)), month
    )
    if year:
        return _made(year[0] if len(year[0]) == 4 else f"20{year[0]}", number, day)
    this_year = _made(str(today.year), number, day)
    if this_year is None or (this_year >= today if ahead else this_year <= today):
        return this_year
    return _made(str(today.year + (1 if ahead else -1)), number, day)


def _made(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
