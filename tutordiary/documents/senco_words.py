"""How the parts of the report for the school are headed, and the counted sentences at its end."""

from __future__ import annotations

from collections.abc import Sequence

from tutordiary.documents import short_forms
from tutordiary.documents.content import EvidenceNote, IndicatorRow, OutcomeNote, SencoReport
from tutordiary.documents.parts import SENCO_PARTS, Occasion, Role
from tutordiary.documents.wording import basis, evidence_words, joined, number_word, on, signed, stop

_USUAL = dict(SENCO_PARTS)
_FOR: dict[Occasion, dict[str, str]] = {
    "end of programme": {"then_and_now": "From the start to the end", "next_steps": "What comes next"},
}
_PAIR: dict[Occasion, tuple[str, str]] = {
    "termly": ("Still hard", "What helps in music"),
    "annual review": ("Not working yet", "What is working in music"),
    "end of programme": ("Still hard", "What helps in music"),
}
_SOURCES: tuple[tuple[Role, str], ...] = (
    ("pupil", "the pupil"),
    ("staff", "school staff"),
    ("family", "family"),
)
CONFIDENTIAL = "Confidential: keep with the pupil’s special educational needs records."
NO_ADVICE = "For the review meeting: a tutor’s observations. They recommend no provision."


def heading(report: SencoReport, part: str) -> str:
    """Return the heading of a part: the service's own, or the one that fits what the report is for."""
    usual = _FOR.get(report.head.occasion, {}).get(part, _USUAL[part])
    return report.style.heading(part, usual)


def pair(report: SencoReport) -> tuple[str, str]:
    """Return the two headings over what is hard and what helps."""
    return _PAIR[report.head.occasion]


def over_pair(report: SencoReport) -> str:
    """Return the service's own heading over both; mostly there is none."""
    return report.style.heading("hard_and_helps", "")


def is_shown(report: SencoReport, part: str) -> bool:
    """Return whether a part is printed."""
    return report.style.has(part)


# Then and now ---------------------------------------------------------------------------------------------


def judged(note: OutcomeNote) -> str:
    """Return when an outcome was judged: "Judged 18 Jun"; empty when it was not."""
    day = on(note.judged_on, short=True, year=False)
    return f"Judged {day}" if day else ""


def seen(note: OutcomeNote) -> str:
    """Return the dated observation of an outcome: "28 May: asked to swap parts."; empty without one."""
    told = note.seen or (f"as told under {note.seen_under}." if note.seen_under else "")
    return joined((on(note.seen_on, short=True, year=False), told), ": ") if told else ""


def not_seen(rows: Sequence[IndicatorRow]) -> str:
    """Return the line that stands for the indicators of which nothing was observed, in a tight report."""
    names = [row.indicator[:1].lower() + row.indicator[1:] for row in rows if row.indicator and not row.dots]
    return f"Not observed: {', '.join(names)}." if names else ""


# The end --------------------------------------------------------------------------------------------------


def backed(report: SencoReport) -> str:
    """Return how many of the outcomes told of somebody else saw too; empty when none are told of."""
    told = len(report.outcome_notes)
    if not told or not is_shown(report, "then_and_now"):
        return ""
    also = sum(bool(note.also_seen_by) for note in report.outcome_notes)
    if told == 1:
        return f"The outcome described here was {'also' if also else 'not yet'} seen by someone else."
    if not also:
        return f"None of the {told} outcomes described here was seen by someone else yet."
    verb = "was" if also == 1 else "were"
    some = number_word(also).capitalize()
    return f"{some} of the {told} outcomes described here {verb} also seen by someone else."


def heard(report: SencoReport) -> str:
    """Return whose words are in the report, counted by source; empty when none are, or none are shown."""
    if not is_shown(report, "voices"):
        return ""
    roles = [quote.role for quote in report.voices if quote.is_exact and quote.words]
    told = [f"{roles.count(role)} from {who}" for role, who in _SOURCES if role in roles]
    return f"Words gathered: {', '.join(told)}." if told else ""


def rests_on(report: SencoReport) -> str:
    """Return what the report rests on: counts, days, who judged, whose words, and who else saw it."""
    return joined((basis(report), heard(report), backed(report)), " ")


def signature(report: SencoReport) -> str:
    """Return who wrote the report and for whom, and how it is to be kept."""
    no_advice = NO_ADVICE if report.head.occasion == "annual review" else ""
    return joined((signed(report), CONFIDENTIAL, no_advice), " ")


def forms(report: SencoReport) -> str:
    """Return the line that spells out the short forms in the report; empty when it uses none."""
    return short_forms.spelt_out(report)


def note_words(report: SencoReport, note: EvidenceNote) -> str:
    """Return an evidence note; words that stand under Then and now already are not printed twice."""
    shown = is_shown(report, "then_and_now") and any(
        one.seen == note.text and note.number in one.evidence for one in report.outcome_notes
    )
    if not shown or not note.text:
        return evidence_words(report, note)
    source = joined((note.source, on(note.day, short=True, year=False)))
    return stop(f"{source}: see “{heading(report, 'then_and_now')}”")
