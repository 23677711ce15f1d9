"""Finds people and places nobody listed, from the words around them: "his brother Minh", "off Mill Lane"."""

from __future__ import annotations

import re

from tutordiary.anonymise import words
from tutordiary.anonymise.page import Page, Token

_SMALL = frozenset(
    {"of", "the", "and", "on", "in", "upon", "under", "de", "la", "le", "von", "van", "der", "da"}
)


_FLAT = re.compile(
    r"\b(?:flat|apartment|apt|unit|room|floor) {0,2}[0-9]{1,4}[a-z]?,? {0,2}(?:[0-9]{1,4}[a-z]? )?$",
    re.IGNORECASE,
)


def mark_shaped(page: Page) -> None:
    """Mark unknown people after titles, and unknown streets, schools and bodies."""
    for index in range(len(page.tokens)):
        _titled(page, index)
    for mark in (_saint, _school, _body, _street):
        for index in range(len(page.tokens)):
            mark(page, index)


def mark_cued(page: Page) -> None:
    """Mark unknown people after kin words and "called", and unknown places."""
    for index in range(len(page.tokens)):
        _kin(page, index)
        _called(page, index)
    for index in range(len(page.tokens)):
        _place(page, index)


def _gap_is_space(token: Token | None) -> bool:
    return token is not None and token.gap.strip(" \n") in {"", "."} and len(token.gap) <= 3


def _is_capital(page: Page, index: int) -> bool:
    """Return whether a free capitalised word stands here that could be part of a proper name."""
    token = page.near(index)
    return (
        token is not None
        and token.cap
        and not page.taken[token.start]
        and not (token.shout and words.is_word(token.low))
    )


def _titled(page: Page, index: int) -> None:
    token = page.tokens[index]
    if token.low not in words.listed("formal") or page.taken[token.start]:
        return
    name = page.near(index + 1)
    if name is None or not _gap_is_space(name) or page.taken[name.start] == 1 or "\n" in name.gap:
        return
    if token.low in {"sir", "miss", "sister", "father", "fr"}:
        strange = not words.is_word(name.low) and words.is_name(name.low)
        if not (token.cap and name.cap) and not (token.low == "miss" and strange):
            return
    elif not name.cap and words.is_word(name.low) and not words.is_name(name.low):
        return
    if name.low in words.listed("stop") and not name.cap:
        return
    last = index + 1
    while _is_name_go_on(page, last):
        last += 1
    page.redact(token.start, page.tokens[last].end, "PERSON", "titled")


def _is_name_go_on(page: Page, last: int) -> bool:
    """Return whether the next word carries a name on: a second capital, a hyphened or particled surname."""
    after = page.near(last + 1)
    if after is None or page.taken[after.start]:
        return False
    if after.gap in {"-", "'"} and after.low != "s":
        return True
    if after.gap != " " and not (after.gap == ". " and len(page.tokens[last].text) == 1):
        return False
    if after.low in {
        "van",
        "der",
        "de",
        "la",
        "le",
        "di",
        "da",
        "al",
        "el",
        "bin",
        "von",
        "o",
        "mac",
        "mc",
        "du",
    }:
        follow = page.near(last + 2)
        return follow is not None and follow.cap and not page.taken[follow.start]
    return after.cap and after.low not in words.listed("stop") | words.listed("capital") | words.listed(
        "calendar"
    )


def _person_run(page: Page, first: int) -> int:
    """Return the last token of a capitalised name that starts at ``first``."""
    last = first
    while last - first < 4 and _is_name_go_on(page, last):
        last += 1
    return last


def _kin(page: Page, index: int) -> None:
    token = page.tokens[index]
    if token.low not in words.listed("kin") or page.taken[token.start]:
        return
    first = index + 1
    name = page.near(first)
    if name is None:
        return
    gap = name.gap
    possessive = gap == "'" and name.low == "s"
    if possessive:
        return
    if (gap.strip() in {"called", ""} and gap in {" ", "\n"}) or gap in {", ", " (", ": ", " - "}:
        _name_after_kin(page, token, first, close=gap in {" ", "\n"})


def _name_after_kin(page: Page, kin: Token, first: int, *, close: bool) -> None:
    name = page.tokens[first]
    if page.taken[name.start]:
        if page.taken[name.start] == 1 and kin.cap and kin.low in words.listed("family_title") and close:
            _take_title(page, kin, name)
        return
    plain = name.low in words.listed("stop") or name.low in words.listed("kin")
    named = close and name.cap and not name.shout and words.is_first_name(name.low)
    if plain and not named:
        return
    if name.cap and not name.shout:
        if name.low in words.listed("capital") or (
            name.low in words.listed("calendar") and not words.is_first_name(name.low)
        ):
            return
        if not close and words.is_word(name.low) and not words.is_first_name(name.low):
            return
    elif not close or not _is_lower_name(page, first):
        return
    last = _person_run(page, first)
    _add_pair(page, last, lower=not name.cap)
    start = name.start
    if (
        close and name.cap and kin.low in words.listed("kin_title") and _stands_alone(page, kin, first - 1)
    ) or (
        kin.cap
        and kin.low in words.listed("family_title")
        and (not kin.opens or name.cap)
        and close
        and not kin.shout
    ):
        start = kin.start
    page.redact(start, page.tokens[last].end, "PERSON", "kin")


def _stands_alone(page: Page, kin: Token, index: int) -> bool:
    """Return whether the kin word is part of the name: "nana Pat", not "his nana Pat"."""
    if kin.gap not in {" ", "-"}:
        return True
    return page.low(index - 1) not in words.listed("determiner") and page.low(index - 1) != "s"


def _take_title(page: Page, kin: Token, name: Token) -> None:
    """Take "Auntie" in "Auntie Bea" along with the known name."""
    for hit in page.hits:
        if hit.start == name.start and hit.type == "FAMILY":
            page.redact(kin.start, kin.end, hit.type, "kin", hit.entity)
            return


def _add_pair(page: Page, last: int, *, lower: bool) -> None:
    """Mark the second of two names: "his dads Huw and Col"."""
    link, name = page.near(last + 1), page.near(last + 2)
    if link is None or name is None or link.low != "and" or page.taken[name.start] or name.gap != " ":
        return
    if name.low in words.listed("stop") or name.low in words.listed("kin"):
        return
    if (name.cap and not name.shout and not lower) or (not name.cap and _is_lower_name(page, last + 2)):
        page.redact(name.start, name.end, "PERSON", "kin")


def _is_lower_name(page: Page, index: int) -> bool:
    """Return whether a lower-case word after a kin word is a name: unknown to the dictionary or used as one."""
    token = page.tokens[index]
    low = token.low
    if len(low) < 3 or low in words.listed("stop") or low in words.listed("verb"):
        return False
    if not words.is_word(low):
        return not low.endswith(("ed", "ing", "nt")) or words.is_name(low)
    if not words.is_first_name(low) or (words.is_common(low) and not _verb_follows(page, index)):
        return False
    return True


def _verb_follows(page: Page, index: int) -> bool:
    after = page.near(index + 1)
    return after is not None and after.gap == " " and after.low in words.listed("verb")


def _called(page: Page, index: int) -> None:
    token = page.tokens[index]
    low = token.low
    first = index + 1
    if low == "name" or low == "names":
        while page.low(first) in {"s", "is", "was", "are"}:
            first += 1
        if first == index + 1:
            return
    elif low not in words.listed("called"):
        if low in words.listed("met") and _is_capital(page, first):
            _mark_if_name(page, first)
        return
    name = page.near(first)
    if name is None or page.taken[name.start] or name.low in words.listed("stop"):
        return
    if name.gap.strip() not in {"", '"', "'", ":"}:
        return
    if (
        (name.cap and not name.shout)
        or (not words.is_word(name.low) and len(name.low) > 2)
        or _is_lower_name(page, first)
    ):
        before = page.low(index - 1)
        thing = low in {"called"} and before in {
            "song",
            "piece",
            "game",
            "tune",
            "it",
            "track",
            "app",
            "book",
        }
        if thing and not (name.cap and words.is_first_name(name.low)):
            return
        last = _person_run(page, first) if name.cap else first
        page.redact(name.start, page.tokens[last].end, "PERSON", "called")
        _add_pair(page, last, lower=not name.cap)


def _mark_if_name(page: Page, first: int) -> None:
    name = page.tokens[first]
    if name.gap != " " or name.low in words.listed("stop") or name.low in words.listed("capital"):
        return
    if name.low in words.listed("calendar"):
        return
    if words.is_first_name(name.low) or not words.is_word(name.low):
        page.redact(name.start, page.tokens[_person_run(page, first)].end, "PERSON", "met")


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
    first = _capitals_before(page, index, 3)
    lower_street = False
    if first == index:
        lower_street = _lower_street(page, index)
        if not lower_street:
            return
        first = index - 1
    elif not token.cap or (
        token.low
        in {
            "place",
            "view",
            "green",
            "square",
            "walk",
            "rise",
            "house",
            "hill",
            "close",
            "row",
            "court",
            "way",
        }
        and not _street_is_sure(page, first)
    ):
        if not token.cap:
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


def _street_is_sure(page: Page, first: int) -> bool:
    return (
        page.low(first - 1) in {"on", "off", "at", "in", "from", "to"}
        or page.text[: page.tokens[first].start].rstrip()[-1:].isdigit()
    )


def _lower_street(page: Page, index: int) -> bool:
    """Return whether a lower-case street with a house number stands here: "14 mill close"."""
    name, token = page.near(index - 1), page.tokens[index]
    if name is None or token.gap != " " or page.taken[name.start]:
        return False
    before = page.text[max(0, name.start - 4) : name.start].strip()
    return before[-1:].isdigit() and token.low in {
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
    }


def _saint(page: Page, index: int) -> None:
    """Mark a school or church named after a saint nobody listed: "St Luke's"."""
    token, name = page.tokens[index], page.near(index + 1)
    if token.low not in {"st", "saint", "sts"} or not token.cap or page.taken[token.start] or name is None:
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
    if token.low not in words.listed("org") or page.taken[token.start] or token.shout:
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
    if name is None or not name.cap or page.taken[name.start] or not _gap_is_space(name):
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
    page.redact(name.start, page.tokens[last].end, "PLACE", "place")
