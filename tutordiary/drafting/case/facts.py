"""The counted facts round a case study: who agreed and when, the setting in bands, the chart by weeks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING

from tutordiary import dates, wording
from tutordiary.diary import Diary
from tutordiary.documents import case_phrases, content
from tutordiary.documents.case_parts import CaseKind
from tutordiary.drafting.case import gaps, parts
from tutordiary.evidence import Book, Period, group_week
from tutordiary.framework import shipped_framework
from tutordiary.model import (
    Audience,
    CaseStudy,
    CaseSubject,
    Direction,
    GivenBy,
    Group,
    Membership,
    Observation,
    Permission,
    PermissionKind,
    Pupil,
    Scope,
    Session,
    SessionStatus,
)
from tutordiary.release import permissions, small_numbers
from tutordiary.release.review import ReviewItem

if TYPE_CHECKING:
    from tutordiary.drafting.case.story import Woven

WHO = (("Pupil", GivenBy.PUPIL), ("Parent or carer", GivenBy.PARENT_CARER), ("School", GivenBy.SCHOOL))
WHO_OF_MANY = {"Pupil": "Pupils", "Parent or carer": "Parents or carers", "School": "School"}
# What a story is used for beyond being told without names, and who has to agree to that.
TO_QUOTE = (PermissionKind.QUOTE, "to be quoted", (GivenBy.PUPIL, GivenBy.PARENT_CARER))
TO_BE_KNOWN = (
    PermissionKind.IDENTIFIABLE_CASE_STUDY,
    "may be recognised",
    (GivenBy.PUPIL, GivenBy.PARENT_CARER),
)
_LEAST_FOR_A_CHART = 3
_MANY = 10


def whole_period(diary: Diary, study: CaseStudy) -> Period:
    """Return the days from the first to the last session of everything a study can tell of."""
    groups = [study.group_id] if study.group_id else []
    groups += [stay.group_id for stay in diary.find(Membership, pupil_id=study.pupil_id or "")]
    return _days_of(diary, groups)


def period_of_group(diary: Diary, group_id: str) -> Period:
    """Return the days from a group's first session to its last; today where it has none."""
    return _days_of(diary, [group_id])


def _days_of(diary: Diary, groups: Iterable[str]) -> Period:
    held = [
        one.held_on
        for group in groups
        for one in diary.find(Session, group_id=group)
        if one.status is SessionStatus.HELD
    ]
    today = dates.now().date()
    return Period(min(held), max(held)) if held else Period(today, today)


def frame(
    made: Woven,
    is_sample: bool,
    called: Mapping[str, str],
    used: Iterable[ReviewItem],
    told_of: Sequence[str],
    *,
    may_be_recognised: bool,
) -> content.CaseStudy:
    """Return a study with everything but its words: the facts in the box at its top."""
    used = tuple(used)
    study = made.study
    is_one = study.subject is CaseSubject.PUPIL
    asked = (study.pupil_id,) if is_one and study.pupil_id else tuple(told_of)
    is_quoting = any(permissions.is_childs_words(item.passage) for item in used)
    uses = [*([TO_QUOTE] if is_quoting else []), *([TO_BE_KNOWN] if may_be_recognised else [])]
    return content.CaseStudy(
        title="",
        subject=_SUBJECTS[study.subject],
        pseudonym=next(iter(called.values()), "") if is_one else "",
        key_stage=_key_stages(made.book, asked or members(made)),
        setting=_setting(made),
        outcomes=_outcomes(made, used),
        consents=_consents(made.book, asked, uses, is_one=is_one),
        style=content.Style(is_sample=is_sample),
    )


_SUBJECTS: dict[CaseSubject, CaseKind] = {
    CaseSubject.PUPIL: "pupil",
    CaseSubject.GROUP: "group",
    CaseSubject.SESSIONS: "sessions",
}


def title(made: Woven, called: Mapping[str, str], weeks: int) -> str:
    """Return the title of a study nobody named: as many weeks as the box of facts counts."""
    weeks = _weeks(made, _held(made)) or weeks
    over = f"{weeks} weeks" if weeks > 1 else "the programme"
    if made.study.subject is CaseSubject.PUPIL:
        return f"{next(iter(called.values()), 'One pupil')}: small signs over {over}"
    if made.study.subject is CaseSubject.GROUP:
        return f"One group: small signs over {over}"
    return f"How the sessions developed over {over}"


def members(made: Woven) -> tuple[str, ...]:
    """Return who was in the group of a study on any of its days."""
    stays = made.book.where(Membership, "group_id", made.group_id)
    there = (stay for stay in stays if made.period.touches(stay.joined_on, stay.left_on))
    return tuple(sorted({stay.pupil_id for stay in there}))


def _key_stages(book: Book, pupil_ids: Iterable[str]) -> str:
    years = sorted(
        pupil.year_group
        for one in pupil_ids
        if (pupil := book.get(Pupil, one)) is not None and pupil.year_group is not None
    )
    stages = dict.fromkeys(wording.key_stage(year).replace("KS", "Key Stage ") for year in years)
    return wording.and_list(list(stages))


def _setting(made: Woven) -> str:
    """Return the group in bands: how few there are, how often, for how many weeks; never where."""
    group = made.book.get(Group, made.group_id)
    if group is None:
        return "Musical nurture group"
    held = _held(made)
    weeks = _weeks(made, held)
    size = _band(_size_on(made, max(held)) if held else 0)
    facts = ["Musical nurture group", size, f"weekly, {group.length_min} minutes"]
    facts.append(f"{len(held)} sessions in {weeks} weeks" if len(held) > 1 else "")
    return ", ".join(one for one in facts if one)


def _held(made: Woven) -> list[date]:
    sessions = made.book.where(Session, "group_id", made.group_id)
    return [
        one.held_on for one in sessions if one.status is SessionStatus.HELD and one.held_on in made.period
    ]


def _weeks(made: Woven, held: Sequence[date]) -> int:
    """Return how many weeks lie from the first of these days to the last, both counted; 0 for none."""
    if not held:
        return 0
    first, last = (group_week(made.book, made.group_id, day) or 0 for day in (min(held), max(held)))
    return last - first + 1


def _size_on(made: Woven, day: date) -> int:
    """Return how many pupils the group of a study had on a day."""
    there = Period(day, day)
    stays = made.book.where(Membership, "group_id", made.group_id)
    return len({stay.pupil_id for stay in stays if there.touches(stay.joined_on, stay.left_on)})


def _band(pupils: int) -> str:
    """Return the size of a group as other papers give it: never an exact one."""
    if not pupils:
        return ""
    if small_numbers.is_small(pupils):
        return f"{small_numbers.FEWER} pupils"
    return f"5 to {_MANY - 1} pupils" if pupils < _MANY else f"{_MANY} or more pupils"


def _outcomes(made: Woven, used: Iterable[ReviewItem]) -> tuple[str, ...]:
    """Return the outcomes in focus: those of the entries in the story, each tied to its indicators."""
    seen = {indicator for item in used for indicator in item.passage.indicators}
    found = []
    for outcome in made.framework.outcomes:
        names = [one.name for one in outcome.indicators if one.id in seen]
        if names:
            found.append(f"{outcome.name} ({wording.and_list([_small(name) for name in names])})")
    return tuple(found)


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]


def _shown(made: Woven, told_of: Iterable[str]) -> list[Observation]:
    """Return the signs that may stand as dots: a mark tells of a pupil as much as a word does."""
    wanted = {one for one in told_of if permissions.may_leave(made.book, one)}
    if made.study.pupil_id and permissions.may_leave(made.book, made.study.pupil_id):
        wanted = {made.study.pupil_id}
    elif made.study.pupil_id:
        wanted = set()
    found = [
        sign
        for pupil in sorted(wanted)
        for sign in made.book.where(Observation, "pupil_id", pupil)
        if sign.noted_on in made.period
        and sign.scope is Scope.PUPIL
        and (not sign.text or Audience.MANAGER in sign.audiences)
    ]
    return sorted(found, key=lambda sign: (sign.noted_on, sign.id))


# Who agreed -----------------------------------------------------------------------------------------


def _consents(
    book: Book,
    asked: Sequence[str],
    uses: Iterable[tuple[PermissionKind, str, tuple[GivenBy, ...]]],
    *,
    is_one: bool,
) -> tuple[content.Consent, ...]:
    """Return who agreed to each use, by month; one yes stands only when everybody told of gave it."""
    if not asked:
        return (content.Consent(case_phrases.NOBODY_TOLD_OF, given=True),)
    found = []
    for who, by in WHO:
        name = who if is_one else WHO_OF_MANY[who]
        found.append(_consent(book, asked, PermissionKind.ANONYMOUS_USE, by, name))
    for kind, words, people in uses:
        for who, by in WHO:
            if by in people:
                name = who if is_one else WHO_OF_MANY[who]
                found.append(_consent(book, asked, kind, by, f"{name}, {words}"))
    return tuple(found)


def _consent(
    book: Book, asked: Sequence[str], kind: PermissionKind, by: GivenBy, who: str
) -> content.Consent:
    newest = [_newest(book, pupil, kind, by) for pupil in asked]
    given = [one.given_on for one in newest if one is not None and one.withdrawn_on is None]
    if len(given) < len(asked):
        return content.Consent(who, given=False)
    last = max(given)
    return content.Consent(who, given=True, when=f"{dates.MONTHS[last.month - 1]} {last.year}")


def _newest(book: Book, pupil_id: str, kind: PermissionKind, by: GivenBy) -> Permission | None:
    held = [
        one for one in book.where(Permission, "pupil_id", pupil_id) if one.kind is kind and one.given_by is by
    ]
    return max(held, key=lambda one: (one.given_on, one.id), default=None)


# The chart ------------------------------------------------------------------------------------------


def chart(made: Woven, told_of: Iterable[str]) -> content.WeekChart | None:
    """Return the indicator seen most often in one pupil, by week; none when nothing was seen three times.

    Only for a story of one pupil: marks of several never stand on one line.
    """
    if made.study.subject is not CaseSubject.PUPIL or made.group_id is None:
        return None
    shown = [sign for sign in _shown(made, told_of) if sign.step is not None]
    framework = made.framework
    best: tuple[str, list[Observation]] | None = None
    for indicator in framework.indicators:
        seen = [sign for sign in shown if indicator.id in sign.indicators]
        if len(seen) >= _LEAST_FOR_A_CHART and (best is None or len(seen) > len(best[1])):
            best = (indicator.name, seen)
    if best is None:
        return None
    name, seen = best
    weeks = [group_week(made.book, made.group_id, sign.noted_on) or 1 for sign in seen]
    marks = zip(weeks, seen, strict=True)
    dots = (content.WeekDot(week, sign.step, sign.direction is Direction.HARDER_DAY) for week, sign in marks)
    return content.WeekChart(name, max(weeks), tuple(dots), tuple(rung.words for rung in framework.ladder))


# What the app itself writes -------------------------------------------------------------------------


def own_texts() -> tuple[str, ...]:
    """Return every text of a case study that is the app's: ordinary words name nobody there.

    The wording of a framework counts only as the app brings it: another one can name somebody.
    """
    from tutordiary.documents.outline import outline

    texts: list[str] = [*gaps.every_sentence(), *case_phrases.fixed()]
    for is_one in (True, False):
        sections = tuple(
            content.CaseSection(part.heading, prompt=parts.prompt_of(part.key, is_one_pupil=is_one))
            for part in parts.PARTS
        )
        texts += strings(outline(content.CaseStudy(title="", sections=sections, short_version="-")))
    for outcome in shipped_framework().outcomes:
        texts += [outcome.name, *(one.name for one in outcome.indicators)]
    return tuple(dict.fromkeys(text for text in texts if len(text) > 1))


def own_lines(document: content.CaseStudy) -> tuple[str, ...]:
    """Return the lines of one study that are counted by the app: months of consents, bands, the writing."""
    lines = (
        case_phrases.consent(document),
        document.setting,
        document.key_stage,
        case_phrases.byline(document),
        case_phrases.length_note(document),
    )
    return tuple(line for line in lines if line)


def strings(value: object) -> Iterator[str]:
    """Yield every piece of text a value of a document holds, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from strings(one)
    elif is_dataclass(value):
        for part in fields(value):
            yield from strings(getattr(value, part.name))
