"""The table of what was observed: one row an indicator, every observation its own dated dot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable

from tutordiary.documents import senco_words, wording
from tutordiary.documents.content import IndicatorRow, SencoReport
from tutordiary.documents.pdf.flow import INK, LINE, SOFT, WIDTH, Setting, Type
from tutordiary.documents.pdf.marks import MonthAxis, Strip
from tutordiary.documents.pdf.senco_type import TIGHT, section
from tutordiary.documents.pdf.tagging import Element
from tutordiary.documents.strips import calendar_of, has_lane

_HEAD = Type(7.6, 9.6, "semibold", SOFT)
_HEAD_RIGHT = Type(7.6, 9.6, "semibold", SOFT, right=True)
_OUTCOME = Type(9, 11.2, "bold")
_ROW = Type(8.7, 10.4)
_QUIET = Type(8.7, 10.4, colour=SOFT)
_SEEN = Type(8.7, 10.4, right=True)
_KEY = Type(7.6, 9.6, colour=SOFT, before=2)
_REST = Type(8.7, 10.4, colour=SOFT, before=2)
_WIDTHS = (92.0, 141.0, 138.28, 112.0, 24.0)
_LARGE_SHARES = (0.21, 0.26, 0.20, 0.25, 0.08)
_LARGE_FROM = 1.12
_SPAN_MOST = 8
"""Rows joined by one outcome cell are never parted by a page break, so there may not be many of them."""


def observed(setting: Setting, report: SencoReport) -> list[Flowable]:
    """Return the heading, the table and its key; a sentence when the framework has no indicators here."""
    flow = section(setting, senco_words.heading(report, "observed"))
    if not report.rows:
        return [*flow, *setting.paras(setting.root, "No observations have been recorded yet.", _ROW)]
    return [*flow, *_Table(setting, report).flowables()]


class _Table:
    """Builds the rows, their tags and their lines together, so that they cannot drift apart."""

    def __init__(self, setting: Setting, report: SencoReport) -> None:
        self.setting = setting
        self.report = report
        self.calendar = calendar_of(report)
        self.lane = has_lane(report)
        self.tag = setting.root.add("Table")
        self.rows: list[list[Any]] = []
        self.commands: list[tuple[Any, ...]] = [
            ("LINEBELOW", (0, 0), (-1, 0), 0.7, SOFT),
            ("BOTTOMPADDING", (0, 0), (-1, 0), setting.pt(1)),
            ("TOPPADDING", (0, 1), (-1, -1), setting.pt(0.6)),
            ("BOTTOMPADDING", (0, 1), (-1, -1), setting.pt(0.6)),
            ("RIGHTPADDING", (0, 0), (1, -1), setting.pt(8)),
            ("RIGHTPADDING", (2, 0), (2, -1), setting.pt(12)),
            ("VALIGN", (1, 1), (-1, -1), "MIDDLE"),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ]

    def flowables(self) -> list[Flowable]:
        """Return the finished table and the line that says how to read it."""
        self._head()
        every = self.report.rows
        tight = self.setting.squeeze >= TIGHT and any(row.dots for row in every)
        shown = [row for row in every if row.dots or not tight]
        for outcome in dict.fromkeys(row.outcome for row in shown):
            self._outcome(outcome, [row for row in shown if row.outcome == outcome])
        shares = _LARGE_SHARES if self.setting.scale > _LARGE_FROM else None
        widths = [WIDTH * share for share in shares] if shares else list(_WIDTHS)
        table = self.setting.table(self.rows, widths, self.commands, heads=1)
        # Where room is short, what was never observed shares one line instead of having a row each.
        rest = senco_words.not_seen(every) if tight else ""
        flow = [*table, *(self.setting.paras(self.setting.root, rest, _REST) if rest else [])]
        return [*flow, *self.setting.paras(self.setting.root, wording.key_line(self.report), _KEY)]

    def _head(self) -> None:
        row = self.tag.add("TR")
        cells: list[Any] = []
        for name in ("Outcome", "Indicator", "", "First to latest", "Seen"):
            element = row.add("TH", scope="Column").add("P", repeats=True)
            if name:
                kind = _HEAD_RIGHT if name == "Seen" else _HEAD
                cells.append([self.setting.raw(element, self.setting.markup(name, "semibold"), kind)])
            else:
                cells.append([MonthAxis(self.setting, element, self.calendar)])
        self.rows.append(cells)

    def _outcome(self, outcome: str, rows: Sequence[IndicatorRow]) -> None:
        first = len(self.rows)
        if any(row.dots for row in rows):
            for index, row in enumerate(rows):
                self._indicator(outcome if index == 0 else "", row, len(rows))
        else:
            self._nothing(self.tag.add("TR"), outcome, wording.nothing_for(rows))
        last = len(self.rows) - 1
        if 0 < last - first < _SPAN_MOST:
            self.commands.append(("SPAN", (0, first), (0, last)))
        self.commands += [
            ("LINEABOVE", (0, first), (-1, first), 0.5, LINE if first > 1 else SOFT),
            ("TOPPADDING", (0, first), (-1, first), self.setting.pt(3)),
            ("BOTTOMPADDING", (0, last), (-1, last), self.setting.pt(3)),
        ]

    def _name(self, row: Element, outcome: str, spans: int) -> list[Any]:
        head = row.add("TH", scope="Row", row_span=spans)
        return list(self.setting.paras(head, outcome or "Other", _OUTCOME))

    def _indicator(self, outcome: str, indicator: IndicatorRow, spans: int) -> None:
        setting, ladder = self.setting, self.report.ladder
        row = self.tag.add("TR")
        cells: list[Any] = [self._name(row, outcome, spans) if outcome else None]
        cells.append(setting.paras(row.add("TH", scope="Row"), indicator.indicator, _ROW))
        alt = wording.strip_alt(indicator.indicator, indicator.dots, ladder)
        figure = row.add("TD").add("Figure", alt=alt)
        cells.append([Strip(setting, figure, indicator.dots, len(ladder), self.calendar, lane=self.lane)])
        words, remark = wording.first_to_latest(indicator.dots, ladder)
        text = setting.bold(words, "regular", INK if indicator.dots else SOFT)
        text += setting.soft(f" ({remark})") if remark else ""
        hard = wording.harder_days(indicator.dots)
        text += setting.soft(f", {hard}") if hard else ""
        cells.append([setting.raw(row.add("TD").add("P"), text, _ROW)])
        count = setting.soft("0") if not indicator.dots else setting.markup(str(len(indicator.dots)))
        cells.append([setting.raw(row.add("TD").add("P"), count, _SEEN)])
        self.rows.append(cells)

    def _nothing(self, row: Element, outcome: str, text: str) -> None:
        name = self._name(row, outcome, 1) if outcome else None
        words = self.setting.paras(row.add("TD", col_span=4), text, _QUIET)
        self.rows.append([name, words, None, None, None])
        at = len(self.rows) - 1
        self.commands.append(("SPAN", (1, at), (4, at)))
