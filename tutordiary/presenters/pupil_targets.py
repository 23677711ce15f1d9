"""Targets of a pupil: at most three live, in the child's words, reviewed in the child's words too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from tutordiary import dates, wording
from tutordiary.diary import Diary
from tutordiary.diary.reading import current_pupils
from tutordiary.model import Pupil, Record, ReviewResult, Target, TargetEvidence
from tutordiary.presenters.forms import Form, FormField, Forms, Problem
from tutordiary.presenters.pupil_links import link_target, short, signs_of
from tutordiary.presenters.pupil_questions import WHO_MAY_SEE, choices, today_words

MOST_LIVE = 3
ENOUGH = (
    "Three targets are live already, and three is plenty for a child. Look at one of them together first:"
    " once it is reviewed, there is room for another."
)
ASK_WHEN = "Write the day it was reviewed, for example 14 October."
ASK_RESULT = "Choose how it was reviewed, or leave the day empty."


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a sheet is not opened now, and what could be opened first: ids with words."""

    title: str
    sentence: str
    kind: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """A live target whose review is due. ``words`` are the child's."""

    pupil_id: str
    name: str
    target_id: str
    words: str
    due_on: date


def is_live(target: Target) -> bool:
    """Return whether a target is still being worked on: not reviewed, or reviewed as still going."""
    return target.review_result in (None, ReviewResult.STILL_GOING)


def live_targets(diary: Diary, pupil_id: str) -> tuple[Target, ...]:
    """Return a pupil's live targets, oldest first."""
    return tuple(one for one in diary.find(Target, order=("set_on", "id"), pupil_id=pupil_id) if is_live(one))


def refusal(diary: Diary, pupil_id: str) -> Refusal | None:
    """Return why no further target can be set now, with the live ones to review; None when one can."""
    live = live_targets(diary, pupil_id)
    if len(live) < MOST_LIVE:
        return None
    return Refusal(
        "A fourth target", ENOUGH, "target", tuple((one.id, short(one.pupil_words)) for one in live)
    )


def reviews_due(diary: Diary, today: date) -> tuple[ReviewDue, ...]:
    """Return the live targets of current pupils whose day to look again has come, the oldest day first."""
    found: list[ReviewDue] = []
    seen: set[str] = set()
    for one in current_pupils(diary, today):
        if one.pupil.id in seen:
            continue
        seen.add(one.pupil.id)
        found += [
            ReviewDue(one.pupil.id, one.pupil.first_name, target.id, target.pupil_words, target.review_by)
            for target in live_targets(diary, one.pupil.id)
            if target.review_by is not None and target.review_by <= today
        ]
    return tuple(sorted(found, key=lambda due: (due.due_on, due.name, due.target_id)))


@dataclass(frozen=True, slots=True)
class TargetExtra:
    """Keeps what a target is linked to, and holds to three live ones."""

    diary: Diary

    def problem(self, record: Record, _values: Mapping[str, str]) -> Problem | None:
        """Refuse a fourth live target, and half a review."""
        assert isinstance(record, Target)
        if record.review_result and record.reviewed_on is None:
            return Problem("reviewed_on", ASK_WHEN)
        if record.reviewed_on is not None and record.review_result is None:
            return Problem("review_result", ASK_RESULT)
        others = [one for one in live_targets(self.diary, record.pupil_id) if one.id != record.id]
        if is_live(record) and len(others) >= MOST_LIVE:
            return Problem("pupil_words", f"{ENOUGH} Nothing was kept yet, and your words stay here.")
        return None

    def keep(self, record: Record, values: Mapping[str, str]) -> None:
        """Link what is ticked."""
        link_target(self.diary, record, values)


def target_form(forms: Forms, diary: Diary, today: Callable[[], date], pupil_id: str, record_id: str) -> Form:
    """Return the sheet for a target: three steps, who was there, what bears on it, its review."""
    linked = {one.observation_id for one in diary.find(TargetEvidence, target_id=record_id or "-")}
    name = diary.need(Pupil, pupil_id).first_name
    questions = [
        FormField(
            "pupil_words", f"1  What are we trying to do? In {name}’s words", "text", "I want to…",
            is_needed=True,
        ),
        FormField(
            "adult_words", "2  The best way there   3  How we will know it", "text",
            "A small step: what somebody would see or hear, where, how often, by when",
        ),
        FormField("kind", "What it is about", "choice", choices=choices(wording.TARGET_KIND)),
        FormField("set_on", "Set on", is_needed=True),
        FormField("set_with", "Set with", hint="Who was in the room"),
        FormField("review_by", "Look again by", hint="It is on Today from that day on"),
        FormField(
            "evidence", "What bears on it", "links", "Small signs of this pupil alone",
            signs_of(diary, pupil_id, linked),
        ),
    ]  # fmt: skip
    if record_id:
        questions += [
            FormField(
                "review_result", f"Looked at together: what does {name} say?", "choice",
                choices=choices(wording.REVIEW_RESULT, none="Not looked at yet"),
            ),
            FormField("reviewed_on", "Looked at on"),
            FormField("pupil_review", f"{name}’s own words about it", "text", "Exactly as said"),
            FormField("what_happened", "What you saw", "text"),
        ]  # fmt: skip
    return forms.open(
        Target,
        "A target",
        (*questions, WHO_MAY_SEE),
        record=diary.get(Target, record_id) if record_id else None,
        fixed={"pupil_id": pupil_id},
        first={"set_on": today_words(today), "kind": "musical", "evidence": " ".join(sorted(linked))},
        extra=TargetExtra(diary),
    )


def target_words(target: Target, today: date) -> str:
    """Return how it stands with a target, in one phrase."""
    if target.review_result is not None and target.reviewed_on is not None:
        words = wording.REVIEW_RESULT[target.review_result]
        return f"{words[:1].upper()}{words[1:]}, {dates.day_and_month(target.reviewed_on, year=True)}"
    if target.review_by is None:
        return "Live"
    day = dates.day_and_month(target.review_by, year=True)
    return f"Live. Time to look at it together: {day}" if target.review_by <= today else f"Live until {day}"
