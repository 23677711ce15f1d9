"""Lays out what people said, what is hard and what helps, and the next steps of the report for the school."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Flowable

from tutordiary.documents import rich, senco_words, wording
from tutordiary.documents.content import Quote, SencoReport
from tutordiary.documents.pdf.flow import (
    ACCENT,
    ACCENT_TINT,
    INK,
    SOFT,
    TINT,
    WARM,
    WARM_TINT,
    WIDTH,
    Setting,
    Type,
)
from tutordiary.documents.pdf.senco_type import BODY, QUIET, STACK_FROM, TIGHT, section, worded

_PUPIL = Type(9.6, 12.4)
_ADULT = Type(8.9, 11.6)
_WHO = Type(8.2, 10.6, "semibold", before=2)
_HOW = Type(7.7, 9.8, colour=SOFT)
_WARM_HEAD = Type(9.3, 12, "bold", WARM)
_STEP_HEAD = Type(9.3, 12, "bold")
_STEP = Type(8.7, 11.1)
_AGREE = Type(8.7, 11.1, colour=SOFT)

_LONG_QUOTE = 260
_LONG_STEP = 190


def voices(setting: Setting, report: SencoReport) -> list[Flowable]:
    """Return what people said, the pupil first, side by side while it is short; and who has not spoken."""
    flow = section(setting, senco_words.heading(report, "voices"))
    quotes = wording.in_order(report.voices)
    stacked = len(quotes) == 1 or setting.scale > STACK_FROM
    stacked = stacked or any(len(quote.words) > _LONG_QUOTE for quote in quotes)
    across = 1 if stacked else 2 if len(quotes) in (2, 4) else 3
    for start in range(0, len(quotes), across):
        flow += [*_boxes(setting, quotes[start : start + across], across), setting.gap(5)]
    missing = wording.not_gathered(report)
    return [*flow, *(setting.paras(setting.root, missing, QUIET) if missing else [])]


def _boxes(setting: Setting, quotes: list[Quote], across: int) -> list[Flowable]:
    gap = 8.0
    width = (WIDTH - gap * (across - 1)) / across
    cells: list[Any] = []
    commands: list[tuple[Any, ...]] = [
        ("TOPPADDING", (0, 0), (-1, 0), setting.pt(5)),
        ("BOTTOMPADDING", (0, 0), (-1, 0), setting.pt(6)),
    ]
    widths: list[float] = []
    for index, quote in enumerate(quotes):
        if index:
            cells.append(None)
            widths.append(gap)
        column = len(cells)
        tint = ACCENT_TINT if quote.role == "pupil" else TINT
        commands += [
            ("BACKGROUND", (column, 0), (column, 0), tint),
            ("LEFTPADDING", (column, 0), (column, 0), setting.pt(9)),
            ("RIGHTPADDING", (column, 0), (column, 0), setting.pt(8)),
        ]
        cells.append(_quote(setting, quote))
        widths.append(width)
    return setting.table([cells], widths, commands)


def _quote(setting: Setting, quote: Quote) -> list[Any]:
    block = setting.root.add("BlockQuote")
    kind = _PUPIL if quote.role == "pupil" else _ADULT
    cell: list[Any] = setting.paras(block, wording.said(quote), kind)
    who, source = quote.who or "Not named", wording.quote_source(quote)
    if setting.squeeze >= TIGHT:
        told = f"{setting.bold(who, colour=INK)} {setting.markup(source)}"
        return [*cell, setting.raw(block.add("P"), told, _HOW)]
    cell += setting.paras(block, who, _WHO)
    return cell + (setting.paras(block, source, _HOW) if source else [])


def hard_and_helps(setting: Setting, report: SencoReport) -> list[Flowable]:
    """Return what is hard beside what helps: always the pair, once either was written."""
    texts = (report.still_hard, report.what_helps)
    if not any(texts):
        return []
    over = senco_words.over_pair(report)
    cells: list[Any] = []
    for title, text in zip(senco_words.pair(report), texts, strict=True):
        head = setting.raw(
            setting.root.add("H3" if over else "H2"), setting.markup(title, "bold"), _WARM_HEAD
        )
        head.title = "" if over else title
        body = worded(setting, setting.root, text, BODY, level=4 if over else 3)
        cells.append([head, *(body or setting.paras(setting.root, "Not noted yet.", QUIET))])
    edges = setting.pt(9)
    commands = [
        ("BACKGROUND", (0, 0), (-1, -1), WARM_TINT),
        ("LEFTPADDING", (0, 0), (-1, -1), edges),
        ("RIGHTPADDING", (0, 0), (-1, -1), edges),
        ("TOPPADDING", (0, 0), (-1, -1), setting.pt(4)),
        ("BOTTOMPADDING", (0, 0), (-1, -1), setting.pt(6)),
    ]
    box = setting.table([cells], [WIDTH / 2, WIDTH / 2], commands)
    return [*(section(setting, over) if over else [setting.gap(3)]), *box]


# Next steps -----------------------------------------------------------------------------------------------


def next_steps(setting: Setting, report: SencoReport) -> list[Flowable]:
    """Return assess, plan, do and review: four columns while they are short, else one under the other."""
    flow = section(setting, senco_words.heading(report, "next_steps"))
    steps = [(title, str(getattr(report.next_steps, field))) for title, field in wording.STEPS]
    stacked = setting.scale > STACK_FROM or any(_is_long(text) for _, text in steps)
    cells = [_step(setting, title, text) for title, text in steps]
    return [*flow, *(_stacked(setting, cells) if stacked else _columns(setting, cells))]


def _is_long(text: str) -> bool:
    return len(text) > _LONG_STEP or rich.has_marks(text)


def _stacked(setting: Setting, cells: list[list[Any]]) -> list[Flowable]:
    flow: list[Flowable] = []
    for cell in cells:
        commands: list[tuple[Any, ...]] = [
            ("LINEABOVE", (0, 0), (-1, 0), 1.2, ACCENT),
            ("TOPPADDING", (0, 0), (-1, 0), setting.pt(2)),
        ]
        flow += [*setting.table([[cell]], [WIDTH], commands), setting.gap(3)]
    return flow


def _columns(setting: Setting, cells: list[list[Any]]) -> list[Flowable]:
    gap = 12.0
    width = (WIDTH - 3 * gap) / 4
    row: list[Any] = []
    commands: list[tuple[Any, ...]] = [("TOPPADDING", (0, 0), (-1, 0), setting.pt(2))]
    for index, cell in enumerate(cells):
        row += [None, cell] if index else [cell]
        commands.append(("LINEABOVE", (index * 2, 0), (index * 2, 0), 1.2, ACCENT))
    widths = [width, gap, width, gap, width, gap, width]
    return [setting.gap(1), *setting.table([row], widths, commands)]


def _step(setting: Setting, title: str, text: str) -> list[Any]:
    head = setting.raw(setting.root.add("H3"), setting.markup(title, "bold"), _STEP_HEAD)
    body = worded(setting, setting.root, text, _STEP, level=4)
    return [head, *(body or setting.paras(setting.root, wording.TO_BE_AGREED, _AGREE))]
