"""The plain shape of every document: headings, paragraphs, tables, quotes, in reading order.

The text, Markdown and Word writers all print this shape, so they say the same things in the same order as the
PDF, whose pages are laid out by hand.
"""

from __future__ import annotations

from dataclasses import replace

from tutordiary.documents import case_phrases, everything, pack_words, phrases, wording
from tutordiary.documents.blocks import (
    Block,
    Cell,
    Facts,
    Grid,
    Heading,
    Listing,
    Outline,
    Said,
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
    RecoverySheet,
    SencoReport,
)
from tutordiary.documents.outline_case import case_blocks
from tutordiary.documents.outline_family import family_blocks
from tutordiary.documents.outline_pack import pack_blocks
from tutordiary.documents.outline_plan import plan_blocks, plan_title
from tutordiary.documents.outline_senco import senco_blocks
from tutordiary.documents.outline_slips import slips_blocks, slips_title


def outline(document: Document) -> Outline:
    """Return the plain shape of a document that has been through ``cleaning.prepare``."""
    if isinstance(document, SencoReport):
        name = document.head.pupil or "Pupil"
        footer = f"Confidential: {name}, pupil progress report"
        made = Outline(wording.FILE_SENCO, footer, tuple(senco_blocks(document)))
    elif isinstance(document, FamilyReport):
        title = f"{phrases.owner(document)} music report"
        made = Outline(wording.FILE_FAMILY, title, tuple(family_blocks(document)))
    elif isinstance(document, CaseStudy):
        footer = case_phrases.footer(document)
        made = Outline(wording.FILE_CASE, footer, tuple(case_blocks(document)))
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
        blocks.append(Heading(phrases.CLEARED_WORDS))
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
