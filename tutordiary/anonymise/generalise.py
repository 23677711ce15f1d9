"""Says less instead of nothing: a day becomes the week of the work, an age or a year group its key stage.

Nothing is guessed: a date that can be read in two ways, an age between two bands or a class that says no
year stay the blank they were.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tutordiary import wording
from tutordiary.anonymise.normalise import normalise
from tutordiary.anonymise.spans import Action, Span

QUASI = frozenset({"DATE", "DOB", "AGE", "YEAR", "CLASS"})
NEAREST, RIVAL = 7, 14  # days: "the 14th" is taken when it is near and no other 14th is
MOST_MONTHS = 150  # days: "14 March" without a year is the nearest one, unless that is half a year away
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen",
)  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?")
_NAMED = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*\b\.?")
_YEAR_SAID = re.compile(r"\b((?:19|20)\d{2})\b")
_DAY_SAID = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\b")
_WEEKDAY = re.compile(rf"\b({'|'.join(_DAYS)})[a-z]*\b")
_ON = re.compile(r"(?<![^\W_])([Oo])n (?:the )?$")
_WEEK_OF = re.compile(
    r"(?<![^\W_])(?:(?:the |that )?week (?:of|commencing|beginning|starting)|w/[cb]:?) (?:the )?$", re.I
)
_OF_DAY = re.compile(r"\b(?:morning|afternoon|evening|day|lunchtime|end|start|beginning) of (?:the )?$", re.I)
_WORD_BEFORE = re.compile(r"([^\W\d_]+) $")
_THE = re.compile(r"\bthe $", re.IGNORECASE)
_BIRTH = re.compile(r"\b(?:d\.?o\.?b\.?|born|birth\w*|turn\w*|years? old)\b", re.IGNORECASE)
_EVENT = re.compile(
    r" (?:session|lesson|concert|rehearsal|class|meeting|show|performance|group|workshop|visit|trip|assembly|"
    r"gig|recording|note|entry|date|one)s?\b"
)
_PERSON = re.compile(
    r" (?:child|children|boy|girl|pupil|student|kid|lad|drummer|singer|player|brother|sister|cousin|friend|"
    r"class|group|classroom|teacher|lesson|assembly|teachers)s?\b"
)
_OTHER_MONTH = re.compile(r" (?:of )?(?:next|last|this|each|every|the|that) ?(?:month|time)?\b")
_AGED = re.compile(r"(?<![^\W_])aged? $", re.IGNORECASE)
_TURNED = re.compile(r"\bturn\w* $", re.IGNORECASE)
_DIGITS = re.compile(r"\d{1,2}")


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around a passage. ``day`` is when it was noted, or None.

    ``week_of`` returns the week of the work a day lies in, None outside it; ``first`` and ``last`` are its
    ends, None when there is none. ``bands`` are the key stages that may be said; ``year_group`` is that of
    the one pupil the passage tells of.
    """

    day: date | None = None
    week_of: Callable[[date], int | None] = lambda _day: None
    first: date | None = None
    last: date | None = None
    bands: frozenset[str] = frozenset()
    year_group: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A redacted stretch as it was ``found``, as wide as its new ``words`` need it, and those."""

    found: Span
    span: Span
    words: str
    is_blank: bool


def generalise(text: str, spans: Iterable[Span], around: Around) -> tuple[Said, ...]:
    """Return what stands for each date, age, year group and class that is to be replaced, in order."""
    found = []
    end = 0
    for span in spans:
        if span.action is Action.REDACT and span.type in QUASI:
            said = _said(text, _without_stop(text, span), around)
            said = replace(said, found=span)
            if said.span.start < end:
                said = replace(said, span=span)
            found.append(said)
        if span.action is Action.REDACT:
            end = max(end, span.end)
    return tuple(found)


def _without_stop(text: str, span: Span) -> Span:
    """Leave the full stop of the sentence to it: "on 14 March." but not "on 14 Mar. we"."""
    last = text[span.start : span.end].split()[-1:] or [""]
    if not last[0].endswith("."):
        return span
    is_short = len(last[0].rstrip(".")) <= 4 and last[0].lower() != "may."
    follows = text[span.end :].lstrip(" \u00a0")
    goes_on = bool(follows) and not (follows[0].isupper() or follows[0] in "\n\r")
    return span if is_short and goes_on else replace(span, end=span.end - 1)


def _said(text: str, span: Span, around: Around) -> Said:
    written = normalise(text[span.start : span.end]).text.lower()
    if span.type in ("DATE", "DOB"):
        return _said_date(text, span, written, around)
    if span.type == "AGE":
        return _said_age(text, span, written, around)
    return _said_year(text, span, written, around)


def _blank(span: Span, words: str) -> Said:
    return Said(span, span, words, is_blank=True)


# Dates --------------------------------------------------------------------------------------------------


def _said_date(text: str, span: Span, written: str, around: Around) -> Said:
    before, after = text[max(0, span.start - 40) : span.start], text[span.end : span.end + 24]
    born = span.type == "DOB" and (_BIRTH.search(before) or _BIRTH.search(after))
    meant = None if born else read_date(written, around.day, after)
    if span.type == "DOB" and (meant is None or not _is_near(meant, around)):
        return _blank(span, "[date of birth]")
    if meant is None or around.first is None or around.last is None:
        return _blank(span, "[date]")
    week = around.week_of(meant)
    if week is None:
        is_earlier = meant < around.first
        return Said(span, span, "[an earlier date]" if is_earlier else "[a later date]", is_blank=False)
    return _in_week(text, span, written, week)


def _is_near(meant: date, around: Around) -> bool:
    """Return whether a date with a year is of the time of the work, and no child's birth."""
    year = timedelta(days=366)
    return (
        around.first is not None
        and around.last is not None
        and around.first - year <= meant <= around.last + year
    )


def _in_week(text: str, span: Span, written: str, week: int) -> Said:
    """Put "in [week 6]" for "on 14 March", with the little words around it in order."""
    before = text[max(0, span.start - 40) : span.start]
    named, start = f"[week {week}]", span.start
    if of_day := _OF_DAY.search(before):
        if of_day.group().endswith("the "):
            start -= 4
        return Said(span, replace(span, start=start), f"[a day in week {week}]", is_blank=False)
    if whole := _WEEK_OF.search(before):
        return Said(span, replace(span, start=start - len(whole.group())), named, is_blank=False)
    if written.startswith("the ") or _THE.search(before):
        if _EVENT.match(text, span.end):
            the = text[span.start : span.start + 4] if written.startswith("the ") else ""
            return Said(span, span, f"{the}{named}", is_blank=False)
        if _THE.search(before):
            start -= 4
    if on := _ON.search(before):
        start = span.start - len(on.group())
        said_before = _WORD_BEFORE.search(text[max(0, start - 20) : start])
        small = "during" if said_before and said_before.group(1).lower() == "in" else "in"
        word = small.capitalize() if on.group(1) == "O" else small
        return Said(span, replace(span, start=start), f"{word} {named}", is_blank=False)
    return Said(span, replace(span, start=start), named, is_blank=False)


def read_date(written: str, day: date | None, after: str = "") -> date | None:
    """Return the day that is meant; None when it can be read in two ways or is no day.

    ``day`` is when it was written; ``after`` is what follows it. Numbers are day first, as in the UK.
    """
    weekday = _WEEKDAY.search(written)
    wanted = _DAYS.index(weekday.group(1)) if weekday else None
    rest = written[weekday.end() :] if weekday else written
    if iso := _ISO.search(rest):
        return _fits(_made(int(iso[1]), int(iso[2]), int(iso[3])), wanted)
    if numeric := _NUMERIC.search(rest):
        number, month = int(numeric[1]), int(numeric[2])
        if numeric[3]:
            year = int(numeric[3])
            return _fits(_made(year if year > 99 else 2000 + year, month, number), wanted)
        return _nearest(month, number, day, wanted)
    if named := _NAMED.search(rest):
        month = _MONTHS.index(named[1]) + 1
        others = rest[: named.start()] + " " + rest[named.end() :]
        said_year = _YEAR_SAID.search(others)
        others = _YEAR_SAID.sub(" ", others)
        number_said = _DAY_SAID.search(others)
        if number_said is None:
            return None
        if said_year:
            return _fits(_made(int(said_year[1]), month, int(number_said[1])), wanted)
        return _nearest(month, int(number_said[1]), day, wanted)
    ordinal = _DAY_SAID.search(rest)
    if ordinal is None or day is None or _OTHER_MONTH.match(after):
        return None
    return _near_by(int(ordinal[1]), day, wanted)


def _made(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _fits(found: date | None, weekday: int | None) -> date | None:
    return found if found is not None and weekday in (None, found.weekday()) else None


def _nearest(month: int, number: int, day: date | None, weekday: int | None) -> date | None:
    """Return the nearest such day to the one it was written on; None when it falls on another weekday."""
    if day is None:
        return None
    all_years = (_made(year, month, number) for year in (day.year - 1, day.year, day.year + 1))
    found = min((one for one in all_years if one), key=lambda one: abs(one - day), default=None)
    if found is None or abs((found - day).days) > MOST_MONTHS:
        return None
    return _fits(found, weekday)


def _near_by(number: int, day: date, weekday: int | None) -> date | None:
    """Return "the 14th" that is near the day it was written on, if no other 14th comes into question."""
    middle = day.replace(day=15)
    months = {(one.year, one.month) for one in (middle, middle - timedelta(30), middle + timedelta(30))}
    every = [_made(year, month, number) for year, month in months]
    found = sorted((one for one in every if one), key=lambda one: abs(one - day))
    if weekday is not None:
        found = [one for one in found if one.weekday() == weekday]
        if len(found) == 1:
            return found[0]
    if not found or abs((found[0] - day).days) > NEAREST:
        return None
    return found[0] if all(abs((one - day).days) > RIVAL for one in found[1:]) else None


# Ages, year groups, classes -----------------------------------------------------------------------------


def _said_age(text: str, span: Span, written: str, around: Around) -> Said:
    before = text[max(0, span.start - 16) : span.start]
    band = "" if _TURNED.search(before) else _band_of_age(_number(written), around)
    if not band:
        return _blank(span, "[age]")
    if "old" in written and "-" in written:
        many = written.endswith("s")
        noun = "" if _PERSON.match(text, span.end) else " children" if many else " child"
        return Said(span, span, f"[{band}{noun}]", is_blank=False)
    if aged := _AGED.search(before):
        words = f"[of {band} age]" if aged.group().lower() == "aged " else f"[{band} age]"
        return Said(span, replace(span, start=span.start - len(aged.group())), words, is_blank=False)
    return Said(span, span, f"[of {band} age]", is_blank=False)


def _number(written: str) -> int | None:
    if digits := _DIGITS.search(written):
        return int(digits.group())
    words = re.split(r"[\s-]+", written)
    return next((_NUMBERS.index(word) + 1 for word in words if word in _NUMBERS), None)


def _band_of_age(age: int | None, around: Around) -> str:
    """Return the band of an age, if it may be said; an age between two bands has none."""
    if age is None:
        return ""
    years = (age - 5, age - 4)  # a child of nine is in year 4 or in year 5
    bands = {wording.key_stage(year) for year in years if 0 <= year <= 13}
    if around.year_group in years:
        bands = {wording.key_stage(around.year_group)}
    return _sayable(bands, around)


def _said_year(text: str, span: Span, written: str, around: Around) -> Said:
    blank = "[year group]" if span.type == "YEAR" else "[class]"
    numbers = [int(one) for one in _DIGITS.findall(written)]
    if not numbers and (number := _number(written.replace("year", " "))):
        numbers = [number]
    bands = {wording.key_stage(number) for number in numbers if number <= 13}
    band = _sayable(bands, around) if numbers else ""
    if not band:
        return _blank(span, blank)
    if span.type == "CLASS":
        before = text[max(0, span.start - 8) : span.start].lower()
        told = before.endswith((" the", "the ", "our ", "my ", "their ", "a "))
        noun = "" if _PERSON.match(text, span.end) or _EVENT.match(text, span.end) else " class"
        return Said(
            span,
            span,
            f"[{band}{noun}]"
            if told or not noun
            else f"[{'an' if band[0] in 'aeiou' else 'a'} {band} class]",
            is_blank=False,
        )
    plural = written.endswith("s") and not written.endswith("'s")
    return Said(span, span, f"[{band} children]" if plural else f"[{band}]", is_blank=False)


def _sayable(bands: set[str], around: Around) -> str:
    only = bands.pop() if len(bands) == 1 else ""
    return only if only in around.bands else ""
