"""Fills the tables by pupil code: what a code says of a pupil, and nothing that says who it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tutordiary import wording
from tutordiary.evidence import Book, PupilSessions, group_week, pupil_sessions, rule_lines
from tutordiary.model import Attendance, Group, Membership, Pupil, Session
from tutordiary.release.permissions import has_withdrawn
from tutordiary.release.rows import PupilJudgementRow, PupilRow

if TYPE_CHECKING:
    from tutordiary.release.tables import Scope

KEY_STAGE_SHARED_BY = 5


def only_group(book: Book, group_id: str) -> Book:
    """Return a book of one group's sessions, marks and stays."""
    sessions = book.where(Session, "group_id", group_id)
    marks = [mark for session in sessions for mark in book.where(Attendance, "session_id", session.id)]
    return Book([*sessions, *marks, *book.where(Membership, "group_id", group_id)])


def _by_code(scope: Scope) -> list[tuple[str, Pupil]]:
    """Return the pupils who may stand in rows of their own, in the order of their codes."""
    return sorted(
        (scope.pseudonyms.code(pupil.id), pupil)
        for pupil in scope.pupils()
        if not has_withdrawn(scope.book, pupil.id)
    )


def stages_told(pupils: Iterable[Pupil]) -> frozenset[str]:
    """Return the key stages that rows may tell: each shared by five, and five at least without one, or none.

    One row left bare among rows that all say the same stage would say that its pupil is of another.
    """
    stages = Counter(wording.key_stage(pupil.year_group) for pupil in pupils)
    told = frozenset(stage for stage, number in stages.items() if stage and number >= KEY_STAGE_SHARED_BY)
    bare = sum(number for stage, number in stages.items() if stage not in told)
    return frozenset() if 0 < bare < KEY_STAGE_SHARED_BY else told


def pupil_rows(scope: Scope, ordered: Sequence[Group]) -> tuple[PupilRow, ...]:
    """Return a row for each pupil and group, group by group in the order given, then by code."""
    allowed = _by_code(scope)
    told = stages_told(pupil for _, pupil in allowed)
    found = []
    for group in ordered:
        letters = letters_in(scope, group.id)
        alone = only_group(scope.book, group.id)
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
                    key_stage=stage if stage in told else "",
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


def pupil_judgements(scope: Scope) -> tuple[PupilJudgementRow, ...]:
    """Return each pupil's judgement on each outcome of the framework, by code."""
    found = []
    for code, pupil in _by_code(scope):
        for outcome in scope.framework.outcomes:
            state = rule_lines(scope.counted, scope.framework, pupil.id, outcome.id, scope.period)
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
