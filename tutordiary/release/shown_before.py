"""What bundles showed that were given before: kept in the log, in the diary alone, and read from there."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tutordiary.diary import Diary
from tutordiary.evidence import Period
from tutordiary.model import BundleMode, Disclosure, DisclosureSubject
from tutordiary.release import small_numbers
from tutordiary.release.rows import (
    AttendanceRow,
    EnrolmentRow,
    JudgementRow,
    MissingRow,
    ObservationRow,
    Row,
    TargetRow,
    columns,
)
from tutordiary.release.small_numbers import Count
from tutordiary.release.tables import Scope, Tables

Figures = Mapping[str, Mapping[str, Count]]
_MOST = 1_000_000

COMPARED: tuple[type[Row], ...] = (
    AttendanceRow, EnrolmentRow, JudgementRow, TargetRow, ObservationRow, MissingRow,
)  # fmt: skip
NOT_PEOPLE = frozenset({"group_marks"})


@dataclass(frozen=True, slots=True)
class Shown:
    """What one earlier bundle, or several together, showed. ``pupils`` are those it was about."""

    given_on: date
    days: tuple[Period, ...]
    mode: BundleMode
    groups: frozenset[str]
    pupils: frozenset[str]
    figures: Figures

    def meets(self, period: Period) -> bool:
        """Return whether it tells of a day of a period."""
        return any(days.touches(period.first, period.last) for days in self.days)


def to_keep(scope: Scope, tables: Tables) -> dict[str, Any]:
    """Return what the log keeps of a bundle for comparing: its groups, and the figures as shown."""
    return {
        "groups": sorted(scope.group_ids),
        "figures": {
            unit: {name: count.text for name, count in counts.items()}
            for unit, counts in figures_of(tables).items()
        },
    }


def figures_of(tables: Tables) -> dict[str, dict[str, Count]]:
    """Return the figures about people by table and row, as in "judgements:MUS"."""
    found: dict[str, dict[str, Count]] = {}
    for row_type in COMPARED:
        for row in tables.of(row_type):
            found[unit_of(row)] = {
                column.name: getattr(row, column.name)
                for column in columns(row_type)
                if column.kind is Count and column.name not in NOT_PEOPLE
            }
    return found


def unit_of(row: Row) -> str:
    """Return the name of a table's row, as in "judgements:MUS"."""
    return f"{row.file}:{'/'.join(str(getattr(row, name)) for name in type(row).key if name != 'pupil')}"


def earlier(diary: Diary, purpose: str, recipient_class: str, groups: Collection[str]) -> tuple[Shown, ...]:
    """Return what bundles about some of the groups showed to this kind of recipient, the latest first."""
    given = diary.find(
        Disclosure, order=("-released_at", "-id"), purpose=purpose, recipient_class=recipient_class
    )
    found = (_read(one) for one in given)
    return tuple(_with_pupils(diary, one) for one in found if one is not None and one[1].groups & set(groups))


def _read(given: Disclosure) -> tuple[str, Shown] | None:
    """Return an entry's id and what it showed, its pupils apart; None when it kept no figures."""
    try:
        entry = json.loads(given.entry)
        first, last = (date.fromisoformat(day) for day in entry["period"])
        figures = {
            unit: {name: small_numbers.read(text, _MOST) for name, text in counts.items()}
            for unit, counts in entry["figures"].items()
        }
        groups = frozenset(entry["groups"])
        mode = BundleMode(entry["mode"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    day = given.released_at.astimezone().date()
    return given.id, Shown(day, (Period(first, last),), mode, groups, frozenset(), figures)


def _with_pupils(diary: Diary, read: tuple[str, Shown]) -> Shown:
    entry_id, shown = read
    subjects = diary.find(DisclosureSubject, disclosure_id=entry_id)
    return replace(shown, pupils=frozenset(one.pupil_id for one in subjects))
