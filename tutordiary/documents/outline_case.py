"""The plain shape of a case study: the story in its parts, with where each comes from."""

from __future__ import annotations

from tutordiary.documents import case_phrases as phrases
from tutordiary.documents import wording
from tutordiary.documents.blocks import Block, Chart, Facts, Heading, Listing, Said, Text, Title
from tutordiary.documents.content import CaseSection, CaseStudy


def case_blocks(study: CaseStudy) -> list[Block]:
    """Return a study in reading order, as its pages have it."""
    blocks: list[Block] = [Text(phrases.DRAFT, "warn")] if study.is_draft else []
    blocks += [Title(study.title or "Case study", "Case study", phrases.byline(study))]
    blocks.append(Facts(tuple(phrases.facts(study))))
    blocks += _in_short(study)
    for part in study.sections:
        blocks += _section(part)
    if study.gaps:
        blocks.append(Text(phrases.gaps_sentence(study.gaps), "warn"))
    length = phrases.length_note(study)
    blocks += [Text(length, "warn")] if length else []
    if study.quotable:
        blocks += [Heading(phrases.ONE_LINE), Text(study.quotable, "strong")]
    if study.evidence:
        notes = sorted(study.evidence, key=lambda note: note.number)
        items = tuple(wording.joined((note.source, note.when)) for note in notes)
        numbers = tuple(note.number for note in notes)
        blocks += [Heading(phrases.SOURCES), Listing(items, numbers, run_in=True)]
    return [*blocks, Text(phrases.NO_CAUSE, "small")]


def _in_short(study: CaseStudy) -> list[Block]:
    words, note = study.short_version or study.short_draft, phrases.short_note(study)
    said = [Text(words)] if words else []
    return [Heading(phrases.IN_SHORT), *said, *([Text(note, "warn")] if note else [])]


def _section(part: CaseSection) -> list[Block]:
    blocks: list[Block] = [Heading(part.heading or "Untitled part")]
    has_quote = part.quote is not None and bool(part.quote.words)
    if not part.text and not has_quote:
        return [*blocks, Text(phrases.still_to_write(part), "warn")]
    first, _, rest = part.text.partition("\n\n")
    blocks += [Text(first)] if first else []
    if part.quote is not None and has_quote:
        blocks.append(Said(wording.quoted(part.quote.words), part.quote.who, part.quote.how, True))
    blocks += [Text(rest)] if rest else []
    if part.chart:
        blocks.append(Chart(part.chart, phrases.week_alt(part.chart), phrases.week_caption(part.chart)))
    return blocks
