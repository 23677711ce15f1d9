"""The radar's page: who and what nobody has noticed lately, one group at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tutordiary import timetable
from tutordiary.diary import Diary, reading
from tutordiary.evidence.radar import PupilRadar, Seen, is_near_the_end, radars
from tutordiary.evidence.rule import RuleState, rule_lines
from tutordiary.model import (
    Closure,
    Group,
    Judgement,
    Membership,
    Observation,
    Programme,
    Pupil,
    Record,
    Session,
    SessionStatus,
    Setting,
    StartPoint,
    Voice,
)
from tutordiary.presenters import radar_words as say
from tutordiary.presenters.log_names import names_for
from tutordiary.presenters.radar_rows import RadarRows
from tutordiary.presenters.radar_state import GroupChoice, RadarState, RadarView, Way

PLACE = "radar_place"  # a preference of the diary: the group, what is unfolded, the row and the pupil
TREND_WEEKS = 10
NO_GROUPS = "There is no group with pupils in it today. Add one, and this page shows who has gone quiet."
TOLD_BY = (Observation, Voice, StartPoint, Judgement)
Member = tuple[Pupil, Membership]


def quiet_line(diary: Diary, group_id: str, day: date) -> str:
    """Return the radar of a group in one line; empty when nobody is quiet, or nothing was ever noted.

    It reads less than the page does: only what its words are made of.
    """
    members = _members_of(diary, group_id, day)
    if not members:
        return ""
    found = _radars(diary, diary.need(Group, group_id), _noticed(diary, group_id, members, day), day)
    if not any(since.day for one in found for since in (*one.outcomes.values(), one.in_words)):
        return ""
    return say.one_line(found, diary.framework)


class RadarPresenter:
    """Gathers a group afresh each time the page is shown, and remembers where the person was."""

    def __init__(self, diary: Diary, view: RadarView, today: Callable[[], date]) -> None:
        self._diary = diary
        self._view = view
        self._today = today
        self._group_id = ""
        self._unfolded: set[str] = set()
        self._groups: tuple[GroupChoice, ...] = ()
        self._found: tuple[PupilRadar, ...] = ()
        self._decide = False
        self._at = ("", "")  # the row's key and the pupil's id
        self._state: RadarState | None = None
        diary.listen(self._on_changed)

    def show(self) -> None:
        """Gather and draw the page: the group chosen before, else that of the next session today."""
        day = self._today()
        members = _members_on(self._diary, day)
        self._groups = self._choices(members)
        ids = [one.group_id for one in self._groups]
        if self._group_id not in ids:
            self._group_id = self._next_group(ids, day)
        self._found, self._decide = _looked(self._diary, self._group_id, members.get(self._group_id, []), day)
        self._draw()

    def come_back(self) -> None:
        """Draw the page as it was left before a lock."""
        held = json.loads(self._diary.preference(PLACE) or "{}")
        self._group_id = held.get("group", "")
        self._unfolded = set(held.get("unfolded", ()))
        self._at = (held.get("row", ""), held.get("pupil", ""))
        self.show()

    def choose_group(self, group_id: str) -> None:
        """Show another group."""
        self._group_id, self._at = group_id, ("", "")
        self.show()
        self.remember()

    def step_group(self, by: int) -> None:
        """Show the group before (-1) or after (1) this one, round and round."""
        ids = [one.group_id for one in self._groups]
        if len(ids) > 1:
            self.choose_group(ids[(ids.index(self._group_id) + by) % len(ids)])

    def unfold(self, row: int) -> None:
        """Show what is below a row, or hide it; in a row that was unfolded, the one it belongs to."""
        assert self._state is not None
        if not 0 <= row < len(self._state.rows):
            return
        one = self._state.rows[row]
        key = one.under or one.key
        if not one.under and not one.can_unfold:
            return
        if key in self._unfolded:
            self._unfolded.remove(key)
            self._at = (key, self._at[1])
        else:
            self._unfolded.add(key)
        self._draw()
        self.remember()

    def move(self, row: int, column: int) -> None:
        """Note which cell is looked at."""
        assert self._state is not None
        if self._state.cell(row, column) is not None:
            self._at = (self._state.rows[row].key, self._state.pupils[column].pupil_id)

    def go(self, row: int, column: int) -> None:
        """Go to the place that fills a cell; where nothing is missing, to the pupil."""
        assert self._state is not None
        cell = self._state.cell(row, column)
        if cell is None:
            return
        way = cell.way or Way(self._state.pupils[column].pupil_id, "")
        self._view.open_pupil(way.pupil_id, way.part, way.outcome)

    def log(self) -> None:
        """Go to the log of this group: of today's session, else of the last one, so that none is made up."""
        if self._group_id:
            self._view.open_log(self._group_id, self._log_day())

    def _log_day(self) -> date:
        today = self._today()
        if any(one.group.id == self._group_id for one in timetable.sessions_on(self._diary, today)):
            return today
        earlier = (
            one.held_on
            for one in self._diary.find(Session, order=("-held_on",), group_id=self._group_id)
            if one.held_on <= today and one.status is not SessionStatus.CANCELLED
        )
        return next(earlier, today)

    def _on_changed(self, changed: tuple[Record, ...]) -> None:
        if self._state is not None and any(isinstance(one, TOLD_BY) for one in changed):
            self._view.hear()

    def remember(self) -> None:
        """Keep in the diary where the person is, for after a lock."""
        row, pupil = self._at
        if self._diary.get(Pupil, pupil) is None:
            pupil = ""  # erased since
        held = {"group": self._group_id, "unfolded": sorted(self._unfolded), "row": row, "pupil": pupil}
        self._diary.keep_preference(PLACE, json.dumps(held))

    # What is shown --------------------------------------------------------------------------------

    def _draw(self) -> None:
        framework = self._diary.framework
        if not self._found:
            self._state = RadarState(self._groups, self._group_id, NO_GROUPS, (), (), (0, 0))
        else:
            made = RadarRows(self._found, framework, self._unfolded, decide=self._decide)
            rows, pupils = made.rows(), made.pupils()
            at = (_place([one.key for one in rows], self._at[0]),
                  _place([one.pupil_id for one in pupils], self._at[1]))  # fmt: skip
            sentence = say.top_sentence(self._found, framework)
            self._state = RadarState(self._groups, self._group_id, sentence, pupils, rows, at)
        self._view.show_state(self._state)

    def _choices(self, members: dict[str, list[Member]]) -> tuple[GroupChoice, ...]:
        groups = [self._diary.need(Group, group_id) for group_id in members]
        names = [group.working_name for group in groups]
        found = []
        for group in groups:
            setting = self._diary.get(Setting, group.setting_id)
            where = setting.name if setting and names.count(group.working_name) > 1 else ""
            words = ", ".join(part for part in (group.working_name, where) if part)
            found.append(GroupChoice(group.id, words))
        return tuple(sorted(found, key=lambda one: (one.words.casefold(), one.group_id)))

    def _next_group(self, ids: Sequence[str], day: date) -> str:
        for one in timetable.sessions_on(self._diary, day):
            is_over = one.session is not None and (
                one.session.finished_at is not None or one.session.status is SessionStatus.CANCELLED
            )
            if one.group.id in ids and not is_over:
                return one.group.id
        return ids[0] if ids else ""


def _place(keys: Sequence[str], wanted: str) -> int:
    return keys.index(wanted) if wanted in keys else 0


# Reading ------------------------------------------------------------------------------------------


def _members_on(diary: Diary, day: date) -> dict[str, list[Member]]:
    """Return the pupils of every group with somebody in it, by the group's id."""
    found: dict[str, list[Member]] = {}
    for one in reading.current_pupils(diary, day):
        found.setdefault(one.group.id, []).append((one.pupil, one.membership))
    return found


def _members_of(diary: Diary, group_id: str, day: date) -> list[Member]:
    """Return the pupils of one group on a day."""
    stays = [
        one
        for one in diary.find(Membership, group_id=group_id)
        if (one.joined_on is None or one.joined_on <= day) and (one.left_on is None or day <= one.left_on)
    ]
    return [(diary.need(Pupil, one.pupil_id), one) for one in stays]


def _looked(
    diary: Diary, group_id: str, members: Sequence[Member], day: date
) -> tuple[tuple[PupilRadar, ...], bool]:
    """Return what the radar says of a group's pupils, and whether it is time for decisions."""
    if not members:
        return (), False
    ids = [pupil.id for pupil, _ in members]
    group = diary.need(Group, group_id)
    held = len(_held(diary, group_id, day))
    decide = is_near_the_end(day, _ends_on(diary, group), group.planned_sessions, held)
    heard = reading.voices_heard(diary, ids)
    parts = reading.parts_taken(diary, ids, day - timedelta(weeks=TREND_WEEKS))
    states = _states(diary, ids) if decide else {}
    seen = [
        replace(
            one,
            heard=heard.get(one.pupil_id, frozenset()),
            started=frozenset(each.outcome for each in diary.find(StartPoint, pupil_id=one.pupil_id)),
            parts=tuple((each.noted_on, each.part) for each in parts if each.pupil_id == one.pupil_id),
            states=states.get(one.pupil_id),
        )
        for one in _noticed(diary, group_id, members, day)
    ]
    return _radars(diary, group, seen, day), decide


def _noticed(diary: Diary, group_id: str, members: Sequence[Member], day: date) -> list[Seen]:
    """Read when each indicator was last noticed in each pupil, and when words were last written."""
    ids = [pupil.id for pupil, _ in members]
    signs: dict[str, dict[str, date]] = {}
    for (pupil_id, indicator_id), last in reading.last_noticed(diary, ids, day).items():
        signs.setdefault(pupil_id, {})[indicator_id] = last
    worded, held = reading.last_worded(diary, ids), _held(diary, group_id, day)
    return [
        Seen(
            pupil_id=pupil.id,
            name=name,
            signs=signs.get(pupil.id, {}),
            worded_on=worded.get(pupil.id),
            held=sum(stay.joined_on is None or stay.joined_on <= one for one in held),
        )
        for (pupil, stay), name in zip(members, names_for([one for one, _ in members]), strict=True)
    ]


def _held(diary: Diary, group_id: str, day: date) -> list[date]:
    """Return the days of the sessions a group has had."""
    return [
        one.held_on
        for one in diary.find(Session, group_id=group_id)
        if one.status is SessionStatus.HELD and one.held_on <= day
    ]


def _radars(diary: Diary, group: Group, seen: Sequence[Seen], day: date) -> tuple[PupilRadar, ...]:
    earliest = min(
        (last for one in seen for last in (*one.signs.values(), one.worded_on or day)), default=day
    )
    closures = [
        (one.from_on, one.until_on)
        for one in diary.all(Closure)
        if one.until_on >= earliest and one.setting_id in (None, group.setting_id)
    ]
    return radars(seen, diary.framework, day, closures)


def _ends_on(diary: Diary, group: Group) -> date | None:
    if group.ends_on is not None or group.programme_id is None:
        return group.ends_on
    programme = diary.get(Programme, group.programme_id)
    return programme.ends_on if programme else None


def _states(diary: Diary, ids: Sequence[str]) -> dict[str, dict[str, RuleState]]:
    book, framework = reading.book_of(diary, ids), diary.framework
    return {
        pupil_id: {one.id: rule_lines(book, framework, pupil_id, one.id) for one in framework.outcomes}
        for pupil_id in ids
    }
