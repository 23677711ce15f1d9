"""Writes records as the exchange file: one canonical text for one set of records."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime

from tutordiary.errors import BugError
from tutordiary.exchange.format import (
    EXCHANGED,
    FORMAT,
    MADE_BY,
    VERSION,
    FieldFormat,
    Json,
    Shape,
    array_of,
    fields_of,
)
from tutordiary.model import Record


def moment_text(moment: datetime) -> str:
    """Return a moment as the file writes it: UTC with a ``Z``, and a fraction only where there is one."""
    if moment.tzinfo is None:
        raise BugError("A moment without a time zone reached the exchange file.")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def record_json(record: Record) -> dict[str, Json]:
    """Return a record as the file holds it: every field, defaults too, in the dataclass's order."""
    return {
        field.name: _value(field, getattr(record, field.name)) for field in fields_of(array_of(type(record)))
    }


def _value(field: FieldFormat, value: object) -> Json:
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [str(word) for word in value]
    if isinstance(value, frozenset):
        held = {str(word) for word in value}
        return [choice for choice in field.values if choice in held]
    if field.shape is Shape.CHOICE and value is not None:
        return str(value)
    if value is None or isinstance(value, bool | int | str):
        return value
    raise BugError(f"The exchange file has no way to write the field {field.name}.")


def export_records(records: Iterable[Record], *, is_sample: bool) -> bytes:
    """Return records as one exchange file: UTF-8, arrays in the model's order, each sorted by id.

    Concern pointers are left out. The same records always give the same bytes.
    """
    by_kind: dict[type[Record], list[Record]] = {kind: [] for kind in EXCHANGED}
    for record in records:
        if type(record) in by_kind:
            by_kind[type(record)].append(record)
    file: dict[str, Json] = {
        "format": FORMAT,
        "version": VERSION,
        "made_by": MADE_BY,
        "is_sample": is_sample,
    }
    for kind, found in by_kind.items():
        found.sort(key=lambda record: record.id)
        file[array_of(kind)] = [record_json(record) for record in found]
    return (json.dumps(file, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
