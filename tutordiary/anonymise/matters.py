"""Finds what a person must judge by its words: the phrases of ``words/matters.txt``, sensitive or rare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from tutordiary import assets
from tutordiary.anonymise.page import Page, Token

_STEM = 3  # letters by which phrases that open with a stem are found
_LONGEST_GAP = 12
_ENDS = frozenset(".!?;\n")
_CLIPPED = frozenset(("s", "t", "d", "ll", "re", "ve", "m"))
_NUMBERS = frozenset(
    ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
)


@dataclass(frozen=True, slots=True)
class _Step:
    """One step of a phrase: words, stems or exact spellings; ``gap`` words to pass; or what may not be."""

    words: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    exact: frozenset[str] = frozenset()
    gap: int = 0
    forbidden: bool = False
    number: bool = False

    def fits(self, token: Token) -> bool:
        """Return whether a token is one of the words of this step."""
        return (
            token.low in self.words
            or (bool(self.stems) and token.low.startswith(self.stems))
            or token.text in self.exact
        )


@dataclass(frozen=True, slots=True)
class _Phrase:
    type: str
    steps: tuple[_Step, ...]


@dataclass(slots=True)
class _Phrases:
    """The phrases by their first word, and those that open with a stem by its first letters."""

    by_word: defaultdict[str, list[_Phrase]] = field(default_factory=lambda: defaultdict(list))
    by_stem: defaultdict[str, list[_Phrase]] = field(default_factory=lambda: defaultdict(list))

    def __contains__(self, low: object) -> bool:
        """Return whether a phrase may open with a lower-case word."""
        return isinstance(low, str) and (low in self.by_word or low[:_STEM] in self.by_stem)

    def add(self, phrase: _Phrase) -> None:
        """Put a phrase where its first word is looked up."""
        first = phrase.steps[0]
        for word in first.words | {exact.lower() for exact in first.exact}:
            self.by_word[word].append(phrase)
        for stem in {stem[:_STEM] for stem in first.stems}:
            self.by_stem[stem].append(phrase)

    def opening(self, low: str, page: _Vocabulary) -> tuple[_Phrase, ...]:
        """Return the phrases that may open with a word, on a page with a vocabulary."""
        found = [*self.by_word.get(low, ()), *self.by_stem.get(low[:_STEM], ())]
        return tuple(phrase for phrase in found if all(page.may_hold(step) for step in phrase.steps))


class _Vocabulary:
    """The words of one page, to pass over the phrases that it cannot hold."""

    def __init__(self, page: Page) -> None:
        self._words = frozenset(token.low for token in page.tokens)
        self._heads = frozenset(word[:_STEM] for word in self._words)

    def may_hold(self, step: _Step) -> bool:
        """Return whether a word of the page may be meant by a step; False only for certain."""
        if step.gap or step.forbidden or step.number or step.exact:
            return True
        return not self._words.isdisjoint(step.words) or any(
            stem[:_STEM] in self._heads for stem in step.stems
        )


def _step(text: str, sets: dict[str, frozenset[str]]) -> _Step:
    if text.startswith(".."):
        return _Step(gap=int(text[2:]))
    if text == "#":
        return _Step(number=True)
    words: set[str] = set()
    stems: list[str] = []
    exact: set[str] = set()
    for part in text.removeprefix("!").removesuffix("?").split("|"):
        if part.startswith("@"):
            words |= sets[part[1:]]
        elif part.startswith("="):
            exact.add(part[1:])
        elif part.endswith("*"):
            stems.append(part[:-1])
        else:
            words.add(part)
    return _Step(frozenset(words), tuple(stems), frozenset(exact), forbidden=text.startswith("!"))


@cache
def _phrases() -> _Phrases:
    """Return every phrase of the shipped list."""
    sets: dict[str, frozenset[str]] = {}
    found, type_name = _Phrases(), "SENSITIVE"
    for line in assets.read_text("words/matters.txt").splitlines():
        parts = line.split()
        if not parts or line.startswith("# "):
            continue
        if line.startswith("["):
            type_name = "RARE" if line.startswith("[rare") else "SENSITIVE"
        elif line.startswith("= "):
            sets[parts[1]] = frozenset(
                word for part in parts[2:] for word in (sets[part[1:]] if part.startswith("@") else (part,))
            )
        else:
            found.add(_Phrase(type_name, tuple(_step(part, sets) for part in parts)))
    return found


def find_matters(page: Page) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and type, SENSITIVE or RARE, of every phrase on a page; they may overlap."""
    phrases, tokens = _phrases(), page.tokens
    openings = page.where(phrases)
    if not openings:
        return
    following, vocabulary = _followers(page), _Vocabulary(page)
    possible: dict[str, tuple[_Phrase, ...]] = {}
    for index in openings:
        low = tokens[index].low
        if low not in possible:
            possible[low] = phrases.opening(low, vocabulary)
        for phrase in possible[low]:
            if phrase.steps[0].fits(tokens[index]):
                last = _end(page, following, phrase.steps, index)
                if last is not None:
                    yield tokens[index].start, tokens[last].end, phrase.type


def _end(page: Page, following: list[int], steps: tuple[_Step, ...], first: int) -> int | None:
    """Return the last token of a phrase whose first step stands at a token, or None."""
    reached = {first}
    for step in steps[1:]:
        reached = _reach(page, following, step, reached)
        if not reached:
            return None
    return max(reached)


def _reach(page: Page, following: list[int], step: _Step, reached: set[int]) -> set[int]:
    """Return the tokens a step may end at, from those the steps before may end at."""
    found: set[int] = set()
    for index in reached:
        after = following[index]
        if step.gap:
            found.add(index)
            for _ in range(step.gap):
                if after < 0:
                    break
                found.add(after)
                after = following[after]
        elif step.forbidden:
            if after < 0 or not step.fits(page.tokens[after]):
                found.add(index)
        elif step.number:
            if any(char.isdigit() for char in page.after(page.tokens[index], 4).partition("\n")[0]):
                found.add(index)
            elif after >= 0 and page.tokens[after].low in _NUMBERS:
                found.add(after)
        elif after >= 0 and step.fits(page.tokens[after]):
            found.add(after)
    return found


def _followers(page: Page) -> list[int]:
    """Return for each token the next of the same sentence, clipped endings passed over; -1 for none."""
    tokens = page.tokens
    found = [-1] * len(tokens)
    after = -1
    for index in range(len(tokens) - 1, -1, -1):
        found[index] = after
        token = tokens[index]
        if token.gap == "'" and token.low in _CLIPPED:
            continue
        ends = len(token.gap) >= _LONGEST_GAP or any(mark in _ENDS for mark in token.gap)
        after = -1 if ends else index
    return found
