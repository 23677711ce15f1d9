"""Where in a log the words of a record stand, for whoever comes from a search."""

from __future__ import annotations

from tutordiary.model import Activity, Observation, Record, Reflection, Voice
from tutordiary.presenters.log_fields import NEXT_TIME, LogFields
from tutordiary.presenters.log_state import Field, Place


def place_of_record(fields: LogFields, record: Record) -> Place | None:
    """Return the place of a record's words; None when the log has none for it."""
    if isinstance(record, Observation):
        about = record.pupil_id or ""
        return _item(Field.MOMENT, about, record.id, [one.id for one in fields.moments(about)])
    if isinstance(record, Voice):
        about = record.pupil_id or ""
        return _item(Field.WORDS, about, record.id, [one.id for one in fields.quotes(about)])
    if isinstance(record, Reflection):
        if record.prompt == NEXT_TIME:
            return Place(Field.NEXT_TIME)
        return Place(Field.PROMPT, record.prompt)
    if isinstance(record, Activity):
        return Place(Field.ACTIVITY, record.id)
    return None


def _item(field: Field, about: str, record_id: str, ids: list[str]) -> Place | None:
    if record_id not in ids:
        return None
    return Place(field, about, "" if record_id == ids[0] else record_id)
