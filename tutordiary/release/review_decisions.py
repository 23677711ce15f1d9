"""What a tutor decides about a passage on its way out, and what of it is still open.

Decisions are kept by the hash of the words they were made on, so that an edit opens the passage again.
"""

from __future__ import annotations

from tutordiary import dates
from tutordiary.anonymise.spans import Action, Span
from tutordiary.diary import Diary
from tutordiary.model import ReviewDecision, new_id
from tutordiary.release.passages import Passage
from tutordiary.release.review_states import HOME, Decision, ItemState, Question, ReviewItem, content_hash


def decide(
    diary: Diary, item: ReviewItem, decision: Decision, *, word: str = "", replacement: str = ""
) -> None:
    """Keep a decision about a word of a passage, or (without a word) about the whole passage.

    ``replacement`` is the new wording for REWORD. It stands until another is made or the words change.
    """
    on = item.source_text if word or decision is Decision.READ else item.original
    hashes = {content_hash(on), *([item.content_hash] if decision is Decision.READ else ())}
    diary.save(
        *(
            ReviewDecision(
                id=new_id(),
                content_hash=each,
                word=word,
                action=str(decision),
                decided_at=dates.now(),
                replacement=replacement,
            )
            for each in sorted(hashes)
        )
    )


def latest(decisions: list[ReviewDecision], word: str, decision: Decision) -> ReviewDecision | None:
    """Return a decision if it is the last of its sort; reading and deciding do not undo each other."""
    reading = decision is Decision.READ
    found = [d for d in decisions if d.word == word and (d.action == Decision.READ) is reading]
    last = max(found, key=lambda d: (d.decided_at, d.id), default=None)
    return last if last is not None and last.action == decision else None


def questions_of(
    source: str, spans: tuple[Span, ...], decided: list[ReviewDecision], passage: Passage
) -> tuple[Question, ...]:
    """Return what a passage asks, one question for each flag in its order, then about home."""
    found = [
        Question(word, span.start, span.end, span.type, _decision_on(word, decided))
        for span in spans
        if span.action is Action.FLAG
        for word in (source[span.start : span.end],)
    ]
    if passage.about_home:
        found.append(Question(HOME, 0, len(source), HOME, _decision_on(HOME, decided)))
    return tuple(found)


def _decision_on(word: str, decided: list[ReviewDecision]) -> Decision | None:
    about = [d for d in decided if d.word == word and d.action != Decision.READ]
    last = max(about, key=lambda d: (d.decided_at, d.id), default=None)
    return next((each for each in Decision if last is not None and each == last.action), None)


def state_of(why_left_out: str, questions: tuple[Question, ...], *, clear: bool) -> ItemState:
    """Return how far a passage is; ``clear`` when the verifier found nothing in what would leave."""
    if why_left_out:
        return ItemState.LEFT_OUT
    if not clear or any(question.decision is None for question in questions):
        return ItemState.TO_DECIDE
    return ItemState.DECIDED if questions else ItemState.CLEAR
