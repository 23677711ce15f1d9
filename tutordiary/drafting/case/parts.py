"""The parts of a case study, in the order of its story, with what each asks for while it is empty."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CasePart:
    """One part: its key, its heading, and what is still to write. ``most`` pieces make its first draft."""

    key: str
    heading: str
    prompt: str
    most: int


START, TRIED, FIRST_SIGNS, TURNING_POINT = "start", "tried", "first_signs", "turning_point"
HARD_PATCH, OTHERS_SAW, LEARNED, NEXT_STEP = "hard_patch", "others_saw", "learned", "next_step"

PARTS: tuple[CasePart, ...] = (
    CasePart(START, "How it began", "where it began, and who said so", 3),
    CasePart(TRIED, "What I tried, week by week", "what you changed, and in which week", 6),
    CasePart(FIRST_SIGNS, "First signs", "the first small signs, in sessions and outside them", 4),
    CasePart(TURNING_POINT, "A turning point", "the moment after which something was different", 2),
    CasePart(HARD_PATCH, "A hard patch", "what did not work, or went back for a while", 3),
    CasePart(OTHERS_SAW, "What others saw", "what staff or the family noticed, in their words", 3),
    CasePart(LEARNED, "What I learned", "what you believe differently now", 3),
    CasePart(NEXT_STEP, "What happens next", "what the pupil wants to do next", 2),
)
KEYS: tuple[str, ...] = tuple(part.key for part in PARTS)
PROMPTS_OF_GROUPS = {
    START: "where the group began, and who said so",
    NEXT_STEP: "what the group wants to do next",
}


def part_of(key: str) -> CasePart:
    """Return a part by its key. A key nobody knows, from an older app, reads as the last part's."""
    return next((part for part in PARTS if part.key == key), PARTS[-1])


def prompt_of(key: str, *, is_one_pupil: bool) -> str:
    """Return what a part asks for while it is empty: of one pupil, or of a group."""
    return part_of(key).prompt if is_one_pupil else PROMPTS_OF_GROUPS.get(key, part_of(key).prompt)
