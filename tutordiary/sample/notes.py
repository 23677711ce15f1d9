"""The shapes in which the sample diary's words are written down by hand, before they have days and ids.

Short on purpose, so that a page of notes reads like a page of notes. ``to`` lists audiences with single
spaces ("school family"); empty is "only me". Pupils are named by their keys in ``people``.
"""

from __future__ import annotations

from dataclasses import dataclass

from tutordiary.model import (
    Asked,
    Audience,
    Direction,
    GivenBy,
    JudgementResult,
    PartTaken,
    PermissionKind,
    ReviewResult,
    SelfAnswer,
    SessionStatus,
    Source,
    Speaker,
    TargetKind,
    Tried,
    Where,
)


def audiences(words: str) -> frozenset[Audience]:
    """Return the audiences named in ``words``. Raises ValueError for one there is not."""
    return frozenset(Audience(word) for word in words.split())


@dataclass(frozen=True, slots=True)
class Sign:
    """One worded small sign. An empty ``who`` is the whole group; ``days`` counts from the session."""

    who: str
    about: str
    text: str
    to: str = ""
    step: int | None = None
    where: Where = Where.SESSION
    source: Source = Source.TUTOR
    part: PartTaken | None = None
    direction: Direction | None = None
    did: str = ""
    starred: bool = False
    days: int = 0
    key: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Someone's exact words. An empty ``who`` is said by, or of, the whole group."""

    who: str
    words: str
    how: str = "written down in the session"
    to: str = ""
    asked: Asked | None = Asked.OFFERED
    speaker: Speaker = Speaker.PUPIL
    label: str = ""
    scribe: str = "tutor"
    home: bool = False
    translated: bool = False
    face: int | None = None
    artefact: str = ""
    starred: bool = False
    days: int = 0
    key: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The tutor's answer to one diary prompt."""

    prompt: str
    text: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class Did:
    """Something the group did. ``tags`` are activity tags with commas between them."""

    name: str
    tags: str = ""
    led: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionNote:
    """One session as it was written up.

    ``marks`` are grid marks, ``"saf RES.1=1 COM.1; dom MUS.1=2"`` (no number: no step chosen), ``harder``
    the same on a harder day; ``everyone`` are marks set for all who were there. ``away``, ``late`` and
    ``left_early`` list pupils with spaces. ``moved_from_days`` says how many days earlier the session should
    have been: a cancelled one is laid there.
    """

    number: int
    activities: tuple[Did, ...] = ()
    answers: tuple[Answer, ...] = ()
    signs: tuple[Sign, ...] = ()
    quotes: tuple[Quote, ...] = ()
    marks: str = ""
    harder: str = ""
    everyone: str = ""
    away: str = ""
    late: str = ""
    left_early: str = ""
    tried: Tried | None = None
    tried_note: str = ""
    adults: str = ""
    ingredients: tuple[str, ...] = ()
    question: str = ""
    minutes: int | None = None
    actual: int | None = 30
    later: bool = False
    finished: bool = True
    status: SessionStatus = SessionStatus.HELD
    moved_from_days: int = 0


@dataclass(frozen=True, slots=True)
class Start:
    """Where a pupil began on one outcome; ``session`` is one of the pupil's first three."""

    who: str
    outcome: str
    session: int
    text: str
    step: int | None = None
    source: Source = Source.TUTOR
    to: str = "school"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A target. ``set_in`` and ``reviewed_in`` are session numbers; ``evidence`` are keys of signs."""

    who: str
    kind: TargetKind
    child: str
    adult: str = ""
    outcome: str = ""
    set_in: int
    set_with: str = "tutor"
    review_in: int | None = None
    reviewed_in: int | None = None
    result: ReviewResult | None = None
    happened: str = ""
    review: str = ""
    to: str = "school family manager"
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Todo:
    """An action out of a talk. ``due`` and ``done`` count days from it; no ``done`` is still to do."""

    text: str
    who: str = "me"
    due: int | None = None
    done: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A talk with an adult. ``session`` is the one it was nearest to, ``days`` how many after it."""

    session: int
    role: str
    text: str
    about: str = ""
    contact: str = ""
    days: int = 0
    minutes: int | None = None
    to: str = ""
    actions: tuple[Todo, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The tutor's judgement at the end. ``voices`` are keys of quotes that stand behind it."""

    who: str
    outcome: str
    result: JudgementResult
    note: str = ""
    to: str = "school manager"
    voices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """The tutor's private answer to one self-reflection item."""

    item: str
    answer: SelfAnswer
    line: str = ""
    share: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of the practice loop; ``began`` and ``closed`` count days back from today (0: still open)."""

    question: str
    began: int
    tried: str = ""
    saw: str = ""
    learned: str = ""
    advised: str = ""
    did_it_help: str = ""
    closed: int = 0


@dataclass(frozen=True, slots=True)
class Consent:
    """A permission asked for in a session. ``withdrawn`` is when it ended (the same one: asked, and no)."""

    who: str
    kind: PermissionKind
    by: GivenBy
    session: int = 1
    withdrawn: int = 0
    note: str = ""
