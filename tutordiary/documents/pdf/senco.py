"""Lays out the report for the school."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Flowable

from tutordiary.documents import wording
from tutordiary.documents.content import OutcomeNote, Quote, SencoReport, TargetRow
from tutordiary.documents.fonts import Weight
from tutordiary.documents.pdf.flow import (
    ACCENT,
    ACCENT_TINT,
    LINE,
    SOFT,
    TINT,
    WARM,
    WARM_TINT,
    WIDTH,
    Setting,
    Type,
)
from tutordiary.documents.pdf.letterhead import TITLE, letterhead
from tutordiary.documents.pdf.marks import Reviewed
from tutordiary.documents.pdf.observed import observed
from tutordiary.documents.pdf.press import Sheet, Try
from tutordiary.documents.pdf.tagging import Element

_LABEL = Type(8.4, 11.6, colour=SOFT)
_SUMMARY = Type(10.2, 14)
H2 = Type(11.4, 14, "bold", ACCENT, before=7, after=1)
HEAD = Type(7.6, 9.6, "semibold", SOFT)
BODY = Type(8.9, 11.4)
QUIET = Type(8.9, 11.4, colour=SOFT)
_SMALL_HEAD = Type(9.3, 12, "bold", ACCENT)
_TARGET = Type(8.9, 11.2, "semibold")
_NOTE = Type(7.9, 10, colour=SOFT)
_PUPIL = Type(9.6, 12.4)
_ADULT = Type(8.9, 11.6)
_WHO = Type(8.2, 10.6, "semibold", before=2)
_HOW = Type(7.7, 9.8, colour=SOFT)
_WARM_HEAD = Type(9.3, 12, "bold", WARM)
_STEP_HEAD = Type(9.3, 12, "bold")
_STEP = Type(8.7, 11.1)
_SIGNED = Type(8.2, 10.6)
_EVIDENCE = Type(7.5, 9.6, colour=SOFT)
_EVIDENCE_LINE = Type(8, 10.4, after=1, indent=14)

_LONG_QUOTE = 260
_LONG_STEP = 190
_STACK_FROM = 1.15


def sheet(report: SencoReport) -> Sheet:
    """Return what stands around the report on its pages."""
    name = report.head.pupil or "Pupil"
    return Sheet(
        title=wording.FILE_SENCO,
        footer=f"Confidential: {name}, {TITLE.lower()}",
        running=f"{name}, {TITLE.lower()}",
        style=report.style,
        notes=frozenset(note.number for note in report.evidence),
        tries=(Try(1.0), Try(0.97)),
        roomy=Try(1.06),
    )


def story(setting: Setting, report: SencoReport) -> list[Flowable]:
    """Return the report in reading order."""
    return [
        *letterhead(setting, report),
        *setting.paras(setting.root, wording.summary(report), _SUMMARY),
        *_start(setting, report),
        *observed(setting, report),
        *_then_and_now(setting, report),
        *_targets(setting, report),
        *_voices(setting, report),
        *_hard_and_helps(setting, report),
        *_next_steps(setting, report),
        *_sign_off(setting, report),
    ]


def section(setting: Setting, title: str) -> list[Flowable]:
    """Return a second-level heading."""
    return setting.heading(setting.root, 2, title, H2)


def _start(setting: Setting, report: SencoReport) -> list[Flowable]:
    parts: list[list[Any]] = []
    if report.strengths:
        parts.append(_titled(setting, "Strengths and interests", report.strengths))
    if report.hopes:
        cell = _titled(setting, "What the school hoped for", "")
        for hope in report.hopes:
            source = wording.joined((hope.who, wording.on(hope.day)))
            cell += setting.paras(setting.root, wording.quoted(hope.words), BODY)
            cell += setting.paras(setting.root, source, _NOTE) if source else []
        parts.append(cell)
    if not parts:
        return []
    if len(parts) == 1 or setting.scale > _STACK_FROM:
        return [flowable for cell in parts for flowable in (setting.gap(5), *cell)]
    half = (WIDTH - 18) / 2
    return [setting.gap(5), *setting.table([[parts[0], None, parts[1]]], [half, 18, half])]


def _titled(setting: Setting, title: str, text: str) -> list[Any]:
    head = setting.raw(setting.root.add("H2"), setting.markup(title, "bold"), _SMALL_HEAD)
    head.title = title
    return [head, *(setting.paras(setting.root, text, BODY) if text else [])]


def _head_row(setting: Setting, table: Element, names: tuple[str, ...]) -> list[Any]:
    row = table.add("TR")
    return [
        setting.raw(
            row.add("TH", scope="Column").add("P", repeats=True), setting.markup(name, "semibold"), HEAD
        )
        for name in names
    ]


def ruled(setting: Setting, rows: int) -> list[tuple[Any, ...]]:
    """Return the lines and spaces of a table of text: a rule under the head, thin ones between rows."""
    return [
        ("LINEBELOW", (0, 0), (-1, 0), 0.7, SOFT),
        ("LINEBELOW", (0, 1), (-1, rows - 2), 0.5, LINE),
        ("TOPPADDING", (0, 1), (-1, -1), setting.pt(2.4)),
        ("BOTTOMPADDING", (0, 0), (-1, -1), setting.pt(2.4)),
        ("RIGHTPADDING", (0, 0), (-2, -1), setting.pt(10)),
    ]


def _then_and_now(setting: Setting, report: SencoReport) -> list[Flowable]:
    if not report.outcome_notes:
        return []
    flow = section(setting, "Then and now")
    table = setting.root.add("Table")
    rows = [_head_row(setting, table, ("Outcome", "At the start", "Now", "Also seen by"))]
    rows += [_outcome_note(setting, table.add("TR"), note) for note in report.outcome_notes]
    widths = [WIDTH * share for share in (0.19, 0.27, 0.35, 0.19)]
    return [*flow, *setting.table(rows, widths, ruled(setting, len(rows)), heads=1)]


def _outcome_note(setting: Setting, row: Element, note: OutcomeNote) -> list[Any]:
    cell = row.add("TH", scope="Row")
    first = setting.paras(cell, note.outcome or "Outcome not named", _TARGET)
    first += setting.paras(cell, wording.capital(note.judgement), BODY) if note.judgement else []
    judged = wording.on(note.judged_on, short=True, year=False)
    first += setting.paras(cell, f"Judged {judged}", _NOTE) if judged else []
    cell = row.add("TD")
    start = _or_quiet(setting, cell, note.start, "No start point was noted.")
    began = wording.on(note.start_on, short=True, year=False)
    start += setting.paras(cell, began, _NOTE) if began else []
    cell = row.add("TD")
    now = _or_quiet(setting, cell, note.now, "Not described yet.")
    if note.seen:
        day = wording.on(note.seen_on, short=True, year=False)
        seen = f"{day}: {note.seen}" if day else note.seen
        now += setting.paras(cell, seen, BODY, tail=setting.raised(note.evidence))
    return [
        first,
        start,
        now,
        _or_quiet(setting, row.add("TD"), wording.capital(note.also_seen_by), "Nobody else yet"),
    ]


def _or_quiet(setting: Setting, cell: Element, text: str, empty: str, tail: str = "") -> list[Any]:
    return list(setting.paras(cell, text or empty, BODY if text else QUIET, tail=tail))


def _targets(setting: Setting, report: SencoReport) -> list[Flowable]:
    flow = section(setting, "Targets and review")
    if not report.targets:
        return [*flow, *setting.paras(setting.root, wording.NO_TARGETS, BODY)]
    table = setting.root.add("Table")
    rows = [_head_row(setting, table, ("Target, and who agreed it", "What happened", "Review"))]
    rows += [_target(setting, table.add("TR"), target) for target in report.targets]
    review = setting.pt(92)
    widths = [WIDTH * 0.36, WIDTH * 0.64 - review, review]
    return [*flow, *setting.table(rows, widths, ruled(setting, len(rows)), heads=1)]


def _target(setting: Setting, row: Element, target: TargetRow) -> list[Any]:
    cell = row.add("TH", scope="Row")
    words, second = wording.target_words(target)
    first = setting.paras(cell, words or "Target not written down", _TARGET)
    first += setting.paras(cell, second, BODY) if second else []
    agreed = wording.target_agreed(target)
    first += setting.paras(cell, agreed, _NOTE) if agreed else []
    cell = row.add("TD")
    middle = _or_quiet(setting, cell, target.happened, "Nothing noted yet.", setting.raised(target.evidence))
    review = wording.pupil_review(target)
    middle += setting.paras(cell, review, BODY) if review else []
    cell = row.add("TD")
    word, note = wording.target_result(target)
    weight: Weight = "semibold" if target.result else "regular"
    mark = Reviewed(setting.markup(word, weight), setting.style(Type(8.9, 11.2, weight, indent=12)))
    mark.element, mark.result = cell.add("P"), target.result
    last = [mark, *(setting.paras(cell, note, Type(7.9, 10, colour=SOFT, indent=12)) if note else [])]
    return [first, middle, last]


def _voices(setting: Setting, report: SencoReport) -> list[Flowable]:
    flow = section(setting, "In their words")
    quotes = wording.in_order(report.voices)
    stacked = len(quotes) == 1 or setting.scale > _STACK_FROM
    stacked = stacked or any(len(quote.words) > _LONG_QUOTE for quote in quotes)
    across = 1 if stacked else min(3, max(2, len(quotes)))
    for start in range(0, len(quotes), across):
        flow += [*_boxes(setting, quotes[start : start + across], across), setting.gap(5)]
    missing = wording.not_gathered(report)
    if missing:
        flow += setting.paras(setting.root, missing, QUIET)
    return flow


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
    cell += setting.paras(block, quote.who or "Not named", _WHO)
    source = wording.quote_source(quote)
    return cell + (setting.paras(block, source, _HOW) if source else [])


def _hard_and_helps(setting: Setting, report: SencoReport) -> list[Flowable]:
    if not report.still_hard and not report.what_helps:
        return []
    cells: list[Any] = []
    for title, text in (("Still hard", report.still_hard), ("What helps in music", report.what_helps)):
        head = setting.raw(setting.root.add("H2"), setting.markup(title, "bold"), _WARM_HEAD)
        head.title = title
        cells.append([head, *setting.paras(setting.root, text or "Not noted yet.", BODY if text else QUIET)])
    commands = [
        ("BACKGROUND", (0, 0), (-1, -1), WARM_TINT),
        ("LEFTPADDING", (0, 0), (-1, -1), setting.pt(9)),
        ("RIGHTPADDING", (0, 0), (-1, -1), setting.pt(9)),
        ("TOPPADDING", (0, 0), (-1, -1), setting.pt(4)),
        ("BOTTOMPADDING", (0, 0), (-1, -1), setting.pt(6)),
    ]
    return [setting.gap(3), *setting.table([cells], [WIDTH / 2, WIDTH / 2], commands)]


def _next_steps(setting: Setting, report: SencoReport) -> list[Flowable]:
    flow = section(setting, "Next steps")
    steps = [(title, str(getattr(report.next_steps, field))) for title, field in wording.STEPS]
    stacked = setting.scale > _STACK_FROM or any(len(text) > _LONG_STEP for _, text in steps)
    cells = [_step(setting, title, text) for title, text in steps]
    line = ("LINEABOVE", 1.2, ACCENT)
    top = setting.pt(2)
    if stacked:
        for cell in cells:
            commands = [
                ("LINEABOVE", (0, 0), (-1, 0), line[1], line[2]),
                ("TOPPADDING", (0, 0), (-1, 0), top),
            ]
            flow += [*setting.table([[cell]], [WIDTH], commands), setting.gap(3)]
        return flow
    gap = 12.0
    width = (WIDTH - 3 * gap) / 4
    row: list[Any] = []
    commands = [("TOPPADDING", (0, 0), (-1, 0), top)]
    for index, cell in enumerate(cells):
        row += [None, cell] if index else [cell]
        commands.append(("LINEABOVE", (index * 2, 0), (index * 2, 0), line[1], line[2]))
    return [
        *flow,
        setting.gap(1),
        *setting.table([row], [width, gap, width, gap, width, gap, width], commands),
    ]


def _step(setting: Setting, title: str, text: str) -> list[Any]:
    head = setting.raw(setting.root.add("H3"), setting.markup(title, "bold"), _STEP_HEAD)
    kind = _STEP if text else Type(8.7, 11.1, colour=SOFT)
    return [head, *setting.paras(setting.root, text or wording.TO_BE_AGREED, kind)]


def _sign_off(setting: Setting, report: SencoReport) -> list[Flowable]:
    text = f"{wording.signed(report)} {wording.CONFIDENTIAL} {wording.basis(report)}"
    flow: list[Flowable] = [setting.gap(8), *setting.paras(setting.root, text, _SIGNED)]
    flow += _evidence(setting, report)
    return flow + (_spaces(setting) if report.comment_spaces else [])


def _evidence(setting: Setting, report: SencoReport) -> list[Flowable]:
    notes = sorted(report.evidence, key=lambda note: note.number)
    told = [(setting.bold(str(note.number)), wording.evidence_words(report, note)) for note in notes]
    if not any(note.text for note in notes):
        parts = [f"{number}\u00a0{setting.markup(words)}" for number, words in told]
        run = " ".join([setting.bold("Evidence"), *parts])
        return [setting.gap(2), setting.raw(setting.root.add("P"), run, _EVIDENCE)] if notes else []
    flow = section(setting, "Evidence")
    listed = setting.root.add("L")
    for number, words in told:
        para = setting.raw(
            listed.add("LI").add("LBody"), f"{number}\u00a0\u00a0 {setting.markup(words)}", _EVIDENCE_LINE
        )
        para.style.firstLineIndent = -para.style.leftIndent
        flow.append(para)
    return flow


def _spaces(setting: Setting) -> list[Flowable]:
    flow = section(setting, "Space for comments")
    rows: list[list[Any]] = [[[*setting.paras(setting.root, who, _LABEL)]] for who in wording.COMMENT_SPACES]
    commands = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
        ("TOPPADDING", (0, 0), (-1, -1), setting.pt(3)),
        ("BOTTOMPADDING", (0, 0), (-1, -1), setting.pt(26)),
    ]
    return [*flow, *setting.table(rows, [WIDTH], commands)]
