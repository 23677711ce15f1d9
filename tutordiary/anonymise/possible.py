"""Finds words that may be names though nothing else says so: strange capitals and names from the list."""

from __future__ import annotations

from tutordiary.anonymise import clues, words
from tutordiary.anonymise.page import Page, Token


def mark_possible(page: Page, not_names: frozenset[str]) -> None:
    """Redact capitalised strangers and listed names; flag capitalised ordinary words in mid-sentence."""
    left: list[int] = []
    for index, token in enumerate(page.tokens):
        if not token.cap or page.taken[token.start] or token.low in not_names or len(token.text) < 2:
            continue
        if index not in page.plain and not _stranger(page, index, token):
            left.append(index)
    for index in left:
        _capital_word(page, index, page.tokens[index])
    for index in left:
        _late(page, index, page.tokens[index])


def is_usual(token: Token) -> bool:
    """Return whether a capital is usual for a word: a day, a language, an abbreviation of schools."""
    low = token.low
    if any(low in words.listed(name) for name in ("capital", "calendar", "stop")):
        return True
    if low in words.listed("kin") and low not in words.listed("given"):
        return True
    if (
        low.endswith("s")
        and len(low) > 4
        and (low[:-1] in words.listed("capital") or low[:-1] in words.listed("calendar"))
    ):
        return True
    return token.text.isupper() and (low in words.listed("acronym") or low in words.listed("field"))


def _stranger(page: Page, index: int, token: Token) -> bool:
    """Redact a capitalised word no dictionary knows; return whether nothing more is to be done."""
    low = token.low
    if page.text[token.start - 1 : token.start] == "'" and len(low) < 3:
        return True
    if is_usual(token):
        if (
            (low in words.listed("capital") or low in words.listed("calendar"))
            and low not in words.listed("kin")
            and words.is_first_name(low)
            and clues.is_person(page, index, index)
        ):
            page.redact(token.start, token.end, "PERSON", "listed_name")
        return True
    if words.is_word(low) or is_inflected(low):
        return False
    if token.shout and not words.is_name(low) and _looks_english(low):
        return True
    page.redact(token.start, token.end, "PERSON", "strange_capital")
    return True


def _capital_word(page: Page, index: int, token: Token) -> None:
    """Weigh a dictionary word with a capital."""
    if page.taken[token.start] or token.upper or token.shout:
        return
    if token.opens and not (token.gap.endswith("(") and _is_pair(page, index)):
        _opening_word(page, index, token)
        return
    if _title_case(page, index):
        return
    low = token.low
    kind = _kind(page, index, token)
    if kind is not None:
        page.redact(token.start, token.end, *kind)
    elif low not in words.listed("field") and low not in words.listed("role"):
        page.flag(token.start, token.end, "NAME?", "capital")


def _kind(page: Page, index: int, token: Token) -> tuple[str, str] | None:
    """Return as what a capitalised dictionary word in mid-sentence is to be redacted, or None."""
    low = token.low
    ordinary = (
        low in words.listed("field") or low in words.listed("local_place") or low in words.listed("role")
    )
    if clues.is_clan(page, index) and not ordinary and low not in words.listed("colour"):
        return "PLACE", "clan"
    if _beside_redacted(page, index) or _is_pair(page, index):
        return "PERSON", "beside"
    if clues.is_told(page, index) and not ordinary:
        return "PERSON", "told"
    if words.is_first_name(low) and low not in words.listed("field"):
        if low not in words.listed("colour") or clues.is_person(page, index, index):
            return "PERSON", "listed_name"
        return None
    a_place = not ordinary and (not words.is_common(low) or words.is_place_word(low))
    if a_place and clues.is_gone_to(page, index):
        return "PLACE", "towards"
    if clues.is_the_place(page, index) and not ordinary and not words.is_common(low):
        return "PLACE", "towards"
    if (
        clues.is_person(page, index, index)
        and low not in words.listed("role")
        and low not in words.listed("field")
    ):
        return "PERSON", "acts"
    if not words.is_common(low) and not ordinary and not is_derived(low):
        return "PERSON", "strange_word"
    return None


def is_derived(low: str) -> bool:
    """Return whether a word is plainly made from another: no name of a person or a pet."""
    return low.endswith(
        ("ing", "ed", "ly", "tion", "ness", "ment", "ity", "ism", "ist", "ology", "ical", "ful")
    )


def _is_pair(page: Page, index: int) -> bool:
    """Return whether another unusual capitalised word in mid-sentence stands beside this one."""
    token = page.tokens[index]
    for near, gap in ((index + 1, None), (index - 1, token.gap)):
        other = page.near(near)
        if other is None or not other.cap or other.upper or is_usual(other) or (other.opens and gap is None):
            continue
        if near in page.plain or (gap is not None and other.opens and words.is_common(other.low)):
            continue
        if (other.gap if gap is None else gap) in {" ", "-"} and page.taken[other.start] != 2:
            return True
    return False


def _opening_word(page: Page, index: int, token: Token) -> None:
    """Mark a dictionary word that opens a sentence and is used like a name."""
    low = token.low
    if low in words.listed("given") and clues.acts(page, index, strictly=False):
        page.redact(token.start, token.end, "PERSON", "acts")
        return
    if low in words.listed("role") or low in words.listed("field") or low in words.listed("kin"):
        return
    if is_derived(low) and not words.is_first_name(low):
        return
    first_name = words.is_first_name(low)
    verb = words.is_common(low) and low in words.listed("base_verb")
    colour = low in words.listed("colour") and not clues.acts(page, index)
    person = clues.is_owner(page, index) or clues.acts(page, index, strictly=False)
    if first_name and person and not verb and not colour:
        page.redact(token.start, token.end, "PERSON", "listed_name")
        return
    if clues.is_introduced(page, index) or (clues.acts(page, index) and not _is_many(low)):
        page.redact(token.start, token.end, "PERSON", "acts")
    elif (first_name or not words.is_common(low)) and not verb and clues.is_somewhere(page, index):
        page.redact(token.start, token.end, "PERSON", "somewhere")
    elif words.is_place_word(low) and page.low(index + 1) == "is" and page.low(index + 2) == "where":
        page.redact(token.start, token.end, "PLACE", "towards")
    elif _opens_a_name(page, index):
        page.redact(token.start, token.end, "PERSON", "beside")


def _opens_a_name(page: Page, index: int) -> bool:
    """Return whether an opening word and the stranger after it are one name: "Hester Quill", "Xi Wen"."""
    token, after = page.tokens[index], page.near(index + 1)
    if after is None or not after.cap or after.gap not in {" ", "-"} or page.taken[after.start] != 1:
        return False
    low = token.low
    unlisted = any(hit.start == after.start and hit.type in {"PERSON", "PLACE"} for hit in page.hits[-400:])
    if not unlisted and (words.is_common(low) or not words.is_name(low)):
        return False
    if _is_many(low) and low[:-1] in words.listed("kin"):
        return False
    return words.is_first_name(low) or not (words.is_common(low) or low.endswith("ed"))


def _late(page: Page, index: int, token: Token) -> None:
    """Take a word that stands beside, or joined to, one that was redacted after it was weighed."""
    if page.taken[token.start] or token.upper or token.shout:
        return
    if token.low in words.listed("role") or token.low in words.listed("kin"):
        return
    if token.opens:
        if _opens_a_name(page, index):
            page.redact(token.start, token.end, "PERSON", "beside")
    elif clues.is_paired(page, index, index) and token.low not in words.listed("field"):
        page.redact(token.start, token.end, "PERSON", "paired")


def _is_many(low: str) -> bool:
    """Return whether a word is a plural: "drums", but not "ross"."""
    return low.endswith("s") and not low.endswith("ss") and words.is_word(low[:-1])


def is_inflected(low: str) -> bool:
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
        token
        for token in near
        if token is not None
        and words.is_common(token.low)
        and len(token.text) > 3
        and not page.taken[token.start]
    ]
    return len(others) >= 2 and all(token.cap for token in others)
