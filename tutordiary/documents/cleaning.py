"""Makes every word fit to print, once, before any format sees it.

``prepare`` walks a whole document and returns it with each text cleaned and held to its limit, so that no
writer can forget a field. Escaping is the writers' own business: it differs between PDF, Word and Markdown.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar

from tutordiary.documents.content import Document

_D = TypeVar("_D", bound=Document)

ITEMS_MOST = 60
"""Most things in one list of a document; dots of an indicator may be more."""

_MOST: dict[str, int] = {"dots": 400, "attendance": 400, "entries": 100_000, "lines": 100_000}
"""Longer lists: dots of an indicator, and the records of a copy that leaves nothing out."""

_LIMIT = 200
_ONE_LINE = 120
"""Fields of at most this many characters are names and labels: they have one line."""

LIMITS: dict[str, int] = {
    "pupil": 80, "name": 80, "title": 160, "tutor": 80, "service": 80, "school": 120, "group": 80,
    "year": 40, "programme": 80, "purpose": 80, "who": 80, "how": 200, "indicator": 120, "outcome": 120,
    "summary": 2000, "strengths": 1000, "Hope.words": 1000, "Quote.words": 1000,
    "pupil_words": 300, "adult_words": 300, "happened": 600, "pupil_review": 300,
    "start": 600, "now": 600, "seen": 600, "also_seen_by": 300, "judgement": 60,
    "still_hard": 1000, "what_helps": 1000, "assess": 600, "plan": 600, "do": 600, "review": 600,
    "opening": 600, "detail": 300, "proud_moment": 500, "what": 300, "what_the_pupil_does": 300,
    "easier": 500, "next_step": 500, "try_at_home": 500, "likes": 400,
    "short_version": 600, "short_draft": 600, "quotable": 300, "CaseSection.text": 6000,
    "WeekQuote.words": 600, "question": 400, "Pack.happened": 2500, "sign": 400, "advice": 400,
    "since_last_time": 800, "Activity.how": 800, "why_it_helped": 400, "noticed": 300, "unsure": 300,
    "code": 60, "scope": 600, "sentence": 400, "ClearedQuote.words": 600, "learned": 800, "missing": 300,
    "method": 1500, "facts": 300, "HeldEntry.words": 50_000, "HeldEntry.lines": 50_000, "HeldEntry.head": 400,
    "EverythingHeld.facts": 2000, "EverythingHeld.opening": 1200, "left_out": 1200, "about": 3000,
    "note": 600,
}  # fmt: skip
"""Most characters of each field, by ``Class.field`` or ``field``; anything else may have 200."""

_NEWLINES = re.compile("\r\n?|[\u2028\u2029\u000b\u000c\u0085]")
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\U000e0000-\U000e0fff]"
)
_MANY_NEWLINES = re.compile(r"\n[ \u00a0]*(?:\n[ \u00a0]*)+")
_NO_CHARACTERS = "".join(chr(plane * 0x10000 + 0xFFFE) + chr(plane * 0x10000 + 0xFFFF) for plane in range(17))
_PLAINER = str.maketrans(
    {"\t": "    ", "\u202f": "\u00a0", "\u2007": "\u00a0", "\u2011": "-", "\u2010": "-"}
    | dict.fromkeys(_NO_CHARACTERS, "")
)


def clean(text: str | None) -> str:
    """Return the text fit to print: one kind of line end, composed letters, nothing invisible.

    At most one empty line in a row is kept. None gives an empty string. Cleaning twice changes nothing more.
    """
    if not text:
        return ""
    plain = _NEWLINES.sub("\n", text)
    plain = _INVISIBLE.sub("", plain)
    plain = plain.translate(_PLAINER)
    plain = _MANY_NEWLINES.sub("\n\n", plain).strip()
    return unicodedata.normalize("NFC", plain)


def clip(text: str, most: int) -> str:
    """Return the text cut at a word to at most ``most`` characters, with "…" where something was cut."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    space = cut.rfind(" ", most - 40)
    return (cut[:space] if space > 0 else cut).rstrip() + "…"


def limit_of(owner: str, name: str) -> int:
    """Return the most characters a field of a class may have, for counters on the screen."""
    return LIMITS.get(f"{owner}.{name}", LIMITS.get(name, _LIMIT))


def prepare(document: _D) -> tuple[_D, tuple[str, ...]]:
    """Return the document with every text cleaned and clipped, and a sentence for each thing cut."""
    notes: list[str] = []
    return _prepared(document, notes), tuple(dict.fromkeys(notes))


def _prepared(record: Any, notes: list[str]) -> Any:
    owner = type(record).__name__
    changed: dict[str, Any] = {}
    for item in fields(record):
        value = getattr(record, item.name)
        # Types are strings here: a field that may not be None but is, is an empty text.
        wanted = "" if value is None and item.type == "str" else value
        changed[item.name] = _value(wanted, owner, item.name, notes)
    return replace(record, **changed)


def _value(value: Any, owner: str, name: str, notes: list[str]) -> Any:
    if isinstance(value, str):
        return _text(value, owner, name, notes)
    if isinstance(value, tuple):
        most = _MOST.get(name, ITEMS_MOST)
        if len(value) > most:
            notes.append(f"Only the first {most} of the list “{_words(name)}” are printed.")
        return tuple(_value(item, owner, name, notes) for item in value[:most])
    if is_dataclass(value) and not isinstance(value, (type, date)):
        return _prepared(value, notes)
    return value


def _text(value: str, owner: str, name: str, notes: list[str]) -> str:
    most = limit_of(owner, name)
    text = clean(value)
    if most <= _ONE_LINE:
        text = " ".join(text.split("\n"))
    lines = text.split("\n")
    most_lines = max(8, most // 40)
    if len(lines) > most_lines:
        notes.append(f"“{_words(name)}” has more than {most_lines} lines: the rest was left out.")
        text = "\n".join(lines[:most_lines]).rstrip() + "…"
    if len(text) > most:
        notes.append(f"“{_words(name)}” is longer than {most:,} characters: the rest was left out.")
    return clip(text, most)


def _words(name: str) -> str:
    return name.replace("_", " ")
