"""What the page for the pupil and the family says, in order: shared by the page and the plain shape of it."""

from __future__ import annotations

from tutordiary.documents import phrases, wording
from tutordiary.documents.blocks import Block, Heading, Listing, Room, Said, Text, Title
from tutordiary.documents.content import FamilyReport

ROOM_LINES = 4


def family_blocks(report: FamilyReport) -> list[Block]:
    """Return the page as blocks."""
    blocks: list[Block] = [
        Title(phrases.family_title(report), phrases.family_over(report)),
        Text(phrases.family_opening(report), "lead"),
        *_can_do(report),
        *_worded("proud", report.proud_moment, report),
        *_quote(report),
        *_targets(report),
        *_worded("easier", report.easier, report),
        *_tricky(report),
        *_worded("next", report.next_step, report),
        *_worded("at_home", report.try_at_home, report),
        Text(phrases.thanks(report), "small"),
    ]
    return blocks + ([Room(phrases.FAMILY_SPACES, ROOM_LINES, True)] if report.space_to_write else [])


def _worded(part: str, words: str, report: FamilyReport) -> list[Block]:
    return [Heading(phrases.family_heading(report, part)), Text(words)] if words else []


def _can_do(report: FamilyReport) -> list[Block]:
    if not report.style.has("can_do"):
        return []
    blocks: list[Block] = [Heading(phrases.family_heading(report, "can_do"))]
    if not report.can_do:
        blocks.append(Text(phrases.NOTHING_TO_TELL))
    for item in report.can_do:
        detail = wording.joined((item.detail, phrases.first_time(item)), " ")
        blocks += [Text(item.title, "strong"), *([Text(detail)] if detail else [])]
    return blocks


def _quote(report: FamilyReport) -> list[Block]:
    quote = report.quote
    if quote is None or not quote.words:
        return []
    return [Said(wording.quoted(quote.words), quote.who, wording.on(quote.day, year=False), True)]


def _targets(report: FamilyReport) -> list[Block]:
    told = tuple(wording.joined(phrases.family_target(target), " ") for target in report.targets)
    return [Heading(phrases.family_heading(report, "targets")), Listing(told)] if told else []


def _tricky(report: FamilyReport) -> list[Block]:
    told = [wording.joined((item.what, item.what_the_pupil_does), " ") for item in report.tricky]
    head: list[Block] = [Heading(phrases.family_heading(report, "tricky"))] if told else []
    return [*head, *(Text(words) for words in told)]
