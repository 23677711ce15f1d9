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
        self._attendances: dict[str, Attendance] = {}

    def attendance(self, pupil_id: str) -> Attendance | None:
        """Return how a pupil attended, as written down; None when it is not."""
        self._read()
        return self._attendances.get(pupil_id)

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
        """Return the marks of one cell, the pupil's own before the one set for everyone at once.

        There is at most one of each but for imported diaries.
        """
        return list(self._cells().get((pupil_id, indicator_id), ()))

    def own(self, pupil_id: str, indicator_id: str) -> list[Observation]:
        """Return the marks set for this pupil alone."""
        return [mark for mark in self.in_cell(pupil_id, indicator_id) if mark.scope is Scope.PUPIL]

    def for_all(self, pupil_id: str, indicator_id: str) -> list[Observation]:
        """Return the marks this pupil has because everyone was marked at once."""
        return [mark for mark in self.in_cell(pupil_id, indicator_id) if mark.scope is Scope.GROUP]

    def _cells(self) -> dict[tuple[str | None, str], list[Observation]]:
        self._read()
        return self._by_cell

    def _read(self) -> None:
        if self._seen == self._book.version:
            return
        self._seen = self._book.version
        self._attendances = {one.pupil_id: one for one in reversed(self._book.of(Attendance))}
        self._by_cell = {}
        for sign in self._book.of(Observation):
            if is_mark(sign):
                self._by_cell.setdefault((sign.pupil_id, sign.indicators[0]), []).append(sign)
        for marks in self._by_cell.values():
            marks.sort(key=lambda mark: mark.scope is Scope.GROUP)

    def count(self, pupil_id: str) -> int:
        """Return for how many indicators a pupil has a mark."""
        return sum(one == pupil_id for one, _ in self._cells())

    def cells(self) -> int:
        """Return how many cells of the grid hold something."""
        return len(self._cells())

    def with_step(
        self, pupil_id: str, indicator_id: str, step: int, at: datetime
    ) -> tuple[list[Observation], list[Observation]]:
        """Return the marks to save and to remove so that a cell (empty id: everyone) holds a step."""
        save: list[Observation] = []
        remove: list[Observation] = []
        for one, held in self._to_change(pupil_id, indicator_id):
            mark = held[0] if held else self._new(one, indicator_id, at, self._scope(pupil_id))
            save.append(replace(mark, step=step))
            remove += held[1:]
        return save, remove

    def with_harder(
        self, pupil_id: str, indicator_id: str, *, harder: bool, at: datetime
    ) -> tuple[list[Observation], list[Observation]]:
        """Return the marks to save and to remove so that a cell does, or does not, say a harder day."""
        save: list[Observation] = []
        remove: list[Observation] = []
        for one, held in self._to_change(pupil_id, indicator_id):
            if not harder and held and held[0].step is None:
                remove += held
            elif held or harder:
                mark = held[0] if held else self._new(one, indicator_id, at, self._scope(pupil_id))
                save.append(replace(mark, direction=Direction.HARDER_DAY if harder else None))
                remove += held[1:]
        return save, remove

    def _to_change(self, pupil_id: str, indicator_id: str) -> list[tuple[str, list[Observation]]]:
        """Return whom a mark is for, each with the marks of the same kind that are there.

        That is one pupil with their own marks; or for an empty id all here with those set for everyone, but
        for who has only a mark of their own: everyone else is meant.
        """
        if pupil_id:
            return [(pupil_id, self.own(pupil_id, indicator_id))]
        found = [(pupil.id, self.for_all(pupil.id, indicator_id)) for pupil in self.here()]
        return [(one, held) for one, held in found if held or not self.own(one, indicator_id)]

    @staticmethod
    def _scope(pupil_id: str) -> Scope:
        return Scope.PUPIL if pupil_id else Scope.GROUP

    def in_place(self, pupil_id: str, indicator_id: str) -> list[Observation]:
        """Return the marks that clearing a cell takes away: for everyone, those set for everyone.

        For a pupil their own; where there is none, the one set for everyone: it then leaves this pupil out.
        """
        if pupil_id:
            return self.own(pupil_id, indicator_id) or self.for_all(pupil_id, indicator_id)
        return [mark for mark in self.in_row(indicator_id) if mark.scope is Scope.GROUP]

    def _new(self, pupil_id: str, indicator_id: str, at: datetime, scope: Scope) -> Observation:
        session = self._book.session
        return Observation(
            id=new_id(),
            noted_on=session.held_on,
            pupil_id=pupil_id,
            group_id=session.group_id,
            session_id=session.id,
            indicators=(indicator_id,),
            scope=scope,
            created_at=at,
        )
