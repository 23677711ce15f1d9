"""The tables of a bundle, as dataclasses: one class for each CSV file, one field for each column.

The Frictionless schema is read from the fields, so that a file, its schema and its reader cannot part.
Codes stand for people and places, weeks of the group for dates. Both modes have every file; in counts mode
the ones about single pupils and the ones with words are there without rows.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from types import UnionType
from typing import Annotated, Any, ClassVar, TypeVar, get_args, get_origin, get_type_hints

from tutordiary.errors import BadInput
from tutordiary.release.small_numbers import FEWER, NOT_SHOWN, Count
from tutordiary.release.small_numbers import read as read_count

MAX_ROWS = 20_000
MAX_TEXT = 50_000
MAX_LINE = 500_000
HIGHEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """What every row class has: the name and title of its file, and the fields no two rows share."""

    file: ClassVar[str]
    title: ClassVar[str]
    key: ClassVar[tuple[str, ...]]
    only_pseudonymised: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class SessionRow(Row):
    """Delivery of one group."""

    file: ClassVar[str] = "sessions"
    title: ClassVar[str] = "Sessions planned and given"
    key: ClassVar[tuple[str, ...]] = ("group",)
    setting: Annotated[str, "Number that stands for the setting, for example School 1"]
    group: Annotated[str, "Number that stands for the group, for example Group 2"]
    planned: Annotated[int, "Sessions promised for the whole programme"]
    given: Annotated[int, "Sessions held in the period"]
    cancelled: Annotated[int, "Sessions cancelled in the period"]
    minutes: Annotated[int, "Minutes of the held sessions"]
    last_week: Annotated[
        int | None, "Week of the group's own calendar of the last held session in the period"
    ]


@dataclass(frozen=True, slots=True)
class AttendanceRow(Row):
    """Attendance of all groups together or of one: marks, not pupils."""

    file: ClassVar[str] = "attendance"
    title: ClassVar[str] = "Attendance"
    key: ClassVar[tuple[str, ...]] = ("group",)
    group: Annotated[str, "all, or the number that stands for the group"]
    offered: Annotated[Count, "Places offered: held sessions since each pupil joined, added up"]
    attended: Annotated[Count, "Places taken, for the whole session or part of it"]
    absent: Annotated[Count, "Marks for absent; reasons are never stored"]
    not_recorded: Annotated[Count, "Places without a mark"]
    late: Annotated[Count, "Of the attended: came late"]
    left_early: Annotated[Count, "Of the attended: left early"]


@dataclass(frozen=True, slots=True)
class EnrolmentRow(Row):
    """Who took part, for all groups together or for one."""

    file: ClassVar[str] = "enrolment"
    title: ClassVar[str] = "Pupils enrolled and left"
    key: ClassVar[tuple[str, ...]] = ("group",)
    group: Annotated[str, "all, or the number that stands for the group"]
    enrolled: Annotated[Count, "Pupils enrolled for at least a day of the period"]
    left: Annotated[Count, "Pupils of these who left before the work ended"]


@dataclass(frozen=True, slots=True)
class JudgementRow(Row):
    """n of N for one outcome."""

    file: ClassVar[str] = "judgements"
    title: ClassVar[str] = "The tutor's judgements by outcome"
    key: ClassVar[tuple[str, ...]] = ("outcome",)
    outcome: Annotated[str, "Id of the outcome in the framework"]
    enrolled: Annotated[Count, "Pupils enrolled"]
    judged: Annotated[Count, "N: pupils with a judgement on this outcome in the period"]
    increased: Annotated[Count, "n: judged increased, with the evidence the rule asks for"]
    early_signs: Annotated[Count, "Judged some early signs; never counted as increased"]
    no_change: Annotated[Count, "Judged no change seen"]
    less: Annotated[Count, "Judged less than at the start"]
    not_enough: Annotated[
        Count, "Not enough evidence, or judged increased without the evidence the rule asks for"
    ]
    not_judged: Annotated[Count, "Enrolled and not judged on this outcome"]
    triangulated: Annotated[Count, "Of the increased: backed by someone other than the tutor"]


@dataclass(frozen=True, slots=True)
class TargetRow(Row):
    """Targets of one kind by how they were reviewed."""

    file: ClassVar[str] = "targets"
    title: ClassVar[str] = "Targets by result"
    key: ClassVar[tuple[str, ...]] = ("kind",)
    kind: Annotated[str, "musical, personal, social or own (the pupil's own)"]
    set: Annotated[Count, "Targets set with pupils by the end of the period"]
    got_there: Annotated[Count, "Reviewed: got there"]
    nearly: Annotated[Count, "Reviewed: nearly"]
    changed_my_mind: Annotated[Count, "Reviewed: changed my mind; a dropped target can itself show agency"]
    still_going: Annotated[Count, "Reviewed: still going"]
    not_right_for_me: Annotated[Count, "Reviewed: not right for me"]
    not_reviewed: Annotated[Count, "Not reviewed yet"]


@dataclass(frozen=True, slots=True)
class ObservationRow(Row):
    """What was noticed of one indicator in single pupils."""

    file: ClassVar[str] = "observations"
    title: ClassVar[str] = "Observations by indicator"
    key: ClassVar[tuple[str, ...]] = ("indicator",)
    outcome: Annotated[str, "Id of the outcome"]
    indicator: Annotated[str, "Id of the indicator"]
    noticed: Annotated[
        Count, "Signs noticed in single pupils; marks for a whole group are not in this figure"
    ]
    pupils: Annotated[Count, "Different pupils they were noticed in"]
    harder_days: Annotated[Count, "Of the noticed: harder days"]
    by_others: Annotated[Count, "Of the noticed: seen or said by someone other than the tutor"]
    group_marks: Annotated[Count, "Marks set for a whole group at once, apart from the above"]


@dataclass(frozen=True, slots=True)
class MissingRow(Row):
    """Evidence that is not there."""

    file: ClassVar[str] = "missing"
    title: ClassVar[str] = "Missing evidence"
    key: ClassVar[tuple[str, ...]] = ("what", "outcome")
    what: Annotated[str, "What is missing"]
    outcome: Annotated[str, "Id of the outcome, or all when it is about pupils as a whole"]
    pupils: Annotated[Count, "Enrolled pupils it is missing for"]


@dataclass(frozen=True, slots=True)
class PupilRow(Row):
    """One pupil's time in one group, by code."""

    file: ClassVar[str] = "pupils"
    title: ClassVar[str] = "Pupils, by code"
    key: ClassVar[tuple[str, ...]] = ("pupil", "group")
    only_pseudonymised: ClassVar[bool] = True
    pupil: Annotated[str, "Code of the pupil for this recipient"]
    letter: Annotated[str, "Letter of the pupil in the group, as in the excerpts"]
    setting: Annotated[str, "Number that stands for the setting"]
    group: Annotated[str, "Number that stands for the group"]
    key_stage: Annotated[str, "Key stage, only where at least five pupils of the bundle share it"]
    joined_week: Annotated[int | None, "Week of the group's calendar the pupil joined in"]
    left_week: Annotated[int | None, "Week of the group's calendar the pupil left in"]
    offered: Annotated[int, "Sessions offered to the pupil in the period"]
    attended: Annotated[int, "Sessions the pupil came to"]


@dataclass(frozen=True, slots=True)
class PupilJudgementRow(Row):
    """One judgement, by code."""

    file: ClassVar[str] = "pupil_judgements"
    title: ClassVar[str] = "Judgements, by pupil code"
    key: ClassVar[tuple[str, ...]] = ("pupil", "outcome")
    only_pseudonymised: ClassVar[bool] = True
    pupil: Annotated[str, "Code of the pupil for this recipient"]
    outcome: Annotated[str, "Id of the outcome"]
    result: Annotated[str, "increased, early_signs, no_change, less or not_enough"]
    meets_rule: Annotated[str, "yes when the evidence the rule asks for is there, otherwise no"]
    start_point: Annotated[str, "yes or no: a dated start point is there"]
    later_dates: Annotated[int, "Different later dates with a sign of this outcome"]
    backed_by: Annotated[str, "Others who saw or said it, parted by spaces; empty for nobody yet"]


@dataclass(frozen=True, slots=True)
class ExcerptRow(Row):
    """Words the tutor read and cleared for the project manager."""

    file: ClassVar[str] = "excerpts"
    title: ClassVar[str] = "Excerpts, read and cleared by the tutor"
    key: ClassVar[tuple[str, ...]] = ("number",)
    only_pseudonymised: ClassVar[bool] = True
    number: Annotated[int, "Number in this bundle"]
    pupil: Annotated[str, "Code of the pupil, or empty when it is about a group"]
    group: Annotated[str, "Number that stands for the group"]
    week: Annotated[int | None, "Week of the group's calendar"]
    indicators: Annotated[str, "Ids of the indicators, parted by spaces"]
    kind: Annotated[str, "observation, start_point, target, judgement, voice, reflection or conversation"]
    source: Annotated[str, "Who saw or said it"]
    text: Annotated[str, "The words, with people and places replaced"]


@dataclass(frozen=True, slots=True)
class WorkforceRow(Row):
    """What the tutor learned, tried or needs."""

    file: ClassVar[str] = "workforce"
    title: ClassVar[str] = "What the tutor learned"
    key: ClassVar[tuple[str, ...]] = ("number",)
    only_pseudonymised: ClassVar[bool] = True
    number: Annotated[int, "Number in this bundle"]
    week: Annotated[int | None, "Week of the group's calendar"]
    about: Annotated[str, "Which question of the diary it answers"]
    text: Annotated[str, "The words, with people and places replaced"]


ROW_TYPES: tuple[type[Row], ...] = (
    SessionRow, AttendanceRow, EnrolmentRow, JudgementRow, TargetRow, ObservationRow, MissingRow, PupilRow,
    PupilJudgementRow, ExcerptRow, WorkforceRow,
)  # fmt: skip

R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it says, and whether cells are text, numbers, maybe numbers or counts."""

    name: str
    description: str
    kind: type
    optional: bool


_columns: dict[str, tuple[Column, ...]] = {}


def columns(row_type: type[Row]) -> tuple[Column, ...]:
    """Return a table's columns in the order of the file."""
    held = _columns.get(row_type.file)
    if held is None:
        hints = get_type_hints(row_type, include_extras=True)
        held = _columns[row_type.file] = tuple(
            _column(name, *get_args(hint)) for name, hint in hints.items() if get_origin(hint) is Annotated
        )
    return held


def _column(name: str, hint: Any, description: str) -> Column:
    optional = get_origin(hint) is UnionType
    kind = next(part for part in get_args(hint) if part is not type(None)) if optional else hint
    return Column(name, description, kind, optional)


def schema(row_type: type[Row]) -> dict[str, Any]:
    """Return a table's Frictionless schema as plain JSON values."""
    found = []
    for column in columns(row_type):
        entry: dict[str, Any] = {
            "name": column.name,
            "type": "string" if column.kind is str else "integer",
            "description": column.description,
        }
        if column.kind is Count or (column.kind is int and not column.optional):
            entry["constraints"] = {"minimum": 0}
        found.append(entry)
    return {"fields": found, "missingValues": ["", FEWER, NOT_SHOWN], "primaryKey": list(row_type.key)}


def path_of(row_type: type[Row]) -> str:
    """Return the name of a table's file inside the bundle."""
    return f"data/{row_type.file}.csv"


# A spreadsheet program would run such a cell as a formula, some of them also after spaces and marks that
# cannot be seen, or with the wide signs of Chinese and Japanese keyboards.
_FORMULA = re.compile(r"[\s\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]*[=+\-@＝＋－＠﹢﹣﹦﹫']|[\t\r\n]")


def write_csv(row_type: type[Row], rows: Sequence[Row]) -> bytes:
    """Return a table as CSV: UTF-8, one header line, CRLF. Text that could act as a formula starts with '."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(column.name for column in columns(row_type))
    for row in rows:
        writer.writerow(_cell(getattr(row, column.name)) for column in columns(row_type))
    return buffer.getvalue().encode("utf-8")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Count):
        return value.text
    text = str(value)
    return f"'{text}" if _FORMULA.match(text) else text


def read_csv(row_type: type[R], data: bytes, title: str) -> tuple[R, ...]:
    """Return the rows of a table that ``write_csv`` made.

    Raises: BadInput naming the file, the line and the column of the first thing that does not fit.
    """
    place = f"{title}, {path_of(row_type)}"
    try:
        text = data.decode("utf-8")
        if "\0" in text or max(map(len, text.split("\n"))) > MAX_LINE:
            raise BadInput(f"{place} has a line or a character that no bundle has.")
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        lines = list(islice(reader, MAX_ROWS + 1))
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"{place} is not a table that can be read.") from error
    names = [column.name for column in columns(row_type)]
    if not lines or lines[0] != names:
        raise BadInput(f"{place} should have the columns {', '.join(names)}.")
    if len(lines) > MAX_ROWS:
        raise BadInput(f"{place} has more than {MAX_ROWS:,} lines.")
    found = []
    keys: set[tuple[Any, ...]] = set()
    for number, line in enumerate(lines[1:], start=2):
        if len(line) != len(names):
            raise BadInput(f"{place}, line {number} has {len(line)} cells instead of {len(names)}.")
        values = [
            _value(column, cell, f"{place}, line {number}, {column.name}")
            for column, cell in zip(columns(row_type), line, strict=True)
        ]
        row = row_type(*values)
        key = tuple(getattr(row, name) for name in row_type.key)
        if key in keys:
            raise BadInput(f"{place}, line {number} repeats an earlier line.")
        keys.add(key)
        found.append(row)
    return tuple(found)


def _value(column: Column, cell: str, place: str) -> Any:
    if column.kind is str:
        if len(cell) > MAX_TEXT:
            raise BadInput(f"{place}: the text is longer than {MAX_TEXT:,} characters.")
        return cell[1:] if cell.startswith("'") else cell
    if column.optional and cell == "":
        return None
    try:
        count = read_count(cell, HIGHEST)
    except ValueError as error:
        raise BadInput(f"{place}: a whole number is needed here.") from error
    if count.high > HIGHEST:
        raise BadInput(f"{place}: the number is bigger than any bundle can hold.")
    if column.kind is int and not count.is_exact:
        raise BadInput(f"{place}: a whole number is needed here.")
    return count if column.kind is Count else count.low
