"""Erasing a pupil as the app does it: nobody gets the names again that they went by in stories."""

from __future__ import annotations

from collections.abc import Mapping

from tutordiary.diary import Diary, erasure
from tutordiary.diary.erasure import ErasureReport, Reason, Treat
from tutordiary.drafting.case_study import changed_name
from tutordiary.errors import NotCleared
from tutordiary.model import Disclosure, DisclosureSubject, Pupil


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
    """Return the changed name of the stories that were given away, if there was one."""
    told = {one.disclosure_id for one in diary.find(DisclosureSubject, pupil_id=pupil_id)}
    if not any(one.id in told for one in diary.find(Disclosure, purpose="case_study")):
        return ()
    try:
        return (changed_name(diary, diary.need(Pupil, pupil_id)),)
    except NotCleared:
        return ()
