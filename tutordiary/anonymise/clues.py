"""Weighs the words around one that no list settles: does it act, is it told things or gone to."""

from __future__ import annotations

from tutordiary.anonymise import words
from tutordiary.anonymise.page import Page

_WHO = frozenset(("who", "who's", "whose"))
_THERE = frozenset(("from", "at", "in", "on", "who", "opposite", "downstairs", "upstairs"))


def is_owner(page: Page, last: int) -> bool:
    """Return whether 's follows and something owned: "Wren's bag", not "Wren's off"."""
    return page.after(page.tokens[last], 2) == "'s"


def owns_kin(page: Page, last: int) -> bool:
    """Return whether a relation follows that somebody owns: "Jakub's mum", "jakubs mum"."""
    token, after = page.tokens[last], page.near(last + 1)
    if after is not None and after.gap == "'" and after.low == "s":
        after = page.near(last + 2)
    elif not token.low.endswith("s"):
        return False
    return after is not None and after.gap == " " and after.low in words.listed("relative")


def acts(page: Page, last: int, *, strictly: bool = True) -> bool:
    """Return whether the next word is a deed; ``strictly`` of what only people do."""
    after = page.near(last + 1)
    if after is None or after.gap != " ":
        return False
    low = after.low
    if low in {
        "also",
        "then",
        "just",
        "never",
        "always",
        "actually",
        "suddenly",
        "didn",
        "doesn",
        "won",
        "wouldn",
    }:
        following = page.near(last + 2)
        return low in {"didn", "won", "wouldn"} or (
            following is not None and following.low in _deeds(strictly)
        )
    return low in _deeds(strictly)


def _deeds(strictly: bool) -> frozenset[str]:
    return words.listed("human_verb") if strictly else words.listed("verb")


def is_introduced(page: Page, last: int) -> bool:
    """Return whether what somebody is comes after: "Thumper the rabbit", "Len, the caretaker"."""
    after, beyond = page.near(last + 1), page.near(last + 2)
    if after is None:
        return False
    gap = after.gap
    if gap == " (" and (after.low in words.listed("role") or (beyond and beyond.low in words.listed("role"))):
        return True
    if gap in {" ", ", ", " (", " - "} and after.low == "the" and beyond is not None:
        third = page.near(last + 3)
        two = third is not None and third.gap == " " and third.low in words.listed("role")
        return beyond.low in words.listed("role") or (two and beyond.gap == " ")
    if gap in {", ", " "} and after.low in _WHO:
        return True
    return gap in {", ", " (", " - "} and after.low in {"my", "his", "her", "their"} and beyond is not None


def is_somewhere(page: Page, last: int) -> bool:
    """Return whether a place of work or life follows: "Bev in the office", "Heaven from next door"."""
    after, beyond = page.near(last + 1), page.near(last + 2)
    if after is None or beyond is None or after.gap != " " or beyond.gap != " ":
        return False
    if after.low not in {"from", "in", "at"}:
        return False
    third = page.low(last + 3)
    return (
        (
            beyond.low == "the"
            and third in {"office", "kitchen", "front", "gate", "hub", "trust", "library", "shop"}
        )
        or (beyond.low == "next" and third == "door")
        or (beyond.low == "the" and third == "other" and after.low == "from")
        or (beyond.low in {"year", "class", "reception", "nursery"} and after.low in {"from", "in"})
    )


def is_told(page: Page, first: int) -> bool:
    """Return whether somebody is told, met or sat with here: "ask Wren", "spoke to Bev", "beside Kit"."""
    before, here = page.near(first - 1), page.tokens[first]
    if before is None or here.gap != " ":
        return False
    if before.low in words.listed("tells"):
        return True
    if before.low == "into" and page.low(first - 2) in {"ran", "run", "bumped", "bump", "running", "bumping"}:
        return True
    if before.low == "for" and page.low(first - 2) in {
        "ask",
        "asked",
        "asking",
        "asks",
        "covering",
        "covered",
    }:
        return True
    if before.low in words.listed("towards_person"):
        for back in (2, 3):
            earlier = page.near(first - back)
            if earlier is not None and earlier.low in words.listed("speaking"):
                return not any(mark in page.text[earlier.end : here.start] for mark in ".!?\n;")
    return False


def is_paired(page: Page, first: int, last: int) -> bool:
    """Return whether a person stands beside, joined by "and" or a comma in a list."""
    before, after = page.near(first - 1), page.near(last + 1)
    if before is not None and before.low in {"and", "or"} and page.tokens[first].gap == " ":
        earlier = page.near(first - 2)
        if earlier is not None and before.gap == " " and page.taken[earlier.start] == 1 and earlier.cap:
            return True
    if after is not None and after.low in {"and", "or"} and after.gap == " ":
        later = page.near(last + 2)
        return later is not None and later.gap == " " and page.taken[later.start] == 1 and later.cap
    return False


def is_person(page: Page, first: int, last: int) -> bool:
    """Return whether anything around says that a word is a person."""
    return (
        acts(page, last)
        or owns_kin(page, last)
        or is_introduced(page, last)
        or is_told(page, first)
        or is_paired(page, first, last)
        or is_somewhere(page, last)
    )


def is_gone_to(page: Page, first: int) -> bool:
    """Return whether a word of place stands right before: "in Bury", "over to Deal"."""
    before, here = page.near(first - 1), page.tokens[first]
    return before is not None and here.gap == " " and before.low in words.listed("near_place")


def is_the_place(page: Page, first: int) -> bool:
    """Return whether "at the", "over on the" stands right before."""
    before, earlier = page.near(first - 1), page.near(first - 2)
    return (
        before is not None
        and earlier is not None
        and before.low == "the"
        and not before.opens
        and page.tokens[first].gap == " "
        and before.gap == " "
        and earlier.low in words.listed("near_place")
    )


def is_clan(page: Page, last: int) -> bool:
    """Return whether a word for a set of people or houses follows: "the Foyle estate", "a Hollins boy"."""
    after = page.near(last + 1)
    return after is not None and after.gap == " " and after.low in words.listed("group_noun")
