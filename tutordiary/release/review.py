"""What the tutor must look at before words leave, and what they decided.

Every passage is annotated afresh each time, so that a roster edit counts at once; decisions are kept by the
hash of the words they were made on, so that an edit opens the passage again. Undecided means it stays.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from tutordiary.anonymise.recogniser import Recogniser
from tutordiary.anonymise.render import Naming, default_naming
from tutordiary.anonymise.roster import Roster
from tutordiary.anonymise.spans import Span
from tutordiary.anonymise.verify import ReadRoster, SearchedNames
from tutordiary.diary import Diary
from tutordiary.evidence import Book, Period
from tutordiary.model import Audience, Group, Membership, ReviewDecision
from tutordiary.release import passages, rosters
from tutordiary.release.bundle import book_for
from tutordiary.release.known_names import NameFinder
from tutordiary.release.passages import Passage
from tutordiary.release.permissions import Use, why_not
from tutordiary.release.pseudonyms import Pseudonyms, Recipient
from tutordiary.release.review_context import Context, GroupRosters, book_of_people, names_of
from tutordiary.release.review_decisions import decide, latest, questions_of, remembered_words, state_of
from tutordiary.release.review_kept import KeptWord, kept_digest, kept_places
from tutordiary.release.review_reading import Pronouns, read_words
from tutordiary.release.review_render import Tools, render_decided
from tutordiary.release.review_seen import Stretch, hidden_in, was_seen
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
from tutordiary.release.told_perhaps import PerhapsTold
from tutordiary.release.words_elsewhere import with_elsewhere

__all__ = [
    "HOME",
    "Decision",
    "ItemState",
    "KeptWord",
    "NeedsEyes",
    "Question",
    "ReviewItem",
    "Reviewer",
    "content_hash",
    "decide",
    "kept_digest",
    "kept_places",
    "require_cleared",
]

OWN_DOCUMENT = "document"  # the kind of a passage of somebody's own document: of no group that is known


def _always() -> bool:
    return True


class Reviewer:
    """Annotates the labelled passages of one period for one audience, or any passages handed in.

    ``period`` is None where only ``read`` is used. ``occasion`` gives a pack or a document letters of its
    own; with ``across_groups`` one run of letters goes over every pupil the passages tell of, so that pupils
    of several groups, or of none that is known, stay told apart. ``use`` is what the passages are for: a
    bundle or a pack, by the audience, unless it is given. ``book`` holds what the passages are of, if it was
    read already; all pupils, permissions and stays are in it.
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
        use: Use | None = None,
        book: Book | None = None,
    ) -> None:
        self._diary = diary
        self._period = period
        self._audience = audience
        recipient = Recipient.MANAGER if audience is Audience.MANAGER else Recipient.REFLECTION
        self._pseudonyms = Pseudonyms.of(diary, recipient, occasion)
        self._across = across_groups
        self._use = use or (Use.BUNDLE if audience is Audience.MANAGER else Use.PACK)
        self._told_of: set[str] = set()
        self._book = book or (book_for(diary, period) if period else book_of_people(diary))
        self._whole = rosters.whole_roster(diary)
        self._context = Context(diary, self._book, self._use, period)
        self._remembered: frozenset[tuple[str, str]] = frozenset()
        self._names = names_of(self._whole)
        self._word_names = NameFinder(self._whole).word_names()
        self._pupils = frozenset(pupil.entity for pupil in self._whole.pupils)
        self._perhaps = PerhapsTold(self._book, self._whole)
        self._everyone = ReadRoster.of(self._whole)
        self._places = ReadRoster.of(replace(self._whole, pupils=(), staff=(), family=(), tutor=None))
        self._rosters = GroupRosters(diary, self._book, self._whole)
        self._read_names: dict[str | None, SearchedNames] = {}
        self._readers: dict[str | None, tuple[Roster, Recogniser]] = {}
        self._spans: dict[tuple[str | None, str], tuple[Span, ...]] = {}

    def items(self, *, groups: Iterable[str] | None = None) -> tuple[ReviewItem, ...]:
        """Return every labelled passage with its state, oldest first; ``groups`` narrows it to some."""
        return self.items_while(_always, groups=groups) or ()

    def items_while(
        self, is_wanted: Callable[[], bool], *, groups: Iterable[str] | None = None
    ) -> tuple[ReviewItem, ...] | None:
        """Return what ``items`` does, or None as soon as it is not wanted any more."""
        wanted = None if groups is None else frozenset(groups)
        self._context.narrow(wanted)
        if self._period is None:
            return ()
        found = passages.collect(self._diary, self._book, self._period, self._audience)
        near = (one for one in found if wanted is None or one.group_id in wanted or one.group_id is None)
        return self._read(near, is_wanted)

    def read(self, found: Iterable[Passage]) -> tuple[ReviewItem, ...]:
        """Return any passages with their states, in the order they are given."""
        return self._read(found, _always) or ()

    def read_while(
        self, found: Sequence[Passage], is_wanted: Callable[[], bool]
    ) -> tuple[ReviewItem, ...] | None:
        """Return what ``read`` does, or None as soon as it is not wanted any more."""
        return self._read(found, is_wanted)

    def again(self, items: Iterable[ReviewItem]) -> tuple[ReviewItem, ...]:
        """Return passages as they stand after new decisions; their words are taken as they were."""
        return self.read(item.passage for item in items)

    def _read(self, found: Iterable[Passage], is_wanted: Callable[[], bool]) -> tuple[ReviewItem, ...] | None:
        kept = tuple(found)
        decisions: dict[str, list[ReviewDecision]] = {}
        for decision in self._diary.all(ReviewDecision):
            decisions.setdefault(decision.content_hash, []).append(decision)
        self._remembered = remembered_words(itertools.chain(*decisions.values()), self._names)
        for passage in kept if self._across else ():  # the letters are for everybody who is told of
            if not is_wanted():
                return None
            spans = self._annotate(passage.group_id, passage.text)
            self._told_of |= self._pupils_of(passage, spans)
        tools: dict[str | None, Tools] = {}
        items: list[ReviewItem] = []
        for passage in kept:
            if not is_wanted():
                return None
            if passage.group_id not in tools:
                tools[passage.group_id] = self._tools(passage.group_id)
            items.append(self._item(passage, decisions, tools[passage.group_id]))
        return tuple(items)

    def _item(self, passage: Passage, decisions: dict[str, list[ReviewDecision]], tools: Tools) -> ReviewItem:
        own_hash = content_hash(passage.text)
        of_original = decisions.get(own_hash, [])
        reworded = latest(of_original, "", Decision.REWORD)
        source = reworded.replacement if reworded else passage.text
        of_source = decisions.get(content_hash(source), []) if reworded else of_original
        found = self._annotate(passage.group_id, source)
        told_of = self._pupils_of(passage, found)
        reading = read_words(
            source, found, tools.naming, self._context.around(passage), self._they(passage, told_of)
        )
        questions = questions_of(source, reading, of_source, passage, self._remembered)
        rendered, clear = render_decided(source, reading, questions, of_source, tools)
        hidden = hidden_in(rendered)
        asked = told_of | self._perhaps.of(passage, source, found)
        why = self._why_left_out(replace(passage, text=rendered.text), asked, of_original)
        return ReviewItem(
            id=passage.id,
            content_hash=own_hash,
            original=passage.text,
            source_text=source,
            spans=reading.spans,
            rendered=rendered.text,
            questions=questions,
            state=state_of(why, questions, clear=clear),
            is_read=self._is_read(of_original, source, hidden, questions)
            and (reworded is None or self._is_read(of_source, source, hidden, questions)),
            why_left_out=why,
            passage=passage,
            kept_words=tuple(sorted({q.word.lower() for q in questions if q.type == "WORD?"})),
            generalised=reading.generalised,
            hidden=hidden,
        )

    @staticmethod
    def _is_read(
        decided: list[ReviewDecision],
        source: str,
        hidden: tuple[Stretch, ...],
        questions: tuple[Question, ...],
    ) -> bool:
        read = latest(decided, "", Decision.READ)
        return read is not None and was_seen(read.replacement, source, hidden, questions)

    def _annotate(self, group_id: str | None, text: str) -> tuple[Span, ...]:
        held = self._spans.get((group_id, text))
        if held is None:
            found = self._reader(group_id)[1].annotate(text)
            held = self._spans[group_id, text] = with_elsewhere(text, found, self._word_names)
        return held

    def _reader(self, group_id: str | None) -> tuple[Roster, Recogniser]:
        held = self._readers.get(group_id)
        if held is None:
            roster = self._rosters.of(group_id) if group_id else self._whole
            held = self._readers[group_id] = (roster, Recogniser(roster))
        return held

    def _tools(self, group_id: str | None) -> Tools:
        roster, recogniser = self._reader(group_id)
        return Tools(self._names_around(group_id, roster), recogniser, self._naming(roster, group_id))

    def _names_around(self, group_id: str | None, roster: Roster) -> SearchedNames:
        held = self._read_names.get(group_id)
        if held is None:
            held = self._read_names[group_id] = SearchedNames(self._rosters_around(roster))
        return held

    def _rosters_around(self, roster: Roster) -> tuple[ReadRoster, ...]:
        if roster is self._whole:
            return (self._everyone,)
        # the places and what was learned are the same around every group
        people = ReadRoster.of(replace(roster, settings=(), groups=(), learned=())).own
        elsewhere = self._places.own if roster.learned == self._whole.learned else ReadRoster.of(roster).own
        return ReadRoster((*people, *elsewhere), ()), self._everyone

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

    def _why_left_out(self, passage: Passage, told_of: frozenset[str], decided: list[ReviewDecision]) -> str:
        if latest(decided, "", Decision.LEAVE_OUT) is not None:
            return "You left it out."
        return why_not(self._book, passage, self._use, also=told_of)

    def _they(self, passage: Passage, told_of: frozenset[str]) -> Pronouns:
        if passage.kind == OWN_DOCUMENT:
            return self._context.everyone_they
        return self._context.they(passage.group_id, passage.day, told_of)
