"""Puts the main sample diary together: four groups at three settings, one programme brought to its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from tutordiary.framework import shipped_framework
from tutordiary.model import (
    RECORD_TYPES,
    Closure,
    FrameworkVersion,
    Programme,
    Record,
)
from tutordiary.sample import people, places, quiets_1_to_5
from tutordiary.sample.days import holidays, is_closed, moment, weekly
from tutordiary.sample.laying import Laying
from tutordiary.sample.notes import SessionNote

SAMPLE_MARK = "Sample diary: invented people"

SESSIONS = {"quiets": 20, "jelly": 8, "static": 8, "half": 9}
"""How many sessions each group has by now; the last of the centre's is the one planned for today."""

MOVED_SESSION = 13
MOVED_BY_DAYS = 2


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
    yield _framework(first)
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
    children = (
        *people.older_children(),
        *people.younger_children(),
        *people.junior_children(),
        *people.centre_children(),
    )
    for plan in plans:
        yield places.dated(plan, days[plan.key])
        yield places.slot(plan, days[plan.key])
        members = [child for child in children if child.group == plan.key]
        memberships = {c.key: people.memberships(c, days[plan.key], plan.group.id) for c in members}
        for child in members:
            yield child.pupil
            yield from people.family(child)
            yield memberships[child.key]
        laying = Laying(
            name=plan.key,
            group_id=plan.group.id,
            days=days[plan.key],
            starts_at=plan.slot.starts_at,
            length_min=plan.group.length_min,
            pupils={child.key: child.pupil for child in members},
            memberships=memberships,
        )
        yield from laying.lay(_notes(plan.key))


def _notes(key: str) -> tuple[SessionNote, ...]:
    return {"quiets": quiets_1_to_5.NOTES}.get(key, ())


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


def _framework(first: date) -> FrameworkVersion:
    framework = shipped_framework()
    return FrameworkVersion(
        id="framework-01",
        framework=framework.id,
        version=framework.version,
        body=framework.body,
        loaded_at=moment(first - timedelta(days=10), "19:30"),
    )
