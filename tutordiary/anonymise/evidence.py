"""Weighs whether a word that is also somebody's name stands for the person here, or is just a word."""

from __future__ import annotations

from tutordiary.anonymise import senses, words
from tutordiary.anonymise.forms import Form
from tutordiary.anonymise.page import Page, Token

KEEP_AT = -2.0
_SUBJECTS = frozenset({"i", "we", "they", "he", "she"})
_ARTICLES = frozenset({"the", "a", "an"})


def weigh(page: Page, first: int, last: int, form: Form) -> float:
    """Return the evidence that a run of tokens names a person: above 0 for, -2 or less against."""
    token = page.tokens[first]
    before, after = page.near(first - 1), page.near(last + 1)
    word, type_name, how = form.key, form.type, form.how
    possessive = _possessive(page, last)
    if _receives(before, token, after):
        return 3.0
    if not token.cap and not possessive and _is_settled(page, first, token, before):
        return -3.0
    score = _capital(page, first, token) + (2.0 if possessive else 0.0)
    phrase = _collocation(page, first, last)
    following = _after(page, word, token, last, after, possessive=possessive)
    score += min(following, 0.0) if phrase >= 4.0 else following  # "Bell went early": the verb is the bell's
    score += _before(page, first, token, before, word)
    score -= phrase
    sense = 0.0 if possessive else senses.thing(page, first, last, word)
    score -= sense
    if word in words.listed("verbs_as_names") and senses.is_ruled_verb(page, first, last):
        score -= 2.5
    if token.opens and token.cap and after is not None and after.gap == " " and after.low == "of":
        score -= 2.5  # "Day of the year so far"
    if len(word) == 2 and word[1] == "m" and word[0] in "abcdefg" and _is_chord(page, first, last):
        score -= 5.0  # "the key of Em"
    if token.cap and token.opens and after is not None and after.gap == " ":
        if after.low in words.listed("thing_after") and not sense:
            score -= 2.5  # "Violet light", "Charity shop"
        elif word in words.listed("verbs_as_names") and (
            after.low in {"the", "a", "an", "your", "out", "up", "off", "them"}
            or (
                word in {"mark", "drew", "grant", "rob", "pat", "chase"}
                and after.low in words.listed("determiner")
            )
        ):
            score -= 2.5  # "Mark the rests"
    if first in page.works and how not in {"full", "last_first"}:
        score -= 9.0  # "Amazing Grace", "Penny Lane": the work, whoever else is called so
    score -= 0.0 if possessive else _month(page, first, last, word)
    whole = sum(len(part.low) for part in page.tokens[first : last + 1]) == len(word)
    if not whole and not token.cap and not _continues(after):
        score -= 2.0  # "a box of bells.": nothing follows that could be owned
    if (whole and word in {"will", "may"}) or (word in {"mark", "hope", "bill", "chase"} and not token.cap):
        score -= _as_verb(page, first, last, word)
    alone = how in {"last", "part", "core", "place"} and type_name != "GROUP"
    if type_name in {"STAFF", "FAMILY", "TUTOR"} and not token.cap:
        score -= 2.0 if type_name != "FAMILY" and how == "last" else 1.0
    elif alone and not token.cap and words.is_common(word):
        score -= 2.0
    if (
        alone
        and type_name in {"STAFF", "TUTOR"}
        and token.cap
        and token.opens
        and not possessive
        and score < 1.0
    ):
        score -= 2.5  # "Power chords only": staff are hardly written without their title
    if not token.cap and before is not None and token.gap == " " and before.low in _SUBJECTS:
        score -= 3.0  # "I harbour doubts"
    if how in {"short", "part"} and not token.cap:
        score -= 1.5
    if word in {"will", "may"} and _acts_in_past(after):
        score += 3.0  # "may had taught": no helper verb goes with a past
    if how in {"full", "last_first", "titled"}:
        score += 2.0
    return score


def _is_chord(page: Page, first: int, last: int) -> bool:
    """Return whether the words around speak of keys and chords."""
    near = [page.low(at) for at in (first - 2, first - 1, last + 1, last + 2)]
    return any(low in words.listed("chordal") for low in near)


def _is_settled(page: Page, first: int, token: Token, before: Token | None) -> bool:
    """Return whether an article or "this", "his", "one" right before makes a lower-case word a thing."""
    if before is None or token.gap != " ":
        return False
    if before.low == "which" and page.low(first + 1) in words.listed("verb"):
        return False  # "a new one, which harry prefers"
    if before.low in _ARTICLES or before.low in words.listed("settles"):
        return True
    again = page.near(first - 2)
    if (
        again is not None
        and before.gap == " "
        and before.low in words.listed("quality") | words.listed("adjective")
    ):
        return again.low in _ARTICLES or again.low in words.listed("settles")
    return (
        before.low == "and" and again is not None and again.low == token.low and page.taken[again.start] == 2
    )


def _acts_in_past(after: Token | None) -> bool:
    if after is None or after.gap != " " or after.low in words.listed("base_verb"):
        return False
    return after.low in words.listed("past") or after.low.endswith("ed")


def _continues(after: Token | None) -> bool:
    return after is not None and after.gap == " "


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
    if page.taken[before.start] == 1 and before.low == token.low and not before.cap:
        return 2.0
    if page.taken[before.start] == 1 and before.cap and not token.cap:
        return -2.0  # "Rose rose up", "Will will": the name has been said
    if low == "s" and "'" in before.gap and not token.cap:
        return 0.0 if page.low(first - 2) in words.listed("clipped") else -2.0
    if low == "you" and page.low(first - 2) in {"thank", "bless", "love", "miss"}:
        return 1.5
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
    if (
        not token.cap
        and word in words.listed("abstract")
        and (
            low in words.listed("abstract_before")
            or (low == "of" and page.low(first - 2) in words.listed("amount"))
        )
    ):
        return -2.0
    if not token.cap and word in words.listed("past_names") and _is_thing(page, before):
        return -2.0
    if low == "of" and not token.cap:
        return -1.0
    if not token.cap and word in words.listed("verbs_as_names") and _has_pronoun(page, first, low):
        return -3.0
    if not token.cap and low in {"to"} | words.listed("modal") and word in words.listed("verbs_as_names"):
        return -2.0 if _verb_object(page, first) else 0.5
    if low in words.listed("name_before"):
        return 1.5 if token.cap else 1.0
    if not token.cap and low in {"is", "was", "are", "were", "be", "been", "being"}:
        return -1.0 if page.low(first + 1) in {"who", "that", "and"} else -2.0
    if not token.cap and low in {"not", "so", "too", "very", "quite", "really", "enough"}:
        return -2.0
    if not token.cap and _has_subject(page, first, before):
        return -3.0
    if not token.cap and _describes(before):
        return -2.0
    return 0.0


def _has_pronoun(page: Page, first: int, low: str) -> bool:
    """Return whether "we" or "they all" stands before."""
    pronouns = words.listed("pronoun")
    return low in pronouns or (low in words.listed("adverb") and page.low(first - 2) in pronouns)


def _is_thing(page: Page, before: Token) -> bool:
    """Return whether a plain noun stands before, as in "voices rose"."""
    low = before.low
    blocked = ("stop", "name_before", "determiner", "kin", "verb", "preposition")
    return (
        page.taken[before.start] != 1
        and (not before.cap or before.opens)
        and words.is_word(low)
        and not any(low in words.listed(name) for name in blocked)
    )


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
        (not before.cap or before.opens)
        and words.is_word(low)
        and low not in words.listed("stop")
        and (
            low in words.listed("adjective")
            or low.endswith(
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
        return -2.5 if token.opens and beside is not None and _is_plain_noun(beside.low) else 0.5
    if (
        low in words.listed("verb")
        or low in words.listed("human_verb")
        or (low in words.listed("would") and word != "will")
    ):
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


def _is_plain_noun(low: str) -> bool:
    """Return whether a word after "and" is a thing, so that the one before is too: "Black and white"."""
    people = ("stop", "determiner", "pronoun", "kin", "role", "verb", "human_verb", "adverb")
    return (
        words.is_common(low)
        and not words.is_first_name(low)
        and not any(low in words.listed(name) for name in people)
    )


def _collocation(page: Page, first: int, last: int) -> float:
    """Return how strongly the neighbours make a set phrase with the word."""
    word = page.tokens[first].low if first == last else ""
    pairs = words.listed("collocation")
    before, after = page.low(first - 1), page.low(last + 1)
    capital = page.tokens[first].cap and not page.tokens[first].opens
    numbered = after in words.listed("number") or page.after(page.tokens[last], 2).strip()[:1].isdigit()
    if word in {"page", "bar", "bill"} and numbered and not capital:
        return 4.0
    if f"{word}-{after}" in pairs and _joined(page.tokens[last], page.tokens[last + 1]):
        return 1.0 if capital else 4.0
    if f"{before}-{word}" in pairs and _joined(page.near(first - 1), page.tokens[first]):
        return 1.0 if capital else 3.0
    return 0.0


def _month(page: Page, first: int, last: int, word: str) -> float:
    if word not in words.listed("month") and word not in words.listed("calendar"):
        return 0.0
    token = page.tokens[first]
    earlier = page.near(first - 1)
    if earlier is not None and page.taken[earlier.start] == 1 and "," in token.gap:
        return 0.0  # "Bob 18, April 20": scores in a list of names
    before = page.low(first - 1) if _joined(page.near(first - 1), token) else ""
    follower = page.near(last + 1)
    after = follower.low if follower is not None and follower.gap in {" ", "-"} else ""
    if token.gap.strip()[-1:].isdigit() or page.after(page.tokens[last], 2).strip()[:1].isdigit():
        return 5.0
    if before in words.listed("month_before"):
        return 5.0
    if before == "of" and page.low(first - 2) in words.listed("month_part"):
        return 5.0
    if before in {"of", "every", "each"} and not token.cap:
        return 3.0
    if before in {"from", "before", "after", "to"} and not token.cap:
        return 1.0
    return 4.0 if after in words.listed("month_noun") else 0.0


def _as_verb(page: Page, first: int, last: int, word: str) -> float:
    """Return how strongly "will", "mark", "hope" and their like read as a verb or a helper here."""
    token, after = page.tokens[first], page.near(last + 1)
    if after is None or after.gap.strip(" "):
        return 0.0
    low = after.low
    against = 0.0
    led = _joined(page.near(first - 1), token) and page.low(first - 1) in words.listed("preposition")
    if word in {"will", "may"}:
        plain = words.is_common(low) and low not in words.listed("verb") and not low.endswith("ed")
        if low in words.listed("not_verb") or led:
            against = 0.0
        elif low in words.listed("base_verb") or (plain and not token.cap):
            against = 3.0
        if not token.cap and page.low(first - 1) in words.listed("pronoun"):
            against += 1.0
    elif led:
        against = 0.0
    elif low in words.listed("determiner") or low in {"it", "them", "him", "up", "out", "so"}:
        against = 3.0
    return against
