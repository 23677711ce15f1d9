"""Compares a bundle with those given before: two figures, each safe alone, can tell of few pupils together.

What a bundle showed stays in its entry in the log, in the diary alone. A new figure that differs from an
earlier one by one to four, or leaves so few over, is not shown; a bundle that differs by few pupils, or tells
of more days of few pupils, does not leave. The same days again with the same figures are fine.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from tutordiary.diary import Diary
from tutordiary.errors import NotCleared
from tutordiary.evidence import Book, Period
from tutordiary.model import BundleMode, Membership, Pupil, Session
from tutordiary.release import differencing_words, small_numbers
from tutordiary.release.bundle import book_for
from tutordiary.release.rows import Row, columns
from tutordiary.release.shown_before import COMPARED, NOT_PEOPLE, Figures, Shown, earlier, figures_of, unit_of
from tutordiary.release.shown_before import to_keep as to_keep
from tutordiary.release.small_numbers import Count, exact, is_small
from tutordiary.release.tables import ALL, Scope, Tables

R = TypeVar("R", bound=Row)

LATEST = 12
TOGETHER = 3
ENROLLED = "enrolled"
# Wholes and their parts: what is left of a whole is a figure too.
_PARTS: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "attendance": (
        ("offered", ("attended", "absent", "not_recorded")),
        ("attended", ("late",)),
        ("attended", ("left_early",)),
    ),
    "enrolment": ((ENROLLED, ("left",)),),
    "judgements": (
        (ENROLLED, ("increased", "early_signs", "no_change", "less", "not_enough", "not_judged")),
        (ENROLLED, ("judged",)),
        ("increased", ("triangulated",)),
    ),
    "targets": (
        (
            "set",
            ("got_there", "nearly", "changed_my_mind", "still_going", "not_right_for_me", "not_reviewed"),
        ),
    ),
    "observations": (
        (ENROLLED, ("pupils",)),
        ("noticed", ("harder_days",)),
        ("noticed", ("by_others",)),
    ),
    "missing": ((ENROLLED, ("pupils",)),),
}
_ADDED_UP = frozenset({"attendance", "observations"})  # figures of days: two stretches of days make a sum
_OF_ANY_DAYS = frozenset({"targets"})  # figures up to a day: they overlap whatever the days are


@dataclass(frozen=True, slots=True)
class Against:
    """A bundle's tables beside what was given before. ``notes`` say what is not shown and why.

    ``refused`` is a sentence when the bundle may not leave at all; empty otherwise.
    """

    tables: Tables
    notes: tuple[str, ...] = ()
    refused: str = ""


def require(against: Against) -> Tables:
    """Return the tables that may leave. Raises: NotCleared when the bundle may not."""
    if against.refused:
        raise NotCleared(against.refused)
    return against.tables


def against_earlier(
    diary: Diary,
    scope: Scope,
    tables: Tables,
    purpose: str = "pm_bundle",
    recipient_class: str = "project_manager",
) -> Against:
    """Return a bundle's tables beside every bundle this diary gave to the same kind of recipient."""
    met = earlier(diary, purpose, recipient_class, scope.group_ids)
    if not met:
        return Against(tables)
    spans = [scope.period, *(span for one in met for span in one.days)]
    hull = Period(min(span.first for span in spans), max(span.last for span in spans))
    return compare(scope, tables, met, scope.book if hull == scope.period else book_for(diary, hull))


def compare(scope: Scope, tables: Tables, before: Sequence[Shown], book: Book | None = None) -> Against:
    """Return a bundle's tables so that they tell nothing of few pupils beside what was given ``before``.

    What was given once in this very form tells nothing new, whatever was given since.

    ``book`` must hold the days of the bundles before, too; the bundle's own is taken when it is None.
    """
    met = [one for one in before if one.groups & set(scope.group_ids)]
    book = book or scope.book
    for one in met:
        if (again := _again(scope, tables, one)) is not None:
            return again
    for one in met:
        refused = _refusal(scope, tables, one, book)
        if refused:
            return Against(tables, refused=refused)
    if not scope.is_counts:
        return Against(tables)
    figures = figures_of(tables)
    found: dict[str, Shown] = {}
    for one in _alone_and_together(met):
        for unit in sorted({*figures, *one.figures}):
            if unit not in found and _meets(one, scope.period, unit) and _tells(unit, one.figures, figures):
                found[unit] = one
    hidden = _with_the_same(found, figures)
    if not hidden:
        return Against(tables)
    given = {unit: one.given_on for unit, one in hidden.items()}
    return Against(_hide(tables, set(hidden)), notes=differencing_words.notes(scope.framework, given))


def _again(scope: Scope, tables: Tables, one: Shown) -> Against | None:
    """Return the tables as the same bundle showed them before; None when anything has changed since."""
    if (one.mode, one.days, one.groups) != (scope.mode, (scope.period,), frozenset(scope.group_ids)):
        return None
    figures = figures_of(tables)
    if set(figures) != set(one.figures):
        return None
    bare = figures_of(_hide(tables, set(figures)))
    hidden = set()
    for unit, row in figures.items():
        before = _texts(one.figures[unit])
        if before == _texts(row):
            continue
        if before != _texts(bare[unit]):
            return None
        hidden.add(unit)
    given = dict.fromkeys(hidden, one.given_on)
    return Against(_hide(tables, hidden), notes=differencing_words.notes(scope.framework, given))


def _texts(row: Mapping[str, Count]) -> dict[str, str]:
    return {name: count.text for name, count in row.items()}


def _meets(one: Shown, period: Period, unit: str) -> bool:
    return unit.partition(":")[0] in _OF_ANY_DAYS or one.meets(period)


def _alone_and_together(met: Sequence[Shown]) -> Iterator[Shown]:
    """Yield every earlier bundle, and those of the same groups and other days added up, two or three."""
    yield from met
    counted = [one for one in met if one.figures][:LATEST]
    for size in range(2, TOGETHER + 1):
        for several in itertools.combinations(counted, size):
            spans = [one.days[0] for one in several]
            apart = all(not a.touches(b.first, b.last) for a, b in itertools.combinations(spans, 2))
            if apart and len({one.groups for one in several}) == 1:
                yield _added(several)


def _added(several: Sequence[Shown]) -> Shown:
    units = set.intersection(*(set(one.figures) for one in several))
    figures = {
        unit: {
            name: _sum([one.figures[unit][name] for one in several])
            for name in several[0].figures[unit]
            if name != "pupils" and all(name in one.figures[unit] for one in several)
        }
        for unit in units
        if unit.partition(":")[0] in _ADDED_UP
    }
    return replace(
        several[0],
        days=tuple(one.days[0] for one in several),
        pupils=frozenset().union(*(one.pupils for one in several)),
        figures=figures,
    )


def _sum(counts: Sequence[Count]) -> Count:
    if all(count.is_exact for count in counts):
        return exact(sum(count.low for count in counts))
    return small_numbers.hidden(sum(count.high for count in counts))


def _tells(unit: str, before: Figures, now: Figures) -> bool:
    """Return whether a row may tell of one to four beside the same row of an earlier bundle.

    Rows that read the same tell nothing new. Of rows that differ, each must show every number, and no number
    and no rest of a whole may differ by one to four: beside a number that is left out, a reader who knows the
    rules learns too much from any other.
    """
    file = unit.partition(":")[0]
    old, new = _row(unit, before), _row(unit, now)
    common = [name for name in old if name in new]
    if all(old[name] == new[name] or old[name].text == new[name].text for name in common):
        return False
    if not all(old[name].is_exact and new[name].is_exact for name in common):
        return True
    differences = {name: new[name].low - old[name].low for name in common}
    rests = [
        differences[whole] - sum(differences.get(part, 0) for part in parts)
        for whole, parts in _PARTS[file]
        if whole in differences
    ]
    return any(is_small(abs(each)) for each in (*differences.values(), *rests))


def _row(unit: str, figures: Figures) -> dict[str, Count]:
    """Return a row's figures with the pupils enrolled beside them; what is missing for nobody is nought."""
    file = unit.partition(":")[0]
    row = dict(figures.get(unit, {"pupils": small_numbers.ZERO} if file == "missing" else {}))
    whole = figures.get(f"enrolment:{ALL}", {}).get(ENROLLED)
    if whole is not None and ENROLLED not in row:
        row[ENROLLED] = whole
    return row


def _with_the_same(found: Mapping[str, Shown], figures: Figures) -> dict[str, Shown]:
    """Return the rows to hide with those that hold the same figures: an outcome and what is missing of it."""
    hidden = {unit: one for unit, one in found.items() if unit in figures}
    for unit, one in found.items():
        file, _, key = unit.partition(":")
        outcome = key if file == "judgements" else key.rpartition("/")[2] if file == "missing" else ""
        if outcome in ("", ALL):
            continue
        for other in figures:
            name, _, of = other.partition(":")
            if (name == "judgements" and of == outcome) or (
                name == "missing" and of.rpartition("/")[2] == outcome
            ):
                hidden.setdefault(other, one)
    return hidden


def _hide(tables: Tables, units: set[str]) -> Tables:
    return Tables(
        **{
            field: tuple(_bare(row) if unit_of(row) in units else row for row in tables.of(row_type))
            for field, row_type in ((one.file, one) for one in COMPARED)
        },  # type: ignore[arg-type]
        **{
            field: getattr(tables, field)
            for field in Tables.__dataclass_fields__
            if field not in {one.file for one in COMPARED}
        },
    )


def _bare(row: R) -> R:
    """Return a row with its figures about people left out, but for the pupils enrolled."""
    return replace(
        row,
        **{
            column.name: small_numbers.hidden(getattr(row, column.name).high)
            for column in columns(type(row))
            if column.kind is Count and column.name not in {*NOT_PEOPLE, ENROLLED}
        },
    )


def _refusal(scope: Scope, tables: Tables, one: Shown, book: Book) -> str:
    """Return why a bundle may not leave beside an earlier one, as a sentence; empty when it may."""
    if not one.meets(scope.period) or scope.is_few:
        return ""
    by_code = BundleMode.PSEUDONYMISED
    pupils = {pupil.id for pupil in scope.pupils()}
    if scope.mode is not one.mode:
        # Who has no row by code, but is counted in the other bundle, could be counted out.
        without_row = one.pupils - pupils if scope.mode is by_code else pupils - one.pupils
        if is_small(len(without_row)):
            return differencing_words.other_kind(one.given_on, one.days)
    if scope.mode is by_code:
        return ""
    if _tells(f"enrolment:{ALL}", _only_enrolled(one.figures), _only_enrolled(figures_of(tables))):
        return differencing_words.few_enrolled(one.given_on, one.days)
    if is_small(len(_people_between(scope, one, book))):
        return differencing_words.few_between(one.given_on, one.days)
    return ""


def _only_enrolled(figures: Figures) -> Figures:
    unit = f"enrolment:{ALL}"
    return {unit: {name: count for name, count in figures.get(unit, {}).items() if name == ENROLLED}}


def _people_between(scope: Scope, one: Shown, book: Book) -> set[str]:
    """Return the pupils whose groups met on days, or in groups, that only one of two bundles tells of."""
    found: set[str] = set()
    mine = set(scope.group_ids)
    for group_id in mine | one.groups:
        days = {
            session.held_on
            for session in book.where(Session, "group_id", group_id)
            if (group_id in mine and session.held_on in scope.period)
            != (group_id in one.groups and any(session.held_on in days for days in one.days))
        }
        for stay in book.where(Membership, "group_id", group_id):
            if any(Period(day, day).touches(stay.joined_on, stay.left_on) for day in days):
                found.add(stay.pupil_id)
    known = {pupil.id for pupil in book.all(Pupil)}
    return found & known
