"""The passages on their way out: which one is in hand, what is decided about it, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from tutordiary.diary import Diary
from tutordiary.model import (
    Bundle,
    Disclosure,
    DisclosureSubject,
    Group,
    Record,
    ReviewDecision,
)
from tutordiary.presenters import share_marks, share_runs
from tutordiary.presenters.share_marks import KEPT_ROW
from tutordiary.presenters.share_names import learn, who_choices
from tutordiary.presenters.share_state import (
    PassageState,
    ReviewRow,
    ReviewState,
    RowState,
    RunState,
    WhoChoice,
)
from tutordiary.release.review import (
    Decision,
    KeptWord,
    Question,
    Reviewer,
    ReviewItem,
    content_hash,
    decide,
    kept_digest,
    kept_places,
)
from tutordiary.release.review_kept import unconfirmed

KEPT_SEEN = "share kept words seen"
LONGEST_NAME = 60
_ORDER = (RowState.TO_DECIDE, RowState.TO_READ, RowState.READY, RowState.LEFT_OUT)

_NO_PART_OF_IT = (ReviewDecision, Disclosure, DisclosureSubject, Bundle)


@dataclass(frozen=True, slots=True)
class Reading:
    """Passages as they were read: of what choice, after how many changes of the diary, and by whom."""

    about: Hashable
    changes: int
    reviewer: Reviewer
    items: tuple[ReviewItem, ...]


class ReviewDesk:
    """Holds the passages of one choice in an order that stays while the tutor works through them."""

    def __init__(self, diary: Diary) -> None:
        self._diary = diary
        self._reading: Reading | None = None
        self._changes = 0
        diary.listen(self._on_change)
        self._items: dict[str, ReviewItem] = {}
        self._groups: dict[str, str] = {}
        self._runs: dict[str, tuple[str, ...]] = {}
        self._decided_first = 0  # how many passages stand before the list of kept words
        self._current = ""
        self._question = 0
        self._undo: list[tuple[str, tuple[Record, ...], tuple[Record, ...]]] = []

    # Reading ------------------------------------------------------------------------------------

    def reading(self, about: Hashable) -> Callable[[Reviewer, tuple[ReviewItem, ...]], Reading]:
        """Return what puts passages read by a worker together with what they are about.

        ``about`` is equal as long as the tutor works on the same passages in their old order. What changes in
        the diary from now on is not taken to be in them.
        """
        changes = self._changes
        return lambda reviewer, items: Reading(about, changes, reviewer, items)

    def take(self, reading: Reading) -> None:
        """Take up passages that were read: in their old order, or those first that need the tutor most."""
        items = reading.items
        self._groups = {group.id: group.working_name for group in self._diary.all(Group)}
        if self._reading is not None and self._reading.about == reading.about:
            place = {item_id: number for number, item_id in enumerate(self._items)}
            items = tuple(sorted(items, key=lambda item: place.get(item.id, len(place))))
            self._runs = share_runs.still(self._runs, {item.id: item for item in items})
        else:
            items = tuple(sorted(items, key=self._first_those_that_wait))
            self._runs = share_runs.runs_of(items)
            self._undo.clear()
        self._reading = reading
        self._items = {item.id: item for item in items}
        self._decided_first = sum(share_marks.row_state(item) is RowState.TO_DECIDE for item in items)
        if self._current not in self._ids():
            self._current = next(iter(self._ids()), "")
        item = self.current
        if item is not None and self._question >= len(item.questions):
            self._question = _first_open(item)

    def _first_those_that_wait(self, item: ReviewItem) -> tuple[int, str]:
        """Order by what a passage needs, and then by group: what is read in one go belongs together."""
        return _ORDER.index(share_marks.row_state(item)), self._group_of(item)

    @property
    def changes(self) -> int:
        """How often something changed that passages or figures rest on."""
        return self._changes

    def _on_change(self, records: tuple[Record, ...]) -> None:
        if not all(isinstance(record, _NO_PART_OF_IT) for record in records):
            self._changes += 1

    def clear(self) -> None:
        """Forget the passages."""
        self._items, self._runs, self._reading = {}, {}, None

    @property
    def items(self) -> tuple[ReviewItem, ...]:
        """The passages, in the order of the list."""
        return tuple(self._items.values())

    @property
    def current(self) -> ReviewItem | None:
        """The passage in hand."""
        return self._items.get(self._current)

    @property
    def question(self) -> Question | None:
        """The question in hand."""
        item = self.current
        return item.questions[self._question] if item and self._question < len(item.questions) else None

    @property
    def is_at_kept(self) -> bool:
        """Whether the kept words are in hand, in the place of a passage."""
        return self._current == KEPT_ROW

    @property
    def is_done(self) -> bool:
        """Whether every passage is read and decided, or left out."""
        return not any(item.is_blocking for item in self._items.values())

    @property
    def kept(self) -> tuple[KeptWord, ...]:
        """Every word that equals a known name and stays."""
        return kept_places(self._items.values())

    @property
    def kept_seen(self) -> bool:
        """Whether the tutor has looked at exactly these kept words and said that they are ordinary."""
        kept = self.kept
        if not kept:
            return True
        is_same = self._diary.preference(KEPT_SEEN) == kept_digest(kept)
        return is_same and not unconfirmed(self._items.values())

    def see_kept(self, *, seen: bool) -> None:
        """Say of every kept word in the list that it is an ordinary word, or take the tick back."""
        if seen:
            self._decide_all(KEPT_ROW, unconfirmed(self._items.values()), Decision.KEEP)
        self._diary.keep_preference(KEPT_SEEN, kept_digest(self.kept) if seen else "")

    def name_kept(self, place: int) -> None:
        """Say that a kept word of the list is the name after all: it is replaced in its passage."""
        kept = self.kept
        if 0 <= place < len(kept) and kept[place].passage_id in self._items:
            item = self._items[kept[place].passage_id]
            self._decide_all(KEPT_ROW, [(item, kept[place].word)], Decision.NAME)

    def state(self, empty: str = "", *, is_reading: bool = False) -> ReviewState:
        """Return the list as it stands."""
        kept, seen = self.kept, self.kept_seen
        rows = [
            share_marks.kept_row(kept, seen=seen) if row_id == KEPT_ROW else self._row(row_id)
            for row_id in self._ids()
        ]
        return ReviewState(
            rows=tuple(rows),
            current=self._current,
            progress=self.progress(),
            is_done=self.is_done and seen,
            kept=kept,
            kept_seen=seen,
            empty=empty,
            can_undo=bool(self._undo),
            is_reading=is_reading,
        )

    def progress(self) -> str:
        """Return "12 of 30 read, 2 to decide, 4 left out"."""
        states = [share_marks.row_state(item) for item in self._items.values()]
        out = states.count(RowState.LEFT_OUT)
        parts = [f"{states.count(RowState.READY)} of {len(states) - out} read"]
        if RowState.TO_DECIDE in states:
            parts.append(f"{states.count(RowState.TO_DECIDE)} to decide")
        if out:
            parts.append(f"{out} left out")
        return ", ".join(parts)

    def passage(self) -> PassageState | None:
        """Return the passage in hand as it is drawn."""
        item = self.current
        return share_marks.passage(item, self._group_of(item), self._question) if item else None

    def run(self) -> RunState | None:
        """Return the run in hand as it is drawn."""
        members = self._members(self._current)
        return share_runs.state_of(self._current, members, self._group_of) if members else None

    def _members(self, run: str) -> tuple[ReviewItem, ...]:
        return tuple(self._items[one] for one in self._runs.get(run, ()))

    def _row(self, row_id: str) -> ReviewRow:
        members = self._members(row_id)
        if members:
            return share_runs.row(row_id, members, self._group_of(members[0]))
        item = self._items[row_id]
        return share_marks.row(item, self._group_of(item))

    def _group_of(self, item: ReviewItem) -> str:
        return self._groups.get(item.passage.group_id or "", "")

    # Moving -------------------------------------------------------------------------------------

    def select(self, item_id: str) -> None:
        """Take a passage in hand, at its first open question."""
        inside = next((run for run, members in self._runs.items() if item_id in members), "")
        if inside or item_id in self._runs:
            self._current = inside or item_id
        elif item_id in self._items:
            self._current = item_id
            self._question = _first_open(self._items[item_id])
        elif item_id == KEPT_ROW and self.kept:
            self._current = KEPT_ROW

    @property
    def row_in_hand(self) -> str:
        """The line of the list in hand, to come back to."""
        return self._current

    def take_in_hand(self, row_id: str) -> None:
        """Take a line of the list in hand as soon as its passages are read; the first where it is gone."""
        self._current = row_id

    def move(self, by: int) -> None:
        """Take the next passage in hand, or the one before; stays at the ends."""
        ids = self._ids()
        if self._current in ids:
            self.select(ids[max(0, min(len(ids) - 1, ids.index(self._current) + by))])

    def move_question(self, by: int) -> None:
        """Take the next question of the passage in hand, or the one before."""
        self.select_question(self._question + by)

    def select_question(self, place: int) -> None:
        """Take a question of the passage in hand, by its place; the nearest where there is none."""
        item = self.current
        if item and item.questions:
            self._question = max(0, min(len(item.questions) - 1, place))

    def next_waiting(self) -> bool:
        """Take the next passage that waits, from here on and round; False when none does."""
        ids = self._ids()
        at = ids.index(self._current) if self._current in ids else 0
        for row_id in ids[at + 1 :] + ids[: at + 1]:
            if self._waits(row_id):
                self.select(row_id)
                return True
        return False

    def _waits(self, row_id: str) -> bool:
        if row_id == KEPT_ROW:
            return not self.kept_seen
        states = [share_marks.row_state(item) for item in self._members(row_id) or (self._items[row_id],)]
        return RowState.TO_DECIDE in states or RowState.TO_READ in states

    def _ids(self) -> list[str]:
        run_of = {one: run for run, members in self._runs.items() for one in members}
        rows = list(dict.fromkeys(run_of.get(item_id, item_id) for item_id in self._items))
        if self.kept:  # after what was to be decided one by one, before what is only to be read
            rows.insert(min(self._decided_first, len(rows)), KEPT_ROW)
        return rows

    # Deciding -----------------------------------------------------------------------------------

    def decide_word(self, decision: Decision, replacement: str = "") -> bool:
        """Decide the question in hand and go to the next open one; False when there is no question."""
        item, question = self.current, self.question
        if item is None or question is None or share_marks.row_state(item) is RowState.LEFT_OUT:
            return False
        self._decide(item, decision, word=question.word, replacement=replacement)
        changed = self._items[item.id]
        if any(map(share_marks.is_open, changed.questions)):
            self._question = _first_open(changed)
        return True

    def decide_passage(self, decision: Decision, replacement: str = "") -> None:
        """Decide about the whole passage in hand."""
        item = self.current
        if item is not None:
            self._decide(item, decision, replacement=replacement)
            self._question = _first_open(self._items[item.id])

    def read_run(self) -> None:
        """Note that the tutor read every passage of the run in hand; one undo takes it back."""
        run, members = self._current, self._members(self._current)
        self._decide_all(run, [(item, "") for item in members], Decision.READ)

    def open_run(self) -> None:
        """Take the passages of the run in hand one by one from now on."""
        members = self._runs.pop(self._current, ())
        if members:
            self.select(members[0])

    def put_back(self) -> None:
        """Take back that the tutor left the passage in hand out."""
        item = self.current
        if item is None:
            return
        made = self._diary.find(
            ReviewDecision, content_hash=item.content_hash, word="", action=str(Decision.LEAVE_OUT)
        )
        self._diary.remove(*made)
        self._undo.append((item.id, (), tuple(made)))
        self._renew({item.content_hash})

    def learn(self, text: str, who: WhoChoice) -> None:
        """Let a name be known from now on: every passage is to be read again."""
        self._undo.append((self._current, *learn(self._diary, text, who)))

    def undo(self) -> bool:
        """Take back the last decision and go to its passage; False when there is none."""
        if not self._undo:
            return False
        item_id, added, removed = self._undo.pop()
        with self._diary.together():
            self._diary.remove(*added)
            self._diary.save(*removed)
        self._renew(
            {record.content_hash for record in (*added, *removed) if isinstance(record, ReviewDecision)}
        )
        self.select(item_id)
        return True

    def _decide(self, item: ReviewItem, decision: Decision, *, word: str = "", replacement: str = "") -> None:
        self._decide_all(item.id, [(item, word)], decision, replacement)

    def _decide_all(
        self,
        place: str,
        about: Sequence[tuple[ReviewItem, str]],
        decision: Decision,
        replacement: str = "",
    ) -> None:
        """Decide about several words or passages in one step that one undo takes back, going to ``place``."""
        if not about:
            return
        items = [item for item, _ in about]
        before = {made.id for item in items for made in self._decisions(item)}
        with self._diary.together():
            for item, word in about:
                decide(self._diary, item, decision, word=word, replacement=replacement)
        made = {one.id: one for item in items for one in self._decisions(item) if one.id not in before}
        self._undo.append((place, tuple(made.values()), ()))
        self._renew({one.content_hash for one in made.values()})

    def _decisions(self, item: ReviewItem) -> list[ReviewDecision]:
        hashes = {item.content_hash, content_hash(item.source_text)}
        return [made for each in hashes for made in self._diary.find(ReviewDecision, content_hash=each)]

    def _renew(self, hashes: Iterable[str]) -> None:
        """Read the passages with these words again; the same words may stand in several."""
        hashes = set(hashes)
        stale = [
            item
            for item in self._items.values()
            if item.content_hash in hashes or content_hash(item.source_text) in hashes
        ]
        if self._reading is not None:
            self._items.update((item.id, item) for item in self._reading.reviewer.again(stale))
        if self._current not in self._ids():
            self._current = next(iter(self._ids()), "")

    def who_choices(self) -> tuple[WhoChoice, ...]:
        """Return who a name in the passage or run in hand can be."""
        item = self.current or next(iter(self._members(self._current)), None)
        return who_choices(self._diary, item.passage.group_id if item else None)


def _first_open(item: ReviewItem) -> int:
    """Return the place of the first open question; the first of all when none is open."""
    return next((place for place, q in enumerate(item.questions) if share_marks.is_open(q)), 0)
