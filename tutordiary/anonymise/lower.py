"""Finds names written without a capital: first names, towns, and strangers who act or are told things."""

from __future__ import annotations

from tutordiary.anonymise import clues, words
from tutordiary.anonymise.page import Page, Token
from tutordiary.anonymise.possible import is_inflected

_MOST_SLIPS = 200  # looking for slips costs; a text full of strangers is not a note
_GIVING = frozenset(
    ("gave", "give", "gives", "passed", "handed", "lent", "showed", "taught", "offered", "brought")
)
_STARTS = frozenset(("and", "but", "so", "then", "when", "because", "while", "as", "that"))


def mark_lower(page: Page, not_names: frozenset[str]) -> None:
    """Redact lower-case words that are names; flag strangers that look like no misspelling."""
    checked = 0
    for index, token in enumerate(page.tokens):
        if token.cap or page.taken[token.start] or token.low in not_names or len(token.low) < 2:
            continue
        if index in page.plain:
            continue
        if clues.owns_kin(page, index) and _may_own(page, index, token):
            tail = int(token.low.endswith("s") and not clues.is_owner(page, index))
            page.redact(token.start, token.end, "PERSON", "owns_kin", possessive=bool(tail))
            continue
        if words.is_word(token.low):
            if _is_word_name(page, index, token):
                page.redact(token.start, token.end, "PERSON", "listed_name")
            continue
        if len(token.low) < 3 and token.low not in words.listed("short_name"):
            continue
        kind = _listed(page, index, token)
        if kind is None and _may_be_name(page, index, token):
            checked += 1
            slip = checked < _MOST_SLIPS and len(token.low) <= 24 and words.is_near_word(token.low)
            kind = None if slip else ("PERSON", "lower_stranger")
        if kind is not None:
            page.redact(token.start, token.end, *kind)
    _pairs(page)
    _surnames(page)


def _listed(page: Page, index: int, token: Token) -> tuple[str, str] | None:
    """Return the type and rule for a strange word that a list knows, or that opens and acts like a person."""
    low = token.low
    if words.is_first_name(low) and (len(low) >= 4 or _is_person(page, index, token)):
        return "PERSON", "listed_name"
    if low.endswith("s") and len(low) > 4 and words.is_first_name(low[:-1]) and not words.is_word(low[:-1]):
        return "PERSON", "listed_name"
    if words.is_place(low) and (len(low) >= 5 or clues.is_gone_to(page, index)):
        return "PLACE", "listed_place"
    if len(low) >= 4 and token.opens and not is_inflected(low):
        after = page.near(index + 1)
        comes = after is not None and after.low == "from" and page.low(index + 2) == "the"
        if after is not None and after.gap == " " and (comes or after.low in words.listed("verb")):
            return "PERSON", "listed_name"
    return None


def _is_person(page: Page, index: int, token: Token) -> bool:
    """Return whether the words around a lower-case word say that it is a person."""
    if clues.is_person(page, index, index) or clues.is_owner(page, index) or _follows_person(page, index):
        return True
    if page.low(index - 1) in {"to", "with", "for"} and any(
        page.low(at) in _GIVING for at in range(index - 6, index - 1)
    ):
        return True
    return (token.opens or page.low(index - 1) in _STARTS) and clues.acts(page, index, strictly=False)


def _may_own(page: Page, index: int, token: Token) -> bool:
    """Return whether a lower-case word before 's mum or s mum can be somebody."""
    low = token.low if clues.is_owner(page, index) else token.low[:-1]
    ordinary = ("role", "kin", "stop", "field", "pronoun")
    if len(low) < 2 or any(low in words.listed(name) for name in ordinary):
        return False
    if words.is_word(token.low) or words.is_word(low):
        return words.is_first_name(low) and not words.is_common(low)
    return True


def _follows_person(page: Page, index: int) -> bool:
    """Return whether a redacted person stands before "and" or a comma here."""
    token, before = page.tokens[index], page.near(index - 1)
    if before is None or (before.start == 0 and token.gap == ""):
        return False
    if before.low == "and" and token.gap == " ":
        before = page.near(index - 2)
        return before is not None and page.taken[before.start] == 1
    return token.gap in {", ", "-"} and page.taken[before.start] == 1 and not words.is_word(token.low)


def _may_be_name(page: Page, index: int, token: Token) -> bool:
    """Return whether a stranger in lower case stands where a name would stand."""
    if (
        len(token.low) < 3
        or is_inflected(token.low)
        or token.low.endswith(("ing", "ed", "ly", "ness", "tion"))
    ):
        return False
    if page.low(index - 1) in words.listed("article") or token.gap not in {" ", ", ", "-", ". ", "\n", ""}:
        return False
    return _is_person(page, index, token)


def _is_word_name(page: Page, index: int, token: Token) -> bool:
    """Return whether a lower-case dictionary word is a person: "tyler hit mason", "sat with kit"."""
    low = token.low
    if words.is_common(low) or not words.is_first_name(low) or low in words.listed("abstract"):
        return False
    if low in words.listed("field") or low in words.listed("stop") or low in words.listed("role"):
        return False
    if token.opens and clues.acts(page, index):
        return True
    if _follows_person(page, index) or clues.is_introduced(page, index):
        return token.gap == " " or low in words.listed("short_name")
    if not clues.is_told(page, index):
        return False
    after = page.near(index + 1)
    return (
        after is None or after.gap != " " or after.low in words.listed("not_verb") or clues.acts(page, index)
    )


def _pairs(page: Page) -> None:
    """Redact two strangers in a row: "baljit kandola"."""
    checked = 0
    for index in range(1, len(page.tokens)):
        if index in page.plain:
            continue
        left, right = page.tokens[index - 1], page.tokens[index]
        if right.gap == " " and right.low in words.listed("school_word") and _is_strange(page, left):
            page.redact(left.start, right.end, "SCHOOL", "school")
            continue
        if right.gap != " " or not _is_strange(page, right):
            continue
        if (
            not left.cap
            and not page.taken[left.start]
            and words.is_first_name(left.low)
            and len(left.low) > 2
        ):
            checked += 1
            near = checked <= _MOST_SLIPS and words.is_near_word(right.low)
            if not words.is_common(left.low) and not near:
                page.redact(left.start, right.end, "PERSON", "two_strangers")
            continue
        if not _is_strange(page, left):
            continue
        checked += 1
        named = words.is_name(left.low) or words.is_name(right.low)
        if named or checked > _MOST_SLIPS or not any(words.is_near_word(one.low) for one in (left, right)):
            page.redact(left.start, right.end, "PERSON", "two_strangers")


def _is_strange(page: Page, token: Token) -> bool:
    low = token.low
    if token.cap or page.taken[token.start] or not 3 <= len(low) <= 20 or words.is_word(low):
        return False
    if token.gap.endswith("'"):
        return False
    return (
        not is_inflected(low) and not low.endswith(("ing", "ed", "ly")) and low not in words.listed("capital")
    )


def _surnames(page: Page) -> None:
    """Redact a strange lower-case word right after an unlisted lower-case person: "sunita rao"."""
    people = {hit.end for hit in page.hits if hit.type == "PERSON"}
    for index in range(1, len(page.tokens)):
        token, before = page.tokens[index], page.tokens[index - 1]
        if token.cap or page.taken[token.start] or before.cap or before.end not in people:
            continue
        if token.gap not in {" ", "-"} or len(token.low) < 3 or is_inflected(token.low):
            continue
        if not words.is_word(token.low) or (token.gap == "-" and words.is_first_name(token.low)):
            page.redact(token.start, token.end, "PERSON", "beside")
            people.add(token.end)
