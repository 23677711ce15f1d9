"""Lays documents out as tagged PDF with reportlab.

Imported only when a PDF is asked for: reportlab takes a fifth of a second to load. The layers, lowest first:
``tagging`` (what a page means), ``flow`` (type, tables, boxes), ``marks`` (small drawings), one module per
document, ``press`` (pages, footers, fitting) and ``finish`` (structure, metadata, compression).
"""

from __future__ import annotations

from functools import partial

from tutordiary.documents.cleaning import prepare
from tutordiary.documents.content import Document, RenderedFile, SencoReport
from tutordiary.documents.pdf import senco
from tutordiary.documents.pdf.press import print_story


def render_pdf(document: Document) -> RenderedFile:
    """Return a document as a tagged PDF, built in memory; the same content gives the same bytes.

    Raises: TypeError for something that is no document of ours.
    """
    ready, notes = prepare(document)
    made = _print(ready)
    return RenderedFile(made.data, made.pages, (*notes, *made.warnings))


def _print(document: Document) -> RenderedFile:
    if isinstance(document, SencoReport):
        return print_story(partial(senco.story, report=document), senco.sheet(document))
    raise TypeError(type(document).__name__)
