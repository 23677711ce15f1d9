"""Lays out the end of the report for the school: who wrote it, what it rests on, evidence, room to write."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Flowable

from tutordiary.documents import senco_words, wording
from tutordiary.documents.content import SencoReport
from tutordiary.documents.pdf.flow import LINE, SOFT, WIDTH, Setting, Type
from tutordiary.documents.pdf.senco_type import TIGHT, TIGHTEST, section

_SIGNED = Type(8.2, 10.6)
_FORMS = Type(7.5, 9.6, colour=SOFT, before=2)
_EVIDENCE = Type(7.5, 9.6, colour=SOFT)
_EVIDENCE_LINE = Type(8, 10.4, after=1, indent=14)
_LABEL = Type(8.4, 11.6, colour=SOFT)


def end(setting: Setting, report: SencoReport) -> list[Flowable]:
    """Return who wrote it, what it rests on, and the short forms spelt out."""
    flow: list[Flowable] = [setting.gap(8)]
    texts = [senco_words.signature(report), senco_words.rests_on(report), senco_words.forms(report)]
    told = [text for text in texts if text]
    if setting.squeeze >= TIGHT:
        return [*flow, *setting.paras(setting.root, " ".join(told), _FORMS)]
    kinds = (_SIGNED, _SIGNED, _FORMS)
    return [
        *flow,
        *(p for t, kind in zip(told, kinds, strict=False) for p in setting.paras(setting.root, t, kind)),
    ]


def evidence(setting: Setting, report: SencoReport) -> list[Flowable]:
    """Return the notes: a list where they have words, otherwise, or where room is short, run on in one go."""
    notes = sorted(report.evidence, key=lambda note: note.number)
    told = [(setting.bold(str(note.number)), senco_words.note_words(report, note)) for note in notes]
    title = senco_words.heading(report, "evidence")
    if setting.squeeze >= TIGHTEST or not any(note.text for note in notes):
        parts = [f"{number}\u00a0{setting.markup(words)}" for number, words in told]
        run = " ".join([setting.bold(title), *parts])
        return [setting.gap(2), setting.raw(setting.root.add("P"), run, _EVIDENCE)] if notes else []
    flow = section(setting, title)
    listed = setting.root.add("L")
    for number, words in told:
        para = setting.raw(
            listed.add("LI").add("LBody"), f"{number}\u00a0\u00a0 {setting.markup(words)}", _EVIDENCE_LINE
        )
        para.style.firstLineIndent = -para.style.leftIndent
        flow.append(para)
    return flow


def comments(setting: Setting, report: SencoReport) -> list[Flowable]:
    """Return room for the pupil, the school and the family to write, where it was asked for."""
    if not report.comment_spaces:
        return []
    flow = section(setting, senco_words.heading(report, "comments"))
    rows: list[list[Any]] = [[[*setting.paras(setting.root, who, _LABEL)]] for who in wording.COMMENT_SPACES]
    commands = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
        ("TOPPADDING", (0, 0), (-1, -1), setting.pt(3)),
        ("BOTTOMPADDING", (0, 0), (-1, -1), setting.pt(26)),
    ]
    return [*flow, *setting.table(rows, [WIDTH], commands)]
