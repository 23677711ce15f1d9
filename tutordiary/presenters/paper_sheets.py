"""Which sheets of paper there are, and who the letters on each of them are: known to the diary alone.

A sheet has a number. Its letters are given once, in the order the log had that day, and stay as they are:
who joins later gets the next letter, and the letter of somebody erased is given to nobody.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from tutordiary import timetable
from tutordiary.diary import Diary
from tutordiary.model import Group

ALPHABET = "ABCDEFGJKLMQRSTUVWXYZ"  # without the log's own keys H, N and P, and without I and O
LAST = "paper/last"
MOST_LISTED = 60  # sheets looked back at for those that wait


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: ``codes`` pairs each letter with a pupil's id; ``rows`` are the indicators written up."""

    number: int
    group_id: str
    day: date
    codes: tuple[tuple[str, str], ...]
    rows: frozenset[str]
    is_done: bool

    def code_of(self, pupil_id: str) -> str:
        """Return a pupil's letter; empty when they have none."""
        return next((code for code, one in self.codes if one == pupil_id), "")


class PaperSheets:
    """Reads and keeps the sheets of a diary. A letter is a preference of its own: erasing takes just that."""

    def __init__(self, diary: Diary) -> None:
        self._diary = diary

    def of(self, group_id: str, day: date, *, with_codes: bool = True) -> Sheet | None:
        """Return the sheet made for a group's session on a day, or None; as ``numbered``."""
        number = self._diary.preference(_of(group_id, day))
        return self.numbered(int(number), with_codes=with_codes) if number else None

    def make(self, group_id: str, day: date) -> Sheet:
        """Return the sheet for a group's session, made now if there was none; who is new gets a letter."""
        held = self.of(group_id, day)
        pupils = timetable.members_on(self._diary, group_id, day)
        with self._diary.together():
            if held is None:
                number = int(self._diary.preference(LAST, "0")) + 1
                self._keep(LAST, str(number))
                self._keep(_of(group_id, day), str(number))
                given = 0
                about: dict[str, Any] = {"group": group_id, "day": day.isoformat(), "rows": [], "done": False}
            else:
                number, about = held.number, self._about(held.number)
                given = int(about["given"])
            known = {pupil_id for _, pupil_id in held.codes} if held else set()
            for pupil in pupils:
                if pupil.id not in known:
                    self._keep(f"paper/{number}/{letter(given)}", pupil.id)
                    given += 1
            self._keep(f"paper/{number}", json.dumps(about | {"given": given}))
        made = self.numbered(number)
        assert made is not None
        return made

    def numbered(self, number: int, *, with_codes: bool = True) -> Sheet | None:
        """Return the sheet with a number; None when there is none, or its group is gone.

        For a list it is read quicker without its codes.
        """
        about = self._about(number)
        if not about or self._diary.get(Group, about["group"]) is None:
            return None
        letters = [letter(at) for at in range(int(about["given"]) if with_codes else 0)]
        pairs = [(code, self._diary.preference(f"paper/{number}/{code}")) for code in letters]
        return Sheet(
            number=number,
            group_id=about["group"],
            day=date.fromisoformat(about["day"]),
            codes=tuple((code, pupil_id) for code, pupil_id in pairs if pupil_id),
            rows=frozenset(about["rows"]),
            is_done=bool(about["done"]),
        )

    def waiting(self) -> tuple[Sheet, ...]:
        """Return the sheets that are not written up, without codes, the newest first; not the very old."""
        last = int(self._diary.preference(LAST, "0"))
        numbers = range(last, max(0, last - MOST_LISTED), -1)
        found = (self.numbered(number, with_codes=False) for number in numbers)
        return tuple(one for one in found if one is not None and not one.is_done)

    def tick(self, number: int, indicator_id: str) -> None:
        """Note that a row was written up."""
        about = self._about(number)
        if indicator_id not in about["rows"]:
            self._keep(f"paper/{number}", json.dumps(about | {"rows": [*about["rows"], indicator_id]}))

    def finish(self, number: int, *, is_done: bool = True) -> None:
        """Note that a sheet is written up, or is to be looked at again."""
        self._keep(f"paper/{number}", json.dumps(self._about(number) | {"done": is_done}))

    def _about(self, number: int) -> dict[str, Any]:
        held: dict[str, Any] = json.loads(self._diary.preference(f"paper/{number}") or "{}")
        return held

    def _keep(self, name: str, value: str) -> None:
        # As loud as a record: a backup without the letters would leave the paper unreadable.
        with self._diary.together():
            self._diary.keep_preference(name, value)


def letter(at: int) -> str:
    """Return the letter of a place, from 0: A to Z without some, then AA, AB and so on."""
    first, second = divmod(at, len(ALPHABET))
    return (ALPHABET[first - 1] if first else "") + ALPHABET[second]


def _of(group_id: str, day: date) -> str:
    return f"paper/of/{group_id}/{day.isoformat()}"
