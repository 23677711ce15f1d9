"""Reads an exchange file whole: bytes to records, or one refusal that names every place."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from tutordiary.errors import BadInput
from tutordiary.exchange.format import EXCHANGED, Json
from tutordiary.exchange.meaning import Surroundings, check_meaning
from tutordiary.exchange.problems import Problems, plain
from tutordiary.exchange.structure import Doubled, NotANumber, Placed, Structure, read_structure
from tutordiary.model import Record

LARGEST_BYTES = 200_000_000
_MOST_DIGITS = 18
_NOTHING_AROUND = Surroundings()

_IN_PLAIN_WORDS = {
    "Expecting value": "a value is missing here",
    "Expecting ',' delimiter": "a comma or a closing bracket is missing here",
    "Expecting ':' delimiter": "a colon is missing after the field's name",
    "Expecting property name enclosed in double quotes": "a name in double quotation marks is needed here",
    "Illegal trailing comma before end of object": "a comma stands here, but nothing follows it",
    "Illegal trailing comma before end of array": "a comma stands here, but nothing follows it",
    "Unterminated string starting at": "the text that starts here has no closing quotation mark",
    "Invalid control character at": "a line break or tab stands inside a text (write \\n or \\t for it)",
    "Invalid \\escape": "a backslash stands alone here (write \\\\ for it)",
    "Invalid \\uXXXX escape": "a character code is incomplete here (four digits follow \\u)",
    "Extra data": "the file goes on after its end",
}


@dataclass(frozen=True, slots=True)
class ExchangeFile:
    """A file that was read and found good.

    ``placed`` is in the model's order, each type sorted by id; ``warnings`` name what is odd but may stay.
    """

    placed: tuple[Placed, ...]
    is_sample: bool
    made_by: str
    warnings: tuple[str, ...] = ()

    @property
    def records(self) -> tuple[Record, ...]:
        """The records alone, in an order in which each comes after what it points at."""
        return tuple(placed.record for placed in self.placed)


def read_bytes(path: Path, largest: int = LARGEST_BYTES) -> bytes:
    """Return a file's bytes. Raises BadInput in a sentence when it is missing, no file or too large."""
    name = plain(path.name)
    if path.is_dir():
        raise BadInput(f"{name}: this is a folder, not a file. Nothing was written.")
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except FileNotFoundError:
        raise BadInput(f"{name}: there is no such file. Nothing was written.") from None
    except OSError as error:
        raise BadInput(f"{name}: the system did not let the file be read. Nothing was written.") from error
    if len(data) > largest:
        raise BadInput(
            f"{name}: the file is larger than {largest // 1_000_000} MB, more than any diary. "
            "Nothing was written."
        )
    return data


def read_exchange(data: bytes, file_name: str, around: Surroundings = _NOTHING_AROUND) -> ExchangeFile:
    """Read and check a whole exchange file.

    ``around`` is what its references may point at besides its own records.
    Raises: BadInput naming up to twenty places, and how many more there are.
    """
    problems = Problems(file_name)
    found, warnings = _examine(data, around, problems)
    problems.stop_if_any()
    turn = {kind: number for number, kind in enumerate(EXCHANGED)}
    placed = sorted(found.placed, key=lambda one: (turn[type(one.record)], one.record.id))
    return ExchangeFile(tuple(placed), found.is_sample, found.made_by, warnings)


def problems_in(data: bytes) -> tuple[str, ...]:
    """Return what an import would say against a file standing alone: the first twenty places, or nothing."""
    problems = Problems("")
    _examine(data, _NOTHING_AROUND, problems)
    return problems.shown


def _examine(data: bytes, around: Surroundings, problems: Problems) -> tuple[Structure, tuple[str, ...]]:
    tree = parse_json(data, problems)
    problems.stop_if_any()
    found = read_structure(tree, problems)
    return found, check_meaning(found, around, problems)


def parse_json(data: bytes, problems: Problems) -> Json:
    """Return the JSON a file holds, or None after noting why it holds none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.add(f"line {line}", "the file is not UTF-8 text")
        return None
    if not text.strip():
        problems.add("", "the file is empty")
        return None
    try:
        tree: Json = json.loads(
            text, object_pairs_hook=_object, parse_constant=NotANumber, parse_int=_whole_number
        )
    except json.JSONDecodeError as error:
        sentence = _IN_PLAIN_WORDS.get(error.msg, "this is not JSON")
        problems.add(f"line {error.lineno}, column {error.colno}", sentence)
        return None
    except RecursionError:
        problems.add("", "the file is nested too deeply to be an exchange file")
        return None
    return tree


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    box = dict(pairs)
    if len(box) == len(pairs):
        return box
    doubled = Doubled(box)
    seen: set[str] = set()
    doubled.keys_twice = tuple(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
    return doubled


def _whole_number(digits: str) -> int:
    """Return the number; one with too many digits becomes a large one, which every field refuses."""
    return int(digits) if len(digits) <= _MOST_DIGITS else int(digits[:_MOST_DIGITS])
