"""The collation as a short PDF: what was judged, how the places were taken, some words, what is missing."""

from __future__ import annotations

from itertools import zip_longest

from tutordiary import wording
from tutordiary.documents.content import (
    ClearedQuote,
    CollationSummary,
    GroupAttendance,
    OutcomeTally,
    RenderedFile,
    Style,
    Tally,
)
from tutordiary.documents.writer import write
from tutordiary.evidence import METHOD
from tutordiary.model import JudgementResult
from tutordiary.release.bundle_page import GAP_WORDS, SAID_BY
from tutordiary.release.collate import RESULTS, Collation, Told, Total
from tutordiary.release.collation_page import (
    STRETCH,
    by_indicator,
    exactly,
    label_of,
    missing_rows,
    outcome_line,
    scope_line,
)
from tutordiary.release.small_numbers import Count

QUOTES = 11
QUOTE_LENGTH = 120
LEARNED = 8
# Which of the tutor's own answers say most about what was learned, first things first.
LEARNING = {"assumptions": 0, "next_time": 1, "did_not": 2, "engaged_differently": 3}


def build(collation: Collation) -> RenderedFile:
    """Return the PDF; its warnings are for whoever saves it."""
    return write(summary(collation), "pdf")


def summary(collation: Collation) -> CollationSummary:
    """Return what the PDF says. Quotes are one for each indicator, in turn from different tutors."""
    return CollationSummary(
        title="What the tutors’ diaries show together",
        scope=scope_line(collation),
        mode=label_of(collation),
        outcomes=tuple(_tally(total) for total in collation.outcomes),
        attendance=tuple(
            GroupAttendance(
                f"Tutor {row.tutor}", *(dict(row.attendance)[f].text for f in ("offered", "attended"))
            )
            for row in collation.delivery
        ),
        quotes=_quotes(collation),
        learned=_learned(collation),
        missing=tuple(_missing(*row) for row in missing_rows(collation)),
        method=f"{METHOD} {STRETCH}",
        style=Style(is_sample=collation.is_sample),
    )


def _tally(total: Total) -> OutcomeTally:
    parts = tuple(
        Tally(wording.JUDGEMENT[result], total.count(name).text, exactly(total.count(name)))
        for result, name in zip(JudgementResult, RESULTS, strict=True)
    )
    return OutcomeTally(total.name, parts, outcome_line(total))


def _missing(what: str, outcome: str, pupils: Count) -> str:
    place = f"{outcome}: " if outcome else ""
    noun = "pupil" if pupils.text == "1" else "pupils"
    return f"{place}{GAP_WORDS.get(what, what)} ({pupils.text} {noun})"


def _quotes(collation: Collation) -> tuple[ClearedQuote, ...]:
    """Return one excerpt for each indicator, each time from the tutor quoted least so far."""
    used: dict[str, int] = {}
    found = []
    for indicator, told in by_indicator(collation):
        if indicator:
            chosen = min(
                told, key=lambda each: (used.get(each.tutor, 0), len(each.row.text), each.row.number)
            )
            used[chosen.tutor] = used.get(chosen.tutor, 0) + 1
            found.append(_quote(collation, indicator, chosen))
    return tuple(found[:QUOTES])


def _readable(told: Told) -> tuple[bool, int, int]:
    """Return what comes first in print: a voice, then words of about a line and a half."""
    return (told.row.kind != "voice", abs(len(told.row.text) - QUOTE_LENGTH), told.row.number)


def _learned(collation: Collation) -> tuple[str, ...]:
    """Return what tutors would change, in turn from each of them."""
    by_tutor: dict[str, list[str]] = {}
    for note in sorted(collation.workforce, key=lambda each: LEARNING.get(each.row.about, len(LEARNING))):
        by_tutor.setdefault(note.tutor, []).append(note.row.text)
    in_turn = [text for texts in zip_longest(*by_tutor.values()) for text in texts if text is not None]
    return tuple(in_turn[:LEARNED])


def _quote(collation: Collation, indicator: str, told: Told) -> ClearedQuote:
    said_by = SAID_BY.get(told.row.source, "")
    return ClearedQuote(told.row.text, said_by, collation.framework.name_of(indicator))
