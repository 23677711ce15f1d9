"""What the tutor must look at before words leave, and what they decided.

Every passage is annotated afresh each time, so that a roster edit counts at once; decisions are kept by the
hash of the words they were made on, so that an edit opens the passage again. Undecided means it stays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tutordiary import dates
from tutordiary.anonymise.recogniser import Recogniser
from tutordiary.anonymise.render import Naming, Rendered, default_naming, render_pieces
from tutordiary.anonymise.roster import Roster
from tutordiary.anonymise.spans import Action, Span
from tutordiary.anonymise.verify import recheck, verify
from tutordiary.diary import Diary
from tutordiary.errors import NotCleared
from tutordiary.evidence import Book, Period
from tutordiary.evidence.book import KINDS
from tutordiary.model import Audience, Group, Membership, ReviewDecision, new_id
from tutordiary.release import passages, permissions, rosters
from tutordiary.release.known_names import Cleared
from tutordiary.release.passages import Passage
from tutordiary.release.pseudonyms import Pseudonyms, Recipient

ROUNDS = 4
HOME = "HOME"


class ItemState(StrEnum):
    """How far a passage is. Only CLEAR and DECIDED passages that were read leave."""

    CLEAR = "clear"
    TO_DECIDE = "to_decide"
    DECIDED = "decided"
    LEFT_OUT = "left_out"


class Decision(StrEnum):
    """What a tutor can decide: about a word (the first three) or about a whole passage (the last three)."""

    KEEP = "keep"
    NAME = "name"
    REWORD = "reword"
    LEAVE_OUT = "leave_out"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Question:
    """A word or stretch the tutor must decide about; ``type`` is the recogniser's.

    ``NAME?`` may be a name; ``WORD?`` equals a known name and was kept as an ordinary word; ``RARE`` and
    ``SENSITIVE`` may give a child away by what is told; ``HOME`` is a child's words about home.
    ``decision`` is None while it is open.
    """

    word: str
    start: int
    end: int
    type: str
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A passage on its way out: what it says in the diary, and what would leave.

    ``source_text`` is the original, or the tutor's own rewording of it; spans and questions refer to it.
    ``why_left_out`` is a sentence, or empty.
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


class Reviewer:
    """Annotates the labelled passages of one period for one audience.

    ``occasion`` gives a pack letters of its own. One reviewer reads the roster once: make a new one after
    the roster changed.
    """

    def __init__(self, diary: Diary, period: Period, audience: Audience, *, occasion: str = "") -> None:
        self._diary = diary
        self._period = period
        self._audience = audience
        recipient = Recipient.MANAGER if audience is Audience.MANAGER else Recipient.REFLECTION
        self._pseudonyms = Pseudonyms.of(diary, recipient, occasion)
        self._book = Book(record for kind in KINDS for record in diary.all(kind))
        self._whole = rosters.whole_roster(diary)
        self._groups: dict[str | None, tuple[Roster, Recogniser, Naming]] = {}

    def items(self, *, groups: Iterable[str] | None = None) -> tuple[ReviewItem, ...]:
        """Return every labelled passage with its state, oldest first; ``groups`` narrows it to some."""
        return self.later(groups)()

    def later(self, groups: Iterable[str] | None = None) -> Callable[[], tuple[ReviewItem, ...]]:
        """Read what ``items`` needs, and return the rest of its work: it may be done on another thread."""
        wanted = None if groups is None else frozenset(groups)
        return self._read(
            passage
            for passage in passages.collect(self._diary, self._book, self._period, self._audience)
            if wanted is None or passage.group_id in wanted or passage.group_id is None
        )

    def again(self, items: Iterable[ReviewItem]) -> tuple[ReviewItem, ...]:
        """Return passages as they stand after new decisions; their words are taken as they were."""
        return self._read(item.passage for item in items)()

    def _read(self, found: Iterable[Passage]) -> Callable[[], tuple[ReviewItem, ...]]:
        kept = tuple(found)
        decisions: dict[str, list[ReviewDecision]] = {}
        for decision in self._diary.all(ReviewDecision):
            decisions.setdefault(decision.content_hash, []).append(decision)
        for passage in kept:
            self._tools(passage.group_id)
        return lambda: tuple(self._item(passage, decisions) for passage in kept)

    def _item(self, passage: Passage, decisions: dict[str, list[ReviewDecision]]) -> ReviewItem:
        own_hash = content_hash(passage.text)
        of_original = decisions.get(own_hash, [])
        reworded = _latest(of_original, "", Decision.REWORD)
        source = reworded.replacement if reworded else passage.text
        of_source = decisions.get(content_hash(source), []) if reworded else of_original
        roster, recogniser, naming = self._tools(passage.group_id)
        spans = recogniser.annotate(source)
        questions = _questions(source, spans, of_source, passage)
        rendered, clear = self._render(source, spans, questions, of_source, roster, recogniser, naming)
        why = self._why_left_out(passage, spans, of_original)
        state = _state(why, questions, clear=clear)
        return ReviewItem(
            id=passage.id,
            content_hash=own_hash,
            original=passage.text,
            source_text=source,
            spans=spans,
            rendered=rendered.text,
            questions=questions,
            state=state,
            is_read=_latest(of_original, "", Decision.READ) is not None
            and (reworded is None or _latest(of_source, "", Decision.READ) is not None),
            why_left_out=why,
            passage=passage,
            kept_words=tuple(sorted({q.word.lower() for q in questions if q.type == "WORD?"})),
        )

    def _tools(self, group_id: str | None) -> tuple[Roster, Recogniser, Naming]:
        held = self._groups.get(group_id)
        if held is None:
            roster = rosters.group_roster(self._diary, group_id) if group_id else self._whole
            held = self._groups[group_id] = (roster, Recogniser(roster), self._naming(roster, group_id))
        return held

    def _naming(self, roster: Roster, group_id: str | None) -> Naming:
        named: dict[str, str] = {}
        if group_id is not None:
            members = (m.pupil_id for m in self._book.where(Membership, "group_id", group_id))
            named.update(
                (pupil, f"[pupil {letter}]")
                for pupil, letter in self._pseudonyms.letters(members, group_id).items()
            )
        else:
            named.update((pupil.entity, "[pupil]") for pupil in roster.pupils)
        if self._audience is Audience.MANAGER:
            groups = self._book.all(Group)
            numbers = self._pseudonyms.numbers(group.id for group in groups)
            named.update((group, f"[Group {number}]") for group, number in numbers.items())
            places = self._pseudonyms.numbers(group.setting_id for group in groups)
            named.update((place, f"[School {number}]") for place, number in places.items())
        return default_naming(roster, named)

    def _render(
        self,
        source: str,
        spans: tuple[Span, ...],
        questions: tuple[Question, ...],
        decided: list[ReviewDecision],
        roster: Roster,
        recogniser: Recogniser,
        naming: Naming,
    ) -> tuple[Rendered, bool]:
        """Return the text that would leave, and whether both readers of the verifier find nothing in it."""
        acted, words = _act(spans, questions, decided)
        own_naming = Naming({**naming.entities, **words}, naming.types)
        rendered = render_pieces(source, acted, own_naming)
        for _ in range(ROUNDS):
            findings = verify(rendered.text, (roster, self._whole), naming, rendered.kept)
            findings += recheck(rendered.text, recogniser, naming, rendered.kept)
            settled = _settled(rendered, questions)
            findings = tuple(
                f for f in findings if not _covered(f.start, f.end, settled) or f.by == "letters"
            )
            if not findings:
                return rendered, True
            more = [
                Span(raw[0], raw[1], Action.REDACT, f.type, f.entity, "verifier")
                for f in findings
                if f.start < f.end and (raw := rendered.raw_span(f.start, f.end)) is not None
            ]
            if not more:
                break
            acted = _merged(acted, more)
            rendered = render_pieces(source, acted, own_naming)
        return rendered, False

    def _why_left_out(self, passage: Passage, spans: tuple[Span, ...], decided: list[ReviewDecision]) -> str:
        if _latest(decided, "", Decision.LEAVE_OUT) is not None:
            return "You left it out."
        told_of = {*passage.pupil_ids, *(span.entity for span in spans if span.entity)}
        pupils = {pupil.entity for pupil in self._whole.pupils}
        if not all(permissions.may_leave(self._book, one) for one in told_of & pupils):
            return "It tells of a pupil without permission for use without names."
        return ""


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


def _latest(decisions: list[ReviewDecision], word: str, decision: Decision) -> ReviewDecision | None:
    """Return a decision if it is the last of its sort; reading and deciding do not undo each other."""
    reading = decision is Decision.READ
    found = [d for d in decisions if d.word == word and (d.action == Decision.READ) is reading]
    last = max(found, key=lambda d: (d.decided_at, d.id), default=None)
    return last if last is not None and last.action == decision else None


def _questions(
    source: str, spans: tuple[Span, ...], decided: list[ReviewDecision], passage: Passage
) -> tuple[Question, ...]:
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


def _act(
    spans: tuple[Span, ...], questions: tuple[Question, ...], decided: list[ReviewDecision]
) -> tuple[tuple[Span, ...], dict[str, str]]:
    """Return the spans as decided, and the tutor's own wordings by the made-up entity that stands for each.

    An open question is replaced, except where it is about what is told: that is for the tutor to reword.
    """
    acted: list[Span] = [span for span in spans if span.action is Action.REDACT]
    wordings: dict[str, str] = {}
    more: list[Span] = []
    for span, question in zip([s for s in spans if s.action is Action.FLAG], questions, strict=False):
        told = question.type in {"RARE", "SENSITIVE"}
        if question.decision is Decision.KEEP or (question.decision is None and (told or span.kept)):
            acted.append(span)
        elif question.decision is Decision.REWORD:
            entity = f"wording {question.start}"
            made = _latest(decided, question.word, Decision.REWORD)
            wordings[entity] = made.replacement if made else ""
            more.append(replace(span, action=Action.REDACT, entity=entity, kept=False))
        else:
            more.append(replace(span, action=Action.REDACT, type="PERSON", kept=False))
    return _merged(tuple(acted), more), wordings


def _merged(spans: tuple[Span, ...], more: list[Span]) -> tuple[Span, ...]:
    """Add redactions: overlapping ones become one, and a kept word under one is kept no longer."""
    redacted = [span for span in spans if span.action is Action.REDACT]
    for new in sorted(more, key=lambda s: (s.start, s.end)):
        touching = [span for span in redacted if span.start < new.end and new.start < span.end]
        start = min([new.start, *(span.start for span in touching)])
        end = max([new.end, *(span.end for span in touching)])
        redacted = [span for span in redacted if span not in touching]
        redacted.append(replace(new, start=start, end=end))
    flags = [
        span
        for span in spans
        if span.action is Action.FLAG
        and not (span.kept and any(new.start < span.end and span.start < new.end for new in more))
    ]
    return tuple(sorted([*redacted, *flags], key=lambda s: (s.start, s.end, s.action)))


def _settled(rendered: Rendered, questions: tuple[Question, ...]) -> list[tuple[int, int]]:
    """Return the stretches of the output that the tutor decided to keep."""
    found = []
    for question in (question for question in questions if question.decision is Decision.KEEP):
        for piece in rendered.pieces:
            if not piece.replaced and piece.raw_start <= question.start and question.end <= piece.raw_end:
                shift = piece.out_start - piece.raw_start
                found.append((question.start + shift, question.end + shift))
    return found


def _covered(start: int, end: int, places: list[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for first, last in places)


def _state(why_left_out: str, questions: tuple[Question, ...], *, clear: bool) -> ItemState:
    if why_left_out:
        return ItemState.LEFT_OUT
    if not clear or any(question.decision is None for question in questions):
        return ItemState.TO_DECIDE
    return ItemState.DECIDED if questions else ItemState.CLEAR
