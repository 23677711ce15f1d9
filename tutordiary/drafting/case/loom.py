"""The loom: every dated entry a case study can be woven from, with the part it fits.

Only what is labelled for the project manager is taken; what is not permitted says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tutordiary import wording
from tutordiary.diary import Diary
from tutordiary.drafting.case import parts
from tutordiary.evidence import Book, Period, group_week
from tutordiary.model import (
    Audience,
    CaseStudy,
    CaseSubject,
    Conversation,
    Direction,
    Membership,
    Observation,
    Pupil,
    ReviewResult,
    Source,
    Target,
    Voice,
    Where,
)
from tutordiary.release import passages, permissions
from tutordiary.release.passages import CHOSEN_FACE, LOOKED_LONGER, WHAT_I_DID, Passage

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
LEARNED = LOOKED_LONGER | {"assumptions", "feelings", "went_well"}
TRIED = frozenset({WHAT_I_DID, "next_time", "engaged_differently", "look_plan", "before", "during"})
BEGINNING = 3  # weeks in which words said about a pupil tell where it began
_OPEN = (None, ReviewResult.STILL_GOING, ReviewResult.NEARLY)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One dated entry a story can be woven from, with what may be said of it besides its words.

    ``part`` is the part it fits best. ``week`` is of the group's own calendar, None before its first session.
    ``where`` is empty in a session, ``by`` for the tutor. ``names`` are pupils whose first names stand in
    what tells of the work. ``why_not`` says why it may not leave as it is, or is empty: such an
    entry is in no first draft, the tutor may take it.
    """

    passage: Passage
    part: str
    week: int | None
    where: str = ""
    by: str = ""
    asked: str = ""
    is_harder: bool = False
    is_step_on: bool = False
    is_starred: bool = False
    step: int | None = None
    is_open: bool = False
    names: frozenset[str] = frozenset()
    why_not: str = ""

    @property
    def id(self) -> str:
        """The record and the field it stands in: "o-3.what_i_did"."""
        return self.passage.id

    @property
    def record_id(self) -> str:
        """The record alone."""
        return self.passage.id.partition(".")[0]

    @property
    def is_pupils_words(self) -> bool:
        """Whether they are a pupil's own words, said or set as a target, and no face pointed at."""
        return (
            self.passage.source == "pupil" and self.passage.kind in ("voice", "target") and not self.is_face
        )

    @property
    def is_face(self) -> bool:
        """Whether it tells of a face pointed at."""
        return self.passage.about == CHOSEN_FACE

    @property
    def is_said(self) -> bool:
        """Whether somebody's exact words stand in it, to be put in quotation marks."""
        return self.is_pupils_words or (self.passage.kind == "voice" and not self.is_face)

    @property
    def when(self) -> str:
        """Return "week 6", or nothing when the week is not known."""
        return f"week {self.week}" if self.week else ""

    @property
    def source(self) -> str:
        """Return where it comes from, as the list of sources says it, without a name."""
        named = _NAMES.get(self.passage.kind, "Diary")
        return f"{named}, {self.by}" if self.by else named

    @property
    def lead(self) -> str:
        """Return the counted facts that stand before the words: "Week 8, in the playground, staff"."""
        facts = [one for one in (self.when, self.where, self.by) if one]
        return ", ".join(facts)[:1].upper() + ", ".join(facts)[1:]


_SPEAKERS = {"school_staff": "school staff", "parent_carer": "parent or carer"}
# What a tutor types beside a talk may hold a name: only a bare role is said.
_TALKED_WITH = {
    "senco": "with the SENCO",
    "ta": "with a teaching assistant",
    "teaching assistant": "with a teaching assistant",
    "class teacher": "with the class teacher",
    "learning mentor": "with the learning mentor",
    "parent": "with a parent",
    "carer": "with a carer",
    "family": "with the family",
}
_NAMES = {
    "start_point": "Start point",
    "observation": "Diary",
    "reflection": "Diary, reflection",
    "voice": "Words written down",
    "conversation": "Conversation",
    "judgement": "Judgement",
    "target": "Target",
}


def gather(diary: Diary, book: Book, study: CaseStudy, period: Period) -> tuple[Evidence, ...]:
    """Return every entry of these days a story can be woven from, oldest first.

    ``book`` must hold these days. What is labelled for nobody is not among them: ``kept_to_oneself`` counts.
    """
    found = passages.collect(diary, book, period, Audience.MANAGER)
    talks = {one.id: one for one in diary.all(Conversation)}
    called = {name: one.id for one in book.all(Pupil) for name in (one.first_name, *one.known_as) if name}
    woven = []
    for passage in found:
        if not is_of(book, study, passage):
            continue
        words = () if passage.pupil_ids else _WORD.findall(passage.text)
        names = frozenset(called[word] for word in words if word in called)
        woven.append(replace(_evidence(book, talks, passage), names=names))
    return tuple(woven)


def is_of(book: Book, study: CaseStudy, passage: Passage) -> bool:
    """Return whether a passage is about what a story tells of.

    A pupil's story also takes what the tutor wrote of their own practice in that pupil's groups.
    """
    if study.subject is not CaseSubject.PUPIL:
        return passage.group_id is not None and passage.group_id == study.group_id
    if passage.pupil_ids:
        return study.pupil_id in passage.pupil_ids
    day = Period(passage.day, passage.day)
    return passage.is_own_practice and any(
        stay.group_id == passage.group_id and day.touches(stay.joined_on, stay.left_on)
        for stay in book.where(Membership, "pupil_id", study.pupil_id)
    )


def kept_to_oneself(book: Book, study: CaseStudy, period: Period) -> int:
    """Return how many worded signs of these days are not labelled for the project manager."""
    signs = (one for one in book.all(Observation) if one.text.strip() and one.noted_on in period)
    mine = (
        one
        for one in signs
        if (one.pupil_id == study.pupil_id if study.pupil_id else one.group_id == study.group_id)
    )
    return sum(Audience.MANAGER not in one.audiences for one in mine)


def _evidence(book: Book, talks: dict[str, Conversation], passage: Passage) -> Evidence:
    """Return a passage with the facts of the record it stands in."""
    record_id = passage.id.partition(".")[0]
    week = group_week(book, passage.group_id, passage.day)
    plain = Evidence(
        passage,
        _part(passage, week),
        week,
        why_not=permissions.why_not(book, passage, permissions.Use.CASE_STUDY),
    )
    if passage.kind == "observation" and passage.about != WHAT_I_DID:
        sign = book.get(Observation, record_id)
        return _sign(plain, sign) if sign else plain
    if passage.kind == "voice":
        voice = book.get(Voice, record_id)
        by = _SPEAKERS.get(passage.source, "")
        asked = wording.ASKED[voice.asked] if voice and voice.asked else ""
        return replace(plain, by=by, asked=asked, is_starred=bool(voice and voice.starred))
    if passage.kind == "target":
        target = book.get(Target, record_id)
        return replace(plain, is_open=target is not None and target.review_result in _OPEN)
    if passage.kind == "conversation" and record_id in talks:
        return replace(plain, by=_TALKED_WITH.get(talks[record_id].with_role.strip().casefold(), ""))
    return replace(plain, by=_by(passage.source)) if passage.kind == "start_point" else plain


def _sign(plain: Evidence, sign: Observation) -> Evidence:
    by = _by(sign.source)
    is_harder = sign.direction is Direction.HARDER_DAY
    return replace(
        plain,
        part=parts.HARD_PATCH if is_harder else parts.OTHERS_SAW if by else parts.FIRST_SIGNS,
        where="" if sign.where_seen is Where.SESSION else wording.WHERE[sign.where_seen],
        by=by,
        is_harder=is_harder,
        is_step_on=sign.direction is Direction.STEP_ON,
        is_starred=sign.starred,
        step=sign.step,
    )


def _by(source: str) -> str:
    """Return who saw it, in general words; nothing for the tutor and for the pupil."""
    if source in (Source.TUTOR, Source.PUPIL):
        return ""
    return next((words for known, words in wording.SOURCE.items() if known == source), "")


def _part(passage: Passage, week: int | None) -> str:
    """Return the part a passage fits by its kind, its day and the prompt it answers."""
    is_early = week is not None and week <= BEGINNING
    if passage.kind == "start_point":
        return parts.START
    if passage.kind == "voice" and passage.source == "pupil":
        return parts.FIRST_SIGNS
    if passage.kind in ("conversation", "voice"):
        return parts.START if is_early else parts.OTHERS_SAW
    if passage.kind == "target":
        return parts.NEXT_STEP
    if passage.kind == "judgement":
        return parts.TURNING_POINT
    if passage.about in LEARNED:
        return parts.LEARNED
    if passage.about in TRIED:
        return parts.TRIED
    return parts.HARD_PATCH if passage.about == "did_not" else parts.FIRST_SIGNS
