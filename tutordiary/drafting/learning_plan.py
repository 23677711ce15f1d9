"""The individual learning plan: a pupil's targets in the pupil's own words, for the folder or the wall."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from tutordiary import wording
from tutordiary.diary import Diary
from tutordiary.documents import rich
from tutordiary.documents.content import LearningPlan, PlanTarget, RenderedFile
from tutordiary.drafting import phrasebook, service_template
from tutordiary.drafting.batch import usual_period
from tutordiary.drafting.other_names import names_in
from tutordiary.drafting.pupil_file import PupilFile, gather
from tutordiary.drafting.senco import Choosable
from tutordiary.errors import NotCleared
from tutordiary.model import Audience, Disclosure, Pupil, ReportAudience, ReviewResult, Target, TargetKind
from tutordiary.release import disclosures
from tutordiary.vault import files

PURPOSE = "learning_plan"
PRINTED = "printed"
"""Stands in the log where a file has its name."""
MOST_TARGETS = 4
"""As many as stay readable on one side."""

_KIND = {**wording.TARGET_KIND, TargetKind.OWN: "my own"}
_OPEN = (None, ReviewResult.NEARLY, ReviewResult.STILL_GOING)


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """What the tutor chose for one pupil's sheet. ``targets`` holds only those that were ticked by hand."""

    for_wall: bool = False
    likes: bool = True
    helps: bool = True
    large_print: bool = False
    targets: tuple[tuple[str, bool], ...] = ()

    def with_target(self, target_id: str, *, included: bool) -> PlanChoice:
        """Return the choice with one target put in or taken out."""
        kept = {**dict(self.targets), target_id: included}
        return replace(self, targets=tuple(sorted(kept.items())))

    def as_json(self) -> str:
        """Return the choice as it is kept among the diary's preferences: ids and yes or no, no words."""
        return json.dumps(
            {
                "wall": self.for_wall,
                "likes": self.likes,
                "helps": self.helps,
                "large": self.large_print,
                "targets": dict(self.targets),
            },
            sort_keys=True,
        )


def choice_of(kept: str) -> PlanChoice:
    """Return a choice as it was kept, or the usual one when there is none that can be read."""
    try:
        held = json.loads(kept or "{}")
        ticked = {str(key): bool(on) for key, on in dict(held.get("targets", {})).items()}
    except (ValueError, TypeError, AttributeError):
        return PlanChoice()
    return PlanChoice(
        for_wall=bool(held.get("wall", False)),
        likes=bool(held.get("likes", True)),
        helps=bool(held.get("helps", True)),
        large_print=bool(held.get("large", False)),
        targets=tuple(sorted(ticked.items())),
    )


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A plan as it stands: what it was made of, what was chosen, and the targets that may go in."""

    file: PupilFile
    choice: PlanChoice
    items: tuple[Choosable, ...]
    plan: LearningPlan
    blocked: tuple[str, ...] = field(default=())


def load(diary: Diary, pupil_id: str, today: date, choice: PlanChoice | None = None) -> PlanDraft:
    """Return a pupil's plan, without having looked for what may not stand in it: see ``checked``."""
    choice = choice or PlanChoice()
    first, _ = usual_period(diary, pupil_id, today)
    file = gather(diary, pupil_id, min(first, today), today)
    ticked = dict(choice.targets)
    items = tuple(
        Choosable(
            target.id,
            "target",
            target.set_on,
            target.pupil_words or target.adult_words,
            ticked.get(target.id, _begins_inside(target, choice)),
        )
        for target in file.targets
    )
    return PlanDraft(file, choice, items, _plan(diary, file, choice, items, today))


def _begins_inside(target: Target, choice: PlanChoice) -> bool:
    """Return whether a target that is still worked on may be read where the sheet goes."""
    readers = {Audience.FAMILY} if choice.for_wall else {Audience.FAMILY, Audience.SCHOOL}
    return bool(target.audiences & readers) and target.review_result in _OPEN


def _plan(
    diary: Diary, file: PupilFile, choice: PlanChoice, items: tuple[Choosable, ...], today: date
) -> LearningPlan:
    inside = {item.item_id for item in items if item.included}
    base = service_template.style_of(diary, ReportAudience.FAMILY)
    style = replace(base, large_print=choice.large_print, is_sample=file.is_sample, left_out=(), headings=())
    tutor = file.tutor
    on_wall = choice.for_wall
    return LearningPlan(
        name=_name(file.pupil, first_only=on_wall),
        group=file.group.pupils_name if file.group else "",
        school="" if on_wall or file.setting is None else file.setting.name,
        likes=file.pupil.interests_and_strengths if choice.likes else "",
        what_helps="" if on_wall or not choice.helps else file.pupil.what_helps,
        targets=tuple(
            _told(target, today, on_wall=on_wall) for target in file.targets if target.id in inside
        ),
        tutor=tutor.name if tutor else "",
        service=style.service or (tutor.service if tutor else ""),
        made_on=today,
        for_wall=on_wall,
        style=style,
    )


def _name(pupil: Pupil, *, first_only: bool) -> str:
    last = "" if first_only else pupil.last_name[:1]
    return f"{pupil.first_name} {last}." if last else pupil.first_name


def _told(target: Target, today: date, *, on_wall: bool) -> PlanTarget:
    """Return a target for the sheet. Lines of a list in the adults' words are its steps."""
    parts = rich.parse(target.adult_words)
    listed = ("bullet", "number")
    adult = "\n".join(part.text for part in parts if part.kind not in listed)
    result = wording.REVIEW_RESULT[target.review_result] if target.review_result else ""
    return PlanTarget(
        target.pupil_words,
        kind=_KIND[target.kind],
        adult_words="" if on_wall and target.pupil_words else adult,
        set_on=target.set_on,
        review_by=target.review_by if target.review_by and target.review_by >= today else None,
        steps=tuple(part.text for part in parts if part.kind in listed),
        pupil_review="" if on_wall else target.pupil_review,
        result="" if on_wall else result,  # type: ignore[arg-type]
    )


# Leaving the diary --------------------------------------------------------------------------------------


def check(diary: Diary, draft: PlanDraft) -> PlanDraft:
    """Return the plan with a sentence for each thing that keeps it back. Takes longer in an old diary."""
    passages = [("the plan", text) for text in _texts(draft.plan) if text]
    names = names_in(diary, draft.file.pupil.id, passages)
    never = phrasebook.stopped(diary, draft.plan, draft.file.pupil.school_hopes)
    blocked = [
        *(f"Another pupil’s name stands here: {one.name}, in “…{one.around}…”." for one in names),
        *(f"“{one.word}” may not stand here: “…{one.around}…”. Better: {one.why}." for one in never),
    ]
    return replace(draft, blocked=tuple(dict.fromkeys(blocked)))


def checked(diary: Diary, draft: PlanDraft) -> PlanDraft:
    """Return a plan that may leave. Raises: NotCleared with what keeps it back."""
    looked_over = check(diary, draft)
    if looked_over.blocked:
        what = " ".join(looked_over.blocked[:3])
        raise NotCleared(
            f"{what} Nothing was written. Reword it on the pupil’s page or leave it out, then try again."
        )
    return looked_over


def _texts(plan: LearningPlan) -> Iterator[str]:
    yield from (plan.group, plan.service, plan.likes, plan.what_helps)
    for target in plan.targets:
        yield from (target.pupil_words, target.adult_words, target.pupil_review, *target.steps)


def hand_over(
    diary: Diary, draft: PlanDraft, rendered: RenderedFile, target: Path, *, given_to: str = ""
) -> Disclosure:
    """Write the finished sheet and note that it left. Raises: DiskFull, CannotWrite; then nothing left."""
    files.write_document(target, rendered.data, "the learning plan")
    with disclosures.taking_back(target):
        return _note(diary, draft, rendered, target.name, given_to)


def note_printed(diary: Diary, draft: PlanDraft, rendered: RenderedFile) -> Disclosure:
    """Note that the sheet was printed; the same pages are noted once."""
    digest = hashlib.sha256(rendered.data).hexdigest()
    before = diary.find(Disclosure, file_sha256=digest, file_name=PRINTED)
    return before[0] if before else _note(diary, draft, rendered, PRINTED, "")


def _note(
    diary: Diary, draft: PlanDraft, rendered: RenderedFile, file_name: str, given_to: str
) -> Disclosure:
    on_wall = draft.choice.for_wall
    return disclosures.note(
        diary,
        {"items": len(draft.plan.targets), "wall": on_wall},
        purpose=PURPOSE,
        recipient_class="pupil" if on_wall else "school",
        recipient=given_to,
        file_name=file_name,
        file_sha256=hashlib.sha256(rendered.data).hexdigest(),
        pupil_ids=(draft.file.pupil.id,),
    )


def suggested_name(draft: PlanDraft, fmt: str) -> str:
    """Return a file name without a full name in it: file lists are read over shoulders."""
    pupil = draft.file.pupil
    initials = (pupil.first_name[:1] + pupil.last_name[:1]).upper()
    return f"{initials} music plan {draft.file.period_to:%Y-%m}.{fmt}"
