"""Writes a collation to a folder: a page, a PDF, a workbook, a flat table and JSON with everything."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from tutordiary import wording
from tutordiary.evidence import METHOD
from tutordiary.model import JudgementResult
from tutordiary.release import collation_page, collation_pdf
from tutordiary.release.bundle import as_json
from tutordiary.release.bundle_page import GAP_WORDS, excerpt_about, period_words
from tutordiary.release.collate import (
    ATTENDANCE_FIELDS,
    DELIVERY_FIELDS,
    RESULTS,
    Collation,
    Total,
    to_pass_on,
)
from tutordiary.release.collation_page import exactly, label_of, missing_rows
from tutordiary.release.head import SAMPLE_NOTE
from tutordiary.release.html import SHADE_INK, SHADES
from tutordiary.release.small_numbers import Count, share
from tutordiary.vault import files

CELL_LIMIT = 32_000
# What a workbook cannot hold: control characters, halves of characters, non-characters.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
Cell = str | int


def write_collation(collation: Collation, folder: Path) -> tuple[Path, ...]:
    """Write every file of a collation into a folder, made if need be, and return where they are.

    Files of an earlier collation are replaced. Raises: CannotWrite, DiskFull.
    """
    with files.mapped_os_errors("the folder"):
        folder.mkdir(parents=True, exist_ok=True)
    made = {
        "collation.html": collation_page.build(collation),
        "collation.pdf": collation_pdf.build(collation).data,
        "collation.xlsx": workbook(collation),
        "collation.csv": flat_table(collation),
        "collation.json": as_json(as_values(collation)),
    }
    for name, data in made.items():
        files.write_document(folder / name, data, "the collation")
    return tuple(folder / name for name in made)


def flat_table(collation: Collation) -> bytes:
    """Return every figure as one CSV, with what is shown and the least and the most it can be."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(("table", "line", "measure", "shown", "at_least", "at_most"))
    if collation.is_sample:
        writer.writerow(("about", "all", "sample diaries", "invented people", "", ""))
    for table, line, measure, count in _figures(collation):
        writer.writerow((table, line, measure, count.text, count.low, count.high))
    return buffer.getvalue().encode("utf-8")


def _figures(collation: Collation) -> Iterator[tuple[str, str, str, Count]]:
    yield "enrolment", "all", "enrolled", collation.enrolled
    yield "enrolment", "all", "left", collation.left
    tables: tuple[tuple[str, Sequence[Total]], ...] = (
        ("outcomes", collation.outcomes),
        ("outcomes_to_pass_on", tuple(map(to_pass_on, collation.outcomes))),
        ("targets", collation.targets),
        ("observations", collation.observations),
        ("missing", collation.missing),
    )
    for table, totals in tables:
        for total in totals:
            yield from ((table, total.key, measure, count) for measure, count in total.counts)
    for row in collation.delivery:
        yield from (("delivery", row.tutor, field, Count(n, n)) for field, n in row.sessions)
        yield from (("delivery", row.tutor, field, count) for field, count in row.attendance)


def as_values(collation: Collation) -> dict[str, Any]:
    """Return the whole collation as plain JSON values."""
    figures: dict[str, dict[str, dict[str, Any]]] = {}
    for table, line, measure, count in _figures(collation):
        figures.setdefault(table, {}).setdefault(line, {})[measure] = {
            "shown": count.text,
            "at_least": count.low,
            "at_most": count.high,
        }
    return {
        "format": "tutordiary-collation",
        "version": 1,
        "label": label_of(collation),
        "sample": collation.is_sample,
        "method": METHOD,
        "framework": {"id": collation.framework.id, "version": collation.framework.version},
        "tutors": collation.tutors,
        "bundles": [
            {
                "file": b.title,
                "sha256": b.sha256,
                "bundle": b.head.bundle,
                "tutor": b.head.tutor,
                "mode": str(b.head.mode),
                "first": b.head.first.isoformat(),
                "last": b.head.last.isoformat(),
            }
            for b in collation.bundles
        ],
        "set_aside": [{"file": each.title, "why": each.why} for each in collation.set_aside],
        "refused": [{"file": each.title, "why": each.why} for each in collation.refused],
        "figures": figures,
        "questions": [{"tutor": q.tutor, "noticed": q.noticed, "ask": q.ask} for q in collation.questions],
        "excerpts": [
            {
                "tutor": t.tutor,
                "group": t.row.group,
                "week": t.row.week,
                "indicators": t.row.indicators.split(),
                "kind": t.row.kind,
                "source": t.row.source,
                "text": t.row.text,
            }
            for t in collation.excerpts
        ],
        "workforce": [
            {"tutor": w.tutor, "week": w.row.week, "about": w.row.about, "text": w.row.text}
            for w in collation.workforce
        ],
    }


def workbook(collation: Collation) -> bytes:
    """Return the collation as an Excel workbook. Text is always text there, never a formula or a link."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        # A fixed moment: the same collation is the same file.
        book.set_properties({"title": "Collation", "author": "Tutor Diary", "created": datetime(2026, 1, 1)})  # noqa: DTZ001
        sheets = _Sheets(book, ". ".join(_marks(collation)))
        summary = sheets.add("Summary", *_summary(collation), figures=1)
        _chart(book, summary, collation)
        sheets.add("To pass on", *_pass_on(collation), figures=1)
        sheets.add("Delivery", *_delivery(collation), figures=1)
        sheets.add("Targets", *_totals("About", collation.targets), figures=1)
        sheets.add("Indicators", *_totals("Indicator", collation.observations), figures=1)
        sheets.add("Missing", ("What", "Outcome", "Pupils"), _missing(collation), figures=2)
        sheets.add(
            "Questions",
            ("Tutor", "Noticed", "To ask"),
            [(q.tutor, q.noticed, q.ask) for q in collation.questions],
        )
        sheets.add("Excerpts", *_excerpts(collation))
        sheets.add(
            "Learned",
            ("Tutor", "About", "Words"),
            [(w.tutor, w.row.about, w.row.text) for w in collation.workforce],
        )
        sheets.add("Bundles", *_bundles(collation))
        sheets.add(
            "Method",
            ("How this was counted",),
            [(line,) for line in _method(collation)],
        )
    return buffer.getvalue()


class _Sheets:
    """Lays out every sheet alike: a bold frozen first row that repeats in print, landscape, fitted.

    ``label`` stands at the foot of every printed page.
    """

    def __init__(self, book: Any, label: str) -> None:
        self._book = book
        self._label = label
        top = {"text_wrap": True, "valign": "top"}
        self._head = book.add_format({**top, "bold": True, "bottom": 1})
        self._head_figure = book.add_format({**top, "bold": True, "bottom": 1, "align": "right"})
        self._words = book.add_format(top)
        self._figure = book.add_format({**top, "align": "right"})

    def add(self, name: str, titles: Sequence[str], rows: Sequence[Sequence[Cell]], figures: int = 99) -> Any:
        """Add a sheet and return it; columns from ``figures`` on hold figures and stand at the right."""
        sheet = self._book.add_worksheet(name)
        for column, title in enumerate(titles):
            is_figure = column >= figures
            sheet.write_string(0, column, title, self._head_figure if is_figure else self._head)
            longest = max([len(title), *(len(str(row[column])) for row in rows)])
            sheet.set_column(column, column, 11 if is_figure else min(60, max(9, longest + 1)))
        if figures < len(titles):
            sheet.set_row(0, 45)  # three lines: rows do not grow with wrapped titles by themselves
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                look = self._figure if column >= figures else self._words
                if isinstance(value, int):
                    sheet.write_number(number, column, value, look)
                else:
                    sheet.write_string(number, column, fit(value), look)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{self._label}&R&P")
        return sheet


def fit(text: str) -> str:
    """Return a text as a cell can hold it: without unfit characters, cut with an ellipsis if far too long."""
    text = _UNFIT.sub("", text)
    return text if len(text) <= CELL_LIMIT else f"{text[:CELL_LIMIT]}…"


def _cell(count: Count) -> Cell:
    number = exactly(count)
    return count.text if number is None else number


def _marks(collation: Collation) -> tuple[str, ...]:
    """Return what every sheet must say of itself: that the people are invented, and how to treat it."""
    sample = (SAMPLE_NOTE,) if collation.is_sample else ()
    return (*sample, label_of(collation))


def _method(collation: Collation) -> tuple[str, ...]:
    return (*_marks(collation), METHOD, collation_page.STRETCH)


def _summary(collation: Collation) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    results = tuple(wording.JUDGEMENT[result].capitalize() for result in JudgementResult)
    titles = (
        "Outcome",
        "Judged (N)",
        *results,
        "Percent increased",
        "Enrolled",
        "Not judged",
        "Backed by others",
        "Bundles",
    )
    rows: list[tuple[Cell, ...]] = []
    for total in collation.outcomes:
        counts = dict(total.counts)
        rows.append(
            (
                total.name,
                _cell(counts["judged"]),
                *(_cell(counts[name]) for name in RESULTS),
                share(counts["increased"], counts["judged"]),
                _cell(counts["enrolled"]),
                _cell(counts["not_judged"]),
                _cell(counts["triangulated"]),
                total.bundles,
            )
        )
    return titles, rows


def _chart(book: Any, sheet: Any, collation: Collation) -> None:
    """Draw the judgements as stacked bars under the table, where every number is known."""
    rows = len(collation.outcomes)
    shown = [total.count(name) for total in collation.outcomes for name in RESULTS]
    if not rows or any(exactly(count) is None for count in shown):
        return
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    for place in range(len(RESULTS)):
        chart.add_series(
            {
                "name": ["Summary", 0, place + 2],
                "categories": ["Summary", 1, 0, rows, 0],
                "values": ["Summary", 1, place + 2, rows, place + 2],
                "fill": {"color": SHADES[place]},
                "border": {"color": "#1b2a33", "width": 0.5},
                "data_labels": {"value": True, "num_format": "0;;", "font": {"color": SHADE_INK[place]}},
            }
        )
    chart.set_title({"name": "The tutors’ judgements by outcome"})
    chart.set_y_axis({"reverse": True})
    chart.set_size({"width": 760, "height": 320})
    words = "; ".join(collation_page.outcome_line(total) for total in collation.outcomes)
    sheet.insert_chart(rows + 2, 0, chart, {"description": fit(words)})


def _pass_on(collation: Collation) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    titles = ("Outcome", "Judged", *collation_page.RESULT_NAMES, "Backed by others")
    return titles, [
        (total.name, *(_cell(count) for _, count in total.counts))
        for total in map(to_pass_on, collation.outcomes)
    ]


def _delivery(collation: Collation) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    fields = [field.replace("_", " ").capitalize() for field in (*DELIVERY_FIELDS, *ATTENDANCE_FIELDS)]
    rows: list[tuple[Cell, ...]] = [
        (
            row.tutor,
            row.groups,
            *(dict(row.sessions)[field] for field in DELIVERY_FIELDS),
            *(_cell(count) for _, count in row.attendance),
        )
        for row in collation.delivery
    ]
    return ("Tutor", "Groups", *fields), rows


def _totals(first: str, totals: Sequence[Total]) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    fields = [field.replace("_", " ").capitalize() for field, _ in totals[0].counts] if totals else []
    return (first, *fields), [(total.name, *(_cell(count) for _, count in total.counts)) for total in totals]


def _missing(collation: Collation) -> list[tuple[Cell, ...]]:
    return [
        (GAP_WORDS.get(what, what), name, _cell(pupils)) for what, name, pupils in missing_rows(collation)
    ]


def _excerpts(collation: Collation) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    rows: list[tuple[Cell, ...]] = [
        (
            collation.framework.name_of(indicator) if indicator else "Not yet tagged",
            told.row.text,
            excerpt_about(told.row),
            told.tutor,
        )
        for indicator, group in collation_page.by_indicator(collation)
        for told in group
    ]
    return ("Indicator", "Words", "From", "Tutor"), rows


def _bundles(collation: Collation) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    rows: list[tuple[Cell, ...]] = [
        (b.title, b.head.tutor, str(b.head.mode), period_words(b.head), b.sha256, "counted")
        for b in collation.bundles
    ]
    rows += [(each.title, "", "", "", "", each.why) for each in (*collation.set_aside, *collation.refused)]
    return ("File", "Tutor", "Mode", "Days", "SHA-256", "Note"), rows
