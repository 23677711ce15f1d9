"""What was noted before this session: the newest earlier mark of a pupil for an indicator, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from tutordiary import dates, timetable
from tutordiary.diary import Diary, reading
from tutordiary.model import Direction, Observation, Scope, Session

NOTHING = "Last time: nothing noted yet"
Key = tuple[str, str]  # pupil and indicator


class LastTimes:
    """Knows the last individual mark of each pupil, and what the last session noted for everyone at once.

    It reads a little, and only when first asked.
    """

    def __init__(
        self,
        diary: Diary,
        session: Session,
        pupil_ids: Sequence[str],
        say_step: Callable[[int | None], str],
    ) -> None:
        self._diary = diary
        self._session = session
        self._pupil_ids = pupil_ids
        self._say_step = say_step
        self._days: dict[Key, date] | None = None  # of the last individual mark
        self._for_all: dict[Key, Observation] = {}  # of the last session
        self._signs: dict[tuple[str, date], list[Observation]] = {}  # of a pupil's day, read once

    def words(self, pupil_ids: Sequence[str], indicator_id: str) -> str:
        """Return "Last time: sometimes, 6 October"; "mixed" where the pupils differ."""
        found = (self._last(one, indicator_id) for one in pupil_ids)
        marks = [mark for mark in found if mark is not None]
        if not marks:
            return NOTHING
        said = {self._said(mark) for mark in marks}
        same = len(said) == 1 and len(marks) == len(pupil_ids)
        day = dates.day_and_month(max(mark.noted_on for mark in marks))
        return f"Last time: {said.pop() if same else 'mixed'}, {day}"

    def _said(self, mark: Observation) -> str:
        words = "a harder day" if mark.step is None else self._say_step(mark.step)
        return f"{words} for everyone" if mark.scope is Scope.GROUP else words

    def _last(self, pupil_id: str, indicator_id: str) -> Observation | None:
        """Return the newer of the two; of one day the pupil's own says more."""
        if self._days is None:
            self._days = self._look_up()
        key = (pupil_id, indicator_id)
        for_all, day = self._for_all.get(key), self._days.get(key)
        if day is None or (for_all is not None and for_all.noted_on > day):
            return for_all
        if (pupil_id, day) not in self._signs:
            self._signs[pupil_id, day] = self._diary.find(Observation, pupil_id=pupil_id, noted_on=day)
        own = (one for one in reversed(self._signs[pupil_id, day]) if _says(one, indicator_id, Scope.PUPIL))
        return next(own, for_all)

    def _look_up(self) -> dict[Key, date]:
        before = timetable.previous_session(self._diary, self._session)
        if before is not None:
            for sign in self._diary.find(Observation, session_id=before.id):
                if sign.pupil_id and sign.indicators and _says(sign, sign.indicators[0], Scope.GROUP):
                    self._for_all[sign.pupil_id, sign.indicators[0]] = sign
        until = self._session.held_on - timedelta(days=1)
        return reading.last_noticed(self._diary, self._pupil_ids, until)


def _says(sign: Observation, indicator_id: str, scope: Scope) -> bool:
    says = sign.step is not None or sign.direction is Direction.HARDER_DAY
    return says and sign.scope is scope and indicator_id in sign.indicators
