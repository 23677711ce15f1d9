"""The pieces of a case study as the tutor sees them at the desk, and the studies there are to choose from."""

from __future__ import annotations

from dataclasses import dataclass

from tutordiary.diary import Diary
from tutordiary.drafting.case import parts
from tutordiary.drafting.case.loom import Evidence
from tutordiary.drafting.case.story import Woven
from tutordiary.model import CaseStudy, CaseStudySection, CaseSubject, Group, Pupil


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of the story with the entry it was taken from, if there is one.

    ``is_reworded`` says that it no longer says what the entry says. ``is_lost`` says that the entry is gone
    or not labelled for the project manager any more: such a piece stays with the tutor.
    """

    id: str
    part: str
    place: int
    text: str
    source: Evidence | None
    is_reworded: bool
    is_lost: bool

    @property
    def is_own(self) -> bool:
        """Whether it is the tutor's own words, taken from no entry."""
        return self.source is None and not self.is_lost

    @property
    def week(self) -> int | None:
        """The week of its entry in the group's own calendar, or None."""
        return self.source.week if self.source else None

    @property
    def lead(self) -> str:
        """What the document says before its words: "Week 8, in the playground, teaching assistant"."""
        return self.source.lead if self.source else ""


@dataclass(frozen=True, slots=True)
class StudyLine:
    """A study to choose: its title as far as it has one, and whom it tells of, for the tutor's eyes."""

    id: str
    title: str
    subject: CaseSubject
    about: str


def studies(diary: Diary) -> tuple[StudyLine, ...]:
    """Return the case studies there are, the one worked on last first."""
    found = []
    for study in diary.find(CaseStudy, order=("-updated_at", "-id")):
        pupil = diary.get(Pupil, study.pupil_id or "")
        group = diary.get(Group, study.group_id or "")
        about = pupil.first_name if pupil else (group.working_name if group else "")
        found.append(StudyLine(study.id, study.title, study.subject, about))
    return tuple(found)


def piece_of(made: Woven, one: CaseStudySection) -> Piece:
    """Return a kept piece with its entry of now."""
    source = made.of(one)
    is_reworded = source is not None and one.text != source.passage.text
    part = parts.part_of(one.section).key
    return Piece(one.id, part, one.place, one.text, source, is_reworded, one.id in made.lost)
