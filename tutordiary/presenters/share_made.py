"""What the review and the giving rest on, done by the worker: passages, figures, the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tutordiary.diary import Diary
from tutordiary.errors import BadInput, NotCleared
from tutordiary.evidence import Period
from tutordiary.model import Audience, BundleMode
from tutordiary.presenters.share_give import Figures, figures_of
from tutordiary.presenters.share_review import Reading, ReviewDesk
from tutordiary.presenters.share_words import CHANGED
from tutordiary.release import giving
from tutordiary.release.bundle import scope_of
from tutordiary.release.gate import GateReport, release_file
from tutordiary.release.intruder import Intruder
from tutordiary.release.review import Reviewer, ReviewItem
from tutordiary.release.rosters import whole_roster
from tutordiary.release.sealing import Sealing


@dataclass(frozen=True, slots=True)
class MadeOf:
    """What something was worked out of: the days, for what, and after how many changes of the diary.

    ``they`` says that every pupil is told of as "they".
    """

    days: Period
    programme_id: str | None
    mode: BundleMode
    changes: int
    they: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """The answer. No figures when no group met in the days; no reading then, nor for counts alone."""

    figures: Figures | None = None
    reading: Reading | None = None


def making(
    diary: Diary, desk: ReviewDesk, about: MadeOf, is_wanted: Callable[[], bool]
) -> Callable[[], Made | None]:
    """Return the work for the worker; it returns None, and reads no further, once it is not wanted."""
    taken = desk.reading((about.days, about.programme_id))

    def work() -> Made | None:
        if not is_wanted():
            return None
        try:
            scope = scope_of(diary, about.days, about.mode, programme_id=about.programme_id)
        except BadInput:
            return Made()
        figures = figures_of(diary, scope) if is_wanted() else None
        if not is_wanted():
            return None
        if about.mode is BundleMode.COUNTS:
            return Made(figures)
        reviewer = Reviewer(diary, about.days, Audience.MANAGER)
        items = reviewer.items_while(is_wanted, groups=scope.group_ids)
        return None if items is None else Made(figures, taken(reviewer, items))

    return work


def writing(
    diary: Diary,
    about: MadeOf,
    items: Sequence[ReviewItem],
    target: Path,
    made_on: date,
    changes: Callable[[], int],
    *,
    intruder: Intruder | None = None,
    sealing: Sealing | None = None,
) -> Callable[[], tuple[giving.MadeBundle, GateReport]]:
    """Return the work of making a bundle, having the gate read it and writing it to ``target``.

    It writes nothing, and raises NotCleared, when the diary has changed since ``about``: the bundle would
    hold what nobody has read. Further errors as ``giving.give_bundle``.
    """
    used = items if about.mode is BundleMode.PSEUDONYMISED else None

    def work() -> tuple[giving.MadeBundle, GateReport]:
        made = giving.prepare(
            diary,
            about.days,
            about.mode,
            used,
            made_on=made_on,
            programme_id=about.programme_id,
            intruder=intruder,
        )
        roster, own, cleared = whole_roster(diary), giving.own_texts(made), giving.cleared_words(made)
        if changes() != about.changes:
            raise NotCleared(CHANGED)
        return made, release_file(made.data, target, roster, own=own, cleared=cleared, sealing=sealing)

    return work
