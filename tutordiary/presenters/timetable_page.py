"""The timetable: a week with what is due, logged, cancelled and moved; schools with their times; days off."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta

from tutordiary import dates, timetable
from tutordiary.diary import Diary, weeks
from tutordiary.errors import TutorDiaryError
from tutordiary.model import Closure, Group, Slot
from tutordiary.presenters import timetable_changes as changes
from tutordiary.presenters.timetable_forms import TimetableForms, day_meant, days_of, overlap_words
from tutordiary.presenters.timetable_state import (
    DayOffLine,
    GroupLine,
    Part,
    PlaceCard,
    SlotLine,
    Tile,
    TimetableView,
    WeekDay,
    WeekPage,
    from_to,
    possible,
    slot_words,
    state_of,
)
from tutordiary.timetable import DaySession

PLACE = "timetable_place"
EARLIER_STEP = 30  # groups or days off that are over, shown at a time


class TimetablePresenter:
    """Knows which part and which week is shown, and does what is asked for."""

    def __init__(self, diary: Diary, view: TimetableView, today: Callable[[], date]) -> None:
        self._diary = diary
        self._view = view
        self._today = today
        self.forms = TimetableForms(diary, today, self._kept)
        self.part = Part.WEEK
        self.monday = dates.monday_of(today())
        self._steps_back = 0
        self._undo: changes.Change | None = None

    # Showing --------------------------------------------------------------------------------------

    def show(self) -> None:
        """Gather and draw the part that is open."""
        if self.part is Part.WEEK:
            self._view.show_week(self._week())
        elif self.part is Part.PLACES:
            self._view.show_places(*self._places())
        else:
            self._view.show_days_off(*self._days_off())

    def open_part(self, part: Part) -> None:
        """Show another part."""
        self.part, self._steps_back = part, 0
        self.show()

    def show_earlier(self) -> None:
        """Show more of what is over, the latest first."""
        self._steps_back += 1
        self.show()

    def turn(self, by: int) -> None:
        """Show the week so many weeks further on; 0 is this week."""
        self.monday = self.monday + timedelta(weeks=by) if by else dates.monday_of(self._today())
        self.show()

    def go_to(self, typed: str) -> str:
        """Show the week of a day; return what is wrong with what was typed, or nothing."""
        day = day_meant(typed, self._today())
        if day is None:
            return "Write the day like 14 October 2026 or 14/10/2026."
        self.part, self.monday = Part.WEEK, dates.monday_of(day)
        self.show()
        return ""

    def place(self, sheet: str = "", about: str = "") -> None:
        """Keep which part, which week and which sheet is open, to come back to it after a lock."""
        held = {"part": self.part.value, "monday": self.monday.isoformat(), "sheet": sheet, "about": about}
        self._diary.keep_preference(PLACE, json.dumps(held))

    def last_place(self) -> tuple[str, str]:
        """Take up the part and the week of the last time, and return the sheet that was open over them."""
        try:
            held = json.loads(self._diary.preference(PLACE) or "{}")
            self.part = Part(held.get("part", Part.WEEK.value))
            self.monday = date.fromisoformat(held.get("monday", self.monday.isoformat()))
            return str(held.get("sheet", "")), str(held.get("about", ""))
        except ValueError:
            return "", ""

    # Doing ----------------------------------------------------------------------------------------

    def session_of(self, tile: Tile) -> DaySession | None:
        """Return the session of a tile as it is now, or None when it is there no longer."""
        return changes.find(self._diary, tile.group_id, tile.day, tile.starts_at, tile.session_id)

    def session_at(self, about: list[str]) -> DaySession | None:
        """Return the session that was kept as a group, a day, a start and an id; None when it is gone."""
        try:
            group_id, day, starts_at, session_id = about
            return changes.find(self._diary, group_id, date.fromisoformat(day), starts_at, session_id)
        except ValueError:
            return None

    def session_to_open(self, tile: Tile) -> str:
        """Return the id of the session whose log is wanted; empty when the group and the day say enough."""
        return changes.session_to_open(self._diary, tile.group_id, tile.day, tile.starts_at, tile.session_id)

    def cancel(self, tile: Tile) -> None:
        """Write down that a session does not happen."""
        self._do(tile, changes.cancel)

    def put_back(self, tile: Tile) -> None:
        """Let a cancelled or moved session stand at its usual time again."""
        self._do(tile, changes.put_back)

    def nothing_to_log(self, tile: Tile) -> None:
        """Write down that a session took place, with nothing to say about it."""
        self._do(tile, changes.nothing_to_log)

    def _do(self, tile: Tile, work: Callable[[Diary, DaySession], changes.Change]) -> None:
        one = self.session_of(tile)
        if one is None:
            self.show()
            self._view.tell("This session is not there any more.", can_undo=False, is_problem=True)
            return
        try:
            self._kept(work(self._diary, one))
        except TutorDiaryError as error:
            self._view.tell(str(error), can_undo=False, is_problem=True)

    def undo(self) -> None:
        """Take back what was done last; nothing happens when there is nothing."""
        change, self._undo = self._undo, None
        if change is None:
            return
        try:
            changes.undo(self._diary, change)
        except TutorDiaryError as error:
            self._view.tell(str(error), can_undo=False, is_problem=True)
            return
        self.show()
        self._view.tell("It is as it was before.", can_undo=False)

    def _kept(self, change: changes.Change) -> None:
        self._undo = change
        self.show()
        self._view.tell(change.words, can_undo=True)

    # Gathering ------------------------------------------------------------------------------------

    def _week(self) -> WeekPage:
        monday, sunday = self.monday, self.monday + timedelta(days=6)
        found = timetable.sessions_between(self._diary, monday, sunday)
        closures = weeks.closures_between(self._diary, monday, sunday)
        names = self._closure_names(closures)
        begun = weeks.begun(self._diary, [one.session.id for one in found if one.session and not one.is_done])
        days = []
        for number in range(7):
            day = monday + timedelta(days=number)
            tiles = tuple(self._tile(one, begun) for one in found if one.day == day)
            closed = tuple(names[one.id] for one in closures if one.from_on <= day <= one.until_on)
            if number < 5 or tiles:
                is_today = day == self._today()
                days.append(WeekDay(day, dates.long_day(day), is_today, closed, tiles))
        title = from_to(monday, sunday)
        is_this_week = monday == dates.monday_of(self._today())
        has_groups = bool(found) or weeks.how_many(self._diary, Group) > 0
        return WeekPage(monday, title, is_this_week, has_groups, tuple(days))

    def _closure_names(self, closures: list[Closure]) -> dict[str, str]:
        settings = weeks.settings_of(self._diary, [one.setting_id for one in closures if one.setting_id])
        return {
            one.id: f"{one.name} ({settings[one.setting_id].name})"
            if one.setting_id in settings
            else one.name
            for one in closures
        }

    def _tile(self, one: DaySession, begun: set[str]) -> Tile:
        is_begun = one.session is not None and one.session.id in begun
        return Tile(
            group_id=one.group.id,
            session_id=one.session.id if one.session else "",
            day=one.day,
            starts_at=one.starts_at,
            time=dates.span_of(one.starts_at, one.planned_min) or "Any time",
            group=one.group.working_name,
            setting=", ".join(part for part in (one.setting.name if one.setting else "", one.room) if part),
            state=state_of(one, self._today(), is_begun=is_begun),
            is_off=one.is_cancelled,
            can=possible(one, self._today(), is_begun=is_begun),
        )

    def _places(self) -> tuple[tuple[PlaceCard, ...], int]:
        day = self._today()
        groups = weeks.current_groups(self._diary, day)
        earlier = weeks.how_many(self._diary, Group) - len(groups)
        if self._steps_back and earlier:
            ids = {one.id for one in groups}
            past = [one for one in self._diary.find(Group, order=("-ends_on", "-id")) if one.id not in ids]
            groups += past[: self._steps_back * EARLIER_STEP]
            earlier = max(0, earlier - self._steps_back * EARLIER_STEP)
        ids_shown = [one.id for one in groups]
        counted = weeks.members_counted(self._diary, ids_shown, day)
        slots: dict[str, list[Slot]] = {}
        for slot in weeks.slots_of(self._diary, ids_shown, day):
            slots.setdefault(slot.group_id, []).append(slot)
        known = weeks.settings_of(self._diary, [one.setting_id for one in groups])
        known |= {one.id: one for one in weeks.settings_without_groups(self._diary)}
        by_place: dict[str, list[GroupLine]] = {key: [] for key in known}
        for group in groups:
            note = "1 pupil" if counted.get(group.id) == 1 else f"{counted.get(group.id, 0)} pupils"
            lines = tuple(SlotLine(slot.id, slot_words(slot)) for slot in slots.get(group.id, []))
            by_place[group.setting_id].append(GroupLine(group.id, group.working_name, note, lines))
        cards = (PlaceCard(key, known[key].name, tuple(lines)) for key, lines in by_place.items())
        return tuple(sorted(cards, key=lambda card: (card.name.casefold(), card.setting_id))), earlier

    def _days_off(self) -> tuple[tuple[DayOffLine, ...], int]:
        today = self._today()
        found = weeks.closures_between(self._diary, today, date.max)
        earlier = weeks.how_many(self._diary, Closure) - len(found)
        if self._steps_back and earlier:
            past = weeks.closures_between(self._diary, date.min, today - timedelta(days=1))
            over = [one for one in past if one.until_on < today]
            found = over[-self._steps_back * EARLIER_STEP :] + found
            earlier = max(0, earlier - self._steps_back * EARLIER_STEP)
        settings = weeks.settings_of(self._diary, [one.setting_id for one in found if one.setting_id])
        lines = tuple(
            DayOffLine(
                one.id,
                one.name,
                days_of(one),
                settings[one.setting_id].name if one.setting_id in settings else "Everywhere",
                overlap_words(one, found).strip(),
            )
            for one in found
        )
        return lines, earlier
