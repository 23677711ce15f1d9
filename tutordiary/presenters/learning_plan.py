"""The page of learning plans: whose, where the sheet goes, what stands on it, and how it leaves."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from tutordiary import dates, wording
from tutordiary.diary import Diary, reading
from tutordiary.documents.content import RenderedFile
from tutordiary.drafting import learning_plan, report_desk
from tutordiary.drafting.learning_plan import PlanChoice, PlanDraft
from tutordiary.drafting.report_desk import FileFormat
from tutordiary.errors import TutorDiaryError
from tutordiary.model import Pupil, Target
from tutordiary.presenters.find_lines import Landing
from tutordiary.presenters.report_state import PupilChoice
from tutordiary.presenters.work import Runner

OPEN = "learning_plan"  # a preference of the diary: whose plan, and what was ticked
MANY_TARGETS = "More than four targets are hard to keep in mind, and do not fit one side well."
NO_TARGETS = "No target is agreed yet. The sheet has room to write some together."
NONE_TICKED = "No target is ticked. The sheet has room to write some together."
NOT_LOCKED = "The file is not locked: anyone who has it can read it."


@dataclass(frozen=True, slots=True)
class TargetTick:
    """A target that may go in: its words, what to know about it, and whether it is ticked."""

    target_id: str
    words: str
    note: str
    included: bool


@dataclass(frozen=True, slots=True)
class PlanPage:
    """What the page shows. ``has_likes`` and ``has_helps`` say whether there are words to tick at all.

    ``remark`` is a sentence about the targets, mostly empty.
    """

    pupil_id: str
    name: str
    choice: PlanChoice
    targets: tuple[TargetTick, ...]
    has_likes: bool
    has_helps: bool
    remark: str


class PlanView(Protocol):
    """What the page's window can do."""

    def show_pupils(self, pupils: tuple[PupilChoice, ...]) -> None:
        """Offer the pupils to choose from; with none, say how to begin."""

    def show_plan(self, page: PlanPage) -> None:
        """Draw the choices of one pupil's plan."""

    def show_sheet(self, rendered: RenderedFile, text: str) -> None:
        """Draw the finished sheet, and hold the same as text."""

    def show_blocked(self, sentences: tuple[str, ...]) -> None:
        """Say what keeps the sheet back; nothing does when there are none."""

    def print_sheet(self, data: bytes) -> None:
        """Print a finished PDF, and call ``printed`` once it was sent."""

    def say(self, sentence: str, *, is_good: bool) -> None:
        """Say how something went."""


class PlanPresenter:
    """Holds whose plan is on the page. It keeps no words: those are the pupil's own records."""

    def __init__(self, diary: Diary, view: PlanView, runner: Runner, today: Callable[[], date]) -> None:
        self._diary = diary
        self._view = view
        self._runner = runner
        self._today = today
        self._pupil_id = ""
        self._choice = PlanChoice()
        self._draft: PlanDraft | None = None
        self._to_note: tuple[PlanDraft, RenderedFile] | None = None
        self._wanted = 0

    def arrive(self, pupil_id: str = "") -> None:
        """Offer the pupils, and draw the plan of the one asked for, or else the one last looked at."""
        pupils = self._pupils()
        self._view.show_pupils(pupils)
        if not pupils:
            return
        held, choice = self._kept()
        known = {one.pupil_id for one in pupils}
        wanted = next((one for one in (pupil_id, held) if one in known), pupils[0].pupil_id)
        self._open(wanted, choice if wanted == held else _without_ticks(choice))

    def choose_pupil(self, pupil_id: str) -> None:
        """Draw another pupil's plan; where it goes and how large stays."""
        self._open(pupil_id, _without_ticks(self._choice))

    def set_wall(self, *, on: bool) -> None:
        """Make the sheet for the wall, or for the folder. Which targets go in begins anew."""
        self._open(self._pupil_id, _without_ticks(replace(self._choice, for_wall=on)))

    def set_large_print(self, *, on: bool) -> None:
        """Print large, or not."""
        self._open(self._pupil_id, replace(self._choice, large_print=on))

    def set_likes(self, *, on: bool) -> None:
        """Print what the pupil likes, or not."""
        self._open(self._pupil_id, replace(self._choice, likes=on))

    def set_helps(self, *, on: bool) -> None:
        """Print what helps, or not."""
        self._open(self._pupil_id, replace(self._choice, helps=on))

    def include(self, target_id: str, *, included: bool) -> None:
        """Put a target in, or take it out."""
        self._open(self._pupil_id, self._choice.with_target(target_id, included=included))

    def place_of(self, target_id: str = "") -> Landing:
        """Return where a target is changed, or with none where one is added: on the pupil's page."""
        return Landing("pupil", pupil_id=self._pupil_id, part="target", record_id=target_id)

    # Leaving ----------------------------------------------------------------------------------------

    def suggested_name(self, fmt: FileFormat) -> str:
        """Return a file name without a full name in it; empty before a plan is on the page."""
        return learning_plan.suggested_name(self._draft, fmt) if self._draft is not None else ""

    def save(self, fmt: FileFormat, target: Path) -> None:
        """Write the sheet and note that it left, unless something blocks it."""

        def done(made: tuple[PlanDraft, RenderedFile]) -> None:
            draft, rendered = made
            try:
                learning_plan.hand_over(self._diary, draft, rendered, target)
            except TutorDiaryError as error:
                self._refused(error)
                return
            self._view.say(
                " ".join((f"Written: {target.name}.", NOT_LOCKED, *rendered.warnings)), is_good=True
            )

        self._runner.run(lambda: self._finished(fmt), done, self._refused)

    def print(self) -> None:
        """Print the sheet, unless something blocks it."""

        def done(made: tuple[PlanDraft, RenderedFile]) -> None:
            self._to_note = made
            self._view.print_sheet(made[1].data)

        self._runner.run(lambda: self._finished("pdf"), done, self._refused)

    def printed(self, sentence: str) -> None:
        """Note that the sheet went to the printer, and say so."""
        if self._to_note is None:
            return
        made, self._to_note = self._to_note, None
        try:
            learning_plan.note_printed(self._diary, *made)
        except TutorDiaryError as error:
            self._refused(error)
            return
        self._view.say(sentence, is_good=True)

    def _finished(self, fmt: FileFormat) -> tuple[PlanDraft, RenderedFile]:
        draft = learning_plan.load(self._diary, self._pupil_id, self._today(), self._choice)
        checked = learning_plan.checked(self._diary, draft)
        return checked, report_desk.render(checked.plan, fmt)

    def _refused(self, error: TutorDiaryError) -> None:
        self._view.say(str(error), is_good=False)

    # Showing ----------------------------------------------------------------------------------------

    def _open(self, pupil_id: str, choice: PlanChoice) -> None:
        if self._diary.get(Pupil, pupil_id) is None:
            return  # erased while on the page
        self._pupil_id, self._choice = pupil_id, choice
        kept = json.dumps({"pupil": pupil_id, "choice": choice.as_json()})
        if kept != self._diary.preference(OPEN):
            self._diary.keep_preference(OPEN, kept)
        draft = learning_plan.load(self._diary, pupil_id, self._today(), choice)
        self._draft = draft
        self._view.show_plan(self._page(draft))
        self._draw(draft)

    def _draw(self, draft: PlanDraft) -> None:
        self._wanted += 1
        number = self._wanted

        def draw() -> tuple[RenderedFile, str] | None:
            if number != self._wanted:
                return None
            from tutordiary.documents.writer import write

            text = write(draft.plan, "text").data.decode("utf-8")
            return report_desk.render(draft.plan, "pdf"), text

        def drawn(made: tuple[RenderedFile, str] | None) -> None:
            if made is not None and number == self._wanted:
                self._view.show_sheet(*made)

        def check() -> PlanDraft | None:
            return learning_plan.check(self._diary, draft) if number == self._wanted else None

        def checked(found: PlanDraft | None) -> None:
            if found is not None and number == self._wanted:
                self._view.show_blocked(found.blocked)

        self._runner.run(draw, drawn, self._refused)
        self._runner.run(check, checked, self._refused)

    def _page(self, draft: PlanDraft) -> PlanPage:
        targets = {one.id: one for one in draft.file.targets}
        ticks = tuple(
            TargetTick(one.item_id, one.text, _note(targets[one.item_id]), one.included)
            for one in draft.items
        )
        remark = "" if draft.plan.targets else NONE_TICKED if ticks else NO_TARGETS
        if len(draft.plan.targets) > learning_plan.MOST_TARGETS:
            remark = MANY_TARGETS
        return PlanPage(
            pupil_id=draft.file.pupil.id,
            name=draft.file.pupil.first_name,
            choice=draft.choice,
            targets=ticks,
            has_likes=bool(draft.file.pupil.interests_and_strengths),
            has_helps=bool(draft.file.pupil.what_helps),
            remark=remark,
        )

    def _kept(self) -> tuple[str, PlanChoice]:
        try:
            held = json.loads(self._diary.preference(OPEN) or "{}")
            return str(held.get("pupil", "")), learning_plan.choice_of(str(held.get("choice", "")))
        except (ValueError, AttributeError):
            return "", PlanChoice()

    def _pupils(self) -> tuple[PupilChoice, ...]:
        now = {one.pupil.id for one in reading.current_pupils(self._diary, self._today())}
        choices = [
            PupilChoice(pupil_id, f"{name}, {group}" if group else name, is_current=pupil_id in now)
            for pupil_id, name, group in reading.names_of_all(self._diary)
        ]
        return tuple(sorted(choices, key=lambda one: (not one.is_current, one.words.casefold())))


def _without_ticks(choice: PlanChoice) -> PlanChoice:
    return replace(choice, targets=())


def _note(target: Target) -> str:
    said = f"{wording.TARGET_KIND[target.kind]}, chosen {dates.day_and_month(target.set_on, year=True)}"
    result = wording.REVIEW_RESULT[target.review_result] if target.review_result else ""
    words = f"{said}, {result}" if result else said
    return words[:1].upper() + words[1:]
