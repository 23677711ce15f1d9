"""What a tutor decides about a passage on its way out, and what of it is still open.

Decisions are kept by the hash of the words they were made on, so that an edit opens the passage again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from tutordiary import dates
from tutordiary.anonymise.normalise import letters
from tutordiary.anonymise.spans import Action
from tutordiary.diary import Diary
from tutordiary.model import ReviewDecision, new_id
from tutordiary.release.passages import Passage
from tutordiary.release.review_reading import Reading
from tutordiary.release.review_seen import is_of, note_of_about, note_of_hidden
from tutordiary.release.review_states import HOME, Decision, ItemState, Question, ReviewItem, content_hash

USE = "use: "
_BEFORE = re.compile(r"([^\W\d_]+)[ \u00a0]$")
_AFTER = re.compile(r"['’]s|.?", re.DOTALL)
_LITTLE = frozenset(
    ("the", "a", "an", "to", "in", "at", "of", "for", "with", "on", "our", "my", "and", "from")
)


def decide(
    diary: Diary, item: ReviewItem, decision: Decision, *, word: str = "", replacement: str = ""
) -> None:
    """Keep a decision about a word of a passage, or (without a word) about the whole passage.

    ``replacement`` is the new wording for REWORD. It stands until another is made or the words change; that
    a word is a name, or is none, is also remembered for the next passage that uses it in the same way.
    """
    if word and decision in (Decision.KEEP, Decision.NAME):
        replacement = _made_on(item, decision, word)
    elif decision is Decision.READ:
        replacement = note_of_hidden(item.hidden)
    on = item.source_text if word or decision is Decision.READ else item.original
    hashes = {content_hash(on), *([item.content_hash] if decision is Decision.READ else ())}
    moment = _after_all(diary, hashes, word)
    diary.save(
        *(
            ReviewDecision(
                id=new_id(),
                content_hash=each,
                word=word,
                action=str(decision),
                decided_at=moment,
                replacement=replacement,
            )
            for each in sorted(hashes)
        )
    )


def _after_all(diary: Diary, hashes: Iterable[str], word: str) -> datetime:
    """Return this moment, or one just after the newest decision on these words where the clock was put back.

    Of two decisions the later one stands, so that a clock must never bring an old one to life again.
    """
    made = [one for each in hashes for one in diary.find(ReviewDecision, content_hash=each)]
    made += diary.find(ReviewDecision, word=word) if word else []
    just_after = (one.decided_at + timedelta(milliseconds=1) for one in made)
    return max(dates.now(), max(just_after, default=dates.now()))


def _made_on(item: ReviewItem, decision: Decision, word: str) -> str:
    """Return what a decision about a word holds for: its use if it may be a name, else whom it tells of."""
    about = [question for question in item.questions if question.word == word]
    use = next((_use(item, question) for question in about if question.type == "NAME?"), "")
    if use or decision is not Decision.KEEP:
        return use
    return note_of_about(item.passage)


def _use(item: ReviewItem, question: Question) -> str:
    return USE + use_of(item.source_text, question.start, question.end)


def latest(decisions: list[ReviewDecision], word: str, decision: Decision) -> ReviewDecision | None:
    """Return a decision if it is the last of its sort; reading and deciding do not undo each other."""
    reading = decision is Decision.READ
    found = [d for d in decisions if d.word == word and (d.action == Decision.READ) is reading]
    last = max(found, key=lambda d: (d.decided_at, d.id), default=None)
    return last if last is not None and last.action == decision else None


def questions_of(
    source: str,
    reading: Reading,
    decided: list[ReviewDecision],
    passage: Passage,
    remembered: frozenset[tuple[str, str]] = frozenset(),
) -> tuple[Question, ...]:
    """Return what a passage asks, one question for each flag in its order, then about home.

    ``remembered`` are words with their uses that the tutor kept as no name anywhere in the diary.
    """
    found = []
    for span in reading.spans:
        if span.action is not Action.FLAG:
            continue
        word = source[span.start : span.end]
        decision = _decision_on(word, decided, passage)
        is_remembered = (
            decision is None
            and span.type == "NAME?"
            and (word.lower(), use_of(source, span.start, span.end)) in remembered
        )
        if is_remembered:
            decision = Decision.KEEP
        offer = reading.offers.get((span.start, span.type), "")
        found.append(Question(word, span.start, span.end, span.type, decision, offer, is_remembered))
    if passage.about_home:
        found.append(Question(HOME, 0, len(source), HOME, _decision_on(HOME, decided, passage)))
    return tuple(found)


def use_of(source: str, start: int, end: int) -> str:
    """Return the way a word is used: after what little word, with what capital, before what sort of word.

    Two uses are the same only if all of this is: "the Book", "in Book" and "Book said" are three.
    """
    before = _BEFORE.search(source[max(0, start - 24) : start])
    after = _AFTER.match(source, end)
    little = before.group(1).lower() if before and before.group(1).lower() in _LITTLE else "other"
    word = source[start:end]
    shape = "capitals" if word.isupper() else "capital" if word[:1].isupper() else "small"
    tail = "possessive" if after and after.group().startswith(("'s", "’s")) else "plain"
    return f"{little} {shape} {tail}"


def remembered_words(
    decisions: Iterable[ReviewDecision], names: frozenset[str]
) -> frozenset[tuple[str, str]]:
    """Return the words with their uses whose newest decision was that they are no names.

    A word of ``names`` (in plain small letters) is never one of them: it is asked about each time.
    """
    newest: dict[tuple[str, str], ReviewDecision] = {}
    for one in decisions:
        use = one.replacement.removeprefix(USE) if one.replacement.startswith(USE) else ""
        if not one.word or not use or letters(one.word) in names:
            continue
        key = (one.word.lower(), use)
        held = newest.get(key)
        if held is None or (held.decided_at, held.id) < (one.decided_at, one.id):
            newest[key] = one
    return frozenset(key for key, one in newest.items() if one.action == Decision.KEEP)


def _decision_on(word: str, decided: list[ReviewDecision], passage: Passage) -> Decision | None:
    about = [
        d for d in decided if d.word == word and d.action != Decision.READ and is_of(d.replacement, passage)
    ]
    last = max(about, key=lambda d: (d.decided_at, d.id), default=None)
    return next((each for each in Decision if last is not None and each == last.action), None)


def state_of(why_left_out: str, questions: tuple[Question, ...], *, clear: bool) -> ItemState:
    """Return how far a passage is; ``clear`` when the verifier found nothing in what would leave."""
    if why_left_out:
        return ItemState.LEFT_OUT
    if not clear or any(question.decision is None for question in questions):
        return ItemState.TO_DECIDE
    return ItemState.DECIDED if questions else ItemState.CLEAR
