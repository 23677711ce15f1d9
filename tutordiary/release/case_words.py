"""The words of a case study on their way out: each piece is read like any other passage of the diary.

A piece that was taken from an entry goes by what that entry is: who said it, about whom, who agreed. The
tutor's own words go by the pupil the story tells of. The pupils of the story keep one letter all through it,
whatever group a piece comes from; every other child is "another pupil".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tutordiary.anonymise.render import Naming, default_naming
from tutordiary.anonymise.roster import Roster
from tutordiary.diary import Diary
from tutordiary.evidence import Period
from tutordiary.model import Audience
from tutordiary.release.passages import Passage
from tutordiary.release.permissions import Use
from tutordiary.release.pseudonyms import Pseudonyms, Recipient
from tutordiary.release.review import Reviewer

STORY = "story"  # the kind of a passage that is the tutor's own wording of a case study


class CaseReviewer(Reviewer):
    """Reads the pieces of one case study. ``told`` are the pupils of the story, ``study_id`` its occasion."""

    def __init__(self, diary: Diary, period: Period, told: Iterable[str], study_id: str) -> None:
        super().__init__(diary, period, Audience.MANAGER, use=Use.CASE_STUDY)
        self._story = letters_of(diary, told, study_id)

    def _naming(self, roster: Roster, group_id: str | None) -> Naming:  # noqa: ARG002 (one for all groups)
        named = {pupil.entity: "[pupil]" for pupil in self._whole.pupils}
        named.update((pupil, f"[pupil {letter}]") for pupil, letter in self._story.items())
        return default_naming(roster, named)


def letters_of(diary: Diary, told: Iterable[str], study_id: str) -> dict[str, str]:
    """Return the letter of each pupil of a story; they fit no other paper."""
    return Pseudonyms.of(diary, Recipient.CASE_STUDY, study_id).letters(told)


def own_words(
    passage_id: str, text: str, day: date, group_id: str | None, pupil_ids: tuple[str, ...], part: str
) -> Passage:
    """Return the tutor's own words for a part of a story, to be read like any other passage."""
    return Passage(
        id=passage_id,
        kind=STORY,
        text=text.strip(),
        day=day,
        group_id=group_id,
        pupil_ids=pupil_ids,
        source="tutor",
        about=part,
    )


def reworded(source: Passage, passage_id: str, text: str) -> Passage:
    """Return the passage a piece was taken from, saying what the piece says now."""
    return replace(source, id=passage_id, text=text.strip())
