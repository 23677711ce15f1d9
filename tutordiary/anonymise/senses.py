"""Tells in what sense a word stands that is also somebody's name: a herb, a flower, a colour, the weather."""

from __future__ import annotations

from tutordiary.anonymise import clues, words
from tutordiary.anonymise.page import Page

# How many words away a word of the same class still tells; colours are said of too many things to reach far.
_REACH = {"food": 4, "plant": 4, "gem": 1, "weather": 4, "tune": 3, "paper": 3, "toy": 3}
_MEALS = frozenset(("lunch", "dinner", "tea", "breakfast", "pudding", "snack", "supper"))
_NEGATED = frozenset(("don", "won", "can", "doesn", "didn", "couldn", "wouldn", "shouldn", "mustn", "needn"))
_BOUNDS = frozenset(".!?;\n")
_PARTED = frozenset(",:-(")
_DEEDS = frozenset(
    (
        "paid",
        "pays",
        "ate",
        "eats",
        "grew",
        "grows",
        "howled",
        "howls",
        "smells",
        "smelled",
        "planted",
        "cooked",
    )
)


def thing(page: Page, first: int, last: int, word: str) -> float:
    """Return how strongly the words around say that a word is a thing here; 0 for not at all."""
    token, after = page.tokens[first], page.near(last + 1)
    if (token.cap and not token.opens) or clues.is_told(page, first):
        return 0.0
    if not token.cap and any(
        word in words.listed(kind) and _is_near(page, first, last, kind) for kind in _REACH
    ):
        return 3.0
    if after is None or after.cap:
        return 0.0
    if token.cap:
        return _opening_thing(page, last, word)
    makes = after.low in words.listed("thing_next") or after.low in words.listed("thing_after")
    return 2.5 if after.gap == " " and makes else 0.0


def _opening_thing(page: Page, last: int, word: str) -> float:
    """Weigh a word that opens a sentence: only what follows right away tells."""
    after, beyond = page.tokens[last + 1], page.near(last + 2)
    if word in words.listed("quality") and after.gap in {" ", ", "}:
        joined = after.low in {"and", "but"} and beyond is not None and _describes(beyond.low)
        if joined or (after.low in words.listed("quality_next") and after.gap == " "):
            return 3.0
        again = word in words.listed("weather") and after.low in {"again", "today", "outside"}
        if again and after.gap == " " and (beyond is None or beyond.gap != " "):
            return 3.0
    if after.gap != " ":
        return 0.0
    if after.low in _DEEDS or after.low in words.listed("verb"):
        return 0.0  # "Ivy leaves early"
    if any(word in words.listed(kind) and after.low in words.listed(f"{kind}_near") for kind in _REACH):
        return 3.0
    meal = word in words.listed("food") and after.low == "for" and beyond is not None and beyond.low in _MEALS
    return 3.0 if meal or after.low in words.listed("thing_next") else 0.0


def _describes(low: str) -> bool:
    """Return whether a word after "bright and" may describe, too."""
    people = ("pronoun", "determiner", "verb", "kin", "role", "human_verb")
    return (
        words.is_word(low)
        and not words.is_first_name(low)
        and not any(low in words.listed(p) for p in people)
    )


def _is_near(page: Page, first: int, last: int, kind: str) -> bool:
    """Return whether a word of the class stands near in the same sentence."""
    cues = words.listed(f"{kind}_near")
    for step, start in ((-1, first), (1, last)):
        for away in range(1, _REACH[kind] + 1):
            at = start + step * away
            token = page.near(at)
            if token is None:
                break
            gap = token.gap if step > 0 else page.tokens[at + 1].gap
            if any(mark in _BOUNDS for mark in gap):
                break
            if step > 0 and away == 1 and (token.low in _DEEDS or token.low in words.listed("verb")):
                break
            if token.low in cues and page.taken[token.start] != 1:
                if kind != "gem" or not any(mark in _PARTED for mark in gap):
                    return True
                # "red, amber, green", but "ruby, red group"
                return page.low(first - 1) in cues and page.low(last + 1) in cues
    return False


def is_ruled_verb(page: Page, first: int, last: int) -> bool:
    """Return whether a small word is a verb after a helper: "they won't grant it", "we could rob them"."""
    token, before = page.tokens[first], page.low(first - 1)
    if token.cap or page.low(last + 1) in words.listed("base_verb") - words.listed("pronoun"):
        return False
    if before == "t" and page.low(first - 2) in _NEGATED:
        return True
    led = before in words.listed("would") and before != "won"
    return led and page.low(first - 2) in words.listed("pronoun")
