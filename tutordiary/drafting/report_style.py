"""Which parts a report prints and how it looks: the tutor's own choices, kept with the report.

They are kept as choices beside those of the records that go in: ``part:targets`` for a part, and
``style:large_print``. What was never chosen is as the service's template has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tutordiary.documents.content import FamilyReport, NextSteps, SencoReport, Style
from tutordiary.documents.parts import FAMILY_PARTS, SENCO_PARTS
from tutordiary.model import ReportAudience

LARGE_PRINT = "style:large_print"
PART = "part:"
COMMENTS, SPACES = "comments", "spaces"

_SENCO_FIELDS: Mapping[str, Mapping[str, Any]] = {
    "hopes": {"hopes": ()},
    "strengths": {"strengths": ""},
    "observed": {"rows": ()},
    "then_and_now": {"outcome_notes": ()},
    "targets": {"targets": ()},
    "voices": {"voices": ()},
    "hard_and_helps": {"still_hard": "", "what_helps": ""},
    "next_steps": {"next_steps": NextSteps()},
    "evidence": {"evidence": ()},
}
_FAMILY_FIELDS: Mapping[str, Mapping[str, Any]] = {
    "attendance": {"attended": 0, "offered": 0},
    "can_do": {"can_do": ()},
    "proud": {"proud_moment": ""},
    "quote": {"quote": None},
    "targets": {"targets": ()},
    "easier": {"easier": ""},
    "tricky": {"tricky": ()},
    "next": {"next_step": ""},
    "at_home": {"try_at_home": ""},
}
_WORDED_IN: Mapping[str, str] = {
    "strengths": "strengths",
    "still_hard": "hard_and_helps",
    "what_helps": "hard_and_helps",
    "assess": "next_steps",
    "plan": "next_steps",
    "do": "next_steps",
    "review": "next_steps",
    "proud_moment": "proud",
    "easier": "easier",
    "tricky": "tricky",
    "tricky_helps": "tricky",
    "next_step": "next",
    "try_at_home": "at_home",
}


@dataclass(frozen=True, slots=True)
class PartChoice:
    """A part of the document, its heading, and whether it is printed."""

    key: str
    title: str
    is_on: bool


def parts_of(
    audience: ReportAudience, choices: Mapping[str, bool], base: Style | None = None
) -> tuple[PartChoice, ...]:
    """Return the parts of a report for one reader, in the order they are printed."""
    begun = base or Style()
    names = SENCO_PARTS if audience is ReportAudience.SCHOOL else FAMILY_PARTS
    return tuple(
        PartChoice(
            key,
            begun.heading(key, usual),
            choices.get(f"{PART}{key}", begun.has(key) and key != COMMENTS),
        )
        for key, usual in names
    )


def part_of(section: str) -> str:
    """Return the key of the part a worded text stands in; empty for one that is always printed."""
    return _WORDED_IN.get(section, "")


def styled(
    document: SencoReport | FamilyReport, choices: Mapping[str, bool], base: Style | None = None
) -> SencoReport | FamilyReport:
    """Return a report as it was chosen to look. What stands in a part left out is not in it any more."""
    is_school = isinstance(document, SencoReport)
    audience = ReportAudience.SCHOOL if is_school else ReportAudience.FAMILY
    parts = parts_of(audience, choices, base)
    out = tuple(part.key for part in parts if not part.is_on)
    begun, own = base or Style(), document.style
    style = replace(
        begun,
        large_print=choices.get(LARGE_PRINT, own.large_print or begun.large_print),
        language=own.language,
        is_sample=own.is_sample,
        left_out=out,
    )
    emptied: dict[str, Any] = {}
    for key in out:
        emptied |= (_SENCO_FIELDS if is_school else _FAMILY_FIELDS).get(key, {})
    if isinstance(document, FamilyReport):
        return replace(document, style=style, space_to_write=SPACES not in out, **emptied)
    shown = replace(document, style=style, comment_spaces=COMMENTS not in out, **emptied)
    return _without_numbers(shown) if "evidence" in out else shown


def _without_numbers(report: SencoReport) -> SencoReport:
    """Return a report whose texts point at no notes: those are not printed."""
    return replace(
        report,
        outcome_notes=tuple(replace(note, evidence=()) for note in report.outcome_notes),
        targets=tuple(replace(target, evidence=()) for target in report.targets),
    )
