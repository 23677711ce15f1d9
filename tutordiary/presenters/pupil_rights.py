"""What a pupil may ask for: a copy of everything, read through by the tutor first; and to be erased."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Protocol

from tutordiary.diary import Diary, erasure
from tutordiary.diary.erasure import BackupHolding, ErasurePlan, ErasureReport, Reason, Treat
from tutordiary.drafting import access_document, access_page, subject_access
from tutordiary.drafting.access_document import AccessFormat
from tutordiary.drafting.rights import erase_pupil
from tutordiary.drafting.subject_access import KEEP, LEAVE_OUT, NAME, PUT_BACK, READ, Access, AccessItem
from tutordiary.errors import TutorDiaryError
from tutordiary.model import Pupil
from tutordiary.presenters import pupil_rights_pages as pages
from tutordiary.presenters.pupil_rights_pages import (
    REASONS,
    TREATS,
    CopyPage,
    CopyPassage,
    DoubtfulWord,
    ErasedPage,
    ErasePage,
    NamedLine,
)
from tutordiary.presenters.work import Runner

NOT_FOUND = (
    "A note that describes them without naming them cannot be found from here: read through the notes on"
    " their groups, and reword or remove it yourself."
)


class RightsView(Protocol):
    """What the sheets can do."""

    def show_busy(self, words: str) -> None:
        """Say that something is under way, and let nothing be pressed."""

    def show_problem(self, sentence: str) -> None:
        """Say what could not be done."""

    def show_copy(self, page: CopyPage) -> None:
        """Draw the copy and the passage to look at."""

    def show_given(self, sentence: str) -> None:
        """Say that the copy was written."""

    def show_plan(self, page: ErasePage) -> None:
        """Draw what erasing would do."""

    def show_erased(self, page: ErasedPage) -> None:
        """Draw what was done."""


class PupilRights:
    """One pupil's rights, on one sheet at a time. Reading everything goes to the worker."""

    def __init__(
        self,
        diary: Diary,
        view: RightsView,
        runner: Runner,
        today: Callable[[], date],
        pupil_id: str,
        backup_folder: Path | None = None,
    ) -> None:
        self._diary = diary
        self._view = view
        self._runner = runner
        self._today = today
        self._pupil_id = pupil_id
        self._folder = backup_folder
        self._access: Access | None = None
        self._at = ""
        self._plan: ErasurePlan | None = None
        self._given: tuple[str, ...] = ()
        self._done: tuple[str, ...] = ()

    # The copy -------------------------------------------------------------------------------------

    def open_copy(self) -> None:
        """Gather everything and show the first passage that waits."""
        self._view.show_busy("Gathering everything…")
        self._runner.run(
            lambda: subject_access.gather_all(self._diary, self._pupil_id), self._take, self._failed
        )

    def _take(self, access: Access) -> None:
        self._access = access
        if self._at not in {item.id for item in access.items}:
            first = next(iter(access.waiting), next(iter(access.items), None))
            self._at = first.id if first else ""
        self._show_copy()

    def go(self, step: int) -> None:
        """Go to the next passage (1) or the one before (-1)."""
        items = self._items()
        place = next((number for number, item in enumerate(items) if item.id == self._at), 0)
        if items:
            self._at = items[max(0, min(len(items) - 1, place + step))].id
        self._show_copy()

    def read(self) -> None:
        """Note that the passage was read as it stands, and go to the next that waits."""
        items = self._items()
        place = next((number for number, item in enumerate(items) if item.id == self._at), 0)
        later = [item for item in (*items[place + 1 :], *items[:place]) if item.is_waiting]
        here = self._at
        if later:
            self._at = later[0].id
        self._decide(here, READ)

    def leave_out(self) -> None:
        """Leave the passage out of the copy, or put it back."""
        item = self._item(self._at)
        if item is not None:
            self._decide(item.id, PUT_BACK if item.is_left_out else LEAVE_OUT)

    def switch_word(self, word: str) -> None:
        """Put a word back that was taken out, or take one out that stayed."""
        item = self._item(self._at)
        place = next((one for one in item.told.places if one.word == word), None) if item else None
        if item is not None and place is not None:
            self._decide(item.id, KEEP if place.is_replaced else NAME, word)

    def take_out(self, word: str) -> None:
        """Take any word of the passage out of the copy."""
        if word.strip():
            self._decide(self._at, NAME, word.strip())

    def _decide(self, item_id: str, decision: str, word: str = "") -> None:
        item = self._item(item_id)
        if item is None:
            return
        try:
            subject_access.decide(self._diary, self._pupil_id, item, decision, word)
        except TutorDiaryError as error:
            self._view.show_problem(str(error))
            return
        if self._access is not None:
            self._take(subject_access.again(self._diary, self._access))

    def give(self, fmt: AccessFormat, target: Path, given_to: str) -> None:
        """Write the copy to its place and note that it left."""
        self._view.show_busy("Making the copy, then reading it for other names…")
        self._runner.run(
            lambda: access_document.give(
                self._diary, self._pupil_id, fmt, target, self._today(), given_to=given_to.strip()
            ),
            lambda _left: self._view.show_given(
                f"The copy is in {target.name}. It holds real names and is not locked: give it into their"
                " hands."
            ),
            self._failed_giving,
        )

    def _failed_giving(self, error: TutorDiaryError) -> None:
        self._show_copy()
        self._view.show_problem(str(error))

    def _items(self) -> tuple[AccessItem, ...]:
        return self._access.items if self._access else ()

    def _item(self, item_id: str) -> AccessItem | None:
        return next((item for item in self._items() if item.id == item_id), None)

    def _show_copy(self) -> None:
        access = self._access
        if access is None:
            return
        name = f"{access.pupil.first_name} {access.pupil.last_name}".strip()
        waiting = len(access.waiting)
        blocked = ""
        if waiting:
            some = "One passage waits" if waiting == 1 else f"{waiting} passages wait"
            blocked = f"{some} for your eyes before the copy can be given."
        held = access_page.times(len(access.records), "record")
        self._view.show_copy(
            CopyPage(
                name=name,
                about=f"{held}, and {access_page.times(len(access.mentions), 'passage')} elsewhere.",
                left_out=access_page.left_out(access),
                passage=self._passage(),
                blocked=blocked,
            )
        )

    def _passage(self) -> CopyPassage | None:
        items = self._items()
        for number, item in enumerate(items, start=1):
            if item.id == self._at:
                state = "Left out" if item.is_left_out else "Read" if item.is_read else "To read"
                return CopyPassage(
                    number=number,
                    count=len(items),
                    about=pages.about(item.kind, item.day),
                    in_diary=item.words,
                    in_copy=item.shown,
                    words=tuple(
                        DoubtfulWord(one.word, one.instead, not one.is_replaced)
                        for one in {place.word: place for place in item.told.places}.values()
                    ),
                    is_left_out=item.is_left_out,
                    state=state,
                )
        return None

    # Erasing --------------------------------------------------------------------------------------

    def open_erase(self) -> None:
        """Work out what would go, and show it."""
        self._view.show_busy("Looking for everything about them…")

        def work() -> ErasurePlan:
            erasure.finish_tidying(self._diary)  # of an earlier one, if there was no room for it
            return erasure.plan(self._diary, self._pupil_id)

        self._runner.run(work, self._take_plan, self._failed)

    def _take_plan(self, plan: ErasurePlan) -> None:
        self._plan = plan
        self._given = tuple(pages.paper(one) for one in (*plan.given, *plan.nameless))
        self._view.show_plan(
            ErasePage(
                first_name=plan.first_name,
                goes=(*pages.goes(plan), NOT_FOUND),
                named=tuple(
                    NamedLine(
                        passage_id=one.id,
                        about=pages.about(one.table, None),
                        text=one.text,
                        after={str(treat): one.treated(treat) for treat in one.choices},
                        choices=tuple((str(treat), TREATS[treat]) for treat in one.choices),
                        default=str(one.default),
                    )
                    for one in plan.passages
                ),
                given=self._given,
                reasons=tuple((str(reason), words) for reason, words in REASONS.items()),
            )
        )

    def is_confirmed(self, typed: str) -> bool:
        """Return whether what was typed is the pupil's first name."""
        wanted = self._plan.first_name if self._plan else ""
        return bool(wanted) and typed.strip().casefold() == wanted.strip().casefold()

    def erase(self, typed: str, decisions: dict[str, str], reason: str) -> None:
        """Erase the pupil once their first name was typed."""
        if not self.is_confirmed(typed):
            self._view.show_problem("Type their first name to confirm. Nothing was erased.")
            return
        treats = {passage: Treat(treat) for passage, treat in decisions.items()}
        self._view.show_busy("Erasing, then looking into the backups…")

        def work() -> tuple[ErasureReport, tuple[BackupHolding, ...]]:
            done = erase_pupil(self._diary, self._pupil_id, treats, reason=Reason(reason))
            return done, erasure.backups_holding(self._diary, self._pupil_id, self._folder)

        self._runner.run(work, self._take_erased, self._failed_erasing)

    def _failed_erasing(self, error: TutorDiaryError) -> None:
        if self._diary.get(Pupil, self._pupil_id) is not None:
            self.open_erase()
        self._view.show_problem(str(error))

    def _take_erased(self, found: tuple[ErasureReport, tuple[BackupHolding, ...]]) -> None:
        report, backups = found
        named = access_page.times(report.changed_passages, "other passage")
        done = [
            f"{report.plan.first_name} is no longer in this diary: {report.plan.rows} entries are gone.",
            f"{named} no longer name them."
            if report.changed_passages != 1
            else f"{named} no longer names them.",
            "The log of what left still says that something left, and when; no longer about whom.",
        ]
        if not report.is_tidied:
            done.append(
                "What was erased is overwritten. For want of room the file was not written anew yet; make"
                " some room, and it is done when you look at this for another pupil."
            )
        self._done = tuple(done)
        self._show_erased(backups)

    def _show_erased(self, backups: tuple[BackupHolding, ...]) -> None:
        self._view.show_erased(
            ErasedPage(self._done, tuple(pages.backup(one) for one in backups), self._given)
        )

    def delete_backups(self, paths: tuple[Path, ...]) -> None:
        """Delete backups of this diary for good, and show which are left."""
        self._view.show_busy("Deleting…")

        def work() -> tuple[BackupHolding, ...]:
            for path in paths:
                erasure.take_away(self._diary, path)
            return erasure.backups_holding(self._diary, self._pupil_id, self._folder)

        self._runner.run(work, self._show_erased, self._failed_deleting)

    def _failed_deleting(self, error: TutorDiaryError) -> None:
        self._runner.run(
            lambda: erasure.backups_holding(self._diary, self._pupil_id, self._folder),
            self._show_erased,
            self._failed,
        )
        self._view.show_problem(str(error))

    def _failed(self, error: TutorDiaryError) -> None:
        self._view.show_problem(str(error))
