"""Reads tables of pupils and timetables (CSV, XLSX) into a preview that explains itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from tutordiary.exchange import cells
from tutordiary.exchange.cells import Cell, Formula, words_of
from tutordiary.exchange.headings import (
    IN_ANOTHER,
    Heading,
    column_letters,
    count_known,
    find_heading,
    first_row_unused,
)
from tutordiary.exchange.problems import Problems, plain, quoted
from tutordiary.exchange.reading import read_bytes
from tutordiary.exchange.rows import TablePreview, TableRow, bad_rows, pupil_key, squashed
from tutordiary.exchange.sheets import LARGEST_TABLE_BYTES, Sheet, read_csv, read_xlsx, refused

_MOST_NOTES = 20
_LONGEST_SAID = 120
_COLUMN_NAMES_HELP = (
    "no row of column names was found. The first row should say what each column is, for example First name, "
    "Surname, Year group, School, Group, or for a timetable School, Group, Day, Start time."
)


def preview_table(path: Path, uses: Mapping[str, str] | None = None) -> TablePreview:
    """Read a .csv or .xlsx file. Nothing is written.

    ``uses`` says by hand what columns are for, by their letters; then a table without known column names is
    no refusal, but a preview with that problem. Raises: BadInput when the file as a whole is of no use; what
    is wrong with single rows is in ``problems``.
    """
    name = path.name
    suffix = path.suffix.casefold()
    if suffix in (".csv", ".txt", ".tsv"):
        sheet = read_csv(read_bytes(path, LARGEST_TABLE_BYTES), name)
    elif suffix == ".xlsx":
        sheet = read_xlsx(read_bytes(path, LARGEST_TABLE_BYTES), name)
    elif suffix in (".xls", ".ods", ".numbers", ".xlsm", ".xlsb"):
        raise refused(name, f"{suffix} files cannot be read. Save the table as .xlsx or .csv first.")
    else:
        raise refused(name, "tables are read from .csv and .xlsx files.")
    return _preview(sheet, name, uses)


def _preview(sheet: Sheet, name: str, uses: Mapping[str, str] | None) -> TablePreview:
    heading = find_heading(sheet.rows, uses or {})
    if heading is None and (uses is None or not sheet.rows):
        raise refused(name, _COLUMN_NAMES_HELP)
    problems = Problems(name)
    if heading is None:
        problems.add("", _COLUMN_NAMES_HELP.removesuffix("."))
        shown, bad = problems.all_shown, bad_rows(problems.each)
        return TablePreview(
            plain(name), sheet.about, (), first_row_unused(sheet.rows), shown, sheet.notes, bad
        )
    _refuse_wide_names(sheet, heading, problems)
    notes = [*sheet.notes, *_unused(heading)]
    if heading.index:
        notes.append(
            f"Row {sheet.numbers[heading.index]} holds the column names; what stands above was left out."
        )
    rows: list[TableRow] = []
    for number, row in list(zip(sheet.numbers, sheet.rows, strict=True))[heading.index + 1 :]:
        said = _passed_over(row, heading)
        if said:
            notes.append(f"Row {number} was left out: {said}.")
            continue
        read = _read_row(number, row, heading, problems)
        if read is not None:
            rows.append(read)
    said_before = len(notes)
    rows = _without_doubles(rows, problems, notes)
    doubled = len(notes) - said_before  # each of them has its note
    if not rows and not problems:
        problems.add("", "there is no row below the column names")
    return TablePreview(
        plain(name),
        sheet.about,
        tuple(rows),
        heading.uses,
        problems.all_shown,
        _few(notes),
        bad_rows(problems.each, _as_it_stands(sheet, problems)),
        doubled,
    )


def _as_it_stands(sheet: Sheet, problems: Problems) -> dict[str, str]:
    """Return how the rows with problems begin, by their places."""
    wanted = {place.partition(", ")[0] for place, _ in problems.each}
    return {
        f"row {number}": plain(", ".join(str(cell) for cell in row if _is_plain(cell))[:_LONGEST_SAID])
        for number, row in zip(sheet.numbers, sheet.rows, strict=True)
        if f"row {number}" in wanted
    }


def _is_plain(cell: Cell) -> bool:
    return cell is not None and not isinstance(cell, Formula)


def _refuse_wide_names(sheet: Sheet, heading: Heading, problems: Problems) -> None:
    """Refuse a column name merged over columns that hold something: which of them it names is a guess."""
    for row, first, last in sheet.wide:
        if row != sheet.numbers[heading.index] or not heading.fields[first - 1 : first]:
            continue
        below = sheet.rows[heading.index + 1 :]
        beside = [
            at
            for at in range(first, last)
            if any(at < len(cells) and cells[at] is not None for cells in below)
        ]
        if beside:
            named = quoted(str(sheet.rows[heading.index][first - 1]))
            letters = f"{column_letters(first - 1)} to {column_letters(beside[-1])}"
            problems.add(f"row {row}", f"{named} stands over columns {letters}; give each a name of its own")


def _unused(heading: Heading) -> list[str]:
    """Say which columns hold something and are not used for want of a name of their own."""
    return [
        f"Column {use.column} “{plain(use.heading)}” was {use.why}."
        for use in heading.uses
        if not use.field and use.why.endswith(IN_ANOTHER)
    ]


def _few(notes: list[str]) -> tuple[str, ...]:
    if len(notes) <= _MOST_NOTES:
        return tuple(notes)
    return (*notes[:_MOST_NOTES], f"And {len(notes) - _MOST_NOTES} more notes of this kind.")


def _passed_over(row: tuple[Cell, ...], heading: Heading) -> str:
    """Say why a row is no entry: the column names again, or a total; empty when it is one."""
    if count_known(row) >= max(2, sum(1 for field in heading.fields if field)):
        return "it repeats the column names"
    first = next((cell for cell in row if cell is not None), "")
    if str(first).casefold().rstrip(":").split(" ")[0] in ("total", "totals", "count"):
        return "it is a total"
    return ""


def _read_row(number: int, row: tuple[Cell, ...], heading: Heading, problems: Problems) -> TableRow | None:
    """Read one row; None when nothing in it is used or something in it cannot be read."""
    place = f"row {number}"
    by_field = {
        field: row[at]
        for at, field in enumerate(heading.fields)
        if field and at < len(row) and row[at] is not None
    }
    if not by_field:
        return None
    before = len(problems)
    reader = _RowReader(place, by_field, problems)
    read = reader.read()
    if len(problems) > before:
        return None
    if heading_is_about_pupils(heading) and not read.first_name:
        problems.add(place, "the pupil's name is missing")
    elif not heading_is_about_pupils(heading) and not read.group:
        problems.add(place, "the group is missing")
    elif read.starts_at and read.weekday is None and read.held_on is None:
        problems.add(place, "there is a time, but no day")
    elif read.weekday is not None and not read.starts_at:
        problems.add(place, "there is a day, but no time")
    elif (read.weekday is not None or read.held_on is not None) and not read.group:
        problems.add(place, "there is a day, but no group")
    else:
        return read
    return None


def heading_is_about_pupils(heading: Heading) -> bool:
    """Return whether the table lists pupils, and not groups alone."""
    return bool({"first_name", "name"} & set(heading.fields))


class _RowReader:
    """Reads the used cells of one row, noting each that cannot be read."""

    def __init__(self, place: str, by_field: Mapping[str, Cell], problems: Problems) -> None:
        self._place = place
        self._cells = by_field
        self._problems = problems

    def _try(self, field: str, read: Callable[[Cell], object]) -> object:
        try:
            return read(self._cells.get(field))
        except ValueError as error:
            self._problems.add(f"{self._place}, {field.replace('_', ' ')}", str(error))
            return None

    def _text(self, field: str) -> str:
        return str(self._try(field, words_of) or "")

    def _day(self, field: str) -> date | None:
        found = self._try(field, cells.day_of)
        return found if isinstance(found, date) else None

    def _number(self, field: str, read: Callable[[Cell], object]) -> int | None:
        found = self._try(field, read)
        return found if isinstance(found, int) else None

    def _pair(self, field: str, read: Callable[[Cell], object]) -> tuple[object, str]:
        found = self._try(field, read)
        return (found[0], str(found[1])) if isinstance(found, tuple) else (None, "")

    def read(self) -> TableRow:
        first, last = self._text("first_name"), self._text("last_name")
        if not first and "name" in self._cells:
            whole = self._text("name")
            first, rest = (whole, "") if last else cells.name_parts(whole)
            last = last or rest
        weekday, time_beside_day = self._pair("weekday", cells.day_and_time_of)
        if time_beside_day and "starts_at" not in self._cells:
            self._cells = {**self._cells, "starts_at": time_beside_day}
        start, end_beside = self._pair("starts_at", cells.times_of)
        end, _ = self._pair("ends_at", cells.times_of)
        length = self._number("length_min", cells.minutes_of)
        row = TableRow(
            place=self._place,
            setting=self._text("setting"),
            group=self._text("group"),
            first_name=first,
            last_name=last,
            known_as=self._text("known_as"),
            pronouns=self._text("pronouns"),
            year_group=self._number("year_group", cells.year_group_of),
            class_name=self._text("class_name"),
            joined_on=self._day("joined_on"),
            left_on=self._day("left_on"),
            weekday=weekday if isinstance(weekday, int) else None,
            starts_at=str(start or ""),
            length_min=length or cells.minutes_between(str(start or ""), str(end or "") or end_beside),
            from_on=self._day("from_on"),
            until_on=self._day("until_on"),
            room=self._text("room"),
            held_on=self._day("held_on"),
        )
        # A day's date says its weekday too; a dated session is not a weekly one.
        return replace(row, weekday=None) if row.held_on else row


def _without_doubles(rows: list[TableRow], problems: Problems, notes: list[str]) -> list[TableRow]:
    """Leave out pupils listed twice; two children with one name and different years need telling apart."""
    kept: list[TableRow] = []
    seen: dict[tuple[str, str, str], TableRow] = {}
    for row in rows:
        key = pupil_key(row.first_name, row.last_name, row.setting or row.group)
        earlier = seen.get(key) if row.first_name else None
        if earlier is None:
            seen[key] = row
            kept.append(row)
        elif _differ(earlier.year_group, row.year_group) or _differ(earlier.class_name, row.class_name):
            problems.add(
                row.place,
                f"the same name as {earlier.place} with another year or class: "
                "add an initial to tell the two pupils apart, or correct the row",
            )
        elif row.group and _lesson(row) != _lesson(earlier):
            kept.append(row)
        else:
            notes.append(
                f"{row.place.capitalize()} names the same pupil as {earlier.place}, and is not added twice."
            )
    return kept


def _lesson(row: TableRow) -> tuple[object, ...]:
    return squashed(row.group), row.weekday, row.starts_at, row.held_on


def _differ(one: object, other: object) -> bool:
    return one not in (None, "") and other not in (None, "") and one != other
