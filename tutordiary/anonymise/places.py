"""Finds places nobody listed by their shape: schools, saints, bodies, streets, and places moved to."""

from __future__ import annotations

import re

from tutordiary.anonymise import words
from tutordiary.anonymise.page import Page, Token

_FLAT = re.compile(
    r"\b(?:[0-9]{1,2}/[0-9]{1,2}, {0,2}(?:[0-9]{1,4}[a-z]? )?|"
    r"(?:flat|apartment|apt|unit|room|floor) {0,2}[0-9]{1,4}[a-z]?,? {0,2}(?:[0-9]{1,4}[a-z]? )?)$",
    re.IGNORECASE,
)


_FLAT_NUMBER = re.compile(
    r"(?<![A-Ga-g] )\b(?:flat|apartment|apt) {0,2}[0-9]{1,4}[a-z]?\b(?! ?(?:major|minor|chord))",
    re.IGNORECASE,
)
_HYPHENED = re.compile(
    r"\b([A-Z][a-z]{1,14})-(?:y|yr|on|upon|in|under|le|la|by|next|super|cum)-(?:the-)?[A-Za-z][a-z]{1,14}\b"
)
_SAINTS = frozenset(("st", "saint", "sts"))
_HOUSE_NUMBER = re.compile(r"(?<![\w.])[0-9]{1,4}[a-z]?,? $", re.IGNORECASE)


def mark_shaped(page: Page) -> None:
    """Mark unknown saints, schools, bodies and streets."""
    for mark, cues in (
        (_saint, _SAINTS),
        (_school, words.listed("school")),
        (_body, words.listed("org")),
        (_street, words.listed("street")),
    ):
        for index in page.where(cues):
            mark(page, index)


def mark_places(page: Page) -> None:
    """Mark unknown places after words of going and being: "moved to Lagos"."""
    for index in page.where(words.listed("place_before")):
        _place(page, index)
    for match in _HYPHENED.finditer(page.text):
        welsh = "-y-" in match.group() or "-yr-" in match.group() or "-upon-" in match.group()
        if (welsh or not words.is_common(match[1].lower())) and page.is_undecided(match.start(), match.end()):
            page.redact(match.start(), match.end(), "PLACE", "place")
    for match in _FLAT_NUMBER.finditer(page.text):
        if page.is_free(match.start(), match.end()):
            page.redact(match.start(), match.end(), "ADDRESS", "street")


def _gap_is_space(token: Token | None) -> bool:
    return token is not None and token.gap.strip(" \n") in {"", "."} and len(token.gap) <= 3


def _capitals_before(page: Page, index: int, most: int = 4) -> int:
    """Return the first token of the run of capitalised words that ends just before ``index``."""
    first = index
    while index - first < most:
        earlier = page.near(first - 1)
        here = page.tokens[first]
        if earlier is None or here.gap not in {" ", "-", "'", ". ", "' "} or page.taken[earlier.start] == 1:
            break
        if earlier.low in words.listed("determiner") and not (earlier.cap and not earlier.opens):
            break
        if earlier.low in words.listed("stop") and earlier.low != "st" and (not earlier.cap or earlier.opens):
            break
        if earlier.low == "s" and here.gap == " ":
            first -= 1
            continue
        if not earlier.cap or (earlier.shout and words.is_word(earlier.low)):
            break
        first -= 1
    return first


def _street(page: Page, index: int) -> None:
    token = page.tokens[index]
    if token.low not in words.listed("street") or page.taken[token.start]:
        return
    following = page.near(index + 1)
    more = following is not None and following.gap == " " and following.cap and token.cap
    if more and following is not None and following.low in words.listed("street"):
        return  # "Primrose Hill Close": the last word tells
    first = _capitals_before(page, index, 3)
    lower_street = False
    if first == index:
        lower_street = _lower_street(page, index)
        if not lower_street:
            return
        first = index - 1
    elif not token.cap or page.low(first) in words.listed("formal"):
        return
    start = page.tokens[first].start
    flat = _FLAT.search(page.text, max(0, start - 24), start)
    number = "" if flat else page.text[max(0, start - 8) : start]
    digits = len(number) - len(number.rstrip(" ,"))
    stripped = number.rstrip(" ,")
    if digits <= 2 and stripped[-1:].isalnum():
        tail = stripped.split()[-1] if stripped.split() else ""
        if tail[:1].isdigit() and len(tail) <= 5:
            start = max(0, start - 8) + stripped.rfind(tail)
    start = flat.start() if flat else start
    if page.is_free(start, token.end) or page.is_free(page.tokens[first].start, token.end):
        start = start if page.is_free(start, token.end) else page.tokens[first].start
        page.redact(start, token.end, "ADDRESS", "street")


def _lower_street(page: Page, index: int) -> bool:
    """Return whether a lower-case street with a house number stands here: "14 mill close"."""
    name, token = page.near(index - 1), page.tokens[index]
    if name is None or token.gap != " " or page.taken[name.start]:
        return False
    strange = not words.is_word(name.low) and len(name.low) >= 4
    numbered = _HOUSE_NUMBER.search(page.text, max(0, name.start - 8), name.start) is not None
    if (
        strange
        and not numbered
        and token.low not in {"road", "street", "crescent", "avenue", "close", "terrace"}
    ):
        return False
    return (numbered or strange) and token.low in {
        "road",
        "street",
        "close",
        "lane",
        "avenue",
        "drive",
        "crescent",
        "gardens",
        "terrace",
        "grove",
        "house",
        "court",
        "mews",
        "way",
        "place",
        "rise",
    }


def _saint(page: Page, index: int) -> None:
    """Mark a school or church named after a saint nobody listed: "St Luke's"."""
    token, name = page.tokens[index], page.near(index + 1)
    if token.low not in _SAINTS or not token.cap or page.taken[token.start] or name is None:
        return
    if name.gap not in {" ", ". "} or not name.cap or page.taken[name.start]:
        return
    last = index + 1
    following = page.near(last + 1)
    if following is not None and following.gap == "'" and following.low == "s":
        last += 1
    while page.low(last + 1) in words.listed("school_tail") and page.tokens[last + 1].cap:
        last += 1
    page.redact(token.start, page.tokens[last].end, "SCHOOL", "saint")


def _school(page: Page, index: int) -> None:
    token = page.tokens[index]
    if token.low not in words.listed("school") or page.taken[token.start] or token.shout:
        return
    first = _capitals_before(page, index)
    if first == index or all(page.low(at) in words.listed("school") for at in range(first, index)):
        return
    last = index
    while page.low(last + 1) in words.listed("school") and page.tokens[last + 1].cap:
        last += 1
    start, end = page.tokens[first].start, page.tokens[last].end
    if page.is_free(start, end):
        page.redact(start, end, "SCHOOL", "school")


def _body(page: Page, index: int) -> None:
    token = page.tokens[index]
    if token.low not in words.listed("org") or page.taken[token.start] or token.shout or index in page.plain:
        return
    first = _capitals_before(page, index)
    if first == index:
        return
    strange = any(
        not words.is_word(page.low(at)) and page.low(at) not in words.listed("capital")
        for at in range(first, index)
    )
    if not strange and not (index - first > 1 or (token.cap and not page.tokens[first].opens)):
        return
    start, end = page.tokens[first].start, token.end
    if page.is_free(start, end):
        page.redact(start, end, "ORG", "body")


def _place(page: Page, index: int) -> None:
    token = page.tokens[index]
    if token.low not in words.listed("place_before"):
        return
    first = index + 1
    while page.low(first) in {"to", "from", "in", "at", "near", "the", "back"} and first < index + 3:
        first += 1
    name = page.near(first)
    if (
        name is None
        or not name.cap
        or page.taken[name.start]
        or not _gap_is_space(name)
        or first in page.plain
    ):
        return
    low = name.low
    moving = token.low in {"moving", "moved", "move", "live", "lives", "lived", "living", "leaving", "left"}
    if low in words.listed("stop") or low in words.listed("calendar") or low in words.listed("capital"):
        return
    if name.shout and not moving:
        return
    if words.is_word(low) and not moving:
        return
    if len(low) < 3:
        return
    last = first
    while last - first < 3:
        after = page.near(last + 1)
        if after is None or after.gap not in {" ", "-"} or not after.cap or page.taken[after.start]:
            break
        if after.low in words.listed("stop") or after.low in words.listed("calendar"):
            break
        last += 1
    following, beyond = page.near(last + 1), page.near(last + 2)
    ends = beyond is None or beyond.gap != " " or beyond.low in words.listed("not_verb")
    if following is not None and following.low == "s" and following.gap == "'" and ends:
        last += 1  # "goes to Barnardo's on Saturdays": the s is part of the name
    page.redact(name.start, page.tokens[last].end, "PLACE", "place")
