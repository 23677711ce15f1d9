"""Finds words that may be names though nothing else says so: strange capitals and names from the list."""

from __future__ import annotations

from tutordiary.anonymise import words
from tutordiary.anonymise.page import Page, Token
from tutordiary.anonymise.spans import Action


def mark_possible(page: Page, not_names: frozenset[str]) -> None:
    """Redact capitalised strangers and listed names; flag capitalised ordinary words in mid-sentence."""
    words_left: list[int] = []
    for index, token in enumerate(page.tokens):
        if page.taken[token.start] or token.low in not_names or len(token.text) < 2:
            continue
        if token.cap:
            if not _stranger(page, token):
                words_left.append(index)
        elif not words.is_word(token.low) and len(token.low) >= 4 and _is_lower_person(page, index):
            page.redact(token.start, token.end, "PERSON", "listed_name")
    people = frozenset(hit.end for hit in page.hits if hit.type == "PERSON")
    for index in range(1, len(page.tokens)):
        _lower_surname(page, index, people)
    for index in words_left:
        _capital_word(page, index, page.tokens[index])


def _is_usual(token: Token) -> bool:
    low = token.low
    if low in words.listed("capital") or low in words.listed("calendar") or low in words.listed("stop"):
        return True
    if low.endswith("s") and (low[:-1] in words.listed("capital") or low[:-1] in words.listed("calendar")):
        return True
    return token.text.isupper() and (low in words.listed("acronym") or low in words.listed("field"))


def _lower_surname(page: Page, index: int, people: frozenset[int]) -> None:
    """Redact a strange lower-case word right after an unlisted lower-case person: "sunita rao"."""
    token, before = page.tokens[index], page.tokens[index - 1]
    if token.cap or page.taken[token.start] or token.gap != " " or before.cap or before.end not in people:
        return
    if len(token.low) >= 3 and not words.is_word(token.low) and not _is_inflected(token.low):
        page.redact(token.start, token.end, "PERSON", "beside")


def _is_lower_person(page: Page, index: int) -> bool:
    """Return whether a strange lower-case word is a listed first name, or opens a sentence and acts."""
    token, after = page.tokens[index], page.near(index + 1)
    if words.is_first_name(token.low):
        return True
    if not token.opens or after is None or after.gap != " " or _is_inflected(token.low):
        return False
    return after.low in words.listed("verb") or (after.low == "from" and page.low(index + 2) == "the")


def _stranger(page: Page, token: Token) -> bool:
    """Redact a capitalised word no dictionary knows; return whether nothing more is to be done."""
    if _is_usual(token) or (page.text[token.start - 1 : token.start] == "'" and len(token.low) < 3):
        return True
    low = token.low
    if words.is_word(low) or _is_inflected(low):
        return False
    if token.shout and not words.is_name(low) and _looks_english(low):
        return True
    page.redact(token.start, token.end, "PERSON", "strange_capital")
    return True


def _capital_word(page: Page, index: int, token: Token) -> None:
    """Weigh a dictionary word with a capital."""
    if page.taken[token.start] or token.upper:
        return
    if token.opens and not (token.gap.endswith("(") and _is_pair(page, index)):
        _opening_word(page, index, token)
        return
    if _title_case(page, index):
        return
    if _beside_redacted(page, index) or _is_pair(page, index):
        page.redact(token.start, token.end, "PERSON", "beside")
    elif words.is_first_name(token.low) and token.low not in words.listed("field"):
        page.redact(token.start, token.end, "PERSON", "listed_name")
    elif page.low(index - 1) in _TOWARDS and token.gap == " ":
        page.redact(token.start, token.end, "PLACE", "towards")
    elif token.low not in words.listed("field"):
        page.flag(token.start, token.end, "NAME?", "capital")


_TOWARDS = frozenset(("to", "from", "at", "in", "near", "outside", "off", "via"))


def _is_pair(page: Page, index: int) -> bool:
    """Return whether another unusual capitalised word in mid-sentence stands beside this one."""
    token = page.tokens[index]
    for near, gap in ((index + 1, None), (index - 1, token.gap)):
        other = page.near(near)
        if other is None or not other.cap or other.upper or _is_usual(other) or (other.opens and gap is None):
            continue
        if (other.gap if gap is None else gap) in {" ", "-"} and page.taken[other.start] != 2:
            return True
    return False


def _opening_word(page: Page, index: int, token: Token) -> None:
    """Mark a dictionary word that opens a sentence and is used like a name."""
    low = token.low
    if not words.is_first_name(low) or (words.is_common(low) and low in words.listed("base_verb")):
        return
    after = page.near(index + 1)
    possessive = page.after(token, 2) == "'s"
    acts = after is not None and after.gap == " " and after.low in words.listed("verb")
    if possessive or acts:
        page.redact(token.start, token.end, "PERSON", "listed_name")


def _is_inflected(low: str) -> bool:
    """Return whether a word is a plain plural or past of a dictionary word."""
    if low.endswith("s") and words.is_word(low[:-1]) and len(low) > 4:
        return True
    return low.endswith(("ed", "er", "ing")) and words.is_word(low.rstrip("edringst"))


def _looks_english(low: str) -> bool:
    return low.endswith(("ing", "ed", "tion", "ness", "ment", "ly", "nt"))


def _beside_redacted(page: Page, index: int) -> bool:
    token = page.tokens[index]
    before, after = page.near(index - 1), page.near(index + 1)
    if before is not None and token.gap in {" ", "-"} and page.taken[before.start] == 1 and before.cap:
        return True
    return (
        after is not None
        and after.gap in {" ", "-"}
        and page.taken[after.start] == 1
        and after.cap
        and len(after.text) > 1
    )


def _title_case(page: Page, index: int) -> bool:
    """Return whether the line is a heading, where every word has a capital."""
    near = [page.near(at) for at in (index - 2, index - 1, index + 1, index + 2)]
    others = [
        token for token in near if token is not None and words.is_common(token.low) and len(token.text) > 3
    ]
    return len(others) >= 2 and all(token.cap for token in others)


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
    for token in page.tokens:
        for tail in (0, 1):
            low = token.low[: len(token.low) - tail]
            if tail and not token.low.endswith("s"):
                continue
            if low not in found or page.taken[token.start]:
                continue
            if token.cap or not words.is_word(low):
                page.redact(token.start, token.end, found[low], "again", possessive=bool(tail))
                break
