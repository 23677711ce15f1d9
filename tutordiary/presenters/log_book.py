"""The records of one session while it is being logged: in memory at once, on the disk at once, undoable.

When the disk says no, the change stays in memory and waits; the next change, or ``flush``, tries it again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from tutordiary.errors import TutorDiaryError
from tutordiary.model import RECORD_TYPES, Record, Session

if TYPE_CHECKING:
    from tutordiary.diary import Diary

R = TypeVar("R", bound=Record)
UNDO_STEPS = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done: what to call it, what the records were before and after, and where the cursor was."""

    words: str
    before: dict[str, Record | None]
    after: dict[str, Record | None]
    cursor: tuple[int, int]


def _order(record: Record) -> int:
    return RECORD_TYPES.index(type(record))


class LogBook:
    """Holds a session and everything that belongs to it. ``is_writing`` is set while it writes.

    ``version`` counts changes of the records, for those who work something out from them.
    ``problem`` is the sentence of the last refusal, empty when all is kept; ``kept_at`` is when the last
    change reached the disk, None before the first. ``is_closed``: nothing is written any more.
    """

    def __init__(
        self, diary: Diary, session: Session, records: Iterable[Record], now: Callable[[], datetime]
    ) -> None:
        self._diary = diary
        self._now = now
        self._records: dict[str, Record] = {record.id: record for record in records}
        self._stored_session = diary.get(Session, session.id) is not None
        self._waiting: dict[str, Record | None] = {}
        self._gone: dict[str, Record] = {}
        self._drafts: dict[str, tuple[str, int, tuple[str, ...]] | None] = {}
        self._done: deque[Step] = deque(maxlen=UNDO_STEPS)
        self._undone: list[Step] = []
        self._sorted: dict[type[Record], list[Record]] = {}
        self.session = session
        self.is_writing = False
        self.is_closed = False
        self.version = 0
        self.problem = ""
        self.kept_at: datetime | None = None

    def of(self, kind: type[R]) -> list[R]:
        """Return the records of one kind, oldest first."""
        if kind not in self._sorted:
            ids = sorted(one for one, record in self._records.items() if isinstance(record, kind))
            self._sorted[kind] = [self._records[one] for one in ids]
        return [record for record in self._sorted[kind] if isinstance(record, kind)]

    def change(
        self,
        words: str,
        *,
        save: Iterable[Record] = (),
        remove: Iterable[Record] = (),
        drop_draft: str = "",
        draft: tuple[str, str] | None = None,
        cursor: tuple[int, int] = (0, 0),
    ) -> None:
        """Make a change that can be undone. Records left as they were are not written again.

        ``draft`` is the key and the text of something to hold beside the records, in the same transaction.
        """
        after: dict[str, Record | None] = {
            record.id: record for record in save if self._records.get(record.id) != record
        }
        after |= {record.id: None for record in remove if record.id in self._records}
        if drop_draft:
            self._drafts[drop_draft] = None
        if draft is not None:
            self._drafts[draft[0]] = (draft[1], 0, ())
        if after:
            before = {record_id: self._records.get(record_id) for record_id in after}
            self._done.append(Step(words, before, after, cursor))
            self._undone.clear()
            self._apply(after)
        if after or drop_draft or draft is not None:
            self.flush()

    def write(self, *records: Record) -> None:
        """Make a change that is not undone step by step: the session itself, who was here at the end."""
        for record in records:
            if isinstance(record, Session):
                self.session = record
                self._waiting[record.id] = record
            else:
                self._apply({record.id: record})
        self.flush()

    def keep_draft(self, key: str, text: str, caret: int, steps: tuple[str, ...] = ()) -> None:
        """Hold words that are being typed, and the texts before them."""
        self._drafts[key] = (text, caret, steps)
        self.flush()

    @property
    def undo_words(self) -> str:
        """What undo would take back; empty when nothing."""
        return self._done[-1].words if self._done else ""

    @property
    def redo_words(self) -> str:
        """What redo would do again; empty when nothing."""
        return self._undone[-1].words if self._undone else ""

    def undo(self) -> Step | None:
        """Take back the last step and return it; None when there is none."""
        if not self._done:
            return None
        step = self._done.pop()
        self._undone.append(step)
        self._apply(step.before)
        self.flush()
        return step

    def redo(self) -> Step | None:
        """Do the last undone step again and return it; None when there is none."""
        if not self._undone:
            return None
        step = self._undone.pop()
        self._done.append(step)
        self._apply(step.after)
        self.flush()
        return step

    def flush(self) -> bool:
        """Write all that waits in one transaction. Returns whether everything is now kept."""
        if self.is_closed:
            return True
        saves = [record for record in self._waiting.values() if record is not None]
        if not self._stored_session:
            saves = [self.session, *(record for record in saves if record.id != self.session.id)]
        removes = [self._gone[record_id] for record_id, record in self._waiting.items() if record is None]
        self.is_writing = True
        try:
            with self._diary.together():
                if removes:
                    self._diary.remove(*sorted(removes, key=_order, reverse=True))
                if saves:
                    self._diary.save(*sorted(saves, key=_order))
                for key, draft in self._drafts.items():
                    if draft is None:
                        self._diary.drop_draft(key)
                    else:
                        self._diary.keep_draft(key, *draft)
        except TutorDiaryError as error:
            self.problem = str(error)
            return False
        finally:
            self.is_writing = False
        self._stored_session = True
        self._waiting.clear()
        self._gone.clear()
        self._drafts.clear()
        self.problem = ""
        self.kept_at = self._now()
        return True

    def close(self) -> None:
        """Let go of what waits and of what undo would bring back: a pupil was erased since it was read."""
        self.is_closed = True
        self._waiting.clear()
        self._drafts.clear()
        self._done.clear()
        self._undone.clear()
        self.problem = ""

    def _apply(self, values: dict[str, Record | None]) -> None:
        self.version += 1
        self._sorted.clear()
        for record_id, record in values.items():
            held = self._records.pop(record_id, None)
            if record is not None:
                self._records[record_id] = record
            elif held is not None:
                self._gone[record_id] = held
            self._waiting[record_id] = record
