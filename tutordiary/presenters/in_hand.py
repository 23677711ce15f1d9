"""What the tutor has in hand when a sheet is laid over a page: whose page is open, and at which school."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from tutordiary import timetable
from tutordiary.diary import Diary, reading
from tutordiary.model import Group, Pupil, Setting
from tutordiary.presenters.log_choice import LogChoices
from tutordiary.presenters.pupil import PLACE
from tutordiary.presenters.pupil_forms import PupilForms


def pupil_in_hand(diary: Diary, page: str) -> str:
    """Return the pupil whose own page is open; empty on any other page (``page`` is its key)."""
    if page != "pupils" or diary.is_read_only:  # a copy to look at does not hold who is open
        return ""
    pupil_id = diary.preference(PLACE).partition(" ")[0]
    return pupil_id if pupil_id and diary.get(Pupil, pupil_id) is not None else ""


def setting_in_hand(diary: Diary, today: Callable[[], date], now: datetime, page: str) -> str:
    """Return the setting of the pupil whose page is open, else of the open log, else of today's session.

    Empty where more than one is possible: a wrong school is worse than a question.
    """
    every = {one.id for one in diary.all(Setting)}
    if diary.is_read_only and page in ("pupils", "log"):
        return _only(every)  # nor which log is
    pupil_id = pupil_in_hand(diary, page)
    if pupil_id:
        return _only(_settings_of(diary, today, pupil_id))
    last = LogChoices(diary, today).last_open() if page == "log" else None
    if last is not None:
        return diary.need(Group, last[0]).setting_id
    sessions = [one for one in timetable.sessions_on(diary, today()) if not one.is_cancelled]
    here = {one.group.setting_id for one in sessions if _is_under_way(one, now)}
    return _only(here or {one.group.setting_id for one in sessions} or every)


def _settings_of(diary: Diary, today: Callable[[], date], pupil_id: str) -> set[str]:
    """Return where the pupil's groups meet these days; who is in none has the setting they had last."""
    here = {
        one.group.setting_id for one in reading.current_pupils(diary, today()) if one.pupil.id == pupil_id
    }
    last = PupilForms(diary, today).setting_of(pupil_id)
    return here or ({last.id} if last else set())


def _is_under_way(one: timetable.DaySession, now: datetime) -> bool:
    if not one.starts_at:
        return False
    here = now.astimezone()
    hours, minutes = one.starts_at.split(":")
    begins = here.replace(hour=int(hours), minute=int(minutes), second=0, microsecond=0)
    return begins <= here < begins + timedelta(minutes=one.planned_min)


def _only(found: set[str]) -> str:
    return next(iter(found)) if len(found) == 1 else ""
