"""What the log of a session shows, as plain values, and what its window must be able to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol

from tutordiary.model import Asked, Audience, PartTaken, Presence, Scope, Source, Tried, Where

CellKind = Literal["blank", "mark", "mixed", "away"]


class Field(StrEnum):
    """A place to type in.

    At the door: a moment to remember and what the tutor did before it, somebody's own words with who wrote
    them down and how they were caught, one thing to try next time, and how last time's went. The others are
    those of the evening half: the answer to a prompt, what the tutor did that a sign followed, the question
    for the reflection group, the adults who were there, the name and the note of an activity, a new activity.
    """

    MOMENT = "moment"
    WORDS = "words"
    NEXT_TIME = "next_time"
    PROMPT = "prompt"
    DID = "did"
    GROUP_QUESTION = "group_question"
    ADULTS = "adults_present"
    ACTIVITY = "activity"
    ACTIVITY_NOTE = "activity_note"
    NEW_ACTIVITY = "new_activity"
    DID_HERE = "did_here"
    SCRIBED = "scribed_by"
    CAUGHT = "captured_how"
    TRIED_NOTE = "tried_note"


DOOR_FIELDS = frozenset(
    (
        Field.MOMENT,
        Field.WORDS,
        Field.NEXT_TIME,
        Field.DID_HERE,
        Field.SCRIBED,
        Field.CAUGHT,
        Field.TRIED_NOTE,
    )
)
EVENING_FIELDS = frozenset(Field) - DOOR_FIELDS


@dataclass(frozen=True, slots=True)
class Place:
    """Which words are meant. ``about`` is the id of a pupil (empty: everyone), prompt, sign or activity.

    ``item`` tells a pupil's moments or quotes of one session apart: the id of the record, there already or
    yet to be made; empty means the first.
    """

    field: Field
    about: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a cell holds. ``step`` is None for a sign noticed without saying how often.

    ``under`` is the mark set for everyone at once that a pupil's own one lies on: the two stay apart.
    """

    step: int | None
    scope: Scope
    harder: bool
    under: Mark | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """Everyone (empty id) or a pupil. ``under`` is the line below the name.

    ``letter`` is the key that goes there; ``letter_at`` its place in the name, -1 when it is not in it.
    ``part`` is how the pupil took part, None while it is not noted.
    """

    pupil_id: str
    name: str
    letter: str
    letter_at: int
    presence: Presence
    under: str
    part: PartTaken | None = None

    @property
    def is_away(self) -> bool:
        """Whether the pupil did not come at all."""
        return self.presence is Presence.ABSENT


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator, the colour name of its outcome, and examples of what it may look like."""

    indicator_id: str
    name: str
    look: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One outcome and the rows it spans."""

    name: str
    look: str
    first_row: int
    rows: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One crossing of the grid. ``said`` is all of it in words, for screen readers."""

    kind: CellKind
    mark: Mark | None
    said: str


@dataclass(frozen=True, slots=True)
class Typed:
    """The words of a field. ``is_unfinished`` says they come from a draft, with the caret where it was.

    ``steps`` are then the texts before it, oldest first, for undo to go back to. ``record_id`` is what the
    words are part of, empty while there is none: the first of several is another one when it was taken away.
    """

    place: Place
    text: str
    caret: int
    is_unfinished: bool
    steps: tuple[str, ...] = ()
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An indicator a moment may be about, and whether it is."""

    indicator_id: str
    name: str
    on: bool


@dataclass(frozen=True, slots=True)
class Level:
    """One step of the ladder as a button: "Sometimes"."""

    step: int
    words: str


@dataclass(frozen=True, slots=True)
class Said:
    """One of several moments or quotes of a pupil in a session, as a line of a list: how it begins."""

    item: str
    opening: str
    is_open: bool
    is_starred: bool


@dataclass(frozen=True, slots=True)
class MomentMore:
    """What may be said about a moment beyond its words: where, who saw or said it, what the tutor did."""

    where: Where
    source: Source
    starred: bool
    did: Typed


@dataclass(frozen=True, slots=True)
class WordsMore:
    """What may be said about somebody's words beyond the words themselves."""

    asked: Asked | None
    about_home: bool
    starred: bool
    scribed: Typed
    caught: Typed


@dataclass(frozen=True, slots=True)
class PlanState:
    """Last session's "next time", whether it was tried and a note on that, and what is planned for today.

    ``wanted`` is empty when there was no "next time". Minutes are whole; ``actual_min`` is None until noted.
    """

    wanted: str
    tried: Tried | None
    tried_note: Typed
    plan: Typed
    adults: Typed
    planned_min: int
    actual_min: int | None


@dataclass(frozen=True, slots=True)
class Asking:
    """How a pupil took part is being asked: the column, and whether the next pupil is asked after it."""

    column: int
    goes_round: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """What stands beside the grid, about the pupil and the indicator under the cursor.

    ``step`` is the pupil's own, in the column of everyone the one set for all; ``for_all`` says in words what
    was set for everyone at once, empty for nothing or where it is ``step`` already. ``signs`` are examples
    of what the indicator may look like. ``moments`` and ``quotes`` are empty while there is one at most.
    """

    who: str
    what: str
    step: int | None
    harder: bool
    can_mark: bool
    last_time: str
    for_all: str
    signs: tuple[str, ...]
    moment: Typed
    phrases_on: tuple[str, ...]
    links: tuple[Link, ...]
    part: PartTaken | None
    moment_audiences: frozenset[Audience]
    has_moment: bool
    words: Typed
    words_audiences: frozenset[Audience]
    has_words: bool
    next_time: Typed
    moments: tuple[Said, ...]
    moment_more: MomentMore | None
    quotes: tuple[Said, ...]
    words_more: WordsMore | None


@dataclass(frozen=True, slots=True)
class LogState:
    """The whole page. ``cells`` holds a tuple per row, ``cursor`` is (row, column).

    ``asking`` is set while how a pupil took part is asked. ``problem`` is a sentence when something could not
    be written yet; nothing on the screen is lost then.
    """

    title: str
    when: str
    columns: tuple[Column, ...]
    blocks: tuple[Block, ...]
    rows: tuple[Row, ...]
    cells: tuple[tuple[Cell, ...], ...]
    levels: tuple[Level, ...]
    phrases: tuple[str, ...]
    cursor: tuple[int, int]
    panel: Panel
    plan: PlanState
    asking: Asking | None
    kept: str
    problem: str
    undo_words: str
    redo_words: str
    is_finished: bool

    @property
    def is_empty(self) -> bool:
        """Whether the group has no pupils yet, so that there is nothing to mark."""
        return len(self.columns) < 2


@dataclass(frozen=True, slots=True)
class Finished:
    """What is said once a log is finished."""

    session_id: str
    words: str


class LogView(Protocol):
    """What the log's window can do."""

    def show_log(self, state: LogState) -> None:
        """Draw the page; words being typed stay as they are."""

    def announce(self, words: str) -> None:
        """Let a screen reader say it."""

    def focus_place(self, place: Place, caret: int | None) -> None:
        """Put the caret into the field of a place, so many characters in or (None) at the end."""

    def focus_grid(self) -> None:
        """Put the focus back on the grid."""

    def show_finished(self, finished: Finished) -> None:
        """Say that the log is finished and leave the page."""
