"""Importing a timetable or a list of pupils: look first, put right, then add all of it or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from tutordiary import dates
from tutordiary.diary import Diary
from tutordiary.errors import BadInput, TutorDiaryError
from tutordiary.exchange import headings
from tutordiary.exchange.placing import Weighed, existing_for, weigh
from tutordiary.exchange.problems import plain
from tutordiary.exchange.rows import TablePreview, TableRow
from tutordiary.exchange.tables import preview_table
from tutordiary.exchange.transfer import preview_file
from tutordiary.model import RECORD_TYPES, Record
from tutordiary.presenters.work import Runner

KINDS = "Timetables and lists (*.ics *.csv *.xlsx *.tsv *.txt)"
_TABLES = (".csv", ".tsv", ".txt", ".xlsx")
_CHUNK = 200
_WORDS = {
    "setting": ("school or centre", "schools or centres"),
    "pupil_group": ("group", "groups"),
    "pupil": ("pupil", "pupils"),
    "membership": ("place in a group", "places in groups"),
    "slot": ("weekly time", "weekly times"),
    "session": ("single session", "single sessions"),
    "closure": ("time without sessions", "times without sessions"),
}


_MAIN = ("pupil", "pupil_group", "slot", "session", "closure")
TAKEN_BACK = "Taken back. Nothing of the file is in the diary."


class Fate(StrEnum):
    """What becomes of a row; its value is how it is called."""

    NEW = "New"
    THERE = "There already"
    BAD = "Cannot be used"


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of the preview: where it stands, what it was understood as, what becomes of it and why."""

    place: str
    says: str
    fate: Fate
    why: str


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column: its letter and heading, the field it was taken for (empty: none), and why in words."""

    letters: str
    heading: str
    field: str
    why: str


@dataclass(frozen=True, slots=True)
class ImportPage:
    """A file that was looked at. ``choices`` are empty when columns cannot be chosen by hand.

    ``can_add``: nothing stands in the way. ``can_leave_out``: what stands in the way are single rows.
    """

    file_name: str
    about: str
    summary: str
    columns: tuple[ColumnLine, ...]
    choices: tuple[tuple[str, str], ...]
    rows: tuple[RowLine, ...]
    notes: tuple[str, ...]
    whole_file: tuple[str, ...]
    can_add: bool
    can_leave_out: bool
    leaves_out: bool
    add_words: str


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was read of a file and what it comes to, all worked out beside the window's thread."""

    preview: TablePreview
    weighed: Weighed
    rows: tuple[RowLine, ...]


class ImportView(Protocol):
    """What the sheet can do."""

    def show_working(self, words: str) -> None:
        """Say that something is under way; nothing can be pressed meanwhile."""

    def show_file(self, page: ImportPage) -> None:
        """Draw what was found in a file."""

    def show_refused(self, file_name: str, words: str) -> None:
        """Say why a file is of no use; another can be chosen."""

    def show_added(self, words: str, *, can_undo: bool) -> None:
        """Say what was added, or that it was taken back."""


class _Gone:
    """Stands in for a sheet that was closed: nothing is shown, but what was added still shows below."""

    def __init__(self, added: Callable[[], None]) -> None:
        self._added = added

    def show_working(self, words: str) -> None:
        """Show nothing."""

    def show_file(self, page: ImportPage) -> None:
        """Show nothing."""

    def show_refused(self, file_name: str, words: str) -> None:
        """Show nothing."""

    def show_added(self, words: str, *, can_undo: bool) -> None:  # noqa: ARG002 (as the sheet has it)
        """Let the page below draw itself anew."""
        self._added()


class ImportPresenter:
    """Reads the file beside the window's thread, keeps what was chosen, and adds it when asked to."""

    def __init__(self, diary: Diary, view: ImportView, runner: Runner) -> None:
        self._diary = diary
        self._view = view
        self._runner = runner
        self._path: Path | None = None
        self._by_hand: dict[str, str] = {}
        self._leaves_out = False
        self._looked: _Looked | None = None
        self._added: tuple[Record, ...] = ()
        self._turn = 0
        self._is_writing = False

    def let_go(self, added: Callable[[], None]) -> None:
        """Show nothing more: the sheet is closed. ``added`` is called when what is under way was added."""
        self._view = _Gone(added)

    def look(self, path: Path) -> None:
        """Read a file and show what it would add. Nothing is written; nothing happens while something is."""
        if self._is_writing:
            return
        self._path, self._by_hand, self._leaves_out = path, {}, False
        self._read()

    def use(self, letters: str, field: str) -> None:
        """Take a column for something else; empty for nothing."""
        self._by_hand[letters] = field
        self._read()

    def leave_out(self, *, on: bool) -> None:
        """Leave the rows that cannot be used out of the import, or not."""
        self._leaves_out = on
        self._show()

    def _read(self) -> None:
        path, by_hand = self._path, dict(self._by_hand)
        if path is None:
            return
        self._looked = None
        self._turn += 1
        turn = self._turn
        self._view.show_working(f"Reading {plain(path.name)}…")

        def work() -> _Looked:
            preview = _preview(path, by_hand)
            weighed = weigh(preview, existing_for(preview, self._diary.all))
            return _Looked(preview, weighed, _rows(weighed))

        def done(looked: _Looked) -> None:
            if turn == self._turn:
                self._looked = looked
                self._show()

        def failed(error: TutorDiaryError) -> None:
            if turn == self._turn:
                self._view.show_refused(plain(path.name), str(error))

        self._runner.run(work, done, failed)

    def add(self) -> None:
        """Add what the file says and the diary has not; nothing happens while something stands in the way."""
        if self._looked is None or not self._page(self._looked).can_add:
            return
        preview, looked_at = self._looked.preview, self._looked.weighed
        self._looked = None  # a second press must not add it twice
        self._is_writing = True
        self._view.show_working("Adding…")

        def work() -> tuple[Record, ...]:
            weighed = weigh(preview, existing_for(preview, self._diary.all))
            if len(weighed.bad) != len(looked_at.bad) or len(weighed.records) != len(looked_at.records):
                raise BadInput("The diary changed since the file was read. Nothing was added. Look again.")
            with self._diary.together():
                for start in range(0, len(weighed.records), _CHUNK):
                    self._diary.add(*weighed.records[start : start + _CHUNK])
            return weighed.records

        def done(records: tuple[Record, ...]) -> None:
            self._is_writing = False
            self._added = records
            self._view.show_added(f"Added: {counted(records)}.", can_undo=True)

        def failed(error: TutorDiaryError) -> None:
            self._is_writing = False
            self._view.show_refused(preview.file_name, str(error))

        self._runner.run(work, done, failed)

    def undo(self) -> None:
        """Take back what was added; it goes where removed things go."""
        records, self._added = self._added, ()
        if not records:
            return
        self._is_writing = True
        self._view.show_working("Taking it back…")

        def work() -> None:
            order = {kind: number for number, kind in enumerate(RECORD_TYPES)}
            with self._diary.together():
                self._diary.remove(*sorted(records, key=lambda record: order[type(record)]))

        def say(words: str) -> None:
            self._is_writing = False
            self._view.show_added(words, can_undo=False)

        self._runner.run(work, lambda _none: say(TAKEN_BACK), lambda error: say(str(error)))

    # Words ----------------------------------------------------------------------------------------

    def _show(self) -> None:
        if self._looked is not None:
            self._view.show_file(self._page(self._looked))

    def _page(self, looked: _Looked) -> ImportPage:
        preview, weighed = looked.preview, looked.weighed
        whole = tuple(sentence_of(bad.sentence) for bad in weighed.bad if not bad.place)
        singles = [bad for bad in weighed.bad if bad.place]
        is_clear = not whole and (not singles or self._leaves_out)
        is_table = self._path is not None and self._path.suffix.casefold() in _TABLES
        return ImportPage(
            file_name=preview.file_name,
            about=preview.about,
            summary=_summary(weighed, len(singles), preview.doubled),
            columns=tuple(ColumnLine(use.column, use.heading, use.field, use.why) for use in preview.mapping),
            choices=headings.choices() if is_table else (),
            rows=looked.rows,
            notes=preview.notes,
            whole_file=whole,
            can_add=is_clear and bool(weighed.records),
            can_leave_out=not whole and bool(singles) and bool(weighed.records),
            leaves_out=self._leaves_out,
            add_words=add_words(weighed.records),
        )


def _preview(path: Path, by_hand: dict[str, str]) -> TablePreview:
    if path.suffix.casefold() == ".json":
        raise BadInput(
            f"{plain(path.name)}: a whole diary comes in at the command line: tutordiary import. "
            "Here, choose a timetable or a list of pupils. Nothing was written."
        )
    if path.suffix.casefold() in _TABLES:
        return preview_table(path, by_hand)
    return preview_file(path)


def sentence_of(words: str) -> str:
    """Return words with a capital letter and a full stop."""
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith(('.', '?')) else '.'}"


def counted(records: tuple[Record, ...]) -> str:
    """Return how many of each kind: "12 pupils, 3 groups"."""
    tally = Counter(record.table for record in records)
    parts = [_count(table, tally[table]) for table in _WORDS if tally[table]]
    return ", ".join(parts) or "nothing"


def add_words(records: tuple[Record, ...]) -> str:
    """Return what the button says that adds them."""
    tally = Counter(record.table for record in records)
    main = next((table for table in _MAIN if tally[table]), "")
    if not main:
        return "Add it" if records else "Nothing new to add"
    return f"Add {_count(main, tally[main])}{' and what belongs there' if len(tally) > 1 else ''}"


def _count(table: str, count: int) -> str:
    one, many = _WORDS[table]
    return f"{count:,} {one if count == 1 else many}"


def _summary(weighed: Weighed, bad: int, doubled: int) -> str:
    new = sum(1 for one in weighed.outcomes if one.adds)
    there = len(weighed.outcomes) - new
    total = len(weighed.outcomes) + bad + doubled
    twice = f", {doubled:,} of them twice" if doubled else ""
    words = [f"{total:,} {'row' if total == 1 else 'rows'} read{twice}. New: {counted(weighed.records)}."]
    if there:
        words.append(f"{there:,} {'row is' if there == 1 else 'rows are'} in the diary already.")
    if bad:
        words.append(f"{bad:,} {'row' if bad == 1 else 'rows'} cannot be used.")
    return " ".join(words)


def _rows(weighed: Weighed) -> tuple[RowLine, ...]:
    lines = [RowLine(bad.place, bad.says, Fate.BAD, bad.sentence) for bad in weighed.bad if bad.place]
    for one in weighed.outcomes:
        fate = Fate.NEW if one.adds else Fate.THERE
        adds = ", ".join(_WORDS[table][0] for table in one.adds if table in _WORDS)
        note = one.note.partition(": ")[2].rstrip(".")
        why = f"adds a {adds}" if adds else note or "said before, or in the diary"
        lines.append(RowLine(one.row.place, _says(one.row), fate, why))
    return tuple(lines)


def _says(row: TableRow) -> str:
    parts = [row.full_name]
    if row.year_group is not None:
        parts.append(f"Year {row.year_group}" if row.year_group else "Reception")
    parts += [row.class_name, row.group, row.setting]
    if row.weekday is not None:
        parts.append(f"{dates.WEEKDAYS[row.weekday]}s {dates.clock(row.starts_at)}")
    if row.held_on is not None:
        off = " does not happen" if row.cancelled else ""
        parts.append(f"{dates.long_day(row.held_on, year=True)} {dates.clock(row.starts_at)}{off}".strip())
    if row.closure and row.from_on and row.until_on:
        first, last = (dates.day_and_month(day, year=True) for day in (row.from_on, row.until_on))
        parts.append(f"{row.closure}, {first}" + (f" to {last}" if last != first else ""))
    return ", ".join(part for part in parts if part)
