"""Turns the rows of a preview into records that fit those the diary has."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from tutordiary.errors import BadInput
from tutordiary.exchange.problems import Problems
from tutordiary.exchange.rows import BadRow, TablePreview, TableRow, bad_rows, pupil_key, squashed
from tutordiary.model import (
    RECORD_TYPES,
    Closure,
    Group,
    Membership,
    Programme,
    Pupil,
    Record,
    Session,
    SessionStatus,
    Setting,
    Slot,
    new_id,
)

PLACED_KINDS: tuple[type[Record], ...] = (
    Programme, Setting, Group, Pupil, Membership, Slot, Session, Closure,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What one row of a preview comes to: the kinds of record it adds, or in words why none."""

    row: TableRow
    adds: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A preview beside what the diary has. ``records`` are those of all rows that can be used.

    ``outcomes`` has one entry a usable row, ``bad`` the others, those of the preview included. A bad place
    that is empty means the whole file.
    """

    records: tuple[Record, ...]
    outcomes: tuple[RowOutcome, ...]
    bad: tuple[BadRow, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placing:
    """The records to add, in the model's order, and in words what was there already."""

    records: tuple[Record, ...]
    notes: tuple[str, ...]


def records_from(preview: TablePreview, existing: Iterable[Record]) -> tuple[Record, ...]:
    """Return the records that a preview adds to the existing ones. Raises as ``place_rows``."""
    return place_rows(preview, existing).records


def place_rows(preview: TablePreview, existing: Iterable[Record]) -> Placing:
    """Match every row to the schools, groups and pupils there are, and make those there are not.

    Names match without regard to case. What is there already is never changed, and nothing is made twice.
    Raises: BadInput naming the rows while the preview has problems, or a group's school cannot be told.
    """
    if preview.problems:
        raise refusal_of(preview.file_name, preview.problems)
    problems = Problems(preview.file_name)
    weighed = _weigh(preview, existing, problems)
    problems.stop_if_any()
    return Placing(weighed.records, weighed.notes)


def weigh(preview: TablePreview, existing: Iterable[Record]) -> Weighed:
    """Say of every row what it would add to the existing records. Nothing is refused, nothing written."""
    return _weigh(preview, existing, Problems(preview.file_name))


def _weigh(preview: TablePreview, existing: Iterable[Record], problems: Problems) -> Weighed:
    placer = _Placer(existing, problems)
    outcomes: list[RowOutcome] = []
    for row in preview.rows:
        made, said, wrong = len(placer.made), len(placer.notes), len(problems)
        placer.place(row)
        if len(problems) == wrong:
            adds = tuple(dict.fromkeys(record.table for record in placer.made[made:]))
            outcomes.append(RowOutcome(row, adds, " ".join(placer.notes[said:])))
    turn = {kind: number for number, kind in enumerate(RECORD_TYPES)}
    records = tuple(sorted(placer.made, key=lambda record: turn[type(record)]))
    bad = (
        *preview.bad,
        *bad_rows(problems.each, {row.place: row.full_name or row.group for row in preview.rows}),
    )
    return Weighed(records, tuple(outcomes), bad, tuple(placer.notes))


def existing_for(preview: TablePreview, read: Callable[[type[Record]], Iterable[Record]]) -> list[Record]:
    """Return what the diary has of the kinds a preview can add to; sessions only when it names days."""
    kinds = [kind for kind in PLACED_KINDS if kind is not Session or any(row.held_on for row in preview.rows)]
    return [record for kind in kinds for record in read(kind)]


def refusal_of(file_name: str, problems: tuple[str, ...]) -> BadInput:
    """Return one refusal that lists the rows of a preview that cannot be imported."""
    if len(problems) == 1:
        return BadInput(f"{file_name}: {problems[0]}. Nothing was written.")
    return BadInput(
        f"{file_name}: some rows cannot be imported. Nothing was written.\n" + "\n".join(problems)
    )


@dataclass(slots=True)
class _Known:
    """What is there, by the names that rows use."""

    programme: Programme | None = None
    settings: dict[str, Setting] = field(default_factory=dict)
    groups: dict[tuple[str, str], Group] = field(default_factory=dict)
    pupils: dict[tuple[str, str, str], Pupil] = field(default_factory=dict)
    memberships: set[tuple[str, str, object]] = field(default_factory=set)
    slots: dict[tuple[str, int, str], list[Slot]] = field(default_factory=dict)
    sessions: set[tuple[str, object, str]] = field(default_factory=set)
    closures: set[tuple[object, object, str]] = field(default_factory=set)


class _Placer:
    """Goes through rows in order; ``made`` grows by the records that were missing."""

    def __init__(self, existing: Iterable[Record], problems: Problems) -> None:
        self.made: list[Record] = []
        self.notes: list[str] = []
        self._problems = problems
        self._known = _Known()
        for record in sorted(existing, key=lambda record: record.id):
            self._learn(record)
        self._from_before = set(self._known.pupils)

    def _learn(self, record: Record) -> None:
        known = self._known
        match record:
            case Programme():
                known.programme = record
            case Setting():
                for name in (record.name, *record.aliases):
                    known.settings.setdefault(squashed(name), record)
            case Group():
                for name in (record.working_name, record.pupils_name):
                    known.groups.setdefault((record.setting_id, squashed(name)), record)
            case Pupil():
                key = pupil_key(record.first_name, record.last_name, record.setting_id or "")
                known.pupils.setdefault(key, record)
            case Membership():
                known.memberships.add((record.pupil_id, record.group_id, record.left_on))
            case Slot():
                known.slots.setdefault((record.group_id, record.weekday, record.starts_at), []).append(record)
            case Session():
                known.sessions.add((record.group_id, record.held_on, record.starts_at))
            case Closure():
                known.closures.add((record.from_on, record.until_on, squashed(record.name)))

    def _make(self, record: Record) -> None:
        self.made.append(record)
        self._learn(record)

    def place(self, row: TableRow) -> None:
        """Make what one row says and is not there yet."""
        if row.closure:
            self._place_closure(row)
            return
        setting = self._setting(row)
        if row.first_name and self._is_another(row, setting):
            return
        group = self._group(row, setting) if row.group else None
        if row.group and group is None:
            return
        if row.first_name:
            self._place_pupil(row, setting, group)
        if group is not None:
            self._place_times(row, group)

    def _setting(self, row: TableRow) -> Setting | None:
        known = self._known.settings
        if row.setting:
            if squashed(row.setting) not in known:
                self._make(Setting(id=new_id(), name=row.setting))
            return known[squashed(row.setting)]
        if row.group:
            return self._setting_of_group(row)
        settings = {setting.id: setting for setting in known.values()}
        return next(iter(settings.values())) if len(settings) == 1 else None

    def _setting_of_group(self, row: TableRow) -> Setting | None:
        """Return the school of the one group of that name, else the only school there is."""
        settings = {setting.id: setting for setting in self._known.settings.values()}
        homes = {home for home, name in self._known.groups if name == squashed(row.group)}
        if len(homes) == 1:
            return settings.get(homes.pop())
        if not homes and len(settings) == 1:
            return next(iter(settings.values()))
        self._problems.add(
            row.place,
            "the school of this group is not known: say it in the file, or make the group in the diary first",
        )
        return None

    def _group(self, row: TableRow, setting: Setting | None) -> Group | None:
        if setting is None:
            return None
        key = (setting.id, squashed(row.group))
        if key not in self._known.groups:
            length = 30 if row.length_min is None else row.length_min
            # As when a group is made by hand: it belongs to the newest programme.
            programme = self._known.programme
            self._make(
                Group(
                    id=new_id(),
                    setting_id=setting.id,
                    working_name=row.group,
                    programme_id=programme.id if programme else None,
                    length_min=length,
                )
            )
        return self._known.groups[key]

    def _is_another(self, row: TableRow, setting: Setting | None) -> bool:
        """Note it when the diary's pupil of that name is in a higher year: nobody goes back a year."""
        key = pupil_key(row.first_name, row.last_name, setting.id if setting else "")
        there = self._known.pupils.get(key)
        if there is None or None in (there.year_group, row.year_group) or key not in self._from_before:
            return False
        if (there.year_group or 0) <= (row.year_group or 0):
            return False
        self._problems.add(
            row.place,
            "the diary has a pupil of this name in a higher year: add an initial to tell the two apart, or "
            "correct the year",
        )
        return True

    def _place_pupil(self, row: TableRow, setting: Setting | None, group: Group | None) -> None:
        known = self._known
        key = pupil_key(row.first_name, row.last_name, setting.id if setting else "")
        if key in known.pupils:
            if key in self._from_before:
                self.notes.append(f"{row.place.capitalize()}: this pupil is in the diary already.")
        else:
            self._make(
                Pupil(
                    id=new_id(),
                    first_name=row.first_name,
                    last_name=row.last_name,
                    known_as=(row.known_as,) if row.known_as else (),
                    pronouns=row.pronouns,
                    setting_id=setting.id if setting else None,
                    year_group=row.year_group,
                    class_name=row.class_name,
                )
            )
        pupil = known.pupils[key]
        stays = group is not None and (pupil.id, group.id, None) in known.memberships
        if group is not None and not stays and (pupil.id, group.id, row.left_on) not in known.memberships:
            self._make(
                Membership(
                    id=new_id(),
                    pupil_id=pupil.id,
                    group_id=group.id,
                    joined_on=row.joined_on,
                    left_on=row.left_on,
                )
            )

    def _runs_already(self, row: TableRow, group: Group) -> bool:
        """Return whether the group has this weekly time on some of the days; last term's does not count."""
        there = self._known.slots.get((group.id, row.weekday or 0, row.starts_at), [])
        return any(
            max(one.from_on or date.min, row.from_on or date.min)
            <= min(one.until_on or date.max, row.until_on or date.max)
            for one in there
        )

    def _place_times(self, row: TableRow, group: Group) -> None:
        known = self._known
        if row.weekday is not None and not self._runs_already(row, group):
            self._make(
                Slot(
                    id=new_id(),
                    group_id=group.id,
                    weekday=row.weekday,
                    starts_at=row.starts_at,
                    from_on=row.from_on,
                    until_on=row.until_on,
                    room=row.room,
                )
            )
        if row.held_on is not None and (group.id, row.held_on, row.starts_at) not in known.sessions:
            self._make(
                Session(
                    id=new_id(),
                    group_id=group.id,
                    held_on=row.held_on,
                    starts_at=row.starts_at,
                    status=SessionStatus.CANCELLED if row.cancelled else SessionStatus.PLANNED,
                    planned_min=row.length_min or group.length_min,
                )
            )

    def _place_closure(self, row: TableRow) -> None:
        if row.from_on is None or row.until_on is None:
            return
        if (row.from_on, row.until_on, squashed(row.closure)) not in self._known.closures:
            self._make(Closure(id=new_id(), name=row.closure, from_on=row.from_on, until_on=row.until_on))
