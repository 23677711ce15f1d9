"""Writes what would leave of a passage, as it is decided so far, and lets both readers of it look again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tutordiary.anonymise.placeholders import as_words
from tutordiary.anonymise.recogniser import Recogniser
from tutordiary.anonymise.render import Naming, Rendered, render_pieces
from tutordiary.anonymise.spans import Action, Span
from tutordiary.anonymise.verify import SearchedNames, recheck, verify
from tutordiary.model import ReviewDecision
from tutordiary.release.review_decisions import latest
from tutordiary.release.review_reading import ASKED_PRONOUN, CODE, PRONOUN, Reading, acted_spans
from tutordiary.release.review_states import Decision, Question

ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Tools:
    """What the passages of one group are read with: the names around it, then those of the whole diary."""

    names: SearchedNames
    recogniser: Recogniser
    naming: Naming


def render_decided(
    source: str,
    reading: Reading,
    questions: Sequence[Question],
    decided: list[ReviewDecision],
    tools: Tools,
) -> tuple[Rendered, bool]:
    """Return the text that would leave, and whether both readers of the verifier find nothing in it."""
    naming = tools.naming
    acted, words = _act(reading, questions, decided)
    own_naming = Naming({**naming.entities, **words}, naming.types)
    rendered = render_pieces(source, acted, own_naming)
    for _ in range(ROUNDS):
        findings = verify(rendered.text, tools.names, naming, rendered.kept)
        findings += recheck(rendered.text, tools.recogniser, naming, rendered.kept)
        settled = _settled(rendered, questions)
        findings = tuple(f for f in findings if not _covered(f.start, f.end, settled) or f.by == "letters")
        if not findings:
            return rendered, True
        more = [
            Span(raw[0], raw[1], Action.REDACT, f.type, f.entity, "verifier")
            for f in findings
            if f.start < f.end and (raw := rendered.raw_span(f.start, f.end)) is not None
        ]
        if not more:
            break
        acted = _merged(acted, more)
        rendered = render_pieces(source, acted, own_naming)
    return rendered, False


def _act(
    reading: Reading, questions: Sequence[Question], decided: list[ReviewDecision]
) -> tuple[tuple[Span, ...], dict[str, str]]:
    """Return the spans as decided, and our own and the tutor's words by the made-up entity they stand for.

    An open question is replaced, except where it is about what is told: that is for the tutor to reword.
    """
    spans, words = acted_spans(reading)
    acted: list[Span] = [span for span in spans if span.action is Action.REDACT]
    more: list[Span] = []
    for span, question in zip([s for s in spans if s.action is Action.FLAG], questions, strict=False):
        if _stays(span, question):
            acted.append(span)
        elif question.decision is Decision.NAME or (question.decision is None and question.type == "NAME?"):
            more.append(replace(span, action=Action.REDACT, type="PERSON", kept=False))
        else:
            made = latest(decided, question.word, Decision.REWORD)
            entity = f"wording {question.start}"
            words[entity] = as_words(made.replacement) if made else question.offer
            type_name = PRONOUN if question.type == ASKED_PRONOUN else span.type
            more.append(replace(span, action=Action.REDACT, type=type_name, entity=entity, kept=False))
    return _merged(tuple(acted), more), words


def _stays(span: Span, question: Question) -> bool:
    """Return whether a flagged stretch stays as it is written; what looks like a code never does."""
    if question.type == CODE:
        return False
    told = question.type in {"RARE", "SENSITIVE"}
    return question.decision is Decision.KEEP or (question.decision is None and (told or span.kept))


def _merged(spans: tuple[Span, ...], more: list[Span]) -> tuple[Span, ...]:
    """Add redactions: overlapping ones become one, and a kept word under one is kept no longer."""
    redacted = [span for span in spans if span.action is Action.REDACT]
    for new in sorted(more, key=lambda s: (s.start, s.end)):
        touching = [span for span in redacted if span.start < new.end and new.start < span.end]
        start = min([new.start, *(span.start for span in touching)])
        end = max([new.end, *(span.end for span in touching)])
        redacted = [span for span in redacted if span not in touching]
        redacted.append(replace(new, start=start, end=end))
    flags = [
        span
        for span in spans
        if span.action is Action.FLAG
        and not (span.kept and any(new.start < span.end and span.start < new.end for new in more))
    ]
    return tuple(sorted([*redacted, *flags], key=lambda s: (s.start, s.end, s.action)))


def _settled(rendered: Rendered, questions: Sequence[Question]) -> list[tuple[int, int]]:
    """Return the stretches of the output that the tutor decided to keep."""
    found = []
    for question in (question for question in questions if question.decision is Decision.KEEP):
        for piece in rendered.pieces:
            if not piece.replaced and piece.raw_start <= question.start and question.end <= piece.raw_end:
                shift = piece.out_start - piece.raw_start
                found.append((question.start + shift, question.end + shift))
    return found


def _covered(start: int, end: int, places: list[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for first, last in places)
