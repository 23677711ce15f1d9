"""Lays out what a session of a reflection group needs: the agenda, and the sheet for whoever runs it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable, PageBreak

from tutordiary.documents import pack_words as words
from tutordiary.documents.content import Pack
from tutordiary.documents.pdf.flow import ACCENT, LINE, SOFT, WARM_TINT, WIDTH, Setting, Type
from tutordiary.documents.pdf.tagging import Element

TITLE = Type(23, 28, "bold")
SMALL_LINE = Type(9.6, 13, colour=SOFT)
H2 = Type(11.4, 15, "bold", ACCENT, before=9, after=1)
H3 = Type(9.4, 13, "bold")
ITEM = Type(9.8, 13.6)
_HEAD = Type(7.6, 10, "semibold", SOFT)
_MINUTES = Type(11, 14.4, "bold", ACCENT)
_PART = Type(11, 14.4, "bold")
_BULLET = Type(9.8, 14.4, indent=12)
_SAFE = Type(8.4, 11.4)
_LABEL = 92
_TO_WRITE = 25
"""Height of a row to fill by hand, in points."""


def agenda(setting: Setting) -> list[Flowable]:
    """Return the page with the agenda and the ground rules."""
    flow = _page(setting, words.AGENDA_TITLE, words.AGENDA_LINE)
    flow += setting.heading(setting.root, 3, words.agenda_heading(), H2)
    table = setting.root.add("Table")
    rows = []
    for when, name, what in words.agenda_rows():
        row = table.add("TR")
        head = setting.raw(row.add("TH", scope="Row").add("P"), setting.markup(when, "bold"), _MINUTES)
        cell = row.add("TD")
        told: list[Any] = [setting.raw(cell.add("P"), setting.markup(name, "bold"), _PART)]
        rows.append([head, told + setting.paras(cell, what, ITEM)])
    flow += setting.table(rows, [setting.pt(_LABEL), WIDTH - setting.pt(_LABEL)], _lines(setting, 7))
    flow += setting.heading(setting.root, 3, words.RULES_TITLE, H2)
    flow += _listed(setting, words.GROUND_RULES)
    return flow + _safeguarding(setting)


def facilitator(setting: Setting, pack: Pack) -> list[Flowable]:
    """Return the page for whoever runs the session: who brings what, what to ask, what each will try."""
    flow = _page(setting, words.FACILITATOR_TITLE, words.FACILITATOR_LINE)
    own: list[Sequence[str]] = [words.who_row(pack)]
    flow += _to_fill(setting, words.WHO_TITLE, words.WHO_HEADS, words.WHO_SHARES, own, words.WHO_ROWS)
    flow += setting.heading(setting.root, 3, words.QUESTIONS_TITLE, H2)
    flow += labelled(setting, [(title, " ".join(items)) for title, items in words.SESSION_CARDS])
    flow += setting.heading(setting.root, 3, words.LISTEN_TITLE, H2)
    flow += _listed(setting, words.LISTEN_FOR)
    flow += _to_fill(
        setting, words.ACTIONS_TITLE, words.ACTIONS_HEADS, words.ACTIONS_SHARES, [], words.ACTIONS_ROWS
    )
    return flow + _safeguarding(setting)


def labelled(setting: Setting, rows_of: Sequence[tuple[str, str]]) -> list[Flowable]:
    """Return rows of a label and what it says, with a line over each."""
    table = setting.root.add("Table")
    rows = [_row(setting, table.add("TR"), label, value) for label, value in rows_of]
    label_width = setting.pt(_LABEL)
    return setting.table(rows, [label_width, WIDTH - label_width], _lines(setting, 2.6))


def _row(setting: Setting, row: Element, label: str, value: str) -> list[Any]:
    head = setting.raw(row.add("TH", scope="Row").add("P"), setting.markup(label, "bold"), H3)
    return [head, setting.paras(row.add("TD"), value, ITEM)]


def _lines(setting: Setting, padding: float) -> list[tuple[Any, ...]]:
    return [
        ("LINEABOVE", (0, 0), (-1, -1), 0.5, LINE),
        ("TOPPADDING", (0, 0), (-1, -1), setting.pt(padding)),
        ("BOTTOMPADDING", (0, 0), (-1, -1), setting.pt(padding + 0.8)),
    ]


def _page(setting: Setting, title: str, line: str) -> list[Flowable]:
    flow: list[Flowable] = [PageBreak()]
    flow += setting.heading(setting.root, 2, title, TITLE)
    return flow + setting.paras(setting.root, line, SMALL_LINE)


def _listed(setting: Setting, items: Sequence[str]) -> list[Flowable]:
    flow: list[Flowable] = []
    listed = setting.root.add("L")
    for text in items:
        para = setting.raw(listed.add("LI").add("LBody"), "•\u00a0\u00a0" + setting.markup(text), _BULLET)
        para.style.firstLineIndent = -setting.pt(9)
        flow.append(para)
    return flow


def _to_fill(
    setting: Setting,
    title: str,
    heads: Sequence[str],
    shares: Sequence[int],
    own: Sequence[Sequence[str]],
    blank: int,
) -> list[Flowable]:
    flow = setting.heading(setting.root, 3, title, H2)
    table = setting.root.add("Table")
    top = table.add("TR")
    rows: list[list[Any]] = [
        [setting.raw(top.add("TH", scope="Column").add("P"), setting.markup(one), _HEAD) for one in heads]
    ]
    for texts in own:
        row = table.add("TR")
        cells = [(row.add("TD"), text) for text in texts]
        rows.append([setting.paras(cell, text, ITEM) if text else None for cell, text in cells])
    rows += [[None] * len(heads) for _ in range(blank)]
    first_blank = len(rows) - blank
    commands: list[tuple[Any, ...]] = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
        ("LINEBEFORE", (1, 0), (-1, -1), 0.5, LINE),
        ("LEFTPADDING", (1, 0), (-1, -1), setting.pt(6)),
        ("TOPPADDING", (0, 0), (-1, -1), setting.pt(3)),
        ("BOTTOMPADDING", (0, 0), (-1, first_blank - 1), setting.pt(4)),
        ("BOTTOMPADDING", (0, first_blank), (-1, -1), setting.pt(_TO_WRITE)),
    ]
    return [*flow, *setting.table(rows, [WIDTH * share / 100 for share in shares], commands)]


def _safeguarding(setting: Setting) -> list[Flowable]:
    cell: list[Any] = setting.paras(setting.root, words.SAFEGUARDING, _SAFE)
    tint = [
        ("BACKGROUND", (0, 0), (-1, -1), WARM_TINT),
        ("LEFTPADDING", (0, 0), (-1, -1), setting.pt(10)),
        ("RIGHTPADDING", (0, 0), (-1, -1), setting.pt(10)),
        ("TOPPADDING", (0, 0), (-1, -1), setting.pt(5)),
        ("BOTTOMPADDING", (0, 0), (-1, -1), setting.pt(7)),
    ]
    return [setting.gap(10), *setting.table([[cell]], [WIDTH], tint)]
