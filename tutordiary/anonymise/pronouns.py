"""Puts "they" for "he" and "she", with the verbs that go with it; what no rule is sure of is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tutordiary.anonymise.pronoun_verbs import Edit, contracted, with_verbs
from tutordiary.anonymise.pronoun_words import KNOWN, Word, at, cut, is_adverb, listed, low

_HIS_ALONE = frozenset(
    ("is", "was", "are", "were", "has", "had", "to", "in", "on", "at", "with", "for", "from", "by", "but",
     "so", "because", "when", "if", "than", "too", "again", "as", "not", "now", "then", "though", "while")
)  # fmt: skip
_FORMS = {
    "he": {"he", "he's", "hes", "he'd", "he'll", "him", "his", "himself"},
    "she": {"she", "she's", "shes", "she'd", "she'll", "her", "hers", "herself"},
}
_ALL_FORMS = frozenset().union(*_FORMS.values())
_SIMPLE = {
    "him": "them", "himself": "themself", "herself": "themself", "hers": "theirs", "he'd": "they'd",
    "she'd": "they'd", "he'll": "they'll", "she'll": "they'll",
}  # fmt: skip
FAR = 6  # words: questions nearer than this are one


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of the text and the words for it. One that is not sure is to be asked about."""

    start: int
    end: int
    words: str
    is_sure: bool


def changes(
    text: str, which: frozenset[str], taken: Iterable[tuple[int, int]] = (), *, ask_all: bool = False
) -> tuple[Change, ...]:
    """Return what changes when "he", "she" or both (``which``) become "they", in order, none overlapping.

    ``taken`` are stretches that are replaced by something else, such as names; with ``ask_all`` each change
    is to be asked about.
    """
    forms = frozenset().union(*(_FORMS[one] for one in which)) if which else frozenset()
    found = cut(text, taken)
    made: dict[int, Change] = {}
    for place, word in enumerate(found):
        if word.low in forms:
            for change in _changed(text, found, place, ask_all=ask_all):
                held = made.get(change.start)
                if held is None or (held.is_sure and not change.is_sure):
                    made[change.start] = change
    return _apart(sorted(made.values(), key=lambda change: (change.start, change.end)))


def _apart(found: Sequence[Change]) -> tuple[Change, ...]:
    kept: list[Change] = []
    for change in found:
        if not kept or change.start >= kept[-1].end:
            kept.append(change)
    return tuple(kept)


def _changed(text: str, found: Sequence[Word], place: int, *, ask_all: bool) -> Iterator[Change]:
    edits = sorted(_edits(found, place), key=lambda edit: edit.place)
    if ask_all or _is_strange(text, found, place):
        edits = [Edit(edit.place, edit.words, is_sure=False) for edit in edits]
    asked = [edit for edit in edits if not edit.is_sure]
    for edit in edits:
        if edit.is_sure:
            target = found[edit.place]
            yield Change(target.start, target.end, _in_case(edit.words, target), is_sure=True)
    while asked:
        near = [edit for edit in asked if edit.place - asked[0].place <= FAR]
        asked = asked[len(near) :]
        yield _question(text, found, near)


def _question(text: str, found: Sequence[Word], edits: Sequence[Edit]) -> Change:
    """Return the changes that belong together as one question, with the word that follows to know it by."""
    first, last = edits[0].place, edits[-1].place
    after = at(found, last + 1)
    is_plain = after is not None and after.is_letters and after.low not in _ALL_FORMS
    if after is not None and is_plain and text[found[last].end : after.start] == " ":
        last += 1
    said = {edit.place: _in_case(edit.words, found[edit.place]) for edit in edits}
    start, out = found[first].start, ""
    for place in range(first, last + 1):
        word = found[place]
        out += text[start : word.start] + said.get(place, text[word.start : word.end])
        start = word.end
    return Change(found[first].start, start, out, is_sure=False)


def _edits(found: Sequence[Word], place: int) -> Iterator[Edit]:
    word = found[place].low
    if word in ("he", "she"):
        yield from with_verbs(found, place)
    elif word in ("he's", "she's", "hes", "shes"):
        yield from contracted(found, place)
    elif word in ("he'd", "she'd", "he'll", "she'll"):
        yield from with_verbs(found, place, _SIMPLE[word])
    elif word == "his":
        yield _his(found, place)
    elif word == "her":
        yield _her(found, place)
    else:
        yield Edit(place, _SIMPLE[word], is_sure=True)


def _is_strange(text: str, found: Sequence[Word], place: int) -> bool:
    """Return whether a pronoun is more than one: "he/she", "a he", a capital in the middle of a title."""
    word = found[place]
    if text[word.start - 1 : word.start] in ("/", ")", "-", "*") and word.start:
        return True
    if text[word.end : word.end + 1] in ("/", "(", "-", "*"):
        return True
    before = at(found, place - 1)
    if before is None or before.is_stop or before.text in {"'", "‘", "*", "_"}:
        return False
    if before.low in ("a", "an", "the") and word.low in ("he", "she", "him", "her"):
        return True
    return word.text[0].isupper() and not word.text.isupper()


def _in_case(words: str, target: Word) -> str:
    """Return new words with the capitals of the old one."""
    if len(target.text) > 1 and target.text.isupper():
        return words.upper()
    return words[0].upper() + words[1:] if target.text[0].isupper() else words


def _his(found: Sequence[Word], place: int) -> Edit:
    after = at(found, place + 1)
    if after is None or after.is_stop or after.low in {",", "/", "'"} or after.low in _HIS_ALONE:
        return Edit(place, "theirs", is_sure=after is None or after.low != "/")
    if low(found, place - 1) == "of" and after.low in listed("object_next"):
        return Edit(place, "theirs", is_sure=True)
    if after.low in ("and", "or", "&"):
        is_end = low(found, place - 1) in ("is", "was", "are", "were", "be", "not")
        return Edit(place, "theirs" if is_end else "their", is_sure=False)
    return Edit(place, "their", is_sure=True)


def _her(found: Sequence[Word], place: int) -> Edit:
    after, before = at(found, place + 1), low(found, place - 1)
    if (
        after is None
        or after.is_stop
        or after.low in {",", "/", "'", "’"}
        or after.low in listed("object_next")
    ):
        opens = place == 0 or found[place - 1].is_stop
        return Edit(place, "them", is_sure=not (opens and after is not None and after.low in ("and", "or")))
    if after.low == KNOWN:
        gives = before in listed("gives") or before in listed("lets")
        return Edit(place, "them" if gives else "their", is_sure=gives and before != "called")
    if is_adverb(after.low):
        first = after.low in ("first", "only", "so", "kind", "sort")
        return Edit(place, "their" if first else "them", is_sure=before not in listed("gives") or not first)
    if after.low in listed("kin"):
        return Edit(place, "their", is_sure=before not in ("call", "called", "calls", "make", "made"))
    if after.low.endswith("ing") and len(after.low) > 5:
        return _her_doing(found, place, before)
    if before in listed("lets") or before in listed("sees"):
        return _her_acting(place, before, after.low)
    if before in listed("gives"):
        return Edit(place, "them", is_sure=False)
    return Edit(place, "their", is_sure=True)


def _her_acting(place: int, before: str, after: str) -> Edit:
    """Weigh "let her play", "saw her drum" and "had her drum"."""
    if after in listed("base") and before not in (
        "have",
        "has",
        "had",
        "having",
        "find",
        "found",
        "got",
        "get",
    ):
        return Edit(place, "them", is_sure=True)
    may_act = after in listed("base") or after in listed("noun_or_verb") or after in listed("verb")
    return Edit(place, "their", is_sure=not may_act and before not in listed("lets"))


def _her_doing(found: Sequence[Word], place: int, before: str) -> Edit:
    """Weigh "heard her singing", "had her hearing aids in" and "loved her singing"."""
    if before in listed("sees"):
        beyond, after = at(found, place + 2), low(found, place + 2)
        goes_on = beyond is None or beyond.is_stop or after == "," or is_adverb(after)
        goes_on = goes_on or after in listed("object_next") or after in listed("object")
        sure = goes_on and before not in ("start", "started", "stop", "stopped")
        is_thing = before in ("had", "has", "have", "having", "got", "get", "find", "found") and not goes_on
        return Edit(place, "their" if is_thing else "them", is_sure=sure)
    if before in ("with", "without", "like", "by", "remember", "remembered", "mind", "gives", "gave"):
        return Edit(place, "them", is_sure=False)
    return Edit(place, "their", is_sure=True)
