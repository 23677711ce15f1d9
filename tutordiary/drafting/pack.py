"""What a tutor brings to a critical reflection group: one page without names, settings or dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date

from tutordiary.diary import Diary, reading
from tutordiary.documents import content, pack_words
from tutordiary.documents.outline import outline
from tutordiary.drafting.cleared import Told, gate_words
from tutordiary.drafting.pack_lines import LEARNED, ROOM, PackLine, gather, usual
from tutordiary.evidence import Period
from tutordiary.framework import shipped_framework
from tutordiary.model import Audience, PackItem, PackItemKind, new_id
from tutordiary.model import Pack as PackRecord
from tutordiary.release.known_names import Cleared
from tutordiary.release.passages import Passage
from tutordiary.release.pseudonyms import Pseudonyms, Recipient
from tutordiary.release.review import Reviewer, ReviewItem, require_cleared

__all__ = ["LEARNED", "ROOM", "PackDraft", "compose", "draft", "own_texts", "records", "review", "reviewer"]

CODE_SHOWN = 4


@dataclass(frozen=True, slots=True)
class PackDraft:
    """A pack ready to be written, with what the gate needs to judge it.

    ``used`` are the lines it is made of with their cleared words, in the order of the page; ``seen`` is all
    that was reviewed for it, ``went`` what of that is in it.
    """

    document: content.Pack
    cleared: tuple[Cleared, ...]
    own: tuple[str, ...] = ()
    used: tuple[tuple[PackLine, str], ...] = ()
    seen: tuple[ReviewItem, ...] = ()
    went: tuple[ReviewItem, ...] = ()


def reviewer(diary: Diary, occasion: str, group_ids: Sequence[str]) -> Reviewer:
    """Return who reads the lines of a pack. ``occasion`` gives the pack letters of its own."""
    return Reviewer(
        diary, None, Audience.REFLECTION, occasion=occasion, across_groups=len(set(group_ids)) > 1
    )


def review(
    diary: Diary, group_id: str, period: Period, *more_groups: str, occasion: str = ""
) -> tuple[ReviewItem, ...]:
    """Return the passages a pack of these groups would be made of, with their states."""
    groups = (group_id, *more_groups)
    lines = gather(diary, reading.book_of_days(diary, period.first, period.last), groups, period)
    return reviewer(diary, occasion or _occasion(period), groups).read(_by_day(lines))


def draft(
    diary: Diary,
    group_id: str,
    period: Period,
    *more_groups: str,
    with_agenda: bool = False,
    with_facilitator: bool = False,
    occasion: str = "",
) -> PackDraft:
    """Lay out the pack as it is where nobody chose. Raises: NeedsEyes when a passage waits."""
    groups = (group_id, *more_groups)
    lines = gather(diary, reading.book_of_days(diary, period.first, period.last), groups, period)
    occasion = occasion or _occasion(period)
    items = require_cleared(reviewer(diary, occasion, groups).read(_by_day(lines)))
    made = compose(diary, lines, usual(lines), items, occasion)
    document = replace(made.document, with_agenda=with_agenda, with_facilitator=with_facilitator)
    return replace(made, document=document)


def compose(
    diary: Diary,
    lines: Iterable[PackLine],
    chosen: Sequence[str],
    items: Iterable[ReviewItem],
    occasion: str,
) -> PackDraft:
    """Lay out the chosen lines in their order; one that was not read and cleared is left out.

    ``chosen`` are ids of lines. Where a part has more lines than room, the first ones stand.
    """
    seen = tuple(items)
    ready = {item.id: item for item in seen if item.is_ready}
    by_id = {line.id: line for line in lines}
    used: list[tuple[PackLine, Told]] = []
    taken = dict.fromkeys(PackItemKind, 0)
    for line_id in chosen:
        line, item = by_id.get(line_id), ready.get(line_id)
        if line is None or item is None or taken[line.part] >= ROOM[line.part]:
            continue
        taken[line.part] += 1
        used.append((line, Told(item, _with_went(line, item.rendered), line.week)))
    document = content.Pack(
        when=_when(told for _, told in used),
        question=_joined(used, PackItemKind.CHALLENGE),
        happened=_joined(used, PackItemKind.HAPPENED),
        noticed=_texts(used, PackItemKind.NOTICED),
        unsure=_texts(used, PackItemKind.UNSURE),
        advice=_joined(used, PackItemKind.ADVICE),
        learned=_joined(used, PackItemKind.LEARNING),
        sign=_joined(used, PackItemKind.OUTCOME_SIGN),
        since_last_time=_joined(used, PackItemKind.TRIED),
        activity=_activity(_joined(used, PackItemKind.ACTIVITY)),
        code=tutor_code(diary, occasion),
        style=content.Style(is_sample=diary.is_sample),
    )
    sign = next((line for line, _ in used if line.part is PackItemKind.OUTCOME_SIGN), None)
    if sign is not None:
        document = replace(document, indicator=_indicator(diary, sign), step=sign.step)
    return PackDraft(
        document,
        _gate_words([told for _, told in used], document.activity),
        own_texts(),
        tuple((line, told.text) for line, told in used),
        seen,
        tuple(told.item for _, told in used),
    )


def records(
    draft: PackDraft,
    pack_id: str,
    meeting_on: date,
    period: Period,
    group_id: str | None,
    earlier: Sequence[PackItem] = (),
) -> tuple[PackRecord, tuple[PackItem, ...]]:
    """Return what the diary keeps of a pack that was given: its parts in the words that left.

    ``earlier`` are its parts from when it was given before: they are written anew, from the first on.
    """
    pack = PackRecord(
        id=pack_id,
        meeting_on=meeting_on,
        period_from=period.first,
        period_to=period.last,
        group_id=group_id,
        question=draft.document.question,
    )
    items = tuple(
        PackItem(
            id=earlier[place].id if place < len(earlier) else new_id(),
            pack_id=pack_id,
            kind=line.part,
            text=text,
            indicator=line.passage.indicators[0] if line.part is PackItemKind.OUTCOME_SIGN else "",
            source_id="" if line.is_own else line.id,
        )
        for place, (line, text) in enumerate(draft.used)
    )
    return pack, items


def tutor_code(diary: Diary, occasion: str) -> str:
    """Return the letters that stand for the tutor towards this group, for this pack only."""
    tutor = diary.tutor
    pseudonyms = Pseudonyms.of(diary, Recipient.REFLECTION, occasion)
    return pseudonyms.code(tutor.id if tutor else diary.vault.vault_id)[:CODE_SHOWN]


def own_texts() -> tuple[str, ...]:
    """Return every text of a pack that is the app's: ordinary words name nobody there.

    The wording of a framework counts only as the app brings it: another one can name somebody.
    """
    empty = content.Pack(
        with_agenda=True, with_facilitator=True, activity=content.Activity("-", "-", "-", "-"),
        noticed=("-",), unsure=("-",), advice="-", learned="-", sign="-", since_last_time="-", happened="-",
    )  # fmt: skip
    texts = [*_strings(outline(empty)), pack_words.BOTH, pack_words.NOTHING_HAPPENED]
    shipped = shipped_framework()
    names = [indicator.name for outcome in shipped.outcomes for indicator in outcome.indicators]
    steps = ["", *(step.words for step in shipped.ladder)]
    for name in names:
        texts += [pack_words.sign_title(content.Pack(indicator=name, step=step)) for step in steps]
    return tuple(dict.fromkeys(text for text in texts if len(text) > 1))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _strings(one)
    elif is_dataclass(value):
        for part in fields(value):
            yield from _strings(getattr(value, part.name))


def _occasion(period: Period) -> str:
    return f"{period.first}..{period.last}"


def _by_day(lines: Iterable[PackLine]) -> tuple[Passage, ...]:
    return tuple(sorted((line.passage for line in lines), key=lambda passage: (passage.day, passage.id)))


def _with_went(line: PackLine, text: str) -> str:
    return f"{text.rstrip().rstrip('.')}. {line.went}." if line.went else text


def _gate_words(told: Sequence[Told], activity: content.Activity) -> tuple[Cleared, ...]:
    """Return what was kept on purpose; an activity stands in two pieces on the page."""
    whole = gate_words(told)
    pieces = [part for part in (activity.name, activity.how) if part]
    split = [Cleared(part, one.words) for one in whole for part in pieces if part in one.passage]
    return (*whole, *split)


def _when(told: Iterable[Told]) -> str:
    weeks = sorted({one.week for one in told if one.week})
    if not weeks:
        return ""
    return f"week {weeks[0]}" if len(weeks) == 1 else f"weeks {weeks[0]} to {weeks[-1]}"


def _texts(used: Sequence[tuple[PackLine, Told]], part: PackItemKind) -> tuple[str, ...]:
    return tuple(told.text for line, told in used if line.part is part)


def _joined(used: Sequence[tuple[PackLine, Told]], part: PackItemKind) -> str:
    return "\n\n".join(_texts(used, part))


def _activity(text: str) -> content.Activity:
    """Return an activity as its name and how it goes: the first line or sentence names it."""
    text = text.strip()
    head, _, rest = text.partition("\n") if "\n" in text else text.partition(". ")
    return content.Activity(name=head.rstrip("."), how=rest.strip())


def _indicator(diary: Diary, line: PackLine) -> str:
    return diary.framework.indicator(line.passage.indicators[0]).name if line.passage.indicators else ""
