"""Search over everything that was written: what a person types, made into what the index understands.

A passage's number follows its day, so that newest first is the order the index lies in, and a stretch of days
is a range of numbers (``migrations/m0003_finding.py``). Filters are tags of the same index: one costs no more
than another word. What has no day, people and places, comes after all that has one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from tutordiary.store.pupil_names import PupilNames
from tutordiary.store.records import storable

if TYPE_CHECKING:
    from sqlite3 import Connection

MARKS = ("\x02", "\x03")
MOST_TALKS = 20  # conversations about the pupils named

_A_DAY = 131_072  # numbers of passages
_NO_DAY, _LAST_DAY = 1, 65_535  # days since 1970
_DATED = (_NO_DAY + 1) * _A_DAY
_EPOCH = date(1970, 1, 1)
_END = 2**62


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage found. ``snippet`` marks the words found with the two control characters given."""

    kind: str
    item_id: str
    pupil_id: str | None
    group_id: str | None
    day: date | None
    snippet: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage whole, with the names of whom it is about; they are empty when it is about nobody.

    ``number`` is its place: what comes after it has lower numbers, or none of a day.
    """

    number: int
    kind: str
    item_id: str
    pupil_id: str
    group_id: str
    day: date | None
    starred: bool
    pupil: str
    group: str
    text: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or words in their order, to look for. ``is_beginning``: the last of them may go on."""

    text: str
    is_beginning: bool


# What was typed ----------------------------------------------------------------------------------------


def terms(typed: str) -> tuple[Term, ...]:
    """Return what somebody looks for: words as beginnings, words between quotation marks as they stand.

    A single letter at the end is left out beside other words: it is the beginning of the next one. Only what
    has two letters is looked for as a beginning: a single one begins too much to be of any use.
    """
    pieces = typed.translate(_QUOTES).split('"')
    found: list[Term] = []
    for number, piece in enumerate(pieces):
        goes_on = number == len(pieces) - 1 and bool(piece) and _is_letter(piece[-1])
        words = [word for word in piece.split() if any(_is_letter(sign) for sign in word)]
        if goes_on and _is_lone_letter(words[-1]) and (found or len(words) > 1):
            words.pop()
            goes_on = False
        elif goes_on:
            goes_on = _last_letters(words[-1]) > 1
        if number % 2:  # between two marks, or after one that is not closed yet
            found += [Term(" ".join(words), goes_on)] if words else []
        else:
            ends = [goes_on and at == len(words) - 1 for at in range(len(words))]
            found += [Term(word, end) for word, end in zip(words, ends, strict=True)]
    return tuple(found)


_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNM" or unicodedata.category(sign) == "Co"


def _is_lone_letter(word: str) -> bool:
    return sum(_is_letter(sign) for sign in word) == 1 and any(sign.isalpha() for sign in word)


def _last_letters(word: str) -> int:
    """Return how many letters the last of a word's parts has: one in "it's"."""
    return next((at for at, sign in enumerate(reversed(word)) if not _is_letter(sign)), len(word))


def _quoted(text: str) -> str:
    return '"' + storable(text).replace("\0", " ").replace('"', '""') + '"'


def _looked_for(term: Term) -> str:
    return f"text : {_quoted(term.text)}{' *' if term.is_beginning else ''}"


def match_expression(typed: str) -> str:
    """Return what FTS5 should look for in the words: every term typed; empty for none.

    Everything is quoted, so that no sign a person types is read as the search's own language.
    """
    return " AND ".join(_looked_for(term) for term in terms(typed))


# Tags --------------------------------------------------------------------------------------------------


def kind_tag(kind: str) -> str:
    """Return the tag of passages of one table."""
    return f"k{kind.replace('_', '')}"


def pupil_tag(pupil_id: str) -> str:
    """Return the tag of passages about a pupil."""
    return f"p{pupil_id}"


def group_tag(group_id: str) -> str:
    """Return the tag of passages of a group."""
    return f"g{group_id}"


def source_tag(source: str) -> str:
    """Return the tag of what somebody saw."""
    return f"w{source.replace('_', '')}"


def sign_tag(indicator_or_outcome: str) -> str:
    """Return the tag of an indicator, or of an outcome itself."""
    return f"i{indicator_or_outcome.replace('.', 'x')}"


STARRED_TAG = "zstarred"


def any_of(tags: Iterable[str]) -> str:
    """Return the condition that a passage has one of some tags; there must be one."""
    return f"tags : ({' OR '.join(_quoted(tag) for tag in tags)})"


def conversation_tags(conn: Connection, pupil_ids: Sequence[str]) -> list[str]:
    """Return the tags of the latest conversations about some pupils."""
    if not pupil_ids:
        return []
    marks = ", ".join("?" * len(pupil_ids))
    rows = conn.execute(
        f"SELECT DISTINCT conversation_id FROM conversation_pupil WHERE pupil_id IN ({marks})"  # noqa: S608
        " ORDER BY conversation_id DESC LIMIT ?",
        (*pupil_ids, MOST_TALKS),
    ).fetchall()
    return [f"c{row[0]}" for row in rows]


def expression(conn: Connection, names: PupilNames, typed: str, conditions: Iterable[str] = ()) -> str:
    """Return what FTS5 should look for: every term, in the words or as the name of whom they are about.

    ``conditions`` are further ones, as ``any_of`` makes them. Empty when there is nothing to look for.
    """
    parts = []
    for term in terms(typed):
        pupils = [one for one, _ in names.called(conn, term.text, is_beginning=term.is_beginning)]
        tags = [pupil_tag(one) for one in pupils] + conversation_tags(conn, pupils)
        parts.append(f"({_looked_for(term)} OR {any_of(tags)})" if tags else _looked_for(term))
    return " AND ".join((*parts, *conditions))


# Looking it up -----------------------------------------------------------------------------------------


def numbers(
    conn: Connection,
    wanted: str,
    *,
    first: date | None = None,
    last: date | None = None,
    before: int | None = None,
    limit: int = 200,
) -> list[int]:
    """Return the numbers of passages that answer an ``expression``, newest first, those without a day last.

    Both days count; with one of them, what has no day is left out. ``before`` is the number of the last one
    known. An empty expression means every passage.
    """
    low = max(_first_number(first), _DATED) if first else _DATED if last else 0
    high = _first_number(last) + _A_DAY - 1 if last else _END
    if before is not None:
        high = min(high, before - 1)
    rows = conn.execute(_MATCHING, (wanted, low, high, limit)) if wanted else None
    return [row[0] for row in rows or conn.execute(_EVERY, (low, high, limit))]


def _first_number(day: date) -> int:
    return min(max((day - _EPOCH).days, _NO_DAY), _LAST_DAY) * _A_DAY


_MATCHING = (
    "SELECT rowid FROM passage_fts WHERE passage_fts MATCH ? AND rowid BETWEEN ? AND ?"
    " ORDER BY rowid DESC LIMIT ?"
)
_EVERY = "SELECT number FROM passage WHERE number BETWEEN ? AND ? ORDER BY number DESC LIMIT ?"


_COLUMNS = "p.number, p.kind, p.item_id, p.pupil_id, p.group_id, p.day, p.starred"
_NAMES = "trim(u.first_name || ' ' || u.last_name), g.working_name"
_WHOLE = (
    f"SELECT {_COLUMNS}, {_NAMES}, p.text FROM passage p LEFT JOIN pupil u ON u.id = p.pupil_id"  # noqa: S608
    " LEFT JOIN pupil_group g ON g.id = p.group_id WHERE p.number IN ({})"
)


def passages(conn: Connection, wanted: Sequence[int]) -> list[Passage]:
    """Return passages by their numbers, in that order; one that is gone is left out."""
    rows = conn.execute(_WHOLE.format(", ".join("?" * len(wanted))), tuple(wanted)).fetchall()
    found = {row[0]: _passage(row) for row in rows}
    return [found[number] for number in wanted if number in found]


def _passage(row: tuple[Any, ...]) -> Passage:
    number, kind, item_id, pupil_id, group_id, day, starred, pupil, group, text = row
    return Passage(
        number=number,
        kind=kind,
        item_id=item_id,
        pupil_id=pupil_id or "",
        group_id=group_id or "",
        day=date.fromisoformat(day) if day else None,
        starred=bool(starred),
        pupil=pupil or "",
        group=group or "",
        text=text,
    )


def talked_about(conn: Connection, conversation_ids: Sequence[str]) -> dict[str, str]:
    """Return the names of the pupils each conversation was about, in a line; of nobody, none."""
    marks = ", ".join("?" * len(conversation_ids))
    rows = conn.execute(
        "SELECT c.conversation_id, trim(u.first_name || ' ' || u.last_name)"  # noqa: S608
        " FROM conversation_pupil c JOIN pupil u ON u.id = c.pupil_id"
        f" WHERE c.conversation_id IN ({marks}) ORDER BY u.first_name, u.id",
        tuple(conversation_ids),
    ).fetchall()
    found: dict[str, str] = {}
    for conversation_id, name in rows:
        found[conversation_id] = f"{found[conversation_id]}, {name}" if conversation_id in found else name
    return found


def hold_little(conn: Connection, kib: int = 16_384) -> None:
    """Let a connection that only searches hold less of the diary in memory than one that does everything."""
    conn.execute(f"PRAGMA cache_size = -{kib}")


def search(conn: Connection, typed: str, *, limit: int = 200, marks: tuple[str, str] = MARKS) -> list[Hit]:
    """Return the passages that hold every word typed, newest first; none for an empty search."""
    wanted = match_expression(typed)
    if not wanted:
        return []
    rows = conn.execute(
        "SELECT p.kind, p.item_id, p.pupil_id, p.group_id, p.day, snippet(passage_fts, 0, ?, ?, '…', 14)"
        " FROM passage_fts f JOIN passage p ON p.number = f.rowid WHERE passage_fts MATCH ?"
        " ORDER BY f.rowid DESC LIMIT ?",
        (*marks, wanted, limit),
    ).fetchall()
    return [
        Hit(kind, item, pupil, group, date.fromisoformat(day) if day else None, snippet)
        for kind, item, pupil, group, day, snippet in rows
    ]


def text_of(conn: Connection, kind: str, item_id: str) -> str:
    """Return all the words of one passage; empty when it is gone."""
    row = conn.execute("SELECT text FROM passage WHERE kind = ? AND item_id = ?", (kind, item_id)).fetchone()
    return "" if row is None else str(row[0])
