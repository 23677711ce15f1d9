"""Reads the records of an open session into what the log's page shows. It changes nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from tutordiary import dates, timetable, wording
from tutordiary.diary import Diary
from tutordiary.model import (
    Direction,
    Group,
    Observation,
    Presence,
    Pupil,
    Scope,
    Setting,
)
from tutordiary.presenters.log_book import LogBook
from tutordiary.presenters.log_fields import LogFields, moment_of, words_of
from tutordiary.presenters.log_marks import LogMarks
from tutordiary.presenters.log_state import (
    Block,
    Cell,
    Column,
    Field,
    Level,
    Link,
    LogState,
    Mark,
    Panel,
    Place,
    Row,
)

EVERYONE = "Everyone"
# Letters that mean something else in the grid: harder day, next time.
TAKEN = frozenset("hn")
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
COUNTED = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def names_for(pupils: Sequence[Pupil]) -> list[str]:
    """Return first names, with the initial of the last name where two are the same."""
    firsts = [pupil.first_name.casefold() for pupil in pupils]
    return [
        f"{pupil.first_name} {pupil.last_name[:1]}".strip()
        if firsts.count(pupil.first_name.casefold()) > 1
        else pupil.first_name
        for pupil in pupils
    ]


def letters_for(names: Sequence[str]) -> list[tuple[str, int]]:
    """Return for each name its key and where in the name it stands (-1: not in it; "" when none is free).

    The first letter of the name nobody has yet; else the first free letter of the alphabet.
    """
    used = set(TAKEN)
    found: list[tuple[str, int]] = []
    for name in names:
        plain = [unicodedata.normalize("NFD", letter)[0].casefold() for letter in name]
        pick = next(
            ((letter, at) for at, letter in enumerate(plain) if letter in ALPHABET and letter not in used),
            None,
        )
        if pick is None:
            free = next((letter for letter in ALPHABET if letter not in used), "")
            pick = (free, -1)
        used.add(pick[0])
        found.append(pick)
    return found


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
        self._before = self._last_times(diary)
        self.fields = LogFields(book)
        self.levels = tuple(
            Level(rung.step, rung.words[:1].upper() + rung.words[1:])
            for rung in self._framework.ladder
            if not rung.for_start_or_review_only
        )
        self.step_keys = {str(place): level.step for place, level in enumerate(self.levels, start=1)}
        self.rows = tuple(
            Row(indicator.id, indicator.name, outcome.look)
            for outcome in self._framework.outcomes
            for indicator in outcome.indicators
        )

    def _last_times(self, diary: Diary) -> dict[tuple[str, str], Observation]:
        """Return the newest earlier mark of each pupil and indicator."""
        found: dict[tuple[str, str], Observation] = {}
        session = self._book.session
        for pupil in self.pupils:
            for sign in diary.find(Observation, order=("noted_on", "id"), pupil_id=pupil.id):
                if sign.noted_on >= session.held_on or sign.session_id == session.id:
                    continue
                if sign.step is not None or sign.direction is Direction.HARDER_DAY:
                    found |= {(pupil.id, indicator): sign for indicator in sign.indicators}
        return found

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
            found.append(Column(pupil.id, name, letter, at, presence, below))
        return tuple(found)

    # Cells ----------------------------------------------------------------------------------------

    def say_step(self, step: int | None) -> str:
        """Return a step in words; "noticed" when it has none."""
        return self._framework.words_for_step(step) or "noticed"

    def cell(self, row: int, column: int) -> Cell:
        """Return one cell of the grid."""
        return self._everyone_cell(row) if column == 0 else self._pupil_cell(row, column)

    def _pupil_cell(self, row: int, column: int) -> Cell:
        pupil, name = self.pupils[column - 1], self._names[column - 1]
        start = f"{name}, {self.rows[row].name}: "
        if self.marks.presence(pupil.id) is Presence.ABSENT:
            return Cell("away", None, f"{start}away")
        held = self.marks.in_cell(pupil.id, self.rows[row].indicator_id)
        if not held:
            return Cell("blank", None, f"{start}not noted")
        mark = Mark(held[0].step, held[0].scope, held[0].direction is Direction.HARDER_DAY)
        said = self.say_step(mark.step) if mark.step is not None or not mark.harder else ""
        parts = [said, "harder day" if mark.harder else "", "set for everyone" * (mark.scope is Scope.GROUP)]
        return Cell("mark", mark, start + ", ".join(part for part in parts if part))

    def _everyone_cell(self, row: int) -> Cell:
        start = f"{EVERYONE}, {self.rows[row].name}: "
        marks = []
        for pupil in self.marks.here():
            held = self.marks.in_cell(pupil.id, self.rows[row].indicator_id)
            marks.append(held[0] if held else None)
        kept = [mark for mark in marks if mark is not None]
        if not kept:
            return Cell("blank", None, f"{start}not noted")
        looks = {(mark.step, mark.direction is Direction.HARDER_DAY) if mark else None for mark in marks}
        if len(looks) > 1:
            return Cell("mixed", None, f"{start}mixed")
        mark = Mark(kept[0].step, Scope.GROUP, kept[0].direction is Direction.HARDER_DAY)
        return Cell("mark", mark, start + self.say_step(mark.step) + (", harder day" * mark.harder))

    # The page -------------------------------------------------------------------------------------

    def _last_time(self, row: int, pupil_id: str) -> str:
        indicator = self.rows[row].indicator_id
        who = [pupil_id] if pupil_id else [pupil.id for pupil in self.marks.here()]
        marks = [self._before[one, indicator] for one in who if (one, indicator) in self._before]
        if not marks:
            return "Last time: nothing noted yet"
        day = dates.day_and_month(max(mark.noted_on for mark in marks))
        said = {self._said(mark) for mark in marks}
        same = len(said) == 1 and len(marks) == len(who)
        return f"Last time: {said.pop() if same else 'mixed'}, {day}"

    def _said(self, mark: Observation) -> str:
        return "a harder day" if mark.step is None else self.say_step(mark.step)

    def _links(self, moment: Observation | None, row: int) -> tuple[Link, ...]:
        names = {one.indicator_id: one.name for one in self.rows}
        on = [one for one in (moment.indicators if moment else ()) if one in names]
        links = [Link(one, names[one], on=True) for one in on]
        here = self.rows[row].indicator_id
        if here not in on and len(on) < 3:
            links.append(Link(here, names[here], on=False))
        return tuple(links)

    def panel(self, row: int, column: int) -> Panel:
        """Return what stands beside the grid."""
        who = self.columns()[column]
        mark = self.cell(row, column).mark
        moment = moment_of(self._book, who.pupil_id)
        voice = words_of(self._book, who.pupil_id)
        typed = self.fields.typed(Place(Field.MOMENT, who.pupil_id))
        phrases = tuple(phrase for phrase in self._framework.phrases if f"{phrase}." in typed.text)
        return Panel(
            who=who.name,
            what=self.rows[row].name,
            step=mark.step if mark else None,
            harder=mark.harder if mark else False,
            can_mark=not who.is_away and bool(self.marks.here()),
            last_time=self._last_time(row, who.pupil_id),
            moment=typed,
            phrases_on=phrases,
            links=self._links(moment, row),
            part=moment.part_taken if moment else None,
            moment_audiences=moment.audiences if moment else frozenset(),
            has_moment=moment is not None,
            words=self.fields.typed(Place(Field.WORDS, who.pupil_id)),
            words_audiences=voice.audiences if voice else frozenset(),
            has_words=voice is not None,
            next_time=self.fields.typed(Place(Field.NEXT_TIME)),
        )

    def state(self, cursor: tuple[int, int]) -> LogState:
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
            cells=tuple(
                tuple(self.cell(row, column) for column in range(len(columns)))
                for row in range(len(self.rows))
            ),
            levels=self.levels,
            phrases=self._framework.phrases,
            cursor=cursor,
            panel=self.panel(*cursor),
            wanted_to_try=self._wanted,
            tried=session.tried_last,
            kept=self._kept(),
            problem=self._book.problem,
            undo_words=self._book.undo_words,
            redo_words=self._book.redo_words,
            is_finished=session.finished_at is not None,
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
        signs = len(self.marks.all())
        noted = "1 sign" if signs == 1 else f"{signs} signs"
        return f"{self.group.working_name} is logged: {len(self.marks.here())} here, {noted} noted."
