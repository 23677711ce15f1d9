"""What two states of a case study say otherwise, piece by piece, in the order of the story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tutordiary.diary.case_pieces import Standing
from tutordiary.drafting.case import parts
from tutordiary.model import CaseStudySection

Kind = Literal["added", "removed", "reworded", "moved"]
TITLE, SHORT, QUOTE, NAME = "title", "two_sentences", "pull_quote", "changed_name"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``part`` is a part's key, or the field of the study; a text that is not there is empty.

    A piece that stands in another part and says other words too is "reworded"; ``part`` is the newer one.
    """

    part: str
    kind: Kind
    before: str
    after: str


def changes(before: Standing, after: Standing) -> tuple[Change, ...]:
    """Return what changed from one state to the other: the study's own words, then the pieces."""
    found = []
    for field in (TITLE, NAME, SHORT, QUOTE):
        old, new = getattr(before.study, field), getattr(after.study, field)
        if old != new:
            kind: Kind = "reworded" if old and new else "added" if new else "removed"
            found.append(Change(field, kind, old, new))
    held, now = ({one.id: one for one in each.pieces} for each in (before, after))
    pieces = [_change(held.get(key), now.get(key)) for key in dict.fromkeys((*held, *now))]
    order = {key: place for place, key in enumerate(parts.KEYS)}
    return (*found, *sorted((one for one in pieces if one), key=lambda one: order.get(one.part, len(order))))


def _change(old: CaseStudySection | None, new: CaseStudySection | None) -> Change | None:
    if old is None or new is None:
        there = new or old
        if there is None:
            return None
        return Change(
            there.section,
            "added" if old is None else "removed",
            old.text if old else "",
            new.text if new else "",
        )
    if old.text != new.text:
        return Change(new.section, "reworded", old.text, new.text)
    if old.section != new.section:
        return Change(new.section, "moved", old.text, new.text)
    return None
