"""The stretches of days a bundle can be about: this term, a programme, or two dates of the tutor's own."""

from __future__ import annotations

from datetime import date, timedelta

from tutordiary import dates
from tutordiary.diary import Diary
from tutordiary.model import Closure, Programme
from tutordiary.presenters.share_state import PeriodChoice

TERM, OWN = "term", "dates"
SHORTEST_HOLIDAY = timedelta(days=11)
_TERM_STARTS = ((1, 1), (4, 15), (9, 1))


def term_start(closures: list[Closure], today: date) -> date:
    """Return the first day of the term that ``today`` lies in.

    It is the day after the last holiday longer than a half term; where none is written down, the usual
    start of a term in the UK.
    """
    year_ago = today - timedelta(days=200)
    ends = [
        each.until_on
        for each in closures
        if each.until_on - each.from_on >= SHORTEST_HOLIDAY and year_ago < each.until_on < today
    ]
    usual = max(
        start
        for year in (today.year - 1, today.year)
        for month, day in _TERM_STARTS
        if (start := date(year, month, day)) <= today
    )
    after = max(ends) + timedelta(days=1) if ends else usual
    return max(after, usual) if usual.month == _TERM_STARTS[2][0] else after


def choices(diary: Diary, today: date, own: tuple[date, date] | None) -> tuple[PeriodChoice, ...]:
    """Return what can be chosen; ``own`` are the two dates typed last, the last four weeks at first."""
    found = [PeriodChoice(TERM, "This term so far", term_start(diary.all(Closure), today), today)]
    for programme in diary.find(Programme, order=("-starts_on", "-id")):
        first = programme.starts_on
        if first is None or first > today:
            continue
        last = min(programme.ends_on or today, today)
        found.append(
            PeriodChoice(
                f"programme {programme.id}", f"The programme {programme.name}", first, last, programme.id
            )
        )
    first, last = own or (today - timedelta(weeks=4), today)
    found.append(PeriodChoice(OWN, "Between two dates", min(first, last), max(first, last)))
    return tuple(found)


def days_words(period: PeriodChoice) -> str:
    """Return "1 September to 21 November 2026"."""
    first = dates.day_and_month(period.first, year=period.first.year != period.last.year)
    return f"{first} to {dates.day_and_month(period.last, year=True)}"
