"""What the review adds to what the recogniser found: pronouns, codes written by hand, weeks, key stages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tutordiary.anonymise.generalise import Around, generalise
from tutordiary.anonymise.placeholders import as_words, find_typed
from tutordiary.anonymise.pronouns import Change, changes
from tutordiary.anonymise.render import Naming
from tutordiary.anonymise.spans import Action, Span

CODE, PRONOUN, ASKED_PRONOUN = "CODE?", "PRONOUN", "PRONOUN?"
_HEALTH = re.compile(
    r"hearing|cochlear|mut(?:e|ism)|palsy|syndrome|dystrophy|sickle|fibrosis|impair|spectrum|sensory|speech|"
    r"learning difficult|mental|hospital|wheelchair|adhd|autis|asd|epilep|diabet|asthma|blind|deaf|medic|"
    r"self[ -]harm|allerg|seizure|anxiety|dyslex|dysprax|inhaler|insulin",
    re.IGNORECASE,
)
_FAMILY = re.compile(
    r"court|child |cp plan|cin plan|social|foster|looked|care order|kinship|guardian|residential|food|meals|"
    r"premium|domestic|passed away|prison|jail|in care|temporary|carer|sibling|mums|dads|split|separat|"
    r"divorc|funeral|moved|gone to live|recourse|died|death|refugee|asylum|visa|benefits|adopt",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\b(?:an?|the|my|our|his|her|their|this|that) $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pronouns:
    """Which of "he" and "she" become "they", and whether each place is asked about first."""

    they: frozenset[str] = frozenset()
    is_asked: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage as it is read: every span in order, and the words the app has for some of them.

    ``wide`` are the redacted stretches as they are replaced, where they are wider than what was found;
    ``said`` are the words for these, and ``offers`` those for flagged stretches, by where they start.
    """

    spans: tuple[Span, ...]
    wide: Mapping[Span, Span] = field(default_factory=dict)
    said: Mapping[int, str] = field(default_factory=dict)
    offers: Mapping[tuple[int, str], str] = field(default_factory=dict)
    generalised: int = 0


def read_words(
    source: str, spans: tuple[Span, ...], naming: Naming, around: Around, pronouns: Pronouns
) -> Reading:
    """Return a passage as it is read."""
    spans = _with_codes(source, spans)
    made = changes(source, pronouns.they, _taken(spans), ask_all=pronouns.is_asked) if pronouns.they else ()
    spans = tuple(sorted((*spans, *map(_span_of, made)), key=lambda s: (s.start, s.end, s.action)))
    said = generalise(source, spans, around)
    offers = {(change.start, ASKED_PRONOUN): change.words for change in made if not change.is_sure}
    for span in spans:
        if span.action is Action.FLAG and span.type != ASKED_PRONOUN:
            offers[span.start, span.type] = _offer(source, span, naming)
    return Reading(
        spans,
        {one.found: one.span for one in said},
        {one.span.start: one.words for one in said}
        | {change.start: change.words for change in made if change.is_sure},
        offers,
        sum(not one.is_blank for one in said),
    )


def _with_codes(source: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Ask about what was typed like a placeholder; nothing inside it is anything else."""
    typed = find_typed(source)
    if not typed:
        return spans
    others = [s for s in spans if not any(start < s.end and s.start < end for start, end in typed)]
    codes = [Span(start, end, Action.FLAG, CODE, None, "typed_code") for start, end in typed]
    return tuple(sorted([*others, *codes], key=lambda s: (s.start, s.end, s.action)))


def _taken(spans: tuple[Span, ...]) -> tuple[tuple[int, int], ...]:
    return tuple((s.start, s.end) for s in spans if s.action is Action.REDACT or s.type in ("NAME?", CODE))


def _span_of(change: Change) -> Span:
    if change.is_sure:
        return Span(change.start, change.end, Action.REDACT, PRONOUN, None, "pronoun")
    return Span(change.start, change.end, Action.FLAG, ASKED_PRONOUN, None, "pronoun")


def _offer(source: str, span: Span, naming: Naming) -> str:
    """Return what the app would put in the place of a flagged stretch."""
    word = source[span.start : span.end]
    if span.type == CODE:
        return as_words(word)
    if span.type == "WORD?":
        return naming.replacement("PERSON", span.entity)
    if span.type == "NAME?":
        return naming.replacement("PERSON", None)
    if span.type != "SENSITIVE":
        return "[a detail left out]"
    if (
        span.why == "sensitive"
        and word[:1].isupper()
        and word.isalpha()
        and " spe" in source[: span.start][-10:]
    ):
        return "[another language]"
    kind = (
        "health matter"
        if _HEALTH.search(word)
        else "family matter"
        if _FAMILY.search(word)
        else "personal detail"
    )
    return f"[{kind}]" if _ARTICLE.search(source[: span.start][-8:]) else f"[a {kind}]"


def acted_spans(reading: Reading) -> tuple[tuple[Span, ...], dict[str, str]]:
    """Return the spans as they are replaced, and the words by the made-up entity that stands for each."""
    words: dict[str, str] = {}
    acted = []
    for span in reading.spans:
        wide = reading.wide.get(span, span)
        if span.action is Action.REDACT and wide.start in reading.said and wide.type == span.type:
            entity = f"said {wide.start}"
            words[entity] = reading.said[wide.start]
            wide = replace(wide, entity=entity, possessive=False)
        acted.append(wide)
    return tuple(acted), words
