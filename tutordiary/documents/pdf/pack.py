"""Lays out the page a tutor brings to a critical reflection group; what is for the session is beside it."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Flowable

from tutordiary.documents import pack_words as words
from tutordiary.documents import wording
from tutordiary.documents.content import Pack
from tutordiary.documents.pdf import pack_session
from tutordiary.documents.pdf.flow import ACCENT, ACCENT_TINT, LINE, SOFT, WIDTH, Setting, Type
from tutordiary.documents.pdf.pack_session import H2, H3, ITEM, SMALL_LINE, TITLE
from tutordiary.documents.pdf.press import Sheet, Try

_OVERLINE = Type(9.4, 12.4, "semibold", ACCENT)
_QUESTION = Type(14.6, 20, "semibold")
_TEXT = Type(10.6, 15.4)
_QUIET = Type(10.6, 15.4, colour=SOFT)
_WRITE_LINES = (4, 3, 2, 1)


def sheet(pack: Pack) -> Sheet:
    """Return what stands around the page."""
    tries = (Try(1.0), Try(1.0, 1), Try(1.0, 2), Try(0.97, 2), Try(0.97, 3))
    pages = 1 + pack.with_agenda + pack.with_facilitator
    return Sheet(wording.FILE_PACK, words.FOOTER, "Reflection pack", pack.style, tries=tries, pages=pages)


def story(setting: Setting, pack: Pack) -> list[Flowable]:
    """Return the page in reading order, then the sheets for the session."""
    root = setting.root
    h1 = root.add("H1")
    text = pack.title or words.TITLE
    title = setting.raw(h1, setting.markup(text, "bold"), TITLE)
    title.title = text
    flow: list[Flowable] = [
        setting.raw(h1, setting.markup(words.OVER, "semibold"), _OVERLINE),
        title,
        *setting.paras(root, words.line(pack), SMALL_LINE),
        *_question(setting, pack),
        *_told(setting, words.HAPPENED, pack.happened or words.NOTHING_HAPPENED, quiet=not pack.happened),
        *_noticed(setting, pack),
        *_told(setting, words.ADVICE, pack.advice),
        *_told(setting, words.LEARNED, pack.learned),
        *_told(setting, words.sign_title(pack), pack.sign),
        *_told(setting, words.SINCE, pack.since_last_time),
        *_activity(setting, pack),
        *_space(setting, pack),
    ]
    flow += pack_session.agenda(setting) if pack.with_agenda else []
    return flow + (pack_session.facilitator(setting, pack) if pack.with_facilitator else [])


def _question(setting: Setting, pack: Pack) -> list[Flowable]:
    flow = setting.heading(setting.root, 2, words.QUESTION, H2)
    cell: list[Any] = setting.paras(setting.root, pack.question or words.NO_QUESTION, _QUESTION)
    commands = [
        ("BACKGROUND", (0, 0), (-1, -1), ACCENT_TINT),
        ("LEFTPADDING", (0, 0), (-1, -1), setting.pt(14)),
        ("RIGHTPADDING", (0, 0), (-1, -1), setting.pt(14)),
        ("TOPPADDING", (0, 0), (-1, -1), setting.pt(7)),
        ("BOTTOMPADDING", (0, 0), (-1, -1), setting.pt(10)),
    ]
    return [*flow, *setting.table([[cell]], [WIDTH], commands)]


def _told(setting: Setting, title: str, text: str, *, quiet: bool = False) -> list[Flowable]:
    if not text:
        return []
    head = setting.heading(setting.root, 2, title, H2)
    return [*head, *setting.paras(setting.root, text, _QUIET if quiet else _TEXT)]


def _noticed(setting: Setting, pack: Pack) -> list[Flowable]:
    if not pack.noticed and not pack.unsure:
        return []
    flow = setting.heading(setting.root, 2, words.BOTH, H2)
    gap = 20.0
    half = (WIDTH - gap) / 2
    # One row, a column to a cell, so that the order drawn is the order read.
    left, right = (
        _numbered(setting, *column)
        for column in ((words.NOTICED_HEAD, pack.noticed), (words.UNSURE_HEAD, pack.unsure))
    )
    commands: list[tuple[Any, ...]] = [
        ("LINEABOVE", (0, 0), (0, 0), 1.2, ACCENT),
        ("LINEABOVE", (2, 0), (2, 0), 1.2, ACCENT),
        ("TOPPADDING", (0, 0), (-1, 0), setting.pt(3)),
    ]
    return [*flow, setting.gap(1), *setting.table([[left, None, right]], [half, gap, half], commands)]


def _numbered(setting: Setting, title: str, items: tuple[str, ...]) -> list[Any]:
    cell: list[Any] = [setting.raw(setting.root.add("H3"), setting.markup(title, "bold"), H3)]
    if not items:
        return cell + setting.paras(setting.root, words.NOTHING, _QUIET)
    listed = setting.root.add("L")
    for number, text in enumerate(items, start=1):
        label = setting.bold(str(number), "bold", ACCENT) + "\u00a0\u00a0 "
        para = setting.raw(listed.add("LI").add("LBody"), label + setting.markup(text), ITEM)
        para.style.leftIndent, para.style.firstLineIndent = setting.pt(13), -setting.pt(13)
        cell.append(para)
    return cell


def _activity(setting: Setting, pack: Pack) -> list[Flowable]:
    rows = words.activity_rows(pack.activity)
    if not rows:
        return []
    flow = setting.heading(setting.root, 2, words.ACTIVITY, H2)
    return [*flow, *pack_session.labelled(setting, rows)]


def _space(setting: Setting, pack: Pack) -> list[Flowable]:
    flow = setting.heading(setting.root, 2, words.SPACE, H2)
    flow.insert(0, setting.room(100))
    for title in words.spaces(pack):
        flow.append(setting.raw(setting.root.add("H3"), setting.markup(title, "bold"), H3))
        rows: list[list[Any]] = [[None]] * _WRITE_LINES[setting.squeeze]
        commands = [
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
            ("BOTTOMPADDING", (0, 0), (-1, -1), setting.pt(22)),
        ]
        flow += [*setting.table(rows, [WIDTH], commands), setting.gap(4)]
    return flow
