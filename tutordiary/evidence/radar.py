"""The radar: who and what nobody has noticed lately, so that no child goes quiet.

Pure: it is handed days that were read elsewhere, and knows no diary. What counts as noticed is decided where
those are read, by the rules of ``rule``: a mark set for everyone at once never does. It names what is
missing; it makes no score, no average and no order of pupils other than that of their names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tutordiary.dates import monday_of
from tutordiary.evidence.rule import LATER_DATES_NEEDED, START_POINT_SESSIONS, RuleState
from tutordiary.framework import Framework
from tutordiary.model import PartTaken, Speaker

QUIET_WEEKS = 3
"""From so many whole weeks on, something counts as not noticed lately."""
DECIDE_WEEKS = 5
"""Decisions are asked for when no more weeks (or sessions) than these are left of a programme."""
SCHOOL_WEEK = 5  # days
LONGEST_CLOSURE = 400  # days: what is longer is a slip of the pen
Days = Iterable[tuple[date, date]]


class Freshness(StrEnum):
    """How long ago something was noticed, in three words."""

    LATELY = "lately"
    A_WHILE = "a_while"
    NEVER = "never"


class Took(StrEnum):
    """How a pupil took part on a day, as the trend tells it."""

    PART = "part"
    AWAY_AND_BACK = "away_and_back"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Since:
    """When something was last noticed: ``weeks`` are whole ones, ``closed`` of them without any sessions.

    ``day`` and ``weeks`` are None for never.
    """

    day: date | None
    weeks: int | None
    closed: int = 0

    @property
    def freshness(self) -> Freshness:
        """Say it in one of three words. Weeks without sessions make nobody quiet."""
        if self.weeks is None:
            return Freshness.NEVER
        return Freshness.A_WHILE if self.weeks - self.closed >= QUIET_WEEKS else Freshness.LATELY


NEVER = Since(None, None)


@dataclass(frozen=True, slots=True)
class DayPart:
    """How a pupil took part on one day."""

    day: date
    took: Took


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read about one pupil. ``signs`` is the last day of each indicator, individual signs alone.

    ``worded_on`` is the last day with words about this pupil alone, ``held`` the sessions since joining, and
    ``states`` how far each outcome meets the rule: empty while nothing is to be decided yet.
    """

    pupil_id: str
    name: str
    signs: Mapping[str, date]
    worded_on: date | None = None
    heard: frozenset[Speaker] = frozenset()
    started: frozenset[str] = frozenset()
    held: int = 0
    parts: tuple[tuple[date, PartTaken], ...] = ()
    states: Mapping[str, RuleState] | None = None


@dataclass(frozen=True, slots=True)
class PupilRadar:
    """What the radar says of one pupil.

    ``outcomes`` and ``indicators`` have every one of the framework. ``missing_starts`` are outcomes without a
    start point; ``starts_due`` says that the sessions they belong to are over, ``is_new`` that the pupil has
    not had so many yet. ``undecided`` are outcomes without a decision, empty while it is too early for one.
    ``only_outcome`` is the one outcome noticed so far, when there is exactly one. ``trend`` has each day
    once, oldest first.
    """

    pupil_id: str
    name: str
    outcomes: Mapping[str, Since]
    indicators: Mapping[str, Since]
    in_words: Since
    missing_voices: tuple[Speaker, ...]
    missing_starts: tuple[str, ...]
    starts_due: bool
    undecided: tuple[str, ...]
    later_dates: Mapping[str, int]
    only_outcome: str
    trend: tuple[DayPart, ...]
    is_new: bool

    @property
    def quiet_outcomes(self) -> tuple[str, ...]:
        """The outcomes not noticed lately, or never, in the framework's order."""
        return tuple(key for key, since in self.outcomes.items() if since.freshness is not Freshness.LATELY)


def since(day: date | None, today: date, closed: frozenset[date] = frozenset()) -> Since:
    """Return how long ago a day is, in whole weeks; never less than none. None is never.

    ``closed`` are the Mondays of weeks without sessions; those after the week of ``day`` are counted.
    """
    if day is None:
        return NEVER
    weeks = max(0, (today - day).days // 7)
    monday = monday_of(day)
    return Since(day, weeks, sum(monday < one <= monday + timedelta(weeks=weeks) for one in closed))


def closed_weeks(closures: Days) -> frozenset[date]:
    """Return the Mondays of the weeks in which every school day was closed, by one closure or by several."""
    days = {
        first + timedelta(days=number)
        for first, last in closures
        for number in range(min((last - first).days + 1, LONGEST_CLOSURE))
    }
    mondays = {monday_of(day) for day in days}
    return frozenset(
        one for one in mondays if all(one + timedelta(days=number) in days for number in range(SCHOOL_WEEK))
    )


def trend(parts: Iterable[tuple[date, PartTaken]]) -> tuple[DayPart, ...]:
    """Return each day once, oldest first. Of several on a day, coming back is told before stepping away."""
    found: dict[date, Took] = {}
    order = (Took.PART, Took.AWAY, Took.AWAY_AND_BACK)
    for day, part in parts:
        took = _TOOK.get(part, Took.PART)
        if day not in found or order.index(took) > order.index(found[day]):
            found[day] = took
    return tuple(DayPart(day, found[day]) for day in sorted(found))


_TOOK = {PartTaken.STEPPED_AWAY: Took.AWAY, PartTaken.STEPPED_AWAY_CAME_BACK: Took.AWAY_AND_BACK}


def is_near_the_end(today: date, ends_on: date | None, planned: int, held: int) -> bool:
    """Return whether a programme is near its end: by its last day, or by the sessions that are left."""
    if ends_on is not None:
        return today >= ends_on - timedelta(weeks=DECIDE_WEEKS)
    return planned > 0 and planned - held <= DECIDE_WEEKS


def radar_of(
    seen: Seen, framework: Framework, today: date, closed: frozenset[date] = frozenset()
) -> PupilRadar:
    """Return what the radar says of one pupil. Days after today are not looked at."""
    indicators = {
        one.id: since(_until(seen.signs.get(one.id), today), today, closed) for one in framework.indicators
    }
    outcomes = {
        outcome.id: max((indicators[one.id] for one in outcome.indicators), key=_when)
        for outcome in framework.outcomes
    }
    noticed = [key for key, last in outcomes.items() if last.day is not None]
    missing = tuple(one.id for one in framework.outcomes if one.id not in seen.started)
    states = seen.states or {}
    return PupilRadar(
        pupil_id=seen.pupil_id,
        name=seen.name,
        outcomes=outcomes,
        indicators=indicators,
        in_words=since(_until(seen.worded_on, today), today, closed),
        missing_voices=tuple(speaker for speaker in Speaker if speaker not in seen.heard),
        missing_starts=missing,
        starts_due=bool(missing) and seen.held >= START_POINT_SESSIONS,
        undecided=tuple(key for key in outcomes if key in states and states[key].judgement is None),
        later_dates={key: min(LATER_DATES_NEEDED, len(one.later_dates)) for key, one in states.items()},
        only_outcome=noticed[0] if len(noticed) == 1 else "",
        trend=trend((day, part) for day, part in seen.parts if day <= today),
        is_new=seen.held < START_POINT_SESSIONS,
    )


def _until(day: date | None, today: date) -> date | None:
    return day if day is not None and day <= today else None


def _when(last: Since) -> date:
    return last.day or date.min


def radars(
    seen: Iterable[Seen], framework: Framework, today: date, closures: Days = ()
) -> tuple[PupilRadar, ...]:
    """Return what the radar says of several pupils, by name: the order they come in makes no difference."""
    closed = closed_weeks(closures)
    found = [radar_of(one, framework, today, closed) for one in seen]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.pupil_id)))


def longest_quiet(found: Sequence[PupilRadar], framework: Framework) -> tuple[PupilRadar, str] | None:
    """Return the pupil and the outcome that nobody has noticed for longest; None when nothing is quiet.

    What nobody ever noticed comes first, in pupils who have been there for some sessions; then what was
    noticed longest ago. Equal ones go by the framework's order and then by name.
    """
    quiet = [
        (_turn(one, one.outcomes[outcome.id]), number, one, outcome.id)
        for number, outcome in enumerate(framework.outcomes)
        for one in found
        if outcome.id in one.quiet_outcomes
    ]
    if not quiet:
        return None
    _, _, who, outcome_id = min(quiet, key=lambda each: (each[0], each[1]))
    return who, outcome_id


def _turn(one: PupilRadar, last: Since) -> tuple[bool, date]:
    return last.day is None and one.is_new, last.day or date.min
