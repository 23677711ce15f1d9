"""Fills the tables of a bundle from the records of a period, by the counting rules.

In counts mode small numbers are replaced, and no row is about one pupil. In pseudonymised mode the numbers
stand as they are, because the rows by pupil code would give them away in any case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tutordiary.evidence import (
    Book,
    GapKind,
    OutcomeCount,
    Period,
    PupilSessions,
    enrolled,
    gaps,
    group_sessions,
    group_week,
    indicator_counts,
    left_early,
    outcome_counts,
    pupil_sessions,
    target_counts,
)
from tutordiary.evidence.book import KINDS
from tutordiary.framework import Framework
from tutordiary.model import BundleMode, Group, Pupil, Session, SessionStatus
from tutordiary.release import shown, small_numbers
from tutordiary.release.permissions import has_withdrawn
from tutordiary.release.pseudonyms import Pseudonyms
from tutordiary.release.pupil_tables import KEY_STAGE_SHARED_BY as KEY_STAGE_SHARED_BY
from tutordiary.release.pupil_tables import only_group, pupil_judgements, pupil_rows
from tutordiary.release.rows import (
    AttendanceRow,
    EnrolmentRow,
    ExcerptRow,
    JudgementRow,
    MissingRow,
    ObservationRow,
    PupilJudgementRow,
    PupilRow,
    Row,
    SessionRow,
    TargetRow,
    WorkforceRow,
)
from tutordiary.release.small_numbers import Count

ALL = "all"


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows of every table of one bundle. ``of`` finds them by row class."""

    sessions: tuple[SessionRow, ...] = ()
    attendance: tuple[AttendanceRow, ...] = ()
    enrolment: tuple[EnrolmentRow, ...] = ()
    judgements: tuple[JudgementRow, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    observations: tuple[ObservationRow, ...] = ()
    missing: tuple[MissingRow, ...] = ()
    pupils: tuple[PupilRow, ...] = ()
    pupil_judgements: tuple[PupilJudgementRow, ...] = ()
    excerpts: tuple[ExcerptRow, ...] = ()
    workforce: tuple[WorkforceRow, ...] = ()

    def of(self, row_type: type[Row]) -> Sequence[Row]:
        """Return the rows of one table."""
        found: Sequence[Row] = getattr(self, row_type.file)
        return found


@dataclass(frozen=True, slots=True)
class Scope:
    """What a bundle is about: the records, the framework, the days, the groups, and how they are named.

    ``counted`` is the book its figures are from: beside rows by code, it is without who withdrew.
    """

    book: Book
    framework: Framework
    period: Period
    mode: BundleMode
    groups: tuple[Group, ...]
    pseudonyms: Pseudonyms
    counted: Book = field(init=False, compare=False)
    group_names: dict[str, str] = field(init=False)
    setting_names: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        # Every group and setting of the diary is numbered, so that the numbers stay when a period changes.
        numbers = self.pseudonyms.numbers(group.id for group in self.book.all(Group))
        settings = self.pseudonyms.numbers(group.setting_id for group in self.book.all(Group))
        object.__setattr__(self, "counted", self.book if self.is_counts else _without_withdrawn(self.book))
        object.__setattr__(self, "group_names", {key: f"Group {n}" for key, n in numbers.items()})
        object.__setattr__(self, "setting_names", {key: f"School {n}" for key, n in settings.items()})

    @property
    def group_ids(self) -> tuple[str, ...]:
        """The ids of the groups the bundle is about."""
        return tuple(group.id for group in self.groups)

    @property
    def is_counts(self) -> bool:
        """Whether small numbers are replaced and no row is about one pupil."""
        return self.mode is BundleMode.COUNTS

    def pupils(self) -> tuple[Pupil, ...]:
        """Return the pupils enrolled in the groups in the period."""
        return enrolled(self.counted, self.period, self.group_ids)

    @property
    def is_few(self) -> bool:
        """Whether a bundle of counts is about so few pupils that no figure about them is told."""
        return self.is_counts and small_numbers.is_small(len(self.pupils()))

    def count(self, number: int) -> Count:
        """Return a number that stands beside no total, as this mode shows it."""
        return small_numbers.alone(number) if self.is_counts else small_numbers.exact(number)

    def parts(self, numbers: Sequence[int]) -> tuple[Count, ...]:
        """Return the parts of a printed total, as this mode shows them."""
        if self.is_counts:
            return small_numbers.suppress(numbers)
        return tuple(small_numbers.exact(number) for number in numbers)

    def part_of(self, part: int, whole: int) -> Count:
        """Return a part of a printed whole, as this mode shows it."""
        return small_numbers.part_of(part, whole) if self.is_counts else small_numbers.exact(part)

    def part_or_nothing(self, part: int, whole: int) -> Count:
        """Return a part of a printed whole that another table bounds too, as this mode shows it."""
        return small_numbers.part_or_nothing(part, whole) if self.is_counts else small_numbers.exact(part)

    def part_not_of_all(self, part: int, whole: int) -> Count:
        """Return a part of which "all of them" is not said, as this mode shows it."""
        return small_numbers.part_not_of_all(part, whole) if self.is_counts else small_numbers.exact(part)


def _without_withdrawn(book: Book) -> Book:
    """Return a book without the pupils for whom the use without names was withdrawn.

    A total that counted them beside the others' rows by code would be as good as a row of theirs.
    """
    gone = {pupil.id for pupil in book.all(Pupil) if has_withdrawn(book, pupil.id)}
    if not gone:
        return book
    return Book(
        record
        for kind in KINDS
        for record in book.all(kind)
        if getattr(record, "pupil_id", None) not in gone and record.id not in gone
    )


def build(
    scope: Scope, excerpts: Sequence[ExcerptRow] = (), workforce: Sequence[WorkforceRow] = ()
) -> Tables:
    """Return every table. ``excerpts`` and ``workforce`` have been read and cleared; counts take none."""
    ordered = sorted(scope.groups, key=lambda group: _number(scope.group_names[group.id]))
    judgements = tuple(
        judgement_row(scope, count)
        for count in outcome_counts(scope.counted, scope.framework, scope.period, scope.group_ids)
    )
    return Tables(
        sessions=tuple(_session_row(scope, group) for group in ordered),
        attendance=_attendance(scope, ordered),
        enrolment=_enrolment(scope, ordered),
        judgements=judgements,
        targets=_targets(scope),
        observations=_observations(scope),
        missing=_missing(scope, judgements),
        pupils=() if scope.is_counts else pupil_rows(scope, ordered),
        pupil_judgements=() if scope.is_counts else pupil_judgements(scope),
        excerpts=() if scope.is_counts else tuple(excerpts),
        workforce=() if scope.is_counts else tuple(workforce),
    )


def _number(name: str) -> int:
    return int(name.rsplit(" ", 1)[1])


def _session_row(scope: Scope, group: Group) -> SessionRow:
    counted = group_sessions(scope.book, group, scope.period)
    days = [
        session.held_on
        for session in scope.book.where(Session, "group_id", group.id)
        if session.status is SessionStatus.HELD and session.held_on in scope.period
    ]
    return SessionRow(
        setting=scope.setting_names[group.setting_id],
        group=scope.group_names[group.id],
        planned=counted.planned,
        given=counted.given,
        cancelled=counted.cancelled,
        minutes=counted.minutes,
        last_week=group_week(scope.book, group.id, max(days)) if days else None,
    )


def _attendance(scope: Scope, ordered: Sequence[Group]) -> tuple[AttendanceRow, ...]:
    # A pupil of two groups is counted in each by the sessions of that group alone.
    by_group = []
    for group in ordered:
        alone = only_group(scope.counted, group.id)
        pupils = enrolled(scope.counted, scope.period, [group.id])
        by_group.append([pupil_sessions(alone, pupil.id, scope.period) for pupil in pupils])
    found = [_attendance_row(scope, ALL, [one for each in by_group for one in each])]
    if not scope.is_counts:
        found += [
            _attendance_row(scope, scope.group_names[group.id], each)
            for group, each in zip(ordered, by_group, strict=True)
        ]
    return tuple(found)


def _attendance_row(scope: Scope, name: str, each: Sequence[PupilSessions]) -> AttendanceRow:
    total, attended = sum(one.offered for one in each), sum(one.attended for one in each)
    absent, not_recorded = sum(one.absent for one in each), sum(one.not_recorded for one in each)
    late, left = sum(one.late for one in each), sum(one.left_early for one in each)
    nothing = small_numbers.hidden(total)
    # Places offered, divided by the sessions of the group, are its pupils: of few, not even those are told.
    if scope.is_few:
        return AttendanceRow(name, *[nothing] * 6)
    said_of_all = scope.is_counts and 0 < absent == total
    marks = (nothing,) * 3 if said_of_all else scope.parts((attended, absent, not_recorded))
    of_attended = scope.parts((late, left, attended - late - left))[:2]
    if not marks[0].is_exact:
        of_attended = (nothing, nothing)
    return AttendanceRow(name, scope.count(total), *marks, *of_attended)


def _enrolment(scope: Scope, ordered: Sequence[Group]) -> tuple[EnrolmentRow, ...]:
    # By group, a count of pupils is about three to five of them: only rows by pupil code justify that.
    rows: list[tuple[str, tuple[str, ...]]] = [(ALL, scope.group_ids)]
    if not scope.is_counts:
        rows += [(scope.group_names[group.id], (group.id,)) for group in ordered]
    found = []
    for name, ids in rows:
        whole = len(enrolled(scope.counted, scope.period, ids))
        left = len(left_early(scope.counted, scope.period, ids))
        found.append(EnrolmentRow(name, scope.count(whole), scope.part_not_of_all(left, whole)))
    return tuple(found)


def judgement_row(scope: Scope, count: OutcomeCount) -> JudgementRow:
    """Return one outcome's n of N as the mode shows it."""
    return shown.shown_outcome(count) if scope.is_counts else shown.exact_outcome(count)


def _targets(scope: Scope) -> tuple[TargetRow, ...]:
    ids = [pupil.id for pupil in scope.pupils()]
    found = []
    for count in target_counts(scope.counted, scope.period, ids):
        numbers = [*(number for _, number in count.results), count.not_reviewed]
        nothing = small_numbers.hidden(count.set)
        counts = [nothing] * 7 if scope.is_few else [scope.count(count.set), *scope.parts(numbers)]
        found.append(TargetRow(str(count.kind), *counts))
    return tuple(found)


def _observations(scope: Scope) -> tuple[ObservationRow, ...]:
    pupils = [pupil.id for pupil in scope.pupils()]
    counted = indicator_counts(scope.counted, scope.framework, scope.period, pupils, scope.group_ids)
    found = []
    for count in counted:
        counts = (
            scope.count(count.noticed),
            scope.part_or_nothing(count.pupils, len(pupils)),
            scope.part_not_of_all(count.harder_days, count.noticed),
            scope.part_of(count.by_others, count.noticed),
        )
        if scope.is_few:
            counts = (small_numbers.hidden(count.noticed),) * 4
        marks = small_numbers.exact(count.group_marks)
        found.append(ObservationRow(count.outcome, count.indicator, *counts, marks))
    return tuple(found)


def _missing(scope: Scope, judgements: Sequence[JudgementRow]) -> tuple[MissingRow, ...]:
    whole = len(scope.pupils())
    found = Counter(
        (gap.kind, gap.outcome) for gap in gaps(scope.counted, scope.framework, scope.period, scope.group_ids)
    )
    rows = {row.outcome: row for row in judgements}
    by_outcome: dict[str, dict[GapKind, int]] = {}
    for (kind, outcome), number in found.items():
        by_outcome.setdefault(outcome, {})[kind] = number
    counts = {
        (kind, outcome): count
        for outcome, numbers in by_outcome.items()
        for kind, count in shown.shown_gaps(whole, numbers, rows.get(outcome)).items()
    }
    # A counter keeps the order in which gaps were first met: outcome by outcome, then the voices.
    return tuple(
        MissingRow(
            str(kind),
            outcome or ALL,
            counts[kind, outcome] if scope.is_counts else small_numbers.exact(number),
        )
        for (kind, outcome), number in found.items()
    )
