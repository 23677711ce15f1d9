"""A passage on its way out, as a reviewer sees it: what it says, what would leave, and what is open."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tutordiary import dates
from tutordiary.anonymise.spans import Span
from tutordiary.errors import NotCleared
from tutordiary.release.known_names import Cleared
from tutordiary.release.passages import Passage

HOME = "HOME"


class ItemState(StrEnum):
    """How far a passage is. Only CLEAR and DECIDED passages that were read leave."""

    CLEAR = "clear"
    TO_DECIDE = "to_decide"
    DECIDED = "decided"
    LEFT_OUT = "left_out"


class Decision(StrEnum):
    """What a tutor can decide: about a word (the first four) or about a whole passage (the last three).

    GENERALISE takes what the app offers in place of a word.
    """

    KEEP = "keep"
    NAME = "name"
    GENERALISE = "generalise"
    REWORD = "reword"
    LEAVE_OUT = "leave_out"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Question:
    """A word or stretch the tutor must decide about; ``type`` is the recogniser's.

    ``NAME?`` may be a name; ``WORD?`` equals a known name and was kept as an ordinary word; ``RARE`` and
    ``SENSITIVE`` may give a child away by what is told; ``HOME`` is a child's words about home; ``CODE?``
    looks like a placeholder and was written by hand; ``PRONOUN?`` may have to become "they" and no rule is
    sure how. ``decision`` is None while it is open; ``is_remembered`` says that it was made elsewhere, on the
    same word used in the same way. ``offer`` is what GENERALISE would put in its place; empty when nothing.
    """

    word: str
    start: int
    end: int
    type: str
    decision: Decision | None
    offer: str = ""
    is_remembered: bool = False


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A passage on its way out: what it says in the diary, and what would leave.

    ``source_text`` is the original, or the tutor's own rewording of it; spans and questions refer to it.
    ``why_left_out`` is a sentence, or empty. ``generalised`` counts the dates, ages and years of which
    something is still said. ``hidden`` are the stretches of ``source_text`` that do not leave as written.
    """

    id: str
    content_hash: str
    original: str
    source_text: str
    spans: tuple[Span, ...]
    rendered: str
    questions: tuple[Question, ...]
    state: ItemState
    is_read: bool
    why_left_out: str
    passage: Passage
    kept_words: tuple[str, ...]
    generalised: int = 0
    hidden: tuple[tuple[int, int], ...] = ()

    @property
    def is_ready(self) -> bool:
        """Whether the passage may leave as ``rendered``."""
        return self.is_read and self.state in (ItemState.CLEAR, ItemState.DECIDED)

    @property
    def is_blocking(self) -> bool:
        """Whether nothing may leave before this passage is read and decided, or left out."""
        return not self.is_ready and self.state is not ItemState.LEFT_OUT

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """What is still to be decided."""
        return tuple(question for question in self.questions if question.decision is None)

    @property
    def cleared(self) -> Cleared:
        """The words that were kept in it although they equal a name, for the gate."""
        return Cleared(self.rendered, self.kept_words)


class NeedsEyes(NotCleared):
    """Passages wait for the tutor; ``items`` are those."""

    def __init__(self, items: Sequence[ReviewItem]) -> None:
        self.items = tuple(items)
        lines = "; ".join(_line(item) for item in self.items[:10])
        more = f"; and {len(self.items) - 10} more" if len(self.items) > 10 else ""
        super().__init__(
            f"{len(self.items)} passages still need your eyes, so nothing was written. "
            f"They are: {lines}{more}."
        )


def _line(item: ReviewItem) -> str:
    day = dates.day_and_month(item.passage.day, year=True)
    waiting = len(item.open_questions)
    what = f"{waiting} to decide" if waiting else "to read"
    return f"{item.passage.kind.replace('_', ' ')} of {day} ({what}, {item.id})"


def require_cleared(items: Iterable[ReviewItem]) -> tuple[ReviewItem, ...]:
    """Return the passages that may leave. Raises: NeedsEyes when any of them is not read and decided."""
    items = tuple(items)
    waiting = [item for item in items if item.is_blocking]
    if waiting:
        raise NeedsEyes(waiting)
    return tuple(item for item in items if item.is_ready)


def content_hash(text: str) -> str:
    """Return what decisions on a passage are kept under."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
