"""Reads a bundle back and proves that it is what was made: every hash, every column, every number.

A bundle comes from somebody else's computer: nothing in it is believed before it is checked.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from tutordiary.errors import BadInput
from tutordiary.model import BundleMode, JudgementResult, ReviewResult, TargetKind
from tutordiary.release import archive
from tutordiary.release.bundle import DATA_PACKAGE, DISCLOSURE, MANIFEST, PAGE, as_json, sha256
from tutordiary.release.head import (
    FORMAT,
    FORMAT_VERSION,
    LABELS,
    BundleHead,
    FrameworkNames,
    Named,
    OutcomeNames,
)
from tutordiary.release.pseudonyms import CODE_LENGTH, CODE_PATTERN
from tutordiary.release.rows import ROW_TYPES, Row, path_of, read_csv, schema
from tutordiary.release.sealing import MAX_SEALED_BYTES, Opener, is_sealed, open_sealed
from tutordiary.release.tables import ALL, Tables

_CODE = re.compile(CODE_PATTERN)
_SHA256 = re.compile(r"[0-9a-f]{64}")
MAX_OUTCOMES = 60
MAX_JSON_BYTES = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class CheckedBundle:
    """A bundle that is what was made. ``sha256`` is of the whole bundle, ``size`` its bytes.

    Of a bundle that came sealed both are of what was inside: each sealing gives other bytes.
    """

    title: str
    sha256: str
    size: int
    head: BundleHead
    tables: Tables
    member_names: tuple[str, ...]
    was_sealed: bool = False


class _Reader:
    """Takes values out of a member's JSON and names the place of one that is missing or of the wrong kind."""

    def __init__(self, title: str) -> None:
        self.title = title

    def fail(self, place: str, problem: str) -> BadInput:
        return BadInput(f"{self.title} cannot be used: {place}: {problem}.")

    def json(self, data: bytes, member: str) -> dict[str, Any]:
        if len(data) > MAX_JSON_BYTES:
            raise self.fail(member, "it is bigger than in any bundle")
        try:
            value = json.loads(data.decode("utf-8"), parse_constant=_refuse)
            again = as_json(value)  # fails for half characters, which no file can hold
        except (ValueError, RecursionError) as error:
            raise self.fail(member, "it is not JSON") from error
        if not isinstance(value, dict):
            raise self.fail(member, "it should hold one object")
        if member == MANIFEST and value.get("format") != FORMAT:
            raise BadInput(f"{self.title} is not a bundle of Tutor Diary.")
        if again != data:
            raise self.fail(member, "it was changed after it was made")
        return value

    def text(self, box: Any, place: str, key: str, limit: int = 300) -> str:
        value = box.get(key) if isinstance(box, dict) else None
        if not isinstance(value, str) or not value or len(value) > limit:
            raise self.fail(f"{place}, {key}", f"a text of at most {limit} characters is needed here")
        return value

    def items(self, box: Any, place: str, key: str, limit: int) -> list[Any]:
        value = box.get(key) if isinstance(box, dict) else None
        if not isinstance(value, list) or len(value) > limit:
            raise self.fail(f"{place}, {key}", f"a list of at most {limit} entries is needed here")
        return value

    def day(self, box: Any, place: str, key: str) -> date:
        try:
            return date.fromisoformat(self.text(box, place, key, 10))
        except ValueError as error:
            raise self.fail(f"{place}, {key}", "a day as YYYY-MM-DD is needed here") from error

    def code(self, box: Any, place: str, key: str) -> str:
        value = self.text(box, place, key, CODE_LENGTH)
        if not _CODE.fullmatch(value):
            raise self.fail(f"{place}, {key}", "a code of eight letters and digits is needed here")
        return value


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def check_file(path: Path, opener: Opener | None = None) -> CheckedBundle:
    """Read a bundle from the disk, open it if it is sealed, and check it. Nothing is written.

    With ``opener`` holding a passphrase it may take seconds: not for the window's thread.
    Raises: BadInput as ``check`` and ``open_sealed``, or when it cannot be read; OutOfMemory.
    """
    data = read_file(path)
    if not is_sealed(data):
        return check(data, path.name)
    inside = open_sealed(data, path.name, opener or Opener())
    return replace(check(inside, path.name), was_sealed=True)


def read_file(path: Path) -> bytes:
    """Return a file's bytes. Raises: BadInput when it cannot be read, or is bigger than any bundle."""
    try:
        if not path.is_file():  # a pipe or a device would never end
            raise BadInput(f"{path.name} cannot be read: there is no such file.")
        with path.open("rb") as file:
            data = file.read(MAX_SEALED_BYTES + 1)
    except OSError as error:
        raise BadInput(f"{path.name} cannot be read: {error.strerror or 'it is not a file'}.") from error
    if len(data) > MAX_SEALED_BYTES:
        raise BadInput(f"{path.name} is bigger than any bundle can be. It was not opened.")
    return data


def check(data: bytes, title: str) -> CheckedBundle:
    """Check a bundle and return what is in it; ``title`` names it in errors.

    Raises: BadInput naming the member (and the line, where there is one) of the first thing that is wrong.
    """
    read = _Reader(title)
    members = archive.read(data, title)
    manifest = _member(read, members, MANIFEST)
    box = read.json(manifest, MANIFEST)
    version = box.get("version")
    if isinstance(version, int) and version > FORMAT_VERSION:
        raise BadInput(f"{title} was made by a newer app than this one. Update the app and open it again.")
    if version != FORMAT_VERSION or isinstance(version, bool):
        raise read.fail(f"{MANIFEST}, version", f"{FORMAT_VERSION} is needed here")
    _check_members(read, box, members)
    head = _head(read, box)
    if box.get("label") != LABELS[head.mode]:
        raise read.fail(f"{MANIFEST}, label", "it does not say how this kind of bundle has to be taken")
    rows: dict[str, Any] = {
        row_type.file: read_csv(row_type, members[path_of(row_type)], title) for row_type in ROW_TYPES
    }
    tables = Tables(**rows)
    _check_tables(read, head, tables)
    _check_package(read, members)
    read.json(members[DISCLOSURE], DISCLOSURE)
    return CheckedBundle(title, sha256(data), len(data), head, tables, tuple(sorted(members)))


def _member(read: _Reader, members: dict[str, bytes], name: str) -> bytes:
    if name not in members:
        raise read.fail(name, "this member is missing")
    return members[name]


def _check_members(read: _Reader, box: dict[str, Any], members: dict[str, bytes]) -> None:
    expected = {PAGE, DATA_PACKAGE, DISCLOSURE, *(path_of(row_type) for row_type in ROW_TYPES)}
    listed: dict[str, dict[str, Any]] = {}
    for number, entry in enumerate(read.items(box, MANIFEST, "members", archive.MAX_MEMBERS)):
        listed[read.text(entry, f"{MANIFEST}, members {number + 1}", "path", 100)] = entry
    for name in sorted(expected | set(listed)):
        data = _member(read, members, name)
        if name not in listed:
            raise read.fail(MANIFEST, f"it does not list {name}")
        digest = read.text(listed[name], f"{MANIFEST}, {name}", "sha256", 64)
        if not _SHA256.fullmatch(digest) or listed[name].get("bytes") != len(data) or sha256(data) != digest:
            raise read.fail(
                name, "it was changed after it was made: its SHA-256 is not the one in the manifest"
            )
    for name in sorted(set(members) - set(listed) - {MANIFEST}):
        raise read.fail(name, "the manifest does not know this member")


def _check_package(read: _Reader, members: dict[str, bytes]) -> None:
    """Check that the description other programs read is of these very tables."""
    box = read.json(members[DATA_PACKAGE], DATA_PACKAGE)
    described = {}
    for number, entry in enumerate(read.items(box, DATA_PACKAGE, "resources", archive.MAX_MEMBERS), start=1):
        described[read.text(entry, f"{DATA_PACKAGE}, resource {number}", "path", 100)] = entry
    for row_type in ROW_TYPES:
        path = path_of(row_type)
        entry = described.pop(path, None)
        if entry is None or entry.get("hash") != f"sha256:{sha256(members[path])}":
            raise read.fail(DATA_PACKAGE, f"it does not describe {path} as it is")
        if _columns_of(entry.get("schema")) != _columns_of(schema(row_type)):
            raise read.fail(DATA_PACKAGE, f"the columns of {path} are not those of this format")
    if described:
        raise read.fail(DATA_PACKAGE, "it describes a table that is not there")


def _columns_of(described: Any) -> list[tuple[Any, Any]] | None:
    """Return names and types of a schema's columns; what is said about them may change with the app."""
    fields = described.get("fields") if isinstance(described, dict) else None
    if not isinstance(fields, list) or not all(isinstance(each, dict) for each in fields):
        return None
    return [(each.get("name"), each.get("type")) for each in fields]


def _head(read: _Reader, box: dict[str, Any]) -> BundleHead:
    mode = next((mode for mode in BundleMode if mode == box.get("mode")), None)
    if mode is None:
        raise read.fail(f"{MANIFEST}, mode", "counts or pseudonymised is needed here")
    period = box.get("period")
    first, last = (
        read.day(period, f"{MANIFEST}, period", "first"),
        read.day(period, f"{MANIFEST}, period", "last"),
    )
    if first > last:
        raise read.fail(f"{MANIFEST}, period", "it ends before it begins")
    return BundleHead(
        bundle=read.code(box, MANIFEST, "bundle"),
        tutor=read.code(box, MANIFEST, "tutor"),
        mode=mode,
        first=first,
        last=last,
        made_on=read.day(box, MANIFEST, "made_on"),
        app=read.text(box, MANIFEST, "app", 40),
        framework=_framework(read, box.get("framework")),
        is_sample=box.get("sample") is True,
    )


def _framework(read: _Reader, box: Any) -> FrameworkNames:
    place = f"{MANIFEST}, framework"
    outcomes = []
    for number, each in enumerate(read.items(box, place, "outcomes", MAX_OUTCOMES), start=1):
        spot = f"{place}, outcome {number}"
        indicators = tuple(
            Named(read.text(one, spot, "id", 40), read.text(one, spot, "name"))
            for one in read.items(each, spot, "indicators", MAX_OUTCOMES)
        )
        outcomes.append(
            OutcomeNames(read.text(each, spot, "id", 40), read.text(each, spot, "name"), indicators)
        )
    return FrameworkNames(
        id=read.text(box, place, "id", 100),
        version=read.text(box, place, "version", 40),
        title=read.text(box, place, "title"),
        outcomes=tuple(outcomes),
    )


def _check_tables(read: _Reader, head: BundleHead, tables: Tables) -> None:
    """Check what no single column can say: known ids, the mode kept, figures that add up."""
    outcomes = {outcome.id for outcome in head.framework.outcomes}
    indicators = {each.id for outcome in head.framework.outcomes for each in outcome.indicators}
    for row_type in ROW_TYPES:
        if row_type.only_pseudonymised and head.mode is BundleMode.COUNTS and tables.of(row_type):
            raise read.fail(path_of(row_type), "a bundle of counts has no rows here")
    _known(read, tables.judgements, "outcome", outcomes)
    _known(read, tables.pupil_judgements, "outcome", outcomes)
    _known(read, tables.observations, "outcome", outcomes)
    _known(read, tables.observations, "indicator", indicators)
    _known(read, tables.pupil_judgements, "result", {str(result) for result in JudgementResult})
    _known(read, tables.missing, "outcome", outcomes | {ALL})
    _known(read, tables.targets, "kind", {str(kind) for kind in TargetKind})
    groups = {row.group for row in tables.sessions} | {ALL}
    for rows in (tables.attendance, tables.enrolment, tables.pupils):
        _known(read, rows, "group", groups)
    for row in tables.judgements:
        parts = (row.increased, row.early_signs, row.no_change, row.less, row.not_enough)
        if sum(part.low for part in parts) > row.judged.high or row.judged.low > row.enrolled.high:
            raise read.fail(path_of(type(row)), f"the figures of {row.outcome} do not add up")
    for target in tables.targets:
        if sum(getattr(target, result).low for result in ReviewResult) > target.set.high:
            raise read.fail(path_of(type(target)), f"the figures of {target.kind} do not add up")


def _known(read: _Reader, rows: tuple[Row, ...], field: str, known: set[str]) -> None:
    for number, row in enumerate(rows, start=2):
        if getattr(row, field) not in known:
            raise read.fail(
                f"{path_of(type(row))}, line {number}, {field}", "a word of the list is needed here"
            )
