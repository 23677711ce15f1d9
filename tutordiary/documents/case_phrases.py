"""The fixed sentences of a case study. It never says a date, a school or a real name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tutordiary.documents import rich
from tutordiary.documents.content import CaseSection, CaseStudy, Gap, WeekChart, WeekDot
from tutordiary.documents.wording import EVERY_MARK, capital, count, joined, quoted, step_word, stop

DRAFT = "Draft for checking. Names are changed. Not yet agreed for sharing."
NOBODY_TOLD_OF = "No pupil is told of"
NO_CAUSE = "It tells what was seen and said, in the weeks given. It does not say what caused it."
IN_SHORT, ONE_LINE, SOURCES = "In short", "One line to quote", "Where this comes from"
SHORT_TO_WRITE = "Still to write: two sentences for whoever reads no more."
SHORT_DRAFTED = "A first draft, taken word for word from the story: say it in two sentences of your own."
SHORTEST, LONGEST = 500, 900
"""The words a story usually has."""
_NUMBER = re.compile(r" \[\d+\]")
_ABOUT = {"pupil": "Pupil", "group": "Group", "sessions": "About"}


def footer(study: CaseStudy) -> str:
    """Return the words of the footer: a draft says so on every page."""
    return "Case study draft, names changed" if study.is_draft else "Case study, names changed"


def byline(study: CaseStudy) -> str:
    """Return who wrote the study and when."""
    who = joined((study.tutor, study.service))
    return joined((stop(who), stop(study.written)), " ") if who else study.written


def facts(study: CaseStudy) -> list[tuple[str, str]]:
    """Return the facts in the box at the top, as label and value."""
    return [
        (_ABOUT.get(study.subject, "About"), _who(study)),
        ("Setting", study.setting or "Left out"),
        ("Outcomes in focus", " ".join(stop(outcome) for outcome in study.outcomes) or "None chosen yet"),
        ("Consent", consent(study)),
    ]


def _who(study: CaseStudy) -> str:
    if study.subject == "pupil":
        name = f"{quoted(study.pseudonym)} (name changed)" if study.pseudonym else "Name left out"
        return joined((name, study.key_stage))
    who = "Names changed" if study.subject == "group" else "How sessions developed"
    return joined((who, study.key_stage))


def consent(study: CaseStudy) -> str:
    """Return each consent in a few words."""
    parts = [
        stop(one.who)
        if one.who == NOBODY_TOLD_OF
        else f"{one.who}: {joined(('yes' if one.given else 'not yet', one.when))}."
        for one in study.consents
    ]
    return " ".join(parts) or "Nobody has been asked yet."


def gaps_sentence(gaps: Sequence[Gap]) -> str:
    """Return what nobody has gathered, as a gap and not a guess."""
    return f"Not yet gathered: {'; '.join(gap.what.rstrip('.') for gap in gaps)}."


def short_note(study: CaseStudy) -> str:
    """Return what is still to do about the short version; nothing once it was written."""
    if study.short_version:
        return ""
    return SHORT_DRAFTED if study.short_draft else SHORT_TO_WRITE


def length_note(study: CaseStudy) -> str:
    """Return how many words the parts have, while the study is unfinished and that is not the usual."""
    words = sum(_words(part) for part in study.sections)
    is_finished = not study.is_draft and study.short_version
    if is_finished or not words or SHORTEST <= words <= LONGEST:
        return ""
    return f"{capital(count(words, 'word'))} so far; {SHORTEST} to {LONGEST} are usual."


def _words(part: CaseSection) -> int:
    said = part.quote.words if part.quote is not None else ""
    return len(f"{_NUMBER.sub('', rich.plain(part.text))} {said}".split())


def still_to_write(part: CaseSection) -> str:
    """Return the prompt that stands where a part has not been written."""
    words = part.prompt.rstrip(".") or "this part"
    return f"Still to write: {words[:1].lower()}{words[1:]}."


def week_alt(chart: WeekChart) -> str:
    """Return what the chart shows, in words: every observation with its week."""
    dots = sorted(chart.dots, key=lambda dot: dot.week)
    if not dots:
        return f"{chart.indicator}: not observed."
    points = "; ".join(_point(dot, chart) for dot in dots)
    return f"{chart.indicator}: {count(len(dots), 'observation')}. {capital(points)}."


def _point(dot: WeekDot, chart: WeekChart) -> str:
    hard = ", a harder day" if dot.harder else ""
    return f"week {dot.week}: {step_word(dot.step, chart.ladder)}{hard}"


def week_caption(chart: WeekChart) -> str:
    """Return the line under the chart that says how to read it."""
    hard = " Diamond: a harder day." if any(dot.harder for dot in chart.dots) else ""
    low = " Below the lines: seen, step not noted." if any(dot.step is None for dot in chart.dots) else ""
    seen = f"{chart.indicator}: {count(len(chart.dots), 'observation')} over {count(chart.weeks, 'week')}."
    return f"{seen} Open first, solid latest.{hard}{low} {EVERY_MARK.replace('dated note', 'note')}"


def fixed() -> tuple[str, ...]:
    """Return every sentence here that stands in a study whatever it tells."""
    told = (DRAFT, NOBODY_TOLD_OF, NO_CAUSE, IN_SHORT, SHORT_TO_WRITE, SHORT_DRAFTED, ONE_LINE, SOURCES)
    return (*told, *_ABOUT.values())
