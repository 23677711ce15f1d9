"""Which verbs go with a "he" or "she", and how they are said of "they"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tutordiary.anonymise import words
from tutordiary.anonymise.pronoun_words import (
    KNOWN,
    Word,
    at,
    auxiliaries,
    can_be_verb,
    is_adverb,
    is_past,
    listed,
    low,
    past_adverbs,
    without_s,
)

_SUBJECTS = frozenset(("i", "we", "they", "who", "which", "that", "there"))
_MAY_BE_SUBJECT = frozenset(
    ("it", "you", "everyone", "everybody", "nobody", "someone", "somebody", "one", "this", KNOWN)
)
_OWN = frozenset(("he", "she", "he's", "she's", "he'd", "she'd", "he'll", "she'll"))
_JOINS = frozenset(("and", "but", "or", "nor", "then", ",", "&", "yet"))
_SUBORDINATE = frozenset(
    ("though", "although", "because", "while", "since", "until", "unless", "as", "so", "if", "when", "before",
     "after", "where")
)  # fmt: skip
_ASIDES = {"(": ")", "“": "”", '"': '"', "[": "]"}
LONGEST_ASIDE = 60  # words
_SELF = frozenset(("himself", "herself"))


@dataclass(frozen=True, slots=True)
class Edit:
    """New words for the word at a place."""

    place: int
    words: str
    is_sure: bool


def with_verbs(found: Sequence[Word], place: int, said: str = "they") -> Iterator[Edit]:
    """Yield the pronoun at a place as ``said`` and the verbs that go with it; not sure without one."""
    if said != "they":  # "they'd" and "they'll" bring their verb along
        yield Edit(place, said, is_sure=True)
        yield from _joined(found, place, place + 1)
        return
    before = low(found, place - 1)
    asked = auxiliaries().get(before)
    verb = _verb_place(found, place)
    if asked is not None:
        yield from _asked(found, place, asked, verb)
        return
    if before in listed("modal") and before not in ("used", "need", "dare", "had"):
        inverted = _opens(found, place - 1) or not _is_third(low(found, verb))
        yield Edit(place, said, is_sure=inverted)
        if inverted:
            yield from _joined(found, place, verb + 1)
            return
    yield from _plain(found, place, verb)


def _asked(found: Sequence[Word], place: int, asked: str, verb: int) -> Iterator[Edit]:
    """Yield "are they" for "is she"; but "the trouble is she plays" is no question."""
    helper = low(found, place - 1)
    after = low(found, verb)
    if helper.startswith(("does", "has")) or _opens(found, place - 1):
        sure = not (_is_third(after) and helper.startswith(("is", "was")))
        yield Edit(place - 1, asked, is_sure=sure)
        yield Edit(place, "they", is_sure=sure)
        if sure:
            yield from _joined(found, place, verb)
        return
    if _is_third(after) or after in auxiliaries() or after in listed("past") or after in listed("modal"):
        yield from _plain(found, place, verb)
        return
    yield Edit(place - 1, asked, is_sure=False)
    yield Edit(place, "they", is_sure=False)


def _opens(found: Sequence[Word], place: int) -> bool:
    """Return whether a helping verb begins its clause, so that its subject comes after it."""
    before = at(found, place - 1)
    return before is None or before.is_stop or before.low == "," or before.low in listed("opens_question")


def _verb_place(found: Sequence[Word], place: int) -> int:
    """Return where the verb of a subject should stand."""
    index = past_adverbs(found, place + 1)
    if low(found, index) in _SELF:
        index = past_adverbs(found, index + 1)
    return index


def _is_third(word: str) -> bool:
    return word in auxiliaries() or (word != "" and bool(without_s(word)) and not is_adverb(word))


def _plain(found: Sequence[Word], place: int, verb: int) -> Iterator[Edit]:
    word = at(found, verb)
    if word is None or word.is_stop:
        yield Edit(
            place, "they", is_sure=low(found, place - 1) in ("than", "as", "did", "can", "and", "like")
        )
        return
    if word.low == "," and verb == place + 1:
        yield from _after_commas(found, place)
        return
    if word.low == "and" and verb == place + 1:
        yield Edit(place, "they", is_sure=True)  # "he and Ada were" is many already
        return
    changed = _of_they(word.low)
    sure = changed is not None
    yield Edit(place, "they", is_sure=sure)
    if changed is None:
        return
    if changed != word.low:
        yield Edit(verb, changed, is_sure=True)
    yield from _joined(found, place, verb + 1)


def _after_commas(found: Sequence[Word], place: int) -> Iterator[Edit]:
    """Yield "they, however, play" as one question."""
    close = next((at for at in range(place + 2, place + 6) if low(found, at) == ","), None)
    yield Edit(place, "they", is_sure=False)
    if close is not None:
        verb = past_adverbs(found, close + 1)
        changed = _of_they(low(found, verb))
        if changed and changed != low(found, verb):
            yield Edit(verb, changed, is_sure=False)


def _of_they(word: str) -> str | None:
    """Return a verb as said of "they"; None when it is no verb any rule knows."""
    if word in auxiliaries():
        return auxiliaries()[word]
    if (
        is_past(word)
        or word in listed("verb")
        or word in listed("noun_or_verb")
        or word in ("be", "have", "do")
    ):
        return word
    base = without_s(word)
    return base if base and words.is_word(base) else None


def _joined(found: Sequence[Word], place: int, index: int) -> Iterator[Edit]:
    """Yield the further verbs of the subject at a place: "plays the drum and sings". Ends with the clause."""
    others = _has_main_clause(found, place)
    begin = index
    while index < len(found) and found[index].low not in _OWN:
        if found[index].is_stop:
            index = _past_aside(found, index)
            if index == 0:
                return
            continue
        word = found[index].low
        if word not in _JOINS:
            others = others or _is_subject(found, index) or (index > begin and _is_finite(word))
            index += 1
            continue
        directly = index == begin
        nearest = past_adverbs(found, index + 1)
        while low(found, nearest) in _JOINS:
            nearest = past_adverbs(found, nearest + 1)
        edit = _further(found, nearest, others=others, directly=directly)
        if edit is not None:
            yield edit
        if edit is not None or _is_finite(low(found, nearest)):
            begin = nearest + 1
            others = others or (edit is not None and not edit.is_sure)
            index = begin
        else:
            index = max(nearest, index + 1)


def _past_aside(found: Sequence[Word], index: int) -> int:
    """Return where a clause goes on after words in brackets or quotation marks; 0 where it ends."""
    close = _ASIDES.get(found[index].low)
    ends = range(index + 1, min(index + LONGEST_ASIDE, len(found)))
    return next((at + 1 for at in ends if close and found[at].low == close), 0)


def _has_main_clause(found: Sequence[Word], place: int) -> bool:
    """Return whether "because he …" comes after a clause about somebody, who may do what follows "and"."""
    if low(found, place - 1) not in _SUBORDINATE:
        return False
    index = place - 2
    while index >= 0 and not found[index].is_stop:
        word = found[index].low
        if word in auxiliaries() or without_s(word) in listed("verb"):
            return True
        index -= 1
    return False


def _is_subject(found: Sequence[Word], index: int) -> bool:
    """Return whether a word brings a verb of its own, so that a verb after "and" may be that one's."""
    word = low(found, index)
    if word in _SUBJECTS:
        return True
    if word not in _MAY_BE_SUBJECT:
        return False
    after = low(found, past_adverbs(found, index + 1))
    return _is_finite(after) or _is_third(after)


def _is_finite(word: str) -> bool:
    return word in auxiliaries() or is_past(word)


def _further(found: Sequence[Word], place: int, *, others: bool, directly: bool) -> Edit | None:
    """Return what a word after "and" becomes if it is a verb of the same subject, or may be one."""
    word, after = low(found, place), low(found, place + 1)
    if word in auxiliaries():
        return Edit(place, auxiliaries()[word], is_sure=not others)
    base = without_s(word)
    if not base or is_adverb(word):
        return None
    acts = after in listed("object") or after in listed("way") or (after.endswith("ly") and is_adverb(after))
    if base in listed("verb") or acts or (directly and can_be_verb(base)):
        return Edit(place, base, is_sure=not others)
    if base in listed("noun_or_verb") or (can_be_verb(base) and base not in listed("noun")):
        return Edit(place, base, is_sure=False)
    return None


def contracted(found: Sequence[Word], place: int) -> Iterator[Edit]:
    """Yield "they're" or "they've" for "he's", by what comes after."""
    index = _verb_place(found, place)
    word = at(found, index)
    if word is None or word.is_stop or word.low == ",":
        yield Edit(place, "they're", is_sure=False)
        return
    said, sure = _is_or_has(found, index, word.low)
    yield Edit(place, said, is_sure=sure)
    if sure:
        yield from _joined(found, place, index + 1)


def _is_or_has(found: Sequence[Word], index: int, word: str) -> tuple[str, bool]:
    by = low(found, index + 1) == "by"
    takes = low(found, index + 1) in listed("object")
    if word in listed("participle") or word in listed("active_ed"):
        return "they've", not by
    if takes and word in ("lost", "set", "let", "hit", "cut", "read", "hurt", "broken", "written", "used"):
        return "they've", True
    if takes and word in listed("adjective_ed"):
        return "they've", False
    if (
        word == "no"
        or word.endswith("en")
        or word in ("lost", "set", "let", "hit", "cut", "read", "hurt", "broke")
    ):
        return "they're", word.endswith("en") and word in ("keen", "open", "golden", "often", "green", "ten")
    if word.endswith("ed") and word not in listed("adjective_ed") and word != "red":
        return "they're", False
    return "they're", word == KNOWN or words.is_word(word) or word.isdigit() or "'" in word
