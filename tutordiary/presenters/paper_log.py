"""The log as it is written up from paper: cell by cell in the paper's order, letters for names.

It is the log itself, with its marks, its undo and its drafts; only the way the cursor goes is the paper's. A
number or Space goes on to the next pupil of the row, past who was away, and then to the next row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from tutordiary import dates, timetable
from tutordiary.diary import Diary
from tutordiary.model import Presence, Pupil
from tutordiary.presenters.log import LogPresenter
from tutordiary.presenters.log_state import LogState, LogView
from tutordiary.presenters.paper_sheets import PaperSheets, Sheet

BLANK = frozenset("0 ")
TICK = "✓ "


class PaperLog(LogPresenter):
    """The log of the session of one sheet."""

    def __init__(self, diary: Diary, now: Callable[[], datetime] = dates.now) -> None:
        super().__init__(diary, None, now)
        self._sheets = PaperSheets(diary)
        self._sheet: Sheet | None = None

    def attach(self, view: LogView) -> None:
        """Show everything in this window from now on, with the letters of the sheet."""
        super().attach(_WithLetters(view, self._lettered))

    def open_sheet(self, number: int) -> None:
        """Open the session of a sheet, at the first row that is not written up."""
        found = self._sheets.numbered(number)
        if found is None:
            return
        if not self._diary.is_read_only:
            found = self._sheets.make(found.group_id, found.day)  # who joined since gets a letter
        self._sheet = found
        self.open_session(group_id=self._sheet.group_id, day=self._sheet.day)
        rows = [row.indicator_id for row in self._need()[1].rows]
        # The column stays: it is that of the word somebody was in the middle of.
        self.go(next((at for at, one in enumerate(rows) if one not in self._sheet.rows), 0), self._column)

    @property
    def sheet(self) -> Sheet | None:
        """The sheet that is written up."""
        return self._sheet

    def _pupils_of(self, group_id: str, day: date) -> tuple[Pupil, ...]:
        """Return the pupils in the order of their letters."""
        pupils = timetable.members_on(self._diary, group_id, day)
        if self._sheet is None:
            return pupils
        turns = {pupil_id: turn for turn, (_, pupil_id) in enumerate(self._sheet.codes)}
        return tuple(sorted(pupils, key=lambda pupil: turns.get(pupil.id, len(turns))))

    # Cell by cell ---------------------------------------------------------------------------------

    def type_key(self, key: str) -> bool:
        """Do what a typed character means: as in the log, but that marks go on as the paper does."""
        _, words = self._need()
        pressed = key.casefold()
        if self._asking is not None:
            return super().type_key(key)
        if pressed in words.step_keys or pressed in BLANK:
            if pressed in words.step_keys:
                self.mark_here(words.step_keys[pressed])
            elif pressed == "0":
                self.clear()
            self._go_on()
            return True
        column = self._column_of(pressed)
        if column is not None:
            self.go(self._row, column)
            return True
        return False if pressed.isalpha() and pressed not in "hnp" else super().type_key(key)

    def _go_on(self) -> None:
        """Go to the next cell; the row that ends is ticked off, and after the last one it goes on below."""
        _, words = self._need()
        column = self._column + 1
        while column <= len(words.pupils) and self._is_away(column):
            column += 1
        if column <= len(words.pupils):
            self.go(self._row, column)
            return
        self._tick(words.rows[self._row].indicator_id)
        if self._row + 1 < len(words.rows):
            self.go(self._row + 1, 0)
        else:
            self.go(self._row, 0)
            self.ask_part()

    def _is_away(self, column: int) -> bool:
        _, words = self._need()
        return words.marks.presence(words.pupils[column - 1].id) is Presence.ABSENT

    def _tick(self, indicator_id: str) -> None:
        if self._sheet is not None and indicator_id not in self._sheet.rows:
            self._sheets.tick(self._sheet.number, indicator_id)
            self._sheet = replace(self._sheet, rows=self._sheet.rows | {indicator_id})

    def _column_of(self, pressed: str) -> int | None:
        if self._sheet is None:
            return None
        _, words = self._need()
        codes = [self._sheet.code_of(pupil.id).casefold() for pupil in words.pupils]
        return codes.index(pressed) + 1 if pressed in codes else None

    def finish(self) -> None:
        """Finish the log: it was written up later, from paper."""
        super().finish()
        book, _ = self._need()
        if self._sheet is not None and not book.problem and book.session.finished_at is not None:
            book.write(replace(book.session, completed_later=True))
            self._sheets.finish(self._sheet.number)

    # Showing --------------------------------------------------------------------------------------

    def _lettered(self, state: LogState) -> LogState:
        """Return a state with each pupil's letter before the name, and a tick at rows written up."""
        if self._sheet is None:
            return state
        sheet = self._sheet
        columns = []
        for column in state.columns:
            code = sheet.code_of(column.pupil_id)
            if code:
                at = 0 if len(code) == 1 else -1
                named = f"{code}  {column.name}"
                column = replace(column, name=named, letter=code.casefold()[:1], letter_at=at)
            columns.append(column)
        rows = tuple(
            replace(row, name=f"{TICK}{row.name}") if row.indicator_id in sheet.rows else row
            for row in state.rows
        )
        return replace(state, columns=tuple(columns), rows=rows)


class _WithLetters:
    """Stands before a window and shows it states with letters; all else goes through."""

    def __init__(self, view: LogView, lettered: Callable[[LogState], LogState]) -> None:
        self._view = view
        self._lettered = lettered

    def show_log(self, state: LogState) -> None:
        """Draw the page with the letters of the sheet."""
        self._view.show_log(self._lettered(state))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._view, name)
