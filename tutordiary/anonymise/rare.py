"""Finds what a person must judge: rare facts that point at one child, and sensitive matters."""

from __future__ import annotations

import re

from tutordiary.anonymise import words
from tutordiary.anonymise.matters import find_matters
from tutordiary.anonymise.page import Page

_WHO = r"(?:child|boy|girl|kid|one|pupil|person|family|student|member|player|drummer|singer)"
_RARE = (
    re.compile(
        r"\b(?:(?:the|our|my|their) )?(?:only|first|last) (?:other )?"
        r"(?:(?:[a-z]{2,15}|[A-Z][a-z]{1,14}) ){0,2}" + _WHO + r"\b[^.!?\n]{0,80}",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:the |that )?" + _WHO + r" (?:who|that|whose|with) "
        r"(?:house|flat|name|story|case|dad's|was|were|had|is|has|got|won|went|lost|came|made|the|a|his|her|mum|dad|family)\b[^.!?\n]{0,60}",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:in the (?:local )?(?:paper|papers|news|gazette)|on the news|on (?:the )?(?:telly|tv)|"
        r"local paper|went viral|"
        r"(?:won|winning) the (?:national|county|regional)|is (?:quite )?famous)\b",
        re.IGNORECASE,
    ),
)
_SENSITIVE = re.compile(r"\ba&e\b", re.IGNORECASE)
_LANGUAGE = re.compile(
    r"\b(?:speaks?|spoke|speaking) ([A-Z][a-z]{3,14})\b(?= (?:at home|with (?:his|her|their)))"
)
_HOME_LANGUAGE = re.compile(
    r"\b(?:in|speaks?|spoke|speaking|from|and|to|say|said|counted in|sang in) "
    r"(somali|urdu|punjabi|gujarati|bengali|polish|romanian|turkish|kurdish|arabic|farsi|pashto|dari|tamil|hindi|"
    r"nepali|sinhala|yoruba|igbo|hausa|twi|swahili|shona|zulu|amharic|tigrinya|lingala|wolof|portuguese|ukrainian|"
    r"russian|lithuanian|latvian|bulgarian|albanian|hungarian|czech|slovak|greek|cantonese|mandarin|vietnamese|thai|"
    r"tagalog|malay|korean|japanese|hebrew|yiddish|romani|patois|creole|dutch|sylheti|mirpuri|oromo)\b",
    re.IGNORECASE,
)
_BORN_TOGETHER = re.compile(
    r"\b(?:youngest|oldest|eldest|one|middle one) of (?:the |a )?(?:triplets|twins|quads)\b", re.IGNORECASE
)
_GOES_ON = re.compile(r"\b(?:in|with|who|whose|that|from|of|to|at|here)\b")
_ONLY_CAPITALS = frozenset(("add", "asd", "lac"))
_MUSICAL_NEXT = frozenset(("a", "the", "chord", "cymbal", "notes", "note", "it", "them"))


def mark_rare(page: Page) -> None:
    """Flag stretches that single a child out and words for sensitive matters, one flag a stretch."""
    shown = bytearray(len(page.text))
    for pattern in _RARE:
        for match in pattern.finditer(page.text):
            if pattern is not _RARE[0] or _says_something(match.group()):
                _show(page, shown, match.start(), match.end(), "RARE")
    for start, end, type_name in sorted(find_matters(page), key=_by_length):
        _show(page, shown, start, end, type_name)
    for match in _SENSITIVE.finditer(page.text):
        _show(page, shown, match.start(), match.end(), "SENSITIVE")
    for pattern in (_LANGUAGE, _HOME_LANGUAGE):
        for match in pattern.finditer(page.text):
            _show(page, shown, match.start(1), match.end(1), "SENSITIVE")
    for match in _BORN_TOGETHER.finditer(page.text):
        _show(page, shown, match.start(), match.end(), "RARE")
    sensitive = words.listed("sensitive")
    for index in page.where(sensitive):
        token = page.tokens[index]
        if page.taken[token.start] != 1 and _is_sensitive_here(page, index):
            _show(page, shown, token.start, token.end, "SENSITIVE")


def _by_length(matter: tuple[int, int, str]) -> tuple[int, int]:
    start, end, _ = matter
    return start - end, start


def _show(page: Page, shown: bytearray, start: int, end: int, type_name: str) -> None:
    if not any(shown[start:end]):
        shown[start:end] = b"\x01" * (end - start)
        page.flag(start, end, type_name, type_name.lower())


def _is_sensitive_here(page: Page, index: int) -> bool:
    """Return whether a word of the list is meant in its sensitive sense."""
    token = page.tokens[index]
    if token.low in _ONLY_CAPITALS:
        return token.upper
    if token.low in {"mute", "domestic", "gang", "drugs", "alcohol", "benefits", "visa"}:
        return page.low(index + 1) not in _MUSICAL_NEXT and page.low(index - 1) != "to"
    return True


def _says_something(text: str) -> bool:
    """Return whether "the only one" goes on to say what sets the child apart."""
    return bool(_GOES_ON.search(text, 6)) or text.lower().startswith("only child")
