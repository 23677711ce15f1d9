"""Finds out what each column of a table is for, and says why it thinks so."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tutordiary.exchange.cells import Cell, Formula, day_of
from tutordiary.exchange.rows import ColumnUse

# Each field with the headings it goes by, in small letters and without signs.
_HEADINGS: dict[str, str] = {
    "first_name": "first name|firstname|forename|given name|first|legal forename|preferred forename|"
    "pupil first name|pupil forename|student first name|student forename|childs first name|christian name",
    "last_name": "last name|lastname|surname|family name|last|legal surname|pupil surname|pupil last name|"
    "student surname|student last name|childs surname",
    "name": "name|pupil|pupils|pupil name|pupils name|student|student name|child|childs name|child name|"
    "full name|learner|learner name|young person|participant",
    "known_as": "known as|preferred name|nickname|called|likes to be called|also known as",
    "pronouns": "pronouns|pronoun",
    "year_group": "year|yr|year group|yeargroup|yr group|y|ncy|nc year|school year|national curriculum year",
    "class_name": "class|form|reg|reg group|registration group|registration|tutor group|class name",
    "group": "group|group name|groups|music group|nurture group|ensemble|lesson group|working name",
    "setting": "school|setting|centre|center|site|school name|setting name|school or centre|base",
    "place": "location|venue|place|where",
    "room": "room|space|teaching space|room name",
    "weekday": "day|weekday|day of week|day of the week|lesson day|session day",
    "start": "start|starts|from|begins",
    "end": "end|ends|finish|finishes|until|to",
    "starts_at": "time|start time|lesson time|session time|starts at|time of lesson|begins at|times|"
    "time slot|slot",
    "ends_at": "end time|finish time|ends at|finishes at",
    "held_on": "date|session date|lesson date|date of session|date of lesson",
    "length_min": "length|minutes|duration|mins|length min|lesson length|session length|length mins",
    "start_date": "start date|date started|first session|first lesson|starts on|from date|date from",
    "end_date": "end date|last session|last lesson|ends on|until date|to date|date to",
    "joined_on": "joined|date joined|joined on|joining date|started|started on",
    "left_on": "left|date left|left on|leaving date|leave date",
}
_FIELD_BY_HEADING = {word: field for field, words in _HEADINGS.items() for word in words.split("|")}

# Columns of school lists that the diary leaves alone: it keeps the least that identifies a child.
_PRIVATE = re.compile(
    r"\b(?:dob|birth|born|upn|uln|address|postcode|phone|mobile|telephone|email|sen|send|ehcp|fsm|pp|"
    r"premium|ethnic|ethnicity|religion|language|eal|gender|sex|medical|diagnosis|lac|looked after|"
    r"safeguarding|social worker|parents?|carers?|mother|father|contact)\b"
)
_MEANING = {
    "first_name": "the pupil’s first name",
    "last_name": "the pupil’s surname",
    "name": "the pupil’s whole name",
    "known_as": "what the pupil is called",
    "pronouns": "the pupil’s pronouns",
    "year_group": "the year group",
    "class_name": "the class",
    "group": "the group",
    "setting": "the school or centre",
    "room": "the room",
    "weekday": "the day of the week",
    "held_on": "the day of one session",
    "starts_at": "when it starts",
    "ends_at": "when it ends",
    "length_min": "how many minutes it lasts",
    "joined_on": "the day the pupil joined",
    "left_on": "the day the pupil left",
    "from_on": "the first day of the weekly time",
    "until_on": "the last day of the weekly time",
}
IN_ANOTHER = "is in a column before it"
BY_HAND = "as you chose"
_BY_HEADING = " (its heading says so)"
_BY_CONTENT = " (by what stands in it and beside it)"
_NO_NAME = "not used: the column has no name"
_NOT_USED = "not used: the diary has no place for it"
_KEPT_OUT = "not used: the diary keeps the least that identifies a child"
_NOTHING: Mapping[str, str] = {}
_ABOUT_A_PUPIL = {"first_name", "last_name", "name"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A row of column names: its index among the rows, and the field of each column ("" for none)."""

    index: int
    fields: tuple[str, ...]
    uses: tuple[ColumnUse, ...]


def plain_heading(cell: Cell) -> str:
    """Return a heading in small letters without signs: ``Yr. Group:`` is ``yr group``."""
    text = "" if cell is None or isinstance(cell, Formula) else str(cell)
    text = re.sub(r"['’]", "", text.casefold())
    return " ".join(re.sub(r"[^\w]|_", " ", text).split())


def field_for(heading: str) -> str:
    """Return the field a plain heading names, or nothing."""
    return _FIELD_BY_HEADING.get(heading, "")


def count_known(cells: Sequence[Cell]) -> int:
    """Return how many different fields a row names, were it a row of column names."""
    return len({field_for(plain_heading(cell)) for cell in cells} - {""})


def find_heading(rows: Sequence[Sequence[Cell]], by_hand: Mapping[str, str] = _NOTHING) -> Heading | None:
    """Return the row of column names among the first thirty, or None when none names a pupil or a group.

    ``by_hand`` holds the fields of columns that were chosen, by letter; empty for a column not to be used.
    """
    best = max(range(min(30, len(rows))), key=lambda at: (count_known(rows[at]), -at), default=None)
    if best is None or not (count_known(rows[best]) or any(by_hand.values())):
        return None
    below = rows[best + 1 :]
    width = max(len(row) for row in rows[best:])
    cells = [*rows[best], *([None] * (width - len(rows[best])))]
    taken = _by_hand(_fields(cells, below), by_hand)
    if not {"first_name", "name", "group"} & {field for field, _ in taken}:
        return None
    uses = tuple(
        ColumnUse(
            column_letters(at), "" if cells[at] is None else str(cells[at])[:60], field, why or _NO_NAME
        )
        for at, (field, why) in enumerate(taken)
        if plain_heading(cells[at]) or _column(below, at)
    )
    return Heading(best, tuple(field for field, _ in taken), uses)


def first_row_unused(rows: Sequence[Sequence[Cell]]) -> tuple[ColumnUse, ...]:
    """Return the columns of a table whose names nobody knows, by its first row, to choose by hand."""
    return tuple(
        ColumnUse(column_letters(at), "" if cell is None else str(cell)[:60], "", _NOT_USED)
        for at, cell in enumerate(rows[0])
    )


def choices() -> tuple[tuple[str, str], ...]:
    """Return what a column can be chosen for: fields with their meaning, the unused one first."""
    return (("", "not used"), *_MEANING.items())


def _by_hand(taken: list[tuple[str, str]], by_hand: Mapping[str, str]) -> list[tuple[str, str]]:
    """Use columns as they were chosen; one that was guessed for the same gives way."""
    chosen = {field for field in by_hand.values() if field}
    found = []
    for at, (field, why) in enumerate(taken):
        letters = column_letters(at)
        if letters in by_hand:
            own = by_hand[letters]
            found.append((own, f"{_MEANING[own]}, {BY_HAND}" if own else f"not used, {BY_HAND}"))
        elif field in chosen:
            found.append(("", f"not used: you chose another column for {_MEANING[field]}"))
        else:
            found.append((field, why))
    return found


def _fields(cells: Sequence[Cell], below: Sequence[Sequence[Cell]]) -> list[tuple[str, str]]:
    words = [plain_heading(cell) for cell in cells]
    guesses = [_guess(word) for word in words]
    has_pupils = bool({field for field, _ in guesses} & _ABOUT_A_PUPIL)
    has_setting = any(field == "setting" for field, _ in guesses)
    taken: list[tuple[str, str]] = []
    seen: set[str] = set()
    for at, (guess, why) in enumerate(guesses):
        field = _settled(guess, has_pupils, has_setting, _column(below, at))
        if field in seen:
            taken.append(("", f"not used: {_MEANING[field]} {IN_ANOTHER}"))
            continue
        because = why or (_BY_HEADING if field == guess else _BY_CONTENT)
        taken.append((field, f"{_MEANING[field]}{because}" if field else why))
        seen |= {field} - {""}
    return taken


def _guess(word: str) -> tuple[str, str]:
    if not word:
        return "", ""
    if word in _FIELD_BY_HEADING:
        return _FIELD_BY_HEADING[word], ""
    if _PRIVATE.search(word):
        return "", _KEPT_OUT
    close = difflib.get_close_matches(word, _FIELD_BY_HEADING, n=1, cutoff=0.85)
    if close and len(word) > 3:
        return _FIELD_BY_HEADING[close[0]], f" (the heading looks like “{close[0]}”)"
    return "", _NOT_USED


def _settled(guess: str, has_pupils: bool, has_setting: bool, column: list[Cell]) -> str:
    """Decide what a heading with two meanings stands for, by the columns beside it and what is below it."""
    if guess == "place":
        return "room" if has_setting else "setting"
    if guess in ("start", "end"):
        clock, day = ("starts_at", "start_date") if guess == "start" else ("ends_at", "end_date")
        guess = day if _holds_days(column) else clock
    if guess == "weekday" and _holds_days(column):
        return "held_on"
    if guess == "start_date":
        return "joined_on" if has_pupils else "from_on"
    if guess == "end_date":
        return "left_on" if has_pupils else "until_on"
    return guess


def _column(below: Sequence[Sequence[Cell]], at: int) -> list[Cell]:
    return [row[at] for row in below[:50] if at < len(row) and row[at] not in (None, "")]


def _holds_days(column: list[Cell]) -> bool:
    for cell in column:
        try:
            return day_of(cell) is not None
        except ValueError:
            return False
    return False


def column_letters(at: int) -> str:
    """Return a column's name in a spreadsheet: 0 is ``A``, 26 is ``AA``."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
