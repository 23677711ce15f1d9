"""Slips for pupil, school and family to write on: what each is asked, and to whom they go back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tutordiary.diary import Diary
from tutordiary.documents.content import CommentSlip, CommentSlips, Style
from tutordiary.drafting.pupil_file import PupilFile
from tutordiary.model import Voice

COMMENT_SLIP = "comment slip"  # how the words were caught, in the record
BACK_WITHIN = timedelta(weeks=8)
"""Slips come back after the last session, and belong to the report they were asked for."""

PUPIL = ("What I liked best", "What was hard, and what I did then", "What I want to do next")
STAFF = ("What have you noticed?", "Where was it, and when?")
FAMILY_LAST = "Anything we should know?"


def comment_slips(file: PupilFile, base: Style | None = None, *, back_by: date | None = None) -> CommentSlips:
    """Return the slips about one pupil. They say nothing of why the pupil was put forward."""
    name = file.pupil.first_name
    child = name or "your child"
    tutor = file.tutor
    begun = base or Style()
    style = Style(is_sample=file.is_sample, logo=begun.logo, service=begun.service)
    return CommentSlips(
        name=name,
        slips=(
            CommentSlip("pupil", "What I think", PUPIL, "Write or draw. You choose what you share."),
            CommentSlip(
                "staff",
                "What school has seen",
                STAFF,
                "Please write what you saw or heard. A few words are enough. They may stand in the report.",
            ),
            CommentSlip(
                "family",
                "What you have noticed at home",
                (f"What does {child} say or do about music?", FAMILY_LAST),
                "There is no right answer, and you need not answer. Your words may stand in the report.",
            ),
        ),
        back_to=tutor.name if tutor else "",
        back_by=back_by,
        service=begun.service or (tutor.service if tutor else ""),
        style=style,
    )


def with_slips(diary: Diary, file: PupilFile) -> PupilFile:
    """Return a pupil's file with the comment slips that came back in the weeks after its days."""
    late = tuple(
        voice
        for voice in diary.find(
            Voice, order=("said_on", "id"), pupil_id=file.pupil.id, captured_how=COMMENT_SLIP
        )
        if file.period_to < voice.said_on <= file.period_to + BACK_WITHIN
    )
    return replace(file, voices=(*file.voices, *late)) if late else file
