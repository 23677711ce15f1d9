"""What the roads of the Share page show, step by step, and what their windows must be able to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, Protocol

from tutordiary.model import BundleMode
from tutordiary.presenters.share_intruder import IntruderState
from tutordiary.release.review_kept import KeptWord

Mood = Literal["info", "ok", "warn", "danger"]


class Step(StrEnum):
    """The three steps of the page, in order."""

    CHOOSE = "choose"
    REVIEW = "review"
    GIVE = "give"


class RowState(StrEnum):
    """How far a passage is, for the list."""

    TO_DECIDE = "to_decide"
    TO_READ = "to_read"
    READY = "ready"
    LEFT_OUT = "left_out"


class MarkKind(StrEnum):
    """Why a stretch of a text is marked; each kind has a shape of its own."""

    REPLACED = "replaced"
    CHECK = "check"
    DECIDE = "decide"
    KEPT = "kept"
    REWORDED = "reworded"
    TITLE = "title"  # where a passage comes from, in a run of several


@dataclass(frozen=True, slots=True)
class PeriodChoice:
    """A stretch of days to give, both ends counted. ``programme_id`` narrows it to one programme's groups."""

    key: str
    words: str
    first: date
    last: date
    programme_id: str | None = None


@dataclass(frozen=True, slots=True)
class ChoiceState:
    """The first step. ``facts`` say what these weeks hold; ``empty`` is a sentence when they hold nothing.

    ``needs_labels`` says that the log is where to go next; ``is_counting`` that the facts are on their way,
    ``they`` that every pupil is told of so.
    """

    periods: tuple[PeriodChoice, ...]
    period: PeriodChoice
    mode: BundleMode
    facts: tuple[str, ...]
    empty: str
    needs_labels: bool
    is_counting: bool = False
    they: bool = False


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One passage in the list. ``words`` say its state; ``begins`` is how its text begins."""

    id: str
    state: RowState
    title: str
    begins: str
    words: str


@dataclass(frozen=True, slots=True)
class ReviewState:
    """The second step: the list, how far it is, and the words kept although they equal a name.

    ``empty`` is a sentence when there is nothing to read; ``is_reading`` says that the list is on its way.
    """

    rows: tuple[ReviewRow, ...]
    current: str
    progress: str
    is_done: bool
    kept: tuple[KeptWord, ...]
    kept_seen: bool
    empty: str
    can_undo: bool
    is_reading: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch of a text, in characters; ``spoken`` says what the mark means."""

    start: int
    end: int
    kind: MarkKind
    spoken: str


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question about a passage. ``decided`` is a few words, or empty while it is open.

    ``offer`` is what the app would put in its place; empty when it offers nothing.
    """

    word: str
    asks: str
    decided: str
    can_be_name: bool
    can_reword: bool
    is_current: bool
    keep_words: str
    offer: str = ""


@dataclass(frozen=True, slots=True)
class PassageState:
    """One passage: what the diary says beside what would leave.

    ``status`` is a sentence on what is next; ``is_reworded`` says that ``original`` is the tutor's rewording.
    """

    id: str
    title: str
    original: str
    original_marks: tuple[Mark, ...]
    leaving: str
    leaving_marks: tuple[Mark, ...]
    questions: tuple[QuestionLine, ...]
    status: str
    state: RowState
    can_read: bool
    can_leave_out: bool
    is_left_out: bool
    is_reworded: bool


@dataclass(frozen=True, slots=True)
class RunState:
    """Several passages without anything to decide, as they would leave, to be read through in one go.

    ``text`` holds each passage under a line that says where it is from; ``marks`` are in characters of it.
    """

    id: str
    title: str
    text: str
    marks: tuple[Mark, ...]
    status: str
    can_read: bool


@dataclass(frozen=True, slots=True)
class WhoChoice:
    """Who or what a name is: ``kind`` as the recogniser learns it, ``entity_id`` for somebody known."""

    words: str
    kind: str
    entity_id: str = ""


@dataclass(frozen=True, slots=True)
class GiveState:
    """The third step. ``blocked`` is the reason in words why nothing can be given, or empty.

    ``is_waiting`` says that what would leave is still being worked out; ``needs_review`` that the review is
    where to go on; ``intruder`` are the questions who could recognise a child, None where none are asked.
    """

    leaves: tuple[str, ...]
    takes: str
    blocked: str
    earlier: tuple[str, ...]
    is_waiting: bool = False
    needs_review: bool = False
    intruder: IntruderState | None = None


class RoadView(Protocol):
    """What the window of any road out can do; each road adds its first and third step."""

    def show_step(self, step: Step) -> None:
        """Bring a step to the front and put the focus where its work begins."""

    def show_ready(self, step: Step) -> None:
        """Say that what a step waited for is there; the focus goes to it unless the tutor moved it."""

    def show_review(self, state: ReviewState) -> None:
        """Draw the list of passages and how far it is."""

    def show_passage(self, state: PassageState | None) -> None:
        """Draw the passage in hand; None when there is none."""

    def show_run(self, state: RunState | None) -> None:
        """Draw the run in hand; None when a single passage is."""

    def ask_who(self, word: str, choices: tuple[WhoChoice, ...]) -> None:
        """Ask who or what a name is; the first choice is the likeliest."""

    def say(self, sentence: str, mood: Mood) -> None:
        """Say how something went; an empty sentence says nothing."""


class ShareView(RoadView, Protocol):
    """What the window of the project manager's bundle can do."""

    def show_choice(self, state: ChoiceState) -> None:
        """Draw the first step."""

    def show_give(self, state: GiveState) -> None:
        """Draw the third step."""
