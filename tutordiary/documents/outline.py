"""The plain shape of every document: headings, paragraphs, tables, quotes, in reading order.

The text, Markdown and Word writers all print this shape, so they say the same things in the same order as the
PDF, whose pages are laid out by hand.
"""

from __future__ import annotations

from dataclasses import replace

from tutordiary.documents import everything, pack_words, phrases, wording
from tutordiary.documents.blocks import (
    Block,
    Cell,
    Chart,
    Facts,
    Grid,
    Heading,
    Listing,
    Outline,
    Room,
    Said,
    Strip,
    Text,
    Title,
    Tone,
)
from tutordiary.documents.content import (
    CaseStudy,
    CollationSummary,
    CommentSlips,
    Document,
    EverythingHeld,
    FamilyReport,
    LearningPlan,
    Pack,
    Quote,
    RecoverySheet,
    SencoReport,
)
from tutordiary.documents.outline_pack import pack_blocks
from tutordiary.documents.outline_plan import plan_blocks, plan_title
from tutordiary.documents.outline_slips import slips_blocks, slips_title
from tutordiary.documents.strips import calendar_of, has_lane, spots_of


def outline(document: Document) -> Outline:
    """Return the plain shape of a document that has been through ``cleaning.prepare``."""
    if isinstance(document, SencoReport):
        name = document.head.pupil or "Pupil"
        footer = f"Confidential: {name}, pupil progress report"
        made = Outline(wording.FILE_SENCO, footer, tuple(_senco(document)))
    elif isinstance(document, FamilyReport):
        title = f"{phrases.owner(document)} music report"
        made = Outline(wording.FILE_FAMILY, title, tuple(_family(document)))
    elif isinstance(document, CaseStudy):
        footer = phrases.case_footer(document)
        made = Outline(wording.FILE_CASE, footer, tuple(_case(document)))
    elif isinstance(document, Pack):
        made = Outline(wording.FILE_PACK, pack_words.FOOTER, tuple(pack_blocks(document)))
    elif isinstance(document, CollationSummary):
        made = Outline(document.title, phrases.COLLATION_FOOTER, tuple(_collation(document)))
    elif isinstance(document, LearningPlan):
        made = Outline(wording.FILE_PLAN, plan_title(document), tuple(plan_blocks(document)))
    elif isinstance(document, CommentSlips):
        made = Outline(wording.FILE_SLIPS, slips_title(document), tuple(slips_blocks(document)))
    elif isinstance(document, EverythingHeld):
        title = document.footer
        made = Outline(wording.FILE_EVERYTHING, f"Confidential. {title}", tuple(_everything(document)))
    else:
        made = Outline(wording.FILE_RECOVERY, "Private", tuple(_recovery(document)))
    return replace(made, mark=wording.SAMPLE) if document.style.is_sample else made


def _cell(text: str, empty: str = "", tone: Tone = "body", notes: tuple[int, ...] = ()) -> list[Text]:
    if text:
        return [Text(text, tone, notes)]
    return [Text(empty, "quiet")] if empty else []


# The report for the school --------------------------------------------------------------------------


def _senco(report: SencoReport) -> list[Block]:
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
    if report.strengths:
        blocks += [Heading("Strengths and interests"), Text(report.strengths)]
    if report.hopes:
        blocks.append(Heading("What the school hoped for"))
        for hope in report.hopes:
            source = wording.joined((hope.who, wording.on(hope.day)))
            blocks += [Text(wording.quoted(hope.words)), *([Text(source, "small")] if source else [])]
    blocks += _observed(report)
    blocks += _then_and_now(report)
    blocks += _targets(report)
    blocks += _voices(report)
    if report.still_hard or report.what_helps:
        blocks += [Heading("Still hard"), *_cell(report.still_hard, "Not noted yet.")]
        blocks += [Heading("What helps in music"), *_cell(report.what_helps, "Not noted yet.")]
    blocks.append(Heading("Next steps"))
    for title, field in wording.STEPS:
        blocks += [Heading(title, 3), *_cell(getattr(report.next_steps, field), wording.TO_BE_AGREED)]
    blocks.append(Text(f"{wording.signed(report)} {wording.CONFIDENTIAL} {wording.basis(report)}", "small"))
    return blocks + _sources(report)


def _observed(report: SencoReport) -> list[Block]:
    blocks: list[Block] = [Heading("What was observed, by outcome")]
    if not report.rows:
        return [*blocks, Text("No observations have been recorded yet.")]
    calendar, lane, levels = calendar_of(report), has_lane(report), len(report.ladder)
    for outcome in wording.outcomes(report):
        rows = [row for row in report.rows if row.outcome == outcome]
        blocks.append(Heading(outcome or "Other", 3))
        if not any(row.dots for row in rows):
            blocks.append(Text(wording.nothing_for(rows), "quiet"))
            continue
        cells = []
        for row in rows:
            words, remark = wording.first_to_latest(row.dots, report.ladder)
            hard = wording.harder_days(row.dots)
            told = wording.joined((f"{words} ({remark})" if remark else words, hard))
            spots = tuple(spots_of(row.dots, levels, calendar))
            strip = Strip(wording.strip_alt(row.indicator, row.dots, report.ladder), spots, levels, lane)
            seen = Text(str(len(row.dots)), "body" if row.dots else "quiet")
            first = Text(told, "body" if row.dots else "quiet")
            cells.append((Cell((Text(row.indicator),)), Cell(strip=strip), Cell((first,)), Cell((seen,))))
        when = wording.period(calendar.first, calendar.last, short=True)
        heads = ("Indicator", when, "First to latest", "Seen")
        blocks.append(Grid(heads, tuple(cells), (36, 27, 29, 8), f"What was observed: {outcome or 'other'}"))
    return [*blocks, Text(wording.key_line(report), "small", spoken=wording.spoken_key(report))]


def _then_and_now(report: SencoReport) -> list[Block]:
    if not report.outcome_notes:
        return []
    rows = []
    for note in report.outcome_notes:
        first = [Text(note.outcome or "Outcome not named", "strong"), *_cell(wording.capital(note.judgement))]
        judged = wording.on(note.judged_on, short=True, year=False)
        first += _cell(f"Judged {judged}" if judged else "", tone="small")
        start = _cell(note.start, "No start point was noted.")
        start += _cell(wording.on(note.start_on, short=True, year=False), tone="small")
        now = _cell(note.now, "Not described yet.")
        seen = wording.joined((wording.on(note.seen_on, short=True, year=False), note.seen), ": ")
        now += _cell(seen, notes=note.evidence) if note.seen else []
        also = _cell(wording.capital(note.also_seen_by), "Nobody else yet")
        rows.append((Cell(tuple(first)), Cell(tuple(start)), Cell(tuple(now)), Cell(tuple(also))))
    heads = ("Outcome", "At the start", "Now", "Also seen by")
    return [Heading("Then and now"), Grid(heads, tuple(rows), (19, 27, 35, 19), "Then and now, by outcome")]


def _targets(report: SencoReport) -> list[Block]:
    if not report.targets:
        return [Heading("Targets and review"), Text(wording.NO_TARGETS)]
    rows = []
    for target in report.targets:
        words, second = wording.target_words(target)
        first = [Text(words or "Target not written down", "strong"), *_cell(second)]
        first += _cell(wording.target_agreed(target), tone="small")
        middle = _cell(target.happened, "Nothing noted yet.", notes=target.evidence)
        middle += _cell(wording.pupil_review(target))
        result, note = wording.target_result(target)
        last = [Text(result, "strong" if target.result else "quiet"), *_cell(note, tone="small")]
        rows.append((Cell(tuple(first)), Cell(tuple(middle)), Cell(tuple(last))))
    heads = ("Target, and who agreed it", "What happened", "Review")
    return [Heading("Targets and review"), Grid(heads, tuple(rows), (36, 44, 20), "Targets and their review")]


def _voices(report: SencoReport) -> list[Block]:
    blocks: list[Block] = [Heading("In their words")]
    blocks += [_said(quote) for quote in wording.in_order(report.voices)]
    missing = wording.not_gathered(report)
    return [*blocks, *([Text(missing, "quiet")] if missing else [])]


def _said(quote: Quote) -> Said:
    return Said(
        wording.said(quote), quote.who or "Not named", wording.quote_source(quote), quote.role == "pupil"
    )


def _sources(report: SencoReport) -> list[Block]:
    blocks: list[Block] = []
    if report.evidence:
        notes = sorted(report.evidence, key=lambda note: note.number)
        items = tuple(wording.evidence_words(report, note) for note in notes)
        blocks += [Heading("Evidence", 3), Listing(items, tuple(note.number for note in notes))]
    if report.comment_spaces:
        blocks += [Heading("Space for comments"), Room(wording.COMMENT_SPACES)]
    return blocks


# The page for the family ----------------------------------------------------------------------------


def _family(report: FamilyReport) -> list[Block]:
    name = report.name or "Your child"
    blocks: list[Block] = [
        Title(phrases.family_title(report), f"For {name} and family"),
        Text(phrases.family_opening(report), "lead"),
        Heading(f"What {name} can do now"),
    ]
    if not report.can_do:
        blocks.append(Text(phrases.NOTHING_TO_TELL))
    for item in report.can_do:
        detail = wording.joined((item.detail, phrases.first_time(item)), " ")
        blocks += [Text(item.title, "strong"), *([Text(detail)] if detail else [])]
    if report.proud_moment:
        blocks += [Heading("A proud moment"), Text(report.proud_moment)]
    quote = report.quote
    if quote and quote.words:
        blocks.append(Said(wording.quoted(quote.words), quote.who, wording.on(quote.day, year=False), True))
    if report.targets:
        told = (wording.joined(phrases.family_target(target), " ") for target in report.targets)
        blocks += [Heading("My targets"), Listing(tuple(told))]
    if report.tricky:
        told = (wording.joined((item.what, item.what_the_pupil_does), " ") for item in report.tricky)
        blocks += [Heading("Still tricky"), *(Text(words) for words in told)]
    for title, words in (("Next", report.next_step), ("To try at home", report.try_at_home)):
        blocks += [Heading(title), Text(words)] if words else []
    blocks.append(Text(phrases.thanks(report), "small"))
    return blocks + ([Room(phrases.FAMILY_SPACES, 4, True)] if report.space_to_write else [])


# The case study -------------------------------------------------------------------------------------


def _case(study: CaseStudy) -> list[Block]:
    blocks: list[Block] = [Text(phrases.CASE_DRAFT, "warn")] if study.is_draft else []
    blocks += [Title(study.title or "Case study", "Case study", phrases.case_byline(study))]
    blocks.append(Facts(tuple(phrases.case_facts(study))))
    if study.short_version:
        blocks += [Heading("In short"), Text(study.short_version)]
    for part in study.sections:
        blocks.append(Heading(part.heading or "Untitled part"))
        if not part.text:
            blocks.append(Text(phrases.still_to_write(part), "warn"))
            continue
        first, _, rest = part.text.partition("\n\n")
        blocks.append(Text(first))
        if part.quote and part.quote.words:
            blocks.append(Said(wording.quoted(part.quote.words), part.quote.who, part.quote.how, True))
        blocks += [Text(rest)] if rest else []
        if part.chart:
            blocks.append(Chart(part.chart, phrases.week_alt(part.chart), phrases.week_caption(part.chart)))
    if study.gaps:
        blocks.append(Text(phrases.gaps_sentence(study.gaps), "warn"))
    if study.quotable:
        blocks += [Heading("One line to quote"), Text(study.quotable, "strong")]
    if study.evidence:
        notes = sorted(study.evidence, key=lambda note: note.number)
        items = tuple(wording.joined((note.source, note.when)) for note in notes)
        blocks += [Heading("Where this comes from"), Listing(items, tuple(note.number for note in notes))]
    return blocks


# The recovery sheet ---------------------------------------------------------------------------------


def _recovery(sheet: RecoverySheet) -> list[Block]:
    groups = phrases.code_groups(sheet.code)
    return [
        Title("Recovery sheet for your diary", "", phrases.recovery_line(sheet)),
        Heading("Your recovery code"),
        Text("-".join(groups) or "No code was made.", "question"),
        Heading("If you forget your passphrase"),
        Listing(phrases.RECOVERY_STEPS, (1, 2, 3)),
        Heading(phrases.RECOVERY_ALONE),
        Text(phrases.RECOVERY_WARNING),
    ]


# The programme summary ------------------------------------------------------------------------------


def _collation(summary: CollationSummary) -> list[Block]:
    blocks: list[Block] = [Title(summary.title, summary.mode, "")]
    blocks += [Text(summary.scope, "lead")] if summary.scope else []
    blocks += [Facts(summary.facts)] if summary.facts else []
    blocks.append(Heading("What was judged, by outcome"))
    for tally in summary.outcomes:
        blocks += [Heading(tally.outcome, 3), Text(wording.stop(wording.capital(phrases.tally_words(tally))))]
        blocks += [Text(tally.sentence)] if tally.sentence else []
    if not summary.outcomes:
        blocks.append(Text(phrases.NO_JUDGEMENTS))
    if summary.attendance:
        rows = tuple(
            tuple(Cell((Text(words),)) for words in (row.group, row.offered, row.attended))
            for row in summary.attendance
        )
        heads = ("Group", "Places offered", "Places taken")
        blocks += [Heading("Attendance"), Grid(heads, rows, (40, 30, 30), "Attendance by group")]
    if summary.quotes:
        blocks.append(Heading("In their words"))
        blocks += [Said(wording.quoted(one.words), phrases.cleared_source(one), "") for one in summary.quotes]
    for title, items in (("What tutors learned", summary.learned), ("What is missing", summary.missing)):
        blocks += [Heading(title), Listing(items)] if items else []
    return blocks + ([Heading("How this was counted"), Text(summary.method)] if summary.method else [])


# The copy of everything -----------------------------------------------------------------------------


def _everything(held: EverythingHeld) -> list[Block]:
    blocks: list[Block] = [Title(held.name or "A pupil", everything.EVERYTHING)]
    blocks += [Facts(held.facts)] if held.facts else []
    blocks += [Text(held.opening, "lead")] if held.opening else []
    blocks += [Heading(everything.LEFT_OUT), Listing(held.left_out)] if held.left_out else []
    blocks += [Heading(everything.ABOUT_DIARY), Facts(held.about)] if held.about else []
    for part in held.held:
        blocks += [Heading(part.heading or "More"), *_cell(part.note, tone="quiet")]
        for entry in part.entries:
            head = wording.joined((wording.on(entry.day), entry.head), "  ·  ")
            blocks += [Text(head or "Record", "strong"), *_cell(entry.words)]
            blocks += [Text(line, "small") for line in entry.told.split("\n") if line]
    return blocks
