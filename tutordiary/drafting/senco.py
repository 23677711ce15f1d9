"""The report for the school: what it starts as, and what it holds once the tutor has edited it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tutordiary import wording
from tutordiary.documents import content, rich
from tutordiary.drafting import senco_page, tracing
from tutordiary.drafting.pupil_file import PupilFile, name_of
from tutordiary.drafting.senco_first import first_sentences, school_judgements
from tutordiary.drafting.senco_page import letterhead
from tutordiary.model import Audience, ContactRole, ReportPurpose, Speaker

__all__ = [
    "SECTIONS",
    "Choosable",
    "Missing",
    "choosable",
    "first_sentences",
    "first_texts",
    "letterhead",
    "missing",
    "sections",
    "senco_report",
]

Section = tuple[str, str, str]

SECTIONS: tuple[Section, ...] = (
    ("summary", "Summary", "Three lines a busy reader can lift into a plan"),
    ("strengths", "Strengths", "What this pupil brings"),
    ("still_hard", "Still hard", "Said plainly and kindly"),
    ("what_helps", "What helps", "In music, and perhaps in class: five lines at most"),
    ("assess", "Assess", "Where things stand"),
    ("plan", "Plan", "What next"),
    ("do", "Do", "Who does what"),
    ("review", "Review", "When to look again"),
)
"""The parts a tutor words: id, title, and a hint."""

_HINTS: dict[ReportPurpose, dict[str, str]] = {
    ReportPurpose.ANNUAL_REVIEW: {
        "summary": "Three lines on progress towards the plan’s outcomes, as far as music shows it",
        "still_hard": "What is not working yet, said plainly and kindly",
        "what_helps": "What is working in music: five lines at most",
        "assess": "Where things stand, outcome by outcome",
        "plan": "What music hopes to do next; the school decides what is provided",
        "review": "When to look again after the meeting",
    },
    ReportPurpose.END_OF_PROGRAMME: {
        "summary": "Three lines from the first session to the last",
        "assess": "Where things stand at the end",
        "plan": "Where the music can go on: a club, a group, an instrument",
        "do": "Who sees to it",
        "review": "Who looks again, and when, now that the sessions have ended",
    },
}

THREE_LINES = 330
MOST_SUMMARY = 420
"""Characters of a summary that is three lines on the page, and from which it is clearly more than that."""
MOST_HELPS = 5
"""Lines of what helps that a school lifts into a one-page profile."""


@dataclass(frozen=True, slots=True)
class Choosable:
    """A record the tutor may put into a report or take out. ``included`` is how the draft begins."""

    item_id: str
    kind: str
    day: date
    text: str
    included: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """Something a good report has and this one does not yet, with where to fill it in."""

    what: str


def sections(purpose: ReportPurpose) -> tuple[Section, ...]:
    """Return the parts a tutor words, with hints that fit what the report is for."""
    hints = _HINTS.get(purpose, {})
    return tuple((key, title, hints.get(key, hint)) for key, title, hint in SECTIONS)


def first_texts(file: PupilFile, purpose: ReportPurpose = ReportPurpose.TERMLY) -> dict[str, str]:
    """Return what each part says before the tutor words it: recorded sentences and counts, or nothing."""
    return {key: tracing.as_text(found) for key, found in first_sentences(file, purpose).items()}


def choosable(file: PupilFile) -> tuple[Choosable, ...]:
    """Return the words that may stand in the report: those labelled for the school begin inside."""
    voices = [
        Choosable(voice.id, "voice", voice.said_on, voice.words, Audience.SCHOOL in voice.audiences)
        for voice in file.voices
        if not voice.about_home
    ]
    signs = [
        Choosable(sign.id, "observation", sign.noted_on, sign.text, Audience.SCHOOL in sign.audiences)
        for sign in file.observations
        if sign.text
    ]
    return tuple(voices + signs)


# What is missing ------------------------------------------------------------------------------------------


def missing(
    file: PupilFile, texts: Mapping[str, str], purpose: ReportPurpose = ReportPurpose.TERMLY
) -> tuple[Missing, ...]:
    """Return the gaps as prompts, most useful first. They never block a report."""
    speakers = {voice.speaker for voice in file.voices if not voice.is_chosen_face}
    began = {point.outcome for point in file.start_points}
    found = []
    summary = rich.plain(texts.get("summary", ""))
    if not summary:
        found.append("a three-line summary")
    elif len(summary) > MOST_SUMMARY:
        found.append(f"a shorter summary: three lines are about {THREE_LINES} characters")
    unbegun = [outcome.name.lower() for outcome in file.framework.outcomes if outcome.id not in began]
    if unbegun:
        found.append(f"a start point for {wording.and_list(unbegun)}")
    if not file.pupil.school_hopes:
        found.append("what the school hoped for, with the date")
    wanted = (
        (Speaker.PUPIL, "pupil’s"),
        (Speaker.SCHOOL_STAFF, "school’s"),
        (Speaker.PARENT_CARER, "family’s"),
    )
    found += [f"the {whose} own words" for speaker, whose in wanted if speaker not in speakers]
    if not senco_page.targets(file):
        found.append("a target set with the pupil")
    if bool(texts.get("still_hard")) != bool(texts.get("what_helps")):
        found.append("what helps, beside what is still hard")
    if len(rich.plain(texts.get("what_helps", "")).splitlines()) > MOST_HELPS:
        found.append("a shorter list of what helps: five lines are what a school lifts")
    return tuple(Missing(what) for what in (*found, *_missing_for(file, texts, purpose)))


def _missing_for(file: PupilFile, texts: Mapping[str, str], purpose: ReportPurpose) -> list[str]:
    """Return what only a report for this purpose needs."""
    found: list[str] = []
    if purpose is ReportPurpose.TERMLY:
        return found
    if not school_judgements(file):
        found.append("a judgement for the school to read")
    if purpose is ReportPurpose.ANNUAL_REVIEW and not file.pupil.school_plan_ref:
        found.append("which outcome of the school’s plan this speaks to")
    if purpose is ReportPurpose.END_OF_PROGRAMME:
        unreviewed = [one for one in senco_page.targets(file) if one.review_result is None]
        found += ["the review of every target"] if unreviewed else []
        found += ["where the music can go on"] if not texts.get("plan") else []
    return found


# The report -----------------------------------------------------------------------------------------------


def senco_report(
    file: PupilFile,
    texts: Mapping[str, str],
    chosen: frozenset[str],
    *,
    purpose: ReportPurpose = ReportPurpose.TERMLY,
    written_on: date,
    large_print: bool = False,
) -> content.SencoReport:
    """Lay out the report. ``chosen`` holds the ids of the voices and worded observations that go in."""
    evidence = senco_page.evidence(file, chosen)
    numbers = {sign.id: number for number, sign in evidence}
    senco = file.contact(ContactRole.SENCO)
    hopes = (
        (content.Hope(file.pupil.school_hopes, name_of(senco), file.pupil.school_hopes_on),)
        if file.pupil.school_hopes
        else ()
    )
    return content.SencoReport(
        head=letterhead(file, purpose),
        attendance=senco_page.attendance(file),
        summary=texts.get("summary", ""),
        hopes=hopes,
        strengths=texts.get("strengths", ""),
        ladder=tuple(rung.words for rung in file.framework.ladder),
        rows=senco_page.rows(file),
        outcome_notes=senco_page.outcome_notes(file, chosen, numbers),
        targets=tuple(senco_page.target_row(file, target, numbers) for target in senco_page.targets(file)),
        voices=senco_page.quotes(file, chosen),
        still_hard=texts.get("still_hard", ""),
        what_helps=texts.get("what_helps", ""),
        next_steps=content.NextSteps(
            assess=texts.get("assess", ""),
            plan=texts.get("plan", ""),
            do=texts.get("do", ""),
            review=texts.get("review", ""),
        ),
        written_on=written_on,
        written_for=f"{name_of(senco)}, SENCO" if senco else "",
        plan_reference=file.pupil.school_plan_ref,
        basis=senco_page.basis(file),
        evidence=tuple(senco_page.evidence_note(number, sign) for number, sign in evidence),
        style=content.Style(large_print=large_print, is_sample=file.is_sample),
    )
