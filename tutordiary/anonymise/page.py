"""One note while it is being read: its plain text, its words and what has been decided so far."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass, replace
from operator import attrgetter

from tutordiary.anonymise import words
from tutordiary.anonymise.normalise import Normalised, normalise
from tutordiary.anonymise.spans import Action, Span

_START, _END = attrgetter("start"), attrgetter("end")
_PLACE, _ORDER = attrgetter("start", "end"), attrgetter("start", "end", "action")
_WORD = re.compile(r"[^\W\d_]+")
_ENDS_SENTENCE = re.compile(r"[.!?:\n\r;|•]|^\s*[-*]\s|\s-\s?$|[\"(\[/]\s?'?$|\s'$|,\s*\"")
_TITLES = frozenset(("mr", "mrs", "ms", "miss", "dr", "st", "rev", "prof", "mx", "vs", "fr"))


@dataclass(slots=True)
class Token:
    """A run of letters. ``opens``: a capital here proves nothing; ``shout``: all around is capitals."""

    start: int
    end: int
    text: str
    low: str
    gap: str
    cap: bool
    upper: bool
    opens: bool = False
    shout: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A decision about a stretch of the plain text; becomes a Span."""

    start: int
    end: int
    action: Action
    type: str
    entity: str | None
    why: str
    kept: bool = False
    possessive: bool = False


class Page:
    """The plain text of a note, cut into words, with the hits found so far."""

    def __init__(self, raw: str, masks: tuple[tuple[int, int], ...] = ()) -> None:
        self.norm: Normalised = normalise(raw)
        self.text = self.norm.text
        self.taken = bytearray(len(self.text))
        self.masked = bytearray(len(self.text))
        self.hits: list[Hit] = []
        self.plain: set[int] = set()  # tokens of titles and set phrases: a capital there names nobody
        self.works: set[int] = set()  # of these, tokens of well-known works
        if masks:
            self._mask(masks)
        self.tokens = self._cut()
        self._places_of: dict[str, list[int]] = defaultdict(list)
        for index, token in enumerate(self.tokens):
            self._places_of[token.low].append(index)
        self._mark_styles()

    def _mask(self, masks: tuple[tuple[int, int], ...]) -> None:
        raw_masked = bytearray(len(self.norm.raw))
        for start, end in masks:
            raw_masked[start:end] = b"\x01" * (end - start)
        chars = list(self.text)
        for index, start in enumerate(self.norm.starts):
            if raw_masked[start]:
                self.taken[index] = self.masked[index] = 1
                chars[index] = "\x00"
        self.text = "".join(chars)

    def _cut(self) -> list[Token]:
        tokens = []
        position = 0
        text = self.text
        for match in _WORD.finditer(text):
            found = match.group()
            start, end = match.span()
            tokens.append(
                Token(
                    start,
                    end,
                    found,
                    found.lower(),
                    text[max(position, start - 12) : start],
                    found[0].isupper(),
                    len(found) > 1 and found.isupper(),
                )
            )
            position = end
        return tokens

    def _mark_styles(self) -> None:
        tokens = self.tokens
        for index, token in enumerate(tokens):
            previous = tokens[index - 1] if index else None
            token.opens = previous is None or self._opens(previous, token)
            if token.upper or (len(token.text) == 1 and token.cap):
                token.shout = self._is_loud(index)

    def _is_loud(self, index: int) -> bool:
        """Return whether the word beside is all capitals, and a common one is near: a shouted passage."""
        tokens = self.tokens
        left = index > 0 and tokens[index - 1].upper
        if not left and not (index + 1 < len(tokens) and tokens[index + 1].upper):
            return False
        near = [self.near(at) for at in (index - 2, index - 1, index + 1, index + 2)]
        return any(token is not None and token.upper and words.is_common(token.low) for token in near)

    @staticmethod
    def _opens(previous: Token, token: Token) -> bool:
        gap = token.gap
        if not gap or gap in {" ", "'", "-", ", "}:
            return False
        if gap.startswith(".") and gap.strip() == "." and "\n" not in gap:
            if len(previous.text) == 1 and previous.cap:
                return False
            if previous.low in _TITLES:
                return False
        return bool(_ENDS_SENTENCE.search(gap))

    def where(self, *lists: Container[str]) -> list[int]:
        """Return the indexes of the tokens that stand in any of some word lists, in order."""
        found: list[int] = []
        for low, indexes in self._places_of.items():
            if any(low in words for words in lists):
                found.extend(indexes)
        found.sort()
        return found

    def near(self, index: int) -> Token | None:
        """Return the token at an index, or None beyond either end."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def low(self, index: int) -> str:
        """Return the lower-case word at an index; empty beyond either end."""
        return self.tokens[index].low if 0 <= index < len(self.tokens) else ""

    def after(self, token: Token, length: int = 3) -> str:
        """Return the characters that follow a word."""
        return self.text[token.end : token.end + length]

    def is_free(self, start: int, end: int) -> bool:
        """Return whether nothing has been decided about any letter of a stretch."""
        return not any(self.taken[start:end])

    def is_undecided(self, start: int, end: int) -> bool:
        """Return whether no letter of a stretch is to be replaced; kept words do not count."""
        return 1 not in self.taken[start:end]

    def redact(
        self,
        start: int,
        end: int,
        type_name: str,
        why: str,
        entity: str | None = None,
        *,
        possessive: bool = False,
    ) -> None:
        """Decide that a stretch is to be replaced; ``possessive`` when its last letter is a bare s."""
        self.taken[start:end] = b"\x01" * (end - start)
        self.hits.append(Hit(start, end, Action.REDACT, type_name, entity, why, possessive=possessive))

    def flag(
        self, start: int, end: int, type_name: str, why: str, entity: str | None = None, *, kept: bool = False
    ) -> None:
        """Decide that a stretch stays but must be looked at."""
        self.hits.append(Hit(start, end, Action.FLAG, type_name, entity, why, kept))

    def keep(self, start: int, end: int, why: str, entity: str | None) -> None:
        """List a word that equals a known name and stays as an ordinary word."""
        self.taken[start:end] = b"\x02" * (end - start)
        self.flag(start, end, "WORD?", why, entity, kept=True)

    def spans(self) -> tuple[Span, ...]:
        """Return the decisions on the raw text, in order; redacted stretches never overlap."""
        found = []
        for hit in self.hits:
            start, end = self.norm.raw_span(hit.start, hit.end)
            found.append(
                Span(start, end, hit.action, hit.type, hit.entity, hit.why, hit.kept, hit.possessive)
            )
        return _without_overlaps(found)


def _without_overlaps(spans: list[Span]) -> tuple[Span, ...]:
    """Return the spans in order; where redacted ones share a letter, the later gives way or joins."""
    redacted: list[Span] = []
    taken = sorted((s for s in spans if s.action is Action.REDACT), key=_END, reverse=True)
    for span in sorted(taken, key=_START):
        last = redacted[-1] if redacted else None
        if last is None or span.start >= last.end:
            redacted.append(span)
        elif span.end > last.end:
            redacted.append(replace(span, start=last.end))
    covered = [(span.start, span.end) for span in redacted]
    flags = []
    position = 0
    for span in sorted({s for s in spans if s.action is Action.FLAG}, key=_PLACE):
        while position < len(covered) and covered[position][1] <= span.start:
            position += 1
        inside = position < len(covered) and covered[position][0] <= span.start
        if not (inside and span.end <= covered[position][1]):
            flags.append(span)
    return tuple(sorted([*redacted, *flags], key=_ORDER))
