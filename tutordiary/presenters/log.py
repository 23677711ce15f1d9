"""The log of one session: who was here, small signs, words, next time. Every key press is kept at once.

The grid has a column for everyone and one for each pupil. A number typed in the everyone column marks all
who are here and have no mark of their own in that row, and goes down; a letter goes to a pupil for one
mark and comes back. Marks set for everyone at once stay apart from those set for one pupil.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tutordiary import wording
from tutordiary.diary import history
from tutordiary.model import (
    Attendance,
    Audience,
    Draft,
    Observation,
    PartTaken,
    Presence,
    Reflection,
    SessionStatus,
    Tried,
    Voice,
    new_id,
)
from tutordiary.presenters.history import TextHistory, TextPlace
from tutordiary.presenters.log_evening import LogEvening
from tutordiary.presenters.log_fields import field_of, is_worth_keeping, moment_of
from tutordiary.presenters.log_state import Field, Finished, Mark, Place

MOST_LINKS = 3


class LogPresenter(LogEvening):
    """Takes what is typed and clicked in the log, keeps it, and shows it."""

    # Moving ---------------------------------------------------------------------------------------

    def go(self, row: int, column: int) -> None:
        """Move the cursor, as arrows and clicks do."""
        _, words = self._need()
        row = min(max(row, 0), len(words.rows) - 1)
        column = min(max(column, 0), len(words.pupils))
        if (row, column) != (self._row, self._column):
            self._row, self._column, self._by_letter = row, column, False
            self._show()

    def type_key(self, key: str) -> bool:
        """Do what one typed character means in the grid. Returns whether it means anything."""
        _, words = self._need()
        key = key.casefold()
        actions: dict[str, Callable[[], None]] = {
            "0": self.clear,
            " ": self.cycle,
            ".": lambda: self.go(self._row, 0),
            "-": self.toggle_away,
            "h": self.toggle_harder,
            "/": lambda: self._focus(Field.MOMENT),
            '"': lambda: self._focus(Field.WORDS),
            "n": lambda: self._focus(Field.NEXT_TIME),
        }
        column = words.column_of_letter(key)
        if key in words.step_keys:
            self.mark(words.step_keys[key])
        elif key in actions:
            actions[key]()
        elif column is not None:
            self._column, self._by_letter = column, True
            self._show()
        else:
            return False
        return True

    def _focus(self, field: Field) -> None:
        if self._view is not None:
            about = self._pupil_id if field is not Field.NEXT_TIME else ""
            self._view.focus_place(Place(field, about), None)

    # Marking --------------------------------------------------------------------------------------

    def mark(self, step: int) -> None:
        """Set a step in the cell under the cursor, then move on: back to everyone, or down."""
        _, words = self._need()
        if self._refuse():
            return
        self._set(step)
        if self._by_letter:
            self._column, self._by_letter = 0, False
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
        _, words = self._need()
        return words.cell(self._row, self._column).mark

    def _refuse(self) -> bool:
        """Say why nothing can be marked here; False when it can."""
        _, words = self._need()
        column = words.columns()[self._column]
        if column.is_away:
            self._say(f"{column.name} was away. Press - if they were here after all.")
        return column.is_away or not words.marks.here()

    # Who was here ---------------------------------------------------------------------------------

    def toggle_away(self) -> None:
        """Turn the pupil under the cursor from here to away, or back; a letter's visit ends with it."""
        _, words = self._need()
        if self._column:
            pupil_id = self._pupil_id
            away = words.marks.presence(pupil_id) is Presence.ABSENT
            if self._by_letter:
                self._column, self._by_letter = 0, False
            self.set_presence(pupil_id, Presence.PRESENT if away else Presence.ABSENT)

    def set_presence(self, pupil_id: str, presence: Presence) -> None:
        """Note how a pupil attended. Marks of somebody away are taken out, and come back with the pupil."""
        book, words = self._need()
        held = words.marks.attendance(pupil_id)
        record = (
            replace(held, presence=presence)
            if held
            else Attendance(id=new_id(), session_id=self.session_id, pupil_id=pupil_id, presence=presence)
        )
        marks = [mark for mark in words.marks.all() if mark.pupil_id == pupil_id]
        gone, back = [], []
        if presence is Presence.ABSENT:
            gone = self._put_aside[pupil_id] = marks
        else:
            back = self._put_aside.pop(pupil_id, [])
        name = words.name_of(pupil_id)
        said = f"{name}, {wording.PRESENCE[presence]}"
        book.change(said, save=[record, *back], remove=gone, cursor=self._cursor)
        self._say(said)
        self._show()

    # Words ----------------------------------------------------------------------------------------

    def keep_typing(self, place: Place, text: str, caret: int, steps: tuple[str, ...] = ()) -> None:
        """Hold unfinished words, and the texts before them, so that nothing can lose them."""
        book, words = self._need()
        key = words.fields.draft_key(place)
        words.fields.drafts[key] = Draft(key, text, caret, steps, self._now())
        book.keep_draft(key, text, caret, steps)
        self._show()

    def commit_typing(self, place: Place, text: str) -> None:
        """Make words part of their record, and let the draft go. Empty words take the record away."""
        self._commit(place, text)
        self._show()

    def switch_phrase(self, phrase: str, *, on: bool) -> None:
        """Put a ready phrase into the moment as a sentence of its own, or take it out again."""
        _, words = self._need()
        place = Place(Field.MOMENT, self._pupil_id)
        text = words.fields.typed(place).text
        sentence = f"{phrase}."
        if on and sentence not in text:
            text = f"{text} {sentence}".strip()
        elif not on:
            for found in (f" {sentence}", f"{sentence} ", sentence):
                text = text.replace(found, "")
            text = text.strip()
        self.commit_typing(place, text)

    def link_indicator(self, indicator_id: str, *, on: bool) -> None:
        """Say that the moment is about an indicator, or not after all; three at most."""
        moment = self._moment()
        if moment is None:
            return
        kept = tuple(one for one in moment.indicators if one != indicator_id)
        if on and len(kept) < MOST_LINKS:
            kept = (*kept, indicator_id)
        self._change_moment("what the moment is about", replace(moment, indicators=kept))

    def set_part(self, part: PartTaken | None) -> None:
        """Note how the pupil took part; listening and stepping away are ways of taking part."""
        book, words = self._need()
        moment = self._moment()
        if moment is None and part is not None:
            moment = words.fields.new_moment(self._pupil_id, "", self._now())
        if moment is None:
            return
        changed = replace(moment, part_taken=part)
        if not is_worth_keeping(changed):
            book.change("how they took part", remove=[moment], cursor=self._cursor)
        else:
            book.change("how they took part", save=[changed], cursor=self._cursor)
        self._show()

    def set_audience(self, place: Place, audience: Audience, *, on: bool) -> None:
        """Release the words of a place to somebody, or keep them back again. They start as only me."""
        book, words = self._need()
        held = words.fields.held(place)
        if not isinstance(held, Observation | Reflection | Voice):
            return
        audiences = held.audiences | {audience} if on else held.audiences - {audience}
        book.change("who may see it", save=[replace(held, audiences=audiences)], cursor=self._cursor)
        who = wording.AUDIENCE[audience]
        self._say(f"{who} may see this" if on else f"{who} will not see this")
        self._show()

    def earlier(self, place: Place) -> TextHistory | None:
        """Return the earlier texts of a place; None while nothing is kept of it."""
        held = self._need()[1].fields.held(place)
        if held is None:
            return None
        return TextHistory(self._diary, TextPlace(type(held), held.id, field_of(held, place)))

    def use_again(self, place: Place, text: str) -> None:
        """Let an earlier text stand in a place again; what stands there now becomes an earlier one."""
        held = self._need()[1].fields.held(place)
        if held is not None:
            history.keep_version(self._diary, type(held), held.id, field_of(held, place))
        self.commit_typing(place, text)

    def set_tried(self, tried: Tried | None) -> None:
        """Answer whether last time's "next time" was tried."""
        book, _ = self._need()
        book.write(replace(book.session, tried_last=tried))
        self._show()

    def _moment(self) -> Observation | None:
        return moment_of(self._need()[0], self._pupil_id)

    def _change_moment(self, name: str, moment: Observation) -> None:
        self._need()[0].change(name, save=[moment], cursor=self._cursor)
        self._show()

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
