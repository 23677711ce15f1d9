"""Earlier texts of a field to read, compare and use again, and what lies in the bin."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from tutordiary import dates
from tutordiary.diary import Diary, history
from tutordiary.errors import UserError
from tutordiary.model import Record

LONGEST_OPENING = 70
TOKEN = re.compile(r"\s*\w+|\s*[^\w\s]|\s+")  # a word or a sign, with the space before it
Change = Literal["same", "back", "gone"]


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Which text is meant: a field of a record."""

    kind: type[Record]
    record_id: str
    field: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One earlier text in the list: until when it stood there, and how it begins."""

    id: str
    when: str
    opening: str
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the comparison: what both say, what would come back, or what would go."""

    text: str
    change: Change


class TextHistory:
    """The earlier texts of one field, beside what it says now."""

    def __init__(self, diary: Diary, place: TextPlace, today: Callable[[], date] = date.today) -> None:
        self._diary = diary
        self._place = place
        self._today = today

    @property
    def now(self) -> str:
        """What the field says now; empty when its record is gone."""
        record = self._diary.get(self._place.kind, self._place.record_id)
        return str(getattr(record, self._place.field)) if record is not None else ""

    def lines(self) -> tuple[VersionLine, ...]:
        """Return the earlier texts, newest first."""
        place = self._place
        held = history.versions(self._diary, place.kind, place.record_id, place.field)
        return tuple(
            VersionLine(one.id, _moment(one.until, self._today()), _opening(one.text), one.text)
            for one in held
        )

    def pieces(self, text: str) -> tuple[Piece, ...]:
        """Return what using an earlier text would change in the one of now."""
        return compare(self.now, text)


def has_earlier(diary: Diary, place: TextPlace) -> bool:
    """Return whether there is an earlier text to go back to."""
    return bool(history.versions(diary, place.kind, place.record_id, place.field))


def compare(now: str, earlier: str) -> tuple[Piece, ...]:
    """Return an earlier text, word for word, and between its words those of now that it does not have."""
    old, new = TOKEN.findall(now), TOKEN.findall(earlier)
    pieces: list[Piece] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > 4000)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("".join(new[new_from:new_to]), "same"))
            continue
        if old_to > old_from:
            pieces.append(Piece("".join(old[old_from:old_to]), "gone"))
        if new_to > new_from:
            pieces.append(Piece("".join(new[new_from:new_to]), "back"))
    return tuple(pieces)


def in_words(pieces: tuple[Piece, ...]) -> str:
    """Return what changes as a sentence or two, for those who do not see the marks."""
    told = []
    for change, start in (("back", "Comes back"), ("gone", "Goes")):
        parts = [one.text.strip() for one in pieces if one.change == change and one.text.strip()]
        if parts:
            told.append(f"{start}: {'; '.join(parts)}.")
    return " ".join(told) or "The words are the same."


def _moment(moment: datetime, today: date) -> str:
    day = moment.astimezone().date()
    if day == today:
        said = "Today"
    else:
        said = dates.day_and_month(day, year=day.year != today.year)
    return f"{said}, until {dates.local_clock(moment)}"


def _opening(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_OPENING else f"{words[: LONGEST_OPENING - 1].rstrip()}…"


# The bin -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BinLine:
    """Something that was removed: what it was, and when, with how much."""

    id: str
    title: str
    note: str


class Bin:
    """What was removed lately, to bring back or to let go of."""

    def __init__(self, diary: Diary, today: Callable[[], date]) -> None:
        self._diary = diary
        self._today = today

    def lines(self) -> tuple[BinLine, ...]:
        """Return what lies in the bin, newest first."""
        return tuple(BinLine(one.id, one.title, self._note(one)) for one in history.binned(self._diary))

    def _note(self, one: history.Binned) -> str:
        day = one.removed_at.astimezone().date()
        said = "Removed today" if day == self._today() else f"Removed on {dates.day_and_month(day)}"
        more = one.count - 1
        if more:
            said += f", with {more:,} {'record' if more == 1 else 'records'} that belonged to it"
        left = max(0, min((day + history.KEPT - self._today()).days, history.KEPT.days))
        return f"{said}. Kept for {left} more {'day' if left == 1 else 'days'}."

    def bring_back(self, line_id: str) -> tuple[bool, str]:
        """Bring one back, and return whether that was done, and a sentence that says so or why not."""
        first = history.comes_first(self._diary, line_id)
        if first is not None:
            return (
                False,
                f"It belongs to something that was removed too. Bring this back first: {first.title}.",
            )
        try:
            history.bring_back(self._diary, line_id)
        except UserError as error:
            return False, str(error)
        return True, "It is back, with everything that belonged to it."

    def empty(self) -> str:
        """Let everything go for good, and say so."""
        gone = history.empty(self._diary)
        things = "1 thing" if gone == 1 else f"{gone} things"
        return f"{things} removed for good. Older backups may still hold them."
