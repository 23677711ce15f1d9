"""Slips for pupil, school and family to write on: what each is asked, and to whom they go back."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from tutordiary.diary import Diary
from tutordiary.documents.content import CommentSlip, CommentSlips, RenderedFile, Style
from tutordiary.drafting.other_names import names_in, refusal
from tutordiary.drafting.pupil_file import PupilFile
from tutordiary.errors import NotCleared
from tutordiary.model import Disclosure, Voice
from tutordiary.release import disclosures
from tutordiary.vault import files

PURPOSE, PRINTED = "comment_slips", "printed"
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


def checked(diary: Diary, pupil_id: str, slips: CommentSlips) -> CommentSlips:
    """Return slips that may leave. Raises: NotCleared when the service's name holds another pupil's."""
    found = names_in(diary, pupil_id, [("the name of the service", slips.service)])
    if found:
        raise NotCleared(refusal(found).replace("this report", "these slips"))
    return slips


def hand_over(diary: Diary, pupil_id: str, rendered: RenderedFile, target: Path) -> Disclosure:
    """Write the slips and note that they left. Raises: DiskFull, CannotWrite; then nothing left."""
    files.write_document(target, rendered.data, "the slips")
    with disclosures.taking_back(target):
        return _note(diary, pupil_id, rendered, target.name)


def note_printed(diary: Diary, pupil_id: str, rendered: RenderedFile) -> Disclosure:
    """Note that the slips were printed; the same pages are noted once."""
    digest = hashlib.sha256(rendered.data).hexdigest()
    before = diary.find(Disclosure, file_sha256=digest, file_name=PRINTED)
    return before[0] if before else _note(diary, pupil_id, rendered, PRINTED)


def _note(diary: Diary, pupil_id: str, rendered: RenderedFile, file_name: str) -> Disclosure:
    return disclosures.note(
        diary,
        {},
        purpose=PURPOSE,
        recipient_class="school",
        file_name=file_name,
        file_sha256=hashlib.sha256(rendered.data).hexdigest(),
        pupil_ids=(pupil_id,),
    )
