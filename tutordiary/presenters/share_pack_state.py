"""What the road to the reflection group shows, and what its window must be able to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from tutordiary.documents import pack_words as words
from tutordiary.drafting.pack_screens import ScreenPage
from tutordiary.model import PackItemKind
from tutordiary.presenters.share_state import GiveState, PeriodChoice, RoadView

Format = Literal["pdf", "docx"]
FORMAT_WORDS: dict[Format, str] = {"pdf": "PDF, to print or send", "docx": "Word, to change"}

PART_WORDS = {
    PackItemKind.CHALLENGE: words.QUESTION,
    PackItemKind.HAPPENED: words.HAPPENED,
    PackItemKind.NOTICED: words.NOTICED,
    PackItemKind.UNSURE: words.UNSURE,
    PackItemKind.ADVICE: words.ADVICE,
    PackItemKind.LEARNING: words.LEARNED,
    PackItemKind.OUTCOME_SIGN: "A small sign, with its indicator",
    PackItemKind.TRIED: words.SINCE,
    PackItemKind.ACTIVITY: words.ACTIVITY,
}
WRITE_WORDS = {
    PackItemKind.CHALLENGE: "An open question, as you would ask it: How can I… What happens when…",
    PackItemKind.ADVICE: "What would you like from the group: ideas, another view, just to be heard?",
    PackItemKind.ACTIVITY: "Its name on the first line, then how it goes.",
}

NO_SESSIONS = "No group met in these weeks. Choose other weeks, or log a session first."
EVERY_GROUP = "All groups that met in these weeks"
NOTHING_LABELLED = (
    "Nothing is labelled for the reflection group in these weeks. In the log, choose who may see a note, or "
    "write your own words below."
)
CHOOSE_GROUP = "Choose a group first: what its weeks hold for the reflection group is then listed here."
NOTHING_CHOSEN = "Nothing is in the pack yet. Tick something, or write your own words."
GATHERING = "Looking through these weeks…"
LABEL = "Pseudonymised: treat as personal data. The page says so at its foot."


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group that a pack can be of."""

    id: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class PackRow:
    """A line of the list. ``about`` says where it is from, for the tutor alone."""

    id: str
    words: str
    about: str
    is_ticked: bool
    is_own: bool
    can_go_up: bool
    can_go_down: bool


@dataclass(frozen=True, slots=True)
class PackPart:
    """One part of the pack. ``hints`` are gentle sentences about its words; ``room`` says how many fit."""

    kind: PackItemKind
    words: str
    room: str
    rows: tuple[PackRow, ...]
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PackLineOfDay:
    """A pack that was given, by the day of its meeting."""

    id: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class AdviceState:
    """What the group advised about a pack that was given.

    ``text`` has a line for each piece; ``taken`` says where it will be asked about, or is empty; ``helped``
    is what came of it. ``asks`` is a sentence when the meeting is over and nothing is written yet.
    """

    pack_id: str
    packs: tuple[PackLineOfDay, ...]
    question: str
    text: str
    groups: tuple[GroupLine, ...]
    helped: str
    taken: str
    asks: str


@dataclass(frozen=True, slots=True)
class PackChoiceState:
    """The first step. ``empty`` is a sentence when the weeks offer nothing; own words are always possible.

    ``advice`` is None before any pack was given; ``was_given`` that this pack has left already.
    """

    groups: tuple[GroupLine, ...]
    periods: tuple[PeriodChoice, ...]
    period: PeriodChoice
    meeting_on: date
    parts: tuple[PackPart, ...]
    empty: str
    needs_labels: bool
    is_gathering: bool
    was_given: bool
    advice: AdviceState | None


@dataclass(frozen=True, slots=True)
class PackGiveState:
    """The third step: what leaves, as which kind of file, and with which sheets."""

    give: GiveState
    fmt: Format
    with_agenda: bool
    with_facilitator: bool


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The tutor's own words for a part, a draft. ``steps`` are the texts before, oldest first."""

    id: str
    kind: PackItemKind
    title: str
    hint: str
    text: str
    caret: int
    steps: tuple[str, ...]


class PackView(RoadView, Protocol):
    """What the window of this road can do besides the review."""

    def show_pack_choice(self, state: PackChoiceState) -> None:
        """Draw the first step."""

    def show_pack_give(self, state: PackGiveState) -> None:
        """Draw the third step."""

    def show_screens(self, pages: tuple[ScreenPage, ...]) -> None:
        """Fill the screen with the pages of the pack; the gate has read them."""
