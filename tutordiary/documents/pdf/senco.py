"""Lays out the report for the school: its order, its beginning, then and now, and the targets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportlab.platypus import Flowable

from tutordiary.documents import senco_words, wording
from tutordiary.documents.content import OutcomeNote, SencoReport, TargetRow
from tutordiary.documents.fonts import Weight
from tutordiary.documents.pdf.flow import SOFT, WIDTH, Setting, Type
from tutordiary.documents.pdf.letterhead import TITLE, letterhead
from tutordiary.documents.pdf.marks import Reviewed
from tutordiary.documents.pdf.observed import observed
from tutordiary.documents.pdf.press import Sheet, Try
from tutordiary.documents.pdf.senco_end import comments, end, evidence
from tutordiary.documents.pdf.senco_said import hard_and_helps, next_steps, voices
from tutordiary.documents.pdf.senco_type import (
    BODY,
    SMALL_HEAD,
    STACK_FROM,
    STRONG,
    TIGHT,
    TIGHTEST,
    head_row,
    numbers,
    or_quiet,
    ruled,
    section,
    small,
    worded,
)
from tutordiary.documents.pdf.tagging import Element

_SUMMARY = Type(10.2, 14)
_SHARES = (0.19, 0.27, 0.35, 0.19)
_SHARES_TIGHT = (0.17, 0.29, 0.39, 0.15)

Part = Callable[[Setting, SencoReport], list[Flowable]]


def sheet(report: SencoReport) -> Sheet:
    """Return what stands around the report on its pages."""
    name = report.head.pupil or "Pupil"
    return Sheet(
        title=wording.FILE_SENCO,
        footer=f"Confidential: {name}, {TITLE.lower()}",
        running=f"{name}, {TITLE.lower()}",
        style=report.style,
        notes=frozenset(note.number for note in report.evidence),
        tries=(Try(1.0), Try(0.97), Try(0.97, TIGHT), Try(0.97, TIGHTEST)),
        roomy=Try(1.06),
        most=2,
    )


def story(setting: Setting, report: SencoReport) -> list[Flowable]:
    """Return the report in reading order; what was left out is not in it."""
    flow = letterhead(setting, report)
    flow += worded(setting, setting.root, wording.summary(report), _SUMMARY, level=2)
    flow += _start(setting, report)
    for part, lay_out in _PARTS:
        if senco_words.is_shown(report, part):
            flow += lay_out(setting, report)
    return flow


def _start(setting: Setting, report: SencoReport) -> list[Flowable]:
    parts: list[list[Any]] = []
    if report.strengths and senco_words.is_shown(report, "strengths"):
        cell = _titled(setting, senco_words.heading(report, "strengths"))
        parts.append([*cell, *worded(setting, setting.root, report.strengths, BODY)])
    if report.hopes and senco_words.is_shown(report, "hopes"):
        cell = _titled(setting, senco_words.heading(report, "hopes"))
        for hope in report.hopes:
            source = wording.joined((hope.who, wording.on(hope.day)))
            cell += setting.paras(setting.root, wording.quoted(hope.words), BODY)
            cell += small(setting, setting.root, source)
        parts.append(cell)
    if not parts:
        return []
    if len(parts) == 1 or setting.scale > STACK_FROM:
        return [flowable for cell in parts for flowable in (setting.gap(5), *cell)]
    half = (WIDTH - 18) / 2
    return [setting.gap(5), *setting.table([[parts[0], None, parts[1]]], [half, 18, half])]


def _titled(setting: Setting, title: str) -> list[Any]:
    head = setting.raw(setting.root.add("H2"), setting.markup(title, "bold"), SMALL_HEAD)
    head.title = title
    return [head]


# Then and now ---------------------------------------------------------------------------------------------


def _then_and_now(setting: Setting, report: SencoReport) -> list[Flowable]:
    if not report.outcome_notes:
        return []
    flow = section(setting, senco_words.heading(report, "then_and_now"))
    table = setting.root.add("Table")
    rows = [head_row(setting, table, ("Outcome", "At the start", "Now", "Also seen by"))]
    rows += [_outcome_note(setting, table.add("TR"), note) for note in report.outcome_notes]
    shares = _SHARES_TIGHT if setting.squeeze >= TIGHT else _SHARES
    widths = [WIDTH * share for share in shares]
    return [*flow, *setting.table(rows, widths, ruled(setting, len(rows)), heads=1)]


def _outcome_note(setting: Setting, row: Element, note: OutcomeNote) -> list[Any]:
    cell = row.add("TH", scope="Row")
    first = setting.paras(cell, note.outcome or "Outcome not named", STRONG)
    first += setting.paras(cell, wording.capital(note.judgement), BODY) if note.judgement else []
    first += small(setting, cell, senco_words.judged(note))
    cell = row.add("TD")
    start = or_quiet(setting, cell, note.start, "No start point was noted.")
    start += small(setting, cell, wording.on(note.start_on, short=True, year=False))
    cell = row.add("TD")
    seen = senco_words.seen(note)
    now = or_quiet(setting, cell, note.now, "Not described yet.") if note.now or not seen else []
    now += setting.paras(cell, seen, BODY, tail=numbers(setting, note.evidence)) if seen else []
    also = or_quiet(setting, row.add("TD"), wording.capital(note.also_seen_by), "Nobody else yet")
    return [first, start, now, also]


# Targets --------------------------------------------------------------------------------------------------


def _targets(setting: Setting, report: SencoReport) -> list[Flowable]:
    flow = section(setting, senco_words.heading(report, "targets"))
    if not report.targets:
        return [*flow, *setting.paras(setting.root, wording.NO_TARGETS, BODY)]
    table = setting.root.add("Table")
    rows = [head_row(setting, table, ("Target, and who agreed it", "What happened", "Review"))]
    rows += [_target(setting, table.add("TR"), target) for target in report.targets]
    review = setting.pt(92)
    widths = [WIDTH * 0.36, WIDTH * 0.64 - review, review]
    return [*flow, *setting.table(rows, widths, ruled(setting, len(rows)), heads=1)]


def _target(setting: Setting, row: Element, target: TargetRow) -> list[Any]:
    cell = row.add("TH", scope="Row")
    words, second = wording.target_words(target)
    first = setting.paras(cell, words or "Target not written down", STRONG)
    first += setting.paras(cell, second, BODY) if second else []
    first += small(setting, cell, wording.target_agreed(target))
    cell = row.add("TD")
    middle = or_quiet(setting, cell, target.happened, "Nothing noted yet.", numbers(setting, target.evidence))
    review = wording.pupil_review(target)
    middle += setting.paras(cell, review, BODY) if review else []
    return [first, middle, _result(setting, row.add("TD"), target)]


def _result(setting: Setting, cell: Element, target: TargetRow) -> list[Any]:
    word, note = wording.target_result(target)
    weight: Weight = "semibold" if target.result else "regular"
    mark = Reviewed(setting.markup(word, weight), setting.style(Type(8.9, 11.2, weight, indent=12)))
    mark.element, mark.result = cell.add("P"), target.result
    under = Type(7.9, 10, colour=SOFT, indent=12)
    return [mark, *(setting.paras(cell, note, under) if note else [])]


_PARTS: tuple[tuple[str, Part], ...] = (
    ("observed", observed),
    ("then_and_now", _then_and_now),
    ("targets", _targets),
    ("voices", voices),
    ("hard_and_helps", hard_and_helps),
    ("next_steps", next_steps),
    ("", end),
    ("evidence", evidence),
    ("comments", comments),
)
"""The parts after the beginning, in order, by the key they are left out by; without one they always stand."""
