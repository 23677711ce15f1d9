"""What a tutor brings to a critical reflection group: one page without names, settings or dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tutordiary.diary import Diary
from tutordiary.documents import content
from tutordiary.drafting.cleared import Told, gate_words
from tutordiary.evidence import Period, group_week
from tutordiary.model import Audience
from tutordiary.release.bundle import book_of
from tutordiary.release.known_names import Cleared
from tutordiary.release.passages import LOOKED_LONGER
from tutordiary.release.review import Reviewer, ReviewItem, require_cleared

LEARNED = LOOKED_LONGER | {"assumptions", "went_well"}
MOST_LINES = 3
MOST_PARAGRAPHS = 2


@dataclass(frozen=True, slots=True)
class PackDraft:
    """A pack ready to be written, with what the gate needs to judge it."""

    document: content.Pack
    cleared: tuple[Cleared, ...]
    own: tuple[str, ...] = ()


def review(diary: Diary, group_id: str, period: Period) -> tuple[ReviewItem, ...]:
    """Return the passages a pack of this group would be made of, with their states."""
    occasion = f"{period.first}..{period.last}"
    items = Reviewer(diary, period, Audience.REFLECTION, occasion=occasion).items(groups=(group_id,))
    return tuple(item for item in items if item.passage.group_id == group_id)


def draft(diary: Diary, group_id: str, period: Period, *, with_agenda: bool = False) -> PackDraft:
    """Lay out the pack. Raises: NeedsEyes when a passage was not read and decided."""
    book = book_of(diary)
    items = require_cleared(review(diary, group_id, period))
    told = tuple(Told(item, item.rendered, group_week(book, group_id, item.passage.day)) for item in items)
    signs = [one for one in told if one.kind == "observation" and one.item.id.endswith(".text")]
    did = [one for one in told if one.item.id.endswith(".what_i_did")]
    sign = next((one for one in reversed(signs) if one.item.passage.indicators), None)
    indicator = ""
    if sign is not None:
        indicator = diary.framework.indicator(sign.item.passage.indicators[0]).name
    activity = next((one.text for one in reversed(told) if one.kind == "activity"), "")
    name, _, how = activity.partition(". ")
    document = content.Pack(
        when=_when(told),
        question=_last(told, "question"),
        happened=_joined([one for one in told if one.item.passage.about == "engaged_differently"] or did),
        noticed=tuple(one.text for one in signs if one is not sign)[-MOST_LINES:],
        unsure=_about(told, "did_not")[-MOST_LINES:],
        learned=_joined([one for one in told if one.item.passage.about in LEARNED]),
        indicator=indicator,
        sign=sign.text if sign else "",
        since_last_time=_joined([one for one in told if one.item.passage.about == "next_time"]),
        activity=content.Activity(name=name, how=how),
        with_agenda=with_agenda,
        style=content.Style(is_sample=diary.is_sample),
    )
    return PackDraft(document, gate_words(told))


def _when(told: Sequence[Told]) -> str:
    weeks = sorted({one.week for one in told if one.week})
    if not weeks:
        return ""
    return f"week {weeks[0]}" if len(weeks) == 1 else f"weeks {weeks[0]} to {weeks[-1]}"


def _last(told: Sequence[Told], kind: str) -> str:
    return next((one.text for one in reversed(told) if one.kind == kind), "")


def _about(told: Sequence[Told], prompt: str) -> tuple[str, ...]:
    return tuple(one.text for one in told if one.item.passage.about == prompt)


def _joined(told: Sequence[Told]) -> str:
    return "\n\n".join(one.text for one in told[-MOST_PARAGRAPHS:])
