"""The page a person reads first when a bundle is opened: everything in it, in plain words, on one page."""

from __future__ import annotations

from collections.abc import Sequence

from tutordiary import dates, wording
from tutordiary.model import JudgementResult, ReviewResult, TargetKind
from tutordiary.release import html
from tutordiary.release.head import SAMPLE_NOTE, WHAT_IT_IS, BundleHead, method
from tutordiary.release.rows import ExcerptRow, JudgementRow
from tutordiary.release.small_numbers import Count, share
from tutordiary.release.tables import ALL, Tables

GAP_WORDS = {
    "no_start_point": "no start point",
    "late_start_point": "a start point written after the third session",
    "too_few_dates": "signs on fewer than two later dates",
    "no_judgement": "no judgement in the period",
    "increased_without_evidence": "judged increased without the evidence the rule asks for",
    "only_the_tutor": "increased, and nobody but the tutor has said so yet",
    "no_pupil_voice": "nothing in the pupil’s own words",
    "no_school_voice": "nothing from school staff",
    "no_family_voice": "nothing from the family",
}
SAID_BY = {str(key): words for key, words in (*wording.SOURCE.items(), *wording.SPEAKER.items())}


def period_words(head: BundleHead) -> str:
    """Return "1 September 2026 to 18 December 2026"."""
    return f"{dates.day_and_month(head.first, year=True)} to {dates.day_and_month(head.last, year=True)}"


def results_of(row: JudgementRow) -> tuple[tuple[str, Count], ...]:
    """Return the five results with their words, in the field's order."""
    counts = (row.increased, row.early_signs, row.no_change, row.less, row.not_enough)
    return tuple(
        (wording.JUDGEMENT[result], count) for result, count in zip(JudgementResult, counts, strict=True)
    )


def outcome_line(row: JudgementRow, left: Count | None = None) -> str:
    """Return the n of N sentence of one outcome, with everyone who was left out."""
    percent = share(row.increased, row.judged)
    also = f" ({percent})" if percent else ""
    apart = f"{row.enrolled.text} enrolled"
    if left is not None:
        apart += f"; {left.text} left before the end"
    apart += f"; {row.not_judged.text} not judged"
    return (
        f"{row.increased.text} of {row.judged.text} pupils judged{also} were observed to have increased "
        f"({apart}). Backed by someone other than the tutor: {row.triangulated.text}."
    )


def build(head: BundleHead, tables: Tables) -> bytes:
    """Return the page."""
    body = [
        html.heading(1, "Bundle for the project manager"),
        html.label(head.label),
        *([html.paragraph(SAMPLE_NOTE)] if head.is_sample else []),
        html.paragraph(WHAT_IT_IS[head.mode]),
        html.paragraph(
            f"Tutor {head.tutor}. Period: {period_words(head)}. "
            f"Made on {dates.day_and_month(head.made_on, year=True)}. Framework: {head.framework.title}, "
            f"version {head.framework.version}. Bundle {head.bundle}.",
            "soft",
        ),
        *_delivery(tables),
        *_outcomes(head, tables),
        *_targets(tables),
        *_observations(head, tables),
        *_words(head, tables),
        *_missing(head, tables),
        html.heading(2, "How this was counted"),
        *(html.paragraph(line) for line in method(head.mode)),
        html.heading(2, "The files"),
        html.paragraph(
            "The folder “data” holds every table as CSV, described in datapackage.json. manifest.json lists "
            "each file with its SHA-256, so that a change shows. Collate this file with others in "
            "Tutor Diary."
        ),
    ]
    return html.page(f"Bundle {head.bundle}: {head.label}", body)


def _delivery(tables: Tables) -> list[str]:
    marks = ("attended", "absent", "not_recorded", "late", "left_early")
    found = [
        html.heading(2, "Sessions and attendance"),
        html.table(
            "Sessions planned for the whole programme, and given in the period",
            ("Group", "Setting", "Planned", "Given", "Cancelled", "Minutes", "Last week"),
            [
                (
                    r.group,
                    r.setting,
                    str(r.planned),
                    str(r.given),
                    str(r.cancelled),
                    str(r.minutes),
                    _week(r.last_week),
                )
                for r in tables.sessions
            ],
            words=2,
        ),
        html.table(
            "Places offered since each pupil joined, and what became of them",
            ("Group", "Offered", *(name.capitalize().replace("_", " ") for name in marks)),
            [
                (
                    "All groups" if r.group == ALL else r.group,
                    r.offered.text,
                    *(getattr(r, m).text for m in marks),
                )
                for r in tables.attendance
            ],
        ),
    ]
    everyone = next((row for row in tables.enrolment if row.group == ALL), None)
    if everyone is not None:
        found.append(
            html.paragraph(
                f"Pupils enrolled: {everyone.enrolled.text}. "
                f"Left before the work ended: {everyone.left.text}."
            )
        )
    return found


def _week(week: int | None) -> str:
    return "" if week is None else str(week)


def _outcomes(head: BundleHead, tables: Tables) -> list[str]:
    everyone = next((row for row in tables.enrolment if row.group == ALL), None)
    found = [html.heading(2, "What the tutor judged, by outcome")]
    for row in tables.judgements:
        found.append(html.heading(3, head.framework.name_of(row.outcome)))
        found.append(html.paragraph(outcome_line(row, everyone.left if everyone else None)))
        found.append(html.bar(results_of(row)))
    return found


def _targets(tables: Tables) -> list[str]:
    fields = ("set", *(str(result) for result in ReviewResult), "not_reviewed")
    names = (wording.REVIEW_RESULT[result].capitalize() for result in ReviewResult)
    rows = [
        (
            wording.TARGET_KIND[TargetKind(row.kind)].capitalize(),
            *(getattr(row, each).text for each in fields),
        )
        for row in tables.targets
    ]
    caption = "Targets by what they are about and how they were reviewed"
    return [
        html.heading(2, "Targets agreed with pupils"),
        html.table(caption, ("About", "Set", *names, "Not reviewed yet"), rows),
    ]


def _observations(head: BundleHead, tables: Tables) -> list[str]:
    rows = [
        (
            head.framework.name_of(r.indicator),
            head.framework.name_of(r.outcome),
            *(c.text for c in (r.noticed, r.pupils, r.harder_days, r.by_others, r.group_marks)),
        )
        for r in tables.observations
    ]
    return [
        html.heading(2, "Small signs noticed, by indicator"),
        html.table(
            "Signs noticed in single pupils; marks set for a whole group stand apart in the last column",
            ("Indicator", "Outcome", "Noticed", "Pupils", "Harder days", "By others", "Group marks"),
            rows,
            words=2,
        ),
    ]


def excerpt_about(row: ExcerptRow) -> str:
    """Return the line under an excerpt: where it comes from, without anyone's name."""
    parts = [SAID_BY.get(row.source, row.source), row.group]
    if row.week is not None:
        parts.append(f"week {row.week}")
    return ", ".join(part for part in parts if part)


def by_indicator(rows: Sequence[ExcerptRow]) -> list[tuple[str, list[ExcerptRow]]]:
    """Return excerpts under each of their indicators, those without one last (under an empty id)."""
    found: dict[str, list[ExcerptRow]] = {}
    for row in rows:
        for indicator in row.indicators.split() or [""]:
            found.setdefault(indicator, []).append(row)
    return sorted(found.items(), key=lambda item: (item[0] == "", item[0]))


def _words(head: BundleHead, tables: Tables) -> list[str]:
    found = []
    if tables.excerpts:
        found.append(html.heading(2, "Excerpts, read and cleared by the tutor"))
        for indicator, rows in by_indicator(tables.excerpts):
            found.append(
                html.heading(3, head.framework.name_of(indicator) if indicator else "Not yet tagged")
            )
            found += [html.quote(row.text, excerpt_about(row)) for row in rows]
    if tables.workforce:
        found.append(html.heading(2, "What the tutor learned, tried or needs"))
        for note in tables.workforce:
            found.append(html.quote(note.text, f"week {note.week}" if note.week is not None else ""))
    return found


def missing_table(rows: Sequence[tuple[str, str, Count]]) -> str:
    """Return what is missing as a table; each row is what, the outcome's name (or nothing), and pupils."""
    if not rows:
        return html.paragraph("Nothing the rule asks for is missing.")
    return html.table(
        "Evidence that is not there yet, and for how many of the enrolled pupils",
        ("What", "Outcome", "Pupils"),
        [(_sentence(GAP_WORDS.get(what, what)), outcome, pupils.text) for what, outcome, pupils in rows],
        words=2,
    )


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _missing(head: BundleHead, tables: Tables) -> list[str]:
    rows = [
        (r.what, "" if r.outcome == ALL else head.framework.name_of(r.outcome), r.pupils)
        for r in tables.missing
    ]
    return [html.heading(2, "What is missing"), missing_table(rows)]
