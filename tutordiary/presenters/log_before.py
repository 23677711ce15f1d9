"""What was noted before this session: the newest earlier mark of a pupil for an indicator, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tutordiary import dates
from tutordiary.diary import Diary
from tutordiary.model import Direction, Observation, Scope, Session

NOTHING = "Last time: nothing noted yet"


class LastTimes:
    """Looks earlier marks up, each pupil's when first asked for."""

    def __init__(self, diary: Diary, session: Session, say_step: Callable[[int | None], str]) -> None:
        self._diary = diary
        self._session = session
        self._say_step = say_step
        self._found: dict[str, dict[str, Observation]] = {}

    def words(self, pupil_ids: Sequence[str], indicator_id: str) -> str:
        """Return "Last time: sometimes, 6 October"; "mixed" where the pupils differ."""
        found = (self._of(one).get(indicator_id) for one in pupil_ids)
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

    def _of(self, pupil_id: str) -> dict[str, Observation]:
        if pupil_id not in self._found:
            self._found[pupil_id] = self._look_up(pupil_id)
        return self._found[pupil_id]

    def _look_up(self, pupil_id: str) -> dict[str, Observation]:
        session, found = self._session, dict[str, Observation]()
        signs = self._diary.find(Observation, order=("noted_on", "id"), pupil_id=pupil_id)
        for sign in signs:
            is_earlier = sign.noted_on < session.held_on and sign.session_id != session.id
            if is_earlier and (sign.step is not None or sign.direction is Direction.HARDER_DAY):
                for indicator in sign.indicators:
                    held = found.get(indicator)
                    # Of one day a pupil's own mark says more than the one set for everyone.
                    if held is None or held.noted_on < sign.noted_on or sign.scope is Scope.PUPIL:
                        found[indicator] = sign
        return found
