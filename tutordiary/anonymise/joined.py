"""Takes along what hangs on an unknown name: particles, initials, house numbers, and the same name again."""

from __future__ import annotations

import re

from tutordiary.anonymise import words
from tutordiary.anonymise.page import Hit, Page, Token
from tutordiary.anonymise.spans import Action

_HOUSE = re.compile(
    r"(?:\b(?:at|to|in|on|by|near|lives?|living|address|home|from|number|no\.?)|[,:(])[ \t]{1,2}"
    r"([0-9]{1,3}[a-z]?) $",
    re.IGNORECASE,
)
_LINKS = frozenset(("y", "yr", "upon", "cum", "le", "under", "on", "and", "in", "the", "by", "o", "of", "a"))
_ALWAYS_LINK = frozenset(("y", "yr", "upon", "cum", "le", "under"))
_HYPHENED = frozenset(("y", "yr", "on", "upon", "le", "in", "under", "next", "the", "by", "of", "la", "de"))
# Lower-case words that belong to the name before them when that is one of a place: "harcourt grammar".
_OF_PLACES = frozenset(
    ("grammar", "primary", "juniors", "infants", "academy", "secondary", "prep", "comprehensive")
)
_NOT_A_PLACE = frozenset(("kin", "titled", "called", "met", "told"))
_UNKNOWN = frozenset(("PERSON", "PLACE", "ORG", "SCHOOL", "ADDRESS"))


def mark_joined(page: Page) -> None:
    """Grow unknown names over what belongs to them: "D'Shaun", "Anne-Sophie de la Tour", "42 Larkfield"."""
    hits = [hit for hit in page.hits if hit.action is Action.REDACT and hit.type in _UNKNOWN]
    if not hits:
        return
    by_end = {hit.end: hit for hit in hits}
    by_start = {hit.start: hit for hit in hits}
    for index, token in enumerate(page.tokens):
        if page.taken[token.start] == 1:
            continue
        before, after = page.near(index - 1), page.near(index + 1)
        left = by_end.get(before.end) if before is not None else None
        right = by_start.get(after.start) if after is not None else None
        last = _reach(page, index, token, left, right)
        if last >= index:
            hit = left or right
            if hit is not None:
                page.redact(token.start, page.tokens[last].end, hit.type, "joined")
                by_end[page.tokens[last].end] = hit
    for hit in hits:
        number = _HOUSE.search(page.text, max(0, hit.start - 24), hit.start)
        if number and page.is_free(number.start(1), number.end(1)):
            page.redact(number.start(1), number.end(1), "ADDRESS", "house_number")


def _reach(page: Page, index: int, token: Token, left: Hit | None, right: Hit | None) -> int:
    """Return the last token that hangs on a redacted name beside, or one before this one for none."""
    before, after = page.near(index - 1), page.near(index + 1)
    person = left is not None and left.type in {"PERSON", "PLACE"}
    if right is not None and after is not None and after.gap in {"-", "'"} and after.cap and token.cap:
        return index
    if left is None or before is None:
        return index - 1
    if not before.cap and token.low in _OF_PLACES and token.gap == " ":
        return index
    if not before.cap and token.gap != "-":
        return index - 1
    if right is not None and token.gap == " " and after is not None and after.gap == " ":
        joins = token.low in _ALWAYS_LINK or (token.low in _LINKS and right.type == "ADDRESS")
        return index if joins and after.cap and not token.cap else index - 1
    if token.gap == "-" and (token.cap or token.low in _HYPHENED or not words.is_word(token.low)):
        return index
    if token.gap == " " and not token.cap and token.low in _OF_PLACES and left.why not in _NOT_A_PLACE:
        return index
    if token.gap == " " and person and _is_last_initial(page, index, token):
        return index
    return _particles(page, index) if token.gap == " " else index - 1


def _is_last_initial(page: Page, index: int, token: Token) -> bool:
    """Return whether a single capital ends a name: "Reece B", but not "Reece I think"."""
    if len(token.text) != 1 or not token.cap:
        return False
    after = page.near(index + 1)
    if token.low in {"i", "a"} and after is not None and after.gap == " ":
        return after.low in words.listed("preposition") or after.low in words.listed("near_place")
    return page.text[token.end : token.end + 1] not in {"#", "'"} or page.after(token, 2) == "'s"


def _particles(page: Page, index: int) -> int:
    """Return the last token of "de la Tour" that starts here, or one before it when there is none."""
    at = index
    while at - index < 3 and page.low(at) in words.listed("particle") and page.tokens[at].gap == " ":
        at += 1
    last = page.near(at)
    good = at > index and last is not None and last.cap and last.gap == " " and not page.taken[last.start]
    return at if good else index - 1


def mark_repeats(page: Page) -> None:
    """Redact every further occurrence of an unknown name that was redacted once in the note."""
    found: dict[str, str] = {}
    for hit in page.hits:
        if hit.action is Action.REDACT and hit.type in {"PERSON", "PLACE", "SCHOOL"} and hit.why != "titled":
            text = page.text[hit.start : hit.end].lower()
            if text.isalpha() and len(text) >= 3:
                found.setdefault(text, hit.type)
    if not found:
        return
    for index, token in enumerate(page.tokens):
        for tail in (0, 1):
            low = token.low[: len(token.low) - tail]
            if tail and not token.low.endswith("s"):
                continue
            if low not in found or page.taken[token.start]:
                continue
            if index in page.plain or (token.opens and words.is_common(low)):
                continue
            if token.cap or not words.is_word(low):
                page.redact(token.start, token.end, found[low], "again", possessive=bool(tail))
                break
