"""What the tutor must look at before words leave, and what they decided.

Every passage is annotated afresh each time, so that a roster edit counts at once; decisions are kept by the
hash of the words they were made on, so that an edit opens the passage again. Undecided means it stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tutordiary.anonymise.recogniser import Recogniser
from tutordiary.anonymise.render import Naming, default_naming
from tutordiary.anonymise.roster import Roster
from tutordiary.anonymise.spans import Span
from tutordiary.diary import Diary
from tutordiary.evidence import Book, Period
from tutordiary.evidence.book import KINDS
from tutordiary.model import Audience, Group, Membership, ReviewDecision
from tutordiary.release import passages, permissions, rosters
from tutordiary.release.passages import Passage
from tutordiary.release.pseudonyms import Pseudonyms, Recipient
from tutordiary.release.review_decisions import decide, latest, questions_of, state_of
from tutordiary.release.review_render import Tools, render_decided
from tutordiary.release.review_states import (
    HOME,
    Decision,
    ItemState,
    NeedsEyes,
    Question,
    ReviewItem,
    content_hash,
    require_cleared,
)

__all__ = [
    "HOME",
    "Decision",
    "ItemState",
    "NeedsEyes",
    "Question",
    "ReviewItem",
    "Reviewer",
    "content_hash",
    "decide",
    "require_cleared",
]


class Reviewer:
    """Annotates the labelled passages of one period for one audience, or any passages handed in.

    ``period`` is None where only ``read`` is used. ``occasion`` gives a pack or a document letters of its
    own; with ``across_groups`` one run of letters goes over every pupil the passages tell of, so that pupils
    of several groups, or of none that is known, stay told apart.
    One reviewer reads the roster once: make a new one after the roster changed.
    """

    def __init__(
        self,
        diary: Diary,
        period: Period | None,
        audience: Audience,
        *,
        occasion: str = "",
        across_groups: bool = False,
    ) -> None:
        self._diary = diary
        self._period = period
        self._audience = audience
        recipient = Recipient.MANAGER if audience is Audience.MANAGER else Recipient.REFLECTION
        self._pseudonyms = Pseudonyms.of(diary, recipient, occasion)
        self._across = across_groups
        self._told_of: set[str] = set()
        self._book = Book(record for kind in KINDS for record in diary.all(kind))
        self._whole = rosters.whole_roster(diary)
        self._pupils = frozenset(pupil.entity for pupil in self._whole.pupils)
        self._readers: dict[str | None, tuple[Roster, Recogniser]] = {}
        self._spans: dict[tuple[str | None, str], tuple[Span, ...]] = {}

    def items(self, *, groups: Iterable[str] | None = None) -> tuple[ReviewItem, ...]:
        """Return every labelled passage with its state, oldest first; ``groups`` narrows it to some."""
        return self.later(groups)()

    def later(self, groups: Iterable[str] | None = None) -> Callable[[], tuple[ReviewItem, ...]]:
        """Read what ``items`` needs, and return the rest of its work: it may be done on another thread."""
        wanted = None if groups is None else frozenset(groups)
        if self._period is None:
            return tuple
        return self._read(
            passage
            for passage in passages.collect(self._diary, self._book, self._period, self._audience)
            if wanted is None or passage.group_id in wanted or passage.group_id is None
        )

    def read(self, found: Iterable[Passage]) -> tuple[ReviewItem, ...]:
        """Return any passages with their states, in the order they are given."""
        return self._read(found)()

    def again(self, items: Iterable[ReviewItem]) -> tuple[ReviewItem, ...]:
        """Return passages as they stand after new decisions; their words are taken as they were."""
        return self._read(item.passage for item in items)()

    def _read(self, found: Iterable[Passage]) -> Callable[[], tuple[ReviewItem, ...]]:
        kept = tuple(found)
        decisions: dict[str, list[ReviewDecision]] = {}
        for decision in self._diary.all(ReviewDecision):
            decisions.setdefault(decision.content_hash, []).append(decision)
        for passage in kept:
            self._reader(passage.group_id)
        return lambda: self._items(kept, decisions)

    def _items(
        self, found: tuple[Passage, ...], decisions: dict[str, list[ReviewDecision]]
    ) -> tuple[ReviewItem, ...]:
        if self._across:
            for passage in found:
                spans = self._annotate(passage.group_id, passage.text)
                self._told_of |= self._pupils_of(passage, spans)
        tools = {group: self._tools(group) for group in {passage.group_id for passage in found}}
        return tuple(self._item(passage, decisions, tools[passage.group_id]) for passage in found)

    def _item(self, passage: Passage, decisions: dict[str, list[ReviewDecision]], tools: Tools) -> ReviewItem:
        own_hash = content_hash(passage.text)
        of_original = decisions.get(own_hash, [])
        reworded = latest(of_original, "", Decision.REWORD)
        source = reworded.replacement if reworded else passage.text
        of_source = decisions.get(content_hash(source), []) if reworded else of_original
        spans = self._annotate(passage.group_id, source)
        questions = questions_of(source, spans, of_source, passage)
        rendered, clear = render_decided(source, spans, questions, of_source, tools)
        why = self._why_left_out(passage, spans, of_original)
        return ReviewItem(
            id=passage.id,
            content_hash=own_hash,
            original=passage.text,
            source_text=source,
            spans=spans,
            rendered=rendered.text,
            questions=questions,
            state=state_of(why, questions, clear=clear),
            is_read=latest(of_original, "", Decision.READ) is not None
            and (reworded is None or latest(of_source, "", Decision.READ) is not None),
            why_left_out=why,
            passage=passage,
            kept_words=tuple(sorted({q.word.lower() for q in questions if q.type == "WORD?"})),
        )

    def _annotate(self, group_id: str | None, text: str) -> tuple[Span, ...]:
        held = self._spans.get((group_id, text))
        if held is None:
            held = self._spans[group_id, text] = self._reader(group_id)[1].annotate(text)
        return held

    def _reader(self, group_id: str | None) -> tuple[Roster, Recogniser]:
        held = self._readers.get(group_id)
        if held is None:
            roster = rosters.group_roster(self._diary, group_id) if group_id else self._whole
            held = self._readers[group_id] = (roster, Recogniser(roster))
        return held

    def _tools(self, group_id: str | None) -> Tools:
        roster, recogniser = self._reader(group_id)
        return Tools(roster, self._whole, recogniser, self._naming(roster, group_id))

    def _naming(self, roster: Roster, group_id: str | None) -> Naming:
        named = {pupil.entity: "[pupil]" for pupil in roster.pupils}
        letters: dict[str, str] = {}
        if self._across:
            letters = self._pseudonyms.letters(self._told_of)
        elif group_id is not None:
            members = (m.pupil_id for m in self._book.where(Membership, "group_id", group_id))
            letters = self._pseudonyms.letters(members, group_id)
        named.update((pupil, f"[pupil {letter}]") for pupil, letter in letters.items())
        if self._audience is Audience.MANAGER:
            groups = self._book.all(Group)
            numbers = self._pseudonyms.numbers(group.id for group in groups)
            named.update((group, f"[Group {number}]") for group, number in numbers.items())
            places = self._pseudonyms.numbers(group.setting_id for group in groups)
            named.update((place, f"[School {number}]") for place, number in places.items())
        return default_naming(roster, named)

    def _pupils_of(self, passage: Passage, spans: tuple[Span, ...]) -> frozenset[str]:
        return self._pupils & {*passage.pupil_ids, *(span.entity for span in spans if span.entity)}

    def _why_left_out(self, passage: Passage, spans: tuple[Span, ...], decided: list[ReviewDecision]) -> str:
        if latest(decided, "", Decision.LEAVE_OUT) is not None:
            return "You left it out."
        told_of = self._pupils_of(passage, spans)
        if not all(permissions.may_leave(self._book, one) for one in told_of):
            return "It tells of a pupil without permission for use without names."
        return ""
