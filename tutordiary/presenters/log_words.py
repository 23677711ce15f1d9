"""Reads the records of an open session into what the log's page shows. It changes nothing."""

from __future__ import annotations

from dataclasses import replace

from tutordiary import dates, timetable, wording
from tutordiary.diary import Diary
from tutordiary.model import Direction, Group, Observation, Presence, Pupil, Scope, Setting
from tutordiary.presenters.log_before import LastTimes
from tutordiary.presenters.log_book import LogBook
from tutordiary.presenters.log_fields import LogFields, part_of
from tutordiary.presenters.log_marks import LogMarks
from tutordiary.presenters.log_names import letters_for, names_for
from tutordiary.presenters.log_panel import panel_of
from tutordiary.presenters.log_state import (
    Asking,
    Block,
    Cell,
    Column,
    Field,
    Level,
    LogState,
    Mark,
    Place,
    PlanState,
    Row,
)

EVERYONE = "Everyone"
PLAN = "before"  # the prompt of the diary for what the tutor expects or hopes for
MOST_NAMED = 2  # pupils named where a mark set for everyone has exceptions; more are counted
COUNTED = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class LogWords:
    """One open session in words, cells and columns."""

    def __init__(
        self, diary: Diary, book: LogBook, group: Group, setting: Setting | None, pupils: tuple[Pupil, ...]
    ) -> None:
        self._book = book
        self.group = group
        self._setting = setting
        self._framework = diary.framework
        self.pupils = pupils
        self.marks = LogMarks(book, pupils)
        self._names = names_for(pupils)
        self._letters = letters_for(self._names)
        self._wanted = timetable.next_time_before(diary, book.session)
        self._before = LastTimes(diary, book.session, [one.id for one in pupils], self.say_step)
        self._columns: tuple[int, tuple[Column, ...]] = (-1, ())
        self._cells: tuple[int, tuple[tuple[Cell, ...], ...]] = (-1, ())
        self.fields = LogFields(book)
        self.levels = tuple(
            Level(rung.step, rung.words[:1].upper() + rung.words[1:])
            for rung in self._framework.ladder
            if not rung.for_start_or_review_only
        )
        self.step_keys = {str(place): level.step for place, level in enumerate(self.levels, start=1)}
        self.rows = tuple(
            Row(indicator.id, indicator.name, outcome.look, indicator.signs)
            for outcome in self._framework.outcomes
            for indicator in outcome.indicators
        )

    # Who and what ---------------------------------------------------------------------------------

    def name_of(self, pupil_id: str) -> str:
        """Return the name a pupil has in the grid; "everyone" for an empty id."""
        ids = [pupil.id for pupil in self.pupils]
        return self._names[ids.index(pupil_id)] if pupil_id in ids else "everyone"

    def column_of_letter(self, key: str) -> int | None:
        """Return the column a letter goes to; None when it belongs to nobody."""
        for place, (letter, _) in enumerate(self._letters, start=1):
            if letter and letter == key:
                return place
        return None

    def columns(self) -> tuple[Column, ...]:
        """Return everyone, then the pupils."""
        if self._columns[0] != self._book.version:
            self._columns = (self._book.version, self._make_columns())
        return self._columns[1]

    def _make_columns(self) -> tuple[Column, ...]:
        here = len(self.marks.here())
        if here == len(self.pupils):
            under = f"all {COUNTED[here]}" if 0 < here < len(COUNTED) else f"{here} here"
        else:
            under = f"{here} here"
        found = [Column("", EVERYONE, ".", -1, Presence.PRESENT, under)]
        for pupil, name, (letter, at) in zip(self.pupils, self._names, self._letters, strict=True):
            presence = self.marks.presence(pupil.id)
            below = f"{self.marks.count(pupil.id)} of {len(self.rows)}"
            if presence is not Presence.PRESENT:
                below = wording.PRESENCE[presence]
            part = part_of(self._book, pupil.id)
            taken = part.part_taken if part else None
            found.append(Column(pupil.id, name, letter, at, presence, below, taken))
        return tuple(found)

    # Cells ----------------------------------------------------------------------------------------

    def say_step(self, step: int | None) -> str:
        """Return a step in words; "noticed" when it has none."""
        return self._framework.words_for_step(step) or "noticed"

    def cell(self, row: int, column: int) -> Cell:
        """Return one cell of the grid."""
        return self._everyone_cell(row) if column == 0 else self._pupil_cell(row, column)

    def _all_cells(self) -> tuple[tuple[Cell, ...], ...]:
        if self._cells[0] != self._book.version:
            columns = range(len(self.columns()))
            cells = tuple(
                tuple(self.cell(row, column) for column in columns) for row in range(len(self.rows))
            )
            self._cells = (self._book.version, cells)
        return self._cells[1]

    def _pupil_cell(self, row: int, column: int) -> Cell:
        pupil, name = self.pupils[column - 1], self._names[column - 1]
        start = f"{name}, {self.rows[row].name}: "
        if self.marks.presence(pupil.id) is Presence.ABSENT:
            return Cell("away", None, f"{start}away")
        indicator = self.rows[row].indicator_id
        own, below = self.marks.own(pupil.id, indicator), self.marks.for_all(pupil.id, indicator)
        if not own and not below:
            return Cell("blank", None, f"{start}not noted")
        under = _mark(below[0]) if below else None
        if not own:
            assert under is not None
            return Cell("mark", under, f"{start}{self.say_mark(under)}, set for everyone")
        mark = replace(_mark(own[0]), under=under)
        more = f"; set for everyone: {self.say_mark(under)}" if under else ""
        return Cell("mark", mark, f"{start}{self.say_mark(mark)}{more}")

    def _everyone_cell(self, row: int) -> Cell:
        start = f"{EVERYONE}, {self.rows[row].name}: "
        indicator = self.rows[row].indicator_id
        here = self.marks.here()
        own = [one for one in here if self.marks.own(one.id, indicator)]
        marks = {_mark(held) for one in here for held in self.marks.for_all(one.id, indicator)[:1]}
        if not marks:
            return Cell("mixed", None, f"{start}mixed") if own else Cell("blank", None, f"{start}not noted")
        if len(marks) > 1:
            return Cell("mixed", None, f"{start}mixed")
        mark = marks.pop()
        return Cell("mark", mark, f"{start}{self.say_mark(mark)}{self._but(own)}")

    def _but(self, own: list[Pupil]) -> str:
        """Return who has a mark of their own beside the one set for everyone: ", Amira on their own"."""
        if not own:
            return ""
        names = [self.name_of(one.id) for one in own]
        who = wording.and_list(names) if len(names) <= MOST_NAMED else f"{len(names)} pupils"
        return f"; {who} marked by themselves"

    def say_mark(self, mark: Mark) -> str:
        """Return a mark in words, without for whom it was set."""
        said = self.say_step(mark.step) if mark.step is not None or not mark.harder else ""
        return ", ".join(part for part in (said, "harder day" if mark.harder else "") if part)

    @staticmethod
    def is_for_all(mark: Mark) -> bool:
        """Return whether a mark was set for everyone at once."""
        return mark.scope is Scope.GROUP

    # The page -------------------------------------------------------------------------------------

    @property
    def phrases(self) -> tuple[str, ...]:
        """The ready phrases of the framework."""
        return self._framework.phrases

    def last_time(self, row: int, pupil_id: str) -> str:
        """Return what was noted last for an indicator, of a pupil or (empty id) of all who are here."""
        who = [pupil_id] if pupil_id else [pupil.id for pupil in self.marks.here()]
        return self._before.words(who, self.rows[row].indicator_id)

    def state(self, cursor: tuple[int, int], asking: Asking | None = None) -> LogState:
        """Return the whole page."""
        session = self._book.session
        when = dates.long_day(session.held_on)
        span = dates.span_of(session.starts_at, session.planned_min)
        where = self._setting.name if self._setting else ""
        columns = self.columns()
        return LogState(
            title=self.group.working_name,
            when="  ·  ".join(part for part in (", ".join(filter(None, (when, span))), where) if part),
            columns=columns,
            blocks=self._blocks(),
            rows=self.rows,
            cells=self._all_cells(),
            levels=self.levels,
            phrases=self.phrases,
            cursor=cursor,
            panel=panel_of(self._book, self, *cursor),
            plan=self._plan(),
            asking=asking,
            kept=self._kept(),
            problem=self._book.problem,
            undo_words=self._book.undo_words,
            redo_words=self._book.redo_words,
            is_finished=session.finished_at is not None,
        )

    def _plan(self) -> PlanState:
        session = self._book.session
        return PlanState(
            wanted=self._wanted,
            tried=session.tried_last,
            tried_note=self.fields.typed(Place(Field.TRIED_NOTE)),
            plan=self.fields.typed(Place(Field.PROMPT, PLAN)),
            adults=self.fields.typed(Place(Field.ADULTS)),
            planned_min=session.planned_min,
            actual_min=session.actual_min,
        )

    def _blocks(self) -> tuple[Block, ...]:
        found, first = [], 0
        for outcome in self._framework.outcomes:
            found.append(Block(outcome.name, outcome.look, first, len(outcome.indicators)))
            first += len(outcome.indicators)
        return tuple(found)

    def _kept(self) -> str:
        if self._book.kept_at is None:
            return "Everything is kept as you go"
        return f"Kept on this computer, {dates.local_clock(self._book.kept_at)}"

    def finished_words(self) -> str:
        """Return what to say when the log is finished: counts, never a judgement."""
        signs = self.marks.cells()
        noted = "1 sign" if signs == 1 else f"{signs} signs"
        return f"{self.group.working_name} is logged: {len(self.marks.here())} here, {noted} noted."


def _mark(held: Observation) -> Mark:
    return Mark(held.step, held.scope, held.direction is Direction.HARDER_DAY)
