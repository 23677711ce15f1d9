"""Finds what a person must judge: rare facts that point at one child, and sensitive matters."""

from __future__ import annotations

import re

from tutordiary.anonymise import words
from tutordiary.anonymise.page import Page

_ONLY = re.compile(
    r"\b(?:(?:the|our|my) )?(?:only|first|last) (?:other )?(?:child|boy|girl|kid|one|pupil|person|family|student|member)\b"
    r"[^.!?\n]{0,80}",
    re.IGNORECASE,
)
_THE_ONE = re.compile(
    r"\b(?:the )?(?:child|boy|girl|kid|one|pupil|family) (?:who|that|whose) (?:was|were|had|is|has|got|won|went|lost|came|made)\b"
    r"[^.!?\n]{0,60}",
    re.IGNORECASE,
)
_NEWS = re.compile(
    r"\b(?:in the (?:paper|papers|news)|on the news|on (?:the )?(?:telly|tv)|local paper|went viral|court (?:case|thing|date|order)|"
    r"child (?:protection|in need)|social (?:worker|services|care)|foster (?:carer|care|mum|dad|family|placement|home|parents?)|"
    r"looked after|looked-after|care order|kinship care|special guardianship|residential home|food bank|free school meals|"
    r"domestic (?:abuse|violence)|self[- ]harm\w{0,4}|hearing aids?|cochlear implant|selective(?:ly)? mut\w{2,3}|"
    r"passed away|in (?:prison|hospital|jail|care)|temporary (?:housing|accommodation)|young carer|"
    r"cerebral palsy|down'?s syndrome|muscular dystrophy|sickle cell|cystic fibrosis|visual(?:ly)? impair\w{2,4}|"
    r"speaks? (?:[A-Z][a-z]{2,15}) at home|half[- ]siblings?|two (?:mums|dads)|parents? (?:have )?split)\b",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(
    r"\b(?:speaks?|spoke|speaking|talks?|in) ([A-Z][a-z]{3,14})(?= at home| with (?:his|her|their)| to )"
)


def mark_rare(page: Page) -> None:
    """Flag stretches that single a child out and words for sensitive matters, one flag a clause."""
    text = page.text
    ranges: list[tuple[int, int]] = []
    for pattern in (_ONLY, _THE_ONE):
        for match in pattern.finditer(text):
            if _says_something(match.group()) and _apart(match.start(), match.end(), ranges):
                ranges.append((match.start(), match.end()))
                page.flag(match.start(), match.end(), "RARE", "singles_out")
    for match in _NEWS.finditer(text):
        if _apart(match.start(), match.end(), ranges):
            ranges.append((match.start(), match.end()))
            page.flag(match.start(), match.end(), "SENSITIVE", "sensitive")
    for match in _LANGUAGE.finditer(text):
        if _apart(match.start(1), match.end(1), ranges):
            page.flag(match.start(1), match.end(1), "SENSITIVE", "language")
    sensitive = words.listed("sensitive")
    for index, token in enumerate(page.tokens):
        if token.low in sensitive and page.taken[token.start] != 1 and _apart(token.start, token.end, ranges):
            if _is_sensitive_here(page, index):
                page.flag(token.start, token.end, "SENSITIVE", "sensitive")
                ranges.append((token.start, token.end))


def _apart(start: int, end: int, ranges: list[tuple[int, int]]) -> bool:
    return all(end <= first or start >= last for first, last in ranges)


def _is_sensitive_here(page: Page, index: int) -> bool:
    token = page.tokens[index]
    low = token.low
    if low in {"add", "asd", "lac"}:
        return token.upper
    if low in {
        "adopted",
        "separated",
        "suspended",
        "domestic",
        "benefits",
        "traveller",
        "gang",
        "depression",
    }:
        return page.low(index + 1) not in {"a", "the", "chord", "cymbal", "notes"}
    if low in {"mute", "mutism", "depressed", "separation", "christian"}:
        return page.low(index - 1) != "to"
    return True


def _says_something(text: str) -> bool:
    """Return whether "the only one" goes on to say what sets the child apart."""
    return bool(
        re.search(r"\b(?:in|with|who|whose|that|from|of|to|at)\b", text[6:])
    ) or text.lower().startswith("only child")
