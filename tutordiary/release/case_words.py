"""The words of a case study on their way out: each piece is read like any other passage of the diary.

A piece that was taken from an entry goes by what that entry is: who said it, about whom, who agreed. The
tutor's own words go by the pupil the story tells of. The pupils of the story keep one letter all through it,
whatever group a piece comes from; every other child is "another pupil".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from tutordiary.anonymise.render import Naming, default_naming
from tutordiary.anonymise.roster import Roster
from tutordiary.diary import Diary, reading
from tutordiary.evidence import Book, Period
from tutordiary.evidence.book import KINDS
from tutordiary.model import Audience, Group, Observation, Record, ReviewDecision, Session, Setting, Voice
from tutordiary.release.bundle import WHOLE
from tutordiary.release.passages import Passage
from tutordiary.release.permissions import Use, may_leave, why_not
from tutordiary.release.pseudonyms import Pseudonyms, Recipient
from tutordiary.release.review import Reviewer

# A talk is of a group only where its setting has no other: all groups are known.
_WHOLE: tuple[type[Record], ...] = (*WHOLE, Group, Setting)
KEPT_BACK = (
    "Somebody’s words stand in it that are labelled for you alone, or whose entry is gone. "
    "Reword it, or label the words where they stand."
)
STORY = "story"  # the kind of a passage that is the tutor's own wording of a case study


class CaseReviewer(Reviewer):
    """Reads the pieces of one case study. ``told`` are the pupils of the story, ``study_id`` its occasion.

    ``book`` is what ``book_of_story`` gives for it. ``kept_back`` are the ids of passages that hold words
    which are labelled for nobody: they are left out. ``of_pupil`` is the one pupil a story is of: where words
    about them may not leave, nothing of it does.
    """

    def __init__(
        self,
        diary: Diary,
        period: Period,
        book: Book,
        told: Iterable[str],
        study_id: str,
        kept_back: Collection[str] = (),
        of_pupil: str | None = None,
    ) -> None:
        super().__init__(diary, period, Audience.MANAGER, use=Use.CASE_STUDY, book=book)
        self._story = letters_of(diary, told, study_id)
        self._kept_back = frozenset(kept_back)
        self._of_pupil = of_pupil

    def _why_left_out(self, passage: Passage, told_of: frozenset[str], decided: list[ReviewDecision]) -> str:
        why = super()._why_left_out(passage, told_of, decided) or self._why_not_told()
        return why or (KEPT_BACK if passage.id in self._kept_back else "")

    def _why_not_told(self) -> str:
        """Return why the pupil may not be told of at all: in their story the tutor's work tells of them."""
        if self._of_pupil is None or may_leave(self._book, self._of_pupil):
            return ""
        told = own_words("", "", date.min, None, (self._of_pupil,), "")
        return why_not(self._book, told, Use.CASE_STUDY)

    def _naming(self, roster: Roster, group_id: str | None) -> Naming:  # noqa: ARG002 (one for all groups)
        named = {pupil.entity: "[pupil]" for pupil in self._whole.pupils}
        named.update((pupil, f"[pupil {letter}]") for pupil, letter in self._story.items())
        return default_naming(roster, named)


def book_of_story(diary: Diary, pupil_ids: Collection[str], group_id: str | None) -> Book:
    """Return what counting and reviewing need for a story of some pupils, and of a group if it is one's.

    It holds less than ``book_for`` and is read faster in an old diary; of the story it says the same.
    """
    theirs = reading.book_of(diary, pupil_ids)
    found: list[Record] = [one for kind in KINDS if kind not in _WHOLE for one in theirs.all(kind)]
    found += [one for kind in _WHOLE for one in diary.all(kind)]
    if group_id is not None:
        found += diary.find(Session, group_id=group_id)
        found += diary.find(Observation, group_id=group_id, pupil_id=None)
        found += diary.find(Voice, group_id=group_id, pupil_id=None)
    return Book({(one.table, one.id): one for one in found}.values())


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
