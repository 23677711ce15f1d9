"""The collation as a page that opens in any browser."""

from __future__ import annotations

from collections.abc import Sequence

from tutordiary import wording
from tutordiary.evidence import METHOD
from tutordiary.model import BundleMode, JudgementResult, ReviewResult, TargetKind
from tutordiary.release import html
from tutordiary.release.bundle_page import excerpt_about, missing_table, period_words
from tutordiary.release.collate import (
    ATTENDANCE_FIELDS,
    DELIVERY_FIELDS,
    RESULTS,
    TARGET_FIELDS,
    Collation,
    Told,
    Total,
    to_pass_on,
)
from tutordiary.release.head import LABELS, SAMPLE_NOTE
from tutordiary.release.small_numbers import Count, share
from tutordiary.release.tables import ALL

RESULT_NAMES = tuple(wording.JUDGEMENT[result].capitalize() for result in JudgementResult)
REVIEW_NAMES = tuple(wording.REVIEW_RESULT[result].capitalize() for result in ReviewResult)
SHAREABLE = (
    "In this table small numbers are replaced, so that it may be passed on. Everything else on this page is "
    "for you: figures of small groups can point to a pupil."
)
STRETCH = (
    "A figure such as “12 to 15” is a sum in which some bundles do not show their small numbers: the true "
    "figure lies between the two."
)


def outcome_line(total: Total) -> str:
    """Return the n of N sentence of one outcome."""
    judged, increased = total.count("judged"), total.count("increased")
    percent = share(increased, judged)
    also = f" ({percent})" if percent else ""
    return (
        f"{increased.text} of {judged.text} pupils judged{also} were observed to have increased "
        f"({total.count('enrolled').text} enrolled; {total.count('not_judged').text} not judged; "
        f"from {total.bundles} {_noun(total.bundles, 'bundle')}). "
        f"Backed by someone other than the tutor: {total.count('triangulated').text}."
    )


def _noun(number: int, word: str) -> str:
    return word if number == 1 else f"{word}s"


def label_of(collation: Collation) -> str:
    """Return how the collation has to be taken."""
    return LABELS[BundleMode.PSEUDONYMISED if collation.is_pseudonymised else BundleMode.COUNTS]


def scope_line(collation: Collation) -> str:
    """Return what the collation is from, in a sentence or two."""
    counted, tutors = len(collation.bundles), collation.tutors
    return (
        f"From {counted} {_noun(counted, 'bundle')} of {tutors} {_noun(tutors, 'tutor')}. "
        f"Pupils enrolled: {collation.enrolled.text}; left before the work ended: {collation.left.text}. "
        f"Framework: {collation.framework.title}, version {collation.framework.version}."
    )


def build(collation: Collation) -> bytes:
    """Return the page."""
    body = [
        html.heading(1, "What the tutors’ diaries show together"),
        html.label(label_of(collation)),
        *([html.paragraph(SAMPLE_NOTE)] if collation.is_sample else []),
        html.paragraph(scope_line(collation)),
        html.heading(2, "What the tutors judged, by outcome"),
        *_outcomes(collation),
        html.heading(2, "Figures to pass on"),
        html.paragraph(SHAREABLE),
        html.table(
            "The tutors’ judgements by outcome",
            ("Outcome", "Judged", *RESULT_NAMES, "Backed by others"),
            [(t.name, *(count.text for _, count in t.counts)) for t in map(to_pass_on, collation.outcomes)],
        ),
        *_delivery(collation),
        *_targets(collation),
        html.heading(2, "Small signs noticed, by indicator"),
        html.table(
            "Signs noticed in single pupils; marks set for a whole group stand apart in the last column",
            ("Indicator", "Noticed", "Harder days", "By others", "Group marks"),
            [(total.name, *(count.text for _, count in total.counts)) for total in collation.observations],
        ),
        *_questions(collation),
        *_missing(collation),
        *_words(collation),
        *_files(collation),
        html.heading(2, "How this was counted"),
        html.paragraph(METHOD),
        html.paragraph(
            "N counts every enrolled pupil with a judgement on that outcome, also where there was not enough "
            "evidence. The tutors judged; nobody else did. No averages are formed, and neither pupils nor "
            "tutors are ranked. Percentages are given only where N is 20 or more."
        ),
        *([html.paragraph(STRETCH)] if has_stretches(collation) else []),
    ]
    return html.page("What the tutors’ diaries show together", body)


def _outcomes(collation: Collation) -> list[str]:
    found = []
    for total in collation.outcomes:
        parts = [
            (wording.JUDGEMENT[result], total.count(name))
            for result, name in zip(JudgementResult, RESULTS, strict=True)
        ]
        found += [html.heading(3, total.name), html.paragraph(outcome_line(total)), html.bar(parts)]
    return found


def _delivery(collation: Collation) -> list[str]:
    return [
        html.heading(2, "Sessions and attendance"),
        html.table(
            "Planned for the whole programmes; the other columns are for the days of the bundles",
            ("Tutor", "Groups", *_titles(DELIVERY_FIELDS), *_titles(ATTENDANCE_FIELDS)),
            [
                (
                    row.tutor,
                    str(row.groups),
                    *(str(dict(row.sessions)[field]) for field in DELIVERY_FIELDS),
                    *(count.text for _, count in row.attendance),
                )
                for row in collation.delivery
            ],
        ),
    ]


def _titles(fields: Sequence[str]) -> tuple[str, ...]:
    return tuple(field.replace("_", " ").capitalize() for field in fields)


def _targets(collation: Collation) -> list[str]:
    rows = [
        (
            wording.TARGET_KIND[TargetKind(t.key)].capitalize(),
            *(t.count(field).text for field in TARGET_FIELDS),
        )
        for t in collation.targets
    ]
    return [
        html.heading(2, "Targets agreed with pupils"),
        html.table(
            "Targets by what they are about and how they were reviewed",
            ("About", "Set", *REVIEW_NAMES, "Not reviewed yet"),
            rows,
        ),
    ]


def _questions(collation: Collation) -> list[str]:
    found = [html.heading(2, "To ask the tutors")]
    if not collation.questions:
        return [*found, html.paragraph("Nothing stands out that the bundles do not explain.")]
    found.append(
        html.paragraph("These are questions, not findings: the tutor knows what the figures cannot show.")
    )
    found.append(html.bullets(f"Tutor {q.tutor}. {q.noticed} {q.ask}" for q in collation.questions))
    return found


def missing_rows(collation: Collation) -> list[tuple[str, str, Count]]:
    """Return what is missing: what, the outcome's name (or nothing), and pupils."""
    found = []
    for total in collation.missing:
        what, outcome = total.key.rsplit(" ", 1)
        found.append((what, "" if outcome == ALL else total.name, total.count("pupils")))
    return found


def _missing(collation: Collation) -> list[str]:
    return [html.heading(2, "What is missing"), missing_table(missing_rows(collation))]


def by_indicator(collation: Collation) -> list[tuple[str, list[Told]]]:
    """Return the excerpts under each indicator of the framework, in its order; untagged ones last."""
    order = [i.id for outcome in collation.framework.outcomes for i in outcome.indicators]
    found: dict[str, list[Told]] = {}
    for told in collation.excerpts:
        for indicator in told.row.indicators.split() or [""]:
            found.setdefault(indicator, []).append(told)
    rank = {indicator: place for place, indicator in enumerate(order)}
    return sorted(found.items(), key=lambda item: (item[0] == "", rank.get(item[0], len(rank)), item[0]))


def _words(collation: Collation) -> list[str]:
    found = []
    if collation.excerpts:
        found.append(html.heading(2, "Excerpts, read and cleared by the tutors"))
        for indicator, told in by_indicator(collation):
            found.append(
                html.heading(3, collation.framework.name_of(indicator) if indicator else "Not yet tagged")
            )
            found += [html.quote(t.row.text, f"Tutor {t.tutor}, {excerpt_about(t.row)}") for t in told]
    if collation.workforce:
        found.append(html.heading(2, "What the tutors learned, tried or need"))
        for note in collation.workforce:
            week = f", week {note.row.week}" if note.row.week is not None else ""
            found.append(html.quote(note.row.text, f"Tutor {note.tutor}{week}"))
    return found


def _files(collation: Collation) -> list[str]:
    found = [
        html.heading(2, "The bundles"),
        html.table(
            "Bundles that were counted; each was checked before",
            ("File", "Tutor", "Mode", "Days", "SHA-256"),
            [
                (b.title, b.head.tutor, str(b.head.mode), period_words(b.head), b.sha256[:16])
                for b in collation.bundles
            ],
            words=5,
        ),
    ]
    if collation.set_aside:
        found.append(html.bullets(f"{each.title}: {each.why}" for each in collation.set_aside))
    if collation.refused:
        found.append(html.heading(3, "Files that could not be used"))
        found.append(html.bullets(each.why for each in collation.refused))
    return found


def has_stretches(collation: Collation) -> bool:
    """Return whether any sum about pupils is a stretch rather than a number."""
    return any(
        exactly(count) is None
        for totals in (collation.outcomes, collation.targets, collation.missing)
        for total in totals
        for _, count in total.counts
    )


def exactly(count: Count) -> int | None:
    """Return the number of a count that shows it, or None."""
    return count.low if count.low == count.high and not count.is_hidden else None
