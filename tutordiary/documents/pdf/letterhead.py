"""The head of the report for the school: the name, and the facts a reader looks for first."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Flowable

from tutordiary.documents import wording
from tutordiary.documents.content import SencoReport
from tutordiary.documents.pdf.flow import ACCENT, SOFT, WIDTH, Setting, Type
from tutordiary.documents.pdf.marks import Attendance, logo

TITLE = "Pupil progress report"

_OVERLINE = Type(9, 12, "semibold", ACCENT)
_NAME = Type(25, 29, "bold", after=3)
_PROGRAMME = Type(9, 12, colour=ACCENT)
_VALUE = Type(8.8, 11.6)
_LOGO = (150.0, 30.0)
_LABEL = Type(8.4, 11.6, colour=SOFT)


def letterhead(setting: Setting, report: SencoReport) -> list[Flowable]:
    """Return the title at the left, and school, group, tutor, period and sessions at the right."""
    head = report.head
    right = min(264 * setting.scale, 345)
    label = setting.pt(46)
    left = WIDTH - right
    picture = logo(setting, setting.root, _LOGO, style=report.style)
    h1 = setting.root.add("H1")
    name = head.pupil or "Name not recorded"
    overline = head.purpose or TITLE
    fitted = setting.fitted(name, _NAME, left - 12, 13)
    lines = name
    if max(setting.width_of(word, fitted) for word in name.split()) > left - 12:
        # Too long for any line: a double name breaks after its hyphen and nowhere else.
        lines = name.replace("-", "-\n")
        fitted = setting.fitted(lines, _NAME, left - 12, 13)
    called = setting.raw(h1, setting.markup(lines, "bold"), fitted)
    block: list[Any] = [*picture, setting.raw(h1, setting.markup(overline, "semibold"), _OVERLINE), called]
    called.title = f"{name}: {overline.lower()}"
    if head.programme:
        block.append(setting.raw(h1, setting.markup(head.programme), _PROGRAMME))
    rows: list[list[Any]] = []
    for title, value in wording.head_rows(report):
        line = setting.root.add("P")
        words = setting.markup(value)
        label_cell = [setting.raw(line, setting.markup(title), _LABEL)]
        rows.append([None, label_cell, [setting.raw(line, words, _VALUE)], None])
    commands: list[tuple[Any, ...]] = [("SPAN", (2, index), (3, index)) for index in range(len(rows))]
    rows.append([None, *_sessions(setting, report)])
    rows[0][0] = block
    commands += [
        ("SPAN", (0, 0), (0, -1)),
        ("RIGHTPADDING", (0, 0), (0, -1), 12),
        ("LINEBELOW", (0, -1), (-1, -1), 1.2, ACCENT),
        ("BOTTOMPADDING", (0, -1), (-1, -1), setting.pt(6)),
        ("BOTTOMPADDING", (0, 0), (0, 0), setting.pt(6)),
        ("VALIGN", (3, -1), (3, -1), "TOP"),
        ("TOPPADDING", (3, -1), (3, -1), setting.pt(2.6)),
    ]
    count = setting.pt(86)
    table = setting.table(rows, [left, label, count, right - label - count], commands)
    return [*table, setting.gap(5)]


def _sessions(setting: Setting, report: SencoReport) -> list[Any]:
    line = setting.root.add("P")
    came, offered = wording.attendance(report)
    label = [setting.raw(line, setting.markup("Sessions"), _LABEL)]
    if not offered:
        return [label, [setting.raw(line, setting.soft("none recorded"), _VALUE)], None]
    words = setting.bold(f"{came} of {offered}") + setting.markup(" attended")
    figure = setting.root.add("Figure", alt=wording.attendance_alt(report))
    return [label, [setting.raw(line, words, _VALUE)], [Attendance(setting, figure, report.attendance)]]
