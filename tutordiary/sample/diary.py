"""Puts the main sample diary together: four groups at three settings, one programme brought to its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from tutordiary.framework import shipped_framework
from tutordiary.model import (
    RECORD_TYPES,
    Closure,
    FrameworkVersion,
    Programme,
    Record,
    RetentionReview,
)
from tutordiary.sample import (
    around,
    half_past_nothing,
    jelly_drums,
    people,
    places,
    practice,
    quiets_1_to_5,
    quiets_6_to_10,
    quiets_11_to_15,
    quiets_16_to_20,
    quiets_starts,
    talks,
    the_static,
)
from tutordiary.sample.days import holidays, is_closed, moment, weekly
from tutordiary.sample.laying import Laying
from tutordiary.sample.notes import Aim, Consent, SessionNote, Start, Talk, Verdict

SAMPLE_MARK = "Sample diary: invented people"

SESSIONS = {"quiets": 20, "jelly": 8, "static": 8, "half": 9}
"""How many sessions each group has by now; the last of the centre's is the one planned for today."""

MOVED_SESSION = 13
MOVED_BY_DAYS = 2


@dataclass(frozen=True, slots=True)
class Words:
    """Everything written about one group."""

    children: tuple[people.Child, ...]
    sessions: tuple[SessionNote, ...]
    starts: tuple[Start, ...] = ()
    aims: tuple[Aim, ...] = ()
    talks: tuple[Talk, ...] = ()
    consents: tuple[Consent, ...] = ()
    verdicts: tuple[Verdict, ...] = ()


WORDS = {
    "quiets": Words(
        people.older_children(),
        (*quiets_1_to_5.NOTES, *quiets_6_to_10.NOTES, *quiets_11_to_15.NOTES, *quiets_16_to_20.NOTES),
        quiets_starts.STARTS,
        quiets_starts.AIMS,
        talks.QUIETS,
        practice.QUIETS,
        quiets_starts.VERDICTS,
    ),
    "jelly": Words(
        people.younger_children(),
        jelly_drums.NOTES,
        jelly_drums.STARTS,
        talks=talks.JELLY,
        consents=practice.OTHERS["jelly"],
    ),
    "static": Words(
        people.junior_children(),
        the_static.NOTES,
        the_static.STARTS,
        the_static.AIMS,
        talks.STATIC,
        practice.OTHERS["static"],
    ),
    "half": Words(
        people.centre_children(),
        half_past_nothing.NOTES,
        half_past_nothing.STARTS,
        half_past_nothing.AIMS,
        talks.HALF,
        practice.OTHERS["half"],
    ),
}


def sample_records(today: date) -> tuple[Record, ...]:
    """Return the whole sample diary as it would stand on ``today``, in the order it can be inserted.

    The same day always gives the same records. Nothing is dated after ``today`` but what is due later.
    """
    return in_order(_records(today))


def in_order(records: Iterable[Record]) -> tuple[Record, ...]:
    """Return records so that each comes after everything it points at."""
    turn = {kind: place for place, kind in enumerate(RECORD_TYPES)}
    return tuple(sorted(records, key=lambda record: turn[type(record)]))


def _records(today: date) -> Iterator[Record]:
    plans = places.groups(today.weekday())
    closures = holidays(today - timedelta(days=420), today + timedelta(days=60))
    yield from closures
    training = _training_day(today, closures)
    yield training
    days = {plan.key: _days(plan, today, (*closures, training)) for plan in plans}
    first = days["quiets"][0]
    yield places.TUTOR
    yield framework_version("framework-01", moment(first - timedelta(days=10), "19:30"))
    yield Programme(
        id="programme-01",
        name="Musical nurture groups",
        framework_version_id="framework-01",
        starts_on=first,
        planned_sessions=20,
        action_research_question=places.PROGRAMME_QUESTION,
        manager_name=places.MANAGER,
    )
    yield from places.settings(first - timedelta(days=7))
    yield from places.contacts()
    for plan in plans:
        yield from _group(plan, days[plan.key])
    yield from around.practice(practice.PROFILE, practice.TURNS, today=today, programme_id="programme-01")
    yield RetentionReview(
        id="retention-01", due_on=days["quiets"][-1] + timedelta(days=365), programme_id="programme-01"
    )


def _group(plan: places.GroupPlan, days: tuple[date, ...]) -> Iterator[Record]:
    words = WORDS[plan.key]
    yield places.dated(plan, days)
    yield places.slot(plan, days)
    memberships = {}
    for child in words.children:
        memberships[child.key] = people.membership(child, days, plan.group.id)
        yield replace(child.pupil, school_hopes_on=days[child.joins_at - 1] - timedelta(days=6))
        yield from people.family(child)
    yield from memberships.values()
    laying = Laying(
        name=plan.key,
        group_id=plan.group.id,
        days=days,
        starts_at=plan.slot.starts_at,
        length_min=plan.group.length_min,
        pupils={child.key: child.pupil for child in words.children},
        memberships=memberships,
    )
    laid = [*laying.lay(words.sessions), *around.starts(laying, words.starts)]
    yield from laid
    yield from around.aims(laying, words.aims)
    yield from around.talks(laying, words.talks, plan.group.setting_id)
    yield from around.consents(laying, words.consents)
    yield from around.verdicts(laying, words.verdicts, laid, "programme-01")


def _days(plan: places.GroupPlan, today: date, closures: Iterable[Closure]) -> tuple[date, ...]:
    """Return the days of a group's sessions. The centre keeps no school holidays."""
    weekday, count = plan.slot.weekday, SESSIONS[plan.key]
    if plan.key == "half":
        return weekly(weekday, until=today, count=count, closures=())
    if plan.key == "quiets":
        last = weekly(weekday, until=today - timedelta(days=18), count=count, closures=closures)
        moved = last[MOVED_SESSION - 1] + timedelta(days=MOVED_BY_DAYS)
        return (*last[: MOVED_SESSION - 1], moved, *last[MOVED_SESSION:])
    own = [closure for closure in closures if closure.setting_id in (None, plan.group.setting_id)]
    return weekly(weekday, until=today - timedelta(days=1), count=count, closures=own)


def _training_day(today: date, closures: Iterable[Closure]) -> Closure:
    """Return a day on which only the junior school was shut, about a month ago."""
    day = today - timedelta(days=29)
    day -= timedelta(days=(day.weekday() - 3) % 7)
    while is_closed(day, closures):
        day -= timedelta(days=7)
    return Closure(
        id="closure-training", name="Training day", from_on=day, until_on=day, setting_id="setting-02"
    )


def framework_version(made: str, loaded_at: datetime) -> FrameworkVersion:
    """Return the shipped framework as a diary keeps it."""
    framework = shipped_framework()
    return FrameworkVersion(
        id=made,
        framework=framework.id,
        version=framework.version,
        body=framework.body,
        loaded_at=loaded_at,
    )
