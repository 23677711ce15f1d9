"""Writes the JSON Schema of the exchange file from the model.

``python -m tutordiary.exchange.schema > FILE`` renews the shipped one; a test keeps the two equal.
"""

from __future__ import annotations

import inspect
import json
import sys

from tutordiary.exchange.format import (
    DAY_PATTERN,
    FORMAT,
    ID_PATTERN,
    LONGEST_ID,
    MOMENT_PATTERN,
    MOST_INDICATORS,
    MOST_WORDS,
    TIME_PATTERN,
    VERSION,
    FieldFormat,
    Json,
    Shape,
    fields_of,
    kinds_by_array,
    short_membership,
    words_of,
)
from tutordiary.model import Pupil, Record

SCHEMA_FILE = f"exchange/{FORMAT}-{VERSION}.schema.json"

_ABOUT = (
    "The tutor's own full copy of a Tutor Diary, as one JSON object. It holds children's names and words: "
    "treat it as the diary itself. Concern pointers (that something was handed to a safeguarding lead) are "
    "in no export and have no place here. Drafts, earlier wordings, deleted entries, preferences and keys "
    "stay in the diary. Beyond this schema the app checks that ids are not used twice, that every reference "
    "finds its record, that days exist, that outcome and indicator ids and ladder steps belong to the "
    "framework, and that what can stand once (a pupil's attendance at a session, the answer to one prompt) "
    "stands once."
)


def schema() -> dict[str, Json]:
    """Return the JSON Schema (draft 2020-12) of the exchange file."""
    properties: dict[str, Json] = {
        "format": {"const": FORMAT},
        "version": {"const": VERSION},
        "made_by": {"type": "string", "maxLength": LONGEST_ID},
        "is_sample": {"type": "boolean", "description": "Whether the people in it are made up."},
    }
    definitions: dict[str, Json] = {}
    for array, kind in kinds_by_array().items():
        name = words_of(kind).replace(" ", "_")
        definitions[name] = _record(array, kind)
        properties[array] = {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tutor Diary exchange file, version 1",
        "description": _ABOUT,
        "type": "object",
        "required": ["format", "version"],
        "additionalProperties": False,
        "properties": properties,
        "$defs": definitions,
    }


def _record(array: str, kind: type[Record]) -> dict[str, Json]:
    own = fields_of(array)
    properties: dict[str, Json] = {one.name: _field(one) for one in own}
    required: list[Json] = [one.name for one in own if one.required and one.shape is not Shape.ID]
    made: dict[str, Json] = {
        "description": inspect.cleandoc(kind.__doc__ or ""),
        "type": "object",
        "required": required,
        "additionalProperties": False,
        "properties": properties,
    }
    if kind is Pupil:
        short = {one.name: _field(one) for one in short_membership()}
        for box in short.values():
            box["description"] = "Short for an entry in memberships. Exports always write the entry."
        properties.update(short)
        made["dependentRequired"] = {name: ["group_id"] for name in short if name != "group_id"}
    return made


def _field(one: FieldFormat) -> dict[str, Json]:
    box = _value(one)
    if one.shape is Shape.ID:
        box["description"] = "May be left out where nothing points at the record."
    elif one.target is not None:
        box["description"] = f"The id of a {words_of(one.target)}."
    if one.may_be_null:
        box["type"] = [str(box["type"]), "null"]
        if "enum" in box:
            box["enum"] = [*one.values, None]
    if not one.required:
        box["default"] = [] if one.shape in (Shape.TEXTS, Shape.CHOICES) else _default(one)
    return box


def _default(one: FieldFormat) -> Json:
    default = one.default
    if one.shape is Shape.CHOICE and default is not None:
        return str(default)
    assert default is None or isinstance(default, bool | int | str)
    return default


def _value(one: FieldFormat) -> dict[str, Json]:
    match one.shape:
        case Shape.NUMBER:
            return {"type": "integer", "minimum": one.lowest, "maximum": one.highest}
        case Shape.YES_NO:
            return {"type": "boolean"}
        case Shape.CHOICE:
            return {"type": "string", "enum": list(one.values)}
        case Shape.CHOICES:
            return {"type": "array", "items": {"enum": list(one.values)}, "uniqueItems": True}
        case Shape.TEXTS if one.is_indicators:
            items: dict[str, Json] = {"type": "string", "maxLength": one.longest, "pattern": ID_PATTERN}
            return {"type": "array", "items": items, "maxItems": MOST_INDICATORS, "uniqueItems": True}
        case Shape.TEXTS:
            items = {"type": "string", "maxLength": one.longest}
            return {"type": "array", "items": items, "maxItems": MOST_WORDS}
        case Shape.DAY:
            return {"type": "string", "format": "date", "pattern": DAY_PATTERN}
        case Shape.MOMENT:
            return {"type": "string", "format": "date-time", "pattern": MOMENT_PATTERN}
    box: dict[str, Json] = {"type": "string", "maxLength": one.longest}
    if one.shape in (Shape.ID, Shape.LINK):
        box["pattern"] = ID_PATTERN
    elif one.shape is Shape.TIME:
        box["pattern"] = TIME_PATTERN if one.required else f"^$|{TIME_PATTERN}"
    elif one.not_blank:
        box["pattern"] = r"\S"
    return box


def schema_text() -> str:
    """Return the schema as the text of the shipped file."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    sys.stdout.buffer.write(schema_text().encode("utf-8"))
