"""Tells titles and set phrases from names: "Eleanor Rigby in two parts", "the Star Wars tune"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from tutordiary.anonymise import words
from tutordiary.anonymise.page import Page, Token

_QUOTED = re.compile(r"\"([A-Z][^\"\n]{2,60})\"")
_SMALL = frozenset(
    (
        "of",
        "the",
        "and",
        "on",
        "in",
        "a",
        "an",
        "to",
        "for",
        "with",
        "at",
        "by",
        "me",
        "you",
        "is",
        "my",
        "up",
    )
)
_BETWEEN = frozenset(
    ("the", "to", "of", "a", "an", "our", "called", "version", "that", "is", "on", "from", "and")
)
_GAPS = frozenset((" ", "-", "'", ", ", " - "))


def mark_bodies(page: Page) -> None:
    """Redact well-known bodies that help families: "Home-Start"."""
    for first, last in _phrases(page, "bodies"):
        start, end = page.tokens[first].start, page.tokens[last].end
        if page.is_free(start, end) and not page.tokens[first].shout:
            page.redact(start, end, "ORG", "body")


def mark_titles(page: Page) -> None:
    """Mark the words of known works, of quoted titles and of plain school phrases as no names."""
    for first, last in _phrases(page, "works"):
        if last > first:
            page.works.update(range(first, last + 1))
        page.plain.update(range(first, last + 1))
    for match in _QUOTED.finditer(page.text):
        _quoted(page, match.start(1), match.end(1))
    _mark_brands(page)
    index = 0
    while index < len(page.tokens):
        if not page.tokens[index].cap or len(page.tokens[index].text) < 2:
            index += 1
            continue
        last = _run(page, index)
        if last > index and (_is_work(page, index, last) or _is_school_phrase(page, index, last)):
            page.plain.update(range(index, last + 1))
        index = max(last, index) + 1


def _mark_brands(page: Page) -> None:
    """Mark makers of instruments before what they make: "three Remo heads"."""
    for index in page.where(words.listed("brand")):
        if page.tokens[index].cap:
            after = page.near(index + 1)
            if after is not None and after.gap == " " and after.low in words.listed("gear"):
                page.plain.add(index)


def _phrases(page: Page, name: str) -> Iterator[tuple[int, int]]:
    """Yield the first and last token of every known phrase that is written with capitals."""
    known, tokens = words.phrases(name), page.tokens
    for index in page.where(known):
        token = tokens[index]
        if page.taken[token.start]:
            continue
        for parts in known[token.low]:
            last = index + len(parts) - 1
            if len(parts) > 1 and (last >= len(tokens) or tokens[index + 1].low != parts[1]):
                continue
            run = tokens[index : last + 1]
            if tuple(one.low for one in run) != parts or any(one.gap not in _GAPS for one in run[1:]):
                continue
            if _is_written_as_title(name, run):
                yield index, last
                break


def _is_written_as_title(name: str, run: list[Token]) -> bool:
    """Return whether a phrase has its capitals, or none at all and is no sentence: "nina simone"."""
    if all(one.cap or one.low in _SMALL or len(one.low) < 3 or one.gap == "'" for one in run):
        return run[0].cap
    if any(one.cap for one in run) or (len(run) == 1 and words.is_word(run[0].low)):
        return False
    if name == "bodies":
        return not words.is_word(run[0].low)
    return len(run) > 1 and not any(one.low in words.listed("verb") for one in run)


def _run(page: Page, first: int) -> int:
    """Return the last token of a run of capitalised dictionary words, small words allowed in between."""
    tokens = page.tokens
    token = tokens[first]
    if not token.cap or token.upper or page.taken[token.start] == 1 or not words.is_word(token.low):
        return first
    last, at = first, first + 1
    while at < len(tokens) and at - first < 9:
        after = tokens[at]
        if after.gap not in {" ", "-", "'"} or page.taken[after.start] == 1:
            break
        if after.cap and not after.upper and words.is_word(after.low):
            last = at
        elif after.low not in _SMALL and after.gap != "'":
            break
        at += 1
    return last


def _no_person(page: Page, first: int, last: int) -> bool:
    """Return whether no word of a run is first of all somebody's name."""
    return not any(
        token.cap and words.is_first_name(token.low) and not words.is_common(token.low)
        for token in page.tokens[first : last + 1]
    )


def _is_work(page: Page, first: int, last: int) -> bool:
    if not _no_person(page, first, last):
        return False
    after = page.near(last + 1)
    if after is not None and after.gap == " " and after.low in words.listed("work_after"):
        return True
    at = first - 1
    for _ in range(3):
        before, here = page.near(at), page.tokens[at + 1]
        if before is None or here.gap.strip(" \"'") not in {"", ","}:
            return False
        if before.low in words.listed("work_cue"):
            return True
        if before.low not in _BETWEEN and at + 1 not in page.plain:
            return False
        at -= 1
    return False


def _is_school_phrase(page: Page, first: int, last: int) -> bool:
    run = page.tokens[first : last + 1]
    plain = all(words.is_common(one.low) or one.low in words.listed("field") for one in run)
    return plain and run[-1].low in words.listed("plain_tail") and _no_person(page, first, last)


def _quoted(page: Page, start: int, end: int) -> None:
    first = bisect_left(page.tokens, start, key=lambda token: token.start)
    inside = list(range(first, bisect_left(page.tokens, end, key=lambda token: token.start)))
    if len(inside) < 2 or not all(words.is_word(page.tokens[index].low) for index in inside):
        return
    if _no_person(page, inside[0], inside[-1]):
        page.plain.update(inside)
