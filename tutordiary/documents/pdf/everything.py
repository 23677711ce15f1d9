"""Lays out the copy of everything about one pupil: plain pages to read from top to bottom."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Flowable

from tutordiary.documents import wording
from tutordiary.documents.everything import (
    ABOUT_DIARY,
    EVERYTHING,
    LEFT_OUT,
    EverythingHeld,
    HeldEntry,
)
from tutordiary.documents.pdf.flow import ACCENT, LINE, SOFT, WIDTH, Setting, Type
from tutordiary.documents.pdf.press import Sheet

_OVERLINE = Type(9.4, 12.4, "semibold", ACCENT)
_TITLE = Type(23, 28, "bold", after=3)
_LEAD = Type(10.6, 15.4, before=5, after=2)
_LABEL = Type(9, 12.4, colour=SOFT)
_FACT = Type(9.6, 12.8)
_H2 = Type(12.4, 16, "bold", ACCENT, before=12, after=2)
_HEAD = Type(8.6, 11.4, "semibold", SOFT, before=5, after=1)
_WORDS = Type(9.8, 13.6)
_LINE = Type(8.8, 11.8, colour=SOFT)
_QUIET = Type(9.2, 12.6, colour=SOFT, after=1)


def sheet(held: EverythingHeld) -> Sheet:
    """Return what stands around the copy."""
    footer = held.footer
    return Sheet(wording.FILE_EVERYTHING, footer=f"Confidential. {footer}", running=footer, style=held.style)


def story(setting: Setting, held: EverythingHeld) -> list[Flowable]:
    """Return the copy in reading order."""
    root = setting.root
    h1 = root.add("H1")
    title = setting.raw(h1, setting.markup(held.name or "A pupil", "bold"), _TITLE)
    title.title = held.name or "A pupil"
    flow: list[Flowable] = [setting.raw(h1, setting.markup(EVERYTHING, "semibold"), _OVERLINE), title]
    flow += _facts(setting, held.facts)
    if held.opening:
        flow += setting.paras(root, held.opening, _LEAD)
    if held.left_out:
        flow += setting.heading(root, 2, LEFT_OUT, _H2)
        flow += _listed(setting, held.left_out)
    if held.about:
        flow += setting.heading(root, 2, ABOUT_DIARY, _H2)
        flow += _facts(setting, held.about)
    for part in held.held:
        flow += setting.heading(root, 2, part.heading or "More", _H2)
        flow += setting.paras(root, part.note, _QUIET) if part.note else []
        for entry in part.entries:
            flow += _entry(setting, entry)
    return flow


def _facts(setting: Setting, facts: tuple[tuple[str, str], ...]) -> list[Flowable]:
    rows: list[list[Any]] = []
    for label, value in facts:
        line = setting.root.add("P")
        first = setting.raw(line, setting.markup(label), _LABEL)
        rows.append([first, setting.paras(setting.root, value or "Not written down.", _FACT)])
    width = setting.pt(112)
    pad = setting.pt(2)
    commands = [
        ("LINEABOVE", (0, 0), (-1, 0), 1.2, ACCENT),
        ("LINEBELOW", (0, 0), (-1, -2), 0.4, LINE),
        ("TOPPADDING", (0, 0), (-1, -1), pad),
        ("BOTTOMPADDING", (0, 0), (-1, -1), pad),
    ]
    return setting.table(rows, [width, WIDTH - width], commands)


def _listed(setting: Setting, items: tuple[str, ...]) -> list[Flowable]:
    listed = setting.root.add("L")
    flow: list[Flowable] = []
    for text in items:
        body = listed.add("LI").add("LBody")
        para = setting.raw(body, f"{setting.markup('•')}\u00a0\u00a0 {setting.markup(text)}", _FACT)
        para.style.leftIndent, para.style.firstLineIndent = setting.pt(11), -setting.pt(11)
        para.style.spaceAfter = setting.pt(2)
        flow.append(para)
    return flow


def _entry(setting: Setting, entry: HeldEntry) -> list[Flowable]:
    head = wording.joined((wording.on(entry.day), entry.head), "  ·  ")
    flow: list[Flowable] = [setting.room(48), *setting.paras(setting.root, head or "Record", _HEAD)]
    if entry.words:
        flow += setting.paras(setting.root, entry.words, _WORDS)
    told = entry.told
    return flow + (list(setting.paras(setting.root, told, _LINE)) if told else [])
