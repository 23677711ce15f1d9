"""What the studio shows of a case study, worked out of its pieces and of the entries they come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from textwrap import shorten

from tutordiary import dates
from tutordiary.documents import rich
from tutordiary.drafting.case import comparing, parts
from tutordiary.drafting.case.comparing import Change
from tutordiary.drafting.case.desk import LONGEST, SHORTEST, CaseDesk
from tutordiary.drafting.case.desk import Piece as CasePiece
from tutordiary.drafting.case.loom import Evidence
from tutordiary.model import CaseStudy, CaseStudyVersion, CaseSubject
from tutordiary.presenters.case_studio_state import (
    InHand,
    Lane,
    Look,
    PartChange,
    QuoteLine,
    RestLine,
    ShortState,
    StoryCard,
    TrayCard,
    VersionRow,
)
from tutordiary.presenters.case_studio_who import holds
from tutordiary.presenters.history import Piece, compare
from tutordiary.presenters.share_give import plural

WHAT: Mapping[str, str] = {
    "start_point": "Start point",
    "observation": "Sign",
    "reflection": "Reflection",
    "voice": "Said",
    "conversation": "Conversation",
    "judgement": "Judgement",
    "target": "Target",
}
PLACES: Mapping[str, str] = {
    parts.START: "Start",
    parts.TRIED: "Tried",
    parts.FIRST_SIGNS: "First signs",
    parts.TURNING_POINT: "Turn",
    parts.HARD_PATCH: "Hard patch",
    parts.OTHERS_SAW: "Others saw",
    parts.LEARNED: "Learned",
    parts.NEXT_STEP: "Next",
}
OWN_WORDS = "Your own words"
LOST = "Its entry is gone, or is not to leave any more: this piece stays with you"
NOT_YET = "may not leave yet"
TWO_SENTENCES = 2
RESTS = 60  # characters told of an entry that own words rest on


def lanes_of(desk: CaseDesk) -> tuple[Lane, ...]:
    """Return every part with its cards, and what it lacks as a prompt."""
    lacks: dict[str, list[str]] = {}
    for gap in desk.gaps():
        lacks.setdefault(gap.part, []).append(gap.what)
    cards: dict[str, list[StoryCard]] = {}
    for piece in desk.pieces():
        cards.setdefault(piece.part, []).append(_card(piece))
    return tuple(
        Lane(part.key, part.heading, _prompt(lacks.get(part.key, ())), tuple(cards.get(part.key, ())))
        for part in parts.PARTS
    )


def _prompt(wanted: Iterable[str]) -> str:
    said = "; ".join(dict.fromkeys(wanted))
    return f"Not there yet: {said}." if said else ""


def _card(piece: CasePiece) -> StoryCard:
    source = piece.source
    if source is None:
        about = LOST if piece.is_lost else OWN_WORDS
        return StoryCard(piece.id, piece.part, about, _shown(piece.text), is_reworded=False, look="own")
    return StoryCard(
        piece.id,
        piece.part,
        _about(source),
        _shown(piece.text),
        is_reworded=not _says_the_same(piece.text, source.passage.text),
        week=source.week,
        look=_look(source),
    )


def _shown(text: str) -> str:
    return rich.plain(text).strip() or "Nothing written yet"


def _about(source: Evidence) -> str:
    """Return when and what, as on a card: "Week 6. Sign, in the playground, seen by staff"."""
    facts = ", ".join(one for one in (_what(source), source.where, source.by, source.asked) if one)
    when = source.when.capitalize() or dates.day_and_month(source.passage.day)
    why = f". {NOT_YET.capitalize()}" if source.why_not else ""
    return f"{when}. {facts}{why}"


def _what(source: Evidence) -> str:
    if source.is_harder:
        return "Harder day"
    return WHAT.get(source.passage.kind, "Entry")


def _look(source: Evidence) -> Look:
    if source.is_said:
        return "quote"
    return "harder" if source.is_harder else "plain"


def _says_the_same(one: str, other: str) -> bool:
    return one.split() == other.split()


def tray_of(
    entries: Iterable[Evidence], part: str, wanted: str, *, only_fitting: bool
) -> tuple[TrayCard, ...]:
    """Return the entries of the tray: those that fit a part first, each in the order of days."""
    found = []
    for one in entries:
        fits = one.part == part
        if (fits or not only_fitting) and holds(f"{_about(one)} {one.passage.text}", wanted):
            found.append(_tray_card(one, fits=fits))
    return tuple(sorted(found, key=lambda card: not card.fits))


def _tray_card(one: Evidence, *, fits: bool) -> TrayCard:
    when, _, facts = _about(one).partition(". ")
    return TrayCard(
        one.id, when, facts, one.passage.text, one.part, PLACES.get(one.part, ""), fits, _look(one)
    )


def in_hand(desk: CaseDesk, piece_id: str) -> InHand | None:
    """Return a piece beside its source; None when there is no such piece."""
    piece = desk.piece(piece_id) if piece_id else None
    if piece is None:
        return None
    source = piece.source
    if source is None:
        title = LOST if piece.is_lost else OWN_WORDS
        rests = tuple(
            shorten(one.words, RESTS, placeholder="…") for one in rests_of(desk, piece_id) if one.is_on
        )
        return InHand(piece.id, title, piece.text, "", "", (), is_own=True, can_take_back=False, rests=rests)
    said = source.passage.text
    day = dates.day_and_month(source.passage.day, year=True)
    why = f" {source.why_not}" if source.why_not else ""
    return InHand(
        piece.id,
        _about(source),
        piece.text,
        f"{source.source}, {day}.{why}",
        said,
        compare(piece.text, said) if not _says_the_same(piece.text, said) else (Piece(said, "same"),),
        is_own=False,
        can_take_back=not _says_the_same(piece.text, said),
    )


def rests_of(desk: CaseDesk, piece_id: str) -> tuple[RestLine, ...]:
    """Return the entries a piece may rest on, oldest first, each once; none when the piece is gone."""
    made = desk.woven
    piece = next((one for one in made.pieces if one.id == piece_id), None)
    if piece is None:
        return ()
    found: dict[str, RestLine] = {}
    for one in sorted(made.sources.values(), key=lambda each: (each.passage.day, each.id)):
        words = f"{_about(one)}: {one.passage.text}"
        found.setdefault(one.record_id, RestLine(one.record_id, words, one.record_id in piece.evidence))
    return tuple(found.values())


def short_of(desk: CaseDesk, called: str) -> ShortState:
    """Return the short version, with the words somebody said that the story holds."""
    quotes = []
    for one in desk.quotes():
        who = one.by or "a pupil"
        quotes.append(QuoteLine(one.passage.text, ", ".join(word for word in (one.when, who) if word)))
    study = desk.study
    return ShortState(
        study.id,
        study.two_sentences,
        study.pull_quote,
        tuple(dict.fromkeys(quotes)),
        _note(study.two_sentences),
        can_offer=not study.two_sentences.strip() and bool(desk.short_offer()),
        name=study.changed_name,
        called=called,
        is_one_pupil=study.pupil_id is not None,
    )


def _note(text: str) -> str:
    """Return a word on the length of the two sentences; nothing while they are short enough."""
    ends = sum(text.count(mark) for mark in (". ", "! ", "? ")) + bool(text.strip())
    if ends <= TWO_SENTENCES:
        return ""
    return f"These are {ends} sentences. Two are read by whoever has no time for more."


def words_in(count: int) -> str:
    """Return how long the story is, beside what is usual."""
    return f"{plural(count, 'word')}; {SHORTEST} to {LONGEST} are usual"


def kept_back(count: int) -> str:
    """Return a sentence on the signs that are for the tutor alone; empty when there are none."""
    if not count:
        return ""
    are = "is" if count == 1 else "are"
    return (
        f"{plural(count, 'more sign')} of these weeks {are} for you alone. Label them for the project "
        "manager in the log, and they come here."
    )


def told(study: CaseStudy, about: str, called: str) -> str:
    """Return whose story it is and what stands for the name, for the tutor's eyes."""
    if study.subject is CaseSubject.PUPIL:
        return f"{about} is {called} on the page" if called else f"Tells of {about}"
    if study.subject is CaseSubject.GROUP:
        return "Every pupil has another name on the page"
    return "No pupil is named on the page"


def weeks_of(sources: Iterable[Evidence]) -> int:
    """Return how many weeks the entries reach over; 0 when none has a week."""
    return max((one.week or 0 for one in sources), default=0)


def version_row(version: CaseStudyVersion) -> VersionRow:
    """Return a version as it is listed."""
    day = version.made_at.astimezone().date()
    words = f"{version.number}, {dates.day_and_month(day)}, {dates.local_clock(version.made_at)}"
    return VersionRow(str(version.number), f"Version {words}", version.note)


def changes(found: Iterable[Change]) -> tuple[PartChange, ...]:
    """Return what going back to a version would change, in the order of the story."""
    said = []
    for one in found:
        if one.kind == "moved":
            pieces: tuple[Piece, ...] = (Piece(f"Moved from another part: {one.after}", "same"),)
        else:
            pieces = compare(one.after, one.before)
        said.append(PartChange(_FIELDS.get(one.part) or parts.part_of(one.part).heading, pieces))
    return tuple(said)


_FIELDS = {
    comparing.TITLE: "Title",
    comparing.SHORT: "In two sentences",
    comparing.QUOTE: "One line to quote",
    comparing.NAME: "The name in the story",
}
