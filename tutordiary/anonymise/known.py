"""Finds the roster's names in a note, in any spelling the form table knows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from tutordiary.anonymise import evidence, words
from tutordiary.anonymise.forms import Form, FormTable
from tutordiary.anonymise.initials import with_own_dot
from tutordiary.anonymise.page import Page, Token

_LONGEST = 24  # tokens in one name: letter-spaced names are the longest
_ORDER = {"PUPIL": 0, "STAFF": 1, "FAMILY": 2, "TUTOR": 3, "SETTING": 4, "GROUP": 5}
_NUMBER = re.compile(r" ?[0-9]{1,3}\b(?![:.][0-9])")
_ALWAYS = frozenset({"full", "last_first", "titled"})


@dataclass(frozen=True, slots=True)
class Match:
    """A run of tokens that reads as a form; ``tail`` letters (a bare s) belong to no name."""

    first: int
    last: int
    forms: tuple[Form, ...]
    tail: int
    spaced: bool


class KnownNames:
    """Marks known people, settings and groups on a page."""

    def __init__(self, table: FormTable, not_names: frozenset[str] = frozenset()) -> None:
        self._table = table
        self._not_names = not_names

    def mark(self, page: Page) -> None:
        """Mark first what is certain, then the one-word forms that may be ordinary words."""
        doubtful: list[Match] = []
        index = 0
        while index < len(page.tokens):
            match = self._longest(page, index)
            if match is None:
                index += 1
                continue
            if self._is_certain(page, match):
                self._redact(page, match, "known")
            else:
                doubtful.append(match)
            index = match.last + 1
        for match in doubtful:
            self._settle(page, match)

    def _longest(self, page: Page, index: int) -> Match | None:
        best: Match | None = None
        joined = ""
        cuts: list[int] = []
        tokens, prefixes, by_key = page.tokens, self._table.prefixes, self._table.by_key
        for last in range(index, min(index + _LONGEST, len(tokens))):
            token = tokens[last]
            if last > index:
                if not _bridges(tokens[last - 1], token):
                    break
                cuts.append(len(joined))
            if page.taken[token.start]:
                break
            joined += token.low
            for tail in (0, 1):
                key = joined[: len(joined) - tail] if tail else joined
                if key in by_key and (not tail or _bare_s(token, joined)):
                    match = self._fit(page, index, last, key, tuple(cuts), tail)
                    if match is not None:
                        best = match
                    if match is not None and not tail:
                        break
            if joined not in prefixes:
                break
        return best

    def _fit(
        self, page: Page, first: int, last: int, key: str, cuts: tuple[int, ...], tail: int
    ) -> Match | None:
        tokens = page.tokens[first : last + 1]
        inner = {cut for cut in cuts if cut < len(key)}
        spaced = len(tokens) >= 3 and _is_spaced(tokens)
        comma = any("," in token.gap for token in tokens[1:])
        fitting = []
        for form in self._table.by_key[key]:
            if comma and form.how != "last_first":
                continue
            if form.how in {"acronym"}:
                if tail or (words.is_word(key) and not all(token.text.isupper() for token in tokens)):
                    continue
            elif (
                not inner <= form.cuts
                and not (spaced and len(key) >= 3)
                and not _torn(tokens, key, form.cuts)
            ):
                continue
            if _case_fits(page, first, last, form):
                fitting.append(form)
        return Match(first, last, _best(fitting), tail, spaced) if fitting else None

    def _is_certain(self, page: Page, match: Match) -> bool:
        how = {form.how for form in match.forms}
        tokens = page.tokens[match.first : match.last + 1]
        if _is_in_work(page, match) and (tokens[-1].cap or words.is_word(tokens[-1].low)):
            return False  # "Fantastic Mr Fox": the work, whoever else is called so
        if "titled" in how and tokens[0].low in {"mr", "mrs", "ms", "mx", "dr", "prof", "rev"}:
            return True
        if match.spaced or how & _ALWAYS:
            return not _all_small_words(tokens)
        if len(tokens) > 1:
            return not _all_small_words(tokens)
        low = tokens[0].low
        base = low[: len(low) - match.tail] if match.tail else low
        if how == {"acronym"}:
            return True
        if match.tail and words.is_word(low) and not tokens[0].text[-1].isupper():
            return False
        if len(low) <= 2 and (not tokens[0].cap or low[-1] == "m"):
            return False
        return not words.is_word(base)

    def _settle(self, page: Page, match: Match) -> None:
        tokens = page.tokens[match.first : match.last + 1]
        start, end = tokens[0].start, tokens[-1].end
        if not page.is_free(start, end):
            return
        form = match.forms[0]
        if "".join(token.low for token in tokens) in self._not_names:
            return
        score = evidence.weigh(page, match.first, match.last, form)
        plural = match.tail and form.type != "PUPIL" and not tokens[0].cap and words.is_word(tokens[-1].low)
        if match.tail and form.type != "PUPIL" and (score <= evidence.KEEP_AT or (plural and score < 1)):
            return  # "floor toms", "home made sweets": a plural says nothing about Tom or Mrs Sweet
        if score <= evidence.KEEP_AT:
            page.keep(start, end, "ordinary_word", _entity(match.forms))
        else:
            self._redact(page, match, "known" if score >= 1 else "check")

    def _redact(self, page: Page, match: Match, why: str) -> None:
        last = page.tokens[match.last]
        end = last.end
        if match.forms[0].how in {"first_initial", "last_initial"} and not match.tail:
            end = with_own_dot(page, last, swallow=True)
        elif match.forms[0].type in {"GROUP", "SETTING"}:
            end += _own_number(page, end)
        elif _camel(last) and len(last.text) <= 4 and page.text[end : end + 2].strip() == ".":
            end += 1  # "vdB." ends with the mark of its own shortening
        page.redact(
            page.tokens[match.first].start,
            end,
            match.forms[0].type,
            why,
            _entity(match.forms),
            possessive=bool(match.tail),
        )


def _is_in_work(page: Page, match: Match) -> bool:
    """Return whether a name is part of a longer title that is spoken of as a work."""
    first, last = match.first, match.last
    if not set(range(first, last + 1)) <= page.works:
        return False
    left, right = first - 1 in page.works, last + 1 in page.works
    if (left and right) or (left and first - 2 in page.works) or (right and last + 2 in page.works):
        return True
    if not (left or right):
        return False
    if words.is_word(page.tokens[last].low):
        return True
    start, end = (first - 1, last) if left else (first, last + 1)
    cue = any(page.low(at) in words.listed("work_cue") for at in (start - 1, start - 2, start - 3))
    return cue or page.low(end + 1) in words.listed("work_after")


def _own_number(page: Page, end: int) -> int:
    """Return the length of the number that ends a group's name: "Unit 7"."""
    found = _NUMBER.match(page.text, end)
    return len(found.group()) if found else 0


def _entity(forms: tuple[Form, ...]) -> str | None:
    """Return whose form it is, or None when it fits two."""
    entities = {form.entity for form in forms}
    return forms[0].entity if len(entities) == 1 else None


def _best(forms: list[Form]) -> tuple[Form, ...]:
    """Return the forms of the strongest kind: real names before pet forms, pupils before others."""
    weak = [form for form in forms if form.how not in {"short"}] or forms
    rank = min(_ORDER.get(form.type, 9) for form in weak)
    return tuple(form for form in weak if _ORDER.get(form.type, 9) == rank)


def _bridges(left: Token, right: Token) -> bool:
    """Return whether the gap between two words may stand inside one name."""
    gap = right.gap
    if len(gap) > 4 or right.start - left.end != len(gap):
        return False
    if not gap:
        return True
    marks = gap.strip()
    if marks in {"", "-", "'", "·"}:
        return gap.count("\n") <= 1
    if marks in {".", ".-", "'-"}:
        return len(left.text) == 1 or left.low in {"st", "mr", "mrs", "ms", "dr", "rev", "prof", "mx"}
    return marks in {",", "_", "."} if gap in {", ", ",", "_", "."} else False


def _bare_s(token: Token, joined: str) -> bool:
    if token.low == "s" and "'" in token.gap:
        return False
    return len(joined) > 2 and token.low.endswith("s") and not token.low.endswith("ss")


def _is_spaced(tokens: list[Token]) -> bool:
    """Return whether a run is a letter-spaced word: single letters, the last perhaps with an s."""
    return all(len(token.text) == 1 for token in tokens[:-1]) and len(tokens[-1].text) <= 2


def _torn(tokens: list[Token], key: str, cuts: frozenset[int]) -> bool:
    """Return whether a name was torn apart where it has no seam: "Lead-better", "Ky la"."""
    if len(key) < 4 or len(tokens) > 5:
        return False
    pieces = [token.low for token in tokens]
    odd = [
        piece for piece in pieces if not words.is_word(piece) or (len(piece) == 1 and piece not in {"a", "i"})
    ]
    length = 0
    for left, right in pairwise(tokens):
        length += len(left.text)
        if length not in cuts and right.gap.isspace() and len(odd) < len(pieces):
            return False
    return bool(odd) or any(token.cap for token in tokens)


def _all_small_words(tokens: list[Token]) -> bool:
    return all(
        not token.cap and words.is_word(token.low) and (len(token.low) > 1 or token.low in {"a", "i"})
        for token in tokens
    )


def _case_fits(page: Page, first: int, last: int, form: Form) -> bool:
    """Return whether the capitals allow the form: initials must be capitals unless all is lower case."""
    tokens = page.tokens
    if form.how in {"first_initial", "last_initial"}:
        initial = tokens[last]
        if first == last:
            return _camel(initial)
        if initial.cap:
            return initial.low != "i" or not _is_pronoun(page, last)
        apart = page.after(initial, 1) != "'" or page.after(initial, 2) == "'s"
        ends = not page.after(initial, 2).strip(" \n") or page.after(initial, 1) in {",", ".", ")", "\n"}
        plain = (
            (initial.low not in {"a", "i"} or ends)
            and apart
            and (initial.low not in {"s", "t", "m", "d"} or not words.is_word(tokens[first].low))
        )
        return (plain or page.after(initial, 1) == ".") and (
            initial.low not in {"a", "i"} or not words.is_word(tokens[first].low)
        )
    if form.how == "initial_last":
        initial = tokens[first]
        if first == last:
            return _camel(initial)
        if len(initial.text) > 3:
            return True
        if initial.text.isupper():
            if initial.low == "i" and page.after(initial, 1) != "." and words.is_word(tokens[last].low):
                return False
            return tokens[last].cap or not words.is_word(tokens[last].low)
        return (
            initial.low not in {"a", "i"} and not words.is_word(tokens[last].low) and len(initial.text) == 1
        )
    if form.how == "title_initial":
        title, initial = tokens[first], tokens[last]
        plain = initial.low not in {"a", "i"}
        return first != last and (initial.text[-1:].isupper() or title.cap or plain)
    return True


def _is_pronoun(page: Page, index: int) -> bool:
    """Return whether a capital I after a name begins "I think" or "I'm" and is no initial."""
    token, after = page.tokens[index], page.near(index + 1)
    if after is None or page.after(token, 1) == ".":
        return False
    says = any(after.low in words.listed(name) for name in ("verb", "base_verb", "modal", "adverb", "past"))
    joins = after.low in words.listed("not_verb") or after.low in words.listed("article")
    return (after.gap == " " and says and not joins) or (after.gap == "'" and after.low != "s")


def _camel(token: Token) -> bool:
    return any(char.isupper() for char in token.text[1:]) and not token.upper
