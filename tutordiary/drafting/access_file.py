"""The copy of everything as records for another program: every record by its table, others taken out.

An id of the diary tells when it was made, so none goes in; numbers of the file's own stand for them.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from tutordiary.drafting.subject_access import Access
from tutordiary.model import DisclosureSubject, Record

FORMAT = "tutordiary-subject-access"
_IDS = ("evidence",)


class _Numbers:
    """Gives each id a number of its own among those of its sort, in the order they come."""

    def __init__(self) -> None:
        self._given: dict[str, str] = {}
        self._counts: dict[str, int] = {}

    def of(self, sort: str, record_id: str) -> str:
        if record_id not in self._given:
            self._counts[sort] = self._counts.get(sort, 0) + 1
            self._given[record_id] = f"{sort}-{self._counts[sort]}"
        return self._given[record_id]


def portable(access: Access, made_on: date) -> dict[str, Any]:
    """Return the copy as JSON values; fields are named as in the diary's own export, days ISO 8601."""
    numbers = _Numbers()
    told = [record for record in access.records if not isinstance(record, DisclosureSubject)]
    for record in told:
        numbers.of(record.table, record.id)
    tables: dict[str, list[dict[str, Any]]] = {}
    for record in told:
        tables.setdefault(record.table, []).append(_values(record, numbers))
    return {
        "format": FORMAT,
        "v": 1,
        "made_on": made_on.isoformat(),
        "records": tables,
        "sessions": {numbers.of("session", one): day.isoformat() for one, day in access.sessions.items()},
        "groups": {numbers.of("group", one): name for one, name in access.groups.items()},
        "named_in": [
            {"in": one.table, "day": one.day.isoformat() if one.day else None, "text": one.text}
            for one in access.mentions
        ],
        "beside": [{"kind": one.kind, "text": one.text} for one in access.asides],
    }


def _values(record: Record, numbers: _Numbers) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in fields(record):
        value = getattr(record, one.name)
        if one.name == "id":
            found["id"] = numbers.of(record.table, value)
        elif one.name in _IDS:
            found[one.name] = [numbers.of("record", each) for each in value]
        elif one.name.endswith("_id") and value:
            found[one.name] = numbers.of(one.name.removesuffix("_id"), value.partition(".")[0])
        else:
            found[one.name] = _json(value)
    return found


def _json(value: Any) -> Any:
    if isinstance(value, tuple | frozenset):
        return sorted(str(one) for one in value) if isinstance(value, frozenset) else list(value)
    return value.isoformat() if isinstance(value, date) else value
