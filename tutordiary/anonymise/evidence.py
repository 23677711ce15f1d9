"""Weighs whether a word that is also somebody's name stands for the person here, or is just a word."""

from __future__ import annotations

from tutordiary.anonymise import words
from tutordiary.anonymise.forms import Form
from tutordiary.anonymise.page import Page, Token

KEEP_AT = -2.0
_ARTICLES = frozenset({"the", "a", "an"})
_PAST_ENDINGS = ("ed", "ing")


def weigh(page: Page, first: int, last: int, form: Form) -> float:
    """Return the evidence that a run of tokens names a person: above 0 for, -2 or less against."""
    token = page.tokens[first]
    before, after = page.near(first - 1), page.near(last + 1)
    word, type_name, how = form.key, form.type, form.how
    possessive = _possessive(page, last)
    if _receives(before, token, after):
        return 3.0
    score = _capital(page, first, token) + (2.0 if possessive else 0.0)
    score += _after(page, word, token, last, after, possessive=possessive)
    score += _before(page, first, token, before, word)
    score -= _collocation(page, first, last)
    score -= _month(page, first, last, word)
    if word in {"will", "may"} or (word in {"mark", "hope", "bill", "chase"} and not token.cap):
        score -= _as_verb(page, first, last, word)
    if type_name in {"STAFF", "FAMILY", "TUTOR"} and not token.cap:
        score -= 2.0 if type_name == "STAFF" and how == "last" else 1.0
    if how in {"short", "part"} and not token.cap:
        score -= 1.5
    return score


def _receives(before: Token | None, token: Token, after: Token | None) -> bool:
    """Return whether somebody is given or told something here: "gave rose the job"."""
    if before is None or token.gap != " " or before.low not in words.listed("recipient_of"):
        return False
    return after is None or after.low not in {"to", "of"}


def _possessive(page: Page, last: int) -> bool:
    token, after = page.tokens[last], page.near(last + 1)
    return (
        page.text[token.end : token.end + 1] == "'"
        and after is not None
        and after.low == "s"
        and after.start == token.end + 1
    )


def _capital(page: Page, first: int, token: Token) -> float:
    if not token.cap:
        return 0.0
    if token.shout or (token.upper and page.tokens[first].shout):
        return 0.0
    if token.opens:
        return 0.5
    return 3.0


def _joined(before: Token | None, token: Token) -> bool:
    """Return whether the word before belongs to the same clause."""
    return before is not None and token.gap.strip(" ") in {"", "'", '"', "-"} and "\n" not in token.gap


def _before(page: Page, first: int, token: Token, before: Token | None, word: str) -> float:
    if before is None or not _joined(before, token):
        if before is not None and before.cap and token.gap.strip() in {",", "&", "+", "/"}:
            following = page.near(first + 1)
            listed = following is not None and following.low == "and" and page.taken[before.start] == 1
            return 1.5 if token.cap else (2.5 if listed else 0.5)
        return 0.0
    low = before.low
    if page.taken[before.start] == 1 and before.cap and not token.cap:
        return -2.0  # "Rose rose up", "Will will": the name has been said
    if low == "s" and "'" in before.gap and not token.cap:
        return -2.0
    if low in words.listed("thing_verb") and not token.cap:
        return -2.0
    if low in _ARTICLES:
        return -3.0 if not token.cap or token.opens else -2.0
    if low in {"and", "&"}:
        beside = page.near(first - 2)
        if beside is not None and (page.taken[beside.start] == 1 or (beside.cap and not beside.opens)):
            return 1.5
        return 0.5
    if low in words.listed("determiner"):
        return -2.0 if not token.cap else -0.5
    if low == "of" and not token.cap:
        return -1.0
    if not token.cap and low in words.listed("pronoun") and word in words.listed("verbs_as_names"):
        return -3.0
    if not token.cap and low in {"to"} | words.listed("modal") and word in words.listed("verbs_as_names"):
        return -2.0 if _verb_object(page, first) else 0.5
    if low in words.listed("name_before"):
        return 1.5 if token.cap else 1.0
    if not token.cap and low in {"is", "was", "are", "were", "be", "been", "being"}:
        return -1.0
    if not token.cap and (_describes(before) or _has_subject(page, first, before)):
        return -2.0
    return 0.0


def _has_subject(page: Page, first: int, before: Token) -> bool:
    """Return whether "the tempo" or "our group" stands before and this word goes on from it."""
    earlier = page.near(first - 2)
    return (
        earlier is not None
        and before.gap == " "
        and not before.cap
        and earlier.low in words.listed("determiner")
        and words.is_word(before.low)
        and before.low not in words.listed("name_before")
        and before.low not in words.listed("verb")
    )


def _verb_object(page: Page, first: int) -> bool:
    following = page.low(first + 1)
    return following in words.listed("determiner") or following in words.listed("object")


def _describes(before: Token) -> bool:
    """Return whether the word before looks like an adjective or a noun that this word would complete."""
    low = before.low
    return (
        not before.cap
        and words.is_word(low)
        and low not in words.listed("stop")
        and (
            low.endswith(
                ("ful", "ous", "ive", "ic", "al", "able", "ible", "ish", "less", "ant", "ent", "y", "er")
            )
        )
    )


def _after(page: Page, word: str, token: Token, last: int, after: Token | None, *, possessive: bool) -> float:
    if possessive or after is None:
        return 0.0
    gap = after.gap
    if gap.strip(" ") == "," and token.cap and after.low in {"you", "will", "can", "could", "please", "what"}:
        return 2.0
    if gap.strip(" ") not in {"", "("} or "\n" in gap:
        return 0.0
    low = after.low
    if low in {"s", "t", "d", "ll", "ve", "re"}:
        return 0.0
    if low in {"and", "&"} and token.cap:
        beside = page.near(last + 2)
        if beside is not None and (page.taken[beside.start] == 1 or beside.cap):
            return 2.0
        return 0.5
    if low in words.listed("verb"):
        return 2.0
    if low.endswith("ed") and words.is_word(low) and not page.tokens[last].upper:
        return 1.0
    if not token.cap and low in {"up", "down", "out", "it", "of", "for", "them"}:
        return -1.5 if word in words.listed("verbs_as_names") or low == "of" else -0.5
    if not token.cap and (
        low in _ARTICLES or low in {"my", "his", "her", "their", "our", "your", "these", "those"}
    ):
        return -2.0 if word in words.listed("verbs_as_names") else 0.0
    return 0.0


def _collocation(page: Page, first: int, last: int) -> float:
    """Return how strongly the neighbours make a set phrase with the word."""
    word = page.tokens[first].low if first == last else ""
    pairs = words.listed("collocation")
    before, after = page.low(first - 1), page.low(last + 1)
    capital = page.tokens[first].cap and not page.tokens[first].opens
    if f"{word}-{after}" in pairs and _joined(page.tokens[last], page.tokens[last + 1]):
        return 1.0 if capital else 4.0
    if f"{before}-{word}" in pairs and _joined(page.near(first - 1), page.tokens[first]):
        return 1.0 if capital else 3.0
    return 0.0


def _month(page: Page, first: int, last: int, word: str) -> float:
    if word not in words.listed("month") and word not in words.listed("calendar"):
        return 0.0
    token = page.tokens[first]
    before = page.low(first - 1) if _joined(page.near(first - 1), token) else ""
    follower = page.near(last + 1)
    after = follower.low if follower is not None and follower.gap in {" ", "-"} else ""
    if token.gap.strip()[-1:].isdigit() or page.after(page.tokens[last], 2).strip()[:1].isdigit():
        return 5.0
    if before in words.listed("month_before"):
        return 5.0
    if before in {"of", "every", "each", "from", "before", "after", "to"} and not token.cap:
        return 3.0
    nouns = words.listed("month_noun")
    return 4.0 if after in nouns else 0.0


def _is_base_verb(low: str) -> bool:
    if low in words.listed("base_verb"):
        return True
    if low in words.listed("past") or low.endswith(_PAST_ENDINGS) or low in words.listed("verb"):
        return False
    return False


def _as_verb(page: Page, first: int, last: int, word: str) -> float:
    """Return how strongly "will", "mark", "hope" and their like read as a verb or a helper here."""
    token, after = page.tokens[first], page.near(last + 1)
    if after is None or after.gap.strip(" "):
        return 0.0
    low = after.low
    against = 0.0
    if word in {"will", "may"}:
        plain = words.is_common(low) and low not in words.listed("verb") and not low.endswith("ed")
        if low in words.listed("not_verb"):
            against = 0.0
        elif _is_base_verb(low) or (plain and not token.cap):
            against = 3.0
        if not token.cap and page.low(first - 1) in words.listed("pronoun"):
            against += 1.0
    elif low in words.listed("determiner") or low in {"it", "them", "him", "up", "out", "so"}:
        against = 3.0
    return against
