"""What the exchange file looks like, worked out from the record dataclasses.

A field of a record is a field of the file, with the same name: nothing here lists them. Concern pointers
are the one record type that stays behind: they point at a worry about a child, and leave in no export.
"""

from __future__ import annotations

import re
from dataclasses import MISSING, dataclass, fields, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import TypeAlias, Union, get_args, get_origin, get_type_hints

import tutordiary
from tutordiary.model import (
    RECORD_TYPES,
    Attendance,
    CaseStudyVersion,
    ConcernPointer,
    Disclosure,
    FrameworkVersion,
    Group,
    Membership,
    Pupil,
    Record,
    Reflection,
    ReportChoice,
    ReportSection,
    ServiceTemplate,
    Setting,
)

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

FORMAT = "tutor-diary-exchange"
VERSION = 1
MADE_BY = f"Tutor Diary {tutordiary.__version__}"
HEAD = ("format", "version", "made_by", "is_sample")

EXCHANGED: tuple[type[Record], ...] = tuple(kind for kind in RECORD_TYPES if kind is not ConcernPointer)

LONGEST_TEXT = 20_000
LONGEST_BODY = 1_000_000
LONGEST_ID = 100
MOST_WORDS = 500
MOST_INDICATORS = 3

ID_PATTERN = r"^\S+$"
DAY_PATTERN = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
TIME_PATTERN = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
MOMENT_PATTERN = (
    r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?(Z|\+00:00)$"
)

# What the diary's unique indexes hold apart, so that a clash is named before anything is written.
ONCE: dict[type[Record], tuple[str, ...]] = {
    Attendance: ("session_id", "pupil_id"),
    Reflection: ("session_id", "prompt"),
    ReportSection: ("report_id", "section"),
    ReportChoice: ("report_id", "item_id"),
    FrameworkVersion: ("framework", "version"),
}

_SAME_PLURAL = ("attendance", "evidence")
_RANGES = {"weekday": (0, 6), "year_group": (0, 13), "step": (0, 20), "face": (0, 10), "face_scale": (3, 5)}
_ANY_COUNT = (0, 10_000)
_LONG = {
    (FrameworkVersion, "body"),
    (Disclosure, "entry"),
    (CaseStudyVersion, "body"),
    (ServiceTemplate, "body"),
    (ServiceTemplate, "logo"),
}
_NAMED = {(Pupil, "first_name"), (Setting, "name"), (Group, "working_name")}


class Shape(StrEnum):
    """What sort of JSON value a field takes."""

    ID = "id"
    LINK = "link"
    TEXT = "text"
    TIME = "time"
    DAY = "day"
    MOMENT = "moment"
    NUMBER = "number"
    YES_NO = "yes or no"
    CHOICE = "choice"
    TEXTS = "texts"
    CHOICES = "choices"


@dataclass(frozen=True, slots=True)
class FieldFormat:
    """How one field stands in the file.

    ``may_be_null`` fields take null for "not known"; ``required`` ones have no default. ``target`` is the
    type a LINK points at; ``lowest`` and ``highest`` bound a NUMBER; ``longest`` counts a text's characters.
    """

    name: str
    shape: Shape
    may_be_null: bool
    required: bool
    default: object
    choices: type[StrEnum] | None = None
    target: type[Record] | None = None
    lowest: int = 0
    highest: int = 0
    longest: int = LONGEST_TEXT
    not_blank: bool = False

    @property
    def values(self) -> tuple[str, ...]:
        """The words a CHOICE or CHOICES field may hold, in the order of its list; empty for the others."""
        return () if self.choices is None else tuple(str(choice) for choice in self.choices)

    @property
    def is_indicators(self) -> bool:
        """Whether this holds ids of the framework's indicators."""
        return self.shape is Shape.TEXTS and self.name == "indicators"


@cache
def _words(class_name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", class_name).lower()


def words_of(kind: type[Record]) -> str:
    """Return what one record of a type is called in a sentence, as in ``start point``."""
    return _words(kind.__name__)


def array_of(kind: type[Record]) -> str:
    """Return the name of the array that holds a record type, as in ``start_points``."""
    return _array(kind.__name__)


@cache
def _array(class_name: str) -> str:
    name = _words(class_name).replace(" ", "_")
    if name.endswith(_SAME_PLURAL):
        return name
    if name.endswith("y"):
        return f"{name[:-1]}ies"
    return f"{name}es" if name.endswith("ch") else f"{name}s"


@cache
def kinds_by_array() -> dict[str, type[Record]]:
    """Return the record types by array name, in the order of the file."""
    return {array_of(kind): kind for kind in EXCHANGED}


@cache
def _link_targets() -> dict[str, type[Record]]:
    return {f"{words_of(kind).replace(' ', '_')}_id": kind for kind in EXCHANGED}


@cache
def fields_of(array: str) -> tuple[FieldFormat, ...]:
    """Return the fields of the record type in an array, in the dataclass's order (``id`` first)."""
    kind = kinds_by_array()[array]
    hints = get_type_hints(kind)
    return tuple(_field(kind, field.name, hints[field.name], field.default) for field in fields(kind))


@cache
def short_membership() -> tuple[FieldFormat, ...]:
    """Return the fields a pupil may also carry in the file, to join a group without a membership entry."""
    return tuple(field for field in fields_of(array_of(Membership)) if field.name not in ("id", "pupil_id"))


def _field(kind: type[Record], name: str, hint: object, default: object) -> FieldFormat:
    may_be_null = get_origin(hint) in (Union, UnionType)
    if may_be_null:
        (hint,) = (part for part in get_args(hint) if part is not type(None))
    base = FieldFormat(
        name=name,
        shape=Shape.TEXT,
        may_be_null=may_be_null,
        required=default is MISSING,
        default=None if default is MISSING else default,
        longest=LONGEST_BODY if (kind, name) in _LONG else LONGEST_TEXT,
        not_blank=(kind, name) in _NAMED,
    )
    return _shaped(base, hint)


def _shaped(base: FieldFormat, hint: object) -> FieldFormat:
    simple = {date: Shape.DAY, datetime: Shape.MOMENT, bool: Shape.YES_NO}
    if get_origin(hint) is tuple:
        return replace(base, shape=Shape.TEXTS)
    if get_origin(hint) is frozenset:
        (member,) = get_args(hint)
        return replace(base, shape=Shape.CHOICES, choices=member)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return replace(base, shape=Shape.CHOICE, choices=hint)
    if hint is int:
        lowest, highest = _RANGES.get(base.name, _ANY_COUNT)
        return replace(base, shape=Shape.NUMBER, lowest=lowest, highest=highest)
    if isinstance(hint, type) and hint in simple:
        return replace(base, shape=simple[hint])
    if base.name == "id":
        return replace(base, shape=Shape.ID, longest=LONGEST_ID)
    if base.name in _link_targets():
        return replace(base, shape=Shape.LINK, target=_link_targets()[base.name], longest=LONGEST_ID)
    return replace(base, shape=Shape.TIME) if base.name == "starts_at" else base
