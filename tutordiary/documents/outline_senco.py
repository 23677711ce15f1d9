"""The plain shape of the report for the school: what Word, text and the accessible view print."""

from __future__ import annotations

from collections.abc import Callable

from tutordiary.documents import senco_words, wording
from tutordiary.documents.blocks import (
    Block,
    Cell,
    Facts,
    Grid,
    Heading,
    Listing,
    Room,
    Said,
    Strip,
    Text,
    Title,
    Tone,
)
from tutordiary.documents.content import IndicatorRow, OutcomeNote, Quote, SencoReport, TargetRow
from tutordiary.documents.strips import Calendar, calendar_of, has_lane, spots_of

END = ""
"""The key of the part that always stands: who wrote the report, and what it rests on."""


def senco_blocks(report: SencoReport) -> list[Block]:
    """Return the report as blocks, parts that are left out not among them."""
    head = report.head
    came, offered = wording.attendance(report)
    sessions = f"{came} of {offered} attended" if offered else "none recorded"
    strip = Strip(wording.attendance_alt(report), attendance=report.attendance) if offered else None
    name = head.pupil or "Name not recorded"
    blocks: list[Block] = [
        Title(name, head.purpose or "Pupil progress report", head.programme),
        Facts((*wording.head_rows(report), ("Sessions", sessions)), strip),
        Text(wording.summary(report), "lead"),
    ]
    return [*blocks, *(block for _, part in senco_parts(report) for block in part)]


def senco_parts(report: SencoReport) -> list[tuple[str, list[Block]]]:
    """Return the parts after the beginning with their keys, in order; what is left out is not among them."""
    parts = [(key, made(report)) for key, made in _PARTS if senco_words.is_shown(report, key)]
    return [(key, blocks) for key, blocks in parts if blocks]


def _cell(text: str, empty: str = "", tone: Tone = "body", notes: tuple[int, ...] = ()) -> list[Text]:
    if text:
        return [Text(text, tone, notes)]
    return [Text(empty, "quiet")] if empty else []


def _section(report: SencoReport, part: str) -> Heading:
    return Heading(senco_words.heading(report, part))


def _strengths(report: SencoReport) -> list[Block]:
    return [_section(report, "strengths"), Text(report.strengths)] if report.strengths else []


def _hopes(report: SencoReport) -> list[Block]:
    blocks: list[Block] = [_section(report, "hopes")] if report.hopes else []
    for hope in report.hopes:
        source = wording.joined((hope.who, wording.on(hope.day)))
        blocks += [Text(wording.quoted(hope.words)), *([Text(source, "small")] if source else [])]
    return blocks


# What was observed ----------------------------------------------------------------------------------------


def _observed(report: SencoReport) -> list[Block]:
    blocks: list[Block] = [_section(report, "observed")]
    if not report.rows:
        return [*blocks, Text("No observations have been recorded yet.")]
    calendar = calendar_of(report)
    when = wording.period(calendar.first, calendar.last, short=True)
    for outcome in wording.outcomes(report):
        rows = [row for row in report.rows if row.outcome == outcome]
        blocks.append(Heading(outcome or "Other", 3))
        if not any(row.dots for row in rows):
            blocks.append(Text(wording.nothing_for(rows), "quiet"))
            continue
        cells = tuple(_indicator(report, row, calendar) for row in rows)
        heads = ("Indicator", when, "First to latest", "Seen")
        blocks.append(Grid(heads, cells, (36, 27, 29, 8), f"What was observed: {outcome or 'other'}"))
    return [*blocks, Text(wording.key_line(report), "small", spoken=wording.spoken_key(report))]


def _indicator(report: SencoReport, row: IndicatorRow, calendar: Calendar) -> tuple[Cell, ...]:
    levels = len(report.ladder)
    words, remark = wording.first_to_latest(row.dots, report.ladder)
    told = wording.joined((f"{words} ({remark})" if remark else words, wording.harder_days(row.dots)))
    spots = tuple(spots_of(row.dots, levels, calendar))
    alt = wording.strip_alt(row.indicator, row.dots, report.ladder)
    tone: Tone = "body" if row.dots else "quiet"
    return (
        Cell((Text(row.indicator),)),
        Cell(strip=Strip(alt, spots, levels, has_lane(report))),
        Cell((Text(told, tone),)),
        Cell((Text(str(len(row.dots)), tone),)),
    )


# Then and now, targets ------------------------------------------------------------------------------------


def _then_and_now(report: SencoReport) -> list[Block]:
    if not report.outcome_notes:
        return []
    rows = tuple(_outcome_note(note) for note in report.outcome_notes)
    heads = ("Outcome", "At the start", "Now", "Also seen by")
    about = "Then and now, by outcome"
    return [_section(report, "then_and_now"), Grid(heads, rows, (18, 26, 41, 15), about)]


def _outcome_note(note: OutcomeNote) -> tuple[Cell, ...]:
    first = [Text(note.outcome or "Outcome not named", "strong"), *_cell(wording.capital(note.judgement))]
    first += _cell(senco_words.judged(note), tone="small")
    start = _cell(note.start, "No start point was noted.")
    start += _cell(wording.on(note.start_on, short=True, year=False), tone="small")
    seen = _cell(senco_words.seen(note), notes=note.evidence)
    now = [*_cell(note.now, "" if seen else "Not described yet."), *seen]
    also = _cell(wording.capital(note.also_seen_by), "Nobody else yet")
    return Cell(tuple(first)), Cell(tuple(start)), Cell(tuple(now)), Cell(tuple(also))


def _targets(report: SencoReport) -> list[Block]:
    if not report.targets:
        return [_section(report, "targets"), Text(wording.NO_TARGETS)]
    rows = tuple(_target(target) for target in report.targets)
    heads = ("Target, and who agreed it", "What happened", "Review")
    return [_section(report, "targets"), Grid(heads, rows, (35, 51, 14), "Targets and their review")]


def _target(target: TargetRow) -> tuple[Cell, ...]:
    words, second = wording.target_words(target)
    first = [Text(words or "Target not written down", "strong"), *_cell(second)]
    first += _cell(wording.target_agreed(target), tone="small")
    middle = _cell(target.happened, "Nothing noted yet.", notes=target.evidence)
    middle += _cell(wording.pupil_review(target))
    result, note = wording.target_result(target)
    last = [Text(result, "strong" if target.result else "quiet"), *_cell(note, tone="small")]
    return Cell(tuple(first)), Cell(tuple(middle)), Cell(tuple(last))


# Voices, what is hard, what comes next --------------------------------------------------------------------


def _voices(report: SencoReport) -> list[Block]:
    blocks: list[Block] = [_section(report, "voices")]
    blocks += [_said(quote) for quote in wording.in_order(report.voices)]
    missing = wording.not_gathered(report)
    return [*blocks, *([Text(missing, "quiet")] if missing else [])]


def _said(quote: Quote) -> Said:
    return Said(
        wording.said(quote), quote.who or "Not named", wording.quote_source(quote), quote.role == "pupil"
    )


def _hard_and_helps(report: SencoReport) -> list[Block]:
    if not report.still_hard and not report.what_helps:
        return []
    over = senco_words.over_pair(report)
    blocks: list[Block] = [Heading(over)] if over else []
    for title, text in zip(senco_words.pair(report), (report.still_hard, report.what_helps), strict=True):
        blocks += [Heading(title, 3 if over else 2), *_cell(text, "Not noted yet.")]
    return blocks


def _next_steps(report: SencoReport) -> list[Block]:
    blocks: list[Block] = [_section(report, "next_steps")]
    for title, field in wording.STEPS:
        blocks += [Heading(title, 3), *_cell(getattr(report.next_steps, field), wording.TO_BE_AGREED)]
    return blocks


# The end --------------------------------------------------------------------------------------------------


def _end(report: SencoReport) -> list[Block]:
    blocks: list[Block] = [
        Text(senco_words.signature(report), "small"),
        Text(senco_words.rests_on(report), "small"),
    ]
    forms = senco_words.forms(report)
    return [*blocks, *([Text(forms, "small")] if forms else [])]


def _evidence(report: SencoReport) -> list[Block]:
    notes = sorted(report.evidence, key=lambda note: note.number)
    if not notes:
        return []
    items = tuple(senco_words.note_words(report, note) for note in notes)
    numbers = tuple(note.number for note in notes)
    return [Heading(senco_words.heading(report, "evidence"), 3), Listing(items, numbers, run_in=True)]


def _comments(report: SencoReport) -> list[Block]:
    if not report.comment_spaces:
        return []
    return [_section(report, "comments"), Room(wording.COMMENT_SPACES)]


_PARTS: tuple[tuple[str, Callable[[SencoReport], list[Block]]], ...] = (
    ("strengths", _strengths),
    ("hopes", _hopes),
    ("observed", _observed),
    ("then_and_now", _then_and_now),
    ("targets", _targets),
    ("voices", _voices),
    ("hard_and_helps", _hard_and_helps),
    ("next_steps", _next_steps),
    (END, _end),
    ("evidence", _evidence),
    ("comments", _comments),
)
"""The parts in order, by the key they are left out by."""
