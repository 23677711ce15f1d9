"""Reads single cells the way people in UK schools fill them in.

Every reader returns None for an empty cell and raises ValueError, with a sentence, for one it cannot read.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from tutordiary.dates import MONTHS

Cell: TypeAlias = "str | int | float | bool | date | time | timedelta | Formula | None"

LONGEST_NAME = 200
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2})(?:[:.]\d{2})?)?\s*(am|pm|a\.m\.|p\.m\.)?|(\d{2})(\d{2})")
_NUMBERS = re.compile(r"(\d{1,4})[/.\-\s](\d{1,2})[/.\-\s](\d{1,4})")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s\-]+([a-z]{3,9})\.?,?[\s\-]+(\d{2}|\d{4})")
_ERROR = re.compile(r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA|ERROR!)")
# What UTF-8 looks like when it was read as Windows-1252, and the sign for a letter that was lost.
_BROKEN = re.compile(r"[ÂÃ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€|\ufffd")
_YEAR_GROUP = re.compile(r"(?:y|yr|year|yeargroup|ncy|grp)?(\d{1,2})")


class Formula:
    """A spreadsheet formula without a value that was worked out and saved with it."""


def text_of(cell: Cell) -> str:
    """Return a cell as one line of text; numbers without a needless ``.0``."""
    if cell is None:
        return ""
    if isinstance(cell, Formula):
        raise ValueError("a formula without a saved value; type the value itself")
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    text = " ".join(str(cell).split())
    if len(text) > LONGEST_NAME:
        raise ValueError(f"longer than {LONGEST_NAME} characters")
    if any(not letter.isprintable() for letter in text):
        raise ValueError("holds characters that cannot be shown")
    return text


def words_of(cell: Cell) -> str:
    """Return a name or other words, refusing what a spreadsheet or a wrong encoding made of them."""
    lines = cell.strip().splitlines() if isinstance(cell, str) else []
    if len(lines) > 2 or (len(lines) > 1 and any(sign in line for line in lines for sign in ",;\t|")):
        raise ValueError("several rows in one cell; is a quotation mark missing?")
    text = text_of(cell)
    if text[:1] in ("=", "+", "-", "@"):
        raise ValueError("looks like a spreadsheet formula, not like words; type the words themselves")
    if _ERROR.fullmatch(text):
        raise ValueError(f"{text} is an error of the spreadsheet, not words")
    if _BROKEN.search(text):
        raise ValueError("letters that another program broke; save the table as CSV UTF-8 or .xlsx again")
    return text


def year_group_of(cell: Cell) -> int | None:
    """Return a year group from ``4``, ``Y4``, ``Yr 4``, ``Year 4``, ``R`` or ``Reception``."""
    text = text_of(cell).casefold()
    if not text:
        return None
    tight = re.sub(r"[\s.]+", "", text)
    if tight in ("r", "yr", "yearr", "rec", "reception", "eyfs"):
        return 0
    match = _YEAR_GROUP.fullmatch(tight)
    if match and int(match[1]) <= 13:
        return int(match[1])
    raise ValueError("not a year group from Reception to 13")


def weekday_of(text: str) -> int:
    """Return the number of a day of the week (0 is Monday) from its name or at least two of its letters."""
    word = text.casefold().rstrip(".")
    word = word[:-1] if word.endswith("s") and len(word) > len("thurs") else word
    found = [number for number, day in enumerate(_DAYS) if len(word) > 1 and day.startswith(word)]
    if word == "weds":
        return 2
    if len(found) == 1:
        return found[0]
    raise ValueError("not a day of the week")


def day_and_time_of(cell: Cell) -> tuple[int | None, str]:
    """Return a weekday and what follows it: ``Tuesday 1.30pm`` names both."""
    if isinstance(cell, date):
        return cell.weekday(), ""
    text = text_of(cell)
    if not text:
        return None, ""
    first, _, rest = text.partition(" ")
    return weekday_of(first.rstrip(",")), rest.strip()


def times_of(cell: Cell) -> tuple[str, str]:
    """Return a start and an end as ``HH:MM`` from ``1:30 pm``, ``13.30`` or ``9:15-9:45``; empty for none.

    Lessons are in the day: 1 to 6 without am or pm is the afternoon.
    """
    if isinstance(cell, datetime):
        cell = cell.time()
    if isinstance(cell, timedelta):
        cell = cell.total_seconds() / 86400
    if isinstance(cell, time):
        return f"{cell:%H:%M}", ""
    if isinstance(cell, float) and 0 < cell < 1:  # a spreadsheet's part of a day
        minutes = round(cell * 24 * 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}" if minutes < 24 * 60 else "", ""
    text = text_of(cell)
    if not text:
        return "", ""
    start, _, end = (
        part.strip() for part in re.sub(r"\s*(?:-|–|—|\bto\b|\buntil\b)\s*", "|", text).partition("|")
    )
    half = re.search(r"[ap]\.?m\.?$", end.casefold())
    if half and not re.search(r"[ap]\.?m\.?$", start.casefold()) and _clock(start) > _clock(end):
        start += " am" if half[0].startswith("p") else " pm"
    return _clock(start), _clock(end) if end else ""


def _clock(text: str) -> str:
    match = _TIME.fullmatch(text.casefold())
    if not match:
        raise ValueError("not a time such as 13:30 or 1:30 pm")
    hour, minute = int(match[1] or match[4]), int(match[2] or match[5] or 0)
    half = (match[3] or "").replace(".", "")
    if hour > 23 or minute > 59 or (half and not 1 <= hour <= 12):
        raise ValueError("not a time such as 13:30 or 1:30 pm")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif 1 <= hour <= 6 and not text.startswith("0"):
        hour += 12
    return f"{hour:02d}:{minute:02d}"


def minutes_between(start: str, end: str) -> int | None:
    """Return how long a lesson is; None when one of its times is not known or it ends before it starts."""
    if not start or not end:
        return None
    first, last = (int(clock[:2]) * 60 + int(clock[3:]) for clock in (start, end))
    return last - first if last > first else None


def minutes_of(cell: Cell) -> int | None:
    """Return a length in minutes from ``30``, ``30 min`` or ``0:30``."""
    if isinstance(cell, datetime):
        cell = cell.time()
    if isinstance(cell, timedelta):
        return _bounded(round(cell.total_seconds() / 60))
    if isinstance(cell, time):
        return _bounded(cell.hour * 60 + cell.minute)
    text = text_of(cell).casefold()
    if not text:
        return None
    match = re.fullmatch(r"(\d{1,4})\s*(?:m|min|mins|minutes)?\.?|(\d):(\d{2})", text)
    if not match:
        raise ValueError("not a length in minutes")
    return _bounded(int(match[1]) if match[1] else int(match[2]) * 60 + int(match[3]))


def _bounded(minutes: int) -> int:
    if not 1 <= minutes <= 600:
        raise ValueError("not a length between 1 and 600 minutes")
    return minutes


def day_of(cell: Cell) -> date | None:
    """Return a day from a date, ``06/01/2026`` (the day comes first), ``6 Jan 2026`` or ``2026-01-06``."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = text_of(cell).casefold()
    if not text:
        return None
    text = re.sub(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+", "", text)
    text = text.removesuffix(" 00:00:00").removesuffix(" 00:00")
    if match := _NUMBERS.fullmatch(text):
        first, month, last = match[1], int(match[2]), match[3]
        day, year = (int(last), int(first)) if len(first) == 4 else (int(first), _whole_year(last))
    elif match := _WORDS.fullmatch(text):
        day, year = int(match[1]), _whole_year(match[3])
        month = next((at for at, name in enumerate(MONTHS, 1) if match[2].startswith(name[:3].casefold())), 0)
    else:
        raise ValueError("not a date such as 06/01/2026")
    try:
        found = date(year, month, day)
    except ValueError:
        raise ValueError("not a date such as 06/01/2026 (the day comes first)") from None
    if not 1990 <= found.year <= 2100:
        raise ValueError("a date outside 1990 to 2100")
    return found


def _whole_year(digits: str) -> int:
    return 2000 + int(digits) if len(digits) == 2 else int(digits)


def name_parts(text: str) -> tuple[str, str]:
    """Split a whole name: ``Adair, Wren`` is surname first, ``Wren Adair`` is not."""
    if "," in text:
        last, _, first = (part.strip() for part in text.partition(","))
        return (first, last) if first else (last, "")
    first, _, last = text.partition(" ")
    return first, last.strip()
