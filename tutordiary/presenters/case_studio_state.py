"""What the studio of the case studies shows, and what its window must be able to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol

from tutordiary.documents.content import RenderedFile
from tutordiary.presenters.history import Piece
from tutordiary.presenters.share_state import Mood

Look = Literal["plain", "own", "quote", "harder"]


class Sheet(StrEnum):
    """The three views of a case study, in the order of the work."""

    STORY = "story"
    SHORT = "short"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case study to choose. ``words`` say its title and of whom it tells."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class TrayCard:
    """A dated entry of the diary that is not in the story.

    ``part`` is the part it fits and ``place`` that part in a word or two, ``fits`` whether it is the part in
    hand; ``look`` is how it is marked.
    """

    id: str
    when: str
    what: str
    words: str
    part: str
    place: str
    fits: bool
    look: Look = "plain"


@dataclass(frozen=True, slots=True)
class StoryCard:
    """A piece of the story. ``about`` says when and what it comes from, or that it is the tutor's own."""

    id: str
    part: str
    about: str
    words: str
    is_reworded: bool
    week: int | None = None
    look: Look = "plain"


@dataclass(frozen=True, slots=True)
class Lane:
    """One part of the story with its cards, in order. ``prompt`` asks for what is not there yet."""

    key: str
    title: str
    prompt: str
    cards: tuple[StoryCard, ...]


@dataclass(frozen=True, slots=True)
class StoryState:
    """The story in hand: its lanes in order, and the tray, those that fit the part in hand first.

    ``part`` and ``piece`` are in hand; ``piece`` is empty on the heading of a part. ``told`` says in a line
    whose story it is and what stands for the name; ``words`` is its length so far with what is usual;
    ``undo`` says what would be taken back, ``kept_back`` how much of the diary is not offered.
    """

    case_id: str
    title: str
    told: str
    words: str
    lanes: tuple[Lane, ...]
    tray: tuple[TrayCard, ...]
    part: str
    piece: str
    weeks: int
    undo: str
    kept_back: str = ""


@dataclass(frozen=True, slots=True)
class InHand:
    """The piece in hand beside what it comes from.

    ``pieces`` compare the diary's words with those of the story; ``source`` is empty for the tutor's own,
    which rest on the entries of ``rests``, each told by when and what it is.
    """

    piece_id: str
    title: str
    words: str
    source_title: str
    source: str
    pieces: tuple[Piece, ...]
    is_own: bool
    can_take_back: bool
    rests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RestLine:
    """An entry of the diary that words of the tutor's own may rest on."""

    id: str
    words: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """Words somebody said that the story holds, for the line that stands alone."""

    words: str
    who: str


@dataclass(frozen=True, slots=True)
class ShortState:
    """The short version: two sentences, one line to quote, and what those need.

    ``can_offer`` says that two sentences can be taken from the story. ``name`` was chosen for the pupil,
    ``called`` is what the page says.
    """

    case_id: str
    two_sentences: str
    quote: str
    quotes: tuple[QuoteLine, ...]
    note: str
    can_offer: bool = False
    name: str = ""
    called: str = ""
    is_one_pupil: bool = False


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version kept: its number and when it was kept, and the tutor's note."""

    id: str
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class PartChange:
    """What a version says otherwise in one part, compared with the story of now."""

    title: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class WhoLine:
    """Somebody or something a case study can tell of. ``kind`` is a value of ``CaseSubject``."""

    kind: str
    id: str
    words: str


class StudioView(Protocol):
    """What the window of the studio can do."""

    def show_cases(self, cases: tuple[CaseLine, ...], current: str) -> None:
        """Offer the case studies there are; none means that the first is to be begun."""

    def show_story(self, state: StoryState) -> None:
        """Draw the story and the tray."""

    def show_in_hand(self, state: InHand | None) -> None:
        """Draw the piece in hand beside its source; None when a heading is in hand."""

    def show_short(self, state: ShortState) -> None:
        """Draw the short version."""

    def show_page(self, rendered: RenderedFile | None, why: str) -> None:
        """Draw the finished page, or say why there is none yet."""

    def show_sheet(self, sheet: Sheet) -> None:
        """Bring one of the three views to the front."""

    def say(self, sentence: str, mood: Mood) -> None:
        """Say how something went; an empty sentence says nothing."""
