"""One door to every format: a document in, a finished file in memory out."""

from __future__ import annotations

from typing import Literal

from tutordiary.documents.content import Document, RenderedFile

Format = Literal["pdf", "docx", "text", "md"]

SUFFIXES: dict[Format, str] = {"pdf": ".pdf", "docx": ".docx", "text": ".txt", "md": ".md"}
"""The file name ending that belongs to each format."""


def write(document: Document, fmt: Format) -> RenderedFile:
    """Return a document as a file: the same content and format always give the same bytes.

    The libraries a format needs are loaded when it is first asked for. ``warnings`` are to be shown before
    the file is given to anyone.
    """
    if fmt == "pdf":
        from tutordiary.documents.pdf import render_pdf

        return render_pdf(document)
    if fmt == "docx":
        from tutordiary.documents.docx import render_docx

        return render_docx(document)
    from tutordiary.documents.text import render_markdown, render_text

    return render_text(document) if fmt == "text" else render_markdown(document)


def protect(data: bytes, password: str) -> bytes:
    """Return a finished PDF locked with a password (AES-256). It is asked for whenever the file is opened.

    Raises: BadInput for a password that cannot be used, with what to do instead.
    """
    from tutordiary.documents.pdf.locking import locked

    return locked(data, password)
