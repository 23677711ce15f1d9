"""Puts many tutors' bundles together for a project manager: n of N per outcome, and what to ask.

Nobody is counted twice: of one tutor the latest bundle speaks for the pupils, and earlier ones only add
sessions of days the later does not cover. Figures a bundle does not show stay a stretch, "12 to 15".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tutordiary.errors import BadInput
from tutordiary.model import BundleMode, ReviewResult
from tutordiary.release import bundle_check, small_numbers
from tutordiary.release.bundle_check import CheckedBundle
from tutordiary.release.head import FrameworkNames
from tutordiary.release.questions import Question, ask
from tutordiary.release.rows import ExcerptRow, JudgementRow, WorkforceRow
from tutordiary.release.sealing import Opener
from tutordiary.release.small_numbers import ZERO, Count, add
from tutordiary.release.tables import ALL

RESULTS = ("increased", "early_signs", "no_change", "less", "not_enough")
TARGET_FIELDS = ("set", *(str(result) for result in ReviewResult), "not_reviewed")
OBSERVATION_FIELDS = ("noticed", "pupils", "harder_days", "by_others", "group_marks")
ATTENDANCE_FIELDS = ("offered", "attended", "absent", "not_recorded", "late", "left_early")
DELIVERY_FIELDS = ("planned", "given", "cancelled", "minutes")


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file that does not count, or not wholly; ``why`` is a sentence."""

    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Total:
    """One line of a collated table: what it is about and its counts by name, in the table's order."""

    key: str
    name: str
    counts: tuple[tuple[str, Count], ...]
    bundles: int

    def count(self, field: str) -> Count:
        """Return one of the counts."""
        return dict(self.counts)[field]


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one tutor gave in the days counted, and how the places were taken."""

    tutor: str
    groups: int
    sessions: tuple[tuple[str, int], ...]
    attendance: tuple[tuple[str, Count], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """Words of one tutor, as cleared in the bundle."""

    tutor: str
    row: ExcerptRow


@dataclass(frozen=True, slots=True)
class Learned:
    """What one tutor learned, tried or needs."""

    tutor: str
    row: WorkforceRow


@dataclass(frozen=True, slots=True)
class Collation:
    """Many bundles as one. ``set_aside`` are files left out, wholly or for the pupils, with the reason.

    ``outcomes``, ``targets`` and ``missing`` are about pupils, ``delivery`` and ``observations`` about days.
    """

    bundles: tuple[CheckedBundle, ...]
    set_aside: tuple[SetAside, ...]
    refused: tuple[SetAside, ...]
    framework: FrameworkNames
    enrolled: Count
    left: Count
    outcomes: tuple[Total, ...]
    targets: tuple[Total, ...]
    observations: tuple[Total, ...]
    missing: tuple[Total, ...]
    delivery: tuple[Delivery, ...]
    questions: tuple[Question, ...]
    excerpts: tuple[Told, ...]
    workforce: tuple[Learned, ...]

    @property
    def is_pseudonymised(self) -> bool:
        """Whether any part of it has to be treated as personal data."""
        return any(bundle.head.mode is BundleMode.PSEUDONYMISED for bundle in self.bundles)

    @property
    def is_sample(self) -> bool:
        """Whether any part of it comes from a sample diary of invented people."""
        return any(bundle.head.is_sample for bundle in self.bundles)

    @property
    def tutors(self) -> int:
        """How many tutors it is from."""
        return len({bundle.head.tutor for bundle in self.bundles})


def collate_files(
    paths: Sequence[Path],
    progress: Callable[[int, int], None] | None = None,
    opener: Opener | None = None,
) -> Collation:
    """Check every file and put together those that are bundles; the others are listed in ``refused``.

    ``opener`` is what sealed ones are tried with.

    Raises: BadInput when there is no file, or none of them can be used.
    """
    checked: list[CheckedBundle] = []
    refused: list[SetAside] = []
    for number, path in enumerate(paths, start=1):
        try:
            checked.append(bundle_check.check_file(path, opener))
        except BadInput as error:
            refused.append(SetAside(path.name, str(error)))
        if progress is not None:
            progress(number, len(paths))
    if not checked:
        reasons = " ".join(each.why for each in refused)
        raise BadInput(f"There is no bundle to put together. {reasons}".strip())
    return collate(checked, refused)


def collate(checked: Sequence[CheckedBundle], refused: Sequence[SetAside] = ()) -> Collation:
    """Put checked bundles together. Raises: BadInput when there is none."""
    if not checked:
        raise BadInput("There is no bundle to put together.")
    counted, speaking, aside = _without_doubles(checked)
    framework, also = _framework(counted)
    aside += also
    outcomes = tuple(
        _total(
            row_id,
            name,
            [_outcome(bundle, row_id) for bundle in speaking],
            ("enrolled", "judged", *RESULTS, "not_judged", "triangulated"),
        )
        for row_id, name in ((outcome.id, outcome.name) for outcome in framework.outcomes)
    )
    enrolment = [row for bundle in speaking for row in bundle.tables.enrolment if row.group == ALL]
    return Collation(
        bundles=tuple(counted),
        set_aside=tuple(aside),
        refused=tuple(refused),
        framework=framework,
        enrolled=add(row.enrolled for row in enrolment),
        left=add(within(row.left, row.enrolled) for row in enrolment),
        outcomes=outcomes,
        targets=_targets(speaking),
        observations=_observations(counted, framework),
        missing=_missing(speaking, framework),
        delivery=_delivery(counted),
        questions=ask(speaking),
        excerpts=tuple(Told(b.head.tutor, row) for b in counted for row in b.tables.excerpts),
        workforce=tuple(Learned(b.head.tutor, row) for b in counted for row in b.tables.workforce),
    )


def _without_doubles(
    checked: Sequence[CheckedBundle],
) -> tuple[list[CheckedBundle], list[CheckedBundle], list[SetAside]]:
    """Return the bundles that count, those of them that speak for the pupils, and what was set aside."""
    aside: list[SetAside] = []
    first_with: dict[str, CheckedBundle] = {}
    by_tutor: dict[str, list[CheckedBundle]] = {}
    for bundle in checked:
        same = first_with.setdefault(bundle.sha256, bundle)
        if same is not bundle:
            aside.append(
                SetAside(bundle.title, f"It is the same bundle as {same.title} and is counted once.")
            )
        else:
            by_tutor.setdefault(bundle.head.tutor, []).append(bundle)
    counted: list[CheckedBundle] = []
    speaking: list[CheckedBundle] = []
    for tutor in sorted(by_tutor):
        newest_first = sorted(by_tutor[tutor], key=_newness, reverse=True)
        kept: list[CheckedBundle] = []
        for bundle in newest_first:
            over = next((other for other in kept if _overlap(bundle, other)), None)
            if over is None:
                kept.append(bundle)
            else:
                aside.append(SetAside(bundle.title, _why_double(bundle, over)))
        aside += [
            SetAside(
                bundle.title,
                f"Tutor {tutor} also sent {kept[0].title} for later days. Its sessions and signs are added; "
                "for the pupils only the later one counts, so that nobody is counted twice.",
            )
            for bundle in kept[1:]
        ]
        counted += reversed(kept)
        speaking.append(kept[0])
    return counted, speaking, aside


def _newness(bundle: CheckedBundle) -> tuple[object, ...]:
    head = bundle.head
    return (head.last, head.mode is BundleMode.PSEUDONYMISED, head.made_on, head.first, bundle.sha256)


def _overlap(a: CheckedBundle, b: CheckedBundle) -> bool:
    return a.head.first <= b.head.last and b.head.first <= a.head.last


def _why_double(bundle: CheckedBundle, over: CheckedBundle) -> str:
    same = (bundle.head.first, bundle.head.last) == (over.head.first, over.head.last)
    days = "the same days" if same else "some of the same days"
    return f"Tutor {bundle.head.tutor} also sent {over.title} for {days}. Only that one is counted."


def _framework(counted: Sequence[CheckedBundle]) -> tuple[FrameworkNames, list[SetAside]]:
    """Return the newest framework with every outcome any bundle has, and which bundles use another one."""
    newest = max((bundle.head for bundle in counted), key=lambda head: (head.last, head.made_on)).framework
    outcomes = {outcome.id: outcome for outcome in newest.outcomes}
    aside = []
    for bundle in counted:
        used = bundle.head.framework
        if (used.id, used.version) != (newest.id, newest.version):
            aside.append(
                SetAside(
                    bundle.title,
                    f"It uses version {used.version} of the framework, the others {newest.version}. "
                    "Figures with the same ids are added: check that they mean the same.",
                )
            )
        for outcome in used.outcomes:
            outcomes.setdefault(outcome.id, outcome)
    return FrameworkNames(newest.id, newest.version, newest.title, tuple(outcomes.values())), aside


def within(part: Count, whole: Count) -> Count:
    """Return a count that is not shown as a stretch that fits its whole."""
    return Count(part.low, min(part.high, whole.high)) if part.is_hidden else part


def _outcome(bundle: CheckedBundle, outcome_id: str) -> dict[str, Count] | None:
    row = next((row for row in bundle.tables.judgements if row.outcome == outcome_id), None)
    return None if row is None else narrowed(row)


def narrowed(row: JudgementRow) -> dict[str, Count]:
    """Return an outcome's counts with what is not shown narrowed by the totals it is part of."""
    enrolled = row.enrolled
    judged, not_judged = within(row.judged, enrolled), within(row.not_judged, enrolled)
    if judged.low != judged.high:
        judged = Count(max(0, enrolled.low - not_judged.high), max(0, enrolled.high - not_judged.low))
    parts = {name: within(getattr(row, name), judged) for name in RESULTS}
    for name in RESULTS:
        others = [count for other, count in parts.items() if other != name]
        if parts[name].low != parts[name].high:
            low = max(parts[name].low, judged.low - sum(count.high for count in others))
            high = min(parts[name].high, judged.high - sum(count.low for count in others))
            parts[name] = Count(low, max(low, high))
    return {
        "enrolled": enrolled,
        "judged": judged,
        **parts,
        "not_judged": not_judged,
        "triangulated": within(row.triangulated, parts["increased"]),
    }


def _total(key: str, name: str, rows: Iterable[dict[str, Count] | None], fields: Sequence[str]) -> Total:
    found = [row for row in rows if row is not None]
    return Total(key, name, tuple((field, add(row[field] for row in found)) for field in fields), len(found))


def _targets(speaking: Sequence[CheckedBundle]) -> tuple[Total, ...]:
    found: dict[str, list[dict[str, Count]]] = {}
    for bundle in speaking:
        for row in bundle.tables.targets:
            found.setdefault(row.kind, []).append(
                {field: within(getattr(row, field), row.set) for field in TARGET_FIELDS}
            )
    return tuple(_total(kind, kind, rows, TARGET_FIELDS) for kind, rows in found.items())


def _observations(counted: Sequence[CheckedBundle], framework: FrameworkNames) -> tuple[Total, ...]:
    found: dict[str, list[dict[str, Count]]] = {
        indicator.id: [] for outcome in framework.outcomes for indicator in outcome.indicators
    }
    for bundle in counted:
        everyone = next((row.enrolled for row in bundle.tables.enrolment if row.group == ALL), ZERO)
        for row in bundle.tables.observations:
            limits = {"pupils": everyone, "noticed": row.noticed, "group_marks": row.group_marks}
            found.setdefault(row.indicator, []).append(
                {
                    name: within(getattr(row, name), limits.get(name, row.noticed))
                    for name in OBSERVATION_FIELDS
                }
            )
    # Pupils of two periods may be the same ones, so that this column is not added over periods.
    fields = tuple(field for field in OBSERVATION_FIELDS if field != "pupils")
    return tuple(_total(key, framework.name_of(key), rows, fields) for key, rows in found.items())


def _missing(speaking: Sequence[CheckedBundle], framework: FrameworkNames) -> tuple[Total, ...]:
    found: dict[tuple[str, str], list[dict[str, Count]]] = {}
    for bundle in speaking:
        everyone = next((row.enrolled for row in bundle.tables.enrolment if row.group == ALL), ZERO)
        for row in bundle.tables.missing:
            found.setdefault((row.outcome, row.what), []).append({"pupils": within(row.pupils, everyone)})
    order = {outcome.id: place for place, outcome in enumerate(framework.outcomes)}
    keys = sorted(found, key=lambda key: (order.get(key[0], len(order)), key[1]))
    return tuple(
        _total(f"{what} {outcome}", framework.name_of(outcome), found[outcome, what], ("pupils",))
        for outcome, what in keys
    )


def _delivery(counted: Sequence[CheckedBundle]) -> tuple[Delivery, ...]:
    found = []
    for tutor in sorted({bundle.head.tutor for bundle in counted}):
        own = [bundle for bundle in counted if bundle.head.tutor == tutor]
        sessions = [row for bundle in own for row in bundle.tables.sessions]
        marks = [row for bundle in own for row in bundle.tables.attendance if row.group == ALL]
        planned = {row.group: row.planned for row in sessions}
        totals = {field: sum(getattr(row, field) for row in sessions) for field in DELIVERY_FIELDS}
        # What is planned is for the whole programme: the same in every bundle of a group.
        totals["planned"] = sum(planned.values())
        found.append(
            Delivery(
                tutor=tutor,
                groups=len(planned),
                sessions=tuple(totals.items()),
                attendance=tuple(
                    (field, add(within(getattr(row, field), row.offered) for row in marks))
                    for field in ATTENDANCE_FIELDS
                ),
            )
        )
    return tuple(found)


def to_pass_on(total: Total) -> Total:
    """Return an outcome's line as it may be passed on: small numbers replaced, nothing to work back from."""
    counts = dict(total.counts)
    results = [counts[name] for name in RESULTS]
    judged = counts["judged"]
    if all(count.low == count.high for count in (*results, judged)):
        shown = small_numbers.suppress_results([count.low for count in results])
    else:
        shown = tuple(_safe(count) for count in results)
    increased, backed = shown[0], counts["triangulated"]
    exactly = increased.is_exact and backed.low == backed.high
    return Total(
        total.key,
        total.name,
        (
            ("judged", _safe(judged)),
            *zip(RESULTS, shown, strict=True),
            (
                "triangulated",
                small_numbers.part_of(backed.low, increased.low)
                if exactly
                else small_numbers.hidden(judged.high),
            ),
        ),
        total.bundles,
    )


def _safe(count: Count) -> Count:
    """Return a count or a stretch that stands alone as it may be passed on."""
    if count.low == count.high:
        return small_numbers.alone(count.low)
    return count if count.low >= small_numbers.THRESHOLD else small_numbers.hidden(count.high)
