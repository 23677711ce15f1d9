"""Case studies: woven from dated, labelled evidence, worked on in pieces, given with names changed.

``review`` and ``draft`` make the first draft of a pupil's or a group's story without keeping it; a study that
is kept is worked on at ``desk.CaseDesk``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tutordiary.diary import Diary
from tutordiary.drafting.case import short, story
from tutordiary.drafting.case.story import CaseDraft, Woven
from tutordiary.evidence import Period
from tutordiary.model import CaseStudy, CaseSubject
from tutordiary.release.review import ReviewItem, require_cleared

__all__ = ["CaseDraft", "draft", "first_draft", "review"]

UNKEPT = "story"


def first_draft(
    diary: Diary, about_id: str, period: Period, subject: CaseSubject = CaseSubject.PUPIL
) -> Woven:
    """Return the first draft of a study that is not kept; ``about_id`` is a pupil, else a group."""
    is_pupil = subject is CaseSubject.PUPIL
    study = CaseStudy(
        id=UNKEPT,
        subject=subject,
        pupil_id=about_id if is_pupil else None,
        group_id=None if is_pupil else about_id,
        period_from=period.first,
        period_to=period.last,
    )
    pieces = story.first_pieces(diary, study)
    return story.woven(diary, replace(study, pull_quote=short.first_quote(diary, pieces)), pieces)


def review(
    diary: Diary, about_id: str, period: Period, subject: CaseSubject = CaseSubject.PUPIL
) -> tuple[ReviewItem, ...]:
    """Return the passages the first draft of a study would be made of, with their states."""
    made = first_draft(diary, about_id, period, subject)
    return story.reviewer(diary, made).read(story.passages_of(made))


def draft(
    diary: Diary,
    about_id: str,
    period: Period,
    written_on: date,
    subject: CaseSubject = CaseSubject.PUPIL,
) -> CaseDraft:
    """Lay out the first draft. Raises: NeedsEyes when a passage was not read and decided."""
    made = first_draft(diary, about_id, period, subject)
    items = story.reviewer(diary, made).read(story.passages_of(made))
    require_cleared(items)
    return story.compose(diary, made, items, written_on)
