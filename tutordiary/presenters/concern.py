"""A worry about a child: whom to tell here, what to do now, a note to hand over, and that they were told.

The sheet never asks what kind of worry it is and gives no verdict. Looking up a phone number leaves no trace;
from the first word of a note, or when the tutor asks to be reminded, it waits until somebody was told.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from tutordiary import dates
from tutordiary.diary import Diary, concern, reading
from tutordiary.drafting.concern_note import FILE_NAME, HandOver, note_pdf, write_note
from tutordiary.errors import TutorDiaryError, UserError
from tutordiary.model import ConcernPointer, Contact, ContactRole, Setting
from tutordiary.presenters.concern_state import ConcernState, ConcernView, Lead, Part, Typed
from tutordiary.presenters.concern_words import (
    GONE,
    HOWS,
    NEEDED,
    NO_LEAD,
    NOT_NEEDED,
    NOT_PLACED,
    NOTE,
    ONLY_TOLD,
    ROLES,
    SAVED,
    STALE_AFTER,
    STEPS,
    gone_words,
    parse_clock,
)
from tutordiary.presenters.in_hand import setting_in_hand
from tutordiary.presenters.setting_sheet import contacts_of, name_of, reached, role_of, service_lead
from tutordiary.presenters.work import Runner

__all__ = ["FILE_NAME", "SETTING_SHEET", "ConcernPresenter", "reminder"]

T = TypeVar("T")
PLACE = "concern_place"  # a preference of the diary: ids and names of parts, never words
ROUTE: Part = "route"
WRITING: Part = "note"
TELLING: Part = "told"
SETTING_SHEET = "@setting"  # in place of a field: the setting's own sheet lies over this one
LEADS = (ContactRole.DSL, ContactRole.DEPUTY_DSL)
_TOLD = ("name", "role", "how", "day", "time", "pupil")


class ConcernPresenter:
    """Decides what the sheet shows, and keeps what is typed and told. ``page`` is the open page’s key."""

    def __init__(
        self,
        diary: Diary,
        view: ConcernView,
        jobs: Runner,
        today: Callable[[], date],
        now: Callable[[], datetime] = dates.now,
        page: str = "",
    ) -> None:
        self._diary = diary
        self._view = view
        self._jobs = jobs
        self._today = today
        self._now = now
        self._page = page
        self._asks_where = False
        self._part: Part = ROUTE
        self._concern_id = ""
        self._setting_id = ""
        self._caret_in = ""

    # Opening and moving ---------------------------------------------------------------------------

    def begin(self) -> None:
        """Show the sheet where it was left, or for the setting that is in hand."""
        held = json.loads(self._diary.preference(PLACE) or "{}")
        waiting = {one.id: one for one in concern.waiting(self._diary)}
        if held.get("concern") in waiting:
            self._concern_id = held["concern"]
            self._part, self._caret_in = held.get("part", ROUTE), held.get("field", "")
        elif waiting:
            self._concern_id = next(iter(waiting))
        if self._concern_id:
            self._setting_id = waiting[self._concern_id].setting_id or ""
        else:
            self._setting_id = held.get("setting") or self._place_in_hand()
        self._caret_in = held.get("field", "") if held.get("field") == SETTING_SHEET else self._caret_in
        self._show()

    def open_part(self, part: Part) -> None:
        """Go to a part: writing and telling begin something that waits until it was told."""
        if part != ROUTE and not self._wait():
            return
        self._part, self._caret_in = part, ""
        self.hold_place("")
        self._show()

    def remind(self) -> None:
        """Let it wait without a note, and be asked for until it was told."""
        if self._wait():
            self.hold_place("")
            self._show()

    def open_other(self, concern_id: str) -> None:
        """Go to another one that waits; an empty id begins a new one."""
        pointer = self._diary.get(ConcernPointer, concern_id)
        self._concern_id, self._part, self._caret_in, self._asks_where = concern_id, ROUTE, "", False
        self._setting_id = (pointer.setting_id or "") if pointer else self._place_in_hand()
        self.hold_place("")
        self._show()

    def choose_setting(self, setting_id: str) -> None:
        """Show whom to tell at another setting."""
        self._setting_id, self._asks_where = setting_id, False
        if self._concern_id:
            self._try(lambda: concern.move(self._diary, self._concern_id, setting_id or None))
        self._show()

    def refresh(self) -> None:
        """Show what the diary holds now, as after the setting's own sheet."""
        self._show()

    def hold_place(self, field: str) -> None:
        """Remember the part and the field that is typed in, to come back to after a lock."""
        self._caret_in = field
        held = {"concern": self._concern_id, "part": self._part, "field": field}
        if field == SETTING_SHEET:
            held["setting"] = self._setting_id
        self._diary.keep_preference(PLACE, json.dumps(held))

    def _wait(self) -> bool:
        """Begin something that waits, unless there is one; False when it cannot be written down."""
        if self._concern_id:
            return True
        made = self._try(lambda: concern.begin(self._diary, self._now(), self._setting_id or None))
        self._concern_id = made.id if made is not None else ""
        return made is not None

    def _try(self, write: Callable[[], T]) -> T | None:
        """Return what was written; when the diary refuses, say so and return None."""
        try:
            return write()
        except UserError as error:
            self._refused(error)
            return None

    def _place_in_hand(self) -> str:
        """Return the setting in hand, and hold whether it has to be asked for."""
        found = setting_in_hand(self._diary, self._today, self._now(), self._page)
        self._asks_where = not found and bool(self._diary.all(Setting))
        return found

    # The words ------------------------------------------------------------------------------------

    def keep_words(self, field: str, text: str, caret: int = 0, steps: tuple[str, ...] = ()) -> None:
        """Keep what stands in a field of the note, or (beginning with "told.") of who was told."""
        if self._concern_id:
            concern.keep_words(self._diary, self._concern_id, field, text, caret, steps)

    def print_note(self) -> None:
        """Make the note and have it printed."""
        note = self._note()
        self._jobs.run(lambda: note_pdf(note), self._view.print_note, self._refused)

    def save_note(self, target: Path) -> None:
        """Write the note to a file the tutor chose."""
        note = self._note()
        self._jobs.run(lambda: write_note(target, note), lambda _none: self._view.say(SAVED), self._refused)

    def _refused(self, error: TutorDiaryError) -> None:
        self._view.show_problem("", str(error))

    def _note(self) -> HandOver:
        words = {typed.field.key: typed.text.strip() for typed in self._typed()}
        setting = self._diary.get(Setting, self._setting_id) if self._setting_id else None
        leads = [lead.name for lead in self._leads()[:1]]
        to = ", ".join(
            [*(leads or ["the designated safeguarding lead"]), *([setting.name] if setting else [])]
        )
        now = self._now().astimezone()
        return HandOver(
            to=to,
            facts=tuple(
                (one.label, words[one.key]) for one in NOTE if not one.is_long and one.key != "signed"
            ),
            parts=tuple((one.label, words[one.key]) for one in NOTE if one.is_long),
            signed=words["signed"],
            written=f"{dates.long_day(now.date(), year=True)}, {dates.local_clock(now)}",
            is_sample=self._diary.is_sample,
        )

    # Told -----------------------------------------------------------------------------------------

    def tell(self, values: dict[str, str]) -> None:
        """Write down that somebody was told, and remove the note; or say what is still needed."""
        for field in ("name", "how"):
            if not values.get(field, "").strip():
                self._view.show_problem(f"told.{field}", NEEDED)
                return
        at = self._moment(values.get("day", ""), values.get("time", ""))
        if isinstance(at, str):
            self._view.show_problem(at, NOT_PLACED[at])
            return
        had_note = bool(self._written())
        done = self._try(
            lambda: concern.told(
                self._diary,
                self._concern_id,
                role=values.get("role", "").strip(),
                name=values["name"].strip(),
                how=values["how"].strip(),
                at=at,
                pupil_id=values.get("pupil") or None,
            )
        )
        if done is None:
            return
        self._start_afresh()
        self._say_gone(done, GONE if had_note else ONLY_TOLD, had_note=had_note)

    def not_needed(self) -> None:
        """Let it go: it was not needed. The note is removed as if it had been told."""
        had_note = bool(self._written())
        pointer = self._diary.get(ConcernPointer, self._concern_id)
        if pointer is not None and self._try(lambda: concern.not_needed(self._diary, self._concern_id)):
            self._start_afresh()
            self._say_gone(pointer, NOT_NEEDED, had_note=had_note)

    def _say_gone(self, pointer: ConcernPointer, sentence: str, *, had_note: bool) -> None:
        """Say that it is done, and which backups may still hold the note, once they were looked for."""
        if not had_note:
            self._view.say(sentence)
            return
        meanwhile = replace(pointer, told_at=self._now())
        self._jobs.run(
            lambda: [one.made_at for one in concern.backups_since(self._diary, meanwhile)],
            lambda found: self._view.say(gone_words(sentence, found)),
            self._refused,
        )

    def _start_afresh(self) -> None:
        self._concern_id, self._part = "", ROUTE
        self.hold_place("")
        self._show()

    def _moment(self, day_typed: str, time_typed: str) -> datetime | str:
        """Return the moment typed, or the field that is wrong."""
        day = dates.parse_day(day_typed, self._today())
        if day is None or day > self._today():
            return "told.day"
        clock = parse_clock(time_typed)
        if clock is None:
            return "told.time"
        return datetime(day.year, day.month, day.day, *clock).astimezone().astimezone(UTC)

    # Showing --------------------------------------------------------------------------------------

    def _show(self) -> None:
        setting = self._diary.get(Setting, self._setting_id) if self._setting_id else None
        pointer = self._diary.get(ConcernPointer, self._concern_id) if self._concern_id else None
        leads = self._leads()
        has_lead = bool(setting) and any(one.role in LEADS for one in self._contacts())
        self._view.show_concern(
            ConcernState(
                part=self._part,
                concern_id=self._concern_id,
                since=_when(pointer.noted_at) if pointer else "",
                settings=tuple((one.id, one.name) for one in self._diary.find(Setting, order=("name", "id"))),
                setting_id=self._setting_id,
                asks_where=self._asks_where and not self._setting_id,
                leads=leads,
                route=setting.safeguarding_route if setting else "",
                checked=self._checked(setting),
                missing=NO_LEAD if setting and not has_lead else "",
                steps=STEPS,
                note=self._typed() if self._part == WRITING else (),
                told=self._told() if self._part == TELLING else {},
                roles=ROLES,
                hows=HOWS,
                pupils=self._pupils() if self._part == TELLING else (),
                caret_in=self._caret_in,
                others=tuple(
                    (one.id, f"{_when(one.noted_at)}{self._at(one)}")
                    for one in concern.waiting(self._diary)
                    if one.id != self._concern_id
                ),
                handed_on=tuple(self._told_line(one) for one in concern.handed_on(self._diary)),
            )
        )

    def _contacts(self) -> list[Contact]:
        return contacts_of(self._diary, self._setting_id) if self._setting_id else []

    def _leads(self) -> tuple[Lead, ...]:
        found = [Lead(name_of(one), reached(one)) for one in self._contacts() if one.role in LEADS]
        if not found:
            found = [
                Lead(name_of(one), reached(one)) for one in self._contacts() if one.role == ContactRole.HEAD
            ]
        service = service_lead(self._diary)
        if service.name or service.phone:
            under = "  ·  ".join(filter(None, ("Your music service’s safeguarding lead", service.phone)))
            found.append(Lead(service.name or "Your music service", under))
        return tuple(found)

    def _checked(self, setting: Setting | None) -> str:
        if setting is None:
            return ""
        if setting.route_checked_on is None:
            return "Nobody has checked yet whether this is still right."
        day = dates.day_and_month(setting.route_checked_on, year=True)
        is_old = self._today() - setting.route_checked_on > STALE_AFTER
        return f"Last checked on {day}." + (" That is a while ago: ask at the office." if is_old else "")

    def _typed(self) -> tuple[Typed, ...]:
        held = concern.words(self._diary, self._concern_id) if self._concern_id else {}
        found = []
        for one in NOTE:
            draft = held.get(one.key)
            first = self._first(one.key) if draft is None else draft.text
            found.append(
                Typed(one, first, draft.caret if draft else len(first), draft.steps if draft else ())
            )
        return tuple(found)

    def _first(self, key: str) -> str:
        if key == "signed" and (tutor := self._diary.tutor) is not None:
            return ", ".join(filter(None, (tutor.name, tutor.role, tutor.service)))
        if key == "when":
            return f"{dates.long_day(self._today(), year=True)}, about "
        return ""

    def _written(self) -> list[str]:
        keys = {one.key for one in NOTE}
        return [key for key in concern.words(self._diary, self._concern_id) if key in keys]

    def _told(self) -> dict[str, str]:
        now = self._now().astimezone()
        first = next((one for one in self._contacts() if one.role in LEADS), None)
        values = {
            "name": name_of(first) if first else "",
            "role": role_of(first) if first else ROLES[0],
            "how": "",
            "day": dates.day_and_month(self._today(), year=True),
            "time": dates.local_clock(now),
            "pupil": "",
        }
        held = concern.words(self._diary, self._concern_id)
        return values | {key: held[f"told.{key}"].text for key in _TOLD if f"told.{key}" in held}

    def _pupils(self) -> tuple[tuple[str, str], ...]:
        here = {
            one.pupil.id: f"{one.pupil.first_name} {one.pupil.last_name}".strip()
            for one in reading.current_pupils(self._diary, self._today())
            if self._setting_id in ("", one.group.setting_id)
        }
        return tuple(sorted(here.items(), key=lambda pair: (pair[1].casefold(), pair[0])))

    def _told_line(self, pointer: ConcernPointer) -> str:
        assert pointer.told_at is not None
        who = ", ".join(filter(None, (pointer.told_name, pointer.told_role, pointer.told_how.lower())))
        return f"{_when(pointer.told_at)}{self._at(pointer)}: {who}"

    def _at(self, pointer: ConcernPointer) -> str:
        setting = self._diary.get(Setting, pointer.setting_id) if pointer.setting_id else None
        return f" at {setting.name}" if setting else ""


def reminder(diary: Diary, now: datetime) -> str:
    """Return the line for Today and for each unlock while somebody is still to be told; empty when nobody.

    It names no child and says nothing of what it is about: others may see the screen.
    """
    waiting = concern.waiting(diary)
    if not waiting:
        return ""
    if len(waiting) > 1:
        return f"{len(waiting)} things still have to be told to a safeguarding lead."
    (one,) = waiting
    setting = diary.get(Setting, one.setting_id) if one.setting_id else None
    where = f" at {setting.name}" if setting else ""
    is_today = one.noted_at.astimezone().date() == now.astimezone().date()
    since = f"since {dates.local_clock(one.noted_at)}" if is_today else f"since {_when(one.noted_at)}"
    return f"The safeguarding lead{where} still has to be told, {since}."


def _when(moment: datetime) -> str:
    here = moment.astimezone()
    return f"{dates.long_day(here.date())}, {dates.local_clock(moment)}"
