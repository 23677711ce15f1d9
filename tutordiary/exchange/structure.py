"""Turns the parsed file into records, field by field, and names every value of the wrong kind.

Checks what the shipped JSON Schema says; what a record means next to others is checked in ``meaning``.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date, datetime

from tutordiary.exchange.format import (
    DAY_PATTERN,
    FORMAT,
    HEAD,
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
    array_of,
    fields_of,
    kinds_by_array,
    short_membership,
)
from tutordiary.exchange.problems import Problems, did_you_mean, plain, quoted
from tutordiary.model import CROCKFORD, Membership, Pupil, Record

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_DERIVED_LENGTH = 20


class Doubled(dict[str, Json]):
    """A JSON object in which a key stood more than once; ``keys_twice`` names them."""

    keys_twice: tuple[str, ...] = ()


class NotANumber(float):
    """What stands in the tree for NaN and Infinity, which JSON does not have."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A record and where in the file it stands, as in ``pupils[3]``."""

    place: str
    record: Record


@dataclass(slots=True)
class Structure:
    """What the file holds. ``ids`` also has the ids of records that could not be read for another reason."""

    placed: list[Placed] = field(default_factory=list)
    ids: dict[type[Record], set[str]] = field(default_factory=dict)
    is_sample: bool = False
    made_by: str = ""


class _Wrong(Exception):
    """One value is not what its field takes; the text says what is wrong with it."""

    def __init__(self, sentence: str, within: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.within = within


def read_structure(tree: Json, problems: Problems) -> Structure:
    """Read every array of the parsed file; what cannot be read is noted and left out."""
    found = Structure()
    if not isinstance(tree, dict):
        problems.add("", "this is not an exchange file: it must hold one JSON object")
        return found
    if not _read_head(tree, found, problems):
        return found
    _note_doubled(tree, "", problems)
    arrays = kinds_by_array()
    for key in tree:
        if key == "concern_pointers":
            problems.add(key, "concern pointers never travel in an exchange file")
        elif key not in arrays and key not in HEAD:
            problems.add(plain(key[:LONGEST_ID]), f"not a field{did_you_mean(key, (*arrays, *HEAD))}")
    for array, kind in arrays.items():
        entries = tree.get(array, [])
        if isinstance(entries, list):
            _read_array(array, kind, entries, found, problems)
        else:
            problems.add(array, "not a list")
    return found


def _read_head(tree: dict[str, Json], found: Structure, problems: Problems) -> bool:
    """Read what the file says of itself; False when the rest is not worth reading."""
    if tree.get("format") != FORMAT:
        problems.add("format", f'this is not an exchange file: "{FORMAT}" is needed here')
        return False
    version = tree.get("version")
    if isinstance(version, bool) or version != VERSION:
        newer = isinstance(version, int | float) and version > VERSION
        problems.add(
            "version",
            "the file was made by a newer Tutor Diary than this one" if newer else f"must be {VERSION}",
        )
        return False
    is_sample, made_by = tree.get("is_sample", False), tree.get("made_by", "")
    if isinstance(is_sample, bool):
        found.is_sample = is_sample
    else:
        problems.add("is_sample", "not true or false")
    if isinstance(made_by, str) and len(made_by) <= LONGEST_ID and not _HALF_CHARACTER.search(made_by):
        found.made_by = made_by
    else:
        problems.add("made_by", "not a short text")
    return True


def _note_doubled(box: dict[str, Json], place: str, problems: Problems) -> None:
    if isinstance(box, Doubled):
        for key in box.keys_twice:
            problems.add(_inside(place, key), "given twice")


def _inside(place: str, key: str) -> str:
    name = plain(key[:LONGEST_ID])
    return f"{place}.{name}" if place else name


def _read_array(
    array: str, kind: type[Record], entries: list[Json], found: Structure, problems: Problems
) -> None:
    ids = found.ids.setdefault(kind, set())
    without_id: list[tuple[str, dict[str, object], dict[str, object]]] = []
    for number, entry in enumerate(entries):
        place = f"{array}[{number}]"
        if not isinstance(entry, dict):
            problems.add(place, "not an object in braces")
            continue
        values, extra = _read_entry(array, kind, entry, place, problems)
        record_id = values.get("id") if values is not None else entry.get("id")
        if isinstance(record_id, str):
            if record_id in ids:
                problems.add(f"{place}.id", f"{quoted(record_id)} is used twice")
                continue
            ids.add(record_id)
        if values is None:
            continue
        if record_id is None:
            without_id.append((place, values, extra))
        else:
            _place(kind, values, extra, place, found)
    # Last, so that a derived id never takes one that the file gives.
    for place, values, extra in without_id:
        values["id"] = derived_id(array, values, ids)
        ids.add(str(values["id"]))
        _place(kind, values, extra, place, found)


def _place(
    kind: type[Record], values: dict[str, object], extra: dict[str, object], place: str, found: Structure
) -> None:
    record = kind(**values)  # type: ignore[arg-type]  # each value was checked against the field's own hint
    found.placed.append(Placed(place, record))
    if extra:
        joins: dict[str, object] = {"pupil_id": record.id, **extra}
        ids = found.ids.setdefault(Membership, set())
        joins["id"] = derived_id(array_of(Membership), joins, ids)
        ids.add(str(joins["id"]))
        found.placed.append(Placed(place, Membership(**joins)))  # type: ignore[arg-type]


def _read_entry(
    array: str, kind: type[Record], entry: dict[str, Json], place: str, problems: Problems
) -> tuple[dict[str, object] | None, dict[str, object]]:
    """Return the values of a record, or None when one of them is wrong, and a pupil's short membership."""
    before = len(problems)
    known = {one.name: one for one in fields_of(array)}
    short = {one.name: one for one in short_membership()} if kind is Pupil else {}
    _note_doubled(entry, place, problems)
    for key in entry:
        if key not in known and key not in short:
            hint = did_you_mean(key, (*known, *short))
            problems.add(_inside(place, key), f"not a field{hint}")
    values: dict[str, object] = {}
    extra: dict[str, object] = {}
    for name, one in known.items():
        if name in entry:
            _take(one, entry[name], place, values, problems)
        elif one.required and one.shape is not Shape.ID:
            problems.add(f"{place}.{name}", "missing")
    for name, one in short.items():
        if name in entry:
            _take(one, entry[name], place, extra, problems)
            if "group_id" not in entry:
                problems.add(f"{place}.group_id", f"missing: {name} needs the group that was joined")
                break
    return (values if len(problems) == before else None), extra


def _take(one: FieldFormat, value: Json, place: str, values: dict[str, object], problems: Problems) -> None:
    try:
        values[one.name] = field_value(one, value)
    except _Wrong as wrong:
        problems.add(f"{place}.{one.name}{wrong.within}", wrong.sentence)


def field_value(one: FieldFormat, value: Json) -> object:
    """Return the record's value for a field's JSON value. Raises a private error naming what is wrong."""
    if isinstance(value, NotANumber):
        raise _Wrong("NaN and Infinity are not numbers that JSON has")
    if value is None:
        if one.may_be_null:
            return None
        raise _Wrong("null, but something is needed here")
    if one.shape is Shape.NUMBER:
        return _number(one, value)
    if one.shape is Shape.YES_NO:
        if isinstance(value, bool):
            return value
        raise _Wrong("not true or false")
    if one.shape in (Shape.TEXTS, Shape.CHOICES):
        return _several(one, value)
    return _one_text(one, value)


def _number(one: FieldFormat, value: Json) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _Wrong("not a whole number")
    if isinstance(value, float) and not value.is_integer():
        raise _Wrong("not a whole number")
    if not one.lowest <= value <= one.highest:
        raise _Wrong(f"not between {one.lowest} and {one.highest}")
    return int(value)


def _several(one: FieldFormat, value: Json) -> object:
    if not isinstance(value, list):
        raise _Wrong("not a list")
    most = MOST_INDICATORS if one.is_indicators else MOST_WORDS
    if len(value) > most:
        raise _Wrong(f"more than {most} entries")
    words = []
    for number, entry in enumerate(value):
        try:
            word = _text(entry, one.longest)
            if one.is_indicators:
                _match(ID_PATTERN, word, "not an indicator id")
            words.append(_choice(one, word) if one.choices else word)
        except _Wrong as wrong:
            raise _Wrong(wrong.sentence, f"[{number}]") from None
    if one.choices or one.is_indicators:
        _refuse_repeats(words)
    return frozenset(words) if one.choices else tuple(words)


def _refuse_repeats(words: list[str]) -> None:
    for number, word in enumerate(words):
        if word in words[:number]:
            raise _Wrong("given twice", f"[{number}]")


def _text(value: Json, longest: int) -> str:
    if not isinstance(value, str):
        raise _Wrong("not a text in quotation marks")
    if len(value) > longest:
        raise _Wrong(f"longer than {longest:,} characters")
    if _HALF_CHARACTER.search(value):
        raise _Wrong("holds half a character (a lone surrogate)")
    return value


def _match(pattern: str, text: str, sentence: str) -> None:
    # The file's patterns end in $, which Python also matches before a last line break.
    if not re.match(pattern, text) or text.endswith("\n"):
        raise _Wrong(sentence)


def _choice(one: FieldFormat, word: str) -> str:
    if word not in one.values or one.choices is None:
        raise _Wrong(f"not one of {', '.join(one.values)}")
    return one.choices(word)


def _one_text(one: FieldFormat, value: Json) -> object:
    if one.shape is Shape.DAY:
        return _day(value)
    if one.shape is Shape.MOMENT:
        return _moment(value)
    text = _text(value, one.longest)
    if one.shape is Shape.CHOICE:
        return _choice(one, text)
    if one.shape is Shape.TIME and (text or one.required):
        _match(TIME_PATTERN, text, "not a time of day such as 09:30")
    if one.shape in (Shape.ID, Shape.LINK):
        _match(ID_PATTERN, text, "not an id: letters, digits and signs without spaces")
    if one.not_blank and not text.strip():
        raise _Wrong("empty, but a name is needed here")
    return text


def _day(value: Json) -> date:
    if not isinstance(value, str):
        raise _Wrong("not a date")
    _match(DAY_PATTERN, value, "not a date")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise _Wrong("not a date") from None


def _moment(value: Json) -> datetime:
    if not isinstance(value, str):
        raise _Wrong("not a moment such as 2026-03-02T09:30:00Z")
    _match(MOMENT_PATTERN, value, "not a moment in UTC such as 2026-03-02T09:30:00Z")
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise _Wrong("not a moment such as 2026-03-02T09:30:00Z") from None


def derived_id(array: str, values: dict[str, object], taken: set[str]) -> str:
    """Return an id made from what a record says, so that the same file gives the same ids each time.

    Records with the same words get different ids, in the order of the file.
    """
    said = repr(sorted((name, _stable(value)) for name, value in values.items() if name != "id"))
    turn = 0
    while True:
        digest = hashlib.sha256(f"{array}\n{turn}\n{said}".encode()).digest()
        number = int.from_bytes(digest, "big")
        made = "".join(CROCKFORD[(number >> (5 * at)) & 31] for at in range(_DERIVED_LENGTH))
        if made not in taken:
            return made
        turn += 1


def _stable(value: object) -> str:
    return repr(sorted(value)) if isinstance(value, frozenset) else repr(value)
