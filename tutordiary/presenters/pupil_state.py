"""What the pages about pupils show, as values: lines of the list, the picture, and the parts of a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class PupilLine:
    """One pupil in the list. ``note`` says how lately somebody wrote words about them."""

    pupil_id: str
    name: str
    group: str
    setting: str
    note: str


@dataclass(frozen=True, slots=True)
class PupilList:
    """The list. ``rest`` says in a sentence who is not in it and how to reach them; empty for nobody."""

    lines: tuple[PupilLine, ...]
    typed: str
    shows_everybody: bool
    is_empty_diary: bool
    rest: str


@dataclass(frozen=True, slots=True)
class PictureDot:
    """One observation in the picture; ``step`` is None when none was chosen."""

    observation_id: str
    day: date
    step: int | None
    is_group: bool
    harder: bool
    has_words: bool
    spoken: str


@dataclass(frozen=True, slots=True)
class PictureRow:
    """One indicator over time. ``look`` names the outcome's colour and icon."""

    outcome: str
    look: str
    indicator: str
    dots: tuple[PictureDot, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of days drawn as one soft ground, and what it is called; both days count."""

    first: date
    last: date
    name: str


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time the picture can be brought to."""

    key: str
    words: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class DayLine:
    """One observation of a day: its indicator with the look of its outcome, and what there is to read."""

    look: str
    indicator: str
    words: str


@dataclass(frozen=True, slots=True)
class PictureDay:
    """A day the arrows stop at: a session or a day with observations. ``spoken`` is all of it in words."""

    day: date
    title: str
    spoken: str
    lines: tuple[DayLine, ...]
    has_words: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """Something to read on the page, and the id of the record it is.

    ``who_sees`` names who it may be shown to; ``warning`` is a sentence to heed before it leaves.
    ``is_starred`` is None where nothing can be starred. ``face`` and ``face_scale`` as in a Voice.
    """

    record_id: str
    day: date
    when: str
    kind: str
    title: str
    text: str
    seen_by: str
    who_sees: str = ""
    warning: str = ""
    is_starred: bool | None = None
    face: int | None = None
    face_scale: int | None = None


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """One outcome: its start points, the rule with what there is, and the tutor's latest decision.

    ``missing`` is the prompt where no start point is; ``start_note`` says that one is late. ``warning`` says
    that "increased" was decided without what the rule asks for.
    """

    outcome_id: str
    outcome: str
    look: str
    starts: tuple[Moment, ...]
    missing: str
    start_note: str
    rule: str
    others: str
    decisions: tuple[Moment, ...]
    warning: str


@dataclass(frozen=True, slots=True)
class ActionLine:
    """What somebody will do after a conversation."""

    record_id: str
    words: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class TalkLine:
    """A conversation with what follows from it. ``with_others`` names the other pupils it was about."""

    moment: Moment
    with_others: str
    actions: tuple[ActionLine, ...]


@dataclass(frozen=True, slots=True)
class PupilPage:
    """The whole page. ``ladder`` holds the words of the steps, lowest first; lists are newest first."""

    pupil_id: str
    name: str
    about: str
    picture_from: date
    picture_to: date
    span: str
    spans: tuple[Span, ...]
    bands: tuple[Band, ...]
    days: tuple[PictureDay, ...]
    ladder: tuple[str, ...]
    rows: tuple[PictureRow, ...]
    away_days: tuple[date, ...]
    outcomes: tuple[OutcomeLine, ...]
    moments: tuple[Moment, ...]
    voices: tuple[Moment, ...]
    targets: tuple[Moment, ...]
    talks: tuple[TalkLine, ...]
    people: tuple[Moment, ...]
    documents: tuple[Moment, ...]
    scores: tuple[Moment, ...]
    what_helps: str
    is_sample: bool


class PupilView(Protocol):
    """What the pages' window can do."""

    def show_list(self, found: PupilList) -> None:
        """Draw the list of pupils."""

    def show_page(self, page: PupilPage) -> None:
        """Draw one pupil's page."""
