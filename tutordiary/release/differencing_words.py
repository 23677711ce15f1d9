"""What the person who gives a bundle reads about the bundles given before: what is not shown, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from tutordiary import dates
from tutordiary.evidence import Period
from tutordiary.framework import Framework

_TITLES = {"attendance": "Attendance", "enrolment": "Pupils who left"}
_LATER = "Choose the same weeks as then, weeks that begin after them, or counts for a longer period."


def other_kind(given_on: date, days: Sequence[Period]) -> str:
    """Return why counts and rows by code may not be laid beside each other."""
    return (
        f"{_beside(given_on, days)}, the few pupils who are counted but have no row by code could be counted "
        "out. Nothing was written. Choose the same kind of bundle as then, or weeks that begin after them."
    )


def few_enrolled(given_on: date, days: Sequence[Period]) -> str:
    """Return why a bundle with a few pupils more or fewer may not leave."""
    return (
        f"{_beside(given_on, days)}, one to four pupils more or fewer would stand out. Nothing was written. "
        f"{_LATER}"
    )


def few_between(given_on: date, days: Sequence[Period]) -> str:
    """Return why a bundle whose further days are about few pupils may not leave."""
    return (
        f"{_beside(given_on, days)}, the days that differ are about fewer than five pupils. Nothing was "
        f"written. {_LATER}"
    )


def _beside(given_on: date, days: Sequence[Period]) -> str:
    told = " and ".join(f"{_day(span.first)} to {_day(span.last)}" for span in days)
    return f"Beside the bundle given on {_day(given_on)}, about {told}"


def _day(day: date) -> str:
    return dates.day_and_month(day, year=True)


def notes(framework: Framework, hidden: Mapping[str, date]) -> tuple[str, ...]:
    """Return a sentence for each earlier bundle: which rows are not shown beside it.

    ``hidden`` are the rows, as in "judgements:MUS", and the day the earlier bundle was given on.
    """
    titles: dict[date, list[str]] = {}
    for unit in sorted(hidden):
        titles.setdefault(hidden[unit], []).append(_title(framework, unit))
    return tuple(
        f"Not shown, because beside the bundle of {_day(day)} it would tell of fewer than five pupils: "
        f"{'; '.join(dict.fromkeys(found))}."
        for day, found in sorted(titles.items())
    )


def _title(framework: Framework, unit: str) -> str:
    file, _, key = unit.partition(":")
    outcomes = {outcome.id: outcome.name for outcome in framework.outcomes}
    indicators = {each.id: each.name for each in framework.indicators}
    if file == "judgements":
        return f"Judgements on {outcomes.get(key, key)}"
    if file == "missing":
        outcome = key.rpartition("/")[2]
        return f"What is missing on {outcomes[outcome]}" if outcome in outcomes else "Voices not heard"
    if file == "targets":
        return f"Targets: {key}"
    if file == "observations":
        return f"Signs of {indicators.get(key, key)}"
    return _TITLES[file]
