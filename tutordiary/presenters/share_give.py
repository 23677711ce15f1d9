"""What exactly would leave, in words, and what has left before."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tutordiary import dates
from tutordiary.diary import Diary
from tutordiary.model import BundleMode, Disclosure
from tutordiary.presenters.share_intruder import IntruderState
from tutordiary.presenters.share_state import GiveState
from tutordiary.release import differencing, tables
from tutordiary.release.giving import PURPOSE, RECIPIENT_CLASS
from tutordiary.release.head import SUFFIX, WHAT_IT_IS
from tutordiary.release.pseudonyms import Pseudonyms, Recipient
from tutordiary.release.review import ItemState, ReviewItem
from tutordiary.release.rows import ROW_TYPES, columns
from tutordiary.release.small_numbers import Count

EARLIER_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Figures:
    """What the tables of a bundle hold; ``hidden`` figures are not shown exactly.

    ``beside`` says what is left out because of bundles given before, ``refused`` why it may not leave at all.
    """

    sessions: int
    groups: int
    pupils: int
    hidden: int
    beside: tuple[str, ...] = ()
    refused: str = ""


def figures_of(diary: Diary, scope: tables.Scope) -> Figures:
    """Count what would leave, words aside. It builds every table: work for the worker."""
    against = differencing.against_earlier(diary, scope, tables.build(scope), PURPOSE, RECIPIENT_CLASS)
    filled = against.tables
    return Figures(
        beside=against.notes,
        refused=against.refused,
        sessions=sum(row.given for row in filled.sessions),
        groups=len(scope.groups),
        pupils=len({row.pupil for row in filled.pupils}),
        hidden=_hidden(filled),
    )


def plural(number: int, one: str, many: str = "") -> str:
    """Return "1 session" or "3 sessions"."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def give_state(
    diary: Diary,
    figures: Figures,
    mode: BundleMode,
    items: Sequence[ReviewItem],
    blocked: str,
    *,
    needs_review: bool = False,
    intruder: IntruderState | None = None,
) -> GiveState:
    """Return the third step."""
    ready = sum(item.is_ready for item in items)
    out = sum(item.state is ItemState.LEFT_OUT for item in items)
    leaves = [f"{plural(figures.sessions, 'session')} of {plural(figures.groups, 'group')}, in numbers"]
    if mode is BundleMode.COUNTS:
        leaves.append("No row about one pupil, and no words")
        leaves.append(
            f"{plural(figures.hidden, 'figure')} hidden or rounded, because small ones give someone away"
        )
    else:
        leaves.append(f"{plural(figures.pupils, 'pupil')}, each as a code of eight letters and digits")
        leaves.append(
            f"{plural(ready, 'passage')} in the words you read" + (f", and {out} left out" if out else "")
        )
        leaves.append("No names, dates of birth or contacts; weeks of the group in place of days")
    leaves += figures.beside
    return GiveState(
        leaves=tuple(leaves),
        takes=f"The file tells its reader: {WHAT_IT_IS[mode]}",
        blocked=blocked,
        earlier=_earlier(diary),
        needs_review=needs_review,
        intruder=intruder,
    )


def nothing(diary: Diary, why: str, *, is_waiting: bool = False) -> GiveState:
    """Return the third step when there is nothing to give, or not yet, with the reason in a sentence."""
    return GiveState(leaves=(), takes="", blocked=why, earlier=_earlier(diary), is_waiting=is_waiting)


def file_name(diary: Diary) -> str:
    """Return a file name that names nobody: the tutor's code towards a project manager, and a number."""
    tutor = diary.tutor
    code = Pseudonyms.of(diary, Recipient.MANAGER).code(tutor.id if tutor else diary.vault.vault_id)
    return f"bundle-{code.lower()}-{len(_given(diary)) + 1}{SUFFIX}"


def _earlier(diary: Diary) -> tuple[str, ...]:
    return tuple(_line(each) for each in _given(diary)[:EARLIER_SHOWN])


def _given(diary: Diary) -> list[Disclosure]:
    return diary.find(Disclosure, order=("-released_at", "-id"), purpose=PURPOSE)


def _line(given: Disclosure) -> str:
    """Return an earlier bundle in a line, from its entry in the log of what left."""
    said = json.loads(given.entry) if given.entry else {}
    mode = "counts only" if said.get("mode") == BundleMode.COUNTS else "pseudonymised"
    when = dates.day_and_month(given.released_at.astimezone().date(), year=True)
    days = [date.fromisoformat(day) for day in said.get("period", ())]
    about = f", {dates.day_and_month(days[0])} to {dates.day_and_month(days[-1])}" if days else ""
    return f"{when}: {given.file_name}, {mode}{about}"


def _hidden(filled: tables.Tables) -> int:
    """Return how many figures are not shown exactly."""
    return sum(
        isinstance(value, Count) and not value.is_exact
        for row_type in ROW_TYPES
        for row in filled.of(row_type)
        for value in (getattr(row, column.name) for column in columns(row_type))
    )
