"""The light marks a worded text may hold: headings, lists and strong words, and nothing else.

``## `` begins a heading, ``- `` an item of a list, ``1. `` a numbered one, each at the start of a line;
``**two stars**`` on each side make words strong. Whatever is not one of these, or is not finished, stands as
it was typed: a text without marks says the same in every format as it did before there were any.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["para", "heading", "bullet", "number"]

RICH_FIELDS: frozenset[str] = frozenset(
    {
        *("SencoReport.summary", "SencoReport.strengths", "SencoReport.still_hard", "SencoReport.what_helps"),
        *("NextSteps.assess", "NextSteps.plan", "NextSteps.do", "NextSteps.review"),
        *("FamilyReport.opening", "FamilyReport.proud_moment", "FamilyReport.easier"),
        *("FamilyReport.next_step", "FamilyReport.try_at_home"),
        *("CaseSection.text", "CaseStudy.short_version"),
    }
)
"""The fields a tutor words and may mark, as ``Class.field``. All others are names, labels or exact words."""

_BEGINS = re.compile(
    r"(?:(?P<heading>#{2,3})|(?P<bullet>[-*\u2022])|(?P<number>\d{1,2}[.)]))[ \u00a0]+(?=\S)"
)
_STRONG = re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*")
_EMPTY_LINE = re.compile(r"\n[ \u00a0]*\n")


@dataclass(frozen=True, slots=True)
class Bit:
    """Words of one weight."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, a heading or an item of a list. ``number`` is the item's own, 0 for all others.

    A paragraph may hold single line ends.
    """

    kind: Kind
    bits: tuple[Bit, ...]
    number: int = 0

    @property
    def text(self) -> str:
        """The words without marks."""
        return "".join(bit.text for bit in self.bits)


def parse(text: str) -> tuple[Part, ...]:
    """Return a worded text as parts, in order. An empty text has none.

    The first number of a list counts, and the others follow it, so that a list typed with slips is in order.
    """
    parts: list[Part] = []
    for block in _EMPTY_LINE.split(text):
        plain: list[str] = []
        count = 0
        for line in block.split("\n"):
            begins = _BEGINS.match(line)
            if begins is None:
                plain.append(line)
                continue
            if any(plain):
                parts.append(Part("para", bits("\n".join(plain))))
                count = 0
            plain = []
            words = bits(line[begins.end() :].strip())
            if begins["number"]:
                count = count + 1 if count else max(1, int(begins["number"][:-1]))
                parts.append(Part("number", words, count))
            else:
                count = 0
                parts.append(Part("heading" if begins["heading"] else "bullet", words))
        if any(line.strip() for line in plain):
            parts.append(Part("para", bits("\n".join(plain).strip("\n"))))
    return tuple(parts)


def bits(text: str) -> tuple[Bit, ...]:
    """Return one line or paragraph as bits; neighbours differ in weight, and none is empty."""
    found: list[Bit] = []
    at = 0
    for strong in _STRONG.finditer(text):
        if strong.start() > at:
            found.append(Bit(text[at : strong.start()]))
        found.append(Bit(strong[1], strong=True))
        at = strong.end()
    if at < len(text):
        found.append(Bit(text[at:]))
    return tuple(found)


def has_marks(text: str) -> bool:
    """Return whether anything in a text would look different without its marks."""
    return any(part.kind != "para" or any(bit.strong for bit in part.bits) for part in parse(text))


def plain(text: str) -> str:
    """Return a text without its marks, a line for each part: what is read for names, counted and copied.

    Items keep a dash or their number, so that a list is still one.
    """
    if not has_marks(text):
        return text
    lines: list[str] = []
    before: Part | None = None
    for part in parse(text):
        apart = before is not None and (part.kind not in ("bullet", "number") or before.kind != part.kind)
        if apart and not (before is not None and before.kind == "heading"):
            lines.append("")
        lead = {"bullet": "- ", "number": f"{part.number}. "}.get(part.kind, "")
        lines.append(f"{lead}{part.text}")
        before = part
    return "\n".join(lines)
