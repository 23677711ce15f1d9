"""A sample diary with twenty weeks of one group, made once, and what a case study needs of a window."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from pathlib import Path

from tutordiary.diary import Diary
from tutordiary.model import CaseStudy, ReviewDecision
from tutordiary.sample import fill, sample_records
from tutordiary.vault.ciphers import LOWEST_COST

TODAY = date(2026, 11, 22)
SECRET = "quiet harbour lantern plum"
WHO = "Safiya"
REMEMBERED = (
    "case_studio",
    "case studio caret",
    "share_case_choice",
    "share_case_read_by",
    "share intruder CasePresenter",
    "share kept words seen",
    "share place CasePresenter",
)


@contextmanager
def sample_diary(folder: Path):
    """Open a diary of invented people, as it stands today."""
    diary, _ = Diary.create(
        folder / "diary", SECRET, cost=LOWEST_COST, state_folder=folder / "state", is_sample=True
    )
    try:
        fill(diary, sample_records(TODAY))
        yield diary
    finally:
        diary.close()


def clear(diary: Diary) -> None:
    """Take every case study away again, with every decision and what is remembered of where one stood."""
    diary.remove(*diary.all(CaseStudy), *diary.all(ReviewDecision))
    for name in REMEMBERED:
        diary.keep_preference(name, "")
    for draft in diary.drafts("case_study/"):
        diary.drop_draft(draft.key)
