"""Fills the tables of a bundle from the records of a period, by the counting rules.

In counts mode small numbers are replaced, and no row is about one pupil. In pseudonymised mode the numbers
stand as they are, because the rows by pupil code would give them away in any case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tutordiary import wording
from tutordiary.evidence import (
    Book,
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
    rule_lines,
    target_counts,
)
from tutordiary.framework import Framework
from tutordiary.model import BundleMode, Group, Membership, Pupil, Session, SessionStatus
from tutordiary.release import small_numbers
from tutordiary.release.permissions import has_withdrawn
from tutordiary.release.pseudonyms import Pseudonyms
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
KEY_STAGE_SHARED_BY = 5


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
    """What a bundle is about: the records, the framework, the days, the groups, and how they are named."""

    book: Book
    framework: Framework
    period: Period
    mode: BundleMode
    groups: tuple[Group, ...]
    pseudonyms: Pseudonyms
    group_names: dict[str, str] = field(init=False)
    setting_names: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        # Every group and setting of the diary is numbered, so that the numbers stay when a period changes.
        numbers = self.pseudonyms.numbers(group.id for group in self.book.all(Group))
        settings = self.pseudonyms.numbers(group.setting_id for group in self.book.all(Group))
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
        return enrolled(self.book, self.period, self.group_ids)

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
        return self.parts((part, whole - part))[0]


def build(
    scope: Scope, excerpts: Sequence[ExcerptRow] = (), workforce: Sequence[WorkforceRow] = ()
) -> Tables:
    """Return every table. ``excerpts`` and ``workforce`` have been read and cleared; counts take none."""
    ordered = sorted(scope.groups, key=lambda group: _number(scope.group_names[group.id]))
    return Tables(
        sessions=tuple(_session_row(scope, group) for group in ordered),
        attendance=_attendance(scope, ordered),
        enrolment=_enrolment(scope, ordered),
        judgements=tuple(
            judgement_row(scope, count)
            for count in outcome_counts(scope.book, scope.framework, scope.period, scope.group_ids)
        ),
        targets=_targets(scope),
        observations=_observations(scope),
        missing=_missing(scope),
        pupils=() if scope.is_counts else _pupil_rows(scope, ordered),
        pupil_judgements=() if scope.is_counts else _pupil_judgements(scope),
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
        alone = _only_group(scope.book, group.id)
        pupils = enrolled(scope.book, scope.period, [group.id])
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
    shown = scope.parts((attended, absent, not_recorded))
    of_attended = scope.parts((late, left, attended - late - left))[:2]
    if not shown[0].is_exact:
        of_attended = (small_numbers.hidden(total), small_numbers.hidden(total))
    return AttendanceRow(name, scope.count(total), *shown, *of_attended)


def _only_group(book: Book, group_id: str) -> Book:
    from tutordiary.model import Attendance

    sessions = book.where(Session, "group_id", group_id)
    marks = [mark for session in sessions for mark in book.where(Attendance, "session_id", session.id)]
    return Book([*sessions, *marks, *book.where(Membership, "group_id", group_id)])


def _enrolment(scope: Scope, ordered: Sequence[Group]) -> tuple[EnrolmentRow, ...]:
    # By group, a count of pupils is about three to five of them: only rows by pupil code justify that.
    shown: list[tuple[str, tuple[str, ...]]] = [(ALL, scope.group_ids)]
    if not scope.is_counts:
        shown += [(scope.group_names[group.id], (group.id,)) for group in ordered]
    found = []
    for name, ids in shown:
        whole = len(enrolled(scope.book, scope.period, ids))
        left = len(left_early(scope.book, scope.period, ids))
        found.append(EnrolmentRow(name, scope.count(whole), scope.part_of(left, whole)))
    return tuple(found)


def judgement_row(scope: Scope, count: OutcomeCount) -> JudgementRow:
    """Return one outcome's n of N as the mode shows it.

    When the pupils not judged are few, N itself would give them away: the results are then parts of the
    enrolled, and N is not shown.
    """
    results = [number for _, number in count.results]
    if scope.is_counts and small_numbers.is_small(count.not_judged):
        shown = scope.parts([*results, count.not_judged])
        judged, not_judged = small_numbers.hidden(count.enrolled), shown[-1]
    else:
        shown = small_numbers.suppress_results(results) if scope.is_counts else scope.parts(results)
        judged, not_judged = scope.count(count.judged), scope.count(count.not_judged)
    increased, early_signs, no_change, less, not_enough = shown[:5]
    backed = (
        scope.part_of(count.triangulated, count.increased)
        if increased.is_exact
        else small_numbers.hidden(count.enrolled)
    )
    return JudgementRow(
        outcome=count.outcome,
        enrolled=scope.count(count.enrolled),
        judged=judged,
        increased=increased,
        early_signs=early_signs,
        no_change=no_change,
        less=less,
        not_enough=not_enough,
        not_judged=not_judged,
        triangulated=backed,
    )


def _targets(scope: Scope) -> tuple[TargetRow, ...]:
    ids = [pupil.id for pupil in scope.pupils()]
    found = []
    for count in target_counts(scope.book, scope.period, ids):
        parts = scope.parts([*(number for _, number in count.results), count.not_reviewed])
        found.append(TargetRow(str(count.kind), scope.count(count.set), *parts))
    return tuple(found)


def _observations(scope: Scope) -> tuple[ObservationRow, ...]:
    pupils = scope.pupils()
    found = []
    counted = indicator_counts(
        scope.book, scope.framework, scope.period, [p.id for p in pupils], scope.group_ids
    )
    for count in counted:
        found.append(
            ObservationRow(
                outcome=count.outcome,
                indicator=count.indicator,
                noticed=scope.count(count.noticed),
                pupils=scope.part_of(count.pupils, len(pupils)),
                harder_days=scope.part_of(count.harder_days, count.noticed),
                by_others=scope.part_of(count.by_others, count.noticed),
                group_marks=small_numbers.exact(count.group_marks),
            )
        )
    return tuple(found)


def _missing(scope: Scope) -> tuple[MissingRow, ...]:
    whole = len(scope.pupils())
    found = Counter(
        (str(gap.kind), gap.outcome)
        for gap in gaps(scope.book, scope.framework, scope.period, scope.group_ids)
    )
    # A counter keeps the order in which gaps were first met: outcome by outcome, then the voices.
    return tuple(
        MissingRow(kind, outcome or ALL, scope.part_of(number, whole))
        for (kind, outcome), number in found.items()
    )


def _by_code(scope: Scope) -> list[tuple[str, Pupil]]:
    """Return the pupils who may stand in rows of their own, in the order of their codes."""
    return sorted(
        (scope.pseudonyms.code(pupil.id), pupil)
        for pupil in scope.pupils()
        if not has_withdrawn(scope.book, pupil.id)
    )


def _pupil_rows(scope: Scope, ordered: Sequence[Group]) -> tuple[PupilRow, ...]:
    allowed = _by_code(scope)
    stages = Counter(wording.key_stage(pupil.year_group) for _, pupil in allowed)
    found = []
    for group in ordered:
        letters = letters_in(scope, group.id)
        alone = _only_group(scope.book, group.id)
        for code, pupil in allowed:
            stay = next((m for m in alone.where(Membership, "pupil_id", pupil.id)), None)
            if stay is None or not scope.period.touches(stay.joined_on, stay.left_on):
                continue
            counted: PupilSessions = pupil_sessions(alone, pupil.id, scope.period)
            stage = wording.key_stage(pupil.year_group)
            has_left = stay.left_on is not None and stay.left_on in scope.period
            found.append(
                PupilRow(
                    pupil=code,
                    letter=letters[pupil.id],
                    setting=scope.setting_names[group.setting_id],
                    group=scope.group_names[group.id],
                    key_stage=stage if stages[stage] >= KEY_STAGE_SHARED_BY else "",
                    joined_week=group_week(scope.book, group.id, stay.joined_on) if stay.joined_on else None,
                    left_week=group_week(scope.book, group.id, stay.left_on)
                    if has_left and stay.left_on
                    else None,
                    offered=counted.offered,
                    attended=counted.attended,
                )
            )
    return tuple(found)


def letters_in(scope: Scope, group_id: str) -> dict[str, str]:
    """Return the letter of every pupil who ever belonged to a group, so that letters stay."""
    members = (m.pupil_id for m in scope.book.where(Membership, "group_id", group_id))
    return scope.pseudonyms.letters(members, group_id)


def _pupil_judgements(scope: Scope) -> tuple[PupilJudgementRow, ...]:
    found = []
    for code, pupil in _by_code(scope):
        for outcome in scope.framework.outcomes:
            state = rule_lines(scope.book, scope.framework, pupil.id, outcome.id, scope.period)
            if state.judgement is None:
                continue
            found.append(
                PupilJudgementRow(
                    pupil=code,
                    outcome=outcome.id,
                    result=str(state.judgement.result),
                    meets_rule="yes" if state.allowed else "no",
                    start_point="yes" if state.has_start_point else "no",
                    later_dates=len(state.later_dates),
                    backed_by=" ".join(state.triangulated_by),
                )
            )
    return tuple(found)
