"""The note that hands a worry to a safeguarding lead: one or two plain pages with real names, kept nowhere.

It is the only document that names a child in full to somebody outside, so it passes no gate: the tutor prints
it, or saves it where they say, for one reader. Its file tells nothing by its name or its properties.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from reportlab.platypus import Flowable

    from tutordiary.documents.pdf.flow import Setting

FILE_NAME = "Note.pdf"
_FOOTER = "Confidential. For the safeguarding lead named above and nobody else."
_NOTHING = "Nothing was written here."


@dataclass(frozen=True, slots=True)
class HandOver:
    """A note in full: ``facts`` pairs a label with a short answer, ``parts`` a heading with longer words."""

    to: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]
    signed: str
    written: str
    is_sample: bool = False


def note_pdf(note: HandOver) -> bytes:
    """Return the note as a PDF. Takes a moment the first time: not on the window's thread."""
    from tutordiary.documents.parts import Style
    from tutordiary.documents.pdf.press import Sheet, print_story

    sheet = Sheet("Note", footer=_FOOTER, running="Note", style=Style(is_sample=note.is_sample))
    return print_story(lambda setting: _story(setting, note), sheet).data


def write_note(target: Path, note: HandOver) -> None:
    """Write the note to a file, whole or not at all. Raises: DiskFull, CannotWrite."""
    from tutordiary.vault import files

    files.write_document(target, note_pdf(note), "the note")


def _story(setting: Setting, note: HandOver) -> list[Flowable]:
    from tutordiary.documents.pdf.flow import ACCENT, SOFT, Type

    title = Type(21, 26, "bold", after=2)
    line = Type(10.6, 15, colour=SOFT)
    h2 = Type(12.4, 16, "bold", ACCENT, before=10, after=2)
    text = Type(11, 16)
    root = setting.root
    flow = setting.heading(root, 1, "A concern, handed over", title)
    flow += setting.paras(root, f"To: {note.to}", line)
    flow.append(setting.gap(6))
    flow += _facts(setting, note.facts)
    for heading, words in note.parts:
        flow += setting.heading(root, 2, heading, h2)
        flow += setting.paras(root, words or _NOTHING, text)
    flow.append(setting.gap(14))
    return flow + _facts(
        setting,
        (
            ("Written by", note.signed),
            ("Written on", note.written),
            ("Signature", ""),
            ("Received by, and when", ""),
        ),
        room=9,
    )


def _facts(setting: Setting, facts: tuple[tuple[str, str], ...], *, room: float = 3) -> list[Flowable]:
    from tutordiary.documents.pdf.flow import LINE, SOFT, WIDTH, Type

    rows: list[list[Any]] = []
    for label, value in facts:
        paragraph = setting.root.add("P")
        first = setting.raw(paragraph, setting.markup(label), Type(9.6, 15, colour=SOFT))
        said = setting.paras(setting.root, value, Type(11, 15)) if value else None
        rows.append([first, said])
    width = setting.pt(128)
    pad = setting.pt(room)
    return setting.table(
        rows,
        [width, WIDTH - width],
        [
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
            ("TOPPADDING", (0, 0), (-1, -1), pad),
            ("BOTTOMPADDING", (0, 0), (-1, -1), pad),
        ],
    )
