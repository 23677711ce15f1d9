"""Adding a group: the least that is needed to log its first session."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import date
from typing import Protocol

from tutordiary import dates
from tutordiary.diary import Diary
from tutordiary.model import Group, Membership, Programme, Pupil, Setting, Slot, new_id

MOST_PUPILS = 30
DRAFT = "new-group"
YEAR = re.compile(r"^(?:y|yr|year)\s*(\d{1,2})$|^(reception|r)$", re.IGNORECASE)
TIME = re.compile(r"^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class GroupForm:
    """What was typed. ``pupils`` has one pupil a line: first name, optional surname, optional ", Year 4"."""

    setting: str
    group: str
    pupils: str
    weekday: int
    time: str
    sessions: int = 20
    length_min: int = 30


class NewGroupView(Protocol):
    """What the sheet's window can do."""

    def show_problem(self, field: str, sentence: str) -> None:
        """Say what is wrong beside a field; what was typed stays."""

    def added(self, group: Group) -> None:
        """Close the sheet: the group is in the diary."""


class NewGroupPresenter:
    """Checks the form and writes the group, its pupils and its slot in one go."""

    def __init__(self, diary: Diary, view: NewGroupView, today: date) -> None:
        self._diary = diary
        self._view = view
        self._today = today

    def known_settings(self) -> tuple[str, ...]:
        """Return the names of the settings already in the diary, for completing what is typed."""
        return tuple(sorted(setting.name for setting in self._diary.all(Setting)))

    def typed(self) -> tuple[GroupForm, str, int] | None:
        """Return what was typed before and not kept yet, the field the caret was in, and the caret."""
        drafts = self._diary.drafts(DRAFT)
        if not drafts:
            return None
        held = json.loads(drafts[0].text)
        return GroupForm(**held["form"]), held["field"], drafts[0].caret

    def keep_typing(self, form: GroupForm, field: str, caret: int) -> None:
        """Keep what stands in the fields, so that a lock or a crash loses none of it."""
        if self._diary.is_read_only:
            return
        held = json.dumps({"form": asdict(form), "field": field}, ensure_ascii=False)
        self._diary.keep_draft(DRAFT, held, caret)

    def add(self, form: GroupForm) -> None:
        """Write everything, or say what is missing and write nothing."""
        lines = [line.strip() for line in form.pupils.splitlines() if line.strip()]
        for field, wrong, sentence in (
            ("setting", not form.setting.strip(), "Which school or centre is it at?"),
            (
                "group",
                not form.group.strip(),
                "Give the group a name only you will see, for example “Tuesday drums”.",
            ),
            ("pupils", not lines, "Add at least one pupil, one on each line. Initials are fine."),
            (
                "pupils",
                len(lines) > MOST_PUPILS,
                f"That is more than {MOST_PUPILS} pupils. Make two groups of them.",
            ),
        ):
            if wrong:
                self._view.show_problem(field, sentence)
                return
        for number, line in enumerate(lines, start=1):
            rest = line.partition(",")[2].strip()
            if rest and not YEAR.match(rest):
                self._view.show_problem(
                    "pupils", f"Line {number}: after the comma only a year can stand, like “Wren, Year 4”."
                )
                return
        starts_at = parse_time(form.time)
        if starts_at is None:
            self._view.show_problem("time", "Write the time like 1:30 pm or 13:30, or leave it empty.")
            return
        group = self._write(form, lines, starts_at)
        self._view.added(group)

    def _write(self, form: GroupForm, lines: list[str], starts_at: str) -> Group:
        diary = self._diary
        wanted = form.setting.strip().casefold()
        setting = next((one for one in diary.all(Setting) if one.name.casefold() == wanted), None)
        programme = next(iter(diary.find(Programme, order=("-id",))), None)
        with diary.together():
            diary.drop_draft(DRAFT)
            if setting is None:
                setting = Setting(id=new_id(), name=form.setting.strip())
                diary.add(setting)
            monday = dates.monday_of(self._today)
            group = Group(
                id=new_id(),
                setting_id=setting.id,
                working_name=form.group.strip(),
                programme_id=programme.id if programme else None,
                planned_sessions=form.sessions,
                length_min=form.length_min,
                starts_on=monday,
            )
            diary.add(group)
            if starts_at:
                diary.add(Slot(id=new_id(), group_id=group.id, weekday=form.weekday, starts_at=starts_at))
            for line in lines:
                pupil = parse_pupil(line, setting.id)
                # With no day of joining: sessions before the diary began can be logged for them, too.
                diary.add(pupil, Membership(id=new_id(), pupil_id=pupil.id, group_id=group.id))
        return group


def parse_pupil(line: str, setting_id: str | None = None) -> Pupil:
    """Read one line: "Wren", "Wren Adair", "Wren Adair, Year 4" or "Wren, Y4"."""
    name, _, rest = line.partition(",")
    first, _, last = " ".join(name.split()).partition(" ")
    match = YEAR.match(rest.strip())
    year = None
    if match:
        year = 0 if match.group(2) else min(13, int(match.group(1)))
    return Pupil(id=new_id(), first_name=first, last_name=last, setting_id=setting_id, year_group=year)


def parse_time(text: str) -> str | None:
    """Return a time as ``HH:MM``, empty for empty, None for no time at all; "1:30" alone is pm."""
    if not text.strip():
        return ""
    match = TIME.match(text.strip())
    if not match:
        return None
    hour, minute, half = int(match.group(1)), int(match.group(2) or 0), (match.group(3) or "").lower()
    if hour > 23 or minute > 59 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif 1 <= hour <= 6:
        hour += 12
    return f"{hour:02d}:{minute:02d}"
