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

    def opening(self, low: str) -> Iterator[_Phrase]:
        """Yield the phrases that may open with a word."""
        yield from self.by_word.get(low, ())
        yield from self.by_stem.get(low[:_STEM], ())


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
    phrases = _phrases()
    for index in page.where(phrases):
        for phrase in phrases.opening(page.tokens[index].low):
            if phrase.steps[0].fits(page.tokens[index]):
                last = _end(page, phrase.steps, 1, index)
                if last is not None:
                    yield page.tokens[index].start, page.tokens[last].end, phrase.type


def _end(page: Page, steps: tuple[_Step, ...], at: int, index: int) -> int | None:
    """Return the last token of the rest of a phrase that goes on after the token at an index, or None."""
    if at == len(steps):
        return index
    step = steps[at]
    if step.number:
        following = _next(page, index)
        if any(char.isdigit() for char in page.after(page.tokens[index], 4).partition("\n")[0]):
            return _end(page, steps, at + 1, index)
        if following is not None and page.tokens[following].low in _NUMBERS:
            return _end(page, steps, at + 1, following)
        return None
    if step.gap:
        for _ in range(step.gap + 1):
            last = _end(page, steps, at + 1, index)
            following = _next(page, index)
            if last is not None or following is None:
                return last
            index = following
        return None
    following = _next(page, index)
    if step.forbidden:
        if following is not None and step.fits(page.tokens[following]):
            return None
        return _end(page, steps, at + 1, index)
    if following is None or not step.fits(page.tokens[following]):
        return None
    return _end(page, steps, at + 1, following)


def _next(page: Page, index: int) -> int | None:
    """Return the next token of the same sentence, clipped endings passed over."""
    tokens = page.tokens
    for at in range(index + 1, min(index + 4, len(tokens))):
        token = tokens[at]
        if token.gap == "'" and token.low in _CLIPPED:
            continue
        gap = token.gap
        if len(gap) >= _LONGEST_GAP or any(mark in gap for mark in ".!?;\n"):
            return None
        return at
    return None
