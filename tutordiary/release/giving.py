"""Makes a bundle of what was read and cleared, sends it through the gate, and writes down that it left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import tutordiary
from tutordiary import dates
from tutordiary.diary import Diary
from tutordiary.errors import NotCleared
from tutordiary.evidence import GapKind, Period, group_week
from tutordiary.framework import shipped_framework
from tutordiary.model import Audience, Bundle, BundleMode, Disclosure, Programme, new_id
from tutordiary.release import archive, differencing, disclosures, leakscan, review_log, tables
from tutordiary.release.bundle import head_of, members, scope_of, sha256
from tutordiary.release.gate import GateReport, gate_file, release_file
from tutordiary.release.head import SUFFIX, BundleHead, names_of
from tutordiary.release.intruder import PM_BUNDLE, Intruder, intruder_blocks
from tutordiary.release.known_names import Cleared
from tutordiary.release.parts import Part
from tutordiary.release.review import Reviewer, ReviewItem, require_cleared
from tutordiary.release.rosters import whole_roster
from tutordiary.release.rows import ROW_TYPES, ExcerptRow, MissingRow, Row, WorkforceRow, columns
from tutordiary.release.sealing import Sealing
from tutordiary.release.small_numbers import THRESHOLD, Count, exact
from tutordiary.release.tables import ALL, KEY_STAGE_SHARED_BY, Scope, Tables

__all__ = [
    "Intruder",
    "MadeBundle",
    "cleared_words",
    "gate_bundle",
    "give_bundle",
    "intruder_blocks",
    "make_bundle",
    "note_given",
    "own_texts",
    "prepare",
    "review_for",
]

PURPOSE = PM_BUNDLE
RECIPIENT_CLASS = "project_manager"


@dataclass(frozen=True, slots=True)
class MadeBundle:
    """A finished bundle in memory, with what the gate needs to judge it and the log to remember it.

    ``notes`` say what is not shown because of bundles given before; ``rules`` are those it was made by, for
    the log; ``intruder`` are the tutor's answers, None where they were not asked for.
    """

    data: bytes
    head: BundleHead
    tables: Tables
    scope: Scope
    items: tuple[ReviewItem, ...]
    used: tuple[ReviewItem, ...]
    notes: tuple[str, ...] = ()
    rules: dict[str, Any] = field(default_factory=dict)
    intruder: Intruder | None = None


def review_for(diary: Diary, period: Period, *, programme_id: str | None = None) -> tuple[ReviewItem, ...]:
    """Return every passage labelled for the project manager in a period, with its state.

    Raises: BadInput when no group met in the period.
    """
    scope = scope_of(diary, period, BundleMode.PSEUDONYMISED, programme_id=programme_id)
    return Reviewer(diary, period, Audience.MANAGER).items(groups=scope.group_ids)


def prepare(
    diary: Diary,
    period: Period,
    mode: BundleMode,
    review: Sequence[ReviewItem] | None = None,
    *,
    made_on: date | None = None,
    programme_id: str | None = None,
    intruder: Intruder | None = None,
) -> MadeBundle:
    """Return a finished bundle that has not passed the gate yet. Arguments and errors as ``make_bundle``."""
    scope = scope_of(diary, period, mode, programme_id=programme_id)
    items: tuple[ReviewItem, ...] = ()
    if mode is BundleMode.PSEUDONYMISED:
        items = review_for(diary, period, programme_id=programme_id)
    used = require_cleared(items)
    if review is not None and mode is BundleMode.PSEUDONYMISED:
        _require_as_seen(used, review)
    beside = differencing.against_earlier(
        diary, scope, tables.build(scope, *_words(scope, used)), PURPOSE, RECIPIENT_CLASS
    )
    filled = differencing.require(beside)
    head = head_of(diary, scope, made_on or dates.now().date())
    rules = _rules(diary, scope)
    entry = _public_entry(mode, items, used, filled, rules, intruder)
    data = archive.write(members(head, filled, entry))
    return MadeBundle(data, head, filled, scope, items, used, beside.notes, rules, intruder)


def _require_as_seen(used: Iterable[ReviewItem], seen: Iterable[ReviewItem]) -> None:
    """Raise NotCleared unless what would leave now is, word for word, what was shown as ready to leave."""
    shown = {(item.id, item.rendered) for item in seen if item.is_ready}
    if shown != {(item.id, item.rendered) for item in used}:
        raise NotCleared(
            "Something in the diary changed after it was reviewed, so nothing was written. Review it again."
        )


def make_bundle(
    diary: Diary,
    period: Period,
    mode: BundleMode,
    review: Sequence[ReviewItem] | None = None,
    *,
    made_on: date | None = None,
    programme_id: str | None = None,
    intruder: Intruder | None = None,
) -> bytes:
    """Return a bundle's bytes: the same records, mode, review, day and answers always give the same.

    ``review`` is what the tutor saw: nothing is made unless exactly that would leave now (None compares
    nothing); counts need none. ``made_on`` is today unless given; ``intruder`` only goes into what the
    bundle says of itself.
    Raises: BadInput when no group met in the period; NeedsEyes when a passage is not read and decided;
    NotCleared when a bundle given before tells too much beside it.
    """
    return prepare(
        diary, period, mode, review, made_on=made_on, programme_id=programme_id, intruder=intruder
    ).data


def give_bundle(
    diary: Diary,
    period: Period,
    mode: BundleMode,
    target: Path,
    review: Sequence[ReviewItem] | None = None,
    *,
    recipient: str = "",
    made_on: date | None = None,
    programme_id: str | None = None,
    sealing: Sealing | None = None,
    intruder: Intruder | None = None,
) -> Disclosure:
    """Make a bundle, let the gate read it, write it to its place and to the log, or do nothing at all.

    ``intruder`` are the tutor's answers to who could recognise a child; a bundle without words needs none.
    Raises: as ``make_bundle``; NotCleared from the gate, or because of the answers; BadInput, OutOfMemory
    from ``sealing``; CannotWrite, DiskFull.
    """
    made = prepare(diary, period, mode, review, made_on=made_on, programme_id=programme_id, intruder=intruder)
    why = intruder_blocks(intruder, PURPOSE) if mode is BundleMode.PSEUDONYMISED else ""
    if why:
        raise NotCleared(why)
    roster = whole_roster(diary)
    report = release_file(
        made.data, target, roster, own=own_texts(made), cleared=cleared_words(made), sealing=sealing
    )
    with disclosures.taking_back(target):
        return note_given(diary, made, report, target.name, recipient)


def gate_bundle(diary: Diary, made: MadeBundle, name: str = f"bundle{SUFFIX}") -> GateReport:
    """Return what the gate says of a bundle, without writing anything."""
    return gate_file(
        made.data, whole_roster(diary), name=name, own=own_texts(made), cleared=cleared_words(made)
    )


def cleared_words(made: MadeBundle) -> tuple[Cleared, ...]:
    """Return the words the tutor kept although they equal a name, for the gate."""
    return tuple(item.cleared for item in made.used if item.kept_words)


def _words(scope: Scope, used: Sequence[ReviewItem]) -> tuple[list[ExcerptRow], list[WorkforceRow]]:
    """Return the cleared passages as rows, in the order of group and week."""
    excerpts: list[ExcerptRow] = []
    workforce: list[WorkforceRow] = []
    placed = sorted(
        (scope.group_names.get(item.passage.group_id or "", ""), _week(scope, item) or 0, item.id, item)
        for item in used
    )
    for group, _, _, item in placed:
        week = _week(scope, item)
        if item.passage.is_own_practice:
            workforce.append(WorkforceRow(len(workforce) + 1, week, item.passage.about, item.rendered))
            continue
        pupils = item.passage.pupil_ids
        excerpts.append(
            ExcerptRow(
                number=len(excerpts) + 1,
                pupil=scope.pseudonyms.code(pupils[0]) if len(pupils) == 1 else "",
                group=group,
                week=week,
                indicators=" ".join(item.passage.indicators),
                kind=item.passage.kind,
                source=item.passage.source,
                text=item.rendered,
            )
        )
    return excerpts, workforce


def _week(scope: Scope, item: ReviewItem) -> int | None:
    return group_week(scope.book, item.passage.group_id, item.passage.day)


def own_texts(made: MadeBundle) -> tuple[str, ...]:
    """Return every text the app writes into a bundle by itself, read from one about nobody.

    The wording of a framework counts only as the app brings it: another one can name somebody.
    """
    head, outcomes = replace(made.head, framework=names_of(shipped_framework())), made.head.framework.outcomes
    nobody = Tables(
        missing=tuple(
            MissingRow(str(kind), outcome, exact(1))
            for kind in GapKind
            for outcome in (ALL, *(o.id for o in outcomes))
        ),
        excerpts=(
            ExcerptRow(1, "", "", None, " ".join(i.id for o in outcomes for i in o.indicators), "", "", "-"),
        ),
        workforce=(WorkforceRow(1, None, "", "-"),),
    )
    counted = tables.build(made.scope)
    shown = Tables(
        **{row_type.file: nobody.of(row_type) or counted.of(row_type) for row_type in ROW_TYPES}  # type: ignore[arg-type]
    )
    data = archive.write(
        members(head, shown, _public_entry(head.mode, (), (), shown, made.rules, made.intruder))
    )
    return tuple(
        dict.fromkeys(p.text for p in leakscan.pieces(data, f"bundle{SUFFIX}") if isinstance(p, Part))
    )


def _rules(diary: Diary, scope: Scope) -> dict[str, Any]:
    """Return by which rules a bundle is made; the roster only by a keyed code."""
    return {
        "engine": tutordiary.__version__,
        "rules_sha256": review_log.rules_sha256(),
        "roster_rev": review_log.roster_revision(scope.pseudonyms, whole_roster(diary)),
        "policy": {
            "smallest_count_shown": THRESHOLD,
            "key_stage_shared_by": KEY_STAGE_SHARED_BY,
            "pronouns": review_log.pronoun_rule(diary),
        },
    }


def _public_entry(
    mode: BundleMode,
    items: Sequence[ReviewItem],
    used: Sequence[ReviewItem],
    filled: Tables,
    rules: dict[str, Any],
    intruder: Intruder | None,
) -> dict[str, Any]:
    """Return the log entry that travels in the bundle: counts only, the same for the same contents."""
    return {
        "v": 1,
        "purpose": PURPOSE,
        "recipient_class": RECIPIENT_CLASS,
        "mode": str(mode),
        **rules,
        **review_log.summary(items, used, intruder),
        "tables": [
            {"table": row_type.file, "not_shown_exactly": _hidden(filled, row_type)} for row_type in ROW_TYPES
        ],
    }


def _hidden(filled: Tables, row_type: type[Row]) -> int:
    values = [getattr(row, column.name) for row in filled.of(row_type) for column in columns(row_type)]
    return sum(isinstance(value, Count) and not value.is_exact for value in values)


def note_given(
    diary: Diary, made: MadeBundle, report: GateReport, file_name: str, recipient: str
) -> Disclosure:
    """Write down that a bundle the gate has passed was given, and how it was sealed, if it was."""
    entry = _public_entry(made.head.mode, made.items, made.used, made.tables, made.rules, made.intruder)
    entry["period"] = [made.head.first.isoformat(), made.head.last.isoformat()]
    entry["bundle"] = made.head.bundle
    entry |= differencing.to_keep(made.scope, made.tables)
    entry["texts"] = [sha256(item.rendered.encode("utf-8", "surrogatepass")) for item in made.used]
    entry["verifier"] = {"text": "pass", "reannotate": "pass", "file": "pass", "parts": report.parts}
    if report.sealed:
        entry["sealed"] = {"with": report.sealed, "inside_sha256": sha256(made.data)}
    programmes = {group.programme_id for group in made.scope.groups}
    only = programmes.pop() if len(programmes) == 1 else None
    record = Bundle(
        id=new_id(),
        mode=made.head.mode,
        period_from=made.head.first,
        period_to=made.head.last,
        made_at=dates.now(),
        programme_id=only if only and diary.get(Programme, only) else None,
        file_sha256=report.sha256,
    )
    return disclosures.note(
        diary,
        entry,
        purpose=PURPOSE,
        recipient_class=RECIPIENT_CLASS,
        recipient=recipient,
        file_name=file_name,
        file_sha256=report.sha256,
        pupil_ids=[pupil.id for pupil in made.scope.pupils()],
        also=(record,),
    )
