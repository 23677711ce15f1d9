"""Lays out what many tutors' bundles say together: a bar for each outcome, with its count in every part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from reportlab.lib.colors import white
from reportlab.platypus import Flowable

from tutordiary.documents import phrases, wording
from tutordiary.documents.content import ClearedQuote, CollationSummary, GroupAttendance, OutcomeTally
from tutordiary.documents.pdf.flow import (
    ACCENT,
    ACCENT_TINT,
    INK,
    LINE,
    SOFT,
    WARM_TINT,
    WIDTH,
    Setting,
    Type,
)
from tutordiary.documents.pdf.marks import Drawing
from tutordiary.documents.pdf.press import Sheet
from tutordiary.documents.pdf.senco_type import ruled
from tutordiary.documents.pdf.tagging import Element

_OVERLINE = Type(9.4, 12.4, "semibold", ACCENT)
_TITLE = Type(23, 28, "bold", after=3)
_SCOPE = Type(10.6, 15.4, after=3)
_LABEL = Type(8.4, 11.8, colour=SOFT)
_FACT = Type(9.2, 11.8)
_H2 = Type(11.4, 15, "bold", ACCENT, before=9, after=1)
_H3 = Type(9.6, 12.6, "bold", before=4, after=2)
_TEXT = Type(9.2, 12.4)
_QUIET = Type(8.2, 10.8, colour=SOFT)
_HEAD = Type(7.6, 9.6, "semibold", SOFT)
_WHO = Type(8.2, 10.6, "semibold", before=2)
_PART = Type(8.6, 10.6, "semibold")
_BAR = 17.0
_FILLS = (ACCENT, ACCENT_TINT, white, WARM_TINT, LINE)


def sheet(summary: CollationSummary) -> Sheet:
    """Return what stands around the summary."""
    name = phrases.COLLATION_FOOTER
    return Sheet(summary.title or name, footer=name, running=name, style=summary.style)


def story(setting: Setting, summary: CollationSummary) -> list[Flowable]:
    """Return the summary in reading order."""
    root = setting.root
    h1 = root.add("H1")
    flow: list[Flowable] = []
    if summary.mode:
        flow.append(setting.raw(h1, setting.markup(summary.mode, "semibold"), _OVERLINE))
    title = setting.raw(h1, setting.markup(summary.title or "Programme summary", "bold"), _TITLE)
    title.title = summary.title or "Programme summary"
    flow += [title, *(setting.paras(root, summary.scope, _SCOPE) if summary.scope else [])]
    flow += _facts(setting, summary)
    flow += _outcomes(setting, summary)
    flow += _attendance(setting, summary)
    flow += _quotes(setting, summary)
    for name, items in (("What tutors learned", summary.learned), ("What is missing", summary.missing)):
        flow += _listed(setting, name, items)
    if summary.method:
        flow += setting.heading(root, 2, "How this was counted", _H2)
        flow += setting.paras(root, summary.method, _TEXT)
    return flow


def _facts(setting: Setting, summary: CollationSummary) -> list[Flowable]:
    rows: list[list[Any]] = []
    for label, value in summary.facts:
        line = setting.root.add("P")
        words = setting.markup(value)
        rows.append([setting.raw(line, setting.markup(label), _LABEL), setting.raw(line, words, _FACT)])
    width = setting.pt(112)
    return setting.table(rows, [width, WIDTH - width], [("LINEABOVE", (0, 0), (-1, 0), 1.2, ACCENT)])


def _outcomes(setting: Setting, summary: CollationSummary) -> list[Flowable]:
    flow = setting.heading(setting.root, 2, "What was judged, by outcome", _H2)
    if not summary.outcomes:
        return [*flow, *setting.paras(setting.root, phrases.NO_JUDGEMENTS, _TEXT)]
    for tally in summary.outcomes:
        flow += [setting.room(70), *setting.heading(setting.root, 3, tally.outcome or "Other", _H3)]
        flow += _tally(setting, tally)
    return flow


def _tally(setting: Setting, tally: OutcomeTally) -> list[Flowable]:
    words = wording.stop(wording.capital(phrases.tally_words(tally)))
    flow: list[Flowable] = []
    numbers = phrases.tally_numbers(tally)
    if numbers:
        figure = setting.root.add("Figure", alt=f"{tally.outcome}. {words}")
        flow += [Bar(setting, figure, numbers, [part.word for part in tally.parts]), setting.gap(2)]
    flow += setting.paras(setting.root, words, _QUIET)
    if not numbers and tally.parts:
        flow += setting.paras(setting.root, phrases.NOT_DRAWN, _QUIET)
    return flow + (list(setting.paras(setting.root, tally.sentence, _TEXT)) if tally.sentence else [])


class Bar(Drawing):
    """Counts side by side in one bar, each outlined and with its number, so that grey print works.

    A part says its word too where there is room for it.
    """

    def __init__(
        self, setting: Setting, element: Element, numbers: tuple[int, ...], words: Sequence[str]
    ) -> None:
        super().__init__(setting, element, setting.pt(_BAR))
        self.numbers = numbers
        self.words = words

    def paint(self, canvas: Any) -> None:
        """Draw the parts from the left; a part of 0 is not drawn, its word stands under the bar."""
        total = sum(self.numbers)
        canvas.setLineWidth(0.5)
        x = 0.0
        for index, number in enumerate(self.numbers):
            width = self.width * number / total
            fill = _FILLS[index % len(_FILLS)]
            if number:
                canvas.setStrokeColor(INK)
                canvas.setFillColor(fill)
                canvas.rect(x, 0, width, self.height, stroke=1, fill=1)
                kind = replace(_PART, colour=white if fill == ACCENT else INK)
                told = f"{number} {self.words[index]}"
                text = told if self.setting.width_of(told, kind) < width - 8 else str(number)
                self.setting.write_at(canvas, (x + width / 2, self.height * 0.33), text, kind, centred=True)
            x += width


def _attendance(setting: Setting, summary: CollationSummary) -> list[Flowable]:
    if not summary.attendance:
        return []
    flow = setting.heading(setting.root, 2, "Attendance", _H2)
    table = setting.root.add("Table")
    head = table.add("TR")
    rows: list[list[Any]] = [
        [
            setting.raw(head.add("TH", scope="Column").add("P", repeats=True), setting.markup(name), _HEAD)
            for name in ("Group", "Places offered", "Places taken")
        ]
    ]
    rows += [_attendance_row(setting, table.add("TR"), row) for row in summary.attendance]
    widths = [WIDTH * share for share in (0.5, 0.25, 0.25)]
    return [*flow, *setting.table(rows, widths, ruled(setting, len(rows)), heads=1)]


def _attendance_row(setting: Setting, row: Element, group: GroupAttendance) -> list[Any]:
    first = setting.paras(row.add("TH", scope="Row"), group.group or "Group", _TEXT)
    return [first, *(setting.paras(row.add("TD"), words, _TEXT) for words in (group.offered, group.attended))]


def _quotes(setting: Setting, summary: CollationSummary) -> list[Flowable]:
    if not summary.quotes:
        return []
    flow = setting.heading(setting.root, 2, phrases.CLEARED_WORDS, _H2)
    commands = [
        ("LINEBEFORE", (0, 0), (0, -1), setting.pt(2.4), LINE),
        ("LEFTPADDING", (0, 0), (-1, -1), setting.pt(11)),
        ("TOPPADDING", (0, 0), (-1, -1), setting.pt(2)),
        ("BOTTOMPADDING", (0, 0), (-1, -1), setting.pt(4)),
    ]
    rows = [[_quote(setting, quote)] for quote in summary.quotes]
    return [*flow, *setting.table(rows, [WIDTH], commands)]


def _quote(setting: Setting, quote: ClearedQuote) -> list[Any]:
    block = setting.root.add("BlockQuote")
    source = phrases.cleared_source(quote)
    cell: list[Any] = setting.paras(block, wording.quoted(quote.words) or "No words", _SCOPE)
    return cell + (setting.paras(block, source, _WHO) if source else [])


def _listed(setting: Setting, title: str, items: tuple[str, ...]) -> list[Flowable]:
    if not items:
        return []
    flow = setting.heading(setting.root, 2, title, _H2)
    listed = setting.root.add("L")
    for text in items:
        body = listed.add("LI").add("LBody")
        para = setting.raw(body, f"{setting.markup('•')}\u00a0\u00a0 {setting.markup(text)}", _TEXT)
        para.style.leftIndent, para.style.firstLineIndent = setting.pt(11), -setting.pt(11)
        flow.append(para)
    return flow
