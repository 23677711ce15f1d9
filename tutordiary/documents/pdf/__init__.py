"""Lays documents out as tagged PDF with reportlab.

Imported only when a PDF is asked for: reportlab takes a fifth of a second to load. The layers, lowest first:
``tagging`` (what a page means), ``flow`` (type, tables, boxes), ``marks`` (small drawings), one module per
document, ``press`` (pages, footers, fitting) and ``finish`` (structure, metadata, compression).
"""

from __future__ import annotations

from functools import partial

from tutordiary.documents.cleaning import prepare
from tutordiary.documents.content import (
    CaseStudy,
    CollationSummary,
    CommentSlips,
    Document,
    EverythingHeld,
    FamilyReport,
    LearningPlan,
    Pack,
    RenderedFile,
    SencoReport,
)
from tutordiary.documents.pdf import (
    case,
    collation,
    comment_slips,
    everything,
    family,
    learning_plan,
    pack,
    recovery,
    senco,
)
from tutordiary.documents.pdf.press import print_story


def render_pdf(document: Document) -> RenderedFile:
    """Return a document as a tagged PDF, built in memory; the same content gives the same bytes."""
    ready, notes = prepare(document)
    made = _print(ready)
    return RenderedFile(made.data, made.pages, (*notes, *made.warnings, *_length(ready, made.pages)))


def _length(document: Document, pages: int) -> tuple[str, ...]:
    if document.style.large_print:
        return ()
    if isinstance(document, SencoReport) and pages > 2:
        return (f"The report takes {pages} pages. Two is what a school reads: choose less.",)
    if isinstance(document, FamilyReport) and pages > 1:
        return (f"The family page takes {pages} pages. It is meant to be one.",)
    return ()


def _print(document: Document) -> RenderedFile:
    if isinstance(document, SencoReport):
        return print_story(partial(senco.story, report=document), senco.sheet(document))
    if isinstance(document, FamilyReport):
        return print_story(partial(family.story, report=document), family.sheet(document))
    if isinstance(document, CaseStudy):
        return print_story(partial(case.story, study=document), case.sheet(document))
    if isinstance(document, Pack):
        return print_story(partial(pack.story, pack=document), pack.sheet(document))
    if isinstance(document, CollationSummary):
        return print_story(partial(collation.story, summary=document), collation.sheet(document))
    if isinstance(document, LearningPlan):
        return print_story(partial(learning_plan.story, plan=document), learning_plan.sheet(document))
    if isinstance(document, CommentSlips):
        return print_story(partial(comment_slips.story, slips=document), comment_slips.sheet(document))
    if isinstance(document, EverythingHeld):
        return print_story(partial(everything.story, held=document), everything.sheet(document))
    return print_story(partial(recovery.story, recovery=document), recovery.sheet(document))
