"""Opens CSV and XLSX files as rows of cells, whatever program and encoding they come from.

Nothing in a file is run: a formula counts only by the value saved with it, and text that looks like one
stays text.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from tutordiary.errors import BadInput
from tutordiary.exchange.cells import Cell, Formula
from tutordiary.exchange.headings import count_known
from tutordiary.exchange.problems import plain

LARGEST_TABLE_BYTES = 20_000_000
LARGEST_UNPACKED_BYTES = 30_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 100
_LONGEST_HEADING = 5_000
_END_OF_TABLE = 1_000  # blank rows after which a sheet is taken to have ended
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright lines"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a table. ``numbers`` holds each row's number as a person counts it, from 1.

    ``about`` says how the file was read; ``notes`` what was left aside. ``wide`` holds the row, the first and
    the last column (from 1) of cells merged across columns.
    """

    about: str
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...]
    notes: tuple[str, ...] = ()
    wide: tuple[tuple[int, int, int], ...] = ()


def refused(file_name: str, sentence: str) -> BadInput:
    """Return the refusal of a whole file."""
    return BadInput(f"{plain(file_name)}: {sentence} Nothing was written.")


def read_csv(data: bytes, file_name: str) -> Sheet:
    """Open a text table. Raises BadInput when it is no text, too long or not a table."""
    text, encoding = _decoded(data, file_name)
    if not text.strip():
        raise refused(file_name, "the file is empty.")
    delimiter = _delimiter(text)
    rows: list[tuple[Cell, ...]] = []
    numbers: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    first_line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append(tuple(cell.strip() or None for cell in row[:MOST_COLUMNS]))
                numbers.append(first_line)
            first_line = reader.line_num + 1
            if len(rows) > MOST_ROWS:
                raise refused(file_name, f"the table has more than {MOST_ROWS:,} rows.")
    except csv.Error:
        raise refused(
            file_name,
            f"the row that begins in line {first_line} cannot be read: a quotation mark in it is not closed, "
            "or stands where none can, or a cell is far too long.",
        ) from None
    return Sheet(
        f"A text table in {encoding}, columns divided by {_DELIMITERS[delimiter]}.",
        tuple(rows),
        tuple(numbers),
    )


def _decoded(data: bytes, file_name: str) -> tuple[str, str]:
    marks = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    guesses = [name for mark, name in marks if data.startswith(mark)] or _by_zeros(data)
    names = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "cp1252": "Windows-1252"}
    for encoding in guesses:
        if encoding == "cp1252":
            _refuse_mixed(data, file_name)
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, names.get(encoding, "UTF-16")
    raise refused(file_name, "this is not a text table.")


def _refuse_mixed(data: bytes, file_name: str) -> None:
    """Refuse a table whose lines were written by programs with different encodings: some would be broken."""
    utf8 = other = 0
    for number, line in enumerate(data.splitlines(), 1):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            utf8 = utf8 or number
        except UnicodeDecodeError:
            other = other or number
        if utf8 and other:
            raise refused(
                file_name,
                f"lines {min(utf8, other)} and {max(utf8, other)} hold letters in two encodings, so some "
                "would be wrong. Open the table in a spreadsheet, correct them, and save it as .xlsx.",
            )


def _by_zeros(data: bytes) -> list[str]:
    """Guess an encoding without a mark: in UTF-16, every other byte of plain letters is zero."""
    start = data[:2000]
    if start[1::2].count(0) * 2 > len(start) // 2:
        return ["utf-16-le"]
    if start[0::2].count(0) * 2 > len(start) // 2:
        return ["utf-16-be"]
    return ["utf-8", "cp1252"]


def _delimiter(text: str) -> str:
    """Return the sign that divides columns: the one that makes most known column names, then most columns."""
    lines = [line[:_LONGEST_HEADING] for line in text.splitlines()[:30] if line.strip()]

    def worth(sign: str) -> tuple[int, int]:
        split = [[cell.strip(' "') for cell in line.split(sign)] for line in lines]
        return max(count_known(cells) for cells in split), max(len(cells) for cells in split)

    return max(_DELIMITERS, key=worth)


def read_xlsx(data: bytes, file_name: str) -> Sheet:
    """Open a spreadsheet's first sheet with known column names, or its first sheet.

    Raises BadInput when it is none, is locked with a password or unpacks to more than a table may.
    """
    _check_package(data, file_name)
    try:
        with warnings.catch_warnings():
            # What the library warns of (styles, drop-downs it drops) does not touch the cells.
            warnings.simplefilter("ignore")
            return _first_table(data, file_name)
    except BadInput:
        raise
    # Damaged spreadsheets fail in the library in any way at all, and none of them is a fault of ours.
    except Exception as error:
        raise refused(file_name, "the spreadsheet is damaged or of a kind that cannot be read.") from error


def _check_package(data: bytes, file_name: str) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise refused(
            file_name,
            "this is an old or password-protected spreadsheet. Save it as .xlsx without a password first.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            if unpacked <= LARGEST_UNPACKED_BYTES:
                _refuse_entities(package, entries, file_name)
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError, EOFError):
        raise refused(file_name, "this is not an .xlsx spreadsheet, or it is damaged.") from None
    if unpacked > LARGEST_UNPACKED_BYTES:
        raise refused(file_name, "the spreadsheet unpacks to far more than a table of pupils holds.")


def _refuse_entities(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo], file_name: str) -> None:
    """Refuse parts with words they declare themselves: no program writes any, and they can grow endlessly."""
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")):
            with package.open(entry) as part:
                if b"<!DOCTYPE" in part.read(1_000):
                    raise refused(file_name, "the spreadsheet is damaged or of a kind that cannot be read.")


def _first_table(data: bytes, file_name: str) -> Sheet:
    from openpyxl import load_workbook

    values = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    formulas = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    try:
        found = [(name, _cells(values[name], file_name)) for name in _visible(values)]
        if not any(cells for _, cells in found):
            raise refused(file_name, "the spreadsheet has no sheet with cells.")
        name, cells = max(found, key=lambda one: max((count_known(row) for row in one[1][:30]), default=0))
        _mark_formulas(cells, formulas[name])
        areas = list(islice(_merged_areas(data, values[name]), MOST_ROWS))
        _fill_merged(cells, areas)
    finally:
        values.close()
        formulas.close()
    kept = [(number, tuple(row)) for number, row in enumerate(cells, 1) if _says_something(row)]
    others = [f"The sheet “{plain(other)}” was not read." for other, rows in found if other != name and rows]
    return Sheet(
        f"A spreadsheet, sheet “{plain(name)}”.",
        tuple(row for _, row in kept),
        tuple(number for number, _ in kept),
        tuple(others),
        tuple((row, first, last) for row, _, first, last in areas if first < last <= MOST_COLUMNS),
    )


def _visible(book: Any) -> list[str]:
    return [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]


def _says_something(row: list[Cell]) -> bool:
    return any(cell is not None for cell in row)


def _cells(sheet: Any, file_name: str) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    filled = blank_run = 0
    for row in sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True):
        cells = [cell.strip() or None if isinstance(cell, str) else cell for cell in row]
        blank_run = 0 if _says_something(cells) else blank_run + 1
        filled += not blank_run
        if filled > MOST_ROWS:
            raise refused(file_name, f"the sheet “{plain(sheet.title)}” has more than {MOST_ROWS:,} rows.")
        if blank_run > _END_OF_TABLE:
            break
        rows.append(cells)
    while rows and not _says_something(rows[-1]):
        rows.pop()
    return rows


def _mark_formulas(cells: list[list[Cell]], sheet: Any) -> None:
    """Put a Formula where the sheet has one whose value was not saved."""
    # A little further than the values go: rows of nothing but formulas may stand at the end.
    rows = sheet.iter_rows(max_col=MOST_COLUMNS, max_row=len(cells) + _END_OF_TABLE)
    for number, row in enumerate(rows):
        is_formula = [cell.data_type == "f" for cell in row]
        if number >= len(cells):
            if not any(is_formula):
                continue
            cells.extend([None] * len(row) for _ in range(number + 1 - len(cells)))
        line = cells[number]
        for at in range(min(len(line), len(row))):
            if is_formula[at] and line[at] is None:
                line[at] = Formula()


def _merged_areas(data: bytes, sheet: Any) -> Iterator[tuple[int, int, int, int]]:
    """Yield the merged areas of a sheet: first and last row, first and last column, counted from 1."""
    from openpyxl.utils import range_boundaries

    # The library tells of merged cells only after laying out every cell of the area, however large it says it
    # is; the few words of the file itself are enough.
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        text = package.read(sheet._worksheet_path)  # noqa: SLF001  (the name the library found for the sheet)
    for match in _MERGED.finditer(text):
        first_column, first_row, last_column, last_row = range_boundaries(match[1].decode("ascii"))
        yield first_row, last_row, first_column, last_column


def _fill_merged(cells: list[list[Cell]], areas: Iterable[tuple[int, int, int, int]]) -> None:
    """Repeat the value of cells merged downwards: one school's name beside many rows belongs to each."""
    for first_row, last_row, column, _ in areas:
        top = cells[first_row - 1] if first_row <= len(cells) else []
        if column > len(top):
            continue
        for line in cells[first_row:last_row]:
            if _says_something(line) and column <= len(line):
                line[column - 1] = top[column - 1]
