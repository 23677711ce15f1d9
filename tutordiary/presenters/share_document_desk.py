"""The paragraphs of a document under review: where each stands, and long runs read through as they stand."""

from __future__ import annotations

from dataclasses import replace

from tutordiary.diary import Diary
from tutordiary.model import Group, Membership, Pupil
from tutordiary.presenters import share_marks, share_runs
from tutordiary.presenters.share_give import plural
from tutordiary.presenters.share_review import Reading, ReviewDesk
from tutordiary.presenters.share_state import Mark, MarkKind, ReviewRow, RowState, RunState, WhoChoice
from tutordiary.release.document_review import place_of
from tutordiary.release.documents_read import HEADING, OwnDocument
from tutordiary.release.review import ReviewItem

MOST_IN_RUN, MOST_WORDS_IN_RUN = 40, 500
MOST_PEOPLE = 60
_SOMEONE = "person"


class DocumentDesk(ReviewDesk):
    """Holds the paragraphs of one document: those with something to decide first, then the others in runs."""

    def __init__(self, diary: Diary) -> None:
        super().__init__(diary)
        self._document: OwnDocument | None = None
        self._chosen: tuple[str, ...] = ()

    def put_in_hand(self, document: OwnDocument | None, groups: tuple[str, ...]) -> None:
        """Say which document the passages are of, and whose names are looked for (all when empty)."""
        self._document, self._chosen = document, groups

    def take(self, reading: Reading) -> None:
        """Take up paragraphs that were read."""
        is_new = self._reading is None or self._reading.about != reading.about
        super().take(reading)
        if is_new:
            self._runs = share_runs.runs_of(
                self._items.values(), most=MOST_IN_RUN, most_words=MOST_WORDS_IN_RUN
            )
            self._current = next(iter(self._ids()), "")

    def _first_those_that_wait(self, item: ReviewItem) -> tuple[int, str]:
        order = (RowState.TO_DECIDE, RowState.TO_READ, RowState.READY, RowState.LEFT_OUT)
        return order.index(share_marks.row_state(item)), ""

    def _group_of(self, item: ReviewItem) -> str:
        text_at, _ = place_of(item.id)
        return self._place_of(item) or f"Paragraph {text_at + 1}"

    def _place_of(self, item: ReviewItem) -> str:
        text_at, _ = place_of(item.id)
        return self._document.places[text_at] if self._document else ""

    def _row(self, row_id: str) -> ReviewRow:
        row = super()._row(row_id)
        members = self._members(row_id)
        if not members:
            return row
        return replace(row, title=f"{plural(len(members), 'paragraph')}, nothing to decide")

    def run(self) -> RunState | None:
        """Return the run in hand as running text; a line says where it stands wherever that changes."""
        state, members = super().run(), self._members(self._current)
        if state is None:
            return None
        text, where = "", ""
        marks: list[Mark] = []
        for item in members:
            if self._place_of(item) not in ("", HEADING, where):
                where = self._place_of(item)
                marks.append(Mark(len(text), len(text) + len(where), MarkKind.TITLE, ""))
                text += f"{where}\n"
            passage = share_marks.passage(item, "", 0)
            marks += [
                replace(mark, start=mark.start + len(text), end=mark.end + len(text))
                for mark in passage.leaving_marks
            ]
            text += f"{passage.leaving}\n\n"
        title = f"{plural(len(members), 'paragraph')} without anything to decide"
        return replace(state, title=title, text=text.rstrip("\n"), marks=tuple(marks))

    def who_choices(self) -> tuple[WhoChoice, ...]:
        """Return who a name can be: somebody unknown first, then the pupils looked for, up to a number."""
        found = list(super().who_choices())
        groups = [group for group in self._diary.all(Group) if not self._chosen or group.id in self._chosen]
        ids = [m.pupil_id for group in groups for m in self._diary.find(Membership, group_id=group.id)]
        for pupil_id in list(dict.fromkeys(ids))[:MOST_PEOPLE]:
            pupil = self._diary.get(Pupil, pupil_id)
            if pupil is not None:
                name = f"{pupil.first_name} {pupil.last_name}".strip()
                found.append(WhoChoice(f"{name}, pupil", _SOMEONE, pupil.id))
        return tuple(found)
