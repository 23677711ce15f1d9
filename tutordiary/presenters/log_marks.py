"""The marks of the grid and who was there: read from the records, and worked out anew for a change."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tutordiary.model import (
    Attendance,
    Direction,
    Observation,
    Presence,
    Pupil,
    Scope,
    Where,
    new_id,
)
from tutordiary.presenters.log_book import LogBook


def is_mark(sign: Observation) -> bool:
    """Return whether an observation is a mark of the grid: one indicator, no words, in the session."""
    return (
        not sign.text
        and not sign.what_i_did
        and len(sign.indicators) == 1
        and sign.part_taken is None
        and sign.where_seen is Where.SESSION
        and sign.pupil_id is not None
    )


class LogMarks:
    """The marks and the attendance of one open session."""

    def __init__(self, book: LogBook, pupils: tuple[Pupil, ...]) -> None:
        self._book = book
        self._pupils = pupils
        self._seen = -1
        self._by_cell: dict[tuple[str | None, str], list[Observation]] = {}

    def attendance(self, pupil_id: str) -> Attendance | None:
        """Return how a pupil attended, as written down; None when it is not."""
        return next((one for one in self._book.of(Attendance) if one.pupil_id == pupil_id), None)

    def presence(self, pupil_id: str) -> Presence:
        """Return how a pupil attended; here until something else is noted."""
        held = self.attendance(pupil_id)
        return held.presence if held else Presence.PRESENT

    def here(self) -> list[Pupil]:
        """Return the pupils who came, for all or part of the time."""
        return [pupil for pupil in self._pupils if self.presence(pupil.id) is not Presence.ABSENT]

    def all(self) -> list[Observation]:
        """Return every mark of the session."""
        return [mark for marks in self._cells().values() for mark in marks]

    def in_row(self, indicator_id: str) -> list[Observation]:
        """Return the marks of one indicator."""
        return [mark for mark in self.all() if mark.indicators == (indicator_id,)]

    def in_cell(self, pupil_id: str, indicator_id: str) -> list[Observation]:
        """Return the marks of one cell: at most one but for imported diaries; a pupil's own comes first."""
        return list(self._cells().get((pupil_id, indicator_id), ()))

    def _cells(self) -> dict[tuple[str | None, str], list[Observation]]:
        if self._seen != self._book.version:
            self._seen = self._book.version
            self._by_cell = {}
            for sign in self._book.of(Observation):
                if is_mark(sign):
                    self._by_cell.setdefault((sign.pupil_id, sign.indicators[0]), []).append(sign)
            for marks in self._by_cell.values():
                marks.sort(key=lambda mark: mark.scope is Scope.GROUP)
        return self._by_cell

    def pupils_with_own_mark(self, indicator_id: str) -> set[str | None]:
        """Return the pupils who were marked by themselves in a row."""
        return {mark.pupil_id for mark in self.in_row(indicator_id) if mark.scope is Scope.PUPIL}

    def count(self, pupil_id: str) -> int:
        """Return for how many indicators a pupil has a mark."""
        return len({mark.indicators for mark in self.all() if mark.pupil_id == pupil_id})

    def who_in(self, pupil_id: str, indicator_id: str) -> list[str]:
        """Return the pupils a mark is for: one, or for an empty id all here without a mark of their own."""
        if pupil_id:
            return [pupil_id]
        own = self.pupils_with_own_mark(indicator_id)
        return [pupil.id for pupil in self.here() if pupil.id not in own]

    def with_step(
        self, pupil_id: str, indicator_id: str, step: int, at: datetime
    ) -> tuple[list[Observation], list[Observation]]:
        """Return the marks to save and to remove so that a cell (empty id: everyone) holds a step."""
        scope = Scope.PUPIL if pupil_id else Scope.GROUP
        save: list[Observation] = []
        remove: list[Observation] = []
        for one in self.who_in(pupil_id, indicator_id):
            held = self.in_cell(one, indicator_id)
            mark = held[0] if held else self._new(one, indicator_id, at)
            save.append(replace(mark, step=step, scope=scope))
            remove += held[1:]
        return save, remove

    def with_harder(
        self, pupil_id: str, indicator_id: str, *, harder: bool, at: datetime
    ) -> tuple[list[Observation], list[Observation]]:
        """Return the marks to save and to remove so that a cell does, or does not, say a harder day."""
        scope = Scope.PUPIL if pupil_id else Scope.GROUP
        save: list[Observation] = []
        remove: list[Observation] = []
        for one in self.who_in(pupil_id, indicator_id):
            held = self.in_cell(one, indicator_id)
            if not harder and held and held[0].step is None:
                remove += held
            elif held or harder:
                mark = held[0] if held else self._new(one, indicator_id, at)
                direction = Direction.HARDER_DAY if harder else None
                save.append(replace(mark, direction=direction, scope=scope))
                remove += held[1:]
        return save, remove

    def in_place(self, pupil_id: str, indicator_id: str) -> list[Observation]:
        """Return the marks that clearing a cell takes away: for everyone, those set for everyone."""
        if pupil_id:
            return self.in_cell(pupil_id, indicator_id)
        return [mark for mark in self.in_row(indicator_id) if mark.scope is Scope.GROUP]

    def _new(self, pupil_id: str, indicator_id: str, at: datetime) -> Observation:
        session = self._book.session
        return Observation(
            id=new_id(),
            noted_on=session.held_on,
            pupil_id=pupil_id,
            group_id=session.group_id,
            session_id=session.id,
            indicators=(indicator_id,),
            created_at=at,
        )
