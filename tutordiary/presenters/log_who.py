"""Who was here, and how each took part: listening and stepping away are ways of taking part."""

from __future__ import annotations

from dataclasses import replace

from tutordiary import wording
from tutordiary.model import Attendance, Observation, PartTaken, Presence, new_id
from tutordiary.presenters import log_aside
from tutordiary.presenters.log_evening import LogEvening
from tutordiary.presenters.log_fields import is_worth_keeping, part_of
from tutordiary.presenters.log_state import Asking

PART_KEYS = {str(number): part for number, part in enumerate(wording.PART_TAKEN, start=1)}
PRESENCE_KEYS = {"[": Presence.LATE, "]": Presence.LEFT_EARLY}


class LogWho(LogEvening):
    """The part of the log's presenter that knows the pupils as people in the room."""

    # Who was here ---------------------------------------------------------------------------------

    def toggle_away(self) -> None:
        """Turn the pupil under the cursor from here to away, or back; a letter's visit ends with it."""
        self.toggle_presence(Presence.ABSENT)

    def toggle_presence(self, presence: Presence) -> None:
        """Note that the pupil under the cursor was away, late or left early, or was simply here after all."""
        _, words = self._need()
        if self._column:
            pupil_id = self._pupil_id
            is_so = words.marks.presence(pupil_id) is presence
            self._end_visit()
            self.set_presence(pupil_id, Presence.PRESENT if is_so else presence)

    def set_presence(self, pupil_id: str, presence: Presence) -> None:
        """Note how a pupil attended. Marks of somebody away are taken out, and come back with the pupil."""
        book, words = self._need()
        held = words.marks.attendance(pupil_id)
        was_away = held is not None and held.presence is Presence.ABSENT
        record = (
            replace(held, presence=presence)
            if held
            else Attendance(id=new_id(), session_id=self.session_id, pupil_id=pupil_id, presence=presence)
        )
        gone: list[Observation] = []
        back: list[Observation] = []
        draft: tuple[str, str] | None = None
        dropped = ""
        if presence is Presence.ABSENT and not was_away:
            gone = [mark for mark in words.marks.all() if mark.pupil_id == pupil_id]
            self._put_aside[pupil_id] = log_aside.to_text(gone)
            draft = (log_aside.prefix_of(self.session_id) + pupil_id, self._put_aside[pupil_id])
        elif was_away and presence is not Presence.ABSENT:
            text = self._put_aside.pop(pupil_id, "")
            back = [
                mark
                for mark in log_aside.from_text(text, book.session, pupil_id)
                if not words.marks.in_cell(pupil_id, mark.indicators[0])
            ]
            dropped = log_aside.prefix_of(self.session_id) + pupil_id if text else ""
        said = f"{words.name_of(pupil_id)}, {wording.PRESENCE[presence]}"
        book.change(
            said,
            save=[record, *back],
            remove=gone,
            draft=draft,
            drop_draft=dropped,
            cursor=self._cursor,
        )
        self._say(said)
        self._show()

    def _end_visit(self) -> None:
        if self._by_letter:
            self._column, self._by_letter = 0, False

    # How they took part ---------------------------------------------------------------------------

    def set_part(self, part: PartTaken | None) -> None:
        """Note how the pupil under the cursor took part; None is not noted."""
        self.note_part(self._pupil_id, part)

    def note_part(self, pupil_id: str, part: PartTaken | None) -> None:
        """Note how a pupil took part; None takes it back."""
        book, words = self._need()
        held = part_of(book, pupil_id)
        name = words.name_of(pupil_id)
        said = f"{name}, {wording.PART_TAKEN[part] if part else 'how they took part: not noted'}"
        if held is None and part is not None:
            made = replace(words.fields.new_moment(pupil_id, "", self._now()), part_taken=part)
            book.change(said, save=[made], cursor=self._cursor)
        elif held is not None:
            changed = replace(held, part_taken=part)
            stays = is_worth_keeping(changed)
            book.change(
                said,
                save=[changed] if stays else [],
                remove=[] if stays else [held],
                cursor=self._cursor,
            )
        self._say(said)
        self._show()

    def ask_part(self, column: int | None = None) -> None:
        """Ask how a pupil took part: of the column given, or of the one under the cursor.

        From the column of everyone all who are here are asked, one after the other.
        """
        _, words = self._need()
        wanted = self._column if column is None else column
        first = wanted or self._next_here(0)
        if not first or not words.pupils:
            return
        self._asking = Asking(first, goes_round=wanted == 0)
        ways = ", ".join(f"{key} {wording.PART_TAKEN[part]}" for key, part in PART_KEYS.items())
        self._say(f"How did {words.columns()[first].name} take part? {ways}")
        self._show()

    def stop_asking(self) -> None:
        """Ask no more how pupils took part; what was noted stays."""
        if self._asking is not None:
            self._asking = None
            self._end_visit()
            self._show()

    def answer_part(self, part: PartTaken | None) -> None:
        """Note how the pupil who is asked about took part, then ask about the next one or stop."""
        asking, words = self._asking, self._need()[1]
        if asking is None:
            return
        following = self._next_here(asking.column) if asking.goes_round else 0
        self._asking = Asking(following, goes_round=True) if following else None
        if not following:
            self._end_visit()
        self.note_part(words.columns()[asking.column].pupil_id, part)
        if following:
            self._say(f"{words.columns()[following].name}?")

    def _answer_key(self, key: str) -> bool:
        """Do what a key means while how a pupil took part is asked. Returns whether it means anything."""
        asking, words = self._asking, self._need()[1]
        assert asking is not None
        column = words.column_of_letter(key)
        if key in PART_KEYS:
            self.answer_part(PART_KEYS[key])
        elif key == "0":
            self.answer_part(None)
        elif key in PRESENCE_KEYS:
            self.set_presence(words.columns()[asking.column].pupil_id, PRESENCE_KEYS[key])
        elif key in ("p", "."):
            self.stop_asking()
        elif column is not None:
            self._asking = Asking(column, asking.goes_round)
            self._say(f"How did {words.columns()[column].name} take part?")
            self._show()
        else:
            return False
        return True

    def _next_here(self, column: int) -> int:
        """Return the next column of somebody who is here; 0 after the last."""
        columns = self._need()[1].columns()
        return next((one for one in range(column + 1, len(columns)) if not columns[one].is_away), 0)
