"""Sheets for the wall, the folder and the pen: the learning plan, and slips for comments."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tutordiary.documents.parts import Role, Style, TargetResult


@dataclass(frozen=True, slots=True)
class PlanTarget:
    """A target on a learning plan, first in the pupil's own words, with how the pupil will know."""

    pupil_words: str
    kind: str = ""
    adult_words: str = ""
    set_on: date | None = None
    review_by: date | None = None
    steps: tuple[str, ...] = ()
    pupil_review: str = ""
    result: TargetResult = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningPlan:
    """An individual learning plan: one side for the wall or the folder, in the child's words.

    ``for_wall`` leaves out whatever a passer-by should not read: the surname, what helps, adult words.
    """

    name: str
    group: str = ""
    school: str = ""
    likes: str = ""
    what_helps: str = ""
    targets: tuple[PlanTarget, ...] = ()
    tutor: str = ""
    service: str = ""
    made_on: date | None = None
    for_wall: bool = False
    style: Style = field(default_factory=Style)


@dataclass(frozen=True, slots=True)
class CommentSlip:
    """One slip to fill by hand: who it is for ("pupil", "staff" or "family") and what it asks."""

    role: Role
    title: str
    asks: tuple[str, ...]
    opening: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentSlips:
    """Slips for the pupil, the staff and the family to write on, and to hand back to the tutor."""

    name: str
    slips: tuple[CommentSlip, ...] = ()
    back_to: str = ""
    back_by: date | None = None
    service: str = ""
    style: Style = field(default_factory=Style)
