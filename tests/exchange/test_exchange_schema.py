"""The shipped JSON Schema is the one the model gives, and says the same as the reader's own checks."""

from __future__ import annotations

import copy
import json
from datetime import datetime

import pytest
from exchange_samples import backbone
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from tutordiary import assets
from tutordiary.exchange.format import DAY_PATTERN, EXCHANGED, MOMENT_PATTERN, array_of
from tutordiary.exchange.problems import Problems
from tutordiary.exchange.reading import parse_json
from tutordiary.exchange.schema import SCHEMA_FILE, schema_text
from tutordiary.exchange.structure import read_structure
from tutordiary.exchange.writing import export_records

SHIPPED = json.loads(assets.read_text(SCHEMA_FILE))
CHECKER = FormatChecker(formats=["date"])


@CHECKER.checks("date-time", ValueError)
def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or bool(datetime.fromisoformat(value))


VALIDATOR = Draft202012Validator(SHIPPED, format_checker=CHECKER)
SAMPLE = json.loads(export_records(backbone(), is_sample=False))

ODD_VALUES = st.sampled_from(
    [
        None, True, False, 0, 1, 3, 14, -1, 1.0, 2.5, 10_001, "", " ", "x", "a b", "2026-02-29", "2026-13-01",
        "2026-03-02", "20260302", "9:30", "24:00", "13:30", "2026-03-02T09:30:00Z", "2026-03-02T09:30:00",
        "2026-03-02T09:30:00+01:00", "2026-02-30T09:30:00Z", "present", "school", "x" * 101, "x" * 20_001, [],
        ["school"], ["school", "school"], ["nobody"], ["a b"], ["AGE.1"] * 2, ["a", "b", "c", "d"], [None],
        [1], ["x" * 20_001], {}, {"id": "x"},
    ]
)  # fmt: skip


def structural_problems(file: object) -> tuple[str, ...]:
    problems = Problems("x")
    tree = parse_json(json.dumps(file).encode(), problems)
    read_structure(tree, problems)
    # The schema sees one record at a time; whether an id is used twice it cannot say.
    return tuple(said for said in problems.shown if "used twice" not in said)


def test_the_shipped_schema_is_the_models():
    assert assets.read_text(SCHEMA_FILE) == schema_text(), "python -m tutordiary.exchange.schema > the file"


def test_the_schema_is_a_schema_and_takes_an_export():
    Draft202012Validator.check_schema(SHIPPED)
    VALIDATOR.validate(SAMPLE)


def test_every_type_and_field_is_described():
    for kind in EXCHANGED:
        reference = SHIPPED["properties"][array_of(kind)]["items"]["$ref"]
        box = SHIPPED["$defs"][reference.removeprefix("#/$defs/")]
        assert box["description"]
        assert "concern_pointers" not in SHIPPED["properties"]
    assert "Concern pointers" in SHIPPED["description"]


@settings(max_examples=400)
@given(st.data())
def test_reader_and_schema_agree_on_changed_files(data):
    file = copy.deepcopy(SAMPLE)
    for _ in range(data.draw(st.integers(1, 2))):
        array = data.draw(st.sampled_from([array_of(kind) for kind in EXCHANGED]))
        entry = file[array][0] if isinstance(file[array], list) and file[array] else None
        match data.draw(st.sampled_from(["set", "set", "set", "drop", "add", "array", "top"])):
            case "set" if isinstance(entry, dict) and entry:
                entry[data.draw(st.sampled_from(sorted(entry)))] = data.draw(ODD_VALUES)
            case "drop" if isinstance(entry, dict) and entry:
                del entry[data.draw(st.sampled_from(sorted(entry)))]
            case "add" if isinstance(entry, dict):
                name = data.draw(st.sampled_from(["joined_on", "group_id", "left_on", "colour", "Id"]))
                entry[name] = data.draw(ODD_VALUES)
            case "array":
                file[array] = data.draw(ODD_VALUES | st.lists(ODD_VALUES, max_size=2))
            case "top":
                name = data.draw(st.sampled_from(["format", "version", "made_by", "is_sample", "colour"]))
                file[name] = data.draw(ODD_VALUES)
    accepted = not structural_problems(file)
    assert accepted == VALIDATOR.is_valid(file), structural_problems(file)


@pytest.mark.parametrize("pattern", [DAY_PATTERN, MOMENT_PATTERN])
def test_patterns_use_only_what_every_schema_tool_knows(pattern):
    assert "\\d" not in pattern
    assert "(?" not in pattern
