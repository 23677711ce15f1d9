"""The sentences and words all formats share, so that PDF, Word and text never disagree.

Everything here is a counted fact or a fixed phrase; judgement stays with the tutor.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tutordiary.dates import MONTHS
from tutordiary.documents.content import (
    Basis,
    Dot,
    EvidenceNote,
    IndicatorRow,
    Letterhead,
    Quote,
    SencoReport,
    TargetRow,
)

# What a file is called inside. A viewer shows it as its window's title and keeps it among its recent files,
# for anybody at the computer: so it names nobody. The names are on the page.
FILE_SENCO = "Pupil progress report"
FILE_FAMILY = "Music report"
FILE_CASE = "Case study"
FILE_PACK = "Reflection pack"
FILE_EVERYTHING = "Copy of what is held about a pupil"
FILE_RECOVERY = "Recovery sheet"
FILE_PLAN = "Music plan"
FILE_SLIPS = "Comment slips"

SAMPLE = "Sample diary: invented people"
TO_BE_AGREED = "To be agreed."
NO_TARGETS = "No targets have been set yet. They will be agreed with the pupil."
NO_VOICES = "Nobody’s words have been gathered yet."
NOT_OBSERVED = "Not observed"
EVERY_MARK = "Each mark is one dated note, never an average."

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def month(day: date, *, short: bool = False) -> str:
    """Return the month's name; ``short`` gives three letters."""
    name = MONTHS[day.month - 1]
    return name[:3] if short else name


def on(day: date | None, *, short: bool = False, year: bool = True) -> str:
    """Return "9 January 2026" or "9 Jan"; empty for None. Never the computer's own language or order."""
    if day is None:
        return ""
    return f"{day.day} {month(day, short=short)}" + (f" {day.year}" if year else "")


def period(first: date | None, last: date | None, *, short: bool = False) -> str:
    """Return "9 January to 19 June 2026"; the first year is named only when it differs."""
    if first is None or last is None or first == last:
        return on(first or last, short=short)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {on(last, short=short)}"
    return f"{on(first, short=short, year=first.year != last.year)} to {on(last, short=short)}"


def count(number: int, one: str, many: str = "") -> str:
    """Return "1 diary entry", "17 diary entries": ``many`` defaults to ``one`` with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def number_word(number: int) -> str:
    """Return small numbers as words and the rest as figures."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else f"{number:,}"


def capital(text: str) -> str:
    """Return the text with its first letter made a capital, the rest untouched."""
    return text[:1].upper() + text[1:]


def stop(text: str) -> str:
    """Return the text ending as a sentence does."""
    bare = text.rstrip("'\"”’)")
    return text if not bare or bare[-1] in ".!?…" else text + "."


def quoted(words: str) -> str:
    """Return the words in double quotation marks, without doubling marks already there."""
    bare = words.strip('“”" ')
    return f"“{bare}”" if bare else ""


def joined(parts: Sequence[str], by: str = ", ") -> str:
    """Return the parts that are not empty, joined."""
    return by.join(part for part in parts if part)


# The ladder -----------------------------------------------------------------------------------------


def ordered(dots: Sequence[Dot]) -> list[Dot]:
    """Return the observations oldest first."""
    return sorted(dots, key=lambda dot: dot.day)


def step_word(step: int | None, ladder: Sequence[str]) -> str:
    """Return the step in words; "step not noted" when none was chosen or the ladder has no such step."""
    if step is None or not 0 <= step < len(ladder):
        return "step not noted"
    return ladder[step]


def first_to_latest(dots: Sequence[Dot], ladder: Sequence[str]) -> tuple[str, str]:
    """Return the first and latest step in words, and a quieter remark that may be empty.

    Falls are put in the same words as rises. An unchanged end is "no change" even if it moved between; notes
    of a single day are no change and no rise.
    """
    if not dots:
        return NOT_OBSERVED, ""
    placed = [dot for dot in ordered(dots) if dot.step is not None and 0 <= dot.step < len(ladder)]
    if not placed:
        return "Seen, step not noted", "once" if len(dots) == 1 else ""
    start, end = (step_word(dot.step, ladder) for dot in (placed[0], placed[-1]))
    if len(placed) == 1:
        return capital(end), "once" if len(dots) == 1 else "one step noted"
    if placed[0].day == placed[-1].day:
        # What was seen twice on one day says nothing of a change over time.
        return capital(start if start == end else f"{start} and {end}"), "one day"
    if start == end:
        return f"{capital(start)}, no change", ""
    return f"{capital(start)} to {end}", ""


def harder_days(dots: Sequence[Dot]) -> str:
    """Return "2 harder days" with spaces that do not break, empty when there were none."""
    hard = sum(dot.harder for dot in dots)
    return count(hard, "harder day").replace(" ", "\u00a0") if hard else ""


def strip_alt(indicator: str, dots: Sequence[Dot], ladder: Sequence[str]) -> str:
    """Return what a strip shows, in words: how many, first, latest, then every observation."""
    if not dots:
        return f"{indicator}: not observed."
    points = ordered(dots)
    years = points[0].day.year != points[-1].day.year
    text = f"{indicator}: {count(len(points), 'observation')}."
    if len(points) == 1:
        return f"{text} {_point(points[0], ladder, year=True)}."
    first, latest = (_point(dot, ladder, year=True) for dot in (points[0], points[-1]))
    every = "; ".join(_point(dot, ladder, year=years) for dot in points)
    return f"{text} First {first}. Latest {latest}. All: {every}."


def _point(dot: Dot, ladder: Sequence[str], *, year: bool) -> str:
    hard = ", a harder day" if dot.harder else ""
    return f"{on(dot.day, year=year)}: {step_word(dot.step, ladder)}{hard}"


def key_line(report: SencoReport) -> str:
    """Return the line under the strips that says how to read them; only the marks in use are explained."""
    dots = [dot for row in report.rows for dot in row.dots]
    parts = [f"Open: first. Solid: latest. Lines, lowest up: {', '.join(report.ladder)}."]
    if any(dot.harder for dot in dots):
        parts.append("Diamond: a harder day.")
    if any(dot.step is None for dot in dots):
        parts.append("Mark below the lines: seen, step not noted.")
    return " ".join([*parts, EVERY_MARK])


# The report for the school --------------------------------------------------------------------------


def spoken_key(report: SencoReport) -> str:
    """Return how to read the steps where there is no drawing."""
    return f"Steps, lowest first: {', '.join(report.ladder)}. {EVERY_MARK}"


def head_rows(report: SencoReport) -> list[tuple[str, str]]:
    """Return the label and value pairs of the heading, empty ones left out; attendance is not among them."""
    head = report.head
    size = f"{number_word(head.group_size)} pupils" if head.group_size > 1 else ""
    when = stop_between(period(head.period_from, head.period_to, short=True), _came_and_went(head))
    rows = [
        ("School", joined((head.school, head.year))),
        ("Group", joined((head.group, size))),
        ("Tutor", joined((head.tutor, head.service))),
        ("Period", when),
        ("Plan", report.plan_reference),
    ]
    return [(label, value) for label, value in rows if value]


def stop_between(first: str, second: str) -> str:
    """Return two short statements with a full stop between them; either may be empty."""
    return joined((first, second), ". ")


def _came_and_went(head: Letterhead) -> str:
    came = f"joined {on(head.joined, short=True, year=False)}" if head.joined else ""
    went = f"left {on(head.left, short=True, year=False)}" if head.left else ""
    return capital(joined((came, went)))


def attendance(report: SencoReport) -> tuple[int, int]:
    """Return sessions attended and sessions offered; late and left early count as attended."""
    return sum(mark.attended != "absent" for mark in report.attendance), len(report.attendance)


def attendance_alt(report: SencoReport) -> str:
    """Return the attendance strip in words, each absence with its date."""
    came, offered = attendance(report)
    away = [on(mark.day, short=True, year=False) for mark in report.attendance if mark.attended == "absent"]
    part = [
        f"{on(mark.day, short=True, year=False)} {mark.attended}"
        for mark in report.attendance
        if mark.attended in ("late", "left early")
    ]
    text = f"Attended {came} of {offered} sessions."
    text += f" Absent: {', '.join(away)}." if away else ""
    return text + (f" {capital(', '.join(part))}." if part else "")


def summary(report: SencoReport) -> str:
    """Return the tutor's summary, or the sentence that says it is too early for one."""
    if report.summary:
        return report.summary
    basis = report.basis
    if not basis.entries and not basis.observations:
        return "Nothing has been recorded yet, so this report cannot describe change."
    return (
        f"This report rests on {rests_on(basis)}, so it is too early to describe change. "
        "It records what has been seen so far."
    )


def rests_on(basis: Basis) -> str:
    """Return "17 diary entries and 42 observations"."""
    entries = count(basis.entries, "diary entry", "diary entries")
    return f"{entries} and {count(basis.observations, 'observation')}"


def outcomes(report: SencoReport) -> list[str]:
    """Return the outcomes in the order their indicators come."""
    return list(dict.fromkeys(row.outcome for row in report.rows))


def nothing_for(rows: Sequence[IndicatorRow]) -> str:
    """Return the sentence for an outcome of which nothing has been seen yet."""
    names = [row.indicator[:1].lower() + row.indicator[1:] for row in rows if row.indicator]
    return f"Nothing recorded yet for: {', '.join(names)}." if names else "Nothing recorded yet."


def target_words(target: TargetRow) -> tuple[str, str]:
    """Return the target as headline, and a second wording when both the pupil's and an adult's exist."""
    if target.pupil_words:
        return quoted(target.pupil_words), target.adult_words
    return target.adult_words, ""


def target_agreed(target: TargetRow) -> str:
    """Return when and with whom a target was agreed: "23 Jan, with Ada"."""
    company = f"with {target.set_with}" if target.set_with else ""
    return joined((on(target.set_on, short=True, year=False), company))


def target_result(target: TargetRow) -> tuple[str, str]:
    """Return the result word and the line under it (reviewed when, or review by when)."""
    if target.result:
        return capital(target.result), on(target.reviewed_on, short=True, year=False)
    by = f"review by {on(target.review_by, short=True, year=False)}" if target.review_by else ""
    return "Not reviewed yet", by


def pupil_review(target: TargetRow) -> str:
    """Return the pupil's own review of a target, marked as such; empty when there is none."""
    return f"In the pupil’s words: {quoted(target.pupil_review)}" if target.pupil_review else ""


def in_order(quotes: Sequence[Quote]) -> list[Quote]:
    """Return the quotes that say something, the pupil's first, then staff, then family."""
    order = {"pupil": 0, "staff": 1, "family": 2}
    return sorted((quote for quote in quotes if quote.words), key=lambda quote: order[quote.role])


def said(quote: Quote) -> str:
    """Return a quote as it stands in a document: only exact words stand in quotation marks."""
    return quoted(quote.words) if quote.is_exact else quote.words


def quote_source(quote: Quote) -> str:
    """Return how and when words were said: "spoken, written down by the tutor; asked; 26 June".

    Of a pupil's own words it is always said whether they were asked for, or that nobody noted it.
    """
    asked = quote.asked or ("asked or offered: not noted" if quote.role == "pupil" and quote.is_exact else "")
    return joined((quote.how, asked, on(quote.day, year=False)), "; ")


def not_gathered(report: SencoReport) -> str:
    """Return the sentence naming the voices and other things that are missing; empty when none are."""
    have = {quote.role for quote in report.voices if quote.is_exact}
    roles = (("pupil", "the pupil’s own words"), ("staff", "a comment from school staff"),
             ("family", "a comment from a parent or carer"))  # fmt: skip
    missing = [words for role, words in roles if role not in have]
    missing += [gap.what.rstrip(".") for gap in report.gaps]
    return f"Not yet gathered: {'; '.join(dict.fromkeys(missing))}." if missing else ""


def signed(report: SencoReport) -> str:
    """Return who wrote the report, when, and for whom it is meant."""
    head = report.head
    text = joined((head.tutor, head.service, on(report.written_on)))
    text = f"Written by {text}" if text else "Written by the tutor"
    return text + (f", for {report.written_for}." if report.written_for else ".")


def evidence_words(report: SencoReport, note: EvidenceNote) -> str:
    """Return a note's source, day and words; the year is named when it is not the report's own."""
    end = report.head.period_to or report.written_on
    year = note.day is not None and (end is None or note.day.year != end.year)
    source = joined((note.source, on(note.day, short=True, year=year)))
    return stop(joined((source, note.text), ": "))


def basis(report: SencoReport) -> str:
    """Return what the report rests on, between which dates, and who judged."""
    facts = report.basis
    when = f", {period(facts.first, facts.last)}" if facts.first or facts.last else ""
    others = f" ({facts.by_others:,} by someone other than the tutor)" if facts.by_others else ""
    text = f"What this rests on: {rests_on(facts)}{others}{when}."
    text += f" Judged by {stop(facts.judged_by)}" if facts.judged_by else ""
    return text + " It describes what was observed; it does not say what caused it."


STEPS = (("Assess", "assess"), ("Plan", "plan"), ("Do", "do"), ("Review", "review"))
"""Heading and field name of each next step, in order."""
COMMENT_SPACES = ("Pupil", "School staff, with name and date", "Parent or carer, with name and date")
"""Who may write on the printed report."""
