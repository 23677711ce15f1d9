"""Puts sample records into a diary that was just made."""

from __future__ import annotations

from collections.abc import Iterable

from tutordiary.diary import Diary
from tutordiary.errors import BugError
from tutordiary.model import FrameworkVersion, Record


def fill(diary: Diary, records: Iterable[Record]) -> None:
    """Write sample records, in the order given, into an empty diary that is marked as sample."""
    if not diary.is_sample:
        raise BugError("sample records belong in a diary that is marked as sample")
    with diary.together():
        # The sample brings the framework its own programme was made with.
        diary.remove(*diary.all(FrameworkVersion))
        diary.add(*records)
