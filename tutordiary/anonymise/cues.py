"""Finds people nobody listed from the words around them: "his brother Minh", "Mrs Pargeter"."""

from __future__ import annotations

from tutordiary.anonymise import words
from tutordiary.anonymise.page import Page, Token

_SMALL = frozenset(
    {"of", "the", "and", "on", "in", "upon", "under", "de", "la", "le", "von", "van", "der", "da"}
)

_PARTICLES = frozenset(
    ("van", "der", "de", "la", "le", "di", "da", "al", "el", "bin", "von", "o", "mac", "mc", "du")
)


def mark_titled(page: Page) -> None:
    """Mark unknown people after titles: "Mrs Pargeter"."""
    for index in page.where(words.listed("formal"), words.listed("close_title")):
        _titled(page, index)


def mark_cued(page: Page) -> None:
    """Mark unknown people after kin words, "called" and "met"."""
    called = words.listed("called") | words.listed("met") | {"name", "names"}
    for index in page.where(words.listed("kin"), called):
        _kin(page, index)
        _called(page, index)


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
    close = token.low in words.listed("close_title")
    if not (close or token.low in words.listed("formal")) or page.taken[token.start]:
        return
    name = page.near(index + 1)
    if name is None or not _gap_is_space(name) or page.taken[name.start] == 1 or "\n" in name.gap:
        return
    if index in page.works and index + 1 in page.works:
        return
    if _is_title_and_letter(page, token, name):
        page.redact(token.start, name.end, "PERSON", "titled")
        return
    if close or token.low in {"sir", "miss", "sister", "father", "fr"}:
        strange = not words.is_word(name.low) and len(name.low) > 3
        if not (token.cap and name.cap) and not (token.low in {"miss", "coach"} and strange):
            return
        if close and (name.low in words.listed("stop") or name.low in words.listed("capital")):
            return
    elif not name.cap and words.is_word(name.low) and not words.is_name(name.low):
        return
    if name.low in words.listed("stop") and not name.cap:
        return
    last = index + 1
    while _is_name_go_on(page, last):
        last += 1
    earlier = page.near(index - 2 if page.low(index - 1) == "and" else index - 1)
    if (
        earlier is not None
        and earlier.low in words.listed("formal")
        and token.gap in {" ", " & ", " + ", "/"}
    ):
        token = earlier  # "Mr and Mrs Lightfoot"
    page.redact(token.start, page.tokens[last].end, "PERSON", "titled")


def _is_title_and_letter(page: Page, title: Token, name: Token) -> bool:
    """Return whether "mrs p" or "miss k" stands here."""
    if (
        len(name.text) != 1
        or name.low in {"a", "i"}
        or title.low not in {"mr", "mrs", "ms", "miss", "mx", "dr"}
    ):
        return False
    return page.after(name, 1) != "'" or page.after(name, 2) == "'s"


def _is_name_go_on(page: Page, last: int) -> bool:
    """Return whether the next word carries a name on: a second capital, a hyphened or particled surname."""
    after = page.near(last + 1)
    if after is None or page.taken[after.start]:
        return False
    if after.gap in {"-", "'"} and after.low != "s":
        return True
    if after.gap != " " and not (after.gap == ". " and len(page.tokens[last].text) == 1):
        return False
    if after.low in _PARTICLES:
        follow = page.near(last + 2)
        return follow is not None and follow.cap and not page.taken[follow.start]
    return after.cap and not any(after.low in words.listed(name) for name in ("stop", "capital", "calendar"))


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
            _take_title(page, kin, name, any_type=not kin.opens)
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
        if not close and words.is_word(name.low) and not _is_set_off(page, name):
            return
    elif not _is_lower_name(page, first) or (
        not close and words.is_word(name.low) and not words.is_first_name(name.low)
    ):
        return
    last = _person_run(page, first)
    _add_pair(page, last, lower=not name.cap)
    start = name.start
    alone = kin.low in words.listed("kin_title") and _stands_alone(page, kin, first - 1)
    titled = kin.cap and kin.low in words.listed("family_title") and not kin.shout
    if close and (alone or titled):
        start = kin.start
    page.redact(start, page.tokens[last].end, "PERSON", "kin")


def _is_set_off(page: Page, name: Token) -> bool:
    """Return whether an ordinary word is a name after all: listed, or between commas."""
    if words.is_first_name(name.low):
        return True
    between = name.gap != ": " and page.after(name, 1) in {",", ")"}
    return between and name.low not in words.listed("field")


def _stands_alone(page: Page, kin: Token, index: int) -> bool:
    """Return whether the kin word is part of the name: "nana Pat", not "his nana Pat"."""
    if kin.gap not in {" ", "-"}:
        return True
    return page.low(index - 1) not in words.listed("determiner") and page.low(index - 1) != "s"


def _take_title(page: Page, kin: Token, name: Token, *, any_type: bool) -> None:
    """Take "Auntie" in "Auntie Bea" along with the known name."""
    for hit in page.hits:
        if hit.start == name.start and (hit.type == "FAMILY" or any_type):
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
    """Return whether a lower-case word after a kin word is a name, strange or known as one."""
    token = page.tokens[index]
    low = token.low
    if len(low) < 3 or low in words.listed("stop") or low in words.listed("verb"):
        return False
    if not words.is_word(low):
        return not low.endswith(("ed", "ing", "nt")) or words.is_name(low)
    if _owned(page, index) and _verb_follows(page, index):
        return not low.endswith(("ly", "ed", "ing")) and low not in words.listed("field")
    return words.is_first_name(low) and (not words.is_common(low) or _verb_follows(page, index))


def _owned(page: Page, index: int) -> bool:
    """Return whether the kin word before is somebody's: "her dog biscuit died"."""
    return page.low(index - 2) in {"his", "her", "their", "my", "s"}


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
        if low in words.listed("met"):
            _met(page, first)
        return
    while page.low(first) in {"him", "her", "them", "me", "it"} and first <= index + 1:
        first += 1
    name = page.near(first)
    if name is None or page.taken[name.start]:
        return
    if name.low in words.listed("stop") and not (name.cap and page.low(first - 1) in {"him", "her"}):
        return
    if low in {"call", "calls", "nickname"} and (first == index + 1 or not name.cap):
        return
    if name.gap.strip() not in {"", '"', "'", ":"}:
        return
    if (
        (name.cap and not name.shout)
        or (not words.is_word(name.low) and len(name.low) > 2)
        or _is_lower_name(page, first)
    ):
        last = _person_run(page, first) if name.cap else first
        if _names_thing(page, index, low, first) and not (name.cap and words.is_first_name(name.low)):
            page.plain.update(range(first, last + 1))
            if last == first and name.cap and words.is_word(name.low):
                page.flag(name.start, name.end, "NAME?", "capital")
            return
        page.redact(name.start, page.tokens[last].end, "PERSON", "called")
        _add_pair(page, last, lower=not name.cap)


def _names_thing(page: Page, index: int, low: str, first: int) -> bool:
    """Return whether a song or another thing is called so: "our piece is called Thunder"."""
    if low not in words.listed("called") or page.low(first - 1) in {"him", "her", "them", "me"}:
        return False
    at = index - 1
    while at > index - 4 and page.low(at) in {"is", "was", "s", "just", "now", "one"}:
        at -= 1
    return page.low(at) in words.listed("thing_called") or page.low(first - 1) == "it"


def _met(page: Page, first: int) -> None:
    """Mark whoever somebody met, rang or thanked."""
    while page.low(first) in {"with", "up", "to", "from"}:
        first += 1
    if _is_capital(page, first):
        _mark_if_name(page, first)
        return
    name = page.near(first)
    if name is None or name.cap or page.taken[name.start] or name.gap != " " or len(name.low) < 4:
        return
    if not words.is_word(name.low) and not name.low.endswith(("ed", "ing", "ly", "s")):
        page.redact(name.start, name.end, "PERSON", "met")


def _mark_if_name(page: Page, first: int) -> None:
    name = page.tokens[first]
    if first in page.plain:
        return
    if name.gap != " " or name.low in words.listed("stop") or name.low in words.listed("capital"):
        return
    if name.low in words.listed("calendar"):
        return
    if words.is_first_name(name.low) or not words.is_word(name.low):
        page.redact(name.start, page.tokens[_person_run(page, first)].end, "PERSON", "met")
