"""Turns a reviewed passage into what the page draws: marked texts, questions in words, a line of the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import Match, SequenceMatcher

from tutordiary import dates, wording
from tutordiary.anonymise.placeholders import find_placeholders
from tutordiary.anonymise.spans import Action, Span
from tutordiary.presenters.share_state import (
    Mark,
    MarkKind,
    PassageState,
    QuestionLine,
    ReviewRow,
    RowState,
)
from tutordiary.release.review import HOME, Decision, ItemState, Question, ReviewItem
from tutordiary.release.review_kept import KEPT, KeptWord, is_kept
from tutordiary.release.review_reading import ASKED_PRONOUN, CODE, PRONOUN

KEPT_ROW = "kept words"
LONGEST_BEGIN, LONGEST_ASKED = 90, 40
KINDS = {
    "observation": "Small sign",
    "voice": "Their words",
    "reflection": "Reflection",
    "conversation": "Conversation",
    "start_point": "Start point",
    "target": "Target",
    "judgement": "Judgement",
    "question": "Your question",
    "activity": "Activity",
    "advice": "What the group advised",
    "own_words": "Your own words",
    "story": "Your own words",
    "document": "",  # where it stands in the document says enough
}
UNDATED = frozenset({"document", "story"})
STATE_WORDS = {
    RowState.TO_DECIDE: "to decide",
    RowState.TO_READ: "to read",
    RowState.READY: "ready",
    RowState.LEFT_OUT: "left out",
}
_GUESSED = frozenset({"PERSON", "PLACE", "SCHOOL", "ORG", "PUPIL", "STAFF", "FAMILY"})
_SURE_RULES = frozenset({"known", "initials"})
_ASKS = {
    "NAME?": "Is “{word}” a name?",
    "WORD?": "“{word}” is also a name you know. Is it an ordinary word here?",
    "RARE": "“{word}” may fit one child only. May it leave like this?",
    "SENSITIVE": "“{word}” touches something sensitive. May it leave like this?",
    HOME: "These are a child’s words about home. May they leave?",
    CODE: "“{word}” is typed by hand and looks like one of our codes. May it leave as plain words?",
    ASKED_PRONOUN: "“{word}” may tell who it is. What should stand here?",
}
_DECIDED = {
    Decision.KEEP: "stays as it is",
    Decision.NAME: "a name, replaced",
    Decision.REWORD: "in your wording",
    Decision.GENERALISE: "said more generally",
}


def is_open(question: Question) -> bool:
    """Return whether a question waits in its passage; a kept word that equals a name waits in the list.

    The recogniser keeps such a word only on strong evidence; it leaves once the whole list was confirmed.
    """
    return question.decision is None and question.type != KEPT


def row_state(item: ReviewItem) -> RowState:
    """Return how far a passage is."""
    if item.state is ItemState.LEFT_OUT:
        return RowState.LEFT_OUT
    # The verifier may see a name where no question is open: then it waits too.
    is_listed_only = bool(item.open_questions) and not any(map(is_open, item.questions))
    if item.state is ItemState.TO_DECIDE and not is_listed_only:
        return RowState.TO_DECIDE
    return RowState.READY if item.is_read else RowState.TO_READ


def row(item: ReviewItem, group: str) -> ReviewRow:
    """Return a passage's line in the list."""
    state = row_state(item)
    text = " ".join(item.source_text.split())
    begins = text if len(text) <= LONGEST_BEGIN else f"{text[: LONGEST_BEGIN - 1]}…"
    return ReviewRow(item.id, state, _title(item, group), begins, STATE_WORDS[state])


def kept_row(kept: tuple[KeptWord, ...], *, seen: bool) -> ReviewRow:
    """Return the line of the list that stands for the kept words."""
    state = RowState.READY if seen else RowState.TO_READ
    words = "1 place" if len(kept) == 1 else f"{len(kept)} places"
    begins = ", ".join(dict.fromkeys(place.word for place in kept))
    return ReviewRow(KEPT_ROW, state, f"Names kept as ordinary words, {words}", begins, STATE_WORDS[state])


def _title(item: ReviewItem, group: str) -> str:
    day = "" if item.passage.kind in UNDATED else dates.day_and_month(item.passage.day)
    parts = [KINDS.get(item.passage.kind, "Words"), day, group]
    return ", ".join(part for part in parts if part)


def passage(item: ReviewItem, group: str, question: int) -> PassageState:
    """Return a passage with its marks; ``question`` is the place of the one in hand."""
    state = row_state(item)
    is_mine = item.why_left_out == "" or _left_out_by_me(item)
    original = _original_marks(item)
    return PassageState(
        id=item.id,
        title=_title(item, group) + (f", {_source(item)}" if _source(item) else ""),
        original=item.source_text,
        original_marks=original,
        leaving="" if state is RowState.LEFT_OUT else item.rendered,
        leaving_marks=() if state is RowState.LEFT_OUT else _leaving_marks(item, original),
        questions=() if state is RowState.LEFT_OUT else _question_lines(item, question),
        status=_status(item, state),
        state=state,
        can_read=state is RowState.TO_READ,
        can_leave_out=is_mine,
        is_left_out=state is RowState.LEFT_OUT,
        is_reworded=item.source_text != item.original,
    )


def _left_out_by_me(item: ReviewItem) -> bool:
    return item.why_left_out.startswith("You ")


def _source(item: ReviewItem) -> str:
    words = {str(key): text for key, text in (*wording.SOURCE.items(), *wording.SPEAKER.items())}
    return words.get(item.passage.source, "")


def _status(item: ReviewItem, state: RowState) -> str:
    if state is RowState.LEFT_OUT:
        return f"Left out. {item.why_left_out}"
    waiting = sum(map(is_open, item.questions))
    if waiting:
        return "1 place to decide." if waiting == 1 else f"{waiting} places to decide."
    if state is RowState.TO_DECIDE:
        return "A name may still be read in it. Reword the whole passage, or leave it out."
    if state is RowState.TO_READ:
        return "Read the words on the right to their end, then say so."
    return "Read and ready to leave."


# Marks --------------------------------------------------------------------------------------------------


def _original_marks(item: ReviewItem) -> tuple[Mark, ...]:
    marks = [_replaced(item, span) for span in item.spans if span.action is Action.REDACT]
    for question in item.questions:
        if question.type != HOME:
            marks.append(_asked(question))
    return tuple(sorted(marks, key=lambda mark: (mark.start, mark.end)))


def _replaced(item: ReviewItem, span: Span) -> Mark:
    word = item.source_text[span.start : span.end]
    if span.type in _GUESSED and (span.entity is None or span.why not in _SURE_RULES):
        return Mark(span.start, span.end, MarkKind.CHECK, f"“{word}” is replaced, please check")
    return Mark(span.start, span.end, MarkKind.REPLACED, f"“{word}” is replaced")


def _asked(question: Question) -> Mark:
    word = question.word
    if is_kept(question):
        return Mark(question.start, question.end, MarkKind.KEPT, f"“{word}” stays, though it is a name too")
    kind, spoken = {
        None: (MarkKind.DECIDE, f"“{word}” is to be decided"),
        Decision.KEEP: (MarkKind.KEPT, f"“{word}” stays"),
        Decision.NAME: (MarkKind.REPLACED, f"“{word}” is replaced"),
        Decision.REWORD: (MarkKind.REWORDED, f"“{word}” is reworded"),
        Decision.GENERALISE: (MarkKind.REWORDED, f"“{word}” is said more generally"),
    }.get(question.decision, (MarkKind.KEPT, f"“{word}” stays"))
    return Mark(question.start, question.end, kind, spoken)


def _leaving_marks(item: ReviewItem, original: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Return the marks of the text that would leave: our placeholders, and which marked words stayed."""
    blocks = SequenceMatcher(None, item.source_text, item.rendered, autojunk=False).get_matching_blocks()
    places = [(mark, *_place_of(mark, blocks, len(item.rendered))) for mark in original]
    pronouns = {(span.start, span.end) for span in item.spans if span.type == PRONOUN}
    shown = (MarkKind.KEPT, MarkKind.DECIDE, MarkKind.REWORDED)
    found = [
        Mark(start, end, mark.kind, mark.spoken if mark.kind is not MarkKind.REWORDED else "your words")
        for mark, start, end in places
        if (mark.kind in shown or (mark.start, mark.end) in pronouns)
        and start < end
        and not find_placeholders(item.rendered[start:end])
    ]
    checks = [(start, end) for mark, start, end in places if mark.kind is MarkKind.CHECK]
    for start, end in find_placeholders(item.rendered):
        check = any(first < end and start < last for first, last in checks)
        spoken = (
            f"{item.rendered[start:end]} stands for a name or a detail{', please check' if check else ''}"
        )
        found.append(Mark(start, end, MarkKind.CHECK if check else MarkKind.REPLACED, spoken))
    return tuple(sorted(found, key=lambda mark: (mark.start, mark.end)))


def _place_of(mark: Mark, blocks: Sequence[Match], length: int) -> tuple[int, int]:
    """Return where what became of a stretch stands: between what stayed before it and after it."""
    start = next((out + mark.start - at for at, out, size in blocks if at < mark.start <= at + size), 0)
    end = next((out + mark.end - at for at, out, size in blocks if at <= mark.end < at + size), length)
    return start, end


# Questions ----------------------------------------------------------------------------------------------


def _question_lines(item: ReviewItem, current: int) -> tuple[QuestionLine, ...]:
    return tuple(
        QuestionLine(
            word="" if question.type == HOME else question.word,
            asks=_ASKS.get(question.type, "May “{word}” leave like this?").format(word=_short(question.word)),
            decided=_decided(question),
            can_be_name=question.type in ("NAME?", "WORD?"),
            can_reword=question.type != HOME,
            is_current=place == current,
            keep_words="An ordinary word" if question.type in ("NAME?", "WORD?") else "May leave",
            offer=question.offer,
        )
        for place, question in enumerate(item.questions)
    )


def _decided(question: Question) -> str:
    if question.decision is None:
        return "stays, and stands in the list of such words" if question.type == KEPT else ""
    return _DECIDED.get(question.decision, "decided")


def _short(word: str) -> str:
    return word if len(word) <= LONGEST_ASKED else f"{word[:LONGEST_ASKED].rpartition(' ')[0]} …"


def needs_eyes(items: Iterable[ReviewItem]) -> str:
    """Return how many passages still wait for the tutor, as a sentence; empty when none does."""
    states = [row_state(item) for item in items]
    decide, read = states.count(RowState.TO_DECIDE), states.count(RowState.TO_READ)
    parts = [f"{decide} to decide"] if decide else []
    parts += [f"{read} to read"] if read else []
    return f"Some passages still need your eyes: {', '.join(parts)}." if parts else ""


def look_at(kept: int) -> str:
    """Return the sentence that asks for the tick under the words kept although they equal a name."""
    places = "1 place" if kept == 1 else f"{kept} places"
    return f"Look at the {places} where a child’s name was kept as an ordinary word, and tick them."
