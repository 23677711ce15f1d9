"""The sizes of type of the report for the school, and the few things all its parts are built with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reportlab.platypus import Flowable

from tutordiary.documents.pdf.flow import ACCENT, LINE, SOFT, Setting, Type
from tutordiary.documents.pdf.tagging import Element

H2 = Type(11.4, 14, "bold", ACCENT, before=7, after=1)
HEAD = Type(7.6, 9.6, "semibold", SOFT)
SMALL_HEAD = Type(9.3, 12, "bold", ACCENT)
BODY = Type(8.9, 11.4)
QUIET = Type(8.9, 11.4, colour=SOFT)
STRONG = Type(8.9, 11.2, "semibold")
NOTE = Type(7.9, 10, colour=SOFT)

STACK_FROM = 1.15
"""From this scale on, what stands side by side stands one under the other."""
TIGHT, TIGHTEST = 1, 2
"""How far a report is squeezed that would run over: what is empty is folded, then the evidence runs on."""


def section(setting: Setting, title: str) -> list[Flowable]:
    """Return a second-level heading."""
    kind = replace(H2, before=4) if setting.squeeze >= TIGHT else H2
    return setting.heading(setting.root, 2, title, kind)


def worded(setting: Setting, parent: Element, text: str, kind: Type, level: int = 3) -> list[Any]:
    """Return a text the tutor worded, with its headings, lists and strong words; nothing for an empty one."""
    return list(setting.rich(parent, text, kind, level=level)) if text else []


def numbers(setting: Setting, notes: tuple[int, ...]) -> str:
    """Return numbers of notes as raised figures that may stand on two lines."""
    first, rest = notes[:1], notes[1:]
    return setting.raised(first) + "".join(setting.raised((one,)).replace("\u00a0", " ", 1) for one in rest)


def or_quiet(setting: Setting, cell: Element, text: str, empty: str, tail: str = "") -> list[Any]:
    """Return a text, or what is said in its place in the quiet colour."""
    return list(setting.paras(cell, text or empty, BODY if text else QUIET, tail=tail))


def small(setting: Setting, cell: Element, text: str) -> list[Any]:
    """Return a small line; none for an empty text."""
    return list(setting.paras(cell, text, NOTE)) if text else []


def head_row(setting: Setting, table: Element, names: tuple[str, ...]) -> list[Any]:
    """Return the head of a table, said once however often it is repeated."""
    row = table.add("TR")
    return [
        [
            setting.raw(
                row.add("TH", scope="Column").add("P", repeats=True), setting.markup(name, "semibold"), HEAD
            )
        ]
        for name in names
    ]


def ruled(setting: Setting, rows: int) -> list[tuple[Any, ...]]:
    """Return the lines and spaces of a table of text: a rule under the head, thin ones between rows."""
    return [
        ("LINEBELOW", (0, 0), (-1, 0), 0.7, SOFT),
        ("LINEBELOW", (0, 1), (-1, rows - 2), 0.5, LINE),
        ("TOPPADDING", (0, 1), (-1, -1), setting.pt(2.4)),
        ("BOTTOMPADDING", (0, 0), (-1, -1), setting.pt(2.4)),
        ("RIGHTPADDING", (0, 0), (-2, -1), setting.pt(10)),
    ]
