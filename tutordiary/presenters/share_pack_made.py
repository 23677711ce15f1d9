"""What the pack rests on, done by the worker: the lines these weeks offer, the reading, the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tutordiary.diary import Diary, reading
from tutordiary.drafting import pack
from tutordiary.drafting.giving import open_screens, write_pack
from tutordiary.drafting.pack import PackDraft
from tutordiary.drafting.pack_lines import PackLine, gather
from tutordiary.drafting.pack_screens import ScreenPage, screens
from tutordiary.errors import NotCleared, TutorDiaryError
from tutordiary.evidence import Period
from tutordiary.presenters.share_pack_state import Format
from tutordiary.presenters.share_review import Reading, ReviewDesk
from tutordiary.presenters.share_words import CHANGED
from tutordiary.presenters.work import Runner
from tutordiary.release.gate import GateReport
from tutordiary.release.review import ReviewItem

_Asked = tuple[tuple[str, ...], Period, str, int]


@dataclass(frozen=True, slots=True)
class PackAbout:
    """What a pack is worked out of: its lines in order, and after how many changes of the diary."""

    pack_id: str
    groups: tuple[str, ...]
    days: Period
    lines: tuple[PackLine, ...]
    changes: int

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the lines."""
        return tuple(line.id for line in self.lines)


@dataclass(frozen=True, slots=True)
class PackMade:
    """What the worker brings back."""

    reading: Reading | None = None


def making(
    diary: Diary, desk: ReviewDesk, about: PackAbout, is_wanted: Callable[[], bool]
) -> Callable[[], PackMade | None]:
    """Return the reading of the chosen lines; it gives None once it is not wanted."""
    taken = desk.reading((about.pack_id, about.groups, about.days))

    def work() -> PackMade | None:
        if not is_wanted():
            return None
        if not about.lines:
            return PackMade()
        reviewer = pack.reviewer(diary, about.pack_id, about.groups)
        items = reviewer.read_while([line.passage for line in about.lines], is_wanted)
        return None if items is None else PackMade(taken(reviewer, items))

    return work


@dataclass(frozen=True, slots=True)
class Sheets:
    """Which sheets go along with the page."""

    with_agenda: bool
    with_facilitator: bool


def composing(
    diary: Diary, about: PackAbout, items: Sequence[ReviewItem], sheets: Sheets, changes: Callable[[], int]
) -> PackDraft:
    """Return the pack as it would leave. Raises: NotCleared when the diary changed since it was read."""
    made = pack.compose(diary, about.lines, about.chosen, items, about.pack_id)
    document = replace(
        made.document, with_agenda=sheets.with_agenda, with_facilitator=sheets.with_facilitator
    )
    if changes() != about.changes:
        raise NotCleared(CHANGED.replace("the bundle", "the pack"))
    return replace(made, document=document)


def writing(
    diary: Diary,
    about: PackAbout,
    items: Sequence[ReviewItem],
    sheets: Sheets,
    fmt: Format,
    target: Path,
    changes: Callable[[], int],
) -> Callable[[], tuple[PackDraft, GateReport]]:
    """Return the work of writing the file once the gate has read it. Errors as ``write_pack``."""

    def work() -> tuple[PackDraft, GateReport]:
        made = composing(diary, about, items, sheets, changes)
        return made, write_pack(diary, made, fmt, target)

    return work


def showing(
    diary: Diary, about: PackAbout, items: Sequence[ReviewItem], changes: Callable[[], int]
) -> Callable[[], tuple[PackDraft, GateReport, tuple[ScreenPage, ...]]]:
    """Return the work of making the pages for a full screen, read by the gate. Raises: NotCleared."""

    def work() -> tuple[PackDraft, GateReport, tuple[ScreenPage, ...]]:
        made = composing(diary, about, items, Sheets(with_agenda=True, with_facilitator=False), changes)
        pages = screens(made.document)
        return made, open_screens(diary, pages, made), pages

    return work


class Gathering:
    """Has the lines of some weeks gathered, one wish at a time; an answer to an older wish is dropped.

    ``changes`` tells how often the diary has changed. ``gathered`` is called on the window's thread when an
    answer has come, ``failed`` instead of it when there is none.
    """

    def __init__(
        self,
        diary: Diary,
        runner: Runner,
        changes: Callable[[], int],
        gathered: Callable[[], None],
        failed: Callable[[TutorDiaryError], None],
    ) -> None:
        self._diary = diary
        self._runner = runner
        self._changes = changes
        self._gathered = gathered
        self._failed = failed
        self._wanted: _Asked | None = None
        self._held: tuple[_Asked, tuple[PackLine, ...]] | None = None

    def of(self, groups: tuple[str, ...], days: Period, pack_id: str) -> tuple[PackLine, ...] | None:
        """Return the lines if they are known; None while they are gathered, which this begins."""
        asked = (groups, days, pack_id, self._changes())
        if self._held is None or self._held[0] != asked:
            self._ask(asked)
        return self._held[1] if self._held is not None and self._held[0] == asked else None

    @property
    def is_under_way(self) -> bool:
        """Whether an answer is awaited."""
        return self._wanted is not None

    def stop(self) -> None:
        """Let no answer come any more."""
        self._wanted = None

    def _ask(self, asked: _Asked) -> None:
        if self._wanted == asked:
            return
        self._wanted = asked
        groups, days, pack_id, _ = asked

        def work() -> tuple[PackLine, ...] | None:
            if self._wanted != asked:
                return None
            book = reading.book_of_days(self._diary, days.first, days.last)
            return gather(self._diary, book, groups, days, but_pack=pack_id)

        def done(found: tuple[PackLine, ...] | None) -> None:
            if self._wanted == asked and found is not None:
                self._wanted, self._held = None, (asked, found)
                self._gathered()

        def failed(error: TutorDiaryError) -> None:
            if self._wanted == asked:
                self._wanted, self._held = None, (asked, ())
                self._failed(error)

        self._runner.run(work, done, failed)
