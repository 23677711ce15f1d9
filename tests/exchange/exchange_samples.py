"""Records and files for the tests of the exchange, built from the field rules of the model alone."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime

from hypothesis import strategies as st

from tutordiary.exchange.format import (
    EXCHANGED,
    FORMAT,
    VERSION,
    FieldFormat,
    Shape,
    array_of,
    fields_of,
)
from tutordiary.framework import shipped_framework
from tutordiary.model import JudgementEvidence, Record

BACKBONE = "backbone"
INDICATORS = tuple(indicator.id for indicator in shipped_framework().indicators)
OUTCOMES = tuple(outcome.id for outcome in shipped_framework().outcomes)
TEXT = st.text(st.characters(blacklist_categories=("Cs",)), max_size=30)
NAME = TEXT.filter(str.strip)


def backbone() -> tuple[Record, ...]:
    """One record of every exchanged type, each pointing at the others, with plain values."""
    return tuple(_plain_record(kind) for kind in EXCHANGED)


def _plain_record(kind: type[Record]) -> Record:
    values = {one.name: _plain_value(kind, one) for one in fields_of(array_of(kind))}
    if kind is JudgementEvidence:
        values["voice_id"] = None
    return kind(**values)


def _plain_value(kind: type[Record], one: FieldFormat) -> object:
    special = {
        "outcome": "RES",
        "body": shipped_framework().body,
        "indicator": "COM.2",
        "prompt": "next_time",
    }
    if one.name in special:
        return special[one.name]
    match one.shape:
        case Shape.ID | Shape.LINK:
            return BACKBONE
        case Shape.NUMBER:
            return one.lowest + 1
        case Shape.YES_NO:
            return True
        case Shape.DAY:
            return date(2026, 3, 2)
        case Shape.MOMENT:
            return datetime(2026, 3, 2, 9, 30, 0, 125000, tzinfo=UTC)
        case Shape.TIME:
            return "13:30"
        case Shape.CHOICE:
            return list(one.choices)[-1]
        case Shape.CHOICES:
            return frozenset(one.choices)
        case Shape.TEXTS:
            return ("AGE.1", "RES.3") if one.is_indicators else ("Ash", 'say "Ash"\n')
    return f"words for {one.name}: café, ‘quoted’, 𝄞, a tab\tand a line\nbreak"


def values_of(one: FieldFormat) -> st.SearchStrategy[object]:
    """Every value that a field of a record may have."""
    if one.name == "outcome":
        base = st.sampled_from(OUTCOMES) if one.required else st.sampled_from(("", *OUTCOMES))
    elif one.name == "indicator":
        base = st.sampled_from(("", *INDICATORS))
    elif one.name == "body":
        base = st.just(shipped_framework().body)
    elif one.name == "step":
        base = st.integers(0, len(shipped_framework().ladder) - 1)
    elif one.shape is Shape.ID:
        base = st.from_regex(r"[a-z0-9]{1,20}", fullmatch=True)
    elif one.shape is Shape.LINK:
        base = st.just(BACKBONE)
    elif one.shape is Shape.NUMBER:
        base = st.integers(one.lowest, one.highest)
    elif one.shape is Shape.YES_NO:
        base = st.booleans()
    elif one.shape is Shape.DAY:
        base = st.dates()
    elif one.shape is Shape.MOMENT:
        base = st.datetimes(timezones=st.just(UTC))
    elif one.shape is Shape.TIME:
        clock = st.times().map(lambda time: f"{time:%H:%M}")
        base = clock if one.required else st.just("") | clock
    elif one.shape is Shape.CHOICE:
        base = st.sampled_from(list(one.choices))
    elif one.shape is Shape.CHOICES:
        base = st.frozensets(st.sampled_from(list(one.choices)))
    elif one.is_indicators:
        base = st.lists(st.sampled_from(INDICATORS), unique=True, max_size=3).map(tuple)
    elif one.shape is Shape.TEXTS:
        base = st.lists(TEXT, max_size=3).map(tuple)
    else:
        base = NAME if one.not_blank else TEXT
    return st.none() | base if one.may_be_null else base


@st.composite
def records_of(draw: st.DrawFn, kind: type[Record]) -> Record:
    """A record of one type that points at the backbone."""
    values = {one.name: draw(values_of(one)) for one in fields_of(array_of(kind))}
    if kind is JudgementEvidence:
        which = draw(st.booleans())
        values["observation_id"] = BACKBONE if which else None
        values["voice_id"] = None if which else BACKBONE
    return kind(**values)


def in_file_order(records: Iterable[Record]) -> tuple[Record, ...]:
    """Sort records as a read file gives them."""
    turn = {kind: number for number, kind in enumerate(EXCHANGED)}
    return tuple(sorted(records, key=lambda record: (turn[type(record)], record.id)))


def file_of(**arrays: object) -> bytes:
    """An exchange file with the given arrays, or with other things at its top level."""
    return json.dumps({"format": FORMAT, "version": VERSION, **arrays}).encode()
