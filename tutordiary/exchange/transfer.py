"""Moves an exchange file into a diary and a diary into a file: all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, TypeVar

from tutordiary.errors import BadInput, DiaryExists
from tutordiary.exchange.format import EXCHANGED, ONCE, array_of
from tutordiary.exchange.meaning import Surroundings
from tutordiary.exchange.placing import existing_for, place_rows
from tutordiary.exchange.problems import Problems, plain
from tutordiary.exchange.reading import ExchangeFile, problems_in, read_bytes, read_exchange
from tutordiary.exchange.rows import TablePreview
from tutordiary.exchange.structure import Placed
from tutordiary.exchange.writing import export_records
from tutordiary.framework import parse_framework
from tutordiary.model import FrameworkVersion, Programme, Record, Tutor
from tutordiary.vault import files

R = TypeVar("R", bound=Record)
Progress = Callable[[int], None]
TABLE_KINDS = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".numbers")
_CHUNK = 200


class Shelf(Protocol):
    """The part of a diary that import and export use."""

    @property
    def is_sample(self) -> bool:
        """Whether this is the sample diary of invented people."""

    def mark_as_sample(self) -> None:
        """Mark the diary as one of invented people."""

    def all(self, kind: type[R]) -> list[R]:
        """Return every record of a kind."""

    def add(self, *items: Record) -> None:
        """Add records that are new."""

    def remove(self, *items: Record) -> object:
        """Remove records."""

    def together(self) -> AbstractContextManager[None]:
        """Make everything written inside one transaction."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. ``counts`` pairs array names with records added, in the file's order.

    ``skipped`` counts records the diary had already; ``warnings`` are whole sentences for the tutor.
    """

    counts: tuple[tuple[str, int], ...]
    skipped: int
    warnings: tuple[str, ...]

    @property
    def added(self) -> int:
        """How many records were added altogether."""
        return sum(count for _, count in self.counts)


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote. ``warnings`` name the places that this app's own import would not take."""

    counts: tuple[tuple[str, int], ...]
    size_bytes: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What an import will do, worked out before anything is written."""

    new: tuple[Record, ...]
    replaced: tuple[Record, ...]
    skipped: int
    warnings: tuple[str, ...]


class _Held:
    """What the diary has before the import, by type and id."""

    def __init__(self, diary: Shelf) -> None:
        self.by_kind: dict[type[Record], dict[str, Record]] = {
            kind: {record.id: record for record in diary.all(kind)} for kind in EXCHANGED
        }

    @property
    def is_fresh(self) -> bool:
        """Whether the diary holds no more than it was made with: a framework, and perhaps a tutor's name."""
        return not any(held for kind, held in self.by_kind.items() if kind not in (Tutor, FrameworkVersion))

    def surroundings(self) -> Surroundings:
        """Return what a file may point at."""
        if self.is_fresh:  # the framework it was made with may give way to the file's
            return Surroundings()
        versions = self.by_kind[FrameworkVersion].values()
        bodies = [version.body for version in versions if isinstance(version, FrameworkVersion)]
        return Surroundings(
            {kind: set(held) for kind, held in self.by_kind.items()},
            tuple(parse_framework(body) for body in bodies),
        )


def import_exchange(diary: Shelf, path: Path, progress: Progress | None = None) -> ImportReport:
    """Load an exchange file into a diary. ``progress`` hears percents, from 0 to 100.

    A record the diary has already, word for word, is skipped. In a diary without entries the file's tutor and
    frameworks take the place of those it was made with, so that the copy is exact.
    Raises: BadInput naming the places; the diary is then as it was.
    """
    tell = progress or _tell_nobody
    tell(0)
    held = _Held(diary)
    read = read_exchange(read_bytes(path), path.name, held.surroundings())
    tell(40)
    if read.is_sample != diary.is_sample and not held.is_fresh:
        raise BadInput(_mixed(path.name, file_is_sample=read.is_sample))
    plan = _plan(read, held, Problems(path.name))
    with diary.together():
        if read.is_sample and not diary.is_sample:
            diary.mark_as_sample()
            made_up = "The file comes from a sample diary, so this diary is marked as a sample from now on."
            plan = replace(plan, warnings=(made_up, *plan.warnings))
        _write(diary, plan.new, plan.replaced, tell)
    return ImportReport(_counts(plan.new), plan.skipped, plan.warnings)


def _mixed(file_name: str, *, file_is_sample: bool) -> str:
    if file_is_sample:
        return (
            f"{file_name} comes from a sample diary, and its invented people do not belong among real ones."
            " Nothing was written. Make a new diary for them."
        )
    return (
        f"{file_name} holds real people, and this is the sample diary. Nothing was written."
        " Make your own diary and import the file there."
    )


def import_file(diary: Shelf, path: Path, progress: Progress | None = None) -> ImportReport:
    """Load a file by its kind: .json in full, pupils and timetables from .csv, .xlsx and .ics.

    A table or a calendar is imported when nothing in it stands in the way.
    Raises: BadInput naming the places, rows or lines; the diary is then as it was.
    """
    suffix = path.suffix.casefold()
    if suffix == ".json":
        return import_exchange(diary, path, progress)
    return import_preview(diary, preview_file(path), progress)


def preview_file(path: Path) -> TablePreview:
    """Read a table or a calendar by its kind, and write nothing. Raises: BadInput."""
    suffix = path.suffix.casefold()
    if suffix == ".ics":
        from tutordiary.exchange.calendar import preview_calendar

        return preview_calendar(path)
    if suffix in TABLE_KINDS:
        from tutordiary.exchange.tables import preview_table

        return preview_table(path)
    raise BadInput(
        f"{plain(path.name)}: only .json, .csv, .xlsx and .ics files can be imported. Nothing was written."
    )


def import_preview(diary: Shelf, preview: TablePreview, progress: Progress | None = None) -> ImportReport:
    """Add what a preview's rows say and the diary has not: pupils, groups, times. All or nothing.

    Raises: BadInput listing the rows when the preview has problems or does not fit the diary.
    """
    tell = progress or _tell_nobody
    tell(0)
    placing = place_rows(preview, existing_for(preview, diary.all))
    _write(diary, placing.records, (), tell)
    return ImportReport(_counts(placing.records), 0, (*preview.notes, *placing.notes))


def _tell_nobody(_percent: int) -> None:
    return None


def _write(diary: Shelf, new: Sequence[Record], replaced: Sequence[Record], tell: Progress) -> None:
    tell(50)
    with diary.together():
        if replaced:
            diary.remove(*replaced)
        for start in range(0, len(new), _CHUNK):
            diary.add(*new[start : start + _CHUNK])
            tell(50 + 49 * min(start + _CHUNK, len(new)) // len(new))
    tell(100)


def _plan(read: ExchangeFile, held: _Held, problems: Problems) -> _Plan:
    replaced = _made_with(read.records, held) if held.is_fresh else ()
    for record in replaced:
        del held.by_kind[type(record)][record.id]
    same_version = {} if held.is_fresh else _same_versions(read.records, held)
    keys = {_key(record): record for kind in (*ONCE, Tutor) for record in held.by_kind[kind].values()}
    new: list[Record] = []
    skipped = 0
    for placed in read.placed:
        record = _pointed_at(placed.record, same_version)
        there = held.by_kind[type(record)].get(record.id)
        if there == record or _is_same_version(record, same_version) or _is_same_tutor(record, keys):
            skipped += 1
        elif there is not None:
            problems.add(placed.place, _differences(record, there))
        elif _key(record) in keys:
            problems.add(placed.place, _clash(placed))
        else:
            new.append(record)
    problems.stop_if_any()
    return _Plan(tuple(new), replaced, skipped, read.warnings)


def _made_with(records: Iterable[Record], held: _Held) -> tuple[Record, ...]:
    """Return what a diary without entries was made with, of the types the file brings."""
    brings = {type(record) for record in records} & {Tutor, FrameworkVersion}
    return tuple(record for kind in brings for record in held.by_kind[kind].values())


def _key(record: Record) -> tuple[object, ...]:
    names = ONCE.get(type(record))
    if names:
        return (type(record), *(getattr(record, name) for name in names))
    return (Tutor,) if isinstance(record, Tutor) else (type(record), record.id)


def _same_versions(records: Iterable[Record], held: _Held) -> dict[str, str]:
    """Return, for framework versions that the diary has under another id, its id by the file's."""
    there = {
        (one.framework, one.version, one.body): one.id
        for one in held.by_kind[FrameworkVersion].values()
        if isinstance(one, FrameworkVersion)
    }
    return {
        one.id: there[one.framework, one.version, one.body]
        for one in records
        if isinstance(one, FrameworkVersion) and (one.framework, one.version, one.body) in there
    }


def _pointed_at(record: Record, same_version: dict[str, str]) -> Record:
    if isinstance(record, Programme) and record.framework_version_id in same_version:
        return replace(record, framework_version_id=same_version[record.framework_version_id])
    return record


def _is_same_version(record: Record, same_version: dict[str, str]) -> bool:
    return isinstance(record, FrameworkVersion) and record.id in same_version


def _is_same_tutor(record: Record, keys: dict[tuple[object, ...], Record]) -> bool:
    there = keys.get((Tutor,))
    return isinstance(record, Tutor) and there is not None and replace(record, id=there.id) == there


def _differences(record: Record, there: Record) -> str:
    names = [name for name in record.__slots__ if getattr(record, name) != getattr(there, name)]
    return f"the diary has a record with this id that says something else in {', '.join(names)}"


def _clash(placed: Placed) -> str:
    kind = type(placed.record)
    if kind is Tutor:
        return "the diary belongs to a tutor already, and the file names another"
    return f"the diary has another record with the same {' and '.join(ONCE[kind])}"


def _counts(records: Iterable[Record]) -> tuple[tuple[str, int], ...]:
    tally = dict.fromkeys((array_of(kind) for kind in EXCHANGED), 0)
    for record in records:
        tally[array_of(type(record))] += 1
    return tuple((array, count) for array, count in tally.items() if count)


def export_file(diary: Shelf, path: Path, *, overwrite: bool = False) -> ExportReport:
    """Write everything but concern pointers to one exchange file that only this user can read.

    The finished bytes are read back as an import would; what it would not take is in the warnings.
    Raises: DiaryExists when the file is there and ``overwrite`` is not set, CannotWrite, DiskFull.
    """
    if not overwrite and (path.exists() or path.is_symlink()):
        raise DiaryExists(
            f"{plain(path.name)} exists already and was left as it is. Choose another name for the export."
        )
    records = [record for kind in EXCHANGED for record in diary.all(kind)]
    data = export_records(records, is_sample=diary.is_sample)
    # Whatever reading back finds, the tutor's words go out: an export is the way to one's own data.
    odd = problems_in(data)
    said = ("The copy is complete, but an import would ask for these places to be put right.", *odd)
    files.write_document(path, data, "the export")
    return ExportReport(_counts(records), len(data), said if odd else ())
