"""Erasing a pupil as the app does it: nobody gets the names again that they went by in stories."""

from __future__ import annotations

from collections.abc import Mapping

from tutordiary.diary import Diary, erasure
from tutordiary.diary.erasure import ErasureReport, Reason, Treat
from tutordiary.drafting.case.names import called_in_stories
from tutordiary.errors import NotCleared


def erase_pupil(
    diary: Diary,
    pupil_id: str,
    decisions: Mapping[str, Treat] | None = None,
    *,
    reason: Reason = Reason.ASKED,
) -> ErasureReport:
    """Erase a pupil. As ``erasure.erase``, which says what it raises."""
    return erasure.erase(diary, pupil_id, decisions, reason=reason, called=_called(diary, pupil_id))


def _called(diary: Diary, pupil_id: str) -> tuple[str, ...]:
    """Return the changed names of the stories that were given away."""
    try:
        return called_in_stories(diary, pupil_id)
    except NotCleared:
        return ()
