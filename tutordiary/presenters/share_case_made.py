"""What the road for a case study has the worker do: read its words, lay it out, write it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tutordiary.diary import Diary
from tutordiary.documents.writer import Format
from tutordiary.drafting import giving
from tutordiary.drafting.case import parts, story
from tutordiary.drafting.case.story import CaseDraft, Woven
from tutordiary.errors import NotCleared
from tutordiary.model import CaseStudySection
from tutordiary.presenters.share_case_state import CHANGED
from tutordiary.presenters.share_give import plural
from tutordiary.presenters.share_review import Reading, ReviewDesk
from tutordiary.presenters.share_state import ReviewRow
from tutordiary.release.gate import GateReport
from tutordiary.release.review import ReviewItem


@dataclass(frozen=True, slots=True)
class CaseAbout:
    """What a reading rests on: which case study, after how many changes of the diary."""

    case_id: str
    changes: int


@dataclass(frozen=True, slots=True)
class CaseMade:
    """A case study with its passages read."""

    reading: Reading | None = None
    woven: Woven | None = None


class CaseReview(ReviewDesk):
    """Holds the passages of one case study, each told by the part it stands in."""

    def __init__(self, diary: Diary) -> None:
        super().__init__(diary)
        self._parts: dict[str, str] = {}
        self._order: dict[str, int] = {}

    def take(self, reading: Reading) -> None:
        """Take up passages that were read, in the order of the story."""
        held = self._diary.find(CaseStudySection, case_study_id=reading.about)
        self._parts = {one.id: parts.part_of(one.section).heading for one in held}
        self._order = {item.id: place for place, item in enumerate(reading.items)}
        super().take(reading)

    def _first_those_that_wait(self, item: ReviewItem) -> tuple[int, str]:
        state, _ = super()._first_those_that_wait(item)
        return state, f"{self._order.get(item.id, 0):05}"

    def _row(self, row_id: str) -> ReviewRow:
        row = super()._row(row_id)
        members = self._members(row_id)
        if not members:
            return row
        first = self._group_of(members[0])
        return replace(row, title=f"{plural(len(members), 'clear passage')}, from {first} on")

    def _group_of(self, item: ReviewItem) -> str:
        field = item.id.rpartition(".")[2]
        return self._parts.get(item.id) or _FIELDS.get(field, "")


_FIELDS = {story.TITLE: "The title", story.SHORT: "The two sentences", story.QUOTE: "The line to quote"}


def making(
    diary: Diary, desk: ReviewDesk, about: CaseAbout, is_wanted: Callable[[], bool]
) -> Callable[[], CaseMade | None]:
    """Return the reading for the worker; it gives None once it is not wanted."""
    taken = desk.reading(about.case_id)

    def work() -> CaseMade | None:
        if not is_wanted() or not about.case_id:
            return None if about.case_id else CaseMade()
        made = story.weave(diary, about.case_id)
        reviewer = story.reviewer(diary, made)
        items = reviewer.read_while(story.passages_of(made), is_wanted)
        return None if items is None else CaseMade(taken(reviewer, items), made)

    return work


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written, with the draft it holds."""

    draft: CaseDraft
    report: GateReport


def writing(
    diary: Diary,
    made: Woven,
    items: Sequence[ReviewItem],
    written_on: date,
    fmt: Format,
    target: Path,
    is_fresh: Callable[[], bool],
    *,
    may_be_recognised: bool,
    is_for_co_writer: bool,
) -> Callable[[], Written]:
    """Return the work of writing the file once the gate has read it.

    Errors as ``giving.write_case_study``; NotCleared as well when the diary changed meanwhile.
    """

    def work() -> Written:
        draft = story.compose(diary, made, items, written_on, may_be_recognised=may_be_recognised)
        if not is_fresh():
            raise NotCleared(CHANGED)
        if is_for_co_writer:
            return Written(draft, giving.write_for_co_writer(diary, made, items, draft, target))
        return Written(draft, giving.write_case_study(diary, draft, fmt, target))

    return work
