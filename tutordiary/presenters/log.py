"""The log of one session: who was here, small signs, words, next time. Every key press is kept at once.

The grid has a column for everyone and one for each pupil. A number typed in the everyone column marks all
who are here and have no mark of their own in that row, and goes down; a letter goes to a pupil for one
mark and comes back. Marks set for everyone at once stay apart from those set for one pupil.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tutordiary.model import Attendance, Observation, Presence, SessionStatus, new_id
from tutordiary.presenters.log_said import LogSaid
from tutordiary.presenters.log_state import Field, Finished, Mark
from tutordiary.presenters.log_who import PRESENCE_KEYS


class LogPresenter(LogSaid):
    """Takes what is typed and clicked in the log, keeps it, and shows it."""

    # Moving ---------------------------------------------------------------------------------------

    def go(self, row: int, column: int) -> None:
        """Move the cursor, as arrows and clicks do."""
        _, words = self._need()
        row = min(max(row, 0), len(words.rows) - 1)
        column = min(max(column, 0), len(words.pupils))
        if (row, column) != self._cursor or self._asking is not None:
            self._row, self._column, self._by_letter = row, column, False
            self._asking = None
            self._show()

    def type_key(self, key: str) -> bool:
        """Do what one typed character means in the grid. Returns whether it means anything."""
        _, words = self._need()
        key = key.casefold()
        if self._asking is not None and self._answer_key(key):
            return True
        actions: dict[str, Callable[[], None]] = {
            "0": self.clear,
            " ": self.cycle,
            ".": lambda: self.go(self._row, 0),
            "-": self.toggle_away,
            "h": self.toggle_harder,
            "p": self.ask_part,
            "/": lambda: self._focus(Field.MOMENT),
            "+": lambda: self.another(Field.MOMENT),
            '"': lambda: self._focus(Field.WORDS),
            "n": lambda: self._focus(Field.NEXT_TIME),
        }
        column = words.column_of_letter(key)
        if key in words.step_keys:
            self.mark(words.step_keys[key])
        elif key in actions:
            actions[key]()
        elif key in PRESENCE_KEYS:
            self.toggle_presence(PRESENCE_KEYS[key])
        elif column is not None:
            self._column, self._by_letter = column, True
            self._show()
        else:
            return False
        return True

    # Marking --------------------------------------------------------------------------------------

    def mark(self, step: int) -> None:
        """Set a step in the cell under the cursor, then move on: back to everyone, or down."""
        _, words = self._need()
        if self._refuse():
            return
        self._set(step)
        if self._by_letter:
            self._end_visit()
        elif self._row + 1 < len(words.rows):
            self._row += 1
        self._show()

    def mark_here(self, step: int) -> None:
        """Set a step in the cell under the cursor and stay there, as the level buttons do."""
        if not self._refuse():
            self._set(step)
            self._show()

    def mark_at(self, row: int, column: int, step: int) -> None:
        """Set a step by clicking a dot; the dot that is already the last one filled clears the cell."""
        self.go(row, column)
        mark = self._mark_here()
        if mark is not None and mark.step == step:
            self.clear()
        else:
            self.mark_here(step)

    def draw_at(self, row: int, column: int, step: int) -> None:
        """Set a step in a cell that the pressed mouse passes; unlike a click it never clears one."""
        self.go(row, column)
        mark = self._mark_here()
        if mark is None or mark.step != step:
            self.mark_here(step)

    def clear(self) -> None:
        """Empty the cell: not noted, which is never the same as not seen."""
        book, words = self._need()
        row = words.rows[self._row]
        gone = words.marks.in_place(self._pupil_id, row.indicator_id)
        name = words.columns()[self._column].name
        book.change(f"{name}, cleared", remove=gone, cursor=self._cursor)
        self._say(f"{name}, cleared")
        self._show()

    def cycle(self) -> None:
        """Go round: nothing, each step in turn, nothing."""
        _, words = self._need()
        steps = [level.step for level in words.levels]
        mark = self._mark_here()
        now = mark.step if mark else None
        if now is None:
            self.mark_here(steps[0])
        elif now == steps[-1]:
            self.clear()
        else:
            self.mark_here(steps[steps.index(now) + 1])

    def toggle_harder(self) -> None:
        """Note that it was a harder day for this, or that it was not after all."""
        if self._refuse():
            return
        _, words = self._need()
        held = self._mark_here()
        harder = not (held is not None and held.harder)
        indicator = words.rows[self._row].indicator_id
        changes = words.marks.with_harder(self._pupil_id, indicator, harder=harder, at=self._now())
        self._mark(*changes, "a harder day" if harder else "not a harder day")
        self._show()

    def _set(self, step: int) -> None:
        _, words = self._need()
        indicator = words.rows[self._row].indicator_id
        changes = words.marks.with_step(self._pupil_id, indicator, step, self._now())
        self._mark(*changes, words.say_step(step))

    def _mark(self, save: list[Observation], remove: list[Observation], said: str) -> None:
        book, words = self._need()
        name = words.columns()[self._column].name if self._column else "Everyone else"
        book.change(f"{name}, {said}", save=save, remove=remove, cursor=self._cursor)
        self._say(f"{name}, {said}")

    def _mark_here(self) -> Mark | None:
        """Return the mark a change in this cell would change: the pupil's own, or that of everyone."""
        _, words = self._need()
        mark = words.cell(self._row, self._column).mark
        return None if mark is not None and self._column and words.is_for_all(mark) else mark

    def _refuse(self) -> bool:
        """Say why nothing can be marked here; False when it can."""
        _, words = self._need()
        column = words.columns()[self._column]
        if column.is_away:
            self._say(f"{column.name} was away. Press - if they were here after all.")
        return column.is_away or not words.marks.here()

    # Back, again, done ----------------------------------------------------------------------------

    def undo(self) -> None:
        """Take back the last change, however long ago it was kept."""
        step = self._need()[0].undo()
        if step is not None:
            self._row, self._column = step.cursor
            self._by_letter = False
            self._say(f"Taken back: {step.words}")
            self._show()

    def redo(self) -> None:
        """Do again what was taken back."""
        step = self._need()[0].redo()
        if step is not None:
            self._row, self._column = step.cursor
            self._by_letter = False
            self._say(f"Done again: {step.words}")
            self._show()

    def try_again(self) -> None:
        """Write what could not be written before."""
        self._need()[0].flush()
        self._show()

    def finish(self) -> None:
        """Close the log: the session was held, and all who are not noted as away were here.

        Blanks are allowed. When the diary cannot be written, the page stays and says so.
        """
        book, words = self._need()
        self._settle()
        session, now = book.session, self._now()
        noted = {record.pupil_id for record in book.of(Attendance)}
        here = [
            Attendance(id=new_id(), session_id=session.id, pupil_id=pupil.id, presence=Presence.PRESENT)
            for pupil in words.pupils
            if pupil.id not in noted
        ]
        first_time = session.finished_at is None
        later = now.astimezone().date() != session.held_on
        done = replace(
            session,
            status=SessionStatus.HELD,
            finished_at=now if first_time else session.finished_at,
            completed_later=later if first_time else session.completed_later,
        )
        book.write(done, *here)
        self._show()
        if not book.problem and self._view is not None:
            self._view.show_finished(Finished(session.id, words.finished_words()))
