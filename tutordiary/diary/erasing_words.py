"""What beside the records tells of an erased pupil: drafts, earlier texts, the bin, decisions."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from tutordiary.diary import case_pieces, concern
from tutordiary.diary.diary import Diary
from tutordiary.diary.fields import WORDS, words_of
from tutordiary.diary.naming_one import OneName
from tutordiary.model import (
    CaseStudySection,
    CaseStudyVersion,
    LearnedName,
    Pupil,
    Record,
    ReviewDecision,
    SavedSearch,
)
from tutordiary.store import binned, erasing
from tutordiary.store.binned import Entry, Parcel, Row
from tutordiary.store.erasing import Loose
from tutordiary.store.records import record_type

_LETTERS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_A_FEW = 2  # spaces between words that are enough of them to be a quote
_BETWEEN_IDS = re.compile(r'[\s"/,|:.\[\]{}()]+')


def decided_on(text: str, pupil_id: str = "") -> str:
    """Return what decisions on a text are kept under; those for one pupil's own copy stand apart."""
    salted = f"access {pupil_id}\n{text}" if pupil_id else text
    return hashlib.sha256(salted.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class LooseEnds:
    """What is dropped and what is written instead. ``thrown_away`` are the pupil's own words in the bin.

    ``changed_from`` and ``bin_changed_from`` are what stood there.
    """

    dropped: tuple[Loose, ...]
    changed: tuple[Loose, ...]
    bin_dropped: tuple[Entry, ...]
    bin_changed: tuple[Entry, ...]
    thrown_away: tuple[str, ...]
    changed_from: tuple[Loose, ...]
    bin_changed_from: tuple[Entry, ...]

    def counts(self) -> dict[str, int]:
        """Return how many go, by table."""
        counts: dict[str, int] = {"bin": len(self.bin_dropped)} if self.bin_dropped else {}
        for one in self.dropped:
            counts[one.table] = counts.get(one.table, 0) + 1
        return counts


class TheirWords:
    """Knows the exact words of records that go, to find them where a story says them again."""

    def __init__(self, texts: Iterable[str]) -> None:
        plain = (_plain(text) for text in texts)
        self._texts = frozenset(text for text in plain if " " in text)

    def are(self, text: str) -> bool:
        """Return whether a text is nothing but such words; a single word is nobody's."""
        return _plain(text) in self._texts

    def are_quoted(self, line: str) -> bool:
        """Return whether a line to quote is taken from such words, whole or a part, or holds them."""
        plain = _plain(line)
        return any(
            (" " in plain and f" {plain} " in f" {text} ")
            or (text.count(" ") >= _A_FEW and f" {text} " in f" {plain} ")
            for text in self._texts
        )


def _plain(text: str) -> str:
    return " ".join(_LETTERS.findall(text.casefold()))


def loose_ends(diary: Diary, ids: Collection[str], name: OneName, theirs: TheirWords) -> LooseEnds:
    """Go through all that is kept beside the records; ``ids`` are those of everything that goes."""
    with diary.vault.reading() as conn:
        # A note for a safeguarding lead is in no copy, and nobody is erased while one waits (``erasure``).
        held = [one for one in erasing.loose_words(conn) if not one.key.startswith(concern.NOTES)]
        in_bin = binned.entries(conn)
        cut = [
            (entry, _unquoted(binned.without(conn, entry.parcel, frozenset(ids)), ids, theirs))
            for entry in in_bin
        ]
    gone = set(ids)
    bin_dropped: list[Entry] = []
    bin_changed: list[tuple[Entry, Entry]] = []
    thrown: list[str] = []
    for entry, parcel in cut:
        left = parcel.ids
        rows = [row for row in entry.parcel.rows if row.id not in left]
        gone |= {row.id for row in rows}
        thrown += [text for row in rows for _, text in words_of(binned.revive(row))]
        if entry.item_id not in left:
            bin_dropped.append(entry)
            continue
        fresh = replace(entry, title=name.replaced(entry.title), parcel=_nameless(parcel, name))
        if fresh != entry:
            bin_changed.append((entry, fresh))
    dropped: list[Loose] = []
    changed: list[tuple[Loose, Loose]] = []
    for one in held:
        is_earlier = one.table == "text_version"
        if (is_earlier and (one.item_id in gone or theirs.are(one.text))) or (
            not is_earlier and (one.item_id in gone or gone & _ids_of(one))
        ):
            dropped.append(one)
        elif (fresh_one := _without(one, name, theirs)) != one:
            changed.append((one, fresh_one))
    return LooseEnds(
        dropped=tuple(dropped),
        changed=tuple(after for _, after in changed),
        bin_dropped=tuple(bin_dropped),
        bin_changed=tuple(after for _, after in bin_changed),
        thrown_away=tuple(thrown),
        changed_from=tuple(before for before, _ in changed),
        bin_changed_from=tuple(before for before, _ in bin_changed),
    )


def _unquoted(parcel: Parcel, ids: Collection[str], theirs: TheirWords) -> Parcel:
    """Return a parcel without pieces of a story that were taken from records that go: their words."""
    gone = {row.id for row in parcel.rows if _says_theirs(row, ids, theirs)}
    return Parcel(
        tuple(_without_quote(row, theirs) for row in parcel.rows if row.id not in gone),
        tuple(link for link in parcel.links if link.id not in gone),
        tuple(place for place in parcel.places if place[1] not in gone),
    )


def _says_theirs(row: Row, ids: Collection[str], theirs: TheirWords) -> bool:
    source = str(row.cells.get("source_id", ""))
    if row.table == CaseStudyVersion.table:
        version = binned.revive(row)
        return isinstance(version, CaseStudyVersion) and case_pieces.rests_on(version, ids, theirs.are)
    is_own = row.table == CaseStudySection.table and not source
    return source.partition(".")[0] in ids or (is_own and theirs.are(str(row.cells.get("text", ""))))


def _without_quote(row: Row, theirs: TheirWords) -> Row:
    if row.table != "case_study" or not theirs.are_quoted(str(row.cells.get("pull_quote", ""))):
        return row
    return replace(row, cells={**row.cells, "pull_quote": ""})


def _nameless(parcel: Parcel, name: OneName) -> Parcel:
    return replace(parcel, rows=tuple(_nameless_row(row, name) for row in parcel.rows))


def _nameless_row(row: Row, name: OneName) -> Row:
    fields = WORDS.get(record_type(row.table), ())
    return replace(
        row,
        cells={
            key: nameless(cell, name) if key in fields and isinstance(cell, str) else cell
            for key, cell in row.cells.items()
        },
    )


def _without(one: Loose, name: OneName, theirs: TheirWords) -> Loose:
    text = nameless(one.text, name)
    # Steps back would bring them back: they go when the words changed, or they name or quote the pupil.
    is_told_of = text != one.text or name.look(one.steps) or theirs.are_quoted(one.steps)
    steps = "" if is_told_of else one.steps
    return replace(one, text=text, steps=steps)


def nameless(text: str, name: OneName) -> str:
    """Return a text without the pupil's name; in JSON each text of it is read by itself."""
    value = _read(text)
    if value is None:
        return name.replaced(text)
    fresh = _walk(value, name)
    return text if fresh == value else json.dumps(fresh, ensure_ascii=False)


def _walk(value: Any, name: OneName) -> Any:
    if isinstance(value, str):
        return name.replaced(value)
    if isinstance(value, list):
        return [_walk(one, name) for one in value]
    if isinstance(value, dict):
        return {key: _walk(one, name) for key, one in value.items()}
    return value


def records_with(
    diary: Diary, ids: Collection[str], texts: Iterable[str], name: OneName
) -> tuple[Record, ...]:
    """Return the decisions, learned names and saved searches that go with texts that go or change."""
    decided = diary.all(ReviewDecision)
    pupils = ["", *(pupil.id for pupil in diary.all(Pupil))] if decided else []
    hashes = {decided_on(text, pupil) for text in texts for pupil in pupils}
    hashes |= {decided_on(one.replacement) for one in decided if one.content_hash in hashes}

    def tells(search: SavedSearch) -> bool:
        texts = (search.name, search.query, search.filters)
        return bool(_ids_in(" ".join(texts)) & set(ids)) or any(name.look(text) for text in texts)

    return (
        *(
            one
            for one in decided
            if one.content_hash in hashes or name.look(one.word) or name.look(one.replacement)
        ),
        *(one for one in diary.all(LearnedName) if one.entity_id in ids or name.look(one.text)),
        *(one for one in diary.all(SavedSearch) if tells(one)),
    )


def _ids_in(text: str) -> set[str]:
    return set(_BETWEEN_IDS.split(text)) - {""}


def _ids_of(one: Loose) -> set[str]:
    """Return what may be an id in a key or its text; a new record's key joins those of its owners by "-"."""
    found = _ids_in(f"{one.key}/{one.text}")
    for part in one.key.split("/"):
        pieces = part.split("-")
        ends = range(1, len(pieces) + 1)
        found |= {"-".join(pieces[start:end]) for end in ends for start in range(end)}
    return found


def _read(text: str) -> Any:
    """Return the JSON object or list in a text, or None when it is plain words."""
    if text[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
