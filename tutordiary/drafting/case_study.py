"""The first draft of a case study: the loom that lays dated, cleared evidence out in the order of a story.

Every sentence was in the diary, labelled for the project manager and read by the tutor on its way out. The
pupil's first name is changed; days become weeks. What is not there stays a prompt.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tutordiary import dates, wording
from tutordiary.diary import Diary
from tutordiary.documents import content
from tutordiary.drafting.cleared import Told, gate_words, tell
from tutordiary.drafting.pupil_file import PupilFile, gather
from tutordiary.evidence import Book, Period, group_week
from tutordiary.model import (
    Audience,
    Direction,
    GivenBy,
    Membership,
    Observation,
    PermissionKind,
    Pupil,
    Where,
)
from tutordiary.release import permissions
from tutordiary.release.bundle import book_for
from tutordiary.release.known_names import Cleared
from tutordiary.release.passages import CHOSEN_FACE, LOOKED_LONGER
from tutordiary.release.pseudonyms import Pseudonyms, Recipient
from tutordiary.release.review import Reviewer, ReviewItem, require_cleared
from tutordiary.release.rosters import whole_roster

LEARNED = LOOKED_LONGER | {"assumptions", "feelings", "went_well", "did_not", "engaged_differently"}
MOST = {"start": 3, "tried": 6, "changed": 9, "learned": 4}
PROMPTS = {
    "How it began": "where this pupil began, and who said so",
    "What I tried": "what you changed for this pupil, week by week",
    "What changed, and what did not": "what you and others noticed, with a hard patch kept in",
    "What I learned": "what you believe differently now",
    "What happens next": "what this pupil wants to do next",
}


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """A case study ready to be written, with what the gate needs to judge it."""

    document: content.CaseStudy
    cleared: tuple[Cleared, ...]
    own: tuple[str, ...]


def review(diary: Diary, pupil_id: str, period: Period) -> tuple[ReviewItem, ...]:
    """Return the passages a case study of this pupil would be made of, with their states."""
    group_ids = {one.group_id for one in diary.find(Membership, pupil_id=pupil_id)}
    items = Reviewer(diary, period, Audience.MANAGER, use=permissions.Use.CASE_STUDY).items(groups=group_ids)
    return tuple(
        item
        for item in items
        if pupil_id in item.passage.pupil_ids
        or (not item.passage.pupil_ids and item.passage.is_own_practice and item.passage.group_id)
    )


def changed_name(diary: Diary, pupil: Pupil, found: Iterable[str] = ()) -> str:
    """Return the name a pupil goes by in a story, near no name of the diary and none ``found`` in its words.

    Raises: NotCleared when no name of the list is left.
    """
    roster = whole_roster(diary)
    people = roster.people()
    known = [name for person in people for name in (person.first, person.last, *person.known_as) if name]
    known += [learned.text for learned in roster.learned]
    known += found
    return Pseudonyms.of(diary, Recipient.CASE_STUDY).changed_name(pupil.id, pupil.first_name, known)


def draft(diary: Diary, pupil_id: str, period: Period, written_on: date) -> CaseDraft:
    """Lay out the draft. Raises: NeedsEyes when a passage was not read and decided."""
    items = require_cleared(review(diary, pupil_id, period))
    file = gather(diary, pupil_id, period.first, period.last)
    book = book_for(diary, period)
    may_leave = permissions.may_leave(book, pupil_id)  # a mark tells of the pupil as much as a word does
    changed = changed_name(diary, file.pupil, _strangers(items))
    told = _told(diary, book, items, pupil_id, changed)
    parts = _parts(told, {sign.id: sign for sign in file.observations})
    used = [one for part in parts.values() for one in part]
    numbers = {one.item.id: number for number, one in enumerate(used, start=1)}
    quotes = [
        one
        for one in told
        if one.kind == "voice"
        and one.item.passage.source == "pupil"
        and one.item.passage.about != CHOSEN_FACE
    ]
    document = content.CaseStudy(
        title=f"{changed}: small signs over {_weeks(told)}",
        written=f"{dates.MONTHS[written_on.month - 1]} {written_on.year}",
        pseudonym=changed,
        key_stage=wording.key_stage(file.pupil.year_group),
        setting=f"Musical nurture group, {file.group_size} pupils, weekly",
        outcomes=tuple(
            outcome.name for outcome in file.framework.outcomes if may_leave and _touched(file, outcome.id)
        ),
        consents=_consents(file),
        quotable=quotes[-1].text if quotes else "",
        sections=_sections(parts, numbers, quotes, changed, _chart(book, file) if may_leave else None),
        evidence=tuple(content.WeekEvidence(numbers[one.item.id], _source(one), one.when) for one in used),
        gaps=_gaps(told),
        style=content.Style(is_sample=file.is_sample),
    )
    return CaseDraft(document, gate_words(told), (changed,))


def _told(
    diary: Diary, book: Book, items: Iterable[ReviewItem], pupil_id: str, changed: str
) -> tuple[Told, ...]:
    """Return the passages with the changed name for the pupil, whose letter is another one in each group."""
    pseudonyms = Pseudonyms.of(diary, Recipient.MANAGER)
    names: dict[str | None, dict[str, str]] = {None: {}}
    found: list[Told] = []
    for item in items:
        group = item.passage.group_id
        if group is not None and group not in names:
            members = [one.pupil_id for one in diary.find(Membership, group_id=group)]
            letter = pseudonyms.letters(members, group).get(pupil_id)
            names[group] = {f"[pupil {letter}]": changed} if letter else {}
        found += tell((item,), book, names[group])
    return tuple(found)


def _strangers(items: Iterable[ReviewItem]) -> list[str]:
    """Return the names of people nobody has listed, as they were found in the passages of a story."""
    return [
        item.source_text[span.start : span.end]
        for item in items
        for span in item.spans
        if span.entity is None and span.type == "PERSON"
    ]


def _parts(told: Sequence[Told], signs: dict[str, Observation]) -> dict[str, list[Told]]:
    start = [one for one in told if one.kind == "start_point"]
    start += [one for one in told if one.kind == "conversation" and (one.week or 9) <= 3]
    tried = [
        one for one in told if one.item.id.endswith(".what_i_did") or one.item.passage.about == "next_time"
    ]
    changed = [one for one in told if one.item.id.endswith(".text") and one.kind == "observation"]
    changed += [one for one in told if one.kind == "voice" and one.item.passage.source != "pupil"]
    learned = [one for one in told if one.item.passage.about in LEARNED]
    return {
        "start": start[: MOST["start"]],
        "tried": _spread(tried, MOST["tried"]),
        "changed": _spread(sorted(changed, key=lambda one: one.item.passage.day), MOST["changed"], signs),
        "learned": _spread(learned, MOST["learned"]),
    }


def _spread(told: list[Told], most: int, signs: dict[str, Observation] | None = None) -> list[Told]:
    """Keep at most so many: first, last, what happened outside sessions, hard days, then evenly."""
    if len(told) <= most:
        return told
    must = {0, len(told) - 1}
    for place, one in enumerate(told):
        sign = (signs or {}).get(one.item.id.partition(".")[0])
        outside = sign is not None and sign.where_seen is not Where.SESSION
        if (outside or (sign is not None and sign.direction is Direction.HARDER_DAY)) and len(
            must
        ) < most - 2:
            must.add(place)
    step = len(told) / most
    for turn in range(most):
        if len(must) >= most:
            break
        must.add(int(turn * step))
    return [told[place] for place in sorted(must)]


def _sections(
    parts: dict[str, list[Told]],
    numbers: dict[str, int],
    quotes: list[Told],
    changed: str,
    chart: content.WeekChart | None,
) -> tuple[content.CaseSection, ...]:
    quote = None
    if quotes:
        when = quotes[0].when or "during the programme"
        quote = content.WeekQuote(quotes[0].text, changed, f"{when}, written down by the tutor")
    made = []
    for heading, key in zip(content.CASE_HEADINGS, ("start", "tried", "changed", "learned"), strict=True):
        text = "\n\n".join(_paragraph(one, numbers) for one in parts[key])
        made.append(
            content.CaseSection(
                heading,
                text,
                prompt="" if text else PROMPTS[heading],
                quote=quote if key == "tried" else None,
                chart=chart if key == "changed" else None,
            )
        )
    made.append(content.CaseSection("What happens next", prompt=PROMPTS["What happens next"]))
    return tuple(made)


def _paragraph(one: Told, numbers: dict[str, int]) -> str:
    words = f"“{one.text.strip('“”')}”" if one.kind == "voice" else one.text
    when = f"{one.when.capitalize()}. " if one.when and one.kind != "start_point" else ""
    return f"{when}{words} [{numbers[one.item.id]}]"


def _source(one: Told) -> str:
    names = {
        "start_point": "Start point",
        "observation": "Diary",
        "reflection": "Diary, reflection",
        "voice": "Words written down",
        "conversation": "Conversation",
        "judgement": "Judgement",
        "target": "Target",
    }
    return names.get(one.kind, "Diary")


def _touched(file: PupilFile, outcome_id: str) -> bool:
    ids = {indicator.id for indicator in file.framework.outcome(outcome_id).indicators}
    return any(ids & set(sign.indicators) for sign in file.dots(Audience.MANAGER))


def _weeks(told: Sequence[Told]) -> str:
    weeks = [one.week for one in told if one.week]
    return f"{max(weeks)} weeks" if weeks else "the programme"


def _consents(file: PupilFile) -> tuple[content.Consent, ...]:
    given = {
        one.given_by
        for one in file.permissions
        if one.kind is PermissionKind.ANONYMOUS_USE and one.withdrawn_on is None
    }
    people = (("Pupil", GivenBy.PUPIL), ("Parent or carer", GivenBy.PARENT_CARER), ("School", GivenBy.SCHOOL))
    return tuple(content.Consent(who, by in given) for who, by in people)


def _chart(book: Book, file: PupilFile) -> content.WeekChart | None:
    """Draw the indicator seen most often, by week; none when nothing was seen three times."""
    shown = file.dots(Audience.MANAGER)
    best, most = None, 2
    for indicator in file.framework.indicators:
        seen = [sign for sign in shown if indicator.id in sign.indicators and sign.step is not None]
        if len(seen) > most:
            best, most = (indicator, seen), len(seen)
    if best is None or file.group is None:
        return None
    indicator, seen = best
    weeks = [group_week(book, file.group.id, sign.noted_on) or 1 for sign in seen]
    return content.WeekChart(
        indicator.name,
        max(weeks),
        tuple(
            content.WeekDot(week, sign.step, sign.direction is Direction.HARDER_DAY)
            for week, sign in zip(weeks, seen, strict=True)
        ),
        tuple(rung.words for rung in file.framework.ladder),
    )


def _gaps(told: Sequence[Told]) -> tuple[content.Gap, ...]:
    sources = {one.item.passage.source for one in told if one.kind == "voice"}
    wanted = (
        ("pupil", "the pupil’s own line"),
        ("school_staff", "what staff noticed"),
        ("parent_carer", "a view from the family"),
    )
    return tuple(content.Gap(what) for source, what in wanted if source not in sources)
