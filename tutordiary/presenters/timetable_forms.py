"""The sheets of the timetable: a weekly time, a time without sessions, a session moved or added."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tutordiary import dates
from tutordiary.diary import Diary, weeks
from tutordiary.errors import BadInput
from tutordiary.model import Closure, Group, Record, Session, SessionStatus, Setting, Slot, new_id
from tutordiary.presenters import timetable_changes as changes
from tutordiary.presenters.forms import Form, FormField, Forms, Problem
from tutordiary.presenters.new_group import parse_time
from tutordiary.timetable import DaySession

BEHIND, AHEAD = timedelta(days=120), timedelta(days=245)
A_DAY = "Write the day like 14 October, 14/10/2026 or Thursday."
A_TIME = "Write the time like 1:30 pm or 13:30."
DAY_HINT = "For example 14 October. Without a year it is the one in this school year"


def day_meant(typed: str, today: date, near: date | None = None) -> date | None:
    """Read a day as it is meant in planning; None for what is none.

    Without a year it is the nearest from four months back to eight ahead. A weekday is that of the week of
    ``near``, or the next one when that is over.
    """
    words = typed.strip().casefold()
    if words == "tomorrow":
        return today + timedelta(days=1)
    names = [name.casefold() for name in dates.WEEKDAYS]
    found = [number for number, name in enumerate(names) if len(words) > 2 and name.startswith(words)]
    if len(found) == 1:
        day = dates.monday_of(near or today) + timedelta(days=found[0])
        return day if day >= today or near is not None else day + timedelta(days=7)
    either = (dates.parse_day(typed, today), dates.parse_day(typed, today, ahead=True))
    days = [day for day in either if day is not None]
    return next((day for day in days if today - BEHIND <= day < today + AHEAD), days[0] if days else None)


class TimetableForms(Forms):
    """Opens the sheets and keeps what they say. ``said`` is what was done last, as a sentence or more."""

    def __init__(
        self, diary: Diary, today: Callable[[], date], kept: Callable[[changes.Change], None]
    ) -> None:
        super().__init__(diary, today)
        self._kept = kept

    def knows(self, record_id: str, kind: type[Record] = Group) -> bool:
        """Return whether a record is still there."""
        return self._diary.get(kind, record_id) is not None

    # Opening --------------------------------------------------------------------------------------

    def slot(self, group_id: str, slot_id: str = "") -> Form:
        """Return the sheet of a weekly time of a group, or of a new one."""
        group = self._diary.need(Group, group_id)
        held = self._diary.get(Slot, slot_id) if slot_id else None
        return self.open(
            Slot,
            f"Weekly time of {group.working_name}",
            (
                FormField("weekday", "Day", "choice", choices=_WEEKDAYS, is_needed=True),
                FormField("starts_at", "Time", hint="For example 1:30 pm", is_needed=True),
                FormField("room", "Room", hint="If it matters"),
                FormField("from_on", "From", hint=f"Empty: as long as the group meets. {DAY_HINT}"),
                FormField("until_on", "Until", hint="The last day. Empty: no end"),
            ),
            record=held,
            fixed={"group_id": group_id},
            first={"weekday": str(self._today().weekday())},
            note="What is logged already stays as it is. For another time from a day on, end this one and "
            "add a new one."
            if held
            else "",
        )

    def closure(self, closure_id: str = "") -> Form:
        """Return the sheet of a time without sessions, or of a new one."""
        held = self._diary.get(Closure, closure_id) if closure_id else None
        places = sorted((one.name, one.id) for one in self._diary.all(Setting))
        return self.open(
            Closure,
            "Days without sessions",
            (
                FormField("name", "Name", hint="For example October half term", is_needed=True),
                FormField("from_on", "First day", hint=DAY_HINT, is_needed=True),
                FormField("until_on", "Last day", hint="Empty: that one day"),
                FormField(
                    "setting_id",
                    "Where",
                    "choice",
                    choices=(("", "Everywhere"), *((key, name) for name, key in places)),
                ),
            ),
            record=held,
            fixed={"table": "closure"},
        )

    def extra_session(self, group_id: str, day: date | None = None) -> Form:
        """Return the sheet that plans one more session of a group."""
        group = self._diary.need(Group, group_id)
        return self.open(
            Session,
            f"An extra session of {group.working_name}",
            _WHEN,
            fixed={"group_id": group_id, "what": "extra"},
            first={"held_on": dates.day_and_month(day, year=True)} if day else {},
        )

    def move(self, one: DaySession) -> Form:
        """Return the sheet that moves a session to another time."""
        day = dates.long_day(one.day)
        return self.open(
            Session,
            f"Move {one.group.working_name}",
            _WHEN,
            fixed={
                "group_id": one.group.id,
                "day": one.day.isoformat().replace("-", ""),
                "at": one.starts_at,
                "session_id": one.session.id if one.session else "",
            },
            first={"held_on": day, "starts_at": dates.clock(one.starts_at)},
            note=f"Now {day}{', ' if one.starts_at else ''}{dates.clock(one.starts_at)}.",
        )

    # Keeping --------------------------------------------------------------------------------------

    def keep(self, form: Form, values: Mapping[str, str]) -> Problem | None:
        """Write what a sheet says, or return what is wrong and write nothing."""
        found, wrong = self._read_all(form, values)
        if wrong is not None:
            return wrong
        try:
            with self._diary.together():
                change = self._write(form, found)
                self._diary.drop_draft(form.draft_key)
        except BadInput as error:
            return Problem("starts_at", str(error))
        self._kept(change)
        return None

    def _read_all(self, form: Form, values: Mapping[str, str]) -> tuple[dict[str, Any], Problem | None]:
        near = form.fixed.get("day")
        about = date.fromisoformat(near) if near else None
        found: dict[str, Any] = {}
        for one in form.fields:
            typed = values.get(one.key, "").strip()
            if one.is_needed and not typed:
                return {}, Problem(one.key, "This is needed. Nothing was kept yet.")
            if one.key.endswith("_on"):
                found[one.key] = day_meant(_without_weekday(typed), self._today(), about) if typed else None
                if typed and found[one.key] is None:
                    return {}, Problem(one.key, A_DAY)
            elif one.key == "starts_at":
                found[one.key] = parse_time(typed)
                if found[one.key] is None:
                    return {}, Problem(one.key, A_TIME)
            elif one.key == "weekday":
                found[one.key] = int(typed)
            else:
                found[one.key] = typed
        first, last = found.get("from_on"), found.get("until_on")
        if first and last and last < first:
            return {}, Problem(
                "until_on", "The last day lies before the first. Write the year if it is meant."
            )
        return found, None

    def _write(self, form: Form, found: dict[str, Any]) -> changes.Change:
        diary = self._diary
        if form.record_type is Slot:
            return self._keep_slot(form, found)
        if form.record_type is Closure:
            found["until_on"] = found["until_on"] or found["from_on"]
            found["setting_id"] = found["setting_id"] or None
            return self._keep_closure(form, found)
        group = diary.need(Group, form.fixed["group_id"])
        if form.fixed.get("what") == "extra":
            return changes.add_extra(diary, group, found["held_on"], found["starts_at"])
        day = date.fromisoformat(form.fixed["day"])
        one = changes.find(diary, group.id, day, form.fixed["at"], form.fixed["session_id"])
        if one is None or one.is_done:
            raise BadInput("This session is logged or cancelled by now, so it was not moved.")
        return changes.move(diary, one, found["held_on"], found["starts_at"])

    def _keep_slot(self, form: Form, found: dict[str, Any]) -> changes.Change:
        diary = self._diary
        own_id = form.record.id if form.record else new_id()
        slot = Slot(id=own_id, group_id=form.fixed["group_id"], **found)
        same = [
            one
            for one in diary.find(
                Slot, group_id=slot.group_id, weekday=slot.weekday, starts_at=slot.starts_at
            )
            if one.id != slot.id and _overlap(one.from_on, one.until_on, slot.from_on, slot.until_on)
        ]
        if same:
            raise BadInput("The group has this weekly time already.")
        was = form.record
        is_elsewhen = isinstance(was, Slot) and (was.weekday, was.starts_at) != (slot.weekday, slot.starts_at)
        gone = self._shadows(was) if is_elsewhen and isinstance(was, Slot) else []
        entries = diary.remove(*gone)
        diary.save(slot)
        group = diary.need(Group, slot.group_id)
        words = (
            f"{group.working_name} meets on {dates.WEEKDAYS[slot.weekday]}s at {dates.clock(slot.starts_at)}."
        )
        change = _change(f"{words}{self._at_the_same_time(slot)}", form.record, slot)
        return replace(change, entries=entries)

    def remove(self, form: Form) -> str:
        """Remove a weekly time or days off, with what only stood for it; return what brings it back."""
        with self._diary.together():
            entry = super().remove(form)
            if isinstance(form.record, Slot):
                self._diary.remove(*self._shadows(form.record))
        return entry

    def _shadows(self, slot: Slot) -> list[Session]:
        """Return sessions still to come that are written down, but say no more than the weekly time."""
        today = self._today()
        found = [
            one
            for one in weeks.sessions_between(self._diary, today, today + AHEAD)
            if one.group_id == slot.group_id
            and (one.held_on.weekday(), one.starts_at) == (slot.weekday, slot.starts_at)
            and one.status is SessionStatus.PLANNED
        ]
        begun = weeks.begun(self._diary, [one.id for one in found])
        return [one for one in found if one.id not in begun]

    def _at_the_same_time(self, slot: Slot) -> str:
        groups = weeks.current_groups(self._diary, self._today())
        slots = weeks.slots_of(self._diary, [one.id for one in groups], self._today())
        names = {one.id: one.working_name for one in groups}
        others = sorted(
            {
                names[one.group_id]
                for one in slots
                if one.group_id != slot.group_id
                and (one.weekday, one.starts_at) == (slot.weekday, slot.starts_at)
                and _overlap(one.from_on, one.until_on, slot.from_on, slot.until_on)
            }
        )
        return f" At the same time: {', '.join(others)}." if others else ""

    def _keep_closure(self, form: Form, found: dict[str, Any]) -> changes.Change:
        diary = self._diary
        closure = Closure(id=form.record.id if form.record else new_id(), **found)
        words = f"{closure.name} is kept: {days_of(closure)}."
        around = weeks.closures_between(diary, closure.from_on, closure.until_on)
        written = weeks.sessions_between(diary, closure.from_on, closure.until_on)
        groups = weeks.groups_of(diary, [one.group_id for one in written])
        words += overlap_words(closure, around)
        stay = [
            one
            for one in written
            if closure.setting_id in (None, groups[one.group_id].setting_id)
            and one.status is not SessionStatus.CANCELLED
        ]
        if stay:
            some = "1 session is" if len(stay) == 1 else f"{len(stay)} sessions are"
            words += f" {some} written down in these days and stay{'s' if len(stay) == 1 else ''}."
        diary.save(closure)
        return _change(words, form.record, closure)


_WEEKDAYS = tuple((str(number), name) for number, name in enumerate(dates.WEEKDAYS))
_WHEN = (
    FormField("held_on", "Day", hint="For example Thursday, 14 October or 14/10/2026", is_needed=True),
    FormField("starts_at", "Time", hint="For example 1:30 pm", is_needed=True),
)


def overlap_words(closure: Closure, others: list[Closure]) -> str:
    """Return a sentence about other times without sessions on the same days; empty when there is none."""
    same = [
        one
        for one in others
        if one.id != closure.id
        and _overlap(one.from_on, one.until_on, closure.from_on, closure.until_on)
        and (one.setting_id == closure.setting_id or None in (one.setting_id, closure.setting_id))
    ]
    if not same:
        return ""
    named = ", ".join(f"{one.name} ({days_of(one)})" for one in same[:3])
    return f" It overlaps {named}. Both stand, and a day that is in both is simply free."


def days_of(closure: Closure) -> str:
    """Return the days of a closure in words: "26 to 30 October 2026"."""
    first, last = closure.from_on, closure.until_on
    if first == last:
        return dates.day_and_month(first, year=True)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {dates.day_and_month(last, year=True)}"
    start = dates.day_and_month(first, year=first.year != last.year)
    return f"{start} to {dates.day_and_month(last, year=True)}"


def _overlap(
    first: date | None, last: date | None, other_first: date | None, other_last: date | None
) -> bool:
    start = max(first or date.min, other_first or date.min)
    return start <= min(last or date.max, other_last or date.max)


def _without_weekday(typed: str) -> str:
    """Take the weekday off "Tuesday 14 October"; alone it stays."""
    first, _, rest = typed.partition(" ")
    return rest if rest and first.strip(",").capitalize() in dates.WEEKDAYS else typed


def _change(words: str, before: Record | None, after: Record) -> changes.Change:
    if before is None:
        return changes.Change(words, added=(after,))
    return changes.Change(words, before=(replace(before),))
