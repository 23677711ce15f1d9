"""Lays out a case study: a story to read, with where each part of it comes from."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Flowable

from tutordiary.documents import case_phrases as phrases
from tutordiary.documents import wording
from tutordiary.documents.content import CaseSection, CaseStudy, WeekChart, WeekEvidence, WeekQuote
from tutordiary.documents.pdf.flow import ACCENT, INK, LINE, SOFT, TINT, WARM, WIDTH, Setting, Type
from tutordiary.documents.pdf.marks import WeekStrip
from tutordiary.documents.pdf.press import Sheet, Try
from tutordiary.documents.pdf.tagging import Element
from tutordiary.documents.strips import week_spots

_DRAFT = Type(8.8, 12, "semibold", WARM, after=5)
_OVERLINE = Type(9.4, 12.4, "semibold", ACCENT)
_TITLE = Type(23, 28.5, "bold", after=3)
_BYLINE = Type(9.6, 13, colour=SOFT, after=6)
_LABEL = Type(8.4, 11.8, colour=SOFT)
_FACT = Type(9.2, 11.8)
_H2 = Type(13.4, 17, "bold", ACCENT, before=9, after=2)
_TEXT = Type(10.5, 15.2)
_GAP = Type(10.5, 15.2, colour=WARM)
_PULL = Type(12.4, 17.2, "semibold", ACCENT)
_BY = Type(8.8, 12, colour=SOFT, before=1)
_CAPTION = Type(8.4, 11, colour=SOFT, after=5)
_H2_SMALL = Type(10.5, 14, "bold", INK, before=9, after=1)
_SOURCE = Type(8.6, 11.6)
_CAUSE = Type(8.4, 11.4, colour=SOFT, before=7)
_MEASURE = 435.0
_APART = 0.45 * _TEXT.lead  # as paragraphs of one text are


def sheet(study: CaseStudy) -> Sheet:
    """Return what stands around the study."""
    name = phrases.footer(study)
    notes = frozenset(note.number for note in study.evidence)
    tries = (Try(1.0), Try(0.97), Try(0.94))
    return Sheet(
        wording.FILE_CASE, footer=name, running=name, style=study.style, notes=notes, tries=tries, most=2
    )


def story(setting: Setting, study: CaseStudy) -> list[Flowable]:
    """Return the study in reading order."""
    flow = _heading(setting, study)
    for part in study.sections:
        flow += _section(setting, part)
    flow += [*_gaps(setting, study), *_quotable(setting, study), *_sources(setting, study)]
    return [*flow, *setting.paras(setting.root, phrases.NO_CAUSE, _CAUSE)]


def _heading(setting: Setting, study: CaseStudy) -> list[Flowable]:
    root = setting.root
    flow: list[Flowable] = []
    if study.is_draft:
        flow += setting.paras(root, phrases.DRAFT, _DRAFT)
    h1 = root.add("H1")
    title = study.title or "Case study"
    head = setting.raw(h1, setting.markup(title, "bold"), setting.fitted(title, _TITLE, WIDTH, 15))
    head.title = title
    flow += [setting.raw(h1, setting.markup("Case study", "semibold"), _OVERLINE), head]
    byline = phrases.byline(study)
    flow += setting.paras(root, byline, _BYLINE) if byline else []
    rows: list[list[Any]] = []
    for label, value in phrases.facts(study):
        line = root.add("P")
        words = setting.markup(value)
        rows.append([[setting.raw(line, setting.markup(label), _LABEL)], [setting.raw(line, words, _FACT)]])
    commands = [
        ("LINEABOVE", (0, 0), (-1, 0), 1.2, ACCENT),
        ("LINEBELOW", (0, -1), (-1, -1), 0.5, LINE),
        ("TOPPADDING", (0, 0), (-1, 0), setting.pt(5)),
        ("BOTTOMPADDING", (0, -1), (-1, -1), setting.pt(6)),
    ]
    label_width = setting.pt(92)
    flow += setting.table(rows, [label_width, WIDTH - label_width], commands)
    return flow + _short_version(setting, study)


def _short_version(setting: Setting, study: CaseStudy) -> list[Flowable]:
    head = setting.heading(setting.root, 2, phrases.IN_SHORT, _H2)
    if study.short_version:
        return [*head, *_narrow(setting, setting.rich(setting.root, study.short_version, _TEXT))]
    body = setting.paras(setting.root, study.short_draft, _TEXT) if study.short_draft else []
    note = setting.paras(setting.root, phrases.short_note(study), _GAP)
    return [*head, *_narrow(setting, [*body, *note])]


def _narrow(setting: Setting, paras: list[Any]) -> list[Flowable]:
    free = max(0.0, WIDTH - setting.pt(_MEASURE))
    for para in paras:
        para.style.rightIndent = free
    return paras


def _section(setting: Setting, part: CaseSection) -> list[Flowable]:
    flow = setting.heading(setting.root, 2, part.heading or "Untitled part", _H2)
    has_quote = part.quote is not None and bool(part.quote.words)
    if not part.text and not has_quote:
        return [*flow, *_narrow(setting, setting.paras(setting.root, phrases.still_to_write(part), _GAP))]
    first, _, rest = part.text.partition("\n\n")
    flow += _narrow(setting, setting.rich(setting.root, first, _TEXT)) if first else []
    flow += _pull(setting, part.quote) if part.quote is not None and has_quote else []
    if rest:
        flow += [setting.gap(_APART), *_narrow(setting, setting.rich(setting.root, rest, _TEXT))]
    return flow + (_chart(setting, part.chart) if part.chart else [])


def _pull(setting: Setting, quote: WeekQuote) -> list[Flowable]:
    block = setting.root.add("BlockQuote")
    cell: list[Any] = setting.paras(block, wording.quoted(quote.words), _PULL)
    source = wording.joined((quote.who, quote.how))
    cell += setting.paras(block, source, _BY) if source else []
    commands = [
        ("LINEBEFORE", (0, 0), (0, 0), setting.pt(2.4), ACCENT),
        ("LEFTPADDING", (0, 0), (0, 0), setting.pt(13)),
        ("TOPPADDING", (0, 0), (0, 0), setting.pt(3)),
        ("BOTTOMPADDING", (0, 0), (0, 0), setting.pt(4)),
    ]
    return [setting.gap(6), *setting.table([[cell]], [min(WIDTH, setting.pt(_MEASURE))], commands)]


def _chart(setting: Setting, chart: WeekChart) -> list[Flowable]:
    spots, last = week_spots(chart)
    figure = setting.root.add("Figure", alt=phrases.week_alt(chart))
    strip = WeekStrip(setting, figure, spots, last, chart.ladder)
    caption = setting.paras(setting.root, phrases.week_caption(chart), _CAPTION)
    return [setting.gap(8), setting.room(110), strip, *caption]


def _gaps(setting: Setting, study: CaseStudy) -> list[Flowable]:
    gathered = phrases.gaps_sentence(study.gaps) if study.gaps else ""
    told = [text for text in (gathered, phrases.length_note(study)) if text]
    flow: list[Flowable] = [setting.gap(6)] if told else []
    for text in told:
        flow += _narrow(setting, setting.paras(setting.root, text, _GAP))
    return flow


def _quotable(setting: Setting, study: CaseStudy) -> list[Flowable]:
    if not study.quotable:
        return []
    head = setting.heading(setting.root, 2, phrases.ONE_LINE, _H2_SMALL)
    cell: list[Any] = setting.paras(setting.root, study.quotable, Type(11.4, 15.6, "semibold"))
    commands = [
        ("BACKGROUND", (0, 0), (-1, -1), TINT),
        ("LEFTPADDING", (0, 0), (-1, -1), setting.pt(12)),
        ("TOPPADDING", (0, 0), (-1, -1), setting.pt(5)),
        ("BOTTOMPADDING", (0, 0), (-1, -1), setting.pt(7)),
    ]
    return [*head, *setting.table([[cell]], [WIDTH], commands)]


def _sources(setting: Setting, study: CaseStudy) -> list[Flowable]:
    if not study.evidence:
        return []
    flow = setting.heading(setting.root, 2, phrases.SOURCES, _H2_SMALL)
    notes = sorted(study.evidence, key=lambda note: note.number)
    listed = setting.root.add("L")
    # Column by column, so that the order drawn is the order read.
    cells = [_source(setting, listed, note) for note in notes]
    middle = (len(cells) + 1) // 2
    gap = setting.pt(14)
    half = (WIDTH - gap) / 2
    return [*flow, *setting.table([[cells[:middle], None, cells[middle:] or None]], [half, gap, half])]


def _source(setting: Setting, listed: Element, note: WeekEvidence) -> Flowable:
    text = setting.markup(wording.joined((note.source, note.when)))
    number = setting.soft(f"{note.number}\u00a0\u00a0 ")
    return setting.raw(listed.add("LI").add("LBody"), number + text, _SOURCE)
