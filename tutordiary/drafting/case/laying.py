"""The first draft of a case study: which entries stand in which part, chosen by what was marked on them.

Nothing is inferred: an entry is put where its kind, its day and what the tutor marked on it say. What is not
there stays a prompt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from tutordiary.drafting.case import parts
from tutordiary.drafting.case.loom import BEGINNING, Evidence
from tutordiary.model import CaseStudy, CaseSubject
from tutordiary.release.passages import WHAT_I_DID

T = TypeVar("T")


def lay_out(study: CaseStudy, evidence: Iterable[Evidence]) -> tuple[tuple[str, Evidence], ...]:
    """Return the first draft: each part with an entry for it, in the order of the story. None twice."""
    free = [one for one in evidence if not one.why_not and not one.passage.about_home]
    if study.subject is CaseSubject.PUPIL:
        free = _near(free, study.pupil_id)
    taken: dict[str, list[Evidence]] = {}
    used: set[str] = set()
    for key, choose in _CHOOSERS:
        chosen = choose([one for one in free if one.id not in used], study)
        taken[key] = sorted(chosen, key=_by_day)[: parts.part_of(key).most]
        used |= {one.id for one in taken[key]}
    return tuple((key, one) for key in parts.KEYS for one in taken.get(key, ()))


def _near(free: Sequence[Evidence], pupil_id: str | None) -> list[Evidence]:
    """Return what is of one pupil: what the tutor wrote of the work only from days that tell of the pupil.

    Nor is taken what names another pupil and not this one: it is another child's story.
    """
    days = {one.passage.day for one in free if one.passage.pupil_ids}
    return [
        one
        for one in free
        if one.passage.pupil_ids or (one.passage.day in days and (not one.names or pupil_id in one.names))
    ]


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
