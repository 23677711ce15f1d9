"""The loom: what a case study can be woven from, and what of it makes the first draft, in its order.

Only what is dated, labelled for the project manager and permitted is taken. Nothing is inferred: an entry is
put where its kind, its day and what the tutor marked on it say. What is not there stays a prompt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

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
    ReviewResult,
    Source,
    Target,
    Voice,
    Where,
)
from tutordiary.release import passages, permissions
from tutordiary.release.passages import CHOSEN_FACE, LOOKED_LONGER, WHAT_I_DID, Passage

T = TypeVar("T")
LEARNED = LOOKED_LONGER | {"assumptions", "feelings", "went_well"}
TRIED = frozenset({WHAT_I_DID, "next_time", "engaged_differently", "look_plan", "before", "during"})
BEGINNING = 3  # weeks in which words said about a pupil tell where it began
_OPEN = (None, ReviewResult.STILL_GOING, ReviewResult.NEARLY)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One dated entry a story can be woven from, with what may be said of it besides its words.

    ``part`` is the part it fits best. ``week`` is of the group's own calendar, None before its first session.
    ``where`` is empty in a session, ``by`` for the tutor. ``why_not`` says why it may not leave as it is, or
    is empty; the loom never takes such an entry, the tutor may.
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
    return tuple(_evidence(book, talks, passage) for passage in found if is_of(book, study, passage))


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


# The first draft ------------------------------------------------------------------------------------


def lay_out(study: CaseStudy, evidence: Iterable[Evidence]) -> tuple[tuple[str, Evidence], ...]:
    """Return the first draft: each part with an entry for it, in the order of the story. None twice."""
    free = [one for one in evidence if not one.why_not and not one.passage.about_home]
    taken: dict[str, list[Evidence]] = {}
    used: set[str] = set()
    for key, choose in _CHOOSERS:
        chosen = choose([one for one in free if one.id not in used], study)
        taken[key] = sorted(chosen, key=_by_day)[: parts.part_of(key).most]
        used |= {one.id for one in taken[key]}
    return tuple((key, one) for key in parts.KEYS for one in taken.get(key, ()))


def _by_day(one: Evidence) -> tuple[date, str]:
    return one.passage.day, one.id


def _start(free: Sequence[Evidence], study: CaseStudy) -> list[Evidence]:
    """Take where it began from more than one voice where there is more than one."""
    fit = _of_the_work([one for one in free if one.part == parts.START or _is_early(one)], study)
    if study.subject is not CaseSubject.SESSIONS:
        fit = [one for one in fit if one.part == parts.START]
    apart: Callable[[Evidence], str] = lambda one: one.by or one.passage.kind  # noqa: E731
    if study.subject is CaseSubject.GROUP:
        apart = _whose
    return _each_first(fit, apart, parts.part_of(parts.START).most)


def _tried(free: Sequence[Evidence], study: CaseStudy) -> list[Evidence]:
    """Take one change a week, spread over the weeks; what was done comes before what was planned.

    In a group the pupil told of least so far comes first.
    """
    fit = _of_the_work([one for one in free if one.part == parts.TRIED], study)
    weeks: dict[object, list[Evidence]] = {}
    for one in sorted(fit, key=_by_day):
        weeks.setdefault(one.week or one.passage.day, []).append(one)
    told = Counter[str]()
    chosen = []
    for several in _spread(list(weeks.values()), parts.part_of(parts.TRIED).most):
        done = [one for one in several if one.passage.about == WHAT_I_DID] or several
        first = min(done, key=lambda one: (told[_whose(one)], *_by_day(one)))
        told[_whose(first)] += 1
        chosen.append(first)
    return chosen


def _whose(one: Evidence) -> str:
    return one.passage.pupil_ids[0] if one.passage.pupil_ids else ""


def _first_signs(free: Sequence[Evidence], study: CaseStudy) -> list[Evidence]:
    """Take the first signs, the first one outside a session whoever saw it, and the first own words."""
    signs = [one for one in free if one.passage.kind in ("observation", "reflection") and one.step != 0]
    signs = _of_the_work(signs, study)
    mine = [one for one in signs if one.part == parts.FIRST_SIGNS]
    outside = [one for one in signs if one.where and not one.is_harder][:1]
    said = [one for one in free if one.is_pupils_words and one.passage.kind == "voice"][:1]
    most = parts.part_of(parts.FIRST_SIGNS).most
    first = [one for one in mine if one not in outside][: max(1, most - len(outside) - len(said))]
    return [*outside, *said, *first]


def _turning_point(free: Sequence[Evidence], study: CaseStudy) -> list[Evidence]:
    """Take the sign the tutor marked as a step on or starred, the highest step first; and words near it."""
    del study
    signs = [one for one in free if one.part == parts.FIRST_SIGNS and one.passage.kind == "observation"]
    marked = [one for one in signs if one.is_step_on or one.is_starred]
    if not marked:
        return []
    turn = max(
        marked, key=lambda one: (one.is_step_on + one.is_starred, one.step or 0, -one.passage.day.toordinal())
    )
    said = [one for one in free if one.is_pupils_words and one.passage.kind == "voice"]
    near = sorted(said, key=lambda one: abs((one.passage.day - turn.passage.day).days))[:1]
    return [turn, *near]


def _hard_patch(free: Sequence[Evidence], study: CaseStudy) -> list[Evidence]:
    """Take harder days, starred ones first, and what the tutor wrote did not work."""
    free = _of_the_work([one for one in free if one.part == parts.HARD_PATCH], study)
    harder = sorted(
        (one for one in free if one.is_harder), key=lambda one: (not one.is_starred, *_by_day(one))
    )
    most = parts.part_of(parts.HARD_PATCH).most
    said = [one for one in free if one.part == parts.HARD_PATCH and not one.is_harder]
    hard = _spread(sorted(harder[: most - 1], key=_by_day), most - 1)
    return [*hard, *_spread(said, most - len(hard))]


def _others_saw(free: Sequence[Evidence], study: CaseStudy) -> list[Evidence]:
    """Take what others said and saw: each of them first once."""
    del study
    fit = [one for one in free if one.part == parts.OTHERS_SAW]
    fit.sort(key=lambda one: (one.passage.kind != "voice", *_by_day(one)))
    return _each_first(fit, lambda one: one.by, parts.part_of(parts.OTHERS_SAW).most)


def _learned(free: Sequence[Evidence], study: CaseStudy) -> list[Evidence]:
    del study
    return _spread([one for one in free if one.part == parts.LEARNED], parts.part_of(parts.LEARNED).most)


def _next_step(free: Sequence[Evidence], study: CaseStudy) -> list[Evidence]:
    """Take the targets still being worked on, in the pupils' words; for sessions the tutor's last plan."""
    if study.subject is CaseSubject.SESSIONS:
        return [one for one in free if one.passage.about in ("next_time", "look_plan")][-1:]
    targets = [one for one in free if one.is_open and one.id.endswith(".pupil_words")]
    return targets[-parts.part_of(parts.NEXT_STEP).most :]


# What is hard and what others saw chooses before the signs, so that neither is used up by them.
_CHOOSERS: tuple[tuple[str, Callable[[Sequence[Evidence], CaseStudy], list[Evidence]]], ...] = (
    (parts.START, _start),
    (parts.HARD_PATCH, _hard_patch),
    (parts.NEXT_STEP, _next_step),
    (parts.TRIED, _tried),
    (parts.FIRST_SIGNS, _first_signs),
    (parts.TURNING_POINT, _turning_point),
    (parts.OTHERS_SAW, _others_saw),
    (parts.LEARNED, _learned),
)


def _of_the_work(found: list[Evidence], study: CaseStudy) -> list[Evidence]:
    """Return, for how sessions developed, what tells of the work; of pupils only where there is none."""
    if study.subject is not CaseSubject.SESSIONS:
        return found
    return [one for one in found if not one.passage.pupil_ids] or found


def _is_early(one: Evidence) -> bool:
    return one.week is not None and one.week <= BEGINNING and one.part != parts.TRIED


def _each_first(found: Sequence[Evidence], apart: Callable[[Evidence], str], most: int) -> list[Evidence]:
    """Return at most so many: the first of each sort, then the rest in their order."""
    first: dict[str, Evidence] = {}
    for one in found:
        first.setdefault(apart(one), one)
    rest = [one for one in found if one not in first.values()]
    return [*first.values(), *rest][:most]


def _spread(found: Sequence[T], most: int) -> list[T]:
    """Return at most so many, the first and the last among them, the others evenly between."""
    if len(found) <= most or most < 2:
        return list(found[:most])
    step = (len(found) - 1) / (most - 1)
    return [found[round(turn * step)] for turn in range(most)]
