"""Paper instead of a screen: a sheet for a session or a week, and the sheets that wait to be written up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Protocol

from tutordiary import dates, timetable
from tutordiary.diary import Diary
from tutordiary.drafting.paper_sheet import PaperSheet, sheet_of, sheets_pdf, write_sheets
from tutordiary.errors import TutorDiaryError, UserError
from tutordiary.model import Group, Session, SessionStatus, Setting
from tutordiary.presenters.paper_sheets import PaperSheets, Sheet
from tutordiary.presenters.work import Runner

OPEN = "paper_open"  # a preference of the diary: the number of the sheet being written up
FILE_NAME, WEEK_FILE_NAME = "Session sheet.pdf", "Session sheets.pdf"
SAVED = "Saved. It holds letters only; who they are stays in the diary."
WEEK = timedelta(days=7)
MOST_WAITING = 5  # older ones stand in their weeks


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One session of the week, or a sheet of another week. ``number`` is 0 while no sheet was made."""

    group_id: str
    day: date
    when: str
    group: str
    setting: str
    number: int
    state: str
    can_write_up: bool
    is_logged: bool


@dataclass(frozen=True, slots=True)
class PaperState:
    """The page: the sessions of a week, and the newest sheets of other weeks that still wait."""

    title: str
    lines: tuple[PaperLine, ...]
    waiting: tuple[PaperLine, ...]
    has_groups: bool


class PaperView(Protocol):
    """What the page's window can do."""

    def show_paper(self, state: PaperState) -> None:
        """Draw the page."""

    def print_sheets(self, data: bytes) -> None:
        """Print a finished PDF."""

    def say(self, sentence: str, *, is_good: bool) -> None:
        """Say how something went."""

    def write_up(self, number: int) -> None:
        """Show the log of a sheet, to write it up."""


class PaperPresenter:
    """Makes sheets, and says which wait."""

    def __init__(self, diary: Diary, view: PaperView, jobs: Runner, today: Callable[[], date]) -> None:
        self._diary = diary
        self._view = view
        self._jobs = jobs
        self._today = today
        self._sheets = PaperSheets(diary)
        self._monday = dates.monday_of(today())
        self._asked: tuple[str, date] | None = None  # a session that the timetable need not know of

    def show(self) -> None:
        """Show the week, the one looked at before."""
        self._view.show_paper(self._state())

    def turn(self, weeks: int) -> None:
        """Show another week: so many later, or earlier when below 0."""
        self._monday += weeks * WEEK
        self.show()

    def show_session(self, group_id: str, day: date) -> None:
        """Show the week of a day, with a line for a group's session whether or not one is planned."""
        self._monday = dates.monday_of(day)
        self._asked = (group_id, day)
        self.show()

    # Making ---------------------------------------------------------------------------------------

    def print_one(self, group_id: str, day: date) -> None:
        """Print the sheet of a session."""
        self._print(lambda: [self._made(group_id, day)])

    def save_one(self, group_id: str, day: date, target: Path) -> None:
        """Write the sheet of a session to a file."""
        self._save(lambda: [self._made(group_id, day)], target)

    def print_week(self) -> None:
        """Print the sheets of the sessions of the week that are not logged yet."""
        self._print(self._of_week)

    def save_week(self, target: Path) -> None:
        """Write the sheets of the sessions of the week that are not logged yet to one file."""
        self._save(self._of_week, target)

    def _of_week(self) -> list[PaperSheet]:
        lines = self._week()
        wanted = [one for one in lines if not one.is_logged] or lines
        return [self._made(one.group_id, one.day) for one in wanted]

    def _made(self, group_id: str, day: date) -> PaperSheet:
        sheet = self._sheets.make(group_id, day)
        codes = [code for code, _ in sheet.codes]
        return sheet_of(self._diary.framework, sheet.number, codes, is_sample=self._diary.is_sample)

    def _print(self, make: Callable[[], list[PaperSheet]]) -> None:
        papers = self._try(make)
        if papers:
            self._jobs.run(lambda: sheets_pdf(papers), self._view.print_sheets, self._refused)

    def _save(self, make: Callable[[], list[PaperSheet]], target: Path) -> None:
        papers = self._try(make)
        if papers:
            self._jobs.run(
                lambda: write_sheets(target, papers),
                lambda _none: self._view.say(SAVED, is_good=True),
                self._refused,
            )

    def _try(self, make: Callable[[], list[PaperSheet]]) -> list[PaperSheet]:
        """Return the sheets with their letters, and show the page anew; none when the diary refuses."""
        try:
            return make()
        except UserError as error:
            self._refused(error)
            return []
        finally:
            self.show()

    def _refused(self, error: TutorDiaryError) -> None:
        self._view.say(str(error), is_good=False)

    # Writing up -----------------------------------------------------------------------------------

    def write_up(self, number: int) -> None:
        """Open a sheet to write it up."""
        self._diary.keep_preference(OPEN, str(number))
        self._view.write_up(number)

    def stop(self) -> None:
        """Remember that no sheet is being written up."""
        if self._diary.preference(OPEN):
            self._diary.keep_preference(OPEN, "")

    def come_back(self) -> None:
        """Go on with the sheet that was being written up when the diary was put away."""
        number = self._diary.preference(OPEN)
        if number and self._sheets.numbered(int(number)) is not None:
            self._view.write_up(int(number))
        else:
            self.show()

    # Showing --------------------------------------------------------------------------------------

    def _state(self) -> PaperState:
        lines = self._week()
        here = {line.number for line in lines}
        others = (
            self._waiting_line(one)
            for one in self._sheets.waiting()
            if one.number not in here and one.day <= self._today() and not self._is_logged(one)
        )
        return PaperState(
            title=f"Week of {dates.day_and_month(self._monday, year=True)}",
            lines=lines,
            waiting=tuple(islice(others, MOST_WAITING)),
            has_groups=bool(lines) or bool(self._diary.all(Group)),
        )

    def _week(self) -> tuple[PaperLine, ...]:
        last = self._monday + WEEK - timedelta(days=1)
        found: dict[tuple[str, date], PaperLine] = {}
        for one in timetable.sessions_between(self._diary, self._monday, last):
            if one.session is not None and one.session.status is SessionStatus.CANCELLED:
                continue
            day = one.session.held_on if one.session is not None else one.day
            logged = one.session is not None and one.session.finished_at is not None
            sheet = self._sheets.of(one.group.id, day, with_codes=False)
            setting = one.setting.name if one.setting else ""
            line = self._line(one.group, setting, day, one.starts_at, sheet, is_logged=logged)
            found.setdefault((one.group.id, day), line)
        if self._asked is not None and self._asked not in found:
            found |= self._asked_line(self._asked)
        return tuple(found.values())

    def _asked_line(self, asked: tuple[str, date]) -> dict[tuple[str, date], PaperLine]:
        group_id, day = asked
        group = self._diary.get(Group, group_id)
        if group is None or dates.monday_of(day) != self._monday:
            return {}
        setting = self._diary.get(Setting, group.setting_id)
        sheet = self._sheets.of(group_id, day)
        name = setting.name if setting else ""
        return {asked: self._line(group, name, day, "", sheet, is_logged=False)}

    def _is_logged(self, sheet: Sheet) -> bool:
        held = self._diary.find(Session, group_id=sheet.group_id, held_on=sheet.day)
        return any(one.finished_at is not None for one in held)

    def _waiting_line(self, sheet: Sheet) -> PaperLine:
        group = self._diary.need(Group, sheet.group_id)
        setting = self._diary.get(Setting, group.setting_id)
        return self._line(group, setting.name if setting else "", sheet.day, "", sheet, is_logged=False)

    def _line(
        self, group: Group, setting: str, day: date, starts_at: str, sheet: Sheet | None, *, is_logged: bool
    ) -> PaperLine:
        parts = []
        if sheet is not None:
            count = len(sheet.rows)
            written = f", {count} row{'' if count == 1 else 's'} written up"
            rows = written if count and not sheet.is_done else ""
            parts.append(f"Sheet {sheet.number}" + (", written up" if sheet.is_done else rows))
        if is_logged and not (sheet and sheet.is_done):
            parts.append("Logged")
        when = ", ".join(filter(None, (dates.long_day(day), dates.clock(starts_at))))
        return PaperLine(
            group_id=group.id,
            day=day,
            when=when,
            group=group.working_name,
            setting=setting,
            number=sheet.number if sheet else 0,
            state="  ·  ".join(parts) or "No sheet yet",
            can_write_up=day <= self._today() and sheet is not None,
            is_logged=is_logged,
        )
