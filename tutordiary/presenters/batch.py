"""Many reports at once: whose, for whom, into which folder; how far it is; what was written and why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from tutordiary import dates
from tutordiary.diary import Diary
from tutordiary.documents.guarded import GuardedPress
from tutordiary.drafting import batch
from tutordiary.drafting.batch import Batch, Made, Order, Refused
from tutordiary.drafting.report_desk import FileFormat
from tutordiary.errors import TutorDiaryError
from tutordiary.model import Group, Membership, Pupil, Report, ReportAudience, ReportPurpose, ReportStatus
from tutordiary.presenters.work import Runner

EVERYBODY = ""  # stands for the id of a group
NOT_LOCKED = "The files are not locked: anyone who has them can read them."
ONLY_TO_LOOK = "This copy is open to look at. A report that leaves is noted in the diary, so none was made."
LABELS = {ReportAudience.SCHOOL: "progress report", ReportAudience.FAMILY: "music report"}


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A pupil who may get a report. ``under`` says how theirs stands."""

    pupil_id: str
    name: str
    under: str
    is_on: bool = True


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A report that was not written, and why."""

    pupil_id: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. ``look_at`` are sentences with the name of their file before them."""

    sentence: str
    is_whole: bool
    refused: tuple[RefusedLine, ...] = ()
    look_at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is chosen besides the pupils."""

    audience: ReportAudience = ReportAudience.SCHOOL
    purpose: ReportPurpose = ReportPurpose.TERMLY
    fmt: FileFormat = "pdf"
    large_print: bool = False


class BatchView(Protocol):
    """What the sheet's window can do."""

    def show_people(self, people: tuple[PersonLine, ...]) -> None:
        """List the pupils, each with a tick."""

    def show_count(self, count: int) -> None:
        """Say for how many it would be."""

    def show_progress(self, done: int, total: int, words: str) -> None:
        """Say how far it is; only stopping can be chosen meanwhile."""

    def show_outcome(self, outcome: Outcome) -> None:
        """Say what was written and what was not."""

    def show_problem(self, sentence: str) -> None:
        """Say why nothing could be begun."""


class BatchPresenter:
    """Holds what is chosen and the pile being made. A report under way is never half written."""

    def __init__(
        self,
        diary: Diary,
        view: BatchView,
        runner: Runner,
        today: Callable[[], date],
        press: Callable[[], GuardedPress] = GuardedPress,
    ) -> None:
        self._diary = diary
        self._view = view
        self._runner = runner
        self._today = today
        self._make_press = press
        self._group_id = EVERYBODY
        self._people: tuple[PersonLine, ...] = ()
        self._pile: Batch | None = None
        self._results: list[Made | Refused] = []
        self._is_left = False
        self.wanted = Wanted()

    # What is chosen -------------------------------------------------------------------------------

    def groups(self) -> tuple[tuple[str, str], ...]:
        """Return what can be chosen: everybody, then each group somebody is in today, by name."""
        here = {
            member.group_id
            for member in self._diary.all(Membership)
            if member.left_on is None or member.left_on >= self._today()
        }
        groups = sorted(
            (one.working_name, one.id)
            for one in self._diary.all(Group)
            if one.id in here and (one.ends_on is None or one.ends_on >= self._today())
        )
        return ((EVERYBODY, "Everybody in a group today"), *((key, name) for name, key in groups))

    def choose(self, group_id: str, wanted: Wanted) -> None:
        """List the pupils of a group, or of all, and how the report that is wanted stands for each."""
        is_same = group_id == self._group_id and wanted.audience == self.wanted.audience
        ticked = {one.pupil_id: one.is_on for one in self._people} if is_same else {}
        self._group_id, self.wanted = group_id, wanted
        self._people = tuple(
            self._line(pupil, ticked) for pupil in batch.now_in(self._diary, self._today(), group_id)
        )
        self._view.show_people(self._people)
        self._view.show_count(self.count)

    def tick(self, pupil_id: str, *, is_on: bool) -> None:
        """Put a pupil in or take them out."""
        self._people = tuple(
            replace(one, is_on=is_on) if one.pupil_id == pupil_id else one for one in self._people
        )
        self._view.show_count(self.count)

    def tick_all(self, *, is_on: bool) -> None:
        """Put everybody in or take them out."""
        self._people = tuple(replace(one, is_on=is_on) for one in self._people)
        self._view.show_people(self._people)
        self._view.show_count(self.count)

    @property
    def count(self) -> int:
        """For how many pupils it would be."""
        return sum(one.is_on for one in self._people)

    @property
    def is_under_way(self) -> bool:
        """Whether reports are being made."""
        return self._pile is not None

    def _line(self, pupil: Pupil, ticked: Mapping[str, bool]) -> PersonLine:
        """Return a pupil's line. One whose draft nobody has looked at is not ticked by itself."""
        held = self._diary.find(
            Report, order=("-updated_at", "-id"), pupil_id=pupil.id, audience=self.wanted.audience
        )
        given = [one.given_on for one in held if one.status is ReportStatus.GIVEN and one.given_on]
        is_begun = any(one.status is not ReportStatus.GIVEN for one in held)
        said = ["A draft is there"] if is_begun else []
        said += [f"Last given on {dates.day_and_month(max(given), year=True)}"] if given else []
        name = f"{pupil.first_name} {pupil.last_name}".strip()
        under = ". ".join(said) or "Not begun: its first draft would go, as it is"
        return PersonLine(pupil.id, name, under, ticked.get(pupil.id, is_begun))

    # Making them ----------------------------------------------------------------------------------

    def begin(self, folder: Path) -> None:
        """Make the reports of everybody ticked, one after the other, into a folder."""
        if self._pile is not None or not self.count:
            return
        if self._diary.is_read_only:
            self._view.show_problem(ONLY_TO_LOOK)
            return
        pupils = [self._diary.get(Pupil, one.pupil_id) for one in self._people if one.is_on]
        wanted = self.wanted
        order = Order(
            audience=wanted.audience,
            folder=folder,
            label=LABELS[wanted.audience],
            fmt=wanted.fmt,
            purpose=wanted.purpose,
            large_print=wanted.large_print and wanted.audience is ReportAudience.SCHOOL,
        )
        pile = Batch(self._diary, [one for one in pupils if one], order, self._today(), self._make_press())
        try:
            pile.make_folder()
        except TutorDiaryError as error:
            self._view.show_problem(str(error))
            return
        self._pile, self._results = pile, []
        self._go_on()

    def stop(self) -> None:
        """Make no more: the one under way is not written, those before it stay. Nothing when none is made."""
        if self._pile is not None:
            self._pile.stop()

    def forget(self) -> None:
        """Make no more and tell nobody: the sheet is gone."""
        self._is_left = True
        self.stop()

    def _go_on(self) -> None:
        pile = self._pile
        assert pile is not None
        if pile.is_over:
            self._finish(pile)
            return
        words = f"Report {pile.done + 1} of {pile.total}"
        if not self._is_left:
            self._view.show_progress(pile.done, pile.total, words)
        self._runner.run(pile.step, self._on_step, self._on_failed)

    def _on_step(self, made: Made | Refused | None) -> None:
        if made is not None:
            self._results.append(made)
        self._go_on()

    def _on_failed(self, error: TutorDiaryError) -> None:
        # ``step`` answers for what fails inside it; this is the runner's own refusal.
        pile, self._pile = self._pile, None
        if pile is not None:
            pile.close()
        if not self._is_left:
            self._view.show_problem(str(error))

    def _finish(self, pile: Batch) -> None:
        self._pile = None
        pile.close()
        made = {one.pupil_id for one in self._results if isinstance(one, Made)}
        self._people = tuple(
            replace(one, is_on=one.is_on and one.pupil_id not in made) for one in self._people
        )
        if not self._is_left:
            self._view.show_outcome(outcome(self._results, pile.total))


def outcome(results: list[Made | Refused], total: int) -> Outcome:
    """Return what came of a pile of ``total`` reports; one that was stopped has fewer results."""
    made = [one for one in results if isinstance(one, Made)]
    refused = tuple(
        RefusedLine(one.pupil_id, one.name, one.why) for one in results if isinstance(one, Refused)
    )
    left = total - len(results)
    parts = [f"{len(made)} of {total} report{'s' if total != 1 else ''} written."]
    if refused:
        parts.append(f"{len(refused)} not written: why stands below.")
    if left:
        parts.append(f"Stopped with {left} still to do.")
    if made:
        parts.append(NOT_LOCKED)
    look_at = tuple(f"{one.file.stem}: {words}" for one in made for words in one.look_at)
    return Outcome(" ".join(parts), not refused and not left, refused, look_at)
